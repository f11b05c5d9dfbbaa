"""What can be wrong in a situation file beyond its shape: names that lead nowhere, questions without an answer."""

from __future__ import annotations

from collections.abc import Iterator

from simulator.cases import jurisdiction_names, profile
from simulator.cases.situation_specs import PartSpec, QuestionSpec, SituationSpec
from simulator.content.errors import Problem, did_you_mean
from simulator.content.loader import Loc, Source

CHOSEN = ("one", "several", "order")
DATED = ("moment", "day")


def check_situation(source: Source, spec: SituationSpec) -> list[Problem]:
    """Every such problem of one file."""
    return [*_file(source, spec), *(x for i, p in enumerate(spec.parts) for x in _part(source, spec, i, p))]


def _file(source: Source, spec: SituationSpec) -> Iterator[Problem]:
    if spec.situation != source.path.stem:
        yield source.problem(("situation",), f"The file is called “{source.path.stem}”", "Give both the same name.")
    profiles = [profile(n) for n in jurisdiction_names()]
    for p in profiles:
        if spec.standard not in p.standards:
            yield source.problem(
                ("standard",), f"{p.title} has no standard “{spec.standard}”", did_you_mean(spec.standard, p.standards)
            )
    names = [p.id for p in spec.parts]
    for i, id in enumerate(names):
        if id in names[:i]:
            yield source.problem(("parts", i, "id"), f"There are two parts “{id}”", "Give each a name of its own.")


def _part(source: Source, spec: SituationSpec, i: int, part: PartSpec) -> Iterator[Problem]:
    ids = [q.id for q in part.questions]
    for k, q in enumerate(part.questions):
        at: Loc = ("parts", i, "questions", k)
        if q.id in ids[:k]:
            yield source.problem((*at, "id"), f"There are two questions “{q.id}”", "Give each a name of its own.")
        yield from _question(source, spec, at, q)


def _question(source: Source, spec: SituationSpec, at: Loc, q: QuestionSpec) -> Iterator[Problem]:
    if q.kind in DATED:
        clocks = {c for n in jurisdiction_names() for c in profile(n).clocks}
        if q.due is None:
            yield source.problem(at, "A question for a day or a moment needs “due”", "Say due: {clock: …, from: …}.")
        elif q.due.clock not in clocks:
            yield source.problem((*at, "due"), f"There is no clock “{q.due.clock}”", did_you_mean(q.due.clock, clocks))
        elif q.due.from_ not in spec.times:
            yield source.problem(
                (*at, "due"), f"There is no time “{q.due.from_}”", did_you_mean(q.due.from_, spec.times)
            )
        return
    if q.scale and q.scale not in spec.scales:
        yield source.problem((*at, "scale"), f"There is no scale “{q.scale}”", did_you_mean(q.scale, spec.scales))
        return
    known = set(spec.scales[q.scale]) if q.scale else set(q.answers)
    right = set(q.right) if q.scale else {a for a, w in q.answers.items() if w.is_ == "right"}
    for name in {*q.right, *q.also, *q.half, *q.never, *(v for pair in q.first for v in pair)} - known:
        yield source.problem(at, f"“{name}” is not one of the answers", did_you_mean(name, known))
    if not right:
        yield source.problem(
            at, "No answer is right", "Mark at least one with “is: right”, or with a scale say “right”."
        )
    if q.kind == "one" and len(known) < 2:
        yield source.problem(at, "There is nothing to choose from", "Give two answers or more.")
    if q.kind == "order" and not q.first:
        yield source.problem(at, "An order needs “first”", "Say which step comes before which: [[a, b], [b, c]].")
