"""JSON Schema of what an author may write, for editors: keys are completed, explained and, where wrong, underlined.

The models read every scalar as text and take one text where a list may stand; the schema says what may be **written**.
What a field means is the comment behind it, or above it, in the model's own source. Draft 07 is what editors read best.
"""

from __future__ import annotations

import ast
import inspect
import io
import json
import textwrap
import tokenize
from pathlib import Path
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from simulator.cases.call_specs import CallSpec
from simulator.cases.fields import read_several, read_texts
from simulator.cases.jurisdiction import Profile
from simulator.cases.redaction_specs import RedactionSpec
from simulator.cases.scenario import ScenarioSpec
from simulator.cases.situation_specs import SituationSpec
from simulator.content import places
from simulator.exercises import ModuleHead
from simulator.exercises.base import types

Schema = dict[str, Any]

SCALAR: Schema = {"type": ["string", "number", "boolean"]}  # plain text that an editor may take for a number or for yes
HERE = "#/definitions/{model}"
HEADS = {
    "scenario": "A scenario of Caseroom: dummy_cases/scenarios/*.yaml. See docs/authoring.md.",
    "jurisdiction": "A jurisdiction of Caseroom: dummy_cases/jurisdictions/*.yaml.",
    "module": "A module of the course: modules/*/module.yaml.",
    "call": "A call of Caseroom: dummy_cases/calls/*.yaml. See docs/calls.md.",
    "situation": "A situation of Caseroom: dummy_cases/situations/*.yaml. See docs/situations.md.",
    "redaction": "Texts to black out: dummy_cases/redactions/*.yaml. See docs/redactions.md.",
    "exercise": "An exercise of the course: modules/*/exercises/*.yaml.",
}


class Generator(GenerateJsonSchema):
    """Pydantic's schema of a model, put as an author writes it."""

    def sort(self, value: JsonSchemaValue, parent_key: str | None = None) -> JsonSchemaValue:  # noqa: ARG002
        return value  # in the order in which the fields are written

    def field_title_should_be_set(self, schema: Any) -> bool:  # noqa: ARG002
        return False

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        return self.generate_inner(schema["schema"])  # an editor would write the default in

    def nullable_schema(self, schema: core_schema.NullableSchema) -> JsonSchemaValue:
        return self.generate_inner(schema["schema"])  # left out, never empty

    def str_schema(self, schema: core_schema.StringSchema) -> JsonSchemaValue:
        pattern = schema.get("pattern")
        return {"type": "string", "pattern": pattern} if pattern else dict(SCALAR)

    def int_schema(self, schema: core_schema.IntSchema) -> JsonSchemaValue:
        return super().int_schema(schema) | {"type": ["integer", "string"], "pattern": r"^\s*\d+\s*$"}

    def float_schema(self, schema: core_schema.FloatSchema) -> JsonSchemaValue:
        return super().float_schema(schema) | {"type": ["number", "string"], "pattern": r"^\s*\d+(\.\d+)?\s*$"}

    def bool_schema(self, schema: core_schema.BoolSchema) -> JsonSchemaValue:  # noqa: ARG002
        return {"enum": ["yes", "no", True, False]}

    def literal_schema(self, schema: core_schema.LiteralSchema) -> JsonSchemaValue:
        words = [w for w in schema["expected"] if w != ""]
        also = [int(w) for w in words if str(w).isdecimal()]
        also += [w == "yes" for w in words if w in ("yes", "no")]  # editors that read yes as true
        return {"enum": [*words, *also]}

    def dict_schema(self, schema: core_schema.DictSchema) -> JsonSchemaValue:
        out: Schema = {"type": "object"}
        if "values_schema" in schema:
            out["additionalProperties"] = self.generate_inner(schema["values_schema"])
        keys = self.generate_inner(schema["keys_schema"]) if "keys_schema" in schema else {}
        return out | ({"propertyNames": {"pattern": keys["pattern"]}} if "pattern" in keys else {})

    def function_before_schema(self, schema: core_schema.BeforeValidatorFunctionSchema) -> JsonSchemaValue:
        inner = self.generate_inner(schema["schema"])
        if schema["function"]["function"] not in (read_several, read_texts):
            return inner
        one = inner["items"]
        return {"anyOf": [*one.get("anyOf", [one]), inner]}

    def model_schema(self, schema: core_schema.ModelSchema) -> JsonSchemaValue:
        out = super().model_schema(schema)
        out.pop("title", None)
        cls: type[BaseModel] = schema["cls"]
        fields = {f.alias or name: name for name, f in cls.model_fields.items()}
        meaning = words(cls)
        for key, value in out.get("properties", {}).items():
            if text := meaning.get(fields[key]):
                whole = value if "type" in value or "enum" in value else {"allOf": [value]}
                out["properties"][key] = {"description": text, **whole}
        return out


def words(cls: type[BaseModel]) -> dict[str, str]:
    """What each field of a model means: the comment behind it, else the comment above it."""
    found: dict[str, str] = {}
    for base in reversed(cls.__mro__):
        if issubclass(base, BaseModel) and base is not BaseModel:
            found |= _comments(base)
    return found


def _comments(cls: type[BaseModel]) -> dict[str, str]:
    try:
        source = textwrap.dedent(inspect.getsource(cls))
    except (OSError, TypeError):
        return {}
    comments: dict[int, tuple[str, bool]] = {}  # line -> comment, and whether it stands alone there
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type == tokenize.COMMENT:
            comments[token.start[0]] = (token.string.lstrip("# "), not token.line[: token.start[1]].strip())
    found = {}
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            behind = [comments[n][0] for n in range(node.lineno, (node.end_lineno or 0) + 1) if n in comments]
            text, alone = comments.get(node.lineno - 1, ("", False))
            above = text if alone else ""
            if said := " ".join(behind) or above:
                found[node.target.id] = said[:1].upper() + said[1:]
    return found


def schema(kind: str) -> Schema:
    """The schema of ``scenario``, ``jurisdiction``, ``module``, ``situation``, ``call``, ``redaction`` or ``exercise`` files."""
    if kind == "exercise":
        parts: list[Schema] = []
        definitions: Schema = {}
        for name, type_ in sorted(types().items()):
            one = _of(type_.Spec)
            definitions |= one.pop("definitions", {})
            one["properties"].pop("module", None)  # the folder says it
            one["properties"]["type"] = {"description": "What kind of exercise it is", "const": name}
            one["description"] = inspect.cleandoc(type_.__doc__ or "").split("\n\n")[0]
            definitions[name] = one
            parts.append({"$ref": HERE.format(model=name)})
        body: Schema = {"anyOf": parts, "definitions": definitions}
    else:
        body = _of(
            {
                "scenario": ScenarioSpec,
                "jurisdiction": Profile,
                "module": ModuleHead,
                "situation": SituationSpec,
                "call": CallSpec,
                "redaction": RedactionSpec,
            }[kind]
        )
    body.pop("description", None)
    return {"$schema": "http://json-schema.org/draft-07/schema#", "title": HEADS[kind], **_shared(body)}


def _of(model: Any) -> Schema:
    made: Schema = model.model_json_schema(ref_template=HERE, schema_generator=Generator)
    definitions = made.pop("$defs", {})
    return {**made, **({"definitions": definitions} if definitions else {})}


def _shared(body: Schema) -> Schema:
    """The shapes that stand everywhere, a text and one or several texts, as definitions of their own."""
    many = {"type": "array", "items": SCALAR}
    shapes: dict[str, Schema] = {"Several": {"anyOf": [SCALAR, many]}}
    if {"Say", "Join"} <= body.get("definitions", {}).keys():
        options = [SCALAR, {"$ref": HERE.format(model="Say")}, {"$ref": HERE.format(model="Join")}]
        shapes["Text"] = {"anyOf": [*options, {"type": "array", "items": {"anyOf": options}}]}
    used: set[str] = set()

    def walk(value: Any) -> Any:
        for name, shape in shapes.items():
            if value == shape:
                used.add(name)
                return {"$ref": HERE.format(model=name)}
        if isinstance(value, dict):
            return {k: walk(v) for k, v in value.items()}
        return [walk(v) for v in value] if isinstance(value, list) else value

    body = walk(body)
    if used:
        body["definitions"] = body.get("definitions", {}) | {name: shapes[name] for name in sorted(used)}
    return body


def as_text(kind: str) -> str:
    return json.dumps(schema(kind), indent=1, ensure_ascii=False) + "\n"


def usual_folder() -> Path:
    """Where the repository keeps them; in an installed Caseroom, the folder one stands in."""
    return Path("schema") if places.installed() else places.dummy_cases().parent / "docs" / "schema"


def export(folder: Path) -> list[Path]:
    """Write all of them. Returns their paths. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    out = []
    for kind in HEADS:
        path = folder / f"{kind}.json"
        path.write_text(as_text(kind), encoding="utf-8", newline="\n")
        out.append(path)
    return out
