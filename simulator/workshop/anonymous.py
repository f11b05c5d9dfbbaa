"""An answer without its writer: names of those in the room, email addresses and telephone numbers are taken out of a text.

What belongs to the case stays: a word that is a name in it, its numbers and addresses. Rather one word too many is taken
out than one too few, with one exception: a name that is an everyday word ("Will", or "Mark" where the case speaks of a
mark) is taken out where it is written as a name, with a capital letter or an apostrophe.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from simulator.cases.model import Case

COLLEAGUE, EMAIL, PHONE = "\ue000", "\ue001", "\ue002"  # in place of what was taken out, until all is done
SAYS = {COLLEAGUE: "a colleague", EMAIL: "an email address", PHONE: "a telephone number"}
LEAST = 3  # letters of a part of a name; a shorter one counts where it has a capital letter
SPELT = 4  # letters of a name that is also known spelt out: H e r o n
RUN_ON = 7  # letters of a whole name that is also known in one word
_EVERYDAY = """
a about after all also am an and any are art as at back be been but by can case child dawn day de do does down early even
few file first for from fair go good had has have he her here him his how i if in is it its just last le let like may me
more much my new no nor not note now of off old on one only or our out over own pat per said say see she so some sue than
that the their them then there they this to too two up us use van very von was way we well went were what when where which
who why will with work would yes yet you your
"""
_NAMES_TOO = (
    "art dawn may pat sue will"  # of these, names at the start of a sentence as well, unless something is asked
)
_ASKING = "a an anybody he her his i it my our she somebody that the their there they this we you your"
_DAYS = """
january february march april may june july august september october november december
monday tuesday wednesday thursday friday saturday sunday
"""
_SHORT = "AM AE BSL CP DV GP HR HV ID IT MP NI OK OT PE PM PR RE SW TV UK US VC WA"
EVERYDAY, NAMES_TOO, ASKING = frozenset(_EVERYDAY.split()), frozenset(_NAMES_TOO.split()), frozenset(_ASKING.split())
MONTHS, ABBREVIATIONS = frozenset(_DAYS.split()), frozenset(_SHORT.split())
ADDRESS = re.compile(
    r"[\w.+-]+\s?(?:@|\(at\)|\[at\]|\{at\})\s?[\w-]+(?:\s?(?:\.|\(dot\)|\[dot\]|\{dot\})\s?[\w-]+)+"
    r"|[\w.+-]+ at [\w-]+(?:(?:\.| dot )[\w-]+)*(?:\.| dot )(?:com|org|net|uk|edu|gov|eu|io|info|me|us)\b",
    re.I,
)
DIGITS = re.compile(r"(?<![\w])\+?\(?\d(?:[ \t().\-/–]{0,3}\d){6,14}(?!\w)")
DAYS = re.compile(  # dates, times and years: numbers that are nobody's
    r"\b\d{1,2}[./-]\d{1,2}[./-](?:19|20)?\d\d\b|\b(?:19|20)\d\d-\d\d-\d\d\b|\b\d{1,2}[:.]\d\d(?:[ap]m)?\b(?![\d.])"
    r"|\b(?:19|20)\d\d\s?[-–/]\s?(?:(?:19|20)\d\d|\d\d)\b"
)
START = frozenset('.!?:\n“"(•–-[')


@dataclass(frozen=True)
class CaseWords:
    """What is the case's: words that are names in it (folded), everyday words, its numbers, email addresses, initials."""

    names: frozenset[str]
    everyday: frozenset[str]
    numbers: frozenset[str]
    addresses: frozenset[str]
    initials: frozenset[str]
    short: frozenset[str]  # abbreviations


def fold(text: str) -> str:
    """As letters are compared: no case, no accents."""
    return "".join(_fold(c) for c in text)


@lru_cache(maxsize=4096)
def _fold(c: str) -> str:
    plain = "".join(x for x in unicodedata.normalize("NFD", c) if not unicodedata.combining(x)).casefold()
    return "'" if plain in "’‘ʼ`´" and plain else plain


def tidy(text: str) -> str:
    """A text without what cannot be seen: zero-width characters, private ones; wide letters become plain ones."""
    text = unicodedata.normalize("NFKC", text)
    return "".join(c for c in text if unicodedata.category(c) not in ("Cf", "Co", "Cs", "Cc") or c in "\n\t")


def words_of(case: Case, page: str = "") -> CaseWords:
    """``case`` as a learner has it; ``page``: the text of the exercise, which may have people of its own."""
    texts = [*_strings(case.model_dump(mode="json")), page]
    prose = [t for t in texts if " " in t.strip()]
    known: set[str] = set()
    for name in [n for p in case.people for n in (p.first, p.family, *p.aliases)] + [
        p.full for p in case.professionals
    ]:
        known |= set(_tokens(fold(name)))
    people = {t for p in case.people for name in (p.first, p.family, *p.aliases) for t in _tokens(fold(name))}
    everyday = {fold(w) for t in prose for w in re.findall(r"[^\W\d_]+", t) if w.islower()}
    titles = [case.household_name, *(p.name for p in case.places), *(c.name for c in case.cards)]
    capital = [w for t in titles for w in re.findall(r"[^\W\d_]+", t)]
    capital += [w for t in prose for w in re.findall(r"(?<=[a-z,;] )[^\W\d_]+", t)]
    known |= {w for w in (fold(w) for w in capital if w[:1].isupper()) if w not in everyday and len(w) > 1}
    return CaseWords(
        names=frozenset(known - (EVERYDAY | MONTHS) | (people - EVERYDAY)),
        everyday=frozenset(everyday - people) | EVERYDAY,
        numbers=frozenset(_number(m[0]) for t in texts for m in DIGITS.finditer(t)),
        addresses=frozenset(m[0].lower() for t in texts for m in ADDRESS.finditer(t)),
        initials=frozenset(t[0] for t in people if t),
        short=frozenset(w for t in prose for w in re.findall(r"\b[A-Z]{2,4}\b", t)) | ABBREVIATIONS,
    )


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for v in value.values():
            yield from _strings(v)
    elif isinstance(value, list):
        for v in value:
            yield from _strings(v)


def _tokens(name: str) -> list[str]:
    return re.findall(r"[^\W_]+", name)


def _number(text: str) -> str:
    """A telephone number's own digits: 07700 900417 and +44 (0)7700 900417 are the same."""
    digits = re.sub(r"\D", "", text.replace("(0)", ""))
    return re.sub(r"^(?:00)?(?:44|1)(?=\d{9,10}$)", "", digits).lstrip("0")


class Anonymous:
    """Takes everybody of a room out of texts about one case."""

    def __init__(self, names: Iterable[str], case: CaseWords) -> None:
        self.case = case
        self.parts: set[str] = set()
        self.short: set[str] = set()  # two letters: known by their capital
        self.initials: set[str] = set()
        self.monograms: set[str] = set()
        whole: set[str] = set()
        for name in names:
            folded = fold(tidy(name))
            tokens = _tokens(folded)
            letters = [t for t in tokens if not t.isdigit()]
            tokens += [t for t in _tokens(folded.replace("'", "")) if t not in tokens and "'" in folded]  # oneill
            if len(letters) == 1 and len(letters[0]) > 1:
                self.parts |= set(letters)
            for t in tokens:
                caseless = t.upper() == t and not t.isdigit()  # scripts without capitals have short names
                if len(t) >= LEAST or (caseless and len(t) > 1):
                    self.parts.add(t)
                elif len(t) == LEAST - 1 and letters:
                    self.short.add(t)
            tokens = _tokens(folded)
            if len(tokens) > 1:
                whole |= {self._whole(tokens), self._whole(tokens[::-1])}
            self.initials |= {t[0].upper() for t in letters}
            if len(letters) > 1:
                self.monograms.add("".join(t[0].upper() for t in letters))
        every = sorted(self.parts | self.short, key=len, reverse=True)
        spelt = [r"[ ._*-]".join(map(re.escape, t)) for t in every if len(t) >= SPELT]
        one = [*sorted(whole, key=len, reverse=True), *spelt, *map(re.escape, every)]
        self._names = re.compile(
            rf"(?P<at>[@#]|(?<![a-z])[od]')?(?P<name>{'|'.join(one)})(?P<own>'?s(?![^\W\d_])|'(?![^\W\d_]))?\d*"
            if one
            else r"(?!)"
        )
        self._wholes = re.compile("|".join(sorted(whole, key=len, reverse=True)) if whole else r"(?!)")

    @staticmethod
    def _whole(tokens: list[str]) -> str:
        between = r"[\W_]{0,3}" if sum(map(len, tokens)) >= RUN_ON else r"[\W_]{1,3}"
        return between.join(map(re.escape, tokens))

    def __call__(self, text: str) -> str:
        """The text with nobody of the room in it."""
        text = tidy(text)
        text = ADDRESS.sub(lambda m: m[0] if m[0].lower() in self.case.addresses else EMAIL, text)
        text = self._without_numbers(text)
        text = self._without_names(text)
        text = self._without_initials(text)
        before = "".join(sorted(self.initials - {"I"}))
        if before.isalpha():  # H. Blake
            text = re.sub(rf"(?<!\w)(?:[{before}](?:\.[ -]?| ))+(?={COLLEAGUE})", "", text)
        text = re.sub(rf"{COLLEAGUE}(?:[ \t-]+{COLLEAGUE})+", COLLEAGUE, text)
        for mark, words in SAYS.items():
            text = re.sub(mark, lambda m, w=words: _cased(w, m), text)  # type: ignore[misc]
        return text

    def _without_numbers(self, text: str) -> str:
        out, at = [], 0
        for m in [*DAYS.finditer(text), None]:
            piece = text[at : m.start() if m else len(text)]
            out.append(DIGITS.sub(lambda n: n[0] if _number(n[0]) in self.case.numbers else PHONE, piece))
            if m:
                out.append(m[0])
                at = m.end()
        return "".join(out)

    def _without_names(self, text: str) -> str:
        folded, where = [], []
        for i, c in enumerate(text):
            for f in _fold(c):
                folded.append(f)
                where.append(i)
        plain = "".join(folded)
        where.append(len(text))
        out, at, pos = [], 0, 0
        while m := self._names.search(plain, pos):
            start, end = m.start("name"), m.end()
            pos = m.start() + 1
            if not self._stands_alone(plain, start, m.end("own") if m["own"] else m.end("name")):
                continue
            if not self._is_somebody(text, plain, m, where):
                pos = m.end("name")
                continue
            own = m["own"] or ""
            out += [text[at : where[m.start()]], COLLEAGUE + ("’s" if own else "")]
            at, pos = where[end], end
        return "".join(out) + text[at:]

    @staticmethod
    def _stands_alone(plain: str, start: int, end: int) -> bool:
        """Whether a name is a word of its own. Scripts without spaces have no words to stand between."""
        if not plain[start].isascii() and plain[start].upper() == plain[start]:
            return True
        before, after = plain[start - 1 : start], plain[end : end + 1]
        return not before.isalpha() and not after.isalpha()

    def _is_somebody(self, text: str, plain: str, m: re.Match[str], where: list[int]) -> bool:
        name = m["name"]
        if self._wholes.fullmatch(name):
            return not all(t in self.case.names for t in _tokens(name))
        written = text[where[m.start("name")] : where[m.end("name") - 1] + 1]
        word = name if name.isalnum() else re.sub(r"[\W_]", "", name)
        if word in self.case.names:
            return False
        capital = written[:1] != written[:1].lower()
        if word in MONTHS and re.search(r"\d(?:st|nd|rd|th)?[ .]*$", plain[: m.start()]):
            return False  # 12 May
        if word in MONTHS and re.match(r"[ ,]*\d", plain[m.end() :]):
            return False
        if word not in self.parts and not capital:
            return False
        if m["own"] == "s" and (len(word) < SPELT or word + "s" in self.case.everyday):
            return False
        if not capital and word in self.case.everyday:
            return bool(m["own"] and "'" in m["own"])
        if word in EVERYDAY and not m["own"]:
            before = text[: where[m.start("name")]].rstrip(" \t")
            begins = not before or before[-1] in START
            after = re.match(r"\W*([^\W\d_]+)", text[where[m.end()] :])
            asks = not after or after[1].lower() in ASKING or after[1][:1].isupper()
            return not begins or (word in NAMES_TOO and not asks)
        return True

    def _without_initials(self, text: str) -> str:
        kept = {i.upper() for i in self.case.initials} | {"I"}
        lists = {m[1] for m in re.finditer(r"(?m)^\s*([A-Z])\. ", text)}

        def one(m: re.Match[str]) -> str:
            letters = [c for c in m[0] if c.isupper()]
            mark = "".join(letters)
            if len(letters) > 1:
                dotted = "." in m[0]
                known = mark in self.monograms and (dotted or mark not in self.case.short)
                return COLLEAGUE if known else m[0]
            in_list = m.start() == 0 or text[m.start() - 1] == "\n"
            if in_list and lists & {chr(ord(mark) - 1), chr(ord(mark) + 1)} and text[m.end() : m.end() + 1] == " ":
                return m[0]
            return COLLEAGUE if mark in self.initials and mark not in kept else m[0]

        return re.sub(r"(?<![\w.])[A-Z](?:(?:\.\s?[A-Z])+\.?|[A-Z]{1,3}\b(?!\.\w)|\.)(?!\w)", one, text)


def _cased(words: str, m: re.Match[str]) -> str:
    """With a capital letter where a sentence begins."""
    before = m.string[: m.start()].rstrip(' \t“"(')
    return words[:1].upper() + words[1:] if not before or before[-1] in ".!?\n" else words
