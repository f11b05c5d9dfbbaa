"""``chronology``: choose what is significant, put it in order, and write one line for each.

Form fields, per entry N: ``place.N`` (``out``, or a number: its place in the chronology) and ``line.N`` (its date and what
happened, in one line). Practice source: practice.md section 1.i "Chronology", section 11 line 3.
"""

from __future__ import annotations

from simulator.cases.dates import date_hint
from simulator.cases.model import Case
from simulator.exercises import base
from simulator.exercises.base import Raw, Unfit, check_fields, chosen, one, read_form

OUT = "out"
LEAST = 6
LONGEST_LINE = 200  # characters: one line of a printed page, twice


class Spec(base.Spec):
    pass


class Variant(base.Variant):
    entries: tuple[base.Item, ...]
    places: tuple[str, ...]
    longest: int
    date_hint: str
    title: str


class Line(base.Response):
    place: int  # 0: left out
    text: str = ""


class Response(base.Response):
    lines: dict[str, Line]  # by the entry's number; an entry without a place is not answered


def build(spec: Spec, case: Case) -> Variant:
    if len(case.chronology) < LEAST:
        raise Unfit(
            "type",
            f"The scenario {case.scenario} has too few entries in “chronology”",
            "Write nine or more for every family.",
        )
    return Variant(
        title=f"From {case.person(case.index).first}’s file",
        entries=tuple(base.Item(id=e.id, text=e.found, under=e.where) for e in case.chronology),
        places=tuple(str(n) for n in range(1, len(case.chronology) + 1)),
        longest=LONGEST_LINE,
        date_hint=date_hint(case),
    )


def parse(spec: Spec, case: Case, raw: Raw) -> Response:
    form, ids = read_form(raw), [e.id for e in case.chronology]
    check_fields(form, ["place", "line"], ids)
    places = chosen(form, "place", ids, [OUT, *(str(n) for n in range(1, len(ids) + 1))])
    return Response(
        lines={id: Line(place=0 if p == OUT else int(p), text=one(form, f"line.{id}")) for id, p in places.items()}
    )
