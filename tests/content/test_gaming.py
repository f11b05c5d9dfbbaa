"""Gaming is pointless: nothing that only looks like a note passes, in any scenario or jurisdiction."""

from __future__ import annotations

import pytest

from grading import mark, sample
from simulator.cases import jurisdiction_names, make_case, scenario_names
from simulator.cases.model import Case
from simulator.exercises import module
from simulator.exercises.base import LONGEST, Spec
from simulator.exercises.note import fields_of, formats

RECORDING = module("recording")
NOTES = [spec for spec in RECORDING.exercises if spec.type == "note"]
PASS = 0.5  # of the points


def keywords(case: Case) -> str:
    """The words the marker looks for, one after another."""
    words = [
        w.strip("*")
        for f in case.key.facts
        if f.record in ("must", "restricted")
        for row in f.found_by
        for w in row
        if len(w.split()) < 3
    ]
    return ", ".join(dict.fromkeys(words))


def pasted(case: Case) -> str:
    return "\n\n".join(m.text for m in case.scene)


def one_sentence(case: Case) -> str:
    """The best sentence there is: everything one must-fact needs, forty times."""
    best = max((f.good[0] for f in case.key.facts if f.record == "must" and f.good), key=len)
    return " ".join([best] * 40)


def from_the_file(case: Case) -> str:
    """What stands in the case file already."""
    return "\n\n".join([*(d.body for d in case.documents), *(c.body for c in case.contacts)])


def nothing(case: Case) -> str:
    return ""


@pytest.mark.parametrize("way", [keywords, pasted, one_sentence, from_the_file, nothing], ids=lambda w: w.__name__)
@pytest.mark.parametrize("spec", NOTES, ids=lambda spec: spec.exercise)
@pytest.mark.parametrize("scenario", scenario_names())
def test_what_only_looks_like_a_note_does_not_pass(scenario: str, spec: Spec, way) -> None:  # type: ignore[no-untyped-def]
    for jurisdiction in jurisdiction_names():
        case = make_case(scenario, jurisdiction, 5)
        # everything but the prose is perfect
        form = dict(sample(spec, case, "correct").raw)
        first = next(iter(formats(case)))
        parts = fields_of(spec, formats(case)[first])  # type: ignore[arg-type]
        for name in [n for n in form if n in parts or n in ("format", "restricted")]:
            del form[name]
        text = way(case)[:LONGEST]
        for name in parts:
            if name != "restricted" and text:
                form[name] = text
        marks = mark(spec, case, form)
        assert marks.score < PASS * marks.out_of, (jurisdiction, marks.score, [c.id for c in marks.checks if c.passed])
