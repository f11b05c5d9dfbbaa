"""A workshop's room in its database: joining, answers, pairs, deletion, in SQLite and in PostgreSQL."""

from __future__ import annotations

import itertools
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, event, text

from simulator.cases import CaseRef, family_seed
from simulator.launch import workshops_whose_time_is_up
from simulator.responses.database import Database, Workshop
from simulator.responses.engine import DatabaseProblem
from simulator.responses.folder import NotSaved
from simulator.responses.room import Full, Refused, Room, fresh_code, fresh_token, hashed, tidy
from simulator.workshop.results import AfterProblem, results
from tests import postgres

FAMILY = CaseRef(scenario="school_worry", jurisdiction="england", seed=7)
numbers = itertools.count(1)


@pytest.fixture(scope="module")
def postgres_server() -> Iterator[str]:
    programs = postgres.programs()
    if programs is None:
        pytest.skip(postgres.MISSING)
    with postgres.server(programs) as address:
        yield address


@pytest.fixture(params=["sqlite", "postgresql"])
def make(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Callable[..., Room]]:
    """Makes a room in a database of its own."""
    opened: list[Database] = []

    def room(**what: object) -> Room:
        address: str | Path = tmp_path / f"{next(numbers)}.db"
        if request.param == "postgresql":
            server, name = request.getfixturevalue("postgres_server"), f"room{next(numbers)}"
            engine = create_engine(
                f"{server}/postgres".replace("postgresql:", "postgresql+psycopg:"), isolation_level="AUTOCOMMIT"
            )
            with engine.connect() as connection:
                connection.execute(text(f"CREATE DATABASE {name}"))
            engine.dispose()
            address = f"{server}/{name}"
        database = Database(address)
        database.make()
        opened.append(database)
        about = {
            "id": "w1", "module": "recording", "exercises": ("first_draft", "visit_note"), "family": FAMILY, "own": False,
            "pairs": False, "seats": 3, "code": "RUDAVO", "opened_at": time.time(), "delete_at": time.time() + 60,
        }  # fmt: skip
        workshop = Workshop(**(about | what))  # type: ignore[arg-type]
        database.add(workshop, hashed("the-board"))
        (tmp_path / "pulses").mkdir(exist_ok=True)
        return Room(database, workshop, tmp_path / "pulses")

    yield room
    for database in opened:
        database.close()


def test_joining(make: Callable[..., Room]) -> None:
    room = make()
    person, token = room.join("ru davo", "  Heron  of the\nmarsh ")
    assert (person.seat, person.name) == (1, "Heron of the marsh")
    assert room.who(token) == person
    assert room.who("-".join(token[i : i + 4] for i in range(0, 20, 4)).upper()) == person
    assert room.who(token[:-1]) is None
    for code, name, field in (
        ("RUDAVI", "x", "code"),
        ("", "x", "code"),
        ("RUDAVO", " ", "name"),
        ("RUDAVO", "x" * 41, "name"),
    ):
        with pytest.raises(Refused) as refused:
            room.join(code, name)
        assert refused.value.field == field
    room.join("RUDAVO", "b")
    room.join("RUDAVO", "c")
    with pytest.raises(Full):
        room.join("RUDAVO", "d")
    assert [p.seat for p in room.people()] == [1, 2, 3]


def test_many_at_once_get_a_seat_each_and_no_more(make: Callable[..., Room]) -> None:
    room = make(seats=12)
    seated, full = [], []

    def join(number: int) -> None:
        try:
            seated.append(room.join("RUDAVO", f"p{number}")[0].seat)
        except Full:
            full.append(number)

    threads = [threading.Thread(target=join, args=(n,)) for n in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(seated) == list(range(1, 13))
    assert len(full) == 8


def test_no_token_is_kept(make: Callable[..., Room]) -> None:
    room = make()
    _, token = room.join("RUDAVO", "Heron")
    with room.database.reading() as connection:
        rows = [*connection.execute(text("select * from people")), *connection.execute(text("select * from workshops"))]
    assert token not in str(rows)
    assert "the-board" not in str(rows)
    assert hashed(token) in str(rows)
    assert room.is_board("the-board")
    assert not room.is_board(token)


def test_families(make: Callable[..., Room]) -> None:
    shared, own = make(), make(own=True)
    for room in (shared, own):
        room.join("RUDAVO", "a")
        room.join("RUDAVO", "b")
    assert shared.seat(1).family == shared.seat(2).family == FAMILY
    assert [own.seat(n).family.seed for n in (1, 2)] == [family_seed("w1", "seat01"), family_seed("w1", "seat02")]


def test_pairs(make: Callable[..., Room]) -> None:
    room = make(pairs=True)
    room.join("RUDAVO", "a")
    letters = room.seat(1).partner_code
    assert room.join("RUDAVO", "b", letters.upper())[0].seat == 1
    with pytest.raises(Refused) as refused:
        room.join("RUDAVO", "c", letters)
    assert refused.value.field == "partner"
    with pytest.raises(Refused):
        room.join("RUDAVO", "c", "zzzz")
    alone = make()
    alone.join("RUDAVO", "a")
    with pytest.raises(Refused):
        alone.join("RUDAVO", "b", alone.seat(1).partner_code)


def test_answers(make: Callable[..., Room]) -> None:
    room = make()
    answers = room.answers(1)
    room.join("RUDAVO", "a")
    assert answers.read().values == {}
    assert answers.attempt("first_draft") == 0
    form = {"text": "A “word” \x00 and half a \ud800 character", "box": ["a", "b"], "name": "O'Neill; --"}
    at = answers.save("first_draft", form)
    read = answers.read()
    assert read.values["first_draft"] == {**form, "text": "A “word” \x00 and half a ? character"}
    assert read.saved_at["first_draft"] == at
    assert [answers.attempt("first_draft"), answers.attempt("first_draft")] == [1, 2]
    assert answers.value("visit_note") is None
    assert room.answers(2).read().values == {}
    with pytest.raises(NotSaved, match="Shorten it"):
        answers.save("first_draft", {"text": "x" * 2_000_001})
    assert answers.read().attempts == {"first_draft": 2}
    answers.save("first_draft", {"n": "1"}, lambda old, new: {**(old or {}), **new, "kept": "yes"})
    assert answers.value("first_draft") == {**read.values["first_draft"], "n": "1", "kept": "yes"}


def test_two_at_one_seat_save_at_once_and_nothing_is_lost(make: Callable[..., Room]) -> None:
    room = make()
    room.join("RUDAVO", "a")

    def add(name: str) -> None:
        for n in range(20):
            room.answers(1).save("visit_note", {f"{name}{n}": "x"}, lambda old, new: {**(old or {}), **new})

    threads = [threading.Thread(target=add, args=(name,)) for name in "ab"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(room.answers(1).value("visit_note") or {}) == 40


def test_a_wish_for_a_check_falls_with_a_change(make: Callable[..., Room]) -> None:
    room = make(pairs=True)
    person, _ = room.join("RUDAVO", "a")
    answers = room.answers(1)
    answers.save("first_draft", {"a": "1"})
    room.wish(1, "first_draft", person.id)
    answers.save("first_draft", {"a": "1"})
    assert room.work("first_draft")[0].wish == person.id
    answers.save("first_draft", {"a": "2"})
    assert room.work("first_draft")[0].wish is None


def test_one_window_at_a_time(make: Callable[..., Room]) -> None:
    room = make()
    person, _ = room.join("RUDAVO", "a")
    assert room.take(person, "one")
    assert room.take(person, "one")
    assert not room.take(person, "two")
    assert room.take(person, "two", over=True)
    room.gone(person.id)
    assert room.take(person, "three")
    assert room.is_here(person.id)
    assert not room.is_here(person.id, time.time() + 60)


def test_the_state_and_its_pulse(make: Callable[..., Room]) -> None:
    room = make()
    before = room.pulse("room")
    room.set(stage="open", exercise="first_draft", revealed=["first_draft"], ends_at=5.5, message="Stop’ping")
    state = room.state()
    assert (state.stage, state.exercise, state.revealed, state.ends_at) == (
        "open",
        "first_draft",
        ("first_draft",),
        5.5,
    )
    assert room.pulse("room") > before


def test_self_ratings_are_seen_only_as_a_distribution(make: Callable[..., Room]) -> None:
    room = make()
    people = [room.join("RUDAVO", n)[0] for n in "abc"]
    for person, value in zip(people, (0, 4, 4), strict=True):
        room.rate(person.id, "before", {"words": 1})
        room.rate(person.id, "before", {"words": value})
    assert room.rated(people[1].id) == {"before": {"words": 4}, "after": {}}
    assert room.distribution("before") == {"words": [1, 0, 0, 0, 2]}
    assert room.distribution("after") == {}


def test_deleting_says_what_and_leaves_nothing(make: Callable[..., Room]) -> None:
    room = make()
    person, _ = room.join("RUDAVO", "Quillon")
    room.answers(1).save("first_draft", {"text": "Zibeline"})
    room.rate(person.id, "before", {"words": 1})
    assert str(room.database.delete("w1")) == "1 person, 1 answer, no checks and 1 self-rating"
    assert room.database.all() == ()
    assert room.people() == ()
    with pytest.raises(DatabaseProblem, match="has been deleted"):
        room.state()
    with pytest.raises(NotSaved):
        room.answers(1).save("first_draft", {"text": "x"})
    url = room.database.engine.url
    if url.get_backend_name() == "sqlite":
        room.database.close()
        content = Path(str(url.database)).read_bytes()
        assert b"Quillon" not in content
        assert b"Zibeline" not in content


def test_what_is_due_is_deleted_at_the_next_start(tmp_path: Path) -> None:
    database = Database(tmp_path / "workshops.db")
    database.make()
    for id, until in (("old", time.time() - 1), ("new", time.time() + 60)):
        database.add(Workshop(id, "recording", (), FAMILY, False, False, 1, "RUDAVO", 0, until), hashed("b"))
    database.close()
    assert ["old" in s for s in workshops_whose_time_is_up(tmp_path)] == [True]
    assert [w.id for w in database.all()] == ["new"]
    database.close()
    assert workshops_whose_time_is_up(tmp_path / "nothing") == []


def test_families_of_another_version_are_not_marked(make: Callable[..., Room]) -> None:
    room = make(generator="0")
    found = room.database.workshop("w1")
    assert found is not None and not found.same_families
    with pytest.raises(AfterProblem, match="version 0"):
        results(Room(room.database, found, room.folder))


def test_what_is_due(make: Callable[..., Room]) -> None:
    room = make(delete_at=time.time() - 1)
    assert room.database.due() == ("w1",)
    assert make().database.due() == ()


def test_a_database_of_something_else_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with sqlite3.connect(path) as other:
        other.execute("create table about (x)")
    with pytest.raises(DatabaseProblem, match="holds something else"):
        Database(path).make()
    with pytest.raises(DatabaseProblem, match="is not a database address"):
        Database("nonsense")
    (tmp_path / "text.db").write_text("no database at all, but long enough to be one " * 50)
    with pytest.raises(DatabaseProblem, match="is not a database"):
        Database(tmp_path / "text.db").make()


def test_a_database_that_has_gone_is_not_saved_and_named_to_nobody() -> None:
    room = Room(Database("postgresql://caseroom:secret@127.0.0.1:1/x"), Workshop("w", "recording", (), FAMILY, False, False, 1, "RUDAVO", 0, 0), Path("/nonexistent"))  # fmt: skip
    with pytest.raises(NotSaved) as problem:
        room.answers(1).save("first_draft", {"a": "b"})
    assert "does not answer" in problem.value.message
    assert "127.0.0.1" not in problem.value.message
    assert "secret" not in problem.value.message


def test_a_full_disk_is_said_plainly_and_nothing_is_overwritten(tmp_path: Path) -> None:
    database = Database(tmp_path / "full.db")
    database.make()
    workshop = Workshop("w1", "recording", ("first_draft",), FAMILY, False, False, 1, "RUDAVO", 0, 9e9)
    database.add(workshop, hashed("b"))
    room = Room(database, workshop, tmp_path)
    room.join("RUDAVO", "a")
    room.answers(1).save("first_draft", {"a": "before"})
    database.close()
    # SQLite says "database or disk is full" when it may not have one more page, as it does on a full disk.
    event.listen(database.engine, "connect", lambda c, _: c.execute("PRAGMA max_page_count = 1").close())
    with pytest.raises(NotSaved, match="the disk is full") as problem:
        room.answers(1).save("first_draft", {"a": "x" * 500_000})
    assert "Your words are still here" in problem.value.message
    assert room.answers(1).value("first_draft") == {"a": "before"}
    database.close()


def test_codes_and_tokens() -> None:
    codes = {fresh_code() for _ in range(500)}
    assert len(codes) > 490
    assert all(len(c) == 6 and c.isalpha() and c.isupper() for c in codes)
    assert len({fresh_token() for _ in range(500)}) == 500
    assert tidy("K7MP 4xwd-9trq") == "k7mp4xwd9trq"
