"""The test that looks for a family's traits in its troubles: it finds a bias that is there, and none that is not."""

from __future__ import annotations

from collections import Counter

import pytest

from grading.families import families, play
from simulator.cases import make_case, scenario_names
from simulator.cases.draw import Draw
from simulator.cases.fairness import Fairness, chi_square, tail, traits, troubles


def test_the_statistic_is_the_textbooks() -> None:
    value, freedom = chi_square(Counter({("a", "x"): 10, ("a", "y"): 20, ("b", "x"): 20, ("b", "y"): 10}))
    assert (round(value, 2), freedom) == (6.67, 1)
    assert tail(3.841, 1) == pytest.approx(0.05, abs=0.005)
    assert tail(18.307, 10) == pytest.approx(0.05, abs=0.001)
    assert tail(29.588, 10) == pytest.approx(0.001, abs=0.0001)


def test_what_is_too_rare_is_put_together() -> None:
    value, freedom = chi_square(Counter({("a", "x"): 50, ("b", "x"): 50, ("c", "x"): 1}))
    assert (value, freedom) == (0.0, 0)


def table(bias: float, cases: int = 4000) -> Fairness:
    """Families whose heritage is drawn apart from their trouble, but for a share in which it is not."""
    fairness = Fairness()
    draw = Draw("a", "b", 1)
    for n in range(cases):
        trouble = draw.pick(f"trouble.{n}", ("none", "some", "much"))
        biased = draw.number(f"biased.{n}", 1000) < 1000 * bias
        heritage = {"none": "p", "some": "q", "much": "r"}[trouble] if biased else draw.pick(f"h.{n}", "pqrs")
        fairness.tables["here", "heritage", "trouble"][heritage, trouble] += 1
    return fairness


def test_a_bias_is_found_and_chance_is_not_taken_for_one() -> None:
    assert list(table(bias=0).associations()) == []
    assert "heritage goes with trouble" in next(table(bias=0.1).associations())


def test_nobodys_traits_predict_their_trouble() -> None:
    """A sample; make check-cases plays 10,000."""
    fairness = Fairness()
    for scenario, jurisdiction, seed in families(scenario_names(), 720):
        fairness.add(make_case.__wrapped__(scenario, jurisdiction, seed))
    assert list(fairness.associations()) == []
    assert {trait for _, trait, _ in fairness.tables} == {"heritage", "gender", "kind of name", "they"}


def test_a_family_is_played_by_every_rule() -> None:
    problems, fairness = play(list(families(scenario_names(), 6)))
    assert problems == []
    assert fairness.tables


def test_traits_are_of_people_and_troubles_of_events() -> None:
    case = make_case("school_worry", "england", 7)
    assert set(traits(case)) == {"heritage", "gender", "kind of name", "they"}
    assert {"strand worry", "what is restricted", "who was not on the file"} <= set(troubles(case))
