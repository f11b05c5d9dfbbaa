"""The note marker on who somebody is, who did it, and how many: slips found in notes that people wrote."""

from __future__ import annotations

import pytest
from notes_fixture import GOOD, HEADER, SPEC, read, tolley

from grading import note
from grading.marks import Check
from grading.reading.quantities import quantities

BASE = {**HEADER, **dict(GOOD)}
ROW = next(k for k, v in HEADER.items() if k.startswith("who.") and "Gareth" in str(v)).replace(".name", ".is")


def check(id: str, **more: str) -> Check:
    marks = note.mark(SPEC, tolley(), read({**BASE, **more}, None))
    return next(c for c in marks.checks if c.id == id)


@pytest.mark.parametrize(
    "role", ["mum's brother", "mums brother", "Hannah's brother", "uncle", "her brother", "maternal uncle"]
)
def test_a_brother_on_the_right_side_is_right(role: str) -> None:
    assert check("roster", **{ROW: role}).passed


@pytest.mark.parametrize(
    "role", ["dad's brother", "Daniel's brother", "paternal uncle", "mum's boyfriend", "Hannah's partner"]
)
def test_the_wrong_side_or_a_couple_that_is_none_is_wrong(role: str) -> None:
    assert check("roster", **{ROW: role}).passed is False


def test_the_person_the_file_is_about_needs_no_role() -> None:
    row = next(k for k, v in HEADER.items() if k.startswith("who.") and "Jonah" in str(v)).replace(".name", ".is")
    assert check("roster", **{row: ""}).passed


def test_a_name_between_commas_with_somebody_else_there_is_still_the_speaker() -> None:
    seen = BASE["seen"] + "\n\nGareth, with only Edie in the room, said “I felt sick about it.”"
    assert check("quotes_exact", seen=seen).passed


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("the alarm goes at six most nights", []),
        ("out four nights a week", [(4, "evening")]),
        ("on 3 work nights", [(3, "work"), (3, "evening")]),
        ("about 6", []),
        ("number 16 at night", []),
        ("on 8 October, a Monday", []),
        ("one of them", []),
        ("the third inhaler", [(3, "inhal")]),
        ("£830 and $1,200", [(830, ""), (1200, "")]),
        ("three hundred and eighty", [(380, "")]),
        ("since March", [(3, "")]),
        ("for eleven weeks", [(77, "")]),
        ("in the second week", []),
        ("on 24 September without a form", []),
    ],
)
def test_what_a_number_counts(text: str, found: list[tuple[int, str]]) -> None:
    """Nights are evenings here: grading/lexicons/likeness.yaml."""
    assert [(q.value, q.of) for q in quantities(text)] == found


def test_a_name_is_no_form_of_a_stem() -> None:
    """Owen does not owe anybody anything."""
    from grading.reading.facts import holds
    from simulator.cases import make_case

    case = make_case("newly_arrived", "england", 3)
    fact = case.key.facts[0].model_copy(
        update={"found_by": (("owe*",), ("uncle",)), "turned_by": (), "kind": "reported"}
    )
    owen = case.model_copy(
        update={
            "people": tuple(p.model_copy(update={"first": "Owen"}) if p.id == case.index else p for p in case.people)
        }
    )
    assert holds(case, fact, "They owe an uncle.")
    assert holds(owen, fact, "They owed an uncle.")
    assert not holds(owen, fact, "Owen has an uncle.")
