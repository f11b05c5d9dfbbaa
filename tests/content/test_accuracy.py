"""The marker of notes does not get worse: the figures of ``make accuracy`` on the part to measure on, and no lower than they were.

A floor may be raised. It is lowered by nobody without a reason in docs/marking.md.
"""

from __future__ import annotations

import pytest

from tests.accuracy.collection import collection
from tests.accuracy.figures import Figures, figures


@pytest.fixture(scope="module")
def measured() -> Figures:
    return figures(collection("measure"))


@pytest.mark.parametrize(
    ("name", "floor"),
    [("must-record facts", 0.92), ("quotations", 0.97), ("roster", 0.97), ("check: actions", 0.97), ("check: seen_alone", 0.97), ("check: third_party", 0.96)],
)  # fmt: skip
def test_f1_of_what_is_decided(measured: Figures, name: str, floor: float) -> None:
    assert measured.counts[name].f1 >= floor


def test_most_facts_are_decided(measured: Figures) -> None:
    facts = measured.counts["must-record facts"]
    assert facts.decided >= 0.9 * facts.all


def test_the_total(measured: Figures) -> None:
    assert measured.kappa >= 0.7


def test_hardly_an_excellent_note_is_wronged(measured: Figures) -> None:
    assert measured.excellent_notes >= 15
    assert max((len(notes) for notes in measured.excellent.values()), default=0) <= 1


def test_what_was_built_on_is_not_lost() -> None:
    """The figures of the notes whose disagreements have been read: they may only rise."""
    built = figures(collection("build"))
    assert built.kappa >= 0.84 and built.counts["contradictions"].precision >= 0.97
    assert built.excellent_notes > 60 and max(len(notes) for notes in built.excellent.values()) <= 2


def test_the_collection_is_what_the_figures_say() -> None:
    notes = [*collection("build"), *collection("measure")]
    assert len(notes) >= 160
    assert len({n.scenario for n in notes}) >= 6 and len({n.jurisdiction for n in notes}) == 3
    families = [{(n.scenario, n.jurisdiction, n.seed) for n in collection(part)} for part in ("build", "measure")]
    assert not families[0] & families[1], "a family of the part to measure on is in the part to build on"
