"""Read a responses.json that was handed in. Everything in it is hostile until it has been through here.

The file is opened without following a link, its size and depth are known before it is parsed, and what comes out
holds text, whole numbers and nothing else. Each rule that is broken has a name, so that a tutor can be told which.
Nothing here runs, imports or unpickles anything from a submission.
"""

from __future__ import annotations

import json
import math
import os
import re
import stat
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, NoReturn

NAME = "responses.json"
LARGEST = 2_000_000  # bytes
DEEPEST = 8  # brackets within brackets; what the course writes has five
MOST_DIGITS = 18

_TOP = {"schema": int, "module": str, "case": dict, "responses": dict}
_CASE = {"scenario": str, "jurisdiction": str, "seed": int, "generator": str}
_ANSWER = {"value": dict, "saved_at": str, "attempts": int}
_SHAPES = {int: "a whole number", str: "text", dict: "a set of named values"}
_SLUG = re.compile(r"[a-z][a-z0-9_]{0,60}")


class Refused(Exception):
    """A file that is not read. ``name`` is the rule it breaks, ``sentence`` what a person is told."""

    def __init__(self, name: str, sentence: str) -> None:
        super().__init__(sentence)
        self.name, self.sentence = name, sentence


class Missing(Refused):
    """There is no file at all."""


@dataclass(frozen=True)
class Answer:
    """One exercise: the form as it was, when it was saved, how often it was checked."""

    value: dict[str, str | list[str]]
    saved_at: datetime
    attempts: int = 0


@dataclass(frozen=True)
class Submission:
    """A file that has been read. ``student`` is what the learner's own machine wrote: a claim, not a fact."""

    module: str
    scenario: str
    jurisdiction: str
    seed: int
    generator: str
    student: str | None = None
    answers: dict[str, Answer] = field(default_factory=dict)

    def to_json(self) -> str:
        """The same as a clean file: known keys only, in a fixed order."""
        out: dict[str, Any] = {
            "schema": 1,
            "module": self.module,
            "case": {
                "scenario": self.scenario,
                "jurisdiction": self.jurisdiction,
                "seed": self.seed,
                "generator": self.generator,
            },
        }
        if self.student is not None:
            out["student"] = self.student
        out["responses"] = {
            name: {"value": a.value, "saved_at": a.saved_at.isoformat(timespec="seconds"), "attempts": a.attempts}
            for name, a in self.answers.items()
        }
        return json.dumps(out, ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def read_hostile(path: Path, module: str, exercises: Collection[str]) -> Submission:
    """Read a submission's responses.json.

    ``exercises`` are the ids the module has. Raises Missing when there is no file and Refused for: "symlink",
    "not a file", "not readable", "too big", "too deep", "not UTF-8", "not JSON", "duplicate key", "not a number",
    "not text", "wrong shape", "unknown key", "other version", "other module", "unknown exercise".
    """
    submission = parse(read_bytes(path), exercises)
    if submission.module != module:
        raise Refused("other module", f"It belongs to the module “{short(submission.module)}”, not to “{module}”.")
    return submission


@contextmanager
def opened(path: Path, *, follow: bool = False) -> Iterator[int]:
    """Open a plain file for reading: no link (unless ``follow``), no device, no pipe. Raises Missing or Refused."""
    try:
        before = path.stat() if follow else path.lstat()
        if stat.S_ISLNK(before.st_mode):
            raise Refused("symlink", "It is a link to another file; links are not followed.")
        if not stat.S_ISREG(before.st_mode):
            raise Refused("not a file", "It is not a plain file.")
        flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
        handle = os.open(path, flags if follow else flags | getattr(os, "O_NOFOLLOW", 0))
    except FileNotFoundError:
        raise Missing("missing", "There is no such file.") from None
    except OSError as error:
        raise Refused("not readable", f"It cannot be opened ({error.strerror}).") from None
    try:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise Refused("not a file", "It is not a plain file.")
        yield handle
    finally:
        os.close(handle)


def read_bytes(path: Path, largest: int = LARGEST, *, follow: bool = False) -> bytes:
    """The bytes of a plain file of at most ``largest`` bytes. Raises Missing or Refused."""
    with opened(path, follow=follow) as handle:
        size = os.fstat(handle).st_size
        if size > largest:
            raise Refused("too big", f"It holds {_size(size)}; at most {_size(largest)} are read.")
        parts, left = [], largest + 1
        while left and (part := os.read(handle, min(left, 1 << 20))):
            parts.append(part)
            left -= len(part)
    if not left:
        raise Refused("too big", f"It holds more than {_size(largest)}, which is the most that is read.")
    return b"".join(parts)


def parse(data: bytes, exercises: Collection[str] | None = None) -> Submission:
    """Bytes -> Submission, or Refused. ``exercises`` None: any exercise's name will do (a learner's own file)."""
    if _depth(data) > DEEPEST:
        raise Refused("too deep", f"It has brackets within brackets, more than {DEEPEST} deep.")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Refused("not UTF-8", "It is not UTF-8 text.") from None
    try:
        top = json.loads(
            text, object_pairs_hook=_no_twins, parse_constant=_no_number, parse_float=_float, parse_int=_int
        )
    except (ValueError, RecursionError):
        raise Refused("not JSON", "It is not whole JSON; it may have been cut short.") from None
    _shape(top, "the file", _TOP, {"student": str})
    if top["schema"] != 1:
        raise Refused("other version", f"It has schema {top['schema']}; this version of Caseroom reads schema 1.")
    case = top["case"]
    _shape(case, "“case”", _CASE)
    for key in ("scenario", "jurisdiction"):
        if not _SLUG.fullmatch(case[key]):
            raise Refused("wrong shape", f"“{short(case[key])}” is not the name of a {key}.")
    if len(top["module"]) > 100 or len(case["generator"]) > 100 or len(top.get("student", "")) > 200:
        raise Refused("wrong shape", "A name in it is longer than any name can be.")
    return Submission(
        module=_text(top["module"]),
        scenario=case["scenario"],
        jurisdiction=case["jurisdiction"],
        seed=case["seed"],
        generator=_text(case["generator"]),
        student=_text(top["student"]) if "student" in top else None,
        answers={name: _answer(name, value, exercises) for name, value in top["responses"].items()},
    )


def _answer(name: str, found: Any, exercises: Collection[str] | None) -> Answer:
    if exercises is not None and name not in exercises:
        raise Refused("unknown exercise", f"It answers an exercise this module does not have: “{short(name)}”.")
    if not _SLUG.fullmatch(name):
        raise Refused("unknown exercise", f"“{short(name)}” is not the name of an exercise.")
    _shape(found, f"“{name}”", _ANSWER)
    value: dict[str, str | list[str]] = {}
    for key, inner in found["value"].items():
        many = inner if isinstance(inner, list) else [inner]
        if not all(isinstance(v, str) for v in many):
            raise Refused("wrong shape", f"“{short(key)}” in “{name}” is not text.")
        for v in many:
            _text(v)
        value[_text(key)] = inner
    try:
        saved = datetime.fromisoformat(found["saved_at"])
    except ValueError:
        raise Refused("wrong shape", f"“{short(found['saved_at'])}” is not a date and a time.") from None
    if found["attempts"] < 0:
        raise Refused("wrong shape", f"“attempts” in “{name}” is less than 0.")
    return Answer(value=value, saved_at=saved, attempts=found["attempts"])


def _shape(found: Any, where: str, need: dict[str, type], may: dict[str, type] | None = None) -> None:
    if not isinstance(found, dict):
        raise Refused("wrong shape", f"{where[:1].upper()}{where[1:]} is not a set of named values.")
    known = {**need, **(may or {})}
    for key in found:
        if key not in known:
            raise Refused("unknown key", f"{where[:1].upper()}{where[1:]} holds “{short(key)}”, which nothing reads.")
    for key, wanted in known.items():
        if key not in found:
            if key in need:
                raise Refused("wrong shape", f"“{key}” is missing in {where}.")
        elif not isinstance(found[key], wanted) or isinstance(found[key], bool):
            raise Refused("wrong shape", f"“{key}” in {where} is not {_SHAPES[wanted]}.")


def _depth(data: bytes) -> int:
    """How deep the brackets go, in one pass and without recursion; brackets inside text do not count."""
    deepest = depth = at = 0
    mark, inside = re.compile(rb'["\[\]{}]'), re.compile(rb'[^"\\]*+(?:\\.[^"\\]*+)*+', re.DOTALL)
    while found := mark.search(data, at):
        at = found.end()
        if found[0] == b'"':
            rest = inside.match(data, at)
            at = (rest.end() if rest else at) + 1
        elif found[0] in b"[{":
            depth += 1
            deepest = max(deepest, depth)
            if deepest > DEEPEST:
                return deepest
        else:
            depth -= 1
    return deepest


def _no_twins(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    out: dict[str, Any] = {}
    for key, value in pairs:
        if key in out:
            raise Refused("duplicate key", f"“{short(key)}” stands in it twice.")
        out[key] = value
    return out


def _no_number(name: str) -> NoReturn:
    raise Refused("not a number", f"It holds {name}, which is not a number anybody can count with.")


def _float(text: str) -> float:
    if not math.isfinite(number := float(text)):
        _no_number(short(text))
    return number


def _int(text: str) -> int:
    if len(text) > MOST_DIGITS:
        raise Refused("not a number", "It holds a number longer than any the course writes.")
    return int(text)


def _text(text: str) -> str:
    """Text that can be written as UTF-8: half of a split character is refused."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        raise Refused("not text", "It holds half a character, which is not text.") from None
    return text


def short(text: str) -> str:
    """The start of something hostile, fit for one line of a report."""
    clean = "".join(c if c.isprintable() else "?" for c in text[:40])
    return clean + ("…" if len(text) > 40 else "")


def _size(count: int) -> str:
    return f"{count / 1e6:,.0f} MB" if count >= 1e6 else f"{count:,} bytes"
