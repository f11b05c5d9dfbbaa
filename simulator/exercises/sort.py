"""``sort``: say of each statement in a draft whether it was observed, reported (by whom), an opinion or an analysis.

Form fields, per statement id S: ``kind.S`` (observed | reported | opinion | analysis) and ``by.S`` (a person's id).
Practice source: practice.md R5 and section 1.iii (Write Enough, exercise 4).
"""

from __future__ import annotations

from simulator.cases.model import Case, Draft
from simulator.exercises import base
from simulator.exercises.base import FormatProblem, Raw, named, one, read_form

KINDS = {
    "observed": "Seen or heard by the writer",
    "reported": "Told by somebody",
    "opinion": "Somebody’s opinion",
    "analysis": "Analysis: what it may mean, and why",
}


class Spec(base.Spec):
    draft: str  # id of a draft in the scenario


class Line(base.Variant):
    id: str
    text: str


class Person(base.Variant):
    id: str
    name: str


class Variant(base.Variant):
    scene: base.Scene  # without it nobody could tell who told what
    title: str
    author: str
    lines: tuple[Line, ...]
    people: tuple[Person, ...]  # who a statement may have come from


class Label(base.Response):
    kind: str
    by: str = ""


class Response(base.Response):
    labels: dict[str, Label]  # by statement id; a statement without a label is not answered


def draft_of(spec: Spec, case: Case) -> Draft:
    """The draft an exercise sorts. Raises Unfit when the scenario has none of that name."""
    return named(case.drafts, spec.draft, "draft", case)


def build(spec: Spec, case: Case) -> Variant:
    draft = draft_of(spec, case)
    return Variant(
        scene=base.scene_of(case),
        title=draft.title,
        author=draft.author,
        lines=tuple(Line(id=s.id, text=s.text) for s in draft.statements),
        people=tuple(Person(id=i, name=n) for i, n in draft.tellers),
    )


def parse(spec: Spec, case: Case, raw: Raw) -> Response:
    form = read_form(raw)
    variant = build(spec, case)
    ids, people = {line.id for line in variant.lines}, {p.id for p in variant.people}
    labels: dict[str, Label] = {}
    for name in form:
        field, _, id = name.partition(".")
        if field not in ("kind", "by") or id not in ids:
            raise FormatProblem("unknown field", f"This exercise has no field “{name}”.", name)
    for id in (line.id for line in variant.lines):
        kind, by = one(form, f"kind.{id}"), one(form, f"by.{id}")
        if kind and kind not in KINDS:
            raise FormatProblem("unknown choice", f"“{kind}” is not one of: {', '.join(KINDS)}.", f"kind.{id}")
        if by and by not in people:
            raise FormatProblem("unknown choice", f"“{by}” is not somebody this statement could come from.", f"by.{id}")
        if kind:
            labels[id] = Label(kind=kind, by=by if kind == "reported" else "")
    return Response(labels=labels)
