"""Decides what an answer is worth. ``mark(spec, case, raw)`` is a pure function of the three.

Importing this package imports no widget, no Jupyter server and no nbgrader: that is ``grading.nbgrader``.
"""

from __future__ import annotations

import importlib
from functools import cache
from types import ModuleType
from typing import TYPE_CHECKING, Any, Literal

from grading.marks import Check, Marks

if TYPE_CHECKING:
    from simulator.cases.model import Case
    from simulator.exercises.base import Raw, Spec

Kind = Literal["correct", "incorrect", "invalid"]

__all__ = ["Check", "Marks", "mark", "points", "sample"]


@cache
def marker(type_name: str) -> ModuleType:
    """The marker of an exercise type: ``grading/<type>.py``."""
    return importlib.import_module(f"grading.{type_name}")


def mark(spec: Spec, case: Case, raw: Raw) -> Marks:
    """Mark one answer.

    ``case`` must hold its truth. Raises simulator.exercises.base.FormatProblem when the answer cannot be read:
    that is not a wrong answer.
    """
    from simulator.exercises.base import types

    response = types()[spec.type].parse(spec, case, raw)
    marks: Marks = marker(spec.type).mark(spec, case, response)
    return marks


def sample(spec: Spec, case: Case, kind: Kind) -> Any:
    """A made-up answer of one kind and what it must get: see grading/samples.py."""
    return marker(spec.type).sample(spec, case, kind)


def points(desk: Any, exercise: str) -> float:
    """The score of one exercise as nbgrader wants it: a finite float from 0 to the exercise's points, and no output.

    Used by the test cells of a module's notebook. An answer that is missing or cannot be read scores 0.0; what went
    wrong is said where the answer was saved, not here.
    """
    import math
    import warnings

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        score = desk.score(exercise)
    return float(score) if math.isfinite(score) and score > 0 else 0.0
