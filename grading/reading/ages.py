"""Ages in a note. Practice source: practice.md R16, E9."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from grading.reading.words import forms

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
