"""What happens next: an action with an owner and a date, and what has to be settled. Practice source: practice.md R9, E14."""

from __future__ import annotations

from grading.marks import Check, Remark
from grading.note_checks.contact import _and
from grading.note_checks.sheet import Sheet, share
from grading.reading.actions import in_prose, missing
from grading.reading.likeness import bag
from simulator.cases.model import Settle

ABOUT = 0.5  # of the words of what has to be settled, in one step, for it to be spoken of
LOST = {
    "what": "Nobody could say when it is done.",
    "who": "Without a name it is nobody’s job.",
    "when": "Without a day it can always wait.",
}


def _short(text: str) -> str:
    return text if len(text) <= 50 else text[:50].rsplit(" ", 1)[0] + " …"


def _in_line(text: str) -> str:
    """“Who has the card.” in the middle of a sentence: “who has the card”."""
    text = text.strip().rstrip(".")
    first, _, rest = text.partition(" ")
    return (
        f"{first.lower()} {rest}"
        if first in ("A", "An", "The", "Who", "What", "Where", "When", "How", "Whether")
        else text
    )


def actions(sheet: Sheet) -> tuple[Check, list[Remark]]:
    """Any action with an owner and a date earns the points; the rows that lack one get a remark."""
    out_of, case, day = sheet.points["actions"], sheet.case, sheet.task.written.date()
    lacks = [(a, missing(a, case, day)) for a in sheet.response.do]
    good = [a for a, m in lacks if not m]
    label = {"what": "something to do", "who": "a name", "when": "a day"}
    if good:
        remarks = [
            Remark(
                wrote=a.what or a.who,
                says=f"This step still lacks {_and([label[x] for x in m])}.",
                field=f"do.{n}.what",
            )
            for n, (a, m) in enumerate(lacks, 1)
            if m
        ]
        return Check(
            id="actions", title="A step with an owner and a day." if len(good) == 1 else f"{len(good)} steps, each with an owner and a day.",
            passed=True, points=out_of, out_of=out_of, wrote=good[0].what, rationale=f"“{good[0].what}”: {good[0].who}, {good[0].when}.", links=sheet.links("do"),
        ), remarks  # fmt: skip
    if not sheet.listed and (text := in_prose(sheet.reader, case, day)):
        return Check(
            id="actions", title="A step with an owner and a day stands in your text.", passed=True, points=out_of, out_of=out_of, wrote=text,
            rationale="It is in the text. The form has a line for each step; the next reader looks there.", links=sheet.links("do"),
        ), []  # fmt: skip
    first, gaps = lacks[0] if lacks else (None, ())
    wrote = "; ".join(p for p in (first.what, first.who, first.when) if p) if first else ""
    title = (
        f"“{_short(first.what or first.who)}” lacks {_and([label[x] for x in gaps])}"
        if first
        else "Nothing is written under “What happens next?”"
    )
    return Check(
        id="actions", title=title, passed=False, points=0, out_of=out_of, wrote=wrote,
        in_case="" if not first else " ".join(LOST[x] for x in gaps),
        next_time="Write one step as: what, who does it, and the day it is done by. Put a day to it even if it moves.",
        matters=sheet.matters("actions"), rationale=f"{title}. No step has an owner and a day.", links=sheet.links("do"), weight=52,
    ), []  # fmt: skip


def _spoken_of(sheet: Sheet, item: Settle) -> bool:
    """Whether a step, or a sentence that looks ahead, shares enough words with what has to be settled to be about it."""
    about = [bag(text) for text in (item.what, *item.good)]
    rows: dict[str, frozenset[str]] = {}
    for s in sheet.note.sentences:
        if s.number not in sheet.reader.skip:
            key = s.field if s.field.startswith("do.") else str(s.number)
            rows[key] = rows.get(key, frozenset()) | bag(s.text)
    return any(len(row & wanted) >= max(2, ABOUT * len(wanted)) for row in rows.values() for wanted in about if wanted)


def settled(sheet: Sheet) -> list[Check]:
    """What the note must arrange beyond that: who has the children tonight."""
    out = []
    for item, points in zip(sheet.task.settle, share(sheet.points["settled"], len(sheet.task.settle)), strict=True):
        finding = sheet.reader.find(item.found_by, strict=True)
        what = _in_line(item.what)
        if finding.state == "found" and not finding.denied:
            out.append(Check(
                id=f"settled.{item.id}", title=f"Settled: {what}.", passed=True, points=points, out_of=points,
                wrote=sheet.wrote(finding.windows[0]), rationale=f"The note settles it: {what}.", links=sheet.links("do"),
            ))  # fmt: skip
        elif finding.state in ("part", "found") or _spoken_of(sheet, item):
            out.append(Check(
                id=f"settled.{item.id}", title=f"A person has to read whether this is settled: {what}", passed=None, points=0, out_of=points, person=True,
                wrote=sheet.wrote(finding.near), rationale="Part of it is there. The software does not guess; a person will read it.", links=sheet.links("do"), weight=9,
            ))  # fmt: skip
        else:
            out.append(Check(
                id=f"settled.{item.id}", title=f"Not settled yet: {what}", passed=False, points=0, out_of=points, in_case=item.because,
                next_time=f"Write it down: {what}. Say who arranges it, and by when.", matters=sheet.matters("actions", item.because),
                rationale=f"Not found: {what}. {item.because}", links=sheet.links("do"), weight=68,
            ))  # fmt: skip
    return out
