"""Fills and draws texts: what a case and a situation have in common."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeVar

from simulator.cases.draw import Draw
from simulator.cases.fields import Conditional, Join, Option, Say, Text, When
from simulator.cases.jurisdiction import Profile
from simulator.cases.text import fill, wording

Item = TypeVar("Item", bound=Conditional)


class Teller:
    """Draws wordings and fills their slots. ``names``: what a slot says; ``chosen``: what was drawn for each strand."""

    def __init__(self, profile: Profile, draw: Draw) -> None:
        self.profile, self.draw = profile, draw
        self.wording = wording(tuple(profile.wording.items()))
        self.names: dict[str, dict[str, str]] = {}
        self.chosen: dict[str, str] = {"language": profile.language, "jurisdiction": profile.jurisdiction}

    # --- what holds in this case -------------------------------------------------------------

    def holds(self, when: When) -> bool:
        for strand, options in when.items():  # noqa: SIM110 (asked some thousand times a case)
            if self.chosen.get(strand) not in options:
                return False
        return True

    def some(self, items: Mapping[str, Item]) -> dict[str, Item]:
        return {id: item for id, item in items.items() if not item.when or self.holds(item.when)}

    def those(self, items: Iterable[Item]) -> list[Item]:
        return [item for item in items if not item.when or self.holds(item.when)]

    def text(self, path: str, wordings: tuple[str | Say | Join, ...]) -> str:
        """One of the wordings that hold, filled in."""
        if not wordings:
            return ""
        if len(wordings) == 1 and type(wordings[0]) is str:
            return self.fill(wordings[0]).strip()
        holds = self.holds
        possible = [w for w in wordings if type(w) is str or not w.when or holds(w.when)]  # type: ignore[union-attr]
        if not possible:
            return ""
        drawn = possible[0] if len(possible) == 1 else self.draw.pick(f"text.{path}", possible)
        if isinstance(drawn, Join):
            parts = (self.text(f"{path}.all.{i}", w if isinstance(w, tuple) else (w,)) for i, w in enumerate(drawn.all))
            return "\n\n".join(part for part in parts if part)
        return self.fill(drawn if isinstance(drawn, str) else drawn.say).strip()

    def fill(self, text: str) -> str:
        return fill(text, self.names, self.wording)

    def several(self, texts: tuple[str, ...]) -> tuple[str, ...]:
        return self.wording.several(texts, self.names) if texts else ()

    def draw_strands(self, strands: Mapping[str, Mapping[str, Option]]) -> None:
        """Draw one option of each strand, from top to bottom."""
        for name, options in strands.items():
            possible = [(o, spec.chance or spec.weight) for o, spec in options.items() if self.holds(spec.when)]
            if possible:
                self.chosen[name] = self.draw.weighted(f"strand.{name}", possible)

    def draw_words(self, words: Mapping[str, Text]) -> None:
        """Draw the small words: ``{w.name}``."""
        self.names["w"] = {}
        for name, wordings in words.items():
            self.names["w"][name] = self.text(f"word.{name}", wordings)
