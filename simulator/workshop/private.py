"""What somebody typed themselves, and texts without it: a title or a reason may take up a learner's own words."""

from __future__ import annotations

import re
from functools import lru_cache

from simulator.cases import CaseRef
from simulator.workshop.results import Result

LEFT_OUT = "…"
_WORD = re.compile(r"[^\W\d_]{2,}")
_QUOTED = re.compile(r"“([^“”]{3,}?)(?: …)?”")


@lru_cache(maxsize=128)
def _case(ref: CaseRef) -> tuple[str, frozenset[str], frozenset[str]]:
    """All the text of a case, its words as they stand in it, and the same in small letters."""
    text = ref.make().model_dump_json()
    words = frozenset(_WORD.findall(text))
    return text, words, frozenset(w.casefold() for w in words)


class Own:
    """What one seat typed in one exercise.

    ``chosen``: the exercise is answered by choices; then the form holds their short names, and only a word that is
    written like a name and is not in the case counts as typed.
    """

    def __init__(self, result: Result, chosen: bool) -> None:
        values = result.work.value.values() if result.work else ()
        self.typed = frozenset(t.strip() for v in values for t in (v if isinstance(v, list) else [v]))
        self._chosen, (self._case, names, words) = chosen, _case(result.family)
        found = {w for t in self.typed for w in _WORD.findall(t)}
        if chosen:
            self._private = {w for w in found if w[0].isupper() and w not in names}
        else:
            self._private = {w.casefold() for w in found} - words

    def out_of(self, text: str) -> str:
        """A text with "…" in the place of what was typed and is not the case's: quotations, names, other words."""
        if not self._chosen:
            text = _QUOTED.sub(lambda m: f"“{LEFT_OUT}”" if self.holds(m[1]) and m[1] not in self._case else m[0], text)
        out = _WORD.sub(lambda m: LEFT_OUT if self._is_private(m[0]) else m[0], text)
        return out if out == text else re.sub(rf"{LEFT_OUT}(?:\W*{LEFT_OUT})+", LEFT_OUT, out)

    def _is_private(self, word: str) -> bool:
        return (word if self._chosen else word.casefold()) in self._private

    def holds(self, text: str) -> bool:
        """Whether a text is a piece of what was typed."""
        return any(text in t for t in self.typed)
