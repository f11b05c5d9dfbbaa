"""Reads a case's prose back against its truth, without trusting the templates it came from.

Every name, title, date, weekday, age, telephone number, address and mail address that stands in the prose has to be one
the case knows. What a document gets wrong on purpose (its slips) is left out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache

from simulator.cases.dates import DAYS, MONTHS, years_between
from simulator.cases.model import Case, Person, Professional
from simulator.cases.names import is_word, stock

MONTH = "|".join(MONTHS)
WEEKDAY = "|".join(DAYS)
LONG_DATE = {
    "dmy": re.compile(rf"(?:({WEEKDAY}),? )?\b(\d{{1,2}}) ({MONTH})\b(?: (\d{{4}}))?"),
    "mdy": re.compile(rf"(?:({WEEKDAY}),? )?\b({MONTH}) (\d{{1,2}})\b(?:, (\d{{4}}))?"),
}
SHORT_DATE = re.compile(r"(?<![\d/])(\d{1,2})/(\d{1,2})/(\d{2,4})(?![\d/])")
CAPITAL = re.compile(r"(?<![\w’'-])((?:Ma?c)?[A-Z][a-z]{2,})(?![\w-])")
TITLE = re.compile(r"\b(Mr|Ms|Mrs|Miss|Mx|Dr)\.? ((?:Ma?c)?[A-Z][a-z]+(?:-[A-Z][a-z]+)?)")
AGED = re.compile(
    r"\b((?:Ma?c)?[A-Z][a-z]+(?:-[A-Z][a-z]+)?)(?:’s)?(?:,? \((\d{1,3})\)(?! ?\d)|,? aged (\d{1,3})\b|, (\d{1,3})(?=[,.;)](?!\d)| and\b))"
)
PLURAL = re.compile(r"\b[Tt]hey (?:is|was|has|does|isn’t|wasn’t|hasn’t|doesn’t)\b")
A_VOWEL = re.compile(
    r"\b[Aa] (?!one\b|once|uni|us[aeu]|eu|ewe|u\b|on\b|in\b|at\b|is\b|as\b|if\b|of\b|or\b|and\b)[aeiouAEIO]\w+"
)
AN_CONSONANT = re.compile(r"\b[Aa]n (?!hour|hono|heir)[bcdfghjklmnpqrstvwyz]\w*\b|\b[Aa]n [BCDGJKPQTUVWYZ][a-z]+\b")
SINGULAR = re.compile(
    r"(?<!\bdoes )(?<!\bdid )(?<!\bcan )(?<!\bwill )(?<!\bwould )(?<!\bcould )(?<!\bshould )(?<!\bmight )(?<!\bmust )(?<!\bmay )"
    r"\b(?:[Ss]he|[Hh]e) (?:are|have|do|aren’t|haven’t)\b",
    re.IGNORECASE,
)
SMALL = {w: n for n, w in enumerate("two three four five six seven eight nine ten eleven twelve".split(), 2)}  # noqa: SIM905
COUNTED = re.compile(rf"\b(\d{{1,3}}|{'|'.join(SMALL)}) ([a-z]{{4,}}s)\b", re.IGNORECASE)
ANY_NUMBER_OF = frozenset("seconds minutes hours days weeks months years times things others people ways".split())  # noqa: SIM905
GRAMMAR = (PLURAL, SINGULAR, A_VOWEL, AN_CONSONANT)


@dataclass(frozen=True)
class Text:
    """A piece of prose, where it stands and the day it was written."""

    where: str
    text: str
    on: date
    spoken: bool = False  # somebody's own words: they may speak as people do


def prose(case: Case) -> Iterator[Text]:
    """All the prose of a case. Slips are taken out, and names and days that belong to nobody here."""
    slips = {(s.document, s.says) for s in case.key.slips}

    def clean(id: str, text: str) -> str:
        for document, says in slips:
            if document == id:
                text = text.replace(says, " ")
        return text.replace("**", "")

    for text in _all(case, clean):
        words = text.text
        for other in case.key.also_named:
            words = words.replace(other, " ")
        yield replace(text, text=words)


def _all(case: Case, clean: Callable[[str, str], str]) -> Iterator[Text]:

    for m in case.scene:
        yield Text(f"moment {m.id}", m.text, m.at.date())
    for d in case.documents:
        yield Text(f"document {d.id}", clean(d.id, d.body), d.on.date())
    for c in case.contacts:
        yield Text(f"contact {c.id}", clean(c.id, c.body), c.written.date())
    for t in case.threads:
        for x in t.lines:
            yield Text(f"thread {t.id}", clean(t.id, x.text), x.at.date(), spoken=True)
    for q in case.requests:
        yield Text(f"request {q.id}", q.text, q.on.date(), spoken=True)
    for b in case.near_breaches:
        yield Text(f"near-breach {b.id}", b.what, b.on.date())
    for e in (*case.events, *case.key.hidden_events):
        yield Text(f"event {e.id}", f"{e.title}. {e.line}".replace("**", ""), case.today)
    for f in case.key.facts:
        yield Text(f"fact {f.id}", f.what, case.today)
    for u in case.key.utterances:
        yield Text(f"utterance {u.id}", u.words, u.at.date(), spoken=True)
    for p in case.everybody():
        yield Text(f"person {p.id}", f"{p.about} {p.work} {p.reach}", case.today)
    for tie in case.ties:
        yield Text(f"tie {tie.id}", tie.says, case.today, spoken=True)
    for a in case.alerts:
        yield Text("alert", f"{a.title} {a.text}", case.today)
    if case.note:
        for field, text in case.note.sample:
            yield Text(f"sample note {field}", text, case.note.written.date())


def misreadings(case: Case) -> Iterator[str]:
    """Everything in the prose that disagrees with the truth."""
    facts = _Known(case)
    for text in prose(case):
        for found in facts.faults(text):
            yield f"the {text.where} {found}"


def counted(text: str) -> Iterator[tuple[int, str, str]]:
    """Numbers and what they count: “three nights” is (3, "nights", "three nights")."""
    for m in COUNTED.finditer(text):
        number, thing = m[1].lower(), m[2].lower()
        if thing not in ANY_NUMBER_OF:
            yield int(number) if number.isdecimal() else SMALL[number], thing, m[0]


@cache
def every_name(jurisdiction: str) -> frozenset[str]:
    """Every name that could be drawn in a jurisdiction."""
    from simulator.cases import profile

    stocks = (stock(locale, kind) for locale in profile(jurisdiction).names for kind in ("woman", "man", "family"))
    return frozenset(name for found in stocks for name in found.names if not is_word(name))


@cache
def place_words(jurisdiction: str) -> frozenset[str]:
    """Words that stand in the names of places, agencies and terms."""
    from simulator.cases import profile

    p = profile(jurisdiction)
    texts = [*p.towns, *p.streets, *(n for names in p.places.values() for n in names), *p.agencies.values()]
    texts += [*p.terms.values(), *p.wording.values()]
    return frozenset(re.findall(r"[A-Z][a-z]+", " ".join(texts))) | {*MONTHS, *DAYS}


class _Known:
    """What a case knows: its names, days and ages."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self.everybody: list[Person | Professional] = [*case.everybody(), *case.professionals]
        self.names = {
            w for p in self.everybody for part in (p.first, p.family) for w in re.findall(r"[A-Z][a-z]+", part)
        }
        self.names |= {w for p in self.everybody for w in (p.first, p.family, *p.family.split("-")) if w}
        for person in case.everybody():
            for name in person.aliases:
                self.names |= set(re.findall(r"\w+", name))
        self.names |= set(re.findall(r"\w+", f"{case.look_alike.name} {case.look_alike.worker}"))
        self.could_be = every_name(case.jurisdiction)
        self.places = place_words(case.jurisdiction)
        self.days = self._days()
        self.counts = self._counts()
        self.families: dict[str, set[str]] = {}
        for p in self.everybody:
            gender = (
                p.title.rstrip(".") if isinstance(p, Professional) else {"she": "Ms", "he": "Mr"}.get(p.pronoun, "Mx")
            )
            self.families.setdefault(p.family or p.first, set()).add(gender)
        self.ages: dict[str, set[int]] = {}
        for person in case.everybody():
            if person.born:
                for name in (person.first, person.family, person.full.split()[-1], *person.aliases):
                    self.ages.setdefault(name, set()).add(years_between(person.born, case.today))

    def _days(self) -> set[date]:
        case = self.case
        days = {case.today, case.look_alike.born, *(p.born for p in case.everybody() if p.born)}
        days |= {p.died for p in case.everybody() if p.died}
        for e in (*case.events, *case.key.hidden_events):
            days |= {e.start.date(), *([e.end.date()] if e.end else [])}
        days |= {x.on.date() for papers in (case.documents, case.contacts, case.requests) for x in papers}
        days |= {b.on.date() for b in case.near_breaches}
        days |= {c.written.date() for c in case.contacts} | {x.at.date() for t in case.threads for x in t.lines}
        for p in case.permissions:
            days |= {p.given_on, *([p.until] if p.until else [])}
        for d in case.deadlines:
            days |= {d.starts, d.due}
        return {d for d in days if d}

    def _counts(self) -> dict[str, set[int]]:
        """How many of a thing there are, for the things that facts count; what somebody said or got wrong is one more."""
        found: dict[str, set[int]] = {}
        key = self.case.key
        for text in (*(f.what for f in key.facts), *(s.says for s in key.slips), *(s.is_ for s in key.slips)):
            for number, thing, _ in counted(text):
                found.setdefault(thing, set()).add(number)
        for u in key.utterances:
            for number, thing, _ in counted(u.words):
                if thing in found:
                    found[thing].add(number)
        return found

    def faults(self, t: Text) -> Iterator[str]:
        yield from self._dates(t)
        yield from self._named(t)
        yield from self._aged(t)
        for number, thing, words in counted(t.text):
            if number not in self.counts.get(thing, {number}):
                yield f"says “{words}”, but the facts know of {' or '.join(map(str, sorted(self.counts[thing])))}"
        if not t.spoken:
            spoken = re.sub(r"“[^”]*”", " ", t.text)
            if found := next((m for rule in GRAMMAR if (m := rule.search(spoken))), None):
                yield f"says “{found[0]}”"

    def _dates(self, t: Text) -> Iterator[str]:
        order = self.case.date_order
        for m in LONG_DATE[order].finditer(t.text):
            weekday, a, b, year = m.groups()
            day, month = (int(a), b) if order == "dmy" else (int(b), a)
            number = MONTHS.index(month) + 1
            fits = [d for d in self.days if (d.day, d.month) == (day, number) and (not year or d.year == int(year))]
            if not fits:
                yield f"names the day “{m[0]}”, on which nothing is known to have happened"
            elif weekday and not any(DAYS[d.weekday()] == weekday for d in fits):
                yield f"says “{m[0]}”, which was a {DAYS[fits[0].weekday()]}"
        for m in SHORT_DATE.finditer(t.text):
            first, second, year = (int(x) for x in m.groups())
            day, number = (first, second) if order == "dmy" else (second, first)
            if not any((d.day, d.month, d.year % 100) == (day, number, year % 100) for d in self.days):
                yield f"names the day “{m[0]}”, on which nothing is known to have happened"

    def _named(self, t: Text) -> Iterator[str]:
        for m in CAPITAL.finditer(t.text):
            word = m[1]
            mine = word in self.names or (word.endswith("s") and word[:-1] in self.names)  # Anas, without an apostrophe
            if word in self.could_be and not mine and word not in self.places:
                yield f"names “{word}”, whom this case does not know"
        for m in TITLE.finditer(t.text):
            title, family = m.groups()
            titles = self.families.get(family) or next(
                (found for name, found in self.families.items() if name.startswith(f"{family} ")), None
            )
            if titles is None:
                if not t.spoken:
                    yield f"names “{m[0]}”, whom this case does not know"
            elif (
                title in ("Mr", "Ms")
                and title not in titles
                and not titles & {"Dr", "Mx", "DS", "DC", "Judge", "Detective"}
            ):
                yield f"says “{m[0]}”, who is {' or '.join(sorted(titles))}"

    def _aged(self, t: Text) -> Iterator[str]:
        for m in AGED.finditer(t.text):
            ages = self.ages.get(m[1])
            said = int(next(x for x in m.groups()[1:] if x))
            years_ago = (self.case.today - t.on) // timedelta(days=365) + 1
            if ages and not any(a - years_ago <= said <= a for a in ages):
                yield f"says “{m[0]}”, but they are {' or '.join(map(str, sorted(ages)))}"
