"""What every row of the sheet works with: the note as read, the points each row is worth, and how a reason is put.

The sheet of a whole note has twenty points (practice.md R1-R11, R15, R16), that of a body from jottings half the rows. A row with nothing to rest on is left out and its points go
to the facts: first the must-facts (``the_rest``), else the person's words, else the accounts, else the header. The same
happens to the rows that read prose when there is no prose, so that an empty field gives one red line and not six.
"""

from __future__ import annotations

from functools import cached_property
from typing import Any

from grading.marks import Link
from grading.reading.accounts import Claim, swapped
from grading.reading.contradictions import contradictions
from grading.reading.facts import Finding, Reader
from grading.reading.likeness import Likener, Likeness
from grading.reading.names import names_of
from grading.reading.not_a_note import list_of_words, mark_copied
from grading.reading.quotes import Pool
from grading.reading.sentences import Note
from grading.reading.unseen import Contradiction
from grading.reading.words import forms
from simulator.cases import profile
from simulator.cases.dates import write_time
from simulator.cases.model import Case, Event, Fact, NoteTask, Person, Utterance
from simulator.exercises.note import PROSE, Response, Spec

SHEETS = {
    "scene": {
        "right_file": 1, "header": 1, "roster": 2, "seen_alone": 1, "words": 3, "quotes_exact": 2, "accounts": 2, "cause_open": 1,
        "the_rest": 2, "third_party": 1, "must_not": 1, "no_contradiction": 1, "actions": 1, "settled": 1,
    },
    "jottings": {
        "words": 3, "quotes_exact": 2, "accounts": 2, "cause_open": 1, "the_rest": 2, "must_not": 1, "no_contradiction": 1,
    },
}  # fmt: skip
READS_PROSE = ("quotes_exact", "cause_open", "third_party", "must_not", "no_contradiction")
NEEDS_OWN_WORDS = ("quotes_exact", "cause_open", "no_contradiction")
HEIRS = ("the_rest", "words", "accounts", "header")
# of likeness: above LIKELY a fact is there, below UNLIKELY it is not, between them a person reads it
LIKELY, EVEN, UNLIKELY = 0.6, 0.5, 0.25
FAINT = 0.15  # below this not even somebody’s own words are there: missing them costs more than one of the rest
MOST, SOME = 0.6, 0.3  # of what somebody said, in quotation marks: the thing itself, and a part of it
# of the must-record facts, half-there ones included: a note that holds fewer is free of faults because it says nothing
THIN = 1 / 3
THIN_WORDS = 40  # or one of fewer words of one’s own, in which nothing can be half there
LEAST_PROSE = 15  # words of one’s own below which there is no note yet


class Sheet:
    """One note on one case."""

    def __init__(self, spec: Spec, case: Case, response: Response) -> None:
        if case.note is None:
            raise ValueError(f"{case.scenario} has no contact to write up")
        self.spec, self.case, self.response = spec, case, response
        self.remembered: dict[tuple[str, ...], Any] = {}  # what a check has found out and another asks again
        self.task: NoteTask = case.note
        self.event: Event = case.event(self.task.event)
        self.names = names_of(case)
        parts = list(response.parts.items())
        parts += [(f"do.{n}", ". ".join(p for p in (a.what, a.who, a.when) if p)) for n, a in enumerate(response.do, 1)]
        parts.append(("alone_where", response.alone_where))
        parts += [(f"who.{n}", f"{r.name} ({r.is_})" if r.is_ else r.name) for n, r in enumerate(response.who, 1)]
        self.note = Note(parts, self.names.is_name)
        self.reader = Reader(case, self.note, self.names)
        self.copied = mark_copied(self.note, tuple(m.text for m in case.scene))
        on_file = (*(d.body for d in case.documents), *(c.body for c in case.contacts))
        from_file = mark_copied(self.note, on_file) > 0.5
        own = self._own_words()
        self.empty = own < LEAST_PROSE
        self.listed = list_of_words(self.note, self.reader.speech, PROSE)
        self.pasted = from_file or (self.copied > 0.5 and self._spoken_to() >= 2)
        if self.pasted:
            self.reader.skip = {s.number for s in self.note.sentences if s.copied}
        elif self.listed or self.empty:
            self.reader.skip = {s.number for s in self.note.sentences if s.field in PROSE}
        there = [self.reader.fact(f).state != "absent" for f in (*self.words, *self.accounts, *self.rest)]
        self.scant = own < THIN_WORDS
        self.thin = self.scant or sum(there) < THIN * len(there)
        self.points = self._points()

    def _own_words(self) -> int:
        """Words of the prose outside quotation marks; a sentence that stands there again counts once."""
        once = {
            tuple(row): len(row)
            for s in self.note.sentences
            if s.field in PROSE and (row := self.note.forms(s, outside_quotes=True))
        }
        return sum(once.values())

    def _spoken_to(self) -> int:
        """How often copied sentences still say “you”: the scene speaks to the learner, a note does not."""
        return sum(
            w in ("you", "your")
            for s in self.note.sentences
            if s.copied
            for w in self.note.forms(s, outside_quotes=True)
        )

    @cached_property
    def interpreters(self) -> frozenset[str]:
        """Whose words are somebody else's."""
        return frozenset(i for i, p in self.names.people.items() if "interpret" in getattr(p, "role", ""))

    # -- facts ---------------------------------------------------------------------------------------------------

    @cached_property
    def words(self) -> tuple[Fact, ...]:
        """What the person the file is about said, and the note must hold."""
        return tuple(f for f in self._must if f.kind == "reported" and f.by == self.case.index)

    @cached_property
    def accounts(self) -> tuple[Fact, ...]:
        """What others told about the thing that is open: each fact that rests on words the open fact names."""
        open_words = {w for f in self.open for w in f.words}
        return tuple(
            f
            for f in self._must
            if f.kind == "reported" and f.by != self.case.index and open_words.intersection(f.words)
        )

    @cached_property
    def rest(self) -> tuple[Fact, ...]:
        taken = {f.id for f in (*self.words, *self.accounts)}
        return tuple(f for f in self._must if f.id not in taken)

    @cached_property
    def _must(self) -> tuple[Fact, ...]:
        return tuple(f for f in self.case.key.facts if f.record == "must" and f.found_by)

    @cached_property
    def open(self) -> tuple[Fact, ...]:
        return tuple(f for f in self.case.key.facts if f.record == "open" or f.kind == "open")

    @cached_property
    def restricted(self) -> tuple[Fact, ...]:
        return tuple(f for f in self.case.key.facts if f.record == "restricted" and f.found_by)

    @cached_property
    def forbidden(self) -> tuple[Fact, ...]:
        return tuple(f for f in self.case.key.facts if f.record in ("must_not", "only_with") and f.found_by)

    @cached_property
    def utterances(self) -> dict[str, Utterance]:
        return {u.id: u for u in self.case.key.utterances}

    @cached_property
    def pool(self) -> Pool:
        return Pool(self.case)

    @cached_property
    def _contradictions(self) -> list[tuple[Contradiction, bool]]:
        """What the case denies, and whether it is certain: where the note has the fact right elsewhere, it may be about something else."""
        facts = {f.id: f for f in self.case.key.facts}
        return [
            (
                c,
                c.kind != "turned" or (self._plainly_turned(facts[c.about]) and not self.rivals(facts[c.about])),
            )
            for c in contradictions(self.reader, self.event)
        ]

    def _plainly_turned(self, fact: Fact) -> bool:
        """Whether what turns a fact stands in the teller's own telling, or in nobody's and is all that the note has of it.

        A piece of dictation may be anybody's.
        """
        like, turned = self.likeness(fact, attributed=False), self.reader.turned(fact)
        if turned is None:
            return True
        told = self.reader.speech.tellings(turned)
        theirs = any(t.ids == {fact.by} for t in told)
        if like.chance < LIKELY:
            return theirs or not fact.by or (not turned.dictated and not any(t.ids and not t.writer for t in told))
        return theirs and turned.number in like.window

    def rivals(self, fact: Fact) -> bool:
        """Whether the sentence that would turn an account is somebody else's account of the same thing: “before, not after”."""
        turned = self.reader.turned(fact)
        if turned is None or any(t.ids == {fact.by} for t in self.reader.speech.tellings(turned)):
            return False
        rows = [f for f in (*self.words, *self.accounts) if f.by != fact.by]
        return any(
            like.chance >= EVEN and turned.number in like.window
            for f in rows
            if (like := self.likeness(f, attributed=True))
        )

    @property
    def contradictions(self) -> list[Contradiction]:
        """What the case certainly denies."""
        return [c for c, certain in self._contradictions if certain]

    @property
    def perhaps_contradictions(self) -> list[Contradiction]:
        """What the case may deny: for a person to read, where the sentence is about the fact at all."""
        facts = {f.id: f for f in self.case.key.facts}
        return [c for c, certain in self._contradictions if not certain and self._about(facts[c.about])]

    def _about(self, fact: Fact) -> bool:
        turned = self.reader.turned(fact)
        return turned is not None and self.chance_at(fact, self.reader.fact(fact), (turned.number,)) >= FAINT

    @cached_property
    def swapped(self) -> dict[str, Claim]:
        """Of the person's words and the accounts: the sentence that gives one to somebody else."""
        return swapped(self.reader, (*self.words, *self.accounts))

    @cached_property
    def sensitive_words(self) -> frozenset[str]:
        """Utterances nobody may be given by mistake: the accounts, and what the person said."""
        return frozenset(w for f in (*self.accounts, *self.words, *self.open) for w in f.words)

    @cached_property
    def _quoted(self) -> list[tuple[str, int, float]]:
        """(utterance, sentence, how much of it) of every quotation that is part of an utterance, word for word."""
        out = []
        for s in self.note.sentences:
            for q in s.spans if s.number not in self.reader.skip else ():
                size = len(forms(q.text))
                if s.start <= q.start and q.end <= s.end + 1 and size >= 3:
                    out += [(h.id, s.number, size / len(h.words)) for h in self.pool.exact(q.text) if h.speakers]
        return out

    @cached_property
    def _likener(self) -> Likener:
        return Likener(self.reader)

    def likeness(self, fact: Fact, attributed: bool) -> Likeness:
        """How like the note is to a fact; ``attributed``: as the person's who told it."""
        finding = self.reader.fact(fact)
        return self._likener.like(fact, finding, bool(self.quoted(fact, finding)), attributed)

    def chance_at(self, fact: Fact, finding: Finding, window: tuple[int, ...]) -> float:
        """The chance that a fact the rules have found stands in just these sentences."""
        return self._likener.at(fact, finding, window)

    def quoted(self, fact: Fact, finding: Finding) -> tuple[int, ...]:
        """The sentence in which a fact's own words stand as a quotation: all of them, or one and most of the fact."""
        here = [(id, n) for id, n, much in self._quoted if id in fact.words and much >= MOST]
        spoken = {id for id, _ in here}
        if here and (
            spoken >= set(fact.words) or (finding.state == "part" and any(n in finding.near for _, n in here))
        ):
            return (here[0][1],)
        return ()

    def quoted_in_part(self, fact: Fact) -> bool:
        """Whether some of a fact's own words stand in quotation marks: a person may find the whole of it in the rest."""
        return any(id in fact.words and much >= SOME for id, _, much in self._quoted)

    # -- points --------------------------------------------------------------------------------------------------

    def _points(self) -> dict[str, float]:
        nothing = {
            "seen_alone": not self.task.see_alone,
            "words": not self.words,
            "accounts": not self.accounts,
            "cause_open": not self.open,
            "the_rest": not self.rest,
            "third_party": not self.restricted,
            "must_not": not self.forbidden,
            "settled": not self.task.settle,
        }
        rows = SHEETS[self.spec.source]
        total = sum(rows.values())
        sheet = {row: 0.0 if nothing.get(row) else float(rows.get(row, 0)) for row in SHEETS["scene"]}
        if self.empty or self.listed:
            sheet.update(dict.fromkeys(READS_PROSE, 0.0))
        elif self.pasted:
            sheet.update(dict.fromkeys(NEEDS_OWN_WORDS, 0.0))
        heir = next(row for row in HEIRS if sheet[row])
        if rows.get("actions") and not sheet["settled"]:
            sheet["actions"] = 2.0
        sheet[heir] += total - sum(sheet.values())
        return dict(zip(sheet, apportion(self.spec.points, list(sheet.values())), strict=True))

    # -- how a reason is put --------------------------------------------------------------------------------------

    def matters(self, key: str, why: str = "") -> str:
        """Why it matters, with the standard it rests on."""
        standard = profile(self.case.jurisdiction).standards.get(key)
        return " ".join(p for p in (why, f"{standard.says} ({standard.source})" if standard else "") if p)

    def moment_of(self, fact: Fact) -> str:
        """The moment of the scene a fact rests on; empty when it rests on none."""
        for id in (fact.moment, *(self.utterances[w].moment for w in fact.words if w in self.utterances)):
            if id and any(m.id == id for m in self.case.scene):
                return id
        return ""

    def links(self, *fields: str, moment: str = "", document: str = "") -> tuple[Link, ...]:
        """Where to look: parts of the form, then a moment of the scene or a document."""
        out = [Link(text="this part", to=f"field:{f}") for f in fields]
        if moment:
            at = next(m.at for m in self.case.scene if m.id == moment)
            out.append(Link(text=write_time(self.case, at), to=f"moment:{moment}"))
        if document:
            title = next((d.title for d in self.case.documents if d.id == document), "")
            if title:
                out.append(Link(text=title, to=f"document:{document}"))
        return tuple(out)

    def fact_links(self, fact: Fact, *fields: str) -> tuple[Link, ...]:
        moment = self.moment_of(fact)
        return self.links(*fields, moment=moment, document="" if moment else next(iter(fact.documents), ""))

    def said(self, fact: Fact) -> str:
        """The fact as the case has it, with the exact words where there are some."""
        quoted = [f"“{self.utterances[w].words}”" for w in fact.words if w in self.utterances]
        missing = [q for q in quoted if q.strip("“”.") not in fact.what]
        speaker = {self.utterances[w].speaker for w in fact.words if w in self.utterances}
        if not missing:
            return fact.what
        who = self.names.shown(next(iter(speaker))) if len(speaker) == 1 else ""
        return f"{fact.what} {who + ': ' if who else ''}{' '.join(missing)}"

    def field_of(self, sentence: int) -> str:
        """The form's part a sentence stands in."""
        field = self.note.sentences[sentence].field
        return field.partition(".")[0]

    def wrote(self, window: tuple[int, ...]) -> str:
        """The learner's own words."""
        return " ".join(self.note.snippet(self.note.sentences[n], 180) for n in window)


def present(sheet: Sheet) -> dict[str, bool]:
    """Everybody who was there -> whether a note must name them: family must; neighbours and colleagues may."""
    out: dict[str, bool] = {}
    for p in sheet.case.key.presence:
        if p.event != sheet.event.id or p.person == sheet.case.worker:
            continue
        person = sheet.names.people[p.person]
        needed = isinstance(person, Person) and person.household
        out[p.person] = out.get(p.person, False) or needed
    return out


def apportion(total: float, weights: list[float], step: float = 0.25) -> list[float]:
    """Shares of a total in proportion to weights, in steps that add up exactly (largest remainders first)."""
    whole = sum(weights)
    if whole <= 0:
        return [0.0 for _ in weights]
    while weights and total / step < sum(w > 0 for w in weights):
        step /= 2
    exact = [total * w / whole / step for w in weights]
    rows = [int(e + 1e-9) for e in exact]
    left = round(total / step) - sum(rows)
    order = sorted(range(len(weights)), key=lambda k: (-(exact[k] - rows[k]), k))
    for k in order[:left]:
        rows[k] += 1
    return [r * step for r in rows]


def share(total: float, count: int) -> list[float]:
    """A group's points over its checks: whole points where they go round, else halves, quarters …"""
    step = 1.0
    while count and (total / step < count or total % step):
        step /= 2
    return apportion(total, [1.0] * count, step)
