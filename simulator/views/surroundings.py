"""A place as a picture: a kitchen table, a train, a car, a family's room, and in it the things that are asked about.

Each thing stands in the picture beside the number of its question, which says in words what there is to know: without the
picture nothing is lost. What stands there unasked is named in the picture's own words. A narrow picture shows and names what a
camera showed and nothing else. Practice source: practice.md I1 to I4 and I6, where other people's information is seen, heard or
lost; V12 and section 11 line 43, what a camera does not show.
"""

from __future__ import annotations

from collections.abc import Mapping
from zlib import crc32

from markupsafe import Markup

from simulator.cases.situations import Part
from simulator.views.oblique import Frame, Scene, Thing
from simulator.views.scene_car import CAR
from simulator.views.scene_family import FAMILY, TO_SOFA, TO_WINDOW
from simulator.views.scene_home import HOME
from simulator.views.scene_train import TRAIN

WIDE, HIGH = 480, 360
BADGE = 17  # as large as it must be on a narrow page; the sheet draws it smaller where there is room

SCENES: Mapping[str, Scene] = {  # by an author's ``drawing``
    "home_office": HOME, "train": TRAIN, "car": CAR,
    "family_room": FAMILY, "family_room_to_window": TO_WINDOW, "family_room_to_sofa": TO_SOFA,
}  # fmt: skip


def draw(part: Part) -> Markup:
    """The picture of a part: its place with what its questions ask about, and their numbers. Empty without a drawing."""
    if not part.drawing:
        return Markup()
    scene = SCENES[part.drawing]
    numbers: dict[str, list[str]] = {}
    for q in part.questions:
        if q.spot:
            numbers.setdefault(q.spot, []).append(q.id)
    frame, asked = scene.frame, " ".join(q.ask for q in part.questions)
    seen = scene.things if frame is None else frame.shows
    here = [(name, scene.things[name]) for name in scene.things if name in seen and name in {*numbers, *part.things}]
    art = "".join(
        (
            f'<g class="always">{scene.back}</g>',
            *(thing.art for _, thing in here if thing.far),
            f'<g class="always">{scene.middle}</g>',
            *(thing.art for _, thing in here if not thing.far),
            frame.front if frame else "",
        )
    )
    ids = sorted((n for name, _ in here for n in numbers.get(name, ())), key=int)
    words = [frame.shows[name] if frame else thing.says for name, thing in here if name not in numbers]
    return Markup(
        '<svg class="cr-place{narrow}" viewBox="{box}" role="img" aria-labelledby="{uid}"><title id="{uid}">{title}</title>'
        "{art}{badges}</svg>"
    ).format(
        narrow=" cr-narrow" if frame else "",
        box=_box(frame),
        uid=f"place-{crc32(f'{part.title} {asked}'.encode()):08x}",
        title=_title(part.title, scene.what, ids, words),
        art=Markup(art),
        badges=Markup("").join(_badge(thing, numbers[name]) for name, thing in here if name in numbers),
    )


def _box(frame: Frame | None) -> str:
    if frame is None:
        return f"0 0 {WIDE} {HIGH}"
    return f"{frame.x:g} {frame.y:g} {frame.wide:g} {frame.high:g}"


def _title(title: str, what: str, numbers: list[str], words: list[str]) -> str:
    says = f"{title}: {what}."
    if numbers:
        each = "Each is described in its question." if len(numbers) > 1 else "It is described in its question."
        says += f" Numbered in it: {', '.join(numbers)}. {each}"
    if words:
        says += f" {'Also in it' if numbers else 'In it'}: {'; '.join(words)}."
    return says


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
