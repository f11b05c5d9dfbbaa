"""The marker of notes does not get worse: the figures of ``make accuracy`` on the part to measure on, and no lower than they were.

A floor may be raised. It is lowered by nobody without a reason in docs/marking.md.
"""

from __future__ import annotations

import pytest

from tests.accuracy.collection import PARTS, Part, collection
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


@pytest.mark.parametrize(
    ("part", "kappa", "precision", "recall"),
    [("build", 0.88, 0.98, 0.5), ("measured_1", 0.7, 0.88, 0.36), ("measured_2", 0.55, 0.85, 0.2), ("measured_3", 0.45, 0.75, 0.25)],
)  # fmt: skip
def test_what_was_read_is_not_lost(part: Part, kappa: float, precision: float, recall: float) -> None:
    """The totals and the contradictions of the notes whose disagreements have been read: they may only rise."""
    read = figures(collection(part))
    assert read.kappa >= kappa
    assert read.counts["contradictions"].precision >= precision and read.counts["contradictions"].recall >= recall
    assert max((len(notes) for notes in read.excellent.values()), default=0) <= 1


def test_the_collection_is_what_the_figures_say() -> None:
    notes = [n for part in PARTS for n in collection(part)]
    assert len(notes) >= 160
    assert len({n.scenario for n in notes}) >= 6 and len({n.jurisdiction for n in notes}) == 3
    families = [{(n.scenario, n.jurisdiction, n.seed) for n in collection(part)} for part in PARTS]
    assert sum(len(f) for f in families) == len(set().union(*families)), "a family is in two parts"
