"""Facts: whether a fact of the case can be read in a note, and as whose.

``found_by`` is a row of parts; a part is a row of alternative words. A fact is *found* when every part stands in one
sentence or two neighbouring ones, in any order; *part* when most stand there; otherwise *absent*. A part that is a first
name stands for everything that person may be called. Practice source: practice.md R5, R7, section 1.iii.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from grading.reading.lexicon import phrases
from grading.reading.names import Names
from grading.reading.sentences import Note, Sentence
from grading.reading.speech import Speech
from grading.reading.words import forms, pattern
from simulator.cases.model import Case, Fact

State = Literal["found", "part", "absent"]
Owner = Literal["theirs", "another", "nobody", "unclear"]
Parts = tuple[tuple[str, ...], ...]
Window = tuple[int, ...]  # sentence numbers


@dataclass(frozen=True, slots=True)
class Finding:
    """``windows``: where the whole fact stands; ``near``: where most of it stands; ``missing``: parts not there."""

    state: State
    windows: tuple[Window, ...] = ()
    near: Window = ()
    missing: int = 0
    denied: bool = False  # found, but under a negation


class Reader:
    """A note, read against a case."""

    def __init__(self, case: Case, note: Note, names: Names) -> None:
        self.case, self.note, self.names = case, note, names
        self.speech = Speech(note, names)
        self.skip: set[int] = set()  # sentences that do not count: the scene, copied; a list of words
        self._parts: dict[tuple[str, ...], dict[int, list[int]]] = {}
        self._mentioned: dict[str, list[int]] = {}
        for m in self.speech.mentions:
            for id in m.ids if m.kind != "pronoun" else ():
                self._mentioned.setdefault(id, []).append(m.first)
        self._pronouns: dict[str, list[int]] = {}
        for m in self.speech.mentions:
            if m.kind == "pronoun":
                for id in m.ids:
                    self._pronouns.setdefault(id, []).append(m.first)

    def where(self, part: tuple[str, ...]) -> dict[int, list[int]]:
        """Sentence number -> word numbers at which an alternative of a part stands."""
        if part not in self._parts:
            found: dict[int, list[int]] = {}
            for alternative in part:
                for first, _ in self.note.find(pattern(alternative)):
                    found.setdefault(self.note.of[first], []).append(first)
                if id := self.names.first.get(forms(alternative), ""):
                    rows = self._mentioned.get(id, [])
                    for i in [*rows, *(self._pronouns.get(id, []) if rows else [])]:
                        found.setdefault(self.note.of[i], []).append(i)
            self._parts[part] = found
        return self._parts[part]

    def is_person(self, part: tuple[str, ...]) -> bool:
        """Whether a part only says who."""
        return all(forms(a) in self.names.first or a in ("he", "she", "they", "i", "him", "her") for a in part)

    def find(self, parts: Parts) -> Finding:
        """Look for a row of parts."""
        if not parts:
            return Finding("absent")
        places = [self.where(p) for p in parts]
        content = [k for k, p in enumerate(parts) if not self.is_person(p)] or list(range(len(parts)))
        whole: list[Window] = []
        best: tuple[int, Window] = (0, ())
        for n in sorted(set().union(*places)):
            if n in self.skip:
                continue
            for window in self._windows(n):
                hits = [k for k, where in enumerate(places) if any(s in where for s in window)]
                if len(hits) == len(parts):
                    whole.append(window)
                    break
                if len(hits) > best[0] and 2 * sum(k in content for k in hits) >= len(content):
                    best = (len(hits), window)
        alone = {w[0] for w in whole if len(w) == 1}
        whole = [w for w in whole if len(w) == 1 or not alone.intersection(w)]
        if whole:
            sure = tuple(w for w in whole if not self._denied(parts, w))
            return Finding("found", sure or tuple(whole), denied=not sure)
        if best[0] * 2 > len(parts) and best[0] >= 2:
            return Finding("part", near=best[1], missing=len(parts) - best[0])
        return Finding("absent", near=best[1], missing=len(parts) - best[0])

    def _windows(self, n: int) -> list[Window]:
        """The sentence alone, then with its neighbours (three in dictation), in one field."""
        rows = self.note.sentences
        out: list[Window] = [(n,)]
        for size in (2, 3):
            row = rows[n : n + size]
            if len(row) < size or any(s.field != row[0].field or s.number in self.skip for s in row):
                break
            if size == 3 and not row[0].dictated:
                break
            if row[0].held_back != row[-1].held_back:
                break
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

    def fact(self, fact: Fact) -> Finding:
        """Look for a fact."""
        return self.find(fact.found_by)

    def owner(self, fact: Fact, window: Window) -> Owner:
        """Whether a reported fact is given to the person who reported it."""
        speech, rows = self.speech, [self.note.sentences[n] for n in window]
        words_at = [i for p in fact.found_by for n in window for i in self.where(p).get(n, ())]
        first_word = min((i for i in words_at), default=rows[0].first)
        tellings = [t for s in rows for t in speech.tellings(s)]
        if any(fact.by in t.ids for t in tellings):
            return "theirs"
        quoted = [i for i in words_at if self.note.quoted[i]]
        if quoted and 2 * len(quoted) >= len(words_at):
            given = [speech.speaker(s, q) for s in rows for q in s.spans]
            if any(clear and fact.by not in ids for ids, clear, _ in given):
                return "another"
            # a quotation whose words are theirs: the quotation marks say so
            return "theirs" if speech.in_paragraph(rows[0], fact.by) or self._named_before(rows[0], fact.by) else "unclear"
        clear = [t for t in tellings if t.clear and not t.writer]
        if clear and any(t.at <= first_word + 8 for t in clear) and not any(speech.named(s, fact.by) for s in rows):
            return "another"
        if tellings and not any(t.writer for t in tellings):
            return "unclear"
        if clear:
            return "unclear"
        if self._goes_on(rows[0], fact.by):
            return "theirs"
        if any(speech.named(s, fact.by) for s in rows):
            return "unclear"
        return "nobody"

    def _goes_on(self, sentence: Sentence, by: str) -> bool:
        """Whether what goes before in the paragraph is that person's telling."""
        for s in reversed(self.note.sentences[max(0, sentence.number - 4) : sentence.number]):
            if s.field != sentence.field or s.paragraph != sentence.paragraph:
                break
            told = self.speech.tellings(s)
            if any(by in t.ids for t in told):
                return True
            if any(t.clear for t in told):
                return False
            if self.speech.named(s, by) and any(t.writer for t in told):
                return True  # “I talked to Jonah by himself.”
        return False

    def _named_before(self, sentence: Sentence, by: str) -> bool:
        """Whether the person is named in the paragraph before: a heading, say."""
        return any(
            self.speech.named(s, by)
            for s in self.note.sentences[max(0, sentence.number - 6) : sentence.number]
            if s.field == sentence.field
        )

    def turned(self, fact: Fact) -> Sentence | None:
        """A sentence that says most of a fact with a word that makes it another: “locked” for “holds”.

        Not inside quotation marks, not negated, not given to somebody other than the person the fact comes from.
        """
        content = [p for p in fact.found_by if not self.is_person(p)] or list(fact.found_by)
        for alternative in fact.turned_by:
            phrase = pattern(alternative)
            for first, _ in self.note.find(phrase):
                sentence = self.note.sentences[self.note.of[first]]
                if self.note.quoted[first] or self.note.negated(first) or sentence.number in self.skip:
                    continue
                told = self.speech.tellings(sentence)
                if told and not any(fact.by in t.ids for t in told):
                    continue
                if self.note.has(sentence, phrases("speech", "leaves_open")):
                    continue
                hits = sum(any(i != first for i in self.where(p).get(sentence.number, ())) for p in content)
                enough = len(content) - 1 if len(phrase) == 1 else 0
                if hits >= max(1, min(enough, (len(content) + 1) // 2)) or (len(phrase) > 1 and hits >= 0 and self._about(fact, sentence)):
                    return sentence
        return None

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


def list_of_words(note: Note, prose: tuple[str, ...]) -> bool:
    """Whether the note's prose is a list of words and not sentences: almost no small words between them."""
    glue = phrases("speech", "glue")
    row = [w.text for w, s in zip(note.words, note.of, strict=True) if note.sentences[s].field in prose]
    return len(row) >= 25 and sum(w in glue for w in row) < 0.15 * len(row)


def try_sentence(case: Case, fact: Fact, text: str) -> Finding:
    """What the marker makes of one sentence for one fact: for authors who try their good and bad examples."""
    names = Names(case)
    return Reader(case, Note([("seen", text)], names.is_name), names).fact(fact)
