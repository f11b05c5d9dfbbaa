"""Dates and times of day as people write them, read in the jurisdiction's own order.

06/05/2025 is 6 May in England and June 5 in Washington: the profile decides, never the number.
Practice source: practice.md R2, R16, E18.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from grading.reading.words import ORDINALS, forms
from simulator.cases.dates import DAYS, MONTHS

MONTH_OF = (
    {m.lower(): n for n, m in enumerate(MONTHS, 1)} | {m[:3].lower(): n for n, m in enumerate(MONTHS, 1)} | {"sept": 9}
)
DAY_OF = {d.lower(): n for n, d in enumerate(DAYS)} | {d[:3].lower(): n for n, d in enumerate(DAYS)} | {
    "tues": 1, "weds": 2, "thur": 3, "thurs": 3,
}  # fmt: skip
_M = "|".join(sorted(MONTH_OF, key=len, reverse=True))
_D = "|".join(sorted(DAY_OF, key=len, reverse=True))
_WEEKDAY = rf"(?:(?P<weekday>{_D})\.?,?\s+(?:the\s+)?)?"
_YEAR = r"(?:,?\s+(?P<year>\d{4}))?"
NUMERIC = re.compile(
    rf"(?<![\d/.-]){_WEEKDAY}(?P<a>\d{{1,2}})(?P<sep>[/.-])(?P<b>\d{{1,2}})(?P=sep)(?P<c>\d{{4}}|\d{{2}})(?![\d/-])",
    re.I,
)
ISO = re.compile(r"(?<!\d)(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)")
DAY_FIRST = re.compile(
    rf"(?<![\d:.]){_WEEKDAY}(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<month>{_M})\b\.?{_YEAR}", re.I
)
MONTH_FIRST = re.compile(
    rf"\b{_WEEKDAY}(?P<month>{_M})\.?\s+(?:the\s+)?(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?![\d:]|\s*(?:am|pm)\b){_YEAR}",
    re.I,
)
SHORT = re.compile(rf"(?<![\d/.-]){_WEEKDAY}(?P<a>\d{{1,2}})/(?P<b>\d{{1,2}})(?![\d/])", re.I)
_ORDINAL = rf"(?:(?:twenty|thirty)[ -])?(?:{'|'.join(sorted(ORDINALS, key=len, reverse=True))})"
IN_WORDS = re.compile(rf"\b{_WEEKDAY}(?P<day>{_ORDINAL})\s+of\s+(?P<month>{_M})\b{_YEAR}", re.I)
MAYBE = re.compile(r"\d\s*[/.-]\s*\d|\b(?:" + _M + r")\b", re.I)  # without one of these there is no date


@dataclass(frozen=True, slots=True)
class Written:
    """A date as written: characters ``start:end``. ``day`` is None when no such day exists (31/02, or another order)."""

    start: int
    end: int
    text: str
    day: date | None
    year_given: bool
    weekday: int | None = None  # as written, Monday 0
    swapped: bool = False  # read in the other order it would be a day


def dates(text: str, order: str, near: date) -> list[Written]:
    """Every full date in a text, in order. ``order`` is dmy or mdy. A missing year is the one that puts it next to ``near``."""
    if not MAYBE.search(text):
        return []
    out: list[Written] = []
    taken: list[tuple[int, int]] = []

    def add(match: re.Match[str], day: date | None, year: bool, weekday: str | None, swapped: bool = False) -> None:
        if all(match.end() <= a or match.start() >= b for a, b in taken):
            taken.append(match.span())
            number = DAY_OF.get(weekday.lower().rstrip(".")) if weekday else None
            out.append(Written(match.start(), match.end(), match[0].strip(), day, year, number, swapped))

    for m in ISO.finditer(text):
        add(m, _day(int(m[1]), int(m[2]), int(m[3])), True, None)
    for m in NUMERIC.finditer(text):
        year = int(m["c"]) + (2000 if len(m["c"]) == 2 else 0)
        a, b = int(m["a"]), int(m["b"])
        d, mo = (a, b) if order == "dmy" else (b, a)
        day, other = _day(year, mo, d), _day(year, d, mo)
        add(m, day, True, m["weekday"], day is None and other is not None)
    for rule in (DAY_FIRST, MONTH_FIRST):
        for m in rule.finditer(text):
            month = MONTH_OF[m["month"].lower()]
            if m["month"].islower() and m["month"] == "may" and rule is MONTH_FIRST and not m["year"]:
                continue  # “may 6 of them”
            year = int(m["year"]) if m["year"] else _year(near, month, int(m["day"]))
            add(m, _day(year, month, int(m["day"])), bool(m["year"]), m["weekday"])
    for m in IN_WORDS.finditer(text):
        number = forms(m["day"])
        if len(number) == 1 and number[0].isdecimal():
            month = MONTH_OF[m["month"].lower()]
            year = int(m["year"]) if m["year"] else _year(near, month, int(number[0]))
            add(m, _day(year, month, int(number[0])), bool(m["year"]), m["weekday"])
    for m in SHORT.finditer(text):
        a, b = int(m["a"]), int(m["b"])
        d, mo = (a, b) if order == "dmy" else (b, a)
        day, other = _day(_year(near, mo, d), mo, d), _day(near.year, d, mo)
        if day or other:
            add(m, day, False, m["weekday"], day is None)
    return sorted(out, key=lambda w: w.start)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _year(near: date, month: int, day: int) -> int:
    """The year, of those about ``near``, in which that day lies closest to it."""
    options = [d for y in (near.year - 1, near.year, near.year + 1) if (d := _day(y, month, day))]
    return min(options, key=lambda d: abs(d - near)).year if options else near.year


def relative(text: str, today: date) -> date | None:
    """“today”, “tomorrow”, “Friday”, “next Tuesday”, counted from a day; None when the text holds none."""
    row = forms(text)
    if "today" in row or "tonight" in row:
        return today
    if "tomorrow" in row:
        return today + timedelta(days=1)
    if "yesterday" in row:
        return today - timedelta(days=1)
    for w in row:
        if w in DAY_OF and len(w) > 2:
            return today + timedelta(days=(DAY_OF[w] - today.weekday()) % 7 or 7)
    return None


# -- times of day ------------------------------------------------------------------------------------------------------

ABOUT = re.compile(r"\b(about|around|approx\w*|roughly|circa|c\.|just|nearly|almost|gone|ish)\b|~|ish\b", re.I)
CLOCK = re.compile(
    r"(?<![\d/.:-])(\d{1,2})(?:[:.h](\d{2}))?\s*(a\.?m\b\.?|p\.?m\b\.?|o['’]?clock|noon|midnight)?(?![\d/:-]|\.\d)",
    re.I,
)
DIGITS = re.compile(r"(?<![\d/.:-])([01]\d|2[0-3])([0-5]\d)\s*(?:h(?:rs|ours)?)?(?![\d/:-]|\.\d)", re.I)
HOURS = {str(n): n for n in range(1, 13)}


@dataclass(frozen=True, slots=True)
class Clock:
    """A time as written. ``minutes`` after midnight: two readings where no am or pm is given."""

    minutes: tuple[int, ...]
    about: bool

    def off(self, minute: int) -> int:
        """How many minutes it is from another time, in its best reading."""
        return min(abs(m - minute) for m in self.minutes)

    def fits(self, minute: int) -> bool:
        """Rounding is honest: within five minutes, ten when said to be about."""
        return self.off(minute) <= (10 if self.about else 5)


@lru_cache(maxsize=2000)
def clock(text: str) -> Clock | None:
    """The first time of day in a text: 16:20, 4.20 pm, 1620, “quarter past four”; None when there is none."""
    about = bool(ABOUT.search(text))
    if match := DIGITS.search(text):
        return Clock((int(match[1]) * 60 + int(match[2]),), about)
    for match in CLOCK.finditer(text):
        hour, minute, half = int(match[1]), int(match[2] or 0), (match[3] or "").lower().replace(".", "")
        if hour > 24 or minute > 59 or not (match[2] or half or text.strip() == match[1]):
            continue
        if _is_past(text, match):
            break
        return Clock(_readings(hour, minute, half[:1] if half[:2] in ("am", "pm") else ""), about)
    return _in_words(text, about)


def _is_past(text: str, match: re.Match[str]) -> bool:
    """Whether the number belongs to “20 past 4”."""
    return bool(re.match(r"\s*(?:minutes\s+)?(?:past|to|after|before)\s+\w", text[match.end() :], re.I)) or bool(
        re.search(r"(?:past|to|half)\s*$", text[: match.start()], re.I)
    )


def _readings(hour: int, minute: int, half: str) -> tuple[int, ...]:
    if half == "p":
        hour = hour % 12 + 12
    elif half == "a":
        hour %= 12
    elif 1 <= hour <= 12:
        return (hour % 12 * 60 + minute, (hour % 12 + 12) * 60 + minute)
    return (hour % 24 * 60 + minute,)


def _in_words(text: str, about: bool) -> Clock | None:
    row = list(forms(text))
    half = (
        "p" if "pm" in row or "afternoon" in row or "evening" in row else "a" if "am" in row or "morning" in row else ""
    )
    if "noon" in row or "midday" in row:
        return Clock((720,), about)
    for i, w in enumerate(row):
        following = row[i + 1 : i + 3]
        if w in ("past", "to", "after", "before") and i and following and following[0] in HOURS:
            before = row[i - 1] if row[i - 1] != "minutes" or i < 2 else row[i - 2]
            part = {"quarter": 15, "half": 30}.get(before, int(before) if before.isdecimal() else -1)
            if 0 <= part < 60:
                sign = 1 if w in ("past", "after") else -1
                return Clock(tuple((m + sign * part) % 1440 for m in _readings(HOURS[following[0]], 0, half)), about)
        if w == "half" and following and following[0] in HOURS:
            return Clock(tuple(m + 30 for m in _readings(HOURS[following[0]], 0, half)), about)
        if w in HOURS and following and (following[0] in ("oclock", "am", "pm")):
            return Clock(_readings(HOURS[w], 0, half), about)
        if w in HOURS and following and following[0].isdecimal() and 10 <= int(following[0]) <= 59:
            return Clock(_readings(HOURS[w], int(following[0]), half), about)
    if len(row) == 1 and row[0] in HOURS:
        return Clock(_readings(HOURS[row[0]], 0, half), about)
    return None
