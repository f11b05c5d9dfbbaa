"""Likeness: how much of what a fact says stands in a stretch of a note, in whatever words.

``found_by`` holds the words an author thought of; a learner finds others. So a note is also read the other way: which
words of the fact, of what was said and of the author's own examples stand there, weighed by how rarely the case uses
them. From that and from what the rules found comes one number from 0 to 1, by weights fitted on the labelled notes that
are there to build on (``tests/accuracy/fit.py``) and kept in ``lexicons/likeness.yaml``. It decides nothing alone: see
``grading/note_checks/told.py``.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

import snowballstemmer

from grading.reading.facts import Finding, Reader
from grading.reading.lexicon import phrases, read
from grading.reading.names import names_of
from grading.reading.owner import owner
from grading.reading.words import forms
from simulator.cases.model import Case, Fact

LONGEST = 3  # sentences in a stretch
FEATURES = (
    "parts", "content_parts", "all_parts", "what", "said", "either", "example", "numbers", "length",
    "theirs", "another", "nobody", "quoted", "denied", "found", "half_found", "few_parts", "attributed", "other_number", "turned_round",
)  # fmt: skip
_stemmer = snowballstemmer.stemmer("english")


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """A word without its ending, or the first of the words that mean the same: “mums”, “mother” -> “mother”."""
    root: str = _stemmer.stemWord(word)
    return _same().get(root, root)


@cache
def _same() -> Mapping[str, str]:
    rows = [[_stemmer.stemWord(w) for w in str(row).split()] for row in read("likeness")["same"]]
    return {w: row[0] for row in reversed(rows) for w in row}


@cache
def _empty() -> frozenset[str]:
    """Words that carry nothing here."""
    return phrases("speech", "glue") | phrases("speech", "pronouns") | phrases("likeness", "empty")


@lru_cache(maxsize=20_000)
def bag(text: str) -> frozenset[str]:
    """The words of a text that carry something, as stems."""
    return frozenset(stem(w) for w in forms(text) if w not in _empty())


@dataclass(frozen=True)
class Target:
    """A fact as bags of stems, names left out. ``rarity`` weighs each."""

    what: frozenset[str]
    said: frozenset[str]
    examples: tuple[frozenset[str], ...]
    numbers: frozenset[str]


class Rarity:
    """How rarely a case uses a word: the log of its facts and moments over those that hold it."""

    def __init__(self, case: Case) -> None:
        texts = [f.what for f in case.key.facts] + [m.text for m in case.scene]
        self._in: Counter[str] = Counter()
        for text in texts:
            self._in.update(bag(text))
        self._all = len(texts) + 1
        self._known: dict[str, float] = {}

    def of(self, word: str) -> float:
        if word not in self._known:
            self._known[word] = math.log(self._all / (self._in[word] + 0.5))
        return self._known[word]

    def sum(self, words: Iterable[str]) -> float:
        return sum(map(self.of, words))


@lru_cache(maxsize=64)
def _case(case: Case) -> tuple[Rarity, dict[str, Target]]:
    """What does not depend on the note: the weights of words, and every fact with something to find as bags."""
    names = {stem(w) for key in names_of(case).table for w in key}
    said = {u.id: u.words for u in case.key.utterances}
    targets = {}
    for fact in case.key.facts:
        if not fact.found_by:
            continue
        what = bag(fact.what) - names
        words = bag(" ".join(said[w] for w in fact.words if w in said)) - names
        targets[fact.id] = Target(
            what=what,
            said=words,
            examples=tuple(b for g in fact.good if (b := bag(g) - names)),
            numbers=frozenset(w for w in what | words if w.isdecimal()),
        )
    return Rarity(case), targets


def case_rarity(case: Case) -> Rarity:
    """How rarely a case uses each word; worked out once a case."""
    return _case(case)[0]


@dataclass(frozen=True)
class Likeness:
    """``chance`` that a fair reader finds the fact; ``window``: the sentences that come nearest to it."""

    chance: float
    window: tuple[int, ...]
    features: tuple[float, ...]


NOTHING_LIKE = Likeness(0.0, (), (0.0,) * len(FEATURES))


@dataclass(frozen=True)
class _Held:
    """A fact, ready to be held against stretches of one note."""

    target: Target
    places: list[dict[int, list[int]]]  # of each part of found_by: where it stands
    content: list[int]  # the parts that say more than who
    bags: tuple[frozenset[str], ...]  # what, said, examples
    weight: dict[str, float]
    sums: list[float]


@dataclass(frozen=True)
class _Fit:
    window: tuple[int, ...]
    parts: float
    content: float
    what: float
    said: float
    example: float
    numbers: float

    @property
    def score(self) -> float:
        return self.content + self.example + max(self.what, self.said) - 0.08 * len(self.window)


class Likener:
    """A note, ready to be held against the facts of its case."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self.rarity, self.targets = _case(reader.case)
        self._bags = [bag(s.text) for s in reader.note.sentences]

    def like(self, fact: Fact, finding: Finding, quoted: bool, attributed: bool) -> Likeness:
        """How like the note is to a fact. ``finding``: what the rules found; ``quoted``: its own words stand in quotation marks."""
        held = self._held(fact)
        if held is None:
            return NOTHING_LIKE
        touched = {n for where in held.places for n in where}
        touched |= {n for n, b in enumerate(self._bags) if not b.isdisjoint(held.weight)}
        best: _Fit | None = None
        for n in sorted(touched):
            for window in self._windows(n):
                fit = self._fit(held, window)
                if best is None or fit.score > best.score:
                    best = fit
        return self._likeness(fact, held, best, finding, quoted, attributed) if best else NOTHING_LIKE

    def at(self, fact: Fact, finding: Finding, window: tuple[int, ...]) -> float:
        """The chance that a fact stands in just these sentences, whoever says it."""
        held = self._held(fact)
        return self._likeness(fact, held, self._fit(held, window), finding, False, False).chance if held else 0.0

    def _held(self, fact: Fact) -> _Held | None:
        target = self.targets.get(fact.id)
        if target is None:
            return None
        places = [self.reader.where(p) for p in fact.found_by]
        content = [k for k, p in enumerate(fact.found_by) if not self.reader.is_person(p)] or list(range(len(places)))
        bags = (target.what, target.said, *target.examples)
        weight = {w: self.rarity.of(w) for w in frozenset().union(*bags)}
        return _Held(target, places, content, bags, weight, [sum(weight[w] for w in b) or 1e-9 for b in bags])

    def _fit(self, held: _Held, window: tuple[int, ...]) -> _Fit:
        """How a stretch fits: shares of the rules' parts and of the weight of each bag."""
        here = {w for k in window for w in self._bags[k] if w in held.weight}
        hit = [any(s in where for s in window) for where in held.places]
        rows = [sum(held.weight[w] for w in here & b) / total for b, total in zip(held.bags, held.sums, strict=True)]
        what, said = rows[0], rows[1] if held.target.said else rows[0]
        numbers = held.target.numbers
        return _Fit(
            window=window,
            parts=sum(hit) / len(hit),
            content=sum(hit[k] for k in held.content) / len(held.content),
            what=what,
            said=said,
            example=max(rows[2:], default=0.0),
            numbers=len(numbers & here) / len(numbers) if numbers else 1.0,
        )

    def _likeness(
        self, fact: Fact, held: _Held, fit: _Fit, finding: Finding, quoted: bool, attributed: bool
    ) -> Likeness:
        whose = owner(self.reader, fact, fit.window) if attributed and fact.by else "theirs"
        features = (
            fit.parts, fit.content, float(fit.parts == 1), fit.what, fit.said, max(fit.what, fit.said), fit.example, fit.numbers,
            float(len(fit.window)), float(whose == "theirs"), float(whose == "another"), float(whose == "nobody"), float(quoted),
            float(finding.denied), float(finding.state == "found"), float(finding.state == "part"), 1 / len(fact.found_by), float(attributed),
            float(self._other_number(held.target, fit.window)), float(self._turned_round(held.target, fit.window)),
        )  # fmt: skip
        return Likeness(chance(features), fit.window, features)

    def _other_number(self, target: Target, window: tuple[int, ...]) -> bool:
        """Whether a number of the fact is not there, and one it does not have is."""
        here = {w for k in window for w in self._bags[k] if w.isdecimal()}
        return bool(target.numbers - here) and bool(here - target.what - target.said)

    def _turned_round(self, target: Target, window: tuple[int, ...]) -> bool:
        """Whether one of the two says “not” and the other does not."""
        no = stem("not")
        return (no in target.what) != any(no in self._bags[k] for k in window)

    def _windows(self, n: int) -> list[tuple[int, ...]]:
        """A sentence alone, then with one and two neighbours of the same part of the form."""
        rows, skip = self.reader.note.sentences, self.reader.skip
        out: list[tuple[int, ...]] = []
        if n in skip:
            return out
        for size in range(1, LONGEST + 1):
            last = n + size - 1
            if last >= len(rows) or rows[last].field != rows[n].field or last in skip:
                break
            out.append(tuple(range(n, last + 1)))
        return out


def chance(features: Iterable[float]) -> float:
    """The logistic of the weighted features."""
    weights = _weights()
    at = weights[0] + sum(w * f for w, f in zip(weights[1:], features, strict=True))
    return 1 / (1 + math.exp(-at))


@cache
def _weights() -> tuple[float, ...]:
    found = read("likeness")["weights"]
    return (float(found["start"]), *(float(found.get(name, 0)) for name in FEATURES))  # a new one is not fitted yet
