"""What the two views of the trainer say: the room's data put into words and numbers for their templates."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import cached_property, lru_cache
from typing import Any

import segno

from simulator.cases import UnknownName, profile
from simulator.cases.dates import write_date, write_time
from simulator.content.errors import ContentError
from simulator.exercises import Module, UnknownExercise
from simulator.exercises import module as find_module
from simulator.exercises.base import Unfit
from simulator.responses.room import Room, State, student
from simulator.views.text import in_words
from simulator.workshop import heat as heat_map
from simulator.workshop import two_answers
from simulator.workshop.anonymous import Anonymous
from simulator.workshop.glance import Eyes, Glance, Sitting, ago, now_doing
from simulator.workshop.heat import ENOUGH, Heat
from simulator.workshop.projecting import Projecting, Shown
from simulator.workshop.questions import Question, pool, sheet, two_commonest
from simulator.workshop.two_answers import TOO_FEW

FIRST = 12  # people shown at once
ASKED = 6  # questions shown at once
SURE = ("Not at all", "A little", "Fairly", "Sure", "Very sure")
WHEN = {
    "before": "It has not begun. People join and say how sure they feel.",
    "after": "People say once more how sure they feel.",
    "closed": "The workshop is closed. People can read what they wrote.",
}


@lru_cache(maxsize=4)
def qr(address: str) -> str:
    """A QR code as an inline picture."""
    code = segno.make(address, error="m")
    picture = code.svg_inline(border=4, omitsize=True, svgclass="cr-qr", lineclass=None, dark="#16212a", light="#fff")
    told = 'role="img" aria-label="QR code of the address to join" shape-rendering="crispEdges"'
    return str(picture).replace("<svg ", f"<svg {told} ", 1)


class BoardView:
    """Puts a room into words. Everything that may raise DatabaseProblem says so."""

    def __init__(self, room: Room, join_url: str, projecting: Projecting) -> None:
        self.room, self.join_url, self.projecting = room, join_url, projecting
        self.eyes = Eyes(room)
        self._pair: tuple[Any, Any] = (None, None)

    @cached_property
    def module(self) -> Module | None:
        """The workshop's module; None where this Caseroom has none of that name."""
        try:
            return find_module(self.room.workshop.module)
        except UnknownExercise:
            return None

    def title(self, exercise: str) -> str:
        try:
            return self.module.exercise(exercise).title if self.module else exercise
        except UnknownExercise:
            return exercise

    def look(self, state: State, shown: Shown, now: float) -> Glance:
        """Raises DatabaseProblem."""
        return self.eyes.look(state, shown.since, now)

    def questions(self, glance: Glance) -> tuple[Question, ...]:
        """How each question of the current exercise was answered; none where each seat has its own family."""
        w, exercise = self.room.workshop, glance.state.exercise
        if w.own or not exercise:
            return ()
        try:
            return pool(w.module, exercise, w.family, [s.work.value for s in glance.seats if s.work])
        except (UnknownName, UnknownExercise, ContentError, Unfit):
            return ()

    def nothing(self) -> dict[str, Any]:
        """Before anything could be read."""
        return {"ready": False, "title": self.module.title if self.module else "Workshop", "language": self._language}

    @property
    def _language(self) -> str:
        return profile(self.room.workshop.family.jurisdiction).language

    def data(self, view: str, state: State, shown: Shown, now: float) -> dict[str, Any]:
        """Everything a template needs. Raises DatabaseProblem."""
        glance = self.look(state, shown, now)
        common = self._common(glance, shown)
        asked = self.questions(glance)
        room_heat = self._heat(glance)
        if view == "projector":
            return common | self._projector(glance, shown, asked, room_heat)
        return common | self._board(glance, shown, asked, room_heat, now)

    def _common(self, glance: Glance, shown: Shown) -> dict[str, Any]:
        state, w = glance.state, self.room.workshop
        order = w.exercises
        at = order.index(state.exercise) + 1 if state.exercise in order else 0
        style = profile(w.family.jurisdiction)
        ends = state.ends_at if state.stage == "open" else None
        held = shown.left if state.paused else None
        return {
            "ready": True,
            "language": style.language,
            "state": state,
            "shown": shown,
            "module": self.module.title if self.module else w.module,
            "title": self.title(state.exercise) if state.exercise else "",
            "number": at,
            "count": len(order),
            "when": WHEN.get(state.stage, ""),
            "own": w.own,
            "code": w.code,
            "join_url": self.join_url,
            "join_words": self.join_url.partition("://")[2].partition("#")[0] or self.join_url,
            "joined": len(glance.people),
            "here": glance.here,
            "seats": len(glance.seats),
            "checked": len(glance.checked),
            "ends_ms": int(ends * 1000) if ends and not state.paused else 0,
            "ends_words": write_time(style, datetime.fromtimestamp(ends)) if ends else "",
            "held": f"{int(held // 60)}:{int(held % 60):02}" if held is not None else "",
            "revealed": state.exercise in state.revealed,
        }

    def _heat(self, glance: Glance) -> Heat:
        w, exercise = self.room.workshop, glance.state.exercise
        titles = {}
        if exercise and glance.checked and not w.own:
            try:
                titles = dict(sheet(w.module, exercise, w.family).titles)
            except (UnknownName, UnknownExercise, ContentError, Unfit):
                titles = {}
        return heat_map.heat(glance.seats, titles, w.own)

    # ---- the board

    def _board(
        self, glance: Glance, shown: Shown, asked: tuple[Question, ...], heat: Heat, now: float
    ) -> dict[str, Any]:
        state, w = glance.state, self.room.workshop
        style = profile(w.family.jurisdiction)
        people = [self._person(s, state, now) for s in sorted(glance.seats, key=lambda s: (not s.stuck, s.number))]
        stuck = sum(bool(s.stuck) for s in glance.seats)
        first = max(FIRST, stuck)
        two, alike = self._two(glance, shown, pin=True)
        return {
            "stuck": stuck,
            "columns": [s.number for s in glance.seats],
            "heat": heat,
            "how_many": heat_map.how_many,
            "people": people[:first],
            "others": people[first:],
            "progress": [
                {"name": e, "title": self.title(e), "done": glance.done.get(e, 0), "now": e == state.exercise}
                for e in w.exercises
            ],
            "on_projector": "" if shown.answers else shown.question or (asked[0].name if asked else ""),
            "questions": asked[:ASKED],
            "more_questions": asked[ASKED:],
            "says": self._says(glance, asked),
            "sure": self._sure(),
            "levels": SURE,
            "two": two,
            "alike": alike,
            "too_few": TOO_FEW if len(two_answers.answered(glance)) < two_answers.LEAST else "",
            "delete_on": write_date(style, datetime.fromtimestamp(w.delete_at)),
            "in_words": in_words,
        }

    def _person(self, seat: Sitting, state: State, now: float) -> dict[str, Any]:
        word, icon, colour = now_doing(seat, state)
        return {
            "number": seat.number,
            "name": seat.name,
            "done": f"{seat.done} of {len(self.room.workshop.exercises)}",
            "word": word,
            "icon": icon,
            "colour": colour,
            "why": seat.stuck,
            "last": ago(now, seat.changed_at),
        }

    def _says(self, glance: Glance, asked: Sequence[Question]) -> str:
        """Why there are no answers to show."""
        if asked or not glance.state.exercise:
            return ""
        if self.room.workshop.own:
            return (
                "Each seat has a family of its own, so the questions differ and their answers cannot be counted "
                "together. The checks above can."
            )
        if not any(s.work for s in glance.seats):
            return "Nobody has answered yet."
        return "Nothing is chosen from a list here, so there is nothing to count. The checks above show how it goes."

    def _sure(self) -> list[dict[str, Any]]:
        """How sure people feel, by statement. Fewer than three answers would say whose they are."""
        before, after = self.room.distribution("before"), self.room.distribution("after")
        found = []
        for s in getattr(self.module, "confidence", ()):
            rows = [before.get(s.id, [0] * 5), after.get(s.id, [0] * 5)]
            if any(map(sum, rows)):
                shown = [r if sum(r) >= ENOUGH else None for r in rows]
                found.append({"id": s.id, "says": s.says, "before": shown[0], "after": shown[1], "few": not any(shown)})
        return found

    # ---- two answers

    def _two(self, glance: Glance, shown: Shown, *, pin: bool) -> tuple[tuple[two_answers.Shown, ...], int]:
        """The two answers, and how much of them is alike. Those that have been shown stay until others are asked for."""
        seats = {s.number: s for s in two_answers.answered(glance)}
        if len(seats) < two_answers.LEAST or not self.module:
            return (), 0
        if len(shown.two) == 2 and set(shown.two) <= set(seats):
            numbers = shown.two
        elif options := two_answers.pairs(glance):
            numbers = options[0]
            if pin and all(seats[n].last for n in numbers):
                self.projecting.change(two=numbers)
        else:
            return (), 0
        a, b = (seats[n] for n in numbers)
        key = (glance.state.exercise, *((s.number, s.work, len(s.checks)) for s in (a, b)), glance.people)
        if self._pair[0] != key:
            try:
                made = two_answers.side_by_side(a, b, [self._lines(s, glance) for s in (a, b)])
            except (UnknownName, UnknownExercise, ContentError, Unfit):
                return (), 0
            self._pair = (key, made)
        return self._pair[1]  # type: ignore[no-any-return]

    def _lines(self, seat: Sitting, glance: Glance) -> tuple[two_answers.Line, ...]:
        assert self.module and seat.work
        exercise, family = glance.state.exercise, self.room.family(seat.number)
        spec = self.module.exercise(exercise)
        of = getattr(spec, "of", "")
        own = seat.work.value if of == exercise else None
        if of and of != exercise:
            own = next((w.value for w in self.room.work(of, seat.number)), None)
        return two_answers.lines(spec, family, seat.work, own, self._anonymous(glance, seat.number))

    def _anonymous(self, glance: Glance, seat: int) -> Anonymous:
        w = self.room.workshop
        words = two_answers.case_words(w.module, glance.state.exercise, self.room.family(seat))
        return Anonymous([*(p.name for p in glance.people), *(student(s.number) for s in glance.seats)], words)

    # ---- the projector

    def _projector(self, glance: Glance, shown: Shown, asked: tuple[Question, ...], heat: Heat) -> dict[str, Any]:
        """No name, no number of one person, nothing that only one person did."""
        question = next((q for q in asked if q.name == shown.question), asked[0] if asked else None)
        two, alike = self._two(glance, shown, pin=False) if shown.answers else ((), 0)
        enough = question is not None and question.answered >= ENOUGH
        return {
            "qr": qr(self.join_url),
            "question": question if enough else None,
            "of_questions": len(asked),
            "asks": two_commonest(question) if question and enough else "",
            "few": question is not None and not enough,
            "passed": heat_map.shares(heat, len(glance.checked)) if not asked else [],
            "slip": self._slip(glance, heat) if not asked else "",
            "two": [two_answers.readable(x) for x in two],
            "alike": alike,
            "too_few": TOO_FEW if shown.answers and not two else "",
        }

    def _slip(self, glance: Glance, heat: Heat) -> str:
        """The commonest trouble, once the reasons are shown, where several have the same and nobody is named in it."""
        state, told = glance.state, heat.told[:1]
        if self.room.workshop.own or state.exercise not in state.revealed or not told or not told[0].reason:
            return ""
        return f"{told[0].label}: {self._anonymous(glance, glance.seats[0].number)(told[0].reason)}"
