"""What is read off every family’s file for the texts told round it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from simulator.cases import make_case, profile
from simulator.cases.case_teller import GAP, NEW, known_since, strands_of


@pytest.mark.parametrize("scenario", ["family_time", "newly_arrived", "school_worry", "signing_parent"])
def test_how_long_the_work_has_gone_on(scenario: str) -> None:
    case = make_case(scenario, "wales", 2)
    strands = strands_of(case, profile("wales"))
    assert strands["since"] == ("long" if scenario == "family_time" else "new")
    assert strands_of(case.for_learner(), profile("wales")) == strands


def test_what_lies_before_a_gap_was_other_work() -> None:
    case = make_case("signing_parent", "wales", 2)
    since = known_since(case)
    before = [c.on.date() for c in case.contacts if c.on.date() < since]
    assert case.today - since < NEW
    assert before and since - max(before) > GAP > timedelta(days=60)
