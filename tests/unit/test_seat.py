"""A participant's page, without a kernel: what it shows, what it does, and what it refuses."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from html import unescape
from pathlib import Path
from typing import Any

import pytest

import grading
from simulator.cases import CaseRef
from simulator.exercises import module
from simulator.records.access_log import restricted
from simulator.responses.database import Database, Workshop
from simulator.responses.room import Room, hashed
from simulator.workshop.pair import merge
from simulator.workshop.seat import WRONG, Seat

FAMILY = CaseRef(scenario="school_worry", jurisdiction="england", seed=7)
FIRST, SECOND = "first_draft", "visit_note"
SPEC = module("recording").exercise(FIRST)


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    database = Database(tmp_path / "workshops.db")
    database.make()
    workshop = Workshop(
        "w1", "recording", (FIRST, SECOND), FAMILY, False, True, 4, "RUDAVO", time.time(), time.time() + 9
    )
    database.add(workshop, hashed("board"))
    (tmp_path / "pulses").mkdir()
    yield Room(database, workshop, tmp_path / "pulses")
    database.close()


class Page:
    """What a browser would have of a seat."""

    def __init__(self, room: Room, token: str, name: str = "one", over: bool = False) -> None:
        self.traits: dict[str, str] = {"key": "", "html": "", "frame": "", "file": ""}
        self.said: list[dict[str, Any]] = []
        self.seat = Seat(room, lambda **what: self.traits.update(what), self.said.append)
        self.seq = 0
        self.send("enter", token=token, page=name, over=over)

    def send(self, type: str, **what: Any) -> None:
        self.seat.hear({"type": type, **what})

    def answer(self, form: dict[str, Any], type: str = "response", **what: Any) -> dict[str, Any]:
        self.seq += 1
        self.send(type, form=form, seq=self.seq, view="v", **({"key": self.traits["key"]} | what))
        return next((m for m in reversed(self.said) if m.get("seq") == self.seq), {})


def right(kind: str = "correct") -> dict[str, Any]:
    return dict(grading.sample(SPEC, FAMILY.make(), kind).raw)  # type: ignore[arg-type]


def sit(room: Room, name: str = "Heron", partner: str = "") -> tuple[Page, str]:
    _, token = room.join("RUDAVO", name, partner)
    return Page(room, token), token


def begin(room: Room, *pages: Page, exercise: str = FIRST, **what: Any) -> None:
    room.set(stage="open", exercise=exercise, **what)
    for page in pages:
        page.seat.tick()


def test_nobody_is_let_in_without_a_token(room: Room) -> None:
    _, token = sit(room)
    page = Page(room, "k7mp4xwd9trqk7mp4xwd")
    assert "leads to no seat" in page.traits["frame"]
    begin(room, page)
    assert page.traits["html"] == ""
    for _ in range(WRONG):
        page.send("enter", token="wrong", page="one")
    page.send("enter", token=token, page="one")
    assert "leads to no seat" in page.traits["frame"], "a page may not try tokens for ever"


def test_the_board_token_is_no_seat(room: Room) -> None:
    assert "leads to no seat" in Page(room, "board").traits["frame"]


def test_the_page_follows_the_trainer(room: Room) -> None:
    page, _ = sit(room)
    assert "You are in, Heron" in page.traits["frame"]
    assert page.traits["html"] == ""
    begin(room, page)
    assert SPEC.title in page.traits["html"]
    first = page.traits["key"]
    page.send("go", exercise=SECOND)
    assert page.traits["key"] == first, "not yet: the room is not there"
    begin(room, page, exercise=SECOND)
    assert page.traits["key"] != first
    page.send("go", exercise=FIRST)
    assert page.traits["key"] == first
    room.set(message="We stop at twenty past <b>.")
    page.seat.tick()
    assert "We stop at twenty past &lt;b&gt;." in page.traits["frame"]
    room.set(stage="after")
    page.seat.tick()
    assert page.traits["html"] == ""
    assert "One last look" in page.traits["frame"]
    room.set(stage="closed")
    page.seat.tick()
    assert "has ended" in page.traits["frame"]


def test_work_is_saved_and_there_again(room: Room) -> None:
    page, token = sit(room)
    begin(room, page)
    assert page.answer(right())["type"] == "saved"
    again = Page(room, token)
    assert again.seat.desk.folder.value(FIRST) == right()
    assert room.answers(1).value(FIRST) == right()


def test_reasons_wait_for_the_trainer(room: Room) -> None:
    page, _ = sit(room)
    begin(room, page)
    page.answer(right("incorrect"), "check")
    assert "Your trainer shows the reasons" in page.traits["html"]
    assert "data-result" not in page.traits["html"]
    assert len(room.checks(FIRST)) == 1
    room.set(revealed=[FIRST])
    page.seat.tick()
    assert "data-result" in page.traits["html"]


def test_locked_and_paused_mean_what_they_say(room: Room) -> None:
    page, _ = sit(room)
    begin(room, page)
    page.answer({"a": "1"})
    for what in ("locked", "paused"):
        room.set(**{what: True})
        page.seat.tick()
        assert f'data-hold="{what}"' in page.traits["frame"]
        answer = page.answer({"a": "2"})
        assert answer["type"] == "not_saved"
        page.answer({"a": "2"}, "check")
        room.set(**{what: False})
        page.seat.tick()
    assert room.answers(1).value(FIRST) == {"a": "1"}
    assert room.checks() == ()
    assert page.answer({"a": "3"})["type"] == "saved"


def test_one_window_at_a_time(room: Room) -> None:
    page, token = sit(room)
    begin(room, page)
    other = Page(room, token, "two")
    assert "open in another window" in other.traits["frame"]
    assert other.traits["html"] == ""
    other.send("enter", token=token, page="two", over=True)
    assert SPEC.title in other.traits["html"]
    page.seat.tick()
    assert "You went on in another window" in page.traits["frame"]
    assert page.traits["html"] == ""
    assert page.answer({"a": "late"}) == {}
    assert room.answers(1).value(FIRST) is None


def test_a_seat_that_was_freed_is_nobodys(room: Room) -> None:
    page, token = sit(room)
    _other, _ = sit(room, "Otter")
    begin(room, page)
    page.answer({"a": "mine"})
    assert str(room.free(1)) == "1 person, 1 answer, no checks and no self-ratings"
    page.seat.tick()
    assert "leads to no seat" in page.traits["frame"]
    assert page.traits["html"] == ""
    assert page.answer({"a": "late"}) == {}
    assert Page(room, token, "three").traits["key"] == ""
    newcomer, _ = sit(room, "Teal")
    assert newcomer.seat.number == 1
    assert room.answers(1).read().values == {}
    assert [p.name for p in room.people()] == ["Teal", "Otter"]


def test_a_call_stands_still_while_answers_are_locked(room: Room) -> None:
    room.workshop = replace(room.workshop, module="online_meetings", exercises=("through_a_phone",))
    page, _ = sit(room)
    begin(room, page, exercise="through_a_phone", locked=True)
    page.answer({}, "do")
    assert room.answers(1).read().values == {}
    assert page.said[-1]["type"] == "not_saved"


def test_a_page_is_one_person_for_good(room: Room) -> None:
    page, _ = sit(room, "Heron")
    _, other = sit(room, "Otter")
    page.send("enter", token=other, page="one")
    begin(room, page)
    page.answer({"a": "mine"})
    assert room.answers(2).read().values == {}
    assert room.answers(1).value(FIRST) == {"a": "mine"}


def test_a_pair_sees_each_others_changes_and_agrees_before_a_check(room: Room) -> None:
    one, _ = sit(room, "Gil")
    two, _ = sit(room, "Mo", room.seat(1).partner_code)
    begin(room, one, two)
    form = right()
    one.answer(form)
    two.seat.tick()
    theirs = two.said[-1]
    assert (theirs["type"], theirs["form"]) == ("theirs", form)
    one.answer(form, "check")
    assert room.checks() == ()
    for page in (one, two):
        page.seat.tick()
    assert "Mo must agree" in one.traits["frame"]
    assert "Gil would like the work checked" in two.traits["frame"]
    one.send("agree")
    assert room.checks() == (), "nobody agrees with themselves"
    two.send("decline")
    one.seat.tick()
    assert "must agree" not in one.traits["frame"]
    one.answer(form, "check")
    two.seat.tick()
    two.send("agree")
    assert len(room.checks()) == 1
    one.seat.tick()
    assert "Your trainer shows the reasons" in one.traits["html"]


def test_two_who_change_different_fields_lose_nothing(room: Room) -> None:
    one, _ = sit(room, "Gil")
    two, _ = sit(room, "Mo", room.seat(1).partner_code)
    begin(room, one, two, exercise=SECOND)
    one.answer({"seen": "At the door", "think": ""}, of=0)
    two.answer({"seen": "", "think": "I wonder"}, of=0)  # sent before it heard of the other
    assert room.answers(1).value(SECOND) == {"seen": "At the door", "think": "I wonder"}
    two.seat.tick()
    assert two.said[-1]["form"] == {"seen": "At the door", "think": "I wonder"}
    two.answer({"seen": "At the door", "think": ""}, of=two.said[-1]["version"])
    assert room.answers(1).value(SECOND) == {"seen": "At the door", "think": ""}, "taking words out is a change too"


def test_merging() -> None:
    assert merge({}, None, {"a": "1"}) == {"a": "1"}
    assert merge({"a": "1", "b": "1"}, {"a": "2", "b": "1"}, {"a": "1", "b": "3"}) == {"a": "2", "b": "3"}
    assert merge({"a": "1"}, {"a": "1", "b": ["x"]}, {}) == {"b": ["x"]}


def test_a_self_rating_is_ones_own(room: Room) -> None:
    page, _ = sit(room)
    item = module("recording").confidence[0].id
    page.send("rate", item=item, value=3)
    page.send("rate", item="no_such_thing", value=3)
    page.send("rate", item=item, value=9)
    page.send("rate", item=item, value=True)
    assert room.rated(1)["before"] == {item: 3}
    room.set(stage="after")
    page.seat.tick()
    page.send("rate", item=item, value=1)
    assert room.rated(1) == {"before": {item: 3}, "after": {item: 1}}


def test_the_case_file_keeps_what_is_restricted(room: Room) -> None:
    family = CaseRef(scenario="safe_address", jurisdiction="england", seed=3)
    room.workshop = replace(room.workshop, family=family)
    page, _ = sit(room)
    page.send("file")
    assert "Chronology" in page.traits["file"]
    case = family.make()
    shut = next(i for i in restricted(case) if any(d.id == i for d in case.documents))
    body = next(d for d in case.documents if d.id == shut).body.splitlines()[0][:30]
    assert body not in unescape(page.traits["file"])
    page.send("look", opened=shut, reason="Work")
    assert body not in unescape(page.traits["file"])
    page.send("look", opened=shut, reason="I have to know the plan before I visit")
    assert body in unescape(page.traits["file"])
    assert any((room.folder / "seats" / "1").rglob("*")), "looks are kept with the seat"


HOSTILE: list[Any] = [
    None, 1, "enter", [], {}, {"type": None}, {"type": ["enter"]}, {"type": "enter"}, {"type": "enter", "token": 5, "page": "x"},
    {"type": "enter", "token": "x" * 10_000_000, "page": "x"}, {"type": "enter", "token": "k", "page": "x" * 99}, {"type": "go", "exercise": "../key"},
    {"type": "go", "exercise": ["visit_note"]}, {"type": "response"}, {"type": "response", "key": []}, {"type": "response", "key": "other"},
    {"type": "check", "form": None}, {"type": "do", "form": {}}, {"type": "rate"}, {"type": "rate", "item": {}, "value": {}},
    {"type": "search", "query": {}}, {"type": "look", "opened": "x" * 99_999}, {"type": "agree"}, {"type": "board", "do": "begin"},
]  # fmt: skip


def test_hostile_messages_do_nothing(room: Room) -> None:
    page, _ = sit(room)
    begin(room, page)
    page.answer({"a": "mine"})
    key = page.traits["key"]
    for message in [*HOSTILE, {"type": "response", "key": key, "form": {"a": {"b": 1}}, "seq": 5, "view": "v"}, {"type": "response", "key": key, "form": {"a": "x" * 3_000_000}, "seq": 6, "view": "v"}]:  # fmt: skip
        if isinstance(message, dict):
            page.seat.hear(message)
    assert room.answers(1).value(FIRST) == {"a": "mine"}
    assert room.state().stage == "open"
    assert page.answer({"a": "still"})["type"] == "saved"


def test_the_key_is_not_on_the_page(room: Room) -> None:
    page, _ = sit(room)
    begin(room, page)
    page.answer(right("incorrect"), "check")
    shown = page.traits["html"] + page.traits["frame"] + page.traits["file"]
    marks = grading.mark(SPEC, FAMILY.make(), right("incorrect"))
    assert all(check.rationale not in shown for check in marks.checks if check.passed is False)


def test_a_database_that_goes_and_comes_back(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    page, token = sit(room)
    begin(room, page)
    good = room.database
    room.database = Database("postgresql://caseroom@127.0.0.1:1/x")
    answer = page.answer({"a": "1"})
    assert answer["type"] == "not_saved"
    assert "does not answer" in answer["message"]
    room.set = lambda **_: None  # type: ignore[method-assign]
    room.beat("room")
    page.seat.tick()
    assert "does not answer just now" in page.traits["frame"]
    late = Page(room, token, "two")
    assert "does not answer just now" in late.traits["frame"]
    room.database = good
    page.seat.tick()
    assert "does not answer" not in page.traits["frame"]
    assert page.answer({"a": "1"})["type"] == "saved"
    room.gone(1)
    late.seat.tick()
    assert SPEC.title in late.traits["html"]


def test_a_workshop_that_was_deleted_says_so(room: Room) -> None:
    page, _ = sit(room)
    begin(room, page)
    room.database.delete("w1")
    room.beat("room")
    page.seat.tick()
    assert "has been deleted" in page.traits["frame"]


def test_own_families_are_each_their_own(room: Room) -> None:
    room.workshop = replace(room.workshop, own=True)
    one, _ = sit(room, "a")
    two, _ = sit(room, "b")
    begin(room, one, two)
    assert one.seat.desk.ref != two.seat.desk.ref
    assert one.traits["html"] != two.traits["html"]
