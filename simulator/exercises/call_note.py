"""``call_note``: the note of a call the learner has played. Practice source: practice.md V16, V17, R3, section 11 lines 16, 38.

Form fields: ``course`` (see base_course.py), ``held`` (video | telephone | both | in_person), ``began``, ``ended`` (times of day),
``who.N`` (seen | heard | absent) for each person N, ``unseen`` (boxes: the numbers of what could not be seen), ``text`` (what was
seen, heard and said), ``trouble``, ``why`` (why by video), ``next`` (a day) and ``next_how`` (in_person | video | telephone).
"""

from __future__ import annotations

from datetime import date, time

from simulator.cases.call_record import sights_of
from simulator.cases.calls import Playing
from simulator.cases.dates import date_hint, time_hint
from simulator.cases.model import Case, Person
from simulator.exercises import base, base_course
from simulator.exercises.base import FormatProblem, Raw, check_fields, chosen, many, one, read_form
from simulator.exercises.base_situation import read_day, read_time

HELD = {
    "video": "A video call",
    "both": "A video call, and then by telephone",
    "telephone": "A telephone call",
    "in_person": "A visit",
}
HOW = {"seen": "Seen", "heard": "Heard, and not seen", "absent": "Not in the call"}
NEXT = {"in_person": "In person", "video": "By video", "telephone": "By telephone"}
PLAIN = ("course", "held", "began", "ended", "unseen", "text", "trouble", "why", "next", "next_how")


class Spec(base_course.Spec):
    pass


class Variant(base.Variant):
    course: str  # empty until the call is over
    title: str
    people: tuple[base.Item, ...]
    sights: tuple[base.Option, ...]
    held: tuple[base.Option, ...]
    how: tuple[base.Option, ...]
    next_how: tuple[base.Option, ...]
    log: tuple[tuple[str, str], ...]  # time, what was done and what came of it: the learner's own call once more
    day_hint: str
    time_hint: str


class Response(base.Response):
    course: str
    held: str
    began: time | None
    ended: time | None
    who: dict[str, str]
    unseen: tuple[str, ...]
    text: str
    trouble: str
    why: str
    next: date | None
    next_how: str


def people_of(play: Playing) -> dict[str, str]:
    """Everybody of the call: number -> id, in an order of the family's own."""
    ids = list(play.people)
    return {str(n): id for n, id in enumerate(play.drawn("note.people", ids, len(ids)), 1)}


def sights_by_number(play: Playing) -> dict[str, str]:
    """What somebody might claim to have seen: number -> id, in an order of the family's own."""
    ids = list(sights_of(play))
    return {str(n): id for n, id in enumerate(play.drawn("note.sights", ids, len(ids)), 1)}


def _options(words: dict[str, str]) -> tuple[base.Option, ...]:
    return tuple(base.Option(value=k, words=w) for k, w in words.items())


def build(spec: Spec, case: Case, own: Raw | None = None) -> Variant:
    begun = base_course.begun(spec, case)
    play = base_course.played(spec, case, own)
    at = play or begun
    sights = at.spec.sights
    return Variant(
        course=base_course.course(play) if play else "",
        title=at.title(),
        people=tuple(
            base.Item(id=n, text=at.people[id].full, under=role_of(at, id)) for n, id in people_of(at).items()
        ),
        sights=tuple(
            base.Option(value=n, words=_up(at.text(f"sight.{id}.what", sights[id].what)))
            for n, id in sights_by_number(at).items()
        ),
        held=_options(HELD),
        how=_options(HOW),
        next_how=_options(NEXT),
        log=tuple(_lines(play)) if play else (),
        day_hint=date_hint(case),
        time_hint=time_hint(case),
    )


def _up(text: str) -> str:
    return text[:1].upper() + text[1:]


def role_of(play: Playing, id: str) -> str:
    who = play.people[id]
    return who.is_ if isinstance(who, Person) else ", ".join(p for p in (who.role, who.agency) if p)


def _lines(play: Playing) -> list[tuple[str, str]]:
    """The call once more, in the order it happened: what was seen and said in each moment, what was done, what came of it."""
    out: list[tuple[int, int, str, str]] = []
    for v in play.record.visits:
        here = play.spec.moments[v.moment]
        with play.as_of(v.state):
            said = [f"{x.who}: “{x.says}”" for x in play.lines(f"{v.moment}.said", here.said)]
            text = " ".join([play.text(f"{v.moment}.see", here.see), *said]).strip()
        out.append((v.number, 0, play.clock(v.minute), text))
    for n, d in enumerate(play.record.did, 1):
        told = play.log_of(d)
        said = [f"{x.who}: “{x.says}”" for x in told.said]
        out.append((d.number, n, told.time, " ".join([f"You: {told.you}", told.told, *said]).strip()))
    return [(at, text) for _, _, at, text in sorted(out, key=lambda row: row[:2]) if text]


def parse(spec: Spec, case: Case, raw: Raw) -> Response:
    form = read_form(raw)
    play = base_course.replayed(spec, case, form) or base_course.begun(spec, case)
    ids, sights = list(people_of(play)), list(sights_by_number(play))
    check_fields(form, ["who"], ids, PLAIN)
    unseen = tuple(dict.fromkeys(v for v in many(form, "unseen") if v))
    for v in unseen:
        if v not in sights:
            raise FormatProblem("unknown choice", f"“{v}” is not one of what could be seen.", "unseen")
    for name, words in (("held", HELD), ("next_how", NEXT)):
        if one(form, name) and one(form, name) not in words:
            raise FormatProblem("unknown choice", f"“{one(form, name)}” is not one of: {', '.join(words)}.", name)
    began, ended, day = one(form, "began"), one(form, "ended"), one(form, "next")
    return Response(
        course=one(form, "course"),
        held=one(form, "held"),
        began=read_time(began, "began") if began else None,
        ended=read_time(ended, "ended") if ended else None,
        who=chosen(form, "who", ids, HOW),
        unseen=unseen,
        text=one(form, "text"),
        trouble=one(form, "trouble"),
        why=one(form, "why"),
        next=read_day(day, case.date_order, "next") if day else None,
        next_how=one(form, "next_how"),
    )
