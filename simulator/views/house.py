"""The dashed line round those who live in one home: geometry only, in the units of the SVG."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from simulator.views.layout import DOWN

R = 24  # half a symbol
ROOM = 78  # from the middle of a symbol to the side of the home: room for a name
SNAP = 30  # sides nearer to each other than this become one
ADDRESS = 20  # room under the last names for the address

Box = tuple[float, float, float, float]  # left, right, top, bottom


def shapes_of(at: Mapping[str, tuple[float, float]], home: frozenset[str]) -> list[list[Box]]:
    """Boxes, row under row. One shape where the rows of the home lie under each other, else several.

    A row in which somebody of another home stands in between is cut there.
    """
    rows: dict[float, list[list[float]]] = defaultdict(list)
    before = ("", False)
    for p, (x, y) in sorted(at.items(), key=lambda item: (item[1][1], item[1][0])):
        if p in home:
            if before == (str(y), True):
                rows[y][-1].append(x)
            else:
                rows[y].append([x])
        before = (str(y), p in home)
    shapes: list[list[Box]] = []
    for y, runs in sorted(rows.items()):
        for run in runs:
            box = (run[0] - ROOM, run[-1] + ROOM, y - R - 13, y + R + 68)
            over = [s for s in shapes if 0 < box[2] - s[-1][3] < DOWN and _overlap(s[-1], box)]
            if len(over) == 1 and len(runs) == 1:
                over[0][-1:] = _join(over[0][-1], box)
            else:
                shapes.append([box])
    if shapes:
        left, right, top, bottom = shapes[-1][-1]
        shapes[-1][-1] = (left, right, top, bottom + ADDRESS)
    return shapes


def _overlap(a: Box, b: Box) -> bool:
    return min(a[1], b[1]) - max(a[0], b[0]) > 40


def _join(above: Box, below: Box) -> list[Box]:
    seam = (above[3] + below[2]) / 2
    lefts = [above[0], below[0]] if abs(above[0] - below[0]) >= SNAP else [min(above[0], below[0])] * 2
    rights = [above[1], below[1]] if abs(above[1] - below[1]) >= SNAP else [max(above[1], below[1])] * 2
    return [(lefts[0], rights[0], above[2], seam), (lefts[1], rights[1], seam, below[3])]


def path_of(rows: list[Box], by: float = 14) -> str:
    """The outline of boxes that lie under each other, as an SVG path with round corners."""
    right = [(r, y) for _, r, top, bottom in rows for y in (top, bottom)]
    left = [(lft, y) for lft, _, top, bottom in reversed(rows) for y in (bottom, top)]
    corners: list[tuple[float, float]] = []
    for point in (*right, *left):
        while len(corners) > 1 and (
            corners[-1][0] == corners[-2][0] == point[0] or corners[-1][1] == corners[-2][1] == point[1]
        ):
            corners.pop()
        if not corners or corners[-1] != point:
            corners.append(point)
    out = []
    for i, (x, y) in enumerate(corners):
        (px, py), (nx, ny) = corners[i - 1], corners[(i + 1) % len(corners)]
        before, after = abs(px - x) + abs(py - y), abs(nx - x) + abs(ny - y)
        r = min(by, before / 2, after / 2)
        ax, ay = x + (px - x) / before * r, y + (py - y) / before * r
        bx, to = x + (nx - x) / after * r, y + (ny - y) / after * r
        out.append(f"{'L' if i else 'M'}{ax:.0f} {ay:.0f}Q{x:.0f} {y:.0f} {bx:.0f} {to:.0f}")
    return "".join(out) + "Z"
