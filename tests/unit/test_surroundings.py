"""The drawn places: everything an author may ask about can be drawn, and its number can be found and read."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from itertools import combinations, product
from pathlib import Path

import pytest

from simulator.cases.situation_checks import check_situation
from simulator.cases.situation_specs import DRAWN, SituationSpec
from simulator.cases.situations import Part, Question
from simulator.content import places
from simulator.content.loader import Source
from simulator.views.surroundings import BADGE, HIGH, SCENES, WIDE, draw

PLACES = sorted(DRAWN)
Circle = tuple[float, float, float]


def part(place: str, spots: list[str], title: str = "The kitchen table") -> Part:
    questions = tuple(Question(id=str(n), ask="What is this?", kind="one", spot=s) for n, s in enumerate(spots, 1))
    return Part(id="1", title=title, drawing=place, questions=questions)


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
    assert set(SCENES) == set(DRAWN)
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
