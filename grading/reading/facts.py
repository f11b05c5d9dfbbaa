"""Facts: whether a fact of the case can be read in a note, and as whose.

``found_by`` is a row of parts; a part is a row of alternative words. A fact is *found* when every part stands in one
sentence or two neighbouring ones, in any order; *part* when most stand there; otherwise *absent*. A part that is a first
name stands for everything that person may be called. Practice source: practice.md R5, R7, section 1.iii.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Literal

from grading.reading.dates import dates
from grading.reading.lexicon import phrases
from grading.reading.names import Names, names_of
from grading.reading.sentences import ROWS, Note, Sentence
from grading.reading.speech import Speech
from grading.reading.words import forms, pattern
from simulator.cases.model import Case, Fact

State = Literal["found", "part", "absent"]
Parts = tuple[tuple[str, ...], ...]
Window = tuple[int, ...]  # sentence numbers
SHORT = {  # and “Friday’s walk”
    "monday": ("mon", "mondays"), "tuesday": ("tue", "tues", "tuesdays"), "wednesday": ("wed", "weds", "wednesdays"),
    "thursday": ("thu", "thur", "thurs", "thursdays"), "friday": ("fri", "fridays"), "saturday": ("sat", "saturdays"),
    "sunday": ("sun", "sundays"), "january": ("jan",), "february": ("feb",), "august": ("aug",), "september": ("sept", "sep"),
    "october": ("oct",), "november": ("nov",), "december": ("dec",),
}  # fmt: skip
NEAR_BY = 12  # words between a word that turns a fact and what it turns


@dataclass(frozen=True, slots=True)
class Finding:
    """``windows``: where the whole fact stands; ``near``: where most of it stands; ``missing``: parts not there."""

    state: State
    windows: tuple[Window, ...] = ()
    near: Window = ()
    missing: int = 0
    close: bool = False  # most of it stands in one sentence, not in two
    denied: bool = False  # found, but under a negation


class Reader:
    """A note, read against a case."""

    def __init__(self, case: Case, note: Note, names: Names) -> None:
        self.case, self.note, self.names = case, note, names
        self.speech = Speech(note, names)
        self._days: list[tuple[date | None, int]] | None = None
        self.skip: set[int] = set()  # sentences that do not count: the scene, copied; a list of words
        self._parts: dict[tuple[tuple[str, ...], bool], dict[int, list[int]]] = {}
        self._mentioned: dict[str, list[int]] = {}
        for m in self.speech.mentions:
            for id in m.ids if m.kind != "pronoun" else ():
                self._mentioned.setdefault(id, []).append(m.first)
        self._pronouns: dict[str, list[int]] = {}
        for m in self.speech.mentions:
            if m.kind == "pronoun":
                for id in m.ids:
                    self._pronouns.setdefault(id, []).append(m.first)

    def where(self, part: tuple[str, ...], strict: bool = False) -> dict[int, list[int]]:
        """Sentence number -> word numbers at which an alternative of a part stands. ``strict``: no pronouns for names."""
        key = (part, strict)
        if key not in self._parts:
            found: dict[int, list[int]] = {}
            for alternative in part:
                for phrase in (alternative, *SHORT.get(alternative.lower(), ())):
                    for first, last in self.note.find(pattern(phrase)):
                        if not (phrase.endswith("*") and last == first + 1 and self._somebody(first, phrase)):
                            found.setdefault(self.note.of[first], []).append(first)
                for first in self._on_the_day(alternative):
                    found.setdefault(self.note.of[first], []).append(first)
                if id := self.names.first.get(forms(alternative), ""):
                    rows = self._mentioned.get(id, [])
                    for i in [*rows, *([] if strict else self._meant(id, rows))]:
                        found.setdefault(self.note.of[i], []).append(i)
            self._parts[key] = found
        return self._parts[key]

    def _somebody(self, word: int, stem: str) -> bool:
        """Whether a word that begins like a stem is a person’s name instead: Owen is no form of “owe*”."""
        text = self.note.words[word].text
        return text != stem.removesuffix("*").lower() and self.names.is_name(text)

    def _meant(self, id: str, named: list[int]) -> list[int]:
        """Pronouns that may mean a person: the one the file is about, or somebody named shortly before in the same field."""
        of, rows = self.note.of, self.note.sentences
        if not named:
            return []
        if id == self.case.index:
            return self._pronouns.get(id, [])
        return [
            i
            for i in self._pronouns.get(id, [])
            if any(of[n] <= of[i] <= of[n] + 4 and rows[of[n]].field == rows[of[i]].field for n in named)
        ]

    def _on_the_day(self, alternative: str) -> list[int]:
        """Word numbers of every date in the note that is the date an alternative writes: 02/04/2025 for “2 April”."""
        if not any(c.isdecimal() for c in alternative):
            return []
        order, near = self.case.date_order, self.case.today
        wanted = dates(alternative, order, near)
        if len(wanted) != 1 or wanted[0].day is None:
            return []
        if self._days is None:
            self._days = [
                (w.day, next(i for i in range(s.first, s.last) if self.note.words[i].end > s.start + w.start))
                for s in self.note.sentences
                for w in dates(self.note.texts[s.field][s.start : s.end], order, near)
                if any(self.note.words[i].end > s.start + w.start for i in range(s.first, s.last))
            ]
        return [i for day, i in self._days if day == wanted[0].day]

    def is_person(self, part: tuple[str, ...]) -> bool:
        """Whether a part only says who."""
        return all(forms(a) in self.names.first or a in ("he", "she", "they", "i", "him", "her") for a in part)

    def find(self, parts: Parts, strict: bool = False) -> Finding:
        """Look for a row of parts. ``strict``: a name has to be written; a pronoun will not do (for what must not be there)."""
        if not parts:
            return Finding("absent")
        places = [self.where(p, strict) for p in parts]
        content = [k for k, p in enumerate(parts) if not self.is_person(p)] or list(range(len(parts)))
        whole: list[Window] = []
        best: tuple[int, Window] = (0, ())
        close = 0
        for n in sorted(set().union(*places)):
            if n in self.skip:
                continue
            for window in self._windows(n):
                hits = [k for k, where in enumerate(places) if any(s in where for s in window)]
                if len(hits) == len(parts):
                    whole.append(window)
                    break
                shorter = len(hits) == best[0] and len(window) < len(best[1])
                if (len(hits) > best[0] or shorter) and 2 * sum(k in content for k in hits) >= len(content):
                    best = (len(hits), window)
                    if len(window) == 1:
                        close = max(close, len(hits))
        alone = {w[0] for w in whole if len(w) == 1}
        whole = [w for w in whole if len(w) == 1 or not alone.intersection(w)]
        if whole:
            sure = tuple(w for w in whole if not self._denied(parts, w))
            return Finding("found", sure or tuple(whole), denied=not sure)
        if best[0] * 2 > len(parts) and best[0] >= 2:
            return Finding("part", near=best[1], missing=len(parts) - best[0], close=close == best[0])
        return Finding("absent", near=best[1], missing=len(parts) - best[0])

    def _windows(self, n: int) -> list[Window]:
        """The sentence alone, then with its neighbour (two in dictation), in one field. “How long?” is no neighbour."""
        rows = self.note.sentences
        out: list[Window] = [(n,)]
        if rows[n].field.startswith(ROWS):  # what, who and when of one step, whatever stops stand between
            step = tuple(s.number for s in rows[n:] if s.field == rows[n].field)
            return [*out, step] if len(step) > 1 else out
        row, full = [rows[n]], 1
        while full < (3 if rows[n].dictated else 2) and len(row) < 4:
            k = row[-1].number + 1
            if (
                k >= len(rows)
                or rows[k].field != rows[n].field
                or k in self.skip
                or rows[k].held_back != rows[n].held_back
            ):
                break
            row.append(rows[k])
            full += rows[k].last - rows[k].first > 3
            out.append(tuple(s.number for s in row))
        return out

    def _denied(self, parts: Parts, window: Window) -> bool:
        """Whether the words that carry the fact stand right after a negator that is not part of the fact."""
        negators = phrases("speech", "negators")
        if any(set(forms(a)) & negators for p in parts for a in p):
            return False
        for part in parts:
            if self.is_person(part):
                continue
            at = [i for s in window for i in self.where(part).get(s, ())]
            return bool(at) and all(not self.note.quoted[i] and self.note.negated(i, reach=2) for i in at)
        return False

    def fact(self, fact: Fact, strict: bool = False) -> Finding:
        """Look for a fact. ``strict``: see find."""
        return self.find(fact.found_by, strict)

    def turned(self, fact: Fact) -> Sentence | None:
        """A sentence that says most of a fact with a word that makes it another: “locked” for “holds”.

        A phrase of several words about the same people is enough. Not inside quotation marks, not negated, not given to somebody other than the person the fact comes from.
        """
        content = [p for p in fact.found_by if not self.is_person(p)] or list(fact.found_by)
        for alternative in fact.turned_by:
            phrase = pattern(alternative)
            for first, _ in self.note.find(phrase):
                sentence = self.note.sentences[self.note.of[first]]
                if self.note.quoted[first] or self.note.negated(first) or sentence.number in self.skip:
                    continue
                if sentence.held_back and fact.record != "restricted":
                    continue  # what others said in confidence is another thing
                told = self.speech.tellings(sentence)
                if told and not any(fact.by in t.ids for t in told):
                    continue
                if any(t.at < first and not t.writer and fact.by not in t.ids for t in told):
                    continue  # “the centre wrote that Lydia doesn’t want to”: somebody else’s words
                if self.note.has(sentence, phrases("speech", "leaves_open")):
                    continue
                near = range(first - NEAR_BY, first + NEAR_BY + len(phrase))
                hits = sum(
                    any(
                        i != first and i in near and not self.note.quoted[i]
                        for i in self.where(p).get(sentence.number, ())
                    )
                    for p in content
                )
                if 2 * hits > len(content) or (len(phrase) > 1 and self._about(fact, sentence)):
                    return sentence
        return None

    def settled(self, fact: Fact) -> Sentence | None:
        """A sentence that answers a question the case leaves open.

        It speaks of the matter and holds a word that settles (the lexicon's, or the fact's ``turned_by``), or it says what
        one of the fact's ``bad`` examples says. It is the writer's own, and neither hedges nor denies.
        """
        topics = self._topics(fact)
        for word in (*sorted(phrases("speech", "settles")), *fact.turned_by):
            for first, _ in self.note.find(pattern(word)):
                sentence = self.note.sentences[self.note.of[first]]
                if (
                    not self.note.quoted[first]
                    and self._own_and_sure(sentence, first)
                    and topics & self._stems(sentence)
                ):
                    return sentence
        for example in fact.bad:
            content = _content(example)
            for sentence in self.note.sentences if len(content) >= 2 else ():
                if sentence.field == "why":
                    continue  # what one was told before one went
                row = self.note.forms(sentence, outside_quotes=True)
                if content <= set(row) and self._own_and_sure(sentence, sentence.last - 1):
                    return sentence
        return None

    def doubted(self, fact: Fact) -> bool:
        """Whether the note says that the answer to an open fact is not known: it is found, or doubt stands in a sentence about it."""
        if self.fact(fact).state == "found":
            return True
        topics, doubt = self._topics(fact), phrases("speech", "leaves_open")
        return any(
            topics & self._stems(s) and self.note.has(s, doubt)
            for s in self.note.sentences
            if s.number not in self.skip and s.field != "why" and not s.field.startswith(ROWS)
        )

    def _topics(self, fact: Fact) -> frozenset[str]:
        """What an open fact is about: the words that carry meaning in it, names and words of doubt left out."""
        doubt = {w for p in phrases("speech", "leaves_open") for w in p.split()} | phrases("speech", "asking")
        names = {w for key, kind in self.names.kind.items() if kind == "name" for w in key}
        found = set(_content(fact.what))
        for part in fact.found_by:
            for alternative in part:
                found.update(_content(alternative.replace("*", "")))
        return frozenset(w.removesuffix("s") for w in found - doubt - names if len(w) > 2)

    def _stems(self, sentence: Sentence) -> set[str]:
        return {w.removesuffix("s") for w in self.note.forms(sentence, outside_quotes=True)}

    def _own_and_sure(self, sentence: Sentence, at: int) -> bool:
        """Whether a sentence is the writer's own up to a word, and neither hedged nor denied there."""
        if sentence.number in self.skip or sentence.field.startswith(ROWS) or self.note.negated(at, reach=5):
            return False
        if self.note.has(sentence, phrases("speech", "leaves_open")):
            return False
        # “Mum said it was caused by …”: told, not settled
        return not any(not t.writer for t in self.speech.tellings(sentence) if t.at < at)

    def _about(self, fact: Fact, sentence: Sentence) -> bool:
        people = [*fact.about, fact.by]
        return any(self.speech.named(sentence, id, pronouns=True) for id in people if id in self.names.people)


@lru_cache(maxsize=4000)
def _content(text: str) -> frozenset[str]:
    glue = phrases("speech", "glue")
    return frozenset(w for w in forms(text) if w not in glue)


def overlap(a: str, b: str) -> int:
    """How many words that carry meaning two texts share."""
    return len(_content(a) & _content(b))


def holds(case: Case, fact: Fact, text: str) -> bool:
    """Whether a text holds a fact, for authors who try their good and bad examples.

    Found in full, not denied and not turned into something else. For an open fact: the text speaks of it and leaves it open.
    """
    names = names_of(case)
    reader = Reader(case, Note([("seen", text)], names.is_name), names)
    finding = reader.fact(fact)
    if fact.kind == "open" or fact.record == "open":
        return finding.state == "found" and reader.settled(fact) is None
    return finding.state == "found" and not finding.denied and reader.turned(fact) is None
