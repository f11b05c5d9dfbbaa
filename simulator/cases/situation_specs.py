"""What an author may write in ``dummy_cases/situations/*.yaml``: something that can happen round any family's case.

A situation is a few papers to read and questions about them. Its texts take their names, places and days from the case it
is told for: {index}, {adult}, {worker}, {manager}, {home}, {family}, {file_no}, {agency}, {town}, {today.day} and
{t.…}; its own people and times are {id} too. See docs/situations.md.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from simulator.cases.fields import (
    Clock,
    Conditional,
    DaySpec,
    Name,
    Option,
    Several,
    Strict,
    Text,
    Uuid,
    read_several,
)

Worth = Literal["right", "also", "half", "wrong", "never"]
QuestionKind = Literal["one", "several", "order", "moment", "day"]


class ExtraSpec(Conditional):
    """Somebody who is only in this situation."""

    role: Text  # what they do
    agency: Text = ()  # where they work
    gender: Annotated[tuple[Literal["woman", "man", "other"], ...], BeforeValidator(read_several)] = ("woman", "man")
    phone: Literal["", "mobile", "landline"] = ""  # then {x.phone} is a number nobody has


class TimeSpec(Conditional):
    """A moment of the situation: {sent.weekday}, {sent.time}. ``day`` counts from today or from another time."""

    day: DaySpec | Literal["today"] = "today"  # {after: today, days: 1 to 3}, {before: sent, working_days: 2}
    at: Clock = "10:00"
    drift: int = Field(default=0, ge=0, le=240)  # minutes either way


class AnswerSpec(Conditional):
    """One thing to choose."""

    say: Text  # as the learner reads it
    # also: as good as right; half: half of it; never: dangerous, and fails the whole exercise
    is_: Worth = Field(default="wrong", alias="is")
    because: Text = ()  # why, if the question's own reason does not say it


class DueSpec(Strict):
    """The moment or day by which something is due, counted by one of the jurisdiction's clocks."""

    clock: Name  # a clock of the jurisdiction's profile
    from_: str = Field(alias="from")  # the time that starts it
    slack: int = Field(default=60, ge=0)  # minutes after it that still count as the same answer


class QuestionSpec(Conditional):
    """One question. With ``scale`` the answers are shared by several questions, and only what is right is said here."""

    id: Name
    ask: Text  # the question, or the thing to decide about
    under: Text = ()  # a few words under it
    kind: QuestionKind = "one"  # order: put the steps in order; moment: day and time; day: a day
    scale: str = ""  # one of the file's scales
    right: Several = ()  # with a scale
    also: Several = ()
    half: dict[str, Text] = {}  # an answer, and why it is half right
    never: dict[str, Text] = {}  # an answer that is dangerous, and why
    answers: dict[Name, AnswerSpec] = {}  # without a scale
    first: tuple[Several, ...] = ()  # order: [[a, b], [b, c]]: a before b, b before c; the rest as it likes
    due: DueSpec | None = None  # moment and day
    because: Text = ()  # why, in a supervisor's voice
    next_time: Text = ()  # one thing to do next time
    spot: str = ""  # the thing in the drawing that the question is about


class PartSpec(Conditional):
    """Something to read, and what is asked about it."""

    id: Name
    title: Text
    how: Literal["", "email", "text", "telephone", "letter", "chat", "panel", "log", "place"] = ""  # how it came
    text: Text = ()  # paragraphs; **two stars** make bold
    drawing: Literal["", "home_office", "train", "car"] = ""
    questions: tuple[QuestionSpec, ...]
    draw: int | None = Field(default=None, gt=0)  # so many of the questions, drawn


class SituationSpec(Strict):
    """A whole situation file."""

    situation: Name  # the file's own name, without .yaml
    uuid: Uuid  # made once, never changed
    version: int = Field(gt=0)  # raise it when a change could change a mark
    title: str  # the heading over the work
    under: Text = ()  # a line under it
    danger: Text = ()  # what is said first when something dangerous was chosen, and what one would do now
    standard: Name  # one of the jurisdictions' standards: what the marks rest on
    sources: Several  # the numbered lines of the practice reference it rests on
    strands: dict[Name, dict[Name, Option]] = {}  # what is drawn for each family
    words: dict[Name, Text] = {}  # small draws: {w.name}
    people: dict[Name, ExtraSpec] = {}  # who else is in it
    times: dict[Name, TimeSpec] = {}  # moments
    scales: dict[Name, dict[Name, Text]] = {}  # answers that several questions share
    parts: tuple[PartSpec, ...]
    draw: int | None = Field(default=None, gt=0)  # so many of the parts, drawn
