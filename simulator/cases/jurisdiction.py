"""What an author may write in ``dummy_cases/jurisdictions/*.yaml``: terms, dates, clocks and standards with their sources."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from simulator.cases.fields import Name, Range, Strict, Uuid
from simulator.cases.material import LineKind


class ClockSpec(Strict):
    """A time limit: the law's or an agency's, never a constant of ours."""

    what: str  # what has to be done
    days: int = Field(ge=0)  # how many of the unit
    # working days leave out weekends and public holidays
    # hours run on through nights, holidays and changes of the clock; days after the year count from 31 December
    unit: Literal["working days", "calendar days", "months", "calendar months", "hours", "days after the year"]
    ends_on_working_day: bool = False  # a last day at a weekend or on a holiday moves to the next working day
    rule: str  # the rule in plain words
    source: str  # where it stands
    checked: str  # the day somebody looked


class Standard(Strict):
    says: str  # what good practice asks
    source: str  # where it stands
    checked: str  # the day somebody looked


class Telling(Strict):
    """A sentence one might say to a family about the record. Graded on: so with a source and a date."""

    say: str  # as one would say it at the door
    so: bool  # yes: it is so here; no: it is not
    because: str  # why, in a sentence
    source: str  # where it stands
    checked: str  # the day somebody looked


Heading = Literal["why", "seen", "views", "think", "s", "o", "a", "d", "b", "i", "r"]


class NotePart(Strict):
    """One part of a contact note. What the kinds mean: NoteLineSpec in simulator/cases/task_specs.py."""

    field: Heading  # the form's field
    title: str  # as the learner reads it; {name} is the person the file is about
    hint: str = ""  # a few words under it
    takes: tuple[LineKind, ...]  # the kinds of sentence that belong there
    lines: int = Field(default=4, gt=0)  # how tall the box is


class NoteFormat(Strict):
    """A way to write a contact note: narrative under an agency's headings, SOAP, DAP, BIRP."""

    title: str  # as the learner chooses it
    about: str  # what it is for, in a sentence
    parts: tuple[NotePart, ...]  # in order; the steps and the restricted part are in every format
    steps: str = "What happens next?"  # the heading over the steps

    @property
    def takes(self) -> dict[str, str]:
        """The kind of a sentence -> the field it belongs to. A kind that is not here has no heading in this format."""
        return {**{kind: p.field for p in self.parts for kind in p.takes}, "held_back": "restricted", "plan": "do"}


class Profile(Strict):
    """A jurisdiction: ``dummy_cases/jurisdictions/*.yaml``."""

    jurisdiction: Name  # the file's own name, without .yaml
    uuid: Uuid  # made once, never changed
    version: int = Field(gt=0)  # raise it when a change could change a mark
    title: str  # as a learner reads it
    language: Literal["en-GB", "en-US"]  # whose spelling and sentences: scenarios are written in both
    date_order: Literal["dmy", "mdy"]  # dmy: 6 May 2025; mdy: May 6, 2025
    clock: Literal["24", "12"]  # 24: 16:20; 12: 4:20 PM
    country: str  # for public holidays: GB, US …
    subdivision: str  # for public holidays: ENG, WLS, WA …
    timezone: str  # Europe/London …: for limits in hours, when the clocks change
    names: dict[str, float]  # Faker locale -> weight
    single_names: dict[str, float] = {}  # Faker locale -> share of people who have one name only
    mobile: str  # "07700 900###"
    landline: str  # a range that is never given to anybody; # is a digit
    file_no: str  # how a file number looks; # is a digit
    postcode: str  # a code that is nowhere in use; # is a digit
    towns: tuple[str, ...]  # invented towns
    streets: tuple[str, ...]  # invented streets
    house_numbers: Range = (2, 60)  # as 2 to 96
    places: dict[Name, tuple[str, ...]]  # kinds of place, each with a list of invented names
    agencies: dict[Name, str]  # each is a term too: {t.police_agency}
    titles: dict[str, str]  # woman: Ms, man: Mr, other: Mx
    terms: dict[Name, str]  # the field's own words: {t.social_worker}
    wording: dict[str, str] = {}  # everyday words put for an author's: cooker: stove
    note_formats: dict[Name, NoteFormat]  # how a contact note is written here; with several the learner chooses
    tellings: tuple[Telling, ...]  # what may be told a family about their record, and what not: six or more
    clocks: dict[Name, ClockSpec]  # time limits, each with its source
    standards: dict[Name, Standard]  # what a mark rests on

    @property
    def name(self) -> str:
        return self.jurisdiction
