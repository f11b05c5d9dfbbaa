"""Marks ``hunt``: the planted faults of a machine's draft, what it leaves out, and true sentences left alone.

A fault found under another name earns half. Marking more true sentences than there are faults finds nothing: then the
planted ones do not stand out. Practice source: practice.md R19, E19, section 1.iii "Hallucination hunt".
"""

from __future__ import annotations

from grading.choose import scene_moment
from grading.marks import Check, Link, Marks
from grading.samples import Sample
from simulator.cases import profile
from simulator.cases.model import Case, DraftLine, Gap, ToolDraft
from simulator.exercises.base import Spec as BaseSpec
from simulator.exercises.hunt import KINDS, TRUE, Response, draft_of

NEXT = {
    "invented": "For each sentence ask: where in my own notes is this? If it is nowhere, it goes.",
    "changed": "Check every number, day and name on its own, against what you wrote down at the time.",
    "swapped": "Before each quotation and each account, say aloud who told you. Then read the sentence.",
    "over_claim": "Ask who could know this. If nobody could, take it back to what was said or seen.",
}


def mark(spec: BaseSpec, case: Case, response: Response) -> Marks:
    """Marks for one draft. ``out_of`` is the exercise's points: a share a fault, one for the gap, one for true sentences."""
    draft = draft_of(case)
    planted = [x for x in draft.lines if x.fault]
    true = [x for x in draft.lines if not x.fault]
    accused = [x for x in true if response.lines.get(x.id, TRUE) != TRUE]
    too_many = len(accused) > len(planted)
    share = spec.points / (len(planted) + 2)
    why = profile(case.jurisdiction).standards["accurate"]
    matters = f"{why.says} {why.source}"
    checks = [_fault(case, x, response.lines.get(x.id, TRUE), share, too_many, matters) for x in planted]
    checks.append(_gap(case, draft, response.gap, share, matters))
    checks.append(_left_alone(accused, share, bool(response.lines)))
    found = sum(response.lines.get(x.id, TRUE) != TRUE for x in planted)
    return Marks(
        exercise=f"{spec.module}/{spec.exercise}",
        headline=_headline(found, len(planted), too_many, checks, bool(response.lines)),
        checks=tuple(checks),
        answered=bool(response.lines or response.gap),
    )


def _fault(case: Case, x: DraftLine, answer: str, share: float, too_many: bool, matters: str) -> Check:
    kind = KINDS[x.fault]
    passed, earned = False, 0.0
    if answer == TRUE:
        rationale = f"Left standing. {kind}. {x.because}"
    elif too_many:
        rationale = f"You marked this and most of the draft, so it does not stand out. {x.because}"
    elif answer == x.fault:
        passed, earned, rationale = True, share, f"Found. {kind}. {x.because}"
    else:
        earned, rationale = share / 2, f"Found. You called it “{KINDS[answer]}”. We would say: {kind}. {x.because}"
    links: tuple[Link, ...] = (Link(text="this sentence", to=f"field:line.{x.id}"),)
    if moment := scene_moment(case, x.moment):
        links += (Link(text="the moment", to=f"moment:{moment}"),)
    return Check(
        id=f"line.{x.id}",
        title=f"“{x.text}”",
        passed=passed,
        points=earned,
        out_of=share,
        wrote="" if answer == TRUE else KINDS[answer],
        in_case="" if passed else f"{kind}. {x.because}",
        next_time="" if passed else NEXT[x.fault],
        matters="" if passed else matters,
        rationale=rationale,
        links=links,
        weight=3,
    )


def _gap(case: Case, draft: ToolDraft, answer: str, share: float, matters: str) -> Check:
    missing = next(g for g in draft.gaps if g.missing)
    right = answer == missing.id
    picked: Gap | None = next((g for g in draft.gaps if g.id == answer), None)
    truth = f"Missing is {missing.text}. {missing.because}".strip()
    links: tuple[Link, ...] = (Link(text="what is missing", to="field:gap"),)
    if moment := scene_moment(case, missing.moment):
        links += (Link(text="the moment", to=f"moment:{moment}"),)
    return Check(
        id="gap",
        title="You saw what is missing" if right else "What the draft leaves out",
        passed=right,
        points=share if right else 0,
        out_of=share,
        wrote=picked.text if picked else "",
        in_case="" if right else truth,
        next_time="" if right else "Read your own notes first and the draft second, and tick off what matters. What is not there has no colour and makes no noise.",
        matters="" if right else matters,
        rationale=truth if answer else f"Not answered. {truth}",
        links=links,
        weight=4,
    )  # fmt: skip


def _left_alone(accused: list[DraftLine], share: float, any_marked: bool) -> Check:
    """The share for true sentences: halved by one that was marked, gone with two."""
    earned = 0.0 if not any_marked else share if not accused else share / 2 if len(accused) == 1 else 0.0
    quoted = " ".join(f"“{x.text}”" for x in accused[:4])
    return Check(
        id="left_alone",
        title="You left what is true alone" if any_marked and not accused else "True sentences that you marked" if accused else "Nothing is marked yet",
        passed=any_marked and not accused,
        points=earned,
        out_of=share,
        wrote=quoted,
        in_case="These happened as they stand." if accused else "",
        next_time="Before you strike a sentence out, find the moment that shows it wrong. If there is none, it may stay."
        if accused
        else ""
        if any_marked
        else "Take one sentence and look for its moment in the scene. Then the next.",
        rationale=f"True as they stand: {quoted}" if accused else "Everything you marked needed marking." if any_marked else "Nothing is marked, so there is nothing to leave alone.",
        weight=1,
    )  # fmt: skip


def _headline(found: int, planted: int, too_many: bool, checks: list[Check], any_marked: bool) -> str:
    if not any_marked:
        return "Nothing is marked yet"
    if too_many:
        return "Most of the draft is marked: keep what happened"
    if all(c.passed for c in checks):
        return "You would not have filed this unread"
    if found == planted:
        return "You found every fault in it; look at the rest below"
    return f"{found} of {planted} faults found; the others would have gone on file"


def sample(spec: BaseSpec, case: Case, kind: str) -> Sample:
    """Right; wrong: the first fault left standing, a true sentence marked, the wrong gap; unreadable."""
    draft = draft_of(case)
    planted = [x for x in draft.lines if x.fault]
    raw: dict[str, str | list[str]] = {f"line.{x.id}": x.fault or TRUE for x in draft.lines}
    raw["gap"] = next(g.id for g in draft.gaps if g.missing)
    if kind == "correct":
        return Sample(raw=raw, score=float(spec.points))
    if kind == "invalid":
        return Sample(raw={**raw, "gap": "99"}, problem="unknown choice")
    share = spec.points / (len(planted) + 2)
    raw[f"line.{planted[0].id}"] = TRUE
    raw[f"line.{next(x.id for x in draft.lines if not x.fault)}"] = "invented"
    raw["gap"] = next(g.id for g in draft.gaps if not g.missing)
    fails = tuple(sorted((f"line.{planted[0].id}", "left_alone", "gap")))
    return Sample(raw=raw, score=round(spec.points - 2.5 * share, 2), fails=fails)
