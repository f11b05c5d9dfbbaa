"""The JSON Schema for editors: it takes all that the course holds, refuses mistakes of shape, and is kept in step.

Files are read twice: as editors do, where 16:20 may be a number and ``no`` is false, and with our loader, where all is text.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from simulator.authors.schema import HEADS, as_text, schema
from simulator.content import places
from simulator.content.loader import Source

ROOT = Path(__file__).resolve().parents[2]
REFUSED = Path(__file__).parent / "refused"
FILES = {
    "scenario": [*places.dummy_cases().glob("scenarios/*.yaml"), *places.dummy_cases().glob("starters/*.yaml")],
    "jurisdiction": [*places.dummy_cases().glob("jurisdictions/*.yaml")],
    "module": [*places.modules().glob("*/module.yaml")],
    "exercise": [*places.modules().glob("*/exercises/*.yaml")],
    "situation": [*places.dummy_cases().glob("situations/*.yaml"), Path(__file__).parent / "tiny_situation.yaml"],
    "call": [*places.dummy_cases().glob("calls/*.yaml"), Path(__file__).parent / "tiny_call.yaml"],
    "redaction": [*places.dummy_cases().glob("redactions/*.yaml"), Path(__file__).parent / "tiny_redaction.yaml"],
}
ALL = [(kind, path) for kind, paths in FILES.items() for path in sorted(paths)]

# Files whose mistake the schema finds too. The others are about what names mean, about order, or about what is true.
SHAPE = {
    "bad_uuid", "exercise_bad_name", "exercise_no_number", "exercise_out_of_range", "exercise_unknown_key", "exercise_unknown_line",
    "exercise_unknown_type", "jurisdiction_clock_without_source", "jurisdiction_no_choice", "missing_key", "neither_yes_nor_no",
    "not_a_choice", "not_a_number", "not_a_time", "unknown_key",
}  # fmt: skip
NOT_YAML = {"not_yaml", "tab"}  # every editor says so without a schema


@cache
def validator(kind: str) -> jsonschema.Draft7Validator:
    jsonschema.Draft7Validator.check_schema(schema(kind))
    return jsonschema.Draft7Validator(schema(kind))


class Editor(yaml.SafeLoader):
    """Plain YAML, whose names are text: no editor takes the name ``on`` for true, as YAML 1.1 would have it."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        return {key.value: self.construct_object(value, deep=True) for key, value in node.value}


def as_editors_do(text: str) -> Any:
    """YAML as JSON: days become text."""
    return json.loads(json.dumps(yaml.load(text, Loader=Editor), default=str))


def faults(kind: str, data: Any) -> list[str]:
    return [f"{'.'.join(map(str, e.absolute_path))}: {e.message[:200]}" for e in validator(kind).iter_errors(data)]


@pytest.mark.parametrize(("kind", "path"), ALL, ids=lambda x: x.stem if isinstance(x, Path) else x)
def test_everything_in_the_course_fits(kind: str, path: Path) -> None:
    assert faults(kind, as_editors_do(path.read_text(encoding="utf-8"))) == []
    assert faults(kind, Source(path).data) == []


def kind_of(path: Path) -> str:
    first = path.stem.split("_")[0]
    return first if first in ("exercise", "jurisdiction", "situation", "redaction", "call") else "scenario"


@pytest.mark.parametrize("path", sorted(REFUSED.glob("*.yaml")), ids=lambda p: p.stem)
def test_mistakes_of_shape_are_underlined(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    if path.stem in NOT_YAML:
        with pytest.raises(yaml.YAMLError):
            yaml.safe_load(text)
        return
    assert bool(faults(kind_of(path), as_editors_do(text))) == (path.stem in SHAPE)
    if not Source(path).problems:
        assert path.stem in SHAPE or not faults(kind_of(path), Source(path).data)


def test_the_list_of_mistakes_names_files() -> None:
    assert {p.stem for p in REFUSED.glob("*.yaml")} >= SHAPE | NOT_YAML


@pytest.mark.parametrize("kind", HEADS)
def test_every_field_says_what_it_means(kind: str) -> None:
    whole = schema(kind)
    silent = [
        f"{name}.{key}"
        for name, part in (("", whole), *whole.get("definitions", {}).items())
        for key, field in part.get("properties", {}).items()
        if not field.get("description")
    ]
    assert silent == [], "write a comment behind these fields, or above them: it is what an author's editor shows"


@pytest.mark.parametrize("kind", HEADS)
def test_the_copies_are_in_step(kind: str) -> None:
    copy = ROOT / "docs" / "schema" / f"{kind}.json"
    assert copy.read_text(encoding="utf-8") == as_text(kind), "write them anew with: caseroom schema"


@pytest.mark.parametrize(
    ("where", "written"),
    [
        ("work: children", "work: childrn"),
        ('at: "16:20"', 'at: "4.20 pm"'),
        ("age: 6 to 8", "age: six"),
        ("record: must", "record: allways"),
        ("index: yes", "index: perhaps"),
        ("version: 1", "version: one"),
        ("permissions: {}", "permissions:"),
        ("who: mother, to: worker", "to: worker"),
    ],
)
def test_a_slip_is_underlined_where_it_is(where: str, written: str) -> None:
    text = (REFUSED.parent / "tiny.yaml").read_text(encoding="utf-8")
    assert faults("scenario", as_editors_do(text)) == []
    assert where in text
    assert len(faults("scenario", as_editors_do(text.replace(where, written, 1)))) == 1


@pytest.mark.parametrize(
    ("where", "written"),
    [
        ('at: "16:20"', "at: 16:20"),
        ("index: yes", "index: true"),
        ("on_file: no", "on_file: 'no'"),
        ("version: 1", 'version: "1"'),
        ("title: Tiny", "title: 1984"),
        ("for: [recording]", "for: recording"),
        ("gender: woman", "gender: [woman, other]"),
        ("age: 6 to 8", "age: 7"),
    ],
)
def test_what_may_be_written_in_two_ways_is_never_underlined(where: str, written: str) -> None:
    text = (REFUSED.parent / "tiny.yaml").read_text(encoding="utf-8")
    assert faults("scenario", as_editors_do(text.replace(where, written, 1))) == []
