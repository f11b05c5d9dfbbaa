"""What an author may write in ``dummy_cases/jurisdictions/*.yaml``: terms, dates, clocks and standards with their sources."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from simulator.cases.fields import Name, Range, Strict, Uuid


class ClockSpec(Strict):
    """A time limit: the law's or an agency's, never a constant of ours."""

    what: str  # what has to be done
    days: int = Field(ge=0)  # how many of the unit
    # working days leave out weekends and public holidays
    unit: Literal["working days", "calendar days", "months", "calendar months"]
    ends_on_working_day: bool = False  # a last day at a weekend or on a holiday moves to the next working day
    rule: str  # the rule in plain words
    source: str  # where it stands
    checked: str  # the day somebody looked


class Standard(Strict):
    says: str  # what good practice asks
    source: str  # where it stands
    checked: str  # the day somebody looked


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
    clocks: dict[Name, ClockSpec]  # time limits, each with its source
    standards: dict[Name, Standard]  # what a mark rests on

    @property
    def name(self) -> str:
        return self.jurisdiction
