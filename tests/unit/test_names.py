"""Names: of many languages, in plain letters, of their time, and never an ordinary word of our texts."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from simulator.cases import jurisdiction_names, make_case, profile, scenario_names
from simulator.cases.draw import Draw
from simulator.cases.model import Person
from simulator.cases.names import family_names, first_names, is_word, known, stock
from simulator.content import places

SEEDS = range(1, 41)


@pytest.fixture(scope="module")
def everybody() -> list[Person]:
    cases = (make_case(s, j, seed) for s in scenario_names() for j in jurisdiction_names() for seed in SEEDS)
    return [p for case in cases for p in case.everybody()]


@pytest.mark.parametrize("jurisdiction", jurisdiction_names())
def test_every_language_has_names_in_plain_letters(jurisdiction: str) -> None:
    for locale in profile(jurisdiction).names:
        for kind in ("woman", "man", "family"):
            names = stock(locale, kind).names
            assert len(names) >= 8, (locale, kind)
            assert all(re.fullmatch(r"[A-Za-z -]+", n) for n in names), (locale, kind)


@pytest.mark.parametrize("jurisdiction", jurisdiction_names())
def test_no_name_is_a_word_of_our_texts(jurisdiction: str) -> None:
    """A marker could take one for the other."""
    files = [*(places.dummy_cases() / "scenarios").glob("*.yaml"), *places.modules().glob("*/exercises/*.yaml")]
    text = re.sub(r"\{[^}]*\}", " ", " ".join(f.read_text(encoding="utf-8") for f in files))
    words = set(re.findall(r"(?<![\w’'])[a-z]{3,}(?![\w’'])", text))
    kinds = ("woman", "man", "family")
    names = {
        n for locale in profile(jurisdiction).names for k in kinds for n in stock(locale, k).names if not is_word(n)
    }
    names = {part for name in names for part in re.split("[ -]", name.lower())}
    assert sorted(names & words) == [], "Add them to “ordinary” in dummy_cases/names.yaml."


def test_a_name_fits_its_time() -> None:
    draw = Draw("s", "j", 1)
    young = {next(first_names(draw, f"y{n}", "girl", "en_GB", 7)).lower() for n in range(300)}
    old = {next(first_names(draw, f"o{n}", "woman", "en_GB", 70)).lower() for n in range(300)}
    assert not young & known("older")
    assert not old & known("younger")
    assert len(young) > 40 and len(old) > 40


def test_names_come_as_often_as_they_are_given() -> None:
    draw = Draw("s", "j", 1)
    drawn = Counter(next(family_names(draw, f"{n}", "en_US")) for n in range(6000))
    assert drawn["Johnson"] > 6 * max(1, drawn["Zuniga"])


def test_people_are_as_many_kinds_as_in_life(everybody: list[Person]) -> None:
    assert {p.pronoun for p in everybody} == {"she", "he", "they"}
    assert any(not p.family for p in everybody), "people with one name"
    assert any("-" in p.family for p in everybody), "double-barrelled names"
    assert any(p.aliases for p in everybody)
    assert any(p.access_needs for p in everybody)
    assert len({p.languages for p in everybody}) > 3


def test_there_are_twins() -> None:
    found = 0
    for scenario in scenario_names():
        for seed in SEEDS:
            born = Counter(p.born for p in make_case(scenario, "england", seed).everybody() if p.born)
            found += any(n > 1 for n in born.values())
    assert found


def test_nobody_with_one_name_has_a_gap_in_it() -> None:
    for scenario in scenario_names():
        for seed in range(200):
            case = make_case(scenario, "wales", seed)
            for p in case.everybody():
                if not p.family:
                    assert p.full == p.first
                    texts = " ".join((*(d.body for d in case.documents), *(m.text for m in case.scene)))
                    assert f"{p.first}  " not in texts and f"{p.first} ," not in texts
                    return
    pytest.fail("nobody has one name")
