"""The dummy case system: search, the access log, the caseload."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.cases import CaseRef
from simulator.cases.model import Case
from simulator.records import access_log, caseload, search
from tests.unit.small_case import small_case

NOW = datetime(2026, 5, 6, 10, 14, 30)


@pytest.fixture
def case() -> Case:
    return small_case(seed=8).for_learner()  # seed 8: Inés Núñez-Hale


@pytest.fixture(autouse=True)
def small_world(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Caseloads of small cases, so that these tests need no scenario."""
    caseload._case.cache_clear()
    monkeypatch.setattr(caseload, "make_case", small_case)
    monkeypatch.setattr(caseload, "scenario_names", lambda: ["school_worry", "video_call"])
    monkeypatch.setattr(caseload, "jurisdiction_names", lambda: ["england", "us_washington"])
    yield
    caseload._case.cache_clear()


# ---- search


def test_search_finds_every_part_and_says_where(case: Case) -> None:
    found = search.search(case, "kieran")
    assert [(h.part, h.id) for h in found.hits] == [
        ("people", "uncle"),
        ("documents", "form"),
        ("contacts", "c1"),
        ("permissions", "p1"),
    ]
    for hit in found.hits:
        assert [hit.text[a:b] for a, b in hit.spans] == ["Kieran"] * len(hit.spans)
        assert hit.spans
    assert found.similar == ("Meg Kiernan (health visitor)",)


@pytest.mark.parametrize("query", ["nunez", "NÚÑEZ", "Inés Núñez", "ines nunez-hale", "  inés   "])
def test_capitals_and_accents_make_no_difference(case: Case, query: str) -> None:
    assert "child" in [h.id for h in search.search(case, query).hits]


@pytest.mark.parametrize("query", ["", "   ", "“”", "---"])
def test_an_empty_query_finds_nothing(case: Case, query: str) -> None:
    found = search.search(case, query)
    assert (found.hits, found.similar) == ((), ())


def test_all_words_have_to_be_there_and_begin_a_word(case: Case) -> None:
    assert [h.id for h in search.search(case, "kieran office").hits] == ["form"]
    assert search.search(case, "ieran").hits == ()
    assert search.search(case, "kieran elephant").hits == ()


def test_what_is_restricted_is_found_by_its_title_until_it_is_opened(case: Case) -> None:
    assert search.search(case, "caller").hits == ()
    assert [h.text for h in search.search(case, "record of a call").hits] == ["Duty desk."]
    assert [h.id for h in search.search(case, "caller", frozenset({"call"})).hits] == ["call"]


def test_who_and_what_is_not_on_the_file_is_not_found(case: Case) -> None:
    assert search.search(case, "lodger").hits == ()
    assert search.search(case, "unseen").hits == ()


def test_a_long_text_is_cut_round_the_hit(case: Case) -> None:
    hit = next(h for h in search.search(case, "friday").hits if h.id == "form")
    assert len(hit.text) < 300
    assert hit.text.endswith(" …")
    assert [hit.text[a:b] for a, b in hit.spans] == ["Friday"]


@given(st.text(max_size=60), st.text(max_size=20))
def test_spans_lie_inside_the_text(text: str, query: str) -> None:
    for start, end in search.spans(text, search.words(query)):
        assert 0 <= start < end <= len(text)


@given(st.text(max_size=300))
def test_no_query_breaks_the_search(query: str) -> None:
    search.search(small_case().for_learner(), query)


# ---- access log


def test_looks_are_kept_and_merged_newest_first(case: Case, tmp_path: Path) -> None:
    access_log.record(tmp_path, case.file_no, "The file", access_log.OWN_FILE, NOW)
    access_log.record(tmp_path, "TM-999999", "The file", access_log.OWN_FILE, NOW)
    log = access_log.merged(case, tmp_path)
    assert [(k.who, k.opened) for k in log.looks] == [("You", "The file"), ("Denise Oyelaran, manager", "Chronology")]
    assert log.notices == ()


def test_the_same_look_within_ten_minutes_is_one_look(case: Case, tmp_path: Path) -> None:
    for minutes in (0, 3, 9, 10, 25):
        access_log.record(tmp_path, case.file_no, "The file", access_log.OWN_FILE, NOW + timedelta(minutes=minutes))
    assert [k.when.minute for k in access_log.own(tmp_path, case.file_no).looks] == [39, 24, 14]


BROKEN = [
    b"{",
    b"null",
    b"[]",
    b'"x"',
    b'{"when": 3}',
    b"\xff\xfe",
    b"[" * 3000,
    b'{"when":"2026","file_no":1,"opened":"","reason":""}',
]


@pytest.mark.parametrize("line", BROKEN)
def test_a_broken_line_is_left_out_and_said(case: Case, tmp_path: Path, line: bytes) -> None:
    access_log.record(tmp_path, case.file_no, "The file", "Duty", NOW)
    with (tmp_path / access_log.NAME).open("ab") as f:
        f.write(line)  # cut off: no line end
    access_log.record(tmp_path, case.file_no, "Documents", "Duty", NOW)
    log = access_log.own(tmp_path, case.file_no)
    assert sorted(k.opened for k in log.looks) == ["Documents", "The file"]
    assert log.notices == ("1 line of the access log could not be read and is left out.",)


def test_a_reason_stays_on_one_line(case: Case, tmp_path: Path) -> None:
    access_log.record(tmp_path, case.file_no, "The file", "a\nb\u2028c" + "x" * 900, NOW)
    (look,) = access_log.own(tmp_path, case.file_no).looks
    assert look.reason.startswith("a b c")
    assert len(look.reason) == access_log.LONGEST


@pytest.mark.skipif(os.name != "posix", reason="needs a folder that is a file")
def test_a_folder_that_cannot_be_written_to_is_one_sentence(case: Case, tmp_path: Path) -> None:
    (tmp_path / "data").write_text("")
    with pytest.raises(access_log.NotRecorded, match=r"could not be written .* allow writing in"):
        access_log.record(tmp_path / "data", case.file_no, "The file", "Duty", NOW)


def test_only_a_reason_of_its_own_opens_what_is_restricted(case: Case, tmp_path: Path) -> None:
    assert access_log.restricted(case) == {"call": "Documents: Record of a call"}
    words = access_log.restricted(case)["call"]
    access_log.record(tmp_path, case.file_no, words, access_log.OWN_FILE, NOW)
    assert access_log.opened(case, access_log.merged(case, tmp_path).looks) == frozenset()
    access_log.record(tmp_path, case.file_no, words, "Preparing the visit", NOW)
    assert access_log.opened(case, access_log.merged(case, tmp_path).looks) == {"call"}


# ---- caseload


def ref(seed: int, scenario: str = "school_worry", place: str = "england") -> CaseRef:
    return CaseRef(scenario=scenario, jurisdiction=place, seed=seed)


def test_the_first_family_is_the_current_one_until_another_is_met(tmp_path: Path) -> None:
    assert caseload.current(tmp_path) == caseload.first_family()
    caseload.meet(tmp_path, ref(12))
    assert caseload.current(tmp_path) == ref(12)
    assert json.loads((tmp_path / "family.json").read_text()) == {
        "scenario": "school_worry",
        "jurisdiction": "england",
        "seed": 12,
    }


def test_families_met_are_remembered_current_first_then_newest(tmp_path: Path) -> None:
    for seed in (7, 12, 30, 12):
        caseload.meet(tmp_path, ref(seed))
    assert [r.seed for r in caseload.met(tmp_path)] == [12, 30, 7]


def test_work_that_is_kept_counts_as_having_met_the_family(tmp_path: Path) -> None:
    folder = tmp_path / "work" / "recording" / ref(55).slug
    folder.mkdir(parents=True)
    case = {"scenario": "school_worry", "jurisdiction": "england", "seed": 55, "generator": "1"}
    (folder / "responses.json").write_text(json.dumps({"case": case}))
    assert [r.seed for r in caseload.met(tmp_path)] == [7, 55]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        '{"scenario": "school_worry"}',
        '{"scenario": "../x", "jurisdiction": "england", "seed": 7}',
        '{"scenario": "school_worry", "jurisdiction": "england", "seed": "7"}',
        '{"scenario": "school_worry", "jurisdiction": "england", "seed": true}',
        '{"scenario": ["x"], "jurisdiction": "england", "seed": 7}',
        '{"scenario": "school_worry", "jurisdiction": "england", "seed": -1}',
    ],
)
def test_a_broken_family_file_leads_to_the_first_family(tmp_path: Path, text: str) -> None:
    (tmp_path / "family.json").write_text(text)
    (tmp_path / "families.json").write_text(text)
    assert caseload.current(tmp_path) == caseload.first_family()
    assert caseload.met(tmp_path) == (caseload.first_family(),)


def test_a_family_that_cannot_be_kept_is_one_sentence_and_changes_nothing(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("")
    with pytest.raises(caseload.NotKept, match=r"could not be kept .* Nothing is lost"):
        caseload.meet(tmp_path / "data", ref(12))


def test_the_caseload_has_the_families_met_six_more_and_the_look_alike(tmp_path: Path) -> None:
    caseload.meet(tmp_path, ref(12))
    cards = caseload.caseload(tmp_path)
    own = small_case(seed=12)
    assert len({c.file_no for c in cards}) == len(cards)
    assert sum(c.current for c in cards) == 1
    assert [c.ref for c in cards if c.met and not c.current] == [caseload.first_family()]
    assert sum(c.ref is not None and not c.met for c in cards) == caseload.OTHERS
    assert {c.ref.scenario for c in cards if c.ref} == {"school_worry", "video_call"}
    (alike,) = [c for c in cards if c.ref is None]
    assert (alike.name, alike.file_no, alike.worker) == (own.look_alike.name, own.look_alike.file_no, "Gareth Lyle")
    assert cards == caseload.caseload(tmp_path), "the same caseload every time"
    names = [search.fold(c.name) for c in cards]
    assert names == sorted(names)


def test_find_on_the_caseload(tmp_path: Path) -> None:
    caseload.meet(tmp_path, ref(8))
    cards = caseload.caseload(tmp_path)
    current = next(c for c in cards if c.current)
    assert current.name == "Inés Núñez-Hale"
    assert caseload.find(cards, "") == (cards, ())
    by_number, _ = caseload.find(cards, current.file_no.lower())
    assert current in by_number
    together, _ = caseload.find(cards, current.file_no.replace("-", "").replace(" ", ""))
    assert current in together
    assert caseload.find(cards, "02/06/2017")[0]
    hits, near = caseload.find(cards, "Nunes")
    assert current not in hits
    assert current in near


def test_nothing_here_holds_a_truth(tmp_path: Path) -> None:
    for card in caseload.caseload(tmp_path):
        if card.ref:
            assert caseload.case_of(card.ref).truth is None
