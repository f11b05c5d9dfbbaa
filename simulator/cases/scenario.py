"""What an author may write in ``dummy_cases/scenarios/*.yaml``. See docs/authoring.md for it in words.

Links are by name, never by position. A text may be a list: then one of its entries is drawn. Anything may carry
``when: {strand: option}``: then it exists only in cases where that option was drawn (or, with ``language``, only there).
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from simulator.cases.exchange_specs import NearBreachSpec, RequestSpec, ThreadSpec
from simulator.cases.fields import (
    Age,
    Clock,
    Conditional,
    DaySpec,
    Join,
    Name,
    Range,
    Say,
    Seasons,
    Several,
    Strict,
    Text,
    Uuid,
    When,
    read_age,
    read_several,
)
from simulator.cases.model import FactKind, HowHeld, Recording, Sensitivity
from simulator.cases.task_specs import ColleagueNoteSpec, DraftSpec, NoteSpec
from simulator.cases.ties import TieSpec

__all__ = ["Conditional", "DaySpec", "Join", "Say", "ScenarioSpec", "When"]


class Option(Strict):
    weight: float = Field(default=1, gt=0)
    chance: float | None = Field(default=None, gt=0, le=100)  # in 100; then all options have one
    note: str = ""  # for other authors
    when: When = {}


class PersonSpec(Conditional):
    is_: str = Field(alias="is")
    also_is: Several = ()
    index: bool = False
    age: Annotated[Age, BeforeValidator(read_age)] | None = None
    twin_of: str = ""  # born on the same day as
    gender: Annotated[
        tuple[Literal["woman", "man", "girl", "boy", "other", "unknown"], ...], BeforeValidator(read_several)
    ]
    family_name: str = ""  # "same as mother", "mother and father" (double-barrelled), or empty for their own
    formal: bool = False  # goes by a shorter first name
    called: Text = ()
    lives: str = ""
    work: Text = ()
    about: Text = ()
    reach: Text = ()
    phone: Literal["", "mobile", "landline"] = ""
    email: bool = False
    languages: Several = ()
    access_needs: Several = ()
    on_file: bool = True
    household: bool = True
    died: Range | None = None  # years ago
    known_since: Text = ()


class ProfessionalSpec(Conditional):
    role: Text
    agency: Text
    gender: Annotated[tuple[Literal["woman", "man", "other"], ...], BeforeValidator(read_several)] = ("woman", "man")
    title: Literal["", "Dr", "DS", "DC", "Judge"] = ""
    phone: bool = True
    email: bool = True
    learner: bool = False


class PlaceSpec(Conditional):
    kind: Name  # house, or one of the jurisdiction's kinds: school, clinic, shop, work …
    near: str = ""  # same town as


class RelationshipSpec(Conditional):
    kind: Literal["parent", "couple", "separated", "siblings"]
    a: str
    b: str
    label: Text = ()


class PresenceSpec(Conditional):
    who: str
    in_: str = Field(alias="in")
    from_: Clock = Field(alias="from")
    until: Clock
    on_camera: bool = True
    earshot: Several = ()


class CameraSpec(Conditional):
    from_: Clock = Field(alias="from")
    until: Clock
    showed: Text


class EventSpec(Conditional):
    kind: Name
    title: Text
    day: DaySpec | Literal["anchor"]
    at: Clock = "10:00"
    until: Clock | None = None
    drift: int = Field(default=0, ge=0, le=90)  # minutes either way, in fives
    exact: Literal["time", "day", "month"] = "time"
    held: HowHeld | None = None
    place: str = ""
    line: Text = ()
    source: Text = ()
    about_index: bool = False
    in_file: bool = True
    follows: Several = ()  # events that must have been before
    present: tuple[PresenceSpec, ...] = ()
    camera: tuple[CameraSpec, ...] = ()


class SaidSpec(Conditional):
    who: str
    to: str
    event: str
    at: Clock
    words: Text
    not_heard_by: Several = ()


class FactSpec(Conditional):
    about: Several
    what: Text
    kind: FactKind
    by: str = ""
    said: Several = ()
    documents: Several = ()
    moment: str = ""
    at: Clock | None = None  # when it was seen or heard, if the moment tells of it later
    sense: Literal["seen", "heard", "read", "done"] = "seen"  # how the worker knows what is observed
    known_from: str = ""
    sensitivity: Sensitivity = "ordinary"
    third_party: bool = False
    record: Recording = "may"
    with_: str = Field(default="", alias="with")
    protects: str = ""
    keep_from: Several = ()  # people who must not learn it
    gives_away: Several = ()  # words by which they would: an address in part, a name of a place
    because: Text = ()
    next_time: Text = ()
    found_by: tuple[Several, ...] = ()
    turned_by: Several = ()
    good: Several = ()
    bad: Several = ()


class MomentSpec(Conditional):
    id: Name
    at: Clock
    text: Text


class SceneSpec(Strict):
    event: str
    moments: tuple[MomentSpec, ...]


class SlipSpec(Conditional):
    says: Text
    is_: Text = Field(alias="is")
    because: Text


class DocumentSpec(Conditional):
    kind: Text
    title: Text
    from_: str = Field(alias="from")
    on: str  # event id
    at: Clock | None = None
    body: Text
    restricted: bool = False
    holds: Several = ()  # facts
    slips: tuple[SlipSpec, ...] = ()


class ContactSpec(Conditional):
    kind: Text
    on: str  # event id
    written_days_later: Range = (0, 0)
    written_at: Clock = "16:40"
    by: Text
    body: Text
    restricted: bool = False


class PermissionSpec(Conditional):
    what: Text
    with_: Text = Field(alias="with")
    by: str
    on: str  # event id
    until: DaySpec | None = None
    until_text: Text = ()
    state: Literal["in force", "run out", "withdrawn", "not yet"]


class DeadlineSpec(Conditional):
    clock: str
    from_: str = Field(alias="from")


class AlertSpec(Conditional):
    kind: Literal["protect", "reach", "danger"]
    title: Text
    text: Text


class LookSpec(Conditional):
    who: Text
    on: str
    at: Clock
    opened: Text
    reason: Text = ()


class ScenarioSpec(Strict):
    """A whole scenario file."""

    scenario: Name
    uuid: Uuid
    version: int = Field(gt=0)
    title: str
    hint: str
    content_note: str
    work: Literal["children", "adults"]
    for_: Several = Field(alias="for")
    out_of_scope: Several
    sources: Several
    also_named: Several = ()  # names and days in the texts that belong to nobody here: a wrong birthday, a name misheard
    file_title: Text = ()  # one line about the family, for the home page
    begins: Seasons = ()  # when in the year the anchor may fall: [03-03 to 03-28, 04-28 to 05-22]; anywhere if empty
    strands: dict[Name, dict[Name, Option]] = {}
    words: dict[Name, Text] = {}
    people: dict[Name, PersonSpec]
    relationships: tuple[RelationshipSpec, ...] = ()
    professionals: dict[Name, ProfessionalSpec]
    places: dict[Name, PlaceSpec]
    events: dict[Name, EventSpec]
    said: dict[Name, SaidSpec]
    facts: dict[Name, FactSpec]
    scene: SceneSpec
    documents: dict[Name, DocumentSpec]
    contacts: dict[Name, ContactSpec] = {}
    permissions: dict[Name, PermissionSpec]
    deadlines: dict[Name, DeadlineSpec]
    alerts: tuple[AlertSpec, ...] = ()
    looks: tuple[LookSpec, ...] = ()
    messages: dict[Name, ThreadSpec] = {}
    requests: dict[Name, RequestSpec] = {}
    near_breaches: dict[Name, NearBreachSpec] = {}
    ties: dict[Name, TieSpec] = {}  # who and what is around the household
    drafts: dict[Name, DraftSpec] = {}
    colleague_notes: dict[Name, ColleagueNoteSpec] = {}
    note: NoteSpec | None = None
