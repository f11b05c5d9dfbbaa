"""Fits the weights of grading/lexicons/likeness.yaml on the notes that are there to build on; never on the others.

    python -m tests.accuracy.fit        writes the weights into the lexicon

A plain logistic regression with a little shrinking, by Newton's method on scaled features: no library, the same result
on every machine.
"""

from __future__ import annotations

import math

from grading.reading.lexicon import FOLDER
from grading.reading.likeness import FEATURES
from tests.accuracy.collection import read_notes

SHRINK = 2.0


STRANGE = (
    0.3  # what a fact of another family weighs, beside one of the note's own: there are as many, and they are easy
)


def rows() -> tuple[list[list[float]], list[float], list[float]]:
    """Features, labels and weights of every must-record fact of every note to build on.

    Each note is held against another scenario as well, of which it can hold nothing: what a note is like that is about
    something else has to be learnt too.
    """
    xs: list[list[float]] = []
    ys: list[float] = []
    weights: list[float] = []
    notes = read_notes()
    for n, note in enumerate(notes):
        other = next(
            o for o in notes[n:] + notes[:n] if o.scenario != note.scenario and o.jurisdiction == note.jurisdiction
        )
        strange = note.model_copy(update={"scenario": other.scenario, "seed": other.seed}).sheet()
        for group, facts in (("words", strange.words), ("accounts", strange.accounts), ("rest", strange.rest)):
            for fact in facts:
                xs.append(list(strange.likeness(fact, group != "rest").features))
                ys.append(0.0)
                weights.append(STRANGE)
        sheet = note.sheet()
        for group, facts in (("words", sheet.words), ("accounts", sheet.accounts), ("rest", sheet.rest)):
            for fact in facts:
                label = note.label.facts[fact.id]
                attributed = group != "rest"
                xs.append(list(sheet.likeness(fact, attributed).features))
                ys.append(float(label == "yes" or (not attributed and label in ("unowned", "another"))))
                weights.append(1.0)
    return xs, ys, weights


def fit(xs: list[list[float]], ys: list[float], weights_of: list[float]) -> list[float]:
    """Start and weights of a logistic regression."""
    n, m = len(xs), len(xs[0])
    means = [sum(x[j] for x in xs) / n for j in range(m)]
    spread = [math.sqrt(sum((x[j] - means[j]) ** 2 for x in xs) / n) or 1.0 for j in range(m)]
    zs = [[1.0, *((x[j] - means[j]) / spread[j] for j in range(m))] for x in xs]
    w = [0.0] * (m + 1)
    for _ in range(30):
        gradient = [0.0] * (m + 1)
        hessian = [[0.0] * (m + 1) for _ in range(m + 1)]
        for z, y, much in zip(zs, ys, weights_of, strict=True):
            p = 1 / (1 + math.exp(-sum(a * b for a, b in zip(w, z, strict=True))))
            for i in range(m + 1):
                gradient[i] += much * (y - p) * z[i]
                for j in range(i, m + 1):
                    hessian[i][j] += much * p * (1 - p) * z[i] * z[j]
        for i in range(m + 1):
            for j in range(i):
                hessian[i][j] = hessian[j][i]
            if i:
                gradient[i] -= SHRINK * w[i]
                hessian[i][i] += SHRINK
        step = _solve(hessian, gradient)
        w = [a + b for a, b in zip(w, step, strict=True)]
        if max(map(abs, step)) < 1e-9:
            break
    weights = [w[j + 1] / spread[j] for j in range(m)]
    return [w[0] - sum(a * b for a, b in zip(weights, means, strict=True)), *weights]


def _solve(a: list[list[float]], b: list[float]) -> list[float]:
    """Gauss with the largest pivot."""
    n = len(b)
    rows = [[*row, y] for row, y in zip(a, b, strict=True)]
    for i in range(n):
        k = max(range(i, n), key=lambda r: abs(rows[r][i]))
        rows[i], rows[k] = rows[k], rows[i]
        for r in range(n):
            if r != i:
                f = rows[r][i] / rows[i][i]
                rows[r] = [x - f * y for x, y in zip(rows[r], rows[i], strict=True)]
    return [rows[i][n] / rows[i][i] for i in range(n)]


def main() -> None:
    xs, ys, much = rows()
    weights = "".join(f"  {n}: {w:.3f}\n" for n, w in zip(("start", *FEATURES), fit(xs, ys, much), strict=True))
    path = FOLDER / "likeness.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text[: text.index("\nweights:") + 1] + "weights:\n" + weights, encoding="utf-8")
    print(f"{len(xs)} facts\n{weights}")


if __name__ == "__main__":
    main()
