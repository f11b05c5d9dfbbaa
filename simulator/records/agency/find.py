"""Finding a file in an agency: by name, by a similar name, by a date, by any word that stands on it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein
from sqlalchemy import Connection, bindparam, func, select, text

from simulator.cases import profile
from simulator.records.agency import tables as t
from simulator.records.agency.database import Agency, FileCard, cards
from simulator.records.search import Hit, alike, cut_hit, words

MOST = 20  # files shown
LOOKED_AT = 400  # places in the text from which they are taken


@dataclass(frozen=True)
class FoundFile:
    """A file and why it was found."""

    card: FileCard
    why: str  # "Joan Frith, mother of the child" or "" when the place says it
    hit: Hit | None = None


@dataclass(frozen=True)
class Found:
    query: str
    by_name: tuple[FoundFile, ...]
    by_date: tuple[FoundFile, ...]
    by_text: tuple[FoundFile, ...]
    similar: tuple[FoundFile, ...]


def find(agency: Agency, query: str) -> Found:
    """Every way in which a query leads to a file; at most 20 files each. Raises DatabaseProblem."""
    query = " ".join(query.split())
    ref, wanted = agency.ref(), words(query)
    if ref is None or not wanted:
        return Found(query, (), (), (), ())
    day = day_of(query, profile(ref.jurisdiction).date_order)
    with agency.reading() as connection:
        if day:
            return Found(query, (), _by_date(agency, connection, day), (), ())
        named = _by_name(agency, connection, wanted)
        number = "".join(c for c in query.upper() if c.isalnum())
        plain = func.replace(func.replace(t.cases.c.file_no, " ", ""), "-", "")
        numbers = agency.cards(connection, cards().where(plain == number))
        named = (*(FoundFile(c, "file number") for c in numbers), *named)
        known = {f.card.file_no for f in named}
        by_text = _by_text(agency, connection, wanted)
        similar = tuple(f for f in _similar(agency, connection, wanted) if f.card.file_no not in known)
        return Found(query, named[:MOST], (), by_text, similar)


def day_of(query: str, order: str) -> date | None:
    """The date a query is, if it is one: 14/03/2018 in the jurisdiction's order, 2018-03-14, 14 March 2018."""
    from simulator.cases.dates import MONTHS

    if match := re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", query):
        year, month, day = (int(x) for x in match.groups())
    elif match := re.fullmatch(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})", query):
        first, second, year = (int(x) for x in match.groups())
        day, month = (first, second) if order == "dmy" else (second, first)
    elif match := re.fullmatch(r"(?:(\d{1,2}) ([A-Za-z]+)|([A-Za-z]+) (\d{1,2})),? (\d{4})", query):
        name = (match[2] or match[3]).lower()
        found = [i for i, m in enumerate(MONTHS, 1) if len(name) > 2 and m.lower().startswith(name)]
        if not found:
            return None
        day, month, year = int(match[1] or match[4]), found[0], int(match[5])
    else:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _by_date(agency: Agency, connection: Connection, day: date) -> tuple[FoundFile, ...]:
    """Files of people born on a day, and files on which something happened or is due on it."""
    born = connection.execute(
        select(t.people.c.case_id, t.people.c.name).where(t.people.c.born == day).limit(MOST)
    ).all()
    on = connection.execute(
        select(t.items.c.case_id, t.items.c.title).where(t.items.c.on_day == day).order_by(t.items.c.id).limit(MOST)
    ).all()
    due = connection.execute(
        select(t.cases.c.id, t.cases.c.due_what).where(t.cases.c.due == day).order_by(t.cases.c.id).limit(MOST)
    ).all()
    why: dict[int, str] = {}
    for case_id, text_ in (
        *((c, f"{n}: date of birth") for c, n in born),
        *((c, f"{w}: due") for c, w in due),
        *on,
    ):
        why.setdefault(case_id, text_)
    return _files(agency, connection, dict(list(why.items())[:MOST]))


def _files(agency: Agency, connection: Connection, why: Mapping[int, str | Hit]) -> tuple[FoundFile, ...]:
    """The files of some cases, in the order of the cases given."""
    found = {c.number: c for c in agency.cards(connection, cards().where(t.cases.c.id.in_(why)))}
    return tuple(
        FoundFile(found[n], reason, None) if isinstance(reason, str) else FoundFile(found[n], "", reason)
        for n, reason in why.items()
    )


def _by_name(agency: Agency, connection: Connection, wanted: tuple[str, ...]) -> tuple[FoundFile, ...]:
    """Files on which one person bears all the words, as beginnings of their names."""
    conditions = []
    for word in dict.fromkeys(w for part in wanted for w in part.replace("-", " ").split() if len(w) > 1):
        above = word[:-1] + chr(ord(word[-1]) + 1)
        rows = select(t.name_words.c.person_id).where(t.name_words.c.word >= word, t.name_words.c.word < above)
        conditions.append(t.people.c.id.in_(rows))
    if not conditions:
        return ()
    people = connection.execute(
        select(t.people.c.case_id, t.people.c.name, t.people.c.who)
        .where(*conditions)
        .order_by(func.length(t.people.c.name), t.people.c.id)
        .limit(3 * MOST)
    )
    why: dict[int, str] = {}
    for case_id, name, who in people:
        why.setdefault(case_id, f"{name} ({who})")
    return _files(agency, connection, dict(list(why.items())[:MOST]))


def _by_text(agency: Agency, connection: Connection, wanted: tuple[str, ...]) -> tuple[FoundFile, ...]:
    dialect = connection.dialect.name
    query = t.text_query(dialect, wanted)
    if not query:
        return ()
    holding = text(f"{t.HOLDING[dialect]} LIMIT {LOOKED_AT}")
    ids = [row[0] for row in connection.execute(holding, {"query": query})]
    found = connection.execute(
        select(t.items).where(t.items.c.id.in_(bindparam("ids", expanding=True))).order_by(t.items.c.id), {"ids": ids}
    )
    hits: dict[int, Hit] = {}
    for row in found:
        if row.case_id not in hits and (hit := cut_hit(row.part, row.ref, row.title, row.body, wanted)):
            hits[row.case_id] = hit
        if len(hits) == MOST:
            break
    return _files(agency, connection, hits)


def _similar(agency: Agency, connection: Connection, wanted: tuple[str, ...]) -> tuple[FoundFile, ...]:
    """Files of people whose names are nearly the words asked for."""
    known = agency.words_of_names(connection)
    conditions = []
    for word in wanted:
        near = process.extract(word, known, scorer=Levenshtein.normalized_similarity, limit=8, score_cutoff=0.6)
        close = [w for w, _, _ in near if w == word or alike(word, w)]
        if not close:
            return ()
        rows = select(t.name_words.c.person_id).where(t.name_words.c.word.in_(close))
        conditions.append(t.people.c.id.in_(rows))
    people = connection.execute(
        select(t.people.c.case_id, t.people.c.name, t.people.c.who)
        .where(*conditions)
        .order_by(t.people.c.id)
        .limit(MOST)
    )
    return _files(agency, connection, {case_id: f"{name} ({who})" for case_id, name, who in people})
