"""``addendum``: a note that is written late, and a paper on the file that is wrong.

Form fields: ``late.how`` (backdated | late | undated), ``late.dated``, ``late.about``, ``late.from`` (notes | memory),
``later`` (into | apart | out); ``wrong.how`` (overwrite | remove | beside | leave), ``wrong.text``, ``wrong.dated``,
``wrong.tell`` (nobody | writer). Dates stay text: the marker reads them by the jurisdiction's own order.
Practice source: practice.md R10, R17, E20.
"""

from __future__ import annotations

from simulator.cases.dates import date_hint, write_date
from simulator.cases.model import Case
from simulator.exercises import base
from simulator.exercises.base import FormatProblem, Raw, Unfit, one, read_form

CHOICES = {
    "late.how": {
        "backdated": "Date it the day of the contact, so that the file reads in order",
        "late": "Date it today, call it a late entry, and say which day it is about",
        "undated": "Leave the day of writing out: what matters is the day of the contact",
    },
    "late.from": {
        "notes": "From the notebook page of that day, and say so",
        "memory": "From what I remember best by now",
    },
    "later": {
        "into": "Into the note of the contact: it belongs to the same story",
        "apart": "In an entry of its own, dated the day I learned it",
        "out": "Nowhere: it was not part of the contact",
    },
    "wrong.how": {
        "overwrite": "Open it and put the right words in place of the wrong ones",
        "remove": "Take it off the file, so that nobody reads it again",
        "beside": "Leave it as it is and put a dated correction beside it",
        "leave": "Leave it: it is somebody else’s paper",
    },
    "wrong.tell": {
        "nobody": "Nobody: our file is right now",
        "writer": "Whoever wrote it, and whoever we passed it on to",
    },
}
TEXTS = ("late.dated", "late.about", "wrong.text", "wrong.dated")


class Spec(base.Spec):
    pass


class Question(base.Variant):
    name: str
    options: tuple[base.Option, ...]


class Variant(base.Variant):
    contact: str  # what the late note is about
    contact_on: str
    now: str  # the day one sits down at last
    paper: str
    paper_by: str
    paper_on: str
    says: str
    questions: dict[str, Question]
    date_hint: str
    scene: base.Scene


class Response(base.Response):
    answers: dict[str, str]  # by field; what is not answered is left out


def build(spec: Spec, case: Case) -> Variant:
    wrong, event = case.correction, case.event(case.scene_event)
    if wrong is None:
        raise Unfit(
            "type", f"The scenario {case.scenario} has no document with a slip in this family", "Add “slips” to one."
        )
    return Variant(
        contact=event.title,
        contact_on=write_date(case, event.start, weekday=True),
        now=write_date(case, case.late, weekday=True),
        paper=wrong.paper,
        paper_by=wrong.by,
        paper_on=write_date(case, wrong.on),
        says=wrong.says,
        questions={
            name: Question(name=name, options=tuple(base.Option(value=v, words=w) for v, w in options.items()))
            for name, options in CHOICES.items()
        },
        date_hint=date_hint(case),
        scene=base.scene_of(case),
    )


def parse(spec: Spec, case: Case, raw: Raw) -> Response:
    form = read_form(raw)
    answers: dict[str, str] = {}
    for name in form:
        if name not in CHOICES and name not in TEXTS:
            raise FormatProblem("unknown field", f"This exercise has no field “{name}”.", name)
    for name in (*CHOICES, *TEXTS):
        value = one(form, name)
        if value and name in CHOICES and value not in CHOICES[name]:
            raise FormatProblem("unknown choice", f"“{value}” is not one of: {', '.join(CHOICES[name])}.", name)
        if value:
            answers[name] = value
    return Response(answers=answers)
