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
    Years,
    read_several,
)

Worth = Literal["right", "also", "half", "wrong", "never"]
QuestionKind = Literal["one", "several", "order", "moment", "day"]
# What can be drawn in a place, for a question's ``spot``: simulator/views/surroundings.py draws each. Things in one row stand in
# one place or say the opposite, so that a family has at most one of them.
DRAWN: dict[str, tuple[tuple[str, ...], ...]] = {
    "home_office": (
        ("window_street", "window_garden"), ("drawing", "picture"), ("calendar",), ("speaker", "radio"),
        ("door_open", "door_shut"), ("files", "books"), ("printer",), ("bin",), ("phone",), ("laptop",), ("note",),
        ("headset", "sound"), ("mug",),
    ),
    "train": (
        ("seat_behind", "luggage_behind"), ("call",), ("laptop_bare", "laptop_filter"), ("report", "newspaper"),
        ("loudspeaker", "earphones"), ("bag_rack", "bag_feet"), ("coat",), ("novel",), ("ticket",), ("notebook",),
        ("coffee",), ("colleague",),
    ),
    "car": (
        ("boot_laptop", "boot_case"), ("file", "child_seat"), ("work_bag", "shopping", "laptop_wheel"),
        ("door_letters", "door_wrappers"), ("glovebox_stick", "glovebox_book"), ("card", "parking_ticket"), ("phone",),
        ("satnav",), ("dashcam",), ("sticker",),
    ),
    "family_room": (
        ("fridge_full", "fridge_little"), ("window_curtain", "window_blanket"), ("sill_plant", "sill_tablets"),
        ("drawing", "heights"), ("photos", "damp"), ("sofa", "mattress"), ("gate", "stairs"), ("boots_small", "boots_big"),
        ("cat", "dog"), ("airer", "airer_heater"), ("picture_books", "toy_tune"), ("homework", "letters"), ("bag",),
    ),
}  # fmt: skip
# The same place as a camera shows it: a narrow part, without numbers. Nothing that is asked about can stand in it.
NARROW = {"family_room_to_window": "family_room", "family_room_to_sofa": "family_room"}


class ExtraSpec(Conditional):
    """Somebody who is only in this situation."""

    role: Text  # what they do, or what they are to somebody
    agency: Text = ()  # where they work
    # one, or a list of which one is drawn
    gender: Annotated[tuple[Literal["woman", "man", "girl", "boy", "other"], ...], BeforeValidator(read_several)] = (
        "woman",
        "man",
    )
    age: Years | None = None  # of somebody with a life outside work: 6, 24 to 38, child + 19 to 34
    family_name: str = ""  # "same as mother", or empty for their own
    phone: Literal["", "mobile", "landline"] = ""  # then {x.phone} is a number nobody has


class TimeSpec(Conditional):
    """A moment of the situation: {sent.weekday}, {sent.time}. ``day`` counts from today or from another time."""

    day: DaySpec | Literal["today"] = "today"  # {after: today, days: 1 to 3}, {before: sent, working_days: 2}
    at: Clock = "10:00"  # when on that day, as 16:20
    drift: int = Field(default=0, ge=0, le=240)  # minutes either way


class ReleaseSpec(Conditional):
    """A signed permission: {name.by}, {name.items}, {name.to}, {name.signed}, {name.until}, {name.withdrawn}."""

    by: Name = "adult"  # who signed it: adult, index or one of the people
    items: Several  # what it names, of the file's items
    to: Several  # who may be told, of the file's people
    words: Text = ()  # how it names what may be told, if not item by item
    signed: Name  # a time: the first day it counts
    until: Name | None = None  # a time: the last day it counts
    withdrawn: Name | None = None  # a time: on that day it counts no longer


class CoversSpec(Strict):
    """A request, of which is worked out whether a release covers it: simulator/cases/releases.py."""

    item: Name  # what is asked for, of the file's items
    to: Name  # who asks, of the file's people
    on: Name  # a time: the day it is told
    needed: bool = False  # yes: somebody has to be kept safe by it
    risky: bool = False  # yes: the same, and asking first would raise the risk
    own: bool = False  # yes: the record needs a release that names it alone


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

    id: Name  # a name for it; it never reaches the page
    ask: Text  # the question, or the thing to decide about
    under: Text = ()  # a few words under it
    kind: QuestionKind = "one"  # order: put the steps in order; moment: day and time; day: a day
    scale: str = ""  # one of the file's scales
    right: Several = ()  # with a scale
    covers: CoversSpec | None = (
        None  # with a scale of the reasons in simulator/cases/releases.py; what is right is worked out
    )
    also: Several = ()  # with a scale: as good as right
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

    id: Name  # a name for it; it never reaches the page
    title: Text  # the heading over it
    how: Literal["", "email", "text", "telephone", "letter", "chat", "panel", "log", "place"] = ""  # how it came
    text: Text = ()  # paragraphs; **two stars** make bold
    drawing: Literal[
        "", "home_office", "train", "car", "family_room", "family_room_to_window", "family_room_to_sofa"
    ] = ""  # a place to draw
    questions: tuple[QuestionSpec, ...]  # what is asked about it
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
    items: dict[Name, Text] = {}  # what may be asked for: {item.name}
    releases: dict[Name, ReleaseSpec] = {}  # signed permissions, for questions with “covers”
    # answers that several questions share; one without words in this family is not offered
    scales: dict[Name, dict[Name, Text]] = {}
    # what stands in the drawings, whether a question is about it or not: {sofa: {when: …}}
    things: dict[Name, Conditional] = {}
    parts: tuple[PartSpec, ...]  # things to read, each with its questions
    draw: int | None = Field(default=None, gt=0)  # so many of the parts, drawn
