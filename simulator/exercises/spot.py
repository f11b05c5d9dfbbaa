"""``spot``: mark the words in a colleague's note that blame, label, are jargon, or state opinion as fact.

Form fields: ``phrase`` (several: phrase ids that are marked) and, per marked phrase P, ``kind.P``.
The answer is a list of spans (start, end, kind) in the note's text, so that a page which offers free selection
can use the same marker. Practice source: practice.md R12, R14, E1, E10, E11, E12.
"""

from __future__ import annotations

from simulator.cases.model import Case, ColleagueNote
from simulator.exercises import base
from simulator.exercises.base import FormatProblem, Raw, many, named, one, read_form

KINDS = {
    "blame": "Blames",
    "label": "Labels a person",
    "jargon": "Jargon",
    "opinion": "Opinion as fact",
}


class Spec(base.Spec):
    note: str  # id of a colleague's note in the scenario


class Bit(base.Variant):
    id: str
    text: str


class Variant(base.Variant):
    title: str
    author: str
    sentences: tuple[tuple[Bit, ...], ...]


class Span(base.Response):
    start: int
    end: int
    kind: str = ""


class Response(base.Response):
    spans: tuple[Span, ...]


def note_of(spec: Spec, case: Case) -> ColleagueNote:
    """The note an exercise marks up. Raises Unfit when the scenario has none of that name."""
    return named(case.colleague_notes, spec.note, "note", case)


def build(spec: Spec, case: Case) -> Variant:
    note = note_of(spec, case)
    return Variant(
        title=note.title,
        author=note.author,
        sentences=tuple(tuple(Bit(id=p.id, text=p.text) for p in s) for s in note.sentences),
    )


def places(note: ColleagueNote) -> dict[str, tuple[int, int]]:
    """Where each phrase stands in the note's text: words parted by one blank, sentences too."""
    out: dict[str, tuple[int, int]] = {}
    at = 0
    for sentence in note.sentences:
        for phrase in sentence:
            out[phrase.id] = (at, at + len(phrase.text))
            at += len(phrase.text) + 1
    return out


def parse(spec: Spec, case: Case, raw: Raw) -> Response:
    form = read_form(raw)
    where = places(note_of(spec, case))
    for name in form:
        field, _, id = name.partition(".")
        if name != "phrase" and not (field == "kind" and id in where):
            raise FormatProblem("unknown field", f"This exercise has no field “{name}”.", name)
    marked = many(form, "phrase")
    spans = []
    for id in dict.fromkeys(marked):
        if id not in where:
            raise FormatProblem("unknown phrase", f"The note has no phrase “{id}”.", "phrase")
        kind = one(form, f"kind.{id}")
        if kind and kind not in KINDS:
            raise FormatProblem("unknown choice", f"“{kind}” is not one of: {', '.join(KINDS)}.", f"kind.{id}")
        start, end = where[id]
        spans.append(Span(start=start, end=end, kind=kind))
    return Response(spans=tuple(sorted(spans, key=lambda s: s.start)))
