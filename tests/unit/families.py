"""Families of every shape, drawn from a seed, for the tests of the pictures. Nobody in them is meant to be likely."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Any, Literal

from simulator.cases.model import Case, Person, Place, Relationship
from tests.unit.small_case import small_case

TODAY = date(2025, 5, 6)
FIRST = ["Isla", "Jo", "Mo", "Maximiliana", "Bartholomew", "Li", "Anne-Marie", "Ed", "Wilhelmina", "Oluwaseun", "Kit"]
FAMILY = [
    "Petrie",
    "",
    "Ng",
    "Oyelaran-Featherstonehaugh",
    "Konstantinopoulos",
    "MacWilliam-Mwangi",
    "Hale",
    "de la Cruz",
]
LABELS = ["", "", "separated 2019", "divorced in the spring of 2021", "half-brother", "on and off"]
HOUSES = ["14 Cask Row", "3 Upper Featherstonehaugh Terrace", "201 Weir"]
Gender = Literal["woman", "man", "girl", "boy", "other", "unknown"]


class Family:
    """Grows by one step at a time: a parent, a partner, a child, a twin, an aunt, somebody tied to nobody."""

    def __init__(self, seed: int, most: int = 14) -> None:
        self.r, self.most = Random(seed), most
        self.people: dict[str, dict[str, Any]] = {}
        self.ties: list[Relationship] = []
        self.index = self.new(self.r.choice((4, 9, 15, 19, 34)))
        for _ in range(self.r.randint(1, 2)):
            self.parent(self.index)

    def new(self, age: int) -> str:
        id = f"p{len(self.people)}"
        grown = age >= 18
        pool: tuple[Gender, ...] = ("woman", "man", "other", "unknown") if grown else ("girl", "boy", "other")
        gender: Gender = self.r.choices(pool, weights=(8, 8, 2, 1)[: len(pool)])[0]
        self.people[id] = {
            "id": id, "first": f"{self.r.choice(FIRST)}", "family": self.r.choice(FAMILY), "is_": "relative",
            "age": age, "born": TODAY - timedelta(days=365 * age + 40 + self.r.randint(0, 200)), "gender": gender,
        }  # fmt: skip
        if age > 50 and self.r.random() < 0.3:
            self.people[id] |= {"died": TODAY - timedelta(days=900), "age": None}
        return id

    def age(self, id: str) -> int:
        return int((TODAY - self.people[id]["born"]).days // 365)

    def full(self) -> bool:
        return len(self.people) >= self.most

    def parents(self, id: str) -> list[str]:
        return [t.a for t in self.ties if t.kind == "parent" and t.b == id]

    def partners(self, id: str) -> list[str]:
        return [
            {t.a, t.b}.difference({id}).pop()
            for t in self.ties
            if t.kind in ("couple", "separated") and id in (t.a, t.b)
        ]

    def tie(self, kind: Any, a: str, b: str, label: str = "") -> None:
        self.ties.append(Relationship(kind=kind, a=a, b=b, label=label))

    def parent(self, child: str) -> None:
        known = self.parents(child)
        if len(known) >= 2 or self.full() or self.age(child) > 72:
            return
        new = self.new(self.age(child) + self.r.randint(17, 38))
        self.tie("parent", new, child)
        if known and self.r.random() < 0.8:
            self.pair(known[0], new)

    def pair(self, a: str, b: str) -> None:
        kind = self.r.choice(("couple", "separated"))
        self.tie(kind, a, b, self.r.choice(LABELS))

    def step(self) -> None:
        r, ids = self.r, list(self.people)
        one = r.choice(ids)
        what = r.random()
        grown = [p for p in ids if self.age(p) >= 17]
        if what < 0.22:
            self.parent(one)
        elif what < 0.40 and grown:  # a partner, perhaps another one
            one = r.choice(grown)
            if len(self.partners(one)) < 3:
                self.pair(one, self.new(max(18, self.age(one) + r.randint(-6, 6))))
        elif what < 0.62 and grown:  # a child, of one or of two
            one = r.choice(grown)
            child = self.new(max(0, self.age(one) - r.randint(17, 38)))
            self.tie("parent", one, child)
            if (others := self.partners(one)) and r.random() < 0.8:
                self.tie("parent", r.choice(others), child)
        elif what < 0.80:  # a brother or sister, perhaps a twin
            both = self.parents(one)
            new = self.new(max(0, self.age(one) + r.randint(-4, 4)))
            for p in both:
                self.tie("parent", p, new)
            if both and r.random() < 0.35:
                self.people[new] |= {"born": self.people[one]["born"], "age": self.people[one]["age"], "died": None}
            if not both or r.random() < 0.2:
                self.tie("siblings", one, new, self.r.choice(("", "half-brother")))
        elif what < 0.90 and len(grown) > 1:  # two who know each other already
            a, b = r.sample(grown, 2)
            kin = {a, b} & {*self.parents(a), *self.parents(b)}
            if (
                not kin
                and b not in self.partners(a)
                and abs(self.age(a) - self.age(b)) < (30 if r.random() < 0.2 else 9)
            ):
                self.pair(a, b)
        elif what < 0.96:
            self.new(r.randint(1, 80))
        elif (ps := self.parents(one)) and len(ps) == 2 and not self.full():  # a third parent: adoption
            self.tie("parent", self.new(self.age(one) + 30), one)

    def case(self) -> Case:
        size = self.r.randint(3, self.most)
        while len(self.people) < size:
            self.step()
        alive = [p for p in self.people if not self.people[p].get("died")]
        way = self.r.random()
        if way < 0.4:  # with a parent and whoever else
            home = {self.index, *self.parents(self.index)[:1]} | {p for p in alive if self.r.random() < 0.3}
        elif way < 0.7:  # with somebody older who is not a parent
            older = [p for p in alive if self.age(p) > 40 and p not in self.parents(self.index)]
            home = {self.index, *older[:2]}
        else:
            home = {self.index} | {p for p in alive if self.r.random() < 0.4}
        people = tuple(
            Person(**{**p, "lives": "home" if id in home and not p.get("died") else "else", "household": True})
            for id, p in self.people.items()
        )
        return small_case().model_copy(
            update={
                "people": people,
                "relationships": tuple(self.ties),
                "index": self.index,
                "places": (Place(id="home", name=self.r.choice(HOUSES)), Place(id="else", name="9 Far Lane")),
                "today": TODAY,
            }
        )


def family(seed: int, most: int = 14) -> Case:
    """A family of three to ``most`` people."""
    return Family(seed, most).case()
