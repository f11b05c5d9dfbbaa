"""A call read aloud, for authors: every moment with what can be done in it; or one course of it, act by act."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from simulator.cases.call_frames import Frame, Line
from simulator.cases.call_specs import ActSpec
from simulator.cases.calls import SILENCE, Playing
from simulator.cases.model import Case

SIGNS = {"right": "+", "also": "~", "half": "/", "wrong": "-", "never": "!"}


def read_call(name: str, case: Case) -> Iterator[str]:
    """Everything in the file as one family has it: + right, ~ as good, / half, - wrong, ! dangerous. As at the beginning."""
    play = Playing(name, case)
    spec = play.spec
    drawn = ", ".join(f"{s}={play.strands[s]}" for s in spec.strands if s in play.strands)
    yield from (play.title(), f"Drawn: {drawn}", "", play.text("call.booked", spec.booked))
    yield from ("", "Invited:", play.text("call.invited", spec.invited), "")
    for id, here in spec.moments.items():
        yield f"## {id}: {play.text(f'{id}.title', here.title)} [{here.at}]"
        yield from _part("know", play.text(f"{id}.you", here.you))
        yield from _part("see", play.text(f"{id}.see", here.see))
        yield from _said(play.lines(f"{id}.said", here.said))
        yield from _said(play.lines(f"{id}.chat", here.chat), "chat: ")
        yield from _part("hidden", play.text(f"{id}.hidden", here.hidden))
        for key, act in [*here.acts.items(), (SILENCE, here.silence)]:
            if _ever(play, act):
                yield from _act(play, f"{id}.{key}", key, act)
        yield ""
    yield "## always"
    for key, every in spec.always.items():
        if _ever(play, every):
            yield from _act(play, f"{spec.begins}.{key}", key, every)
    yield ""
    for id, end in spec.endings.items():
        yield f"== {id} ({SIGNS[end.is_]}, at most {end.most}): {play.text(f'end.{id}.title', end.title)}"
        yield f"   {play.text(f'end.{id}.told', end.told)}"
    yield ""
    for id, mark in spec.marks.items():
        if play.holds(mark.when):
            yield f"* {id}: {play.text(f'mark.{id}.title', mark.title)} / {play.text(f'mark.{id}.missed', mark.missed)}"
            yield f"   {play.text(f'mark.{id}.because', mark.because)} → {play.text(f'mark.{id}.next', mark.next_time)}"


def _ever(play: Playing, act: ActSpec) -> bool:
    """Whether this family can have it at all, whatever is done in the call."""
    return all(name in play.spec.state or play.strands.get(name) in options for name, options in act.when.items())


def _act(play: Playing, path: str, key: str, act: ActSpec) -> Iterator[str]:
    missing = "" if play.holds(act.when) else " (not now)"
    leads = ", ".join(g.to + (" if …" if g.when else "") for g in act.then)
    yield f"  {SIGNS[act.is_]} [{key}]{missing} {play.text(f'{path}.say', act.say)}" + (f"  → {leads}" if leads else "")
    yield from _part("    told", play.text(f"{path}.told", act.told))
    yield from _said(play.lines(f"{path}.said", act.said), "    ")
    yield from _part("    because", play.text(f"{path}.because", act.because))


def _part(label: str, text: str) -> Iterator[str]:
    if text:
        yield f"  {label}: {text}"


def _said(lines: Iterable[Line], before: str = "  ") -> Iterator[str]:
    for line in lines:
        yield f"{before}{line.who}: {line.says}"


def read_played(name: str, case: Case, acts: Iterable[str]) -> Iterator[str]:
    """One course of a call, as the learner has it. Raises NotOffered."""
    play = Playing(name, case)
    yield from _shown(play.frame())
    for key in acts:
        did = play.do(play.value_of(SILENCE if key in ("", "(nothing)") else key))
        told = play.log_of(did)
        yield from ("", f"> {told.you}", told.told)
        yield from _said(told.said)
        yield from _shown(play.frame())


def _shown(frame: Frame) -> Iterator[str]:
    if frame.ending:
        yield from ("", f"== {frame.ending.title}", frame.ending.told)
        return
    yield from ("", f"## Moment {frame.number}, {frame.time}: {frame.title}", frame.you, frame.see)
    yield from _said(frame.said)
    yield from (f"  on screen: {t.name} [{t.camera}, {t.mic}] {t.shows}" for t in frame.tiles)
    yield from (f"  in the lobby: {w.name}" for w in frame.lobby)
    yield from _said(frame.chat, "  chat: ")
    yield from (f"   ( ) {c.words}" for c in frame.choices)
