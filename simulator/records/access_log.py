"""Who looked at a file: the looks that belong to the case, and the learner's own.

The learner's looks stand in ``looks.jsonl`` in the data folder, one JSON object a line: ``when`` (local time, ISO),
``file_no``, ``opened``, ``reason``. Practice source: practice.md section 11, access to records is recorded and read.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from simulator.cases.model import Case, Look

NAME = "looks.jsonl"
YOU = "You"
OWN_FILE = "Allocated worker"
AGAIN = timedelta(minutes=10)  # the same look within this time is one look
LONGEST = 500  # characters of a reason


class NotRecorded(Exception):
    """A look could not be written down; ``str()`` is one sentence with a cure."""


@dataclass(frozen=True)
class Log:
    """Looks at one file, newest first, and what the learner has to be told about the log."""

    looks: tuple[Look, ...]
    notices: tuple[str, ...] = ()


def record(data: Path, file_no: str, opened: str, reason: str, when: datetime | None = None) -> None:
    """Write one look of the learner's down. The same look within ten minutes is written once.

    Raises NotRecorded when the folder cannot be written to.
    """
    when = (when or datetime.now()).replace(microsecond=0)
    reason = " ".join(reason.split())[:LONGEST]
    for look in own(data, file_no).looks:
        if look.opened == opened and look.reason == reason and timedelta(0) <= when - look.when < AGAIN:
            return
    line = json.dumps(
        {"when": when.isoformat(), "file_no": file_no, "opened": opened, "reason": reason}, ensure_ascii=False
    )
    path = data / NAME
    try:
        data.mkdir(parents=True, exist_ok=True)
        with path.open("ab+") as f:
            end = f.seek(0, 2)
            if end:
                f.seek(end - 1)
                if f.read(1) != b"\n":  # the last line was cut off: keep it apart from this one
                    line = "\n" + line
            f.write(line.encode() + b"\n")
    except OSError as e:
        raise NotRecorded(
            f"Your look could not be written to the access log ({e.strerror or e}). "
            f"Make room, or allow writing in {data}."
        ) from e


def own(data: Path, file_no: str) -> Log:
    """The learner's looks at one file, newest first. A line that cannot be read is left out and said."""
    path = data / NAME
    try:
        lines = path.read_bytes().split(b"\n")
    except FileNotFoundError:
        return Log(())
    except OSError as e:
        return Log((), (f"Your own looks could not be read ({e.strerror or e}). Check that {path} may be read.",))
    looks, broken = [], 0
    for line in lines:
        if not line.strip():
            continue
        try:
            raw = json.loads(line)
            number, look = raw["file_no"], _look(raw)
        except (ValueError, KeyError, TypeError, RecursionError):
            broken += 1
            continue
        if number == file_no:
            looks.append(look)
    notices: tuple[str, ...] = ()
    if broken:
        lines_say = "1 line" if broken == 1 else f"{broken} lines"
        notices = (f"{lines_say} of the access log could not be read and {'is' if broken == 1 else 'are'} left out.",)
    return Log(_newest_first(looks), notices)


def _look(raw: dict[str, object]) -> Look:
    texts = [raw["opened"], raw["reason"], raw["file_no"]]
    if not all(isinstance(t, str) for t in texts) or not isinstance(raw["when"], str):
        raise ValueError("not text")
    when = datetime.fromisoformat(raw["when"])
    if when.tzinfo:
        when = when.astimezone().replace(tzinfo=None)
    return Look(when=when, who=YOU, opened=str(raw["opened"]), reason=str(raw["reason"]))


def _newest_first(looks: Iterable[Look]) -> tuple[Look, ...]:
    return tuple(sorted(looks, key=lambda k: k.when, reverse=True))


def merged(case: Case, data: Path) -> Log:
    """Everybody's looks at a case's file, the learner's too, newest first."""
    mine = own(data, case.file_no)
    return Log(_newest_first((*mine.looks, *case.looks)), mine.notices)


def restricted(case: Case) -> dict[str, str]:
    """What needs a reason before it is opened: id to the words the access log uses for it."""
    items = {d.id: f"Documents: {d.title}" for d in case.documents if d.restricted}
    return items | {c.id: f"Contacts: {c.kind}, {c.on:%Y-%m-%d}" for c in case.contacts if c.restricted}


def opened(case: Case, looks: Iterable[Look]) -> frozenset[str]:
    """The restricted items the learner has opened, with a reason of their own: being the allocated worker is not enough."""
    said = {k.opened for k in looks if k.who == YOU and k.reason not in ("", OWN_FILE)}
    return frozenset(id for id, words in restricted(case).items() if words in said)
