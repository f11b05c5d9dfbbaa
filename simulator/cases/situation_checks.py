"""What can be wrong in a situation file beyond its shape: names that lead nowhere, questions without an answer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from pydantic import BaseModel

from simulator.cases import jurisdiction_names, profile
from simulator.cases.case_teller import GIVEN
from simulator.cases.fields import Conditional, Option, When
from simulator.cases.releases import ALWAYS
from simulator.cases.situation_specs import DRAWN, NARROW, PartSpec, QuestionSpec, SituationSpec
from simulator.content.errors import Problem, did_you_mean
from simulator.content.loader import Loc, Source

CHOSEN = ("one", "several", "order")
DATED = ("moment", "day")
SIGNS = ("adult", "index")  # who may have signed a release, beside the file's own people
TAKEN = {*SIGNS, "t", "w", "item", "home", "today", "town", "family", "agency", "file_no", "worker", "manager"}  # slots


def check_situation(source: Source, spec: SituationSpec) -> list[Problem]:
    """Every such problem of one file."""
    return [
        *_file(source, spec),
        *unknown_strands(source, spec, spec.strands),
        *_releases(source, spec),
        *_things(source, spec),
        *(x for i, p in enumerate(spec.parts) for x in _part(source, spec, i, p)),
    ]


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


def unknown_strands(
    source: Source,
    spec: BaseModel,
    strands: Mapping[str, Mapping[str, Option]],
    state: Mapping[str, Iterable[str]] | None = None,
) -> Iterator[Problem]:
    """Conditions on a strand, a state or an option there is not, and strands named like those that every family has."""
    profiles = [profile(n) for n in jurisdiction_names()]
    given: dict[str, Iterable[str]] = {
        **GIVEN,
        "language": [p.language for p in profiles],
        "jurisdiction": [p.jurisdiction for p in profiles],
    }
    for name in strands.keys() & given.keys():
        yield source.problem(("strands", name), f"Every family has “{name}” already", "Give the strand another name.")
    here = given | {name: options.keys() for name, options in strands.items()} | dict(state or {})
    for loc, when in _whens(spec, ()):
        for strand, options in when.items():
            if strand not in here:
                problem = f"There is no strand “{strand}”"
                yield source.problem((*loc, strand), problem, did_you_mean(strand, here))
                continue
            for option in options:
                yield from known(source, (*loc, strand), option, here[strand], f"option of {strand}")


def _whens(value: object, loc: Loc) -> Iterator[tuple[Loc, When]]:
    """Every condition of a file, with its place."""
    if isinstance(value, BaseModel):
        for name, field in type(value).model_fields.items():
            at, inside = (*loc, field.alias or name), getattr(value, name)
            if name == "when":
                yield at, inside
            else:
                yield from _whens(inside, at)
    elif isinstance(value, dict):
        for key, inside in value.items():
            yield from _whens(inside, (*loc, key))
    elif isinstance(value, tuple):
        for i, inside in enumerate(value):
            yield from _whens(inside, (*loc, i))


def _releases(source: Source, spec: SituationSpec) -> Iterator[Problem]:
    for id, r in spec.releases.items():
        at: Loc = ("releases", id)
        if id in spec.people or id in spec.times or id in TAKEN:
            yield source.problem(at, f"“{id}” is the name of something else", "Give it a name of its own.")
        signers = {**dict.fromkeys(SIGNS, Conditional()), **spec.people}
        yield from _there(source, (*at, "by"), r.by, signers, "person", r.when)
        for key, names in (("items", r.items), ("to", r.to)):
            if not names:
                yield source.problem((*at, key), "A release names nothing here", "Name one or more.")
        for item in r.items:
            yield from known(source, (*at, "items"), item, spec.items, "item")
        for to in r.to:
            yield from _there(source, (*at, "to"), to, spec.people, "person", r.when)
        for key, time in (("signed", r.signed), ("until", r.until), ("withdrawn", r.withdrawn)):
            if time:
                yield from _there(source, (*at, key), time, spec.times, "time", r.when)


def _covers(source: Source, spec: SituationSpec, at: Loc, q: QuestionSpec, when: When) -> Iterator[Problem]:
    assert q.covers is not None
    c, inside = q.covers, (*at, "covers")
    if not q.scale or q.kind != "one":
        yield source.problem(
            at, "A question with “covers” has one answer, of a scale", "Name one of the file’s scales."
        )
    for key, names in (("right", q.right), ("also", q.also)):
        if names:
            yield source.problem(
                (*at, key), "What a release covers is worked out", f"Leave “{key}” out, or leave “covers” out."
            )
    yield from known(source, (*inside, "item"), c.item, spec.items, "item")
    yield from _there(source, (*inside, "to"), c.to, spec.people, "person", when)
    yield from _there(source, (*inside, "on"), c.on, spec.times, "time", when)
    flags = (("not_needed", c.needed), ("must_not_ask", c.risky), ("own_release", c.own))
    for reason in (*ALWAYS, *(name for name, wanted in flags if wanted)):
        if q.scale in spec.scales and reason not in spec.scales[q.scale]:
            yield source.problem(
                inside,
                f"The scale “{q.scale}” has no answer “{reason}”, and it may be right here",
                "Add it to the scale.",
            )


def known(source: Source, at: Loc, name: str, there: Iterable[str], what: str) -> Iterator[Problem]:
    """A name that leads somewhere."""
    if name not in there:
        yield source.problem(at, f"There is no {what} “{name}”", did_you_mean(name, there))


def _there(
    source: Source, at: Loc, name: str, there: Mapping[str, Conditional], what: str, when: When
) -> Iterator[Problem]:
    """A name that leads somewhere, and in every family in which it is asked for."""
    if what == "time" and name == "today":
        return
    yield from known(source, at, name, there, what)
    for strand, options in there[name].when.items() if name in there else ():
        if not when.get(strand) or not set(when[strand]) <= set(options):
            yield source.problem(
                at,
                f"There is no {what} “{name}” in some families that need it",
                f"Its “when” asks for {strand}: say the same here.",
            )


def _part(source: Source, spec: SituationSpec, i: int, part: PartSpec) -> Iterator[Problem]:
    ids = [q.id for q in part.questions]
    for k, q in enumerate(part.questions):
        at: Loc = ("parts", i, "questions", k)
        if q.id in ids[:k]:
            yield source.problem((*at, "id"), f"There are two questions “{q.id}”", "Give each a name of its own.")
        yield from _question(source, spec, at, q)
        if q.spot:
            yield from _spot(source, spec, (*at, "spot"), part, k)
        if q.covers:
            yield from _covers(source, spec, at, q, {**part.when, **q.when})


def _spot(source: Source, spec: SituationSpec, at: Loc, part: PartSpec, k: int) -> Iterator[Problem]:
    """The thing in the drawing that question ``k`` is about."""
    q = part.questions[k]
    if not part.drawing:
        yield source.problem(at, "There is no drawing for this spot to be in", "Give the part a “drawing”.")
        return
    if part.drawing in NARROW:
        yield source.problem(
            at, f"There are no numbers in “{part.drawing}”", f"Ask about it in “{NARROW[part.drawing]}”."
        )
        return
    row = next((r for r in DRAWN[part.drawing] if q.spot in r), ())
    if not row:
        drawn = [name for r in DRAWN[part.drawing] for name in r]
        yield source.problem(at, f"Nobody has drawn “{q.spot}” in “{part.drawing}”", did_you_mean(q.spot, drawn))
    for other in part.questions[:k]:
        if other.spot in row and not _exclude(q, other):
            yield source.problem(
                at, f"“{other.id}” has this place in the drawing too", "Let a “when” of each keep them from one family."
            )
    for name in row:
        if name != q.spot and name in spec.things and not _exclude(q, spec.things[name]):
            yield source.problem(
                at, f"“{name}” has this place in the drawing too", "Let a “when” of each keep them from one family."
            )


def _things(source: Source, spec: SituationSpec) -> Iterator[Problem]:
    """What stands in the drawings unasked."""
    rows = [row for p in spec.parts if p.drawing for row in DRAWN[NARROW.get(p.drawing, p.drawing)]]
    seen: list[str] = []
    for name, thing in spec.things.items():
        row = next((r for r in rows if name in r), ())
        if not row:
            yield source.problem(
                ("things", name),
                f"Nobody has drawn “{name}” in a place of this situation",
                did_you_mean(name, [n for r in rows for n in r]),
            )
        for other in seen:
            if other in row and not _exclude(thing, spec.things[other]):
                yield source.problem(
                    ("things", name),
                    f"“{other}” has this place in the drawing too",
                    "Let a “when” of each keep them from one family.",
                )
        seen.append(name)


def _exclude(a: Conditional, b: Conditional) -> bool:
    """Whether no family can have both."""
    return any(not {*a.when[k]} & {*b.when[k]} for k in a.when.keys() & b.when.keys())


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
    answers = set(spec.scales[q.scale]) if q.scale else set(q.answers)
    right = set(q.right) if q.scale else {a for a, w in q.answers.items() if w.is_ == "right"}
    for name in {*q.right, *q.also, *q.half, *q.never, *(v for pair in q.first for v in pair)} - answers:
        yield source.problem(at, f"“{name}” is not one of the answers", did_you_mean(name, answers))
    if not right and not q.covers:
        yield source.problem(
            at, "No answer is right", "Mark at least one with “is: right”, or with a scale say “right”."
        )
    if q.kind == "one" and len(answers) < 2:
        yield source.problem(at, "There is nothing to choose from", "Give two answers or more.")
    if q.kind == "order" and not q.first:
        yield source.problem(at, "An order needs “first”", "Say which step comes before which: [[a, b], [b, c]].")
