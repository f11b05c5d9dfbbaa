"""Notes labelled before they were marked: the marker must agree with every label.

tests/content/notes/*.yaml holds them: scenario, jurisdiction, seed, writer, raw (the form as sent) and expect, which maps a
check, or the beginning of several with ``*``, to pass, fail, unmarked, not_fail or not_pass.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from grading import mark
from grading.marks import Check
from simulator.cases import make_case
from simulator.exercises import module

NOTES = Path(__file__).parent / "notes"
KEYS = {"scenario", "jurisdiction", "seed", "writer", "raw", "expect"}
ALLOWED: dict[str, set[bool | None]] = {
    "pass": {True},
    "fail": {False},
    "unmarked": {None},
    "not_fail": {True, None},
    "not_pass": {False, None},
}
RESULT = {True: "passed", False: "failed", None: "not marked"}


def labelled() -> list[Any]:
    """Every labelled note, named after its file, its family and its writer."""
    out = []
    for path in sorted(NOTES.glob("*.yaml")):
        for note in yaml.safe_load(path.read_text(encoding="utf-8")):
            name = f"{path.stem}, {note.get('jurisdiction')} {note.get('seed')}: {note.get('writer')}"
            out.append(pytest.param(note, id=name))
    return out


def meant(label: str, checks: list[Check]) -> list[Check]:
    """The checks a label speaks of."""
    if label.endswith("*"):
        return [c for c in checks if c.id.startswith(label[:-1])]
    return [c for c in checks if c.id == label]


def disagreements(note: dict[str, Any]) -> list[str]:
    """Every label the marker does not agree with, in a sentence."""
    case = make_case(note["scenario"], note["jurisdiction"], note["seed"])
    marks = mark(module("recording").exercise("visit_note"), case, note["raw"])
    out = []
    for label, wanted in note["expect"].items():
        found = meant(label, list(marks.checks))
        if not found:
            known = ", ".join(c.id for c in marks.checks)
            out.append(f"{label}: there is no such check on this note. There are: {known}.")
        for c in found:
            if c.passed not in ALLOWED[wanted]:
                wrote = f" The note: “{c.wrote}”." if c.wrote else ""
                out.append(f"{c.id} {RESULT[c.passed]}; the label says {wanted}. {c.title}.{wrote} {c.rationale}")
    return out


def test_there_are_labelled_notes() -> None:
    assert labelled(), f"no labelled notes in {NOTES}"


@pytest.mark.parametrize("note", labelled())
def test_a_labelled_note_is_well_formed(note: dict[str, Any]) -> None:
    assert set(note) == KEYS
    assert note["expect"], "a note without labels tests nothing"
    assert set(note["expect"].values()) <= set(ALLOWED), f"a label is one of: {', '.join(ALLOWED)}"
    assert all(isinstance(v, str) for v in note["raw"].values()), "an answer is text, as a form sends it"


@pytest.mark.parametrize("note", labelled())
def test_the_marker_agrees_with_the_labels(note: dict[str, Any]) -> None:
    found = disagreements(note)
    assert not found, "\n".join(["", *found])
