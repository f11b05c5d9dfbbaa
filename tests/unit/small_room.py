"""A workshop's room on a temporary database, and its doors as an application of their own."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from jupyter_server.auth.authorizer import AllowAllAuthorizer
from jupyter_server.auth.identity import PasswordIdentityProvider
from tornado.web import Application, RequestHandler

from simulator.cases import CaseRef
from simulator.responses.database import Database, Workshop
from simulator.responses.room import Room, hashed
from simulator.workshop import doors, pages
from simulator.workshop.doorkeeper import Doorkeeper

CODE = "RUDAVO"
DELETE_AT = 1_745_500_000.0  # 24 April 2025, in whatever zone


def small_room(folder: Path, seats: int = 12, pairs: bool = False, jurisdiction: str = "england") -> Room:
    """A workshop that was just opened. Close ``room.database`` when you have done."""
    database = Database(folder / "workshops.db")
    database.make()
    family = CaseRef(scenario="school_worry", jurisdiction=jurisdiction, seed=7)
    database.add(
        Workshop("w1", "recording", ("first_draft",), family, False, pairs, seats, CODE, time.time(), DELETE_AT),
        hashed("board"),
    )
    pulses = folder / "pulses"
    pulses.mkdir(exist_ok=True)
    found = database.workshop("w1")
    assert found is not None
    return Room(database, found, pulses)


class Exercises(RequestHandler):
    """Stands where /room will: says that one got there."""

    def get(self) -> None:
        self.finish("<!doctype html><html lang=en><title>Room</title><h1>The room</h1></html>")


def doors_of(room: Room, free: Callable[[], int] = lambda: 100, **settings: Any) -> Application:
    """The application; its doorkeeper is ``settings["caseroom_keeper"]``."""
    identity = PasswordIdentityProvider(token="")
    return Application(
        [
            (r"/", doors.Join),
            (r"/join", doors.Join),
            (r"/back", doors.Back),
            (r"/room", Exercises),
            (r"/static/([a-z_.]+)", pages.Asset),
        ],
        base_url="/",
        cookie_secret=b"x" * 32,
        identity_provider=identity,
        authorizer=AllowAllAuthorizer(identity_provider=identity),
        caseroom_pages=pages.environment(),
        caseroom_room=room,
        caseroom_seats_free=free,
        caseroom_keeper=Doorkeeper(),
        allow_remote_access=True,
        default_handler_class=doors.NoDoor,
        **settings,
    )
