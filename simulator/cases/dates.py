"""Dates and times as a jurisdiction writes them."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Protocol

MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]


class Style(Protocol):
    """Anything that says how dates are written: a case or a profile."""

    @property
    def date_order(self) -> str: ...
    @property
    def clock(self) -> str: ...


def write_date(style: Style, day: date | datetime | None, weekday: bool = False) -> str:
    """6 May 2025, or May 6, 2025; with the day of the week in front when asked."""
    if day is None:
        return "not known"
    month = MONTHS[day.month - 1]
    text = f"{day.day} {month} {day.year}" if style.date_order == "dmy" else f"{month} {day.day}, {day.year}"
    if not weekday:
        return text
    return f"{DAYS[day.weekday()]} {text}" if style.date_order == "dmy" else f"{DAYS[day.weekday()]}, {text}"


def short_date(style: Style, day: date) -> str:
    """06/05/2025 in the jurisdiction's own order."""
    return f"{day:%d/%m/%Y}" if style.date_order == "dmy" else f"{day:%m/%d/%Y}"


def write_time(style: Style, at: datetime | time) -> str:
    """16:05, or 4:05 PM."""
    if style.clock == "24":
        return f"{at:%H:%M}"
    return f"{(at.hour - 1) % 12 + 1}:{at:%M} {'AM' if at.hour < 12 else 'PM'}"


def moment_names(style: Style, start: datetime, end: datetime) -> dict[str, str]:
    """What a slot may say of a moment: ``{visit.weekday}``, ``{visit.time}``."""
    month = MONTHS[start.month - 1]
    return {
        "": write_date(style, start),
        "date": write_date(style, start),
        "day": write_date(style, start, weekday=True),
        "weekday": DAYS[start.weekday()],
        "short": short_date(style, start),
        "daymonth": f"{start.day} {month}" if style.date_order == "dmy" else f"{month} {start.day}",
        "month": month,
        "month_year": f"{month} {start.year}",
        "year": str(start.year),
        "time": write_time(style, start),
        "until": write_time(style, end),
    }


def date_hint(style: Style) -> str:
    return "Day/month/year" if style.date_order == "dmy" else "Month/day/year"


def time_hint(style: Style) -> str:
    return "24-hour clock, as 16:05" if style.clock == "24" else "As 4:05 PM"


def years_between(born: date, day: date) -> int:
    """Whole years of age on a day."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))
