"""``hunt``: find what is wrong in a fluent draft by a note-writing tool, and what it leaves out.

Form fields: ``line.N`` (true | invented | changed | swapped | over_claim) for each sentence N, and ``gap`` (the number of
what is missing). A sentence without an answer counts as left standing. Practice source: practice.md R19, E19, section 1.iii.
"""

from __future__ import annotations

from simulator.cases.model import Case, ToolDraft
from simulator.exercises import base
from simulator.exercises.base import FormatProblem, Raw, Unfit, check_fields, chosen, one, read_form

TRUE = "true"
KINDS = {
    TRUE: "As it happened",
    "invented": "Made up: nobody said or saw it",
    "changed": "A number, day or name is changed",
    "swapped": "Right words, wrong person",
    "over_claim": "Says more than anybody knows",
}
LEAST = 4  # planted faults, and things to choose from as missing


class Spec(base.Spec):
    pass


class Variant(base.Variant):
    scene: base.Scene
    title: str
    author: str
    lines: tuple[base.Item, ...]
    gaps: tuple[base.Item, ...]
    options: tuple[base.Option, ...]


class Response(base.Response):
    lines: dict[str, str]  # by the sentence's number; what is not answered is left out
    gap: str = ""


def draft_of(case: Case) -> ToolDraft:
    """The draft. Raises Unfit when the scenario has none, or one without enough to find."""
    draft = case.tool_draft
    if draft is None:
        raise Unfit("type", f"The scenario {case.scenario} has no “tool_draft”", "Write one with ten lines or more.")
    planted = sum(bool(x.fault) for x in draft.lines)
    if case.truth and (planted < LEAST or len(draft.gaps) < LEAST):
        raise Unfit(
            "type", f"The scenario {case.scenario} plants {planted} faults and offers {len(draft.gaps)} gaps in this family",
            f"Let every family have {LEAST} lines with “wrong” and {LEAST} more with “leave_out”.",
        )  # fmt: skip
    return draft


def build(spec: Spec, case: Case) -> Variant:
    draft = draft_of(case)
    return Variant(
        scene=base.scene_of(case),
        title=draft.title,
        author=draft.author,
        lines=tuple(base.Item(id=x.id, text=x.text) for x in draft.lines),
        gaps=tuple(base.Item(id=g.id, text=g.text) for g in draft.gaps),
        options=tuple(base.Option(value=k, words=w) for k, w in KINDS.items()),
    )


def parse(spec: Spec, case: Case, raw: Raw) -> Response:
    form, draft = read_form(raw), draft_of(case)
    ids, gaps = [x.id for x in draft.lines], [g.id for g in draft.gaps]
    check_fields(form, ["line"], ids, ["gap"])
    gap = one(form, "gap")
    if gap and gap not in gaps:
        raise FormatProblem("unknown choice", f"“{gap}” is not one of: {', '.join(gaps)}.", "gap")
    return Response(lines=chosen(form, "line", ids, KINDS), gap=gap)
