"""What nobody means well with, in the later modules: read rightly or refused by name, never a crash, never a mark out of range."""

from __future__ import annotations

import random
from datetime import date, time

import pytest

from grading import mark, sample
from grading.nbgrader.show import exercise_html
from simulator.cases import jurisdiction_names, make_case, scenario_names
from simulator.exercises import module
from simulator.exercises.base import FormatProblem, Spec, types
from simulator.exercises.base_situation import read_day, read_time
from tests.unit.hostile_notes import SCRAPS

MODULE = module("confidentiality")
FAMILY = ("safe_address", "england", 4)


@pytest.mark.parametrize("spec", (*MODULE.exercises, *module("online_meetings").exercises), ids=lambda s: s.exercise)
def test_nothing_breaks_an_exercise(spec: Spec) -> None:
    """Right answers with fields spoilt, dropped, doubled and swapped, and scraps for every value."""
    rng = random.Random(spec.exercise)
    read = refused = 0
    for number in range(120):
        scenario = scenario_names()[number % len(scenario_names())]
        case = make_case(scenario, jurisdiction_names()[number % 3], number % 5)
        raw = dict(sample(spec, case, "correct").raw)
        for name in rng.sample(list(raw), min(len(raw), rng.randrange(1, 4))):
            spoil = rng.randrange(3)
            if spoil == 0:
                del raw[name]
            elif spoil == 1:
                raw[name] = rng.choice(SCRAPS) * rng.randrange(1, 5)
            elif spoil == 2:
                raw[name] = [rng.choice(SCRAPS) for _ in range(rng.randrange(4))]
        if number % 7 == 0:
            raw[rng.choice(SCRAPS)[:40]] = "x"
        try:
            marks = mark(spec, case, raw)
        except FormatProblem as problem:
            refused += 1
            assert len(problem.message) > 20
            continue
        read += 1
        assert marks.out_of == pytest.approx(spec.points)
        assert 0 <= marks.score <= spec.points
        page = exercise_html(spec, case, raw, marks)
        assert "<script" not in page and "<img" not in page and "</textarea" not in page
    assert read + refused == 120 and read


def refusal(exercise: str, raw: dict[str, str | list[str]]) -> str:
    spec, case = MODULE.exercise(exercise), make_case(*FAMILY)
    with pytest.raises(FormatProblem) as caught:
        types()[spec.type].parse(spec, case, raw)
    assert caught.value.message.endswith((".", "?"))
    return caught.value.name


def test_five_hundred_recipients() -> None:
    assert refusal("an_email", {f"line.{n}": "to" for n in range(500)}) == "too many fields"
    assert refusal("an_email", {f"line.{n}": "to" for n in range(1, 300)}) == "unknown field"
    assert refusal("a_short_message", {"line": "500"}) == "unknown choice"


def test_a_file_that_is_not_in_the_case() -> None:
    assert refusal("an_email", {"enclosed": ["99"]}) == "unknown file"


def test_a_decision_there_is_not() -> None:
    assert refusal("who_may_know", {"do": "shrug"}) == "unknown choice"
    assert refusal("who_may_know", {"item": ["1", "99"]}) == "unknown choice"
    assert refusal("who_may_know", {"record.mood": "fine"}) == "unknown field"


@pytest.mark.parametrize(
    ("text", "order", "day"),
    [
        ("2025-05-06", "dmy", date(2025, 5, 6)),
        ("06/05/2025", "dmy", date(2025, 5, 6)),
        ("06/05/2025", "mdy", date(2025, 6, 5)),
        ("05/23/2025", "dmy", date(2025, 5, 23)),  # the other order, and only one way to read it
        ("23.5.2025", "mdy", date(2025, 5, 23)),
        ("6 May 2025", "dmy", date(2025, 5, 6)),
        ("May 6, 2025", "mdy", date(2025, 5, 6)),
        ("Tuesday 6th May 2025", "dmy", date(2025, 5, 6)),
        ("٦/٥/٢٠٢٥", "dmy", date(2025, 5, 6)),
    ],
)
def test_days_are_read_as_they_are_written(text: str, order: str, day: date) -> None:
    assert read_day(text, order, "q.1-day") == day


@pytest.mark.parametrize("text", ["soon", "31/02/2025", "6 May", "2025", "06-13-31-2025", "1/1/1825", "²/5/2025"])
def test_what_is_no_day(text: str) -> None:
    with pytest.raises(FormatProblem) as caught:
        read_day(text, "dmy", "q.1-day")
    assert caught.value.name == "not a day"


@pytest.mark.parametrize(
    ("text", "at"),
    [("16:05", time(16, 5)), ("16.05", time(16, 5)), ("1605", time(16, 5)), ("4:05 PM", time(16, 5)), ("4pm", time(16)), ("12:30 a.m.", time(0, 30))],
)  # fmt: skip
def test_times_are_read_as_they_are_written(text: str, at: time) -> None:
    assert read_time(text, "q.1-time") == at


@pytest.mark.parametrize("text", ["25:00", "16:60", "4", "13 pm", "noonish", "99999"])
def test_what_is_no_time(text: str) -> None:
    with pytest.raises(FormatProblem):
        read_time(text, "q.1-time")
