"""Refuses a case that contradicts itself. Each rule names what it found; a scenario's author reads it."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from simulator.cases.dates import years_between
from simulator.cases.model import Case
from simulator.cases.text import SLOT
from simulator.content.errors import ContentError, Problem

SHOWING = re.compile(r"\b(\w{2,})'s \1\b|\ba (?:[aeiou]\w+ly|uncle|aunt|old|email)\b")  # Jonah's Jonah, a uncle
SPOKEN = re.compile(r"“([^”]*)”")


def contradictions(case: Case) -> Iterator[str]:
    """Every way in which the case contradicts itself, in words."""
    yield from _ages(case)
    yield from _one_place_at_a_time(case)
    yield from _speakers(case)
    yield from _scene(case)
    yield from _links(case)
    yield from _prose(case)
    yield from _kept(case)


def _ages(case: Case) -> Iterator[str]:
    people = {p.id: p for p in case.everybody()}
    for p in people.values():
        if p.born and p.age is not None and years_between(p.born, case.today) != p.age:
            yield f"{p.id} is said to be {p.age} but was born on {p.born}"
    for r in case.relationships:
        if r.kind == "parent" and (a := people[r.a].born) and (b := people[r.b].born) and years_between(a, b) < 15:
            yield f"{r.a} is a parent of {r.b} but only {years_between(a, b)} years older"


def _one_place_at_a_time(case: Case) -> Iterator[str]:
    rows = sorted(case.key.presence, key=lambda p: (p.person, p.event, p.start))
    for a, b in itertools.pairwise(rows):
        if (a.person, a.event) == (b.person, b.event) and b.start < a.end and a.place != b.place:
            yield f"{a.person} is in {a.place} and in {b.place} at {b.start:%H:%M} of {a.event}"


def _speakers(case: Case) -> Iterator[str]:
    events_with_presence = {p.event for p in case.key.presence}
    for u in case.key.utterances:
        if u.event not in events_with_presence:
            continue
        if not any(
            p.person == u.speaker and p.event == u.event and p.start <= u.at <= p.end for p in case.key.presence
        ):
            yield f"{u.speaker} says “{u.words}” at {u.at:%H:%M} but is not there"
        elif u.to not in u.heard_by and u.to != u.speaker:
            yield f"{u.speaker} says “{u.words}” to {u.to}, who could not hear it at {u.at:%H:%M}"


def _scene(case: Case) -> Iterator[str]:
    words = [u.words for u in case.key.utterances]
    written = [d.body for d in case.documents] + [c.body for c in case.contacts]
    for moment in case.scene:
        for spoken in SPOKEN.findall(moment.text):
            if spoken not in words and not any(spoken in w for w in words) and not any(spoken in w for w in written):
                yield f"the moment {moment.id} quotes “{spoken}”, which nobody said"
    for u in case.key.utterances:
        if u.event == case.scene_event and case.worker in u.heard_by and not u.moment:
            yield f"the worker heard “{u.words}” ({u.id}) but no moment of the scene tells it"


def _links(case: Case) -> Iterator[str]:
    ids = {p.id for p in case.everybody()} | {p.id for p in case.professionals}
    moments = {x.id for x in case.scene}
    for f in case.key.facts:
        for who in (f.by, f.protects):
            if who and who not in ids:
                yield f"the fact {f.id} names {who}, who is not in this case"
        if f.moment and f.moment not in moments:
            yield f"the fact {f.id} rests on the moment {f.moment}, which is not in this case"
    for d in case.drafts:
        for s in d.statements:
            if s.by and s.by not in {t for t, _ in d.tellers}:
                yield f"the statement {s.id} was told by {s.by}, who is not in this case"
            if s.moment and s.moment not in moments:
                yield f"the statement {s.id} rests on the moment {s.moment}, which is not in this case"


def _prose(case: Case) -> Iterator[str]:
    texts = [("moment " + x.id, x.text) for x in case.scene]
    texts += [("document " + d.id, d.body) for d in case.documents]
    texts += [("contact " + c.id, c.body) for c in case.contacts]
    texts += [("thread " + t.id, x.text) for t in case.threads for x in t.lines]
    texts += [("request " + q.id, q.text) for q in case.requests]
    texts += [("near-breach " + b.id, b.what) for b in case.near_breaches]
    texts += [("fact " + f.id, f.what) for f in case.key.facts]
    texts += [("relation of " + p.id, p.is_) for p in case.everybody()]
    for where, text in texts:
        if not text.strip():
            yield f"the {where} is empty"
        elif SLOT.search(text):
            yield f"the {where} has a slot showing: “{text[:60]}…”"
        elif "  " in text.replace("\n  ", "\n") and where.startswith("moment"):
            yield f"the {where} has a gap in it, as if a slot were empty"
        if SHOWING.search(text):
            yield f"the {where} has a slot showing: “{text[:60]}…”"


def _kept(case: Case) -> Iterator[str]:
    """Who must not learn a thing has neither heard it nor read the words that give it away."""
    for f in case.key.facts:
        for who in f.keep_from:
            if who in f.known_by:
                yield f"{who} must not learn the fact {f.id} but heard it"
            reached = [(f"“{u.words}”", u.words) for u in case.key.utterances if who in (*u.heard_by, u.speaker)]
            reached += [("the document " + d.id, d.body) for d in case.documents if d.sender_id == who]
            reached += [(f"the thread {t.id}", x.text) for t in case.threads if who in t.readers for x in t.lines]
            reached += [("the request " + q.id, q.text) for q in case.requests if q.asker_id == who]
            for where, text in reached:
                if found := next((w for w in f.gives_away if given_away(w, text)), ""):
                    yield f"{who} must not learn the fact {f.id}, but {where} holds “{found}”"


def given_away(words: str, text: str) -> bool:
    """Whether whole words stand in a text, in any case."""
    return bool(words) and re.search(rf"(?<!\w){re.escape(words)}(?!\w)", text, re.IGNORECASE) is not None


def refuse_contradictions(case: Case) -> None:
    """Raise ContentError when the case contradicts itself."""
    found = [
        Problem(
            f"scenarios/{case.scenario}.yaml",
            0,
            0,
            f"{case.jurisdiction}, family {case.seed}",
            f"In this case {text}",
            "",
        )
        for text in contradictions(case)
    ]
    if found:
        raise ContentError(found)
