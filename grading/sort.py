"""Marks ``sort``: is each statement observed, reported and by whom, an opinion, or analysis?

One check a statement. An arguable label earns full points. A reported statement given to the wrong person earns half.
Practice source: practice.md R5; E1, E3, E16.
"""

from __future__ import annotations

from grading.marks import Check, Link, Marks
from grading.samples import Sample
from simulator.cases import profile
from simulator.cases.model import Case, Statement
from simulator.exercises.base import Spec as BaseSpec
from simulator.exercises.sort import KINDS, Label, Response, Spec, draft_of

NEXT = {
    "observed": "Ask what a camera or a tape recorder in the room would have kept. If it would have kept this, it was observed.",
    "reported": "Ask who you have it from. Start the sentence with that person.",
    "opinion": "Ask whether a fair reader could see it otherwise. If so it is an opinion: say whose, and what it rests on.",
    "analysis": "Ask whether the sentence puts two things together and says what they may mean. That is analysis: keep it, and keep it apart.",
}


def mark(spec: BaseSpec, case: Case, response: Response) -> Marks:
    """Marks for one sorted draft. ``out_of`` is the exercise's points, shared equally by the statements."""
    assert isinstance(spec, Spec)
    draft = draft_of(spec, case)
    share = spec.points / len(draft.statements)
    tellers = dict(draft.tellers)
    why = profile(case.jurisdiction).standards["fact_opinion"]
    checks = tuple(
        _check(s, response.labels.get(s.id), share, tellers, f"{why.says} {why.source}") for s in draft.statements
    )
    right = sum(c.passed is True for c in checks)
    return Marks(
        exercise=f"{spec.module}/{spec.exercise}",
        headline=_headline(right, len(checks), checks, draft.statements),
        checks=checks,
        answered=bool(response.labels),
    )


def _check(s: Statement, label: Label | None, share: float, tellers: dict[str, str], why: str) -> Check:
    truth = KINDS[s.is_] + (f": {tellers[s.by]}" if s.by else "")
    links = (Link(text="this statement", to=f"field:kind.{s.id}"),) + (
        (Link(text="the moment", to=f"moment:{s.moment}"),) if s.moment else ()
    )

    def check(passed: bool, earned: float, title: str, rationale: str, wrote: str, next_time: str = "") -> Check:
        return Check(
            id=f"statement.{s.id}",
            title=title,
            passed=passed,
            points=earned,
            out_of=share,
            wrote=wrote,
            in_case="" if passed else f"{truth}. {s.because}",
            next_time=next_time,
            matters="" if passed else why,
            rationale=rationale,
            links=links,
            weight=2 if s.is_ in ("opinion", "reported") else 1,
        )

    if label is None:
        return check(False, 0, f"“{s.text}” has no label yet", f"Not answered. {s.because}", "", NEXT[s.is_])
    wrote = KINDS[label.kind] + (f": {tellers.get(label.by, 'nobody named')}" if label.kind == "reported" else "")
    if label.kind == s.is_ and label.by == s.by:
        return check(True, share, f"“{s.text}”", s.because, wrote)
    if label.kind in s.also:
        return check(True, share, f"“{s.text}”", f"Arguable, and it counts. We would say: {truth}. {s.because}", wrote)
    if label.kind == s.is_:
        who = tellers[s.by]
        said = "You have not said who told it." if not label.by else f"You have it from {tellers[label.by]}."
        return check(
            False,
            share / 2,
            f"“{s.text}” was told, but by whom?",
            f"It was told, and you saw that. {said} It came from {who}. {s.because}",
            wrote,
            "Trace each sentence back to the mouth it came from. If it went through two, name both.",
        )
    return check(False, 0, f"“{s.text}”", f"You chose “{wrote}”. It is: {truth}. {s.because}", wrote, NEXT[s.is_])


def _headline(right: int, total: int, checks: tuple[Check, ...], statements: tuple[Statement, ...]) -> str:
    if right == total:
        return "Every statement is in its place"
    missed = [s.is_ for s, c in zip(statements, checks, strict=True) if not c.passed]
    most = max(sorted(set(missed)), key=missed.count)
    look = {
        "observed": "look again at what was seen and heard",
        "reported": "look again at who told what",
        "opinion": "look again for opinions that pass as facts",
        "analysis": "look again for the sentences that put things together",
    }[most]
    return f"{right} of {total} are in their place; {look}"


def sample(spec: BaseSpec, case: Case, kind: str) -> Sample:
    """A right, a wrong and an unreadable answer. Wrong: the first opinion taken for an observation, and one teller swapped."""
    assert isinstance(spec, Spec)
    draft = draft_of(spec, case)
    raw: dict[str, str | list[str]] = {}
    for s in draft.statements:
        raw[f"kind.{s.id}"] = s.is_
        if s.by:
            raw[f"by.{s.id}"] = s.by
    if kind == "correct":
        return Sample(raw=raw, score=float(spec.points))
    if kind == "invalid":
        return Sample(raw={**raw, f"kind.{draft.statements[0].id}": "gossip"}, problem="unknown choice")
    share = spec.points / len(draft.statements)
    fails, score = [], float(spec.points)
    opinion = next(s for s in draft.statements if s.is_ == "opinion" and "observed" not in s.also)
    raw[f"kind.{opinion.id}"] = "observed"
    fails.append(f"statement.{opinion.id}")
    score -= share
    told = next(s for s in draft.statements if s.by)
    raw[f"by.{told.id}"] = next(t for t, _ in draft.tellers if t != told.by)
    fails.append(f"statement.{told.id}")
    score -= share / 2
    return Sample(raw=raw, score=round(score, 2), fails=tuple(sorted(fails)))
