"""What a call that was played showed: its sights at their best, who was seen, and the words of everything in the picture.

Reading a note of the call (sightings.py) rests on this. Practice source: practice.md V12, V16.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

from grading.reading.lexicon import read
from grading.reading.words import forms
from simulator.cases.call_record import Happened, happened, sights_of
from simulator.cases.calls import Playing
from simulator.cases.model import Person

SCENES = {  # what was behind somebody, and how a note calls it
    "kitchen": ("kitchen",),
    "living_room": ("living room", "sitting room", "front room", "lounge"),
    "bedroom": ("bedroom",),
    "hall": ("hall", "hallway"),
    "garden": ("garden", "yard"),
    "office": ("office",),
    "clinic": ("clinic",),
    "car": ("car",),
}


@dataclass(frozen=True)
class Sight:
    """Something one might claim to have seen. ``best``: clear, glimpse, heard or "" (never)."""

    id: str
    what: str
    words: tuple[str, ...]  # in normal form
    kind: str
    best: str
    number: int = 0
    time: str = ""


@dataclass(frozen=True)
class Somebody:
    id: str
    called: tuple[str, ...]  # names and words for them, in normal form
    seen: bool
    there: bool  # seen or heard by name


@dataclass(frozen=True)
class View:
    """What a call showed. ``shown``: every word that names something that was in view."""

    sights: tuple[Sight, ...]
    people: tuple[Somebody, ...]
    dark_from: int = 0
    dark_time: str = ""
    pictures: bool = True
    shown: frozenset[str] = field(default_factory=frozenset)
    behind: frozenset[str] = field(default_factory=frozenset)  # rooms of which something was seen behind somebody
    stems: frozenset[str] = field(default_factory=frozenset)  # every word of what was in the picture
    words: frozenset[str] = field(default_factory=frozenset)  # every word of the call
    names: frozenset[str] = field(default_factory=frozenset)  # of everybody in it
    rows: frozenset[int] = field(
        default_factory=frozenset
    )  # of visible.yaml: what was in the picture, by its own words


def view_of(play: Playing, record: Happened | None = None) -> View:
    """What a call that was played showed."""
    record = record or happened(play)
    sights: list[Sight] = []
    for id, s in sights_of(play).items():
        found = record.sights.get(id)
        sights.append(
            Sight(
                id=id,
                what=play.text(f"sight.{id}.what", s.what),
                words=tuple(normal(play.fill(w)) for w in s.words),
                kind=s.kind,
                best=found.clarity if found else "",
                number=found.number if found else 0,
                time=found.time if found else "",
            )
        )
    people = [
        Somebody(id=id, called=_called(play, id), seen=id in record.seen, there=id in record.present())
        for id in play.people
    ]
    shown = {w for s in sights if s.best in ("clear", "glimpse") for p in s.words for w in (p, *p.split())}
    in_view = [id for id, g in record.sights.items() if g.clarity != "heard"]
    shown_words = [play.text(f"sight.{id}.truth", play.spec.sights[id].truth) for id in in_view] + sorted(shown)
    pictured = stems(" ".join([*record.pictured, *shown_words]))
    return View(
        tuple(sights),
        tuple(people),
        record.dark_from,
        record.dark_time,
        record.held in ("video", "both"),
        frozenset(shown),
        frozenset(w for scene in record.scenes for w in SCENES.get(scene, ())),
        frozenset(pictured.split()),
        frozenset(stems(" ".join(record.words)).split()) | frozenset(pictured.split()),
        frozenset(stems(" ".join(who.full for who in play.people.values())).split()),
        frozenset(n for n, _ in rows_of(pictured)),
    )


@cache
def _visible() -> tuple[re.Pattern[str], dict[str, int]]:
    """What can only be known by looking: one pattern for all, and the row of each stem."""
    row_of = {stems(str(word)): n for n, row in enumerate(read("visible")["rows"]) for word in row}
    longest = sorted(row_of, key=len, reverse=True)
    return re.compile(r"\b(?:" + "|".join(map(re.escape, longest)) + r")\b"), row_of


def rows_of(stemmed: str) -> Iterator[tuple[int, str]]:
    pattern, row_of = _visible()
    for match in pattern.finditer(stemmed):
        yield row_of[match[0]], match[0]


def stems(text: str) -> str:
    """The words of a text without their endings: smiled and smiling are smil."""
    return " ".join(stem(w) for w in forms(text))


@cache
def stem(word: str) -> str:
    for end in ("ing", "ed", "es", "s", "ly", "e"):
        if word.endswith(end) and len(word) - len(end) >= 3 and not word.endswith("ss"):
            return word[: -len(end)]
    return word


def _called(play: Playing, id: str) -> tuple[str, ...]:
    who = play.people[id]
    names = [who.first, f"{who.first} {who.family}"]
    if not isinstance(who, Person):
        names.append(play.names[id]["mr"])
    return tuple(normal(n) for n in names)


def normal(text: str) -> str:
    return " ".join(forms(text))
