"""Tells a text round somebody's case: what situations and redactions have in common.

Slots say the case's own names, places and days; people, times and numbers that are only in the text are drawn beside them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import TypeVar

from simulator.cases import calendar, cast, names, people, profile
from simulator.cases.dates import moment_names
from simulator.cases.draw import Draw
from simulator.cases.fields import DaySpec
from simulator.cases.jurisdiction import Profile
from simulator.cases.model import Case, Person, Place, Professional
from simulator.cases.situation_specs import ExtraSpec, TimeSpec
from simulator.cases.teller import Teller

Thing = TypeVar("Thing")
GROWN = 16  # from this age on people are told about their own record themselves


def home_of(case: Case) -> Place:
    """Where the person the file is about lives, or the first place there is."""
    lives = getattr(case.person(case.index), "lives", "")
    return next((p for p in case.places if p.id == lives), case.places[0])


def adult_of(case: Case) -> Person:
    """Who is told about the record: the person the file is about, or, for a child, a parent or carer they live with."""
    index = next(p for p in case.people if p.id == case.index)
    if index.age is None or index.age >= GROWN:
        return index
    grown = [p for p in case.people if p.died is None and p.on_file and (p.age or 0) >= GROWN and p.id != index.id]
    parents = {r.a for r in case.relationships if r.kind == "parent" and r.b == index.id}
    with_them = [p for p in grown if p.lives == index.lives and index.lives]
    return next((p for p in with_them if p.id in parents), next(iter([*with_them, *grown]), index))


# What is true of a family, as its file shows it: strands that need not be drawn. A new scenario has them like any other.
GIVEN: dict[str, tuple[str, ...]] = {
    "work": ("children", "adults"),
    "adult": ("index", "other"),  # {adult} is the person the file is about; or a parent or carer
    "speaks": ("voice", "writing"),  # how {adult} and the worker talk; in writing with somebody who signs
    # how {adult} texts: as most people do; signs, and writes; in English that is new; has no mobile phone
    "writes": ("texts", "signs", "carefully", "nothing"),
    # nobody keeps it secret; somebody must not learn it; and {adult} has left them, who may not know the number either
    "address": ("known", "kept", "fled"),
    # how long the work has gone on: its first contact after any gap is less than three months ago, or more
    "since": ("new", "long"),
}
NEW = timedelta(days=92)  # work that began within it is new
GAP = timedelta(days=120)  # what lies before a gap like this was other work, that had ended


def known_since(case: Case) -> date:
    """When the work of today began: back from today through contacts and documents, to the first gap without either."""
    since = case.today
    days = [c.on.date() for c in case.contacts] + [d.on.date() for d in case.documents]
    for day in sorted(days, reverse=True):
        if since - day > GAP:
            break
        since = min(since, day)
    return since


def strands_of(case: Case, p: Profile) -> dict[str, str]:
    """Which of GIVEN holds for a family. From a learner's copy too: nothing here is for the marker only."""
    adult = adult_of(case)
    signs = any("sign language" in x.lower() for x in adult.languages)
    english = not adult.languages or any(x.startswith("English") for x in adult.languages)
    mobile = re.fullmatch(re.escape(p.mobile).replace(r"\#", r"\d"), adult.phone)
    kept = any(
        a.kind == "protect" and re.search(r"\b(?:address|lives?)\b", f"{a.title} {a.text}", re.I) for a in case.alerts
    )
    parents = {r.a for r in case.relationships if r.kind == "parent" and r.b == case.index}
    left = any(r.kind == "separated" and adult.id in (r.a, r.b) for r in case.relationships)
    return {
        "work": case.work,
        "adult": "index" if adult.id == case.index else "other",
        "speaks": "writing" if signs else "voice",
        "writes": "signs" if signs else "nothing" if not mobile else "texts" if english else "carefully",
        "address": "known" if not kept else "fled" if left and adult.id in {*parents, case.index} else "kept",
        "since": "new" if case.today - known_since(case) < NEW else "long",
    }  # fmt: skip


class CaseTeller(Teller):
    """Draws and fills for one case. ``name``: of the file it is for, so that each file draws for itself."""

    def __init__(self, name: str, case: Case) -> None:
        super().__init__(profile(case.jurisdiction), Draw(f"{case.scenario}/{name}", case.jurisdiction, case.seed))
        self.case = case
        self.times: dict[str, datetime] = {}
        self.people: dict[str, Person | Professional] = {}  # who is only in this text
        self.chosen |= strands_of(case, self.profile)
        self._slots()

    def drawn(self, path: str, items: Iterable[Thing], count: int | None) -> list[Thing]:
        """All in the author's order; or so many of them, drawn, in an order of this family's own."""
        left = list(items)
        if count is None:
            return left
        return [left.pop(self.draw.number(f"{path}.{n}", len(left))) for n in range(min(count, len(left)))]

    # --- what a slot says ------------------------------------------------------------------------

    def _slots(self) -> None:
        case, p = self.case, self.profile
        index = case.person(case.index)
        assert isinstance(index, Person)
        home = home_of(case)
        self.names["t"] = dict(p.terms)
        self.names["town"] = {"": home.town}
        for id, agency in p.agencies.items():
            self.names["t"][f"{id}_agency"] = self.fill(agency)
        self.names["index"] = cast.person_names(p, index)
        self.names["adult"] = cast.person_names(p, adult_of(case))
        self.names["home"] = {**cast.place_names(home), "zip": home.postcode.rpartition(" ")[2]}
        self.names["family"] = {"": case.household_name}
        self.names["agency"] = {"": case.agency}
        self.names["file_no"] = {"": case.file_no}
        for id in ("worker", "manager"):
            who = next((w for w in case.professionals if w.id == id), None)
            if who:
                self.names[id] = cast.professional_names(who, _gender(p, who))
        self._known("today", datetime.combine(case.today, time(9)))

    def _known(self, id: str, at: datetime) -> None:
        self.times[id] = at
        self.names[id] = moment_names(self.profile, at, at)

    def draw_times(self, times: Mapping[str, TimeSpec]) -> None:
        """Draw the moments, each of which may count from one before it."""
        for id, wanted in self.some(times).items():
            day = self.case.today if wanted.day == "today" else self._day(f"time.{id}", wanted.day)
            hour, minute = wanted.at.split(":")
            at = datetime.combine(day, time(int(hour), int(minute)))
            drift = self.draw.between(f"time.{id}.drift", -wanted.drift, wanted.drift)
            self._known(id, at + timedelta(minutes=drift))

    def _day(self, path: str, wanted: DaySpec) -> date:
        return calendar.count(self.profile, self.draw, path, wanted, self.times[wanted.after or wanted.before].date())

    def draw_people(self, extras: Mapping[str, ExtraSpec]) -> None:
        """Draw the people who are only here, with names that nobody in the case has."""
        here: tuple[Person | Professional, ...] = (*self.case.people, *self.case.professionals)
        taken = {n for w in here for n in (w.first, w.family)}
        numbers = {w.phone for w in here}
        p = self.profile
        here_too = self.some(extras)
        years = cast.ages(here_too, self.draw)
        shared: dict[str, tuple[tuple[str, str], str]] = {}  # whose family name another has: the locales, the name
        for id, wanted in sorted(here_too.items(), key=lambda row: bool(row[1].family_name)):
            same = wanted.family_name.removeprefix("same as ").strip()
            locales, family = shared.get(same, ((names.locale_of(self.draw, f"heritage.{id}", p), names.usual(p)), ""))
            gender = self.draw.pick(f"gender.{id}", wanted.gender)
            free = (lambda n: not names.easily_taken_for(n, taken), lambda n: n not in taken)
            age = years[id]
            first = names.first_that(
                partial(names.first_names, self.draw, f"first.{id}", gender, age=40 if age is None else age),
                locales,
                *free,
            )
            taken.add(first)
            if not family:
                family = names.first_that(partial(names.family_names, self.draw, f"family.{id}"), locales, *free)
                taken.add(family)
            shared[id] = (locales, family)
            pattern = {"mobile": p.mobile, "landline": p.landline}.get(wanted.phone)
            agency = self.text(f"agency.{id}", wanted.agency)
            phone = people.telephone(self.draw, f"phone.{id}", pattern, numbers) if pattern else ""
            if age is not None:
                person = Person(
                    id=id,
                    first=first,
                    family=family,
                    is_="",
                    born=people.birthday(self.draw, f"born.{id}", age, self.case.today),
                    age=age,
                    gender=gender,
                    pronoun=cast.pronoun(gender),
                    phone=phone,
                )
                self.people[id] = person
                self.names[id] = {**cast.person_names(p, person), "agency": agency}
                continue
            who = Professional(
                id=id,
                first=first,
                family=family,
                title=p.titles[gender],
                role="",
                agency=agency,
                phone=phone,
                email=people.mailbox(f"{first}.{family}", agency) if agency else "",
            )
            self.people[id] = who
            self.names[id] = cast.professional_names(who, gender)
        for id, wanted in here_too.items():  # a role may name somebody else
            role, found = self.text(f"role.{id}", wanted.role), self.people[id]
            self.people[id] = found.model_copy(update={"is_" if isinstance(found, Person) else "role": role})
            self.names[id]["role"] = role


def _gender(p: Profile, who: Professional) -> str:
    """A professional's gender, as their title says it."""
    return next((g for g in ("woman", "man", "other") if p.titles[g] == who.title), "other")
