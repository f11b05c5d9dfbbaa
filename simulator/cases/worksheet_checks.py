"""What the material of the smaller recording exercises must get right beyond its shape. Part of simulator/cases/checks.py."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from simulator.cases.scenario import ScenarioSpec
from simulator.content.errors import Problem
from simulator.content.loader import Loc, Source

Known = Callable[[Loc, str, Iterable[str], str], Iterator[Problem]]


def worksheet_problems(source: Source, s: ScenarioSpec, known: Known) -> Iterator[Problem]:
    """Links by name to something that is not there, and rows that say half of what they must."""
    who, moments = {*s.people, *s.professionals}, {x.id for x in s.scene.moments}
    if s.tool_draft:
        for i, line in enumerate(s.tool_draft.lines):
            at: Loc = ("tool_draft", "lines", i)
            yield from known((*at, "moment"), line.moment, moments, "moment")
            if not (line.say or line.wrong):
                yield source.problem(at, "This line has no words", "Give it “say”, or “wrong” and “fault”.")
            if bool(line.wrong) != bool(line.fault):
                yield source.problem(
                    at, "“wrong” and “fault” go together", "Say what is planted, and of which kind it is."
                )
            if line.wrong and not line.because:
                yield source.problem(
                    at, "A planted fault needs “because”", "Say what is true, and how one could notice."
                )
    for i, q in enumerate(s.misquotes):
        at = ("misquotes", i)
        yield from known((*at, "of"), q.of, s.said, "utterance")
        yield from known((*at, "by"), q.by, who, "person")
        if (q.fault == "never") == bool(q.of) or (q.fault == "never") != bool(q.by):
            yield source.problem(
                at, "A quotation has “of”; one that was never said has “by”", "Give it the one and take out the other."
            )
    for i, x in enumerate(s.note_lines):
        at = ("note_lines", i)
        yield from known((*at, "moment"), x.moment, moments, "moment")
        if x.whose != "family" and not x.whose_because:
            yield source.problem(
                at, f"“whose: {x.whose}” needs “whose_because”", "Say whose it is, and what it could do."
            )
    for i, e in enumerate(s.chronology):
        yield from known(("chronology", i, "event"), e.event, s.events, "event")
    for i, j in enumerate(s.judgements):
        for key, names in (("rests_on", j.rests_on), ("also", j.also)):
            for name in names:
                yield from known(("judgements", i, key), name, s.facts, "fact")
