"""Ten families, not one family ten times: what two families of one scenario have in common, word for word."""

from __future__ import annotations

import itertools
import re

import pytest

from simulator.cases import jurisdiction_names, make_case, scenario, scenario_names
from simulator.cases.model import Case

SEEDS = range(1, 31)
Words = frozenset[tuple[str, ...]]


def read_by_a_learner(case: Case) -> list[str]:
    """Every text a learner reads, as paragraphs."""
    texts = [m.text for m in case.scene] + [d.body for d in case.documents] + [c.body for c in case.contacts]
    texts += [line.text for thread in case.threads for line in thread.lines]
    return texts + [q.text for q in case.requests] + [b.what for b in case.near_breaches]


def sequences(case: Case) -> Words:
    """All sequences of five words."""
    found: set[tuple[str, ...]] = set()
    for text in read_by_a_learner(case):
        words = re.findall(r"\w+(?:[’']\w+)?", text.lower())
        found.update(zip(*(words[n:] for n in range(5)), strict=False))
    return frozenset(found)


def shared(a: Words, b: Words) -> float:
    """The share of the shorter one's sequences that the other has too."""
    return len(a & b) / min(len(a), len(b))


@pytest.mark.parametrize("jurisdiction", jurisdiction_names())
@pytest.mark.parametrize("name", scenario_names())
def test_two_families_share_less_than_half_of_their_words(name: str, jurisdiction: str) -> None:
    found = [sequences(make_case(name, jurisdiction, seed)) for seed in SEEDS]
    pairs = sorted(shared(a, b) for a, b in itertools.combinations(found, 2))
    alike = sum(p >= 0.5 for p in pairs) / len(pairs)
    assert pairs[len(pairs) // 2] < 0.35, "the middle pair"
    assert alike <= 0.02, f"{alike:.1%} of the pairs share half or more; the closest {pairs[-1]:.2f}"


@pytest.mark.parametrize("name", scenario_names())
def test_a_case_is_long_enough_to_be_worked_on_and_short_enough_to_be_read(name: str) -> None:
    for seed in SEEDS[:10]:
        words = sum(len(text.split()) for text in read_by_a_learner(make_case(name, "england", seed)))
        assert 1000 <= words <= 4500, (seed, words)


@pytest.mark.parametrize("name", scenario_names())
def test_a_scenario_has_all_that_the_modules_need(name: str) -> None:
    """A visit, a video call, a meeting of several agencies, messages, requests, a near-breach: in every family."""
    head = scenario(name)
    assert head.content_note and head.for_ and head.out_of_scope and head.sources
    for jurisdiction, seed in itertools.product(jurisdiction_names(), SEEDS[:10]):
        case = make_case(name, jurisdiction, seed)
        events = {e.id: e for e in (*case.events, *case.key.hidden_events)}
        kinds = {e.kind for e in events.values()}
        assert kinds & {"home_visit", "office_visit"}, (jurisdiction, seed)
        calls = [e.id for e in events.values() if e.kind == "video_call"]
        assert any(v.event in calls for v in case.key.camera), (jurisdiction, seed)
        assert sum(u.event in calls for u in case.key.utterances) >= 3, (jurisdiction, seed)
        meetings = [e.id for e in events.values() if e.kind == "meeting"]
        there = {p.person for p in case.key.presence if p.event in meetings}
        assert len(there & {p.id for p in case.professionals}) >= 3, (jurisdiction, seed)
        assert any(len(t.lines) >= 3 for t in case.threads), (jurisdiction, seed)
        assert len(case.requests) >= 2 and case.near_breaches, (jurisdiction, seed)
        assert {q.decide for q in case.requests} & {"refuse", "verify_first"}, (jurisdiction, seed)
        facts = case.key.facts
        assert len(facts) >= 14 and any(f.kind == "open" for f in facts), (jurisdiction, seed)
        assert len(case.key.utterances) >= 12 and len(case.documents) >= 5, (jurisdiction, seed)
        assert len({d.kind for d in case.documents}) >= 4, (jurisdiction, seed)
