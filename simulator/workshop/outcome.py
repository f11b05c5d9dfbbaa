"""How a room did, in numbers and in the course's own words: what a debrief is made of.

A participant's words are never among them. Of what a check says only its title, what would be done next time, why it
matters and what the case says are taken, and of the answers only options that two seats or more chose.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from statistics import median

from grading.marks import Check
from simulator.exercises.base import Spec
from simulator.views.page import BY_ROW
from simulator.views.text import number
from simulator.workshop.private import Own
from simulator.workshop.results import Result

FEWEST = 3  # people: of fewer, a distribution or a middle would tell about one
MOST_SLIPS = 3  # of one exercise, and of the whole room
WIDEST = 80  # of a hundred: a number stands beside each bar
LONGEST = 130  # letters of a label
SHARES = ("All of it", "Three quarters or more", "Half or more", "Less than half")


@dataclass(frozen=True)
class Bar:
    """``count`` of ``of``, with words."""

    label: str
    count: int
    of: int

    @property
    def width(self) -> int:
        return round(WIDEST * self.count / self.of) if self.of else 0


@dataclass(frozen=True)
class Slip:
    """Something that was not right yet at ``failed`` of ``marked`` seats. Texts may be empty, but not all."""

    label: str
    failed: int
    marked: int
    weight: int = 0
    chosen: str = ""  # the commonest wrong choice, and how often
    in_case: str = ""
    next_time: str = ""
    matters: str = ""
    exercise: str = ""  # its title
    danger: bool = False


@dataclass
class _Looked:
    """One thing looked at, at every seat where it was marked; with the seats. Nobody's own words are in it any more."""

    passed: list[tuple[int, Check]] = field(default_factory=list)
    failed: list[tuple[int, Check]] = field(default_factory=list)

    @property
    def marked(self) -> int:
        return len(self.passed) + len(self.failed)

    @property
    def wrong(self) -> list[Check]:
        return [check for _, check in self.failed]

    @property
    def label(self) -> str:
        """What it is called where it is right, if it is anywhere."""
        return _commonest(c.title for _, c in self.passed or self.failed)


@dataclass(frozen=True)
class Part:
    """How one exercise went."""

    title: str
    saved: int
    checked: int
    unread: int
    middle: str  # points, the median
    waits: bool  # a person has to read some of it
    bars: tuple[Bar, ...]
    shares: tuple[Bar, ...]  # where each had a family of their own, and questions differ
    slips: tuple[Slip, ...]


# ---- one exercise


def part(spec: Spec, of: Sequence[Result], own: bool) -> Part:
    """What the room did in one exercise. ``own``: each seat had a family of its own."""
    done = [r for r in of if r.work]
    marked = [r for r in done if r.marks and r.marked]
    looked: dict[str, _Looked] = {}
    for result in marked:
        theirs = Own(result, spec.type in BY_ROW)
        for check in result.marks.checks if result.marks else ():
            if check.passed is not None:
                row = looked.setdefault(check.id, _Looked())
                (row.passed if check.passed else row.failed).append((result.seat, _public(spec, check, theirs)))
    same = {id: row for id, row in looked.items() if not own or _everywhere(id, row)}
    slips = [_slip(spec, row, own) for row in same.values() if row.failed]
    slips += _lessons(spec, [row for id, row in looked.items() if id not in same], len(marked))
    slips.sort(key=lambda s: (-s.failed, -s.weight))
    scores = [r.marks.score for r in marked if r.marks]
    return Part(
        title=spec.title,
        saved=len(done),
        checked=sum(1 for r in done if r.work and r.work.attempts),
        unread=sum(1 for r in done if r.marks is None),
        middle=f"{number(round(median(scores), 1))} of {spec.points}" if len(scores) >= FEWEST else "",
        waits=any(r.marks and r.marks.for_a_person for r in done),
        bars=tuple(Bar(row.label, len(row.passed), row.marked) for row in same.values()),
        shares=_shares(marked) if own and len(same) < len(looked) else (),
        slips=(*_danger(spec, marked, looked.values()), *_each_once(slips, MOST_SLIPS)),
    )


def _public(spec: Spec, check: Check, theirs: Own) -> Check:
    """A check without anybody's own words. In free writing what stands in brackets in a title is the learner's own."""
    chosen = spec.type in BY_ROW
    option = chosen and not theirs.holds(check.wrote) and theirs.out_of(check.wrote) == check.wrote
    title = theirs.out_of(check.title if chosen else re.sub(r"\s*\(.*\)", "", check.title))
    return check.model_copy(
        update={
            "title": title if len(title) <= LONGEST else title[: LONGEST - 1].rsplit(" ", 1)[0] + " …",
            "wrote": check.wrote if option else "",
            "in_case": check.in_case if theirs.out_of(check.in_case) == check.in_case else "",
        }
    )


def _everywhere(id: str, row: _Looked) -> bool:
    """Whether a check is the same thing in every family; a numbered one is another question in each."""
    return row.marked > 1 and not any(piece.isdigit() for piece in id.split("."))


def _shares(marked: Sequence[Result]) -> tuple[Bar, ...]:
    counts = [0] * len(SHARES)
    for share in (r.passed / r.marked for r in marked):
        counts[0 if share == 1 else 1 if share >= 0.75 else 2 if share >= 0.5 else 3] += 1
    return tuple(Bar(label, count, len(marked)) for label, count in zip(SHARES, counts, strict=True))


def _slip(spec: Spec, row: _Looked, own: bool) -> Slip:
    """One thing that was not right yet at some seats."""
    return Slip(
        label=_commonest(c.title for c in row.wrong),
        failed=len(row.failed),
        marked=row.marked,
        weight=max(c.weight for c in row.wrong),
        chosen=_often([c.wrote for c in row.wrong]),
        in_case="" if own else _shared([c.in_case for c in row.wrong]),
        next_time=_commonest(c.next_time for c in row.wrong),
        matters=_commonest(c.matters for c in row.wrong),
        exercise=spec.title,
    )


def _lessons(spec: Spec, rows: Iterable[_Looked], marked: int) -> list[Slip]:
    """Where each family has questions of its own: what would be done next time, and how many seats need it."""
    lessons: dict[str, dict[int, Check]] = {}
    for seat, check in (pair for row in rows for pair in row.failed if pair[1].next_time):
        lessons.setdefault(check.next_time, {})[seat] = check
    return [
        Slip(
            label="",
            failed=len(by),
            marked=marked,
            weight=max(c.weight for c in by.values()),
            next_time=lesson,
            matters=_commonest(c.matters for c in by.values()),
            exercise=spec.title,
        )
        for lesson, by in lessons.items()
    ]


def _danger(spec: Spec, marked: Sequence[Result], rows: Iterable[_Looked]) -> tuple[Slip, ...]:
    """Answers that would have put somebody at risk, with what the gravest check says to do."""
    found = {r.seat: r.marks.danger for r in marked if r.marks and r.marks.safe == "no"}
    if not found:
        return ()
    wrong = [c for row in rows for seat, c in row.failed if seat in found and c.next_time]
    gravest = [c for c in wrong if c.weight == max(c.weight for c in wrong)]
    return (
        Slip(
            label=_commonest(found.values()),
            failed=len(found),
            marked=len(marked),
            next_time=_commonest(c.next_time for c in gravest),
            matters=_commonest(c.matters for c in gravest),
            exercise=spec.title,
            danger=True,
        ),
    )


def _commonest(texts: Iterable[str]) -> str:
    counted = Counter(t for t in texts if t).most_common(1)
    return counted[0][0] if counted else ""


def _shared(texts: Sequence[str]) -> str:
    """The commonest text, if two seats or more share it."""
    text = _commonest(texts)
    return text if texts.count(text) > 1 else ""


def _often(chosen: Sequence[str]) -> str:
    text = _shared(chosen)
    return f"{text}, at {chosen.count(text)} seats" if text else ""


def _each_once(slips: Iterable[Slip], most: int) -> list[Slip]:
    kept: list[Slip] = []
    for slip in slips:
        if len(kept) < most and (not slip.next_time or slip.next_time not in [k.next_time for k in kept]):
            kept.append(slip)
    return kept


# ---- the whole room


def take_up(parts: Sequence[Part]) -> list[Slip]:
    """Two or three things to come back to: what put somebody at risk, then what most of the room missed."""
    least = 2 if max((p.saved for p in parts), default=0) >= FEWEST else 1
    slips = [s for p in parts for s in p.slips if s.danger or s.failed >= least]
    slips.sort(key=lambda s: (not s.danger, -s.failed / s.marked, -s.failed, -s.weight))
    kept = _each_once((s for s in slips if s.next_time), MOST_SLIPS)
    reasons = [s.matters for s in kept]
    return [s if s.matters not in reasons[:i] else replace(s, matters="") for i, s in enumerate(kept)]
