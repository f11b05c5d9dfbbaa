"""``caseroom new scenario`` and ``caseroom schema``: what they write, and that every refusal is one sentence with a cure."""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from simulator import cli
from simulator.authors import starter
from simulator.authors.schema import HEADS, words
from simulator.cases.scenario import FactSpec, PersonSpec
from simulator.content import places

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A repository with starters and no scenario yet."""
    shutil.copytree(places.dummy_cases() / "starters", tmp_path / "dummy_cases" / "starters")
    (tmp_path / "dummy_cases" / "scenarios").mkdir()
    monkeypatch.setattr(places, "_root", lambda: tmp_path)
    yield tmp_path


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    def run(*args: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["caseroom", *args])
        with pytest.raises(SystemExit) as left:
            cli.main()
        out, err = capsys.readouterr()
        return int(left.value.code or 0), out, err

    return run


def uuid_of(path: Path) -> str:
    found = re.search(r"^uuid: ([0-9a-f-]{36})$", path.read_text(encoding="utf-8"), re.MULTILINE)
    assert found
    return found[1]


@pytest.mark.parametrize("work", ["children", "adults"])
def test_a_new_scenario(checkout: Path, run: Run, work: str) -> None:
    code, out, err = run("new", "scenario", "late_bus", "--work", work)
    assert (code, err) == (0, "")
    assert len(out.splitlines()) == 3
    assert "dummy_cases/scenarios/late_bus.yaml" in out and "caseroom check late_bus" in out
    text = (checkout / "dummy_cases/scenarios/late_bus.yaml").read_text(encoding="utf-8")
    assert "\nscenario: late_bus\n" in text and f"\nwork: {work} " in text and "\nversion: 1 " in text
    assert text.startswith("# yaml-language-server: $schema=../../docs/schema/scenario.json\n")


def test_every_new_scenario_has_a_uuid_of_its_own(checkout: Path, run: Run) -> None:
    for name in ("one", "two"):
        assert run("new", "scenario", name)[0] == 0
    found = {uuid_of(p) for p in (checkout / "dummy_cases").glob("*/*.yaml")}
    assert len(found) == 4


def test_nothing_is_written_over(checkout: Path, run: Run) -> None:
    path = checkout / "dummy_cases/scenarios/mine.yaml"
    path.write_text("mine", encoding="utf-8")
    code, out, err = run("new", "scenario", "mine")
    assert (code, out) == (1, "")
    assert (
        err
        == "dummy_cases/scenarios/mine.yaml is there already and stays as it is. Choose another name, or open that file.\n"
    )
    assert path.read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize(
    "name", ["Late", "late-bus", "1bus", "late bus", "../late", "", "bus.yaml", "é", "a" * 61, "con", "bus\n"]
)
def test_a_name_that_cannot_be_one(checkout: Path, run: Run, name: str) -> None:
    code, out, err = run("new", "scenario", name)
    assert (code, out) == (2, "")
    assert "cannot be a scenario's name. Use small letters, digits and _" in err
    assert list((checkout / "dummy_cases/scenarios").iterdir()) == []


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (("new",), "Say what is to be new: caseroom new scenario NAME"),
        (("new", "scenario"), "Missing argument"),
        (("new", "exercise", "x"), "No such command"),
        (("new", "scenario", "x", "--work", "elves"), "“elves” is not a kind of work. Write --work adults or --work children."),
    ],
)  # fmt: skip
def test_misuse(checkout: Path, run: Run, args: tuple[str, ...], words: str) -> None:
    code, _, err = run(*args)
    assert code == 2
    assert words in err


def test_a_folder_that_cannot_be_written(checkout: Path, run: Run) -> None:
    (checkout / "dummy_cases/scenarios").rmdir()
    code, _, err = run("new", "scenario", "late_bus")
    assert code == 1
    assert err.startswith("dummy_cases/scenarios/late_bus.yaml cannot be written (") and err.count("\n") == 1


def test_an_installed_package_is_not_written_into(checkout: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(places, "_WHEEL", checkout)
    code, _, err = run("new", "scenario", "late_bus")
    assert code == 1
    assert "was installed as a package" in err and "README.md" in err
    assert list((checkout / "dummy_cases/scenarios").iterdir()) == []


def test_the_schemas_are_written_where_one_says(tmp_path: Path, run: Run) -> None:
    code, out, err = run("schema", str(tmp_path / "here" / "and there"))
    assert (code, err) == (0, "")
    assert [Path(line).stem for line in out.splitlines()] == list(HEADS)
    assert all(Path(line).is_file() for line in out.splitlines())


def test_a_place_where_no_schema_can_be_written(tmp_path: Path, run: Run) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    code, _, err = run("schema", str(tmp_path / "file"))
    assert code == 1
    assert "cannot be written" in err and "Name a folder of yours: caseroom schema FOLDER." in err


def test_what_a_field_means_stands_behind_it_or_above_it() -> None:
    assert words(PersonSpec)["on_file"].startswith("No: nobody has written")
    assert words(FactSpec)["kind"].startswith("Observed by the worker")
    assert words(FactSpec)["when"], "inherited fields have theirs too"


def test_a_starter_is_only_renamed() -> None:
    text = starter.starter("adults")
    lines = zip(text.splitlines(), starter.named(text, "late_bus", "x").splitlines(), strict=True)
    assert [new for old, new in lines if old != new] == ["scenario: late_bus", "uuid: x"]


def test_reading_a_family_says_what_was_drawn(run: Run) -> None:
    code, out, err = run("case", "school_worry", "--seed", "3")
    assert code == 0
    assert err.startswith("Drawn: ") and "Drawn: " not in out
