"""Texts with slots. ``{mother}`` and ``{visit.date}`` are filled from the case; nothing else is a slot.

A text is compiled once for a jurisdiction (whose wording may say *stove* where an author wrote *cooker*) and filled
for each case.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

SLOT = re.compile(r"\{([a-z][a-z0-9_]*)(?:\.([A-Za-z][A-Za-z0-9_]*))?\}")

Names = Mapping[str, Mapping[str, str]]  # name -> attribute -> text; attribute "" is the bare name
Part = tuple[str, str, str]  # literal text, name, attribute


class SlotError(ValueError):
    """A slot that nothing fills. ``name`` and ``attribute`` as written."""

    def __init__(self, name: str, attribute: str) -> None:
        super().__init__(f"{{{name}{'.' + attribute if attribute else ''}}}")
        self.name, self.attribute = name, attribute


class Wording:
    """A jurisdiction's own words, and the texts compiled with them."""

    def __init__(self, words: Mapping[str, str]) -> None:
        self._to = {w.lower(): s for w, s in words.items()}
        # Phrases first, the longest before the shorter; then any word, looked up: trying each of 600 words is slow.
        phrases = sorted((w for w in words if not re.fullmatch(r"\w+", w)), key=len, reverse=True)
        either = [*(rf"\b{re.escape(p)}\b" for p in phrases), r"\w+"]
        self._words = re.compile("|".join(either), re.IGNORECASE) if words else None
        self._compiled: dict[str, str | tuple[Part, ...]] = {}
        self._lists: dict[int, tuple[tuple[str, ...], tuple[str | tuple[Part, ...], ...], bool]] = {}

    def several(self, texts: tuple[str, ...], names: Names) -> tuple[str, ...]:
        """A row of texts, each filled. A row is compiled once, and one without a slot is made once."""
        known = self._lists.get(id(texts))
        if known is None or known[0] is not texts:
            rows = tuple([self.compiled(t) for t in texts])
            known = self._lists[id(texts)] = (texts, rows, all(isinstance(r, str) for r in rows))
        if known[2]:
            return known[1]  # type: ignore[return-value]
        return tuple([r if isinstance(r, str) else put_in(r, names) for r in known[1]])

    def compiled(self, text: str) -> str | tuple[Part, ...]:
        """A text with the jurisdiction's words put in: as it is when it has no slot, else as literal and slot pairs."""
        found = self._compiled.get(text)
        if found is None:
            parts: list[Part] = []
            at = 0
            for match in SLOT.finditer(text):
                parts.append((self._reword(text[at : match.start()]), match[1], match[2] or ""))
                at = match.end()
            last = self._reword(text[at:])
            found = self._compiled[text] = (*parts, (last, "", "")) if parts else last
        return found

    def _reword(self, text: str) -> str:
        return self._words.sub(self._swap, text) if self._words and text else text

    def _swap(self, match: re.Match[str]) -> str:
        found = match[0]
        new = self._to.get(found.lower())
        if new is None:
            return found
        return new[0].upper() + new[1:] if found[0].isupper() else new


@cache
def wording(words: tuple[tuple[str, str], ...]) -> Wording:
    """The wording of a jurisdiction: made once, shared by its cases."""
    return Wording(dict(words))


def fill(text: str, names: Names, words: Wording) -> str:
    """A text with its slots filled. Raises SlotError for a slot nothing fills."""
    compiled = words.compiled(text)
    return compiled if isinstance(compiled, str) else put_in(compiled, names)


def put_in(parts: tuple[Part, ...], names: Names) -> str:
    """A compiled text with its slots filled. Raises SlotError."""
    try:
        return "".join([text + names[name][attribute] if name else text for text, name, attribute in parts])
    except KeyError:
        lost = next((n, a) for _, n, a in parts if n and a not in names.get(n, {}))
        raise SlotError(*lost) from None


def slots(text: str) -> list[tuple[str, str]]:
    """The (name, attribute) pairs of a text's slots."""
    return [(m[1], m[2] or "") for m in SLOT.finditer(text)]


def stray_brace(text: str) -> bool:
    """Whether a brace is left that is no slot: a slip of an author's."""
    return bool(re.search(r"[{}]", SLOT.sub("", text)))
