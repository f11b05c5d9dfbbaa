"""What people did in a call, moment by moment: a call has no questions, but at each moment something is done."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from simulator.cases import CaseRef
from simulator.cases.calls import NotOffered
from simulator.exercises.base import Raw, Spec, many
from simulator.exercises.meeting import ENTRY, playing
from simulator.workshop.fields import Choice, Field

Acts = tuple[tuple[str, str, str, str], ...]  # moment, its title, number of the act, what was done in words


@lru_cache(maxsize=512)
def acts(spec: Spec, family: CaseRef, log: tuple[str, ...]) -> Acts:
    """What was done, in order. ``log`` is hostile: it is read as far as it can be."""
    play: Any = playing(spec, family.make().for_learner())  # type: ignore[arg-type]
    found = []
    for value in log:
        moment = play.moment
        title = play.text(f"{moment}.title", play.here.title)
        try:
            did = play.do(value)
        except NotOffered:
            break
        found.append((moment, title, value, play.log_of(did).you))
    return tuple(found)


def course(spec: Spec, family: CaseRef, raw: Raw) -> Acts:
    """One person's call."""
    return acts(spec, family, tuple(m[1] if (m := ENTRY.fullmatch(e)) else "" for e in many(raw, "log")))


def moments(spec: Spec, family: CaseRef, raws: Sequence[Raw]) -> list[tuple[Field, list[set[str] | None]]]:
    """Each moment that anybody was in, as a question, and who did what in it: None for those who were never there."""
    titles: dict[str, str] = {}
    words: dict[str, dict[str, str]] = {}
    did: list[dict[str, set[str]]] = []
    for raw in raws:
        mine: dict[str, set[str]] = {}
        for moment, title, value, you in course(spec, family, raw):
            titles.setdefault(moment, title)
            words.setdefault(moment, {}).setdefault(value, you)
            mine.setdefault(moment, set()).add(value)
        did.append(mine)
    return [
        (
            Field(moment, "several", title, "", tuple(Choice(v, w) for v, w in sorted(words[moment].items()))),
            [mine.get(moment) for mine in did],
        )
        for moment, title in titles.items()
    ]
