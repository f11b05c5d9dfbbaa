"""What each seat of a workshop saved, and what it is worth.

Nothing is remembered of a mark: each saved answer is marked again here, so that what is exported is what ``caseroom
grade`` gives for the same answer.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import grading
from grading.marks import Marks
from simulator.cases import GENERATOR, CaseRef
from simulator.exercises import UnknownExercise, module
from simulator.exercises.base import FormatProblem, Spec, Unfit
from simulator.responses import hostile
from simulator.responses.database import Workshop
from simulator.responses.hostile import Answer, Submission
from simulator.responses.room import Room, Work, student
from simulator.views.text import number


class AfterProblem(Exception):
    """Why something could not be done with a workshop that is over; ``str()`` is a sentence with a cure."""


def names(room: Room) -> dict[int, str]:
    """Seat to the names chosen there, in the order in which people sat down. Raises DatabaseProblem."""
    found: dict[int, list[str]] = {}
    for person in room.people():
        found.setdefault(person.seat, []).append(person.name)
    return {seat: " and ".join(chosen) for seat, chosen in sorted(found.items())}


@dataclass(frozen=True)
class Result:
    """One exercise at one seat. ``marks`` is None where nothing was saved or nothing could be marked; ``problem`` says why."""

    seat: int
    family: CaseRef
    spec: Spec
    work: Work | None
    marks: Marks | None = None
    problem: str = ""

    @property
    def points(self) -> float | None:
        """What a gradebook gets; None where only a person can say."""
        if self.work is None:
            return 0.0
        if self.marks is None or (self.marks.out_of and self.marks.out_of == self.marks.for_a_person):
            return None
        return self.marks.score

    @property
    def passed(self) -> int:
        return len(self.marks.well) if self.marks else 0

    @property
    def marked(self) -> int:
        """How many checks said yes or no."""
        return len(self.marks.well) + len(self.marks.mend) if self.marks else 0

    @property
    def remark(self) -> str:
        """What one has to know beside the points; whole sentences, or nothing."""
        if self.work is None:
            return "Nothing was saved."
        if self.marks is None:
            return self.problem
        said = []
        if self.marks.safe == "no":
            said.append(f"{self.marks.danger}.")
        if waits := self.marks.for_a_person:
            said.append(f"A person has to read this: {number(waits)} of {number(self.marks.out_of)} points.")
        return " ".join(said)


def results(room: Room) -> tuple[Result, ...]:
    """Every exercise of the workshop at every seat, marked now: by seat, then in the workshop's order.

    Raises DatabaseProblem, and AfterProblem for an exercise the course does not have any more, or families it makes otherwise.
    """
    if not room.workshop.same_families:
        raise AfterProblem(
            f"The workshop {room.id} was held with Caseroom’s families of version {room.workshop.generator}, and this one makes "
            "others. Mark it with the Caseroom it was held with; the answers are kept."
        )
    specs = _specs(room.workshop)
    saved = {(w.seat, w.exercise): w for w in room.work()}
    seats = sorted({seat for seat, _ in saved} | names(room).keys())
    return tuple(_mark(room, seat, spec, saved.get((seat, spec.exercise))) for seat in seats for spec in specs)


def _specs(workshop: Workshop) -> tuple[Spec, ...]:
    try:
        here = module(workshop.module)
        return tuple(here.exercise(id) for id in workshop.exercises)
    except UnknownExercise as e:
        raise AfterProblem(f"This course does not have what the workshop {workshop.id} was about. {e}") from None


def _mark(room: Room, seat: int, spec: Spec, work: Work | None) -> Result:
    """Never raises for what was answered: a fault of ours gives no points instead of wrong ones."""
    family = room.family(seat)
    if work is None:
        return Result(seat, family, spec, None)
    if broken := _broken(room, work):
        return Result(seat, family, spec, work, problem=f"The saved answer is broken and is left out: {broken}")
    try:
        return Result(seat, family, spec, work, grading.mark(spec, family.make(), work.value))
    except FormatProblem as problem:
        return Result(seat, family, spec, work, problem=f"The answer cannot be read: {problem.message}")
    except Unfit:
        return Result(seat, family, spec, work, problem="This family does not have what the exercise needs.")
    except Exception as error:
        why = f"Caseroom could not mark this ({type(error).__name__}: {error}). It is not the learner’s fault."
        return Result(seat, family, spec, work, problem=why)


# ---- answers


def claim(room: Room, seat: int) -> str:
    """What a seat's file says of who wrote it: no name, and another workshop's seat01 is told apart."""
    return f"{student(seat)} of workshop {room.id}"


def submissions(room: Room) -> dict[int, Submission]:
    """The answers of each seat where something was saved, as a responses.json holds them. Raises DatabaseProblem.

    Exercises the workshop does not have, and answers that are no form at all, are left out.
    """
    found: dict[int, Submission] = {}
    saved = {(w.seat, w.exercise): w for w in room.work()}
    for seat in sorted({seat for seat, _ in saved}):
        works = [saved[seat, id] for id in room.workshop.exercises if (seat, id) in saved]
        answers = {w.exercise: _answer(w) for w in works if not _broken(room, w)}
        if answers:
            found[seat] = _submission(room, seat, answers)
    return found


def _answer(work: Work) -> Answer:
    return Answer(value=work.value, saved_at=work.saved_at, attempts=work.attempts)


def _submission(room: Room, seat: int, answers: dict[str, Answer]) -> Submission:
    ref = room.family(seat)
    return Submission(
        room.workshop.module, ref.scenario, ref.jurisdiction, ref.seed, GENERATOR, claim(room, seat), answers
    )


def _broken(room: Room, work: Work) -> str:
    """Why a saved answer would make a whole responses.json unreadable; nothing where it would not."""
    try:
        alone = _submission(room, work.seat, {work.exercise: _answer(work)})
        hostile.parse(alone.to_json().encode("utf-8"), [work.exercise])
    except hostile.Refused as refused:
        return refused.sentence
    except (TypeError, ValueError, AttributeError):
        return "It is not text."
    return ""


def of_this_workshop(path: Path, room: Room) -> bool:
    """Whether a responses.json says that it came from this workshop."""
    try:
        work = hostile.parse(hostile.read_bytes(path))
    except hostile.Refused:
        return False
    return (work.student or "").endswith(f" of workshop {room.id}")
