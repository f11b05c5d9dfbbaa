"""Walk-throughs: a call written down line by line as somebody would play it, with how it ends and what it earns.

::

    # She cannot talk, and says so with one word.
    Call: a_safe_word
    Families: england 1 to 3, wales 2
    Drawn: home = partner

    ask whether it is a good moment
    end it with the cover story
    (nothing)

    It ends: called again
    It gets: 90 to 100 of 100
    Missed: place

A line is the author’s own key of an act; ``(nothing)`` says and does nothing; a line that begins with ``(perhaps)`` is left
out where the family does not have it. ``Drawn`` takes only families where that was drawn. Without ``Families`` it is played
in three of every jurisdiction.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from grading.marks import Marks
from grading.meeting import mark
from simulator.cases import jurisdiction_names, make_case, scenario_names
from simulator.cases.calls import SILENCE, NotOffered, Playing, call_names, call_spec
from simulator.cases.model import Case
from simulator.exercises.meeting import Response, Spec

HEADS = ("call", "families", "drawn", "it ends", "it gets", "missed")
FAMILIES = 3  # of each jurisdiction, where the file does not say
TRIED = 120  # families looked through for what has to be drawn
NOTHING, PERHAPS = "(nothing)", "(perhaps)"


class WalkMistake(ValueError):
    """A walk-through that cannot be played. The message says where, and what to do."""


@dataclass
class Walk:
    """One walk-through. ``gets`` in 100."""

    path: Path
    call: str = ""
    families: list[tuple[str, int]] = field(default_factory=list)
    drawn: dict[str, str] = field(default_factory=dict)
    lines: list[tuple[int, str]] = field(default_factory=list)
    ends: str = ""
    gets: tuple[float, float] = (0, 100)
    missed: tuple[str, ...] | None = None


def read_walk(path: Path) -> Walk:
    """Read one file. Raises WalkMistake."""
    walk = Walk(path)

    def wrong(n: int, what: str) -> WalkMistake:
        return WalkMistake(f"{path.name}, line {n}: {what}")

    for n, raw in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        line = raw.strip()
        if not line or line.startswith("#"):
            continue
        head, colon, rest = line.partition(":")
        name, rest = head.strip().lower(), rest.strip()
        if not colon or name not in HEADS:
            walk.lines.append((n, line))
        elif name == "call":
            if rest not in call_names():
                raise wrong(n, f"There is no call “{rest}”.")
            walk.call = rest
        elif name == "families":
            walk.families = list(_families(rest, lambda what, n=n: wrong(n, what)))
        elif name == "drawn":
            for part in rest.split(","):
                strand, equals, option = part.partition("=")
                if not equals:
                    raise wrong(n, "Write it as: strand = option.")
                walk.drawn[strand.strip()] = option.strip()
        elif name == "it ends":
            walk.ends = rest
        elif name == "it gets":
            found = re.fullmatch(r"(\d+)(?: to (\d+))? of 100", rest)
            if not found:
                raise wrong(n, "Write it as: 80 to 90 of 100.")
            walk.gets = (float(found[1]), float(found[2] or found[1]))
        else:
            walk.missed = () if rest == "nothing" else tuple(x.strip() for x in rest.split(","))
    if not walk.call or not walk.ends:
        raise WalkMistake(f"{path.name}: Say “Call:” at the top and “It ends:” at the bottom.")
    return walk


def _families(text: str, wrong: object) -> Iterator[tuple[str, int]]:
    for part in text.split(","):
        found = re.fullmatch(r"\s*([a-z_]+)\s+(\d+)(?:\s+to\s+(\d+))?\s*", part)
        if not found or found[1] not in jurisdiction_names():
            raise wrong("Write it as: england 1 to 3, wales 2.")  # type: ignore[operator]
        for seed in range(int(found[2]), int(found[3] or found[2]) + 1):
            yield found[1], seed


def families_of(walk: Walk) -> Iterator[Case]:
    """The families a walk-through is played in: every scenario has its turn."""
    names = scenario_names()
    if walk.families:
        for place, seed in walk.families:
            case = make_case(names[seed % len(names)], place, seed)
            if _has(walk, case):
                yield case
        return
    for place in jurisdiction_names():
        found = 0
        for seed in range(1, TRIED):
            case = make_case(names[seed % len(names)], place, seed)
            if _has(walk, case):
                yield case
                found += 1
            if found == FAMILIES:
                break


def _has(walk: Walk, case: Case) -> bool:
    play = Playing(walk.call, case)
    return all(play.strands.get(s) == o for s, o in walk.drawn.items())


def walk_through(walk: Walk, case: Case) -> tuple[Playing, Marks]:
    """Play it in one family. Raises WalkMistake for a line that cannot be done there."""
    play = Playing(walk.call, case)
    for n, line in walk.lines:
        words = line.lower()
        optional = words.startswith(PERHAPS)
        words = words.removeprefix(PERHAPS).strip()
        key = SILENCE if words == NOTHING else words
        try:
            play.do(play.value_of(key))
        except NotOffered:
            if optional:
                continue
            here = ", ".join(k for k, _ in play.offered().values()) or f"nothing, the call has ended: {play.ending}"
            raise WalkMistake(
                f"{walk.path.name}, line {n}: “{line}” cannot be done in “{play.moment}”. Possible here: {here}."
            ) from None
    spec = spec_of(walk.call)
    response = Response(acts=tuple(d.value for d in play.record.did), at=(), take=1, pace="turns")
    return play, mark(spec, case, response)


def spec_of(call: str, points: int = 100) -> Spec:
    """An exercise about a call, out of 100, for playing it without a module."""
    return Spec(
        exercise=call, uuid="00000000-0000-4000-8000-000000000000", version=1, type="meeting", title=call, lead=call,
        minutes=1, points=points, order=1, practises=(), standards=(), module="online_meetings", call=call,
    )  # fmt: skip


def faults(walk: Walk) -> Iterator[str]:
    """Every way in which a walk-through does not go as it says."""
    played = 0
    endings = call_spec(walk.call).endings
    if walk.ends not in endings:
        yield f"{walk.path.name}: There is no ending “{walk.ends}”: {', '.join(endings)}."
        return
    for case in families_of(walk):
        played += 1
        where = f"{walk.path.name}, {case.scenario}, {case.jurisdiction}, family {case.seed}"
        try:
            play, marks = walk_through(walk, case)
        except WalkMistake as e:
            yield f"{where}: {e}"
            continue
        if play.ending != walk.ends:
            yield f"{where}: it ends with “{play.ending or f'still in {play.moment}'}”, not “{walk.ends}”"
        low, high = walk.gets
        if not low - 0.5 <= marks.score <= high + 0.5:
            failed = "; ".join(f"{c.id} {c.points:.1f}/{c.out_of:.1f}" for c in marks.mend)
            yield f"{where}: it gets {marks.score:g}, not {low:g} to {high:g}. Not passed: {failed or 'nothing'}"
        missed = tuple(sorted(c.id for c in marks.mend))
        if walk.missed is not None and missed != tuple(sorted(walk.missed)):
            yield f"{where}: it misses {', '.join(missed) or 'nothing'}, not {', '.join(walk.missed) or 'nothing'}"
    if not played:
        yield f"{walk.path.name}: no family in {TRIED} has what it asks to be drawn"
