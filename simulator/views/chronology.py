"""The chronology of a case: significant events, one line each, with where it is known from.

Practice source: practice.md section 2, a chronology is short, dated and sourced.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from markupsafe import Markup

from simulator.cases.dates import MONTHS, write_date, write_time
from simulator.cases.model import Case, Event
from simulator.views.text import prose


@dataclass(frozen=True)
class Entry:
    """One line. ``key``: something that happened to the person the file is about."""

    id: str
    when: str
    line: Markup
    source: str
    key: bool


def when(case: Case, event: Event, clock: bool = False) -> str:
    """A day, a month, or from when to when, as precisely as anybody knows it; with the hour when asked."""
    if event.exact == "month":
        return f"{MONTHS[event.start.month - 1]} {event.start.year}"
    day = write_date(case, event.start)
    if event.end and event.end.date() != event.start.date():
        return f"{day} to {write_date(case, event.end)}"
    return f"{day}, {write_time(case, event.start)}" if clock and event.exact == "time" else day


def shown(case: Case) -> list[Event]:
    """Events that are on the file and have a line, oldest first."""
    return sorted((e for e in case.events if e.in_file and e.line), key=lambda e: (e.start, e.id))


def entries(case: Case) -> list[Entry]:
    """The chronology, oldest first."""
    events = shown(case)
    days = [when(case, e) for e in events]
    twice = {a for a, b in pairwise(days) if a == b}  # two on one day: the hour tells them apart
    return [
        Entry(
            id=e.id,
            when=when(case, e, clock=day in twice),
            line=Markup(str(prose(e.line)).removeprefix("<p>").removesuffix("</p>")),
            source=e.source,
            key=e.about_index,
        )
        for e, day in zip(events, days, strict=True)
    ]
