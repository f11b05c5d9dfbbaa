"""``explain``: tell a family what is written down, where it is kept, who can see it and how to ask for it: what is so, and what is not.

Form fields, per sentence N: ``say.N`` (yes | no). The sentences are the jurisdiction's own, each with its source.
Practice source: practice.md C14, C18, section 11 line 13.
"""

from __future__ import annotations

from simulator.cases import profile
from simulator.cases.draw import Draw
from simulator.cases.jurisdiction import Telling
from simulator.cases.model import Case
from simulator.exercises import base
from simulator.exercises.base import Raw, check_fields, chosen, read_form

SAY = {"yes": "I would say this", "no": "I would not say this: it is not so"}


class Spec(base.Spec):
    pass


class Response(base.Response):
    say: dict[str, str]  # by the sentence's number; what is not answered is left out


def tellings(case: Case) -> dict[str, Telling]:
    """The sentences by number, in an order of this family's own."""
    left = list(profile(case.jurisdiction).tellings)
    out: list[Telling] = []
    draw = Draw(case.scenario, case.jurisdiction, case.seed)
    while left:
        out.append(left.pop(draw.number(f"tellings.{len(out)}", len(left))))
    return {str(n): t for n, t in enumerate(out, 1)}


def build(spec: Spec, case: Case) -> base.Choosing:
    index = case.person(case.index)
    return base.Choosing(
        prefix="say",
        scene=None,
        title="“What are you writing down, and who gets to read it?”",
        under=f"{index.first}’s family asks at the kitchen table. They want it in plain words. Which of these would you say?",
        items=tuple(base.Item(id=n, text=f"“{t.say}”") for n, t in tellings(case).items()),
        options=tuple(base.Option(value=k, words=w) for k, w in SAY.items()),
    )


def parse(spec: Spec, case: Case, raw: Raw) -> Response:
    form, ids = read_form(raw), list(tellings(case))
    check_fields(form, ["say"], ids)
    return Response(say=chosen(form, "say", ids, SAY))
