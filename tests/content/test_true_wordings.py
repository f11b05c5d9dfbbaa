"""Whatever is true in a case contradicts nothing in it, and is nothing that must not be there: every author's honest wording of
every fact, read by the checks that look for faults.
"""

from __future__ import annotations

import pytest

from grading.reading.accounts import swapped
from grading.reading.contradictions import contradictions
from grading.reading.facts import Reader
from grading.reading.names import names_of
from grading.reading.sentences import Note
from simulator.cases import jurisdiction_names, make_case, scenario_names


@pytest.mark.parametrize("scenario", scenario_names())
def test_no_true_wording_is_a_contradiction(scenario: str) -> None:
    found = []
    places = jurisdiction_names()
    for seed, jurisdiction in enumerate(
        places * 3, 21
    ):  # each place with three families: their names fill other phrases
        case = make_case(scenario, jurisdiction, seed)
        names, event = names_of(case), case.event(case.note.event)  # type: ignore[union-attr]
        for fact in case.key.facts:
            if fact.kind in ("open", "opinion") or fact.record in ("open", "must_not"):
                continue
            for text in fact.good:
                reader = Reader(case, Note([("seen", text)], names.is_name), names)
                found += [f"{fact.id}: “{text}” {c.kind}: {c.wrote}" for c in contradictions(reader, event)]
    assert not found, "\n".join(found)


@pytest.mark.parametrize("scenario", scenario_names())
def test_no_true_wording_given_to_its_owner_is_somebody_elses(scenario: str) -> None:
    found = []
    for jurisdiction in jurisdiction_names():
        for seed in (1, 2, 4):
            case = make_case(scenario, jurisdiction, seed)
            names = names_of(case)
            facts = [f for f in case.key.facts if f.kind == "reported" and f.by and f.record == "must"]
            said = {u.id: u.words for u in case.key.utterances if u.words}
            for fact in facts:
                for text in (*fact.good, fact.what, *(said[w] for w in fact.words if w in said)):
                    wrote = f"{names.shown(fact.by)} told me that {text}"
                    reader = Reader(case, Note([("seen", wrote)], names.is_name), names)
                    found += [f"{seed} {id}: “{wrote}”" for id in swapped(reader, facts)]
    assert not found, "\n".join(found)
