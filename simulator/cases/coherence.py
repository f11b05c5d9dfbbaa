"""Refuses a case that contradicts itself. Each rule names what it found; a scenario's author reads it."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

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
    texts += [("tie " + x.id, text) for x in case.ties for text in (x.who, x.says)]
    texts += [("fact " + f.id, f.what) for f in case.key.facts]
    texts += [("relation of " + p.id, p.is_) for p in case.everybody()]
    for where, text in texts:
        if not text.strip():
            yield f"the {where} is empty"
        elif "{" in text and SLOT.search(text):
            yield f"the {where} has a slot showing: “{text[:60]}…”"
        elif "  " in text.replace("\n  ", "\n") and where.startswith("moment"):
            yield f"the {where} has a gap in it, as if a slot were empty"
        if ("'s " in text or "a " in text) and SHOWING.search(text):
            yield f"the {where} has a slot showing: “{text[:60]}…”"


def _kept(case: Case) -> Iterator[str]:
    """Who must not learn a thing has neither heard it nor read the words that give it away."""
    for f in case.key.facts:
        for who in f.keep_from:
            if who in f.known_by:
                yield f"{who} must not learn the fact {f.id} but heard it"
            if not f.gives_away:
                continue
            reached = [(f"“{u.words}”", u.words) for u in case.key.utterances if who in (*u.heard_by, u.speaker)]
            reached += [("the document " + d.id, d.body) for d in case.documents if d.sender_id == who]
            reached += [(f"the thread {t.id}", x.text) for t in case.threads if who in t.readers for x in t.lines]
            reached += [("the request " + q.id, q.text) for q in case.requests if q.asker_id == who]
            for where, text in reached:
                if found := next((w for w in f.gives_away if given_away(w, text)), ""):
                    yield f"{who} must not learn the fact {f.id}, but {where} holds “{found}”"


# --- rules that cost more than making the case: for authors and tests -----------------------------------


def every_fault(case: Case) -> Iterator[str]:
    """Everything that is wrong with a case: its contradictions, its prose read back, and anything that could do harm."""
    from simulator.cases.harmless import dangers
    from simulator.cases.readback import misreadings

    yield from contradictions(case)
    for rule in RULES:
        yield from rule(case)
    yield from misreadings(case)
    yield from dangers(case)


def life_and_death(case: Case) -> Iterator[str]:
    """Nobody acts before birth or after death."""
    lives = {p.id: (p.born, p.died) for p in case.everybody()}
    acts: list[tuple[str, date, str]] = [(p.person, p.start.date(), f"is at {p.event}") for p in case.key.presence]
    acts += [(u.speaker, u.at.date(), f"says “{u.words}”") for u in case.key.utterances]
    acts += [(d.sender_id, d.on.date(), f"writes {d.id}") for d in case.documents]
    acts += [(x.sender_id, x.at.date(), f"writes in {t.id}") for t in case.threads for x in t.lines]
    acts += [(q.asker_id, q.on.date(), f"asks in {q.id}") for q in case.requests]
    for who, day, what in acts:
        born, died = lives.get(who, (None, None))
        if born and day < born:
            yield f"{who} {what} on {day} but was born on {born}"
        if died and day > died:
            yield f"{who} {what} on {day} but died on {died}"
    for p in case.everybody():
        if p.died and (p.died > case.today or (p.born and p.died < p.born)):
            yield f"{p.id} died on {p.died}, which cannot be"


def elsewhere(case: Case) -> Iterator[str]:
    """Nobody is at two events at once."""
    rows = sorted(case.key.presence, key=lambda p: (p.person, p.start))
    for a, b in itertools.pairwise(rows):
        if a.person == b.person and a.event != b.event and b.start < a.end:
            yield f"{a.person} is at {a.event} and at {b.event} at {b.start:%H:%M} on {b.start:%d %B}"


def hearers(case: Case) -> Iterator[str]:
    """Whoever heard a thing was where it could be heard, and whoever could hear it and is not deaf to it did."""
    for u in case.key.utterances:
        there = [p for p in case.key.presence if p.event == u.event and p.start <= u.at <= p.end]
        where = {p.place for p in there if p.person == u.speaker}
        for who in u.heard_by:
            mine = [p for p in there if p.person == who]
            if where and not any(p.place in where or where & set(p.earshot) for p in mine):
                yield f"{who} heard “{u.words}” at {u.at:%H:%M} of {u.event} but was not within hearing"


def camera(case: Case) -> Iterator[str]:
    """What the camera did not show nobody saw on it."""
    held = {e.id: e.held for e in (*case.events, *case.key.hidden_events)}
    for view in case.key.camera:
        if held.get(view.event) != "video":
            yield f"there is a camera at {view.event}, which is not a video call"
        if view.end <= view.start:
            yield f"the camera of {view.event} shows something from {view.start:%H:%M} to {view.end:%H:%M}"
    if held.get(case.scene_event) != "video":
        return
    views = [v for v in case.key.camera if v.event == case.scene_event]
    times = sorted(m.at for m in case.scene)
    for f in case.key.facts:
        if f.kind == "observed" and f.sense == "seen" and f.at and not f.words:
            until = next((t for t in times if t > f.at), f.at)  # a moment lasts until the next begins
            if not any(v.start <= until and f.at <= v.end for v in views):
                yield f"the fact {f.id} was seen at {f.at:%H:%M}, when the camera showed nothing"


def permissions(case: Case) -> Iterator[str]:
    """A permission stands as its dates say."""
    for p in case.permissions:
        if p.given_on > case.today and p.state != "not yet":
            yield f"the permission {p.id} is given on {p.given_on}, after {case.today}, and is said to be {p.state}"
        if p.until and p.until < case.today and p.state == "in force":
            yield f"the permission {p.id} ended on {p.until} and is said to be in force"
        if p.until and p.until >= case.today and p.state == "run out":
            yield f"the permission {p.id} runs until {p.until} and is said to have run out"


def clocks(case: Case) -> Iterator[str]:
    """A deadline comes after its beginning, and one counted in working days ends on one."""
    from simulator.cases import profile
    from simulator.cases.calendar import is_working_day

    place = profile(case.jurisdiction)
    rules = {c.what: c for c in place.clocks.values()}
    for d in case.deadlines:
        rule = rules[d.what]
        if d.due < d.starts:
            yield f"the deadline {d.id} is over before it begins"
        if rule.unit == "working days":
            days = (d.starts + timedelta(days=n) for n in range(1, (d.due - d.starts).days + 1))
            if sum(is_working_day(place, day) for day in days) != rule.days or not is_working_day(place, d.due):
                yield f"the deadline {d.id} is not {rule.days} working days after {d.starts}"


def not_from_the_future(case: Case) -> Iterator[str]:
    """Nothing on the file was written after the learner sits down to write."""
    now = case.note.written if case.note else datetime.combine(case.today, time(23, 59))
    papers = [(f"document {d.id}", d.on) for d in case.documents]
    papers += [(f"contact {c.id}", c.written) for c in case.contacts]
    papers += [(f"look of {k.who}", k.when) for k in case.looks]
    papers += [(f"thread {t.id}", t.lines[-1].at) for t in case.threads]
    papers += [(f"request {q.id}", q.on) for q in case.requests]
    papers += [(f"near-breach {b.id}", b.on) for b in case.near_breaches]
    for what, when in papers:
        if when.date() > now.date():
            yield f"the {what} is of {when:%d %B %Y}, after {now:%d %B %Y}, when the learner reads it"


def twins(case: Case) -> Iterator[str]:
    """Nobody is both born on one day with a brother or sister and another age."""
    for a, b in itertools.combinations([p for p in case.everybody() if p.born], 2):
        if a.born == b.born and a.died is None and b.died is None and a.age != b.age:
            yield f"{a.id} and {b.id} were born on the same day and are {a.age} and {b.age}"


RULES = (life_and_death, elsewhere, hearers, camera, permissions, clocks, not_from_the_future, twins)


def given_away(words: str, text: str) -> bool:
    """Whether whole words stand in a text, in any case."""
    if not words or words.lower() not in text.lower():
        return False
    return re.search(rf"(?<!\w){re.escape(words)}(?!\w)", text, re.IGNORECASE) is not None


def refuse_contradictions(case: Case) -> None:
    """Raise ContentError when the case contradicts itself."""
    found = [
        Problem(
            f"dummy_cases/scenarios/{case.scenario}.yaml",
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
