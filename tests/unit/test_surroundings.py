"""The drawn places: everything an author may ask about can be drawn, and its number can be found and read."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterable, Iterator
from itertools import combinations, product
from pathlib import Path

import pytest

from simulator.cases.situation_checks import check_situation
from simulator.cases.situation_specs import DRAWN, NARROW, SituationSpec
from simulator.cases.situations import Part, Question
from simulator.content import places
from simulator.content.loader import Source
from simulator.views.surroundings import BADGE, HIGH, SCENES, WIDE, draw

PLACES = sorted(DRAWN)
Circle = tuple[float, float, float]


def part(place: str, spots: list[str], title: str = "The kitchen table", things: Iterable[str] = ()) -> Part:
    questions = tuple(Question(id=str(n), ask="What is this?", kind="one", spot=s) for n, s in enumerate(spots, 1))
    return Part(id="1", title=title, drawing=place, things=tuple(things), questions=questions)


def read(place: str, spots: list[str]) -> ET.Element:
    return ET.fromstring(str(draw(part(place, spots))))


def circles(svg: ET.Element) -> dict[str, Circle]:
    """The numbers, each with its circle."""
    found = {}
    for g in svg.iter("g"):
        if g.get("class") == "number":
            circle, text = g
            found[text.text or ""] = (float(circle.get("cx", 0)), float(circle.get("cy", 0)), float(circle.get("r", 0)))
    return found


def families(place: str) -> list[list[str]]:
    """Things that can be together, so that every two of different rows are together somewhere."""
    most = max(len(row) for row in DRAWN[place])
    return [
        [row[(i + shift * n) % len(row)] for n, row in enumerate(DRAWN[place])]
        for i in range(most)
        for shift in range(most)
    ]


def test_everything_an_author_may_name_is_drawn_and_nothing_else() -> None:
    assert set(SCENES) == {*DRAWN, *NARROW}
    for place in PLACES:
        assert set(SCENES[place].things) == {name for row in DRAWN[place] for name in row}


@pytest.mark.parametrize("place", PLACES)
def test_each_thing_shows_in_the_picture(place: str) -> None:
    empty = str(draw(part(place, [])))
    pictures = {""}
    for spot in (spot for row in DRAWN[place] for spot in row):
        picture = str(draw(part(place, [spot])))
        assert len(picture) > len(empty) + 100, spot
        assert list(circles(ET.fromstring(picture))) == ["1"], spot
        bare = re.sub(r' (id|aria-labelledby)="[^"]*"|<title.*?</title>', "", picture)
        assert bare not in pictures, f"{spot} looks like another thing"
        pictures.add(bare)


@pytest.mark.parametrize("place", PLACES)
def test_two_sets_of_things_are_two_pictures(place: str) -> None:
    assert len({str(draw(part(place, spots[:7]))) for spots in families(place)}) == len(
        {tuple(s[:7]) for s in families(place)}
    )


@pytest.mark.parametrize("place", PLACES)
def test_numbers_do_not_meet_and_stay_in_the_picture(place: str) -> None:
    pairs = {(a, b) for one, two in combinations(DRAWN[place], 2) for a, b in product(one, two)}
    for a, b in sorted(pairs):
        (x, y, r), (u, v, q) = circles(read(place, [a, b])).values()
        assert ((x - u) ** 2 + (y - v) ** 2) ** 0.5 >= r + q, f"the numbers of {a} and {b} meet"
    for row in DRAWN[place]:
        for spot in row:
            x, y, r = circles(read(place, [spot]))["1"]
            assert r <= x <= WIDE - r and r <= y <= HIGH - r, f"the number of {spot} leaves the picture"


@pytest.mark.parametrize("place", PLACES)
def test_no_number_covers_where_another_points(place: str) -> None:
    for spots in families(place):
        svg = read(place, spots)
        ends = [
            (float(e.get("cx", 0)), float(e.get("cy", 0))) for e in svg.iter("circle") if e.get("class") == "end"
        ]  # fmt: skip
        assert len(ends) == len(spots)
        for (u, v), spot in zip(ends, [s for s in SCENES[place].things if s in spots], strict=True):
            assert 0 < u < WIDE and 0 < v < HIGH, spot
            for number, (x, y, r) in circles(svg).items():
                assert ((x - u) ** 2 + (y - v) ** 2) ** 0.5 > r, f"{number} covers the end of the line to {spot}"


def test_two_questions_about_one_thing_stand_side_by_side() -> None:
    both = part("home_office", ["mug", "mug"])
    first, second = circles(ET.fromstring(str(draw(both)))).values()
    assert second[0] - first[0] == 2 * BADGE and first[1] == second[1]
    assert str(draw(both)).count('class="lead"') == 1


def test_it_says_what_it_is_without_saying_what_is_right() -> None:
    svg = read("car", ["file", "sticker"])
    title = svg.find("title")
    assert svg.get("role") == "img" and title is not None and svg.get("aria-labelledby") == title.get("id")
    assert title.text == (
        "The kitchen table: a parked car cut open from the side, with its boot, back seat, front seat and dashboard, "
        "in a street of houses. Numbered in it: 1, 2. Each is described in its question."
    )
    assert "file" not in str(draw(part("car", ["file"])))  # an author's name for a thing may say what it is for


# --- what stands in a picture unasked, and what a camera shows of it ------------------------------------

NUMBER = r"-?(?:\d+\.?\d*|\.\d+)"


def extent(art: str) -> tuple[float, float, float, float]:
    """How far a drawing reaches: left, top, right, bottom. A curve is taken with the points that pull it."""
    xs: list[float] = []
    ys: list[float] = []
    for e in ET.fromstring(f"<g>{art}</g>").iter():
        if e.tag == "rect":
            x, y, w, h = (float(e.get(k, 0)) for k in ("x", "y", "width", "height"))
            xs += [x, x + w]
            ys += [y, y + h]
        elif e.tag == "ellipse":
            x, y, w, h = (float(e.get(k, 0)) for k in ("cx", "cy", "rx", "ry"))
            xs += [x - w, x + w]
            ys += [y - h, y + h]
        elif e.tag == "path":
            for x, y in points(e.get("d", "")):
                xs.append(x)
                ys.append(y)
    return min(xs), min(ys), max(xs), max(ys)


def points(d: str) -> Iterator[tuple[float, float]]:
    x = y = 0.0
    for letter, said in re.findall(r"([a-zA-Z])([^a-zA-Z]*)", d):
        v = [float(n) for n in re.findall(NUMBER, said)]
        near = letter.islower()
        kind = letter.upper()
        step = {"M": 2, "L": 2, "H": 1, "V": 1, "T": 2, "S": 4, "Q": 4, "C": 6, "A": 7, "Z": 0}[kind]
        for i in range(0, len(v), step or 1):
            row = v[i : i + step]
            if kind == "H":
                x = row[0] + x * near
            elif kind == "V":
                y = row[0] + y * near
            else:
                pairs = [row[5:]] if kind == "A" else [row[k : k + 2] for k in range(0, step, 2)]
                for a, b in pairs:
                    yield a + x * near, b + y * near
                x, y = pairs[-1][0] + x * near, pairs[-1][1] + y * near
            yield x, y


@pytest.mark.parametrize("camera", sorted(NARROW))
def test_a_camera_shows_what_is_before_it_and_nothing_else(camera: str) -> None:
    whole, scene = SCENES[NARROW[camera]], SCENES[camera]
    frame = scene.frame
    assert frame is not None and scene.things == whole.things and scene.back == whole.back
    assert (frame.wide / frame.high) == pytest.approx(9 / 16), "held upright"
    left, top, right, bottom = frame.x, frame.y, frame.x + frame.wide, frame.y + frame.high
    near, head, far, feet = extent(frame.front)
    assert feet >= bottom and left < (near + far) / 2 < right, "somebody sits before it"
    for name, thing in scene.things.items():
        x, y, u, v = extent(thing.art)
        wide, high = min(u, right) - max(x, left), min(v, bottom) - max(y, top)
        inside = wide > 1 and high > 1
        hidden = max(x, left) >= near and min(u, right) <= far and max(y, top) >= head + 60  # behind shoulders
        assert inside or name not in frame.shows, f"{name} is not before the camera"
        if name in frame.shows:
            assert min(wide, high) >= 5 and not hidden, f"too little of {name} can be seen"
        else:
            assert not inside or hidden, f"{name} is before the camera"


@pytest.mark.parametrize("camera", sorted(NARROW))
def test_a_narrow_picture_names_what_it_shows_and_has_no_numbers(camera: str) -> None:
    frame = SCENES[camera].frame
    assert frame is not None
    for things in families(NARROW[camera]):
        svg = ET.fromstring(str(draw(part(camera, [], things=things))))
        assert not circles(svg) and "cr-narrow" in svg.get("class", "")
        assert [float(n) for n in svg.get("viewBox", "").split()] == [frame.x, frame.y, frame.wide, frame.high]
        words = (svg.find("title").text or "").partition(" In it: ")[2]  # type: ignore[union-attr]
        assert words.rstrip(".").split("; ") == [
            frame.shows[n] for n in SCENES[camera].things if n in frame.shows and n in things
        ]
        picture = str(draw(part(camera, [], things=things)))
        for name in things:
            assert (SCENES[camera].things[name].art in picture) == (name in frame.shows), name


def test_what_is_not_asked_about_stands_there_and_is_named() -> None:
    for place in NARROW.values():
        everything = SCENES[place].things
        assert all(thing.says for thing in everything.values())
        for things in families(place):
            asked, rest = things[:4], things[4:]
            picture = str(draw(part(place, asked, things=things)))
            title = ET.fromstring(picture).find("title")
            assert title is not None and title.text is not None
            assert all(everything[name].art in picture for name in things)
            assert all(everything[name].says in title.text for name in rest)
            assert not any(everything[name].says in title.text for name in asked), "its question says it"
            assert list(circles(ET.fromstring(picture)).values()), "the numbers of what is asked"


def test_every_two_cameras_show_something_else_of_a_room() -> None:
    for one, two in combinations(sorted(NARROW), 2):
        a, b = SCENES[one].frame, SCENES[two].frame
        assert a is not None and b is not None
        assert not set(a.shows) & set(b.shows)
    seen = [name for c in NARROW for name in SCENES[c].frame.shows]  # type: ignore[union-attr]
    assert len(set(seen)) < len(SCENES["family_room"].things), "there are things that no camera shows"


def test_words_of_a_case_are_escaped() -> None:
    picture = str(draw(part("train", ["novel"], title='<script>alert("Ada & Ben")</script>')))
    assert "<script" not in picture and "&lt;script&gt;" in picture
    assert ET.fromstring(picture).get("role") == "img"


def test_a_part_without_a_drawing_has_none() -> None:
    assert draw(part("home_office", []).model_copy(update={"drawing": ""})) == ""


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("spot: mug", "spot: cup", "Nobody has drawn “cup” in “home_office”."),
        ("        when: {window: garden}\n", "", "“window_street” has this place in the drawing too."),
        ("    drawing: car\n", "", "There is no drawing for this spot to be in."),
    ],
)
def test_an_author_is_told_what_cannot_be_drawn(tmp_path: Path, old: str, new: str, said: str) -> None:
    file = places.dummy_cases() / "situations" / "where_you_work.yaml"
    text = file.read_text(encoding="utf-8")
    assert old in text
    copy = tmp_path / file.name
    copy.write_text(text.replace(old, new, 1), encoding="utf-8")
    source = Source(copy)
    assert said in str(check_situation(source, source.read(SituationSpec))[0])


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("  bag: {}\n", "  bagg: {}\n", "Nobody has drawn “bagg” in a place of this situation."),
        ("  cat: {when: {pet: cat}}\n", "  cat: {}\n", "“cat” has this place in the drawing too."),
        ("        spot: bag\n", "        spot: cat\n", "has this place in the drawing too."),
        (
            "    drawing: family_room\n",
            "    drawing: family_room_to_sofa\n",
            "There are no numbers in “family_room_to_sofa”.",
        ),
    ],
)
def test_an_author_is_told_what_cannot_stand_in_a_room(tmp_path: Path, old: str, new: str, said: str) -> None:
    file = places.dummy_cases() / "situations" / "same_home.yaml"
    text = file.read_text(encoding="utf-8")
    assert old in text
    copy = tmp_path / file.name
    copy.write_text(text.replace(old, new, 1), encoding="utf-8")
    source = Source(copy)
    assert any(said in str(p) for p in check_situation(source, source.read(SituationSpec)))


def test_what_was_asked_about_agrees_with_what_the_camera_showed() -> None:
    """An author’s “seen” is in the narrow picture, “unseen” is not, and “half” names no more than a part."""
    from simulator.cases.situations import situation_spec

    spec = situation_spec("same_home")
    room = next(p for p in spec.parts if p.drawing == "family_room")
    for camera, strand in (("family_room_to_window", "window"), ("family_room_to_sofa", "sofa")):
        frame = SCENES[camera].frame
        assert frame is not None
        for q in room.questions:
            if strand not in q.when.get("camera", (strand,)):
                continue
            shows = q.spot in frame.shows
            if {"seen", "half"} & {*q.right}:
                assert shows, f"{q.id} is not in the picture"
            elif q.id != "heater_window":  # of the airer a sleeve is seen, and of what is under it nothing
                assert not shows, f"{q.id} is in the picture"
