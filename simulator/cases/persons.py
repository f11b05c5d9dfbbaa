"""Who is in a case, where, and what happened when."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from simulator.cases.frozen import Frozen

HowHeld = Literal["in person", "video", "telephone", "message", "paper"]


class Person(Frozen):
    """Somebody in the family's life. ``is_`` says what they are to the person the file is about."""

    id: str
    first: str  # the name they go by
    family: str
    aliases: tuple[str, ...] = ()  # what else they are called, ordinary words among them
    is_: str  # "child", "mother", "mother's brother"
    also_is: tuple[str, ...] = ()  # other honest words for the same relation
    born: date | None = None
    died: date | None = None
    age: int | None = None  # on case.today
    gender: Literal["woman", "man", "girl", "boy", "other", "unknown"] = "unknown"
    pronoun: Literal["she", "he", "they"] = "they"
    lives: str = ""  # place id
    work: str = ""
    about: str = ""  # a line for the people page
    reach: str = ""  # how to reach them, safe-contact rules included
    phone: str = ""
    email: str = ""
    languages: tuple[str, ...] = ()
    access_needs: tuple[str, ...] = ()
    on_file: bool = True  # False: nobody has written this person down before the event
    household: bool = True  # False: a third party (neighbour, friend)
    known_since: str = ""

    @property
    def full(self) -> str:
        return f"{self.first} {self.family}".strip()


class Relationship(Frozen):
    """A line of the genogram."""

    kind: Literal["parent", "couple", "separated", "siblings"]
    a: str  # for "parent": the parent
    b: str  # for "parent": the child
    label: str = ""


class Professional(Frozen):
    id: str
    first: str
    family: str
    title: str  # Mr, Ms, Dr, DS
    role: str
    agency: str
    phone: str = ""
    email: str = ""
    learner: bool = False  # the learner's own seat

    @property
    def full(self) -> str:
        return f"{self.first} {self.family}"


class Place(Frozen):
    id: str
    name: str  # "14 Cask Row" or "Larch Lane Primary School"
    town: str = ""
    postcode: str = ""

    @property
    def full(self) -> str:
        return ", ".join(p for p in (self.name, f"{self.town} {self.postcode}".strip()) if p)


class Event(Frozen):
    id: str
    kind: str  # referral, home_visit, video_call, telephone, decision, meeting, life
    title: str
    start: datetime
    end: datetime | None = None
    exact: Literal["time", "day", "month"] = "time"  # how precisely anybody knows when
    held: HowHeld | None = None
    place: str = ""
    line: str = ""  # the chronology line; empty: not in the chronology
    source: str = ""  # where the chronology knows it from
    about_index: bool = False  # something that happened to the person the file is about
    in_file: bool = True  # False: not (yet) on the file
