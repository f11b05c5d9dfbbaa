"""Marks: what a check found, in words a learner can act on.

``passed`` has three values. True and False are about the learner's work; None means *not marked*: the case never
imagined it, the check's own needs were not met, or only a person can tell. A fault of ours is None, never False.
"""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict

from simulator.cases.call_frames import Tile


class Link(BaseModel):
    """A place in the case or the form a mark points to."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    text: str
    to: str  # "moment:<id>", "field:<name>", "document:<id>"


class Check(BaseModel):
    """One thing looked at.

    points/out_of: points earned and at stake; both 0 for a comment. ``out_of`` of a not-marked check goes to a person.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")
    id: str
    title: str  # a short heading: "Someone is missing from “Who was there?”" or, when passed, a whole sentence
    passed: bool | None
    points: float
    out_of: float
    wrote: str = ""  # the learner's own words
    in_case: str = ""  # the fact it rests on
    next_time: str = ""  # one thing to do
    matters: str = ""  # why, with the standard it rests on
    rationale: str  # the whole reason in one or two sentences; what the tutor reads
    links: tuple[Link, ...] = ()
    weight: int = 0  # gravity, for ordering: the gravest first
    person: bool = False  # waits for a person to read it


class Remark(BaseModel):
    """A comment on language. Carries no points."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    wrote: str
    says: str
    field: str = ""


class Chose(BaseModel):
    """Something that was done in a moment, or could have been. ``worth``: right, also, half, wrong, never."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    words: str
    worth: str
    led_to: str = ""  # what came of it, or would have
    said: tuple[tuple[str, str], ...] = ()  # who, what
    because: str = ""


class Moment(BaseModel):
    """One moment of something that was played, to look back on. ``state``: passed, partly, notyet, or nothing was asked."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    number: int
    title: str
    time: str
    see: str
    said: tuple[tuple[str, str], ...]
    tiles: tuple[Tile, ...]
    hidden: str  # what could not be seen
    did: tuple[Chose, ...]
    others: tuple[Chose, ...]  # what else was possible
    checks: tuple[Check, ...]
    state: Literal["passed", "partly", "notyet", ""]


class Marks(BaseModel):
    """The result of one exercise. ``points`` is what software gives; ``for_a_person`` waits for a tutor."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    exercise: str
    headline: str
    checks: tuple[Check, ...]
    remarks: tuple[Remark, ...] = ()
    safe: Literal["yes", "no", ""] = ""  # safe to file?
    safe_reason: str = ""
    danger: str = "Not safe to file as it stands"  # the heading over the reason, where safe is "no"
    cap: float | None = None
    answered: bool = True
    back: tuple[Moment, ...] = ()  # a call, moment by moment

    @property
    def out_of(self) -> float:
        """Points at stake, a person's part included."""
        return round(sum(c.out_of for c in self.checks), 6)

    @property
    def points(self) -> float:
        """Points earned, capped when the work is certainly dangerous."""
        total = round(sum(c.points for c in self.checks), 6)
        return min(total, self.cap) if self.cap is not None else total

    @property
    def score(self) -> float:
        """What a gradebook gets: a number from 0 to ``out_of``.

        What software could not mark must cost nothing and give nothing, so the score is the share earned of what
        was marked, until a tutor reads the rest.
        """
        marked = self.out_of - self.for_a_person
        if marked <= 0:
            return 0.0
        scaled = sum(c.points for c in self.checks if c.passed is not None) * self.out_of / marked
        if self.cap is not None:
            scaled = min(scaled, self.cap)
        return round(max(0.0, min(scaled, self.out_of)), 2)

    @property
    def for_a_person(self) -> float:
        return round(sum(c.out_of for c in self.checks if c.passed is None), 6)

    @property
    def well(self) -> tuple[Check, ...]:
        return tuple(c for c in self.checks if c.passed)

    @property
    def mend(self) -> tuple[Check, ...]:
        """Everything not passed, the gravest first."""
        return tuple(sorted((c for c in self.checks if c.passed is False), key=lambda c: -c.weight))

    @property
    def unmarked(self) -> tuple[Check, ...]:
        return tuple(c for c in self.checks if c.passed is None)
