"""People: names by Faker, ages and birthdays, addresses and numbers that cannot be anybody's.

Names are drawn last and know nothing of what happens in the case.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from functools import cache, lru_cache
from typing import Any

from faker import Factory
from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from simulator.cases.draw import Draw
from simulator.cases.jurisdiction import Profile

# Names that are also ordinary words: a marker could take the word for the person, or the person for the word.
ORDINARY = frozenset(
    """
    amber angel ann april art august autumn barry basil bill bob brook brooke carol chance chase chip christian
    clay cliff colt crystal daisy dale dawn dean dick drew earl ernest faith fern frank gay gene ginger glen
    grace grant guy hazel heath heather holly hope hunter iris ivy jack jade jasmine jay jean jewel john joy
    june kay ken kit lance laurel lee lily lynn mark marsha marshall may melody mercy mike miles misty nick norm
    olive pat pearl penny peter piers poppy randy ray reed rich rob robin rock rod rose ruby rusty sally sandy
    scarlet sky sonny spring star stone stormy sue summer teddy terry timothy tony tracy trinity van violet ward
    warren wendy will willow woody major constance king prince princess bishop duke lane rowan sage eden charity
    patience prudence verity dad mum mom nan gran social worker mother father uncle child baby boy girl said
    says told asked say tell spoke young long short small little white black brown green gray grey bird cook law
    sharp moody savage english french church nurse parent parents carer day night read rice page price street
    waters west north east south good best love close gentle wise early late weeks house home school court bank
    banks fields field wood woods hill hall bell cross case note visit
    """.split()  # noqa: SIM905
)
PLAIN = re.compile(r"[A-Z][a-z]{2,10}")
PLAIN_FAMILY = re.compile(r"[A-Z][a-z]{2,11}(?:[ -][A-Z][a-z]+)?")


@cache
def _faker(locale: str) -> Any:
    return Factory.create(locale)


def plain(name: str) -> str:
    """A name in plain Latin letters, as a case system without accents would hold it."""
    return unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()


def first_names(draw: Draw, path: str, gender: str, locale: str) -> Iterator[str]:
    """First names for a gender, one after another, that can be told apart from ordinary words."""
    fake = _faker(locale)
    method = {
        "woman": fake.first_name_female,
        "girl": fake.first_name_female,
        "man": fake.first_name_male,
        "boy": fake.first_name_male,
    }.get(gender, fake.first_name)
    for i in range(400):
        fake.seed_instance(draw.number(f"{path}.{i}", 1 << 32))
        name = plain(method())
        if PLAIN.fullmatch(name) and name.lower() not in ORDINARY:
            yield name


def family_names(draw: Draw, path: str, locale: str) -> Iterator[str]:
    fake = _faker(locale)
    for i in range(400):
        fake.seed_instance(draw.number(f"{path}.{i}", 1 << 32))
        name = plain(fake.last_name())
        if PLAIN_FAMILY.fullmatch(name) and name.lower() not in ORDINARY:
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


@cache
def _known_names(locale: str, kind: str) -> tuple[str, ...]:
    """Every name of a kind that Faker holds for a locale."""
    for provider in _faker(locale).providers:
        names = getattr(provider, kind, None)
        if names:
            return tuple(sorted({plain(n) for n in names if PLAIN.fullmatch(plain(n))}))
    return ()


@lru_cache(maxsize=4096)
def _nearest(locale: str, name: str, kind: str) -> tuple[str, ...]:
    """The names that Faker holds nearest to a name, never the name itself."""
    names = [n for n in _known_names(locale, kind) if n != name and n.lower() not in ORDINARY]
    near = process.extract(name, names, scorer=Levenshtein.distance, limit=4)
    return tuple(n for n, distance, _ in near if distance <= near[0][1] + 1)


def look_alike(draw: Draw, path: str, locale: str, name: str, kind: str) -> str:
    """A name that is easily taken for another: one of the nearest that Faker holds, never the same."""
    close = _nearest(locale, name, kind)
    return draw.pick(path, close) if close else name[:-1] + ("n" if name[-1] != "n" else "m")


def birthday(draw: Draw, path: str, age: int, today: date) -> date:
    """A date of birth that makes somebody ``age`` on ``today``, and for the ten weeks round it."""
    back = draw.between(path, 75, 290)
    anniversary = today - timedelta(days=back)
    year = anniversary.year - age
    day = 28 if (anniversary.month, anniversary.day) == (2, 29) else anniversary.day
    return date(year, anniversary.month, day)


def usual(profile: Profile) -> str:
    """The locale that most of a jurisdiction's names come from: it has names for everybody."""
    return max(profile.names, key=lambda name: profile.names[name])


def locale_of(draw: Draw, path: str, profile: Profile) -> str:
    return draw.weighted(path, list(profile.names.items()))


def telephone(draw: Draw, path: str, pattern: str, taken: set[str]) -> str:
    """A number from the range that is never given to anybody; no two alike in a case."""
    for i in range(200):
        number = draw.digits(f"{path}.{i}", pattern)
        if number not in taken:
            taken.add(number)
            return number
    raise ValueError(f"the pattern {pattern} has too few numbers for this case")


def mailbox(*parts: str) -> str:
    """An address in a domain that is kept for examples and delivers nowhere."""
    who, where = (re.sub(r"[^a-z0-9.]+", "", plain(p).lower().replace(" ", ".")) for p in parts)
    return f"{who.replace('..', '.').strip('.')}@{where.replace('.', '')[:28]}.example.org"
