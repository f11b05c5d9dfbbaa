"""Information on the move: messages, requests for information, and what nearly went to the wrong place.

Practice source: reference/practice.md sections 2 and 4.
"""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from simulator.cases.frozen import Frozen

Channel = Literal["text", "email", "voicemail", "telephone", "letter", "in person", "chat"]
Decision = Literal["share_all", "share_part", "refuse", "verify_first", "refer", "emergency"]
Telling = Literal["yes", "no", "afterwards"]


class Message(Frozen):
    """One message, as the screen shows it."""

    sender: str
    sender_id: str
    at: datetime
    text: str


class Thread(Frozen):
    """An exchange of messages."""

    id: str
    channel: Channel
    title: str
    event: str
    readers: tuple[str, ...]  # ids of everybody who can read it
    lines: tuple[Message, ...]  # in the order of time

    @property
    def on(self) -> datetime:
        return self.lines[0].at


class Request(Frozen):
    """Somebody asks for information about the people of a case."""

    id: str
    asker: str  # as they present themselves
    asker_id: str = ""  # empty: nobody this case knows
    on: datetime
    how: Channel
    wants: str
    text: str
    # empty in a learner's copy
    decide: Decision | Literal[""] = ""
    also: tuple[Decision, ...] = ()
    may: tuple[str, ...] = ()
    must_not: tuple[str, ...] = ()
    ground: str = ""
    tell: Telling | Literal[""] = ""
    tell_because: str = ""
    because: str = ""

    def for_learner(self) -> Request:
        return Request(
            id=self.id,
            asker=self.asker,
            asker_id=self.asker_id,
            on=self.on,
            how=self.how,
            wants=self.wants,
            text=self.text,
        )


class NearBreach(Frozen):
    """Information that nearly went where it must not."""

    id: str
    on: datetime
    event: str
    what: str
    by: str
    to: str
    # empty in a learner's copy
    leaks: tuple[str, ...] = ()
    stopped_by: str = ""
    right: str = ""
    because: str = ""

    def for_learner(self) -> NearBreach:
        return NearBreach(id=self.id, on=self.on, event=self.event, what=self.what, by=self.by, to=self.to)
