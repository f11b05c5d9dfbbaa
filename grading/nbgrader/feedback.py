"""Feedback: one printable page a student, from what marking left in the autograded notebook. Nothing is marked again.

The page is our own template, always escaping, with its style sheet inside and a Content-Security-Policy that lets
nothing else in: no script, no request, no cell, no test. nbgrader's own page has none of that.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from markupsafe import Markup
from nbconvert.exporters import Exporter
from nbgrader.api import Gradebook, MissingEntry
from nbgrader.preprocessors import NbGraderPreprocessor
from nbgrader.utils import is_grade

from grading.marks import Marks
from grading.nbgrader.course import Given
from grading.nbgrader.exporters import narrow
from grading.nbgrader.give import TEST
from grading.nbgrader.mark import KEY, case_of
from grading.nbgrader.show import environment, exercise_html
from simulator.cases import profile
from simulator.cases.dates import write_date, write_time
from simulator.cases.model import Case
from simulator.exercises import module as course_module
from simulator.responses.hostile import NAME
from simulator.views.page import css


class GetHandIn(NbGraderPreprocessor):  # type: ignore[misc]
    """After nbgrader's GetGrades: the student's name, when it was handed in, and what a person has decided."""

    def preprocess(self, nb: Any, resources: dict[str, Any]) -> tuple[Any, dict[str, Any]]:
        here = resources["nbgrader"]
        with Gradebook(here["db_url"]) as book:
            submission = book.find_submission(here["assignment"], here["student"])
            student = submission.student
            here["name"] = " ".join(p for p in (student.first_name, student.last_name) if p) or here["student"]
            here["timestamp"] = submission.timestamp
            here["late"] = submission.total_seconds_late > 0
            for cell in (c for c in nb.cells if is_grade(c)):
                try:
                    grade = book.find_grade(
                        cell.metadata.nbgrader.grade_id, here["notebook"], here["assignment"], here["student"]
                    )
                except MissingEntry:
                    continue
                cell.metadata.nbgrader["by_hand"] = grade.manual_score is not None
                cell.metadata.nbgrader["waits"] = bool(grade.needs_manual_grade)
        return nb, resources


@dataclass(frozen=True)
class Part:
    """One exercise on the page."""

    id: str
    number: int
    title: str
    score: float
    out_of: float
    by_hand: bool
    waits: bool
    unseen: bool  # the file was refused and nobody has set points by hand
    html: Markup

    @property
    def eighths(self) -> int:
        """How many of the meter's eight parts are filled; all only for full points."""
        return 0 if self.out_of <= 0 else max(0, min(8, int(self.score / self.out_of * 8 + 1e-9)))


class FeedbackPage(Exporter):
    """For generate_feedback: the autograded notebook becomes one HTML page. responses.json is not copied beside it."""

    file_extension = ".html"
    output_mimetype = "text/html"

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)  # type: ignore[no-untyped-call]
        converter: Any = self.parent
        narrow(converter, [*converter.coursedir.ignore, NAME])

    def from_notebook_node(self, nb: Any, resources: Any = None, **kwargs: Any) -> tuple[Any, Any]:
        nb, resources = super().from_notebook_node(nb, resources, **kwargs)
        resources["output_extension"] = ".html"
        return page(nb, resources["nbgrader"]), resources


def page(nb: Any, here: dict[str, Any]) -> str:
    """The page for one student, as HTML. ``here`` is nbgrader's resources after GetGrades and GetHandIn."""
    name, given = Given.read(nb.metadata)
    module, ref = course_module(name), given.ref(here["student"])
    case, where = case_of(ref), profile(ref.jurisdiction)
    notes = nb.metadata[KEY].get("notes", [])
    refused = next((n["name"] for n in notes if n["refused"]), "")
    parts: list[Part] = []
    for cell in (c for c in nb.cells if is_grade(c) and c.cell_type == "code"):
        grade = cell.metadata.nbgrader
        exercise = grade.grade_id.removeprefix(TEST)
        spec = module.exercise(exercise)
        data: dict[str, Any] = next((o.metadata[KEY] for o in cell.outputs if KEY in o.get("metadata", {})), {})
        marks = Marks.model_validate(data["marks"]) if data.get("marks") else None
        parts.append(
            Part(
                id=exercise,
                number=len(parts) + 1,
                title=spec.title,
                score=float(grade.score),
                out_of=float(grade.points),
                by_hand=bool(grade.get("by_hand")),
                waits=bool(grade.get("waits")),
                unseen=bool(refused and not grade.get("by_hand")),
                html=Markup(
                    exercise_html(
                        spec,
                        case,
                        data.get("raw"),
                        marks,
                        data.get("problem", ""),
                        labelled=f"h{len(parts) + 1}",
                        refused=bool(refused),
                    )
                ),
            )
        )
    return (
        environment()
        .get_template("feedback.html.j2")
        .render(
            lang=where.language,
            practised="Practiced" if where.language == "en-US" else "Practised",
            css=Markup(css().replace("</", "<\\/")),
            module=module,
            given=given,
            here=here,
            handed_in=_when(case, here.get("timestamp")),
            jurisdiction=where.title,
            family=case.person(case.index).family,
            ref=ref,
            parts=parts,
            refused=refused if any(part.unseen for part in parts) else "",
            missing=any(n["name"] == "missing" for n in notes),
        )
    )


def _when(case: Case, at: datetime | None) -> str:
    return f"{write_date(case, at)}, {write_time(case, at)} UTC" if at else ""
