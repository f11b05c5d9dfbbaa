"""A drawing pen for places: things on a floor that runs back and to the left, so that one sees their tops and left sides.

A class is a fill (``page sunken tint wood grey mid deep ink mark none``); ``bare`` has no outline and ``thin`` a thin one. No
colours here: the style sheet has them, so that a picture is right in the dark, on paper and in forced colours.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import cos, pi, sin

Point = tuple[float, float]


@dataclass(frozen=True)
class Thing:
    """One thing in a place."""

    at: Point  # of its number
    to: Point  # where on the thing the line from the number ends
    art: str  # SVG; empty for what is always there
    far: bool = False  # behind the furniture
    says: str = ""  # in a few words, where no question describes it


@dataclass(frozen=True)
class Frame:
    """A narrow picture of a place, as a camera shows it."""

    x: float
    y: float
    wide: float
    high: float
    front: str  # who sits before the camera
    shows: Mapping[str, str]  # the things of which something is in it, and what one sees of each


@dataclass(frozen=True)
class Scene:
    """A place: what is always there, in two layers, and what may be."""

    what: str
    back: str
    middle: str
    things: Mapping[str, Thing]
    frame: Frame | None = None  # then no more than this is shown


@dataclass(frozen=True)
class Floor:
    """Where the floor is: ``y`` of its front edge, and how far a step back goes to the left and up."""

    y: float
    left: float = 0.5
    up: float = 0.7

    def at(self, x: float, back: float = 0, high: float = 0) -> Point:
        return x - self.left * back, self.y - self.up * back - high

    def flat(self, x: float, back: float, high: float, wide: float, deep: float, fill: str) -> str:
        """Something that lies: paper, a table's top."""
        corners = ((x, back), (x + wide, back), (x + wide, back + deep), (x, back + deep))
        return shape(fill, [self.at(a, b, high) for a, b in corners])

    def box(self, x: float, back: float, high: float, wide: float, deep: float, tall: float, fill: str) -> str:
        """A box by its near left lower corner: its left side, its top and its front."""
        top = high + tall
        left = [
            self.at(x, back, high),
            self.at(x, back + deep, high),
            self.at(x, back + deep, top),
            self.at(x, back, top),
        ]
        front = [
            self.at(x, back, high), self.at(x + wide, back, high), self.at(x + wide, back, top), self.at(x, back, top),
        ]  # fmt: skip
        return shape(fill, left) + self.flat(x, back, top, wide, deep, fill) + shape(fill, front)


def _n(v: float) -> str:
    return f"{v:.1f}".removesuffix(".0")


def _points(points: Iterable[Point]) -> str:
    return "L".join(f"{_n(x)} {_n(y)}" for x, y in points)


def shape(fill: str, points: Iterable[Point]) -> str:
    """A closed shape with straight sides."""
    return f'<path class="{fill}" d="M{_points(points)}z"/>'


def stroke(points: Iterable[Point], kind: str = "none") -> str:
    """A line with corners."""
    return f'<path class="{kind}" d="M{_points(points)}"/>'


def path(fill: str, d: str) -> str:
    return f'<path class="{fill}" d="{d}"/>'


def rect(fill: str, x: float, y: float, wide: float, tall: float, r: float = 0) -> str:
    return f'<rect class="{fill}" x="{_n(x)}" y="{_n(y)}" width="{_n(wide)}" height="{_n(tall)}" rx="{_n(r)}"/>'


def ring(fill: str, x: float, y: float, r: float, tall: float = 0) -> str:
    """A circle, or an oval of that half height."""
    return f'<ellipse class="{fill}" cx="{_n(x)}" cy="{_n(y)}" rx="{_n(r)}" ry="{_n(tall or r)}"/>'


def lines(x: float, y: float, wide: Iterable[float], step: float = 6) -> str:
    """Writing too small to read."""
    return path("none thin", "".join(f"M{_n(x)} {_n(y + step * i)}h{_n(w)}" for i, w in enumerate(wide)))


def waves(x: float, y: float, toward: float, sizes: Iterable[float] = (9, 15, 21), wide: float = 42) -> str:
    """Sound that goes out from a point, in a direction in degrees (0 right, 90 up)."""
    a, b = (toward - wide) * pi / 180, (toward + wide) * pi / 180
    return path(
        "none",
        "".join(
            f"M{_n(x + r * cos(a))} {_n(y - r * sin(a))}A{_n(r)} {_n(r)} 0 0 0 {_n(x + r * cos(b))} {_n(y - r * sin(b))}"
            for r in sizes
        ),
    )
