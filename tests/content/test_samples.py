"""The sample contract: every exercise marks its own right, wrong and unreadable answers as they say, over many families."""

from __future__ import annotations

from collections import Counter

import pytest

from grading import mark, sample
from grading.samples import faults
from simulator.cases import jurisdiction_names, make_case, scenario_names
from simulator.exercises import modules

EXERCISES = [e for m in modules() for e in m.exercises]
SEEDS = range(8)  # make check-cases marks a thousand more


def test_the_course_goes_from_recording_to_meetings() -> None:
    assert [m.name for m in modules()] == ["recording", "confidentiality", "online_meetings"]
    assert [m.order for m in modules()] == [1, 2, 3]


@pytest.mark.parametrize("jurisdiction", jurisdiction_names())
@pytest.mark.parametrize("scenario", scenario_names())
@pytest.mark.parametrize("spec", EXERCISES, ids=lambda e: f"{e.module}/{e.exercise}")
def test_samples_get_what_they_state(spec, scenario: str, jurisdiction: str) -> None:
    found = [f"family {seed}: {f}" for seed in SEEDS for f in faults(spec, make_case(scenario, jurisdiction, seed))]
    assert not found, "\n".join(found)


@pytest.mark.parametrize("spec", EXERCISES, ids=lambda e: f"{e.module}/{e.exercise}")
def test_an_empty_answer_is_worth_nothing(spec) -> None:
    marks = mark(spec, make_case("school_worry", "england", 7), {})
    assert marks.score == 0
    assert not marks.answered


@pytest.mark.parametrize("spec", EXERCISES, ids=lambda e: f"{e.module}/{e.exercise}")
def test_marks_are_the_same_every_time(spec) -> None:
    case = make_case("school_worry", "england", 3)
    raw = sample(spec, case, "incorrect").raw
    first = mark(spec, case, raw).model_dump_json()
    assert all(mark(spec, case, dict(reversed(raw.items()))).model_dump_json() == first for _ in range(3))


@pytest.mark.parametrize("spec", EXERCISES, ids=lambda e: f"{e.module}/{e.exercise}")
def test_every_failed_check_says_what_to_do(spec) -> None:
    for scenario in scenario_names():
        case = make_case(scenario, "england", 5)
        for check in mark(spec, case, {}).mend + mark(spec, case, sample(spec, case, "incorrect").raw).mend:
            assert check.rationale.strip(), check.id
            assert check.next_time.strip() or check.id == "fair", check.id
            assert "{" not in check.rationale + check.next_time + check.title, check.id


def test_the_exercises_points_add_up() -> None:
    for module in modules():
        assert Counter(e.exercise for e in module.exercises).most_common(1)[0][1] == 1
    for spec in EXERCISES:
        for scenario in scenario_names():
            case = make_case(scenario, "us_washington", 2)
            assert abs(mark(spec, case, {}).out_of - spec.points) < 1e-6
