"""The genogram of a household as SVG, in the standard symbols, and the sentences that say the same.

A square is a man or boy, a circle a woman or girl, a diamond another gender or one not known; the person the file is
about has a double outline; a cross means the person has died; two strokes through a line mean separated; a dashed line
holds those who live in one home. Practice source: practice.md section 2, tools for seeing a family.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup

from simulator.cases.dates import years_between
from simulator.cases.model import Case, Person
from simulator.views.layout import APART, DOWN, Ties, place

R = 24  # half a symbol
SIDE = 96  # room left and right of the outermost middles, for names
ONE_LINE = 18  # letters of a name that fit on one line
MEN, WOMEN = ("man", "boy"), ("woman", "girl")


@dataclass(frozen=True)
class Genogram:
    svg: Markup
    says: str  # the picture in a few sentences


def age(case: Case, person: Person) -> int | None:
    """Whole years on the day of the case; None when it is not known or the person has died."""
    if person.died:
        return None
    if person.age is not None:
        return person.age
    return years_between(person.born, case.today) if person.born else None


def drawn(case: Case) -> list[Person]:
    """Who is in the picture: everybody on the file who is tied to somebody, and the household."""
    tied = {id for r in case.relationships for id in (r.a, r.b)}
    home = _home(case)
    return [p for p in case.people if p.on_file and (p.id in tied or p.id in home)]


def _home(case: Case) -> frozenset[str]:
    index = next(p for p in case.people if p.id == case.index)
    return frozenset(
        p.id for p in case.people if p.on_file and p.lives and p.lives == index.lives and not p.died and p.household
    )


def _ties(case: Case, people: list[Person]) -> tuple[Ties, frozenset[tuple[str, str]]]:
    ids = {p.id for p in people}
    parents: dict[str, tuple[str, ...]] = defaultdict(tuple)
    partners: list[tuple[str, str]] = []
    parted: set[tuple[str, str]] = set()
    siblings: list[tuple[str, str]] = []
    for r in case.relationships:
        if r.a not in ids or r.b not in ids:
            continue
        if r.kind == "parent":
            parents[r.b] = tuple(sorted({*parents[r.b], r.a}))
        elif r.kind == "siblings":
            siblings.append((r.a, r.b))
        else:
            partners.append((r.a, r.b))
            if r.kind == "separated":
                parted.add((r.a, r.b))
    known = {frozenset(p) for p in partners}
    for both in parents.values():
        if len(both) == 2 and frozenset(both) not in known:
            known.add(frozenset(both))
            partners.append((both[0], both[1]))
    born = {p.id: p.born.toordinal() if p.born else -(p.age or 0) * 365 + 700_000 for p in people}
    ties = Ties(
        people=tuple(p.id for p in people),
        parents=dict(parents),
        partners=tuple(partners),
        siblings=tuple(s for s in siblings if parents.get(s[0], ()) != parents.get(s[1], ()) or not parents.get(s[0])),
        home=_home(case) & ids,
        left=frozenset(p.id for p in people if p.gender in MEN),
        born=born,
    )
    return ties, frozenset(parted)


def genogram(case: Case, uid: str = "genogram") -> Genogram:
    """The picture of a case's family. Ids in the SVG start with ``uid``."""
    people = drawn(case)
    ties, parted = _ties(case, people)
    at = {p: (x + SIDE, y + R + 18) for p, (x, y) in place(ties).items()}
    width = max((x for x, _ in at.values()), default=0) + SIDE
    height = max((y for _, y in at.values()), default=0) + R + 96
    says = words(case, people, ties, parted)
    parts = [
        *_house(case, ties, at),
        *_lines(case, ties, parted, at),
        *(part for p in people for part in _symbol(case, p, *at[p.id])),
    ]
    svg = Markup(
        '<svg class="cr-genogram" viewBox="0 0 {w} {h}" style="min-width:{least}px;max-width:{w}px" role="img" '
        'aria-labelledby="{uid}-gt {uid}-gd"><title id="{uid}-gt">{title}</title><desc id="{uid}-gd">{desc}</desc>{body}</svg>'
    ).format(
        w=round(width),
        h=round(height),
        least=min(round(width * 0.82), 760),
        uid=uid,
        title=f"Genogram: {case.household_name}",
        desc=f"{says} The table below says the same in words.",
        body=Markup("").join(parts),
    )
    return Genogram(svg=svg, says=says)


def _path(kind: str, d: str) -> Markup:
    return Markup('<path class="{}" d="{}"/>').format(kind, d)


def _text(x: float, y: float, words: str, kind: str = "") -> Markup:
    return Markup('<text{} x="{}" y="{}">{}</text>').format(
        Markup(' class="{}"').format(kind) if kind else "", round(x), round(y), words
    )


def _symbol(case: Case, p: Person, x: float, y: float) -> list[Markup]:
    out = []
    sizes = ((R + 2, "shape"), (R - 4, "line")) if p.id == case.index else ((R, "shape"),)
    for r, kind in sizes:
        if p.gender in MEN:
            out.append(Markup('<rect class="{}" x="{}" y="{}" width="{}" height="{}"/>').format(
                kind, round(x - r), round(y - r), 2 * r, 2 * r
            ))
        elif p.gender in WOMEN:
            out.append(Markup('<circle class="{}" cx="{}" cy="{}" r="{}"/>').format(kind, round(x), round(y), r))
        else:
            s = r + 4
            out.append(_path(kind, f"M{x:.0f} {y - s:.0f}l{s} {s}l-{s} {s}l-{s} -{s}z"))
    if p.died:
        d = R if p.gender in MEN else R * 0.71
        out.append(_path("line", f"M{x - d:.0f} {y - d:.0f}l{2 * d:.0f} {2 * d:.0f}m0 -{2 * d:.0f}l-{2 * d:.0f} {2 * d:.0f}"))
    elif (years := age(case, p)) is not None:
        out.append(_text(x, y + 5, str(years)))
    names = [p.full] if len(p.full) <= ONE_LINE else [p.first, p.family]
    lines = [(n, "name") for n in names if n]
    if p.id == case.index:
        lines.append(("this file", "soft"))
    elif p.died:
        lines.append((f"{p.born.year}–{p.died.year}" if p.born else f"died {p.died.year}", "soft"))
    for i, (line, kind) in enumerate(lines):
        out.append(_text(x, y + R + 22 + 18 * i, line, kind))
    return out


def _lines(
    case: Case, ties: Ties, parted: frozenset[tuple[str, str]], at: dict[str, tuple[float, float]]
) -> Iterable[Markup]:
    for a, b in ties.partners:
        (ax, y), (bx, by) = sorted((at[a], at[b]))
        if y != by:
            continue
        between = any(p not in (a, b) and at[p][1] == y and ax < at[p][0] < bx for p in at)
        if between:  # pass under the names of whoever stands between
            low = y + R + 70
            yield _path("line", f"M{ax + R:.0f} {y + 8:.0f}h14V{low:.0f}H{bx - R - 14:.0f}V{y + 8:.0f}h14")
        else:
            yield _path("line", f"M{ax + R:.0f} {y:.0f}H{bx - R:.0f}")
        if (a, b) in parted:
            middle = (ax + bx) / 2 + 26
            yield _path("line", f"M{middle - 7:.0f} {y + 12:.0f}l14 -24m-2 24l14 -24" if not between else "")
            label = next((r.label for r in case.relationships if (r.a, r.b) == (a, b)), "")
            yield _text((ax + bx) / 2, y - 18, label or "separated", "soft")
    families: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for child, parents in ties.parents.items():
        families[parents].append(child)
    used: dict[float, int] = defaultdict(int)
    for parents, children in sorted(families.items(), key=lambda f: at[f[1][0]]):
        top = max(at[p][1] for p in parents)
        if len(parents) == 1:
            start, first = at[parents[0]][0] + R, f"h{APART / 2 - R:.0f}"
            down = start + APART / 2 - R
        else:
            down = sum(at[p][0] for p in parents) / len(parents)
            start, first = down, ""
        y = at[children[0]][1]
        bar = y - R - 22 - 12 * (used[y] % 3)  # two families between the same generations keep apart
        used[y] += 1
        xs = [at[c][0] for c in children]
        yield _path("line", f"M{start:.0f} {top:.0f}{first}V{bar:.0f}")
        if min([*xs, down]) != max([*xs, down]):
            yield _path("line", f"M{min([*xs, down]):.0f} {bar:.0f}H{max([*xs, down]):.0f}")
        for c in children:
            yield _path("line", f"M{at[c][0]:.0f} {bar:.0f}V{at[c][1] - R - (2 if c == case.index else 0):.0f}")
    for a, b in ties.siblings:  # brother and sister whose parents are not on the file
        if (ties.parents.get(a) or ties.parents.get(b)) or at[a][1] != at[b][1]:
            continue
        bar = at[a][1] - R - 16
        yield _path("line", f"M{at[a][0]:.0f} {at[a][1] - R:.0f}V{bar:.0f}H{at[b][0]:.0f}V{at[b][1] - R:.0f}")


def _house(case: Case, ties: Ties, at: dict[str, tuple[float, float]]) -> Iterable[Markup]:
    """The dashed line round those who live in one home: one shape where rows lie under each other, else several."""
    rows: dict[float, list[tuple[float, float]]] = defaultdict(list)
    for y in sorted({y for _, y in at.values()}):
        run: list[float] = []
        for p, (x, py) in sorted(at.items(), key=lambda item: item[1]):
            if py != y:
                continue
            if p in ties.home:
                run.append(x)
            elif run:
                rows[y].append((run[0] - 78, run[-1] + 78))
                run = []
        if run:
            rows[y].append((run[0] - 78, run[-1] + 78))
    shapes: list[list[tuple[float, float, float, float]]] = []  # left, right, top, bottom of each row
    for y, runs in sorted(rows.items()):
        for left, right in runs:
            box = (left, right, y - R - 13, y + R + 68)
            fit = [s for s in shapes if s[-1][3] < box[2] + DOWN / 2 < s[-1][3] + DOWN and _overlap(s[-1], box)]
            if len(fit) == 1 and len(runs) == 1:
                above = fit[0][-1]
                seam = (above[3] + box[2]) / 2
                fit[0][-1] = (*above[:3], seam)
                fit[0].append((left, right, seam, box[3]))
            else:
                shapes.append([box])
    for i, shape in enumerate(shapes):
        if i == len(shapes) - 1:
            shape[-1] = (*shape[-1][:3], shape[-1][3] + 20)  # room for the address
        yield _path("home", _round(_outline(shape)))
    if shapes:
        last = shapes[-1][-1]
        index = next(p for p in case.people if p.id == case.index)
        name = next((p.name for p in case.places if p.id == index.lives), "")
        yield _text((last[0] + last[1]) / 2, last[3] - 9, name, "soft")


def _overlap(a: tuple[float, ...], b: tuple[float, ...]) -> bool:
    return min(a[1], b[1]) - max(a[0], b[0]) > 40


def _outline(rows: list[tuple[float, float, float, float]]) -> list[tuple[float, float]]:
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
    return corners


def _round(corners: list[tuple[float, float]], by: float = 14) -> str:
    out = []
    for i, (x, y) in enumerate(corners):
        (px, py), (nx, ny) = corners[i - 1], corners[(i + 1) % len(corners)]
        before, after = abs(px - x) + abs(py - y), abs(nx - x) + abs(ny - y)
        r = min(by, before / 2, after / 2)
        ax, ay = x + (px - x) / before * r, y + (py - y) / before * r
        bx, by_ = x + (nx - x) / after * r, y + (ny - y) / after * r
        out.append(f"{'L' if i else 'M'}{ax:.0f} {ay:.0f}Q{x:.0f} {y:.0f} {bx:.0f} {by_:.0f}")
    return "".join(out) + "Z"


def words(case: Case, people: list[Person], ties: Ties, parted: frozenset[tuple[str, str]]) -> str:
    """The picture in a few sentences."""
    by_id = {p.id: p for p in people}

    def name(id: str) -> str:
        years = age(case, by_id[id])
        return by_id[id].full + (f", {years}," if years is not None else "")

    def both(ids: Iterable[str]) -> str:
        names = [name(i) for i in ids]
        return (" and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else names[0]).rstrip(",")

    out = []
    families: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for child, parents in ties.parents.items():
        families[parents].append(child)
    for parents, children in families.items():
        what = "are the children of" if len(children) > 1 else "is a child of"
        out.append(f"{both(children)} {what} {both(parents)}.")
    for a, b in ties.partners:
        if (a, b) in parted:
            out.append(f"{by_id[a].full} and {by_id[b].full} are separated.")
        elif any({r.a, r.b} == {a, b} and r.kind == "couple" for r in case.relationships):
            out.append(f"{by_id[a].full} and {by_id[b].full} are a couple.")
    if len(ties.home) > 1:
        out.append(f"{both(p.id for p in people if p.id in ties.home)} live in one home.")
    gone = [p.full for p in people if p.died]
    if gone:
        out.append(f"{' and '.join(gone)} {'have' if len(gone) > 1 else 'has'} died.")
    return " ".join(out)


