"""The marker held against the labels: counts for every check, and where the two disagree."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from grading import mark
from grading.marks import Check, Marks
from grading.note_checks.quoted import quotations
from grading.note_checks.roster import call_roll
from grading.note_checks.sheet import Sheet
from grading.note_checks.told import judge
from grading.reading.words import forms
from simulator.cases import make_case
from simulator.cases.model import Fact
from tests.accuracy.collection import Labelled, visit_note

CHARGES = (
    "no_contradiction",
    "cause_open",
    "quotes_exact",
    "roster",
    "right_file",
    "header",
    "words.",
    "accounts.",
    "seen_alone",
)


DENIED = ("age", "date", "name", "relation", "number", "negation", "seen_alone", "camera")  # what a contradiction is


@dataclass
class Count:
    """Yes is what the check looks for. ``unmarked``: left to a person, and what the label says of those."""

    yes_yes: int = 0  # label and marker say yes
    no_yes: int = 0  # the marker says yes and the label no
    yes_no: int = 0  # the marker says no and the label yes
    no_no: int = 0
    unmarked_yes: int = 0
    unmarked_no: int = 0
    wrong: list[str] = field(default_factory=list)

    def add(self, label: bool, marker: bool | None, what: str) -> None:
        if marker is None:
            if label:
                self.unmarked_yes += 1
            else:
                self.unmarked_no += 1
        elif label and marker:
            self.yes_yes += 1
        elif marker:
            self.no_yes += 1
            self.wrong.append(f"found, and the label says no: {what}")
        elif label:
            self.yes_no += 1
            self.wrong.append(f"not found, and the label says yes: {what}")
        else:
            self.no_no += 1

    @property
    def all(self) -> int:
        return self.decided + self.unmarked_yes + self.unmarked_no

    @property
    def decided(self) -> int:
        return self.yes_yes + self.no_yes + self.yes_no + self.no_no

    @property
    def precision(self) -> float:
        return self.yes_yes / (self.yes_yes + self.no_yes) if self.yes_yes + self.no_yes else 1.0

    @property
    def recall(self) -> float:
        return self.yes_yes / (self.yes_yes + self.yes_no) if self.yes_yes + self.yes_no else 1.0

    @property
    def f1(self) -> float:
        return _f1(self.precision, self.recall)

    @property
    def strict_recall(self) -> float:
        """What is left to a person counts as not found."""
        there = self.yes_yes + self.yes_no + self.unmarked_yes
        return self.yes_yes / there if there else 1.0

    @property
    def strict_f1(self) -> float:
        return _f1(self.precision, self.strict_recall)


def _f1(p: float, r: float) -> float:
    return 2 * p * r / (p + r) if p + r else 0.0


@dataclass
class Figures:
    counts: dict[str, Count] = field(default_factory=lambda: defaultdict(Count))
    totals: list[tuple[float, float, str]] = field(default_factory=list)  # label, marker, note
    excellent: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))  # check -> notes wrongly failed
    excellent_notes: int = 0
    notes: int = 0

    @property
    def kappa(self) -> float:
        return weighted_kappa([(round(a), round(b)) for a, b, _ in self.totals])


def weighted_kappa(pairs: list[tuple[int, int]]) -> float:
    """Quadratic weighted kappa of two raters' whole points."""
    if not pairs:
        return 1.0
    n = len(pairs)
    seen = sum((a - b) ** 2 for a, b in pairs) / n
    chance = sum((a - b) ** 2 for a, _ in pairs for _, b in pairs) / n**2
    return 1 - seen / chance if chance else 1.0


def figures(notes: Iterable[Labelled]) -> Figures:
    found = Figures()
    for note in notes:
        sheet = note.sheet()
        marks = mark(visit_note(), make_case(note.scenario, note.jurisdiction, note.seed), dict(note.raw))
        found.notes += 1
        _facts(found, note, sheet)
        _quotes(found, note, sheet)
        _roster(found, note, sheet)
        _contradictions(found, note, sheet, marks)
        _checks(found, note, sheet, marks)
    return found


def _facts(found: Figures, note: Labelled, sheet: Sheet) -> None:
    groups: list[tuple[str, tuple[Fact, ...], bool]] = [
        ("words", sheet.words, True), ("accounts", sheet.accounts, True), ("rest", sheet.rest, False),
    ]  # fmt: skip
    for group, facts, attributed in groups:
        for fact in facts:
            label = note.label.facts[fact.id]
            state, _finding, window = judge(sheet, fact, attributed)
            there = label == "yes" or (not attributed and label in ("unowned", "another"))
            marker = True if state == "passed" else None if state == "unsure" else False
            what = f"{note.name}: {fact.id} ({label}, {state}). {fact.what} — “{sheet.wrote(window)[:220]}”"
            found.counts[f"fact: {group}"].add(there, marker, what)
            found.counts["must-record facts"].add(there, marker, "")


def _quotes(found: Figures, note: Labelled, sheet: Sheet) -> None:
    """A quotation is right: these words, by that person. What is not speech is in neither list."""
    left = [dict(q) for q in note.label.quotations]
    for q in quotations(sheet):
        row = forms(q.text)
        best = max(left, key=lambda x: _shared(forms(x["words"]), row), default=None)
        if best is None or not _shared(forms(best["words"]), row):
            continue
        left.remove(best)
        marker = None if q.kind == "unknown" else q.kind == "exact"
        what = f"{note.name}: “{q.text}” is {best['is']}, marked {q.kind} (given to {q.given or '?'})"
        found.counts["quotations"].add(best["is"] == "exact", marker, what)


def _shared(a: tuple[str, ...], b: tuple[str, ...]) -> float:
    """How much of the shorter row's beginning stands in the other."""
    if not a or not b:
        return 0.0
    short, long = (a, b) if len(a) <= len(b) else (b, a)
    joined = f" {' '.join(long)} "
    if f" {' '.join(short)} " in joined:
        return float(len(short))
    return (
        sum(w in long for w in short) / len(short)
        if len(short) > 2 and sum(w in long for w in short) >= 0.7 * len(short)
        else 0.0
    )


def _roster(found: Figures, note: Labelled, sheet: Sheet) -> None:
    if not sheet.response.who:
        return
    roll = call_roll(sheet)
    named = {r.person for r in roll.rows if r.person}
    wrong = {r.person for r, _ in roll.wrong}
    unsure = {r.name for r in roll.unsure}
    from grading.note_checks.sheet import present

    for id, needed in present(sheet).items():
        if not needed:
            continue
        label_named = id in note.label.roster["named"]
        label_right = label_named and id not in note.label.roster["wrong_role"]
        marker: bool | None = id in named and id not in wrong
        if not marker and unsure:
            marker = None
        what = f"{note.name}: {id} named {label_named}, right {label_right}; rows {[(r.name, r.is_, r.person) for r in roll.rows]}"
        found.counts["roster"].add(label_right, marker, what)


def _contradictions(found: Figures, note: Labelled, sheet: Sheet, marks: Marks) -> None:
    count = found.counts["contradictions"]
    labelled = [c["words"] for c in note.label.contradictions]
    kinds = {c["words"]: c["kind"] for c in note.label.contradictions}
    charged = [c.wrote for c in marks.checks if c.passed is False and c.wrote and c.id.startswith(CHARGES)]
    mine = list(sheet.contradictions)
    # a sentence that the label holds against the note in another row is no false alarm
    elsewhere = " ".join(c["words"] for c in note.label.quotations if c["is"] != "exact")
    for c in mine:
        if any(_overlaps(c.wrote, words) for words in labelled):
            continue
        row = {"turned": ""}.get(c.kind)
        excused = row is not None and note.label.facts.get(c.about) in ("turned", "another", "half", "no", "unowned")
        excused = excused or (bool(elsewhere) and _overlaps(c.wrote, elsewhere))
        excused = excused or (c.kind in ("age", "birth") and note.label.checks["right_file"] == "fail")
        excused = excused or (
            c.kind in ("event day", "event time", "weekday") and note.label.checks["header"] == "fail"
        )
        excused = excused or (c.kind == "relation" and note.label.checks["roster"] != "pass")
        # the same denial, said twice: “confirmed this account”, “on the basis of the consistent accounts”
        excused = excused or (
            c.kind == "agree" and any(o.kind == "agree" and _overlaps(o.wrote, w) for o in mine for w in labelled)
        )
        if not excused:
            count.add(False, True, f"{note.name}: {c.kind}: “{c.wrote}” | {c.is_}")
    for words in labelled:
        hit = any(_overlaps(c.wrote, words) for c in mine) or any(_overlaps(w, words) for w in charged)
        # what was made up, and who said what, are other checks’ work: shown beside it, and not counted in it
        row = count if kinds[words] in DENIED else found.counts[f"contradictions: {kinds[words]}"]
        row.add(True, hit, f"{note.name}: “{words}”")


def _overlaps(a: str, b: str) -> bool:
    x, y = set(forms(re.sub(r"…", "", a))), set(forms(b))
    glue = {
        "the",
        "a",
        "an",
        "and",
        "of",
        "to",
        "in",
        "on",
        "at",
        "was",
        "is",
        "he",
        "she",
        "they",
        "i",
        "that",
        "it",
        "his",
        "her",
        "with",
        "had",
        "has",
    }
    x, y = x - glue, y - glue
    if not x or not y:
        return False
    return len(x & y) >= max(1, round(0.6 * min(len(x), len(y))))


def label_points(note: Labelled, sheet: Sheet) -> float:
    """The total a fair reader gives, by the same sheet."""
    label, points = note.label, sheet.points
    worth = {"pass": 1.0, "half": 0.5, "fail": 0.0, "none": 0.0, "unmarked": 0.0}
    total = 0.0
    from grading.note_checks.sheet import share

    for group, facts in (("words", sheet.words), ("accounts", sheet.accounts)):
        total += sum(
            p for f, p in zip(facts, share(points[group], len(facts)), strict=True) if label.facts[f.id] == "yes"
        )
    rest = [f for f in sheet.rest if label.facts[f.id] in ("yes", "unowned", "another")]
    full, half = max(1, -(-7 * len(sheet.rest) // 10)), max(1, -(-4 * len(sheet.rest) // 10))
    if points["the_rest"]:
        total += points["the_rest"] * (1.0 if len(rest) >= full else 0.5 if len(rest) >= half else 0.0)
    settle = [i.id for i in sheet.task.settle]
    for id, p in zip(settle, share(points["settled"], len(settle)), strict=True):
        total += p * worth[label.checks.get(f"settled.{id}", "fail")]
    out_of = 0.0
    for row, p in points.items():
        if row in ("words", "accounts", "the_rest", "settled"):
            continue
        if label.checks.get(row) == "unmarked":
            out_of -= p
            continue
        total += p * worth[label.checks.get(row, "none")]
    whole = sum(points.values())
    total = total * whole / (whole + out_of) if whole + out_of else 0.0
    return min(total, whole * 0.4) if label.safe == "no" else total


def _checks(found: Figures, note: Labelled, sheet: Sheet, marks: Marks) -> None:
    label = note.label
    by_id: dict[str, Check] = {c.id: c for c in marks.checks}
    for id, wanted in label.checks.items():
        check = by_id.get(id)
        if check is None or wanted == "none":
            continue
        name = "settled" if id.startswith("settled.") else id
        what = f"{note.name}: {id} label {wanted}, marker {check.passed}: {check.title} “{check.wrote[:200]}” {check.in_case[:160]}"
        if wanted != "unmarked":
            found.counts[f"check: {name}"].add(wanted == "pass", check.passed, what)
    found.counts["safe to file"].add(
        label.safe == "yes",
        marks.safe != "no",
        f"{note.name}: label {label.safe}, marker {marks.safe}: {marks.safe_reason}",
    )
    found.totals.append((label_points(note, sheet), marks.score, note.name))
    if label.quality == "excellent":
        found.excellent_notes += 1
        for c in marks.checks:
            if c.passed is False and not _label_fails(note, c, sheet):
                found.excellent[c.id.partition(".")[0]].append(
                    f"{note.name}: {c.id}: {c.title} “{c.wrote[:160]}” {c.in_case[:200]}"
                )


def _label_fails(note: Labelled, c: Check, sheet: Sheet) -> bool:
    """Whether the label, too, holds this check against the note."""
    group, _, id = c.id.partition(".")
    if group in ("words", "accounts"):
        return note.label.facts[id] != "yes"
    if group == "the_rest":
        there = sum(note.label.facts[f.id] in ("yes", "unowned", "another") for f in sheet.rest)
        return there < max(1, -(-7 * len(sheet.rest) // 10))
    return note.label.checks.get(c.id, "pass") in ("fail", "half")
