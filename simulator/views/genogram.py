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
from simulator.views.house import R, path_of, shapes_of
from simulator.views.layout import Ties, place

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
    home = _home(case) & ids
    born = {p.id: p.born.toordinal() if p.born else -(p.age or 0) * 365 + 700_000 for p in people}
    ties = Ties(
        people=tuple(p.id for p in people),
        parents=dict(parents),
        partners=tuple(partners),
        siblings=tuple(s for s in siblings if parents.get(s[0], ()) != parents.get(s[1], ()) or not parents.get(s[0])),
        home=home,
        left=frozenset(p.id for p in people if p.gender in MEN),
        born=born,
        wide=frozenset(frozenset(p) for p in partners if p in parted or len(home & set(p)) == 1),
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
        *_lines(case, people, ties, parted, at),
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


def _under(case: Case, p: Person) -> list[tuple[str, str]]:
    """The lines of words under a symbol, each with its style."""
    names = [p.full] if len(p.full) <= ONE_LINE else [p.first, p.family]
    lines = [(n, "name") for n in names if n]
    if p.id == case.index:
        lines.append(("this file", "soft"))
    elif p.died:
        lines.append((f"{p.born.year}–{p.died.year}" if p.born else f"died {p.died.year}", "soft"))
    return lines


def _symbol(case: Case, p: Person, x: float, y: float) -> list[Markup]:
    out = []
    sizes = ((R + 2, "shape"), (R - 4, "line")) if p.id == case.index else ((R, "shape"),)
    for r, kind in sizes:
        if p.gender in MEN:
            out.append(
                Markup('<rect class="{}" x="{}" y="{}" width="{}" height="{}"/>').format(
                    kind, round(x - r), round(y - r), 2 * r, 2 * r
                )
            )
        elif p.gender in WOMEN:
            out.append(Markup('<circle class="{}" cx="{}" cy="{}" r="{}"/>').format(kind, round(x), round(y), r))
        else:
            s = r + 4
            out.append(_path(kind, f"M{x:.0f} {y - s:.0f}l{s} {s}l-{s} {s}l-{s} -{s}z"))
    if p.died:
        d = R if p.gender in MEN else R * 0.71
        out.append(
            _path("line", f"M{x - d:.0f} {y - d:.0f}l{2 * d:.0f} {2 * d:.0f}m0 -{2 * d:.0f}l-{2 * d:.0f} {2 * d:.0f}")
        )
    elif (years := age(case, p)) is not None:
        out.append(_text(x, y + 5, str(years)))
    for i, (line, kind) in enumerate(_under(case, p)):
        out.append(_text(x, y + R + 22 + 18 * i, line, kind))
    return out


def _lines(
    case: Case,
    people: list[Person],
    ties: Ties,
    parted: frozenset[tuple[str, str]],
    at: dict[str, tuple[float, float]],
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
            one, other = (a, b) if at[a] < at[b] else (b, a)
            start = ax + (78 if one in ties.home and other not in ties.home else R)
            end = bx - (78 if other in ties.home and one not in ties.home else R)
            middle = (start + end) / 2  # beside the line of the home, not on it
            yield _path("line", f"M{middle - 8:.0f} {y + 11:.0f}l10 -22m-1 22l10 -22")
            label = next((r.label for r in case.relationships if (r.a, r.b) == (a, b)), "")
            yield _text(middle, y - 18, label or "separated", "soft")
    families: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for child, parents in ties.parents.items():
        families[parents].append(child)
    used: dict[float, int] = defaultdict(int)
    for parents, children in sorted(families.items(), key=lambda f: at[f[1][0]]):
        top = max(at[p][1] for p in parents)
        down = sum(at[p][0] for p in parents) / len(parents)
        y = at[children[0]][1]
        bar = y - R - 22 - 12 * (used[y] % 3)  # two families between the same generations keep apart
        used[y] += 1
        xs = [at[c][0] for c in children]
        if len(xs) == 1 and abs(down - xs[0]) < 2:
            down = xs[0]
        if len(parents) == 1:  # the name of the one parent stands in the line
            below = top + R + 12 + 18 * len(_under(case, next(p for p in people if p.id == parents[0])))
            yield _path("line", f"M{down:.0f} {top + R:.0f}v5M{down:.0f} {below:.0f}V{bar:.0f}")
        else:
            yield _path("line", f"M{down:.0f} {top:.0f}V{bar:.0f}")
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
    """The dashed line round those who live in one home, with the address."""
    shapes = shapes_of(at, ties.home)
    for shape in shapes:
        yield _path("home", path_of(shape))
    if shapes:
        left, right, _, bottom = shapes[-1][-1]
        index = next(p for p in case.people if p.id == case.index)
        name = next((p.name for p in case.places if p.id == index.lives), "")
        yield _text((left + right) / 2, bottom - 9, name, "soft")


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
