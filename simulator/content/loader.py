"""The only code that reads YAML.

Every scalar is read as text and by its field, so an author need not know that plain YAML takes ``17:21`` for 1041 and
``no`` for false. Every value remembers its line and column. Files are read whole: all errors are reported at once.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from simulator.content.errors import ContentError, Problem, did_you_mean
from simulator.content.places import shown

Model = TypeVar("Model", bound=BaseModel)
Loc = tuple[str | int, ...]

LARGEST = 1_000_000  # bytes: no content file comes near it


class Source:
    """One YAML file: its data, and where each value stands."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.file = shown(path)
        self.problems: list[Problem] = []
        self.marks: dict[Loc, tuple[int, int]] = {(): (1, 1)}
        self.data: Any = None
        try:
            raw = path.read_bytes()
            if len(raw) > LARGEST:
                raise ValueError("it is larger than a million bytes")
            node = yaml.compose(
                raw.decode("utf-8"), Loader=yaml.CSafeLoader if hasattr(yaml, "CSafeLoader") else yaml.SafeLoader
            )
        except OSError as e:
            self._note(0, 0, "", f"The file cannot be read ({e.strerror})", "Check its name and your rights to it.")
            return
        except UnicodeDecodeError:
            self._note(0, 0, "", "The file is not UTF-8 text", "Save it as UTF-8.")
            return
        except ValueError as e:
            self._note(0, 0, "", f"The file cannot be used: {e}", "Split it.")
            return
        except yaml.MarkedYAMLError as e:
            mark = e.problem_mark or e.context_mark
            line, col = (mark.line + 1, mark.column + 1) if mark else (0, 0)
            self._note(line, col, "", f"This is not YAML: {e.problem}", _yaml_cure(str(e.problem), raw, line))
            return
        except RecursionError:
            self._note(0, 0, "", "The file is nested too deeply", "Write it flatter.")
            return
        if node is None:
            self._note(1, 1, "", "The file is empty", "Give it content, or delete it.")
            return
        self.data = self._plain(node, (), 0)

    def _note(self, line: int, col: int, place: str, problem: str, cure: str) -> None:
        self.problems.append(Problem(self.file, line, col, place, problem, cure))

    def _plain(self, node: yaml.Node, loc: Loc, depth: int) -> Any:
        self.marks[loc] = (node.start_mark.line + 1, node.start_mark.column + 1)
        if depth > 30:
            self._note(*self.marks[loc], place_of(loc), "This is nested too deeply", "Write it flatter.")
            return None
        if isinstance(node, yaml.ScalarNode):
            return node.value
        if isinstance(node, yaml.SequenceNode):
            return [self._plain(child, (*loc, i), depth + 1) for i, child in enumerate(node.value)]
        out: dict[str, Any] = {}
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                self._note(
                    key.start_mark.line + 1, key.start_mark.column + 1, place_of(loc), "A name has to be plain text", ""
                )
                continue
            name = key.value
            if name in out:
                mark = key.start_mark
                self._note(
                    mark.line + 1,
                    mark.column + 1,
                    place_of((*loc, name)),
                    f"“{name}” stands here twice",
                    "Keep one of them.",
                )
                continue
            out[name] = self._plain(value, (*loc, name), depth + 1)
            self.marks[(*loc, name)] = (key.start_mark.line + 1, key.start_mark.column + 1)
        return out

    def problem(self, loc: Loc, problem: str, cure: str = "") -> Problem:
        """A problem at a place of this file; the nearest known place when the exact one is not in it."""
        at = loc
        while at not in self.marks:
            at = at[:-1]
        return Problem(self.file, *self.marks[at], place_of(loc), problem, cure)

    def read(self, model: type[Model]) -> Model:
        """The file as a model. Raises ContentError with every problem of the file."""
        if self.problems:
            raise ContentError(self.problems)
        try:
            return model.model_validate(self.data)
        except ValidationError as e:
            raise ContentError(self.explain(e, model)) from None

    def explain(self, error: ValidationError, model: type[BaseModel]) -> list[Problem]:
        """Pydantic's errors in an author's words."""
        out = []
        for item in error.errors():
            loc = tuple(part for part in item["loc"] if not (isinstance(part, str) and _inner(part)))
            kind, ctx = item["type"], item.get("ctx", {})
            if kind == "extra_forbidden":
                name = str(loc[-1])
                out.append(
                    self.problem(loc, f"“{name}” is not known here", did_you_mean(name, _fields(model, loc[:-1])))
                )
            elif kind == "missing":
                out.append(self.problem(loc, f"“{loc[-1]}” is missing", "Add it."))
            elif kind in ("literal_error", "enum"):
                wanted = str(ctx.get("expected", ""))
                cure = did_you_mean(str(item["input"]), re.findall(r"'([^']*)'", wanted))
                out.append(self.problem(loc, f"“{item['input']}” is not one of the choices", cure))
            elif kind.startswith(("int", "float")):
                out.append(self.problem(loc, f"“{item['input']}” is not a number", "Write digits only, as 45."))
            elif kind in ("greater_than", "greater_than_equal", "less_than", "less_than_equal"):
                bound = ctx.get("gt", ctx.get("ge", ctx.get("lt", ctx.get("le"))))
                side = {"greater_than": "more than", "greater_than_equal": "at least", "less_than": "less than"}
                out.append(
                    self.problem(
                        loc,
                        f"“{item['input']}” is out of range",
                        f"It has to be {side.get(kind, 'at most')} {bound:g}.",
                    )
                )
            elif kind.startswith("bool"):
                out.append(self.problem(loc, f"“{item['input']}” is neither yes nor no", "Write yes or no."))
            elif kind == "string_pattern_mismatch":
                what, cure = _patterns(str(ctx.get("pattern", "")))
                out.append(self.problem(loc, f"“{item['input']}” is not {what}", cure))
            elif kind.endswith("_type"):
                shape = {
                    "string": "a text",
                    "tuple": "a list",
                    "list": "a list",
                    "dict": "names with values",
                    "model": "names with values",
                }
                wanted = shape.get(kind.removesuffix("_type"), kind.removesuffix("_type"))
                out.append(
                    self.problem(loc, f"This should be {wanted}", "Check the colons, dashes and indentation here.")
                )
            elif kind in ("value_error", "assertion_error"):
                said, _, cure = str(ctx.get("error", item["msg"])).partition(" || ")
                out.append(self.problem(loc, said, cure))
            else:
                out.append(self.problem(loc, item["msg"], ""))
        return out


def _inner(part: str) -> bool:
    """Parts of a pydantic location that are about its own unions, not about the file."""
    return (
        part.startswith(("function-", "tagged-union", "lax-or-strict", "union"))
        or "[" in part
        or part
        in (
            "str",
            "list",
            "dict",
        )
    )


@cache
def _all_fields(model: type[BaseModel]) -> dict[str, Any]:
    return {f.alias or n: f.annotation for n, f in model.model_fields.items()}


def _fields(model: type[BaseModel], loc: Loc) -> list[str]:
    """The names an author may write at a place of a model."""
    import typing

    here: Any = model
    for part in loc:
        options = [here]
        found = None
        while options:
            option = options.pop()
            if isinstance(option, type) and issubclass(option, BaseModel):
                found = _all_fields(option).get(str(part), found)
            else:
                options.extend(a for a in typing.get_args(option) if a is not type(None) and a is not str)
                origin = typing.get_origin(option)
                if origin in (dict, list, tuple) or (origin and str(origin).endswith("Mapping'>")):
                    found = typing.get_args(option)[-1 if origin is dict else 0]
                    break
        here = found
    options = [here]
    names: list[str] = []
    while options:
        option = options.pop()
        if isinstance(option, type) and issubclass(option, BaseModel):
            names.extend(_all_fields(option))
        else:
            options.extend(typing.get_args(option))
    return names


def _patterns(pattern: str) -> tuple[str, str]:
    """What a text that fits no pattern should have been, and how to write it."""
    if "a-f" in pattern:
        return "a UUID", "Make one with: python -c 'import uuid; print(uuid.uuid4())'"
    if pattern.startswith(r"^\d"):
        return "a time of day", "Write it as 16:20."
    return "a name", "Use small letters, digits and _, as school_worry."


def _yaml_cure(problem: str, raw: bytes, line: int) -> str:
    lines = raw.split(b"\n")
    if "\t" in lines[min(line, len(lines)) - 1].decode("utf-8", "replace"):
        return "Indent with blanks, never with tabs."
    if "mapping values" in problem:
        return "A text that holds “: ” needs quotation marks round it."
    return "Check the indentation, the colons and the quotation marks near this place."


def place_of(loc: Loc) -> str:
    """people.mother.age, statements[3].text."""
    text = ""
    for part in loc:
        text += f"[{part + 1}]" if isinstance(part, int) else f".{part}" if text else str(part)
    return text


def read_yaml(path: Path) -> Any:
    """A small data file (a lexicon, a profile) as plain lists, dicts and texts. Raises ContentError."""
    source = Source(path)
    if source.problems:
        raise ContentError(source.problems)
    return source.data


def read_model(path: Path, model: type[Model]) -> Model:
    """A file as a model. Raises ContentError with every problem of the file."""
    return Source(path).read(model)
