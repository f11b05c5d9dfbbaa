"""What stands behind ``caseroom workshop``: a new workshop, or the one that was open, found again by the same command."""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
import socket
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from sqlalchemy import update

from simulator.cases import CaseRef
from simulator.exercises import Module
from simulator.responses import database as d
from simulator.responses.database import FILE, Database, Workshop
from simulator.responses.room import LETTERS, TOKEN, Room, fresh_code, fresh_token, hashed
from simulator.workshop.after import FOLDER, folder_of, purge
from simulator.workshop.doors import in_fours, qr_text

KEY = "key"  # in that folder: what facilitators' tokens are made from
DAY = 86_400
LOOPBACK = ("localhost", "127.0.0.1", "::1")


class OpeningProblem(Exception):
    """Why a workshop cannot open; ``str()`` is one sentence with a cure."""


@dataclass(frozen=True)
class Wanted:
    """What the command asks for. The same again finds the same workshop."""

    module: Module
    exercises: tuple[str, ...]
    family: CaseRef
    own: bool
    pairs: bool
    seats: int
    keep_days: int


def where(data: Path, database: str) -> str | Path:
    """The database's address, or the file in the data folder."""
    return database or data / FILE


def board_token(data: Path, id: str) -> str:
    """The facilitator's token of a workshop: made from a key only this computer's user can read. Raises OpeningProblem."""
    path = data / FOLDER / KEY
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        try:
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            pass
        else:
            with os.fdopen(handle, "wb") as out:
                out.write(secrets.token_bytes(32))
        key = path.read_bytes()
    except OSError as error:
        raise OpeningProblem(
            f"The workshop’s key cannot be kept in {path.parent} ({error.strerror}). Choose another folder with --data."
        ) from None
    letters = hmac.new(key, id.encode(), hashlib.sha256).digest()
    return "".join(LETTERS[b % len(LETTERS)] for b in letters)[:TOKEN]


def find_or_make(database: Database, data: Path, wanted: Wanted, *, new: bool = False) -> tuple[Room, str, bool]:
    """The room, the facilitator's token, and whether it was open before. Raises DatabaseProblem, OpeningProblem."""
    now = time.time()
    for workshop in () if new else database.all():
        same = (workshop.module, workshop.exercises, workshop.family, workshop.own, workshop.pairs)
        if same == (wanted.module.name, wanted.exercises, wanted.family, wanted.own, wanted.pairs):
            room = Room(database, workshop, folder_of(data, workshop.id))
            if workshop.delete_at > now and workshop.same_families and room.state().stage != "closed":
                token = board_token(data, workshop.id)
                with database.writing() as connection:
                    chosen = update(d.workshops).where(d.workshops.c.id == workshop.id)
                    connection.execute(chosen.values(board=hashed(token), seats=max(wanted.seats, workshop.seats)))
                found = database.workshop(workshop.id)
                assert found is not None
                room.workshop = found
                return room, token, True
    workshop = Workshop(
        id=fresh_token(10),
        module=wanted.module.name,
        exercises=wanted.exercises,
        family=wanted.family,
        own=wanted.own,
        pairs=wanted.pairs,
        seats=wanted.seats,
        code=fresh_code(),
        opened_at=now,
        delete_at=now + wanted.keep_days * DAY,
    )
    token = board_token(data, workshop.id)
    database.add(workshop, hashed(token))
    return Room(database, workshop, folder_of(data, workshop.id)), token, False


def address(host: str, port: int, given: str = "") -> str:
    """How the room reaches this computer: the address given, or the one it has in its network."""
    if given:
        return given.rstrip("/") + "/"
    name = host
    if host in ("0.0.0.0", "::", ""):
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as s:
            try:
                s.connect(("192.0.2.1", 9))  # nothing is sent: this only chooses the way out
                name = str(s.getsockname()[0])
            except OSError:
                name = socket.gethostname()
    return f"http://{f'[{name}]' if ':' in name else name}:{port}/"


def base_is_here(base: str) -> bool:
    """Whether an address leads to this computer only."""
    return urlsplit(base).hostname in LOOPBACK


def lines(room: Room, token: str, base: str, holds: int, each: int) -> list[str]:
    """What the command prints when the doors are open."""
    w = room.workshop
    link = f"{base}join#{w.code}"
    at = time.strftime("%d %B %Y", time.localtime(w.delete_at)).lstrip("0")
    measured = f"Measured: {each / 1e6:.0f} MB a seat; this computer holds {holds} seats." if each else ""
    return [
        "",
        qr_text(link),
        "",
        f"  Join link    {link}",
        f"  Code         {w.code}",
        f"  Your board   {base}board#{in_fours(token)}",
        "               Keep the board's link to yourself.",
        "",
        f"  {w.seats} {'pairs' if w.pairs else 'seats'}. {measured}".rstrip(),
        *(
            ["  Only this computer can join. To let the room in, start with --host 0.0.0.0"]
            if base_is_here(base)
            else []
        ),
        f"  Answers delete themselves on {at}. Stop with Ctrl+C; the same command opens the same workshop again.",
    ]


def run(
    wanted: Wanted,
    *,
    data: Path,
    database: str,
    port: int,
    host: str,
    given_address: str,
    new: bool,
    tell: Callable[[str], None],
    step: Callable[[int, int], None],
) -> None:
    """Open the workshop and serve it until it is stopped. Raises OpeningProblem, DatabaseProblem, OSError."""
    from simulator.workshop.hosting import Opening, WorkshopServer
    from simulator.workshop.hosting import host as serve

    kept = where(data, database)
    store = Database(kept)
    store.make()
    for sentence in purge(store, data):
        tell(sentence)
    room, token, known = find_or_make(store, data, wanted, new=new)
    if known:
        tell(f"This workshop was open before: {store.count(room.id)} people and their work are there.")
    base = address(host, port, given_address)

    def ready(server: WorkshopServer) -> None:
        warmed = server.warmed
        if room.workshop.seats < wanted.seats:
            tell(
                f"This computer can hold {warmed.holds} seats, not {wanted.seats}: {room.workshop.seats} are open. "
                "Close other programs, or use a larger computer, for more."
            )
        for line in lines(room, token, base, warmed.holds, warmed.each):
            tell(line)

    serve(Opening(room, kept, port, host, base), ready, step)
