"""What truly happened in a call that was played: how it was held, from when to when, who was seen and who only heard.

It is what a note of the call is held against. Practice source: practice.md V12, V16, V17.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal

from simulator.cases.call_specs import Clarity, Lines, SightSpec, TileSpec
from simulator.cases.calls import GRAVITY, YOU, Playing

BLIND = ("ceiling", "dark")  # a picture in which nobody can be seen
Held = Literal["video", "telephone", "both", ""]


@dataclass(frozen=True)
class Glimpse:
    """How well something came into view at its best, and in which moment."""

    clarity: Clarity
    number: int
    time: str


@dataclass
class Happened:
    """``seen``, ``heard``: people, by id. ``sights``: what came into view, at its best. ``dark_from``: the number of the
    first moment without a picture, after there had been one."""

    held: Held
    began: datetime | None
    ended: datetime | None
    seen: dict[str, Glimpse] = field(default_factory=dict)
    heard: set[str] = field(default_factory=set)
    voices: bool = False  # somebody spoke who was not named
    sights: dict[str, Glimpse] = field(default_factory=dict)
    scenes: set[str] = field(default_factory=set)  # what was behind somebody
    pictured: list[str] = field(default_factory=list)  # all that was in the picture, in its own words
    words: list[str] = field(default_factory=list)  # all that was shown, said and done, in its own words
    dark_from: int = 0
    dark_time: str = ""

    def present(self) -> set[str]:
        return {*self.seen, *self.heard}


def happened(play: Playing) -> Happened:
    """What happened so far."""
    spec, visits, did = play.spec, play.record.visits, play.record.did
    how = [spec.moments[v.moment].at for v in visits]
    pictures, sound = "call" in how, "telephone" in how
    held: Held = "both" if pictures and sound else "video" if pictures else "telephone" if sound else ""
    inside = [v for v, at in zip(visits, how, strict=True) if at in ("call", "telephone")]
    out = Happened(held, None, None)
    if inside:
        out.began = play.start + timedelta(minutes=inside[0].minute)
        last = inside[-1].number
        after = [d.minute for d in did if d.number == last]
        out.ended = play.start + timedelta(minutes=max([inside[-1].minute, *after]))
    out.words.append(play.text("call.booked", spec.booked))
    for visit, at in zip(visits, how, strict=True):
        moment = spec.moments[visit.moment]
        with play.as_of(visit.state):
            out.words.append(play.text(f"{visit.moment}.see", moment.see))
            out.words += [line.says for line in play.lines(f"{visit.moment}.said", moment.said)]
        if at in ("call", "telephone"):
            _heard(play, out, moment.said, visit.state)
        if at == "call":
            _watched(play, out, visit.number, visit.minute, visit.state)
            with play.as_of(visit.state):
                out.pictured.append(play.text(f"{visit.moment}.see", moment.see))
        elif at == "telephone" and pictures and not out.dark_from and any(v.number < visit.number for v in inside):
            out.dark_from, out.dark_time = visit.number, play.clock(visit.minute)
    for d in did:
        at = spec.moments[d.moment].at
        told = play.log_of(d)
        out.words += [told.you, told.told, *(line.says for line in told.said)]
        if at in ("call", "telephone"):
            _heard(play, out, d.act.said, d.after)
        if at == "call":
            out.pictured.append(told.told)
        if at == "call" and d.stayed:
            _watched(play, out, d.number, d.minute, d.after)
    for s in play.record.seen:
        best = out.sights.get(s.sight)
        if best is None or GRAVITY.index(s.clarity) < GRAVITY.index(best.clarity):
            out.sights[s.sight] = Glimpse(s.clarity, s.number, play.clock(s.minute))
    return out


def _heard(play: Playing, out: Happened, lines: Lines, state: dict[str, str]) -> None:
    with play.as_of(state):
        for line in lines:
            if not play.holds(line.when):
                continue
            if line.who in play.people:
                out.heard.add(line.who)
            elif line.who != YOU:
                out.voices = True


def _watched(play: Playing, out: Happened, number: int, minute: int, state: dict[str, str]) -> None:
    """Who could be seen on the screen, as things stood."""
    with play.as_of(state):
        shown: dict[str, TileSpec] = {}
        for tile in play.spec.tiles:
            if tile.who not in shown and play.holds(tile.when):
                shown[tile.who] = tile
        for tile in shown.values():
            if tile.camera == "on" and tile.scene not in BLIND:
                out.pictured.append(play.text(f"tile.{tile.who}.shows", tile.shows))
                out.scenes |= {tile.scene} if tile.who != YOU else set()
                for who in (tile.who, *tile.beside):
                    if who in play.people:
                        out.seen.setdefault(who, Glimpse("clear", number, play.clock(minute)))


def sights_of(play: Playing) -> dict[str, SightSpec]:
    """The sights of this family, by id; whether one holds as a strand, not as things stood."""
    with play.as_of(play.strands):
        return {
            id: s
            for id, s in play.spec.sights.items()
            if all(k in play.spec.state or play.strands.get(k) in v for k, v in s.when.items())
        }
