"""Who stands in which row of a genogram, and in which order: generations, and an order without needless crossings.

Works on plain ids, so that it can be tested without a case. Where the columns then stand is said in spacing.py, where
the lines run in lines.py, and the dashed line of the home in house.py. Distances are in the units of the SVG.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations, pairwise
from random import Random
from typing import Literal

R = 24  # half a symbol
ROUNDS = 4  # how often every row's order is gone through
MOST_TRIED = 700  # orders that are compared for one picture
STARTS = 4  # orders from which the search sets out

Shape = Literal["square", "circle", "diamond"]
Pair = frozenset[str]
Rows = list[list[str]]


@dataclass(frozen=True)
class Ties:
    """Who belongs to whom: parents by child, and pairs of partners (also former ones); and how much room each needs."""

    people: tuple[str, ...]
    parents: Mapping[str, tuple[str, ...]]
    partners: tuple[tuple[str, str], ...]
    siblings: tuple[tuple[str, str], ...] = ()  # brothers and sisters whose parents do not say so
    home: frozenset[str] = frozenset()
    left: frozenset[str] = frozenset()  # stands on the left of a pair, by custom the man
    born: Mapping[str, int] = field(default_factory=dict)  # for the order of brothers and sisters
    twins: tuple[frozenset[str], ...] = ()
    named: Mapping[str, str] = field(default_factory=dict)  # children whose parents are only so by a name: step, foster
    index: str = ""
    parted: frozenset[Pair] = frozenset()
    labels: Mapping[Pair, tuple[str, ...]] = field(default_factory=dict)  # the words on a pair's line, in lines
    half: Mapping[str, float] = field(default_factory=dict)  # half the width of the words under a symbol
    lines: Mapping[str, int] = field(default_factory=dict)  # how many lines of words stand there
    shape: Mapping[str, Shape] = field(default_factory=dict)
    address: str = ""  # the words in the home


@dataclass(frozen=True)
class Family:
    """Children of the same parents."""

    parents: tuple[str, ...]
    children: tuple[str, ...]
    named: bool = False  # step, foster, adoptive: drawn in dashes


def families(ties: Ties) -> list[Family]:
    out: dict[tuple[tuple[str, ...], bool], list[str]] = defaultdict(list)
    for child in ties.people:
        if known := tuple(p for p in ties.parents.get(child, ()) if p in ties.people and p != child):
            out[tuple(sorted(known)), child in ties.named].append(child)
    return [Family(parents, tuple(children), named) for (parents, named), children in out.items()]


def generations(ties: Ties) -> dict[str, int]:
    """0 for the oldest. People nobody is tied to stand among those of their age."""
    near: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for child, parents in ties.parents.items():
        for parent in parents:
            near[child].append((parent, -1))
            near[parent].append((child, 1))
    for a, b in (*ties.partners, *ties.siblings):
        near[a].append((b, 0))
        near[b].append((a, 0))
    level: dict[str, int] = {}
    for start in sorted(ties.people, key=lambda p: (p != ties.index, p not in near)):
        if start in level:
            continue
        group, queue, mine = [start], [start], {start: 0}
        for one in queue:  # grows while it is gone through: nearest first
            for other, step in near[one]:
                if other not in mine and other in ties.people:
                    mine[other] = mine[one] + step
                    group.append(other)
                    queue.append(other)
        shift = _shift(ties, level, mine) if level else 0
        level |= {p: n + shift for p, n in mine.items()}
    for _ in ties.people:  # a parent always stands above the child, whoever married whom
        low = [
            (c, max(level[p] for p in known) + 1)
            for c, ps in ties.parents.items()
            if (known := [p for p in ps if p in level]) and level.get(c, 99) <= max(level[p] for p in known)
        ]
        if not low:
            break
        level.update(low)
    used = sorted(set(level.values()))
    return {p: used.index(level[p]) for p in ties.people}


def _shift(ties: Ties, level: Mapping[str, int], group: Mapping[str, int]) -> int:
    """By how many rows a group that is tied to nobody else is moved, so that it stands among its like in age."""
    low, high = min(level.values()), max(level.values())
    spans = range(low - min(group.values()), high - max(group.values()) + 1)
    known = [p for p in group if p in ties.born]
    if not spans or not known:
        return high - max(group.values())

    def off(shift: int) -> float:
        total = 0.0
        for p in known:
            same = [ties.born[q] for q, n in level.items() if n == group[p] + shift and q in ties.born]
            total += min((abs(ties.born[p] - b) for b in same), default=20_000)
        return total

    return min(reversed(spans), key=off)


def chains(ties: Ties, row: Sequence[str]) -> Rows:
    """The people of one generation in groups of partners, each in a line: a former partner, the parent, the new one."""
    near: dict[str, list[str]] = {p: [] for p in row}
    for a, b in ties.partners:
        if a in near and b in near and b not in near[a]:
            near[a].append(b)
            near[b].append(a)
    out, seen = [], set[str]()
    for start in sorted(row, key=lambda p: (len(near[p]) != 1, p not in ties.left, row.index(p))):
        if start in seen:
            continue
        line, stack = [], [start]
        while stack:
            one = stack.pop()
            if one not in seen:
                seen.add(one)
                line.append(one)
                stack.extend(p for p in near[one] if p not in seen)
        out.append(line)
    return out


class _Order:
    """Looks for a good order of every row by small steps: a group elsewhere, a group turned round, two in it swapped."""

    def __init__(self, ties: Ties) -> None:
        self.ties = ties
        level = generations(ties)
        self.level = level
        rows = [[p for p in ties.people if level[p] == n] for n in range(max(level.values(), default=-1) + 1)]
        self.groups = [chains(ties, row) for row in rows]
        self.families = [
            (f.parents, [c for c in f.children if level[c] == n], n)
            for f in families(ties)
            for n in {level[c] for c in f.children}
        ]
        self.pairs = [(a, b, level[a]) for a, b in ties.partners if level[a] == level[b]]
        self.older = [
            pair
            for _, children, _ in self.families
            for pair in pairwise(sorted(children, key=lambda c: ties.born.get(c, 0)))
        ]
        self.twins = [t for t in ties.twins if len({level[p] for p in t}) == 1]
        self.siblings = [(a, b) for a, b in ties.siblings if level[a] == level[b]]
        self.home = [[p for p in row if p in ties.home] for row in rows]
        self.below = [c for _, children, _ in self.families for c in children]  # who hangs on a line from above
        self.tried = 0

    def rows(self) -> Rows:
        return [[p for g in groups for p in g] for groups in self.groups]

    def begin(self, start: int) -> None:
        """Another order to set out from: a search by small steps may end in a corner."""
        dice = Random(start)
        for groups in self.groups:
            groups.sort(key=lambda g: min(self.ties.people.index(p) for p in g), reverse=start == 1)
            if start > 1:
                dice.shuffle(groups)

    def first(self) -> None:
        """Every row in the order of its parents, then once in the order of its children, then of its parents again."""
        for turn in range(3):
            count = range(len(self.groups))
            for n in count if turn != 1 else reversed(count):
                x = {p: i - (len(row) - 1) / 2 for row in self.rows() for i, p in enumerate(row)}
                pull: dict[str, list[float]] = defaultdict(list)
                for parents, children, _ in self.families:
                    for p in parents if turn == 1 else children:
                        pull[p] += [x[o] for o in (children if turn == 1 else parents)]
                for a, b in self.siblings:
                    pull[a].append(x[b])
                self.groups[n].sort(
                    key=lambda g: sum(own) / len(own) if (own := [v for p in g for v in pull[p]]) else x[g[0]]
                )

    def cost(self) -> float:
        """How bad the order is: crossings, long lines, couples and homes torn apart, customs."""
        x: dict[str, float] = {}
        at: dict[str, int] = {}
        for groups in self.groups:
            i, shift = 0, (sum(map(len, groups)) - 1) / 2
            for g in groups:
                for p in g:
                    at[p], x[p] = i, i - shift
                    i += 1
        cost = 0.0
        links = []
        for i, (parents, children, n) in enumerate(self.families):
            top = sum(x[p] for p in parents) / len(parents)
            feet = [x[c] for c in children]
            low, high = min(feet), max(feet)
            cost += 2.2 * abs(top - (low + high) / 2) + 3 * (high - low + 1 - len(feet))
            links.append((top, feet, low, high, n, i))
        for (t, feet, low, high, n, _), (t2, feet2, low2, high2, n2, _) in combinations(links, 2):
            if n != n2:
                continue
            if (t < t2 and high < low2) or (t > t2 and low > high2):
                continue
            for f in feet:
                for f2 in feet2:
                    if (t - t2) * (f - f2) < 0:
                        cost += 20
            cost += 10 * sum(low < f2 < high for f2 in feet2) + 10 * sum(low2 < f < high2 for f in feet)
        middles = []
        for home in self.home:
            if home:
                spots = [at[p] for p in home]
                cost += 9 * (max(spots) - min(spots) + 1 - len(spots))
                middles.append(sum(x[p] for p in home) / len(home))
        cost += sum(1.2 * abs(a - b) for a, b in pairwise(middles))
        for a, b, _ in self.pairs:
            cost += 28 * (abs(at[a] - at[b]) - 1)
            if (a in self.ties.left and x[a] > x[b]) != (b in self.ties.left and x[b] > x[a]):
                cost += 1.4
        cost += sum(0.7 for a, b in self.older if at[a] > at[b])
        cost += sum(4.0 * (max(at[p] for p in t) - min(at[p] for p in t) + 1 - len(t)) for t in self.twins)
        for a, b in self.siblings:  # their line runs over everybody between them
            low, high = sorted((at[a], at[b]))
            over = sum(low < at[p] < high for p in self.below if self.level[p] == self.level[a])
            cost += 3.0 * (high - low - 1) + 8 * over
        return cost

    def _steps(self, n: int) -> Iterable[list[list[str]]]:
        groups = self.groups[n]
        for i, g in enumerate(groups):
            if len(g) > 1:
                yield [*groups[:i], g[::-1], *groups[i + 1 :]]
            if len(g) > 2:
                for a, b in combinations(range(len(g)), 2):
                    other = list(g)
                    other[a], other[b] = other[b], other[a]
                    yield [*groups[:i], other, *groups[i + 1 :]]
        for i, g in enumerate(groups):
            rest = [*groups[:i], *groups[i + 1 :]]
            for j in range(len(groups)):
                if j not in (i, i - 1):
                    yield [*rest[:j], g, *rest[j:]]
                    if len(g) > 1:
                        yield [*rest[:j], g[::-1], *rest[j:]]

    def improve(self) -> None:
        best = self.cost()
        for _ in range(ROUNDS):
            before = best
            for n in range(len(self.groups)):
                again = True
                while again and self.tried < MOST_TRIED:
                    again, keep, found = False, self.groups[n], self.groups[n]
                    for step in self._steps(n):
                        self.tried += 1
                        self.groups[n] = step
                        if (now := self.cost()) < best - 1e-9:
                            best, found, again = now, step, True
                        if self.tried >= MOST_TRIED:
                            break
                    self.groups[n] = found if again else keep
            if best >= before - 1e-9 or self.tried >= MOST_TRIED:
                return


def rows_of(ties: Ties) -> Rows:
    """The ids of each generation from left to right, the oldest generation first. The same family, the same order."""
    order = _Order(ties)
    best, least = order.rows(), float("inf")
    for start in range(STARTS):
        order.begin(start)
        order.first()
        order.improve()
        if (now := order.cost()) < least - 1e-9:
            best, least = order.rows(), now
        if len(ties.people) < 4:
            break
    return best
