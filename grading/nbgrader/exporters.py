"""What nbgrader may copy and open. A converter's exporter is the one place where its configuration reaches that."""

from __future__ import annotations

import contextlib
import glob
import os
import re
from datetime import datetime
from pathlib import Path
from typing import Any

from nbconvert.exporters import NotebookExporter
from nbformat.v4 import new_notebook
from nbgrader.coursedir import CourseDirectory
from nbgrader.utils import parse_utc

from simulator.responses.hostile import read_bytes

PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp")
UNUSABLE = "not marked: nbgrader cannot handle an id or a folder with *, ? or [ in its name. Rename the folder."
SMALL = 1_000  # bytes: a timestamp, a secret


class CarefulDirectory(CourseDirectory):  # type: ignore[misc]
    """A course directory that opens a submission's timestamp as carefully as everything else in it."""

    def get_existing_timestamp(self, dest_path: str) -> datetime | None:
        """When a submission was handed in (UTC), or None when its timestamp.txt is missing, strange or no date."""
        try:
            text = read_bytes(Path(dest_path) / "timestamp.txt", SMALL).decode("ascii").strip()
            # No slash: the library that reads it would take a path for a time zone and open it.
            found: datetime | None = parse_utc(text) if re.fullmatch(r"[\w:.+\- ]{1,60}", text) else None
        except Exception:
            return None
        return found


def narrow(converter: Any, ignore: list[str]) -> None:
    """Let one converter copy nothing that matches ``ignore``; the course directory of others stays as it is."""
    old = converter.coursedir
    new = CarefulDirectory(parent=old.parent, config=old.config)
    for name in old.class_trait_names(config=True):
        setattr(new, name, getattr(old, name))
    new.ignore = ignore
    converter.coursedir = new


class ReleaseNotebooks(NotebookExporter):
    """For generate_assignment: notebooks and pictures go out, and nothing else that lies in a module's folder.

    Exercises, keys, designs, an author's own responses.json: whatever is not on the list stays at home.
    """

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)  # type: ignore[no-untyped-call]
        converter: Any = self.parent
        stay = list(converter.coursedir.ignore)
        for folder in converter.assignments:
            for _, folders, files in os.walk(folder):
                stay += [glob.escape(f) for f in files if not f.endswith((".ipynb", *PICTURES))]
                stay += [glob.escape(f) for f in folders if f.startswith(".")]
        narrow(converter, sorted(set(stay)))


class AnswersOnly(NotebookExporter):
    """For autograde: nothing of a submission is copied, and the submitted notebook is not even opened.

    nbgrader copies every file of a submission before any preprocessor runs, and follows links while it does. Here
    it copies none: ``released.UseReleasedCells`` writes what it has read of responses.json. A student whose notebook
    is missing is marked like the others, because the answers are not in it.
    """

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)  # type: ignore[no-untyped-call]
        converter: Any = self.parent
        narrow(converter, ["*"])
        directory = converter.coursedir
        released = directory.format_path(directory.release_directory, ".", directory.assignment_id)
        names = sorted(p.name for p in Path(released).glob(directory.notebook_id + ".ipynb"))
        pattern = converter._format_source(directory.assignment_id, directory.student_id)
        for folder in glob.glob(pattern):  # noqa: PTH207 (nbgrader's own pattern, from its root)
            if glob.escape(folder) != folder:  # nbgrader's list of what not to copy does not reach such a folder
                converter.assignments.pop(folder, None)
                self.log.warning("%s: %s", Path(folder).parent.name, UNUSABLE)
                continue
            found = converter.assignments.setdefault(folder, [])
            there = {Path(path).name for path in found}
            found.extend(str(Path(folder) / name) for name in names if name not in there)

    def from_filename(self, filename: str, resources: Any = None, **kwargs: Any) -> Any:
        converter: Any = self.parent
        if not converter._sanitizing:
            return super().from_filename(filename, resources=resources, **kwargs)
        resources = resources if resources is not None else {}
        path = Path(filename)
        resources["metadata"] = {"name": path.stem, "path": str(path.parent)}
        with contextlib.suppress(OSError):
            resources["metadata"]["modified_date"] = datetime.fromtimestamp(path.lstat().st_mtime).date().isoformat()
        empty = new_notebook()  # type: ignore[no-untyped-call]
        return self.from_notebook_node(empty, resources=resources, **kwargs)  # type: ignore[no-untyped-call]
