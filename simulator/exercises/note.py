"""``note``: a contact note in a form as real systems have it.

Form fields: ``record`` (file number), ``kind``, ``date``, ``from``, ``to``, ``where``, ``who.N.name`` and ``who.N.is``,
``alone`` (yes | no), ``alone_where``, ``why``, ``seen``, ``restricted``, ``think``, ``do.N.what``, ``do.N.who``,
``do.N.when``. Dates and times stay text here: the marker reads them by the jurisdiction's own order.
Practice source: practice.md R1-R11, R15, R16.
"""

from __future__ import annotations

import re

from simulator.cases.model import Case
from simulator.exercises import base
from simulator.exercises.base import FormatProblem, Raw, Unfit, one, read_form

FIELDS = ("record", "kind", "date", "from", "to", "where", "alone", "alone_where", "why", "seen", "restricted", "think")
PROSE = ("why", "seen", "restricted", "think")  # where a learner writes sentences
MOST_ROWS = 15


class Spec(base.Spec):
    pass


class Record(base.Variant):
    file_no: str
    label: str  # name and date of birth


class Variant(base.Variant):
    scene: base.Scene
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
    why: str = ""
    seen: str = ""
    restricted: str = ""
    think: str = ""
    who: tuple[Row, ...] = ()
    do: tuple[Action, ...] = ()

    @property
    def prose(self) -> str:
        """Everything written in sentences, part by part."""
        return "\n\n".join(p for p in (self.why, self.seen, self.restricted, self.think) if p)

    @property
    def empty(self) -> bool:
        return not (self.prose or self.who or self.do)


def build(spec: Spec, case: Case) -> Variant:
    from simulator.cases.dates import date_hint, time_hint, write_date

    task = case.note
    if task is None:
        raise Unfit("type", f"The scenario {case.scenario} has no “note” to write", "Add one to it.")
    index = case.person(case.index)
    card = case.look_alike
    records = [(index.full, index.born, case.file_no), (card.name, card.born, card.file_no)]  # type: ignore[union-attr]
    alone = case.person(task.see_alone) if task.see_alone else None
    return Variant(
        scene=base.scene_of(case),
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
    values = {n: one(form, n) for n in FIELDS}
    values["from_"] = values.pop("from")
    return Response(
        **values,
        who=tuple(
            Row(name=r.get("name", ""), is_=r.get("is", "")) for _, r in sorted(rows["who"].items()) if any(r.values())
        ),
        do=tuple(
            Action(what=r.get("what", ""), who=r.get("who", ""), when=r.get("when", ""))
            for _, r in sorted(rows["do"].items())
            if any(r.values())
        ),
    )
