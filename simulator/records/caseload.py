"""The learner's caseload: the family they work with, families met before, and others to look up.

Everything here works on a learner's copy of a case. ``family.json`` in the data folder names the current family
(``scenario``, ``jurisdiction``, ``seed``); ``families.json`` lists those met, in the order they were met.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from simulator.cases import LARGEST_SEED, CaseRef, jurisdiction_names, make_case, profile, scenario_names
from simulator.cases.dates import short_date
from simulator.cases.model import Case
from simulator.records.search import alike, fold, mentions, words

if TYPE_CHECKING:
    from simulator.records.agency import FileCard

CURRENT, MET = "family.json", "families.json"
FIRST = ("school_worry", "england", 7)
OTHERS = 6


class NotKept(Exception):
    """The data folder cannot be written to; ``str()`` is one sentence with a cure."""


@dataclass(frozen=True)
class Card:
    """One line of the caseload. ``ref`` is None for a file that is another worker's."""

    name: str
    born: date | None
    born_text: str
    file_no: str
    worker: str
    due_text: str
    address: str
    household: str
    ref: CaseRef | None
    current: bool = False
    met: bool = False
    alerts: tuple[str, ...] = ()  # what protects somebody or warns of danger


@lru_cache(maxsize=64)
def _case(scenario: str, jurisdiction: str, seed: int) -> Case:
    return make_case(scenario, jurisdiction, seed).for_learner()


def case_of(ref: CaseRef) -> Case:
    """The learner's copy of a family's case."""
    return _case(ref.scenario, ref.jurisdiction, ref.seed)


def _read(path: Path) -> object:
    try:
        return json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError):
        return None


def _ref(raw: object) -> CaseRef | None:
    """A reference to a family that exists, or None."""
    if not isinstance(raw, dict):
        return None
    scenario, jurisdiction, seed = (raw.get(k) for k in ("scenario", "jurisdiction", "seed"))
    known = scenario in scenario_names() and jurisdiction in jurisdiction_names()
    if not known or not isinstance(seed, int) or isinstance(seed, bool) or not 0 <= seed <= LARGEST_SEED:
        return None
    return CaseRef(scenario=str(scenario), jurisdiction=str(jurisdiction), seed=seed)


def first_family() -> CaseRef:
    """The family a learner meets first."""
    return CaseRef(scenario=FIRST[0], jurisdiction=FIRST[1], seed=FIRST[2])


def current(data: Path) -> CaseRef:
    """The family the learner works with; the first family when none is chosen or the file cannot be read."""
    return _ref(_read(data / CURRENT)) or first_family()


def met(data: Path) -> tuple[CaseRef, ...]:
    """Families met, the current one first, then the newest. Work that is kept for a family counts as having met it."""
    listed = _read(data / MET)
    refs = [current(data)]
    refs += [r for r in map(_ref, reversed(listed if isinstance(listed, list) else [])) if r]
    for path in sorted((data / "work").glob("*/*/responses.json")):
        saved = _read(path)
        if isinstance(saved, dict) and (ref := _ref(saved.get("case"))):
            refs.append(ref)
    return tuple({r.slug: r for r in reversed(refs)}[slug] for slug in dict.fromkeys(r.slug for r in refs))


def meet(data: Path, ref: CaseRef) -> None:
    """Make a family the current one. Raises NotKept when the folder cannot be written to."""
    before = [r for r in reversed(met(data)) if r.slug != ref.slug]
    try:
        data.mkdir(parents=True, exist_ok=True)
        _write(data / MET, [_plain(r) for r in (*before, ref)])
        _write(data / CURRENT, _plain(ref))
    except OSError as e:
        raise NotKept(
            f"The family could not be kept ({e.strerror or e}). Make room, or allow writing in {data}. Nothing is lost."
        ) from e


def _plain(ref: CaseRef) -> dict[str, object]:
    return {"scenario": ref.scenario, "jurisdiction": ref.jurisdiction, "seed": ref.seed}


def _write(path: Path, value: object) -> None:
    """Write whole, then rename: never half a file."""
    handle, name = tempfile.mkstemp(prefix=path.name, dir=path.parent)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as f:
            json.dump(value, f, indent=1)
            f.flush()
            os.fsync(f.fileno())
        Path(name).replace(path)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise


def others(ref: CaseRef, taken: frozenset[str] = frozenset(), number: int = OTHERS) -> tuple[CaseRef, ...]:
    """Other families of the same place, of every scenario in turn, always the same for the same family.

    A family whose file number or name is already on the caseload is passed over. ``taken``: file numbers.
    """
    names = sorted(scenario_names())
    own = case_of(ref)
    numbers, people = {*taken, own.file_no, own.look_alike.file_no}, {own.person(own.index).full}
    found: list[CaseRef] = []
    for attempt in range(number * 20):
        drawn = hashlib.sha256(f"caseload/{ref.slug}/{attempt}".encode()).digest()
        other = CaseRef(
            scenario=names[len(found) % len(names)],
            jurisdiction=ref.jurisdiction,
            seed=1000 + int.from_bytes(drawn[:4], "big") % 9000,
        )
        case = case_of(other)
        name = case.person(case.index).full
        if case.file_no not in numbers and name not in people:
            found.append(other)
            numbers.add(case.file_no)
            people.add(name)
        if len(found) == number:
            break
    return tuple(found)


def caseload(data: Path) -> tuple[Card, ...]:
    """Every file the learner can find: their own, families met, six more, and the look-alike. By name."""
    known = met(data)
    numbers = frozenset(case_of(r).file_no for r in known)
    cards = [_card(r, current=i == 0, met=True) for i, r in enumerate(known)]
    cards += [_card(r) for r in others(known[0], numbers)]
    cards.append(look_alike(case_of(known[0])))
    seen: dict[str, Card] = {}
    for card in cards:
        seen.setdefault(card.file_no, card)
    return tuple(sorted(seen.values(), key=lambda c: (fold(c.name), c.file_no)))


def _card(ref: CaseRef, current: bool = False, met: bool = False) -> Card:
    case = case_of(ref)
    person = case.person(case.index)
    born = getattr(person, "born", None)
    lives = getattr(person, "lives", "")
    due = case.next_due
    return Card(
        name=person.full,
        born=born,
        born_text=short_date(case, born) if born else "not known",
        file_no=case.file_no,
        worker="You",
        due_text=f"{due.what}, {short_date(case, due.due)}" if due else "Nothing due",
        address=case.place(lives).full if lives else "",
        household=case.household_name,
        ref=ref,
        current=current,
        met=met,
        alerts=tuple(a.title for a in case.alerts if a.kind != "reach"),
    )


def look_alike(case: Case) -> Card:
    """The file that is easily taken for this case's own, and is another worker's."""
    card = case.look_alike
    return Card(
        name=card.name,
        born=card.born,
        born_text=short_date(case, card.born),
        file_no=card.file_no,
        worker=card.worker,
        due_text="",
        address="",
        household="",
        ref=None,
    )


def agency_card(file: FileCard) -> Card:
    """The line of a file of the agency. Only the learner's own files can be opened: others have no ``ref``."""
    style = profile(file.ref.jurisdiction)
    return Card(
        name=file.name,
        born=file.born,
        born_text=short_date(style, file.born) if file.born else "not known",
        file_no=file.file_no,
        worker=file.worker,
        due_text=f"{file.due_what}, {short_date(style, file.due)}" if file.due else "Nothing due",
        address=file.address,
        household=file.household,
        ref=file.ref if file.yours else None,
        alerts=tuple(title for kind, title in file.alerts if kind != "reach"),
    )


def find(cards: tuple[Card, ...], query: str) -> tuple[tuple[Card, ...], tuple[Card, ...]]:
    """Cards that hold every word of the query, and cards with a similar name. An empty query keeps all."""
    wanted = words(query)
    if not wanted:
        return cards, ()
    hits = tuple(c for c in cards if mentions(_text(c), wanted))
    near = tuple(
        c
        for c in cards
        if c not in hits and any(alike(w, part) for w in wanted for part in fold(c.name).replace("-", " ").split())
    )
    return hits, near


def _text(card: Card) -> str:
    """What a card is found by; the file number also without its spaces and hyphens."""
    number = "".join(c for c in card.file_no if c.isalnum())
    return f"{card.name} {card.file_no} {number} {card.born_text} {card.address} {card.worker}"
