"""The labelled collection, ``tests/content/notes``: ``build`` to build on, ``measure`` only to measure on, and ``measured_N``.

A part that was only measured on is read when the next one has been written, and is then there to build on; it keeps its name, so
that its figures can be told from the others'.

Each item: scenario, jurisdiction, seed, kind (of writer), writer, raw (the form as sent) and label; see labelling.md.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any, Literal, get_args

import yaml
from pydantic import BaseModel, ConfigDict

from grading.note_checks.sheet import Sheet
from simulator.cases import make_case
from simulator.exercises import module, note

NOTES = Path(__file__).parents[1] / "content" / "notes"
Part = Literal["build", "measured_1", "measured_2", "measured_3", "measured_4", "measure"]
PARTS: tuple[Part, ...] = get_args(Part)
READ = PARTS[:-1]  # what may be read and built on


class Label(BaseModel):
    """What a fair reader found in a note."""

    model_config = ConfigDict(extra="forbid")
    quality: Literal["excellent", "good", "fair", "poor"]
    facts: dict[str, Literal["yes", "unowned", "another", "half", "turned", "no"]]
    quotations: list[dict[str, str]]
    roster: dict[str, list[str]]
    contradictions: list[dict[str, str]]
    checks: dict[str, Literal["pass", "half", "fail", "unmarked", "none"]]
    safe: Literal["yes", "no"]
    doubts: str = ""


class Labelled(BaseModel):
    model_config = ConfigDict(extra="forbid")
    scenario: str
    jurisdiction: str
    seed: int
    kind: str
    writer: str
    raw: dict[str, str]
    label: Label
    part: str = ""

    @property
    def name(self) -> str:
        return f"{self.scenario} {self.jurisdiction} {self.seed} {self.kind}"

    def sheet(self) -> Sheet:
        """The note as the marker reads it."""
        case, spec = make_case(self.scenario, self.jurisdiction, self.seed), visit_note()
        return Sheet(spec, case, note.parse(spec, case, dict(self.raw)))


@cache
def visit_note() -> note.Spec:
    spec = module("recording").exercise("visit_note")
    assert isinstance(spec, note.Spec)
    return spec


@cache
def collection(part: Part) -> tuple[Labelled, ...]:
    found: list[Labelled] = []
    for path in sorted((NOTES / part).glob("*.yaml")):
        rows: list[dict[str, Any]] = yaml.safe_load(path.read_text(encoding="utf-8"))
        found += [Labelled(**row, part=part) for row in rows]
    return tuple(found)


def read_notes() -> tuple[Labelled, ...]:
    """Every note that may be read and built on."""
    return tuple(n for part in READ for n in collection(part))
