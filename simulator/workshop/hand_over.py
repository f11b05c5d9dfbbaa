"""From a workshop to nbgrader: each seat becomes a student who has handed in, so that the gradebook is like any other.

Only the released notebook, responses.json and the two files nbgrader's exchange leaves are written; marking is left to
``caseroom grade`` or nbgrader, which read them as they read every submission.
"""

from __future__ import annotations

import io
import json
import logging
import re
import secrets
import shutil
from dataclasses import dataclass
from datetime import UTC
from pathlib import Path
from typing import TYPE_CHECKING, Any

from grading.nbgrader import cohort
from grading.nbgrader.course import CourseError, Given
from grading.nbgrader.released import read_released
from simulator.content import places
from simulator.responses.database import Workshop, many
from simulator.responses.hostile import LARGEST, NAME, Submission
from simulator.responses.room import Room, student
from simulator.workshop.results import AfterProblem, names, of_this_workshop, submissions

if TYPE_CHECKING:
    from nbgrader.coursedir import CourseDirectory

SEAT = re.compile(r"seat\d{2,}")
FOR_THE_GRADEBOOK = str.maketrans("<>", "‹›")  # formgrader writes some names into its pages as they are


@dataclass(frozen=True)
class HandedOver:
    """What was written. ``lines()`` is for the trainer."""

    course: Path
    module: str
    students: tuple[str, ...]
    nothing: tuple[str, ...]  # seats where nothing was saved
    too_big: tuple[str, ...]
    named: bool  # whether the gradebook knows the names now

    def lines(self) -> tuple[str, ...]:
        out = [f"{many(len(self.students), 'submission')} of {self.module} written to {self.course}.".capitalize()]
        if self.nothing:
            out.append(f"Nothing was saved, so nothing was handed in: {', '.join(self.nothing)}.")
        if self.too_big:
            most = f"more than {LARGEST // 1_000_000} MB, the most that is marked"
            out.append(f"Together the answers are {most}: {', '.join(self.too_big)}. Mark these by hand.")
        if not self.named:
            out.append("There is no gradebook yet, so the names people chose are not in it. The marks will be.")
        out.append(f"Mark them: caseroom grade {self.module} --course {self.course}")
        return tuple(out)


def settings(workshop: Workshop) -> tuple[str, ...]:
    """The lines of nbgrader_config.py with which a course gives out this workshop's families."""
    family = workshop.family
    values: dict[str, Any] = {"course": workshop.id} if workshop.own else {}
    values |= {"family": "own" if workshop.own else "same", "scenario": family.scenario}
    values |= {"jurisdiction": family.jurisdiction} | ({} if workshop.own else {"seed": family.seed})
    return tuple(f"c.CaseroomCourse.{k} = {json.dumps(v, ensure_ascii=False)}" for k, v in values.items())


# ---- a course of its own


def make_course(workshop: Workshop, folder: Path) -> None:
    """A fresh course folder in which this workshop's module is released with its families. Raises AfterProblem."""
    from nbgrader.converters import GenerateAssignment

    folder = folder.absolute()
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise AfterProblem(f"{folder} is not empty. Name a new folder, or leave out --make to use the course in it.")
    notebook = places.modules() / workshop.module / f"{workshop.module}.ipynb"
    text = places.config_file().read_text(encoding="utf-8")
    for line in (f'c.CaseroomCourse.course = "Workshop {workshop.id}"', *settings(workshop)):
        text = _with(text, line)
    log = io.StringIO()
    try:
        home = folder / "modules" / workshop.module
        home.mkdir(parents=True)
        shutil.copy(notebook, home)
        (folder / cohort.CONFIG).write_text(text, encoding="utf-8")
        directory = cohort.course(folder)
        directory.assignment_id = workshop.module
        GenerateAssignment(coursedir=directory, config=directory.config, log=_log(log)).start()
    except (Exception, SystemExit) as error:
        shutil.rmtree(folder, ignore_errors=True)
        logged = re.findall(r"(?m)^[\w.]*(?:Error|Exception): (.+)$", log.getvalue())
        why = logged[-1] if logged else str(error)
        raise AfterProblem(f"No course could be made in {folder}: {why[:300]}") from error


def _with(config: str, line: str) -> str:
    """The configuration with one setting changed in its place, or added where it has none."""
    name = line.partition(" = ")[0]
    lines = [line if old.startswith(f"{name} = ") else old for old in config.splitlines()]
    return "\n".join(lines if line in lines else [*lines, line]) + "\n"


def _log(to: io.StringIO) -> logging.Logger:
    log = logging.Logger("caseroom.release", logging.ERROR)
    log.addHandler(logging.StreamHandler(to))
    return log


# ---- submissions


def hand_over(room: Room, folder: Path, again: bool = False) -> HandedOver:
    """Write a submission for each seat with an answer, and the names into the gradebook if there is one.

    ``again`` replaces what was handed over of this workshop before. Raises AfterProblem, and then nothing has been
    written; DatabaseProblem.
    """
    folder = folder.absolute()
    workshop, sitting, work = room.workshop, names(room), submissions(room)
    directory = _course(workshop, folder)
    seats = sorted(sitting.keys() | work.keys())
    notebook = _released(room, directory, seats)
    _nothing_in_the_way(room, directory, [student(s) for s in work], again)
    try:
        for seat, found in work.items():
            _write(Path(_place(directory, student(seat), workshop.module)), notebook, found)
    except OSError as e:
        raise AfterProblem(f"The submissions could not be written to {folder} ({e.strerror or e}).") from e
    return HandedOver(
        course=folder,
        module=workshop.module,
        students=tuple(student(s) for s in work),
        nothing=tuple(student(s) for s in seats if s not in work),
        too_big=tuple(student(s) for s, found in work.items() if len(found.to_json().encode()) > LARGEST),
        named=_name(directory, sitting),
    )


def _course(workshop: Workshop, folder: Path) -> CourseDirectory:
    if not (folder / cohort.CONFIG).is_file():
        raise AfterProblem(
            f"There is no {cohort.CONFIG} in {folder}, so it is no course. Name another folder, or let one be made: "
            f"caseroom workshops submissions {workshop.id} --course {folder} --make"
        )
    return cohort.course(folder)


def _released(room: Room, directory: CourseDirectory, seats: list[int]) -> Path:
    """The released notebook, if the course gives each of these seats its family. Raises AfterProblem."""
    workshop = room.workshop
    name = workshop.module
    path = Path(directory.format_path(directory.release_directory, ".", name)) / f"{name}.ipynb"
    if not path.is_file():
        raise AfterProblem(_refusal(workshop, directory, f"“{name}” has not been released"))
    try:
        about, given = Given.read(read_released(directory, name, name).metadata)
    except CourseError as error:
        raise AfterProblem(str(error)) from None
    if about != name:
        raise AfterProblem(_refusal(workshop, directory, f"What is released as “{name}” is the module “{about}”"))
    if any(given.ref(student(s)) != room.family(s) for s in seats or [1]):
        raise AfterProblem(_refusal(workshop, directory, f"“{name}” was released with other families"))
    return path


def _refusal(workshop: Workshop, directory: CourseDirectory, problem: str) -> str:
    lines = "\n".join(f"    {line}" for line in settings(workshop))
    return (
        f"{problem} in {directory.root}. Let a course be made (--course NEW_FOLDER --make), or write these lines into "
        f"its {cohort.CONFIG} and run there `nbgrader generate_assignment {workshop.module} --force`:\n{lines}"
    )


def _place(directory: CourseDirectory, who: str, module: str) -> str:
    return str(directory.format_path(directory.submitted_directory, who, module))


def _nothing_in_the_way(room: Room, directory: CourseDirectory, students: list[str], again: bool) -> None:
    """No seat of another workshop may share a gradebook with ours: it would be the same student. Raises AfterProblem."""
    root, module = Path(directory.root), room.workshop.module
    for path in sorted(Path(p) for p in _all(directory)):
        who = next((part for part in path.parts if SEAT.fullmatch(part)), "")
        if who and not of_this_workshop(path / NAME, room):
            where = path.relative_to(root) if path.is_relative_to(root) else path
            raise AfterProblem(
                f"{where} in {root} is not from this workshop, and {who} can be only one student. "
                "Hand over into a course of its own: --course NEW_FOLDER --make"
            )
    there = [who for who in students if Path(_place(directory, who, module)).exists()]
    if there and not again:
        raise AfterProblem(
            f"{many(len(there), 'submission')} of this workshop {'is' if len(there) == 1 else 'are'} in {root} already, "
            f"from {there[0]} on. Replace them with --again; points set by hand stay."
        )


def _all(directory: CourseDirectory) -> list[str]:
    """Every submission's folder, of every module."""
    pattern = Path(_place(directory, "*", "*"))
    return [str(p) for p in Path(pattern.anchor).glob(str(pattern.relative_to(pattern.anchor))) if p.is_dir()]


def _write(target: Path, notebook: Path, work: Submission) -> None:
    """One submission, whole or not at all."""
    fresh = target.with_name(f".{target.name}.new")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(parents=True)
    shutil.copyfile(notebook, fresh / notebook.name)
    last = max(a.saved_at for a in work.answers.values()).astimezone(UTC)
    (fresh / NAME).write_text(work.to_json(), encoding="utf-8")
    (fresh / "timestamp.txt").write_text(f"{last:%Y-%m-%d %H:%M:%S.%f} UTC", encoding="ascii")
    (fresh / "submission_secret.txt").write_text(secrets.token_hex(32), encoding="ascii")
    if target.exists():
        shutil.rmtree(target)
    fresh.rename(target)


def _name(directory: CourseDirectory, sitting: dict[int, str]) -> bool:
    """Tell the gradebook what people called themselves; False when there is none yet. Raises AfterProblem."""
    from nbgrader.api import Gradebook
    from sqlalchemy.engine import make_url
    from sqlalchemy.exc import SQLAlchemyError

    url = make_url(directory.db_url)
    if url.get_backend_name() == "sqlite" and not Path(url.database or "").is_file():
        return False
    try:
        with Gradebook(directory.db_url, directory.course_id) as book:
            for seat, chosen in sitting.items():
                book.update_or_create_student(student(seat), first_name=chosen.translate(FOR_THE_GRADEBOOK))
    except SQLAlchemyError as e:
        why = " ".join(str(getattr(e, "orig", None) or e).split())[:160]
        raise AfterProblem(f"The submissions are written, but not the names into the gradebook ({why}).") from e
    return True
