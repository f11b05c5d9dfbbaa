"""What stands round the exercise on a participant's page: where the room is, the family, how sure one feels, the end."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, Any, Literal

from jinja2 import Environment

import grading
from simulator.cases.dates import write_date
from simulator.exercises.base import FormatProblem
from simulator.views.confidence import calibration_html, rating_html
from simulator.views.summary import summary_html
from simulator.workshop.pages import environment

if TYPE_CHECKING:
    from simulator.workshop.seat import Seat


@cache
def templates() -> Environment:
    return environment()


def frame_html(what: Mapping[str, Any]) -> str:
    """The frame as HTML. ``what``: as ``about`` gives it, or {"view": "nobody"} where nobody sits here yet."""
    return templates().get_template("seat.html.j2").render({"trouble": "", "view": "nobody", "heading": "", **what})


def about(seat: Seat) -> dict[str, Any]:
    """Everything the frame says of a seat. Raises DatabaseProblem."""
    assert seat.person is not None
    case, module, state, workshop = seat.desk.case.for_learner(), seat.desk.module, seat.state, seat.room.workshop
    rated = seat.room.rated(seat.person.id)
    partners = seat.others() if workshop.pairs else ()
    wish = seat.wish() if partners else None
    ended = state.stage in ("after", "closed")
    shares, marks = marked(seat) if ended else ({}, {})
    stage: Literal["before", "after", ""] = state.stage if state.stage in ("before", "after") else ""
    return {
        "view": state.stage,
        "language": case.language,
        "name": seat.person.name,
        "state": state,
        "module": module,
        "case": case,
        "worker": case.person(case.worker),
        "index": case.person(case.index),
        "today": write_date(case, case.today, weekday=True),
        "pairs": workshop.pairs,
        "partners": [p.name for p in partners],
        "partner_code": seat.seat.partner_code,
        "deleted_on": write_date(case, datetime.fromtimestamp(workshop.delete_at)),
        "steps": [(e, module.exercise(e).title, e in seat.opened()) for e in seat.order],
        "exercise": seat.exercise,
        "wish": "" if wish is None else "mine" if wish == seat.person.id else "theirs",
        "rating": rating_html(module.confidence, rated[stage], stage=stage, language=case.language, only=seat.order)
        if stage
        else "",
        "calibration": calibration_html(
            module.confidence,
            rated["before"],
            rated["after"],
            shares,
            language=case.language,
            uid="calibration",
            only=seat.order,
        )
        if ended
        else "",
        "summary": summary_html(
            language=case.language,
            module=module.title,
            family=f"the {case.household_name} family",
            when="",
            specs=[module.exercise(e) for e in seat.order],
            saved=frozenset(seat.desk.folder.read().values),
            marks=marks,
            marked=True,
        )
        if ended
        else "",
    }


def marked(seat: Seat) -> tuple[dict[str, tuple[float, float]], dict[str, Any]]:
    """This seat's work, marked: exercise to (points, out of) of what software marks, and the marks."""
    shares, marks = {}, {}
    for name, raw in seat.desk.folder.read().values.items():
        with suppress(FormatProblem):
            found = marks[name] = grading.mark(seat.desk.module.exercise(name), seat.desk.case, raw)
            if found.out_of > found.for_a_person:
                shares[name] = (found.points, found.out_of - found.for_a_person)
    return shares, marks
