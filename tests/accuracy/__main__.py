"""``make accuracy``: how well the marker agrees with people, on the part nobody built on; ``--part read``: on all the others.

python -m tests.accuracy [--part PART] [--quiet]
"""

from __future__ import annotations

import argparse

from tests.accuracy.collection import PARTS, collection, read_notes
from tests.accuracy.figures import Figures, figures

SHOWN = 400  # disagreements printed


def table(found: Figures) -> str:
    """One line a check: how many, what was decided, precision, recall and F1; then the whole."""
    head = f"{'':24} {'all':>5} {'decided':>8} {'precision':>10} {'recall':>7} {'F1':>6} {'F1, unmarked as missed':>24}"
    rows = [head]
    for name in sorted(found.counts):
        c = found.counts[name]
        rows.append(
            f"{name:24} {c.all:5} {c.decided / c.all if c.all else 1:8.0%} {c.precision:10.3f} {c.recall:7.3f} {c.f1:6.3f} {c.strict_f1:24.3f}"
        )
    rows.append("")
    rows.append(
        f"{found.notes} notes; total, quadratic weighted kappa: {found.kappa:.3f}; mean difference {mean(found):+.2f} points"
    )
    worst = max((len(v) for v in found.excellent.values()), default=0)
    rows.append(
        f"{found.excellent_notes} notes labelled excellent; the check most often wrongly failed on them: {worst} times"
    )
    for check, wrongly in sorted(found.excellent.items()):
        rows.append(f"  {check}: {len(wrongly)}")
    return "\n".join(rows)


def mean(found: Figures) -> float:
    return sum(b - a for a, b, _ in found.totals) / len(found.totals) if found.totals else 0.0


def disagreements(found: Figures) -> str:
    rows = []
    for name in sorted(found.counts):
        rows += [f"[{name}] {w}" for w in found.counts[name].wrong if w.partition(": ")[2]]
    rows += [f"[excellent, wrongly failed] {w}" for ws in found.excellent.values() for w in ws]
    far = sorted(found.totals, key=lambda t: -abs(t[0] - t[1]))[:12]
    rows += [f"[total] label {a:.1f}, marker {b:.1f}: {n}" for a, b, n in far]
    return "\n".join(rows[:SHOWN])


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m tests.accuracy", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--part",
        choices=[*PARTS, "read"],
        default="measure",
        help="a folder of tests/content/notes; read: all but measure",
    )
    parser.add_argument(
        "--quiet",
        action="store_true",
        help="the figures alone: whoever has read a disagreement of “measure” has built on it",
    )
    asked = parser.parse_args()
    found = figures(read_notes() if asked.part == "read" else collection(asked.part))
    print(f"The part: {asked.part}\n")
    print(table(found))
    if not asked.quiet:
        print("\nWhere marker and labels disagree\n")
        print(disagreements(found))


if __name__ == "__main__":
    main()
