"""A course folder as a tutor has it, and a class that hands things in: some good work, some not, some hostile."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import grading
from simulator.cases import GENERATOR, CaseRef
from simulator.content import places
from simulator.exercises import Spec, module

STOCK = """
from nbconvert.exporters import NotebookExporter
c.Autograde.exporter_class = NotebookExporter
c.GenerateAssignment.exporter_class = NotebookExporter
del c.Autograde.sanitize_preprocessors
del c.Autograde.autograde_preprocessors
del c.Execute
del c.CourseDirectory.ignore
"""  # nbgrader as it comes; only the release still writes the family into the notebook
SECRET = "TOP-SECRET-4711"
MODULE = "recording"
REF = CaseRef(scenario="school_worry", jurisdiction="england", seed=7)
WRONG = CaseRef(scenario="school_worry", jurisdiction="england", seed=8)
SPECS: tuple[Spec, ...] = module(MODULE).exercises
LONGEST = max(SPECS, key=lambda s: s.points).exercise  # the note
BY_HAND = tuple(s for s in SPECS if s.type == "reflect")  # only a person gives points for these
TOTAL = float(sum(s.points for s in SPECS))
AUTO = TOTAL - sum(s.points for s in BY_HAND)  # what right answers get before a person has read the rest


@dataclass(frozen=True)
class Course:
    """A course folder. ``outside`` is a folder beside it that nothing may read or write."""

    root: Path
    outside: Path

    def nbgrader(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run nbgrader as a tutor does, in the course's folder; its bin is on PATH as in an activated environment."""
        env = {**os.environ, "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])}
        env.pop("CASEROOM_DATA", None)
        return subprocess.run(
            [sys.executable, "-m", "nbgrader", *arguments],
            cwd=self.root,
            env=env,
            capture_output=True,
            text=True,
            timeout=600,
            check=False,
        )

    def submitted(self, student: str) -> Path:
        return self.root / "submitted" / student / MODULE

    @property
    def released(self) -> Path:
        return self.root / "release" / MODULE / f"{MODULE}.ipynb"

    def hand_in(self, student: str, answers: bytes | None = None, notebook: bool = True) -> Path:
        """A submission as nbgrader's exchange leaves it. Returns its folder."""
        folder = self.submitted(student)
        folder.mkdir(parents=True)
        (folder / "timestamp.txt").write_text("2025-05-06 15:30:00.000000 UTC")
        (folder / "submission_secret.txt").write_text(f"secret-of-{student}")
        if notebook:
            shutil.copy(self.released, folder)
        if answers is not None:
            (folder / "responses.json").write_bytes(answers)
        return folder

    def everything(self, step: str) -> dict[str, bytes]:
        """What lies below one of nbgrader's folders: path -> bytes. Links are an error."""
        found = {}
        for path in sorted((self.root / step).rglob("*")):
            assert not path.is_symlink(), path
            if path.is_file():
                found[path.relative_to(self.root / step).as_posix()] = path.read_bytes()
        return found


def make_course(base: Path, settings: str = "") -> Course:
    """A fresh course folder with Caseroom's own config; ``settings`` are lines a tutor adds to it."""
    root, outside = base / "course", base / "outside"
    shutil.copytree(places.modules() / MODULE, root / "modules" / MODULE)
    (root / "nbgrader_config.py").write_text(
        places.config_file().read_text(encoding="utf-8") + "\n" + settings, encoding="utf-8"
    )
    outside.mkdir()
    (outside / "secret.txt").write_text(SECRET)
    return Course(root, outside)


def answers(ref: CaseRef = REF, only: tuple[str, ...] | None = None, **kinds: Any) -> dict[str, Any]:
    """A responses.json. ``kinds`` gives an exercise another kind of sample, or a form of its own; the rest is right."""
    case = ref.make()
    responses = {}
    for spec in SPECS:
        if only is not None and spec.exercise not in only:
            continue
        kind = kinds.get(spec.exercise, "correct")
        raw = kind if isinstance(kind, dict) else grading.sample(spec, case, kind).raw
        responses[spec.exercise] = {"value": raw, "saved_at": "2025-05-06T16:20:00+01:00", "attempts": 1}
    return {
        "schema": 1,
        "module": MODULE,
        "case": {**ref.model_dump(), "generator": GENERATOR},
        "responses": responses,
    }


def as_bytes(content: dict[str, Any]) -> bytes:
    return json.dumps(content, ensure_ascii=False).encode()


def right_note(**more: str) -> dict[str, Any]:
    """The right answer to the note, with fields changed."""
    spec = next(s for s in SPECS if s.exercise == LONGEST)
    return {**grading.sample(spec, REF.make(), "correct").raw, **more}


def edit_notebook(folder: Path, change: Callable[[list[dict[str, Any]]], None]) -> None:
    """Change the cells of a submitted notebook."""
    path = folder / f"{MODULE}.ipynb"
    content = json.loads(path.read_text(encoding="utf-8"))
    change(content["cells"])
    path.write_text(json.dumps(content), encoding="utf-8")


def code(course: Course, name: str) -> str:
    """Python that leaves a trace when it is run."""
    return f"open({str(course.outside / ('ran-' + name))!r}, 'w').write('ran')\n"


def traps(course: Course) -> None:
    """Three submissions with code in them: in a cell of their own, in files beside the notebook, in a test cell."""
    good, first = as_bytes(answers()), SPECS[0].exercise

    def add_code(cells: list[dict[str, Any]]) -> None:
        for at in (0, len(cells)):
            cells.insert(
                at,
                {
                    "cell_type": "code",
                    "id": f"own-{at}",
                    "metadata": {},
                    "source": code(course, "cell"),
                    "outputs": [],
                    "execution_count": None,
                },
            )

    edit_notebook(course.hand_in("gil", good), add_code)

    folder = course.hand_in("hana", good)
    for name in ("faker.py", "grading.py", "sitecustomize.py", "json.py", "nbgrader_config.py"):
        (folder / name).write_text(code(course, name))

    def full_marks(cells: list[dict[str, Any]]) -> None:
        for cell in cells:
            if "nbgrader" in cell["metadata"] and cell["metadata"]["nbgrader"].get("grade"):
                cell["source"] = code(course, "test") + "16.0"
                cell["metadata"]["nbgrader"]["points"] = 100

    edit_notebook(course.hand_in("jun", as_bytes(answers(**{first: "incorrect"}))), full_marks)


def a_class(course: Course) -> None:
    """Twenty-two submissions."""
    traps(course)
    good, first = as_bytes(answers()), SPECS[0].exercise
    course.hand_in("ada", good)
    course.hand_in("ben", as_bytes(answers(only=tuple(s.exercise for s in SPECS[:-1]))))
    course.hand_in("cleo", as_bytes(answers(**{s.exercise: "incorrect" for s in SPECS})))
    course.hand_in("dov", as_bytes(answers(only=(first,))))
    course.hand_in("eli", as_bytes(answers(**{first: "invalid"})))
    course.hand_in("fay", as_bytes(answers(WRONG)))
    script = "<script>alert(1)</script><img src=x onerror=alert(2)>"
    course.hand_in("ivo", as_bytes(answers(**{LONGEST: right_note(think=f"I think {script}", where=script)})))
    edit_notebook(course.hand_in("kai", good), lambda cells: cells.clear())

    nan = as_bytes(answers()).replace(b'"attempts": 1', b'"attempts": NaN')
    course.hand_in("lea", nan)
    folder = course.hand_in("max")
    with (folder / "responses.json").open("wb") as out:
        out.truncate(200_000_000)
    folder = course.hand_in("nia")
    (folder / "responses.json").symlink_to(course.outside / "secret.txt")
    course.hand_in("oli", b"[" * 100_000 + b"]" * 100_000)
    course.hand_in("pam", b'{"schema": 1, ' + good[1:])
    course.hand_in("quin")
    course.hand_in("rui", good[: len(good) // 2])
    course.hand_in("sam", good.replace(b'"recording"', b'"record\xff\xfeing"'))
    course.hand_in("tia", good, notebook=False)

    folder = course.hand_in("una", good)
    (folder / "notes.txt").symlink_to(course.outside / "secret.txt")
    (folder / "elsewhere").symlink_to(course.outside)
    (folder / "endless").symlink_to("/dev/zero")
    os.mkfifo(folder / "pipe")
    with (folder / "film.mp4").open("wb") as out:
        out.truncate(200_000_000)
    (folder / "timestamp.txt").unlink()
    (folder / "timestamp.txt").symlink_to("/dev/zero")
    (folder / f"{MODULE}.ipynb").write_text('{"cells":' + "[" * 100_000)
    folder = course.hand_in("vic", good)
    (folder / "timestamp.txt").write_text("the day before yesterday")
    (folder / "submission_secret.txt").write_bytes(b"\xff\xfe")
    (folder / f"{MODULE}.ipynb").unlink()
    os.mkfifo(folder / f"{MODULE}.ipynb")


# What the gradebook must say. "rest" is every exercise's full points but the first; "note" the last one's.
REFUSED = {
    "fay": "other family",
    "lea": "not a number",
    "max": "too big",
    "nia": "symlink",
    "oli": "too deep",
    "pam": "duplicate key",
    "rui": "not JSON",
    "sam": "not UTF-8",
}
FULL = ("ada", "gil", "hana", "kai", "tia", "una", "vic")
