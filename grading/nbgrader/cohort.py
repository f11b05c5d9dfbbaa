"""Mark a whole class: one module, every submission, with progress, in one process or several.

nbgrader's converter changes the working folder of its process, so several at once need processes of their own. Each
worker marks one student at a time and writes into the course's gradebook; a gradebook that is locked for a moment
is tried again. One submission that fails stops nobody else's.
"""

from __future__ import annotations

import glob
import io
import json
import logging
import multiprocessing
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from nbgrader.api import Gradebook
from nbgrader.converters import Autograde
from nbgrader.converters.base import NbGraderException
from nbgrader.coursedir import CourseDirectory
from traitlets.config import Config
from traitlets.config.loader import PyFileConfigLoader

from grading.nbgrader.config import prepare
from grading.nbgrader.course import CourseError, Given
from grading.nbgrader.exporters import UNUSABLE
from grading.nbgrader.released import Note, read_released

GradeProblem = CourseError
Progress = Callable[[int, int, str], None]  # done, of, the student just marked

CONFIG = "nbgrader_config.py"
TRIES = 4


@dataclass(frozen=True)
class Graded:
    """One submission. ``score`` is what the gradebook has now, from 0 to ``out_of``; None when marking failed."""

    student: str
    score: float | None
    out_of: float
    notes: tuple[Note, ...] = ()
    failed: str = ""

    @property
    def refused(self) -> bool:
        return any(note.refused for note in self.notes)


@dataclass(frozen=True)
class Summary:
    """What happened. ``lines()`` is for the tutor."""

    module: str
    submissions: tuple[Graded, ...]
    seconds: float
    not_handed_in: tuple[str, ...] = field(default=())

    @property
    def marked(self) -> int:
        """How many were marked: neither refused nor failed."""
        return sum(1 for s in self.submissions if not s.refused and not s.failed)

    @property
    def refused(self) -> tuple[Graded, ...]:
        return tuple(s for s in self.submissions if s.refused)

    @property
    def failed(self) -> tuple[Graded, ...]:
        return tuple(s for s in self.submissions if s.failed)

    def lines(self) -> tuple[str, ...]:
        """One line on the whole, then one for each thing to know about a submission, refused ones first."""
        notes = [note for s in self.submissions for note in s.notes]
        parts = [f"{self.marked} of {len(self.submissions)} submissions of {self.module} marked"]
        parts += [f"{len(self.refused)} refused"] if self.refused else []
        parts += [f"{len(self.failed)} failed"] if self.failed else []
        return (
            f"{', '.join(parts)}.",
            *(str(note) for note in notes if note.refused),
            *(f"{s.student}: {s.failed}" for s in self.failed),
            *(str(note) for note in notes if not note.refused),
        )


def grade(module: str, course_dir: Path, workers: int = 1, progress: Progress | None = None) -> Summary:
    """Mark every submission of ``module`` (nbgrader's assignment) in ``course_dir``, again if it was marked before.

    Points a person has set by hand stay. ``progress(done, of, student)`` is called after each submission. Raises
    GradeProblem, one sentence with a cure, when there is no course, no released notebook or nothing handed in.
    """
    started = time.monotonic()
    course_dir = Path(course_dir).absolute()
    if not (course_dir / CONFIG).is_file():
        raise CourseError(f"There is no {CONFIG} in {course_dir}. Go to the course's folder, or name it.")
    directory = course(course_dir)
    directory.assignment_id = module
    released = Path(directory.format_path(directory.release_directory, ".", module))
    if not (found := sorted(released.glob("*.ipynb"))):
        raise CourseError(f"“{module}” has not been released. Run: nbgrader generate_assignment {module}")
    for path in found:
        Given.read(read_released(directory, module, path.stem).metadata)
    students = handed_in(directory, module)
    if not students:
        pattern = directory.format_path(directory.submitted_directory, "STUDENT", module)
        raise CourseError(f"Nothing has been handed in for “{module}”. Submissions lie in {pattern}.")
    done: list[Graded] = []
    for result in _each(str(course_dir), module, students, workers):
        done.append(result)
        if progress:
            progress(len(done), len(students), result.student)
    with Gradebook(directory.db_url, directory.course_id) as book:
        missing = sorted({s.id for s in book.students} - set(students))
    return Summary(
        module=module,
        submissions=tuple(sorted(done, key=lambda g: g.student)),
        seconds=time.monotonic() - started,
        not_handed_in=tuple(missing),
    )


def _each(course_dir: str, module: str, students: list[str], workers: int) -> Iterator[Graded]:
    """One result after the other, in the order in which they come."""
    if min(workers, len(students)) <= 1:
        yield from (grade_one(course_dir, module, student) for student in students)
        return
    # The first alone: it makes the gradebook when there is none yet.
    yield grade_one(course_dir, module, students[0])
    context = multiprocessing.get_context("spawn")  # a fork would share the parent's open gradebook
    with ProcessPoolExecutor(min(workers, len(students) - 1), mp_context=context) as pool:
        waiting = {pool.submit(grade_one, course_dir, module, student): student for student in students[1:]}
        for future in as_completed(waiting):
            error = future.exception()
            if error is None:
                yield future.result()
            else:
                yield Graded(waiting[future], None, 0.0, failed=f"could not be marked: {error}. Run it again.")


class _Autograde(Autograde):  # type: ignore[misc]
    """nbgrader's converter, for one student whose notebook may be missing: the answers are not in it."""

    def init_notebooks(self) -> None:
        try:
            super().init_notebooks()
        except NbGraderException:
            self.log.info("No notebook; exporters.AnswersOnly adds the released one.")


def grade_one(course_dir: str, module: str, student: str) -> Graded:
    """Mark one student's submission in this process. Never raises for what was handed in."""
    if glob.escape(student) != student:
        return Graded(student, None, 0.0, failed=UNUSABLE)
    directory = course(Path(course_dir))
    directory.assignment_id, directory.student_id = module, student
    for attempt in range(1, TRIES + 1):
        log = io.StringIO()
        converter = _Autograde(coursedir=directory, config=directory.config, log=_log(log), force=True)
        try:
            converter.start()
        except (Exception, SystemExit) as error:
            if "locked" in log.getvalue() and attempt < TRIES:
                time.sleep(0.2 * attempt)
                continue
            return Graded(student, None, 0.0, failed=_reason(error, log.getvalue()))
        break
    with Gradebook(directory.db_url, directory.course_id) as book:
        submission = book.find_submission(module, student)
        score, out_of = float(submission.score), float(submission.max_score)
    return Graded(student, score, out_of, tuple(_notes(directory, module, student)))


def handed_in(directory: CourseDirectory, module: str) -> list[str]:
    """The students with a folder for this module among the submissions."""
    pattern = Path(directory.format_path(directory.submitted_directory, "*", module))
    at = pattern.parts.index("*")
    return sorted(Path(p).parts[at] for p in glob.glob(str(pattern)) if Path(p).is_dir())  # noqa: PTH207


def course(course_dir: Path) -> CourseDirectory:
    """nbgrader's course directory with the course's own configuration, read again when it has changed."""
    return _course(course_dir, (course_dir / CONFIG).stat().st_mtime_ns)


@cache
def _course(course_dir: Path, _changed: int) -> CourseDirectory:
    prepare()
    config = Config(PyFileConfigLoader(CONFIG, path=str(course_dir)).load_config())
    return CourseDirectory(config=config, root=str(course_dir))


def _notes(directory: CourseDirectory, module: str, student: str) -> Iterable[Note]:
    """What marking left for the tutor, from the autograded notebooks."""
    folder = Path(directory.format_path(directory.autograded_directory, student, module))
    for path in sorted(folder.glob("*.ipynb")):
        metadata: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))["metadata"]
        yield from (Note(**note) for note in metadata.get("caseroom", {}).get("notes", []))


def _log(to: io.StringIO) -> logging.Logger:
    """A log of its own: nothing of nbgrader's reaches the screen, and a failure can be read."""
    log = logging.Logger("caseroom.grade", logging.INFO)
    log.addHandler(logging.StreamHandler(to))
    return log


def _reason(error: BaseException, log: str) -> str:
    """One sentence on a failure: the last line of the traceback nbgrader logged."""
    lines = [line.strip() for line in log.splitlines() if line.strip()]
    errors = [line for line in lines if line.partition(":")[0].rpartition(".")[2].endswith(("Error", "Exception"))]
    why = errors[-1] if errors else str(error) if not isinstance(error, NbGraderException) else "nbgrader stopped."
    return f"could not be marked: {why[:300].rstrip('.')}. Run `nbgrader autograde` for this student to see more."
