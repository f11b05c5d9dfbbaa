"""The leak scan: whether a text tells a reader what they must not learn, in whatever form.

Names (first, family, initials, aliases), addresses in part or shortened or misspelt, codes, telephone numbers in any
spacing or in words, mail addresses, institutions by half their name or their letters, and words that give a thing away.
It reads what stands there: a riddle that only the world explains is found where it says that it is one.
Practice source: practice.md section 2.iii "Leak scan"; C6, C8, M3.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from typing import Any

from rapidfuzz.distance import Levenshtein

from grading.reading.lexicon import read
from grading.reading.words import Word, forms, normal, pattern, words
from simulator.cases.case_teller import home_of
from simulator.cases.model import Case
from simulator.cases.secrets import Secret, secrets

Wanted = tuple[tuple[str, bool], ...]  # a phrase: each word, and whether any ending will do
SMALL_NUMBERS = {"oh": "0", "o": "0", "nought": "0", "zero": "0", "hundred": "00"}
JOINS = (
    "and",
    "then",
    "dash",
    "hyphen",
    "dot",
    "slash",
    "space",
    "stroke",
    "pause",
)  # said between the figures of a number
BETWEEN = re.compile(rf"(?:[^A-Za-z;:!?\n]|\b(?:{'|'.join(JOINS)})\b)*")
LOOK_ALIKE = str.maketrans("oil", "011")
TIMES = {"double": 2, "treble": 3, "triple": 3}
PRONOUNS = frozenset(
    ["he", "she", "they", "him", "her", "them", "his", "their", "hes", "shes", "theyre", "theyve", "theyll"]
)
TITLES = frozenset(["mr", "mrs", "ms", "miss", "mx", "dr", "sir"])
FILLERS = frozenset(["y", "yr", "the", "of", "a"])  # of a street's name, left out in file names
AT = frozenset(["at", "to", "from", "outside", "near"])
SOMEBODY = ("xwho", "xwhose")  # in a phrase: anybody who is spoken of, and what is theirs
LEAST_LETTERS = 3  # of a name that is cut short
LEAST_DIGITS = 6  # of a telephone number that are told
NEAR = 10  # words between two that tell a thing together
LONG = 5  # letters from which a word may be misspelt
CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|(?<=[A-Za-z])(?=\d{2})|(?<=\d)(?=[A-Z][a-z])")
EMAIL = re.compile(r"[\w.+-]+@[\w.-]+\w")
SENTENCE = re.compile(r"[.!?](?=\s+[A-Z“\"'’(]|\s*$)|\n\s*\n")


@dataclass(frozen=True, slots=True)
class Leak:
    """``words``: the learner's own; ``start`` and ``end`` in ``field``'s text (end excluded)."""

    fact: str
    words: str
    field: str
    start: int
    end: int


@cache
def _lexicon() -> Any:
    return read("leaks")


@cache
def _kinds(of: str) -> dict[str, str]:
    """Every way of writing a kind of street or institution -> the kind."""
    return {w: kind for kind, short in _lexicon()[of].items() for w in (kind, *short)}


@cache
def _shortened() -> frozenset[tuple[str, str]]:
    """(as people shorten it, the kind of institution)."""
    return frozenset((s, kind) for kind, short in _lexicon()["institutions"].items() for s in short)


@cache
def _list(name: str) -> frozenset[str]:
    return frozenset(_lexicon()[name])


def topic_names() -> tuple[str, ...]:
    """The subjects the scan knows."""
    return tuple(t for t in read("topics") if t != "lists")


def short_name(place: str) -> str:
    """What people call a place for short: “Thistle Row” for Thistle Row Primary School; nothing where that is no name."""
    row = [w for w in words(re.sub(r"^[Tt]he ", "", place)) if w.text not in _kinds("institutions")]
    short = " ".join(w.text for w in row)
    return short if len(short) >= LONG and short != normal(place) else ""


@dataclass(frozen=True)
class _Topic:
    strong: tuple[Wanted, ...]
    weak: tuple[Wanted, ...]
    ordinary: tuple[Wanted, ...]
    together: tuple[tuple[tuple[Wanted, ...], tuple[Wanted, ...]], ...]


@cache
def _topic(name: str) -> _Topic:
    """A subject that may be kept, and how it is told: grading/lexicons/topics.yaml. One there is not tells nothing."""
    rows = read("topics").get(name, {})
    lists = read("topics")["lists"]
    strong, weak, ordinary = (_patterns(rows.get(k, ()), lists) for k in ("strong", "weak", "ordinary"))
    pairs = tuple((_patterns(a, lists), _patterns(b, lists)) for a, b in rows.get("together", ()))
    return _Topic(strong, weak, ordinary, pairs)


@cache
def _single(topic: str) -> frozenset[str]:
    """The single words by which a subject is told."""
    rows = read("topics").get(topic, {})
    lists = read("topics")["lists"]
    said = [
        p
        for k in ("strong", "weak", "ordinary")
        for row in rows.get(k, ())
        for p in (lists[row[1:]] if row.startswith("+") else (row,))
    ]
    return frozenset(p.rstrip("*") for p in said if " " not in p)


def _patterns(rows: Iterable[str], lists: dict[str, list[str]]) -> tuple[Wanted, ...]:
    """Phrases; “+name” stands for a list that several subjects share."""
    return tuple(pattern(p) for row in rows for p in (lists[row[1:]] if row.startswith("+") else (row,)))


@lru_cache(maxsize=500)
def _trades(place: str) -> tuple[Wanted, ...]:
    """Words for what is done at a place of work, by the words of its name; none where the name does not say."""
    forms_of = forms(place)
    rows = _lexicon()["trades"].values()
    return tuple(
        pattern(p)
        for row in rows
        if any(f.startswith(k.rstrip("*")) if k.endswith("*") else f == k for k in row["called"] for f in forms_of)
        for p in row["words"]
    )


@cache
def _ordinary() -> tuple[Wanted, ...]:
    return tuple(pattern(p) for p in _lexicon()["ordinary"])


def leaks(case: Case, who: str, fields: dict[str, str], also: tuple[str, ...] = ()) -> tuple[Leak, ...]:
    """What a text tells ``who`` that must not reach them. ``fields``: "subject", "attached", "body" … -> text.

    ``also``: facts that must not be told, beside those that are kept from this reader.
    """
    known = secrets(case, who, also)
    reader = next((p.full for p in case.anybody() if p.id == who), "")
    found: dict[tuple[str, str, int], Leak] = {}
    for field, text in fields.items():
        scan = _Scan(text, field, reader, case, known)
        subjects = {(s.fact, s.value) for s in known if s.kind == "topic"}
        for secret in known:
            if secret.kind == "words" and any(secret.value in _single(t) for f, t in subjects if f == secret.fact):
                continue  # its subject knows the word, and where it is innocent
            for start, end in scan.find(secret):
                key = (secret.fact, field, start)
                if key not in found or found[key].end < end:
                    found[key] = Leak(fact=secret.fact, words=text[start:end], field=field, start=start, end=end)
    return tuple(sorted(found.values(), key=lambda x: (x.field, x.start, x.fact)))


def _fits(form: str, wanted: tuple[str, bool]) -> bool:
    word, stem = wanted
    return form.startswith(word) if stem else form == word or (form, word) in _shortened()


class _Scan:
    """One text, taken apart once."""

    def __init__(self, text: str, field: str, reader: str, case: Case, known: tuple[Secret, ...]) -> None:
        self.text, self.case = text, case
        loose = text
        if field == "attached":
            loose = re.sub(r"[_.\-]", " ", text)
        self.words = _joined(_split(words(loose), text), text, _cores(known))
        self.forms = [w.text for w in self.words]
        self.raw = [text[w.start : w.end] for w in self.words]
        self.at: dict[str, list[int]] = {}
        for i, form in enumerate(self.forms):
            self.at.setdefault(form, []).append(i)
        self.field = field
        home = home_of(case).town
        self.towns = {f for p in case.places if p.town and p.town != home for f in [normal(p.town.split()[0])]}
        self.town_names = {forms(p.town) for p in case.places if p.town}
        self.reader = frozenset(normal(n) for n in reader.split())
        names = frozenset(normal(p.first) for p in case.people) - self.reader
        self.somebody = {word: _list(word) | names for word in SOMEBODY}
        self.sentences = self._sentences()
        inner = [i for i in range(1, len(self.raw)) if len(self.raw[i]) > 1 and self.sentences[i][0] != i]
        self.low = field == "body" and len(inner) > LONG and not any(self.raw[i][:1].isupper() for i in inner)
        self.spelt = list(self._spelt())
        self.plain = frozenset(i for p in _ordinary() for a, b in self._runs(p) for i in range(a, b))
        self.refused = frozenset(self._refused())
        self.mails = [(m.start(), m.end(), m[0].lower()) for m in EMAIL.finditer(text)]

    def find(self, secret: Secret) -> Iterator[tuple[int, int]]:
        look = {
            "street": self._street,
            "code": self._code,
            "institution": self._institution,
            "person": self._person,
            "phone": self._phone,
            "email": self._email,
            "words": self._said,
            "resident": self._resident,
            "staff": self._staff,
            "topic": self._topic,
            "trade": self._trade,
        }[secret.kind]
        yield from look(secret)

    # --- helpers ---------------------------------------------------------------------------------

    def _fits(self, form: str, wanted: tuple[str, bool]) -> bool:
        return form in self.somebody[wanted[0]] if wanted[0] in SOMEBODY else _fits(form, wanted)

    def _runs(self, wanted: Wanted) -> Iterator[tuple[int, int]]:
        """Where a phrase stands: first word and last (excluded)."""
        first, stem = wanted[0]
        if first in SOMEBODY:
            starts = sorted(i for form in self.somebody[first] for i in self.at.get(form, ()))
        elif stem:
            starts = sorted(i for form, rows in self.at.items() if form.startswith(first) for i in rows)
        else:
            short = [form for form, kind in _shortened() if kind == first]
            starts = sorted(i for form in (first, *short) for i in self.at.get(form, ()))
        for i in starts:
            told = self.forms[i : i + len(wanted)]
            if len(told) == len(wanted) and all(map(self._fits, told, wanted)):
                yield i, i + len(wanted)

    def _span(self, first: int, last: int) -> tuple[int, int]:
        return self.words[first].start, self.words[last].end

    def _sentence(self, i: int) -> tuple[int, int]:
        """First and last word (excluded) of the sentence a word stands in."""
        return self.sentences[i]

    def _sentences(self) -> list[tuple[int, int]]:
        bounds = sorted({m.end() for m in SENTENCE.finditer(self.text)} | {len(self.text)})
        out: list[tuple[int, int]] = []
        first = 0
        for bound in bounds:
            last = first
            while last < len(self.words) and self.words[last].start < bound:
                last += 1
            out += [(first, last)] * (last - first)
            first = last
        return out

    def _spelt(self) -> Iterator[tuple[str, int, int]]:
        """Words spelt letter by letter: “E, I, T, H, I, N”."""
        first = 0
        for i in range(len(self.words) + 1):
            if i < len(self.words) and len(self.raw[i]) == 1 and self.raw[i].isalpha():
                continue
            if i - first >= LONG - 1:
                yield "".join(self.forms[first:i]), first, i
            first = i + 1

    def _begins(self, i: int) -> bool:
        """Whether a word is the first of its sentence, where a capital says nothing."""
        return self._sentence(i)[0] == i

    def _capital(self, i: int) -> bool:
        return self.raw[i][:1].isupper()

    def _name(self, i: int) -> bool:
        """Whether a word may be a name: with a capital, or in a text where nothing has one."""
        return self._capital(i) or (self.low and len(self.forms[i]) >= LONG - 1)

    def _near(self, i: int, some: Iterable[str], back: int, on: int) -> bool:
        around = self.forms[max(0, i - back) : i] + self.forms[i + 1 : i + 1 + on]
        return any(f in some for f in around)

    def _alike(self, i: int, core: str) -> bool:
        """Whether a word is another one, also misspelt or with its middle left out: Lantrn, R’walk."""
        raw, form = self.raw[i], self.forms[i]
        if form == core or core.isdecimal():
            return form == core
        if m := re.fullmatch(r"([A-Za-z]{1,3})['’‘]([A-Za-z]{2,})", raw):
            head, tail = m[1].lower(), m[2].lower()
            return core.startswith(head) and core.endswith(tail) and len(core) > len(head + tail) >= 4
        return (
            len(core) >= LONG
            and form[:1] == core[:1]
            and Levenshtein.distance(form, core, score_cutoff=_slips(core)) <= _slips(core)
        )

    # --- addresses -------------------------------------------------------------------------------

    def _street(self, secret: Secret) -> Iterator[tuple[int, int]]:
        core, kind, leads = _core(secret.value)
        if self.field == "attached":
            core = tuple(c for c in core if c not in FILLERS) or core
        kinds = {w for w, k in _kinds("streets").items() if k == kind}
        for letters, first, last in self.spelt:
            if letters in core and len(letters) >= LONG - 1:
                yield self._span(first, last - 1)
        for i in range(len(self.words) - len(core) + 1):
            numbered = self._number_before(i - leads, secret.number) or self._number_after(i + len(core), secret.number)
            short = len(core) > 1 and self.raw[i] == core[0][0].upper() and self._dotted(i)  # G. Hill Ave
            kept = numbered or self._kind_follows(i + len(core), kinds)
            if not all(
                self._alike(i + k, c) or (kept and self._cut(i + k, c)) for k, c in enumerate(core) if k or not short
            ):
                continue
            last = i + len(core) - 1
            after = self.forms[last + 1] if last + 1 < len(self.words) else ""
            before = self.forms[i - 1] if i else ""
            beside = before if leads else after
            named = beside in kinds or (len(beside) == 1 and beside == kind[:1] and (leads or self._dotted(last + 1)))
            if after in _kinds("streets") and not named:
                continue  # Lantern Square is no Lantern Street
            if after in _kinds("institutions") and not named and len(core) == 1:
                continue
            told = (
                self._name(i)
                and not self._begins(i)
                and before in (_list("before_a_place") if self._capital(i) else AT | {"on"})
            )
            whole = len(core) > 1 and (self._capital(i) or named)
            if named or numbered or told or whole or (self.field == "attached" and self._capital(i)):
                yield self._span(i - bool(leads and named), last + (named and not leads))
        letters = "".join(c[:1] for c in core)
        for i in range(1, len(self.words)):
            numbered = self._number_before(i, secret.number)
            after = self.forms[i + 1] if i + 1 < len(self.words) else ""
            if numbered and self.forms[i] in (letters, letters[:1]) and after in kinds | {kind[:1]}:
                yield self._span(i - 1, i + 1)  # 1999 G Street
            elif numbered and kind and self.forms[i] == letters + kind[:1] and self.raw[i].isupper():
                yield self._span(i - 1, i)  # 79 HR
            elif numbered and kind and self.forms[i] == "the" and after == kind and self._capital(i + 1):
                yield self._span(i - 1, i + 1)  # number 79, the Reach
        if len(core) > 1:  # the number and half the name: 1734 Whistle something
            for i in range(len(self.words)):
                if self._alike(i, core[0]) and self._capital(i) and self._number_before(i, secret.number):
                    yield self._span(i - 1, i)
        yield from self._riddle("streets")

    def _cut(self, i: int, core: str) -> bool:
        """Whether a word is the beginning of another: Inc for Incline."""
        return len(self.forms[i]) >= LEAST_LETTERS and core.startswith(self.forms[i])

    def _kind_follows(self, i: int, kinds: set[str]) -> bool:
        """Whether a kind of street stands here, and a capital before it: Merg. St."""
        return i < len(self.forms) and self.forms[i] in kinds and self._capital(i - 1)

    def _number_after(self, i: int, number: str) -> bool:
        """Whether the house's number follows at once, in a file name: Eithin75."""
        return self.field == "attached" and self.forms[i : i + 1] == [number]

    def _dotted(self, i: int) -> bool:
        return self.text[self.words[i].end : self.words[i].end + 1] == "."

    def _number_before(self, i: int, number: str) -> bool:
        """Whether the house's number stands just before a word, in figures or words: seventeen thirty-four."""
        digits = ""
        for k in range(i - 1, max(-1, i - 5), -1):
            if self.forms[k] in ("no", "number", "at"):
                continue
            if not self.forms[k].isdecimal():
                break
            digits = self.forms[k] + digits
            if digits == number:
                return True
        return False

    def _riddle(self, of: str) -> Iterator[tuple[int, int]]:
        """“A street named after a duck”: a kind of place in the same sentence, or in the one before."""
        for phrase in _lexicon()["riddles"]:
            for first, _ in self._runs(pattern(phrase)):
                a, b = self._sentence(first)
                earlier = self._sentence(a - 1)[0] if a else a
                if any(f in _kinds(of) or (of == "institutions" and f == "place") for f in self.forms[earlier:first]):
                    yield self._span(a, b - 1)

    def _code(self, secret: Secret) -> Iterator[tuple[int, int]]:
        parts = [normal(p) for p in secret.value.split()]
        digits = len(parts[-1]) == 5 and parts[-1].isdecimal()  # a ZIP code after its state
        for i, form in enumerate(self.forms):
            joined = form + (self.forms[i + 1] if i + 1 < len(self.forms) else "")
            if digits and form == parts[-1]:
                yield self._span(i, i)
            elif not digits and (joined == "".join(parts) or form == "".join(parts)):
                yield self._span(i, i + (form != "".join(parts)))
            elif not digits and form == parts[0] and not self._ware() and not self._another_code(i + 1):
                yield self._span(i, i)

    def _another_code(self, i: int) -> bool:
        """Whether the second half of a code stands here: then the whole of it is somebody else's."""
        return i < len(self.forms) and bool(re.fullmatch(r"\d[a-z]{2}", self.forms[i]))

    def _ware(self) -> bool:
        """Whether a code or a number is a model's or a page's."""
        return any(f in _list("wares") for f in self.forms)

    def _resident(self, secret: Secret) -> Iterator[tuple[int, int]]:
        """That somebody lives with a person whose address is kept: “Hollie’s sofa”."""
        names = [normal(n) for n in secret.value.split()]
        if self.reader & set(names):
            return
        for i, form in enumerate(self.forms):
            if form != names[0] or not self._capital(i):
                continue
            end = i + 1 if self.forms[i + 1 : i + 2] == names[1:2] and len(names) > 1 else i
            owned = self.words[end].possessive and any(f in _list("living") for f in self.forms[end + 1 : end + 3])
            a, _ = self._sentence(i)
            moved = any(
                b <= i
                for phrase in (
                    "moved in with",
                    "living with",
                    "lives with",
                    "stays with",
                    "staying with",
                    "lodging with",
                    "lodges with",
                    "sleeping at",
                    "house of",
                    "home of",
                )
                for s, b in self._runs(pattern(phrase))
                if s >= a and i - b <= 5
            )
            if moved:
                yield self._span(a, end)
            elif owned and end > i:
                yield self._span(i, min(end + 1, len(self.words) - 1))

    def _staff(self, secret: Secret) -> Iterator[tuple[int, int]]:
        """Somebody who works at a place that is kept, by title and family name: “Ms Brown’s class”."""
        family = normal(secret.value.split()[-1])
        first = normal(secret.value.split()[0])
        for i, form in enumerate(self.forms):
            if form == first and self.forms[i + 1 : i + 2] == [family] and self._name(i) and not self.reader & {family}:
                yield self._span(i, i + 1)
            if form == family and self._capital(i) and i and self.forms[i - 1] in TITLES and not self.reader & {family}:
                yield self._span(i - 1, i)

    # --- names, numbers --------------------------------------------------------------------------

    def _person(self, secret: Secret) -> Iterator[tuple[int, int]]:
        names = [normal(n) for n in secret.value.split()]
        first, family = names[0], names[-1]
        nick = frozenset(_lexicon()["nicknames"].get(first, ()))
        for i, form in enumerate(self.forms):
            after = self.forms[i + 1] if i + 1 < len(self.forms) else ""
            spelt = form in (family, family + "s") or (self._alike(i, family) and not self._begins(i))
            if spelt and family != first and (self._name(i) or self.field == "attached"):
                before = self.forms[i - 1] if i else ""
                other = (
                    i
                    and self._capital(i - 1)
                    and not self._begins(i - 1)
                    and before not in (first, first[:1])
                    and before in self._firsts()
                )
                doctor = before == "dr" and not secret.value.lower().startswith("dr ")
                if not other and not doctor and not (self.reader & {family}):
                    yield self._span(i - (before in (first, first[:1])), i)
            elif (self._cut(i, first) or form in nick) and form != first and after == family[:1] and self._capital(i):
                yield self._span(i, i + 1)  # Vince F
            elif (
                (form == first or (form in nick and form not in self._firsts()) or self._slip(i, first))
                and (self._name(i) or self.field == "attached")
                and first not in self.reader
            ):
                gap = self.text[self.words[i].end : self.words[i + 1].start] if after else ""
                another = (
                    after
                    and gap == " "
                    and self._capital(i + 1)
                    and not self._alike(i + 1, family)
                    and after != family[:1]
                    and not self.words[i].possessive
                )
                yours = after in ("on", "from")  # Sandra on your front desk
                if not another and not yours and not self._introduced(first, family):
                    yield self._span(i, i)
        initials = "".join(n[:1] for n in names).upper()
        if len(initials) == 2:
            for m in re.finditer(rf"\b{initials[0]}\. ?{initials[1]}\.", self.text):
                yield m.start(), m.end()
            for i, raw in enumerate(self.raw):
                letters = raw == initials or (raw == initials[0] and self.raw[i + 1 : i + 2] == [initials[1]])
                if letters and self._near(i, _list("initials"), 3, 3):
                    yield self._span(i, i + (raw != initials))
        for phrase in _lexicon()["first_letters"]:  # her name begins with a B
            for a, b in self._runs(pattern(phrase)):
                told = self.forms[b : b + 2]
                if (
                    names[0][:1] in told[:1]
                    or (told[:1] == ["a"] and told[1:] == [first[:1]])
                    or family[:1] in told[1:]
                ):
                    yield self._span(a, b)

    def _slip(self, i: int, first: str) -> bool:
        """Whether a word is a first name with one letter wrong, and nobody else’s: Tracy for Tracey."""
        form = self.forms[i]
        return (
            len(first) >= LONG
            and form not in self._firsts()
            and self._capital(i)
            and form[:2] == first[:2]
            and Levenshtein.distance(form, first, score_cutoff=1) == 1
        )

    @lru_cache(maxsize=1)  # noqa: B019 (a scan lives as long as one text)
    def _firsts(self) -> frozenset[str]:
        return frozenset(normal(p.first) for p in self.case.anybody())

    def _introduced(self, first: str, family: str) -> bool:
        """Whether the text tells of somebody else of the same first name: “Anna Petrov, the new driver”."""
        return any(
            f == first and i + 1 < len(self.forms) and self._capital(i + 1) and self.text[w.end : self.words[i + 1].start] == " "
            and not self._alike(i + 1, family) and self.forms[i + 1] != family[:1] and not w.possessive and normal(self.raw[i + 1]) not in ("and", "has", "will")
            for i, (f, w) in enumerate(zip(self.forms, self.words, strict=True))
        )  # fmt: skip

    def _phone(self, secret: Secret) -> Iterator[tuple[int, int]]:
        wanted = re.sub(r"\D", "", secret.value)
        for digits, start, end in self._digits():
            if len(digits) < LEAST_DIGITS:
                continue
            told = digits.removeprefix("0044").removeprefix("44") if digits.startswith(("44", "0044")) else digits
            told = told[1:] if len(told) == len(wanted) + 1 and told.startswith("1") else told
            bare = wanted.lstrip("0")
            if (
                told.lstrip("0") == bare
                or bare in told
                or (len(told) <= 7 and bare.endswith(told.lstrip("0")) and len(told.lstrip("0")) >= LEAST_DIGITS)
            ):
                yield start, end

    def _digits(self) -> Iterator[tuple[str, int, int]]:
        """Every run of figures, in figures or words, however they are spaced."""
        run, start, end, times = "", 0, 0, 1
        for i, (form, word) in enumerate(zip(self.forms, self.words, strict=True)):
            if run and form in JOINS:  # whether the number goes on is decided at its next figure
                continue
            digit = SMALL_NUMBERS.get(form, form if form.isdecimal() else "")
            if not digit and re.fullmatch(r"[\doil]*\d[\doil]*", form):
                digit = form.translate(LOOK_ALIKE)  # o77oo 9oo5
            gap = self.text[end : word.start] if run else ""
            if run and ((not digit and form not in TIMES) or not BETWEEN.fullmatch(gap.lower())):
                yield run, start, end
                run = ""
            if not digit and form not in TIMES:
                times = 1
            if form in TIMES and i + 1 < len(self.forms):
                times = TIMES[form]
                start, end = (start, word.end) if run else (word.start, word.end)
                continue
            if digit:
                if not run and times == 1:
                    start = word.start
                run, end = run + digit * times, word.end
                times = 1
        if run:
            yield run, start, end

    def _email(self, secret: Secret) -> Iterator[tuple[int, int]]:
        wanted = secret.value.lower()
        for start, end, mail in self.mails:
            if mail == wanted or mail.partition("@")[2] == wanted.partition("@")[2] != "post.example.org":
                yield start, end
        parts = [re.escape(x) for x in re.split(r"[._-]", wanted.partition("@")[0])]
        spoken = r"\s*(?:[._-]|\bdot\b|\bunderscore\b|\(dot\))\s*".join(parts)
        tail = "" if len(parts) > 1 else r"\s+(?:\(at\)|at)\s"
        for m in re.finditer(rf"(?<![\w.]){spoken}{tail}", self.text.lower()):
            yield m.start(), m.end()

    # --- institutions and words ------------------------------------------------------------------

    def _institution(self, secret: Secret) -> Iterator[tuple[int, int]]:
        value = re.sub(r"^[Tt]he ", "", secret.value)
        before_it = _list("before_a_place") | ({"the"} if value != secret.value else frozenset())
        parts = [w.text for w in words(value)]
        generic = _kinds("institutions")
        if len(parts) > 1 and not any(p in generic for p in parts):  # a kind of place of its own: Hen Gei Foods
            short = [w for w, kind in _kinds("streets").items() if kind == parts[-1]]  # Kestrel Ct for Kestrel Court
            generic = {**generic, **dict.fromkeys([parts[-1], *short], parts[-1])}
        core = [p for p in parts if p not in generic] or parts[:1]
        tail = {generic[p] for p in parts if p in generic}
        letters = "".join(p[0] for p in re.findall(r"\w+", value)).upper()
        town = tuple(core) in self.town_names  # Cutter Bay alone is where everybody lives
        if len(letters) >= LEAST_LETTERS:
            dotted = r"\. ?".join(letters) + r"\."
            yield from ((m.start(), m.end()) for m in re.finditer(rf"(?<!\w){dotted}", self.text))
        for i, raw in enumerate(self.raw):
            if (raw == letters and len(letters) >= LEAST_LETTERS) or (
                self.low and raw == letters.lower() and len(letters) > LEAST_LETTERS
            ):
                yield self._span(i, i)
            first = "".join(c[0] for c in core).upper()  # HG Foods
            if (
                raw == first
                and len(core) > 1
                and i + 1 < len(self.forms)
                and generic.get(self.forms[i + 1], "") in tail
            ):
                yield self._span(i, i + 1)
        for i in range(len(self.words) - len(core) + 1):
            if not self._named_so(i, core):
                continue
            last = i + len(core) - 1
            after = self.forms[last + 1] if last + 1 < len(self.words) else ""
            before = self.forms[i - 1] if i else ""
            kind = generic.get(after, "")
            if after in _kinds("streets") and after not in parts and kind not in tail:
                continue  # Old Quay Road is no Old Quay Primary School
            named = kind in tail or generic.get(before, "") in tail
            if (kind or town) and not named:
                continue  # another kind of place of the same name
            goes_on = not named and self._goes_on(last)  # Tideflat Office Park is no Tideflat Elementary School
            placed = self._capital(i) and not self._begins(i) and not goes_on and self._placed(i, before_it)
            low = before in AT  # “at hen gei”, all in small letters
            whole = len(core) > 1 and (self._name(i) or named or low or self.field == "attached")
            alone = len(core) == 1 and (
                named or placed or (self._capital(i) and (self.words[i].possessive or self.field == "attached"))
            )
            if whole or alone:
                yield self._span(i, last + (kind in tail))
        if len(core) > 1:  # half the name: Marmott Elem., or “in the lot at the Salmonberry”
            for i in range(len(self.words)):
                if not (self._alike(i, core[0]) and (self._capital(i) or (self.low and self.forms[i - 1] in AT))):
                    continue
                nxt = self.forms[i + 1] if i + 1 < len(self.words) else ""
                long = len(core[0]) >= LONG and not self._begins(i) and not self._goes_on(i)
                if generic.get(nxt, "") in tail:
                    yield self._span(i, i + 1)
                elif (
                    len(core) > 2
                    and nxt
                    and self._part(i + 1, core[1])
                    and generic.get((*self.forms, "", "")[i + 2], "") in tail
                ):
                    yield self._span(i, i + 2)  # Ballast St depot for Ballast Street parcel depot
                elif (self.words[i].possessive and len(core[0]) > LONG) or (
                    long and nxt not in _kinds("streets") and (self._placed(i, before_it) or self.field == "attached")
                ):
                    yield self._span(i, i)
        elif tail and len(parts) > 1:  # W. House
            for i in range(len(self.words) - 1):
                if self.raw[i] == core[0][0].upper() and self._dotted(i) and generic.get(self.forms[i + 1], "") in tail:
                    yield self._span(i, i + 1)
        yield from self._riddle("institutions")

    def _named_so(self, i: int, core: list[str]) -> bool:
        """Whether the name of a place stands here; of two words one may be its first letter: Ysgol P. Rhedyn."""
        alike = [self._part(i + k, c) for k, c in enumerate(core)]
        if all(alike):
            return True
        if sum(alike) == len(core) - 1 > 0:  # one short word a letter off: Hen Gai for Hen Gei
            k = alike.index(False)
            form = self.forms[i + k]
            if len(form) >= LEAST_LETTERS and form[0] == core[k][0] and Levenshtein.distance(form, core[k]) == 1:
                return self._capital(i)
        first = len(core) == 2 and self.raw[i] == core[0][0].upper() and self._dotted(i)
        return first and alike[1]

    def _placed(self, i: int, before_it: frozenset[str]) -> bool:
        """Whether a word that means a place stands before: at Rookery, at the Salmonberry."""
        before = self.forms[max(0, i - 2) : i]
        return bool(before) and (
            before[-1] in before_it or (before[-1] == "the" and before[0] in _list("before_a_place"))
        )

    def _goes_on(self, i: int) -> bool:
        """Whether a name goes on with another capital letter."""
        return (
            i + 1 < len(self.words)
            and self._capital(i + 1)
            and self.text[self.words[i].end : self.words[i + 1].start] == " "
            and not self.words[i].possessive
        )

    def _part(self, i: int, core: str) -> bool:
        return self._alike(i, core) or _kinds("streets").get(self.forms[i], "") == core

    def _said(self, secret: Secret) -> Iterator[tuple[int, int]]:
        first, plus, second = secret.value.partition(" + ")
        wanted = [p.strip() for p in (first, second) if p.strip()]
        number = re.fullmatch(r"the (\d+)", secret.value)
        rows = [list(self._phrase(w)) for w in wanted]
        for a, b in rows[0]:
            if number and self._number_elsewhere(b):
                continue
            if any(k in self.plain for k in range(a, b)) or self._elsewhere(b):
                continue
            if b - a == 1 and secret.value[:1].isupper() and self._goes_on(a) and not self._begins(b):
                continue  # Delia Moran is another Delia
            if number and not self.raw[b - 1].isdecimal():
                continue  # the 19th is a day
            if not plus:
                yield self._span(a, b - 1)
                continue
            s, e = self._sentence(a)
            for c, d in rows[1]:
                if s <= c < e or self.field != "body":
                    yield self._span(min(a, c), max(b, d) - 1)

    def _topic(self, secret: Secret) -> Iterator[tuple[int, int]]:
        """Words of a subject that is kept: some tell it alone, some only beside the person it is about."""
        topic = _topic(secret.value)
        plain = {i for p in topic.ordinary for a, b in self._runs(p) for i in range(a, b)} | self.plain
        for phrase in topic.strong:
            for a, b in self._runs(phrase):
                if not plain & set(range(a, b)):
                    yield self._span(a, b - 1)
        weak = {
            (a, b)
            for phrase in topic.weak
            for a, b in self._runs(phrase)
            if not plain & set(range(a, b)) and self._beside(a, secret.about)
        }
        apart = [x for x in weak if not any(x != y and y[0] <= x[0] and x[1] <= y[1] for y in weak)]
        named = [x for x in apart if self._beside(x[0], secret.about, by_name=True)]
        for a, b in named:
            yield self._span(a, b - 1)
        if len({tuple(self.forms[a:b]) for a, b in apart}) > 1:  # beside “they” one word alone may be anything
            yield self._span(min(a for a, _ in apart), max(b for _, b in apart) - 1)
        for some, others in topic.together:
            yield from self._together(some, others, secret.about, plain)

    def _together(
        self,
        some: tuple[Wanted, ...],
        others: tuple[Wanted, ...],
        about: tuple[str, ...],
        plain: set[int] | frozenset[int],
    ) -> Iterator[tuple[int, int]]:
        """One of each within a few words of each other, in a sentence that is about the person and does not refuse to say."""

        def rows(wanted: tuple[Wanted, ...]) -> list[tuple[int, int]]:
            return [(a, b) for p in wanted for a, b in self._runs(p) if not plain & set(range(a, b))]

        first = rows(some)
        second = rows(others) if first else []
        for a, b in first:
            s, e = self._sentence(a)
            for c, d in second:
                apart = c - b if c >= b else a - d
                if (
                    0 <= apart <= NEAR
                    and (s <= c < e or self.field != "body")
                    and (self._beside(a, about) or any(f in self.somebody["xwho"] for f in self.forms[s:e]))
                    and not (self.refused & {a, c})
                ):
                    yield self._span(min(a, c), max(b, d) - 1)

    def _refused(self) -> Iterator[int]:
        """Where somebody says that they may not tell: up to a “but” or the end of the sentence."""
        for phrase in _lexicon()["refusals"]:
            for _, b in self._runs(pattern(phrase)):
                for i in range(b, self._sentence(b - 1)[1]):
                    if self.forms[i] in ("but", "though", "although", "only", "except", "because", "as", "since"):
                        break
                    yield i

    def _trade(self, secret: Secret) -> Iterator[tuple[int, int]]:
        """What is done where somebody works, beside a word for work: “doors and staircases”, “on the saws”."""
        trades = _trades(secret.value)
        if trades:
            yield from self._together(_patterns(_lexicon()["working"], {}), trades, secret.about, self.plain)

    def _beside(self, i: int, about: tuple[str, ...], by_name: bool = False) -> bool:
        """Whether a person stands in the same sentence: by name, or as he, she or they."""
        a, b = self._sentence(i)
        people = {normal(n) for n in about} | (frozenset() if by_name else PRONOUNS)
        return self.field != "body" or any(f in people for f in self.forms[a:b])

    def _elsewhere(self, after: int) -> bool:
        """Whether what was said goes on with another town: “the water tower in Pontysgawen”."""
        nxt = self.forms[after : after + 2]
        return len(nxt) == 2 and nxt[0] in ("in", "at") and nxt[1] in self.towns

    def _number_elsewhere(self, after: int) -> bool:
        """Whether “the 88” goes on as the 88 of something else than a bus."""
        if self._ware():
            return True
        nxt = self.forms[after] if after < len(self.forms) else ""
        near = self.forms[max(0, after - 8) : after + 8]
        return not (
            {"bus", "buses", "stop", "stops", "route", "takes", "catch", "get", "gets", "ride", "line", "driver"}
            & set(near)
        ) and nxt not in ("", "to", "from")

    def _phrase(self, text: str) -> Iterator[tuple[int, int]]:
        text = re.sub(r"^[Tt]he (?=\D)", "", text)
        wanted = pattern(text)
        found = list(self._runs(wanted)) or list(self._misspelt(wanted))
        if text[:1].isupper():  # a name is written with a capital
            found = [(a, b) for a, b in found if self._capital(a) or self.field == "attached"]
        yield from found

    def _misspelt(self, wanted: Wanted) -> Iterator[tuple[int, int]]:
        """A phrase of two words or more in which one long word is misspelt."""
        if len(wanted) < 2 or any(stem for _, stem in wanted):
            return
        for i in range(len(self.words) - len(wanted) + 1):
            exact = [self._fits(self.forms[i + k], w) for k, w in enumerate(wanted)]
            if sum(exact) == len(wanted) - 1:
                k = exact.index(False)
                if len(wanted[k][0]) > LONG and self._alike(i + k, wanted[k][0]):
                    yield i, i + len(wanted)


def _cores(known: tuple[Secret, ...]) -> tuple[tuple[str, ...], ...]:
    """The names of streets and places that are kept, without their kinds."""
    out = [_core(s.value)[0] for s in known if s.kind == "street"]
    return (*out, *(forms(re.sub(r"^[Tt]he ", "", s.value)) for s in known if s.kind == "institution"))


def _joined(row: list[Word], text: str, cores: tuple[tuple[str, ...], ...]) -> list[Word]:
    """A name’s words as the name has them, where somebody wrote one as two or two as one: Big Leaf, Kilnbank."""
    long = {w for core in cores for w in core if len(w) > LONG}
    pairs = {a + b: a for core in cores for a, b in pairwise(core) if len(a + b) > LONG and len(a) > 1}
    out: list[Word] = []
    for w in row:
        last = out[-1] if out else None
        if last and text[last.end : w.start] in (" ", "-") and last.text + w.text in long and not last.possessive:
            out[-1] = Word(last.text + w.text, last.start, w.end, w.possessive)
        elif w.text in pairs and w.end - w.start >= len(w.text):
            cut = w.start + len(pairs[w.text])
            out += [Word(pairs[w.text], w.start, cut), Word(w.text[cut - w.start :], cut, w.end, w.possessive)]
        else:
            out.append(w)
    return out


def _split(row: list[Word], text: str) -> list[Word]:
    """Words of file names and the like, taken apart: MarmotHill_report."""
    out: list[Word] = []
    for w in row:
        raw = text[w.start : w.end]
        if w.possessive and w.text.endswith("s"):
            w = Word(w.text[:-1], w.start, w.end, True)
        pieces = raw.split("_")
        at = w.start
        small: list[Word] = []
        for piece in pieces:
            for bit in CAMEL.split(piece):
                if bit:
                    small.append(Word(normal(bit), at, at + len(bit), False))
                at += len(bit)
            at += 1
        out += small if len(small) > 1 else [w]
    return out


@lru_cache(maxsize=2_000)
def _core(value: str) -> tuple[tuple[str, ...], str, bool]:
    """The words of a street's name without its kind, the kind, and whether the kind leads, as in Welsh: Lôn Eithin."""
    parts = [w.text for w in words(value)]
    kinds = _kinds("streets")
    if len(parts) > 1 and parts[-1] in kinds:
        return tuple(parts[:-1]), kinds[parts[-1]], False
    if len(parts) > 1 and parts[0] in kinds:
        return tuple(parts[1:]), kinds[parts[0]], True
    return tuple(parts), "", False


def _slips(word: str) -> int:
    return 2 if len(word) >= 8 else 1
