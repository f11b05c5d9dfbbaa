"""Where everybody stands in a genogram: generations, an order without needless crossings, and places without overlap.

Works on plain ids, so that it can be tested without a case. Distances are in the units of the SVG.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise, permutations, product

APART = 168  # between the middles of two neighbours
WIDER = 52  # more than that where words stand on the line
DOWN = 178  # between two generations
MOST_TRIED = 2000  # orders of one generation that are compared


@dataclass(frozen=True)
class Ties:
    """Who belongs to whom: parents by child, and pairs of partners (also former ones)."""

    people: tuple[str, ...]
    parents: Mapping[str, tuple[str, ...]]
    partners: tuple[tuple[str, str], ...]
    siblings: tuple[tuple[str, str], ...] = ()
    home: frozenset[str] = frozenset()
    left: frozenset[str] = frozenset()  # stands on the left of a pair, by custom the man
    born: Mapping[str, int] = field(default_factory=dict)  # for the order of brothers and sisters
    wide: frozenset[frozenset[str]] = frozenset()  # pairs with words between them


def generations(ties: Ties) -> dict[str, int]:
    """0 for the oldest. People nobody is tied to share the youngest generation of the rest."""
    level: dict[str, int] = {}
    near: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for child, parents in ties.parents.items():
        for parent in parents:
            near[child].append((parent, -1))
            near[parent].append((child, 1))
    for a, b in (*ties.partners, *ties.siblings):
        near[a].append((b, 0))
        near[b].append((a, 0))
    for start in ties.people:
        if start in level or start not in near:
            continue
        level[start], group, queue = 0, [start], [start]
        while queue:
            one = queue.pop()
            for other, step in near[one]:
                if other not in level:
                    level[other] = level[one] + step
                    group.append(other)
                    queue.append(other)
        top = min(level[p] for p in group)
        for p in group:
            level[p] -= top
    lowest = max(level.values(), default=0)
    return {p: level.get(p, lowest) for p in ties.people}


def chains(ties: Ties, row: Sequence[str]) -> list[list[str]]:
    """The people of one generation in groups of partners, each in a line: a former partner, the parent, the new one."""
    near: dict[str, list[str]] = {p: [] for p in row}
    for a, b in ties.partners:
        if a in near and b in near:
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


def _orders(groups: list[list[str]]) -> Iterable[list[str]]:
    tried = 0
    turns = [(g, g[::-1]) if len(g) > 1 else (g,) for g in groups]
    for turned in product(*turns):
        for order in permutations(turned):
            yield [p for g in order for p in g]
            tried += 1
            if tried >= MOST_TRIED:
                return


def _cost(ties: Ties, rows: list[list[str]], at: int) -> float:
    """How bad an order of row ``at`` is beside its neighbours: crossings, long lines, a home torn apart, customs."""
    x = {p: (i - (len(row) - 1) / 2) for row in rows for i, p in enumerate(row)}
    here, cost = set(rows[at]), 0.0
    links = [
        (sum(x[p] for p in known) / len(known), x[child])
        for child, parents in ties.parents.items()
        if child in x and (known := [p for p in parents if p in x]) and (child in here or here & set(known))
    ]
    for i, (top, foot) in enumerate(links):
        cost += 2 * abs(top - foot)
        cost += sum(25 for other, end in links[i + 1 :] if (top - other) * (foot - end) < 0)
    at_home = [i for i, p in enumerate(rows[at]) if p in ties.home]
    if at_home:
        cost += 12 * (at_home[-1] - at_home[0] + 1 - len(at_home))
        middle = [x[p] for row in rows for p in row if p in ties.home and row is not rows[at]]
        if middle:
            cost += abs(sum(x[p] for p in here & ties.home) / len(at_home) - sum(middle) / len(middle))
    for a, b in ties.partners:
        if a in here and b in here and abs(x[a] - x[b]) > 1:
            cost += 40
        if a in here and b in here and ((a in ties.left and x[a] > x[b]) or (b in ties.left and x[b] > x[a])):
            cost += 1.5
    for a, b in _brothers_and_sisters(ties, rows[at]):
        if (ties.born.get(a, 0) - ties.born.get(b, 0)) * (x[a] - x[b]) < 0:
            cost += 0.6
    return cost


def _brothers_and_sisters(ties: Ties, row: Sequence[str]) -> Iterable[tuple[str, str]]:
    for i, a in enumerate(row):
        for b in row[i + 1 :]:
            if ties.parents.get(a) and ties.parents.get(a) == ties.parents.get(b):
                yield a, b


def place(ties: Ties) -> dict[str, tuple[float, float]]:
    """The middle of everybody's symbol. Neighbours stand at least APART from each other."""
    level = generations(ties)
    rows = [[p for p in ties.people if level[p] == n] for n in range(max(level.values(), default=-1) + 1)]
    rows = [[p for g in chains(ties, row) for p in g] for row in rows]
    for _ in range(3):
        for n in (*range(len(rows)), *reversed(range(len(rows)))):
            best = min(
                _orders(chains(ties, rows[n])), key=lambda order: _cost(ties, [*rows[:n], order, *rows[n + 1 :]], n)
            )
            rows[n] = best
    x = _settle(ties, rows)
    low = min(x.values(), default=0)
    return {p: (x[p] - low, float(n * DOWN)) for n, row in enumerate(rows) for p in row}


def _settle(ties: Ties, rows: list[list[str]]) -> dict[str, float]:
    x = {p: (i - (len(row) - 1) / 2) * APART for row in rows for i, p in enumerate(row)}
    families: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for child, parents in ties.parents.items():
        if known := tuple(sorted(p for p in parents if p in x)):
            families[known].append(child)
    for turn in range(80):
        pull: dict[str, list[float]] = defaultdict(list)
        for parents, children in families.items():
            gap = (
                sum(x[p] for p in parents) / len(parents)
                - (min(x[c] for c in children) + max(x[c] for c in children)) / 2
            )
            for p in parents:
                pull[p].append(-gap / 2)
            for c in children:
                pull[c].append(gap / 2)
        for p, shifts in pull.items():
            x[p] += 0.7 * sum(shifts) / len(shifts)
        for row in rows:
            _spread(ties, x, row)
        if turn > 10 and all(abs(s) < 0.5 for shifts in pull.values() for s in shifts):
            break
    return {p: float(round(v)) for p, v in x.items()}


def _gap(ties: Ties, a: str, b: str) -> float:
    return APART + (WIDER if frozenset((a, b)) in ties.wide else 0)


def _spread(ties: Ties, x: dict[str, float], row: Sequence[str]) -> None:
    """Push neighbours apart, evenly to both sides, keeping their order."""
    if not row:
        return
    to_right, to_left = [x[row[0]]], [x[row[-1]]]
    for before, p in pairwise(row):
        to_right.append(max(x[p], to_right[-1] + _gap(ties, before, p)))
    for p, after in reversed(list(pairwise(row))):
        to_left.append(min(x[p], to_left[-1] - _gap(ties, p, after)))
    for p, a, b in zip(row, to_right, reversed(to_left), strict=True):
        x[p] = (a + b) / 2
