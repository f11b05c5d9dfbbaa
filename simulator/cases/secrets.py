"""What somebody must not learn, and every form in which they would: names, numbers, addresses, places, words.

Practice source: practice.md C2, C6, C8, section 2.iii "Leak scan".
"""

from __future__ import annotations

import re
from typing import Literal

from simulator.cases.frozen import Frozen
from simulator.cases.model import Case, Fact, Person, Place, Professional

Kind = Literal[
    "street", "code", "institution", "trade", "person", "phone", "email", "words", "resident", "staff", "topic"
]


class Secret(Frozen):
    """One form of one fact. ``value``: as the case writes it, or a topic's name; ``number``: of the house, with a street."""

    fact: str
    kind: Kind
    value: str
    number: str = ""
    about: tuple[str, ...] = ()  # with words and topics: first and family names of the people it is about


def kept_from(case: Case, who: str, also: tuple[str, ...] = ()) -> tuple[Fact, ...]:
    """The facts that must not reach somebody: those kept from them, and those named in ``also``."""
    return tuple(f for f in case.key.facts if who in f.keep_from or f.id in also)


def secrets(case: Case, who: str, also: tuple[str, ...] = ()) -> tuple[Secret, ...]:
    """Every form of every such fact, without what the reader has of their own."""
    reader = next((p for p in case.anybody() if p.id == who), None)
    theirs = getattr(reader, "lives", "")
    code = next((p.postcode for p in case.places if p.id == theirs), "")
    own = {
        x
        for x in (getattr(reader, "phone", ""), getattr(reader, "email", ""), getattr(reader, "agency", ""), code)
        if x
    }
    names = {n for n in (getattr(reader, "first", ""), getattr(reader, "family", "")) if n}
    found: dict[Secret, None] = {}
    for fact in kept_from(case, who, also):
        for secret in _forms(case, fact):
            if secret.value not in own and not (secret.kind == "street" and _lives_in(case, theirs, secret.value)):
                found.setdefault(
                    secret.model_copy(update={"about": tuple(n for n in secret.about if n not in names)})
                    if secret.about
                    else secret
                )
    return tuple(found)


def _lives_in(case: Case, place: str, street: str) -> bool:
    return any(p.id == place and street in p.name for p in case.places)


def _forms(case: Case, fact: Fact) -> list[Secret]:
    out: list[Secret] = []
    texts = (*fact.gives_away, fact.what)
    places = [p for p in case.places if any(_named(p, text) for text in texts) or p.name in fact.hinted_by]
    people = [p for p in case.anybody() if p.id in fact.about] or _family(case)
    about = tuple(n for p in people for n in (p.first, p.family) if n)
    for place in places:
        out += _place(case, fact, place, about)
    names: set[str] = set()
    for person in case.anybody():
        full = person.full
        if person.id == fact.protects or any(full in text for text in fact.gives_away):
            out += _person(fact, person)
            names |= {full, person.first, person.family}
    for text in fact.gives_away:
        if text not in names and not any(text in (p.full, p.name, p.postcode) or text == _core(p) for p in places):
            out.append(Secret(fact=fact.id, kind="words", value=text, about=about))
    for text in fact.hinted_by:
        if any(text == p.name for p in places):
            continue
        kind: Kind = "topic" if text.startswith("@") else "words"
        out.append(Secret(fact=fact.id, kind=kind, value=text.removeprefix("@"), about=about))
    return out


def _family(case: Case) -> list[Person]:
    """Whom a fact about a place is about: those who live with the person the file is about."""
    home = next((p.lives for p in case.people if p.id == case.index), "")
    return [p for p in case.people if p.lives == home and p.died is None]


def _named(place: Place, text: str) -> bool:
    """Whether a text names a place, and not another one that is called after it: Kiln Bank, Kiln Bank Joinery."""
    return bool(re.search(rf"{re.escape(_core(place))}(?!\w)(?! (?!WA\b)[A-Z][a-z])", text)) or _core(place) == text


def _core(place: Place) -> str:
    """The street of a house, or the name of another place."""
    number, _, street = place.name.partition(" ")
    return street if number.isdecimal() else place.name


def _place(case: Case, fact: Fact, place: Place, about: tuple[str, ...]) -> list[Secret]:
    number, _, street = place.name.partition(" ")
    if not number.isdecimal():
        out = [
            Secret(fact=fact.id, kind="institution", value=place.name),
            Secret(fact=fact.id, kind="trade", value=place.name, about=about),
        ]
        for p in case.professionals:
            if place.name in p.agency:
                out.append(Secret(fact=fact.id, kind="staff", value=p.full))
                out += [Secret(fact=fact.id, kind="email", value=p.email)] if p.email else []
        return out
    out = [Secret(fact=fact.id, kind="street", value=street, number=number)]
    if place.postcode:
        out.append(Secret(fact=fact.id, kind="code", value=place.postcode))
    for who in case.everybody():
        if who.lives == place.id and who.died is None:
            out.append(Secret(fact=fact.id, kind="resident", value=who.full))
            out += [Secret(fact=fact.id, kind="phone", value=who.phone)] if who.phone else []
            out += [Secret(fact=fact.id, kind="email", value=who.email)] if who.email else []
    return out


def _person(fact: Fact, person: Person | Professional) -> list[Secret]:
    out = [Secret(fact=fact.id, kind="person", value=person.full)]
    out += [
        Secret(fact=fact.id, kind="words", value=a)
        for a in getattr(person, "aliases", ())
        if " " in a or a[:1].isupper()
    ]
    out += [Secret(fact=fact.id, kind="phone", value=person.phone)] if person.phone else []
    out += [Secret(fact=fact.id, kind="email", value=person.email)] if person.email else []
    agency = getattr(person, "agency", "")
    return out + (
        [Secret(fact=fact.id, kind="institution", value=agency)] if agency and agency in fact.gives_away else []
    )
