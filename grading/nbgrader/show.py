"""Marks and what was written, as plain HTML: for formgrader, feedback pages and print. Escaped, static, no script."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import ChoiceLoader, Environment, FileSystemLoader

from grading.marks import Marks
from simulator.cases.model import Case
from simulator.exercises import base_situation
from simulator.exercises.base import Choosing, Raw, Spec, one, types
from simulator.views.page import environment as page_environment
from simulator.views.page import marks_html


@cache
def environment() -> Environment:
    """Our templates beside those of the pages; always escaping."""
    base = page_environment()
    here = FileSystemLoader(Path(__file__).parent / "templates")
    return base.overlay(loader=ChoiceLoader([here, base.loader] if base.loader else [here]))


# types that share how an answer is shown back
ALIKE = {Choosing: "choose", base_situation.Variant: "situation"}


def wrote_html(spec: Spec, case: Case, raw: Raw | None, level: int = 3, *, tutor: bool = False) -> str:
    """What a learner wrote, in readable form: ``templates/wrote_<type>.html.j2``, or field by field without one.

    ``tutor``: with what a tutor needs to judge it by hand. A learner's page never has that.
    """
    if not raw:
        return ""
    variant = types()[spec.type].build(spec, case.for_learner(), *_own(spec, raw))
    alike = [f"wrote_{name}.html.j2" for kind, name in ALIKE.items() if isinstance(variant, kind)]
    template = environment().select_template([f"wrote_{spec.type}.html.j2", *alike, "wrote.html.j2"])
    return template.render(
        spec=spec, v=variant, raw=raw, kinds=_kinds(spec.type), L=level, lang=case.language, tutor=tutor
    )


def _own(spec: Spec, raw: Raw) -> list[Raw]:
    """What was shown may rest on the answer itself, or on a call that is in the answer."""
    if getattr(spec, "of", "") == spec.exercise:
        return [raw]
    return [{"log": one(raw, "course").split()}] if "course" in raw else []


def exercise_html(
    spec: Spec,
    case: Case,
    raw: Raw | None,
    marks: Marks | None,
    problem: str = "",
    *,
    level: int = 2,
    labelled: str = "",
    refused: bool = False,
    tutor: bool = False,
) -> str:
    """One exercise's feedback: what was written, well, to work on.

    ``level`` is the level of the heading above it and ``labelled`` that heading's id, so that two exercises with the
    same headline are told apart. ``refused``: the file could not be used, so nothing is said of what was handed in.
    ``tutor``: for the one who sets the points by hand.
    """
    uid = f"fb-{spec.exercise}"
    shown = marks_html(marks, uid=uid, type=spec.type, level=level, links=False) if marks else ""
    if labelled:
        shown = shown.replace(f'aria-labelledby="{uid}-marks-h"', f'aria-labelledby="{uid}-marks-h {labelled}"', 1)
    return (
        environment()
        .get_template("exercise_feedback.html.j2")
        .render(
            uid=uid,
            spec=spec,
            L=level,
            problem=problem,
            wrote=wrote_html(spec, case, raw, level + 1, tutor=tutor),
            marks=shown,
            refused=refused,
        )
    )


def _kinds(type_name: str) -> dict[str, Any]:
    return dict(getattr(types()[type_name], "KINDS", {}))
