"""The dashed line round those who live in one home: one line round them all, and round nobody else.

Whoever stands between two of the home is left outside: the line then runs on in the free ground under the row, or
passes a whole row through a gap between two columns.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from simulator.views.spacing import EDGE, LANE, Plan, Track

SNAP = 30  # sides nearer to each other than this become one, where there is room
OVERLAP = 60  # two rows that share as much are joined without a band between them
NEAR = 5  # a side of the home keeps as far from a line that runs beside it
BAND = 26  # how high such a band is

Box = tuple[float, float, float, float]  # left, right, top, bottom
Point = tuple[float, float]


@dataclass
class Run:
    """Neighbours in a row who live in the home; or, where ``people`` is empty, the home passing through a row."""

    row: int
    people: tuple[str, ...] = ()
    key: tuple[object, ...] = ()
    left: float = 0
    right: float = 0
    up: bool = False  # joined to the row above
    down: bool = False


@dataclass
class Home:
    """The home of a plan. ``bands``: zones that hold a band, and from where to where it runs."""

    plan: Plan
    runs: list[Run] = field(default_factory=list)
    seams: set[int] = field(default_factory=set)
    bands: dict[int, tuple[float, float]] = field(default_factory=dict)
    joined: dict[int, tuple[Run, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        plan = self.plan
        rows = [n for n, row in enumerate(plan.rows) if any(p in plan.ties.home for p in row)]
        for n in range(min(rows, default=0), max(rows, default=-1) + 1):
            before = len(self.runs)
            run: list[str] = []
            for p in (*plan.rows[n], ""):
                if p in plan.ties.home:
                    run.append(p)
                elif run:
                    self.runs.append(Run(n, tuple(run)))
                    run = []
            if len(self.runs) == before:
                home = [plan.column(p) for row in plan.rows for p in row if p in plan.ties.home]
                gap = plan.nearest_gap(n, sum(home) / len(home), home=True)
                plan.gaps[gap].append(Track(("home", n), room=LANE))
                self.runs.append(Run(n, key=("home", n)))

    def settle(self, downs: Iterable[tuple[int, float]]) -> None:
        """Say where the sides are, once the columns stand, and which rows are joined where.

        ``downs``: the lines that run down, each with its zone; no side of the home lies on one.
        """
        plan = self.plan
        for r in self.runs:
            if r.people:
                r.left = plan.x[r.people[0]] - plan.half(r.people[0]) - EDGE
                r.right = plan.x[r.people[-1]] + plan.half(r.people[-1]) + EDGE
            else:
                r.left, r.right = plan.track[r.key] - 14, plan.track[r.key] + 14
        rows: dict[int, list[Run]] = defaultdict(list)
        for r in self.runs:
            rows[r.row].append(r)
        for n in sorted(rows)[:-1]:
            above, below = list(rows[n]), rows[n + 1]
            if n - 1 in self.seams:  # they hang together already: one of them is enough
                goal = sum(r.left + r.right for r in below) / len(below)
                above = [min(above, key=lambda r: abs(r.left + r.right - goal))]
            self._join(n, above, below)
        last = max(rows, default=-1)
        if last >= 0 and last - 1 not in self.seams and len(rows[last]) > 1:
            self._join(last, rows[last], [])
        lines = list(downs)
        for r in self.runs:
            near = [x for zone, x in lines if zone in (r.row - 1, r.row)]
            for to in (-1, 1):
                side = r.left if to < 0 else r.right
                ways = [
                    (min((abs(side + to * out - x) for x in near), default=NEAR), out)
                    for out in ((0, -5, 5, 9, 14, 19) if r.people else (0, -5, 4, -9))
                    if out <= 0 or not r.people or self._free(r, side + to * out, to)
                ]
                out = next((o for space, o in ways if space >= NEAR), max(ways)[1])
                r.left, r.right = (side - out, r.right) if to < 0 else (r.left, side + out)
        for zone, both in self.joined.items():
            self.bands[zone] = (min(r.left for r in both), max(r.right for r in both))

    def _join(self, zone: int, above: list[Run], below: list[Run]) -> None:
        self.seams.add(zone)
        for r in above:
            r.down = True
        for r in below:
            r.up = True
        both = (*above, *below)
        if len(above) == len(below) == 1:
            a, b = both
            if a.people and b.people:
                for one, two in ((a, b), (b, a)):
                    if 0 < one.left - two.left <= SNAP and self._free(one, two.left, -1):
                        one.left = two.left
                    if 0 < two.right - one.right <= SNAP and self._free(one, two.right, 1):
                        one.right = two.right
            if min(a.right, b.right) - max(a.left, b.left) >= min(OVERLAP, a.right - a.left, b.right - b.left):
                return
        self.joined[zone] = both

    def _free(self, run: Run, side: float, to: int) -> bool:
        """Whether a side of a run may move so far out."""
        plan = self.plan
        n, i = plan.spot[run.people[0] if to < 0 else run.people[-1]]
        gap = (n, i if to < 0 else i + 1)
        if any(
            abs(plan.track[t.key] - side) < 7 + t.room / 2 or (plan.track[t.key] - side) * to < 0
            for t in plan.gaps.get(gap, [])
        ):
            return False
        pair = plan.pair_at(gap)
        if pair is None:
            return True
        if frozenset(pair) in plan.ties.labels or frozenset(pair) in plan.ties.parted:
            return False
        other = pair[0 if to < 0 else 1]
        return (plan.x[other] - side) * to > plan.half(other) + 7

    def boxes(self, tops: list[float], bottoms: list[float], seam: dict[int, float]) -> list[Box]:
        """The boxes that make up the home: rows from ``tops`` to ``bottoms``, joined at the ``seam`` of each zone."""
        out = []
        for r in self.runs:
            top = seam[r.row - 1] if r.up else tops[r.row]
            bottom = seam[r.row] if r.down else bottoms[r.row]
            out.append((r.left, r.right, top, bottom))
        for zone, (left, right) in self.bands.items():
            out.append((left, right, seam[zone] - BAND / 2, seam[zone] + BAND / 2))
        return out


def outlines(boxes: Iterable[Box]) -> list[list[Point]]:
    """The corners of the outline of boxes that touch or overlap, each outline once, going round clockwise."""
    boxes = list(boxes)
    xs = sorted({v for b in boxes for v in b[:2]})
    ys = sorted({v for b in boxes for v in b[2:]})
    full = {
        (i, j)
        for left, right, top, bottom in boxes
        for i in range(xs.index(left), xs.index(right))
        for j in range(ys.index(top), ys.index(bottom))
    }
    steps: dict[tuple[int, int], list[tuple[int, int]]] = defaultdict(list)
    for i, j in full:
        for (di, dj), a, b in (
            ((0, -1), (i, j), (i + 1, j)),
            ((1, 0), (i + 1, j), (i + 1, j + 1)),
            ((0, 1), (i + 1, j + 1), (i, j + 1)),
            ((-1, 0), (i, j + 1), (i, j)),
        ):
            if (i + di, j + dj) not in full:
                steps[a].append(b)
    loops = []
    while steps:
        start = at = min(steps)
        loop = [start]
        while True:
            at = steps[at].pop()
            if not steps[loop[-1]]:
                del steps[loop[-1]]
            if at == start:
                break
            loop.append(at)
        loops.append(_corners([(xs[i], ys[j]) for i, j in loop]))
    return loops


def _corners(loop: list[Point]) -> list[Point]:
    return [
        p
        for i, p in enumerate(loop)
        if not (
            loop[i - 1][0] == p[0] == loop[(i + 1) % len(loop)][0]
            or loop[i - 1][1] == p[1] == loop[(i + 1) % len(loop)][1]
        )
    ]


def path_of(corners: list[Point], by: float = 12) -> str:
    """An outline as an SVG path with round corners."""
    out = []
    for i, (x, y) in enumerate(corners):
        (px, py), (nx, ny) = corners[i - 1], corners[(i + 1) % len(corners)]
        before, after = abs(px - x) + abs(py - y), abs(nx - x) + abs(ny - y)
        r = min(by, before / 2, after / 2)
        ax, ay = x + (px - x) / before * r, y + (py - y) / before * r
        bx, to = x + (nx - x) / after * r, y + (ny - y) / after * r
        out.append(f"{'L' if i else 'M'}{ax:.0f} {ay:.0f}Q{x:.0f} {y:.0f} {bx:.0f} {to:.0f}")
    return "".join(out) + "Z"
