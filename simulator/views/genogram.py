"""The genogram of a household as SVG, in the standard symbols, and the sentences that say the same.

A square is a man or boy, a circle a woman or girl, a diamond another gender or one not known; the person the file is
about has a double outline; a cross means the person has died; two strokes through a line mean separated; lines that
meet in one point lead to twins; a dashed line to a child says step, foster or adopted; a dashed frame holds those who live in one home. Practice source: practice.md section 2,
tools for seeing a family.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from markupsafe import Markup

from simulator.cases.dates import years_between
from simulator.cases.model import Case, Person
from simulator.views.drawing import FIRST, LINE, Drawing, draw
from simulator.views.house import path_of
from simulator.views.layout import R, Ties
from simulator.views.measure import SOFT, width, wrap

ONE_LINE = 110  # how wide a name may be that stands on one line
MOST = 150  # how wide a line of a long name may be
LABEL = 130
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
    home = home_of(case)
    return [p for p in case.people if p.on_file and (p.id in tied or p.id in home)]


def home_of(case: Case) -> frozenset[str]:
    index = next(p for p in case.people if p.id == case.index)
    return frozenset(
        p.id for p in case.people if p.on_file and p.lives and p.lives == index.lives and not p.died and p.household
    )


def ties_of(case: Case, people: list[Person]) -> Ties:
    """What the layout needs to know of a case."""
    ids = {p.id for p in people}
    parents: dict[str, tuple[str, ...]] = defaultdict(tuple)
    partners: list[tuple[str, str]] = []
    siblings: list[tuple[str, str]] = []
    parted, labels = set(), {}
    named: dict[str, set[str]] = defaultdict(set)
    for r in case.relationships:
        if r.a not in ids or r.b not in ids:
            continue
        if r.kind == "parent":
            parents[r.b] = tuple(sorted({*parents[r.b], r.a}))
            named[r.b].add(r.label)
        elif r.kind == "siblings":
            siblings.append((r.a, r.b))
        else:
            pair = frozenset((r.a, r.b))
            partners.append((r.a, r.b))
            if r.kind == "separated":
                parted.add(pair)
            if label := r.label or ("separated" if r.kind == "separated" else ""):
                labels[pair] = tuple(wrap(label, LABEL, SOFT))
    known = {frozenset(p) for p in partners}
    for both in parents.values():
        if len(both) == 2 and frozenset(both) not in known:
            known.add(frozenset(both))
            partners.append((both[0], both[1]))
    index = next(p for p in case.people if p.id == case.index)
    under = {p.id: _under(case, p) for p in people}
    day = {p.id: p.born for p in people}
    return Ties(
        people=tuple(p.id for p in people),
        parents=dict(parents),
        partners=tuple(partners),
        siblings=tuple((a, b) for a, b in siblings if not {*parents.get(a, ())} & {*parents.get(b, ())}),
        home=home_of(case) & ids,
        left=frozenset(p.id for p in people if p.gender in MEN),
        born={
            p.id: p.born.toordinal() if p.born else case.today.toordinal() - (p.age or 0) * 365
            for p in people
            if p.born or p.age is not None
        },
        twins=twins_of(parents, day),
        named={child: " and ".join(sorted(said)) for child, said in named.items() if "" not in said},
        index=case.index,
        parted=frozenset(parted),
        labels=labels,
        half={
            id: max(width(w, SOFT if kind == "soft" else 15) for w, kind in lines) / 2 for id, lines in under.items()
        },
        lines={id: len(lines) for id, lines in under.items()},
        shape={p.id: "square" if p.gender in MEN else "circle" if p.gender in WOMEN else "diamond" for p in people},
        address=next((p.name for p in case.places if p.id == index.lives), ""),
    )


def twins_of(parents: Mapping[str, tuple[str, ...]], born: Mapping[str, date | None]) -> tuple[frozenset[str], ...]:
    """Brothers and sisters born on one day to the same parents."""
    same: dict[tuple[object, ...], set[str]] = defaultdict(set)
    for a, b in combinations([c for c in parents if born.get(c)], 2):
        if parents[a] == parents[b] and born[a] == born[b]:
            same[parents[a], born[a]] |= {a, b}
    return tuple(frozenset(t) for t in same.values())


def genogram(case: Case, uid: str = "genogram") -> Genogram:
    """The picture of a case's family. Ids in the SVG start with ``uid``."""
    people = drawn(case)
    ties = ties_of(case, people)
    says = words(case, people, ties)
    return Genogram(svg=svg_of(case, people, draw(ties), uid, says), says=says)


def svg_of(case: Case, people: list[Person], drawing: Drawing, uid: str, says: str) -> Markup:
    parts = [
        *(_path("home", "".join(path_of(loop) for loop in [*drawing.home])) for _ in drawing.home[:1]),
        *(
            _path("line named" if tie[0] == "named" else "line", "".join(_line(line) for line in lines))
            for tie, lines in drawing.ties.items()
        ),
        *(_path("line", f"M{x - 8:.0f} {y + 11:.0f}l9 -22m2 22l9 -22") for x, y in drawing.strokes),
        *(part for p in people for part in _symbol(case, p, *drawing.at[p.id])),
        *(_text(x, y, line, "soft") for x, y, line in drawing.words),
    ]
    return Markup(
        '<svg class="cr-genogram" viewBox="0 0 {w} {h}" style="min-width:{least}px;max-width:{w}px" role="img" '
        'aria-labelledby="{uid}-gt {uid}-gd"><title id="{uid}-gt">{title}</title><desc id="{uid}-gd">{desc}</desc>{body}</svg>'
    ).format(
        w=round(drawing.width),
        h=round(drawing.height),
        least=round(drawing.width * 0.9),
        uid=uid,
        title=f"Genogram: {case.household_name}",
        desc=f"{says} The table below says the same in words.",
        body=Markup("").join(parts),
    )


def _line(points: list[tuple[float, float]]) -> str:
    return "".join(f"{'L' if i else 'M'}{x:g} {y:g}" for i, (x, y) in enumerate(points))


def _path(kind: str, d: str) -> Markup:
    return Markup('<path class="{}" d="{}"/>').format(kind, d)


def _text(x: float, y: float, words: str, kind: str = "") -> Markup:
    return Markup('<text{} x="{}" y="{}">{}</text>').format(
        Markup(' class="{}"').format(kind) if kind else "", round(x), round(y), words
    )


def _under(case: Case, p: Person) -> list[tuple[str, str]]:
    """The lines of words under a symbol, each with its style."""
    names = [p.full] if width(p.full) <= ONE_LINE else [*wrap(p.first, MOST), *wrap(p.family, MOST)]
    lines = [(n, "name") for n in names if n]
    if p.id == case.index:
        lines.append(("this file", "soft"))
    elif p.died:
        lines.append((f"{p.born.year}–{p.died.year}" if p.born else f"died {p.died.year}", "soft"))
    return lines


def _symbol(case: Case, p: Person, x: float, y: float) -> list[Markup]:
    out = []
    sizes = ((R + 2, "shape"), (R - 4, "line sign")) if p.id == case.index else ((R, "shape"),)
    for r, kind in sizes:
        if p.gender in MEN:
            out.append(
                Markup('<rect class="{}" x="{:g}" y="{:g}" width="{}" height="{}"/>').format(
                    kind, x - r, y - r, 2 * r, 2 * r
                )
            )
        elif p.gender in WOMEN:
            out.append(Markup('<circle class="{}" cx="{:g}" cy="{:g}" r="{}"/>').format(kind, x, y, r))
        else:
            s = r + 4
            out.append(_path(kind, f"M{x:g} {y - s:g}l{s} {s}l-{s} {s}l-{s} -{s}z"))
    if p.died:
        d = R if p.gender in MEN else R * 0.71
        out.append(
            _path(
                "line sign", f"M{x - d:.0f} {y - d:.0f}l{2 * d:.0f} {2 * d:.0f}m0 -{2 * d:.0f}l-{2 * d:.0f} {2 * d:.0f}"
            )
        )
    elif (years := age(case, p)) is not None:
        out.append(_text(x, y + 5, str(years), "age"))
    for i, (line, kind) in enumerate(_under(case, p)):
        out.append(_text(x, y + FIRST + LINE * i, line, kind))
    return out


def words(case: Case, people: list[Person], ties: Ties) -> str:
    """The picture in a few sentences."""
    by_id = {p.id: p for p in people}

    def name(id: str) -> str:
        years = age(case, by_id[id])
        return by_id[id].full + (f" ({years})" if years is not None else "")

    def both(ids: Iterable[str]) -> str:
        names = [name(i) for i in ids]
        return " and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else names[0]

    out = []
    families: dict[tuple[tuple[str, ...], str], list[str]] = defaultdict(list)
    for child, parents in ties.parents.items():
        families[parents, ties.named.get(child, "")].append(child)
    for (parents, label), children in families.items():
        kind = f" ({label})" if label else ""
        what = f"are the children{kind} of" if len(children) > 1 else f"is a child{kind} of"
        out.append(f"{both(children)} {what} {both(parents)}.")
    for a, b in ties.partners:
        if frozenset((a, b)) in ties.parted:
            out.append(f"{by_id[a].full} and {by_id[b].full} are separated.")
        elif any({r.a, r.b} == {a, b} and r.kind == "couple" for r in case.relationships):
            out.append(f"{by_id[a].full} and {by_id[b].full} are a couple.")
    if len(ties.home) > 1:
        out.append(f"{both(p.id for p in people if p.id in ties.home)} live in one home.")
    gone = [p.full for p in people if p.died]
    if gone:
        out.append(f"{' and '.join(gone)} {'have' if len(gone) > 1 else 'has'} died.")
    return " ".join(out)
