"""Where the lines of a genogram run: between partners, and from parents to children.

Every line keeps to free ground. Across, it runs beside the symbols of a couple that stand next to each other, or in the
zone under a row, each line in a lane of its own. Down, it runs in a gap (see spacing.py), under the name of a parent who
is alone, or onto a child. So it meets no symbol and no word, whatever the family is like.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import combinations, permutations
from typing import Literal

from simulator.views.layout import Family
from simulator.views.measure import SOFT, width
from simulator.views.spacing import Plan, Track

Kind = Literal["row", "text", "stub", "net", "pass", "top", "entry", "twins"]
Key = tuple[object, ...]
NEAR = 6  # two lines down are told apart from here on
STUBS = (8, 13, 18, 22)  # how far under its middle a line leaves a symbol: the first, the second


@dataclass
class Pin:
    """Where a line enters or leaves a zone. ``key``: a track, or ("p", somebody, how far beside their middle)."""

    kind: Kind
    key: Key
    who: str = ""
    dy: float = 0
    side: int = 0  # of the symbol, for a stub
    net: Net | None = None
    them: tuple[str, ...] = ()  # twins


@dataclass
class Net:
    """One line across a zone, with what comes to it from above and what leaves it below."""

    zone: int
    tie: Key
    above: list[Pin] = field(default_factory=list)
    below: list[Pin] = field(default_factory=list)
    high: bool = False  # in the upper part of the zone: partners, and lines that only pass
    words: tuple[str, ...] = ()
    words_at: str = ""  # under whom the words stand
    parted: bool = False
    lane: int = 0
    y: float = 0.0


class Wires:
    """Decides how every tie runs, and books the tracks for it in the plan. ``straight``: couples side by side."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.nets: list[Net] = []
        self.straight: list[tuple[str, str]] = []
        self.couple_net: dict[frozenset[str], Net] = {}
        self.stubs: dict[tuple[str, int], int] = defaultdict(int)
        self.shift: dict[Key, float] = {}  # how far a lone parent's line starts beside where it would
        self.alone: dict[str, int] = defaultdict(int)
        done: set[frozenset[str]] = set()
        for a, b in plan.ties.partners:
            if a != b and frozenset((a, b)) not in done and a in plan.spot and b in plan.spot:
                done.add(frozenset((a, b)))
                self._couple(*sorted((a, b), key=lambda p: plan.spot[p]))
        self.done = done
        for f in plan.families:
            for n in sorted({plan.spot[c][0] for c in f.children}):
                self._family(f, [c for c in f.children if plan.spot[c][0] == n], n)
        self._siblings()

    def _book(self, gap: tuple[int, int], key: Key, side: int = 0) -> Key:
        self.plan.gaps[gap].append(Track(key, side))
        return key

    def _stub(self, p: str, side: int, key: Key) -> Pin:
        n, i = self.plan.spot[p]
        self._book((n, i + (side > 0)), key, -side)
        self.stubs[p, side] += 1
        return Pin("stub", key, p, dy=STUBS[min(self.stubs[p, side], len(STUBS)) - 1], side=side)

    def _couple(self, a: str, b: str) -> None:
        """``a`` stands above ``b``, or to the left."""
        plan, pair = self.plan, frozenset((a, b))
        if plan.beside(a, b):
            self.straight.append((a, b))
            return
        (n, i), (m, j) = plan.spot[a], plan.spot[b]
        net = Net(m - (n != m), ("couple", a, b), high=True, words=plan.label(a, b), parted=pair in plan.ties.parted)
        if n == m:
            net.above = [self._stub(a, 1, ("stub", a, b)), self._stub(b, -1, ("stub", b, a))]
            net.words_at = min(plan.rows[n][i + 1 : j], key=lambda p: (plan.half(p) < 50, abs(plan.column(p))))
            if net.words:
                plan.wide[net.words_at] = max(width(w, SOFT) for w in net.words) / 2 + 28
        else:
            right = plan.column(b) >= plan.column(a)
            start = self._stub(a, 1 if right else -1, ("stub", a, b))
            net.above = [self._lead(start, n, m - 1, net.tie, plan.column(b))]
            for side in (-1, 1) if right else (1, -1):
                gap = (m, j + (side > 0))
                between = plan.pair_at(gap)
                if between is None or frozenset(between) not in {*plan.ties.labels, *plan.ties.parted}:
                    self.stubs[b + " from above", side] += 1
                    dy = -STUBS[min(self.stubs[b + " from above", side], len(STUBS)) - 1]
                    net.below.append(Pin("entry", self._book(gap, ("entry", a, b), -side), b, dy=dy, side=side))
                    break
            else:
                net.below.append(Pin("top", ("p", b, 11.0), b))
        self.couple_net[pair] = net
        self.nets.append(net)

    def _lead(self, pin: Pin, zone: int, goal: int, tie: Key, wanted: float) -> Pin:
        """Lead a line that enters ``zone`` on to the zone ``goal``, through the rows in between."""
        while zone < goal:
            net = Net(zone, tie, above=[pin], high=True)
            self.nets.append(net)
            pin = self._through(net, wanted)
            zone += 1
        return pin

    def _through(self, net: Net, wanted: float) -> Pin:
        """Let a line across a zone go down through the row under it; returns it as it enters the next zone."""
        gap = self.plan.nearest_gap(net.zone + 1, wanted)
        key = self._book(gap, ("via", *net.tie, *gap, len(self.plan.gaps[gap])))
        net.below.append(Pin("pass", key))
        return Pin("pass", key, net=net)

    def _family(self, f: Family, children: list[str], row: int) -> None:
        plan, goal = self.plan, row - 1
        bar = Net(goal, ("named" if f.named else "family", *f.parents, row))
        wanted = sum(plan.column(c) for c in children) / len(children)
        rest = list(f.parents)
        pairs = [(a, b) for a, b in combinations(f.parents, 2) if frozenset((a, b)) in self.done]
        for a, b in sorted(pairs, key=lambda p: not plan.beside(*p)):
            if a not in rest or b not in rest:
                continue
            rest = [p for p in rest if p not in (a, b)]
            one, two = sorted((a, b), key=lambda p: plan.spot[p])
            key: Key = ("drop", *bar.tie, one, two)
            net = self.couple_net.get(frozenset((a, b)))
            if net is None:
                pin = Pin("row", self._book(plan.spot[two], key), one)
                bar.above.append(self._lead(pin, plan.spot[two][0], goal, bar.tie, wanted))
            elif net.zone < goal:
                bar.above.append(self._lead(self._through(net, wanted), net.zone + 1, goal, bar.tie, wanted))
            else:  # hangs on the line of the couple, in the same zone
                n, i = plan.spot[one] if plan.spot[one][0] == net.zone else plan.nearest_gap(net.zone, wanted)
                self._book((n, i + (plan.spot[one] == (n, i))), key)
                net.below.append(Pin("pass", key))
                bar.above.append(Pin("net", key, net=net))
        for p in rest:
            self.alone[p] += 1  # the second line of the same parent starts beside the first
            pin = Pin("text", ("p", p, (0.0, 12.0, -12.0)[(self.alone[p] - 1) % 3]), p)
            bar.above.append(self._lead(pin, plan.spot[p][0], goal, bar.tie, wanted))
        groups = [t & {*children} for t in plan.ties.twins if len(t & {*children}) > 1]
        for twins in groups:
            them = tuple(sorted(twins, key=lambda p: plan.spot[p]))
            bar.below.append(Pin("twins", ("twins", *them), them=them))
        bar.below += [Pin("top", ("p", c, 0.0), c) for c in children if not any(c in g for g in groups)]
        self.nets.append(bar)

    def _siblings(self) -> None:
        """Brothers and sisters whose parents are not on the file, or not the same: a line over their heads."""
        plan = self.plan
        groups: list[set[str]] = []
        for a, b in plan.ties.siblings:
            if a not in plan.spot or b not in plan.spot or plan.spot[a][0] != plan.spot[b][0]:
                continue
            hit = [g for g in groups if a in g or b in g]
            groups = [g for g in groups if g not in hit] + [{a, b}.union(*hit)]
        for g in groups:
            them = sorted(g, key=lambda p: plan.spot[p])
            net = Net(plan.spot[them[0]][0] - 1, ("siblings", *them))
            for i, p in enumerate(them):
                dx = (-9.0 if i else 9.0) if plan.ties.parents.get(p) else 0.0
                net.below.append(Pin("top", ("p", p, dx), p))
            self.nets.append(net)

    # --- once the columns stand ------------------------------------------------------------------------

    def x(self, pin: Pin) -> float:
        if pin.key[0] == "p":
            who = str(pin.key[1])
            return self.plan.x[who] + float(str(pin.key[2])) + self.shift.get(pin.key, 0) * (pin.kind == "text")
        if pin.kind == "twins":
            return sum(self.plan.x[p] for p in pin.them) / len(pin.them)
        return self.plan.track[pin.key]

    def span(self, net: Net) -> tuple[float, float]:
        xs = [self.x(p) for p in (*net.above, *net.below)]
        return min(xs), max(xs)

    def align(self) -> None:
        """Let a line that would only make a small step run straight down, and keep lines of other ties beside it."""
        plan = self.plan
        for pin in (p for net in self.nets for p in net.above if p.kind == "text" and p.who in plan.wide):
            self.shift[pin.key] = plan.half(pin.who) - 22  # beside the words on a line that passes under their name
        for net in self.nets:
            if len(net.above) == len(net.below) == 1 and net.above[0].who not in plan.wide:
                pin, goal = net.above[0], self.x(net.below[0])
                if pin.kind in ("row", "text") and 0 < abs(self.x(pin) - goal) <= (14 if pin.kind == "text" else 16):
                    self._move(pin, goal)
        downs = [(net, p) for net in self.nets for p in net.below]
        for net in self.nets:
            for pin in net.above:
                if pin.kind not in ("row", "text", "net") or pin.who in plan.wide:
                    continue
                others = [self.x(p) for o, p in downs if o.zone == net.zone and o is not net]
                for shift in (0, 8, -8, 14, -14, 20, -20):
                    goal = self.x(pin) + shift
                    if all(abs(goal - o) >= NEAR for o in others) and self._move(pin, goal):
                        break

    def _move(self, pin: Pin, goal: float) -> bool:
        """Move where a line starts, if there is room for it there."""
        plan = self.plan
        if goal == self.x(pin):
            return True
        if pin.kind == "text":
            who = str(pin.key[1])
            if abs(goal - plan.x[who]) > plan.half(who) - 10:
                return False
            self.shift[pin.key] = 0
            self.shift[pin.key] = goal - self.x(pin)
            return True
        gap, tracks = next((g, t) for g, t in plan.gaps.items() if any(x.key == pin.key for x in t))
        pair = plan.pair_at(gap)
        if pair is None:
            return False
        a, b = pair
        left, right = plan.edges(a, b)
        low = plan.x[a] + plan.half(a) + (15 if left else 4)
        high = plan.x[b] - plan.half(b) - (15 if right else 4)
        for t in tracks:
            at = plan.track[t.key]
            if t.key != pin.key and abs(at - goal) < NEAR + (t.room - 14) / 2:
                return False
        if not low <= goal <= high:
            return False
        plan.track[pin.key] = goal
        return True

    def lanes(self, zone: int) -> tuple[int, int]:
        """Give the lines across a zone their lanes; returns how many there are in its upper and in its lower part."""
        here = [net for net in self.nets if net.zone == zone]
        counts = []
        for high in (True, False):
            nets = [n for n in here if n.high is high]
            nets.sort(key=lambda n: (self.span(n)[1] - self.span(n)[0], self.span(n)))
            best = nets
            if not high and len(nets) > 1:
                orders: Iterable[tuple[Net, ...]] = permutations(nets) if len(nets) <= 4 else _turns(nets)
                best = list(min(orders, key=self._bad))
            self._stack(best)
            counts.append(max((n.lane for n in best), default=-1) + 1)
        return counts[0], counts[1]

    def _stack(self, nets: list[Net]) -> None:
        """The highest lane that is free, below those it must not rise above."""
        for i, net in enumerate(nets):
            low, high = self.span(net)
            net.lane = 0
            for other in nets[:i]:
                left, right = self.span(other)
                if left <= high + 14 and low <= right + 14:
                    net.lane = max(net.lane, other.lane + 1)

    def _bad(self, nets: Iterable[Net]) -> int:
        """Crossings, and lines down that would lie on each other, of lines across in this order from above."""
        bad, order = 0, list(nets)
        for upper, lower in combinations(order, 2):
            left, right = self.span(upper)
            for pin in lower.above:
                x = self.x(pin)
                bad += left <= x <= right
                bad += 1000 * sum(abs(x - self.x(p)) < NEAR for p in upper.below)
            left, right = self.span(lower)
            bad += sum(left <= self.x(p) <= right for p in upper.below)
        return bad


def _turns(nets: list[Net]) -> Iterable[tuple[Net, ...]]:
    yield tuple(nets)
    yield tuple(reversed(nets))
    for i, j in combinations(range(len(nets)), 2):
        other = list(nets)
        other[i], other[j] = other[j], other[i]
        yield tuple(other)
