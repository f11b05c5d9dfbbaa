"""Words: a text as a row of words in one normal form, so that two honest spellings are equal.

Lower case, no apostrophes (“doesn’t” is ``doesnt``), no accents, numbers as digits (“twenty-seventh”, “27th”: ``27``).
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

PATTERN = re.compile(r"[^\W_]+(?:['’‘ʼ´`][^\W_]+)*")
APOSTROPHES = re.compile(r"['’‘ʼ´`]")
ORDINAL = re.compile(r"^(\d{1,4})(?:st|nd|rd|th)$")

UNITS = {
    w: n
    for n, w in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        ]
    )
}
TENS = {
    w: n
    for n, w in zip(
        range(20, 100, 10), ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], strict=True
    )
}
ORDINALS = {
    w: n
    for n, w in enumerate(
        [
            "first",
            "second",
            "third",
            "fourth",
            "fifth",
            "sixth",
            "seventh",
            "eighth",
            "ninth",
            "tenth",
            "eleventh",
            "twelfth",
            "thirteenth",
            "fourteenth",
            "fifteenth",
            "sixteenth",
            "seventeenth",
            "eighteenth",
            "nineteenth",
            "twentieth",
        ],
        start=1,
    )
} | {"thirtieth": 30}


@dataclass(frozen=True, slots=True)
class Word:
    """One word in normal form, and where it stands in its text (characters, end excluded)."""

    text: str
    start: int
    end: int
    possessive: bool = False


@lru_cache(maxsize=20_000)
def normal(word: str) -> str:
    """The normal form of one word."""
    if not word.isascii():
        word = unicodedata.normalize("NFKD", word)
        word = "".join(c for c in word if not unicodedata.combining(c))
    word = APOSTROPHES.sub("", word).lower()
    if match := ORDINAL.match(word):
        return match[1]
    number = UNITS.get(word)
    if number is None:
        number = TENS.get(word)
    if number is None:
        number = ORDINALS.get(word)
    return word if number is None else str(number)


def words(text: str) -> list[Word]:
    """Every word of a text in normal form. “Twenty seventh” and “twenty-seven” are one word, ``27``."""
    out: list[Word] = []
    tens_open = False  # the last word was twenty, thirty … in letters
    for match in PATTERN.finditer(text):
        raw = match[0]
        form = normal(raw)
        if (
            tens_open
            and len(form) == 1
            and "1" <= form <= "9"
            and not raw.isdecimal()
            and text[out[-1].end : match.start()] in (" ", "-", "‑")
        ):
            last = out[-1]
            out[-1] = Word(str(int(last.text) + int(form)), last.start, match.end())
            tens_open = False
            continue
        tens_open = raw.lower() in TENS
        possessive = raw[-2:-1] in "'’ʼ" and raw[-1:] in "sS" if len(raw) > 2 else False
        out.append(Word(form, match.start(), match.end(), possessive))
    return out


@lru_cache(maxsize=20_000)
def forms(text: str) -> tuple[str, ...]:
    """The normal forms of a text's words, nothing else."""
    return tuple(w.text for w in words(text))


@lru_cache(maxsize=20_000)
def pattern(phrase: str) -> tuple[tuple[str, bool], ...]:
    """A word or phrase of a rule as (form, is a stem) pairs: “hold* the door”."""
    out: list[tuple[str, bool]] = []
    for bit in phrase.split():
        parts = words(bit.rstrip("*"))
        out += [(w.text, False) for w in parts]
        if bit.endswith("*") and out and parts:
            out[-1] = (out[-1][0], True)
    # numbers written as two words ("twenty seven") read as one
    if not any(star for _, star in out):
        return tuple((w.text, False) for w in words(phrase))
    return tuple(out)
