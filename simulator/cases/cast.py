"""The cast of a case: who is in it, where, what they are called, and what a slot says of each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import partial
from typing import Literal, Protocol

from simulator.cases import names, people
from simulator.cases.dates import short_date, write_date
from simulator.cases.draw import Draw
from simulator.cases.fields import Years
from simulator.cases.jurisdiction import Profile
from simulator.cases.model import FileCard, Person, Place, Professional
from simulator.cases.scenario import PersonSpec, PlaceSpec, ScenarioSpec

Gender = Literal["woman", "man", "girl", "boy", "other", "unknown"]
PRONOUNS = {
    "she": ("she", "her", "her", "hers", "herself"),
    "he": ("he", "him", "his", "his", "himself"),
    "they": ("they", "them", "their", "theirs", "themself"),
}
SHE, HE = ("woman", "girl"), ("man", "boy")
ONE = {"are": "is", "were": "was", "have": "has", "do": "does", "s": "s", "es": "es"}  # she is, he walks
MANY = {"are": "are", "were": "were", "have": "have", "do": "do", "s": "", "es": ""}  # they are, they walk


@dataclass
class Cast:
    """Everybody and every place of one case, before anything has happened."""

    people: dict[str, Person] = field(default_factory=dict)
    professionals: dict[str, Professional] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)
    town: str = ""
    index: str = ""
    locale: dict[str, str] = field(default_factory=dict)


def pronoun(gender: str) -> Literal["she", "he", "they"]:
    return "she" if gender in SHE else "he" if gender in HE else "they"


def pronoun_names(pronoun: str) -> dict[str, str]:
    """Pronouns and the verbs that follow them: {x.they} {x.are}, {x.They} walk{x.s}."""
    they, them, their, theirs, themself = PRONOUNS[pronoun]
    return {
        "they": they,
        "them": them,
        "their": their,
        "theirs": theirs,
        "themself": themself,
        "They": they.capitalize(),
        "Them": them.capitalize(),
        "Their": their.capitalize(),
        **(MANY if pronoun == "they" else ONE),
    }


def person_names(profile: Profile, p: Person) -> dict[str, str]:
    """What ``{person.…}`` may say."""
    female, male = p.gender in SHE, p.gender in HE
    adult = "woman" if female else "man" if male else "other"
    return {
        "": p.first,
        "first": p.first,
        "full": p.full,
        "family": p.family or p.first,
        "mr": f"{profile.titles[adult]} {p.family or p.first}",
        "called": p.aliases[0] if p.aliases else p.first,
        "called2": p.aliases[1] if len(p.aliases) > 1 else p.first,
        "age": str(p.age) if p.age is not None else "",
        "born": write_date(profile, p.born),
        "born_short": short_date(profile, p.born) if p.born else "",
        **pronoun_names(p.pronoun),
        "is": p.is_,
        "mum": (mum := profile.terms["mum" if female else "dad"] if female or male else "parent"),
        "Mum": mum.capitalize(),
        "noun": p.gender if female or male else "person",
        "son": "daughter" if female else "son" if male else "child",
        "brother": "sister" if female else "brother" if male else "sibling",
        "phone": p.phone,
        "email": p.email,
        "initial": p.first[0],
    }


def professional_names(p: Professional, gender: str) -> dict[str, str]:
    return {
        "": p.full,
        "first": p.first,
        "full": p.full,
        "family": p.family,
        "mr": f"{p.title} {p.family}",
        "role": p.role,
        "agency": p.agency,
        "phone": p.phone,
        "email": p.email,
        **pronoun_names(pronoun(gender)),
    }


def place_names(p: Place) -> dict[str, str]:
    number, _, street = p.name.partition(" ")
    numbered = number.isdecimal()
    return {
        "": p.name,
        "full": p.full,
        "town": p.town,
        "street": street if numbered else p.name,
        "number": number if numbered else "",
        "postcode": p.postcode,
    }


class Aged(Protocol):
    """Somebody whose age an author says."""

    @property
    def age(self) -> Years | None: ...


def ages(spec: Mapping[str, Aged], draw: Draw) -> dict[str, int | None]:
    """Everybody's age, elders drawn after those they are older than."""
    out: dict[str, int | None] = {}

    def age(id: str) -> int | None:
        if id not in out:
            wanted = spec[id].age
            twin = getattr(spec[id], "twin_of", "")
            if twin in spec:
                out[id] = age(twin)
            elif wanted is None:
                out[id] = None
            else:
                base = (age(wanted.older_than) or 0) if wanted.older_than else 0
                out[id] = base + draw.between(f"age.{id}", *wanted.by)
        return out[id]

    for id in spec:
        age(id)
    return out


def place_cast(spec: ScenarioSpec, here: dict[str, PlaceSpec], profile: Profile, draw: Draw, cast: Cast) -> None:
    """Draw the places: invented streets in invented towns, with codes that are nowhere in use."""
    home = next((p.lives for p in spec.people.values() if p.index), "")
    cast.town = draw.pick("town", profile.towns)
    streets: set[str] = set()
    named: set[str] = set()
    order = sorted(here, key=lambda id: (id != home, bool(here[id].near)))
    for id in order:
        wanted = here[id]
        near = cast.places.get(wanted.near)
        town = near.town if near else cast.town
        if wanted.kind == "house":
            if id != home and not near:
                town = draw.pick(f"town.{id}", [t for t in profile.towns if t != cast.town])
            free = [s for s in profile.streets if s not in streets]
            street = draw.pick(f"street.{id}", free)
            streets.add(street)
            name = f"{draw.between(f'house.{id}', *profile.house_numbers)} {street}"
            code = draw.digits(f"postcode.{id}", profile.postcode)
        else:
            free = [n for n in profile.places[wanted.kind] if n not in named]
            name, code = draw.pick(f"place.{id}", free), ""
            named.add(name)
        cast.places[id] = Place(id=id, name=name, town=town, postcode=code)
    cast.places = {id: cast.places[id] for id in here}


def name_people(
    spec: dict[str, PersonSpec], profile: Profile, draw: Draw, cast: Cast, today: date, reserved: set[str]
) -> None:
    """Give everybody a name, an age and a birthday. ``reserved``: words that are names already in this case."""
    years = ages(spec, draw)
    heritage = names.locale_of(draw, "heritage", profile)
    firsts, initials, families = set(reserved), set(), set(reserved)
    taken: set[str] = set()
    own: dict[str, str] = {}
    shared = {x.strip() for p in spec.values() for x in p.family_name.removeprefix("same as ").split(" and ")}

    def family(id: str) -> str:
        if id in own:
            return own[id]
        said = spec[id].family_name
        if (
            not said
            and id not in shared
            and draw.number(f"single.{id}", 1000) < 1000 * profile.single_names.get(cast.locale[id], 0)
        ):
            own[id] = ""
            return ""
        if said.startswith("same as "):
            own[id] = family(said.removeprefix("same as ").strip())
        elif " and " in said:
            a, b = (family(x.strip()) for x in said.split(" and ", 1))
            own[id] = f"{a}-{b}"
        else:
            own[id] = names.first_that(
                partial(names.family_names, draw, f"family.{id}"),
                (cast.locale[id], names.usual(profile)),
                lambda n: not names.easily_taken_for(n, families),
                lambda n: n not in families,
            )
        families.add(own[id])
        firsts.update(own[id].split("-"))  # nobody's first name is another's family name
        return own[id]

    for id, wanted in spec.items():
        married_in = not wanted.family_name and not wanted.index and draw.number(f"heritage.own.{id}", 4) == 0
        own_heritage = married_in or not wanted.household
        cast.locale[id] = names.locale_of(draw, f"heritage.{id}", profile) if own_heritage else heritage
    for id in spec:
        family(id)
    for id, wanted in spec.items():
        gender: Gender = draw.pick(f"gender.{id}", wanted.gender)
        first = names.first_that(
            partial(names.first_names, draw, f"first.{id}", gender, age=years[id]),
            (cast.locale[id], names.usual(profile)),
            lambda n: n[0] not in initials and not names.easily_taken_for(n, firsts),
            lambda n: not names.easily_taken_for(n, firsts),
            lambda n: n not in firsts,
        )
        firsts.add(first)
        initials.add(first[0])
        age = years[id]
        died = None
        if wanted.died:
            died = today - timedelta(
                days=365 * draw.between(f"died.{id}", *wanted.died) + draw.number(f"died.day.{id}", 200)
            )
        pattern = {"mobile": profile.mobile, "landline": profile.landline}.get(wanted.phone)
        cast.people[id] = Person(
            id=id,
            first=first,
            family=family(id),
            is_=wanted.is_,
            also_is=wanted.also_is,
            born=people.birthday(draw, f"born.{wanted.twin_of or id}", age, today) if age is not None else None,
            died=died,
            age=age if died is None else None,
            gender=gender,
            pronoun=pronoun(gender),
            lives=wanted.lives,
            phone=people.telephone(draw, f"phone.{id}", pattern, taken) if pattern else "",
            email=people.mailbox(f"{first}.{family(id)}", "post") if wanted.email else "",
            languages=wanted.languages,
            access_needs=wanted.access_needs,
            on_file=wanted.on_file,
            household=wanted.household,
        )
        if wanted.index:
            cast.index = id


def name_professionals(spec: ScenarioSpec, ids: list[str], profile: Profile, draw: Draw, cast: Cast) -> dict[str, str]:
    """Give the professionals names; their heritage is drawn for each alone. Returns id -> gender."""
    taken_family = {part for p in cast.people.values() for part in p.family.split("-") if part}
    taken_first = {p.first for p in cast.people.values()} | taken_family
    taken_family |= {p.first for p in cast.people.values()}
    taken: set[str] = {p.phone for p in cast.people.values()}
    genders: dict[str, str] = {}
    for id in ids:
        wanted = spec.professionals[id]
        locale = names.locale_of(draw, f"heritage.{id}", profile)
        locales = (locale, names.usual(profile))
        genders[id] = gender = draw.pick(f"gender.{id}", wanted.gender)
        first = names.first_that(
            partial(names.first_names, draw, f"first.{id}", gender), locales, lambda n: n not in taken_first
        )
        here = taken_family | {first}
        name = names.first_that(
            partial(names.family_names, draw, f"family.{id}"),
            locales,
            lambda n: not names.easily_taken_for(n, here),  # noqa: B023 (called before the next turn)
            lambda n: n not in here,  # noqa: B023
        )
        taken_first.update((first, name))
        taken_family.update((first, name))
        cast.professionals[id] = Professional(
            id=id,
            first=first,
            family=name,
            title=profile.titles.get(wanted.title or gender, wanted.title),
            role="",
            agency="",
            phone=people.telephone(draw, f"phone.{id}", profile.landline, taken) if wanted.phone else "",
            learner=wanted.learner,
        )
    return genders


def file_card(draw: Draw, profile: Profile, cast: Cast, file_no: str) -> FileCard:
    """Somebody else's file whose name is easily taken for the index person's."""
    index = cast.people[cast.index]
    locale = cast.locale[cast.index]
    known = frozenset(p.first for p in cast.people.values())  # nobody of this family is their own look-alike
    kind = names.KINDS.get(index.gender, "any")
    first = names.look_alike(draw, "alike.first", locale, index.first, kind, avoid=known)
    parts = [
        names.look_alike(draw, f"alike.family.{i}", locale, part, "family") if part else ""
        for i, part in enumerate(index.family.split("-"))
    ]
    keep = draw.number("alike.keep", 3)  # sometimes only one of the two names differs
    family = index.family if keep == 0 else "-".join(parts)
    assert index.born is not None
    born = index.born + timedelta(days=draw.between("alike.born", 20, 330))
    number = draw.digits("alike.file", profile.file_no)
    while number == file_no:
        number = draw.digits(f"alike.file.{number}", profile.file_no)
    own = names.locale_of(draw, "alike.worker", profile)
    worker = f"{next(names.first_names(draw, 'alike.worker.first', 'woman', own))} {next(names.family_names(draw, 'alike.worker.family', own))}"
    return FileCard(name=f"{first} {family}".strip(), born=born, file_no=number, worker=worker)
