"""Signed permissions: what they cover is worked out, and an author's slips are named."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.cases import make_case
from simulator.cases.releases import Release, reasons
from simulator.cases.situation_checks import check_situation
from simulator.cases.situation_specs import SituationSpec
from simulator.cases.situations import tell
from simulator.content.loader import Source

TODAY = date(2026, 3, 10)
DAY = timedelta(days=1)


def paper(
    items: str = "list", to: str = "nurse", signed: int = -30, until: int | None = 30, back: int | None = None
) -> Release:
    """A release; days count from today. Several names are parted by blanks."""
    return Release(
        items=frozenset(items.split()),
        to=frozenset(to.split()),
        signed=TODAY + signed * DAY,
        until=None if until is None else TODAY + until * DAY,
        withdrawn=None if back is None else TODAY + back * DAY,
    )


def said(*papers: Release, item: str = "list", to: str = "nurse", **flags: bool) -> set[str]:
    return set(reasons(papers, item, to, TODAY, **flags))


# --- days at the edge ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("signed", "answer"), [(-1, {"covered"}), (0, {"covered"}), (1, {"wrong_person", "wrong_item"})]
)
def test_it_counts_from_the_day_it_is_signed(signed, answer):
    assert said(paper(signed=signed)) == answer


@pytest.mark.parametrize(
    ("until", "answer"), [(-1, {"ran_out"}), (0, {"covered"}), (1, {"covered"}), (None, {"covered"})]
)
def test_the_last_day_counts(until, answer):
    assert said(paper(until=until)) == answer


@pytest.mark.parametrize(("back", "answer"), [(-1, {"withdrawn"}), (0, {"withdrawn"}), (1, {"covered"})])
def test_the_day_it_is_withdrawn_counts_no_longer(back, answer):
    assert said(paper(back=back)) == answer


def test_signed_and_withdrawn_and_over_on_one_day():
    assert said(paper(signed=0, until=0)) == {"covered"}
    assert said(paper(signed=0, until=0, back=0)) == {"withdrawn"}


# --- who and what ----------------------------------------------------------------------------------------------------


def test_everything_that_is_true_is_right():
    assert said() == {"wrong_person", "wrong_item"}
    assert said(paper(to="clerk")) == {"wrong_person"}
    assert said(paper(items="plan")) == {"wrong_item"}
    assert said(paper(items="plan", until=-1)) == {"wrong_item", "ran_out"}
    assert said(paper(until=-9, back=-9)) == {"ran_out", "withdrawn"}
    assert said(paper(items="plan"), paper(to="clerk")) == {"wrong_item", "wrong_person"}


def test_two_halves_are_not_a_whole():
    assert "covered" not in said(paper(items="plan", to="nurse"), paper(items="list", to="clerk"))


def test_a_paper_for_both_is_the_one_that_speaks():
    """Nobody is told “wrong person” because somebody else may have it too."""
    assert said(paper(until=-1), paper(to="clerk")) == {"ran_out"}


def test_an_old_paper_stands_behind_a_new_one():
    assert said(paper(until=-1), paper()) == {"covered"}
    assert said(paper(items="plan", until=-1), paper(items="plan")) == {"wrong_item"}


def test_safety_does_not_stand_on_a_paper():
    for papers in ([], [paper()], [paper(until=-1)]):
        assert said(*papers, needed=True) == {"not_needed"}
        assert said(*papers, risky=True) == {"must_not_ask"}
        assert said(*papers, needed=True, risky=True) == {"must_not_ask"}


def test_a_record_that_needs_one_of_its_own():
    assert said(paper("list plan"), own=True) == {"own_release"}
    assert said(paper("list"), own=True) == {"covered"}
    assert said(paper("list", until=-1), own=True) == {"own_release", "ran_out"}
    assert said(paper("plan"), own=True) == {"own_release", "wrong_item"}
    assert said(paper("list plan"), paper("list"), own=True) == {"covered"}


# --- against the rules, told once more and otherwise -----------------------------------------------------------------

NAMES = st.frozensets(st.sampled_from(["a", "b", "c"]), min_size=1)
DAYS = st.integers(-2, 2).map(lambda n: TODAY + n * DAY)
RELEASES = st.lists(
    st.builds(Release, items=NAMES, to=NAMES, signed=DAYS, until=st.none() | DAYS, withdrawn=st.none() | DAYS),
    max_size=4,
)


def tables(releases: list[Release], item: str, to: str, on: date, own: bool) -> list[dict[str, bool]]:
    """Of each paper that is there on the day: what does not fit. Days are counted one by one."""
    rows = []
    for r in releases:
        days = [r.signed + n * DAY for n in range(10)]
        if on not in days:
            continue
        rows.append(
            {
                "wrong_person": not any(x == to for x in r.to),
                "wrong_item": not any(x == item for x in r.items),
                "own_release": own and item in r.items and r.items != {item},
                "ran_out": bool(r.until) and on not in [r.until - n * DAY for n in range(10)],
                "withdrawn": bool(r.withdrawn) and on in [r.withdrawn + n * DAY for n in range(10)],
            }
        )
    return rows


def by_hand(releases: list[Release], item: str, to: str, on: date, needed: bool, risky: bool, own: bool) -> set[str]:
    if needed or risky:
        return {"must_not_ask" if risky else "not_needed"}
    rows = tables(releases, item, to, on, own)
    if any(not any(row.values()) for row in rows):
        return {"covered"}
    true: set[str] = {"own_release"} if own else set()
    for wanted in (0, 1):  # papers that name both; if there are none, papers that name one of the two
        here = [r for r in rows if r["wrong_person"] + r["wrong_item"] == wanted]
        for row in here:
            better = [o for o in here if o != row and all(row[k] or not o[k] for k in row)]
            if not better:
                true |= {k for k, wrong in row.items() if wrong}
        if here:
            return true
    return true | {"wrong_person", "wrong_item"}


@given(RELEASES, st.sampled_from("abc"), st.sampled_from("abc"), DAYS, st.booleans(), st.booleans(), st.booleans())
def test_as_by_hand(releases, item, to, on, needed, risky, own):
    found = reasons(releases, item, to, on, needed=needed, risky=risky, own=own)
    assert found == by_hand(releases, item, to, on, needed, risky, own)


@given(RELEASES, st.sampled_from("abc"), st.sampled_from("abc"), DAYS, st.booleans())
def test_yes_and_no_are_never_both_right(releases, item, to, on, own):
    found = reasons(releases, item, to, on, own=own)
    assert found == {"covered"} or (found and "covered" not in found)
    assert reasons(releases[::-1], item, to, on, own=own) == found
    assert reasons([*releases, Release(frozenset([item]), frozenset([to]), on)], item, to, on, own=own) == {"covered"}


# --- in a situation --------------------------------------------------------------------------------------------------

FILE = """
situation: papers
uuid: 178578eb-3171-4b69-bd52-4e92f1666e81
version: 1
title: Papers
standard: covered
sources: [practice C3]
strands:
  fate: {open: {}, back: {}}
people:
  nurse: {role: nurse, agency: Candle Lane}
  clerk: {role: clerk, when: {fate: open}}
times:
  signed: {day: {before: today, days: 9}}
  back: {day: {before: today, days: 2}, when: {fate: back}}
items:
  list: "the list of {adult.first}’s medicines"
  plan: the plan
releases:
  good: {items: [list, plan], to: nurse, signed: signed, until: today, when: {fate: open}}
  taken: {items: list, to: nurse, signed: signed, withdrawn: back, when: {fate: back}}
scales:
  may: {covered: Yes, wrong_person: No one, wrong_item: No thing, ran_out: Out, withdrawn: Back}
parts:
  - id: only
    title: Papers
    text:
      - {say: "{good.items} | {good.to} | {good.until} | {good.by}", when: {fate: open}}
      - {say: "{taken.items} | {taken.to} | {taken.withdrawn}", when: {fate: back}}
    questions:
      - id: list
        ask: "{nurse.first} asks for {item.list}."
        scale: may
        covers: {item: list, to: nurse, on: today}
"""


def problems(tmp_path: Path, *changes: tuple[str, str]) -> list[str]:
    text = FILE
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    path = tmp_path / "papers.yaml"
    path.write_text(text, encoding="utf-8")
    source = Source(path)
    found = check_situation(source, source.read(SituationSpec))
    return [f"{p.place}: {p.problem}. {p.cure}" for p in found]


def test_the_sound_file_has_no_problem(tmp_path):
    assert problems(tmp_path) == []


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("covers: {item: list", "covers: {item: lst", "covers.item: There is no item “lst”. Did you mean “list”?"),
        ("to: nurse, on", "to: nuse, on", "covers.to: There is no person “nuse”. Did you mean “nurse”?"),
        ("on: today}", "on: tomorrow}", "covers.on: There is no time “tomorrow”. Known here: back, signed."),
        ("on: today}", "on: back}", "covers.on: There is no time “back” in some families that need it. Its “when” asks for fate: say the same here."),
        ("to: nurse, on", "to: clerk, on", "covers.to: There is no person “clerk” in some families that need it. Its “when” asks for fate: say the same here."),
        ("items: [list, plan]", "items: [list, plans]", "releases.good.items: There is no item “plans”. Did you mean “plan”?"),
        ("items: [list, plan]", "items: []", "releases.good.items: A release names nothing here. Name one or more."),
        ("withdrawn: back, when: {fate: back}", "withdrawn: back", "releases.taken.withdrawn: There is no time “back” in some families that need it. Its “when” asks for fate: say the same here."),
        ("  good: {items", "  good: {by: judge, items", "releases.good.by: There is no person “judge”. Known here: adult, clerk, index, nurse."),
        ("  good: {items", "  nurse: {items", "releases.nurse: “nurse” is the name of something else. Give it a name of its own."),
        ("        scale: may\n", "        scale: may\n        right: covered\n", "right: What a release covers is worked out. Leave “right” out, or leave “covers” out."),
        ("on: today}", "on: today, own: yes}", "covers: The scale “may” has no answer “own_release”, and it may be right here. Add it to the scale."),
        (", ran_out: Out", "", "covers: The scale “may” has no answer “ran_out”, and it may be right here. Add it to the scale."),
        ("        scale: may\n", "        scale: may\n        kind: several\n", "A question with “covers” has one answer, of a scale. Name one of the file’s scales."),
    ],
)  # fmt: skip
def test_slips(tmp_path, old, new, message):
    found = problems(tmp_path, (old, new))
    assert any(p.endswith(message) for p in found), found


SCENARIOS = ("crisis", "family_time", "night_texts", "safe_address")


def test_the_same_request_has_another_answer_in_another_family():
    """And what is right is what the papers say, of every family."""
    answers: dict[str, set[str]] = {}
    for scenario, where, seed in product(SCENARIOS, ("england", "us_washington"), range(1, 13)):
        for q in tell("signed_papers", make_case(scenario, where, seed)).questions:
            answers.setdefault(q.name, set()).add("/".join(a.value for a in q.of("right")))
            assert q.of("right"), (scenario, where, seed, q.name)
    assert answers["first.pharmacist"] == {"covered", "ran_out"}
    assert answers["second.adviser_again"] == {"covered", "withdrawn"}
    assert answers["second.plan_to_housing"] == {"covered", "wrong_item"}
    assert answers["counselor.discharge"] == {"covered", "own_release"}


def test_only_a_release_of_its_own_is_american():
    for where, offered in (("england", False), ("us_washington", True)):
        told = tell("signed_papers", make_case("school_worry", where, 4))
        values = {a.value for q in told.questions for a in q.answers}
        assert ("own_release" in values) is offered
        assert all(a.words for q in told.questions for a in q.answers)
