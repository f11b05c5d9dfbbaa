"""``redact``: black out what must go from a text before somebody reads it.

Form field: ``span`` (several values), each “start-end”, from the first character of the text to behind the last; one value may
hold several, parted by blanks. The page marks by word, so its values are the words' own places; any other span can be marked
too. Spans that touch, overlap or are parted by blanks only are one. Practice source: practice.md C6, C10, section 0 (Safe Harbor).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from simulator.cases.model import Case
from simulator.cases.redactions import Redaction, UnknownRedaction, tell_redaction
from simulator.exercises import base
from simulator.exercises.base import FormatProblem, Raw, Unfit, check_fields, many, read_form

MOST_SPANS = 2_000
PARTED = r"[\s,;]+"  # what stands between several spans in one value
SHOWN = 40  # characters of a value that a message repeats


class Spec(base.Spec):
    text: str  # one of dummy_cases/redactions


class Word(base.Variant):
    """One word, with what stands before and behind it up to the blanks. ``value``: its place, as the form has it."""

    value: str
    text: str


class Piece(base.Variant):
    """Some of the text that is blacked out, or is not."""

    text: str
    gone: bool


class Variant(base.Variant):
    title: str
    under: str
    reader: str  # who gets the copy
    text: str
    lines: tuple[tuple[Word, ...], ...]

    def spans(self, raw: Raw) -> list[tuple[int, int]]:
        """What is blacked out in a form that may hold anything; what is no span is passed over."""
        return merged(_sound(many(raw, "span"), len(self.text)), self.text)

    def blacked(self, raw: Raw) -> tuple[tuple[Piece, ...], ...]:
        """The text line by line, cut where the blacking out begins and ends."""
        spans = self.spans(raw)
        return tuple(tuple(pieces(self.text, spans, start, end)) for start, end in lines_of(self.text))


class Span(base.Response):
    start: int
    end: int


class Response(base.Response):
    spans: tuple[Span, ...]  # in the text's order, none touching another


def redaction_of(spec: Spec, case: Case) -> Redaction:
    """The text of an exercise, with what must go. Raises Unfit."""
    try:
        told = tell_redaction(spec.text, case)
    except UnknownRedaction as e:
        raise Unfit("text", str(e).split(". ")[0], "Name one of the files in dummy_cases/redactions.") from e
    if len(told.text.split()) > base.MOST_FIELDS:
        raise Unfit(
            "text",
            f"The text “{told.page}” has more than {base.MOST_FIELDS} words",
            "Shorten it: 110 to 190 are enough.",
        )
    return told


def build(spec: Spec, case: Case) -> Variant:
    told = redaction_of(spec, case).for_learner()
    lines = tuple(
        tuple(Word(value=f"{a}-{b}", text=told.text[a:b]) for a, b in words_of(told.text, start, end))
        for start, end in lines_of(told.text)
    )
    return Variant(title=told.title, under=told.under, reader=told.reader, text=told.text, lines=lines)


def lines_of(text: str) -> Iterator[tuple[int, int]]:
    for line in re.finditer(r"[^\n]+", text):
        yield line.span()


def words_of(text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int]]:
    """Where each word stands, with what stands before and behind it up to the blanks."""
    for word in re.compile(r"\S+").finditer(text, start, len(text) if end is None else end):
        yield word.span()


def parse(spec: Spec, case: Case, raw: Raw) -> Response:
    form = read_form(raw)
    check_fields(form, (), (), plain=["span"])
    text = redaction_of(spec, case).text
    values = [v for value in many(form, "span") for v in re.split(PARTED, value) if v]
    if len(values) > MOST_SPANS:
        raise FormatProblem(
            "too many spans", f"This holds {len(values):,} spans; at most {MOST_SPANS:,} are read.", "span"
        )
    spans = merged((read_span(v, len(text)) for v in values), text)
    return Response(spans=tuple(Span(start=a, end=b) for a, b in spans))


def read_span(value: str, length: int) -> tuple[int, int]:
    """(start, end) of “12-15”. Raises FormatProblem ("not a span", "outside the text")."""
    found = re.fullmatch(r"([0-9]{1,9})-([0-9]{1,9})", value)
    if not found:
        cure = "Write where it starts and ends, as 12-15."
        raise FormatProblem("not a span", f"“{value[:SHOWN]}” is not a part of the text. {cure}", "span")
    start, end = int(found[1]), int(found[2])
    if end <= start:
        raise FormatProblem("not a span", f"“{value[:SHOWN]}” ends before it has begun.", "span")
    if end > length:
        raise FormatProblem(
            "outside the text", f"“{value[:SHOWN]}” is outside the text, which ends at {length}.", "span"
        )
    return start, end


def merged(spans: Iterable[tuple[int, int]], text: str) -> list[tuple[int, int]]:
    """Spans in the text's order; those that touch, overlap or are parted by blanks only become one."""
    out: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if out and (start <= out[-1][1] or not text[out[-1][1] : start].strip()):
            out[-1] = (out[-1][0], max(out[-1][1], end))
        else:
            out.append((start, end))
    return out


def pieces(text: str, spans: Iterable[tuple[int, int]], start: int, end: int) -> Iterator[Piece]:
    """A stretch of the text, cut where the blacking out begins and ends."""
    at = start
    for a, b in spans:
        a, b = max(a, start), min(b, end)
        if a >= b:
            continue
        if at < a:
            yield Piece(text=text[at:a], gone=False)
        yield Piece(text=text[a:b], gone=True)
        at = b
    if at < end:
        yield Piece(text=text[at:end], gone=False)


def _sound(values: Iterable[object], length: int) -> Iterator[tuple[int, int]]:
    """The spans among values that may hold anything."""
    for value in (v for text in values if isinstance(text, str) for v in re.split(PARTED, text)):
        try:
            yield read_span(value, length)
        except FormatProblem:
            continue
