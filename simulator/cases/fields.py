"""The kinds of value an author may write: names, clock times, ranges, texts of which one is drawn, conditions."""

from __future__ import annotations

import re
from typing import Annotated, Literal, TypeAlias

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema

NAME = r"^[a-z][a-z0-9_]*$"
Name = Annotated[str, Field(pattern=NAME)]
Clock = Annotated[
    str,
    Field(pattern=r"^\d{1,2}:\d{2}$"),
    WithJsonSchema({"type": ["string", "integer"], "pattern": r"^\d{1,2}:\d{2}$"}),  # editors may take 16:20 for 980
]
Uuid = Annotated[str, Field(pattern=r"^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$")]


class Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


def read_several(value: object) -> object:
    return [value] if isinstance(value, str) else value


Several = Annotated[tuple[str, ...], BeforeValidator(read_several)]  # one text, or a list of them
When: TypeAlias = dict[str, Several]


class Say(Strict):
    """One wording of a text, for some cases only."""

    say: str  # the wording
    when: When = {}  # only in families where these options were drawn


class Join(Strict):
    """Several paragraphs, one after another: all of those that hold in this case. Of a list among them one is drawn."""

    # paragraphs; every one that holds is joined, with a blank line between
    all: tuple[str | Say | tuple[str | Say, ...], ...]
    when: When = {}  # only in families where these options were drawn


def read_texts(value: object) -> object:
    return [value] if isinstance(value, str | dict) else value


Text = Annotated[tuple[str | Say | Join, ...], BeforeValidator(read_texts)]  # one wording is drawn


def _range(value: object) -> object:
    if isinstance(value, str):
        match = re.fullmatch(r"\s*(\d+)(?:\s+to\s+(\d+))?\s*", value)
        if not match:
            raise ValueError(f"“{value}” is not a number or a range || Write it as 7, or as 6 to 8.")
        low, high = int(match[1]), int(match[2] or match[1])
        if high < low:
            raise ValueError(f"“{value}” runs backwards || Write the smaller number first.")
        return (low, high)
    return value


SPAN = r"\d+(\s+to\s+\d+)?\s*$"
Range = Annotated[
    tuple[int, int],
    BeforeValidator(_range),
    WithJsonSchema({"type": ["string", "integer"], "pattern": rf"^\s*{SPAN}", "minimum": 0}),
]


def read_age(value: object) -> object:
    if isinstance(value, str) and (match := re.fullmatch(r"\s*([a-z][a-z0-9_]*)\s*\+\s*(\d.*)", value)):
        return {"older_than": match[1], "by": match[2]}
    return {"by": value} if isinstance(value, str) else value


class Age(Strict):
    """``6 to 8``, or ``child + 19 to 34``: older than the child by that many years."""

    older_than: str = ""  # a person who is younger
    by: Range  # years, as 7 or 6 to 8


Years = Annotated[
    Age,
    BeforeValidator(read_age),
    WithJsonSchema({"type": ["string", "integer"], "pattern": rf"^\s*([a-z][a-z0-9_]*\s*\+\s*)?{SPAN}", "minimum": 0}),
]


def read_season(value: object) -> object:
    """``03-03 to 03-28``: from the third to the 28th of March, as ((3, 3), (3, 28))."""
    match = re.fullmatch(r"\s*(\d{2})-(\d{2})\s+to\s+(\d{2})-(\d{2})\s*", str(value))
    if not match:
        raise ValueError(f"“{value}” is not a part of the year || Write it as 03-03 to 03-28: month-day to month-day.")
    first, last = (int(match[1]), int(match[2])), (int(match[3]), int(match[4]))
    if last < first:
        raise ValueError(f"“{value}” runs backwards || Write the earlier day first, and two parts over New Year.")
    return first, last


Season = Annotated[
    tuple[tuple[int, int], tuple[int, int]],
    BeforeValidator(read_season),
    WithJsonSchema({"type": "string", "pattern": r"^\s*\d{2}-\d{2}\s+to\s+\d{2}-\d{2}\s*$"}),
]
Seasons = Annotated[tuple[Season, ...], BeforeValidator(read_several)]


class Conditional(Strict):
    """Something that exists only in cases where its strands were drawn."""

    when: When = {}  # only in families where these options were drawn: {strand: option}, or language, or jurisdiction


class Option(Strict):
    weight: float = Field(default=1, gt=0)  # how often, beside the other options: 2 is twice as often as 1
    chance: float | None = Field(default=None, gt=0, le=100)  # in 100; then all options have one
    note: str = ""  # for other authors
    when: When = {}  # only where an earlier strand drew this


class DaySpec(Strict):
    """``{after: referral, working_days: 2}``; ranges allowed."""

    after: str = ""  # the event this day comes after
    before: str = ""  # the event this day comes before
    days: Range | None = None  # how many, as 2 or 3 to 5
    working_days: Range | None = None  # without weekends and public holidays, as 2 or 3 to 5
    months: Range | None = None  # how many, as 2 or 3 to 5
    years: Range | None = None  # how many, as 2 or 3 to 5
    # then on to the next such day (back to the last one, with before)
    weekday: Literal["", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"] = ""
