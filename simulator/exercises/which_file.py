"""``which_file``: what came in goes on the right person's file, or nowhere until one has asked.

Form fields, per arrival N: ``file.N`` (a file number, or ``ask``). Practice source: practice.md R1, E15.
"""

from __future__ import annotations

from simulator.cases.dates import write_date
from simulator.cases.model import Case
from simulator.exercises import base
from simulator.exercises.base import Raw, check_fields, chosen, read_form

ASK = "ask"


class Spec(base.Spec):
    pass


class Card(base.Variant):
    file_no: str
    name: str
    born: str
    worker: str


class Variant(base.Choosing):
    cards: tuple[Card, ...]


class Response(base.Response):
    files: dict[str, str]  # by the arrival's number: a file number or "ask"; what is not answered is left out


def build(spec: Spec, case: Case) -> Variant:
    return Variant(
        prefix="file",
        scene=None,
        title="This morning’s post and messages",
        under="For each: whose file does it go on? If it fits more than one, it goes on none until you have asked.",
        items=tuple(base.Item(id=a.id, text=a.text, under=a.how) for a in case.arrivals),
        options=(
            *(base.Option(value=c.file_no, words=f"{c.name}, born {write_date(case, c.born)}") for c in case.cards),
            base.Option(value=ASK, words="None of them yet: I would ask first"),
        ),
        cards=tuple(
            Card(file_no=c.file_no, name=c.name, born=write_date(case, c.born), worker=c.worker) for c in case.cards
        ),
    )


def parse(spec: Spec, case: Case, raw: Raw) -> Response:
    form, ids = read_form(raw), [a.id for a in case.arrivals]
    check_fields(form, ["file"], ids)
    return Response(files=chosen(form, "file", ids, [*(c.file_no for c in case.cards), ASK]))
