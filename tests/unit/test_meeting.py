"""The call: what a log may hold, two windows on one call, a reload in the middle, a clock set back."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from grading.meeting import best, mark, mark_played
from grading.walkthroughs import spec_of
from simulator.cases import make_case
from simulator.cases.call_specs import CallSpec
from simulator.cases.calls import NotOffered, Playing
from simulator.content.loader import Source
from simulator.exercises import meeting
from simulator.exercises.base import FormatProblem, Raw
from tests.unit.hostile_notes import SCRAPS

TINY = Source(Path(__file__).parent.parent / "content" / "tiny_call.yaml").read(CallSpec)
SPEC = spec_of("tiny_call", points=10)
NOW = datetime(2025, 5, 14, 18, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
def tiny(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(meeting, "call_spec", lambda name: TINY)
    yield


def family(seed: int = 1, beside: str = "") -> object:
    for n in range(seed, seed + 60):
        case = make_case("school_worry", "england", n)
        if not beside or Playing(TINY, case).strands["beside"] == beside:
            return case
    raise AssertionError(beside)


CASE = family()


def numbers(*keys: str) -> list[str]:
    """What these acts are numbered, in the order given, for this family."""
    play, out = Playing(TINY, CASE), []  # type: ignore[arg-type]
    for key in keys:
        out.append(play.value_of(key))
        play.do(out[-1])
    return out


GOOD = numbers("let her in", "ask who can hear", "ask about the night")
BAD = numbers("let her in", "ask about the night")


def refusal(log: object, **more: str) -> str:
    with pytest.raises(FormatProblem) as caught:
        meeting.parse(SPEC, CASE, {"log": log, **more})  # type: ignore[arg-type,dict-item]
    assert caught.value.message.endswith(".")
    return caught.value.name


def points(log: list[str]) -> float:
    return mark(SPEC, CASE, meeting.parse(SPEC, CASE, {"log": log})).score  # type: ignore[arg-type]


def test_what_a_log_may_not_hold() -> None:
    assert refusal(["99.99"]) == "unknown act"
    assert refusal(["hello"]) == "not a log"
    assert refusal([GOOD[1]]) == "impossible order"
    assert refusal([GOOD[0], GOOD[1], GOOD[1]]) == "done twice"
    assert refusal([*GOOD, GOOD[1]]) == "after the end"
    assert refusal([f"{GOOD[0]} 2025-05-14T18:31:00Z", f"{GOOD[1]} 2025-05-14T18:30:59Z"]) == "time runs backwards"
    assert refusal([f"{GOOD[0]} 2025-13-40T99:99:99Z"]) == "not a time"
    assert refusal([GOOD[0]] * 201) == "too many acts"
    assert refusal([], take="none") == "not a number"
    assert refusal([], pace="gallop") == "unknown choice"
    assert refusal([], mood="fine") == "unknown field"
    assert refusal([7]) == "not text"


def test_what_was_done_before_what_decides() -> None:
    assert points(GOOD) == 10
    assert points(BAD) == 0  # nobody asked who could hear, and somebody did
    assert points([]) == 0
    assert points(GOOD[:2]) < 10  # a call that was left half-way is marked against the whole of it
    late = mark(SPEC, CASE, meeting.parse(SPEC, CASE, {"log": GOOD[:2]}))  # type: ignore[arg-type]
    assert late.headline == "The call is not over"


def test_an_ending_limits_what_the_rest_can_earn() -> None:
    marks = mark(SPEC, CASE, meeting.parse(SPEC, CASE, {"log": BAD}))  # type: ignore[arg-type]
    assert marks.cap == 5
    assert marks.points <= 5


def test_the_best_course_is_found() -> None:
    for beside in ("nobody", "partner"):
        case = family(1, beside)
        assert best(SPEC, case)  # type: ignore[arg-type]


def step(saved: Raw | None, act: str, at: str = "", minutes: int = 0, **more: str) -> tuple[dict[str, object], str]:
    new, said = meeting.advance(
        SPEC,
        CASE,
        saved,
        {"act": act, "step": at, "pace": "turns", **more},
        NOW + timedelta(minutes=minutes),  # type: ignore[arg-type]
    )
    return new, said  # type: ignore[return-value]


def test_one_step_after_the_other() -> None:
    saved: dict[str, object] | None = None
    for n, act in enumerate(GOOD):
        saved, said = step(saved, act, f"1.{n}", n)  # type: ignore[arg-type]
        assert not said
    assert saved is not None
    assert [e.split()[0] for e in saved["log"]] == GOOD  # type: ignore[attr-defined]
    assert meeting.parse(SPEC, CASE, saved).at[0] == NOW  # type: ignore[arg-type]
    assert meeting.build(SPEC, CASE, saved).frame.ending  # type: ignore[arg-type]


def test_two_windows_on_one_call() -> None:
    """What a window that lags behind sends is not done, and nothing that was done is lost."""
    first, _ = step(None, GOOD[0], "1.0")
    late, said = step(first, GOOD[0], "1.0")  # type: ignore[arg-type]
    assert "another window" in said
    assert late["log"] == first["log"]
    kept = meeting.settle(first, {"act": GOOD[1], "step": "1.0", "pace": "real", "log": []})  # type: ignore[arg-type,dict-item]
    assert kept["log"] == first["log"]
    assert kept["pace"] == "real"
    assert "act" not in kept


def test_nothing_chosen_and_nothing_possible() -> None:
    for act in ("", GOOD[1], "99.9", "gossip"):
        new, said = step(None, act, "1.0")
        assert said.endswith(".")
        assert new["log"] == []


def test_a_clock_that_was_set_back() -> None:
    one, _ = step(None, GOOD[0], minutes=60)
    two, _ = step(one, GOOD[1])  # type: ignore[arg-type]
    at = meeting.parse(SPEC, CASE, two).at  # type: ignore[arg-type]
    assert at[0] == at[1]


def test_take_the_call_again() -> None:
    one, _ = step(None, GOOD[0], "1.0")
    new, said = step(one, "", "1.1", again="yes")  # type: ignore[arg-type]
    assert (new["log"], new["take"], said) == ([], "2", "")
    assert meeting.build(SPEC, CASE, new).step == "2.0"  # type: ignore[arg-type]


def test_a_log_that_cannot_be_read_goes_on_before_the_fault() -> None:
    spoilt: Raw = {"log": [GOOD[0], "99.99", GOOD[1]], "take": "1"}
    variant = meeting.build(SPEC, CASE, spoilt)  # type: ignore[arg-type]
    assert variant.mended
    assert variant.step == "1.1"
    new, said = step(spoilt, GOOD[1], "1.1")
    assert not said
    assert [e.split()[0] for e in new["log"]] == GOOD[:2]  # type: ignore[attr-defined]


def test_scraps_for_everything() -> None:
    luck = random.Random(5)
    for _ in range(300):
        raw = {
            name: luck.choice([luck.choice(SCRAPS), [luck.choice(SCRAPS), *GOOD[: luck.randrange(4)]]])
            for name in luck.sample(meeting.PLAIN, 3)
        }
        meeting.build(SPEC, CASE, raw)  # type: ignore[arg-type]
        try:
            meeting.parse(SPEC, CASE, raw)  # type: ignore[arg-type]
        except FormatProblem as problem:
            assert problem.message
        new, _ = meeting.advance(SPEC, CASE, raw, raw, NOW)  # type: ignore[arg-type]
        assert set(new) == {"log", "take", "pace"}


def test_the_page_holds_no_truth() -> None:
    page = meeting.build(SPEC, CASE, {"log": GOOD[:1]}).model_dump_json()  # type: ignore[arg-type]
    for hidden in (
        "It is what you came for",
        "ask who can hear",
        "overheard",
        "earshot",
        "Nothing was learnt",
        "because",
    ):
        assert hidden not in page


def test_an_act_that_is_not_offered() -> None:
    play = Playing(TINY, CASE)  # type: ignore[arg-type]
    with pytest.raises(NotOffered, match="cannot be done"):
        play.value_of("ask about the night")


def test_what_was_done_too_late_earns_half(monkeypatch: pytest.MonkeyPatch) -> None:
    talk = TINY.moments["talk"]
    asked = talk.acts["ask about the night"].model_copy(update={"then": ()})
    stays = talk.model_copy(update={"acts": {**talk.acts, "ask about the night": asked}})
    spec = TINY.model_copy(update={"call": "tiny_late", "moments": {**TINY.moments, "talk": stays}})
    monkeypatch.setattr(meeting, "call_spec", lambda name: spec)
    play, log = Playing(spec, CASE), []  # type: ignore[arg-type]
    for key in ("let her in", "ask about the night", "ask who can hear", "silence"):
        log.append(play.value_of(key))
        play.do(log[-1])
    marks = mark(SPEC, CASE, meeting.parse(SPEC, CASE, {"log": log}))  # type: ignore[arg-type]
    earshot = next(c for c in marks.checks if c.id == "earshot")
    assert earshot.points == earshot.out_of / 2
    assert earshot.in_case == "You asked and it had been said."


def test_what_was_not_begun_earns_nothing_for_what_was_not_done() -> None:
    keeps = TINY.marks["earshot"].model_copy(update={"do": (), "before": (), "avoid": ("private",), "at": "waiting"})
    play = Playing(TINY.model_copy(update={"call": "tiny_keeps", "marks": {"earshot": keeps}}), CASE)  # type: ignore[arg-type]
    nothing = meeting.Response(acts=(), at=(), take=1, pace="turns")
    assert mark_played(SPEC, play, nothing).score == 0
