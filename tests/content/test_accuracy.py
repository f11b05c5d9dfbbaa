"""The marker of notes does not get worse: the figures of ``make accuracy`` on the part to measure on, and no lower than they were.

A floor may be raised. It is lowered by nobody without a reason in docs/marking.md.
"""

from __future__ import annotations

import pytest

from tests.accuracy.collection import PARTS, Part, collection
from tests.accuracy.figures import Figures, figures

# What every part reached: F1 of what is decided.
F1 = {"must-record facts": 0.92, "quotations": 0.97, "roster": 0.97, "check: actions": 0.97, "check: seen_alone": 0.97}
# part -> F1 of third_party; kappa of the total; precision and recall of contradictions; how often an excellent note is wronged
FLOORS: dict[Part, tuple[float, float, float, float, int]] = {
    "build": (0.98, 0.88, 0.98, 0.5, 1),
    "measured_1": (0.96, 0.7, 0.88, 0.36, 1),
    "measured_2": (0.94, 0.55, 0.85, 0.2, 1),
    "measured_3": (0.95, 0.45, 0.75, 0.25, 1),
    "measured_4": (0.96, 0.62, 0.75, 0.25, 1),
    "measure": (0.92, 0.52, 0.27, 0.1, 3),
}


@pytest.fixture(scope="module", params=PARTS)
def part(request: pytest.FixtureRequest) -> Part:
    return request.param  # type: ignore[no-any-return]


@pytest.fixture(scope="module")
def found(part: Part) -> Figures:
    return figures(collection(part))


def test_f1_of_what_is_decided(part: Part, found: Figures) -> None:
    low = {name: found.counts[name].f1 for name, floor in F1.items() if found.counts[name].f1 < floor}
    assert not low
    assert found.counts["check: third_party"].f1 >= FLOORS[part][0]


def test_most_facts_are_decided(found: Figures) -> None:
    facts = found.counts["must-record facts"]
    assert facts.decided >= 0.9 * facts.all


def test_the_total(part: Part, found: Figures) -> None:
    assert found.kappa >= FLOORS[part][1]


def test_contradictions(part: Part, found: Figures) -> None:
    _, _, precision, recall, _ = FLOORS[part]
    assert found.counts["contradictions"].precision >= precision
    assert found.counts["contradictions"].recall >= recall


def test_hardly_an_excellent_note_is_wronged(part: Part, found: Figures) -> None:
    assert found.excellent_notes >= 15
    assert max((len(notes) for notes in found.excellent.values()), default=0) <= FLOORS[part][4]


def test_the_collection_is_what_the_figures_say() -> None:
    notes = [n for part in PARTS for n in collection(part)]
    assert len(notes) >= 160
    assert len({n.scenario for n in notes}) >= 6 and len({n.jurisdiction for n in notes}) == 3
    families = [{(n.scenario, n.jurisdiction, n.seed) for n in collection(part)} for part in PARTS]
    assert sum(len(f) for f in families) == len(set().union(*families)), "a family is in two parts"
