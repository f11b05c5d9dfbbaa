"""``flag``: say of each sentence of a note whose information it is, so that it can be withheld when somebody asks for the file.

Form fields, per sentence N: ``whose.N`` (family | other | confidence). Practice source: practice.md R15, section 1.iii.
"""

from __future__ import annotations

from simulator.cases.model import Case
from simulator.exercises import base
from simulator.exercises.base import Raw, Unfit, check_fields, chosen, read_form

WHOSE = {
    "family": "The household’s own",
    "other": "Somebody else’s: flag it",
    "confidence": "Told in confidence, or dangerous if it were read: hold it back",
}


class Spec(base.Spec):
    pass


class Response(base.Response):
    whose: dict[str, str]  # by the sentence's number; what is not answered is left out


def build(spec: Spec, case: Case) -> base.Choosing:
    if not case.note_lines:
        raise Unfit(
            "type", f"The scenario {case.scenario} has no “note_lines”", "Write eleven or more for every family."
        )
    index = case.person(case.index)
    return base.Choosing(
        prefix="whose",
        scene=base.scene_of(case),
        title="A finished note, in single sentences",
        under=f"{index.first}’s household asks to read the file. {len(case.note_lines)} sentences: whose is each?",
        items=tuple(base.Item(id=x.id, text=x.text) for x in case.note_lines),
        options=tuple(base.Option(value=k, words=w) for k, w in WHOSE.items()),
    )


def parse(spec: Spec, case: Case, raw: Raw) -> Response:
    form, ids = read_form(raw), [x.id for x in case.note_lines]
    check_fields(form, ["whose"], ids)
    return Response(whose=chosen(form, "whose", ids, WHOSE))
