"""One sentence about what somebody said: honest in any wording, turned, or in another mouth. Floors: ``python -m tests.accuracy.tellings`` says more.

The sentences were written without the marker; the kept ones that it blamed or did not find have been read since, and what they showed
was mended where it was general. They are there to build on, and docs/marking.md says what they show of twists in reported speech.
"""

from __future__ import annotations

import pytest

from tests.accuracy.tellings import Telling, read, shares

# at most, of honest sentences: held against a note, not found, left to a person
BLAMED, ABSENT, ALONE = 0.003, 0.007, 0.125


@pytest.fixture(scope="module")
def rows() -> list[Telling]:
    return list(read())


def of(rows: list[Telling], kind: str) -> dict[str, float]:
    return shares(r for r in rows if r.kind == kind)


def test_an_honest_telling_is_found_and_hardly_ever_blamed(rows: list[Telling]) -> None:
    found = of(rows, "kept")
    assert found["blamed"] <= BLAMED and found["absent"] <= ABSENT
    assert found["unsure"] + found["nobody"] <= ALONE


def test_in_another_mouth_it_is_not_theirs(rows: list[Telling]) -> None:
    found = of(rows, "another")
    assert found["blamed"] >= 0.54 and found["passed"] <= 0.13


def test_what_was_turned_passes_less_often_than_what_was_kept(rows: list[Telling]) -> None:
    """Three in ten still pass: docs/marking.md says why, and what would get further."""
    kept, turned = of(rows, "kept"), of(rows, "turned")
    assert turned["passed"] <= 0.32 and kept["passed"] >= 0.87
    assert turned["blamed"] >= 0.27


def test_every_scenario_has_enough_of_each_kind(rows: list[Telling]) -> None:
    for scenario in {r.name.split()[0] for r in rows}:
        for kind, least in (("kept", 150), ("turned", 200), ("another", 90)):
            assert sum(r.kind == kind and r.name.startswith(scenario) for r in rows) >= least
    assert len({r.name.split()[0] for r in rows}) == 8
