"""Samples: for every exercise an answer that is right, one that is wrong in a known way, and one that cannot be read.

Each type's ``sample(spec, case, kind)`` returns a :class:`Sample`; the test suite marks all of them over many seeds.
"""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import BaseModel, ConfigDict

from simulator.cases.model import Case
from simulator.exercises.base import Spec


class Sample(BaseModel):
    """``raw`` is the form; ``score`` what it must get; ``fails`` the checks that must fail (ids), no others;
    ``problem`` the name of the FormatProblem an invalid answer must raise."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    raw: dict[str, str | list[str]]
    score: float | None = None
    fails: tuple[str, ...] = ()
    problem: str = ""


def faults(spec: Spec, case: Case) -> Iterator[str]:
    """Every way in which an exercise's own samples are not marked as they say, in words. Raises Unfit."""
    from grading import mark, sample
    from simulator.exercises.base import FormatProblem, types

    for copy in (case, case.for_learner()):  # a scenario without the material for it says so here
        types()[spec.type].build(spec, copy)
    for kind in ("correct", "incorrect"):
        wanted = sample(spec, case, kind)
        marks = mark(spec, case, wanted.raw)
        if abs(marks.out_of - spec.points) > 1e-6:
            yield f"the {kind} sample is marked out of {marks.out_of:g}, not {spec.points}"
        if wanted.score is not None and abs(marks.score - wanted.score) > 0.011:
            failed = ", ".join(f"{c.id} ({c.rationale})" for c in marks.checks if c.passed is False)
            yield f"the {kind} sample gets {marks.score:g} and must get {wanted.score:g}; failed: {failed or 'nothing'}"
        found = sorted(c.id for c in marks.checks if c.passed is False)
        if found != sorted(wanted.fails):
            yield f"the {kind} sample fails {found} and must fail {sorted(wanted.fails)}"
    try:
        wanted = sample(spec, case, "invalid")
        mark(spec, case, wanted.raw)
        yield "the invalid sample is marked instead of refused"
    except FormatProblem as e:
        if e.name != wanted.problem:
            yield f"the invalid sample is refused as “{e.name}”, not as “{wanted.problem}”"
