"""Notes nobody means well with: marked or refused in one sentence, never by a crash, and soon. ``make bench`` does ten thousand."""

from __future__ import annotations

import time

import pytest

from grading import mark
from grading.nbgrader.show import exercise_html
from simulator.cases import jurisdiction_names, make_case, scenario_names
from simulator.exercises import module
from simulator.exercises.base import FormatProblem
from tests.unit.hostile_notes import MEGABYTE, hostile_note

SPEC = module("recording").exercise("visit_note")
PAIRS = [(s, j) for s in scenario_names() for j in jurisdiction_names()]
SLICE = 25  # of each pair


@pytest.mark.parametrize("scenario", scenario_names())
def test_no_note_breaks_the_marker_or_the_page(scenario: str) -> None:
    refused = 0
    for jurisdiction in jurisdiction_names():
        case = make_case(scenario, jurisdiction, 3)
        for number in range(SLICE):
            form = hostile_note(case, number)
            try:
                marks = mark(SPEC, case, form)
            except FormatProblem as problem:
                refused += 1
                assert len(problem.message) > 20
                continue
            assert marks.out_of == SPEC.points and 0 <= marks.score <= SPEC.points
            page = exercise_html(SPEC, case, form, marks)
            assert "<script" not in page and "<img" not in page and "</textarea" not in page
    assert refused < SLICE * 2  # most can be read, and are


def test_a_megabyte_is_refused_or_marked_within_a_second() -> None:
    case = make_case("school_worry", "england", 3)
    for filler in (
        "He said it. ",
        "“",
        "the ",
        "14 February ",
        "no not never ",
        case.person(case.index).first + " told me ",
    ):
        form = {"seen": filler * (MEGABYTE // len(filler))}
        started = time.process_time()
        try:
            mark(SPEC, case, form)
        except FormatProblem as problem:
            assert "characters" in problem.message
        assert time.process_time() - started < 1
