"""Deadlines to the minute and to the day, beside a second way of counting that shares no line with ours.

Hours are counted in seconds since 1970, days one by one, working days against a list of holidays of the test's own.
"""

from __future__ import annotations

from calendar import timegm
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from functools import cache
from random import Random
from zoneinfo import ZoneInfo

import holidays
import pytest

from simulator.cases import profile
from simulator.cases.calendar import due, due_at
from simulator.cases.jurisdiction import ClockSpec

YEARS = range(2020, 2036)
COUNT = 1000
HOUR = 3600
ZONES = {"england": "Europe/London", "wales": "Europe/London", "us_washington": "America/Los_Angeles"}
# What the law says, written down a second time: hours, days, or "month" and "year" for the two that are neither.
LAW: dict[str, dict[str, int | str]] = {
    "england": {"breach_regulator": 72, "record_request": "month"},
    "wales": {"breach_regulator": 72, "record_request": "month"},
    "us_washington": {"breach_people": 60, "breach_hhs_few": "year", "breach_hhs_many": 60},
}
DAYS = [(j, c) for j, clocks in LAW.items() for c in clocks if c != "breach_regulator"]


# --- the second way of counting -------------------------------------------------------------------


def seconds(zone: str, local: datetime) -> int:
    """Seconds since 1970 at a time on the wall: the first of two; in a skipped hour with the offset of before."""
    wall = timegm(local.timetuple())
    offsets = sorted({offset(zone, wall + h * HOUR) for h in (-30, 30)}, reverse=True)
    fits = [wall - o for o in offsets if offset(zone, wall - o) == o]
    return min(fits) if fits else wall - offset(zone, wall - 30 * HOUR)


def offset(zone: str, at: int) -> int:
    """Seconds ahead of UTC at a number of seconds since 1970, as the tz database has it."""
    ahead = datetime.fromtimestamp(at, ZoneInfo(zone)).utcoffset()
    assert ahead is not None
    return int(ahead.total_seconds())


def wall(zone: str, at: int) -> datetime:
    return datetime.fromtimestamp(at + offset(zone, at), UTC).replace(tzinfo=None)


@cache
def closed(jurisdiction: str) -> frozenset[date]:
    """Weekends and public holidays of all the years."""
    years = range(YEARS.start, YEARS.stop + 2)
    free = {
        "england": holidays.UnitedKingdom(subdiv="ENG", years=years),
        "wales": holidays.UnitedKingdom(subdiv="WLS", years=years),
        "us_washington": holidays.UnitedStates(subdiv="WA", years=years),
    }[jurisdiction]
    span = (date(years[-1], 12, 31) - date(years[0], 1, 1)).days + 1
    days = (date(years[0], 1, 1) + timedelta(n) for n in range(span))
    return frozenset(d for d in days if d.isoweekday() in (6, 7) or d in free)


@cache
def public(jurisdiction: str) -> tuple[date, ...]:
    return tuple(sorted(d for d in closed(jurisdiction) if d.isoweekday() < 6))


def last_day(jurisdiction: str, law: int | str, day: date) -> date:
    if law == "year":
        days = [date(day.year + 1, 1, 1).toordinal() + n for n in range(60)]
        return date.fromordinal(days[-1])
    if law == "month":
        year, month = (day.year + 1, 1) if day.month == 12 else (day.year, day.month + 1)
        number = day.day
        while True:
            try:
                last = date(year, month, number)
                break
            except ValueError:
                number -= 1
        while last in closed(jurisdiction):
            last += timedelta(1)
        return last
    assert isinstance(law, int)
    return date.fromordinal(day.toordinal() + law)


# --- incidents ------------------------------------------------------------------------------------


@cache
def changes(zone: str) -> tuple[datetime, ...]:
    """The moments at which the clocks change, in local time before the change, to the hour."""
    first, last = (timegm((y, 1, 1, 0, 0, 0)) for y in (YEARS.start, YEARS.stop))
    return tuple(
        wall(zone, at - 1).replace(minute=0, second=0) + timedelta(hours=1)
        for at in range(first, last, HOUR)
        if offset(zone, at - 1) != offset(zone, at)
    )


def incidents(jurisdiction: str, clock: str) -> list[datetime]:
    """A third anywhere, a third shortly before or in a change of the clocks, a third shortly before a holiday."""
    draw = Random(f"{jurisdiction} {clock}")
    found = []
    for n in range(COUNT):
        if n % 3 == 0:
            at = datetime(YEARS.start, 1, 1) + timedelta(minutes=draw.randrange((YEARS.stop - YEARS.start) * 525_600))
        elif n % 3 == 1:
            back = draw.choice([90 * 60, 2 * 60])  # up to four days before, or in the night itself
            at = draw.choice(changes(ZONES[jurisdiction])) + timedelta(minutes=draw.randrange(-back, 2 * 60))
        else:
            free = draw.choice([d for d in public(jurisdiction) if d.year in YEARS])
            at = datetime(free.year, free.month, free.day) - timedelta(minutes=draw.randrange(-1440, 4 * 1440))
        found.append(at)
    return found


def hours() -> ClockSpec:
    return profile("england").clocks["breach_regulator"]


@pytest.mark.parametrize("jurisdiction", ZONES)
def test_hours_are_hours(jurisdiction: str) -> None:
    """72 hours in each zone; Washington has no such clock, and gets the United Kingdom’s."""
    here, zone = profile(jurisdiction), ZONES[jurisdiction]
    clock = here.clocks.get("breach_regulator", hours())
    met: Counter[str] = Counter()
    for at in incidents(jurisdiction, "breach_regulator"):
        begin = seconds(zone, at)
        end = begin + 72 * HOUR
        assert due_at(here, clock, at) == wall(zone, end), at
        moved = offset(zone, end) - offset(zone, begin)
        met["forward" if moved > 0 else "back" if moved < 0 else "same"] += 1
        met["skipped"] += wall(zone, begin) != at
        met["twice"] += wall(zone, begin + HOUR) == at
        met["closed"] += any((at + timedelta(n)).date() in public(jurisdiction) for n in range(1, 4))
        met["ends closed"] += wall(zone, end).date() in closed(jurisdiction)
    assert met["forward"] > 50 and met["back"] > 50, met
    assert met["skipped"] > 5 and met["twice"] > 5, met
    assert met["closed"] > 200 and met["ends closed"] > 200, met


@pytest.mark.parametrize(("jurisdiction", "name"), DAYS)
def test_days_are_days(jurisdiction: str, name: str) -> None:
    here = profile(jurisdiction)
    clock, law = here.clocks[name], LAW[jurisdiction][name]
    met: Counter[str] = Counter()
    for at in incidents(jurisdiction, name):
        wanted = last_day(jurisdiction, law, at.date())
        assert due(here, clock, at.date()) == wanted, at
        assert due_at(here, clock, at) == datetime(wanted.year, wanted.month, wanted.day, 23, 59), at
        met["closed"] += any(at.date() < d <= wanted for d in public(jurisdiction))
        met["ends closed"] += wanted in closed(jurisdiction)
        met["other year"] += wanted.year != at.year
        met["leap day"] += (wanted.month, wanted.day) == (2, 29)
        met["moved"] += law == "month" and wanted.day != at.day
        begin, end = (datetime(d.year, d.month, d.day, 12) for d in (at.date(), wanted))
        met["clocks"] += offset(ZONES[jurisdiction], timegm(begin.timetuple())) != offset(
            ZONES[jurisdiction], timegm(end.timetuple())
        )
    assert met["closed"] > 200 and met["other year"] > 20 and met["clocks"] > 50, met
    if law == "month":
        assert met["ends closed"] == 0 and met["moved"] > 200, met
    else:  # no day of these is moved by a weekend or a holiday
        assert met["ends closed"] > 200, met
    if law == "year":
        assert met["leap day"] > 50 and met["other year"] == COUNT, met


def test_the_profiles_say_what_the_law_says() -> None:
    """The numbers of the profiles, beside the ones of this test."""
    units = {"breach_regulator": "hours", "breach_hhs_few": "days after the year"}
    for jurisdiction, clocks in LAW.items():
        here = profile(jurisdiction)
        assert here.timezone == ZONES[jurisdiction]
        for name, law in clocks.items():
            clock = here.clocks[name]
            assert clock.unit == units.get(name, "months" if law == "month" else "calendar days")
            assert clock.days == {"month": 1, "year": 60}.get(str(law), law)
            assert clock.ends_on_working_day == (law == "month")


# --- by hand --------------------------------------------------------------------------------------


def at(text: str, fold: int = 0) -> datetime:
    return datetime.fromisoformat(text).replace(fold=fold)


@pytest.mark.parametrize(
    ("jurisdiction", "start", "end"),
    [
        ("england", "2025-05-23 16:05", "2025-05-26 16:05"),  # the exemplar: Friday, and the Monday is a bank holiday
        ("wales", "2025-05-23 16:05", "2025-05-26 16:05"),
        ("us_washington", "2025-05-23 16:05", "2025-05-26 16:05"),  # Memorial Day
        ("england", "2026-12-24 15:20", "2026-12-27 15:20"),  # over Christmas, on to a Sunday
        ("wales", "2026-12-31 23:30", "2027-01-03 23:30"),  # the year ends
        ("england", "2028-02-28 09:00", "2028-03-02 09:00"),  # 29 February is a day
        ("england", "2027-02-28 09:00", "2027-03-03 09:00"),
        ("england", "2026-03-27 16:05", "2026-03-30 17:05"),  # the clocks go forward on Sunday 29 March, 01:00
        ("england", "2027-03-26 16:05", "2027-03-29 17:05"),  # Good Friday, Easter Monday, and the clocks
        ("england", "2026-03-29 01:30", "2026-04-01 02:30"),  # a time there was not
        ("england", "2026-03-26 01:30", "2026-03-29 02:30"),  # ends in the hour that is skipped
        ("england", "2025-10-24 16:40", "2025-10-27 15:40"),  # the clocks go back on Sunday 26 October, 02:00
        ("wales", "2025-10-24 16:40", "2025-10-27 15:40"),
        ("us_washington", "2026-03-06 16:05", "2026-03-09 17:05"),  # forward on Sunday 8 March, 02:00
        ("us_washington", "2026-03-08 02:30", "2026-03-11 03:30"),
        ("us_washington", "2026-03-05 02:30", "2026-03-08 03:30"),
        ("us_washington", "2025-10-31 16:05", "2025-11-03 15:05"),  # back on Sunday 2 November, 02:00
        ("us_washington", "2026-03-27 16:05", "2026-03-30 16:05"),  # when London changes, nothing happens here
    ],
)
def test_72_hours_by_hand(jurisdiction: str, start: str, end: str) -> None:
    assert due_at(profile(jurisdiction), hours(), at(start)) == at(end)


@pytest.mark.parametrize(
    ("jurisdiction", "begins", "first", "second"),
    [
        ("england", "2025-10-26 01:30", "2025-10-29 00:30", "2025-10-29 01:30"),
        ("us_washington", "2025-11-02 01:30", "2025-11-05 00:30", "2025-11-05 01:30"),
    ],
)
def test_in_the_hour_that_comes_twice_the_first_counts(jurisdiction: str, begins: str, first: str, second: str) -> None:
    here = profile(jurisdiction)
    assert due_at(here, hours(), at(begins)) == at(first)
    assert due_at(here, hours(), at(begins, fold=1)) == at(second)


@pytest.mark.parametrize(
    ("jurisdiction", "begins", "end", "fold"),
    [
        ("england", "2025-10-23 01:30", "2025-10-26 01:30", 0),
        ("england", "2025-10-23 02:30", "2025-10-26 01:30", 1),
        ("us_washington", "2025-10-30 01:30", "2025-11-02 01:30", 0),
        ("us_washington", "2025-10-30 02:30", "2025-11-02 01:30", 1),
    ],
)
def test_a_deadline_in_the_hour_that_comes_twice(jurisdiction: str, begins: str, end: str, fold: int) -> None:
    found = due_at(profile(jurisdiction), hours(), at(begins))
    assert (found, found.fold) == (at(end), fold)


@pytest.mark.parametrize(
    ("jurisdiction", "came", "last"),
    [
        ("england", "2025-05-14", "2025-06-16"),  # the exemplar’s call; 14 June is a Saturday
        ("england", "2025-01-31", "2025-02-28"),  # no 31 February
        ("england", "2026-01-31", "2026-03-02"),  # 28 February is a Saturday
        ("wales", "2028-01-31", "2028-02-29"),  # a leap year
        ("england", "2028-01-30", "2028-02-29"),
        ("england", "2028-02-29", "2028-03-29"),
        ("england", "2026-03-31", "2026-04-30"),
        ("england", "2026-03-03", "2026-04-07"),  # Good Friday, Saturday, Sunday, Easter Monday
        ("england", "2025-04-26", "2025-05-27"),  # the bank holiday Monday of the exemplar
        ("wales", "2026-11-25", "2026-12-29"),  # Christmas on a Friday: Boxing Day is made up on the Monday
        ("england", "2027-12-01", "2028-01-04"),  # New Year’s Day on a Saturday is made up on Monday 3 January
        ("england", "2026-12-31", "2027-02-01"),  # 31 January is a Sunday
    ],
)
def test_ones_own_record_by_hand(jurisdiction: str, came: str, last: str) -> None:
    here = profile(jurisdiction)
    assert due(here, here.clocks["record_request"], date.fromisoformat(came)) == date.fromisoformat(last)


@pytest.mark.parametrize(
    ("name", "found", "last"),
    [
        ("breach_people", "2026-11-23", "2027-01-22"),
        ("breach_people", "2027-12-31", "2028-02-29"),
        ("breach_people", "2026-12-31", "2027-03-01"),
        ("breach_people", "2028-02-29", "2028-04-29"),
        ("breach_people", "2026-05-05", "2026-07-04"),  # a holiday moves nothing
        ("breach_hhs_many", "2027-12-31", "2028-02-29"),
        ("breach_hhs_few", "2026-01-01", "2027-03-01"),
        ("breach_hhs_few", "2026-12-31", "2027-03-01"),
        ("breach_hhs_few", "2027-01-01", "2028-02-29"),  # the 60th day of a leap year
        ("breach_hhs_few", "2027-12-31", "2028-02-29"),
        ("breach_hhs_few", "2028-02-29", "2029-03-01"),
    ],
)
def test_hipaa_by_hand(name: str, found: str, last: str) -> None:
    here = profile("us_washington")
    assert due(here, here.clocks[name], date.fromisoformat(found)) == date.fromisoformat(last)


def test_the_wrong_answers_of_the_exemplar_are_none_of_ours() -> None:
    """From sending, 24 hours, three working days, the next working day, 30 days."""
    noticed, sent = at("2025-05-23 16:05"), at("2025-05-22 11:20")
    right = due_at(profile("england"), hours(), noticed)
    wrong = [
        sent + timedelta(hours=72),
        noticed + timedelta(hours=24),
        at("2025-05-29 16:05"),
        at("2025-05-27 16:05"),
        noticed + timedelta(days=30),
    ]
    assert right == at("2025-05-26 16:05") and right not in wrong


def test_a_clock_in_hours_does_not_begin_on_a_day() -> None:
    with pytest.raises(ValueError, match="begins at a moment"):
        due(profile("england"), hours(), date(2025, 5, 23))


@pytest.mark.parametrize(
    ("told", "wrote", "right"),
    [
        ("2025-05-23 16:05", "2025-05-26 16:04", False),
        ("2025-05-23 16:05", "2025-05-26 16:05", True),
        ("2025-05-23 16:05", "2025-05-26 17:05", True),  # rounded up
        ("2025-05-23 16:05", "2025-05-26 17:06", False),
        ("2026-03-27 16:05", "2026-03-30 17:05", True),  # 72 hours
        ("2026-03-27 16:05", "2026-03-30 16:05", True),  # three days on the wall: an hour early harms nobody
        ("2026-03-27 16:05", "2026-03-30 16:04", False),
        ("2025-10-24 16:40", "2025-10-27 15:40", True),
        ("2025-10-24 16:40", "2025-10-27 15:39", False),
    ],
)
def test_which_moments_are_taken_for_the_deadline(told: str, wrote: str, right: bool) -> None:
    from grading.situation import _dated
    from simulator.cases import make_case
    from simulator.cases.situations import _Telling, situation_spec

    case = make_case("school_worry", "england", 1)
    spec = situation_spec("gone_wrong")
    teller = _Telling(spec, case.for_learner())
    teller.tell()
    teller.times["known"] = at(told)
    part = next(p for p in spec.parts if p.id == "clock_uk")
    question = teller._question(part, next(q for q in part.questions if q.id == "due"), "1")
    assert (_dated(case, question, at(wrote))[0] == 1) == right
