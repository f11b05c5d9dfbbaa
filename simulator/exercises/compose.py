"""``compose``: write an email, a text, a letter or a voicemail: to whom, about what, with which file, at what hour.

Form fields: ``line.N`` (to | cc | bcc) for each line N of the address book, or ``line`` (its number) where there is one
reader; ``subject``, ``body``, ``enclosed`` (several: numbers of files) and ``time``.
Practice source: practice.md C8, M1 to M11; section 11 lines 19, 70 to 77.
"""

from __future__ import annotations

from datetime import time
from typing import Literal

from simulator.cases.dates import write_date, write_time
from simulator.cases.exchange import Writing
from simulator.cases.model import Case
from simulator.exercises import base
from simulator.exercises.base import FormatProblem, Raw, Unfit, check_fields, chosen, many, one, read_form

PLACES = {"to": "To", "cc": "Cc", "bcc": "Bcc"}
KINDS = {"email": ("email",), "text": ("text", "voicemail"), "letter": ("letter",)}
SAYS = {
    "email": ("Email", "Your email", "The address book offers these. Choose with care."),
    "text": ("Text message", "Your text", "These numbers are on offer."),
    "voicemail": ("Voicemail", "What you say after the tone", "These numbers are on offer."),
    "letter": ("Letter", "Your letter", "These addresses are on offer."),
}


class Spec(base.Spec):
    channel: Literal["email", "text", "letter"]  # which of the family's messages; a voicemail counts as a text


class Time(base.Variant):
    value: str
    words: str


class Variant(base.Variant):
    channel: str
    channel_name: str
    body_label: str
    book_hint: str
    title: str
    when: str
    to_name: str
    task: str
    received: str
    book: tuple[base.Item, ...]  # text: the name; under: the address
    places: tuple[base.Option, ...]
    enclosed: tuple[base.Item, ...]
    times: tuple[Time, ...]


class Response(base.Response):
    lines: dict[str, str]  # line of the address book -> to, cc or bcc
    subject: str = ""
    body: str = ""
    enclosed: tuple[str, ...] = ()
    time: str = ""

    @property
    def answered(self) -> bool:
        return bool(self.lines or self.subject or self.body or self.enclosed or self.time)


def writing_of(spec: Spec, case: Case) -> Writing:
    """The message an exercise is about. Raises Unfit."""
    found = next((w for w in case.writing if w.channel in KINDS[spec.channel]), None)
    if found is None:
        raise Unfit(
            "channel", f"The scenario {case.scenario} has no {spec.channel} to write in this family",
            "Write one under “writing” for every family.",
        )  # fmt: skip
    return found


def build(spec: Spec, case: Case) -> Variant:
    w = writing_of(spec, case)
    name, label, hint = SAYS[w.channel]
    clocks = [(t, time.fromisoformat(t)) for t in w.times]
    return Variant(
        channel=w.channel,
        channel_name=name,
        body_label=label,
        book_hint=hint,
        title=w.title,
        when=f"{write_date(case, w.on, weekday=True)}, {write_time(case, w.on)}",
        to_name=w.to_name,
        task=w.task,
        received=w.received,
        book=tuple(base.Item(id=a.id, text=a.name, under=a.address) for a in w.book),
        places=tuple(base.Option(value=k, words=v) for k, v in PLACES.items()) if w.channel == "email" else (),
        enclosed=tuple(base.Item(id=e.id, text=e.text) for e in w.enclosed),
        times=tuple(Time(value=t, words=write_time(case, at)) for t, at in clocks),
    )


def parse(spec: Spec, case: Case, raw: Raw) -> Response:
    form, w = read_form(raw), writing_of(spec, case)
    ids = [a.id for a in w.book]
    email = w.channel == "email"
    check_fields(
        form,
        ["line"] if email else [],
        ids,
        {
            "body",
            *(["subject"] if email else ["line"]),
            *(["enclosed"] if w.enclosed else []),
            *(["time"] if w.times else []),
        },
    )
    if email:
        lines = chosen(form, "line", ids, PLACES)
    else:
        picked = one(form, "line")
        if picked and picked not in ids:
            raise FormatProblem("unknown choice", f"“{picked}” is not one of the lines on offer.", "line")
        lines = {picked: "to"} if picked else {}
    files = tuple(dict.fromkeys(e for e in many(form, "enclosed") if e))
    for id in files:
        if id not in [e.id for e in w.enclosed]:
            raise FormatProblem("unknown file", f"“{id}” is not one of the files in this case.", "enclosed")
    at = one(form, "time")
    if at and at not in w.times:
        raise FormatProblem("unknown choice", f"“{at}” is not one of: {', '.join(w.times)}.", "time")
    return Response(lines=lines, subject=one(form, "subject"), body=one(form, "body"), enclosed=files, time=at)  # fmt: skip
