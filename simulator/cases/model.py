"""The world model: a case is a truth, and everything a learner sees is rendered from it.

A :class:`Case` is frozen. What only a marker may know sits in one place, ``case.truth``, and
``case.for_learner()`` is the same case without it. Times are naive local times of the place where the
case plays; ages are whole years on ``case.today``.

Practice source: reference/practice.md section 10 (ground truth must be an explicit object, not text).
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from simulator.cases.exchange import Message, NearBreach, Request, Thread, Writing
from simulator.cases.frozen import Frozen
from simulator.cases.material import (
    Arrival,
    ColleagueNote,
    Correction,
    Draft,
    DraftLine,
    Entry,
    Evidence,
    FileCard,
    Gap,
    Judgement,
    NoteLine,
    NoteTask,
    OnRoll,
    Overheard,
    Phrase,
    Quoted,
    Settle,
    Statement,
    ToolDraft,
)
from simulator.cases.persons import Event, HowHeld, Person, Place, Professional, Relationship
from simulator.cases.ties import Tie
from simulator.cases.truth import (
    CameraView,
    Fact,
    FactKind,
    Presence,
    Recording,
    Sensitivity,
    Slip,
    Truth,
    Utterance,
)

__all__ = [
    "Alert",
    "Arrival",
    "CameraView",
    "Case",
    "ColleagueNote",
    "Contact",
    "Correction",
    "Deadline",
    "Document",
    "Draft",
    "DraftLine",
    "Entry",
    "Event",
    "Evidence",
    "Fact",
    "FactKind",
    "FileCard",
    "Frozen",
    "Gap",
    "HowHeld",
    "Judgement",
    "Look",
    "Message",
    "Moment",
    "NearBreach",
    "NoteLine",
    "NoteTask",
    "OnRoll",
    "Overheard",
    "Permission",
    "Person",
    "Phrase",
    "Place",
    "Presence",
    "Professional",
    "Quoted",
    "Recording",
    "Relationship",
    "Request",
    "Sensitivity",
    "Settle",
    "Slip",
    "Statement",
    "Thread",
    "Tie",
    "ToolDraft",
    "Truth",
    "Utterance",
    "Writing",
]


class Moment(Frozen):
    """One thing the worker saw or heard, as the worker lived it. Words said stand in “ ”."""

    id: str
    at: datetime
    text: str


class Document(Frozen):
    id: str
    kind: str
    title: str
    sender: str  # as shown
    sender_id: str = ""
    on: datetime
    body: str  # paragraphs parted by blank lines; **bold** is the only markup
    restricted: bool = False


class Contact(Frozen):
    """An earlier note on the file."""

    id: str
    kind: str
    on: datetime
    written: datetime
    author: str
    body: str
    restricted: bool = False


class Permission(Frozen):
    id: str
    what: str
    with_whom: str
    given_by: str
    given_on: date
    until: date | None
    until_text: str
    state: Literal["in force", "run out", "withdrawn", "not yet"]


class Deadline(Frozen):
    id: str
    what: str
    starts: date
    due: date
    rule: str  # "45 working days from referral"
    source: str


class Alert(Frozen):
    kind: Literal["protect", "reach", "danger"]
    title: str
    text: str


class Look(Frozen):
    """One look at the file, as the access log keeps it."""

    when: datetime
    who: str
    opened: str
    reason: str


class Case(Frozen):
    scenario: str
    jurisdiction: str
    seed: int
    generator: str
    reference_date: date
    title: str
    hint: str
    content_note: str
    work: Literal["children", "adults"]
    language: str  # en-GB
    date_order: Literal["dmy", "mdy"]
    clock: Literal["24", "12"]
    today: date  # the day the learner sits down to write
    file_no: str
    index: str
    worker: str
    agency: str
    household_name: str
    about: str  # one line about the family
    people: tuple[Person, ...]
    relationships: tuple[Relationship, ...]
    professionals: tuple[Professional, ...]
    places: tuple[Place, ...]
    events: tuple[Event, ...]
    scene_event: str
    scene: tuple[Moment, ...]
    documents: tuple[Document, ...]
    contacts: tuple[Contact, ...]
    threads: tuple[Thread, ...] = ()
    requests: tuple[Request, ...] = ()
    near_breaches: tuple[NearBreach, ...] = ()
    writing: tuple[Writing, ...] = ()
    ties: tuple[Tie, ...] = ()
    permissions: tuple[Permission, ...]
    deadlines: tuple[Deadline, ...]
    alerts: tuple[Alert, ...]
    looks: tuple[Look, ...]
    look_alike: FileCard
    drafts: tuple[Draft, ...]
    colleague_notes: tuple[ColleagueNote, ...]
    note: NoteTask | None
    cards: tuple[FileCard, ...] = ()  # the case's own card among those that can be taken for it
    arrivals: tuple[Arrival, ...] = ()  # what came in for one of them
    roll: tuple[OnRoll, ...] = ()  # everybody named at the contact
    overheard: tuple[Overheard, ...] = ()
    jottings: tuple[Moment, ...] = ()  # what the worker scribbled down during the contact
    tool_draft: ToolDraft | None = None
    quotations: tuple[Quoted, ...] = ()
    note_lines: tuple[NoteLine, ...] = ()
    chronology: tuple[Entry, ...] = ()
    judgements: tuple[Judgement, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    correction: Correction | None = None
    late: date | None = None  # when a note that was put off is written at last
    truth: Truth | None

    def for_learner(self) -> Case:
        """The same case without what only a marker may know."""
        return self.model_copy(
            update={
                "truth": None,
                "drafts": tuple(
                    d.model_copy(update={"statements": tuple(Statement(id=s.id, text=s.text) for s in d.statements)})
                    for d in self.drafts
                ),
                "colleague_notes": tuple(
                    n.model_copy(
                        update={"sentences": tuple(tuple(Phrase(id=p.id, text=p.text) for p in s) for s in n.sentences)}
                    )
                    for n in self.colleague_notes
                ),
                "note": self.note and self.note.for_learner(),
                "arrivals": tuple(Arrival(id=a.id, how=a.how, text=a.text) for a in self.arrivals),
                "roll": tuple(OnRoll(id=p.id, name=p.name, is_=p.is_) for p in self.roll),
                "overheard": tuple(
                    Overheard(id=s.id, speaker=s.speaker, words=s.words, by=s.by) for s in self.overheard
                ),
                "tool_draft": self.tool_draft and self.tool_draft.for_learner(),
                "quotations": tuple(Quoted(id=q.id, given=q.given, words=q.words) for q in self.quotations),
                "note_lines": tuple(NoteLine(id=x.id, text=x.text, formats=x.formats) for x in self.note_lines),
                "chronology": tuple(Entry(id=e.id, found=e.found, where=e.where) for e in self.chronology),
                "correction": self.correction and self.correction.model_copy(update={"is_": "", "because": ""}),
                "judgements": tuple(Judgement(id=j.id, text=j.text, kind=j.kind) for j in self.judgements),
                "requests": tuple(q.for_learner() for q in self.requests),
                "near_breaches": tuple(b.for_learner() for b in self.near_breaches),
                "writing": tuple(w.for_learner() for w in self.writing),
            }
        )

    @property
    def key(self) -> Truth:
        """The truth, for markers. Raises ValueError on a learner's copy."""
        if self.truth is None:
            raise ValueError("This is a learner's copy of the case: it holds no truth to mark against.")
        return self.truth

    @property
    def next_due(self) -> Deadline | None:
        """The deadline that comes next on the day the learner sits down; the last one when all are over."""
        ahead = [d for d in self.deadlines if d.due >= self.today]
        return min(ahead, key=lambda d: d.due) if ahead else max(self.deadlines, key=lambda d: d.due, default=None)

    def everybody(self) -> tuple[Person, ...]:
        """People on the file and, where the truth is at hand, those nobody wrote down."""
        return self.people + (self.truth.hidden_people if self.truth else ())

    def anybody(self) -> tuple[Person | Professional, ...]:
        """Everybody, and everybody at work."""
        return (*self.everybody(), *self.professionals)

    def person(self, id: str) -> Person | Professional:
        for person in self.everybody():
            if person.id == id:
                return person
        for professional in self.professionals:
            if professional.id == id:
                return professional
        raise KeyError(id)

    def event(self, id: str) -> Event:
        for e in (*self.events, *(self.truth.hidden_events if self.truth else ())):
            if e.id == id:
                return e
        raise KeyError(id)

    def place(self, id: str) -> Place:
        return next(p for p in self.places if p.id == id)
