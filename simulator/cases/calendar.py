"""Working days and clocks, by the jurisdiction's own holidays."""

from __future__ import annotations

import calendar as months
from datetime import date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import holidays

from simulator.cases.dates import DAYS
from simulator.cases.draw import Draw
from simulator.cases.fields import DaySpec
from simulator.cases.jurisdiction import ClockSpec, Profile


@cache
def _holidays(country: str, subdivision: str, year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays(country, subdiv=subdivision or None, years=year))


def is_working_day(profile: Profile, day: date) -> bool:
    return _works(profile.country, profile.subdivision, day)


def _works(country: str, subdivision: str, day: date) -> bool:
    return day.weekday() < 5 and day not in _holidays(country, subdivision, day.year)


@cache
def working_days(
    country: str,
    subdivision: str,
    first: date,
    count: int,
    seasons: tuple[tuple[tuple[int, int], tuple[int, int]], ...],
) -> tuple[date, ...]:
    """The working days among ``count`` days from ``first`` that fall in a season; any season will do if there is none."""
    days = (first + timedelta(days=n) for n in range(count))
    fitting = (d for d in days if not seasons or any(a <= (d.month, d.day) <= b for a, b in seasons))
    return tuple(d for d in fitting if _works(country, subdivision, d))


def add_working_days(profile: Profile, day: date, count: int) -> date:
    """``count`` working days after (or, if negative, before) a day. The day itself is day 0."""
    step = timedelta(days=1 if count >= 0 else -1)
    left = abs(count)
    while left:
        day += step
        if is_working_day(profile, day):
            left -= 1
    return day


def next_working_day(profile: Profile, day: date) -> date:
    """The day itself if it is a working day, else the first one after it."""
    while not is_working_day(profile, day):
        day += timedelta(days=1)
    return day


def add_months(day: date, count: int) -> date:
    """The same day of the month, or the month's last day where there is none."""
    at = day.year * 12 + day.month - 1 + count
    year, month = divmod(at, 12)
    return date(year, month + 1, min(day.day, months.monthrange(year, month + 1)[1]))


def count(profile: Profile, draw: Draw, path: str, wanted: DaySpec, day: date) -> date:
    """The day an author counts from ``day``: ``{after: referral, working_days: 2 to 4}``."""
    sign = 1 if wanted.after else -1
    if wanted.years:
        day = add_months(day, 12 * sign * draw.between(f"{path}.years", *wanted.years))
    if wanted.months:
        day = add_months(day, sign * draw.between(f"{path}.months", *wanted.months))
    if wanted.days:
        day += timedelta(days=sign * draw.between(f"{path}.days", *wanted.days))
    if wanted.working_days:
        day = add_working_days(profile, day, sign * draw.between(f"{path}.working", *wanted.working_days))
    if wanted.weekday:
        away = (DAYS.index(wanted.weekday) - day.weekday()) % 7
        day += timedelta(days=away if sign > 0 else away - 7 if away else 0)
    return day


def due(profile: Profile, clock: ClockSpec, starts: date) -> date:
    """When a clock runs out. In "calendar months" any day of the month counts, so it is that month's last.

    Raises ValueError for a clock in hours: it begins at a moment, not on a day (``due_at``).
    """
    if clock.unit == "hours":
        raise ValueError(f"“{clock.what}” counts in hours and begins at a moment, not on a day. Use due_at.")
    if clock.unit == "working days":
        last = add_working_days(profile, starts, clock.days)
    elif clock.unit == "months":
        last = add_months(starts, clock.days)
    elif clock.unit == "calendar months":
        last = add_months(starts.replace(day=1), clock.days)
        last = last.replace(day=months.monthrange(last.year, last.month)[1])
    elif clock.unit == "days after the year":
        last = date(starts.year, 12, 31) + timedelta(days=clock.days)
    else:
        last = starts + timedelta(days=clock.days)
    return next_working_day(profile, last) if clock.ends_on_working_day else last


def due_at(profile: Profile, clock: ClockSpec, starts: datetime) -> datetime:
    """When a clock runs out, for one that begins at a moment. Hours are hours, also when the clocks change in between.

    Times are local and without a zone. In the hour that comes twice, ``fold=1`` is the second time; without it the first
    counts, which is the earlier deadline. A time in the hour that is skipped is read as if the clocks had not changed yet.
    Holidays move no deadline in hours. A clock in days ends with its last day, at 23:59.
    """
    if clock.unit != "hours":
        return datetime.combine(due(profile, clock, starts.date()), time(23, 59))
    zone = ZoneInfo(profile.timezone)
    utc = starts.replace(tzinfo=zone).astimezone(ZoneInfo("UTC")) + timedelta(hours=clock.days)
    return utc.astimezone(zone).replace(tzinfo=None)
