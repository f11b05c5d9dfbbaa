"""What a learner wrote, shown back to a tutor and on the feedback page: readable, whole, escaped, for every exercise type."""

from __future__ import annotations

import html
import re

import pytest

from grading import sample
from grading.nbgrader.show import exercise_html, wrote_html
from simulator.cases import make_case
from simulator.exercises import module
from simulator.exercises.base import Spec

RECORDING = module("recording")
BY_TYPE = {spec.type: spec for spec in reversed(RECORDING.exercises)}
EVIL = "<script>alert(1)</script>"


def words_of(page: str) -> str:
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", page)))


@pytest.mark.parametrize("jurisdiction", ["england", "us_washington"])
@pytest.mark.parametrize("spec", RECORDING.exercises, ids=lambda spec: spec.exercise)
def test_an_answer_is_shown_in_words(spec: Spec, jurisdiction: str) -> None:
    case = make_case("school_worry", jurisdiction, 1)
    raw = sample(spec, case, "correct").raw
    shown = words_of(wrote_html(spec, case, raw))
    assert len(shown) > 60
    for name, value in raw.items():
        assert "." not in name or f" {name} " not in shown, f"{name} is a field, not a word for a tutor"
        for text in value if isinstance(value, list) else [value]:
            if len(text) > 30:  # written by hand
                assert " ".join(text.split())[:80].rstrip(".") in shown
    assert "<script" not in wrote_html(spec, case, dict.fromkeys(raw, EVIL))


def test_a_tutor_sees_what_each_level_is_worth_and_a_very_good_answer_and_a_learner_does_not() -> None:
    spec, case = BY_TYPE["reflect"], make_case("school_worry", "england", 1)
    raw = {"answer.think": "I think the nights are long."}
    tutor = words_of(exercise_html(spec, case, raw, None, tutor=True))
    learner = words_of(exercise_html(spec, case, raw, None))
    assert "2 of 8 points." in tutor and "8 of 8 points." in tutor
    exemplar = spec.exemplar["think"]
    assert exemplar in tutor and exemplar not in learner
    assert "nights are long" in learner and "of 8 points." not in learner


def test_only_the_parts_of_the_chosen_format_are_shown() -> None:
    spec, case = BY_TYPE["note"], make_case("school_worry", "us_washington", 1)
    shown = words_of(wrote_html(spec, case, {"format": "birp", "b": "He sat on the step.", "s": "He said no."}))
    assert "He sat on the step." in shown and "BIRP" in shown and "He said no." not in shown
