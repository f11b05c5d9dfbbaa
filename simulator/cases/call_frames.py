"""What the learner has in front of them in a call: nothing here says what is right, or what would come of anything."""

from __future__ import annotations

from typing import Literal

from simulator.cases.call_specs import Control, Group
from simulator.cases.frozen import Frozen


class Line(Frozen):
    who: str
    says: str


class Look(Frozen):
    """What the drawing of somebody needs. ``draw`` is a number of their own, from which the rest is taken."""

    draw: int
    kin: int = 0  # the same number for people of one family name
    age: int = 40
    kind: Literal["woman", "man", "girl", "boy", "other"] = "other"


class Tile(Frozen):
    who: str
    name: str
    camera: Literal["on", "off", "frozen"]
    mic: Literal["on", "off"]
    speaking: bool
    scene: str
    size: str
    shows: str
    looks: tuple[Look, ...]  # who is in the picture; the first is theirs


class Choice(Frozen):
    """Something that can be done now. ``value`` is its number: moment.act."""

    value: str
    words: str
    how: Group
    hint: str = ""
    lobby: str = ""
    control: Control = ""


class Waiting(Frozen):
    id: str
    name: str
    since: str


class Logged(Frozen):
    """One thing done, and what came of it."""

    moment: int
    time: str
    you: str
    told: str
    said: tuple[Line, ...]


class Ended(Frozen):
    title: str
    told: str


class Frame(Frozen):
    """One moment as the learner has it in front of them."""

    number: int  # of the moments so far
    title: str
    time: str
    at: str
    you: str
    see: str
    said: tuple[Line, ...]
    tiles: tuple[Tile, ...]
    lobby: tuple[Waiting, ...]
    chat: tuple[Line, ...]
    choices: tuple[Choice, ...]
    silence: str  # the number of saying nothing
    seconds: int  # in real time: until it goes on by itself
    state: tuple[str, ...]  # "recording: on", for what the stage shows
    log: tuple[Logged, ...]
    ending: Ended | None = None
