"""Marking, second step: marks into the test cells' outputs, and from there into nbgrader's gradebook.

nbgrader reads a test cell's outputs in order and the first result decides. So each test cell gets exactly one
``execute_result``, a finite float from 0 to the exercise's points, and after it a page of feedback as display data,
which nbgrader does not count.
"""

from __future__ import annotations

import math
import os
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from nbformat.v4 import new_output
from nbgrader.preprocessors import Execute, NbGraderPreprocessor, SaveAutoGrades
from nbgrader.utils import is_grade

import grading
from grading.marks import Marks
from grading.nbgrader.course import Given
from grading.nbgrader.give import TEST
from grading.nbgrader.released import Note, read_work
from grading.nbgrader.show import exercise_html
from simulator.cases import CaseRef
from simulator.cases.model import Case
from simulator.exercises import module as course_module
from simulator.exercises.base import FormatProblem, Spec
from simulator.responses.hostile import NAME, Answer, Refused

OURS = ("CASEROOM_STUDENT", "CASEROOM_DATA", "CASEROOM_BASE")  # what the environment may tell a desk
KEY = "caseroom"  # our place in a cell's, an output's and the notebook's metadata


@dataclass(frozen=True)
class Marked:
    """One exercise of one submission.

    ``score`` is in [0, spec.points], or None when nothing can be said: then it waits for a person. ``problem`` is a
    whole sentence when the answer could not be read, or when we failed. Without an answer: score 0.0 and no marks.
    """

    spec: Spec
    raw: dict[str, str | list[str]] | None
    marks: Marks | None = None
    problem: str = ""
    score: float | None = 0.0

    @property
    def waits(self) -> bool:
        """Whether a tutor has to look: a part only a person can judge, or an answer that could not be marked."""
        unmarked = self.marks.unmarked if self.marks else ()
        return self.score is None or bool(self.problem) or any(check.person for check in unmarked)


def mark_one(spec: Spec, case: Case, answer: Answer | None) -> Marked:
    """Mark one exercise. Never raises: a fault of ours gives no score, instead of a wrong one."""
    if answer is None:
        return Marked(spec, None)
    try:
        marks = grading.mark(spec, case, answer.value)
    except FormatProblem as problem:
        return Marked(spec, answer.value, problem=problem.message)
    except Exception as error:
        why = f"Caseroom could not mark this ({type(error).__name__}: {error}). It is not the learner’s fault."
        return Marked(spec, answer.value, problem=why, score=None)
    score = float(marks.score)
    if not math.isfinite(score):
        return Marked(spec, answer.value, marks, "The marks do not add up to a number.", None)
    return Marked(spec, answer.value, marks, score=max(0.0, min(score, float(spec.points))))


@lru_cache(maxsize=8)
def case_of(ref: CaseRef) -> Case:
    """The case with its truth; a class that shares a family makes it once."""
    return ref.make()


def output(kind: str, mime: str, text: str, **more: Any) -> Any:
    """One output of a code cell, as nbformat has it."""
    return new_output(kind, data={mime: text}, **more)  # type: ignore[no-untyped-call]


class _Marking(NbGraderPreprocessor):  # type: ignore[misc]
    """What the marking steps share: the work of one submission, read again from the clean copy."""

    def marked(self, nb: Any, resources: dict[str, Any]) -> Iterator[tuple[Any, Marked | None]]:
        """Each test cell with its exercise; None where the submission was refused. Notes go to the tutor."""
        here, name_given = resources["nbgrader"], Given.read(nb.metadata)
        directory = self.parent.parent.coursedir
        ref = name_given[1].ref(here["student"])
        file = Path(directory.format_path(directory.autograded_directory, here["student"], here["assignment"])) / NAME
        notes = nb.metadata[KEY].get("notes", [])
        try:
            answers = read_work(file, name_given[0], ref).answers
        except Refused:
            answers = {}
        refused = any(note["refused"] for note in notes)
        for cell in nb.cells:
            if not is_grade(cell) or cell.cell_type != "code":
                continue
            exercise = cell.metadata.nbgrader.grade_id.removeprefix(TEST)
            if refused:
                yield cell, None
                continue
            marked = mark_one(course_module(name_given[0]).exercise(exercise), case_of(ref), answers.get(exercise))
            if marked.problem:
                what = f"{exercise} could not be marked. {marked.problem}"
                note = Note(here["student"], "not marked", what, "It needs manual grading.", False)
                self.log.warning("%s", note)
                notes.append(note.to_dict())
            yield cell, marked
        nb.metadata[KEY]["notes"] = notes

    def show(self, cell: Any, marked: Marked | None, case: Case) -> None:
        """Keep the marks beside the score: as a page to read and as data for the feedback."""
        if marked is None:
            cell.metadata[KEY] = {"waits": True}
            return
        try:
            html = exercise_html(marked.spec, case, marked.raw, marked.marks, marked.problem, tutor=True)
        except Exception as error:  # a page that cannot be drawn costs nobody a mark
            html = "<p>The marks are in the gradebook. This page could not be drawn.</p>"
            self.log.error("%s: the feedback could not be drawn (%s).", marked.spec.exercise, error)
        cell.metadata[KEY] = {"waits": marked.waits, "no_score": marked.score is None}
        data = {
            "raw": marked.raw,
            "problem": marked.problem,
            "marks": marked.marks.model_dump(mode="json") if marked.marks else None,
        }
        cell.outputs.append(output("display_data", "text/html", html, metadata={KEY: data}))


class MarkWithoutKernel(_Marking):
    """In the place of nbgrader's Execute: the marks are computed here and no cell runs, not even ours."""

    def preprocess(self, nb: Any, resources: dict[str, Any]) -> tuple[Any, dict[str, Any]]:
        case = case_of(Given.read(nb.metadata)[1].ref(resources["nbgrader"]["student"]))
        for cell in nb.cells:
            if cell.cell_type == "code":
                cell.outputs, cell.execution_count = [], None
        for cell, marked in self.marked(nb, resources):
            score = marked.score if marked and marked.score is not None else 0.0
            cell.outputs = [output("execute_result", "text/plain", repr(score), execution_count=None)]
            self.show(cell, marked, case)
        return nb, resources


class RunReleasedCells(Execute):  # type: ignore[misc]
    """nbgrader's own Execute on the released cells: the kernel is told whose work it is, and nothing else.

    For comparison and for modules that want a kernel; it gives the same scores, ten times slower.
    """

    def preprocess(self, nb: Any, resources: dict[str, Any], km: Any = None) -> tuple[Any, dict[str, Any]]:
        before = {name: os.environ.pop(name, None) for name in OURS}
        os.environ["CASEROOM_STUDENT"] = resources["nbgrader"]["student"]
        try:
            return super().preprocess(nb, resources, km)  # type: ignore[no-any-return]
        finally:
            for name, value in before.items():
                os.environ.pop(name, None)
                if value is not None:
                    os.environ[name] = value


class ShowMarks(_Marking):
    """After Execute: the same page of feedback below each score as without a kernel. Scores stay as they came."""

    def preprocess(self, nb: Any, resources: dict[str, Any]) -> tuple[Any, dict[str, Any]]:
        case = case_of(Given.read(nb.metadata)[1].ref(resources["nbgrader"]["student"]))
        for cell, marked in self.marked(nb, resources):
            self.show(cell, marked, case)
        return nb, resources


class SaveMarks(SaveAutoGrades):  # type: ignore[misc]
    """nbgrader's SaveAutoGrades, and *needs manual grading* for what waits for a person.

    A refused file and a fault of ours leave no automatic score at all: the sums count 0 until a person decides.
    """

    def _add_score(self, cell: Any, resources: dict[str, Any]) -> None:
        super()._add_score(cell, resources)
        ours = cell.metadata.get(KEY, {})
        if not ours.get("waits"):
            return
        here = resources["nbgrader"]
        grade = self.gradebook.find_grade(
            cell.metadata.nbgrader.grade_id, here["notebook"], here["assignment"], here["student"]
        )
        if ours.get("no_score", True):
            grade.auto_score = None
        grade.needs_manual_grade = True
        self.gradebook.db.commit()
