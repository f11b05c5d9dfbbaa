"""What the projector shows. The board and the projector are two windows with a kernel each: they share one small file."""

from __future__ import annotations

import json
import os
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

FILE = "projector.json"
LARGEST = 10_000


@dataclass(frozen=True)
class Shown:
    """``since``: when the room came to this exercise, or went on after a pause. ``left``: seconds of a timer that is held.

    ``question`` is a field's name ("": the first); ``two`` are seats, () while nobody has chosen them.
    """

    exercise: str = ""
    since: float = 0.0
    left: float | None = None
    question: str = ""
    two: tuple[int, ...] = ()
    case: bool = False  # what the case says is shown
    answers: bool = False  # two answers are shown, in place of a question


class Projecting:
    """Reads and writes the file. Where it cannot be written, this window still knows."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / FILE
        self._last = Shown()

    def read(self) -> Shown:
        """What is shown now. A file that is broken or gone counts as what this window last knew."""
        with suppress(OSError, ValueError, TypeError, KeyError):
            if self.path.stat().st_size < LARGEST:
                self._last = _sound(json.loads(self.path.read_text(encoding="utf-8")))
        return self._last

    def change(self, **what: Any) -> Shown:
        """Change something, for both windows."""
        self._last = replace(self.read(), **what)
        fresh = self.path.with_name(f"{FILE}.{os.getpid()}")
        with suppress(OSError):
            fresh.write_text(json.dumps(asdict(self._last)), encoding="utf-8")
            fresh.replace(self.path)
        return self._last


def _sound(raw: Any) -> Shown:
    """Raises ValueError, TypeError or KeyError for what was not written by us."""
    return Shown(
        exercise=str(raw["exercise"]),
        since=float(raw["since"]),
        left=None if raw["left"] is None else float(raw["left"]),
        question=str(raw["question"]),
        two=tuple(int(n) for n in raw["two"]),
        case=bool(raw["case"]),
        answers=bool(raw["answers"]),
    )
