"""What an author may write in ``dummy_cases/jurisdictions/*.yaml``: terms, dates, clocks and standards with their sources."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from simulator.cases.fields import Name, Range, Strict, Uuid


class ClockSpec(Strict):
    """A time limit: the law's or an agency's, never a constant of ours."""

    what: str
    days: int = Field(ge=0)
    unit: Literal["working days", "calendar days", "months", "calendar months"]
    ends_on_working_day: bool = False  # a last day at a weekend or on a holiday moves to the next working day
    rule: str
    source: str
    checked: str


class Standard(Strict):
    says: str
    source: str
    checked: str


class Profile(Strict):
    """A jurisdiction: ``dummy_cases/jurisdictions/*.yaml``."""

    jurisdiction: Name
    uuid: Uuid
    version: int = Field(gt=0)
    title: str
    language: Literal["en-GB", "en-US"]  # whose spelling and sentences: scenarios are written in both
    date_order: Literal["dmy", "mdy"]
    clock: Literal["24", "12"]
    country: str
    subdivision: str
    names: dict[str, float]  # Faker locale -> weight
    single_names: dict[str, float] = {}  # Faker locale -> share of people who have one name only
    mobile: str  # "07700 900###"
    landline: str
    file_no: str
    postcode: str
    towns: tuple[str, ...]
    streets: tuple[str, ...]
    house_numbers: Range = (2, 60)
    places: dict[Name, tuple[str, ...]]
    agencies: dict[Name, str]
    titles: dict[str, str]  # woman: Ms, man: Mr, other: Mx
    terms: dict[Name, str]
    wording: dict[str, str] = {}
    clocks: dict[Name, ClockSpec]
    standards: dict[Name, Standard]

    @property
    def name(self) -> str:
        return self.jurisdiction
