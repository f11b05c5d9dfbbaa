"""People: birthdays that fit an age, numbers and mail addresses that cannot be anybody's."""

from __future__ import annotations

import re
from datetime import date, timedelta

from simulator.cases.draw import Draw
from simulator.cases.names import plain


def birthday(draw: Draw, path: str, age: int, today: date) -> date:
    """A date of birth that makes somebody ``age`` on ``today``, and for the ten weeks round it."""
    back = draw.between(path, 75, 290)
    anniversary = today - timedelta(days=back)
    year = anniversary.year - age
    day = 28 if (anniversary.month, anniversary.day) == (2, 29) else anniversary.day
    return date(year, anniversary.month, day)


def telephone(draw: Draw, path: str, pattern: str, taken: set[str]) -> str:
    """A number from the range that is never given to anybody; no two alike in a case."""
    for i in range(200):
        number = draw.digits(f"{path}.{i}", pattern)
        if number not in taken:
            taken.add(number)
            return number
    raise ValueError(f"the pattern {pattern} has too few numbers for this case")


def mailbox(*parts: str) -> str:
    """An address in a domain that is kept for examples and delivers nowhere."""
    who, where = (re.sub(r"[^a-z0-9.]+", "", plain(p).lower().replace(" ", ".")) for p in parts)
    return f"{who.replace('..', '.').strip('.')}@{where.replace('.', '')[:28]}.example.org"
