"""What an author may write in ``dummy_cases/calls/*.yaml``: a video call that goes on as the learner acts.

A call is a state machine: moments, what one may do in each, where that leads, and how it can end. Its people, days and
places are drawn for each family beside it; ``state`` holds what changes in the course of the call. Any ``when`` may ask for
a strand or for a state. See docs/calls.md. Practice source: practice.md section 3, V1 to V18.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, WithJsonSchema

from simulator.cases.fields import Clock, Conditional, Name, Option, Several, Strict, Text, Uuid
from simulator.cases.situation_specs import ExtraSpec, TimeSpec, Worth

Key = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9 ,'’().-]*$")]  # plain words: “ask who is there”
Group = Literal["say", "do", "change"]  # say or ask · do something in the call · change the call
# what a control on the stage is for; its label comes from the act
Control = Literal["", "mic", "camera", "pin", "share", "record", "people", "captions", "chat", "leave", "phone"]
# how well something could be seen or heard: for a moment, or only partly; heard and not seen
Clarity = Literal["clear", "glimpse", "heard"]


# editors take on and off for true and false
Camera = Annotated[Literal["on", "off", "frozen"], WithJsonSchema({"enum": ["on", "off", "frozen", True, False]})]
Mic = Annotated[Literal["on", "off"], WithJsonSchema({"enum": ["on", "off", True, False]})]


def read_then(value: object) -> object:
    return [{"to": value}] if isinstance(value, str) else value


class PlaceSpec(Conditional):
    """A place of the call: {flat.full}, {flat.street}, {flat.town}."""

    kind: Name = "house"  # house, or one of the jurisdiction's kinds: school, clinic, shop …


class LineSpec(Conditional):
    """Something said, as the captions show it, or written in the chat."""

    who: str = ""  # one of the people, or in your own words: A man’s voice, not in the picture
    says: Text  # the words


Lines = tuple[LineSpec, ...]


class TileSpec(Conditional):
    """Somebody on the screen. Of several with the same ``who`` the first that holds is shown."""

    who: Name  # one of the people, you, or a name of its own for a thing that joins
    name: Text = ()  # as shown, if it is not their name
    camera: Camera = "on"  # off: initials; frozen: the picture has stopped
    mic: Mic = "on"  # whether their sound is on
    scene: Literal[
        "wall",
        "kitchen",
        "living_room",
        "bedroom",
        "hall",
        "office",
        "clinic",
        "car",
        "garden",
        "ceiling",
        "blur",
        "dark",
    ] = "wall"  # what is behind them
    size: Literal["near", "usual", "far"] = "usual"  # how much of the picture they fill; far: small, at the back
    beside: Several = ()  # others in the same picture, of the people
    shows: Text = ()  # the picture in words


class WaitingSpec(Conditional):
    """Somebody in the lobby."""

    name: Text  # as shown
    # minutes after the call begins; -3: three minutes before
    since: Annotated[int, WithJsonSchema({"type": ["integer", "string"], "pattern": r"^-?\d+$"})] = 0


class SightSpec(Conditional):
    """Something one might claim to have seen, and what is true of it. Where it was in view, the moments and acts say."""

    what: Text  # in a supervisor’s words: the windowsill, how the finger heals
    words: Several  # how somebody would name it in a note: windowsill, sill, tablets
    kind: Literal["room", "thing", "injury", "food", "sleeping", "person", "mood"] = "thing"  # what it is
    truth: Text = ()  # what could honestly be written
    claim: Text = ()  # how a hurried note would put it, as if it had been seen: an exercise asks whether it could be


class GoSpec(Conditional):
    to: Name  # a moment or an ending


Then = Annotated[
    tuple[GoSpec, ...],
    BeforeValidator(read_then),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "string"},
                {
                    "type": "array",
                    "items": {
                        "type": "object",
                        "properties": {"to": {"type": "string"}, "when": {"type": "object"}},
                        "required": ["to"],
                        "additionalProperties": False,
                    },
                },
            ]
        }
    ),
]


class ActSpec(Conditional):
    """Something the learner can do."""

    say: Text  # as the learner reads it; words to say in “curly quotes”
    how: Group = "say"  # say: say or ask · do: do something in the call · change: change the call
    lobby: str = ""  # it stands beside this one in the lobby
    control: Control = ""  # it stands on the stage as well
    hint: Text = ()  # a few words under it
    log: Text = ()  # how it is told afterwards: You asked who was there. Left out: as ``say``
    told: Text = ()  # what comes of it
    said: Lines = ()  # what is answered
    chat: Lines = ()  # what is written in the chat
    sets: dict[Name, str] = {}  # what is so from now on
    does: Several = ()  # the steps it takes, which marks look for
    shows: Several = ()  # sights it brings into view
    glimpses: Several = ()  # sights for a second, or partly
    hears: Several = ()  # sights that are only heard
    minutes: int = Field(default=1, ge=0, le=60)  # how long it takes
    then: Then = ()  # where it leads; left out: it stays here
    again: bool = False  # yes: it can be done more than once
    # also: as good as right; half: half of it; never: it could hurt somebody, and limits the whole to half
    is_: Worth = Field(default="also", alias="is")
    because: Text = ()  # why, in a supervisor’s voice. Looking back shows it


class MomentSpec(Strict):
    """A moment of the call, in words that hold all that the pictures and the sound hold."""

    title: Text  # the heading
    at: Literal["lobby", "call", "telephone", "after"] = "call"  # nobody is in yet; picture; sound only; it is over
    see: Text = ()  # what is seen
    said: Lines = ()  # what is heard
    chat: Lines = ()  # what comes in the chat
    you: Text = ()  # what you know or have in hand just now
    speaks: Several = ()  # whose tile is marked as speaking
    hidden: Text = ()  # what could not be seen. Looking back shows it
    shows: Several = ()  # sights in view
    glimpses: Several = ()  # sights for a second, or partly
    hears: Several = ()  # sights that are only heard
    minutes: int = Field(default=1, ge=0, le=60)  # how long it is since the moment before
    seconds: int = Field(default=40, ge=10, le=300)  # in real time: until it goes on by itself
    acts: dict[Key, ActSpec]  # what can be done
    silence: ActSpec  # what comes of saying and doing nothing. It always leads on


class StandingSpec(ActSpec):
    """Something that can be done in several moments."""

    moments: Several = ()  # only in these; left out: in every moment of the call


class EndingSpec(Strict):
    """How a call can end."""

    title: Text  # the heading
    told: Text  # what came of it
    # right and also: well; half; wrong; never
    is_: Worth = Field(alias="is")
    most: int = Field(default=100, ge=0, le=100)  # of 100 points, how many a course with this ending can get at most
    because: Text = ()  # why, in a supervisor’s voice
    next_time: Text = ()  # one thing to do next time


class MarkSpec(Conditional):
    """Something the marks look at: what was done, and before what."""

    title: Text  # when it is so: You knew who could hear, before anything private
    missed: Text  # when it is not: Who could hear?
    at: Name  # the moment it is looked back on from. It counts if that moment came
    do: Several = ()  # steps, each of which has to be taken
    before: Several = ()  # before the first of these
    avoid: Several = ()  # steps not to be taken
    weight: float = Field(default=1, gt=0, le=5)  # what it is worth beside the others
    because: Text  # what is so in this case: why it mattered here
    late: Text = ()  # what is said if it was done, and late
    next_time: Text  # one thing to do
    standard: str = ""  # one of the jurisdictions' standards, if not the file's own


class CallSpec(Strict):
    """A whole call file."""

    call: Name  # the file's own name, without .yaml
    uuid: Uuid  # made once, never changed
    version: int = Field(gt=0)  # raise it when a change could change a mark
    title: Text  # the heading over the work
    booked: Text  # why this call was booked, and what you know
    invited: Text = ()  # who was invited, one a line
    danger: Text  # what is said first when something dangerous was done, and what one would do now
    content_note: Text = ()  # a line, where something in it may come close
    standard: Name  # one of the jurisdictions' standards: what the marks rest on
    sources: Several  # the numbered lines of the practice reference it rests on
    starts: Clock = "10:00"  # when it begins
    strands: dict[Name, dict[Name, Option]] = {}  # what is drawn for each family
    words: dict[Name, Text] = {}  # small draws: {w.name}
    people: dict[Name, ExtraSpec] = {}  # who is in it
    places: dict[Name, PlaceSpec] = {}  # where: {flat.full}
    times: dict[Name, TimeSpec] = {}  # moments: {visit.weekday}
    state: dict[Name, Several] = {}  # the first holds at the start
    tiles: tuple[TileSpec, ...] = ()  # who is on the screen
    lobby: dict[Name, WaitingSpec] = {}  # who waits in it
    sights: dict[Name, SightSpec] = {}  # what somebody might claim to have seen
    begins: Name  # the first moment
    moments: dict[Name, MomentSpec]  # the call itself
    always: dict[Key, StandingSpec] = {}  # what can be done in several moments
    endings: dict[Name, EndingSpec]  # how it can end
    marks: dict[Name, MarkSpec]  # what the marks look for
