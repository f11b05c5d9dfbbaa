"""What is left when a workshop is over: its marks, its answers, a page to look back on. And its end: everything deleted."""

from __future__ import annotations

import csv
import io
import os
import re
import shutil
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from simulator.content.errors import did_you_mean
from simulator.responses.database import Database, Workshop
from simulator.responses.room import Room, student
from simulator.views.text import number
from simulator.workshop.results import AfterProblem, Result, names, of_this_workshop, results, submissions

FOLDER = "workshops"  # in the data folder: one folder a workshop, named by its id
LAST = "last"
COLUMNS = (
    "workshop",
    "seat",
    "names",
    "exercise",
    "title",
    "points",
    "out of",
    "checks passed",
    "checks marked",
    "attempts",
    "saved at",
    "remark",
)


# ---- which workshop


def find(database: Database, name: str) -> Workshop:
    """A workshop by its id; "last" is the newest. Raises AfterProblem, DatabaseProblem."""
    known = database.all()
    for workshop in known[:1] if name == LAST else known:
        if name in (LAST, workshop.id):
            return workshop
    if not known:
        raise AfterProblem("No workshop is kept here. Name another place with --data or --database.")
    raise AfterProblem(f"There is no workshop “{name}”. {did_you_mean(name, [w.id for w in known])}".strip())


def folder_of(data: Path, id: str) -> Path:
    """Where a workshop's pulses and looks lie: right under our own folder. Raises AfterProblem for what can be no id."""
    home = data / FOLDER
    folder = home / id
    if not re.fullmatch(r"[A-Za-z0-9_-]{1,16}", id) or folder.parent != home or folder.name != id:
        raise AfterProblem("A workshop’s name has at most 16 letters and digits. See: caseroom workshops")
    return folder


def room_of(database: Database, data: Path, name: str) -> Room:
    """The room of a workshop by its id, or of the "last". Raises AfterProblem, DatabaseProblem."""
    workshop = find(database, name)
    return Room(database, workshop, folder_of(data, workshop.id))


# ---- marks


def marks_csv(room: Room, found: Iterable[Result] | None = None) -> str:
    """The marks as CSV: a row for each seat and exercise, every field quoted, formulas made harmless.

    Points are a gradebook's: the share earned of what was marked, or empty where only a person can say. ``found``:
    ``results(room)``, where they are at hand. Raises DatabaseProblem, AfterProblem.
    """
    from grading.nbgrader.export import harmless

    sitting, out = names(room), io.StringIO()
    rows = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\n")
    rows.writerow(COLUMNS)
    for r in results(room) if found is None else found:
        rows.writerow(
            harmless(text)
            for text in (
                room.id,
                student(r.seat),
                sitting.get(r.seat, ""),
                r.spec.exercise,
                r.spec.title,
                "" if r.points is None else number(r.points),
                str(r.spec.points),
                str(r.passed) if r.marks else "",
                str(r.marked) if r.marks else "",
                str(r.work.attempts) if r.work else "0",
                r.work.saved_at.isoformat(timespec="seconds") if r.work else "",
                r.remark,
            )
        )
    return out.getvalue()


# ---- all of it in a folder


def export(room: Room, folder: Path) -> list[Path]:
    """Write marks.csv, answers/ and debrief.html into a folder; returns what was written.

    An earlier export of the same workshop is written over. Raises AfterProblem (also when another workshop's lies
    there), DatabaseProblem.
    """
    from simulator.workshop.debrief import debrief_html

    for path in sorted((folder / "answers").glob("seat*.json")):
        if not of_this_workshop(path, room):
            raise AfterProblem(f"{folder} holds the export of another workshop. Choose another folder with --to.")
    found = results(room)
    # With a byte order mark: spreadsheets then read names as they were written.
    texts = {
        folder / "marks.csv": "\ufeff" + marks_csv(room, found),
        folder / "debrief.html": debrief_html(room, found),
    }
    for seat, work in submissions(room).items():
        texts[folder / "answers" / f"{student(seat)}.json"] = work.to_json()
    try:
        for path, text in texts.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
            temporary.write_text(text, encoding="utf-8", newline="")
            temporary.replace(path)
    except OSError as e:
        raise AfterProblem(
            f"The export could not be written to {folder} ({e.strerror or e}). Choose another folder with --to."
        ) from e
    return list(texts)


# ---- the end


def delete(database: Database, data: Path, id: str) -> str:
    """Delete a workshop, everything anybody did in it, and its folder; says in a sentence what that was.

    Where only the folder is left of it, that goes. Raises AfterProblem, DatabaseProblem.
    """
    folder = folder_of(data, id)
    if database.workshop(id) is not None:
        gone = f"The workshop {id} is deleted, with {database.delete(id)}"
        rest = "its folder with everybody’s looks at the files is deleted too"
    elif folder.is_dir():
        gone, rest = f"Of the workshop {id} only its folder was left", "that is deleted now"
    else:
        raise AfterProblem(f"There is no workshop “{id}”, so nothing was deleted. See: caseroom workshops")
    if not folder.is_dir():
        return f"{gone}."
    try:
        _remove(folder, data)
    except OSError as e:
        return f"{gone}; the folder {folder} could not be deleted ({e.strerror or e}): delete it yourself."
    return f"{gone}; {rest}."


def _remove(folder: Path, data: Path) -> None:
    """Delete a workshop's folder and nothing else, whatever was checked before. Raises OSError."""
    home = (data / FOLDER).resolve(strict=True)
    if folder.resolve(strict=True).parent != home:
        raise OSError(f"it does not lie in {home}")
    shutil.rmtree(folder)


def purge(database: Database, data: Path) -> list[str]:
    """Delete every workshop whose time is up; a sentence for each. Raises DatabaseProblem."""
    return [f"Its time was up. {delete(database, data, id)}" for id in database.due()]


def when(seconds: float) -> str:
    """A time as one reads it in a list: 2025-05-06 13:30."""
    return f"{datetime.fromtimestamp(seconds):%Y-%m-%d %H:%M}"
