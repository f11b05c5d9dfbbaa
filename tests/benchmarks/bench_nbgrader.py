"""Marking a class: nbgrader's stock autograde against ours, on the same twenty submissions in the same process."""

from __future__ import annotations

import logging
import os
import tempfile
import time
from pathlib import Path

from nbgrader.api import Gradebook
from nbgrader.apps.api import NbGraderAPI
from traitlets.config import Config

from grading.nbgrader import cohort
from tests.benchmarks.measure import Row
from tests.notebooks.course import MODULE, SPECS, STOCK, Course, answers, as_bytes, make_course

SUBMISSIONS = 20
TIMES = 10  # how many times as many a minute are wanted


def students(count: int) -> list[str]:
    return [f"student{n:02}" for n in range(count)]


def build(base: Path, settings: str, count: int) -> tuple[Course, NbGraderAPI]:
    """A released course with ``count`` submissions and one more to warm up on: full, partial and wrong work in turn."""
    course = make_course(base, settings)
    config: Config = cohort.course(course.root).config
    config.CourseDirectory.root = str(course.root)
    api = NbGraderAPI(config=config)
    api.log.setLevel(logging.CRITICAL)
    done = api.generate_assignment(MODULE)
    assert done["success"], done.get("error", "") + done.get("log", "")
    wrong = {spec.exercise: "incorrect" for spec in SPECS}
    kinds = [answers(), answers(only=(SPECS[0].exercise,)), answers(**wrong)]
    for number, student in enumerate(["warm", *students(count)]):
        course.hand_in(student, as_bytes(kinds[number % len(kinds)]))
    return course, api


def autograde(api: NbGraderAPI, names: list[str]) -> float:
    """Mark these students one after the other through nbgrader's API; returns seconds."""
    start = time.perf_counter()
    for student in names:
        done = api.autograde(MODULE, student)
        assert done["success"], done.get("error", "") + done.get("log", "")
    return time.perf_counter() - start


def scores(course: Course) -> dict[str, list[float]]:
    """Each student's automatic scores, exercise by exercise, as the gradebook has them."""
    with Gradebook(f"sqlite:///{course.root / 'gradebook.db'}") as book:
        return {
            s.student.id: [g.auto_score for n in s.notebooks for g in sorted(n.grades, key=lambda g: g.name)]
            for s in book.assignment_submissions(MODULE)
        }


def figures(count: int = SUBMISSIONS) -> tuple[float, float]:
    """Seconds for ``count`` submissions: (stock, ours). Raises AssertionError when the scores are not the same."""
    here = Path.cwd()
    data = os.environ.pop("CASEROOM_DATA", None)
    try:
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as base:
            seconds, found = [], []
            for name, settings in (("stock", STOCK), ("ours", "")):
                (folder := Path(base) / name).mkdir()
                course, api = build(folder, settings, count)
                autograde(api, ["warm"])
                seconds.append(autograde(api, students(count)))
                found.append(scores(course))
            assert found[0] == found[1], "stock nbgrader and ours gave different scores"
            assert len(found[0]) == count + 1
            assert len({tuple(each) for each in found[0].values()}) > 1
    finally:
        os.chdir(here)
        if data is not None:
            os.environ["CASEROOM_DATA"] = data
    return seconds[0], seconds[1]


def measure(count: int = SUBMISSIONS) -> Row:
    stock, ours = figures(count)
    return Row(
        "Submissions marked a minute, through nbgrader",
        f"{TIMES} times stock nbgrader",
        f"{60 * count / ours:.0f} a minute, {stock / ours:.1f} times stock",
        f"stock autograde with Execute: {60 * count / stock:.0f} a minute, same scores",
        stock >= TIMES * ours,
        f"{count} submissions, one process, `NbGraderAPI.autograde` a student at a time for both, after one to warm up; "
        "the gradebooks are compared exercise by exercise",
    )
