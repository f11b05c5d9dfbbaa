"""Marks ``evidence``: what a view or a step rests on. Practice source: practice.md R8, R9, section 10.3.

All that bears it out and nothing that does not: all points. A part of it, or one card too many: half. A card that can
honestly be counted costs nothing and is not needed.
"""

from __future__ import annotations

from grading.marks import Check, Link, Marks
from grading.samples import Sample
from simulator.cases import profile
from simulator.cases.model import Case, Judgement
from simulator.exercises.base import Spec as BaseSpec
from simulator.exercises.evidence import NOTHING, Response

NEXT = "Write the view with “because” behind it. What comes after “because” is the evidence; if nothing comes, take the view out."


def mark(spec: BaseSpec, case: Case, response: Response) -> Marks:
    """Marks for one set of views. ``out_of`` is the exercise's points, shared equally."""
    why = profile(case.jurisdiction).standards["fact_opinion"]
    share = spec.points / len(case.judgements)
    checks = tuple(
        _view(case, j, response.on.get(j.id, ()), share, f"{why.says} {why.source}") for j in case.judgements
    )
    right = sum(c.passed is True for c in checks)
    return Marks(
        exercise=f"{spec.module}/{spec.exercise}",
        headline="Every view stands on something, and the one that does not is gone" if right == len(checks) else f"{right} of {len(checks)} stand on what bears them out",
        checks=checks,
        answered=bool(response.on),
    )  # fmt: skip


def _view(case: Case, j: Judgement, ticked: tuple[str, ...], share: float, matters: str) -> Check:
    cards = {e.id: e.text for e in case.evidence}
    chosen, nothing = {t for t in ticked if t != NOTHING}, NOTHING in ticked
    needed, allowed = set(j.rests_on), {*j.rests_on, *j.also}
    extra, missed = chosen - allowed, needed - chosen
    if nothing and chosen:
        passed, half = False, False
    elif needed:
        passed = not missed and not extra and not nothing
        half = bool(chosen & allowed) and len(extra) + bool(missed) == 1
    else:
        passed, half = nothing, False
    truth = (
        "It rests on: " + " ".join(_sentence(cards[c]) for c in j.rests_on) if needed else "Nothing here bears it out."
    )
    told = f"{truth} {j.because}"
    if extra:
        told += f" This does not bear it out: {' '.join(_sentence(cards[c]) for c in sorted(extra, key=int)[:2])}"
    return Check(
        id=f"on.{j.id}",
        title=f"“{j.text}”",
        passed=passed,
        points=share if passed else share / 2 if half else 0,
        out_of=share,
        wrote="Nothing here" if nothing and not chosen else " ".join(_sentence(cards[c]) for c in sorted(chosen, key=int)),
        in_case="" if passed else told,
        next_time="" if passed else NEXT,
        matters="" if passed else matters,
        rationale=told if ticked else f"Not answered. {told}",
        links=(Link(text="this view", to=f"field:on.{j.id}"),),
        weight=1 if needed else 2,
    )  # fmt: skip


def _sentence(text: str) -> str:
    return text if text.endswith((".", "?", "!", "”")) else f"{text}."


def sample(spec: BaseSpec, case: Case, kind: str) -> Sample:
    """Right; wrong: the first view with evidence left without, and the bold one given a card; unreadable."""
    raw: dict[str, str | list[str]] = {f"on.{j.id}": list(j.rests_on) or [NOTHING] for j in case.judgements}
    if kind == "correct":
        return Sample(raw=raw, score=float(spec.points))
    if kind == "invalid":
        return Sample(raw={**raw, f"on.{case.judgements[0].id}": ["99"]}, problem="unknown choice")
    with_ = next(j for j in case.judgements if j.rests_on)
    bold = next((j for j in case.judgements if not j.rests_on), None)
    raw[f"on.{with_.id}"] = [NOTHING]
    fails = [f"on.{with_.id}"]
    if bold:
        raw[f"on.{bold.id}"] = [next(e.id for e in case.evidence if e.id not in bold.also)]
        fails.append(f"on.{bold.id}")
    score = spec.points - len(fails) * spec.points / len(case.judgements)
    return Sample(raw=raw, score=round(score, 2), fails=tuple(sorted(fails)))
