"""Marks every type that asks about a situation: ``verify``, ``consent``, ``audience``, ``access``, ``breach`` …

One check a question, all worth the same. Of several boxes each right one earns its share and each wrong one costs one; of an
order every “this before that” earns its share, and a step that should not be there costs one; a moment is right to the
minute, with the slack its author allows, and an hour early where the clocks go forward in between; a day is right or not.
An answer that endangers somebody fails the whole exercise.
Practice source: practice.md sections 2, 4 and 7.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from itertools import pairwise

from grading.choose import headline
from grading.marks import Check, Link, Marks
from grading.samples import Sample
from simulator.cases import profile
from simulator.cases.dates import write_date, write_time
from simulator.cases.model import Case
from simulator.cases.situations import Answer, Question
from simulator.exercises.base_situation import Response, Spec, situation_of

MANY = 5  # questions with the same answers, from which one answer for all of them shows nothing
WRONG = 2  # questions that the incorrect sample gets wrong
DANGER = "Somebody could come to harm by this answer, and it cannot be taken back. That outweighs what else was right."


def mark(spec: Spec, case: Case, response: Response) -> Marks:
    """Marks for one situation. ``out_of`` is the exercise's points, shared equally by its questions."""
    told = situation_of(spec, case)
    share = spec.points / len(told.questions)
    why = profile(case.jurisdiction).standards[told.standard]
    matters = f"{why.says} {why.source}"
    same = _one_for_all(told.questions, response)
    checks = tuple(_check(case, q, response, share, matters, q.id in same) for q in told.questions)
    dangerous = [a for q in told.questions for a in q.of("never") if a.value in response.chosen.get(q.id, ())]
    answered = bool(response.chosen or response.moments)
    return Marks(
        exercise=f"{spec.module}/{spec.exercise}",
        headline="Somebody could be harmed by this"
        if dangerous
        else headline(checks, "Nothing here to put right", "are right; the others are below"),
        checks=checks,
        safe="no" if dangerous else "yes" if answered else "",
        safe_reason=" ".join(
            p for p in (f"You chose {_quote(dangerous[:1])}.", dangerous[0].because, told.danger or DANGER) if p
        )
        if dangerous
        else "",
        danger="This answer cannot pass",
        cap=0.0 if dangerous else None,
        answered=answered,
    )


def _one_for_all(questions: Iterable[Question], response: Response) -> frozenset[str]:
    """The questions of a scale that were all given one answer, where it is wrong more than once."""
    scales: dict[str, list[Question]] = {}
    for q in questions:
        if q.scale:
            scales.setdefault(q.scale, []).append(q)
    out: set[str] = set()
    for rows in scales.values():
        given = {response.chosen.get(q.id, ()) for q in rows}
        missed = sum(not any(a.value in response.chosen.get(q.id, ()) for a in q.of("right", "also")) for q in rows)
        if len(rows) >= MANY and len(given) == 1 and missed > 1:
            out |= {q.id for q in rows}
    return frozenset(out)


def _check(case: Case, q: Question, response: Response, share: float, matters: str, same: bool) -> Check:
    if q.kind in ("moment", "day"):
        earned, wrote, truth, why = _dated(case, q, response.moments.get(q.id))
        matters = q.rule or matters
    else:
        chosen = response.chosen.get(q.id, ())
        judge = {"one": _one, "several": _several, "order": _order}[q.kind]
        earned, truth, why = judge(q, chosen)
        wrote = _listed(q, chosen)
    if same and earned:
        earned /= 2
        truth = "You gave everything this answer, so it does not show that you looked."
    passed = earned >= 1
    reason = " ".join(p for p in (why, q.because) if p)
    grave = any(a.value in response.chosen.get(q.id, ()) for a in q.of("never"))
    return Check(
        id=f"q.{q.id}",
        title=q.ask,
        passed=passed,
        points=round(earned * share, 6),
        out_of=share,
        wrote=wrote,
        in_case="" if passed else " ".join(p for p in (truth, reason) if p),
        next_time="" if passed else q.next_time,
        matters="" if passed else matters,
        rationale=(reason or truth) if passed else " ".join(p for p in ("" if wrote else "Not answered.", truth, reason) if p),
        links=(Link(text="this question", to=f"field:q.{q.id}"),),
        weight=9 if grave else 2,
    )  # fmt: skip


def _quote(answers: Iterable[Answer]) -> str:
    def quoted(words: str) -> str:
        spoken = words.startswith("“") and words.endswith("”")  # has its quotation marks already
        inside = words[1:-1] if spoken and "“" not in words[1:-1] else words
        return f"“{inside.rstrip('.')}”"

    return ", ".join(quoted(a.words) for a in answers)


def _listed(q: Question, chosen: Iterable[str]) -> str:
    words = {a.value: a.words for a in q.answers}
    rows = [words[v] for v in chosen]
    return "; ".join(f"{n}. {w}" for n, w in enumerate(rows, 1)) if q.kind == "order" else "; ".join(rows)


def _one(q: Question, chosen: tuple[str, ...]) -> tuple[float, str, str]:
    """How much of the share, what is right, and what is said about the answer."""
    right = q.of("right")
    truth = f"We would say: {_quote(right)}."
    picked = next((a for a in q.answers if a.value in chosen), None)
    if picked is None:
        return 0, truth, ""
    if picked.worth == "right":
        return 1, truth, picked.because
    if picked.worth == "also":
        return 1, truth, picked.because or f"Arguable, and it counts. {truth}"
    return (0.5 if picked.worth == "half" else 0), truth, picked.because


def _several(q: Question, chosen: tuple[str, ...]) -> tuple[float, str, str]:
    right = q.of("right")
    hit = [a for a in right if a.value in chosen]
    missed = [a for a in right if a.value not in chosen]
    extra = [a for a in q.of("wrong", "never") if a.value in chosen]
    partly = [a for a in q.of("half") if a.value in chosen]
    earned = max(0.0, len(hit) - len(extra) - len(partly) / 2) / len(right)
    truth = "".join(
        (
            f"Missing: {_quote(missed)}. " if missed and chosen else "",
            f"Not this: {_quote(extra + partly)}." if extra or partly else "",
        )
    )
    if not chosen:
        truth = f"We would say: {_quote(right)}."
    return earned, truth.strip(), " ".join(a.because for a in (*extra, *partly, *missed) if a.because)  # fmt: skip


def _order(q: Question, chosen: tuple[str, ...]) -> tuple[float, str, str]:
    at = {v: n for n, v in enumerate(chosen)}
    words = {a.value: a.words for a in q.answers}
    pairs = [(a, b) for row in q.first for a, b in pairwise(row)]
    kept = [(a, b) for a, b in pairs if a in at and b in at and at[a] < at[b]]
    missed = [a for a in q.of("right") if a.value not in at]
    extra = [a for a in q.of("wrong", "never") if a.value in at]
    turned = next(((a, b) for a, b in pairs if a in at and b in at and at[a] > at[b]), None)
    earned = max(0, len(kept) - len(extra)) / len(pairs)
    if missed or extra:
        earned = min(earned, 1 - 1 / (2 * len(pairs)))
    said = []
    if turned:
        said.append(f"“{words[turned[0]].rstrip('.')}” comes before “{words[turned[1]].rstrip('.')}”.")
    if missed:
        said.append(f"Missing: {_quote(missed)}.")
    if extra:
        said.append(f"Not a step of ours: {_quote(extra)}.")
    truth = " ".join(said) if chosen else f"We would say: {_listed(q, line_up(q))}."
    return earned, truth, " ".join(a.because for a in extra if a.because)


def line_up(q: Question) -> tuple[str, ...]:
    """The right steps in an order that keeps every “this before that”."""
    left = [a.value for a in q.of("right")]
    before: dict[str, set[str]] = {v: set() for v in left}
    for row in q.first:
        for a, b in pairwise(row):
            if a in before and b in before:
                before[b].add(a)
    out: list[str] = []
    while left:
        ready = next((v for v in left if before[v] <= set(out)), left[0])
        left.remove(ready)
        out.append(ready)
    return tuple(out)


def _dated(case: Case, q: Question, at: datetime | None) -> tuple[float, str, str, str]:
    assert q.due is not None
    exact = q.kind == "moment"

    def write(moment: datetime) -> str:
        day = write_date(case, moment, weekday=True)
        return f"{day}, {write_time(case, moment)}" if exact else day

    truth = f"{write(q.due)}."
    if at is None:
        return 0, "", truth, ""
    if not exact:
        return (1 if at.date() == q.due.date() else 0), write(at), truth, ""
    right = q.due - timedelta(minutes=q.early) <= at <= q.due + timedelta(minutes=q.slack)
    forward = f"The clocks go forward in between, so the hours run out at {truth} Earlier does no harm."
    return (1 if right else 0), write(at), truth, forward if right and at < q.due else ""


def sample(spec: Spec, case: Case, kind: str) -> Sample:
    """``correct``: all right. ``incorrect``: two questions answered wrongly, none of it dangerous. ``invalid``: an answer there is not."""
    questions = situation_of(spec, case).questions
    raw: dict[str, str | list[str]] = {}
    for q in questions:
        raw |= _right(q)
    if kind == "correct":
        return Sample(raw=raw, score=float(spec.points))
    if kind == "invalid":
        q = questions[0]
        if q.kind in ("moment", "day"):
            return Sample(raw={**raw, f"q.{q.id}-day": "soon"}, problem="not a day")
        name = f"q.{q.id}-{q.answers[0].value}" if q.kind == "order" else f"q.{q.id}"
        return Sample(raw={**raw, name: "gossip"}, problem="unknown choice")
    wrong = questions[:: max(1, len(questions) - 1)][:WRONG]
    for q in wrong:
        for name in _right(q):
            del raw[name]
        if q.kind in ("moment", "day"):
            assert q.due is not None
            late = q.due + timedelta(days=1, minutes=q.slack)
            raw |= {f"q.{q.id}-day": late.date().isoformat()} | (
                {f"q.{q.id}-time": f"{late:%H:%M}"} if q.kind == "moment" else {}
            )
        elif q.kind == "one" and (plain := q.of("wrong")):
            raw[f"q.{q.id}"] = plain[0].value
    score = spec.points * (1 - len(wrong) / len(questions))
    return Sample(raw=raw, score=round(score, 2), fails=tuple(sorted(f"q.{q.id}" for q in wrong)))  # fmt: skip


def _right(q: Question) -> dict[str, str | list[str]]:
    if q.kind in ("moment", "day"):
        assert q.due is not None
        day: dict[str, str | list[str]] = {f"q.{q.id}-day": q.due.date().isoformat()}
        return day | ({f"q.{q.id}-time": f"{q.due:%H:%M}"} if q.kind == "moment" else {})
    if q.kind == "order":
        return {f"q.{q.id}-{v}": str(n) for n, v in enumerate(line_up(q), 1)}
    values = [a.value for a in q.of("right")]
    return {f"q.{q.id}": values if q.kind == "several" else values[0]}
