"""``quote``: say of each quotation whether it was said like that, by that person.

Form fields, per quotation N: ``kind.N`` (exact | slip | changed | speaker | never). Practice source: practice.md R6, E4.
"""

from __future__ import annotations

from simulator.cases.model import Case
from simulator.exercises import base
from simulator.exercises.base import Raw, Unfit, check_fields, chosen, read_form

KINDS = {
    "exact": "Said, in these words, by this person",
    "slip": "A word is different; it means the same",
    "changed": "The words are different, and so is the meaning",
    "speaker": "Said in these words, by somebody else",
    "never": "Nobody said this",
}
LEAST = 6  # quotations worth an exercise


class Spec(base.Spec):
    pass


class Response(base.Response):
    kinds: dict[str, str]  # by the quotation's number; what is not answered is left out


def build(spec: Spec, case: Case) -> base.Choosing:
    if len(case.quotations) < LEAST:
        raise Unfit(
            "type", f"The scenario {case.scenario} has too few “misquotes”", "Write five or more for every family."
        )
    return base.Choosing(
        prefix="kind",
        scene=base.scene_of(case),
        title="Quotations from a note",
        under=f"{len(case.quotations)} of them. Hold each against what was said.",
        items=tuple(base.Item(id=q.id, text=f"{q.given}: “{q.words}”") for q in case.quotations),
        options=tuple(base.Option(value=k, words=w) for k, w in KINDS.items()),
    )


def parse(spec: Spec, case: Case, raw: Raw) -> Response:
    form, ids = read_form(raw), [q.id for q in case.quotations]
    check_fields(form, ["kind"], ids)
    return Response(kinds=chosen(form, "kind", ids, KINDS))
