"""The order of a scenario's events: no day that hangs on itself, nothing before its cause."""

from __future__ import annotations

from collections.abc import Iterator

from simulator.cases.scenario import DaySpec, ScenarioSpec
from simulator.content.errors import Problem
from simulator.content.loader import Loc, Source

Span = tuple[int, int]  # days from the anchor: at the earliest, at the latest


def order_problems(source: Source, spec: ScenarioSpec) -> Iterator[Problem]:
    """Every problem of a scenario's order, each with its place."""
    circles = list(_circles(source, spec))
    yield from circles
    if circles:
        return
    spans = {id: span(spec, id) for id in spec.events if _rests(spec, id)}
    for id, event in spec.events.items():
        for cause in event.follows:
            if id in spans and cause in spans and spans[id][1] < spans[cause][0]:
                loc: Loc = ("events", id, "follows")
                cure = f"Let its day be after “{cause}”, or take it out of “follows”."
                yield source.problem(loc, f"“{id}” comes before “{cause}”, which it follows", cure)
    for name, fact in spec.facts.items():
        for document in fact.documents:
            paper = spec.documents.get(document) or spec.contacts.get(document)
            if (
                paper
                and paper.on in spans
                and fact.known_from in spans
                and spans[paper.on][1] < spans[fact.known_from][0]
            ):
                yield source.problem(
                    ("facts", name, "documents"),
                    f"“{document}” was written before “{fact.known_from}”, from which this is known",
                    "Nobody can write down what nobody knows yet: change the document's day or “known_from”.",
                )


def _rests(spec: ScenarioSpec, id: str) -> bool:
    """Whether an event's day hangs, by way of others, on the anchor."""
    seen: set[str] = set()
    while id in spec.events and id not in seen:
        seen.add(id)
        day = spec.events[id].day
        if not isinstance(day, DaySpec):
            return True
        id = day.after or day.before
    return False


def span(spec: ScenarioSpec, id: str) -> Span:
    """How many days from the anchor an event can be. Public holidays may add a week to each fortnight of working days."""
    day = spec.events[id].day
    if not isinstance(day, DaySpec):
        return (0, 0)
    low, high = 0, 0
    for wanted, least, most in ((day.days, 1, 1), (day.months, 28, 31), (day.years, 365, 366)):
        if wanted:
            low, high = low + wanted[0] * least, high + wanted[1] * most
    if day.working_days:
        low, high = low + day.working_days[0], high + day.working_days[1] * 2 + 10
    if day.weekday:
        high += 6
    first, last = span(spec, day.after or day.before)
    return (first + low, last + high) if day.after else (first - high, last - low)


def _circles(source: Source, spec: ScenarioSpec) -> Iterator[Problem]:
    """Days that hang on nothing, or on themselves."""
    for id in spec.events:
        seen: list[str] = []
        at = id
        while at in spec.events and at not in seen:
            seen.append(at)
            day = spec.events[at].day
            if not isinstance(day, DaySpec):
                break
            at = day.after or day.before
            if not at:
                loc: Loc = ("events", seen[-1], "day")
                yield source.problem(loc, "This day hangs on nothing", "Say “after” or “before” and an event.")
        else:
            if at in seen:
                yield source.problem(
                    ("events", id, "day"), f"The days go round in a circle: {' → '.join([*seen, at])}", ""
                )
