"""What a scenario must get right beyond its shape: links, slots, strands, days. All problems at once, each with its place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from simulator.cases.fields import DaySpec, Option
from simulator.cases.order import order_problems
from simulator.cases.scenario import ScenarioSpec
from simulator.cases.text import slots, stray_brace
from simulator.cases.ties import faults, only
from simulator.cases.worksheet_checks import worksheet_problems
from simulator.content.errors import Problem, did_you_mean
from simulator.content.loader import Loc, Source

POSITION = re.compile(r"^#?\d+$|\[\d+\]|^(?:first|second|third|fourth|last)$")
PRONOUN = [
    "they",
    "them",
    "their",
    "theirs",
    "themself",
    "They",
    "Them",
    "Their",
    "are",
    "were",
    "have",
    "do",
    "s",
    "es",
]
PERSON = frozenset(
    [
        "first",
        "full",
        "family",
        "mr",
        "called",
        "called2",
        "age",
        "born",
        "born_short",
        "is",
        "noun",
        "mum",
        "Mum",
        "son",
        "brother",
        "phone",
        "email",
        "initial",
        *PRONOUN,
    ]
)
PROFESSIONAL = frozenset(["first", "full", "family", "mr", "role", "agency", "phone", "email", *PRONOUN])
PLACE = frozenset(["full", "town", "street", "number", "postcode"])
EVENT = frozenset(["date", "day", "weekday", "short", "daymonth", "month", "month_year", "year", "time", "until"])
NO_SLOTS = ("uuid", "sources", "title", "hint", "content_note", "for", "out_of_scope", "strands")


def check_scenario(source: Source, spec: ScenarioSpec, offers: Mapping[str, frozenset[str]]) -> list[Problem]:
    """Every problem of a scenario that its shape does not show."""
    check = _Check(source, spec, offers)
    return [*check.links(), *check.slots(), *check.whens(), *check.rules()]


class _Check:
    def __init__(self, source: Source, spec: ScenarioSpec, offers: Mapping[str, frozenset[str]]) -> None:
        self.source, self.spec, self.offers = source, spec, offers
        self.moments = {x.id for x in spec.scene.moments}
        self.who = {*spec.people, *spec.professionals}

    def _known(self, loc: Loc, name: str, known: Iterable[str], kind: str) -> Iterator[Problem]:
        if name and name not in set(known):
            if POSITION.search(name):
                cure = f"Links are by name: write the name of the {kind}."
                yield self.source.problem(loc, f"“{name}” counts instead of naming", cure)
                return
            yield self.source.problem(loc, f"There is no {kind} “{name}”", did_you_mean(name, known))

    def links(self) -> Iterator[Problem]:
        """Links by name to something that is not there."""
        s, known = self.spec, self._known
        for id, p in s.people.items():
            yield from known(("people", id, "lives"), p.lives, s.places, "place")
            yield from known(("people", id, "twin_of"), p.twin_of, s.people, "person")
            if p.age:
                yield from known(("people", id, "age"), p.age.older_than, s.people, "person")
            said = p.family_name.removeprefix("same as ")
            for name in said.split(" and ") if said else ():
                yield from known(("people", id, "family_name"), name.strip(), s.people, "person")
        for id, place in s.places.items():
            yield from known(("places", id, "kind"), place.kind, self.offers["places"], "kind of place")
            yield from known(("places", id, "near"), place.near, s.places, "place")
        for i, r in enumerate(s.relationships):
            yield from known(("relationships", i, "a"), r.a, s.people, "person")
            yield from known(("relationships", i, "b"), r.b, s.people, "person")
        for id, e in s.events.items():
            yield from known(("events", id, "place"), e.place, s.places, "place")
            for name in e.follows:
                yield from known(("events", id, "follows"), name, s.events, "event")
            if isinstance(e.day, DaySpec):
                yield from known(("events", id, "day", "after"), e.day.after, s.events, "event")
                yield from known(("events", id, "day", "before"), e.day.before, s.events, "event")
            for i, row in enumerate(e.present):
                yield from known(("events", id, "present", i, "who"), row.who, self.who, "person")
        for id, u in s.said.items():
            yield from known(("said", id, "who"), u.who, self.who, "person")
            yield from known(("said", id, "to"), u.to, self.who, "person")
            yield from known(("said", id, "event"), u.event, s.events, "event")
        yield from self._fact_links()
        yield from known(("scene", "event"), s.scene.event, s.events, "event")
        for id, d in s.documents.items():
            yield from known(("documents", id, "from"), d.from_, self.who, "person")
            yield from known(("documents", id, "on"), d.on, s.events, "event")
            for name in d.holds:
                yield from known(("documents", id, "holds"), name, s.facts, "fact")
        for id, c in s.contacts.items():
            yield from known(("contacts", id, "on"), c.on, s.events, "event")
        for id, x in s.permissions.items():
            yield from known(("permissions", id, "on"), x.on, s.events, "event")
        for id, x2 in s.deadlines.items():
            yield from known(("deadlines", id, "clock"), x2.clock, self.offers["clocks"], "clock")
            yield from known(("deadlines", id, "from"), x2.from_, s.events, "event")
        for i, look in enumerate(s.looks):
            yield from known(("looks", i, "on"), look.on, s.events, "event")
        yield from self._exchange_links()
        yield from self._exercise_links()

    def _fact_links(self) -> Iterator[Problem]:
        s, known = self.spec, self._known
        for id, f in s.facts.items():
            at: Loc = ("facts", id)
            yield from known((*at, "by"), f.by, self.who, "person")
            for name in f.about:
                yield from known((*at, "about"), name, {*self.who, *s.places, "file", "home"}, "person or place")
            for name in f.said:
                yield from known((*at, "said"), name, s.said, "utterance")
            for name in f.documents:
                yield from known((*at, "documents"), name, {*s.documents, *s.contacts}, "document")
            yield from known((*at, "moment"), f.moment, self.moments, "moment")
            yield from known((*at, "known_from"), f.known_from, s.events, "event")
            yield from known((*at, "with"), f.with_, s.facts, "fact")
            yield from known((*at, "protects"), f.protects, s.people, "person")
            for name in f.keep_from:
                yield from known((*at, "keep_from"), name, self.who, "person")

    def _exchange_links(self) -> Iterator[Problem]:
        s, known = self.spec, self._known
        for id, t in s.messages.items():
            yield from known(("messages", id, "on"), t.on, s.events, "event")
            for name in t.with_:
                yield from known(("messages", id, "with"), name, self.who, "person")
            for i, line in enumerate(t.lines):
                yield from known(("messages", id, "lines", i, "from"), line.from_, t.with_, "person in this thread")
        at: Loc
        for id, q in s.requests.items():
            yield from known(("requests", id, "on"), q.on, s.events, "event")
            for key, names in (("may", q.may), ("must_not", q.must_not)):
                for name in names:
                    yield from known(("requests", id, key), name, s.facts, "fact")
            if q.items and q.stands_on is None:
                at = ("requests", id)
                yield self.source.problem(
                    at,
                    "A request with “items” needs “stands_on”",
                    "Say what allows it: safety, consent, care, emergency, law or nothing.",
                )
            for name in set(q.may) & set(q.must_not):
                at = ("requests", id, "must_not")
                yield self.source.problem(at, f"“{name}” may be told and must not be told", "Keep it in one of them.")
        for id, w in s.writing.items():
            yield from known(("writing", id, "to"), w.to, self.who, "person")
            yield from known(("writing", id, "on"), w.on, s.events, "event")
            for name in w.book:
                yield from known(("writing", id, "book"), name, {*self.who, *s.places}, "person or place")
            for name in w.must_not:
                yield from known(("writing", id, "must_not"), name, s.facts, "fact")
        for id, b in s.near_breaches.items():
            yield from known(("near_breaches", id, "on"), b.on, s.events, "event")
            yield from known(("near_breaches", id, "by"), b.by, self.who, "person")
            yield from known(("near_breaches", id, "to"), b.to, self.who, "person")
            for name in b.leaks:
                yield from known(("near_breaches", id, "leaks"), name, s.facts, "fact")
        for id, x in s.ties.items():
            if re.fullmatch(r"[a-z][a-z0-9_]*", name := only(x.who)):
                yield from known(("ties", id, "who"), name, {*self.who, *s.places}, "person or place")
        for id, fault, cure in faults(s):
            yield self.source.problem(("ties", id, "who"), fault, cure)

    def _exercise_links(self) -> Iterator[Problem]:
        s, known = self.spec, self._known
        for id, d in s.drafts.items():
            for name in d.tellers:
                yield from known(("drafts", id, "tellers"), name, self.who, "person")
            for i, x in enumerate(d.statements):
                at: Loc = ("drafts", id, "statements", i)
                yield from known((*at, "by"), x.by, d.tellers, "teller in this draft")
                yield from known((*at, "moment"), x.moment, self.moments, "moment")
                if (x.is_ == "reported") != bool(x.by):
                    yield self.source.problem(
                        at, "A reported statement needs “by”, and no other has it", "Say who told it, or take “by” out."
                    )
        if s.note:
            yield from known(("note", "event"), s.note.event, s.events, "event")
            yield from known(("note", "see_alone"), s.note.see_alone, s.people, "person")
            if s.note.kind not in s.note.kinds:
                yield self.source.problem(("note", "kind"), f"“{s.note.kind}” is not among “kinds”", "Add it to them.")
        yield from worksheet_problems(self.source, s, known)

    # --- slots ---------------------------------------------------------------------------------------

    def slots(self) -> Iterator[Problem]:
        """Slots nothing fills, and braces that are no slot."""
        s = self.spec
        fills: dict[str, frozenset[str] | set[str]] = {
            **dict.fromkeys(s.people, PERSON),
            **dict.fromkeys(s.professionals, PROFESSIONAL),
            **dict.fromkeys(s.places, PLACE),
            **dict.fromkeys(s.events, EVENT),
            "town": set(),
            "agency": set(),
            "t": self.offers["terms"],
            "w": set(s.words),
            "said": set(s.said),
            "words": set(s.said),
        }
        bare = {*s.people, *s.professionals, *s.places, *s.events, "town", "agency"}
        for loc, text in _texts(self.source.data, ()):
            if loc and loc[0] in NO_SLOTS:
                continue
            if stray_brace(text):
                yield self.source.problem(
                    loc, "A brace stands here that is no slot", "A slot is written {name} or {name.word}."
                )
            for name, attribute in slots(text):
                slot = "{" + name + ("." + attribute if attribute else "") + "}"
                if loc[0] == "words" and name not in ("t", "w"):
                    cure = f"Put {slot} into the texts that use this word, or use a term or another word here."
                    yield self.source.problem(loc, f"{slot} has no name yet when this word is drawn", cure)
                elif name not in fills:
                    yield self.source.problem(loc, f"Nothing fills {slot}", did_you_mean(name, fills))
                elif attribute and attribute not in fills[name]:
                    yield self.source.problem(loc, f"Nothing fills {slot}", did_you_mean(attribute, fills[name]))
                elif not attribute and name not in bare:
                    yield self.source.problem(loc, f"{slot} needs a word after a point", f"Write {{{name}.…}}.")

    # --- strands -----------------------------------------------------------------------------------------

    def whens(self) -> Iterator[Problem]:
        """Conditions on a strand or option there is not."""
        known: dict[str, Iterable[str]] = {k: v.keys() for k, v in self.spec.strands.items()}
        known |= {"language": self.offers["languages"], "jurisdiction": self.offers["jurisdictions"]}
        for loc, when in _whens(self.source.data, ()):
            if not isinstance(when, dict):
                continue
            for strand, options in when.items():
                if strand not in known:
                    yield self.source.problem(
                        (*loc, strand), f"There is no strand “{strand}”", did_you_mean(strand, known)
                    )
                    continue
                for option in [options] if isinstance(options, str) else options:
                    yield from self._known((*loc, strand), str(option), known[strand], f"option of {strand}")

    # --- rules -------------------------------------------------------------------------------------------

    def rules(self) -> Iterator[Problem]:
        """What every scenario needs for its exercises and markers to work."""
        s, problem = self.spec, self.source.problem
        if sum(p.index for p in s.people.values()) != 1:
            yield problem(("people",), "Exactly one person has “index: yes”", "It is the person the file is about.")
        if sum(p.learner for p in s.professionals.values()) != 1:
            yield problem(
                ("professionals",), "Exactly one professional has “learner: yes”", "It is the learner's own seat."
            )
        anchors = [id for id, e in s.events.items() if e.day == "anchor"]
        if len(anchors) != 1:
            yield problem(
                ("events",),
                f"{len(anchors)} events have “day: anchor”",
                "Exactly one event has; all others hang on it.",
            )
        yield from order_problems(self.source, s)
        for name, options in s.strands.items():
            yield from self._chances(name, options)
        for id, e in s.events.items():
            if e.until and _minutes(e.until) <= _minutes(e.at):
                yield problem(("events", id, "until"), "The event ends before it begins", "Check “at” and “until”.")
            for i, row in enumerate(e.present):
                if _minutes(row.until) <= _minutes(row.from_):
                    yield problem(
                        ("events", id, "present", i, "until"), "This ends before it begins", "Check “from” and “until”."
                    )
        for id, f in s.facts.items():
            at: Loc = ("facts", id)
            if f.kind in ("reported", "opinion") and not (f.by or f.said or f.documents):
                yield problem(at, "A fact that was told needs a source", "Say “by”, “said” or “documents”.")
            if f.record in ("must", "must_not", "restricted", "only_with") and not f.found_by:
                yield problem(
                    at, f"A fact with “record: {f.record}” needs “found_by”", "Say by which words a note holds it."
                )
            if f.record == "only_with" and not f.with_:
                yield problem(at, "“record: only_with” needs “with”", "Name the fact it must stand beside.")
            if f.keep_from and not f.gives_away:
                yield problem(
                    at, "A fact with “keep_from” needs “gives_away”", "Say by which words it would become known."
                )
            if f.record == "must" and len(f.good) < 2:
                yield problem(
                    (*at, "good"), "A fact that must be recorded needs at least two honest wordings", "Add to “good”."
                )

    def _chances(self, name: str, options: Mapping[str, Option]) -> Iterator[Problem]:
        """Chances are of all options or of none, and make a hundred."""
        chances = [o.chance for o in options.values() if o.chance is not None]
        if not chances:
            return
        at: Loc = ("strands", name)
        if len(chances) < len(options):
            yield self.source.problem(
                at, "Some options have a “chance” and some have none", "Give one to all, or to none."
            )
        elif abs(sum(chances) - 100) > 1e-6:
            cure = "Change one of them so that all together make 100."
            yield self.source.problem(at, f"The chances of “{name}” make {sum(chances):g} in 100", cure)


def _minutes(clock: str) -> int:
    hour, minute = clock.split(":")
    return int(hour) * 60 + int(minute)


def _texts(data: Any, loc: Loc) -> Iterator[tuple[Loc, str]]:
    if isinstance(data, str):
        yield loc, data
    elif isinstance(data, dict):
        for key, value in data.items():
            yield from _texts(value, (*loc, key))
    elif isinstance(data, list):
        for i, value in enumerate(data):
            yield from _texts(value, (*loc, i))


def _whens(data: Any, loc: Loc) -> Iterator[tuple[Loc, Any]]:
    if isinstance(data, dict):
        for key, value in data.items():
            if key == "when":
                yield (*loc, key), value
            else:
                yield from _whens(value, (*loc, key))
    elif isinstance(data, list):
        for i, value in enumerate(data):
            yield from _whens(value, (*loc, i))
