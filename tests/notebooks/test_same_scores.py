"""nbgrader's own Execute on the same submissions gives the same scores, and still runs nobody's code."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.notebooks.conftest import Marked, release, run
from tests.notebooks.course import MODULE, SECRET, STOCK, Course, a_class, make_course, traps

WITH_A_KERNEL = 'set_up(c, marking="with a kernel")\n'


def grades(course: Course) -> dict[tuple[str, str], tuple[float | None, bool]]:
    """(student, test cell) -> (automatic score, needs manual grading)."""
    from nbgrader.api import Gradebook

    found: dict[tuple[str, str], Any] = {}
    with Gradebook(f"sqlite:///{course.root / 'gradebook.db'}") as book:
        for submission in book.assignment_submissions(MODULE):
            for notebook in submission.notebooks:
                for grade in notebook.grades:
                    found[submission.student.id, grade.name] = (grade.auto_score, grade.needs_manual_grade)
    return found


def test_the_traps_are_real(tmp_path: Path) -> None:
    """nbgrader as it comes runs what was handed in: the other tests would see it."""
    course = make_course(tmp_path, STOCK)
    release(course)
    traps(course)
    course.nbgrader("autograde", MODULE)
    assert {"ran-cell", "ran-grading.py"} <= {p.name for p in course.outside.iterdir()}


def test_with_a_kernel_the_scores_are_the_same(marked: Marked, tmp_path: Path) -> None:
    course = make_course(tmp_path, WITH_A_KERNEL)
    release(course)
    a_class(course)
    run(course, "autograde", MODULE)
    ours, stock = grades(marked.course), grades(course)
    assert len(stock) == 22 * len({cell for _, cell in stock})
    assert stock == ours
    assert any(score for score, _ in stock.values())
    assert sorted(p.name for p in course.outside.iterdir()) == ["secret.txt"]  # nothing handed in has run
    for path, data in course.everything("autograded").items():
        assert SECRET.encode() not in data, path
