"""A workshop handed over to nbgrader: every seat gets in the gradebook what grading.mark gives for its answers."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from nbgrader.api import Gradebook

import grading
from grading.nbgrader.cohort import grade
from simulator.cases import CaseRef
from simulator.content import places
from simulator.exercises import module
from simulator.responses.database import Database, Workshop
from simulator.responses.room import Room, hashed, student
from simulator.workshop.hand_over import hand_over, make_course, settings
from simulator.workshop.results import AfterProblem, results
from tests.notebooks.conftest import release
from tests.notebooks.course import Course
from tests.notebooks.course import make_course as course_of_a_tutor

MODULE = "recording"
EXERCISES = ("first_draft", "who_was_there", "read_it_again", "visit_note")
REF = CaseRef(scenario="video_call", jurisdiction="us_washington", seed=11)
KINDS = {1: "correct", 2: "incorrect", 3: "broken"}
NAMES = {1: "=1+1", 2: "<b>Bo</b>", 3: 'Zoë, "Z"'}
NewRoom = Callable[..., Room]


@pytest.fixture
def new_room(tmp_path: Path) -> Iterator[NewRoom]:
    """``new_room(own=True)``: three people at three seats and a fourth who saved nothing."""
    database = Database(tmp_path / "workshops.db")
    database.make()

    def make(id: str = "k7mp", own: bool = False, family: CaseRef = REF, name: str = MODULE) -> Room:
        now = time.time()
        workshop = Workshop(id, name, EXERCISES, family, own, False, 9, "RUDAVO", now, now + 86400)
        database.add(workshop, hashed("board"))
        room = Room(database, workshop, tmp_path / id)
        for seat in NAMES:
            room.join("RUDAVO", NAMES[seat])
        room.join("RUDAVO", "Only looked")
        return room

    yield make
    database.close()


def work(room: Room) -> Room:
    """Seat 1 right, seat 2 wrong in known ways, seat 3 with an answer that cannot be read and one left out."""
    for seat, kind in KINDS.items():
        for exercise in EXERCISES if kind != "broken" else EXERCISES[:2]:
            spec, case = module(MODULE).exercise(exercise), room.family(seat).make()
            raw = grading.sample(spec, case, "correct" if kind == "broken" else kind).raw  # type: ignore[arg-type]
            room.answers(seat).save(exercise, {"no.such.field": "x"} if (seat, exercise) == (3, "first_draft") else raw)
    return room


def grades(course: Path, seat: int) -> dict[str, Any]:
    """Exercise to what the gradebook has: (automatic score, waits for a person)."""
    with Gradebook(f"sqlite:///{course / 'gradebook.db'}") as book:
        notebook = book.find_submission_notebook(MODULE, MODULE, student(seat))
        return {g.name.removeprefix("test_"): (g.auto_score, g.needs_manual_grade) for g in notebook.grades}


@pytest.mark.parametrize("own", [False, True], ids=["one family", "own families"])
def test_the_gradebook_is_that_of_students(new_room: NewRoom, tmp_path: Path, own: bool) -> None:
    room, course = work(new_room(own=own)), tmp_path / "course"
    make_course(room.workshop, course)
    done = hand_over(room, course)
    assert (done.students, done.nothing, done.named) == (("seat01", "seat02", "seat03"), ("seat04",), True)
    assert done.lines()[-1] == f"Mark them: caseroom grade {MODULE} --course {course}"
    for seat in KINDS:
        folder = course / "submitted" / student(seat) / MODULE
        assert {p.name for p in folder.iterdir()} == {
            f"{MODULE}.ipynb", "responses.json", "timestamp.txt", "submission_secret.txt",
        }  # fmt: skip
        content = json.loads((folder / "responses.json").read_text(encoding="utf-8"))
        assert tuple(content["responses"]) == (EXERCISES if seat < 3 else EXERCISES[:2])
        assert content["case"]["seed"] == room.family(seat).seed
    secrets = {(course / "submitted" / student(s) / MODULE / "submission_secret.txt").read_text() for s in KINDS}
    assert len(secrets) == 3
    assert not [p for p in (course / "submitted").rglob("*") if p.name.endswith(".new")]
    assert len({room.family(s) for s in KINDS}) == (3 if own else 1)

    summary = grade(MODULE, course)
    assert (summary.marked, summary.refused, summary.failed, summary.not_handed_in) == (3, (), (), ("seat04",))
    expected = {(r.seat, r.spec.exercise): r for r in results(room) if r.work}
    for seat in KINDS:
        found = grades(course, seat)
        for spec in module(MODULE).exercises:
            result = expected.get((seat, spec.exercise))
            if result is None:  # not in the workshop, or nothing saved
                assert found[spec.exercise] == (0.0, False), (seat, spec.exercise)
            elif result.marks is None:
                assert (seat, spec.exercise, found[spec.exercise]) == (3, "first_draft", (0.0, True))
            else:
                assert result.work is not None
                pure = grading.mark(spec, room.family(seat).make(), result.work.value)
                assert found[spec.exercise][0] == pytest.approx(pure.score), (seat, spec.exercise)
                assert result.points == pure.score
    scores = {s.student: s.score for s in summary.submissions}
    assert scores["seat01"] == sum(module(MODULE).exercise(e).points for e in EXERCISES)
    assert 0 < (scores["seat02"] or 0) < (scores["seat01"] or 0)
    with Gradebook(f"sqlite:///{course / 'gradebook.db'}") as book:
        assert {s.id: s.first_name for s in book.students} == {
            "seat01": "=1+1", "seat02": "‹b›Bo‹/b›", "seat03": 'Zoë, "Z"', "seat04": "Only looked",
        }  # fmt: skip
        assert book.find_submission(MODULE, "seat01").timestamp is not None


def test_a_tutors_own_course_does_if_it_gives_the_same_family(new_room: NewRoom, tmp_path: Path) -> None:
    room = work(new_room())
    course: Course = course_of_a_tutor(tmp_path, "\n".join(settings(room.workshop)))
    with pytest.raises(AfterProblem, match="“recording” has not been released in"):
        hand_over(room, course.root)
    release(course)
    (course.root / "gradebook.db").rename(course.root / "away.db")
    assert hand_over(room, course.root).named is False
    assert not (course.root / "gradebook.db").exists()


def test_a_course_with_other_families_is_refused_with_the_settings(new_room: NewRoom, tmp_path: Path) -> None:
    room, own = work(new_room()), work(new_room("own1", own=True))
    course = course_of_a_tutor(tmp_path)
    release(course)
    with pytest.raises(AfterProblem) as same:
        hand_over(room, course.root)
    assert str(same.value) == (
        f"“recording” was released with other families in {course.root}. Let a course be made (--course NEW_FOLDER --make), "
        "or write these lines into its nbgrader_config.py and run there `nbgrader generate_assignment recording --force`:\n"
        '    c.CaseroomCourse.family = "same"\n'
        '    c.CaseroomCourse.scenario = "video_call"\n'
        '    c.CaseroomCourse.jurisdiction = "us_washington"\n'
        "    c.CaseroomCourse.seed = 11"
    )
    with pytest.raises(AfterProblem) as each:
        hand_over(own, course.root)
    assert str(each.value).splitlines()[1:] == [
        '    c.CaseroomCourse.course = "own1"',
        '    c.CaseroomCourse.family = "own"',
        '    c.CaseroomCourse.scenario = "video_call"',
        '    c.CaseroomCourse.jurisdiction = "us_washington"',
    ]
    other = course.root / "release" / "confidentiality"
    (course.root / "release" / MODULE).rename(other)
    (other / f"{MODULE}.ipynb").rename(other / "confidentiality.ipynb")
    elsewhere = new_room("conf", name="confidentiality")
    with pytest.raises(AfterProblem, match="What is released as “confidentiality” is the module “recording”"):
        hand_over(elsewhere, course.root)
    with pytest.raises(AfterProblem, match="so it is no course"):
        hand_over(room, tmp_path / "outside")
    assert not (course.root / "submitted").exists()


def test_what_is_there_is_not_overwritten_silently(new_room: NewRoom, tmp_path: Path) -> None:
    room, course = work(new_room()), tmp_path / "course"
    make_course(room.workshop, course)
    hand_over(room, course)
    file = course / "submitted" / "seat01" / MODULE / "responses.json"
    before = file.read_bytes()
    room.answers(1).save(
        "first_draft", grading.sample(module(MODULE).exercise("first_draft"), REF.make(), "incorrect").raw
    )
    with pytest.raises(AfterProblem, match=r"3 submissions of this workshop are in .* already, from seat01 on"):
        hand_over(room, course)
    assert file.read_bytes() == before
    hand_over(room, course, again=True)
    assert file.read_bytes() != before

    other = work(new_room("other"))
    with pytest.raises(AfterProblem, match=r"submitted/seat01/recording in .* is not from this workshop"):
        hand_over(other, course, again=True)
    with pytest.raises(AfterProblem, match="is not empty"):
        make_course(other.workshop, course)
    assert file.is_file()


def test_a_course_that_cannot_be_made_leaves_nothing(
    new_room: NewRoom, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = new_room()
    broken = tmp_path / "content" / "modules" / MODULE
    broken.mkdir(parents=True)
    (broken / f"{MODULE}.ipynb").write_text('{"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}')
    monkeypatch.setattr(places, "modules", lambda: tmp_path / "content" / "modules")
    with pytest.raises(AfterProblem, match=r"No course could be made in .*: recording\.ipynb: 0 code cells are tagged"):
        make_course(room.workshop, tmp_path / "course")
    assert not (tmp_path / "course").exists()


def test_the_command(new_room: NewRoom, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    import typer

    from simulator.commands import workshops as commands

    work(new_room())
    app = typer.Typer()
    said: list[str] = []

    def stop(sentence: str, code: int) -> Any:
        said.append(sentence)
        raise SystemExit(code)

    commands.add(app, stop)
    words = ["workshops", "submissions", "last", "--course", str(tmp_path / "c"), "--data", str(tmp_path)]
    with pytest.raises(SystemExit):
        app(words, standalone_mode=False)
    assert said[0].endswith(f"caseroom workshops submissions k7mp --course {tmp_path / 'c'} --make")
    app([*words, "--make"], standalone_mode=False)
    assert capsys.readouterr().out.splitlines() == [
        f"3 submissions of recording written to {tmp_path / 'c'}.",
        "Nothing was saved, so nothing was handed in: seat04.",
        f"Mark them: caseroom grade recording --course {tmp_path / 'c'}",
    ]
