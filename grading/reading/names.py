"""Names: every way a person of the case may be written, and where they stand in a note.

First, family and formal names, aliases (ordinary words among them), “Mr” with a surname, initials and relation words:
“her brother”, “Bear”, “G” and “Mr Tolley” are one person. Practice source: practice.md section 10.4.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz import fuzz

from grading.reading.lexicon import phrases, read
from grading.reading.relations import relation_lines, relations, step_line
from grading.reading.sentences import Note
from grading.reading.words import forms
from simulator.cases.model import Case, Person, Professional

Ids = frozenset[str]
TITLES = {"woman": ("ms", "mrs", "miss"), "man": ("mr",), "girl": ("miss",), "boy": ("master",)}
PRONOUNS = {
    "he": "he", "him": "he", "his": "he", "himself": "he",
    "she": "she", "her": "she", "hers": "she", "herself": "she",
    "they": "they", "them": "they", "their": "they",
}  # fmt: skip
# letters and pairs that are words, headings or abbreviations; a single letter counts only as a capital
NOT_INITIALS = frozenset(
    [
        "a",
        "i",
        "s",
        "o",
        "x",
        "p",
        "am",
        "pm",
        "dr",
        "me",
        "my",
        "us",
        "it",
        "is",
        "as",
        "at",
        "no",
        "do",
        "so",
        "to",
        "of",
        "on",
        "or",
        "if",
        "we",
        "he",
        "an",
        "be",
        "by",
        "go",
        "ok",
        "tv",
        "uk",
        "hi",
        "mr",
        "ms",
        "mx",
        "st",
        "id",
        "ex",
        "hv",
        "sw",
        "gp",
        "er",
        "dv",
    ]
)
SLIP = 80  # rapidfuzz ratio from which a name is a misspelling of another


@dataclass(frozen=True, slots=True)
class Mention:
    """Words first:last of a note that name somebody. ``ids`` holds several when the words fit several people."""

    first: int
    last: int
    ids: Ids
    kind: str  # name | relation | pronoun
    possessive: bool = False


def names_of(case: Case) -> Names:
    """The alias table of a case; the last one made is kept, for its next note."""
    global _last
    if _last is None or _last.case is not case:
        _last = Names(case)
    return _last


class Names:
    """The alias table of a case."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self.people: dict[str, Person | Professional] = {p.id: p for p in case.everybody()}
        self.people.update({p.id: p for p in case.professionals})
        self._allowed: dict[str, frozenset[str]] = {}
        self.table: dict[tuple[str, ...], set[str]] = {}
        self.kind: dict[tuple[str, ...], str] = {}
        self.pronoun: dict[str, str] = {}
        self.first: dict[tuple[str, ...], str] = {}
        for p in case.everybody():
            self._person(p)
        for colleague in case.professionals:
            self._professional(colleague)
        for p in case.everybody():
            self._relation_words(p)
        self._narrow()
        self.starts: dict[str, list[tuple[str, ...]]] = {}
        for key in self.table:
            self.starts.setdefault(key[0], []).append(key)
        for row in self.starts.values():
            row.sort(key=len, reverse=True)

    def _narrow(self) -> None:
        """Words that fit several people mean those who were there; the look-alike's first name means this person."""
        case = self.case
        if case.note and case.truth:
            there = {p.person for p in case.truth.presence if p.event == case.note.event} | {case.index}
            for key, ids in self.table.items():
                if len(ids) > 1 and ids & there:
                    self.table[key] = ids & there
        other = forms(case.look_alike.name)[:1]
        if other and other not in self.table:
            self.table[other], self.kind[other] = {case.index}, "name"

    def _add(self, text: str, id: str, kind: str = "name") -> None:
        key = forms(text)
        if not key or (kind == "relation" and self.kind.get(key) == "name"):
            return
        self.table.setdefault(key, set()).add(id)
        self.kind.setdefault(key, kind)

    def _person(self, p: Person) -> None:
        for text in (p.first, p.full, p.family, *p.aliases):
            self._add(text, p.id)
        for title in TITLES.get(p.gender, ("mx",)):
            self._add(f"{title} {p.family}", p.id)
            self._add(f"{title} {p.first} {p.family}", p.id)
        first, family = forms(p.first), forms(p.family)
        if first and family:
            words = NOT_INITIALS | phrases("speech", "glue") | phrases("speech", "function")
            for letters in (first[0][0] + "".join(w[0] for w in family), first[0][0]):
                if letters not in words:
                    self._add(letters, p.id)
            self._add(f"{first[0]} {family[0][0]}", p.id)
            self._add(f"{first[0]} {' '.join(w[0] for w in family)}", p.id)
            self._add(f"{first[0][0]} {p.family}", p.id)
        self.first[forms(p.first)] = p.id
        self.first[forms(p.full)] = p.id
        self.pronoun[p.id] = p.pronoun

    def _professional(self, p: Professional) -> None:
        for text in (
            p.full,
            f"{p.title} {p.family}",
            f"{p.title} {p.full}",
            p.first,
            p.family,
            f"{p.first[:1]} {p.family}",
        ):
            self._add(text, p.id)
        self._add(p.role, p.id, "relation")
        self.first[forms(p.first)] = p.id
        self.first[forms(p.full)] = p.id
        self.first[forms(f"{p.title} {p.family}")] = p.id
        self.pronoun[p.id] = {"Mr": "he", "Ms": "she", "Mrs": "she", "Miss": "she"}.get(p.title, "")

    def _relation_words(self, p: Person) -> None:
        same = read("relations")["same"]
        for line in self.allowed(p):
            if p.id == self.case.index and line not in ("child",):
                continue
            for word in same.get(line, ()):
                self._add(word, p.id, "relation")
        for phrase in (p.is_, *p.also_is):
            self._add(phrase, p.id, "relation")
            row = forms(phrase)
            of = relations().get((row[0].removesuffix("s"),)) if len(row) == 2 else None
            if of:
                for word in same[of]:
                    self._add(f"{word}s {row[1]}", p.id, "relation")
                for other in self.case.everybody():
                    if other.is_ == of:
                        self._add(f"{other.first}s {row[1]}", p.id, "relation")
        if p.id == self.case.index:
            for word in ("service user", "client", "the person"):
                self._add(word, p.id, "relation")

    def allowed(self, p: Person) -> frozenset[str]:
        """The relation words that are honest for a person."""
        if p.id not in self._allowed:
            self._allowed[p.id] = _honest_words(p)
        return self._allowed[p.id]

    def ids(self, text: str) -> Ids:
        """Whom a short text names, exactly; empty when nobody."""
        return frozenset(self.table.get(forms(text), ()))

    def near(self, text: str, among: Iterable[str] | None = None) -> tuple[str, float]:
        """Who is meant by a name with a slip in it: (person, how like), 0 to 100."""
        wanted = " ".join(forms(text))
        best = ("", 0.0)
        if len(wanted) < 3:
            return best
        for key, ids in self.table.items():
            alias = " ".join(key)
            if self.kind[key] != "name" or len(alias) < 4:
                continue
            ratio = fuzz.ratio(wanted, alias)
            if ratio > best[1]:
                for id in sorted(ids):
                    if among is None or id in among:
                        best = (id, ratio)
                        break
        return best

    def is_name(self, word: str) -> bool:
        """Whether a word (normal form) is a name or alias on its own."""
        return self.kind.get((word,)) == "name" or (
            word.endswith("s") and self.kind.get((word[:-1],)) == "name" and len(word) > 3
        )

    def mentions(self, note: Note) -> list[Mention]:
        """Everybody named in a note, pronouns included, in order."""
        out: list[Mention] = []
        i, size = 0, len(note.words)
        while i < size:
            hit = self._at(note, i)
            if hit:
                out.append(hit)
                i = hit.last
                continue
            i += 1
        return out

    def _at(self, note: Note, i: int) -> Mention | None:
        word = note.words[i]
        for form in (word.text, word.text[:-1] if word.text.endswith("s") and len(word.text) > 3 else ""):
            for key in self.starts.get(form, ()):
                n = len(key)
                if i + n > len(note.words) or note.of[i] != note.of[i + n - 1]:
                    continue
                row = [w.text for w in note.words[i : i + n]]
                row[0] = form
                owned = note.words[i + n - 1].possessive
                if n > 1 and row[-1] != key[-1] and row[-1].removesuffix("s") == key[-1]:
                    row[-1], owned = key[-1], True
                if tuple(row) == key:
                    ids = frozenset(self.table[key])
                    if len(key) == 1 and len(form) == 1 and not note_upper(note, i):
                        continue
                    return Mention(i, i + n, ids, self.kind[key], owned or (n == 1 and form != word.text))
        if p := PRONOUNS.get(word.text):
            ids = frozenset(id for id, q in self.pronoun.items() if q in (p, "they", "") or p == "they")
            return Mention(i, i + 1, ids, "pronoun")
        return None

    def shown(self, id: str) -> str:
        """A person's name as feedback writes it: first name; professionals in full."""
        p = self.people.get(id)
        if p is None:
            return "somebody"
        return p.first if isinstance(p, Person) else f"{p.title} {p.family}".strip()


def note_upper(note: Note, i: int) -> bool:
    """Whether a one-letter word is written as a capital: the initial J, not a stray letter."""
    w = note.words[i]
    text = note.texts[note.sentences[note.of[i]].field]
    return text[w.start : w.end].isupper()


def _honest_words(p: Person) -> frozenset[str]:
    lines: set[str] = set()
    for phrase in (p.is_, *p.also_is):
        lines |= relation_lines(phrase) if len(forms(phrase)) == 1 else relation_lines(phrase.split()[-1])
        if line := step_line(phrase):
            lines.add(line)
        lines |= relation_lines(phrase) if relations().get(forms(phrase)) else set()
    wider = read("relations")["wider"]
    for line in tuple(lines):
        lines.update(wider.get(line, ()))
    if p.gender in ("boy", "man"):
        lines -= {"daughter", "girl", "sister"}
    if p.gender in ("girl", "woman"):
        lines -= {"son", "boy", "brother"}
    return frozenset(lines)


_last: Names | None = None
