"""Rooms of workshops with invented people in them, for tests."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import grading
from simulator.cases import CaseRef
from simulator.exercises import module
from simulator.responses.database import Database, Workshop
from simulator.responses.room import Person, Room, hashed

FAMILY = CaseRef(scenario="school_worry", jurisdiction="england", seed=7)
NAMES = ("Amber", "Bilal", "Cas", "Dee", "Ewan", "Fern", "Gil", "Heron", "Ines", "Jo", "Kestrel", "Lark")
URL = "https://caseroom.example.org/join#RUDAVO"


def open_room(folder: Path, name: str = "recording", *exercises: str, own: bool = False, people: int = 0) -> Room:
    """A workshop with some people who have just joined, each at a seat of their own, all of them here."""
    database = Database(folder / "workshops.db")
    database.make()
    order = exercises or tuple(e.exercise for e in module(name).exercises)
    now = time.time()
    workshop = Workshop("abcd", name, order, FAMILY, own, True, 100, "RUDAVO", now, now + 30 * 86400)
    database.add(workshop, hashed("board"))
    (folder / "pulses").mkdir()
    room = Room(database, workshop, folder / "pulses")
    for n in range(people):
        sit(room, NAMES[n % len(NAMES)] + str(n // len(NAMES) or ""))
    return room


def sit(room: Room, name: str, partner_code: str = "") -> Person:
    person, _ = room.join(room.workshop.code, name, partner_code)
    room.here(person.id)
    return person


def right(room: Room, seat: int, exercise: str) -> dict[str, Any]:
    """The right answer of a seat's family."""
    spec = module(room.workshop.module).exercise(exercise)
    return dict(grading.sample(spec, room.family(seat).make(), "correct").raw)


def answer(room: Room, seat: int, exercise: str, check: bool = True, **changed: Any) -> None:
    """Save the right answer with something changed (dots in a name are written __), and check it."""
    raw = right(room, seat, exercise) | {k.replace("__", "."): v for k, v in changed.items()}
    room.answers(seat).save(exercise, raw)
    if check:
        again(room, seat, exercise)


def again(room: Room, seat: int, exercise: str) -> None:
    """Check what is saved."""
    raw = room.answers(seat).value(exercise)
    assert raw is not None
    room.answers(seat).attempt(exercise)
    spec = module(room.workshop.module).exercise(exercise)
    room.checked(seat, exercise, grading.mark(spec, room.family(seat).make(), raw))
