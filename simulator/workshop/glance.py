"""A workshop's room at a glance: who sits where, what they last did, and who may be stuck. Read anew at each look."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from sqlalchemy import func, select

from simulator.responses import database as d
from simulator.responses.room import Checked, Person, Room, State, Work
from simulator.views.text import in_words, number

QUIET = 8 * 60.0  # seconds without a change, and somebody may be stuck
SAME = 3  # times in a row that one check failed


@dataclass(frozen=True)
class Sitting:
    """One seat. ``checks`` are those of the current exercise, in the order made; ``stuck`` says why they may be."""

    number: int
    people: tuple[Person, ...]
    here: int  # how many of them
    done: int  # exercises saved and checked
    checks: tuple[Checked, ...]
    work: Work | None
    changed_at: float | None
    stuck: str = ""

    @property
    def name(self) -> str:
        """Gil and Mo (pair)."""
        names = " and ".join(p.name for p in self.people)
        return f"{names} (pair)" if len(self.people) > 1 else names

    @property
    def last(self) -> Checked | None:
        """The latest check of the current exercise."""
        return self.checks[-1] if self.checks else None


@dataclass(frozen=True)
class Glance:
    """The room. ``done``: how many seats have checked each exercise."""

    state: State
    seats: tuple[Sitting, ...]
    done: Mapping[str, int]

    @property
    def people(self) -> tuple[Person, ...]:
        return tuple(p for s in self.seats for p in s.people)

    @property
    def here(self) -> int:
        return sum(s.here for s in self.seats)

    @property
    def checked(self) -> tuple[Sitting, ...]:
        return tuple(s for s in self.seats if s.checks)


class Eyes:
    """Looks at a room, and keeps what cannot change: a check that was made."""

    def __init__(self, room: Room) -> None:
        self.room = room
        self._checks: dict[int, Checked] = {}

    def look(self, state: State, since: float, now: float) -> Glance:
        """``since``: when the room came to where it is, or went on after a pause. Raises DatabaseProblem."""
        room, exercise = self.room, state.exercise
        people = room.people()
        checks = self._made(exercise)
        work = {w.seat: w for w in room.work(exercise)} if exercise else {}
        c, a = d.checks.c, d.answers.c
        with room.database.reading() as connection:
            pairs = connection.execute(select(c.seat, c.exercise).where(c.workshop == room.id).distinct()).all()
            latest = select(a.seat, func.max(a.changed_at)).where(a.workshop == room.id).group_by(a.seat)
            changed = {row[0]: row[1] for row in connection.execute(latest)}
        done: dict[str, int] = {}
        by_seat: dict[int, int] = {}
        for seat, name in pairs:
            done[name] = done.get(name, 0) + 1
            by_seat[seat] = by_seat.get(seat, 0) + 1
        seats: dict[int, list[Person]] = {}
        for person in people:
            seats.setdefault(person.seat, []).append(person)
        found = []
        for number_, sitting in sorted(seats.items()):
            seat = Sitting(
                number=number_,
                people=tuple(sitting),
                here=sum(room.is_here(p.id, now) for p in sitting),
                done=by_seat.get(number_, 0),
                checks=tuple(checks.get(number_, ())),
                work=work.get(number_),
                changed_at=changed.get(number_),
            )
            found.append(_looked(seat, state, since, now))
        return Glance(state, tuple(found), done)

    def _made(self, exercise: str) -> dict[int, list[Checked]]:
        """The checks of an exercise by seat, in the order they were made; each is read once."""
        if not exercise:
            return {}
        c = d.checks.c
        mine = (c.workshop == self.room.id, c.exercise == exercise)
        with self.room.database.reading() as connection:
            ids = connection.scalars(select(c.id).where(*mine).order_by(c.id)).all()
            missing = [i for i in ids if i not in self._checks]
            for start in range(0, len(missing), 500):
                few = missing[start : start + 500]
                for r in connection.execute(select(d.checks).where(*mine, c.id.in_(few))):
                    found = tuple(json.loads(r.found))
                    self._checks[r.id] = Checked(r.seat, r.exercise, r.at, r.points, r.out_of, found)
        out: dict[int, list[Checked]] = {}
        for i in ids:
            out.setdefault(self._checks[i].seat, []).append(self._checks[i])
        return out


def _looked(seat: Sitting, state: State, since: float, now: float) -> Sitting:
    """A seat with why it may be stuck, if it may."""
    if state.stage != "open" or state.paused or state.locked or not seat.here:
        return seat

    if failed := same_failed(seat.checks):
        title, times = failed
        return replace(seat, stuck=f"Same check failed {in_words(times).lower()} times: {title}")
    if seat.last and all_passed(seat.last):
        return seat
    joined = max(p.joined_at for p in seat.people)
    quiet = now - max(since, joined, seat.changed_at or 0.0, seat.last.at if seat.last else 0.0)
    if quiet >= QUIET:
        return replace(seat, stuck=f"Nothing changed for {int(quiet // 60)} minutes")
    return seat


def same_failed(checks: Iterable[Checked]) -> tuple[str, int] | None:
    """The check that failed in each of the latest attempts, and how many; None when it is fewer than three."""
    rows = list(checks)
    if len(rows) < SAME:
        return None
    runs: dict[str, int] = {}
    for found in rows[-1].found:
        if found["passed"] is False:
            run = 0
            for checked in reversed(rows):
                if not any(f["id"] == found["id"] and f["passed"] is False for f in checked.found):
                    break
                run += 1
            runs[found["id"]] = run
    worst = max(runs, key=lambda i: runs[i], default="")
    if not worst or runs[worst] < SAME:
        return None
    return next(f["title"] for f in rows[-1].found if f["id"] == worst), runs[worst]


def all_passed(checked: Checked) -> bool:
    """Whether nothing is left to mend."""
    return not any(f["passed"] is False for f in checked.found)


def now_doing(seat: Sitting, state: State) -> tuple[str, str, str]:
    """What a seat is at: its words, their icon and their colour."""
    last = seat.last
    checked = (
        f"Checked, {number(round(last.points, 1))} of {number(last.out_of)}" if last and last.out_of else "Checked"
    )
    if seat.stuck:
        return "May be stuck", "clock", "cr-notyet"
    if not seat.here:
        return "Away", "leave", "cr-soft"
    if seat.work and seat.work.wish is not None and len(seat.people) > 1:
        return "One of the pair wants to check", "people", ""
    if last:
        return checked, "passed", "cr-passed"
    if state.stage != "open" or not state.exercise:
        return "Here", "passed", ""
    return ("Working", "partly", "") if seat.work else ("Not begun", "empty", "cr-soft")


def ago(now: float, at: float | None) -> str:
    """now, 8 min, 2 h, –."""
    if at is None:
        return "–"
    minutes = int(max(0.0, now - at) // 60)
    return "now" if minutes < 1 else f"{minutes} min" if minutes < 60 else f"{minutes // 60} h"
