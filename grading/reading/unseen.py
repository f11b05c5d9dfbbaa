"""What could not be seen: rooms no camera showed, somebody who was never alone with the writer.

Practice source: practice.md V12 (what a camera shows), R3.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from grading.reading.facts import Reader
from grading.reading.lexicon import phrases
from grading.reading.sentences import ROWS, Sentence
from grading.reading.words import forms
from simulator.cases.model import Case, Event
from simulator.exercises.note import VIEW


@dataclass(frozen=True, slots=True)
class Contradiction:
    """``kind``: age, birth, weekday, invented day, event day, event time, relation, count, turned, not on camera, not alone."""

    kind: str
    wrote: str
    is_: str
    field: str
    about: str = ""  # person or fact id
    moment: str = ""


def passed_on(reader: Reader, s: Sentence) -> bool:
    """Whether the sentence gives what somebody other than the writer said."""
    return any(t.ids and not t.writer for t in reader.speech.tellings(s))


def camera(reader: Reader, case: Case, s: Sentence, event: Event) -> Iterator[Contradiction]:
    """On a video call: a room or a smell that no camera showed, told as seen."""
    note = reader.note
    if s.field.startswith(ROWS) or s.field in VIEW or s.held_back:
        return
    if note.has(s, phrases("camera", "on_it")) or passed_on(reader, s) or "asked" in note.forms(s):
        return
    if any(w in phrases("speech", "negators") for w in note.forms(s, outside_quotes=True)):
        return
    shown = {w for c in case.key.camera if c.event == event.id for w in forms(c.showed)}
    row = note.forms(s, outside_quotes=True)
    rooms = [w for w in row if w in phrases("camera", "rooms")]
    unseen = [w for w in rooms if w not in shown]
    impossible = note.has(s, phrases("camera", "never"))
    if impossible or (unseen and unseen == rooms and note.has(s, phrases("camera", "claims"))):
        views = [c.showed for c in case.key.camera if c.event == event.id]
        yield Contradiction(
            "not on camera", note.snippet(s),
            f"It was a video call. The camera showed: {'; '.join(views)}." if views else "It was a video call: nobody saw that.",
            s.field,
        )  # fmt: skip


def not_alone(reader: Reader, case: Case) -> Iterator[Contradiction]:
    """“I saw Edie alone”, of somebody who was not alone with the writer."""
    task = case.note
    if task is None or not task.see_alone or task.seen_alone:
        return
    first = re.escape(reader.names.shown(task.see_alone))
    for s in reader.note.sentences:
        if re.search(
            rf"\bI (?:saw|spoke to|spoke with|talked to|met|visited) {first} (?:alone|on (?:his|her|their) own)\b",
            s.text,
            re.I,
        ):
            yield Contradiction(
                "not alone",
                reader.note.snippet(s),
                f"{reader.names.shown(task.see_alone)} was not seen alone.",
                s.field,
            )
