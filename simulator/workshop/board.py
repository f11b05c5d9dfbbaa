"""The facilitator's board and the projector: what they show, and what a press of a button does.

Two windows of the trainer, each with a kernel of its own. Everything is read from the room at each look; a look that
fails shows what was there before, and says so.
"""

from __future__ import annotations

import logging
import math
import time
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import cache
from typing import Any, Literal

from jinja2 import Environment

from simulator.cases import profile
from simulator.cases.dates import write_time
from simulator.responses.engine import DatabaseProblem
from simulator.responses.room import Room, State
from simulator.workshop.board_view import BoardView
from simulator.workshop.pages import environment
from simulator.workshop.projecting import Projecting, Shown
from simulator.workshop.two_answers import pairs

log = logging.getLogger("caseroom")
View = Literal["board", "projector"]
LONGEST = 300  # characters of a message
SURE = 20.0  # seconds in which something is deleted when it is asked for again
MORE = 5 * 60.0  # seconds a timer is extended by
MINUTES = 240  # the longest timer
GONE = "This is how the room stood at {at}. It goes on by itself when the database answers again."
FAULT = "Something could not be shown just now. What people write is saved all the same."


@cache
def templates() -> Environment:
    return environment()


class Board:
    """One window of the trainer. Neither ``html`` nor ``hear`` raises, whatever happens to the database or is sent."""

    def __init__(self, room: Room, *, join_url: str, view: View) -> None:
        self.room, self.view = room, view
        self.projecting = Projecting(room.folder)
        self._view = BoardView(room, join_url, self.projecting)
        self._good: dict[str, Any] = {}
        self._asked_to_free = (0, 0.0)  # which seat, when
        self._good_at = 0.0

    # ---- what is shown

    def html(self, now: float | None = None) -> str:
        """The whole view, under one ``<div class="caseroom">``; the same again when nothing has changed."""
        at = time.time() if now is None else now
        trouble, why = "", ""
        try:
            state = self.room.state()
            self._good = self._view.data(self.view, state, self._shown(state, at), at)
            self._good_at = at
        except DatabaseProblem as problem:
            trouble, why = self._gone(), str(problem)
        except Exception:
            log.exception("The board could not be drawn")
            trouble = FAULT
        found = self._good or self._view.nothing()
        template = templates().get_template(f"{self.view}.html.j2")
        return template.render(**found, trouble=trouble, why=why if self.view == "board" else "").strip()

    def _gone(self) -> str:
        if not self._good_at:
            return "The database does not answer. The board comes up by itself when it is back."
        style = profile(self.room.workshop.family.jurisdiction)
        return GONE.format(at=write_time(style, datetime.fromtimestamp(self._good_at)))

    def _shown(self, state: State, now: float) -> Shown:
        """What the projector shows; begun anew when the room has come to another exercise."""
        shown = self.projecting.read()
        if shown.exercise == state.exercise:
            return shown
        return self.projecting.change(**_fresh(state.exercise, now))

    # ---- what is pressed

    def hear(self, content: Mapping[str, Any]) -> str:
        """Do what a page asks: {"type": "board", "do": …, "value": …}. What is unknown is ignored.

        Returns a sentence to show, or "". Raises nothing.
        """
        if not isinstance(content, Mapping) or content.get("type") != "board" or not isinstance(content.get("do"), str):
            return ""
        do, value = content["do"], content.get("value")
        try:
            if do.startswith("exercise:"):
                return self._exercise(do.partition(":")[2])
            return _ACTS[do](self, value) if do in _ACTS else ""
        except DatabaseProblem as problem:
            return f"Not done. {problem}"

    @property
    def _order(self) -> tuple[str, ...]:
        return self.room.workshop.exercises

    def _begin(self, _: Any) -> str:
        if self.room.state().stage == "before" and self._order:
            self._go(self._order[0])
        return ""

    def _next(self, value: Any) -> str:
        return self._step(1, value)

    def _previous(self, value: Any) -> str:
        return self._step(-1, value)

    def _step(self, by: int, value: Any) -> str:
        """``value``: the exercise the page showed, so that a second press of a slow page does nothing."""
        state = self.room.state()
        if state.stage != "open" or state.exercise not in self._order:
            return ""
        if isinstance(value, str) and value and value != state.exercise:
            return ""
        to = self._order.index(state.exercise) + by
        if not 0 <= to < len(self._order):
            return "This is the last exercise." if by > 0 else "This is the first exercise."
        self._go(self._order[to])
        return ""

    def _exercise(self, value: Any) -> str:
        if value in self._order:
            self._go(value)
        return ""

    def _go(self, exercise: str) -> None:
        self.projecting.change(**_fresh(exercise, time.time()))
        self.room.set(stage="open", exercise=exercise, paused=False, locked=False, ends_at=None)

    def _pause(self, value: Any) -> str:
        """A timer stands still while the room does."""
        state, now = self.room.state(), time.time()
        paused = _wanted(value, state.paused)
        if paused == state.paused or state.stage != "open":
            return ""
        if paused:
            left = max(0.0, state.ends_at - now) if state.ends_at else None
            self.projecting.change(left=left)
            self.room.set(paused=True)
        else:
            left = self.projecting.read().left
            ends = {"ends_at": now + left} if state.ends_at and left is not None else {}
            self.projecting.change(left=None, since=now)
            self.room.set(paused=False, **ends)
        return ""

    def _lock(self, value: Any) -> str:
        state = self.room.state()
        locked = _wanted(value, state.locked)
        if locked != state.locked:
            if not locked:
                self.projecting.change(since=time.time())
            self.room.set(locked=locked)
        return ""

    def _reveal(self, value: Any) -> str:
        state = self.room.state()
        if not state.exercise:
            return ""
        others = tuple(e for e in state.revealed if e != state.exercise)
        shown = _wanted(value, state.exercise in state.revealed)
        self.room.set(revealed=(*others, state.exercise) if shown else others)
        return ""

    def _timer(self, value: Any) -> str:
        minutes = _number(value)
        if minutes is None or not 0 < minutes <= MINUTES:
            return f"Give the minutes as a number from 1 to {MINUTES}."
        return self._ends(minutes * 60)

    def _more(self, _: Any) -> str:
        state, now = self.room.state(), time.time()
        left = self.projecting.read().left if state.paused else None
        before = left if left is not None else max(0.0, state.ends_at - now) if state.ends_at else 0.0
        return self._ends(before + MORE)

    def _ends(self, seconds: float) -> str:
        state = self.room.state()
        if state.stage != "open":
            return "A timer can be set when an exercise is open."
        if state.paused:
            self.projecting.change(left=seconds)
        self.room.set(ends_at=time.time() + seconds)
        return ""

    def _stop_timer(self, _: Any) -> str:
        self.projecting.change(left=None)
        self.room.set(ends_at=None)
        return ""

    def _message(self, value: Any) -> str:
        if not isinstance(value, str):
            return ""
        text = " ".join("".join(c if c.isprintable() else " " for c in value).split())
        if len(text) > LONGEST:
            return f"The message is too long: {len(text)} characters; {LONGEST} are the most. Shorten it."
        self.room.set(message=text, message_at=time.time() if text else None)
        return "Sent to everybody." if text else "The message is taken away."

    def _free(self, value: Any) -> str:
        """Free a seat whose people are away; asked twice, since what they wrote is deleted."""
        seat = int(value) if isinstance(value, str) and value.isascii() and value.isdecimal() and len(value) < 5 else 0
        sitting = [p for p in self.room.people() if p.seat == seat]
        if not sitting:
            return ""
        names = " and ".join(p.name for p in sitting)
        if any(self.room.is_here(p.id) for p in sitting):
            return f"{names} is here. A seat can be freed when nobody is at it."
        asked, self._asked_to_free = self._asked_to_free, (seat, time.monotonic())
        if asked[0] != seat or time.monotonic() - asked[1] > SURE:
            return f"This deletes what {names} wrote, for good. Press “Free the seat” again within 20 seconds if you mean it."
        return f"The seat of {names} is free: {self.room.free(seat)} deleted."

    def _after(self, _: Any) -> str:
        if self.room.state().stage in ("open", "closed"):
            self.room.set(stage="after", paused=False, ends_at=None)
        return ""

    def _close(self, _: Any) -> str:
        self.room.set(stage="closed", paused=False, ends_at=None)
        return ""

    # ---- the projector

    def _question(self, value: Any) -> str:
        """The question of that name, or the next one."""
        state = self.room.state()
        shown = self._shown(state, time.time())
        names = [q.name for q in self._view.questions(self._view.look(state, shown, time.time()))]
        if isinstance(value, str) and value in names:
            name = value
        elif names:
            now = names.index(shown.question) if shown.question in names else 0
            name = names[(now + (not shown.answers)) % len(names)]
        else:
            return "There is no question to show."
        self._project(question=name, case=False, answers=False)
        return ""

    def _show_case(self, value: Any) -> str:
        self._project(case=_wanted(value, self.projecting.read().case))
        return ""

    def _show_two(self, value: Any) -> str:
        self._project(answers=_wanted(value, self.projecting.read().answers))
        return ""

    def _other_two(self, _: Any) -> str:
        state = self.room.state()
        shown = self._shown(state, time.time())
        options = pairs(self._view.look(state, shown, time.time()))
        if len(options) < 2:
            return "There are no other two answers yet." if options else ""
        now = options.index(shown.two) if shown.two in options else 0
        self._project(two=options[(now + 1) % len(options)])
        return ""

    def _project(self, **what: Any) -> None:
        self.projecting.change(**what)
        self.room.beat("room")


_DO = "begin next previous pause lock reveal timer more stop_timer message free after close question show_case show_two other_two"
_ACTS: Mapping[str, Callable[[Board, Any], str]] = {name: getattr(Board, f"_{name}") for name in _DO.split()}


def _fresh(exercise: str, now: float) -> dict[str, Any]:
    return {
        "exercise": exercise,
        "since": now,
        "left": None,
        "question": "",
        "two": (),
        "case": False,
        "answers": False,
    }


def _wanted(value: Any, now: bool) -> bool:
    """What the page asks for; the opposite of what is, where it does not say."""
    return value if isinstance(value, bool) else not now


def _number(value: Any) -> float | None:
    """Minutes as they were typed, or None."""
    if isinstance(value, bool) or not isinstance(value, (int, float, str)):
        return None
    try:
        found = float(value[:20].replace(",", ".") if isinstance(value, str) else value)
    except (ValueError, OverflowError):
        return None
    return found if math.isfinite(found) else None
