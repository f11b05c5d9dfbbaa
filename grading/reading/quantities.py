"""Quantities: how many, how much, since when; and where a note has another than the case. Practice source: practice.md R16.

Careful on purpose. A number is held against the case only where the case counts the same thing in a sentence about the
same matter, and only when the note's own number with that thing stands nowhere in the case: not in a document, not in
anybody's mouth.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from grading.reading.dates import MONTH_OF
from grading.reading.lexicon import phrases
from grading.reading.likeness import Rarity, bag, stem
from grading.reading.words import words
from simulator.cases.dates import DAYS
from simulator.cases.model import Case

SHARED = 4.5  # weight of words two sentences must share to be about one matter
ALIKE = 2  # and at least so many words
SAME = 0.6  # of that weight, for a sentence that has the note's own number: then it may be meant
DAYS_IN = {stem(w): n for w, n in (("day", 1), ("week", 7), ("month", 30), ("year", 365))}  # how long
ORDINAL = re.compile(r"\d(?:st|nd|rd|th)$|^(?:first|second|third)$|(?:th|ieth|first|second|third)$", re.I)
A_WHILE = re.compile(r"\b(?:a|one|another) (week|fortnight|month|year)\b", re.I)
TAKEN_BACK = re.compile(
    r"\W{0,3}(?:\w+\W+){0,3}?(?:no|sorry|scrub|scratch|correction|make that|i mean|rather)\b\W+(?:\w+\W+){0,3}?"
    rf"(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|{'|'.join(m for m in MONTH_OF if len(m) > 3)})\b",
    re.I,
)
MONEY = re.compile(r"[£$€]\s?(\d[\d,]*)")


@dataclass(frozen=True, slots=True)
class Quantity:
    """``kind``: "count", "nth", "long" (in days), "money" or "since" (a month); ``of``: what is counted, as a stem; ``start:end`` characters."""

    kind: str
    value: int
    of: str
    start: int
    end: int


@cache
def _uncounted() -> frozenset[str]:
    """No things that are counted: parts of dates and times, and words that follow a number without being counted by it."""
    words = {*MONTH_OF, *(d.lower() for d in DAYS), *phrases("quantities", "uncounted")}
    return frozenset(stem(w) for w in words)


@lru_cache(maxsize=20_000)
def quantities(text: str) -> tuple[Quantity, ...]:
    """Every quantity of a text, in order."""
    out = [Quantity("money", int(m[1].replace(",", "")), "", m.start(), m.end()) for m in MONEY.finditer(text)]
    row = words(text)
    for i, w in enumerate(row):
        following = [x.text for x in row[i + 1 : i + 3]]
        if w.text == "since" and following and following[0] in MONTH_OF and text[row[i + 1].start].isupper():
            out.append(Quantity("since", MONTH_OF[following[0]], "", w.start, row[i + 1].end))
        if not w.text.isdecimal() or len(w.text) > 3 or any(q.start <= w.start < q.end for q in out):
            continue
        value, last = int(w.text), i
        if following[:1] == ["hundred"]:
            value, last = 100 * value, i + 1
            more = [x.text for x in row[i + 2 : i + 4]]
            if more[:1] == ["and"] and more[1:] and more[1].isdecimal():
                value, last = value + int(more[1]), i + 3
            out.append(Quantity("money", value, "", w.start, row[last].end))
            continue
        if i and (
            row[i - 1].text.isdecimal()
            or row[i - 1].text
            in ("number", "no", "room", "year", "page", "half", "past", "to", "line", "item", "question")
            or [x.text for x in row[max(0, i - 3) : i]]
            in (["of", "the", "last"], ["of", "the", "past"], ["out", "of", "the"])
            or (
                row[i - 1].text in ("her", "his", "their", "its") and i > 1 and row[i - 2].text == "of"
            )  # three of her seven nights
        ):
            continue
        if {x.text for x in row[max(0, i - 1) : i + 2]} & MONTH_OF.keys():
            continue  # a date
        for j in (i + 1, i + 2):
            if j >= len(row) or text[row[j - 1].end : row[j].start].strip():
                break
            if row[j].text.isdecimal() or (j == i + 2 and row[i + 1].text in phrases("quantities", "breaks")):
                break
            of = stem(row[j].text)
            if j + 1 < len(row) and row[j + 1].text in phrases("quantities", "from_then"):
                break  # “ten minutes later”: from when, only its writer knows
            if of in DAYS_IN:
                if value > 1 and j == i + 1 and not ORDINAL.search(text[w.start : w.end]):
                    out.append(Quantity("long", value * DAYS_IN[of], "", w.start, row[j].end))
                break
            kind = "nth" if ORDINAL.search(text[w.start : w.end]) else "count"
            if (
                of not in _uncounted() and len(of) > 2 and (value > 1 or kind == "nth")
            ):  # “one” is often nobody’s number
                out.append(Quantity(kind, value, of, w.start, row[j].end))
    return tuple(out)


def loose(text: str) -> tuple[Quantity, ...]:
    """“a month”, “a week”: how long it may be said to be. It denies nothing; somebody may honestly write four weeks."""
    return tuple(
        Quantity("long", days, "", m.start(), m.end())
        for m in A_WHILE.finditer(text)
        for days in {"week": (7,), "fortnight": (14,), "month": (28, 30), "year": (365, 360)}[m[1].lower()]
    )


@dataclass(frozen=True)
class Clash:
    wrote: str
    is_: str
    start: int


class Known:
    """The quantities of a case: in what is true of it, and anywhere in its texts."""

    def __init__(self, case: Case) -> None:
        true = [f.what for f in case.key.facts] + [u.words for u in case.key.utterances]
        true += [s for m in case.scene for s in re.split(r"(?<=[.?!”])\s+", m.text)]
        told = [d.body for d in case.documents] + [c.body for c in case.contacts] + [e.line for e in case.events]
        told += [line.text for t in case.threads for line in t.lines] + [r.text for r in case.requests]
        told += [p.about for p in case.people]
        self.rarity = Rarity(case)
        self.true = [(text, bag(text), q) for text in true if (q := quantities(text))]
        self.told = [(text, bag(text), q) for text in told if (q := quantities(text))]
        self.told += [(text, bag(text), q) for text in (*true, *told) if (q := loose(text))]
        self.numbers = {w.text for text in (*true, *told) for w in words(text) if w.text.isdecimal()}

    def clashes(self, text: str) -> Iterator[Clash]:
        """Where a sentence counts what the case counts otherwise."""
        mine = quantities(text)
        here = bag(text) if mine else frozenset()
        for q in mine:
            if TAKEN_BACK.match(text[q.end :]):
                continue  # “three bolts no two”: dictated, and put right
            if found := self._money(q) if q.kind == "money" else self._otherwise(q, here):
                yield Clash(text[q.start : q.end], found, q.start)

    def _money(self, q: Quantity) -> str:
        """A sum the case knows nothing of, where it knows another."""
        sums = [(text, o.value) for text, _, counted in self.true for o in counted if o.kind == "money"]
        near = [text for text, value in sums if len(str(value)) == len(str(q.value))]
        return near[0] if near and str(q.value) not in self.numbers and q.value not in [v for _, v in sums] else ""

    def _otherwise(self, q: Quantity, here: frozenset[str]) -> str:
        """The sentence that says it otherwise, when it is plainly about the same matter and no other sentence is."""
        best, top, same = "", 0.0, 0.0
        for rows, true in ((self.true, True), (self.told, False)):
            for text, theirs, counted in rows:
                values = {o.value for o in counted if (o.kind, o.of) == (q.kind, q.of)}
                if not values:
                    continue
                shared = {w for w in here & theirs if not w.isdecimal()}
                weight = self.rarity.sum(shared)
                if q.value in values:
                    same = max(same, weight)
                elif q.kind == "nth" and (q.value < max(values) or max(values) == 1):
                    same = max(same, weight)  # where there is a second there was a first, and after a first a second
                elif true and weight > top and len(shared) >= ALIKE:
                    best, top = text, weight
        return best if top >= SHARED and same < SAME * top else ""


@lru_cache(maxsize=64)
def known(case: Case) -> Known:
    return Known(case)
