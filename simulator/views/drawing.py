"""A genogram as geometry: symbols, lines, words and the home, each in its place. No colours, no case, no markup."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from itertools import pairwise

from simulator.views.house import BAND, Box, Home, Point, outlines
from simulator.views.layout import R, Rows, Ties, rows_of
from simulator.views.lines import Key, Net, Pin, Wires
from simulator.views.measure import SOFT, width, wrap
from simulator.views.spacing import EDGE, Plan

LINE = 18  # from one line of words to the next
FIRST = R + 20  # from the middle of a symbol to the first line under it
HIGH = 38  # from there up to where the home begins
LANE = 14  # from one line across to the next
PAD = 12
TAIL = 20  # from the last line across to the row below
MARGIN = 16


@dataclass
class Drawing:
    """Distances in the units of the SVG; words stand with their middle at their place."""

    at: dict[str, Point] = field(default_factory=dict)
    ties: dict[Key, list[list[Point]]] = field(default_factory=lambda: defaultdict(list))  # lines, by what they tie
    strokes: list[Point] = field(default_factory=list)  # the middles of the signs for "separated"
    words: list[tuple[float, float, str]] = field(default_factory=list)
    home: list[list[Point]] = field(default_factory=list)
    width: float = 0
    height: float = 0


def draw(ties: Ties, rows: Rows | None = None) -> Drawing:
    """Lay out a family. ``rows``: an order of one's own, for tests."""
    return _Pen(ties, rows if rows is not None else rows_of(ties)).draw()


class _Pen:
    def __init__(self, ties: Ties, rows: Rows) -> None:
        self.ties = ties
        self.plan = Plan(ties, rows)
        self.wires = Wires(self.plan)
        self.house = Home(self.plan)
        self.out = Drawing()
        self.row_y: list[float] = []
        self.tops: list[float] = []
        self.under: list[float] = []  # where the words under a row end
        self.seam: dict[int, float] = {}

    def draw(self) -> Drawing:
        plan, out = self.plan, self.out
        if not plan.rows:
            return out
        plan.settle()
        self.wires.align()
        self.house.settle((net.zone, self.wires.x(p)) for net in self.wires.nets for p in (*net.above, *net.below))
        address = self._address()
        self.tops, bottoms = self._heights(address)
        out.at = {p: (plan.x[p], self.row_y[n]) for n, row in enumerate(plan.rows) for p in row}
        for a, b in self.wires.straight:
            self._straight(a, b)
        for net in self.wires.nets:
            self._net(net)
        out.home = outlines(self.house.boxes(self.tops, bottoms, self.seam))
        for net in self.wires.nets:
            if net.words or net.parted:
                self._sign(net)
        for row, x, lines in address:
            y = self.under[row] - LINE * (len(lines) - 1) - 6 if row >= 0 else out.height + 12
            for i, line in enumerate(lines):
                out.words.append((x, y + LINE * i, line))
        out.height += sum(LINE * len(lines) for row, _, lines in address if row < 0)
        self._frame()
        return out

    def words_end(self, p: str) -> float:
        """From the middle of a symbol to the end of the words under it."""
        return FIRST + LINE * (self.ties.lines.get(p, 1) - 1) + 6

    # --- up and down -----------------------------------------------------------------------------------

    def _heights(self, address: list[tuple[int, float, list[str]]]) -> tuple[list[float], list[float]]:
        """Fill where rows, lanes and seams are; returns where the home begins and ends in each row."""
        plan, tops, bottoms = self.plan, [], []
        y = self._zone(-1, 0.0)
        for n, row in enumerate(plan.rows):
            labels = [len(plan.label(a, b)) for a, b in self.wires.straight if plan.spot[a][0] == n]
            high = max([HIGH, *(8 + 18 + 16 * k for k in labels if k)])
            tops.append(y)
            middle = y + high
            self.row_y.append(middle)
            end = middle + max(self.words_end(p) for p in row)
            end += sum(LINE * len(lines) + 4 for at, _, lines in address if at == n)
            self.under.append(end)
            bottoms.append(end + 8)
            y = self._zone(n, end + 8)
        self.out.height = y
        return tops, bottoms

    def _zone(self, zone: int, y: float) -> float:
        """Give the lines across a zone their height; returns where the row below begins."""
        high, low = self.wires.lanes(zone)
        here = [n for n in self.wires.nets if n.zone == zone]
        start, last = y, zone == len(self.plan.rows) - 1
        y += PAD if zone >= 0 and not last else 4
        for lane in range(high):
            nets = [n for n in here if n.high and n.lane == lane]
            y += max(16 * len(n.words) + (8 if n.words else 2) for n in nets)
            for n in nets:
                n.y = y
            y += LANE
        if zone in self.house.seams:
            room = BAND / 2 + 6 if zone in self.house.bands else 4
            y += room
            self.seam[zone] = y
            y += room + 6
        for lane in range(low):
            for n in here:
                if not n.high and n.lane == lane:
                    n.y = y
            y += LANE
        if low:
            twins = any(p.kind == "twins" for n in here for p in n.below)
            y += TAIL - LANE + 4 + (14 if twins else 0)
        return y if last or zone < 0 else max(y, start + 34)

    # --- lines -----------------------------------------------------------------------------------------

    def _straight(self, a: str, b: str) -> None:
        plan = self.plan
        y = self.out.at[a][1]
        left, right = plan.x[a] + plan.reach(a), plan.x[b] - plan.reach(b)
        self.out.ties["couple", a, b].append([(left, y), (right, y)])
        pair = frozenset((a, b))
        if pair not in self.ties.parted and pair not in self.ties.labels:
            return
        at_left, at_right = plan.edges(a, b)
        low = plan.x[a] + plan.half(a) + EDGE if at_left else left
        high = plan.x[b] - plan.half(b) - EDGE if at_right else right
        middle = (low + high) / 2
        drops = [plan.track[t.key] for t in plan.gaps.get(plan.spot[b], []) if t.key[0] == "drop"]
        sign = middle
        if pair in self.ties.parted:
            for d in drops:
                if abs(sign - d) < 17:
                    sign = d - 20 if d - low >= high - d else d + 20
            self.out.strokes.append((sign, y))
        lines = plan.label(a, b)
        half = max((width(w, SOFT) for w in lines), default=0) / 2
        at = min(max(sign, low + half + 5), high - half - 5)
        for i, line in enumerate(reversed(lines)):
            self.out.words.append((at, y - 18 - 16 * i, line))

    def _net(self, net: Net) -> None:
        plan, line = self.plan, self.out.ties[net.tie]
        x, y = self.wires.x, net.y
        left, right = self.wires.span(net)
        if right > left:
            line.append([(left, y), (right, y)])
        for pin in net.above:
            line += self._from(pin, x(pin), y)
        for pin in net.below:
            at = x(pin)
            if pin.kind == "top":
                dx = at - plan.x[pin.who]
                line.append([(at, y), (at, self.row_y[net.zone + 1] - plan.top(pin.who, dx))])
            elif pin.kind == "entry":
                end = self.row_y[net.zone + 1] + pin.dy
                edge = plan.x[pin.who] + pin.side * plan.reach(pin.who, pin.dy)
                line.append([(at, y), (at, end), (edge, end)])
            elif pin.kind == "twins":
                row = self.row_y[net.zone + 1]
                for p in pin.them:
                    line.append([(at, y), (plan.x[p], self.tops[net.zone + 1] + 4), (plan.x[p], row - plan.top(p))])

    def _sign(self, net: Net) -> None:
        """The strokes and the words on the line of a couple who do not stand side by side, where nothing else is."""
        left, right = self.wires.span(net)
        sign = self.plan.x[net.words_at] if net.words_at else (left + right) / 2
        half = max((width(w, SOFT) for w in net.words), default=0) / 2 + 3
        top = net.y - 17 - 16 * len(net.words)
        spots = [sign, *(left + 6 * i for i in range(int((right - left) / 6) + 1))]
        free = [x for x in spots if not net.words or self._free((x - half, x + half, top, net.y - 10))]
        if net.parted:
            self.out.strokes.append((free[0] if free else sign, net.y))
        for i, words in enumerate(reversed(net.words if free else ())):
            self.out.words.append((free[0], net.y - 15 - 16 * i, words))

    def _free(self, box: Box) -> bool:
        """Whether no line and no other words of a zone are in a box."""
        left, right, top, bottom = box
        loops = [[*loop, loop[0]] for loop in self.out.home]
        for line in (*(line for lines in self.out.ties.values() for line in lines), *loops):
            for (ax, ay), (bx, by) in pairwise(line):
                if min(ax, bx) < right and max(ax, bx) > left and min(ay, by) < bottom and max(ay, by) > top:
                    return False
        for x, y, words in self.out.words:
            half = width(words, SOFT) / 2 + 3
            if x - half < right and x + half > left and y - 14 < bottom and y + 5 > top:
                return False
        return True

    def _from(self, pin: Pin, x: float, y: float) -> list[list[Point]]:
        """The way of a line from where it begins down to its lane."""
        if pin.kind in ("net", "pass"):
            assert pin.net is not None
            return [[(x, pin.net.y), (x, y)]]
        middle, who = self.out.at[pin.who][1], pin.who
        if pin.kind == "row":
            return [[(x, middle), (x, y)]]
        if pin.kind == "stub":
            edge = self.plan.x[who] + pin.side * self.plan.reach(who, pin.dy)
            return [[(edge, middle + pin.dy), (x, middle + pin.dy), (x, y)]]
        dx = x - self.plan.x[who]
        top = self.plan.top(who, dx) if abs(dx) < 16 else R + 9
        stub = [[(x, middle + top), (x, middle + R + 6)]] if top < R + 4 else []
        return [*stub, [(x, middle + self.words_end(who)), (x, y)]]

    # --- words in the home, and the frame ----------------------------------------------------------------

    def _address(self) -> list[tuple[int, float, list[str]]]:
        """Where the address stands: under the names of a row of the home, where no line passes; else under everything."""
        if not self.ties.address or not self.house.runs:
            return []
        plan = self.plan
        wholes = [wrap(self.ties.address, most, SOFT) for most in (1000, 150, 110, 80)]
        rows = sorted({r.row for r in self.house.runs if r.people}, reverse=True)
        for row in rows:
            downs = [plan.track[t.key] for (n, _), tracks in plan.gaps.items() if n == row for t in tracks]
            downs += [
                self.wires.x(p)
                for net in self.wires.nets
                for p in net.above
                if p.kind == "text" and plan.spot[p.who][0] == row
            ]
            for lines in wholes:
                need = max(width(line, SOFT) for line in lines) + 14
                free = []
                for r in (r for r in self.house.runs if r.row == row and r.people):
                    stops = [r.left, *sorted(d for d in downs if r.left < d < r.right), r.right]
                    middle = (r.left + r.right) / 2
                    for a, b in pairwise(stops):
                        if b - a >= need:
                            at = min(max(middle, a + need / 2), b - need / 2)
                            free.append((abs(at - middle), at))
                if free:
                    return [(row, min(free)[1], lines)]
        return [(-1, (self.house.runs[-1].left + self.house.runs[-1].right) / 2, wholes[1])]

    def _frame(self) -> None:
        """Move everything so that it begins at the margin."""
        out = self.out
        xs = [x for loop in out.home for x, _ in loop]
        xs += [x for lines in out.ties.values() for line in lines for x, _ in line]
        xs += [x + s * width(w, SOFT) / 2 for x, _, w in out.words for s in (-1, 1)]
        xs += [out.at[p][0] + s * (self.plan.half(p) - 3) for p in out.at for s in (-1, 1)]
        dx, dy = MARGIN - min(xs), MARGIN

        def moved(p: Point) -> Point:
            return round(p[0] + dx, 1), round(p[1] + dy, 1)

        out.at = {p: moved(v) for p, v in out.at.items()}
        out.ties = {k: [[moved(p) for p in line] for line in lines] for k, lines in out.ties.items()}
        out.strokes = [moved(p) for p in out.strokes]
        out.words = [(*moved((x, y)), w) for x, y, w in out.words]
        out.home = [[moved(p) for p in loop] for loop in out.home]
        out.width = max(xs) + dx + MARGIN
        out.height += dy + MARGIN - 4
