"""After a workshop: marks, answers, the debrief without names, and everything deleted."""

from __future__ import annotations

import csv
import io
import json
import re
import time
import uuid
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, NoReturn

import pytest
import typer
from sqlalchemy import create_engine, func, select, text, update
from typer.testing import CliRunner

import grading
from simulator.cases import CaseRef
from simulator.commands import workshops as commands
from simulator.exercises import module
from simulator.responses import database as d
from simulator.responses.database import Database, Workshop
from simulator.responses.hostile import read_hostile
from simulator.responses.room import Room, hashed
from simulator.workshop import after, outcome
from simulator.workshop.debrief import debrief_html
from simulator.workshop.results import AfterProblem, Result, results, submissions
from tests import postgres

HOSTILE = ("=cmd|' /C calc'!A0", "../../x", "M" * 40, 'Zoë "Bee", <b>B</b> \N{HONEYBEE}')
EXERCISES = ("first_draft", "who_was_there", "visit_note", "looking_back")
REF = CaseRef(scenario="school_worry", jurisdiction="england", seed=7)
OWN_WORDS = "Zzquentin"  # in no case: what a learner typed
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def sample(room: Room, seat: int, exercise: str, kind: str) -> dict[str, Any]:
    spec = module(room.workshop.module).exercise(exercise)
    return dict(grading.sample(spec, room.family(seat).make(), kind).raw)  # type: ignore[arg-type]


def open_room(database: Database, data: Path, id: str = "k7mp", own: bool = False, **more: Any) -> Room:
    at = more.pop("opened_at", time.time())
    exercises = more.pop("exercises", EXERCISES)
    workshop = Workshop(id, "recording", exercises, REF, own, True, 30, "RUDAVO", at, more.pop("delete_at", at + 86400))
    database.add(workshop, hashed("board"))
    folder = after.folder_of(data, id)
    (folder / "seats" / "1").mkdir(parents=True)
    (folder / "seats" / "1" / "looks.jsonl").write_text("{}")
    return Room(database, workshop, folder)


def fill(room: Room) -> Room:
    """Four people with names nobody should have; one of two in a pair; answers right, wrong and unreadable."""
    sat = [room.join("RUDAVO", name)[0] for name in HOSTILE]
    with room.database.reading() as connection:
        mine = (d.seats.c.workshop == room.id, d.seats.c.number == 1)
        code = connection.scalar(select(d.seats.c.partner_code).where(*mine))
    sat.append(room.join("RUDAVO", "@Partner", str(code))[0])
    for seat, kind in ((1, "correct"), (2, "incorrect"), (3, "incorrect")):
        for exercise in room.workshop.exercises:
            room.answers(seat).save(exercise, sample(room, seat, exercise, kind))
    room.answers(1).attempt("first_draft")
    note = sample(room, 3, "visit_note", "incorrect")
    note |= {"record": OWN_WORDS, "where": f"the kitchen ({OWN_WORDS}) and", "think": f"{OWN_WORDS} thinks so."}
    note |= {"who.3.name": OWN_WORDS, "alone_where": f"out (with) {OWN_WORDS}", "do.1.who": OWN_WORDS}
    room.answers(3).save("visit_note", note)
    room.answers(4).save("first_draft", {"=HYPERLINK(1)": "x"})
    room.answers(2).save("exact_words", {"kind.1": "said"})  # not in this workshop
    for person in sat:
        room.rate(person.id, "before", {"seen_or_told": 1, "exact_words": 0})
    room.rate(sat[0].id, "after", {"seen_or_told": 4})
    return room


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    made = Database(tmp_path / "data" / d.FILE)
    (tmp_path / "data").mkdir()
    made.make()
    yield made
    made.close()


@pytest.fixture
def room(database: Database, tmp_path: Path) -> Room:
    return fill(open_room(database, tmp_path / "data"))


Results = tuple[Result, ...]


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    """One room for all tests that only look."""
    data = tmp_path_factory.mktemp("data")
    made = Database(data / d.FILE)
    made.make()
    yield fill(open_room(made, data))
    made.close()


@pytest.fixture(scope="module")
def found(seen: Room) -> Results:
    return results(seen)


def rows(room: Room, found: Results | None = None) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(after.marks_csv(room, found))))


# ---- marks


def test_a_row_for_each_seat_and_exercise_marked_now(seen: Room, found: Results) -> None:
    table = rows(seen, found)
    assert [(r["seat"], r["exercise"]) for r in table] == [(f"seat0{n}", e) for n in (1, 2, 3, 4) for e in EXERCISES]
    for row in table[:8]:
        spec, seat = module("recording").exercise(row["exercise"]), int(row["seat"][4:])
        value = seen.answers(seat).value(spec.exercise)
        assert value is not None
        marks = grading.mark(spec, REF.make(), value)
        if spec.type != "reflect":
            assert float(row["points"]) == marks.score
            assert int(row["checks passed"]) == len(marks.well)
        assert row["out of"] == str(spec.points)
        assert row["title"] == spec.title
    assert table[0]["attempts"] == "1"
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d", table[0]["saved at"])


def test_remembered_marks_count_for_nothing(room: Room) -> None:
    before = after.marks_csv(room)
    spec = module("recording").exercise("first_draft")
    room.checked(2, "first_draft", grading.mark(spec, REF.make(), sample(room, 2, "first_draft", "correct")))
    assert after.marks_csv(room) == before


def test_what_has_no_points_says_why(seen: Room, found: Results) -> None:
    table = {(r["seat"], r["exercise"]): r for r in rows(seen, found)}
    unread = table["seat04", "first_draft"]
    assert (unread["points"], unread["checks passed"]) == ("", "")
    assert unread["remark"].startswith("The answer cannot be read: This exercise has no field")
    missing = table["seat04", "visit_note"]
    assert (missing["points"], missing["remark"]) == ("0", "Nothing was saved.")
    waits = table["seat01", "looking_back"]
    assert (waits["points"], waits["remark"]) == ("", "A person has to read this: 8 of 8 points.")


def test_every_field_is_quoted_and_no_formula(seen: Room, found: Results) -> None:
    for line in after.marks_csv(seen, found).splitlines():
        assert re.fullmatch(r'"(?:[^"]|"")*"(?:,"(?:[^"]|"")*")*', line)
    names = {r["seat"]: r["names"] for r in rows(seen, found)}
    assert names == {
        "seat01": "'=cmd|' /C calc'!A0 and @Partner",
        "seat02": "../../x",
        "seat03": "M" * 40,
        "seat04": 'Zoë "Bee", <b>B</b> \N{HONEYBEE}',
    }


def test_a_fault_of_ours_is_not_the_learners(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: Any) -> NoReturn:
        raise RuntimeError("no")

    monkeypatch.setattr(grading, "mark", fail)
    assert rows(room)[0]["points"] == ""
    assert "not the learner’s fault" in rows(room)[0]["remark"]


# ---- answers


def test_answers_are_what_marking_reads(seen: Room, found: Results, tmp_path: Path) -> None:
    after.export(seen, tmp_path / "out")
    known = {s.exercise for s in module("recording").exercises}
    for seat in (1, 2, 3, 4):
        read = read_hostile(tmp_path / "out" / "answers" / f"seat0{seat}.json", "recording", known)
        assert CaseRef(scenario=read.scenario, jurisdiction=read.jurisdiction, seed=read.seed) == REF
        saved = seen.answers(seat).read()
        assert {n: (a.value, a.attempts) for n, a in read.answers.items()} == {
            n: (v, saved.attempts[n]) for n, v in saved.values.items() if n in EXERCISES
        }
        assert list(read.answers) == [e for e in EXERCISES if e in saved.values]


def test_own_families_are_those_of_a_course_with_this_name(database: Database, tmp_path: Path) -> None:
    room = open_room(database, tmp_path / "data", own=True, exercises=("first_draft",))
    for seat in (1, 2):
        room.join("RUDAVO", f"P{seat}")
        room.answers(seat).save("first_draft", sample(room, seat, "first_draft", "correct"))
    found = submissions(room)
    assert [found[s].seed for s in (1, 2)] == [room.family(s).seed for s in (1, 2)]
    assert found[1].seed != found[2].seed
    assert [r["points"] for r in rows(room)] == ["8", "8"]


@pytest.mark.parametrize("broken", ["[1, 2]", '{"kind.1": 3}', '"words"', '{"a": {"b": "c"}}', '{"a": "\\ud800"}'])
def test_an_answer_that_is_no_form_spoils_nothing_else(room: Room, tmp_path: Path, broken: str) -> None:
    with room.database.writing() as connection:
        here = (d.answers.c.seat == 1, d.answers.c.exercise == "who_was_there")
        connection.execute(update(d.answers).where(*here).values(value=broken))
    after.export(room, tmp_path / "out")
    kept = json.loads((tmp_path / "out" / "answers" / "seat01.json").read_text(encoding="utf-8"))
    assert sorted(kept["responses"]) == sorted(set(EXERCISES) - {"who_was_there"})
    found = {(r["seat"], r["exercise"]): r for r in rows(room)}
    assert found["seat01", "who_was_there"]["remark"].startswith("The saved answer is broken and is left out: ")
    assert found["seat01", "first_draft"]["points"] == "8"


def test_an_export_holds_one_workshop_and_names_no_file_after_anybody(
    room: Room, database: Database, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    written = after.export(room, out)
    assert {p.relative_to(out).as_posix() for p in written} == {
        "marks.csv",
        "debrief.html",
        *(f"answers/seat0{n}.json" for n in (1, 2, 3, 4)),
    }
    assert sorted(p for p in out.rglob("*") if p.is_file()) == sorted(written)
    assert (out / "marks.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    after.export(room, out)  # again is no problem
    other = fill(open_room(database, tmp_path / "data", "other"))
    with pytest.raises(AfterProblem, match="another workshop"):
        after.export(other, out)
    (tmp_path / "file").write_text("")
    with pytest.raises(AfterProblem, match="could not be written"):
        after.export(room, tmp_path / "file" / "out")


def test_an_exercise_the_course_no_longer_has(database: Database, tmp_path: Path) -> None:
    room = open_room(database, tmp_path / "data", exercises=("gone_for_good",))
    with pytest.raises(AfterProblem, match="does not have what the workshop k7mp was about"):
        results(room)


# ---- the debrief


@pytest.mark.parametrize("own", [False, True])
def test_no_name_and_no_word_of_a_participant_is_in_the_debrief(database: Database, tmp_path: Path, own: bool) -> None:
    room = fill(open_room(database, tmp_path / "data", own=own))
    html = debrief_html(room).partition("</style>")[2]
    for name in ("calc", "../../x", "M" * 40, "Bee", "\N{HONEYBEE}", "Partner", OWN_WORDS, "HYPERLINK"):
        assert name not in html, name


def test_what_is_typed_reaches_the_marks_and_not_the_debrief(found: Results) -> None:
    """In a room of two who typed the same, where nothing of it could be outvoted."""
    result = next(r for r in found if r.seat == 3 and r.spec.exercise == "visit_note")
    assert result.marks is not None
    for part in ("title", "in_case", "wrote"):
        assert any(OWN_WORDS in getattr(check, part) for check in result.marks.checks), part
    made = outcome.part(result.spec, [result, replace(result, seat=2)], False)
    assert not re.findall(rf".{{60}}{OWN_WORDS}.{{40}}", str(made))
    assert "You say whether you saw Claire alone." in [b.label for b in made.bars]


def test_the_debrief_is_one_page_that_asks_for_nothing(seen: Room, found: Results) -> None:
    html = debrief_html(seen, found)
    assert html.lstrip().startswith("<!doctype html>")
    assert '<html lang="en-GB">' in html
    assert re.search(r"<title>Debrief: Recording, .+ – Caseroom</title>", html)
    assert not re.search(r"<script|<link|<img|<iframe|\son\w+=|@import|url\((?!\"data:)", html)
    assert set(re.findall(r"https?://[^\s\"'<>)]+", html)) <= {"http://www.w3.org/2000/svg"}
    assert html.count("<h1>") == 1
    for said in module("recording").debrief.split("\n\n"):
        assert " ".join(said.split()) in html


def test_the_debrief_counts_the_room(seen: Room, found: Results) -> None:
    words = " ".join(re.sub(r"<[^>]+>", " ", debrief_html(seen, found).partition("</style>")[2]).split())
    assert "5 people at 4 seats" in words
    assert "1 of 4 could not be marked." in words
    assert "Everyone who was there is named, with a role: Deborah, Claire, Jessica and Andrew. 1 of 3" in words
    assert "software marks nothing of it" in words


def test_few_people_are_not_told_apart_by_how_sure_they_feel(seen: Room, found: Results) -> None:
    before, afterwards = seen.distribution("before"), seen.distribution("after")
    assert (before["seen_or_told"], afterwards["seen_or_told"]) == ([0, 5, 0, 0, 0], [0, 0, 0, 0, 1])
    html = debrief_html(seen, found)
    seen, words = (html.partition(f"<caption>{s}")[2].partition("</table>")[0] for s in ("Keeping", "Writing down"))
    assert seen.count("not shown") == 5
    assert words.count("not shown") == 5
    assert re.findall(r'cr-num">(\d)<', seen) == ["0", "5", "0", "0", "0"]
    assert "Knowing what belongs" not in html  # nobody was asked


def test_in_families_of_their_own_questions_are_not_counted_together(database: Database, tmp_path: Path) -> None:
    room = fill(open_room(database, tmp_path / "data", own=True))
    here = [r for r in results(room) if r.spec.exercise == "first_draft"]
    made = outcome.part(here[0].spec, here, own=True)
    assert made.bars == ()
    assert [b.count for b in made.shares] == [1, *[b.count for b in made.shares[1:]]]
    assert sum(b.count for b in made.shares) == 3
    assert all(s.label == "" and s.next_time for s in made.slips)
    note = [r for r in results(room) if r.spec.exercise == "visit_note"]
    labels = [b.label for b in outcome.part(note[0].spec, note, own=True).bars]
    assert any(label.startswith("Kind of contact, date, start, end") for label in labels)


def test_what_to_take_up_again(seen: Room, found: Results) -> None:
    parts = [
        outcome.part(s, [r for r in found if r.spec == s], False)
        for s in module("recording").exercises
        if s.exercise in EXERCISES
    ]
    again = outcome.take_up(parts)
    assert 2 <= len(again) <= outcome.MOST_SLIPS
    assert len({s.next_time for s in again}) == len(again)
    assert all(s.failed >= 2 for s in again)


def test_a_dangerous_answer_comes_first(seen: Room, found: Results) -> None:
    marks = grading.mark(
        module("recording").exercise("visit_note"), REF.make(), sample(seen, 1, "visit_note", "correct")
    )
    harm = marks.model_copy(update={"safe": "no", "checks": (*marks.checks[1:], _failed(marks.checks[0]))})
    work = seen.work("visit_note")[0]
    spec = module("recording").exercise("visit_note")
    made = outcome.part(spec, [Result(1, REF, spec, work, harm), Result(2, REF, spec, work, marks)], False)
    assert (made.slips[0].label, made.slips[0].failed, made.slips[0].marked) == (marks.danger, 1, 2)
    assert outcome.take_up([made])[0].danger


def _failed(check: Any) -> Any:
    return check.model_copy(update={"passed": False, "next_time": "Read the name twice."})


def test_the_debrief_of_a_room_where_nobody_came(database: Database, tmp_path: Path) -> None:
    html = debrief_html(open_room(database, tmp_path / "data"))
    assert html.count("Nobody saved an answer.") == len(EXERCISES)
    assert "No people" in html


def test_the_debrief_has_no_barrier_and_prints_on_a4(seen: Room, found: Results, browser: Any, tmp_path: Path) -> None:
    from axe_playwright_python.sync_playwright import Axe

    path = tmp_path / "debrief.html"
    path.write_text(debrief_html(seen, found), encoding="utf-8")
    for width, scheme in ((1280, "light"), (320, "dark")):
        context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
        page = context.new_page()
        asked: list[str] = []
        page.on("request", lambda r, asked=asked: asked.append(r.url))
        page.goto(path.as_uri())
        violations = Axe().run(page, options={"runOnly": RULES}).response["violations"]
        assert [(v["id"], [n["html"] for n in v["nodes"]]) for v in violations] == []
        assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0
        assert [u for u in asked if not u.startswith(("file:", "data:"))] == []
        context.close()
    context = browser.new_context(viewport={"width": 658, "height": 900})  # A4 without its margins
    page = context.new_page()
    page.emulate_media(media="print")
    page.goto(path.as_uri())
    assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0
    pdf = page.pdf(prefer_css_page_size=True)
    assert re.search(rb"/MediaBox \[0 0 59[45]\.?\d* 84[12]\.?\d*\]", pdf)
    context.close()


# ---- deleted


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    programs = postgres.programs()
    if programs is None:
        pytest.skip(postgres.MISSING)
    with postgres.server(programs) as address:
        yield address


@pytest.fixture(params=["sqlite", "postgresql"])
def either(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    if request.param == "sqlite":
        yield request.getfixturevalue("database")
        return
    address, name = request.getfixturevalue("server"), f"w{uuid.uuid4().hex}"
    url = f"{address}/postgres".replace("postgresql:", "postgresql+psycopg:")
    admin = create_engine(url, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    admin.dispose()
    made = Database(f"{address}/{name}")
    made.make()
    yield made
    made.close()


def left(database: Database) -> dict[str, int]:
    with database.reading() as connection:
        return {t.name: connection.scalar(select(func.count()).select_from(t)) or 0 for t in d.metadata.sorted_tables}


def test_everything_is_deleted_and_said(either: Database, tmp_path: Path) -> None:
    data = tmp_path / "data"
    room = fill(open_room(either, data))
    spec = module("recording").exercise("first_draft")
    room.checked(1, "first_draft", grading.mark(spec, REF.make(), sample(room, 1, "first_draft", "correct")))
    kept = open_room(either, data, "kept")
    kept.join("RUDAVO", "Stays")
    before = left(either)
    assert (before["people"], before["answers"], before["checks"], before["ratings"]) == (6, 14, 1, 11)
    said = after.delete(either, data, "k7mp")
    assert said == (
        "The workshop k7mp is deleted, with 5 people, 14 answers, 1 check and 11 self-ratings; "
        "its folder with everybody’s looks at the files is deleted too."
    )
    found = left(either)
    assert (found.pop("about"), found.pop("workshops"), found.pop("seats"), found.pop("people")) == (1, 1, 1, 1)
    assert set(found.values()) == {0}
    assert not (data / "workshops" / "k7mp").exists()
    assert (data / "workshops" / "kept" / "seats").is_dir()


def test_nothing_stays_readable_in_the_file(room: Room, tmp_path: Path) -> None:
    data = tmp_path / "data"
    assert any(OWN_WORDS.encode() in p.read_bytes() for p in data.glob("workshops.db*"))
    after.delete(room.database, data, "k7mp")
    for path in data.glob("workshops.db*"):
        assert OWN_WORDS.encode() not in path.read_bytes()
        assert b"calc" not in path.read_bytes()


WAYS_OUT = ("../../x", "../x", "..", ".", "", "a/b", "x" * 17, "last\n")  # no absolute path: a test may fail


@pytest.mark.parametrize("id", WAYS_OUT)
def test_a_name_is_no_way_out_of_the_folder(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, id: str
) -> None:
    """Nothing is really removed here, so that the test does no harm when what it tests is broken."""
    removed: list[Path] = []
    monkeypatch.setattr(after.shutil, "rmtree", lambda path, **_: removed.append(path))
    for inside in (tmp_path / "x", tmp_path / "data" / "x", tmp_path / "data" / "workshops" / "a" / "b"):
        inside.mkdir(parents=True)
    with pytest.raises(AfterProblem):
        after.delete(database, tmp_path / "data", id)
    assert removed == []


@pytest.mark.parametrize("way", [".", "..", "../x", "../../x"])
def test_only_a_folder_of_ours_is_removed_whatever_was_checked_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    removed: list[Path] = []
    monkeypatch.setattr(after.shutil, "rmtree", lambda path, **_: removed.append(path))
    home = tmp_path / "data" / after.FOLDER
    for folder in (home / "k7mp", tmp_path / "data" / "x", tmp_path / "x"):
        folder.mkdir(parents=True)
    with pytest.raises(OSError, match="does not lie in"):
        after._remove(home / way, tmp_path / "data")
    after._remove(home / "k7mp", tmp_path / "data")
    assert removed == [home / "k7mp"]


def test_a_folder_that_cannot_be_deleted_is_said(room: Room, tmp_path: Path) -> None:
    folder = after.folder_of(tmp_path / "data", "k7mp")
    away = tmp_path / "away"
    folder.rename(away)
    folder.symlink_to(away)
    said = after.delete(room.database, tmp_path / "data", "k7mp")
    assert "could not be deleted" in said
    assert "delete it yourself" in said
    assert (away / "seats").is_dir()
    assert left(room.database)["answers"] == 0


def test_what_is_over_is_deleted_at_the_next_start(either: Database, tmp_path: Path) -> None:
    data, now = tmp_path / "data", time.time()
    fill(open_room(either, data, "old", opened_at=now - 900, delete_at=now - 1))
    open_room(either, data, "new")
    said = after.purge(either, data)
    assert len(said) == 1
    assert said[0].startswith("Its time was up. The workshop old is deleted, with 5 people, 14 answers,")
    assert [w.id for w in either.all()] == ["new"]
    assert not (data / "workshops" / "old").exists()
    assert after.purge(either, data) == []


# ---- the command line


class Shell:
    """``caseroom workshops …`` in this process."""

    def __init__(self, data: Path) -> None:
        self.app, self.data = typer.Typer(), data

        @self.app.command()
        def other() -> None:
            pass

        def stop(sentence: str, code: int = 2) -> NoReturn:
            typer.echo(sentence, err=True)
            raise typer.Exit(code)

        commands.add(self.app, stop)

    def __call__(self, *words: str, input: str = "") -> tuple[int, str, str]:
        done = CliRunner().invoke(self.app, ["workshops", *words, "--data", str(self.data)], input=input)
        assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
        return done.exit_code, done.stdout, done.stderr


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    return Shell(tmp_path / "data")


def test_the_list(shell: Shell, database: Database, tmp_path: Path) -> None:
    assert shell() == (0, "No workshop is kept here.\n", "")
    open_room(database, tmp_path / "data", "first", opened_at=1_746_530_000.0)
    fill(open_room(database, tmp_path / "data", "second"))
    code, out, _ = shell()
    assert code == 0
    table = [re.split(r"\s{2,}", line) for line in out.splitlines()]
    assert table[0] == ["name", "module", "opened", "people", "kept until"]
    assert [row[0:2] for row in table[1:]] == [["second", "recording"], ["first", "recording"]]
    assert [row[3] for row in table[1:]] == ["5", "0"]
    assert table[2][2].startswith("2025-05-06")


def test_no_database_is_made_where_there_is_none(tmp_path: Path) -> None:
    shell = Shell(tmp_path / "nowhere")
    code, _, said = shell("export", "last", "--to", str(tmp_path / "out"))
    assert code == 1
    assert "there is no such file" in said
    assert not list((tmp_path / "nowhere").iterdir())


def test_export_of_the_last(shell: Shell, room: Room, tmp_path: Path) -> None:
    code, out, _ = shell("export", "last", "--to", str(tmp_path / "out"))
    assert code == 0
    assert str(tmp_path / "out" / "debrief.html") in out.splitlines()
    code, _, said = shell("export", "k7mq", "--to", str(tmp_path / "out"))
    assert (code, said) == (1, "There is no workshop “k7mq”. Did you mean “k7mp”?\n")


def test_delete_asks_first(shell: Shell, room: Room) -> None:
    code, out, asked = shell("delete", "k7mp", input="n\n")
    assert (code, out.splitlines()[-1]) == (0, "Nothing was deleted.")
    assert "k7mp (recording," in asked
    assert "5 people" in asked
    assert room.database.workshop("k7mp")
    code, out, _ = shell("delete", "last", "--yes")
    assert code == 0
    assert out.startswith("The workshop k7mp is deleted, with 5 people")
    assert out.count("\n") == 1
    assert not room.database.all()
    assert shell("delete", "k7mp", "--yes")[0] == 1


def test_a_folder_alone_can_be_deleted(shell: Shell, room: Room) -> None:
    room.database.delete("k7mp")
    code, out, _ = shell("delete", "k7mp", "--yes")
    assert (code, out) == (0, "Of the workshop k7mp only its folder was left; that is deleted now.\n")


def test_another_database_is_refused_in_a_sentence(tmp_path: Path) -> None:
    shell = Shell(tmp_path)
    (tmp_path / "workshops.db").write_text("This is a letter, and no database at all. " * 50)
    code, _, said = shell("delete", "last", "--yes")
    assert code == 1
    assert "is not a database" in said
    assert "Traceback" not in said
