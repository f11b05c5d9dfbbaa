"""One workshop's room: who sits where, what they wrote, what the trainer has set.

Everything is in the database. Beside it stands a folder of *pulses*, empty files touched after a change, so that a
hundred kernels need not ask the database every second whether something is new.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import secrets
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, fields
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

from sqlalchemy import delete, func, select, update

from simulator.cases import CaseRef, family_seed
from simulator.responses import database as d
from simulator.responses.database import Database, Workshop
from simulator.responses.engine import DatabaseProblem
from simulator.responses.folder import NotSaved, Saved, Value, whole
from simulator.responses.hostile import LARGEST

LETTERS = "23456789abcdefghjkmnpqrstvwxyz"  # none that is taken for another
TOKEN = 20  # letters: some 98 bits
LONGEST_NAME = 40
AWAY = 25.0  # seconds without a sign of a page, and a person is not here
PAIR = 2
Stage = Literal["before", "open", "after", "closed"]


class Refused(Exception):
    """Why somebody cannot sit down: ``field`` of the form ("" when it is nobody's mistake) and one sentence."""

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(sentence)
        self.field, self.sentence = field, sentence


class Full(Refused):
    """Every seat is taken."""


class Deleted(DatabaseProblem):
    """The workshop, or the seat, is not there any more."""


@dataclass(frozen=True)
class State:
    """What the trainer has set. ``stage``: before it begins, open, after (the second self-rating), closed.

    ``exercise`` is the one the room is at; ``ends_at`` and ``message_at`` are seconds since 1970.
    """

    stage: Stage = "before"
    exercise: str = ""
    paused: bool = False
    locked: bool = False
    revealed: tuple[str, ...] = ()
    ends_at: float | None = None
    message: str = ""
    message_at: float | None = None


@dataclass(frozen=True)
class Seat:
    number: int
    family: CaseRef
    partner_code: str


@dataclass(frozen=True)
class Person:
    """Somebody who joined. ``page`` is the window they work in."""

    id: int
    seat: int
    name: str
    page: str
    joined_at: float


@dataclass(frozen=True)
class Work:
    """One saved answer: whose seat, which exercise. ``wish``: the person of a pair who wants it checked."""

    seat: int
    exercise: str
    value: Value
    saved_at: datetime
    changed_at: float
    attempts: int
    wish: int | None


@dataclass(frozen=True)
class Checked:
    """One check of an answer. ``found``: {id, title, passed, rationale} of each thing looked at."""

    seat: int
    exercise: str
    at: float
    points: float
    out_of: float
    found: tuple[dict[str, Any], ...]


def fresh_token(length: int = TOKEN) -> str:
    """A token that cannot be guessed."""
    return "".join(secrets.choice(LETTERS) for _ in range(length))


def tidy(token: str) -> str:
    """A token as it was given out, however it was typed: k7mp-4xwd becomes k7mp4xwd."""
    return "".join(c for c in token.lower() if c in LETTERS)


def hashed(token: str) -> str:
    """What is stored of a token."""
    return hashlib.sha256(tidy(token).encode()).hexdigest()


def fresh_code() -> str:
    """Six letters one can say: RUDAVO."""
    return "".join(secrets.choice(letters) for letters in ("BDKLMNPRTVZ", "AEIOU") * 3)


class Room:
    """One workshop. ``folder`` holds the pulses."""

    def __init__(self, database: Database, workshop: Workshop, folder: Path) -> None:
        self.database, self.workshop, self.id = database, workshop, workshop.id
        self.folder = folder

    # ---- pulses

    def beat(self, *names: str) -> None:
        """Say that something has changed: "room" (what the trainer sets), "seat-7", "person-3", "work" (anything)."""
        for name in names:
            with suppress(OSError):
                path = self.folder / name
                path.touch()
                os.utime(path)

    def pulse(self, name: str) -> int:
        """When something last changed; 0 when it never did. Compare with an earlier one."""
        try:
            return (self.folder / name).stat().st_mtime_ns
        except OSError:
            return 0

    def here(self, person: int) -> None:
        """A sign of somebody's page."""
        self.beat(f"here-{person}")

    def is_here(self, person: int, now: float | None = None) -> bool:
        """Whether a page of theirs gave a sign a moment ago."""
        return (time.time() if now is None else now) - self.pulse(f"here-{person}") / 1e9 < AWAY

    def gone(self, person: int) -> None:
        """Their page was closed."""
        with suppress(OSError):
            (self.folder / f"here-{person}").unlink()

    # ---- what the trainer sets

    def state(self) -> State:
        """Raises DatabaseProblem."""
        with self.database.reading() as connection:
            row = connection.execute(select(d.workshops).where(d.workshops.c.id == self.id)).one_or_none()
        if row is None:
            raise Deleted("This workshop has been deleted, with everything in it.")
        found = {f.name: getattr(row, f.name) for f in fields(State)}
        return State(**found | {"revealed": tuple(json.loads(row.revealed))})

    def set(self, **what: Any) -> None:
        """Change something of the state. Raises DatabaseProblem."""
        values = {k: json.dumps(v) if k == "revealed" else v for k, v in what.items()}
        with self.database.writing() as connection:
            connection.execute(update(d.workshops).where(d.workshops.c.id == self.id).values(**values))
        self.beat("room", "work")

    def is_board(self, token: str) -> bool:
        """Whether a token is the facilitator's. Raises DatabaseProblem."""
        with self.database.reading() as connection:
            board = connection.scalar(select(d.workshops.c.board).where(d.workshops.c.id == self.id))
        return bool(board) and hmac.compare_digest(str(board), hashed(token))

    # ---- people

    def join(self, code: str, name: str, partner_code: str = "") -> tuple[Person, str]:
        """Sit somebody down; returns them and their token, which is not kept. Raises Refused, Full, DatabaseProblem."""
        name = " ".join(whole(name).split())
        if not hmac.compare_digest("".join(code.upper().split()).encode(), self.workshop.code.encode()):
            raise Refused("code", f"No workshop here has the code {code.strip().upper()[:12] or '(none)'}")
        if not name:
            raise Refused("name", "Give a name, your own or any other")
        if len(name) > LONGEST_NAME:
            raise Refused("name", f"The name is too long; {LONGEST_NAME} letters are the most")
        token = fresh_token()
        with self.database.writing() as connection:
            if connection.dialect.name == "postgresql":  # one at a time, so that nobody gets another's seat
                connection.execute(select(d.workshops.c.id).where(d.workshops.c.id == self.id).with_for_update())
            mine = d.seats.c.workshop == self.id
            if partner_code.strip():
                wanted = tidy(partner_code)
                number = connection.scalar(select(d.seats.c.number).where(mine, d.seats.c.partner_code == wanted))
                if number is None or not self.workshop.pairs:
                    raise Refused("partner", "No seat has these four letters")
                sitting = connection.scalar(
                    select(func.count()).where(d.people.c.workshop == self.id, d.people.c.seat == number)
                )
                if sitting and sitting >= PAIR:
                    raise Refused("partner", "Two people sit there already")
            else:
                taken = set(connection.scalars(select(d.seats.c.number).where(mine)))
                if len(taken) >= self.workshop.seats:
                    raise Full("", f"All {self.workshop.seats} seats are taken")
                number = min(set(range(1, len(taken) + 2)) - taken)
                family = self.family(number)
                connection.execute(
                    d.seats.insert().values(
                        workshop=self.id,
                        number=number,
                        scenario=family.scenario,
                        jurisdiction=family.jurisdiction,
                        seed=family.seed,
                        partner_code=fresh_token(4),
                    )
                )
            at = time.time()
            added = connection.execute(
                d.people.insert().values(
                    workshop=self.id, seat=number, name=name, token=hashed(token), page="", joined_at=at
                )
            )
            assert added.inserted_primary_key is not None
            person = Person(added.inserted_primary_key[0], number, name, "", at)
        self.beat("work")
        return person, token

    def free(self, seat: int) -> d.Deleted:
        """Free a seat: whoever sat there, and all they did, is deleted; says how much that was. Raises DatabaseProblem."""
        with self.database.writing() as connection:
            here = (d.people.c.workshop == self.id, d.people.c.seat == seat)
            ids = list(connection.scalars(select(d.people.c.id).where(*here)))
            counted = {"ratings": connection.execute(delete(d.ratings).where(d.ratings.c.person.in_(ids))).rowcount}
            for table in (d.checks, d.answers, d.people):
                those = (table.c.workshop == self.id, table.c.seat == seat)
                counted[table.name] = connection.execute(delete(table).where(*those)).rowcount
            connection.execute(delete(d.seats).where(d.seats.c.workshop == self.id, d.seats.c.number == seat))
        self.beat(*(f"person-{id}" for id in ids), f"seat-{seat}", "work")
        return d.Deleted(**counted)

    def family(self, seat: int) -> CaseRef:
        """The family of a seat: the room's, or its own. The same as in a course whose students are seat01, seat02 …"""
        family = self.workshop.family
        return family.model_copy(update={"seed": family_seed(self.id, student(seat))}) if self.workshop.own else family

    def who(self, token: str) -> Person | None:
        """Whose token it is. Raises DatabaseProblem."""
        with self.database.reading() as connection:
            chosen = select(d.people).where(d.people.c.workshop == self.id, d.people.c.token == hashed(token))
            row = connection.execute(chosen).one_or_none()
        return _person(row) if row else None

    def person(self, id: int) -> Person | None:
        """Raises DatabaseProblem."""
        with self.database.reading() as connection:
            chosen = select(d.people).where(d.people.c.workshop == self.id, d.people.c.id == id)
            row = connection.execute(chosen).one_or_none()
        return _person(row) if row else None

    def people(self) -> tuple[Person, ...]:
        """Everybody who joined, by seat. Raises DatabaseProblem."""
        with self.database.reading() as connection:
            chosen = select(d.people).where(d.people.c.workshop == self.id).order_by(d.people.c.seat, d.people.c.id)
            return tuple(_person(row) for row in connection.execute(chosen))

    def seat(self, number: int) -> Seat:
        """Raises DatabaseProblem."""
        with self.database.reading() as connection:
            chosen = select(d.seats).where(d.seats.c.workshop == self.id, d.seats.c.number == number)
            row = connection.execute(chosen).one_or_none()
        if row is None:
            raise Deleted("This seat has been freed. Join again with the code.")
        family = CaseRef(scenario=row.scenario, jurisdiction=row.jurisdiction, seed=row.seed)
        return Seat(row.number, family, row.partner_code)

    def take(self, person: Person, page: str, *, over: bool = False) -> bool:
        """Work in this window from now on. False when they work in another that is open, unless ``over``.

        Raises DatabaseProblem.
        """
        now = self.person(person.id)
        if now is None:
            return False
        if now.page not in ("", page) and self.is_here(person.id) and not over:
            return False
        if now.page != page:
            with self.database.writing() as connection:
                connection.execute(update(d.people).where(d.people.c.id == person.id).values(page=page))
        self.beat(f"person-{person.id}", "work")
        self.here(person.id)
        return True

    # ---- answers

    def answers(self, seat: int) -> SeatAnswers:
        """The answers of one seat, as a desk reads and saves them."""
        return SeatAnswers(self, seat)

    def work(self, exercise: str = "", seat: int | None = None) -> tuple[Work, ...]:
        """Saved answers, by seat. Raises DatabaseProblem."""
        chosen = select(d.answers).where(d.answers.c.workshop == self.id).order_by(d.answers.c.seat)
        if exercise:
            chosen = chosen.where(d.answers.c.exercise == exercise)
        if seat is not None:
            chosen = chosen.where(d.answers.c.seat == seat)
        with self.database.reading() as connection:
            return tuple(
                Work(
                    seat=row.seat,
                    exercise=row.exercise,
                    value=json.loads(row.value),
                    saved_at=d.local(row.saved_at),
                    changed_at=row.changed_at,
                    attempts=row.attempts,
                    wish=row.wish,
                )
                for row in connection.execute(chosen)
            )

    def wish(self, seat: int, exercise: str, person: int | None) -> None:
        """Note who of a pair wants the work checked as it stands. Any change of the answer takes it back."""
        with self.database.writing() as connection:
            connection.execute(update(d.answers).where(*self._answer(seat, exercise)).values(wish=person))
        self.beat(f"seat-{seat}", "work")

    def checked(self, seat: int, exercise: str, marks: Any) -> None:
        """Keep what a check found. ``marks`` is a grading.marks.Marks. Raises DatabaseProblem."""
        found = [
            {"id": c.id, "title": c.title, "passed": c.passed, "rationale": c.rationale, "person": c.person}
            for c in marks.checks
        ]
        with self.database.writing() as connection:
            connection.execute(
                d.checks.insert().values(
                    workshop=self.id,
                    seat=seat,
                    exercise=exercise,
                    at=time.time(),
                    points=marks.points,
                    out_of=marks.out_of - marks.for_a_person,
                    found=json.dumps(found),
                )
            )
        self.beat(f"seat-{seat}", "work")

    def checks(self, exercise: str = "") -> tuple[Checked, ...]:
        """Every check that was made, in the order they were made. Raises DatabaseProblem."""
        chosen = select(d.checks).where(d.checks.c.workshop == self.id).order_by(d.checks.c.id)
        if exercise:
            chosen = chosen.where(d.checks.c.exercise == exercise)
        with self.database.reading() as connection:
            return tuple(
                Checked(r.seat, r.exercise, r.at, r.points, r.out_of, tuple(json.loads(r.found)))
                for r in connection.execute(chosen)
            )

    def _answer(self, seat: int, exercise: str) -> tuple[Any, ...]:
        a = d.answers.c
        return a.workshop == self.id, a.seat == seat, a.exercise == exercise

    # ---- how sure people feel

    def rate(self, person: int, stage: str, values: Mapping[str, int]) -> None:
        """Keep somebody's self-rating: statement to 0 (not at all) … 4 (very sure). Raises DatabaseProblem."""
        r = d.ratings.c
        with self.database.writing() as connection:
            for item, value in values.items():
                those = (r.person == person, r.stage == stage, r.item == item)
                if not connection.execute(update(d.ratings).where(*those).values(value=value)).rowcount:
                    connection.execute(d.ratings.insert().values(person=person, stage=stage, item=item, value=value))
        self.beat("work")

    def rated(self, person: int) -> dict[str, dict[str, int]]:
        """Somebody's self-ratings: stage to statement to value. Raises DatabaseProblem."""
        found: dict[str, dict[str, int]] = {"before": {}, "after": {}}
        with self.database.reading() as connection:
            for row in connection.execute(select(d.ratings).where(d.ratings.c.person == person)):
                found[row.stage][row.item] = row.value
        return found

    def distribution(self, stage: str) -> dict[str, list[int]]:
        """How many people chose each of the five values, by statement: all that anybody but they may see of it."""
        found: dict[str, list[int]] = {}
        chosen = (
            select(d.ratings.c.item, d.ratings.c.value, func.count())
            .join_from(d.ratings, d.people)
            .where(d.people.c.workshop == self.id, d.ratings.c.stage == stage)
            .group_by(d.ratings.c.item, d.ratings.c.value)
        )
        with self.database.reading() as connection:
            for item, value, count in connection.execute(chosen):
                found.setdefault(item, [0] * 5)[value] = count
        return found


class SeatAnswers:
    """The answers of one seat: what ``folder.Folder`` is to a learner of their own, in the database."""

    def __init__(self, room: Room, seat: int) -> None:
        self.room, self.seat = room, seat

    def read(self) -> Saved:
        """Everything saved here. Raises DatabaseProblem."""
        work = self.room.work(seat=self.seat)
        return Saved(
            values={w.exercise: w.value for w in work},
            saved_at={w.exercise: w.saved_at for w in work},
            attempts={w.exercise: w.attempts for w in work},
        )

    def value(self, exercise: str) -> Value | None:
        """The form of one exercise as it was saved, or None. Raises DatabaseProblem."""
        return self.read().values.get(exercise)

    def save(
        self,
        exercise: str,
        raw: Mapping[str, str | list[str]],
        settle: Callable[[Value | None, Value], Value] | None = None,
    ) -> datetime:
        """Keep the form of one exercise; returns when. Raises NotSaved; see ``Folder.save``."""
        room, a = self.room, d.answers.c
        sent: Value = {whole(k): [whole(v) for v in t] if isinstance(t, list) else whole(t) for k, t in raw.items()}
        now, at = datetime.now().astimezone().replace(microsecond=0), time.time()
        those = room._answer(self.seat, exercise)
        changed = True
        try:
            with room.database.writing() as connection:
                if connection.dialect.name == "postgresql":  # one at a time: SQLite's writers take turns anyway
                    sits = (d.seats.c.workshop == room.id, d.seats.c.number == self.seat)
                    connection.execute(select(d.seats.c.number).where(*sits).with_for_update())
                old_text = connection.scalar(select(a.value).where(*those))
                old = json.loads(old_text) if old_text is not None else None
                value = settle(old, sent) if settle else sent
                text = json.dumps(value)  # in ASCII: PostgreSQL's text takes no NUL
                if len(text) > LARGEST:
                    raise NotSaved(
                        f"This is more than {LARGEST // 1_000_000} MB, the most that can be handed in. Shorten it."
                    )
                changed = value != old
                new: dict[str, Any] = {"value": text, "saved_at": now.isoformat()}
                if changed:
                    new |= {"changed_at": at, "wish": None}
                if old_text is None:
                    row = {"workshop": room.id, "seat": self.seat, "exercise": exercise, "attempts": 0}
                    connection.execute(d.answers.insert().values(**row, **new))
                else:
                    connection.execute(update(d.answers).where(*those).values(**new))
        except DatabaseProblem as problem:
            raise NotSaved(not_saved(problem)) from problem
        if changed:
            room.beat(f"seat-{self.seat}", "work")
        return now

    def attempt(self, exercise: str) -> int:
        """Count one check of the work; returns how many there were. Nothing saved, nothing counted."""
        those = self.room._answer(self.seat, exercise)
        with self.room.database.writing() as connection:
            connection.execute(update(d.answers).where(*those).values(attempts=d.answers.c.attempts + 1, wish=None))
            return connection.scalar(select(d.answers.c.attempts).where(*those)) or 0


def not_saved(problem: DatabaseProblem) -> str:
    """What a learner is told when the database cannot be written to: nothing of addresses."""
    if "no room left" in str(problem):
        return "Not saved: the disk is full. Your words are still here. Tell your trainer; they will be saved when there is room."
    return "Not saved: the workshop’s database does not answer. Your words are still here; they will be saved when it is back."


def student(seat: int) -> str:
    """A seat's name in a course: seat07."""
    return f"seat{seat:02}"


def _person(row: Any) -> Person:
    return Person(row.id, row.seat, row.name, row.page, row.joined_at)
