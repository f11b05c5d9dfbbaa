"""Actions: what, who, by when. Practice source: practice.md R9, E14."""

from __future__ import annotations

import re
from datetime import date

from grading.reading.dates import clock, dates, relative
from grading.reading.facts import Reader
from grading.reading.lexicon import phrases
from grading.reading.sentences import ROWS
from grading.reading.words import forms
from simulator.cases.model import Case
from simulator.exercises.note import Action


def dated(text: str, case: Case, day: date) -> bool | None:
    """Whether a “when” names a time. None when it may: “after the meeting” is a time to somebody."""
    row = " ".join(forms(text))
    if not row:
        return False
    if dates(text, case.date_order, day) or relative(text, day) or clock(text):
        return True
    if re.search(
        r"\b(within|in|by|before|next|this|end of|every|each|the)\b.*\b(\d+|day|days|week|weeks|month|evening|morning|afternoon|night|hours?|minutes?|weekend)\b",
        row,
    ):
        return True
    if row in phrases("speech", "vague_when"):
        return False
    return None


def owned(text: str) -> bool:
    """Whether a “who” names somebody who could be asked."""
    row = " ".join(forms(text))
    return bool(row) and row not in phrases("speech", "vague_who")


def concrete(text: str) -> bool:
    """Whether a “what” is something to do; “will monitor” is nobody's job."""
    row = " ".join(forms(text))
    return bool(row) and row not in phrases("speech", "vague_what")


def missing(action: Action, case: Case, day: date) -> tuple[str, ...]:
    """What an action row lacks, of: what, who, when. What cannot be told is not missing."""
    out = []
    if not concrete(action.what):
        out.append("what")
    if not owned(action.who):
        out.append("who")
    if dated(action.when, case, day) is False and not dated(action.what, case, day):
        out.append("when")
    return tuple(out)


def in_prose(reader: Reader, case: Case, day: date) -> str:
    """A sentence of the prose that says who will do what by when; empty when there is none."""
    for s in reader.note.sentences:
        if s.field.startswith(ROWS) or s.held_back or s.number in reader.skip:
            continue
        someone = any(w in ("i", "me", "we") for w in reader.note.forms(s)) or any(
            m.kind != "pronoun" for m in reader.speech.by_sentence.get(s.number, ())
        )
        timed = any(w.day and w.day >= day for w in dates(s.text, case.date_order, day)) or bool(
            re.search(r"\b(tonight|tomorrow|by (?:half|quarter|\d|mon|tue|wed|thu|fri|sat|sun))", s.text, re.I)
        )
        if someone and timed:
            return reader.note.snippet(s)
    return ""
