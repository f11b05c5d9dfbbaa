"""``evidence``: what each view and each step rests on, among what was seen and told; one rests on nothing.

Form fields, per view N: ``on.N`` (several: numbers of cards, or ``nothing``). Practice source: practice.md R8, R9,
section 10.3.
"""

from __future__ import annotations

from simulator.cases.model import Case
from simulator.exercises import base
from simulator.exercises.base import Raw, Unfit, check_fields, read_form, ticked

NOTHING = "nothing"
LEAST = 4


class Spec(base.Spec):
    pass


class Variant(base.Variant):
    views: tuple[base.Item, ...]
    cards: tuple[base.Item, ...]


class Response(base.Response):
    on: dict[str, tuple[str, ...]]  # by the view's number: cards, or "nothing"; what is not answered is left out


def build(spec: Spec, case: Case) -> Variant:
    if len(case.judgements) < LEAST:
        raise Unfit("type", f"The scenario {case.scenario} has too few “judgements”", "Write five for every family.")
    under = {"judgement": "A view", "step": "A step"}
    return Variant(
        views=tuple(base.Item(id=j.id, text=j.text, under=under[j.kind]) for j in case.judgements),
        cards=tuple(base.Item(id=e.id, text=e.text) for e in case.evidence),
    )


def parse(spec: Spec, case: Case, raw: Raw) -> Response:
    form, ids, cards = read_form(raw), [j.id for j in case.judgements], [e.id for e in case.evidence]
    check_fields(form, ["on"], ids)
    return Response(on=ticked(form, "on", ids, [*cards, NOTHING], "no card here"))
