"""A learner's desk: which family, where the answers lie, what the widgets hold and what they must never hold."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import grading
from simulator import desk as module
from simulator.cases import family_seed
from simulator.desk import CourseMistake, Desk, student_id

COURSE = {
    "course": "sw541",
    "family": "same",
    "scenario": "video_call",
    "jurisdiction": "us_washington",
    "seed": 3,
    "mode": "practice",
}
EXERCISES = ("first_draft", "second_draft", "words_that_harm", "visit_note")


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder, as ``caseroom start`` gives it."""
    for name in ("CASEROOM_BASE", "CASEROOM_STUDENT", "JUPYTERHUB_USER"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("CASEROOM_DATA", str(tmp_path / "data"))
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    return tmp_path / "data"


def hear(widget: Any, **message: Any) -> list[dict[str, Any]]:
    said: list[dict[str, Any]] = []
    widget.send = said.append
    widget._hear(widget, {"view": "v", "seq": 1, **message})
    return said


def answer(desk: Desk, exercise: str, kind: str = "correct") -> dict[str, Any]:
    return dict(grading.sample(desk.module.exercise(exercise), desk.case, kind).raw)


def test_the_first_family_and_the_one_chosen(data: Path) -> None:
    assert Desk("recording").ref.slug == "england-school_worry-7"
    data.mkdir()
    (data / "family.json").write_text('{"scenario": "video_call", "jurisdiction": "us_washington", "seed": 12}')
    assert Desk("recording").ref.slug == "us_washington-video_call-12"
    (data / "family.json").write_text("{")
    assert Desk("recording").ref.slug == "england-school_worry-7"


def test_work_lies_in_the_data_folder_in_practice_and_beside_the_notebook_in_a_course(data: Path) -> None:
    assert Desk("recording").folder.file == data / "work" / "recording" / "england-school_worry-7" / "responses.json"
    assert Desk("recording", course=COURSE).folder.file == Path.cwd() / "responses.json"


def test_a_family_of_ones_own_comes_from_the_students_id(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own = {**COURSE, "family": "own"}
    monkeypatch.setenv("JUPYTERHUB_USER", "hub")
    assert student_id() == "hub"
    monkeypatch.setenv("CASEROOM_STUDENT", "ann")
    assert student_id() == "ann"
    assert Desk("recording", course=own).ref.seed == family_seed("sw541", "ann")
    assert Desk("recording", course=COURSE).ref.seed == 3


@pytest.mark.parametrize("course", [{}, {**COURSE, "seed": "x"}, {**COURSE, "family": "any"}])
def test_course_settings_that_cannot_be_used_say_what_to_do(data: Path, course: dict[str, Any]) -> None:
    with pytest.raises(CourseMistake, match="release"):
        Desk("recording", course=course)


@pytest.mark.parametrize("exercise", EXERCISES)
def test_an_answer_is_saved_marked_and_found_again(data: Path, exercise: str) -> None:
    desk = Desk("recording", mark=grading.mark)
    widget = desk.show(exercise)
    raw = answer(desk, exercise)
    said = hear(widget, type="check", form=raw)
    assert said[0]["type"] == "saved"
    points = desk.module.exercise(exercise).points
    assert desk.score(exercise) == points
    assert 'data-check="1"' in widget.html and "data-result" in widget.html
    again = Desk("recording", mark=grading.mark)
    assert again.folder.value(exercise) == raw and again.score(exercise) == points
    saved = json.loads(again.folder.file.read_text(encoding="utf-8"))
    assert saved["responses"][exercise]["attempts"] == 1


@pytest.mark.parametrize("exercise", EXERCISES)
def test_an_answer_that_cannot_be_read_is_no_crash_and_no_points(data: Path, exercise: str) -> None:
    desk = Desk("recording", mark=grading.mark)
    widget = desk.show(exercise)
    assert desk.score(exercise) == 0.0
    hear(widget, type="check", form=answer(desk, exercise, "invalid"))
    assert "Please look at one thing" in widget.html and desk.score(exercise) == 0.0


def test_a_desk_without_a_marker_has_no_check_and_says_so(data: Path) -> None:
    desk = Desk("recording")
    assert "Check my work" not in desk.show("first_draft").html
    with pytest.raises(RuntimeError, match="no marker"):
        desk.score("first_draft")


def test_no_check_in_an_assessment(data: Path) -> None:
    desk = Desk("recording", mark=grading.mark, course={**COURSE, "mode": "assessment"})
    widget = desk.show("visit_note")
    before = widget.html
    said = hear(widget, type="check", form=answer(desk, "visit_note"))
    assert "Check my work" not in before and widget.html == before and [m["type"] for m in said] == ["saved"]
    assert desk.score("visit_note") == desk.module.exercise("visit_note").points, "the tutor's side still marks it"


@pytest.mark.parametrize("course", [None, COURSE])
def test_nothing_only_a_marker_may_know_is_synced(data: Path, course: Any) -> None:
    desk = Desk("recording", mark=grading.mark, course=course)
    widgets = [desk.start(), desk.case_file(), *(desk.show(e) for e in EXERCISES)]
    synced = "\n".join(str(w.get_state()) for w in widgets)
    key = desk.case.key
    known = desk._learners.model_dump_json()
    secrets = [p.full for p in key.hidden_people] + [f.because for f in key.facts if f.because]
    secrets += [s.because for d in desk.case.drafts for s in d.statements if s.because]
    secrets += [p.because for n in desk.case.colleague_notes for s in n.sentences for p in s if p.because]
    leaked = [s for s in secrets if len(s) > 8 and s in synced and json.dumps(s, ensure_ascii=False)[1:-1] not in known]
    assert len(secrets) > 10 and not leaked
    assert set(widgets[-1].traits(sync=True)) - {"_esm", "_css", "html", "key"} <= set(widgets[0].traits(sync=True))


def test_a_broken_file_is_kept_aside_and_the_learner_is_told_once(data: Path) -> None:
    desk = Desk("recording")
    desk.folder.path.mkdir(parents=True)
    desk.folder.file.write_text("{broken")
    assert "could not be read" in desk.show("first_draft").html
    assert list(desk.folder.path.glob("responses.broken-*.json"))
    assert "could not be read" not in desk.show("visit_note").html


def test_two_widgets_of_one_exercise_have_ids_and_words_of_their_own(data: Path) -> None:
    desk = Desk("recording")
    first, second = desk.show("first_draft"), desk.show("first_draft")
    assert 'id="first_draft-form"' in first.html and 'id="first_draft-2-form"' in second.html
    assert first.key == second.key != desk.show("second_draft").key


def test_the_file_is_folded_in_unless_a_server_shows_it(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert 'id="caseroom-file"' in Desk("recording").start().html
    monkeypatch.setenv("CASEROOM_BASE", "/")
    desk = Desk("recording")
    assert 'id="caseroom-file"' not in desk.start().html and 'href="/files/' in desk.show("visit_note").html


def test_every_look_is_recorded_and_what_is_restricted_needs_a_reason(data: Path) -> None:
    desk = Desk("recording")
    widget = desk.case_file()
    shut = [*desk.case.documents, *desk.case.contacts]
    item = next((d for d in shut if d.restricted), None)
    hear(widget, type="look", opened="Chronology")
    hear(widget, type="look", opened="Somebody made this up")
    lines = (data / "looks.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["opened"] for line in lines] == ["Chronology"]
    if item is not None:
        hear(widget, type="look", opened=item.id, reason="work")
        assert "Say in a few words why" in widget.html
        hear(widget, type="look", opened=item.id, reason="I plan the visit of tomorrow")
        assert f"caseroom-file-reason-{item.id}" not in widget.html
        assert "I plan the visit of tomorrow" in widget.html


def test_search_in_the_file(data: Path) -> None:
    desk = Desk("recording")
    widget = desk.case_file()
    hear(widget, type="search", query=desk._index().first)
    assert "<mark>" in widget.html
    hear(widget, type="search", query="<script>")
    assert "<script>" not in widget.html


def test_who_is_at_the_desk_on_a_computer_without_names(monkeypatch: pytest.MonkeyPatch) -> None:
    def nobody() -> str:
        raise KeyError("no user")

    for name in ("CASEROOM_STUDENT", "JUPYTERHUB_USER"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(module.getpass, "getuser", nobody)
    assert student_id() == "learner"
