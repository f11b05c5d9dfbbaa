"""Marks ``explain``: what one tells a family about their record is so, where they live. Practice source: practice.md C14, C18.

A promise that cannot be kept weighs most: people speak because of it.
"""

from __future__ import annotations

from grading import choose
from grading.marks import Marks
from grading.samples import Sample
from simulator.cases.model import Case
from simulator.exercises.base import Spec as BaseSpec
from simulator.exercises.explain import SAY, Response, tellings

NEXT = {
    "yes": "It is theirs to know. Said early and plainly it costs a minute and saves the trust.",
    "no": "Before you promise, ask whether you could still keep it if tonight went badly.",
}


def truths(case: Case) -> list[choose.Truth]:
    out = []
    for id, t in tellings(case).items():
        right = "yes" if t.so else "no"
        out.append(
            choose.Truth(
                id=id, text=f"“{t.say}”", right=right, because=f"{t.because} ({t.source})", next_time=NEXT[right],
                weight=1 if t.so else 3,
            )
        )  # fmt: skip
    return out


def mark(spec: BaseSpec, case: Case, response: Response) -> Marks:
    """Marks for one explanation. ``out_of`` is the exercise's points, shared equally."""
    found = choose.checks("say", truths(case), response.say, SAY, spec.points, "")
    return Marks(
        exercise=f"{spec.module}/{spec.exercise}",
        headline=choose.headline(found, "They know what is written, who reads it and how to ask", "are right; look again at what you would promise"),
        checks=found,
        answered=bool(response.say),
    )  # fmt: skip


def sample(spec: BaseSpec, case: Case, kind: str) -> Sample:
    """See grading/choose.py."""
    return choose.sample("say", truths(case), SAY, spec.points, kind)
