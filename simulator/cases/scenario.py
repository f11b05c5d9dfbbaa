"""What an author may write in ``dummy_cases/scenarios/*.yaml``. See docs/authoring.md for it in words.

Links are by name, never by position. A text may be a list: then one of its entries is drawn. Anything may carry
``when: {strand: option}``: then it exists only in cases where that option was drawn (or, with ``language``, only there).
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from simulator.cases.exchange_specs import NearBreachSpec, RequestSpec, ThreadSpec, WritingSpec
from simulator.cases.fields import (
    Clock,
    Conditional,
    DaySpec,
    Join,
    Name,
    Option,
    Range,
    Say,
    Seasons,
    Several,
    Strict,
    Text,
    Uuid,
    When,
    Years,
    read_several,
)
from simulator.cases.model import FactKind, HowHeld, Recording, Sensitivity
from simulator.cases.task_specs import (
    ColleagueNoteSpec,
    DraftSpec,
    EntrySpec,
    JudgementSpec,
    MisquoteSpec,
    NoteLineSpec,
    NoteSpec,
    ToolDraftSpec,
)
from simulator.cases.ties import TieSpec

__all__ = ["Conditional", "DaySpec", "Join", "Say", "ScenarioSpec", "When"]


class PersonSpec(Conditional):
    is_: str = Field(alias="is")  # what they are to the person the file is about: mother, neighbour, mother's brother
    also_is: Several = ()  # other honest words for the same relation
    index: bool = False  # yes for the one person the file is about
    # 8, or 6 to 8, or child + 19 to 34: older than the child by that many years
    age: Years | None = None
    twin_of: str = ""  # born on the same day as
    gender: Annotated[
        tuple[Literal["woman", "man", "girl", "boy", "other", "unknown"], ...], BeforeValidator(read_several)
    ]  # one, or a list of which one is drawn; pronouns follow
    family_name: str = ""  # "same as mother", "mother and father" (double-barrelled), or empty for their own
    called: Text = ()  # what else they are called, ordinary words too: {uncle.called}
    lives: str = ""  # a place
    work: Text = ()  # what they do for a living, for the people page
    about: Text = ()  # a line for the people page: everybody has one thing that serves no exercise
    reach: Text = ()  # how and when to reach them
    phone: Literal["", "mobile", "landline"] = ""  # then {x.phone} is a number nobody has
    email: bool = False  # yes: then {x.email} is an address that delivers nowhere
    languages: Several = ()  # what they speak or sign
    access_needs: Several = ()  # large print, an interpreter, step-free rooms
    on_file: bool = True  # no: nobody has written this person down yet
    household: bool = True  # no: outside the family, as a neighbour is
    died: Range | None = None  # years ago
    known_since: Text = ()  # since when the file knows them


class ProfessionalSpec(Conditional):
    role: Text  # best a term, as {t.class_teacher}
    agency: Text  # best a term or a place, as {t.police_agency} or {school}
    # one, or a list of which one is drawn
    gender: Annotated[tuple[Literal["woman", "man", "other"], ...], BeforeValidator(read_several)] = ("woman", "man")
    title: Literal["", "Dr", "DS", "DC", "Judge"] = ""  # left out: Ms, Mr or Mx
    phone: bool = True  # no: they have none
    email: bool = True  # no: they have none
    learner: bool = False  # yes for the one seat the learner sits in


class PlaceSpec(Conditional):
    kind: Name  # house, or one of the jurisdiction's kinds: school, clinic, shop, work …
    near: str = ""  # same town as


class RelationshipSpec(Conditional):
    kind: Literal["parent", "couple", "separated", "siblings"]  # parent: a is the parent of b
    a: str  # a person
    b: str  # a person
    label: Text = ()  # a few words on the line of the genogram


class PresenceSpec(Conditional):
    who: str  # a person or professional
    in_: str = Field(alias="in")  # a room in your own words, or call
    from_: Clock = Field(alias="from")  # from when; the event's drift is added for you
    until: Clock  # until when
    on_camera: bool = True  # no: on the call and not to be seen
    earshot: Several = ()  # other rooms that are heard from here


class CameraSpec(Conditional):
    from_: Clock = Field(alias="from")  # from when the camera showed it
    until: Clock  # until when
    showed: Text  # what was to be seen, and no more


class EventSpec(Conditional):
    # referral, home_visit, office_visit, video_call, telephone, meeting, message, request, near_breach, decision, life
    kind: Name
    title: Text  # what it is called on the page
    # anchor (exactly one event), or {after: event, working_days: 2}, or {before: event, days: 9 to 12}
    day: DaySpec | Literal["anchor"]
    at: Clock = "10:00"  # when it began, as 16:20
    until: Clock | None = None  # when it ended
    drift: int = Field(default=0, ge=0, le=90)  # minutes either way, in fives
    exact: Literal["time", "day", "month"] = "time"  # how precisely anybody knows when
    held: HowHeld | None = None  # how it was held
    place: str = ""  # a place
    line: Text = ()  # what the chronology shows; left out: it is not in the chronology
    source: Text = ()  # where the chronology has it from
    about_index: bool = False  # yes: it happened to the person the file is about
    in_file: bool = True  # no: it happened and nobody has written it down
    follows: Several = ()  # events that must have been before
    present: tuple[PresenceSpec, ...] = ()  # who was where, from when to when; who heard what follows from it
    camera: tuple[CameraSpec, ...] = ()  # what a video call showed, and when


class SaidSpec(Conditional):
    who: str  # the speaker
    to: str  # who was spoken to
    event: str  # at which event
    at: Clock  # when; the speaker has to be there then
    words: Text  # the exact words, without quotation marks
    not_heard_by: Several = ()  # people in hearing who did not take it in


class FactSpec(Conditional):
    about: Several  # a person, a professional, a place, home or file; or several
    what: Text  # one whole sentence that is true
    # observed by the worker, reported (by), an opinion (by), analysis, derived from two things, or open: nobody knows
    kind: FactKind
    by: str = ""  # who told it, or whose opinion it is
    said: Several = ()  # the utterances it rests on
    documents: Several = ()  # the documents or contacts it stands in
    moment: str = ""  # the moment of the scene in which it is seen
    at: Clock | None = None  # when it was seen or heard, if the moment tells of it later
    sense: Literal["seen", "heard", "read", "done"] = "seen"  # how the worker knows what is observed
    known_from: str = ""  # the event from which it can be known; a note that knows it earlier is wrong
    sensitivity: Sensitivity = "ordinary"  # private: nobody else's business; dangerous: somebody could be hurt
    third_party: bool = False  # yes: it is somebody else's, not the person's the file is about
    record: Recording = "may"  # what a good note does with it; only_with needs with
    with_: str = Field(default="", alias="with")  # the fact it must stand beside to be fair
    protects: str = ""  # the person whose name must not show
    keep_from: Several = ()  # people who must not learn it
    gives_away: Several = ()  # words by which they would: an address in part, a name of a place
    # more words by which somebody could work it out; shut* is shut, shuts; "oath + {parent}" needs both in a sentence
    hinted_by: Several = ()
    because: Text = ()  # why it matters, in one sentence, as a supervisor would say it
    next_time: Text = ()  # one thing to do next time
    # lists of words; a note holds the fact when one of each list is in one or two sentences; shut* is shut, shuts, shutting
    found_by: tuple[Several, ...] = ()
    turned_by: Several = ()  # words that make another thing of it: slam* where it was held
    good: Several = ()  # honest wordings that must count: other people's, not yours
    bad: Several = ()  # near misses that must not count


class MomentSpec(Conditional):
    id: Name  # a name for it
    at: Clock  # when
    text: Text  # told to “you”; what is said only through {said.…}


class SceneSpec(Strict):
    event: str  # the event the learner writes up
    moments: tuple[MomentSpec, ...]  # what the worker saw and heard, one thing at a time


class SlipSpec(Conditional):
    says: Text  # the words of the document that are wrong
    is_: Text = Field(alias="is")  # what is true
    because: Text  # who made the slip, and why


class DocumentSpec(Conditional):
    kind: Text  # referral form, email, minutes, letter, voicemail transcript …
    title: Text  # as it stands on the file
    from_: str = Field(alias="from")  # who wrote it: a person or professional
    on: str  # event id
    at: Clock | None = None  # when on that day
    body: Text  # the text; a blank line parts paragraphs, **two stars** make bold
    restricted: bool = False  # yes: in the restricted part of the file
    holds: Several = ()  # facts
    slips: tuple[SlipSpec, ...] = ()  # where it is wrong, whose slip it was, and why


class ContactSpec(Conditional):
    kind: Text  # Home visit, Telephone call …
    on: str  # event id
    written_days_later: Range = (0, 0)  # how many days later it was written, as 0 or 2 to 6
    written_at: Clock = "16:40"  # when on that day
    by: Text  # who wrote it, in words
    body: Text  # the note
    restricted: bool = False  # yes: in the restricted part of the file


class PermissionSpec(Conditional):
    what: Text  # what was agreed to
    with_: Text = Field(alias="with")  # with whom
    by: str  # the person who agreed
    on: str  # event id
    until: DaySpec | None = None  # the day it ends: {after: visit, months: 3}
    until_text: Text = ()  # or words: until the assessment is done
    state: Literal["in force", "run out", "withdrawn", "not yet"]  # as it stands when the learner writes


class DeadlineSpec(Conditional):
    clock: str  # one of the jurisdictions' clocks: assessment, typing_up, referral_decision …
    from_: str = Field(alias="from")  # the event that starts it


class AlertSpec(Conditional):
    # protect: keep something from somebody; reach: how to reach them; danger: to the worker
    kind: Literal["protect", "reach", "danger"]
    title: Text  # a few words
    text: Text  # what to do, and what not


class LookSpec(Conditional):
    who: Text  # name and role, or a department
    on: str  # the event on whose day
    at: Clock  # when
    opened: Text  # what was opened
    reason: Text = ()  # the reason given; left out: none was


class ScenarioSpec(Strict):
    """A whole scenario file."""

    scenario: Name  # the file's own name, without .yaml
    uuid: Uuid  # made once, never changed
    version: int = Field(gt=0)  # raise it when a change could change a mark
    title: str  # what a learner chooses by; it gives nothing away
    hint: str  # one or two sentences on what happens
    content_note: str  # what it touches on, so that somebody can choose not to
    work: Literal["children", "adults"]  # which agency the learner sits in
    for_: Several = Field(alias="for")  # the modules it serves
    out_of_scope: Several  # what no exercise may ask here
    sources: Several  # the numbered lines of the practice reference it rests on
    # names and days in the texts that belong to nobody here: a wrong birthday, a name misheard
    also_named: Several = ()
    file_title: Text = ()  # one line about the family, for the home page
    begins: Seasons = ()  # when in the year the anchor may fall: [03-03 to 03-28, 04-28 to 05-22]; anywhere if empty
    # what is drawn for each family, from top to bottom; two to four options each
    strands: dict[Name, dict[Name, Option]] = {}
    words: dict[Name, Text] = {}  # small draws: {w.name} puts one in
    people: dict[Name, PersonSpec]  # the family, and people round it
    relationships: tuple[RelationshipSpec, ...] = ()  # the lines of the genogram
    professionals: dict[Name, ProfessionalSpec]  # people at work
    places: dict[Name, PlaceSpec]  # where they live, learn and work
    events: dict[Name, EventSpec]  # what happened, and when
    said: dict[Name, SaidSpec]  # exact words: who, to whom, when
    facts: dict[Name, FactSpec]  # what is true, and what a good note does with it
    scene: SceneSpec  # what the worker lived through, to write up
    documents: dict[Name, DocumentSpec]  # what is on the file
    contacts: dict[Name, ContactSpec] = {}  # earlier notes on the file
    permissions: dict[Name, PermissionSpec]  # who agreed to what
    deadlines: dict[Name, DeadlineSpec]  # the clocks that run
    alerts: tuple[AlertSpec, ...] = ()  # the warnings on the file's first page
    looks: tuple[LookSpec, ...] = ()  # who opened the file
    messages: dict[Name, ThreadSpec] = {}  # exchanges of messages
    requests: dict[Name, RequestSpec] = {}  # people who ask for information
    writing: dict[
        Name, WritingSpec
    ] = {}  # messages the learner writes: an email, a text or voicemail, a letter in every family
    near_breaches: dict[Name, NearBreachSpec] = {}  # what nearly went where it must not
    ties: dict[Name, TieSpec] = {}  # who and what is around the household
    drafts: dict[Name, DraftSpec] = {}  # sentences to sort: first and second, eight in every family
    colleague_notes: dict[Name, ColleagueNoteSpec] = {}  # a note with words that harm: duty
    note: NoteSpec | None = None  # the contact note the learner writes
    tool_draft: ToolDraftSpec | None = None  # a machine's draft of it, with faults to plant
    misquotes: tuple[MisquoteSpec, ...] = ()  # five or more in every family, two of them changed, one never said
    note_lines: tuple[NoteLineSpec, ...] = ()  # sentences of a finished note: ten to fourteen in every family
    chronology: tuple[EntrySpec, ...] = ()  # what could go into a chronology: nine to twelve in every family
    judgements: tuple[JudgementSpec, ...] = ()  # views and steps, and the facts they rest on: five in every family
