"""Cases: the same to the byte everywhere, coherent, harmless, and without truth on the learner's side."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from datetime import date

import pytest

from simulator.cases import UnknownName, family_seed, jurisdiction_names, make_case, profile, scenario_names
from simulator.cases.calendar import add_working_days, due
from simulator.cases.coherence import contradictions
from simulator.cases.draw import Draw

ALL = [(s, j) for s in scenario_names() for j in jurisdiction_names()]
DUMP = """
import hashlib, sys
from simulator.cases import make_case, scenario_names, jurisdiction_names
for s in scenario_names():
    for j in jurisdiction_names():
        for seed in (0, 7, 123456):
            print(s, j, seed, hashlib.sha256(make_case(s, j, seed).model_dump_json().encode()).hexdigest())
"""


def dump(**env: str) -> str:
    return subprocess.run(
        [sys.executable, "-c", DUMP], env={**os.environ, **env}, check=True, capture_output=True, text=True
    ).stdout


def test_the_same_bytes_in_any_process() -> None:
    one = dump(PYTHONHASHSEED="1", TZ="Pacific/Auckland", LC_ALL="C", LANG="C")
    two = dump(PYTHONHASHSEED="4242", TZ="America/Los_Angeles", LC_ALL="C.UTF-8", LANG="tr_TR.UTF-8")
    assert one == two
    assert len({line.split()[-1] for line in one.splitlines()}) == len(one.splitlines())


def test_an_earlier_case_changes_nothing() -> None:
    make_case.cache_clear()
    alone = make_case("school_worry", "england", 7).model_dump_json()
    make_case.cache_clear()
    make_case("video_call", "us_washington", 99)
    make_case("school_worry", "england", 8)
    assert make_case("school_worry", "england", 7).model_dump_json() == alone


@pytest.mark.parametrize(("scenario", "jurisdiction"), ALL)
def test_depth(scenario: str, jurisdiction: str) -> None:
    for seed in range(20):
        case = make_case(scenario, jurisdiction, seed)
        truth = case.key
        aside = [f for f in truth.facts if f.record == "must_not" or f.third_party]
        assert len(truth.facts) >= 12
        assert len(truth.utterances) >= 10
        assert len(case.documents) >= 5
        assert len(aside) >= 3
        assert any(f.kind == "open" for f in truth.facts), "at least one thing stays open"
        assert not list(contradictions(case))


def test_somebody_is_often_not_on_the_first_page_and_not_always() -> None:
    """Where there always is somebody, learners learn to find one."""
    cases = [make_case(scenario, "england", seed) for scenario in scenario_names() for seed in range(40)]
    share = sum(bool(c.key.hidden_people) for c in cases) / len(cases)
    assert 0.4 <= share <= 0.9


@pytest.mark.parametrize(("scenario", "jurisdiction"), ALL)
def test_two_seeds_read_as_two_families(scenario: str, jurisdiction: str) -> None:
    def shingles(seed: int) -> set[tuple[str, ...]]:
        case = make_case(scenario, jurisdiction, seed)
        text = " ".join([m.text for m in case.scene] + [d.body for d in case.documents])
        words = re.findall(r"\w+", text.lower())
        return {tuple(words[i : i + 5]) for i in range(len(words) - 4)}

    shares = []
    for seed in range(0, 20, 2):
        a, b = shingles(seed), shingles(seed + 1)
        shares.append(len(a & b) / min(len(a), len(b)))
    assert sum(shares) / len(shares) < 0.6, (
        f"two families share {sum(shares) / len(shares):.0%} of their five-word sequences"
    )


@pytest.mark.parametrize(("scenario", "jurisdiction"), ALL)
def test_a_learners_copy_holds_no_truth(scenario: str, jurisdiction: str) -> None:
    case = make_case(scenario, jurisdiction, 7)
    text = case.for_learner().model_dump_json()
    for fact in case.key.facts:
        if fact.because:
            assert fact.because not in text
    for draft in case.drafts:
        for s in draft.statements:
            assert json.dumps(s.because, ensure_ascii=False) not in text
    for person in case.key.hidden_people:
        assert all(p.id != person.id for p in case.for_learner().people)
    with pytest.raises(ValueError, match="learner's copy"):
        _ = case.for_learner().key


@pytest.mark.parametrize("bad", [-1, 2**31])
def test_a_number_out_of_range(bad: int) -> None:
    with pytest.raises(UnknownName, match="A family number is from 0 to"):
        make_case("school_worry", "england", bad)


def test_unknown_names_say_what_there_is() -> None:
    with pytest.raises(UnknownName, match="Did you mean “school_worry”"):
        make_case("school_wory", "england", 1)
    with pytest.raises(UnknownName, match="Did you mean “england”"):
        make_case("school_worry", "englend", 1)


def test_the_day_is_day_nought_and_bank_holidays_do_not_count() -> None:
    england = profile("england")
    assert add_working_days(england, date(2025, 5, 2), 1) == date(2025, 5, 6)  # Friday before a bank holiday
    assert add_working_days(england, date(2025, 5, 7), 15) == date(2025, 5, 29)  # over the bank holiday of 26 May
    assert add_working_days(profile("us_washington"), date(2025, 5, 23), 1) == date(2025, 5, 27)  # Memorial Day
    assert due(england, england.clocks["assessment"], date(2025, 5, 2)) == date(2025, 7, 8)


def test_draws_do_not_move_each_other() -> None:
    draw = Draw("a", "b", 7)
    first = draw.number("x", 1000)
    draw.number("y", 1000)
    assert draw.number("x", 1000) == first
    assert len({Draw("a", "b", s).number("x", 10**9) for s in range(200)}) > 190


def test_a_students_family_is_their_own_and_stays() -> None:
    assert family_seed("swk541", "alice") == family_seed("swk541", "alice")
    assert len({family_seed("swk541", f"s{i}") for i in range(200)}) == 200
    assert family_seed("swk541", "alice") != family_seed("swk542", "alice")
