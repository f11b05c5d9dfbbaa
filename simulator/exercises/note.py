"""``note``: a contact note in a form as real systems have it, or the body of one, from one's own jottings.

Form fields: ``record`` (file number), ``kind``, ``date``, ``from``, ``to``, ``where``, ``who.N.name`` and ``who.N.is``,
``alone`` (yes | no), ``alone_where``, ``format`` (where the jurisdiction has several), the parts of that format (``why``,
``seen``, ``views``, ``think``; ``s``, ``o``, ``a``; ``d``, ``a``; ``b``, ``i``, ``r``), ``restricted``, ``do.N.what``,
``do.N.who``, ``do.N.when``. Dates and times stay text here: the marker reads them by the jurisdiction's own order. Parts
of a format that is not chosen are kept and not read. From jottings there are only the format and its parts of account.
Practice source: practice.md R1-R11, R15, R16, section 1.i "Formats".
"""

from __future__ import annotations

import re
from typing import Literal

from simulator.cases import profile
from simulator.cases.jurisdiction import NoteFormat
from simulator.cases.model import Case
from simulator.exercises import base
from simulator.exercises.base import FormatProblem, Raw, Unfit, one, read_form

HEADER = ("record", "kind", "date", "from", "to", "where", "alone", "alone_where")
ACCOUNT = ("seen", "views", "s", "o", "d", "b", "i", "r")  # what was seen, said and done
VIEW = ("think", "a")  # what the writer makes of it
PARTS = ("why", *ACCOUNT, *VIEW)  # every format's
PROSE = (*PARTS, "restricted")  # where a learner writes sentences
FIELDS = (*HEADER, "format", *PROSE)
MOST_ROWS = 15


class Spec(base.Spec):
    source: Literal["scene", "jottings"] = "scene"  # what one writes from; from jottings only the body of a note


class Record(base.Variant):
    file_no: str
    label: str  # name and date of birth


class Part(base.Variant):
    field: str
    title: str
    hint: str
    lines: int


class Format(base.Variant):
    id: str
    title: str
    about: str
    parts: tuple[Part, ...]
    steps: str  # the heading over the steps


class Variant(base.Variant):
    source: str
    scene: base.Scene
    jottings: tuple[base.Moment, ...]
    formats: tuple[Format, ...]
    records: tuple[Record, ...]
    kinds: tuple[str, ...]
    see_alone: str  # the person's first name, or empty when the form does not ask
    see_alone_is: str
    index_name: str
    date_hint: str
    time_hint: str
    today: str


class Row(base.Response):
    name: str
    is_: str


class Action(base.Response):
    what: str
    who: str
    when: str


class Response(base.Response):
    record: str = ""
    kind: str = ""
    date: str = ""
    from_: str = ""
    to: str = ""
    where: str = ""
    alone: str = ""
    alone_where: str = ""
    format: str = ""  # the one chosen, else the jurisdiction's first
    parts: dict[str, str] = {}  # the chosen format's parts, and ``restricted``, in order; empty ones too
    who: tuple[Row, ...] = ()
    do: tuple[Action, ...] = ()

    @property
    def prose(self) -> str:
        """Everything written in sentences, part by part."""
        return "\n\n".join(p for p in self.parts.values() if p)

    @property
    def account(self) -> str:
        """The part in which what was seen and said is told first: where feedback points to."""
        return next((name for name in self.parts if name in ACCOUNT), "")

    @property
    def view(self) -> str:
        """The part for what the writer makes of it; a format without one has it in its last part."""
        return next((name for name in self.parts if name in VIEW), self.account)

    @property
    def empty(self) -> bool:
        return not (self.prose or self.who or self.do)


def formats(case: Case) -> dict[str, NoteFormat]:
    """How a note is written where the case plays."""
    return profile(case.jurisdiction).note_formats


def fields_of(spec: Spec, format: NoteFormat) -> tuple[str, ...]:
    """The parts a learner fills in: all of a format's and the restricted one, or from jottings only its account."""
    if spec.source == "jottings":
        return tuple(p.field for p in format.parts if p.field in ACCOUNT)
    return (*(p.field for p in format.parts), "restricted")


def build(spec: Spec, case: Case) -> Variant:
    from simulator.cases.dates import date_hint, time_hint, write_date, write_time

    task = case.note
    if task is None:
        raise Unfit("type", f"The scenario {case.scenario} has no “note” to write", "Add one to it.")
    index = case.person(case.index)
    card = case.look_alike
    records = [(index.full, index.born, case.file_no), (card.name, card.born, card.file_no)]  # type: ignore[union-attr]
    alone = case.person(task.see_alone) if task.see_alone else None
    if spec.source == "jottings" and not case.jottings:
        raise Unfit(
            "source", f"The scenario {case.scenario} has nothing to jot down", "Add facts and utterances to it."
        )
    return Variant(
        source=spec.source,
        scene=base.scene_of(case),
        jottings=tuple(base.Moment(id=j.id, time=write_time(case, j.at), text=j.text) for j in case.jottings)
        if spec.source == "jottings"
        else (),
        formats=tuple(
            Format(
                id=id,
                title=f.title,
                about=f.about,
                parts=tuple(
                    Part(
                        field=p.field,
                        title=p.title.replace("{name}", index.first),
                        hint=p.hint.replace("{name}", index.first),
                        lines=p.lines,
                    )
                    for p in f.parts
                    if p.field in fields_of(spec, f)
                ),
                steps=f.steps,
            )
            for id, f in formats(case).items()
        ),
        records=tuple(
            Record(file_no=no, label=f"{name}, born {write_date(case, born)}")
            for name, born, no in sorted(records, key=lambda r: r[2])
        ),
        kinds=task.kinds,
        see_alone=alone.first if alone else "",
        see_alone_is=getattr(alone, "is_", "") if alone else "",
        index_name=index.first,
        date_hint=date_hint(case),
        time_hint=time_hint(case),
        today=write_date(case, case.today, weekday=True),
    )


def parse(spec: Spec, case: Case, raw: Raw) -> Response:
    form = read_form(raw)
    rows: dict[str, dict[int, dict[str, str]]] = {"who": {}, "do": {}}
    parts = {"who": ("name", "is"), "do": ("what", "who", "when")}
    for name in form:
        if name in FIELDS:
            continue
        match = re.fullmatch(r"(who|do)\.(\d{1,3})\.([a-z]+)", name)
        if not match or match[3] not in parts[match[1]]:
            raise FormatProblem("unknown field", f"This exercise has no field “{name}”.", name)
        rows[match[1]].setdefault(int(match[2]), {})[match[3]] = one(form, name)
    for group, found in rows.items():
        if len(found) > MOST_ROWS:
            raise FormatProblem(
                "too many rows", f"At most {MOST_ROWS} rows can be read.", f"{group}.1.{parts[group][0]}"
            )
    if (alone := one(form, "alone")) not in ("", "yes", "no"):
        raise FormatProblem("unknown choice", f"“{alone}” is not one of: yes, no.", "alone")
    known = formats(case)
    if (chosen := one(form, "format")) and chosen not in known:
        raise FormatProblem("unknown choice", f"“{chosen}” is not one of: {', '.join(known)}.", "format")
    chosen = chosen or next(iter(known))
    values = {n: one(form, n) for n in HEADER}
    return Response(
        from_=values.pop("from"),
        **values,
        format=chosen,
        parts={n: one(form, n) for n in fields_of(spec, known[chosen])},
        who=tuple(
            Row(name=r.get("name", ""), is_=r.get("is", "")) for _, r in sorted(rows["who"].items()) if any(r.values())
        ),
        do=tuple(
            Action(what=r.get("what", ""), who=r.get("who", ""), when=r.get("when", ""))
            for _, r in sorted(rows["do"].items())
            if any(r.values())
        ),
    )
