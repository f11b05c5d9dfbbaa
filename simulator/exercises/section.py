"""``section``: put each sentence of a finished note under its heading: the agency's, or those of SOAP, DAP or BIRP.

Form fields: ``format`` (where the jurisdiction has several) and, per sentence N, ``FORMAT.N`` (a part of that format,
``restricted`` or ``do``). Sentences that a format has no heading for are left out of it. Practice source: practice.md
section 1.i "Formats".
"""

from __future__ import annotations

from simulator.cases.jurisdiction import NoteFormat
from simulator.cases.model import Case
from simulator.exercises import base
from simulator.exercises.base import FormatProblem, Raw, Unfit, check_fields, chosen, one, read_form
from simulator.exercises.note import formats

HELD_BACK = "Restricted: other people’s information"


class Spec(base.Spec):
    pass


class Headings(base.Variant):
    """One format: its headings and the sentences that have a place in it."""

    id: str
    title: str
    about: str
    options: tuple[base.Option, ...]
    items: tuple[base.Item, ...]


class Variant(base.Variant):
    scene: base.Scene
    title: str
    under: str
    formats: tuple[Headings, ...]


class Response(base.Response):
    format: str
    places: dict[str, str]  # by the sentence's number: a heading; what is not answered is left out


def headings(format: NoteFormat) -> dict[str, str]:
    """Field -> heading, the restricted part and the steps included."""
    return {**{p.field: p.title for p in format.parts}, "restricted": HELD_BACK, "do": format.steps}


def build(spec: Spec, case: Case) -> Variant:
    if not case.note_lines:
        raise Unfit(
            "type", f"The scenario {case.scenario} has no “note_lines”", "Write eleven or more for every family."
        )
    index = case.person(case.index)
    return Variant(
        scene=base.scene_of(case),
        title="A finished note, out of order",
        under="Every sentence is true and may be in the file. Where does each belong?",
        formats=tuple(
            Headings(
                id=id,
                title=f.title,
                about=f.about,
                options=tuple(
                    base.Option(value=k, words=w.replace("{name}", index.first)) for k, w in headings(f).items()
                ),
                items=tuple(base.Item(id=x.id, text=x.text) for x in case.note_lines if id in x.formats),
            )
            for id, f in formats(case).items()
        ),
    )


def parse(spec: Spec, case: Case, raw: Raw) -> Response:
    form, known = read_form(raw), formats(case)
    check_fields(form, known, [x.id for x in case.note_lines], ["format"])
    if (format := one(form, "format")) and format not in known:
        raise FormatProblem("unknown choice", f"“{format}” is not one of: {', '.join(known)}.", "format")
    format = format or next(iter(known))
    ids = [x.id for x in case.note_lines if format in x.formats]
    return Response(format=format, places=chosen(form, format, ids, headings(known[format])))
