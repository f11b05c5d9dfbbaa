"""``reflect`` is not marked by software: whatever is written waits for a person, who picks one of four levels.

Only an empty page is decided here. Practice source: practice.md R8, section 1.iii "Not decidable".
"""

from __future__ import annotations

from grading.marks import Check, Link, Marks
from grading.samples import Sample
from simulator.cases.model import Case
from simulator.exercises.base import Spec as BaseSpec
from simulator.exercises.reflect import Response, Spec


def mark(spec: BaseSpec, case: Case, response: Response) -> Marks:
    """One check for a person. ``out_of`` is the exercise's points."""
    assert isinstance(spec, Spec)
    empty = not response.answers
    missing = [
        q.ask.replace("{name}", case.person(case.index).first) for q in spec.questions if q.name not in response.answers
    ]
    first = next((q.name for q in spec.questions if q.name not in response.answers), spec.questions[0].name)
    return Marks(
        exercise=f"{spec.module}/{spec.exercise}",
        headline="There is nothing here yet" if empty else "A person will read this",
        checks=(
            Check(
                id="reflection",
                title="Nothing is written yet" if empty else "Your thinking is for a person to read",
                passed=False if empty else None,
                points=0,
                out_of=spec.points,
                person=not empty,
                next_time="Begin with the question that is easiest." if empty else "",
                rationale="Software cannot tell good thinking from good words. A tutor reads it and picks one of the four levels."
                + (f" Not answered yet: {' '.join(missing)}" if missing and not empty else ""),
                links=(Link(text="the questions", to=f"field:answer.{first}"),),
            ),
        ),
        answered=not empty,
    )  # fmt: skip


def sample(spec: BaseSpec, case: Case, kind: str) -> Sample:
    """Written: waits for a person, no points lost. ``incorrect``: an empty page. ``invalid``: a question there is not."""
    del case
    assert isinstance(spec, Spec)
    raw: dict[str, str | list[str]] = {
        f"answer.{q.name}": spec.exemplar.get(q.name, "I think so, because I saw it.") for q in spec.questions
    }
    if kind == "correct":
        return Sample(raw=raw, score=0.0)
    if kind == "invalid":
        return Sample(raw={**raw, "answer.mood": "calm"}, problem="unknown field")
    return Sample(raw={}, score=0.0, fails=("reflection",))
