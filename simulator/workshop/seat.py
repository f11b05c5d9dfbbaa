"""Somebody's seat in a workshop: what their page shows, and what happens when it speaks.

Everything lies in the database; this is remade whenever a page is opened. What the trainer sets, and what a partner
writes, is noticed by its pulse (``tick``).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from typing import Any

import grading
from simulator.desk import Desk, Place
from simulator.exercises.base import FormatProblem, Unfit, types
from simulator.responses.engine import DatabaseProblem
from simulator.responses.folder import NotSaved
from simulator.responses.room import Deleted, Person, Room, State
from simulator.views.page import unfit_html
from simulator.views.widget import FileTalk, Form, Talk, Work
from simulator.workshop.pair import Together
from simulator.workshop.seat_frame import about, frame_html

Show = Callable[..., None]  # sets traits of the page: frame, key, html, file
Say = Callable[[dict[str, Any]], None]
WRONG = 5  # tokens a page may try
AWAY = "Your work is open in another window."
GONE = "The workshop’s database does not answer just now. What was saved is safe; this page goes on by itself when it is back."
HIDDEN = "Checked. Your trainer shows the reasons when the room is ready. You can go on changing your work until then."
LOCKED = "Not saved: your trainer has locked the answers."


class Seat:
    """One page of one participant. ``show`` sets traits of the page, ``say`` sends it a message."""

    def __init__(self, room: Room, show: Show, say: Say) -> None:
        self.room, self._show, self._say = room, show, say
        self.person: Person | None = None
        self.page = ""
        self.state = State()
        self.exercise = ""
        self.wrong = 0
        self._talks: dict[str, Talk] = {}  # by key
        self._keys: dict[str, str] = {}  # exercise to key
        self._shared = Together()
        self._version = 0  # of the message that is being heard
        self._attempts: dict[str, int] = {}
        self._away = False  # they work in another window
        self._seen: dict[str, int] = {}
        self._shown: dict[str, Any] = {}
        self._file: FileTalk | None = None
        self._lost = ""  # the token to try again when the database is back

    # ---- the page speaks

    def hear(self, content: Mapping[str, Any]) -> None:
        """A message of the page. Whatever it holds, nothing is raised and nothing saved is lost."""
        kind = content.get("type")
        try:
            if kind == "enter":
                self._enter(content)
            elif self.person is None or not self._mine():
                return
            elif kind == "here":
                self.room.here(self.person.id)
            elif kind == "go":
                self._go(str(content.get("exercise", "")))
            elif kind == "rate":
                self._rate(content)
            elif kind in ("agree", "decline"):
                self._answer_wish(kind == "agree")
            elif kind == "again":
                self._frame()
            elif kind == "file":
                self._open_file()
            elif kind in ("search", "look") and self._file:
                self._file.hear(content)
            elif kind in ("response", "check", "do", "hello", "refresh"):
                self._work_said(content)
        except DatabaseProblem as problem:
            self._frame(trouble=str(problem) if isinstance(problem, Deleted) else GONE)

    def tick(self) -> None:
        """Look whether something has changed; called twice a second. Raises nothing."""
        try:
            if self.person is None:
                if self._lost:
                    self._enter({"token": self._lost, "page": self.page})
                return
            if self._changed(f"person-{self.person.id}") and not self._mine(afresh=True):
                return
            room, seat = self._changed("room"), self._changed(f"seat-{self.person.seat}")
            if room or "trouble" in self._shown:
                self._follow()
            if seat:
                self._partner()
        except DatabaseProblem as problem:
            self._frame(trouble=str(problem) if isinstance(problem, Deleted) else GONE)

    def _changed(self, name: str) -> bool:
        pulse = self.room.pulse(name)
        before, self._seen[name] = self._seen.get(name, 0), pulse
        return pulse != before

    # ---- sitting down

    def _enter(self, content: Mapping[str, Any]) -> None:
        token, page = content.get("token"), content.get("page")
        if not isinstance(token, str) or not isinstance(page, str) or not 0 < len(page) <= 40 or self.wrong >= WRONG:
            return
        try:
            person = self.room.who(token[:80])
        except DatabaseProblem:
            self._lost, self.page = token[:80], page
            raise
        self._lost = ""
        if person is None:
            self.wrong += 1
            self._frame(view="nobody")
            return
        if self.person and person.id != self.person.id:
            return  # one page is one person
        if not self.room.take(person, page, over=content.get("over") is True):
            self._frame(view="elsewhere", heading=AWAY)
            return
        self.person, self.page = person, page
        self._away = False
        for name in ("room", f"seat-{person.seat}", f"person-{person.id}"):
            self._changed(name)
        self.seat = self.room.seat(person.seat)
        name = f"{self.room.id}/{person.seat}"
        looks = self.room.folder / "seats" / str(person.seat)
        self.desk = Desk(
            self.room.workshop.module,
            grading.mark,
            at=Place(self.seat.family, self.room.answers(person.seat), looks, name),
        )
        self._shown = {}
        self.exercise = ""
        self._follow()

    def _mine(self, afresh: bool = False) -> bool:
        """Whether this window is still the one they work in; if not, it says so and does nothing more."""
        assert self.person is not None
        if afresh:
            now = self.room.person(self.person.id)
            self._away = now is None or now.page != self.page
            if self._away:
                self._show(key="", html="", file="")
                if now is None:
                    self._frame(view="nobody")
                else:
                    self._frame(view="elsewhere", heading="You went on in another window.")
        return not self._away

    # ---- following the trainer

    def _follow(self) -> None:
        """Go where the room is."""
        before, self.state = self.state, self.room.state()
        moved = self.state.exercise != before.exercise
        if self.state.stage == "open" and self.state.exercise and (moved or not self.exercise):
            self._go(self.state.exercise)
            return
        if self.state.revealed != before.revealed and self.exercise:
            self._redraw_marks()
        if self.state.stage != "open":
            self.exercise = ""
            self._show(key="", html="")
        self._frame()

    @property
    def order(self) -> tuple[str, ...]:
        return self.room.workshop.exercises

    def opened(self) -> tuple[str, ...]:
        """The exercises that may be worked on: up to the one the room is at."""
        if self.state.stage != "open" or self.state.exercise not in self.order:
            return ()
        return self.order[: self.order.index(self.state.exercise) + 1]

    def _go(self, exercise: str) -> None:
        if exercise not in self.opened():
            return
        self.exercise = exercise
        spec = self.desk.module.exercise(exercise)
        try:
            work = self._work(exercise)
        except Unfit as problem:
            self._show(key="", html=unfit_html(spec.title, self._language, str(problem)))
            self._frame()
            return
        talk = Talk(work, lambda html: self._draw(exercise, html), lambda said: self._say(said | {"key": work.key}))
        self._talks[work.key], self._keys[exercise] = talk, work.key
        self._shared.begin(exercise, self.room.answers(self.number).value(exercise) or {})
        self._show(key=work.key, html=talk.first())
        self._redraw_marks()
        self._frame()

    def _draw(self, exercise: str, html: str) -> None:
        if exercise == self.exercise:
            self._show(html=html)

    @property
    def number(self) -> int:
        assert self.person is not None
        return self.person.seat

    @property
    def _language(self) -> str:
        return str(self.desk.case.language)

    # ---- working

    def _work(self, exercise: str) -> Work:
        """The desk's work on an exercise, as a workshop has it: locked, shared, with reasons when they are shown."""
        work = self.desk.work(exercise, self.order, level=1)
        assert work.mark is not None
        find, draw = work.mark, work.draw
        settle = getattr(types()[self.desk.module.exercise(exercise).type], "settle", None)
        found: list[Any] = []

        def still_open() -> None:
            if self.state.locked or self.state.paused or self.state.stage != "open":
                raise NotSaved(LOCKED)

        def together(saved: Form | None, sent: Form) -> Form:
            """What was changed on this page, put into what is saved by now; the partner's fields stay."""
            merged = self._shared.put(exercise, self._version, saved, sent) if self.room.workshop.pairs else sent
            return settle(saved, merged) if settle else merged

        def save(form: Form) -> datetime:
            still_open()
            at = self.room.answers(self.number).save(exercise, form, together)
            self._shared.sent(exercise, form)
            return at

        def act(form: Form) -> tuple[datetime, str]:
            still_open()
            assert work.act is not None
            return work.act(form)

        def mark(form: Form) -> Any:
            marks = find(form)
            found[:] = [marks]
            return marks

        def checked() -> object:
            if self.state.locked or self.state.stage != "open":
                return 0
            self.room.checked(self.number, exercise, found[0])
            return self.room.answers(self.number).attempt(exercise)

        def draw_so(
            raw: Form | None, saved_at: datetime | None, *, marks: Any = None, notices: Any = (), **what: Any
        ) -> str:
            if marks is not None and exercise not in self.state.revealed:
                marks, notices = None, (*notices, HIDDEN)
            return draw(raw, saved_at, marks=marks, notices=notices, **what)

        return replace(work, save=save, act=act if work.act else None, mark=mark, checked=checked, draw=draw_so)

    def _work_said(self, content: Mapping[str, Any]) -> None:
        key = content.get("key")
        talk = self._talks.get(key) if isinstance(key, str) else None
        if talk is None:
            return
        exercise = next(e for e, k in self._keys.items() if k == key)
        self._version = of if type(of := content.get("of")) is int else 0
        if content.get("type") == "check" and self.room.workshop.pairs and not self._may_check(exercise):
            talk.hear({**content, "type": "response"})
            self.room.wish(self.number, exercise, self.person.id if self.person else None)
            self._frame()
            return
        talk.hear(content)
        if content.get("type") == "check":
            self._frame()

    def _redraw_marks(self) -> None:
        """Show what a check found, where one was made and its reasons may be seen."""
        key = self._keys.get(self.exercise, "")
        saved = self.desk.folder.read()
        raw = saved.values.get(self.exercise)
        if key not in self._talks or raw is None or not saved.attempts.get(self.exercise):
            return
        marks = None
        with suppress(FormatProblem):
            marks = grading.mark(self.desk.module.exercise(self.exercise), self.desk.case, raw)
        self._talks[key].redraw(raw, saved.saved_at.get(self.exercise), marks=marks)

    # ---- two at one seat

    def others(self) -> tuple[Person, ...]:
        return tuple(
            p for p in self.room.people() if self.person and p.seat == self.person.seat and p.id != self.person.id
        )

    def wish(self) -> int | None:
        work = self.room.work(self.exercise, self.number) if self.exercise else ()
        return work[0].wish if work else None

    def _may_check(self, exercise: str) -> bool:
        """Whether the other of a pair wants the work checked too, or nobody else sits here."""
        others = self.others()
        work = self.room.work(exercise, self.number)
        return not others or bool(work and work[0].wish in {p.id for p in others})

    def _answer_wish(self, agreed: bool) -> None:
        key = self._keys.get(self.exercise, "")
        if key not in self._talks or not self._may_check(self.exercise) or not self.others():
            return
        if agreed:
            saved = self.desk.folder.read()
            raw, at = saved.values.get(self.exercise), saved.saved_at.get(self.exercise)
            if raw is not None and at is not None:
                self._talks[key].check(raw, at)
        self.room.wish(self.number, self.exercise, None)
        self._frame()

    def _partner(self) -> None:
        """Something was saved or checked at this seat, perhaps in the partner's window."""
        if not self.room.workshop.pairs or not self.exercise:
            return
        saved = self.desk.folder.read()
        raw, at = saved.values.get(self.exercise), saved.saved_at.get(self.exercise)
        key = self._keys.get(self.exercise, "")
        version = None if raw is None else self._shared.news(self.exercise, raw)
        if version is not None and at is not None:
            self._say({"type": "theirs", "key": key, "form": raw, "iso": at.isoformat(), "version": version})
        attempts = saved.attempts.get(self.exercise, 0)
        if attempts != self._attempts.get(self.exercise, attempts):
            self._redraw_marks()
        self._attempts[self.exercise] = attempts
        self._frame()

    # ---- the case file, and how sure one feels

    def _open_file(self) -> None:
        if self._file is None:
            self._file = FileTalk(self.desk.file_port(), lambda html: self._show(file=html))
        self._show(file=self._file.first())

    def _rate(self, content: Mapping[str, Any]) -> None:
        item, value = content.get("item"), content.get("value")
        known = {s.id for s in self.desk.module.confidence}
        stage = "after" if self.state.stage in ("after", "closed") else "before"
        if isinstance(item, str) and item in known and type(value) is int and 0 <= value <= 4 and self.person:
            self.room.rate(self.person.id, stage, {item: value})
            self._say({"type": "rated", "item": item})

    # ---- drawing what stands round the exercise

    def _frame(self, view: str = "", trouble: str = "", heading: str = "") -> None:
        """Draw everything but the exercise. ``trouble`` is said above what is shown already."""
        if trouble:
            self._shown = {**self._shown, "trouble": trouble}
        else:
            self._shown = {
                "heading": heading,
                **(about(self) if self.person and not view else {"view": view or "nobody"}),
            }
        self._show(frame=frame_html(self._shown))
