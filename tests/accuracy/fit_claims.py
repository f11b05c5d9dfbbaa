"""Fits the weights of grading/lexicons/claims.yaml on the labelled sentences to build on; never on the others.

    python -m tests.accuracy.fit_claims          writes the weights
    python -m tests.accuracy.fit_claims --try    fits without each round in turn and says how it does on that round

A logistic regression with shrinking, by a plain descent whose steps adapt to each weight: no library, the same result on every machine.
"""

from __future__ import annotations

import argparse
import math
from collections import Counter
from collections.abc import Iterable

from grading.reading.camera_view import view_of
from grading.reading.claims import START
from grading.reading.lexicon import FOLDER
from grading.reading.sightings import by_rule, sentences, signs
from simulator.content.loader import read_yaml
from tests.accuracy.sightings import HERE, played

Features = dict[str, float]
WORDS = ("w:", "s:", "first:")
SHRINK, SHRINK_WORDS = 3.0, 10.0
OFTEN = 3  # how often a word has to be there to have a weight
STEPS, TURNS = 500, 3
NAME, CHARGE = 1.0, 3.0  # the logits from which on a claim is named, and costs points: chosen by --try
ROUNDS = (
    400,
    800,
    2000,
    4000,
    5000,
    7000,
    8000,
    9000,
    10000,
)  # the numbers of the families end below these, round by round


def rows(part: str) -> list[tuple[int, bool, list[Features]]]:
    """Of each labelled text: its round, its label, what each of its sentences is like."""
    out = []
    for path in sorted((HERE / part).glob("*.yaml")):
        data = read_yaml(path)
        view = view_of(played(data))
        number = next((n for n, below in enumerate(ROUNDS, 1) if int(data["seed"]) < below), len(ROUNDS) + 1)
        for s in data["sentences"]:
            of = [signs(r, by_rule(r, view), view) for r in sentences(s["text"])]
            out.append((number, s["label"] == "more", of))
    return out


def logit(of: Features, w: dict[str, float]) -> float:
    return sum(w.get(k, 0.0) * v for k, v in of.items())


def fit(data: Iterable[tuple[int, bool, list[Features]]]) -> dict[str, float]:
    """The weights. Of a text that claims too much only its likeliest sentence counts; of one that does not, each."""
    data = [d for d in data if d[2]]
    often = Counter(k for _, _, sentences_of in data for k in {k for of in sentences_of for k in of})
    keep = {k for k, n in often.items() if not k.startswith(WORDS) or n >= OFTEN}
    w: dict[str, float] = {"found": 1.0}
    for _ in range(TURNS):
        xs: list[tuple[Features, float]] = []
        for _, more, of in data:
            chosen = [max(of, key=lambda f: logit(f, w))] if more else of
            xs += [({k: v for k, v in f.items() if k in keep}, float(more)) for f in chosen]
        w = _descend(xs)
    return {k: round(v, 4) for k, v in sorted(w.items()) if abs(v) >= 0.005}


def _descend(xs: list[tuple[Features, float]]) -> dict[str, float]:
    names = sorted({k for x, _ in xs for k in x})
    at = {k: i for i, k in enumerate(names)}
    shrink = [0.0 if k == START else SHRINK_WORDS if k.startswith(WORDS) else SHRINK for k in names]
    table = [([(at[k], v) for k, v in x.items()], y) for x, y in xs]
    w, past = [0.0] * len(names), [1e-8] * len(names)
    for step in range(STEPS):
        grad = [s * v for s, v in zip(shrink, w, strict=True)]
        for row, y in table:
            z = sum(w[i] * v for i, v in row)
            off = 1 / (1 + math.exp(-max(-30.0, min(30.0, z)))) - y
            for i, v in row:
                grad[i] += off * v
        rate = 0.5 / (1 + step / 50)
        for i, g in enumerate(grad):
            past[i] += g * g
            w[i] -= rate * g / math.sqrt(past[i])
    return {k: w[i] for k, i in at.items()}


def figures(data: Iterable[tuple[int, bool, list[Features]]], w: dict[str, float], least: float) -> tuple[float, float]:
    """Precision and recall."""
    named = [(max((logit(f, w) for f in of), default=-9.0) >= least, more) for _, more, of in data]
    hit = sum(n and m for n, m in named)
    return hit / max(1, sum(n for n, _ in named)), hit / sum(m for _, m in named)


def write(w: dict[str, float]) -> None:
    lines = [
        "# Weights of grading/reading/claims.py, fitted by `python -m tests.accuracy.fit_claims` on the sentences to build on. Not written by hand.",
        f"name: {NAME}",
        f"charge: {CHARGE}",
        "weights:",
        *(f"  {k!r}: {v}" for k, v in w.items()),
    ]
    (FOLDER / "claims.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--try", dest="attempt", action="store_true")
    data = rows("build")
    if not parser.parse_args().attempt:
        write(fit(data))
        return
    for number in sorted({n for n, _, _ in data}):
        w = fit(d for d in data if d[0] != number)
        rest = [d for d in data if d[0] == number]
        tried = "  ".join(
            "{}: {:.3f}/{:.3f}".format(least, *figures(rest, w, least))
            for least in (0.5, 0.75, 1.0, 1.5, 2, 2.5, 3, 3.5)
        )
        print(f"round {number}, {len(rest)} sentences: {tried}")


if __name__ == "__main__":
    main()
