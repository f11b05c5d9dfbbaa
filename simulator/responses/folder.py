"""A learner's own answers: one responses.json in one folder, for one module and one family.

The file is written whole to a temporary file, synced and renamed, so there is never half a file. Two windows, two
threads or two processes may save at once: each change is read, made and written under a lock. A file that cannot be
read, or that is about another family, is never written over: it is kept beside the new one and the learner is told.
"""

from __future__ import annotations

import errno
import os
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from simulator.responses.hostile import LARGEST, NAME, Answer, Missing, Refused, Submission, parse, read_bytes
from simulator.responses.lock import Busy, one_at_a_time

if TYPE_CHECKING:
    from simulator.cases import CaseRef

Value = dict[str, str | list[str]]


class NotSaved(Exception):
    """Nothing was written and nothing was lost: what was saved before is still there. ``message`` says why."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


@dataclass(frozen=True)
class Saved:
    """What a folder holds: the form of each exercise, when it was saved, how often it was checked, and what the
    learner must be told (whole sentences)."""

    values: dict[str, Value] = field(default_factory=dict)
    saved_at: dict[str, datetime] = field(default_factory=dict)
    attempts: dict[str, int] = field(default_factory=dict)
    notices: tuple[str, ...] = ()


class Folder:
    """The answers in one folder. ``student`` is written into the file when it is known."""

    def __init__(self, path: Path, module: str, ref: CaseRef, student: str | None = None) -> None:
        self.path = Path(path).absolute()
        self.module, self.ref, self.student = module, ref, student
        self._notices: list[str] = []

    @property
    def file(self) -> Path:
        return self.path / NAME

    def read(self) -> Saved:
        """Everything saved here. Never raises for what is in the file: a broken one is kept aside."""
        answers = self._load().answers
        return Saved(
            values={name: a.value for name, a in answers.items()},
            saved_at={name: a.saved_at for name, a in answers.items()},
            attempts={name: a.attempts for name, a in answers.items()},
            notices=tuple(self._notices),
        )

    def value(self, exercise: str) -> Value | None:
        """The form of one exercise as it was saved, or None."""
        return self.read().values.get(exercise)

    def saved_at(self, exercise: str) -> datetime | None:
        return self.read().saved_at.get(exercise)

    def save(
        self,
        exercise: str,
        raw: Mapping[str, str | list[str]],
        settle: Callable[[Value | None, Value], Value] | None = None,
    ) -> datetime:
        """Keep the form of one exercise; returns when (local time, with its zone). Raises NotSaved.

        ``settle`` makes of what was saved before and what is sent now what is kept, while nobody else can save.
        """
        sent: Value = {
            whole(name): [whole(v) for v in text] if isinstance(text, list) else whole(text)
            for name, text in raw.items()
        }
        now = datetime.now().astimezone().replace(microsecond=0)

        def change(old: Answer | None) -> Answer:
            value = settle(old.value if old else None, sent) if settle else sent
            return Answer(value=value, saved_at=now, attempts=old.attempts if old else 0)

        self._change(exercise, change)
        return now

    def attempt(self, exercise: str) -> int:
        """Count one check of the work; returns how many there were. Nothing saved, nothing counted."""
        counted = 0

        def change(old: Answer | None) -> Answer | None:
            nonlocal counted
            if old is None:
                return None
            counted = old.attempts + 1
            return replace(old, attempts=counted)

        self._change(exercise, change)
        return counted

    # ---- reading

    def _empty(self) -> Submission:
        from simulator.cases import GENERATOR

        return Submission(self.module, self.ref.scenario, self.ref.jurisdiction, self.ref.seed, GENERATOR, self.student)

    def _load(self) -> Submission:
        if (good := self._good()) is not None:
            return good
        try:
            with one_at_a_time(self.path / ".responses.lock"):
                if (good := self._good()) is None:
                    self._keep_aside()
                    good = self._good()
                return good or self._empty()
        except (OSError, Busy):
            self._tell(f"Your saved answers in {self.file} cannot be read now. They have not been changed.")
            return self._empty()

    def _good(self) -> Submission | None:
        """What the file says when it is ours; an empty one when there is none; None when it is in the way."""
        try:
            found = parse(read_bytes(self.file, follow=True))
        except Missing:
            return self._empty()
        except Refused:
            return None
        ours = self._empty()
        return replace(found, student=self.student or found.student) if _family(found) == _family(ours) else None

    def _keep_aside(self) -> None:
        """Move a file we must not write over; take our own back when it was moved earlier. Under the lock."""
        try:
            found = parse(read_bytes(self.file, follow=True))
        except Refused:
            stem = "broken-"
        else:
            stem = "-".join(str(part) for part in _family(found)[1:]) + "-"
            if found.module != self.module:
                stem = f"{''.join(c for c in found.module if c.isalnum() or c == '_')}-{stem}"
        number = 1
        while os.path.lexists(aside := self.path / f"responses.{stem}{number}.json"):
            number += 1
        self.file.rename(aside)
        if stem == "broken-":
            self._tell(f"Your saved answers could not be read. They are kept in {aside.name}, beside a new file.")
            return
        self._tell(f"The answers saved here were about another family. They are kept in {aside.name}.")
        ours = "-".join(str(part) for part in _family(self._empty())[1:])
        kept = [p for n in range(number + 1, 0, -1) if (p := self.path / f"responses.{ours}-{n}.json").is_file()]
        if kept and not self.file.exists():
            kept[0].rename(self.file)

    def _tell(self, sentence: str) -> None:
        if sentence not in self._notices:
            self._notices.append(sentence)

    # ---- writing

    def _change(self, exercise: str, change: Callable[[Answer | None], Answer | None]) -> None:
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            with one_at_a_time(self.path / ".responses.lock"):
                found = self._load()
                answer = change(found.answers.get(exercise))
                if answer is None:
                    return
                self._write(replace(found, answers={**found.answers, exercise: answer}))
        except OSError as error:
            raise NotSaved(_why(error, self.path)) from error
        except Busy:
            raise NotSaved("Not saved: another window is saving. Your words are still here; try again.") from None

    def _write(self, content: Submission) -> None:
        data = content.to_json().encode("utf-8")
        if len(data) > LARGEST:
            raise NotSaved(f"This is more than {LARGEST // 1_000_000} MB, the most that can be handed in. Shorten it.")
        if os.path.lexists(self.file) and self._good() is None:
            raise NotSaved(f"The file {self.file} is in the way and cannot be moved. Move it, then try again.")
        temporary = self.path / f".{NAME}.{os.getpid()}.tmp"
        try:
            handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0), 0o666)
            try:
                with os.fdopen(handle, "wb", closefd=False) as out:
                    out.write(data)
                os.fsync(handle)
            finally:
                os.close(handle)
            _rename(temporary, self.file)
        except BaseException:
            with suppress(OSError):
                temporary.unlink(missing_ok=True)
            raise
        if os.name == "posix":
            with suppress(OSError):
                folder = os.open(self.path, os.O_RDONLY)
                try:
                    os.fsync(folder)
                finally:
                    os.close(folder)


def _rename(temporary: Path, target: Path) -> None:
    """Put the new file in the old one's place; on Windows a reader may hold the old one for a moment."""
    for pause in (0.05, 0.1, 0.2, 0.4):
        try:
            temporary.replace(target)
        except PermissionError:
            if os.name != "nt":
                raise
            time.sleep(pause)
        else:
            return
    temporary.replace(target)


def _family(found: Submission) -> tuple[str, str, str, int]:
    return found.module, found.jurisdiction, found.scenario, found.seed


def whole(text: str) -> str:
    """Text that can be written: half of a split character becomes a question mark."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _why(error: OSError, folder: Path) -> str:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return "Not saved: the disk is full. Your words are still here. Make room and they will be saved."
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return f"Not saved: the folder {folder} cannot be written to. Your words are still here."
    return f"Not saved: {error.strerror or 'the disk gave an error'}. Your words are still here."
