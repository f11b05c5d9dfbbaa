"""``nbgrader export``: the gradebook as a CSV file that every program reads the same way, and none runs."""

from __future__ import annotations

import csv
import os
from datetime import datetime
from pathlib import Path
from typing import Any

from nbgrader.api import Gradebook, MissingEntry
from nbgrader.plugins import ExportPlugin

COLUMNS = (
    "assignment",
    "duedate",
    "timestamp",
    "student_id",
    "last_name",
    "first_name",
    "email",
    "raw_score",
    "late_submission_penalty",
    "score",
    "max_score",
    "needs_manual_grade",
)
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")  # what makes a cell a formula somewhere


def harmless(text: str) -> str:
    """Text that a spreadsheet shows and does not calculate: a formula's first character gets an apostrophe."""
    return f"'{text}" if text.lstrip(" ").startswith(FORMULA) else text


class SafeCsv(ExportPlugin):  # type: ignore[misc]
    """nbgrader's columns and one more, ``needs_manual_grade``; every field quoted; formulas made harmless.

    One row for each assignment and student; who handed nothing in has 0.0, as in nbgrader's own export. The file is
    written whole and then renamed.
    """

    def export(self, gradebook: Gradebook) -> None:
        target = Path(self.to or "grades.csv")
        self.log.info("Exporting grades to %s", target)
        assignments = [a for a in gradebook.assignments if not self.assignment or a.name in map(str, self.assignment)]
        students = [s for s in gradebook.students if not self.student or s.id in map(str, self.student)]
        temporary = target.with_name(f".{target.name}.{os.getpid()}.tmp")
        try:
            with temporary.open("w", encoding="utf-8", newline="") as out:
                rows = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\n")
                rows.writerow(COLUMNS)
                for assignment in assignments:
                    for student in students:
                        found = row(gradebook, assignment, student)
                        rows.writerow([written(found[column]) for column in COLUMNS])
            temporary.replace(target)
        finally:
            temporary.unlink(missing_ok=True)


def row(gradebook: Gradebook, assignment: Any, student: Any) -> dict[str, Any]:
    """One student's result in one assignment, by column; points are floats, times are UTC."""
    found: dict[str, Any] = {
        "assignment": assignment.name,
        "duedate": assignment.duedate,
        "student_id": student.id,
        "last_name": student.last_name,
        "first_name": student.first_name,
        "email": student.email,
        "max_score": assignment.max_score,
        "timestamp": None,
        "raw_score": 0.0,
        "late_submission_penalty": 0.0,
        "score": 0.0,
        "needs_manual_grade": False,
    }
    try:
        submission = gradebook.find_submission(assignment.name, student.id)
    except MissingEntry:
        return found
    penalty = submission.late_submission_penalty or 0.0
    found |= {
        "timestamp": submission.timestamp,
        "raw_score": submission.score,
        "late_submission_penalty": penalty,
        "score": max(0.0, submission.score - penalty),
        "needs_manual_grade": submission.needs_manual_grade,
    }
    return found


def written(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime | float | int):
        return str(value)
    return harmless(str(value))
