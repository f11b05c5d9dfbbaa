"""How far a learner is: read from the answers they saved, never from memory."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Literal

from simulator.cases import CaseRef
from simulator.cases.dates import Style, write_date, write_time
from simulator.exercises import Module
from simulator.exercises import modules as all_modules
from simulator.responses.folder import Folder

State = Literal["done", "started", "not started"]
WORDS: dict[State, tuple[str, str]] = {
    "done": ("Done", "passed"),
    "started": ("Started", "partly"),
    "not started": ("Not started", "empty"),
}


@dataclass(frozen=True)
class Step:
    """One exercise on the home page. ``done`` means saved and checked at least once."""

    id: str
    number: int
    title: str
    state: State
    saved_at: datetime | None

    @property
    def word(self) -> str:
        return WORDS[self.state][0]

    @property
    def icon(self) -> str:
        return WORDS[self.state][1]


@dataclass(frozen=True)
class Standing:
    """One module, for one family."""

    name: str
    title: str
    summary: str
    minutes: int
    steps: tuple[Step, ...]
    notices: tuple[str, ...]

    @property
    def done(self) -> int:
        return sum(s.state == "done" for s in self.steps)

    def step(self, exercise: str) -> Step:
        """One exercise's standing. Raises StopIteration for an exercise the module has not."""
        return next(s for s in self.steps if s.id == exercise)

    @property
    def says(self) -> str:
        if all(s.state == "not started" for s in self.steps):
            return "Not started"
        return f"{self.done} of {len(self.steps)} done"


@dataclass(frozen=True)
class Next:
    """Where to go on, or where to begin when ``step.saved_at`` is None."""

    module: Standing
    step: Step


def work_folder(data: Path, module: str, ref: CaseRef) -> Path:
    """Where a learner's answers for a module and a family lie in practice."""
    return data / "work" / module / ref.slug


def standing(data: Path, module: Module, ref: CaseRef) -> Standing:
    folder = work_folder(data, module.name, ref)
    saved = Folder(folder, module.name, ref).read() if folder.is_dir() else None
    steps = []
    for number, spec in enumerate(module.exercises, 1):
        at = saved.saved_at.get(spec.exercise) if saved else None
        checked = bool(saved and saved.attempts.get(spec.exercise))
        state: State = "not started" if at is None else "done" if checked else "started"
        steps.append(Step(spec.exercise, number, spec.title, state, at))
    return Standing(
        name=module.name,
        title=module.title,
        summary=module.summary,
        minutes=module.minutes,
        steps=tuple(steps),
        notices=saved.notices if saved else (),
    )


def course(data: Path, ref: CaseRef) -> tuple[Standing, ...]:
    """Every module of the course, for one family."""
    return tuple(standing(data, m, ref) for m in all_modules())


def go_on(standings: tuple[Standing, ...]) -> Next | None:
    """The exercise to go on with: the last one saved if it is not done, else the next one not done; None if all are done."""
    worked = [(s.saved_at, m, s) for m in standings for s in m.steps if s.saved_at]
    if worked:
        _, module, step = max(worked, key=lambda w: w[0])
        if step.state != "done":
            return Next(module, step)
        open_here = [s for s in module.steps if s.state != "done"]
        if open_here:
            return Next(module, next((s for s in open_here if s.number > step.number), open_here[0]))
    return next((Next(m, s) for m in standings for s in m.steps if s.state != "done"), None)


def when(style: Style, at: datetime, today: date | None = None) -> str:
    """today at 16:42, yesterday at 16:42, on 6 May 2025 at 16:42."""
    local = at.astimezone() if at.tzinfo else at
    today = today or datetime.now().date()
    if local.date() == today:
        day = "today"
    elif local.date() == today - timedelta(days=1):
        day = "yesterday"
    else:
        day = f"on {write_date(style, local)}"
    return f"{day} at {write_time(style, local)}"


def how_long(minutes: int) -> str:
    """90 becomes “about 90 minutes”, 240 becomes “about 4 hours”."""
    hours = round(minutes / 60)
    return f"about {minutes} minutes" if minutes < 120 else f"about {hours} hours"
