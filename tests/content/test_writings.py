"""Messages to write, of every scenario: the author's own good message is right in everything, the bad one lets something out, and
every honest wording of what has to be said counts.
"""

from __future__ import annotations

from collections import Counter

import pytest

from grading.compose import mark, says
from simulator.cases import jurisdiction_names, make_case, scenario_names
from simulator.cases.exchange import Writing
from simulator.cases.model import Case
from simulator.exercises import module
from simulator.exercises.base import Spec
from simulator.exercises.compose import KINDS, Response

SEEDS = range(61, 67)


def cases(scenario: str) -> list[Case]:
    return [make_case(scenario, j, seed) for j in jurisdiction_names() for seed in SEEDS]


def spec_of(w: Writing) -> Spec:
    kind = next(k for k, channels in KINDS.items() if w.channel in channels)
    return next(e for e in module("confidentiality").exercises if getattr(e, "channel", "") == kind)


@pytest.mark.parametrize("scenario", scenario_names())
def test_every_family_has_one_of_each_kind(scenario: str) -> None:
    for case in cases(scenario):
        kinds = Counter(k for w in case.writing for k, channels in KINDS.items() if w.channel in channels)
        assert kinds == {"email": 1, "text": 1, "letter": 1}, (case.seed, case.jurisdiction, kinds)


@pytest.mark.parametrize("scenario", scenario_names())
def test_a_bad_message_lets_something_out_or_says_too_much(scenario: str) -> None:
    wrong = []
    for case in cases(scenario):
        for w in case.writing:
            right = next(a.id for a in w.book if a.right)
            marks = mark(spec_of(w), case, Response(lines={right: "to"}, subject=w.subject, body=w.bad))  # type: ignore[arg-type]
            failed = {c.id.partition(".")[0] for c in marks.checks if c.passed is False}
            if not failed & {"kept", "unsaid"}:
                wrong.append(f"{case.jurisdiction} {case.seed} {w.id}: {w.bad}")
    assert not wrong, "\n".join(wrong[:6])


@pytest.mark.parametrize("scenario", scenario_names())
def test_honest_wordings_count_and_near_misses_do_not(scenario: str) -> None:
    wrong = []
    for case in cases(scenario):
        for w in case.writing:
            for m in w.must:
                wrong += [
                    f"{case.jurisdiction} {case.seed} {w.id}.{m.id} not found: {g}"
                    for g in m.good
                    if says(case, m, g) is not True
                ]
                wrong += [
                    f"{case.jurisdiction} {case.seed} {w.id}.{m.id} found: {b}"
                    for b in m.bad
                    if says(case, m, b) is True
                ]
    assert not wrong, "\n".join(dict.fromkeys(wrong[:12]))


@pytest.mark.parametrize("scenario", scenario_names())
def test_requests_have_something_to_decide(scenario: str) -> None:
    for case in cases(scenario):
        for q in case.requests:
            worths = Counter(o.worth for o in q.offers)
            assert 8 <= len(q.offers) <= 11, (case.jurisdiction, case.seed, q.id, len(q.offers))
            assert worths["extra"] + worths["never"] >= 3, (case.seed, q.id, worths)
            if q.decide in ("share_all", "share_part", "emergency"):
                assert worths["needs"], (case.seed, q.id)
            if q.decide in ("refuse", "refer"):
                assert not worths["needs"], (case.seed, q.id)
            assert all(o.text.strip() and o.because.strip() for o in q.offers)
