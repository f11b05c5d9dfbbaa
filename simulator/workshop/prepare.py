"""Read and do once, before kernels are copied, what each of them would do for itself: so it is shared, and quick."""

from __future__ import annotations

# What a kernel imports when it starts, and need not when it was here before.
import faulthandler  # noqa: F401
import pdb  # noqa: F401
import pydoc  # noqa: F401
import sqlite3  # noqa: F401
import time
import xmlrpc.client  # noqa: F401
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import ipykernel.ipkernel
import ipykernel.kernelapp
import ipykernel.subshell_manager
import ipykernel.zmqshell  # noqa: F401
import psutil  # noqa: F401
import sqlalchemy.dialects.sqlite  # noqa: F401
import tornado.locks
import tornado.queues  # noqa: F401

import grading
from simulator.cases import CaseRef
from simulator.exercises import module as find_module
from simulator.exercises.base import FormatProblem, Unfit
from simulator.responses.database import Database, Workshop
from simulator.responses.room import Room, hashed
from simulator.workshop import room_widget  # noqa: F401
from simulator.workshop.board import Board
from simulator.workshop.seat import Seat


def prepare(module: str, exercises: list[str], scenario: str, jurisdiction: str, seed: int, database: str) -> None:
    """Read the module, make a family, mark every exercise once, and go through a whole workshop on a database of its own."""
    if database.startswith("postgresql"):
        with suppress(ImportError):
            import psycopg  # noqa: F401
            import sqlalchemy.dialects.postgresql.psycopg  # noqa: F401
    family = CaseRef(scenario=scenario, jurisdiction=jurisdiction, seed=seed)
    with TemporaryDirectory() as folder:
        kept = Database(Path(folder) / "rehearsal.db")
        kept.make()
        workshop = Workshop(
            "rehearsal", module, tuple(exercises), family, False, False, 1, "RUDAVO", time.time(), time.time() + 9
        )
        kept.add(workshop, hashed("board"))
        rehearse(Room(kept, workshop, Path(folder)))
        kept.close()


def rehearse(room: Room) -> None:
    """One participant and the facilitator, from joining to the end."""
    _, token = room.join(room.workshop.code, "Rehearsal")
    traits: dict[str, str] = {}
    seat = Seat(room, lambda **what: traits.update(what), lambda _: None)
    board = Board(room, join_url="http://localhost/join#RUDAVO", view="board")
    seat.hear({"type": "enter", "token": token, "page": "rehearsal"})
    case = room.workshop.family.make()
    for name in room.workshop.exercises:
        room.set(stage="open", exercise=name, revealed=[name])
        seat.tick()
        with suppress(Unfit, FormatProblem):
            for kind in ("incorrect", "correct"):
                form = grading.sample(find_module(room.workshop.module).exercise(name), case, kind).raw
                said = {"key": traits.get("key", ""), "view": "rehearsal", "seq": 1, "form": form}
                seat.hear({"type": "check", **said})
        board.html()
    seat.hear({"type": "file"})
    room.set(stage="after")
    seat.tick()
    board.html()
