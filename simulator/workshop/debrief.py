"""A workshop on one page to print: what was done, how the room did, what to take up again. No names are in it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from simulator.cases import profile
from simulator.cases.dates import write_date, write_time
from simulator.exercises import Module, module
from simulator.responses.database import many
from simulator.responses.room import Room
from simulator.views.confidence import SURE
from simulator.views.page import css
from simulator.views.text import prose
from simulator.workshop.outcome import FEWEST, Bar, part, take_up
from simulator.workshop.results import Result, results


def debrief_html(room: Room, found: Iterable[Result] | None = None) -> str:
    """The page, whole: its sheet is inside, it has no script and asks for nothing.

    ``found``: ``results(room)``, where they are at hand. Raises DatabaseProblem; AfterProblem or UnknownExercise for a
    workshop the course cannot tell of any more.
    """
    all_results = tuple(results(room) if found is None else found)
    here, where = module(room.workshop.module), profile(room.workshop.family.jurisdiction)
    people = room.people()
    parts = [
        part(spec, [r for r in all_results if r.spec.exercise == spec.exercise], room.workshop.own)
        for spec in (here.exercise(id) for id in room.workshop.exercises)
    ]
    env = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "template"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.filters["prose"] = prose
    begun = [p.joined_at for p in people] or [room.workshop.opened_at]
    saved = [r.work.saved_at.timestamp() for r in all_results if r.work]
    first, last = datetime.fromtimestamp(min(begun)), datetime.fromtimestamp(max([*begun, *saved]))
    return env.get_template("debrief.html.j2").render(
        lang=where.language,
        css=Markup(css().replace("</", "<\\/")),
        module=here,
        day=write_date(where, first, weekday=True),
        time=f"{write_time(where, first)} to {write_time(where, last)}"
        + ("" if last.date() == first.date() else f" on {write_date(where, last)}"),
        people=_people(len(people), len({p.seat for p in people})),
        place=where.title,
        family=_family(room),
        own=room.workshop.own,
        parts=parts,
        again=take_up(parts),
        sure=sureness(here, room.distribution("before"), room.distribution("after")),
        words=SURE,
        fewest=FEWEST,
    )


def _people(people: int, seats: int) -> str:
    said = many(people, "person", "people").capitalize()
    return said if people == seats else f"{said} at {many(seats, 'seat')}"


def _family(room: Room) -> str:
    if room.workshop.own:
        return "Each seat its own (invented)"
    family = room.workshop.family
    return f"{family.make().household_name}, number {family.seed}, for everybody (invented)"


def sureness(
    about: Module, before: dict[str, list[int]], after: dict[str, list[int]]
) -> list[tuple[str, list[Bar] | None, list[Bar] | None]]:
    """Each statement somebody rated, with its bars before and after; None where too few did."""
    found = []
    statements: Sequence[Any] = getattr(about, "confidence", ())
    for statement in statements:
        both = [_rated(stage.get(statement.id, [])) for stage in (before, after)]
        if statement.id in before or statement.id in after:
            found.append((statement.says, both[0], both[1]))
    return found


def _rated(counts: Sequence[int]) -> list[Bar] | None:
    total = sum(counts)
    return None if total < FEWEST else [Bar(w, n, total) for w, n in zip(SURE, counts, strict=True)]
