"""Marks ``present``: who was there, and who could hear. Practice source: practice.md R3, E8.

People are half of the points, hearers the other half. Somebody who could hear and whom the scene does not name at that
moment may be left out; somebody who could not hear may not be ticked.
"""

from __future__ import annotations

from grading.marks import Check, Link, Marks
from grading.samples import Sample
from simulator.cases import profile
from simulator.cases.model import Case, OnRoll, Overheard
from simulator.exercises.base import Spec as BaseSpec
from simulator.exercises.present import NOBODY, Response

NEXT_THERE = (
    "Go through the contact from the door to the goodbye and count heads. Somebody who is talked about is not there."
)
NEXT_HEARD = "For each sentence that matters, ask who stood where. Write it beside the words: “alone”, “with her mother in the room”."


def mark(spec: BaseSpec, case: Case, response: Response) -> Marks:
    """Marks for one roll. ``out_of`` is the exercise's points."""
    why = profile(case.jurisdiction).standards["roster"]
    matters = f"{why.says} {why.source}"
    each, heard = spec.points / 2 / len(case.roll), spec.points / 2 / len(case.overheard)
    checks = [_person(p, response.there.get(p.id, ""), each, matters) for p in case.roll]
    checks += [_hearers(s, response.heard.get(s.id, ()), heard, matters, case) for s in case.overheard]
    wrong = sum(c.passed is False for c in checks)
    return Marks(
        exercise=f"{spec.module}/{spec.exercise}",
        headline="Everybody is counted, and you know who could hear" if not wrong else f"{len(checks) - wrong} of {len(checks)} are right",
        checks=tuple(checks),
        answered=bool(response.there or response.heard),
    )  # fmt: skip


def _person(p: OnRoll, answer: str, share: float, matters: str) -> Check:
    right = answer == ("yes" if p.there else "no")
    truth = (
        f"{p.name} was there{', for a part of it' if p.for_part else ''}."
        if p.there
        else f"{p.name} was not there, only spoken of or on the file."
    )
    return Check(
        id=f"there.{p.id}",
        title=p.name,
        passed=right,
        points=share if right else 0,
        out_of=share,
        wrote={"yes": "There", "no": "Not there"}.get(answer, ""),
        in_case="" if right else truth,
        next_time="" if right else NEXT_THERE,
        matters="" if right else matters,
        rationale=truth if answer else f"Not answered. {truth}",
        links=(Link(text="this line", to=f"field:there.{p.id}"),),
        weight=2 if p.there else 1,
    )  # fmt: skip


def _hearers(s: Overheard, ticked: tuple[str, ...], share: float, matters: str, case: Case) -> Check:
    names = {p.id: p.name for p in case.roll}
    chosen = {t for t in ticked if t != NOBODY}
    could, plainly = set(s.heard_by), set(s.plainly)
    extra, missed = chosen - could, plainly - chosen
    right = bool(ticked) and not extra and not missed and not (NOBODY in ticked and chosen)
    half = bool(ticked) and not right and not extra and bool(chosen)
    who = ", ".join(sorted(names[i] for i in could))
    truth = f"{who} could hear it." if could else f"Nobody but you could hear what {s.speaker} said."
    return Check(
        id=f"heard.{s.id}",
        title=f"{s.speaker}: “{s.words}”",
        passed=right,
        points=share if right else share / 2 if half else 0,
        out_of=share,
        wrote=", ".join(sorted(names[i] for i in chosen)) or ("Nobody else" if ticked else ""),
        in_case="" if right else truth,
        next_time="" if right else NEXT_HEARD,
        matters="" if right else matters,
        rationale=(truth if ticked else f"Not answered. {truth}")
        + (f" {', '.join(sorted(names[i] for i in extra))} could not." if extra else ""),
        links=(Link(text="this line", to=f"field:heard.{s.id}"),)
        + ((Link(text="the moment", to=f"moment:{s.moment}"),) if s.moment else ()),
        weight=3,
    )


def sample(spec: BaseSpec, case: Case, kind: str) -> Sample:
    """Right; wrong: somebody who was there is left out, and the first sentence is given to nobody or to everybody; unreadable."""
    raw: dict[str, str | list[str]] = {f"there.{p.id}": "yes" if p.there else "no" for p in case.roll}
    raw |= {f"heard.{s.id}": list(s.heard_by) or [NOBODY] for s in case.overheard}
    if kind == "correct":
        return Sample(raw=raw, score=float(spec.points))
    if kind == "invalid":
        return Sample(raw={**raw, f"there.{case.roll[0].id}": "perhaps"}, problem="unknown choice")
    there, said = next(p for p in case.roll if p.there), case.overheard[0]
    raw[f"there.{there.id}"] = "no"
    raw[f"heard.{said.id}"] = [NOBODY] if said.plainly else [next(p.id for p in case.roll if p.id not in said.heard_by)]
    score = spec.points - spec.points / 2 / len(case.roll) - spec.points / 2 / len(case.overheard)
    return Sample(raw=raw, score=round(score, 2), fails=tuple(sorted((f"there.{there.id}", f"heard.{said.id}"))))
