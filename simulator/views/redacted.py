"""The text of ``redact`` as its reader would get it, with what is still readable and what should be: out of the marks alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from simulator.exercises.base import Raw
from simulator.exercises.redact import Variant, lines_of

Place = tuple[int, int]


@dataclass(frozen=True)
class Shown:
    """Some of the text. ``state``: "" as it is, "gone", "left" (still readable) or "lost" (should be readable)."""

    text: str
    state: str = ""
    check: str = ""  # the id of the check that says why
    title: str = ""


def text_with_marks(variant: Variant, raw: Raw, marks: Any) -> list[list[Shown]]:
    """Line by line. A check to mend says where its words stand in links to "span:START-END"."""
    said: list[tuple[Place, Any]] = sorted(
        ((place, c) for c in marks.checks if c.passed is False for place in places(c)), key=lambda x: x[0]
    )
    gone = variant.spans(raw)
    return [list(_line(variant.text, start, end, gone, said)) for start, end in lines_of(variant.text)]


def places(check: Any) -> Iterator[Place]:
    for link in check.links:
        if found := re.fullmatch(r"span:(\d+)-(\d+)", link.to):
            yield int(found[1]), int(found[2])


def _line(text: str, start: int, end: int, gone: list[Place], said: list[tuple[Place, Any]]) -> Iterator[Shown]:
    at = start
    for (a, b), check in said:
        if start <= a < b <= end and a >= at:
            yield from _plain(text, at, a, gone)
            lost = any(x < b and a < y for x, y in gone) and check.id == "rest"
            yield Shown(text=text[a:b], state="lost" if lost else "left", check=check.id, title=check.title)
            at = b
    yield from _plain(text, at, end, gone)


def _plain(text: str, start: int, end: int, gone: list[Place]) -> Iterator[Shown]:
    at = start
    for a, b in gone:
        a, b = max(a, start), min(b, end)
        if a < b:
            if at < a:
                yield Shown(text[at:a])
            if re.search(r"\w", text[a:b]):
                yield Shown(re.sub(r"\S", "█", text[a:b]), "gone")
            else:
                yield Shown(text[a:b])
            at = b
    if at < end:
        yield Shown(text[at:end])
