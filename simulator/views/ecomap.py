"""Who and what is around a household, as SVG: the home in the middle, a line to each, and how the line holds.

A thick line is a strong tie, a dashed one a weak tie, a jagged one a tie under strain, and a line with a gap is broken
off. An arrow head shows where support goes. Practice source: practice.md section 2, the ecomap beside the genogram.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil, cos, hypot, pi, sin

from markupsafe import Markup

from simulator.cases.model import Case, Professional, Tie
from simulator.views.genogram import age, home_of
from simulator.views.measure import SIZE, SOFT, width, wrap

NAME = 150  # how wide the words in a box may be
LINE = 18
ROOM = 16  # between two boxes
LEAST = 74  # of a line that is seen
HEAD = 11  # of an arrow
TIES = {
    "strong": "Strong",
    "weak": "Weak",
    "stressed": "Under strain",
    "broken": "Broken off",
}
FLOWS = {"both": "Both ways", "in": "To the household", "out": "From the household"}

Point = tuple[float, float]


@dataclass(frozen=True)
class Row:
    """A tie in words."""

    who: str
    is_: str
    tie: str
    flow: str
    says: str


@dataclass
class Spot:
    """A box with words, its middle at ``x``, ``y``."""

    lines: list[tuple[str, str]]
    round: bool = False
    x: float = 0
    y: float = 0

    @property
    def w(self) -> float:
        return max((width(t, SOFT if kind == "soft" else SIZE) for t, kind in self.lines), default=0) / 2 + 14

    @property
    def h(self) -> float:
        return len(self.lines) * LINE / 2 + 9

    def meets(self, other: Spot, room: float = ROOM) -> bool:
        return abs(self.x - other.x) < self.w + other.w + room and abs(self.y - other.y) < self.h + other.h + room

    def edge(self, to: Point) -> Point:
        """Where the line from the middle towards a point leaves the box."""
        dx, dy = to[0] - self.x, to[1] - self.y
        scale = min(self.w / abs(dx) if dx else 1e9, self.h / abs(dy) if dy else 1e9)
        return self.x + dx * scale, self.y + dy * scale

    def cut_by(self, a: Point, b: Point, room: float = 7) -> bool:
        steps = max(2, ceil(hypot(b[0] - a[0], b[1] - a[1]) / 6))
        return any(
            abs(a[0] + (b[0] - a[0]) * i / steps - self.x) < self.w + room
            and abs(a[1] + (b[1] - a[1]) * i / steps - self.y) < self.h + room
            for i in range(steps + 1)
        )


def rows(case: Case) -> list[Row]:
    """The ties as a table says them."""
    return [
        Row(t.who, is_(case, t), TIES[t.tie], "–" if t.tie == "broken" else FLOWS[t.flow], t.says) for t in _order(case)
    ]


def is_(case: Case, t: Tie) -> str:
    """What somebody is to the person the file is about, or does."""
    if not t.who_id or any(p.id == t.who_id for p in case.places):
        return ""
    who = case.person(t.who_id)
    return who.role if isinstance(who, Professional) else who.is_


def _serves(case: Case, t: Tie) -> bool:
    """Whether a tie is to somebody with work to do with them, or to a place: not to a person in their life."""
    return t.who == case.agency or (bool(t.who_id) and all(p.id != t.who_id for p in case.people))


def _order(case: Case) -> list[Tie]:
    """People first, then services and places."""
    return sorted(case.ties, key=lambda t: _serves(case, t))


def ecomap(case: Case, uid: str = "ecomap") -> Markup:
    """The picture; empty where a case has no ties."""
    ties = _order(case)
    if not ties:
        return Markup()
    home = _middle(case)
    spots = [_spot(case, t) for t in ties]
    _place(home, spots)
    every = [home, *spots]
    left, top = min(s.x - s.w for s in every) - 12, min(s.y - s.h for s in every) - 12
    for s in every:
        s.x, s.y = round(s.x - left), round(s.y - top)
    w, h = max(s.x + s.w for s in every) + 12, max(s.y + s.h for s in every) + 12
    parts = [
        p
        for t, s in zip(ties, spots, strict=True)
        for p in line(home.edge((s.x, s.y)), s.edge((home.x, home.y)), t.tie, t.flow)
    ]
    parts += [_box(s, "home" if s is home else "shape") for s in every]
    says = " ".join(
        f"{t.who}: {TIES[t.tie].lower()}" + (f", {FLOWS[t.flow].lower()}." if t.tie != "broken" else ".") for t in ties
    )
    return Markup(
        '<svg class="cr-genogram cr-ecomap" viewBox="0 0 {w} {h}" style="min-width:{least}px;max-width:{w}px" role="img" '
        'aria-labelledby="{uid}-et {uid}-ed"><title id="{uid}-et">{title}</title><desc id="{uid}-ed">{desc}</desc>{body}</svg>'
    ).format(
        w=ceil(w),
        h=ceil(h),
        least=round(w * 0.9),
        uid=uid,
        title=f"Who is around this family: {case.household_name}",
        desc=f"{says} The table below says the same in words.",
        body=Markup("").join(parts),
    )


def _middle(case: Case) -> Spot:
    home = home_of(case)
    lines = [("At home", "soft")]
    for p in (p for p in case.people if p.id in home or p.id == case.index):
        years = age(case, p)
        lines.append((p.first + (f", {years}" if years is not None else ""), "name"))
    return Spot(lines, round=True)


def _spot(case: Case, t: Tie) -> Spot:
    lines = [(part, "name") for part in wrap(t.who, NAME)]
    words = is_(case, t)
    lines += [(part, "soft") for part in wrap(words, NAME, SOFT)]
    return Spot(lines, round=not _serves(case, t))


def _place(home: Spot, spots: list[Spot]) -> None:
    """Round the home, at even angles, as near as they can stand without a box or a line on another box."""
    count = len(spots)
    rx, ry = home.w + LEAST + 40, home.h + LEAST
    for _ in range(60):
        for i, s in enumerate(spots):
            turn = 2 * pi * (i + 0.5) / count + pi / 2  # people go up on the left, services come down on the right
            s.x, s.y = rx * cos(turn), ry * sin(turn)
        if not any(_faults(home, spots)):
            return
        rx, ry = rx * 1.05, ry * 1.035


def _faults(home: Spot, spots: list[Spot]) -> Iterator[bool]:
    for i, s in enumerate(spots):
        a, b = home.edge((s.x, s.y)), s.edge((home.x, home.y))
        yield s.meets(home, 30) or hypot(a[0] - b[0], a[1] - b[1]) < LEAST
        for j, other in enumerate(spots):
            yield j > i and s.meets(other)
            yield i != j and other.cut_by(a, b)


def line(a: Point, b: Point, tie: str, flow: str) -> list[Markup]:
    """The line of one tie from the home at ``a`` to somebody at ``b``, with its arrow heads."""
    long = hypot(b[0] - a[0], b[1] - a[1]) or 1
    ux, uy = (b[0] - a[0]) / long, (b[1] - a[1]) / long

    def at(far: float, beside: float = 0) -> str:
        return f"{a[0] + ux * far - uy * beside:.1f} {a[1] + uy * far + ux * beside:.1f}"

    start, end = 4.0, long - 4
    heads = []
    if tie != "broken":
        if flow in ("both", "in"):
            heads.append(f"M{at(start)}L{at(start + HEAD, 6)}L{at(start + HEAD, -6)}z")
            start += HEAD - 2
        if flow in ("both", "out"):
            heads.append(f"M{at(end)}L{at(end - HEAD, 6)}L{at(end - HEAD, -6)}z")
            end -= HEAD - 2
    if tie == "broken":
        middle = long / 2
        d = f"M{at(start)}L{at(middle - 8)}M{at(middle - 8, 8)}L{at(middle - 8, -8)}M{at(middle + 8, 8)}L{at(middle + 8, -8)}M{at(middle + 8)}L{at(end)}"
    elif tie == "stressed":
        count = max(4, 2 * round((end - start - 16) / 14))
        step = (end - start - 16) / count
        teeth = "".join(f"L{at(start + 8 + step * (i + 0.5), 6 if i % 2 else -6)}" for i in range(count))
        d = f"M{at(start)}L{at(start + 8)}{teeth}L{at(end - 8)}L{at(end)}"
    else:
        d = f"M{at(start)}L{at(end)}"
    out = [Markup('<path class="line tie-{}" d="{}"/>').format(tie, d)]
    if heads:
        out.append(Markup('<path class="head" d="{}"/>').format("".join(heads)))
    return out


def _box(s: Spot, kind: str) -> Markup:
    r = min(s.h, 16) if s.round else 2
    out = Markup('<rect class="{}" x="{:g}" y="{:g}" width="{:g}" height="{:g}" rx="{:g}"/>').format(
        kind, round(s.x - s.w, 1), round(s.y - s.h, 1), round(2 * s.w, 1), round(2 * s.h, 1), r
    )
    y = s.y - (len(s.lines) - 1) * LINE / 2 + 5
    for i, (words, style) in enumerate(s.lines):
        out += Markup('<text class="{}" x="{:g}" y="{:g}">{}</text>').format(
            style, round(s.x), round(y + LINE * i), words
        )
    return out
