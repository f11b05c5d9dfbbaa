"""Could you have seen that, on the labelled sentences. Floors, so that a change that reads worse is seen: ``python -m tests.accuracy.sightings`` says more.

``build``: sentences that have been looked at. ``measure``: others, written and labelled from the calls by somebody who had seen neither the marker
nor the sights, and not read by whoever works on it (docs/marking.md has the first look at each round).
"""

from __future__ import annotations

import pytest

from tests.accuracy.sightings import Labelled, figures, read_part

FLOORS = {"build": (0.99, 0.87), "measure": (0.97, 0.85)}  # precision, recall
SURE = 0.99  # of those that cost points, how many rightly


@pytest.fixture(scope="module", params=list(FLOORS))
def part(request: pytest.FixtureRequest) -> tuple[str, list[Labelled]]:
    return request.param, list(read_part(request.param))


def test_what_was_not_seen_is_named_and_what_was_is_left_alone(part: tuple[str, list[Labelled]]) -> None:
    name, rows = part
    precision, recall = figures(rows)
    assert precision >= FLOORS[name][0] and recall >= FLOORS[name][1], (precision, recall)


def test_there_are_enough_of_both_kinds(part: tuple[str, list[Labelled]]) -> None:
    _, rows = part
    assert len(rows) >= 120
    assert 0.4 < sum(r.more for r in rows) / len(rows) < 0.6
    assert len({r.name.partition("-")[0] for r in rows}) >= 5  # calls


def test_what_costs_points_is_hardly_ever_wrong(part: tuple[str, list[Labelled]]) -> None:
    _, rows = part
    charged = [r for r in rows if any(x.sure for x in r.found)]
    assert sum(r.more for r in charged) / len(charged) >= SURE
    assert len(charged) >= 15
