"""The command line: what it prints, and that every refusal is one sentence with a cure and the right exit code."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

COMMANDS = ("start", "lab", "case", "mark", "sample", "grade", "check", "coverage")


def run(*args: str, **kwargs) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "simulator.cli", *args], capture_output=True, text=True, encoding="utf-8", **kwargs
    )


def test_help_names_every_command() -> None:
    out = run("--help").stdout
    assert all(f" {c} " in out for c in COMMANDS)


def test_help_imports_nothing_heavy() -> None:
    code = "import sys, simulator.cli; print([m for m in ('pydantic', 'faker', 'yaml', 'jinja2', 'voila', 'tornado') if m in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout.strip() == "[]"


def test_a_case_in_full_and_to_read() -> None:
    whole = json.loads(run("case", "school_worry", "--jurisdiction", "england", "--seed", "7", "--json").stdout)
    assert whole["truth"]["facts"]
    assert whole["seed"] == 7
    read = run("case", "school_worry", "--seed", "7").stdout
    for fact in whole["truth"]["facts"]:
        assert not fact["because"] or fact["because"] not in read


@pytest.mark.parametrize("exercise", ["first_draft", "second_draft", "words_that_harm", "visit_note"])
def test_samples_through_the_command_line(tmp_path: Path, exercise: str) -> None:
    name = f"recording/{exercise}"
    for kind in ("correct", "incorrect"):
        made = run("sample", name, "--kind", kind, "--seed", "7")
        stated = json.loads(made.stderr.split(": ", 1)[1])
        path = tmp_path / f"{kind}.json"
        path.write_text(made.stdout, encoding="utf-8")
        marks = json.loads(run("mark", name, str(path), "--json").stdout)
        assert marks["score"] == pytest.approx(stated["score"], abs=0.011)
        assert sorted(c["id"] for c in marks["checks"] if c["passed"] is False) == sorted(stated.get("fails", []))
        if kind == "correct":
            assert marks["score"] == marks["out_of"]
    bad = run("sample", name, "--kind", "invalid")
    path.write_text(bad.stdout, encoding="utf-8")
    refused = run("mark", name, str(path))
    assert refused.returncode == 1
    assert refused.stderr.startswith(json.loads(bad.stderr.split(": ", 1)[1])["problem"])


@pytest.mark.parametrize(
    ("args", "code", "words"),
    [
        (("case", "school_wory"), 2, "Did you mean “school_worry”?"),
        (("case", "school_worry", "--jurisdiction", "englend"), 2, "Did you mean “england”?"),
        (
            ("case", "school_worry", "--seed", "seven"),
            2,
            "“seven” is not a family number. Write a whole number, as --seed 7.",
        ),
        (("case", "school_worry", "--seed", "-3"), 2, "A family number is from 0"),
        (("sample", "recording"), 2, "Write MODULE/EXERCISE"),
        (("sample", "recording/first_drft"), 2, "Did you mean “first_draft”?"),
        (("sample", "recordin/first_draft"), 2, "Did you mean “recording”?"),
        (("sample", "recording/first_draft", "--kind", "good"), 2, "Write correct, incorrect or invalid."),
        (("mark", "recording/first_draft", "nothing.json"), 1, "There is no such file"),
        (("situation", "ring_bak"), 1, "Did you mean “ring_back”?"),
        (("situation", "ring_back", "--scenario", "crises"), 1, "Did you mean “crisis”?"),
        (("redaction", "teaching_cop"), 1, "Did you mean “teaching_copy”?"),
        (("start", "--port", "99999"), 2, "99999 is not a port. Choose one from 1 to 65535, as --port 8900."),
        (("start", "--port", "x"), 2, "x is not a port."),
        (("start", "--prot", "8900"), 2, "No such option: --prot"),
        (("case",), 2, "Missing argument"),
        (("nonsense",), 2, "No such command"),
    ],
)
def test_misuse_is_one_sentence(args: tuple[str, ...], code: int, words: str) -> None:
    done = run(*args)
    assert done.returncode == code, done.stderr
    assert words in done.stderr
    assert "Traceback" not in done.stderr


def test_check_finds_the_course_sound() -> None:
    done = run("check")
    assert done.returncode == 0, done.stderr + done.stdout
    assert "no problems" in done.stdout


def test_a_situation_and_a_redaction_are_read_aloud_with_what_is_right() -> None:
    told = run("situation", "gone_wrong", "--scenario", "crisis", "--jurisdiction", "wales", "--seed", "3").stdout
    assert "   + " in told and "   - " in told and "because: " in told and "{" not in told
    assert run("redaction", "teaching_copy", "--jurisdiction", "us_washington").stdout.strip()


def test_every_line_of_confidentiality_is_practised() -> None:
    """practice.md section 11.B, and of 11.D what is said in a message."""
    by = {line["number"]: line for line in json.loads(run("coverage", "--json").stdout)["lines"]}
    for number in (*range(19, 37), *range(70, 78)):
        assert any(e.startswith("confidentiality/") for e in by[number]["exercises"]), by[number]["item"]


def test_coverage_names_lines_and_totals() -> None:
    found = json.loads(run("coverage", "--json").stdout)
    by = {line["number"]: line for line in found["lines"]}
    assert len(by) == 115
    assert by[9]["exercises"]
    assert "of 106 lines are practised" in run("coverage").stdout
