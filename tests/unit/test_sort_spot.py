"""The markers of drafts and of a colleague's note: fair to the arguable, deaf to guessing."""

from __future__ import annotations

from itertools import product

import pytest

from grading import mark
from simulator.cases import jurisdiction_names, make_case, scenario_names
from simulator.cases.model import Case
from simulator.exercises import module
from simulator.exercises.base import FormatProblem, Unfit
from simulator.exercises.sort import KINDS as SORTS
from simulator.exercises.spot import KINDS as FAULTS
from simulator.exercises.spot import note_of, parse, places

RECORDING = module("recording")
FIRST, SECOND, SPOT = (RECORDING.exercise(e) for e in ("first_draft", "second_draft", "words_that_harm"))
CASES = [make_case(s, j, seed) for s, j, seed in product(scenario_names(), jurisdiction_names(), range(6))]


def right(case: Case, draft: str) -> dict[str, str]:
    raw = {}
    for s in next(d for d in case.drafts if d.id == draft).statements:
        raw[f"kind.{s.id}"] = s.is_
        if s.by:
            raw[f"by.{s.id}"] = s.by
    return raw


@pytest.mark.parametrize("spec", [FIRST, SECOND], ids=["first", "second"])
def test_one_label_for_everything_does_not_pay(spec) -> None:
    for case, kind in product(CASES, SORTS):
        draft = next(d for d in case.drafts if d.id == spec.draft)
        raw = {f"kind.{s.id}": kind for s in draft.statements}
        assert mark(spec, case, raw).score <= spec.points / 2, (case.scenario, case.seed, kind)


@pytest.mark.parametrize("spec", [FIRST, SECOND], ids=["first", "second"])
def test_drafts_hold_eight_statements_of_every_kind(spec) -> None:
    for case in CASES:
        statements = next(d for d in case.drafts if d.id == spec.draft).statements
        assert len(statements) == 8
        assert {s.is_ for s in statements} == set(SORTS)


def test_an_arguable_label_is_never_nought() -> None:
    seen = 0
    for case in CASES:
        for s in next(d for d in case.drafts if d.id == "second").statements:
            for kind in s.also:
                raw = right(case, "second")
                raw.pop(f"by.{s.id}", None)
                raw[f"kind.{s.id}"] = kind
                check = next(c for c in mark(SECOND, case, raw).checks if c.id == f"statement.{s.id}")
                if kind != "reported":
                    assert check.passed and check.points == pytest.approx(check.out_of)
                    seen += 1
    assert seen


def test_told_by_the_wrong_person_is_half_and_says_who() -> None:
    for case in CASES:
        draft = next(d for d in case.drafts if d.id == "first")
        told = next(s for s in draft.statements if s.by)
        raw = right(case, "first")
        raw[f"by.{told.id}"] = next(t for t, _ in draft.tellers if t != told.by)
        check = next(c for c in mark(FIRST, case, raw).checks if c.id == f"statement.{told.id}")
        assert check.passed is False
        assert check.points == pytest.approx(check.out_of / 2)
        assert dict(draft.tellers)[told.by] in check.rationale


def test_a_statement_not_answered_is_said_so_and_not_called_wrong() -> None:
    case = CASES[0]
    raw = right(case, "first")
    first = next(iter(raw)).removeprefix("kind.")
    raw = {k: v for k, v in raw.items() if not k.endswith(first)}
    check = next(c for c in mark(FIRST, case, raw).checks if c.id == f"statement.{first}")
    assert check.rationale.startswith("Not answered.")


def test_marking_every_phrase_finds_nothing() -> None:
    for case, kind in product(CASES, ("", *FAULTS)):
        phrases = [p for s in note_of(SPOT, case).sentences for p in s]
        raw = {"phrase": [p.id for p in phrases]} | ({f"kind.{p.id}": kind for p in phrases} if kind else {})
        assert mark(SPOT, case, raw).score <= SPOT.points * 0.1, (case.scenario, case.seed, kind)


def test_found_under_another_name_is_half_unless_that_name_is_honest_too() -> None:
    for case in CASES:
        p = next(p for s in note_of(SPOT, case).sentences for p in s if p.kind)
        for kind in FAULTS:
            marks = mark(SPOT, case, {"phrase": [p.id], f"kind.{p.id}": kind})
            check = next(c for c in marks.checks if c.id == f"phrase.{p.id}")
            honest = kind == p.kind or kind in p.also
            assert check.points == pytest.approx(check.out_of if honest else check.out_of / 2)
            assert check.passed is honest


def test_fair_words_that_tempt_say_why_they_are_fair() -> None:
    seen = 0
    for case in CASES:
        for p in (p for s in note_of(SPOT, case).sentences for p in s if not p.kind and p.because):
            marks = mark(SPOT, case, {"phrase": [p.id]})
            fair = next(c for c in marks.checks if c.id == "fair")
            assert p.because in fair.rationale
            seen += 1
    assert seen >= len(CASES)


def test_spans_stand_where_the_words_stand() -> None:
    case = CASES[0]
    note = note_of(SPOT, case)
    text = " ".join(" ".join(p.text for p in s) for s in note.sentences)
    for id, (start, end) in places(note).items():
        phrase = next(p for s in note.sentences for p in s if p.id == id)
        assert text[start:end] == phrase.text
    assert parse(SPOT, case, {"phrase": ["1.1"]}).spans[0].start == 0


def test_every_note_has_all_four_faults_and_cuts_alike() -> None:
    for case in CASES:
        phrases = [p for s in note_of(SPOT, case).sentences for p in s]
        harmful = [p for p in phrases if p.kind]
        assert 6 <= len(harmful) <= 9
        assert {p.kind for p in harmful} == set(FAULTS)
        assert len(phrases) >= 2.2 * len(harmful), "too few fair phrases: the cutting gives it away"
        lengths = [
            sum(len(p.text) for p in group) / len(group) for group in (harmful, [p for p in phrases if not p.kind])
        ]
        assert 0.5 < lengths[0] / lengths[1] < 2


@pytest.mark.parametrize(
    ("spec", "raw", "name"),
    [
        (FIRST, {"kind.nobody": "observed"}, "unknown field"),
        (FIRST, {"phrase": "1.1"}, "unknown field"),
        (SPOT, {"phrase": ["0.0"]}, "unknown phrase"),
        (SPOT, {"kind.1.1": "rude", "phrase": ["1.1"]}, "unknown choice"),
        (SPOT, {"phrase": "x" * 30_000}, "too long"),
        (FIRST, ["kind"], "not a form"),
        (FIRST, {"kind.a": 3}, "not text"),
        (FIRST, {f"f{i}": "" for i in range(500)}, "too many fields"),
    ],
)
def test_what_cannot_be_read_is_refused_by_name(spec, raw, name: str) -> None:
    with pytest.raises(FormatProblem) as found:
        mark(spec, CASES[0], raw)
    assert found.value.name == name
    assert not isinstance(found.value, Unfit)
