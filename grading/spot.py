"""Marks ``spot``: the words that blame, label, are jargon, or state opinion as fact.

One check a harmful phrase and one for leaving fair words alone. Found under another name than ours earns half, unless
that name is honest too. Marking nearly everything finds nothing. Practice source: practice.md R12, R14, E1, E10-E12.
"""

from __future__ import annotations

from grading.marks import Check, Link, Marks
from grading.samples import Sample
from simulator.cases import profile
from simulator.cases.model import Case, Phrase
from simulator.exercises.base import Spec as BaseSpec
from simulator.exercises.spot import KINDS, Response, Spec, note_of, places

NAMES = {
    "blame": "it blames",
    "label": "it labels a person",
    "jargon": "jargon",
    "opinion": "an opinion as if it were a fact",
}
NEXT = {
    "blame": "Say what happened, and who did it. Leave out whose fault you think it is.",
    "label": "Say what the person does or lives with, and let the person stand first.",
    "jargon": "Write it so that the family could read it without asking anyone.",
    "opinion": "Say what you saw or heard. If it is what you think, write “I think”, and why.",
}


def mark(spec: BaseSpec, case: Case, response: Response) -> Marks:
    """Marks for one marked note. ``out_of`` is the exercise's points, shared by the harmful phrases and the fair words."""
    assert isinstance(spec, Spec)
    note = note_of(spec, case)
    where = places(note)
    phrases = [p for sentence in note.sentences for p in sentence]
    marked: dict[str, str] = {}
    for p in phrases:
        start, end = where[p.id]
        for span in response.spans:  # a span counts for a phrase when it covers at least half of it
            if min(end, span.end) - max(start, span.start) >= (end - start) / 2:
                marked[p.id] = span.kind
    harmful = [p for p in phrases if p.kind]
    fair = [p for p in phrases if not p.kind and p.id in marked]
    too_many = len(fair) > len(harmful)
    share = spec.points / (len(harmful) + 1)
    why = profile(case.jurisdiction).standards["respectful"]
    checks = [_phrase(p, marked.get(p.id), share, too_many, f"{why.says} {why.source}") for p in harmful]
    checks.append(_fair(fair, share, bool(marked)))
    found = sum(p.id in marked for p in harmful)
    return Marks(
        exercise=f"{spec.module}/{spec.exercise}",
        headline=_headline(found, harmful, fair, marked, too_many),
        checks=tuple(checks),
        answered=bool(marked),
    )


def _phrase(p: Phrase, kind: str | None, share: float, too_many: bool, why: str) -> Check:
    fairer = f"Fairer: “{p.fairer}”" if p.fairer else NEXT[p.kind]
    passed, earned = False, 0.0
    if kind is None:
        rationale, wrote = f"Missed: {NAMES[p.kind]}. {p.because}", ""
    elif too_many:
        rationale, wrote = (
            f"You marked this and nearly everything round it, so it does not stand out. {p.because}",
            p.text,
        )
    elif kind == p.kind or kind in p.also:
        passed, earned = True, share
        rationale, wrote = f"Found: {NAMES[kind]}. {p.because}", KINDS[kind]
    else:
        earned = share / 2
        said = f"You called it “{KINDS[kind]}”." if kind else "You have not said what is wrong with it."
        rationale = f"Found. {said} We would say: {NAMES[p.kind]}. {p.because}"
        wrote = KINDS.get(kind, "")
    return Check(
        id=f"phrase.{p.id}",
        title=f"“{p.text}”",
        passed=passed,
        points=earned,
        out_of=share,
        wrote=wrote,
        in_case=p.because,
        next_time=fairer,
        matters="" if passed else why,
        rationale=rationale,
        links=(Link(text="these words", to=f"field:phrase.{p.id}"),),
        weight=2,
    )


def _fair(fair: list[Phrase], share: float, any_marked: bool) -> Check:
    """The point for leaving fair words alone: halved by one fair phrase marked, gone with two."""
    earned = 0.0 if not any_marked else share if not fair else share / 2 if len(fair) == 1 else 0.0
    quoted = ", ".join(f"“{p.text}”" for p in fair[:6])
    reasons = " ".join(p.because for p in fair if p.because)
    if not any_marked:
        title, rationale = "Nothing is marked yet", "Nothing is marked, so there is nothing to leave alone."
    elif not fair:
        title, rationale = "You left the fair words alone", "Everything you marked needed marking."
    else:
        title = "Some words you marked are fair as they stand"
        rationale = f"Fair as they stand: {quoted}. {reasons}".strip()
    return Check(
        id="fair",
        title=title,
        passed=any_marked and not fair,
        points=earned,
        out_of=share,
        wrote=quoted,
        in_case=reasons if fair else "",
        next_time="Before you mark a phrase, say what harm it does and to whom. If you cannot, leave it."
        if fair
        else "",
        rationale=rationale,
        weight=1,
    )


def _headline(found: int, harmful: list[Phrase], fair: list[Phrase], marked: dict[str, str], too_many: bool) -> str:
    if not marked:
        return "Nothing is marked yet"
    if too_many:
        return "Nearly everything is marked: choose the words that do harm"
    missed = [p.kind for p in harmful if p.id not in marked]
    if not missed:
        return "You found every one of them" + (", and some words that are fair" if fair else "")
    names = {"blame": "blame", "label": "labels", "jargon": "jargon", "opinion": "opinions that pass as facts"}
    most = max(sorted(set(missed)), key=missed.count)
    return f"{found} of {len(harmful)} found; look again for {names[most]}"


def sample(spec: BaseSpec, case: Case, kind: str) -> Sample:
    """A right, a wrong and an unreadable answer. Wrong: the first harmful phrase missed, one fair phrase marked."""
    assert isinstance(spec, Spec)
    phrases = [p for sentence in note_of(spec, case).sentences for p in sentence]
    harmful = [p for p in phrases if p.kind]
    raw: dict[str, str | list[str]] = {"phrase": [p.id for p in harmful]}
    raw |= {f"kind.{p.id}": p.kind for p in harmful}
    if kind == "correct":
        return Sample(raw=raw, score=float(spec.points))
    if kind == "invalid":
        return Sample(raw={**raw, "phrase": ["99.1"]}, problem="unknown phrase")
    share = spec.points / (len(harmful) + 1)
    plain = next(p for p in phrases if not p.kind)
    raw["phrase"] = [*(p.id for p in harmful[1:]), plain.id]
    raw.pop(f"kind.{harmful[0].id}")
    score = spec.points - share - share / 2
    return Sample(raw=raw, score=round(score, 2), fails=tuple(sorted((f"phrase.{harmful[0].id}", "fair"))))
