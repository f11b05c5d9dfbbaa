"""Names: from Faker's lists, in plain letters, drawn last and knowing nothing of what happens in the case.

Faker's lists are read once and drawn from by ourselves: calling Faker for each name costs more than the rest of a case.
``dummy_cases/names.yaml`` says which names are of a time, and which are also ordinary words.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import import_module
from itertools import accumulate

from anyascii import anyascii
from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from simulator.cases.draw import Draw
from simulator.cases.jurisdiction import Profile
from simulator.content import places
from simulator.content.loader import read_yaml

PLAIN = re.compile(r"[A-Z][a-z]{2,10}")
PLAIN_FAMILY = re.compile(r"(?:Ma?c)?[A-Z][a-z]{2,11}(?:[ -][A-Z][a-z]+)?")
NOT_YET, NO_LONGER = 35, 45  # years: younger people have none of the older names, older people none of the younger


def plain(name: str) -> str:
    """A name in plain Latin letters, as a case system without accents would hold it."""
    return anyascii(name)


@cache
def known(kind: str) -> frozenset[str]:
    """``older``, ``younger`` or ``ordinary``: names in small letters."""
    return frozenset(read_yaml(places.dummy_cases() / "names.yaml")[kind].split())


@lru_cache(maxsize=20_000)
def is_word(name: str) -> bool:
    """Whether a name, or a part of it, is also an ordinary word."""
    return not known("ordinary").isdisjoint(name.lower().replace("-", " ").split())


@dataclass(frozen=True)
class Stock:
    """The names of one kind in one country, and how often each is given."""

    names: tuple[str, ...]
    upto: tuple[float, ...]  # cumulated weights

    def pick(self, draw: Draw, path: str) -> str:
        return self.names[bisect(self.upto, draw.number(path, 1 << 32) / (1 << 32) * self.upto[-1])]


@cache
def stock(locale: str, kind: str) -> Stock:
    """Names of a kind: ``woman``, ``man``, ``any`` or ``family``. Family names that change with gender are left out.

    Ordinary words are passed over when drawing, not left out here: leaving one out would move everybody else's name.
    """
    provider = _provider(locale)

    def of(attribute: str) -> dict[str, float]:
        return _weighted(getattr(provider, attribute, ()))

    if kind == "family":
        women, men = of("last_names_female"), of("last_names_male")
        found = {n: w for n, w in men.items() if n in women or not women.keys() & men.keys()} or of("last_names")
        shape = PLAIN_FAMILY
    else:
        women, men = of("first_names_female"), of("first_names_male")
        found = {"woman": women, "man": men}.get(kind) or {**women, **men}
        shape = PLAIN
    weights: dict[str, float] = {}
    for name, weight in found.items():
        name = plain(name) if name.isascii() else plain(name).title()
        if shape.fullmatch(name):
            weights[name] = weights.get(name, 0) + weight
    return Stock(tuple(weights), tuple(accumulate(weights.values())))


@cache
def _provider(locale: str) -> object:
    """Faker's names of a locale. Asking Faker for them would load every other kind of data as well."""
    return import_module(f"faker.providers.person.{locale}").Provider


def _weighted(names: object) -> dict[str, float]:
    if isinstance(names, Mapping):
        return {str(n): float(w) for n, w in names.items()}
    return dict.fromkeys(names, 1.0)  # type: ignore[call-overload, no-any-return]


KINDS = {"woman": "woman", "girl": "woman", "man": "man", "boy": "man"}


@cache
def _not_for(time: int) -> frozenset[str]:
    """Names nobody has who is young (-1), old (1) or neither (0)."""
    others = {-1: known("older"), 1: known("younger")}
    return known("ordinary") | others.get(time, frozenset())


def first_names(draw: Draw, path: str, gender: str, locale: str, age: int | None = None) -> Iterator[str]:
    """First names for a gender and an age, one after another."""
    names = stock(locale, KINDS.get(gender, "any"))
    not_now = _not_for(0 if age is None else -1 if age < NOT_YET else 1 if age > NO_LONGER else 0)
    for i in range(200 if names.names else 0):
        name = names.pick(draw, f"{path}.{i}")
        if name.lower() not in not_now:
            yield name


def family_names(draw: Draw, path: str, locale: str) -> Iterator[str]:
    names = stock(locale, "family")
    for i in range(200 if names.names else 0):
        name = names.pick(draw, f"{path}.{i}")
        if not is_word(name):
            yield name


def first_that(names: Callable[[str], Iterator[str]], locales: Iterable[str], *tests: Callable[[str], bool]) -> str:
    """The first name that passes the first test; if a small stock of names has none, the second, and so on.

    ``names`` gives the names of a locale; the next locale is asked only when one has nothing that passes any test.
    """
    for locale in locales:
        for test in tests:
            for name in names(locale):
                if test(name):
                    return name
    raise ValueError("this family needs more different names than there are; add a locale to the jurisdiction's names")


def easily_taken_for(name: str, others: Iterable[str]) -> bool:
    """Whether a name differs from another by two letters or fewer, or holds it: only a scenario's own look-alike may."""
    mine = name.lower()
    for other in others:
        theirs = other.lower()
        if mine in theirs or theirs in mine or Levenshtein.distance(mine, theirs, score_cutoff=2) <= 2:
            return True
    return False


@lru_cache(maxsize=4096)
def _nearest(locale: str, name: str, kind: str) -> tuple[str, ...]:
    """The names nearest to a name, never the name itself."""
    near = process.extract(name, _no_words(locale, kind), scorer=Levenshtein.distance, limit=5)
    near = [x for x in near if x[0] != name][:4]
    return tuple(n for n, distance, _ in near if distance <= near[0][1] + 1)


@cache
def _no_words(locale: str, kind: str) -> list[str]:
    """The names of a stock that are no ordinary words."""
    return [n for n in stock(locale, kind).names if not is_word(n)]


def look_alike(draw: Draw, path: str, locale: str, name: str, kind: str, avoid: frozenset[str] = frozenset()) -> str:
    """A name that is easily taken for another: one of the nearest, never the same and none of those to avoid."""
    close = tuple(n for n in _nearest(locale, name, kind) if n not in avoid)
    return draw.pick(path, close) if close else name[:-1] + ("n" if name[-1] != "n" else "m")


def usual(profile: Profile) -> str:
    """The locale that most of a jurisdiction's names come from: it has names for everybody."""
    return max(profile.names, key=lambda name: profile.names[name])


def locale_of(draw: Draw, path: str, profile: Profile) -> str:
    return draw.weighted(path, list(profile.names.items()))
