"""Search in a case file and on a caseload: large or small letters and accents make no difference.

A file is found in only by what the learner may read: a restricted note is searched by its title until it has been
opened with a reason. Practice source: practice.md section 11, finding the right person's record before opening it.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from rapidfuzz import fuzz

from simulator.cases.dates import write_date
from simulator.cases.model import Case

Part = Literal["people", "chronology", "documents", "contacts", "permissions"]
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
    """Find a query in people, chronology, documents, contacts and permissions of a case.

    ``opened`` holds the ids of restricted items the learner has opened. An empty query finds nothing.
    """
    wanted = words(query)
    if not wanted:
        return Found(query.strip(), (), ())
    hits = [_hit(part, id, title, text, wanted) for part, id, title, text in _entries(case, opened)]
    return Found(query.strip(), tuple(h for h in hits if h), _similar(case, wanted))


def _hit(part: Part, id: str, title: str, text: str, wanted: tuple[str, ...]) -> Hit | None:
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


def _entries(case: Case, opened: frozenset[str]) -> Iterator[tuple[Part, str, str, str]]:
    """Everything on the file that can be read, as (part, id, title, text)."""
    for p in case.people:
        if p.on_file:
            names = ", ".join((p.full, *([p.formal] if p.formal else []), *p.aliases))
            yield "people", p.id, p.full, f"{names}. {p.is_}. {p.about} {p.reach} {p.phone} {p.email}".strip()
    for w in case.professionals:
        yield (
            "people",
            w.id,
            f"{w.title} {w.full}".strip(),
            f"{w.full}, {w.role}, {w.agency}. {w.phone} {w.email}".strip(),
        )
    for e in case.events:
        if e.in_file and e.line:
            text = e.line.replace("**", "")
            yield "chronology", e.id, write_date(case, e.start), f"{text} {e.source}".strip()
    for d in case.documents:
        body = "" if d.restricted and d.id not in opened else _plain(d.body)
        yield "documents", d.id, f"{d.title}, {write_date(case, d.on)}", f"{d.sender}. {body}".strip()
    for c in case.contacts:
        body = "" if c.restricted and c.id not in opened else _plain(c.body)
        yield "contacts", c.id, f"{c.kind}, {write_date(case, c.on)}", f"{c.author}. {body}".strip()
    for a in case.permissions:
        yield "permissions", a.id, a.what, f"{a.what}. {a.with_whom}. {a.given_by}. {a.until_text}"


def _plain(body: str) -> str:
    return " ".join(body.replace("**", "").split())


def _similar(case: Case, wanted: tuple[str, ...]) -> tuple[str, ...]:
    """People whose name is nearly, but not, a word of the query."""
    found = []
    people = [(p.full, (p.first, p.family, p.formal, *p.aliases), p.is_) for p in case.people if p.on_file]
    people += [(w.full, (w.first, w.family), w.role) for w in case.professionals]
    for full, names, what in people:
        parts = {part for name in names for part in fold(name).replace("-", " ").split() if len(part) > 2}
        if not mentions(full, wanted[:1]) and any(alike(w, part) for w in wanted for part in parts):
            found.append(f"{full} ({what})")
    return tuple(dict.fromkeys(found))


def alike(word: str, name: str) -> bool:
    """Whether two folded words are nearly the same name: “kieran” and “kiernan”, not “kieran” and “kieran”."""
    return len(word) > 2 and not name.startswith(word) and fuzz.ratio(word, name) >= SIMILAR
