"""What only a marker may know: who was where, who heard what, what is true and what is open."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from simulator.cases.frozen import Frozen
from simulator.cases.persons import Event, Person

FactKind = Literal["observed", "reported", "opinion", "analysis", "derived", "open"]
Recording = Literal["must", "may", "must_not", "restricted", "only_with", "open"]
Sensitivity = Literal["ordinary", "private", "dangerous"]


class Presence(Frozen):
    """Where one person was, from when to when. ``place`` is a room, or "call" for somebody on a video call."""

    event: str
    person: str
    place: str
    start: datetime
    end: datetime
    on_camera: bool = True
    earshot: tuple[str, ...] = ()  # other places heard from here


class CameraView(Frozen):
    event: str
    start: datetime
    end: datetime
    showed: str


class Utterance(Frozen):
    id: str
    speaker: str  # person or professional id
    to: str
    words: str  # exact, without quotation marks
    event: str
    at: datetime
    heard_by: tuple[str, ...]  # everybody who could hear, speaker left out
    moment: str = ""


class Fact(Frozen):
    """Something that is true in the case, or known to be open. See exemplar: the truth table."""

    id: str
    about: tuple[str, ...]
    what: str
    kind: FactKind
    by: str = ""  # reported or opinion: whose
    words: tuple[str, ...] = ()  # utterance ids it rests on
    documents: tuple[str, ...] = ()
    moment: str = ""
    at: datetime | None = None  # when it was seen, heard, read or done
    sense: Literal["seen", "heard", "read", "done"] = "seen"
    known_by: tuple[str, ...] = ()
    known_from: str = ""  # event id after which it can be known
    sensitivity: Sensitivity = "ordinary"
    third_party: bool = False
    record: Recording = "may"
    only_with: str = ""
    protects: str = ""
    keep_from: tuple[str, ...] = ()  # who must not learn it
    gives_away: tuple[str, ...] = ()  # words by which they would
    hinted_by: tuple[str, ...] = ()  # words by which somebody could work it out
    because: str = ""
    next_time: str = ""
    found_by: tuple[tuple[str, ...], ...] = ()
    turned_by: tuple[str, ...] = ()
    good: tuple[str, ...] = ()
    bad: tuple[str, ...] = ()


class Slip(Frozen):
    """Where a document is wrong, who made the slip and why."""

    document: str
    says: str
    is_: str
    because: str


class Truth(Frozen):
    presence: tuple[Presence, ...]
    camera: tuple[CameraView, ...]
    utterances: tuple[Utterance, ...]
    facts: tuple[Fact, ...]
    slips: tuple[Slip, ...]
    hidden_people: tuple[Person, ...]  # not on the file
    hidden_events: tuple[Event, ...]
    also_named: tuple[str, ...] = ()  # stand in the texts and belong to nobody in this case
    strands: tuple[tuple[str, str], ...]  # what was drawn, for authors and tests
