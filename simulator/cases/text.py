"""Texts with slots. ``{mother}`` and ``{visit.date}`` are filled from the case; nothing else is a slot.

A text is compiled once for a jurisdiction (whose wording may say *stove* where an author wrote *cooker*) and filled
for each case.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

SLOT = re.compile(r"\{([a-z][a-z0-9_]*)(?:\.([A-Za-z][A-Za-z0-9_]*))?\}")

Names = Mapping[str, Mapping[str, str]]  # name -> attribute -> text; attribute "" is the bare name
Part = tuple[str, str, str]  # literal text, name, attribute


class SlotError(ValueError):
    """A slot that nothing fills. ``name`` and ``attribute`` as written."""

    def __init__(self, name: str, attribute: str) -> None:
        super().__init__(f"{{{name}{'.' + attribute if attribute else ''}}}")
        self.name, self.attribute = name, attribute


@lru_cache(maxsize=20_000)
def compiled(text: str, wording: tuple[tuple[str, str], ...]) -> tuple[Part, ...]:
    """A text as literal and slot pairs, with the jurisdiction's words put in."""
    parts: list[Part] = []
    at = 0
    for match in SLOT.finditer(text):
        parts.append((_reword(text[at : match.start()], wording), match[1], match[2] or ""))
        at = match.end()
    parts.append((_reword(text[at:], wording), "", ""))
    return tuple(parts)


@lru_cache(maxsize=64)
def _pattern(wording: tuple[tuple[str, str], ...]) -> re.Pattern[str]:
    words = sorted((w for w, _ in wording), key=len, reverse=True)
    return re.compile(r"\b(" + "|".join(map(re.escape, words)) + r")\b", re.IGNORECASE)


def _reword(text: str, wording: tuple[tuple[str, str], ...]) -> str:
    if not wording or not text:
        return text
    to = {w.lower(): s for w, s in wording}

    def swap(match: re.Match[str]) -> str:
        found = match[0]
        new = to[found.lower()]
        return new[0].upper() + new[1:] if found[0].isupper() else new

    return _pattern(wording).sub(swap, text)


def fill(text: str, names: Names, wording: tuple[tuple[str, str], ...] = ()) -> str:
    """A text with its slots filled. Raises SlotError for a slot nothing fills."""
    if "{" not in text and not wording:
        return text
    out: list[str] = []
    for literal, name, attribute in compiled(text, wording):
        out.append(literal)
        if name:
            try:
                out.append(names[name][attribute])
            except KeyError:
                raise SlotError(name, attribute) from None
    return "".join(out)


def slots(text: str) -> list[tuple[str, str]]:
    """The (name, attribute) pairs of a text's slots."""
    return [(m[1], m[2] or "") for m in SLOT.finditer(text)]


def stray_brace(text: str) -> bool:
    """Whether a brace is left that is no slot: a slip of an author's."""
    return bool(re.search(r"[{}]", SLOT.sub("", text)))
