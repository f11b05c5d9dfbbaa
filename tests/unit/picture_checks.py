"""What may not be in a picture: things on top of each other. Reads the SVG itself, and knows nothing of how it was made."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import combinations, pairwise

Point = tuple[float, float]
LETTER = 8.2  # how wide a letter is at 15


@dataclass(frozen=True)
class Box:
    name: str
    left: float
    top: float
    right: float
    bottom: float
    shape: str = "rect"

    def shrunk(self, by: float) -> Box:
        return Box(self.name, self.left + by, self.top + by, self.right - by, self.bottom - by, self.shape)

    def meets(self, other: Box) -> bool:
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )

    def holds(self, p: Point) -> bool:
        return self.left < p[0] < self.right and self.top < p[1] < self.bottom

    def cut_by(self, a: Point, b: Point) -> bool:
        """Whether a straight line passes through the box."""
        low, high = 0.0, 1.0
        for v, d, lo, hi in ((a[0], b[0] - a[0], self.left, self.right), (a[1], b[1] - a[1], self.top, self.bottom)):
            if d == 0:
                if not lo < v < hi:
                    return False
                continue
            t, u = sorted(((lo - v) / d, (hi - v) / d))
            low, high = max(low, t), min(high, u)
        if self.shape == "rect" or low >= high:
            return low < high
        (x, y), half = middle(self), (self.right - self.left) / 2  # a circle or a diamond fills less than its box
        for i in range(101):
            t = low + (high - low) * i / 100
            dx, dy = abs(a[0] + (b[0] - a[0]) * t - x), abs(a[1] + (b[1] - a[1]) * t - y)
            if (dx + dy if self.shape == "diamond" else (dx * dx + dy * dy) ** 0.5) < half:
                return True
        return False


@dataclass
class Picture:
    width: float = 0
    height: float = 0
    symbols: list[Box] = field(default_factory=list)
    words: list[Box] = field(default_factory=list)
    owned: list[Box] = field(default_factory=list)  # words in a symbol
    lines: list[list[list[Point]]] = field(default_factory=list)  # one entry a path: its pieces
    home: list[list[Point]] = field(default_factory=list)


def pieces(d: str) -> list[list[Point]]:
    """The corners of a path's pieces. A round corner counts as the corner it rounds off."""
    out: list[list[Point]] = []
    x = y = 0.0
    for op, args in re.findall(r"([MmLlHhVvQqZz])([^MmLlHhVvQqZz]*)", d):
        v = [float(n) for n in re.findall(r"-?\d+(?:\.\d+)?(?:e-?\d+)?", args)]
        if op in "Zz":
            out[-1].append(out[-1][0])
            x, y = out[-1][0]
        elif op in "Hh":
            x = v[0] + (x if op == "h" else 0)
            out[-1].append((x, y))
        elif op in "Vv":
            y = v[0] + (y if op == "v" else 0)
            out[-1].append((x, y))
        elif op == "Q":
            out[-1][-1] = (v[0], v[1])
            x, y = v[2], v[3]
        else:
            for i in range(0, len(v), 2):
                x, y = (v[i] + x, v[i + 1] + y) if op.islower() else (v[i], v[i + 1])
                if op in "Mm" and i == 0:
                    out.append([])
                out[-1].append((x, y))
    return out


SIZES = {"soft": 13.5, "what": 14.0, "lane": 13.5, "gap": 12.5}
LINES = {"line", "axis", "tick", "lead", "today", "head"}


def read(svg: str) -> Picture:
    root = ET.fromstring(svg)
    view = [float(v) for v in root.attrib["viewBox"].split()]
    kind = root.attrib.get("class", "").split()
    out = Picture(view[2], view[3])
    for e in root.iter():
        tag, styles = e.tag.split("}")[-1], {*e.attrib.get("class", "").split()}
        get = {k: float(v) for k, v in e.attrib.items() if k in ("x", "y", "cx", "cy", "r", "width", "height")}
        boxed = "home" in styles and tag == "rect"  # the home in the middle of an ecomap
        if styles & {"shape", "dot"} or boxed:
            if tag == "rect":
                box = Box("", get["x"], get["y"], get["x"] + get["width"], get["y"] + get["height"])
            elif tag == "circle":
                x, y, r = get["cx"], get["cy"], get["r"]
                box = Box("", x - r, y - r, x + r, y + r, "circle")
            else:
                ps = [p for piece in pieces(e.attrib["d"]) for p in piece]
                xs, ys = [x for x, _ in ps], [y for _, y in ps]
                box = Box("", min(xs), min(ys), max(xs), max(ys), "diamond")
            out.symbols.append(box)
        elif tag == "text":
            size = next((SIZES[s] for s in styles if s in SIZES), 15.0)
            words = "".join(e.itertext())
            wide = len(words) * LETTER * size / 15
            x = get["x"] - (0 if "cr-time" in kind else wide / 2)
            box = Box(words, x, get["y"] - 0.8 * size, x + wide, get["y"] + 0.25 * size)
            owned = "age" in styles or "cr-ecomap" in kind
            (out.owned if owned else out.words).append(box)
        elif tag == "path" and styles & LINES and "sign" not in styles:
            out.lines.append(pieces(e.attrib["d"]))
        elif tag == "path" and "home" in styles:
            out.home += pieces(e.attrib["d"])
    return out


def inside(loops: list[list[Point]], p: Point) -> bool:
    crossings = 0
    for loop in loops:
        for (ax, ay), (bx, by) in pairwise(loop):
            if (ay > p[1]) != (by > p[1]) and p[0] < (bx - ax) * (p[1] - ay) / (by - ay) + ax:
                crossings += 1
    return crossings % 2 == 1


def overlaps(pic: Picture) -> Iterator[str]:
    for a, b in combinations([*(s.shrunk(0.5) for s in pic.symbols), *pic.words], 2):
        if a.meets(b):
            yield f"{a} and {b} overlap"


def cuts(pic: Picture, beads: bool = False) -> Iterator[str]:
    """``beads``: the symbols are strung on a line."""
    boxes = [*(s.shrunk(2.5) for s in pic.symbols if not beads), *pic.words]
    for line in pic.lines:
        for piece in line:
            for a, b in pairwise(piece):
                for box in boxes:
                    if box.cut_by(a, b):
                        yield f"a line from {a} to {b} runs through {box}"
    for piece in pic.home:
        for a, b in pairwise(piece):
            for box in boxes:
                if box.cut_by(a, b):
                    yield f"the home's line from {a} to {b} runs through {box}"


def shared(pic: Picture) -> Iterator[str]:
    """Lines of different ties that lie on each other for a stretch: nobody could tell them apart.

    Beside the dashed line of the home, which looks different, a line may run for a finger's breadth.
    """
    flat = [
        ([(a, b) for piece in line for a, b in pairwise(piece) if a[0] == b[0] or a[1] == b[1]], most)
        for lines, most in ((pic.lines, 6), ([pic.home], 16))
        for line in lines
    ]
    for (one, m), (two, n) in combinations(flat, 2):
        for a, b in one:
            for c, d in two:
                for k in (0, 1):
                    if a[k] == b[k] and c[k] == d[k] and abs(a[k] - c[k]) < 4:
                        low = max(min(a[1 - k], b[1 - k]), min(c[1 - k], d[1 - k]))
                        high = min(max(a[1 - k], b[1 - k]), max(c[1 - k], d[1 - k]))
                        if high - low > max(m, n):
                            yield f"{a}-{b} and {c}-{d} lie on each other"


def owned(pic: Picture) -> Iterator[str]:
    """Words in a symbol stay in one symbol."""
    for box in pic.owned:
        if not any(
            s.left < box.left and box.right < s.right and s.top < box.top and box.bottom < s.bottom for s in pic.symbols
        ):
            yield f"{box} is in no symbol"


def outside(pic: Picture) -> Iterator[str]:
    for box in (*pic.symbols, *pic.words):
        if box.left < 0 or box.top < 0 or box.right > pic.width or box.bottom > pic.height:
            yield f"{box} is outside {pic.width} x {pic.height}"
    for piece in (*(p for line in pic.lines for p in line), *pic.home):
        for x, y in piece:
            if not (0 <= x <= pic.width and 0 <= y <= pic.height):
                yield f"a line ends at {x}, {y}, outside"


def middle(box: Box) -> Point:
    return (box.left + box.right) / 2, (box.top + box.bottom) / 2
