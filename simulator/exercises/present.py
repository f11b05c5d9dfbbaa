"""``present``: who was there at the contact and who was not, and who could hear what was said.

Form fields: ``there.N`` (yes | no) for each person N, and ``heard.M`` (several: numbers of people) for each sentence M.
Nobody's id stands in the page. Practice source: practice.md R3, E8.
"""

from __future__ import annotations

from simulator.cases.model import Case
from simulator.exercises import base
from simulator.exercises.base import Raw, Unfit, check_fields, chosen, read_form, ticked

NOBODY = "nobody"


class Spec(base.Spec):
    pass


class Said(base.Variant):
    id: str
    speaker: str
    words: str
    by: str  # the speaker's number: nobody overhears themselves


class Variant(base.Variant):
    scene: base.Scene
    people: tuple[base.Item, ...]
    said: tuple[Said, ...]


class Response(base.Response):
    there: dict[str, str]  # by the person's number: yes or no; what is not answered is left out
    heard: dict[str, tuple[str, ...]]  # by the sentence's number: numbers of people, or "nobody"


def build(spec: Spec, case: Case) -> Variant:
    if len(case.roll) < 4 or not case.overheard:
        raise Unfit(
            "type", f"The scenario {case.scenario} has too few people at its scene", "Let four or more be named in it."
        )
    return Variant(
        scene=base.scene_of(case),
        people=tuple(base.Item(id=p.id, text=p.name, under=p.is_) for p in case.roll),
        said=tuple(Said(id=s.id, speaker=s.speaker, words=s.words, by=s.by) for s in case.overheard),
    )


def parse(spec: Spec, case: Case, raw: Raw) -> Response:
    form, people, said = read_form(raw), [p.id for p in case.roll], [s.id for s in case.overheard]
    check_fields({n: v for n, v in form.items() if n.startswith("there.")}, ["there"], people)
    check_fields({n: v for n, v in form.items() if not n.startswith("there.")}, ["heard"], said)
    return Response(
        there=chosen(form, "there", people, ("yes", "no")),
        heard=ticked(form, "heard", said, [*people, NOBODY], "nobody on this list"),
    )
