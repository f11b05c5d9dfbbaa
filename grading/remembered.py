"""What the last check found sound, so that the next plays only what has changed since.

A scenario is known by a fingerprint of everything its verdict rests on: its own file, the profiles, the names, the exercises
and all of our code. Nothing is remembered of what had a problem.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterable
from functools import cache
from hashlib import blake2b
from pathlib import Path

from simulator.content import places

FILE = "checked.json"


def folder() -> Path:
    from platformdirs import user_cache_dir

    return Path(user_cache_dir("caseroom", appauthor=False))


def _fold(paths: Iterable[Path]) -> bytes:
    digest = blake2b(digest_size=16)
    for path in paths:
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.digest()


@cache
def _everything_else() -> bytes:
    """The fingerprint of all that every verdict rests on."""
    code = Path(__file__).parent.parent
    return _fold(
        [
            *sorted(p for part in ("simulator", "grading") for p in (code / part).rglob("*.py")),
            *sorted((code / "grading" / "lexicons").glob("*.yaml")),
            *sorted((places.dummy_cases() / "jurisdictions").glob("*.yaml")),
            places.dummy_cases() / "names.yaml",
            *sorted(places.modules().rglob("*.yaml")),
        ]
    )


def fingerprint(scenario: Path) -> str:
    """What the verdict on a scenario rests on."""
    return blake2b(_everything_else() + _fold([scenario]), digest_size=16).hexdigest()


class Remembered:
    """The verdicts of earlier checks. A memory that cannot be read or written is no memory, and no problem."""

    def __init__(self) -> None:
        self.path = folder() / FILE
        self.sound: dict[str, str] = {}
        with contextlib.suppress(OSError, ValueError, RecursionError):
            found = json.loads(self.path.read_text(encoding="utf-8"))
            self.sound = {str(k): str(v) for k, v in found.items()} if isinstance(found, dict) else {}

    def knows(self, scenario: Path) -> bool:
        return self.sound.get(str(scenario)) == fingerprint(scenario)

    def keep(self, scenario: Path, sound: bool) -> None:
        if sound:
            self.sound[str(scenario)] = fingerprint(scenario)
        else:
            self.sound.pop(str(scenario), None)

    def write(self) -> None:
        with contextlib.suppress(OSError):
            self.path.parent.mkdir(parents=True, exist_ok=True)
            new = self.path.with_suffix(".new")
            new.write_text(json.dumps(self.sound, indent=1), encoding="utf-8")
            new.replace(self.path)
