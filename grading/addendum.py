"""Marks ``addendum``: a late entry that says it is late, and a correction that leaves the old words standing.

The choices and the dates are decided; the wording of the correction is decided when it plainly holds what was wrong and
what is right, and goes to a person when it does not. Practice source: practice.md R10, R17, E20.
"""

from __future__ import annotations

from datetime import date

from grading.marks import Check, Link, Marks
from grading.reading.dates import dates
from grading.reading.facts import overlap
from grading.reading.words import forms
from grading.samples import Sample
from simulator.cases import profile
from simulator.cases.dates import write_date
from simulator.cases.model import Case
from simulator.exercises.addendum import CHOICES, Response
from simulator.exercises.base import Spec as BaseSpec

RIGHT = {"late.how": "late", "late.from": "notes", "later": "apart", "wrong.how": "beside", "wrong.tell": "writer"}
WHY = {
    "late.how": "Nobody minds a late note that says so. The system shows when it was saved, and a date that does not fit makes every other line doubtful.",
    "late.from": "What was written down on the day is the better witness, also against your own memory. Keep the page.",
    "later": "Whoever reads the note of the contact must be able to see what you knew then. What came later has a day of its own.",
    "wrong.how": "Somebody may have acted on the wrong words. They have to stay readable, with the right ones beside them and a day between.",
    "wrong.tell": "A wrong line travels. As long as its writer has it, it can come back tomorrow.",
}
TITLES = {
    "late.how": "How the late note is dated",
    "late.from": "What the late note is written from",
    "later": "Where the later news goes",
    "wrong.how": "What happens to the wrong words",
    "wrong.tell": "Who is told",
}
WEIGHTS = {"late.how": 2, "late.dated": 1, "late.about": 1, "late.from": 1, "later": 2, "wrong.how": 3, "wrong.text": 3, "wrong.dated": 1, "wrong.tell": 2}  # fmt: skip


def mark(spec: BaseSpec, case: Case, response: Response) -> Marks:
    """Marks for one late entry and one correction. ``out_of`` is the exercise's points, shared by weight."""
    assert case.late and case.correction
    standards = profile(case.jurisdiction).standards
    timely, accurate = (f"{standards[k].says} {standards[k].source}" for k in ("timely", "accurate"))
    share = {name: spec.points * w / sum(WEIGHTS.values()) for name, w in WEIGHTS.items()}
    got = response.answers
    contact = case.event(case.scene_event).start.date()
    checks = [_choice(n, got.get(n, ""), share[n], timely) for n in ("late.how",)]
    checks.append(
        _date(case, "late.dated", "The day of writing", got.get("late.dated", ""), case.late, share["late.dated"])
    )
    checks.append(
        _date(case, "late.about", "The day the note is about", got.get("late.about", ""), contact, share["late.about"])
    )
    checks += [_choice(n, got.get(n, ""), share[n], timely) for n in ("late.from", "later")]
    checks.append(_choice("wrong.how", got.get("wrong.how", ""), share["wrong.how"], accurate))
    checks.append(_wording(case, got.get("wrong.text", ""), share["wrong.text"]))
    checks.append(
        _date(
            case,
            "wrong.dated",
            "The day of the correction",
            got.get("wrong.dated", ""),
            case.late,
            share["wrong.dated"],
        )
    )
    checks.append(_choice("wrong.tell", got.get("wrong.tell", ""), share["wrong.tell"], accurate))
    wrong = sum(c.passed is False for c in checks)
    return Marks(
        exercise=f"{spec.module}/{spec.exercise}",
        headline="Late, corrected, and nothing hidden" if not wrong else f"{len(checks) - wrong} of {len(checks)} are in order",
        checks=tuple(checks),
        answered=bool(got),
    )  # fmt: skip


def _choice(name: str, answer: str, share: float, matters: str) -> Check:
    right = answer == RIGHT[name]
    truth = f"{CHOICES[name][RIGHT[name]]}."
    return Check(
        id=name,
        title=TITLES[name],
        passed=right,
        points=share if right else 0,
        out_of=share,
        wrote=CHOICES[name].get(answer, ""),
        in_case="" if right else f"{truth} {WHY[name]}",
        next_time=""
        if right
        else "Ask what a reader would believe who finds this in five years, and whether it would be so.",
        matters="" if right else matters,
        rationale=WHY[name] if answer else f"Not answered. {truth} {WHY[name]}",
        links=(Link(text="this question", to=f"field:{name}"),),
        weight=2 if name in ("late.how", "wrong.how") else 1,
    )


def _date(case: Case, name: str, title: str, text: str, wanted: date, share: float) -> Check:
    found = dates(text, case.date_order, wanted)
    unread = bool(text) and not found
    right = bool(found) and found[0].day == wanted
    truth = f"It is {write_date(case, wanted)}."
    return Check(
        id=name,
        title=title,
        passed=None if unread else right,
        points=share if right else 0,
        out_of=share,
        person=unread,
        wrote=text,
        in_case="" if right or unread else truth,
        next_time="" if right or unread else "A late entry needs both days: the day of writing and the day it is about.",
        rationale="The software cannot read this as a date. A person will." if unread else truth if text else f"Not answered. {truth}",
        links=(Link(text="this day", to=f"field:{name}"),),
        weight=1,
    )  # fmt: skip


def _wording(case: Case, text: str, share: float) -> Check:
    """Passed: it holds what was wrong and what is right. Failed: nothing is written. Else a person reads it."""
    wrong = case.correction
    assert wrong
    truth = f"{wrong.paper} has “{wrong.says}”. Right is: {wrong.is_}. {wrong.because}"
    plain = overlap(wrong.says, text) >= min(2, overlap(wrong.says, wrong.says)) and _right_words(
        wrong.says, wrong.is_, text
    )
    empty = len(forms(text)) < 4
    return Check(
        id="wrong.text",
        title="The correction says what was wrong and what is right" if plain else "The correction is not written yet" if empty else "A person reads the correction",
        passed=True if plain else False if empty else None,
        points=share if plain else 0,
        out_of=share,
        person=not plain and not empty,
        wrote=text,
        in_case="" if plain else truth,
        next_time="Write: which paper, of which day, has what; what is right; how you know." if empty else "",
        rationale=truth,
        links=(Link(text="the correction", to="field:wrong.text"),),
        weight=2,
    )  # fmt: skip


def _right_words(says: str, is_: str, text: str) -> bool:
    """Whether words stand in the text that only the right version has."""
    only = " ".join(w for w in forms(is_) if w not in forms(says))
    return overlap(only, text) >= min(2, max(1, overlap(only, only)))


def sample(spec: BaseSpec, case: Case, kind: str) -> Sample:
    """Right; wrong: backdated, overwritten, and nobody told; unreadable."""
    assert case.late and case.correction
    wrong = case.correction
    now = write_date(case, case.late)
    raw: dict[str, str | list[str]] = {
        **RIGHT, "late.dated": now, "late.about": write_date(case, case.event(case.scene_event).start), "wrong.dated": now,
        "wrong.text": f"{wrong.paper} says: {wrong.says}. That is wrong. Right is: {wrong.is_}. I know it from my contact.",
    }  # fmt: skip
    if kind == "correct":
        return Sample(raw=raw, score=float(spec.points))
    if kind == "invalid":
        return Sample(raw={**raw, "wrong.how": "burn"}, problem="unknown choice")
    raw |= {"late.how": "backdated", "wrong.how": "overwrite", "wrong.tell": "nobody"}
    lost = sum(WEIGHTS[n] for n in ("late.how", "wrong.how", "wrong.tell")) / sum(WEIGHTS.values())
    return Sample(raw=raw, score=round(spec.points * (1 - lost), 2), fails=("late.how", "wrong.how", "wrong.tell"))
