"""What the types share that ask about a situation: ``verify``, ``consent``, ``audience``, ``access``, ``breach`` …

Form fields, by the question's number N: ``q.N`` (one answer, or several), ``q.N-V`` (the place of step V in an order,
1 for the first; empty for a step that is left out), and for a moment ``q.N-day`` with ``q.N-time``.
A day is 2025-05-06, or as the jurisdiction writes it; a time 16:05 or 4:05 PM.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time

from simulator.cases.model import Case
from simulator.cases.situations import Part, Question, Situation, UnknownSituation, tell
from simulator.exercises import base
from simulator.exercises.base import FormatProblem, Raw, Unfit, check_fields, many, one, read_form

EARLIEST, LATEST = date(2000, 1, 1), date(2099, 12, 31)


class Spec(base.Spec):
    situation: str  # one of dummy_cases/situations


class Variant(base.Variant):
    title: str
    under: str
    parts: tuple[Part, ...]
    day_hint: str
    time_hint: str


class Response(base.Response):
    chosen: dict[str, tuple[str, ...]]  # by the question's number: what was chosen, or the steps in their order
    moments: dict[str, datetime]  # a day alone stands at 23:59


def situation_of(spec: Spec, case: Case) -> Situation:
    """The situation of an exercise, with what is right. Raises Unfit."""
    try:
        return tell(spec.situation, case)
    except UnknownSituation as e:
        raise Unfit("situation", str(e).split(". ")[0], "Name one of the files in dummy_cases/situations.") from e


def build(spec: Spec, case: Case) -> Variant:
    from simulator.cases.dates import date_hint, time_hint

    found = situation_of(spec, case).for_learner()
    return Variant(
        title=found.title, under=found.under, parts=found.parts, day_hint=date_hint(case), time_hint=time_hint(case)
    )


def parse(spec: Spec, case: Case, raw: Raw) -> Response:
    form = read_form(raw)
    chosen: dict[str, tuple[str, ...]] = {}
    moments: dict[str, datetime] = {}
    questions = situation_of(spec, case).questions
    known: set[str] = set()
    for q in questions:
        known |= {q.id, f"{q.id}-day", f"{q.id}-time"} if q.kind in ("moment", "day") else {q.id}
        if q.kind == "order":
            known |= {f"{q.id}-{a.value}" for a in q.answers}
    check_fields(form, ["q"], known)
    for q in questions:
        if q.kind in ("moment", "day"):
            if at := _moment(form, q, case):
                moments[q.id] = at
        elif q.kind == "order":
            if steps := _steps(form, q):
                chosen[q.id] = steps
        elif picked := _picked(form, q):
            chosen[q.id] = picked
    return Response(chosen=chosen, moments=moments)


def _picked(form: dict[str, str | list[str]], q: Question) -> tuple[str, ...]:
    allowed = [a.value for a in q.answers]
    values = tuple(dict.fromkeys(v.strip() for v in many(form, f"q.{q.id}") if v.strip()))
    for v in values:
        if v not in allowed:
            raise FormatProblem("unknown choice", f"“{v}” is not one of the answers to question {q.id}.", f"q.{q.id}")
    if q.kind == "one" and len(values) > 1:
        raise FormatProblem("two answers", f"Question {q.id} takes one answer; here are {len(values)}.", f"q.{q.id}")
    return values


def _steps(form: dict[str, str | list[str]], q: Question) -> tuple[str, ...]:
    placed: dict[int, str] = {}
    for a in q.answers:
        name = f"q.{q.id}-{a.value}"
        said = one(form, name)
        if not said:
            continue
        if not re.fullmatch(r"[0-9]{1,2}", said) or not 1 <= int(said) <= len(q.answers):
            raise FormatProblem("unknown choice", f"“{said}” is not a place from 1 to {len(q.answers)}.", name)
        if int(said) in placed:
            raise FormatProblem(
                "two in one place", f"Two steps are number {int(said)}. Give each a number of its own.", name
            )
        placed[int(said)] = a.value
    return tuple(placed[n] for n in sorted(placed))


def _moment(form: dict[str, str | list[str]], q: Question, case: Case) -> datetime | None:
    day_field, time_field = f"q.{q.id}-day", f"q.{q.id}-time"
    said_day, said_time = one(form, day_field), one(form, time_field)
    if not said_day and not said_time:
        return None
    if not said_day:
        raise FormatProblem("no day", "A time is given and no day. Add the day.", day_field)
    day = read_day(said_day, case.date_order, day_field)
    if q.kind == "day":
        return datetime.combine(day, time(23, 59))
    if not said_time:
        raise FormatProblem("no time", "A day is given and no time. Add the time.", time_field)
    return datetime.combine(day, read_time(said_time, time_field))


def read_day(text: str, order: str, field: str) -> date:
    """A day from 2025-05-06, 6/5/2025 (in the jurisdiction's order) or 6 May 2025. Raises FormatProblem ("not a day")."""
    from simulator.cases.dates import MONTHS

    cure = "Write it as day/month/year." if order == "dmy" else "Write it as month/day/year."
    wrong = FormatProblem("not a day", f"“{text[:40]}” is not a day. {cure}", field)
    if m := re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", text):
        year, month, dom = (int(x) for x in m.groups())
    elif m := re.fullmatch(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4})", text):
        a, b, year = (int(x) for x in m.groups())
        dom, month = (a, b) if order == "dmy" else (b, a)
        if month > 12 >= dom:  # written in the other order, and there is only one way to read it
            dom, month = month, dom
    elif m := re.fullmatch(
        r"(?:[A-Za-z]+,? )?(?:(\d{1,2})(?:st|nd|rd|th)? ([A-Za-z]+)|([A-Za-z]+) (\d{1,2})(?:st|nd|rd|th)?),? (\d{4})",
        text,
    ):
        name = (m[2] or m[3])[:3].lower()
        month = next((n for n, x in enumerate(MONTHS, 1) if x[:3].lower() == name), 0)
        dom, year = int(m[1] or m[4]), int(m[5])
    else:
        raise wrong
    try:
        day = date(year, month, dom)
    except ValueError:
        raise wrong from None
    if not EARLIEST <= day <= LATEST:
        raise FormatProblem("not a day", f"“{text[:40]}” is not in this century. Check the year.", field)
    return day


def read_time(text: str, field: str) -> time:
    """A time from 16:05, 16.05, 1605 or 4:05 PM. Raises FormatProblem ("not a time")."""
    m = re.fullmatch(r"(\d{1,2})[:.]?(\d{2})?\s*([AaPp])?\.?\s*(?:[Mm]\.?)?", text)
    wrong = FormatProblem("not a time", f"“{text[:40]}” is not a time of day. Write it as 16:05 or 4:05 PM.", field)
    if not m or (m[2] is None and m[3] is None):
        raise wrong
    hour, minute = int(m[1]), int(m[2] or 0)
    if m[3]:
        if not 1 <= hour <= 12:
            raise wrong
        hour = hour % 12 + (12 if m[3] in "Pp" else 0)
    if hour > 23 or minute > 59:
        raise wrong
    return time(hour, minute)
