"""Quotation marks: where they stand, and whether what is between them was said.

Practice source: practice.md R6 and E4. Single words and titles in quotation marks ('Bear') are not quotations of speech.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from rapidfuzz import fuzz

from grading.reading.lexicon import phrases
from grading.reading.words import forms
from simulator.cases.model import Case

Verdict = Literal["exact", "slip", "changed", "unknown"]
NEAR = 85  # rapidfuzz ratio from which a span counts as a misquotation of an utterance

ELLIPSIS = re.compile(r"\[\s*(?:…|\.{2,})\s*\]|\(\s*(?:…|\.{2,})\s*\)|…|\.{3,}")
BRACKET = re.compile(r"\[[^\]]*\]")


@dataclass(frozen=True, slots=True)
class Span:
    """A quotation: characters of its text, marks left out of ``start:end``."""

    start: int
    end: int
    text: str


def spans(text: str) -> list[Span]:
    """Every quoted span of a text, in order. An odd mark left over is ignored; no span crosses a paragraph."""
    found: list[Span] = []
    at = 0
    for line in text.split("\n"):
        found += _spans_of_line(line, at)
        at += len(line) + 1
    return found


def _spans_of_line(line: str, offset: int) -> list[Span]:
    found: list[Span] = []
    opened: int | None = None
    opener = ""
    for i, c in enumerate(line):
        before = line[i - 1] if i else " "
        after = line[i + 1] if i + 1 < len(line) else " "
        if opened is None:
            if (
                c in "“„«"
                or (c == '"')
                or (c in "‘'" and not before.isalnum() and after.isalnum() and _closes(line, i))
            ):
                opened, opener = i + 1, c
        elif c in {"“": '”"', "„": "“”", "«": "»", '"': '"”', "‘": "’", "'": "'’"}[opener]:
            if opener in "‘'" and after.isalnum():
                continue  # an apostrophe
            found.append(Span(offset + opened, offset + i, line[opened:i]))
            opened = None
    return found


def _closes(line: str, at: int) -> bool:
    """Whether a single mark opens a quotation: a closing one follows that is no apostrophe, three words on or more."""
    for match in re.finditer(r"['’](?![^\W_])", line[at + 1 :]):
        inner = line[at + 1 : at + 1 + match.start()]
        if inner and not inner[-1].isspace():
            return len(inner.split()) >= 3 or inner[-1] in ".,?!"
    return False


@dataclass(frozen=True, slots=True)
class Said:
    """Words that were said or written: an utterance, or a document."""

    id: str
    speakers: frozenset[str]  # who may be given as the speaker; empty: anybody (a document relays others)
    words: tuple[str, ...]
    shown: str
    joined: str


class Pool:
    """All that was said and written in a case, and the question whether a quotation is in it."""

    def __init__(self, case: Case) -> None:
        truth = case.key
        self.said = [_said(u.id, {u.speaker}, u.words) for u in truth.utterances]
        by_speaker: dict[str, list[Said]] = {}
        for u, s in zip(truth.utterances, self.said, strict=True):
            by_speaker.setdefault(u.speaker, []).append(s)
        # two utterances of one person, one after the other, may stand in one pair of marks
        self.runs = [
            Said(a.id, a.speakers, a.words + b.words, f"{a.shown} {b.shown}", f"{a.joined} {b.joined}")
            for row in by_speaker.values()
            for a, b in pairwise(row)
        ]
        self.papers = [_said(d.id, set(), d.body) for d in case.documents] + [
            _said(c.id, set(), c.body) for c in case.contacts
        ]

    def exact(self, quoted: str) -> list[Said]:
        """What the quotation is word for word a part of; utterances first."""
        pieces = _pieces(quoted)
        if not pieces:
            return []
        head = " ".join(pieces[0][0])  # a text without the first piece is soon passed over
        hits = [s for s in self.said if head in s.joined and _within(pieces, s.words)]
        hits += [s for s in self.runs if not hits and head in s.joined and _within(pieces, s.words)]
        return hits + [s for s in self.papers if head in s.joined and _within(pieces, s.words)]

    def nearest(self, quoted: str, speaker: str = "") -> tuple[Said, float] | None:
        """The utterance most like the quotation, and how like (0 to 100)."""
        text = " ".join(forms(quoted))
        best: tuple[Said, float] | None = None
        for n, s in enumerate([*self.said, *self.runs]):
            if speaker and speaker not in s.speakers:
                continue
            ratio = fuzz.ratio(text, s.joined)
            if len(text) < len(s.joined):  # a span of the utterance
                ratio = max(ratio, fuzz.partial_ratio(text, s.joined))
            if best is None or ratio > best[1] + (5 if n >= len(self.said) else 0):
                best = (s, ratio)
        return best


def _said(id: str, speakers: set[str], text: str) -> Said:
    parts = forms(text)
    return Said(id, frozenset(speakers), parts, text, " ".join(parts))


def _pieces(quoted: str) -> list[tuple[tuple[str, ...], int]]:
    """The quotation as (words, gap before) pieces: a gap of 4 words at a bracket, any at an ellipsis, 0 at the start."""
    pieces: list[tuple[tuple[str, ...], int]] = []
    for n, part in enumerate(ELLIPSIS.split(quoted)):
        for m, bit in enumerate(BRACKET.split(part)):
            if row := forms(bit):
                pieces.append((row, 4 if m else 10_000 if n else 0))
    return pieces


def _within(pieces: list[tuple[tuple[str, ...], int]], row: tuple[str, ...]) -> bool:
    """Whether the pieces stand in the row in order, no further apart than their gaps allow."""

    def place(k: int, start: int) -> bool:
        if k == len(pieces):
            return True
        piece, gap = pieces[k]
        last = len(row) - len(piece) if k == 0 else min(len(row) - len(piece), start + gap)
        return any(row[i : i + len(piece)] == piece and place(k + 1, i + len(piece)) for i in range(start, last + 1))

    return len(pieces) <= 8 and place(0, 0)


def only_small_words(quoted: str, said: Said) -> bool:
    """Whether quotation and utterance differ only in words that carry little: “because” for “it”."""
    small = phrases("speech", "function")
    from rapidfuzz.distance import Indel

    mine, theirs = forms(quoted), said.words
    blocks = [op for op in Indel.opcodes(mine, theirs) if op.tag != "equal"]
    if not blocks:
        return True
    for n, op in enumerate(blocks):
        edge = op.tag == "insert" and (op.src_start in (0, len(mine)))  # the rest of a longer utterance
        if edge and n in (0, len(blocks) - 1):
            continue
        if any(w not in small for w in (*mine[op.src_start : op.src_end], *theirs[op.dest_start : op.dest_end])):
            return False
    return True


def shared_run(quoted: str, said: Said) -> int:
    """The longest row of words that quotation and utterance share."""
    mine, theirs = forms(quoted), said.words
    best = 0
    before = [0] * (len(theirs) + 1)
    for a in mine[:200]:
        row = [0] * (len(theirs) + 1)
        for j, b in enumerate(theirs, start=1):
            if a == b:
                row[j] = before[j - 1] + 1
                best = max(best, row[j])
        before = row
    return best
