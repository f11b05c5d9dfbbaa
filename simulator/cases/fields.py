"""The kinds of value an author may write: names, clock times, ranges, texts of which one is drawn, conditions."""

from __future__ import annotations

import re
from typing import Annotated, Literal, TypeAlias

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
Clock = Annotated[str, Field(pattern=r"^\d{1,2}:\d{2}$")]
Uuid = Annotated[str, Field(pattern=r"^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$")]


class Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


def read_several(value: object) -> object:
    return [value] if isinstance(value, str) else value


Several = Annotated[tuple[str, ...], BeforeValidator(read_several)]  # one text, or a list of them
When: TypeAlias = dict[str, Several]


class Say(Strict):
    """One wording of a text, for some cases only."""

    say: str
    when: When = {}


class Join(Strict):
    """Several paragraphs, one after another: all of those that hold in this case. Of a list among them one is drawn."""

    all: tuple[str | Say | tuple[str | Say, ...], ...]
    when: When = {}


def _texts(value: object) -> object:
    return [value] if isinstance(value, str | dict) else value


Text = Annotated[tuple[str | Say | Join, ...], BeforeValidator(_texts)]  # one wording is drawn


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


Range = Annotated[tuple[int, int], BeforeValidator(_range)]


def read_age(value: object) -> object:
    if isinstance(value, str) and (match := re.fullmatch(r"\s*([a-z][a-z0-9_]*)\s*\+\s*(\d.*)", value)):
        return {"older_than": match[1], "by": match[2]}
    return {"by": value} if isinstance(value, str) else value


class Age(Strict):
    """``6 to 8``, or ``child + 19 to 34``: older than the child by that many years."""

    older_than: str = ""
    by: Range


def read_season(value: object) -> object:
    """``03-03 to 03-28``: from the third to the 28th of March, as ((3, 3), (3, 28))."""
    match = re.fullmatch(r"\s*(\d{2})-(\d{2})\s+to\s+(\d{2})-(\d{2})\s*", str(value))
    if not match:
        raise ValueError(f"“{value}” is not a part of the year || Write it as 03-03 to 03-28: month-day to month-day.")
    first, last = (int(match[1]), int(match[2])), (int(match[3]), int(match[4]))
    if last < first:
        raise ValueError(f"“{value}” runs backwards || Write the earlier day first, and two parts over New Year.")
    return first, last


Season = Annotated[tuple[tuple[int, int], tuple[int, int]], BeforeValidator(read_season)]
Seasons = Annotated[tuple[Season, ...], BeforeValidator(read_several)]


class Conditional(Strict):
    """Something that exists only in cases where its strands were drawn."""

    when: When = {}


class DaySpec(Strict):
    """``{after: referral, working_days: 2}``; ranges allowed."""

    after: str = ""
    before: str = ""
    days: Range | None = None
    working_days: Range | None = None
    months: Range | None = None
    years: Range | None = None
    weekday: Literal["", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"] = ""
