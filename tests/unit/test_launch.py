"""What happens before a server starts: ports, folders, copies of the notebooks, and what a form may ask for."""

from __future__ import annotations

import errno
import os
import socket
import tempfile
import webbrowser
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from simulator import launch
from simulator.cases import LARGEST_SEED
from simulator.content import places
from simulator.workshop import pages, progress


def test_a_taken_port_is_one_sentence_with_a_cure() -> None:
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        s.listen()
        port = s.getsockname()[1]
        with pytest.raises(
            launch.LaunchProblem, match=rf"^Port {port} is taken, .* Choose another, as --port {port + 1}\.$"
        ):
            launch.free_port(port)
    assert launch.free_port(port) == port


@pytest.mark.parametrize("port", [0, -1, 65536])
def test_a_number_that_is_no_port(port: int) -> None:
    with pytest.raises(
        launch.LaunchProblem, match=f"^{port} is not a port. Choose one from 1024 to 65535 with --port.$"
    ):
        launch.free_port(port)


def test_the_data_folder_is_made(tmp_path: Path) -> None:
    assert launch.data_folder(tmp_path / "a" / "b") == tmp_path / "a" / "b"
    assert list((tmp_path / "a" / "b").iterdir()) == []


def test_without_a_choice_work_is_kept_in_the_users_own_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path))
    folder = launch.data_folder(None)
    assert folder.is_dir()
    assert folder.name == "caseroom"


def test_a_data_folder_that_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(launch.LaunchProblem, match=r"that is a file\. Choose a folder with --data\.$"):
        launch.data_folder(tmp_path / "file")


@pytest.mark.parametrize(
    ("number", "words"),
    [(errno.EACCES, "it cannot be written to"), (errno.EROFS, "it cannot be"), (errno.ENOSPC, "the disk is full")],
)
def test_a_data_folder_that_takes_nothing(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, number: int, words: str
) -> None:
    def refuse(**_: Any) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(tempfile, "TemporaryFile", refuse)
    with pytest.raises(launch.LaunchProblem, match=rf"{words}.*Choose another folder with --data\.$"):
        launch.data_folder(tmp_path)


def test_without_a_browser_it_says_so_and_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    def none() -> None:
        raise webbrowser.Error("none")

    monkeypatch.setattr(webbrowser, "get", none)
    said: list[str] = []
    launch.show_in_browser("http://localhost:1/", said.append)
    assert said == ["No browser was found here. Open the address in one yourself."]


@pytest.fixture
def course(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A course with one notebook; returns the notebook."""
    notebook = tmp_path / "modules" / "recording" / "recording.ipynb"
    (notebook.parent / "exercises").mkdir(parents=True)
    (notebook.parent / "exercises" / "secret.yaml").write_text("key")
    notebook.write_text("one")
    monkeypatch.setattr(places, "modules", lambda: tmp_path / "modules")
    return notebook


def test_only_the_notebooks_are_copied(course: Path, tmp_path: Path) -> None:
    assert launch.copy_course(tmp_path / "data") == []
    copied = sorted(p.name for p in (tmp_path / "data").rglob("*") if p.is_file())
    assert copied == [".course.json", "recording.ipynb"]
    assert course.read_text() == "one"


def test_a_learners_copy_is_not_written_over(course: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    launch.copy_course(data)
    copy = data / "course" / "recording" / "recording.ipynb"
    copy.write_text("my own")
    assert launch.copy_course(data) == []
    assert copy.read_text() == "my own"

    course.write_text("two")
    (notice,) = launch.copy_course(data)
    assert copy.read_text() == "two"
    (aside,) = copy.parent.glob("recording-kept-*.ipynb")
    assert aside.read_text() == "my own"
    assert aside.name in notice

    course.write_text("three")
    assert launch.copy_course(data) == [], "an untouched copy is simply renewed"
    assert copy.read_text() == "three"


@pytest.mark.parametrize("record", [None, "", "[]", "{"])
def test_without_a_record_nothing_is_lost(course: Path, tmp_path: Path, record: str | None) -> None:
    data = tmp_path / "data"
    launch.copy_course(data)
    copy = data / "course" / "recording" / "recording.ipynb"
    copy.write_text("my own")
    if record is None:
        (data / "course" / launch.VERSIONS).unlink()
    else:
        (data / "course" / launch.VERSIONS).write_text(record)
    launch.copy_course(data)
    assert sorted(p.read_text() for p in copy.parent.glob("*.ipynb")) == ["my own", "one"]
    assert course.exists()


# ---- the form "Meet a new family"


@pytest.mark.parametrize(
    ("seed", "says"),
    [
        ("7b", "“7b” is not a family number. Write digits only, as 7 or 2041, or leave the field empty."),
        ("-1", "“-1” is not a family number. Write digits only, as 7 or 2041, or leave the field empty."),
        ("٧", "“٧” is not a family number. Write digits only, as 7 or 2041, or leave the field empty."),
        (str(LARGEST_SEED + 1), f"There is no family {LARGEST_SEED + 1}. The highest number is {LARGEST_SEED}. Check the number you were given."),
        ("9" * 5000, f"There is no family {'9' * 20}. The highest number is {LARGEST_SEED}. Check the number you were given."),
    ],
)  # fmt: skip
def test_a_wrong_family_number(seed: str, says: str) -> None:
    ref, mistakes = pages.chosen("england", "", seed, frozenset())
    assert ref is None
    assert mistakes == {"seed": says}


def test_every_mistake_is_named_at_once() -> None:
    _, mistakes = pages.chosen("atlantis", "party", "x", frozenset())
    assert sorted(mistakes) == ["jurisdiction", "scenario", "seed"]


def test_a_number_alone_is_always_the_same_family() -> None:
    first, _ = pages.chosen("england", "", "41", frozenset())
    again, _ = pages.chosen("england", "", " 41".strip(), frozenset({41}))
    assert first == again
    assert first is not None
    assert first.seed == 41


def test_without_a_number_a_family_not_met_before_is_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages.secrets, "randbelow", lambda _: 0)
    ref, mistakes = pages.chosen("england", "school_worry", "", frozenset({1000, 1001}))
    assert mistakes == {}
    assert ref is not None
    assert (ref.scenario, ref.seed) == ("school_worry", 1002)


# ---- how far a learner is


def module(*steps: tuple[str, progress.State, int | None]) -> progress.Standing:
    made = tuple(
        progress.Step(id, n, id, state, datetime(2026, 5, 6, 10, minute) if minute is not None else None)
        for n, (id, state, minute) in enumerate(steps, 1)
    )
    return progress.Standing("recording", "Recording", "", 90, made, ())


@pytest.mark.parametrize(
    ("steps", "next_"),
    [
        ([("a", "not started", None), ("b", "not started", None)], "a"),
        ([("a", "started", 1), ("b", "not started", None)], "a"),
        ([("a", "done", 1), ("b", "not started", None)], "b"),
        ([("a", "not started", None), ("b", "done", 1)], "a"),
        ([("a", "started", 1), ("b", "started", 2), ("c", "not started", None)], "b"),
        ([("a", "started", 1), ("b", "done", 2), ("c", "not started", None)], "c"),
        ([("a", "done", 1), ("b", "done", 2)], None),
    ],
)
def test_where_to_go_on(steps: list[Any], next_: str | None) -> None:
    found = progress.go_on((module(*steps),))
    assert (found.step.id if found else None) == next_


def test_what_a_module_says_of_itself() -> None:
    assert module(("a", "not started", None)).says == "Not started"
    assert module(("a", "started", 1), ("b", "done", 2)).says == "1 of 2 done"


def test_when_something_was_saved() -> None:
    class British:
        date_order, clock = "dmy", "24"

    class American:
        date_order, clock = "mdy", "12"

    at = datetime(2026, 5, 6, 16, 42)
    assert progress.when(British(), at, at.date()) == "today at 16:42"
    assert progress.when(British(), at, datetime(2026, 5, 7).date()) == "yesterday at 16:42"
    assert progress.when(American(), at, datetime(2026, 6, 7).date()) == "on May 6, 2026 at 4:42 PM"
