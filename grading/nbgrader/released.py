"""Marking, first step: the released cells, and of the submission responses.json alone."""

from __future__ import annotations

import os
import secrets
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import nbformat
from nbgrader.preprocessors import NbGraderPreprocessor

from grading.nbgrader.course import CourseError, Given
from grading.nbgrader.exporters import SMALL
from simulator.cases import GENERATOR, CaseRef
from simulator.exercises import module as course_module
from simulator.responses.hostile import NAME, Missing, Refused, Submission, read_bytes, read_hostile, short


@dataclass(frozen=True)
class Note:
    """What a tutor is told about one submission. ``name`` is the rule; ``refused``: it waits for a person."""

    student: str
    name: str
    what: str
    cure: str
    refused: bool

    def __str__(self) -> str:
        return f"{self.student}: {self.what} {self.cure}"

    def to_dict(self) -> dict[str, Any]:
        return asdict(self)


class UseReleasedCells(NbGraderPreprocessor):  # type: ignore[misc]
    """The released notebook's cells replace the student's, so nothing a student wrote into a cell is kept or run.

    responses.json is read by the hostile reader and written anew into the autograded folder; every other file there
    is taken away. Then the family the answers are about is compared with the one this student was given.

    A file that is refused does not stop the class. It is a fault of the file, not of the student's work, which nobody
    has seen: so its exercises get no mark and are put down as *needs manual grading*. In the gradebook's sums that
    counts 0 until a person decides, formgrader lists it, and the tutor reads one line with the reason and the cure.
    No file at all is no work handed in: 0 points, and a line as well.
    """

    def preprocess(self, nb: Any, resources: dict[str, Any]) -> tuple[Any, dict[str, Any]]:
        directory, here = self.parent.parent.coursedir, resources["nbgrader"]
        student, assignment = here["student"], here["assignment"]
        released = read_released(directory, assignment, here["notebook"])
        try:
            name, given = Given.read(released.metadata)
        except CourseError as error:
            self.log.error("%s", error)
            raise
        submitted = Path(directory.format_path(directory.submitted_directory, student, assignment))
        graded = Path(directory.format_path(directory.autograded_directory, student, assignment))
        clear(graded)
        for file, otherwise in (("timestamp.txt", ""), ("submission_secret.txt", secrets.token_hex(32))):
            # Both must be there: without them `nbgrader release_feedback` gives nobody's feedback back.
            try:
                text = read_bytes(submitted / file, SMALL).decode("ascii")
            except (Refused, UnicodeDecodeError):
                text = otherwise
            (graded / file).write_text(text, encoding="ascii")
        again = f"nbgrader autograde {assignment} --student {student} --force"
        notes: list[Note] = []
        if not (submitted / f"{here['notebook']}.ipynb").is_file():
            what = f"{here['notebook']}.ipynb was not handed in."
            notes.append(Note(student, "no notebook", what, f"It is not needed: marks come from {NAME}.", False))
        if os.path.lexists(submitted / "timestamp.txt") and directory.get_existing_timestamp(str(submitted)) is None:
            what = "timestamp.txt holds no time, so nobody can say whether this came late."
            notes.append(Note(student, "no time", what, "No points were taken off for that.", False))
        try:
            work = read_work(submitted / NAME, name, given.ref(student))
        except Missing:
            what = f"{NAME} was not handed in, so there is nothing to mark: 0 points."
            cure = f"If there should be one, put it in {_from(directory, submitted)} and run: {again}"
            notes.append(Note(student, "missing", what, cure, False))
        except Refused as refused:
            what = f"{NAME} was refused ({refused.name}). {refused.sentence} It needs manual grading."
            cure = f"Ask for it to be handed in again, then run: {again}"
            notes.append(Note(student, refused.name, what, cure, True))
        else:
            (graded / NAME).write_text(work.to_json(), encoding="utf-8")
        for note in notes:
            self.log.warning("%s", note)
        nb.cells, nb.metadata = released.cells, released.metadata
        nb.nbformat, nb.nbformat_minor = released.nbformat, released.nbformat_minor
        nb.metadata["caseroom"]["notes"] = [note.to_dict() for note in notes]
        nb.metadata["caseroom"]["student"] = student
        return nb, resources


def read_released(directory: Any, assignment: str, notebook: str) -> Any:
    """The notebook as it was released. Raises CourseError."""
    path = Path(directory.format_path(directory.release_directory, ".", assignment)) / f"{notebook}.ipynb"
    try:
        return nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]
    except OSError:
        raise CourseError(
            f"{_from(directory, path)} is missing, and marking takes its cells. "
            f"Run: nbgrader generate_assignment {assignment}"
        ) from None


def read_work(path: Path, module: str, expected: CaseRef) -> Submission:
    """A submission about the family that was given. Raises Missing or Refused ("other family", "other generator")."""
    work = read_hostile(path, module, {spec.exercise for spec in course_module(module).exercises})
    if (work.scenario, work.jurisdiction, work.seed) != (expected.scenario, expected.jurisdiction, expected.seed):
        about = f"{work.jurisdiction}-{work.scenario}-{work.seed}"
        who = f" It says that “{short(work.student)}” wrote it." if work.student else ""
        raise Refused("other family", f"It is about {about}; this student was given {expected.slug}.{who}")
    if work.generator != GENERATOR:
        raise Refused(
            "other generator",
            f"It was made with generator {short(work.generator)}; this is {GENERATOR}, which draws other families.",
        )
    return work


def clear(graded: Path) -> None:
    """Empty an autograded folder of everything but notebooks; links are removed, never followed."""
    graded.mkdir(parents=True, exist_ok=True)
    for path in sorted(graded.rglob("*"), reverse=True):
        if path.is_dir() and not path.is_symlink():
            if not any(path.iterdir()):
                path.rmdir()
        elif path.suffix != ".ipynb" or path.is_symlink():
            path.unlink()


def _from(directory: Any, path: Path) -> str:
    """A path as a tutor knows it: from the course's folder."""
    root = Path(directory.root)
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else path.as_posix()
