"""A place to work in, as a picture: a kitchen table, a train, a car, and in it the things that are asked about.

Each thing stands in the picture beside the number of its question, which says in words what there is to know: without the
picture nothing is lost. Practice source: practice.md I1 to I4 and I6, where other people's information is seen, heard or lost.
"""

from __future__ import annotations

from collections.abc import Mapping
from zlib import crc32

from markupsafe import Markup

from simulator.cases.situations import Part
from simulator.views.oblique import Scene, Thing
from simulator.views.scene_car import CAR
from simulator.views.scene_home import HOME
from simulator.views.scene_train import TRAIN

WIDE, HIGH = 480, 360
BADGE = 17  # as large as it must be on a narrow page; the sheet draws it smaller where there is room

SCENES: Mapping[str, Scene] = {"home_office": HOME, "train": TRAIN, "car": CAR}  # by an author's ``drawing``


def draw(part: Part) -> Markup:
    """The picture of a part: its place with what its questions ask about, and their numbers. Empty without a drawing."""
    if not part.drawing:
        return Markup()
    scene = SCENES[part.drawing]
    numbers: dict[str, list[str]] = {}
    for q in part.questions:
        if q.spot:
            numbers.setdefault(q.spot, []).append(q.id)
    here = [(thing, numbers[name]) for name, thing in scene.things.items() if name in numbers]
    art = "".join(
        (
            f'<g class="always">{scene.back}</g>',
            *(thing.art for thing, _ in here if thing.far),
            f'<g class="always">{scene.middle}</g>',
            *(thing.art for thing, _ in here if not thing.far),
        )
    )
    asked = " ".join(q.ask for q in part.questions)
    ids = [n for _, ns in here for n in ns]
    return Markup(
        '<svg class="cr-place" viewBox="0 0 {w} {h}" role="img" aria-labelledby="{uid}"><title id="{uid}">{title}</title>'
        "{art}{badges}</svg>"
    ).format(
        w=WIDE,
        h=HIGH,
        uid=f"place-{crc32(f'{part.title} {asked}'.encode()):08x}",
        title=_title(part.title, scene.what, sorted(ids, key=int)),
        art=Markup(art),
        badges=Markup("").join(_badge(thing, ns) for thing, ns in here),
    )


def _title(title: str, what: str, numbers: list[str]) -> str:
    says = f"{title}: {what}."
    if not numbers:
        return says
    each = "Each is described in its question." if len(numbers) > 1 else "It is described in its question."
    return f"{says} Numbered in it: {', '.join(numbers)}. {each}"


def _badge(thing: Thing, numbers: list[str]) -> Markup:
    """A number in a circle, and a line from there to the thing. Two questions about one thing stand side by side."""
    (x, y), (tx, ty) = thing.at, thing.to
    out = Markup('<path class="lead" d="M{:g} {:g}L{:g} {:g}"/><circle class="end" cx="{:g}" cy="{:g}" r="3"/>').format(
        x, y, tx, ty, tx, ty
    )
    for i, number in enumerate(numbers):
        out += Markup(
            '<g class="number"><circle cx="{0:g}" cy="{1:g}" r="{2}"/><text x="{0:g}" y="{3:g}">{4}</text></g>'
        ).format(x + 2 * BADGE * i, y, BADGE, y + 8, number)
    return out
