"""Numbers in a note: ages, and counts of the things a case counts. Practice source: practice.md R16, E9."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from grading.reading.words import forms

COUNTED = frozenset(
    ["night", "day", "time", "hour", "week", "month", "shift", "evening", "morning", "occasion", "mile", "stair"]
)
NUMBER = r"(\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen)"
BARE = re.compile(rf"^\W*\(?\s*(?:aged?\s+)?{NUMBER}\s*(?:years?(?:[ -]old)?|yrs?(?:[ -]old)?|yo)?\s*\)", re.I)
AGED = re.compile(rf"^\s*,?\s*(?:is|who is|was|who was|,)?\s*aged?\s+{NUMBER}\b", re.I)
IS_YEARS = re.compile(
    rf"^\s*,?\s*(?:is|who is|was|who was|a|who['’]s|’s|'s)\s+(?:a\s+|an\s+)?{NUMBER}[ -]years?(?:[ -]olds?)?", re.I
)
COMMA = re.compile(rf"^,\s*{NUMBER},", re.I)
BEFORE = re.compile(
    rf"{NUMBER}[ -]years?[ -]olds?,?\s+(?:(?:boy|girl|son|daughter|child|brother|sister|man|woman),?\s+)?$", re.I
)
# between a number and a thing these begin something new: “six most nights” counts no nights
NO_KIND = frozenset(["most", "every", "each", "some", "all", "or", "and", "to", "till", "until", "on", "in", "at", "for", "of", "the", "a", "that", "this", "those", "these", "last", "next", "other", "pm", "am"])  # fmt: skip
NEARLY = re.compile(r"(nearly|almost|about|around|just|coming up|approaching|soon|approx\w*|months?)", re.I)


@dataclass(frozen=True, slots=True)
class Age:
    """An age given to somebody, in whole years; ``loose`` when said to be nearly so."""

    years: int
    text: str
    loose: bool


def age_beside(text: str, start: int, end: int) -> Age | None:
    """The age written beside a name that stands at ``start:end``: “Jonah (7)”, “Jonah, aged 7”, “seven-year-old Jonah”."""
    after, before = text[end : end + 60], text[max(0, start - 60) : start]
    after = re.sub(r"^['’]s(?=\s|\()", "", after)
    for rule in (BARE, AGED, IS_YEARS, COMMA):
        if match := rule.match(after):
            return Age(
                _int(match[1]), (text[start:end] + match[0]).strip(), bool(NEARLY.search(after[: match.end() + 12]))
            )
    if match := BEFORE.search(before):
        return Age(_int(match[1]), (match[0] + text[start:end]).strip(), bool(NEARLY.search(before[: match.end()])))
    return None


def _int(text: str) -> int:
    return int(forms(text)[0])


def age_fits(age: Age, born: date | None, whole: int | None, day: date) -> bool:
    """Whether an age is true of somebody on a day. “Nearly three” is true at two and seven months. Silent when unknown."""
    if born is None:
        return whole is None or abs(age.years - whole) <= (1 if age.loose else 0)
    months = (day.year - born.year) * 12 + day.month - born.month - (day.day < born.day)
    return months // 12 == age.years or (age.loose and abs(months - 12 * age.years) <= 7)


@lru_cache(maxsize=4000)
def counts(text: str) -> tuple[tuple[int, str, int, int], ...]:
    """(number, thing, start, end) wherever a text counts one of the things a case may count: “four nights”, “3 work nights”."""
    from grading.reading.words import words

    row = words(text)
    out = []
    for i, w in enumerate(row):
        if not w.text.isdigit() or len(w.text) > 2:
            continue
        if i and row[i - 1].text in ("number", "no", "year", "room", "to", "half", "past"):
            continue
        for j in (i + 1, i + 2):
            if j == i + 2 and j < len(row) and row[i + 1].text in NO_KIND:
                break
            if j < len(row) and (thing := row[j].text.removesuffix("s")) in COUNTED:
                if row[j].text != thing or w.text == "1":
                    out.append((int(w.text), thing, w.start, row[j].end))
                break
    return tuple(out)
