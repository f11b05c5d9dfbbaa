"""Search in a case file and on a caseload: large or small letters and accents make no difference.

A file is found in only by what the learner may read: a restricted note is searched by its title until it has been
opened with a reason. Practice source: practice.md section 11, finding the right person's record before opening it.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from rapidfuzz import fuzz

from simulator.cases.dates import write_date
from simulator.cases.model import Case

Part = Literal["people", "chronology", "documents", "contacts", "messages", "permissions"]
LONGEST_QUERY = 100  # characters
ROUND_HIT = 90  # characters shown on each side of a hit
SIMILAR = 76  # out of 100: how alike two names have to be


@dataclass(frozen=True)
class Hit:
    """One place that mentions all the words. ``spans`` are positions in ``text``, first and one past the last."""

    part: Part
    id: str
    title: str
    text: str
    spans: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Found:
    query: str
    hits: tuple[Hit, ...]
    similar: tuple[str, ...]  # names that are nearly the query, with who they are


def fold(text: str) -> str:
    """Small letters without accents; curly apostrophes made straight. “Núñez’s” becomes "nunez's"."""
    plain = unicodedata.normalize("NFKD", text.replace("’", "'").replace("‘", "'"))
    return "".join(c for c in plain if not unicodedata.combining(c)).casefold()


def words(query: str) -> tuple[str, ...]:
    """The words of a query, folded; at most its first 100 characters count."""
    return tuple(w for w in fold(query[:LONGEST_QUERY]).replace('"', " ").split() if any(c.isalnum() for c in w))


def _folded(text: str) -> tuple[str, list[int]]:
    """The folded text, and for each of its characters the place it came from."""
    out: list[str] = []
    places: list[int] = []
    for at, char in enumerate(text):
        for c in fold(char):
            out.append(c)
            places.append(at)
    return "".join(out), places


def spans(text: str, wanted: Iterable[str]) -> tuple[tuple[int, int], ...]:
    """Where the folded words begin a word of the text; overlapping places are joined."""
    folded, places = _folded(text)
    found: list[tuple[int, int]] = []
    for word in wanted:
        at = folded.find(word)
        while at >= 0:
            if at == 0 or not folded[at - 1].isalnum():
                found.append((places[at], places[at + len(word) - 1] + 1))
            at = folded.find(word, at + 1)
    joined: list[tuple[int, int]] = []
    for start, end in sorted(found):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return tuple(joined)


def mentions(text: str, wanted: Iterable[str]) -> bool:
    """Whether every word begins some word of the text."""
    return all(spans(text, [w]) for w in wanted)


def search(case: Case, query: str, opened: frozenset[str] = frozenset()) -> Found:
    """Find a query in everything on a case's file.

    ``opened`` holds the ids of restricted items the learner has opened. An empty query finds nothing.
    """
    wanted = words(query)
    if not wanted:
        return Found(query.strip(), (), ())
    hits = [cut_hit(e.part, e.id, e.title, e.text, wanted) for e in entries(case, opened)]
    return Found(query.strip(), tuple(h for h in hits if h), _similar(case, wanted))


def cut_hit(part: Part, id: str, title: str, text: str, wanted: tuple[str, ...]) -> Hit | None:
    """The place in a text that mentions all the words, cut to what is shown; None when it does not."""
    if not mentions(f"{title}\n{text}", wanted):
        return None
    found = spans(text, wanted)
    if not found:
        return Hit(part, id, title, _cut(text, 0)[0], ())
    shown, shift = _cut(text, found[0][0])
    moved = ((a - shift, b - shift) for a, b in found)
    return Hit(part, id, title, shown, tuple((a, b) for a, b in moved if a >= 0 and b <= len(shown)))


def _cut(text: str, at: int) -> tuple[str, int]:
    """The text round a place, cut at spaces, and how far positions move."""
    start = 0 if at <= ROUND_HIT else text.rfind(" ", 0, at - ROUND_HIT) + 1
    end = len(text) if len(text) - at <= 2 * ROUND_HIT else text.rfind(" ", at, at + 2 * ROUND_HIT)
    end = end if end > at else len(text)
    before, after = ("… " if start else ""), (" …" if end < len(text) else "")
    return before + text[start:end] + after, start - len(before)


@dataclass(frozen=True)
class Entry:
    """One thing on a file that can be read, and the day it is about."""

    part: Part
    id: str
    title: str
    text: str
    on: date | None = None


def entries(case: Case, opened: frozenset[str]) -> Iterator[Entry]:
    """Everything on the file that can be read. Of what is restricted and not ``opened`` only the title."""
    for p in case.people:
        if p.on_file:
            names = ", ".join((p.full, *p.aliases))
            yield Entry("people", p.id, p.full, f"{names}. {p.is_}. {p.about} {p.reach} {p.phone} {p.email}".strip())
    for w in case.professionals:
        name = f"{w.title} {w.full}".strip()
        yield Entry("people", w.id, name, f"{w.full}, {w.role}, {w.agency}. {w.phone} {w.email}".strip())
    for x in case.ties:
        yield Entry("people", x.id, f"Around the family: {x.who}", x.says)
    for e in case.events:
        if e.in_file and e.line:
            text = e.line.replace("**", "")
            day = e.start.date()
            yield Entry("chronology", e.id, write_date(case, e.start), f"{text} {e.source}".strip(), day)
    for d in case.documents:
        body = "" if d.restricted and d.id not in opened else _plain(d.body)
        title = f"{d.title}, {write_date(case, d.on)}"
        yield Entry("documents", d.id, title, f"{d.sender}. {body}".strip(), d.on.date())
    for c in case.contacts:
        body = "" if c.restricted and c.id not in opened else _plain(c.body)
        title = f"{c.kind}, {write_date(case, c.on)}"
        yield Entry("contacts", c.id, title, f"{c.author}. {body}".strip(), c.on.date())
    for t in case.threads:
        text = " ".join(f"{x.sender}: {_plain(x.text)}" for x in t.lines)
        yield Entry("messages", t.id, f"{t.title}, {write_date(case, t.on)}", text, t.on.date())
    for q in case.requests:
        text = f"{q.asker}. {_plain(q.wants)} {_plain(q.text)}"
        yield Entry("messages", q.id, f"Request for information, {write_date(case, q.on)}", text, q.on.date())
    for b in case.near_breaches:
        yield Entry("messages", b.id, f"Incident report, {write_date(case, b.on)}", _plain(b.what), b.on.date())
    for a in case.permissions:
        yield Entry("permissions", a.id, a.what, f"{a.what}. {a.with_whom}. {a.given_by}. {a.until_text}", a.given_on)


def _plain(body: str) -> str:
    return " ".join(body.replace("**", "").split())


def _similar(case: Case, wanted: tuple[str, ...]) -> tuple[str, ...]:
    """People whose name is nearly, but not, a word of the query."""
    found = []
    people = [(p.full, (p.first, p.family, *p.aliases), p.is_) for p in case.people if p.on_file]
    people += [(w.full, (w.first, w.family), w.role) for w in case.professionals]
    for full, names, what in people:
        parts = {part for name in names for part in fold(name).replace("-", " ").split() if len(part) > 2}
        if not mentions(full, wanted[:1]) and any(alike(w, part) for w in wanted for part in parts):
            found.append(f"{full} ({what})")
    return tuple(dict.fromkeys(found))


def alike(word: str, name: str) -> bool:
    """Whether two folded words are nearly the same name: “kieran” and “kiernan”, not “kieran” and “kieran”."""
    return len(word) > 2 and not name.startswith(word) and fuzz.ratio(word, name) >= SIMILAR
