"""Every call: walk-throughs go as they say, every ending has one, and random walks come to no harm."""

from __future__ import annotations

from pathlib import Path

import pytest

from grading.walkthroughs import faults, read_walk
from simulator.cases.calls import call_names, call_spec
from simulator.content import places
from tests.content import random_walks

WALKS = sorted(places.modules().glob("*/walkthroughs/*.txt"))
RANDOM = 5_000  # walks of each call


@pytest.mark.parametrize("path", WALKS, ids=lambda p: p.stem)
def test_a_walkthrough_goes_as_it_says(path: Path) -> None:
    assert not list(faults(read_walk(path)))


@pytest.mark.parametrize("call", call_names())
def test_every_ending_of_a_call_has_a_walkthrough(call: str) -> None:
    walked = {w.ends for w in map(read_walk, WALKS) if w.call == call}
    assert set(call_spec(call).endings) == walked


@pytest.mark.parametrize("call", call_names())
def test_random_walks_end_well_for_the_program(call: str) -> None:
    assert not list(random_walks.faults(call, RANDOM, texts=100))
