"""The end of a module on one page: what each exercise got, what went well, what to work on next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from simulator.exercises.base import Spec
from simulator.views.page import environment
from simulator.views.text import number

MOST_WELL, MOST_MEND = 4, 5


@dataclass(frozen=True)
class Item:
    title: str  # of the exercise
    text: str


def summary_html(
    *,
    language: str,
    module: str,
    family: str,
    when: str,
    specs: Sequence[Spec],
    saved: frozenset[str],
    marks: Mapping[str, Any],
    marked: bool,
    uid: str = "summary",
    level: int = 2,
) -> str:
    """``saved``: exercises with an answer; ``marks``: a ``grading.marks.Marks`` each; ``marked``: False in an assessment."""
    rows, well, mend = [], [], []
    earned = out_of = waiting = 0.0
    for spec in specs:
        found = marks.get(spec.exercise)
        rows.append({"title": spec.title, **_row(spec, spec.exercise in saved, found)})
        if found is None:
            continue
        earned, out_of, waiting = (
            earned + found.points,
            out_of + found.out_of - found.for_a_person,
            waiting + found.for_a_person,
        )
        if found.mend:
            first = found.mend[0]
            mend.append((first.weight, Item(spec.title, first.next_time or first.title)))
        elif found.well:
            well.append(Item(spec.title, found.headline + "."))
    mend.sort(key=lambda pair: -pair[0])
    return (
        environment()
        .get_template("summary.html.j2")
        .render(
            lang=language, uid=uid, L=level, module=module, family=family, when=when, begun=bool(saved), marked=marked, rows=rows,
            total=f"{number(round(earned, 1))} of {number(round(out_of, 1))}", well=well[:MOST_WELL], mend=[i for _, i in mend[:MOST_MEND]],
            waits=f"{number(round(waiting, 1))} more points wait for a person." if waiting else "",
        )
    )  # fmt: skip


def _row(spec: Spec, saved: bool, found: Any) -> dict[str, str]:
    if not saved:
        return {"state": "Not begun", "points": f"of {spec.points}"}
    if found is None:
        return {"state": "Saved", "points": ""}
    marked = found.out_of - found.for_a_person
    state = (
        "A person reads it"
        if not marked
        else "Marked, and a person reads part of it"
        if found.for_a_person
        else "Marked"
    )
    return {
        "state": state,
        "points": f"{number(round(found.points, 1))} of {number(round(marked, 1))}" if marked else "",
    }
