"""How wide words are in a picture, before any browser has set them: a careful guess, rather too wide than too narrow."""

from __future__ import annotations

import re
from functools import lru_cache
from unicodedata import combining, east_asian_width

SIZE = 15.0  # of the letters in our pictures, in the units of the SVG
SOFT = 13.5  # of those in the second voice
USUAL = 8.2  # of a letter at 15
NARROW = frozenset("iljtfrI.,:;'’‘!|()[]1 -–")
WIDE = frozenset("mwMWÆŒæœ@%—…")


@lru_cache(maxsize=4096)
def width(words: str, size: float = SIZE) -> float:
    """At least 8.2 for a letter at size 15, and more where the letters are wide."""
    count = wide = 0.0
    for c in words:
        if combining(c):
            continue
        count += 1
        if east_asian_width(c) in "WF":
            wide += 16.0
            count += 1
        elif c in WIDE:
            wide += 13.4
        elif c in NARROW:
            wide += 5.4
        elif c.isupper():
            wide += 10.8
        else:
            wide += 9.0
    return max(count * USUAL, wide) * size / SIZE


def wrap(words: str, most: float, size: float = SIZE) -> list[str]:
    """The words in lines of at most ``most``, broken at spaces and after hyphens; a longer word stays whole."""
    lines: list[str] = []
    line = ""
    for piece in re.findall(r"[^\s-]*-|[^\s-]+\s*|\s+", words.strip()):
        if line and width((line + piece).strip(), size) > most:
            lines.append(line.strip())
            line = ""
        line += piece
    return [x for x in (*lines, line.strip()) if x]
