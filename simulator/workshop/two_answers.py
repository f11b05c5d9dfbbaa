"""Two answers side by side, without their writers: which two, and what is shown of them."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from simulator.cases import CaseRef
from simulator.exercises import module as find_module
from simulator.exercises.base import Raw, Spec, types
from simulator.responses.room import Work
from simulator.views.page import render
from simulator.workshop import called
from simulator.workshop.anonymous import Anonymous, CaseWords, words_of
from simulator.workshop.fields import Field
from simulator.workshop.glance import Glance, Sitting
from simulator.workshop.questions import form_fields

LEAST = 3  # answers in the room, or one could tell whose they are
LONGEST = 4000  # characters shown of one text
READABLE = 420  # of one text on the projector
TOO_FEW = (
    "Two answers can be shown when three people or more have answered. With fewer, everybody would know whose they are."
)
ROW = re.compile(r"^(\w+)\.\d+\.\w+$")


@dataclass(frozen=True)
class Line:
    """One part of an answer: what was asked, and what was written or chosen."""

    says: str
    words: str
    written: bool


@dataclass(frozen=True)
class Shown:
    """One of the two. ``passed``/``looked_at``: checks of the latest attempt; 0/0 where nothing was checked."""

    letter: str
    lines: tuple[Line, ...]
    passed: int
    looked_at: int


@lru_cache(maxsize=32)
def case_words(module: str, exercise: str, family: CaseRef) -> CaseWords:
    """What is the case's and the exercise's own, so that it stays in a text."""
    spec, case = find_module(module).exercise(exercise), family.make().for_learner()
    page = render(spec, types()[spec.type].build(spec, case), None, case_language=case.language, uid="words")
    return words_of(case, html.unescape(re.sub(r"<[^>]+>", " ", page)))


def answered(glance: Glance, defaults: frozenset[str] = frozenset(("pace", "format", "take", "step"))) -> list[Sitting]:
    """The seats that have answered the current exercise: something is written or chosen."""
    return [
        s for s in glance.seats if s.work and any(v for name, v in s.work.value.items() if v and name not in defaults)
    ]


def strength(seat: Sitting) -> float:
    """What the latest check gave, from 0 to 1."""
    return seat.last.points / seat.last.out_of if seat.last and seat.last.out_of else 0.0


def pairs(glance: Glance) -> list[tuple[int, int]]:
    """Which two seats can stand side by side: a strong and a weak answer, the most telling two first."""
    seats = answered(glance)
    if len(seats) < LEAST:
        return []
    looked = [s for s in seats if s.last and s.last.out_of] or seats
    if len(looked) < 2:  # one alone has checked
        looked = seats
    rows = sorted(looked, key=lambda s: (-strength(s), s.number))
    half = (len(rows) + 1) // 2
    strong, weak = rows[:half], rows[half:][::-1]
    found = []
    for turn in range(len(strong)):
        for n in range(len(weak)):
            a, b = strong[(n + turn) % len(strong)], weak[n]
            if a.work and b.work and a.work.value != b.work.value:
                found.append((a.number, b.number))
    return found


def lines(spec: Spec, family: CaseRef, work: Work, own: Raw | None, anonymous: Anonymous) -> tuple[Line, ...]:
    """What somebody answered, in the form's own words and order."""
    if hasattr(types()[spec.type], "advance"):
        return _call(spec, family, work.value)
    found: list[Line] = []
    rows: dict[str, list[list[Field]]] = {}
    for f in form_fields(spec, family, work.value, own):
        if f.name not in work.value:
            continue
        says = anonymous(f.says) if f.own else f.says
        if f.kind != "text":
            if chosen := _chosen(f):
                found.append(Line(says, anonymous(chosen) if f.own else chosen, written=False))
        elif not f.text:
            continue
        elif m := ROW.match(f.name):
            same = rows.setdefault(m[1], [])
            if not same:
                found.append(Line(m[1], "", written=True))  # its place; filled in below
            if not same or same[-1][0].name.rpartition(".")[0] != f.name.rpartition(".")[0]:
                same.append([])
            same[-1].append(f)
        else:
            found.append(Line(says, anonymous(_clip(f.text)), written=True))
    return tuple(_row(line, rows, anonymous) if line.says in rows and not line.words else line for line in found)


def _row(line: Line, rows: dict[str, list[list[Field]]], anonymous: Anonymous) -> Line:
    """A list of rows in one line: Deborah Edwards, mother; Claire Edwards, child."""
    same = rows[line.says]
    text = "; ".join(", ".join(f.text for f in row) for row in same)
    return Line(same[0][0].says.partition("?")[0] + "?" * ("?" in same[0][0].says), anonymous(_clip(text)), True)


def _chosen(field: Field) -> str:
    """What was chosen; words of a text that stand side by side stay together."""
    said: list[str] = []
    last = (-2, 0)
    for n, c in enumerate(field.choices):
        if c.chosen and c.word and last == (n - 1, c.line):
            said[-1] += f" {c.words}"
        elif c.chosen:
            said.append(c.words)
        last = (n, c.line) if c.chosen else last
    return "; ".join(x.rstrip(".,;") for x in said) if len(said) > 1 else "".join(said)


def _call(spec: Spec, family: CaseRef, raw: Raw) -> tuple[Line, ...]:
    found: dict[str, list[str]] = {}
    for _, title, _, you in called.course(spec, family, raw):
        found.setdefault(title, []).append(you)
    return tuple(Line(title, " ".join(said), written=False) for title, said in found.items())


def _clip(text: str, longest: int = LONGEST) -> str:
    return text if len(text) <= longest else text[:longest].rsplit(" ", 1)[0] + " …"


def readable(shown: Shown) -> Shown:
    """Short enough to be read from the back: the longest of what was written, else the first of what was chosen."""
    written = sorted((x for x in shown.lines if x.written), key=lambda x: -len(x.words))[:2]
    short = tuple(replace(x, words=_clip(x.words, READABLE)) for x in written or shown.lines[:3])
    return replace(shown, lines=short)


def side_by_side(a: Sitting, b: Sitting, of: Sequence[tuple[Line, ...]]) -> tuple[tuple[Shown, Shown], int]:
    """Both answers, what they have alike left out; and how much that is."""
    alike = set(of[0]) & set(of[1])
    shown = []
    for letter, seat, all_lines in (("A", a, of[0]), ("B", b, of[1])):
        marks = [f["passed"] for f in seat.last.found if f["passed"] is not None] if seat.last else []
        kept = tuple(line for line in all_lines if line not in alike)
        shown.append(Shown(letter, kept, sum(marks), len(marks)))
    return (shown[0], shown[1]), len(alike)
