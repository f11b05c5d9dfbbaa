"""Whether a sentence of a note claims to have seen more than the camera showed: how likely, by weights fitted on labelled sentences.

What goes in: what the rules of sightings.py found, the signs of telling, hearing, planning and not seeing, how much of the sentence
stands in the picture’s or the call’s own words, and the sentence’s own words in ones and twos, names and numbers apart.
``python -m tests.accuracy.fit_claims`` fits the weights, on the sentences to build on and never on the others.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from itertools import pairwise

from grading.reading.camera_view import View, rows_of, stem, stems
from grading.reading.lexicon import read
from grading.reading.words import forms

START = "start"
SIGNS = (
    "not_seen",
    "told",
    "plan",
    "heard",
    "camera",
    "fleeting",
    "brief",
    "more",
    "homely",
    "mood",
    "saw",
    "is",
    "never",
    "rooms",
)
SMALL = frozenset(
    stems(
        "a an the and or but of to in on at for with by from as is was were are be been has had have he she they it his her their him them"
        " this that which who i we me my our you your not no so if then than there here when where while did do does can could would should"
        " will may might about up out into over after before again also very just only all any some more most other such own same said says"
        " told asked"
    ).split()
)
LETTERS = 3  # of a word that counts
QUOTED = re.compile(r"[“\"][^”\"]*[”\"]")


def features(
    written: str, parts: Iterable[str], view: View, found: int, kinds: Iterable[str], has: Mapping[str, int]
) -> dict[str, float]:
    """What a sentence is like. ``found``: how many claims the rules found, of which ``kinds``; ``has``: in how many parts each sign is."""
    out: dict[str, float] = {START: 1.0, "found": float(found > 0), "found_twice": float(found > 1)}
    out |= {f"kind:{k}": 1.0 for k in kinds}
    out |= {f"sign:{k}": 1.0 for k, n in has.items() if n}
    everything = " ".join(parts)
    own = [
        w
        for w in stems(everything).split()
        if w not in SMALL and w not in view.names and not w.isdigit() and len(w) >= LETTERS
    ]
    n = max(1, len(own))
    out["strange"] = sum(w not in view.words for w in own) / n
    out["unpictured"] = sum(w not in view.stems for w in own) / n
    rows = [row for row, _ in rows_of(stems(everything))]
    out["by_eye"] = min(len(rows), 3) / 3
    out["by_eye_unpictured"] = min(sum(row not in view.rows for row in rows), 3) / 3
    out["long"] = min(n, 16) / 16
    for s in view.sights:
        if any(re.search(rf"\b{re.escape(w)}s?\b", everything) for w in s.words):
            out[f"sight:{s.best or 'never'}"] = 1.0
    words = [
        "NAME" if stem(w) in view.names else "NUM" if w.isdigit() else w for w in forms(QUOTED.sub(" quote ", written))
    ]
    out |= {f"w:{w}": 1.0 for w in words}
    out |= {f"s:{stem(w)}": 1.0 for w in words}
    out |= {f"w:{a} {b}": 1.0 for a, b in pairwise(words)}
    if words:
        out[f"first:{words[0]}"] = 1.0
    return out


@cache
def weights() -> dict[str, float]:
    return {str(k): float(v) for k, v in read("claims")["weights"].items()}


@cache
def limit(name: str) -> float:
    """How likely a claim has to be, as a logit: to ``name`` it, and to ``charge`` for it."""
    return float(read("claims")[name])


def score(of: Mapping[str, float]) -> float:
    """The logit that a sentence claims more than was seen."""
    w = weights()
    return sum(w.get(name, 0.0) * value for name, value in of.items())
