"""Where the columns of a genogram stand: as near to their own as they can, never nearer to each other than they need.

Between two columns is a gap. Whatever runs down there (the line to the children of a couple, a line that passes a row,
the edge of the home) has a track of its own in it, so that it never meets a symbol or a name.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from simulator.views.layout import Family, R, Rows, Ties, families
from simulator.views.measure import SOFT, width

GAP = 26  # the least room between the words of two neighbours
TRACK = 14  # room for one line
LANE = 38  # room for the home to pass between two people of another home
EDGE = 9  # from the words to the dashed line of the home
SIGN = 78  # between two symbols that are parted and have children: room for the strokes beside the line down
HALF = 34  # half the narrowest column
SWEEPS = 9
STRAIGHT = 60  # a row moves at most so far to let a line run straight

Gap = tuple[int, int]  # row, and how many columns stand to the left of it


@dataclass
class Track:
    """One line that runs down in a gap. ``side``: -1 near the left column, 1 near the right one."""

    key: tuple[object, ...]
    side: int = 0
    room: int = TRACK


@dataclass
class Plan:
    """A genogram on its way: the order, the tracks in the gaps, and (once settled) where everything stands."""

    ties: Ties
    rows: Rows
    gaps: dict[Gap, list[Track]] = field(default_factory=lambda: defaultdict(list))
    x: dict[str, float] = field(default_factory=dict)
    track: dict[tuple[object, ...], float] = field(default_factory=dict)
    wide: dict[str, float] = field(default_factory=dict)  # columns that need more than their own words

    def __post_init__(self) -> None:
        self.families: list[Family] = families(self.ties)
        self.spot = {p: (n, i) for n, row in enumerate(self.rows) for i, p in enumerate(row)}

    def half(self, p: str) -> float:
        return max(HALF, self.ties.half.get(p, 0) + 3, self.wide.get(p, 0))

    def reach(self, p: str, dy: float = 0) -> float:
        """From the middle of a symbol to its edge, at a height beside the middle."""
        more = 2 if p == self.ties.index else 0
        shape = self.ties.shape.get(p, "circle")
        if shape == "square":
            return R + more
        if shape == "diamond":
            return R + 4 + more - abs(dy)
        return float(((R + more) ** 2 - dy * dy) ** 0.5)

    def top(self, p: str, dx: float = 0) -> float:
        return self.reach(p, dx) if self.ties.shape.get(p) != "square" else self.reach(p)

    def beside(self, a: str, b: str) -> bool:
        """Whether two stand next to each other."""
        (n, i), (m, j) = self.spot[a], self.spot[b]
        return n == m and abs(i - j) == 1

    def pair_at(self, gap: Gap) -> tuple[str, str] | None:
        """Who stands on the two sides of a gap."""
        n, i = gap
        return (self.rows[n][i - 1], self.rows[n][i]) if 0 < i < len(self.rows[n]) else None

    def label(self, a: str, b: str) -> tuple[str, ...]:
        return self.ties.labels.get(frozenset((a, b)), ())

    def edges(self, a: str, b: str) -> tuple[bool, bool]:
        """Whether the dashed line of the home runs between two neighbours: beside the left one, beside the right one."""
        home = self.ties.home
        return (a in home and b not in home, b in home and a not in home)

    def need(self, n: int, i: int) -> float:
        """The least distance between the middles of the columns on the two sides of gap ``i`` of row ``n``."""
        a, b = self.rows[n][i - 1], self.rows[n][i]
        left, right = self.edges(a, b)
        edge = EDGE + 5 if left or right else 0
        tracks = self.gaps.get((n, i), [])
        least = self.half(a) + self.half(b) + max(GAP + edge / 2, edge + sum(t.room for t in tracks) + 10)
        pair = frozenset((a, b))
        if pair in self.ties.parted or pair in self.ties.labels:
            words = max((width(w, SOFT) for w in self.label(a, b)), default=24) + 16
            sides = (self.half(a) + edge if left else self.reach(a)) + (self.half(b) + edge if right else self.reach(b))
            least = max(least, sides + words)
            if tracks:
                least = max(least, self.reach(a) + self.reach(b) + SIGN)
        return float(int(least) + 1)

    def settle(self) -> None:
        """Fill ``x`` and ``track``."""
        needs = [[self.need(n, i) for i in range(1, len(row))] for n, row in enumerate(self.rows)]
        x = self.x = {}
        for row, need in zip(self.rows, needs, strict=True):
            places = list(accumulate(need, initial=-sum(need) / 2))
            x.update(zip(row, places, strict=True))
        for turn in range(SWEEPS):
            count = range(len(self.rows))
            for n in count if turn % 2 == 0 else reversed(count):
                self._pull(n, needs[n])
        for n in range(1, len(self.rows)):
            self._straighten(n)
        low = min((x[p] - self.half(p) for p in x), default=0)
        for p in x:
            x[p] = float(int(x[p] - low + 0.5))
        for gap, tracks in self.gaps.items():
            self._lay(gap, tracks)

    def _pull(self, n: int, need: Sequence[float]) -> None:
        """Move one row as near as it can to where its families want it."""
        x, row = self.x, self.rows[n]
        here = set(row)
        wish: dict[str, list[tuple[float, float]]] = {p: [(x[p], 0.04)] for p in row}
        for f in self.families:
            top = sum(x[p] for p in f.parents) / len(f.parents)
            feet = [x[c] for c in f.children]
            middle = (min(feet) + max(feet)) / 2
            for c in f.children:
                if c in here:
                    wish[c].append((top, 1.0))
            for p in f.parents:
                if p in here:
                    wish[p].append((middle + x[p] - top, 1.0))
        for a, b in self.ties.partners:
            if a in here and b in here and self.beside(a, b):
                one, two = (a, b) if self.spot[a] < self.spot[b] else (b, a)
                apart = need[self.spot[one][1]]
                wish[one].append((x[two] - apart, 0.3))
                wish[two].append((x[one] + apart, 0.3))
        weights = [sum(w for _, w in wish[p]) for p in row]
        wanted = [sum(v * w for v, w in wish[p]) / total for p, total in zip(row, weights, strict=True)]
        x.update(zip(row, spread(wanted, weights, need), strict=True))

    def _straighten(self, n: int) -> None:
        """Move a row and all below it together, so that as many lines as can be run straight down onto it."""
        x, here = self.x, {*self.rows[n]}
        steps = []
        for f in self.families:
            feet = [x[c] for c in f.children if c in here]
            if len(feet) == len(f.children):
                steps.append((sum(x[p] for p in f.parents) / len(f.parents) - (min(feet) + max(feet)) / 2, len(feet)))
        near = [d for d, _ in steps if abs(d) <= STRAIGHT]

        def good(d: float) -> tuple[float, float]:
            straight = sum((3 if count == 1 else 1) * (abs(s - d) <= (1 if count > 1 else 10)) for s, count in steps)
            return straight, -sum(abs(s - d) for s, _ in steps)

        best = max([0.0, *near], key=good)
        for row in self.rows[n:]:
            for p in row:
                x[p] += best

    def _lay(self, gap: Gap, tracks: list[Track]) -> None:
        n, i = gap
        row = self.rows[n]
        tracks.sort(key=lambda t: t.side)
        total = sum(t.room for t in tracks)
        if 0 < i < len(row):
            a, b = row[i - 1], row[i]
            left, right = self.edges(a, b)
            low = self.x[a] + self.half(a) + (EDGE + 5 if left else 0)
            high = self.x[b] - self.half(b) - (EDGE + 5 if right else 0)
            middle = (self.x[a] + self.x[b]) / 2
            start = min(max(middle - total / 2, low + 3), high - 3 - total)
        elif i == 0:
            start = self.x[row[0]] - self.half(row[0]) - EDGE - 8 - total
        else:
            start = self.x[row[-1]] + self.half(row[-1]) + EDGE + 8
        for t in tracks:
            self.track[t.key] = start + t.room / 2
            start += t.room

    def nearest_gap(self, n: int, wanted: float, *, home: bool = False) -> Gap:
        """The gap of a row near a place (in columns, 0 in the middle) through which a line may pass the row."""
        row = self.rows[n]

        def cost(i: int) -> float:
            pair = self.pair_at((n, i))
            worse = 0.3 * len(self.gaps.get((n, i), []))
            if pair and (frozenset(pair) in self.ties.labels or frozenset(pair) in self.ties.parted):
                worse += 1000
            elif pair and any({*pair} == {*p} for p in self.ties.partners):
                worse += 6 if home else 1.2
            if pair and not home and self.ties.home >= {*pair}:
                worse += 1.5
            return abs(i - len(row) / 2 - wanted) + worse

        return n, min(range(len(row) + 1), key=cost)

    def column(self, p: str) -> float:
        """Where somebody stands before anything is settled: in columns, 0 in the middle of the row."""
        n, i = self.spot[p]
        return i - (len(self.rows[n]) - 1) / 2


def spread(wanted: Sequence[float], weights: Sequence[float], need: Sequence[float]) -> list[float]:
    """The places nearest to the wanted ones (least squares) at which neighbours stand at least ``need`` apart."""
    before = list(accumulate(need, initial=0.0))
    blocks: list[tuple[float, float, int]] = []  # place, weight, how many
    for v, w, b in zip(wanted, weights, before, strict=True):
        blocks.append((v - b, w, 1))
        while len(blocks) > 1 and blocks[-2][0] >= blocks[-1][0]:
            (p, q, k), (s, t, m) = blocks[-2:]
            blocks[-2:] = [((p * q + s * t) / (q + t), q + t, k + m)]
    flat = [p for p, _, k in blocks for _ in range(k)]
    return [p + b for p, b in zip(flat, before, strict=True)]
