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
# what allows somebody to be told: needed to keep somebody safe; the person agreed, and it covers this; needed to care for or
# treat somebody; a life is at risk now; a court or the law requires it; nothing
Ground = Literal["safety", "consent", "care", "emergency", "law", "nothing"]
OfferWorth = Literal["needs", "may", "extra", "never"]
Written = Literal["email", "text", "letter", "voicemail"]


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


class Offer(Frozen):
    """One thing that could be told to somebody who asks. ``worth`` and ``because`` are empty in a learner's copy."""

    id: str
    text: str
    under: str = ""
    worth: OfferWorth | Literal[""] = ""
    because: str = ""


class Request(Frozen):
    """Somebody asks for information about the people of a case."""

    id: str
    asker: str  # as they present themselves
    asker_id: str = ""  # empty: nobody this case knows
    on: datetime
    how: Channel
    wants: str
    text: str
    offers: tuple[Offer, ...] = ()
    # empty in a learner's copy
    decide: Decision | Literal[""] = ""
    also: tuple[Decision, ...] = ()
    half: tuple[tuple[Decision, str], ...] = ()  # a decision, and why it is half right
    stands_on: Ground | None = None
    stands_also: tuple[Ground, ...] = ()
    stands_half: tuple[tuple[Ground, str], ...] = ()
    tell_also: tuple[Telling, ...] = ()
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
            offers=tuple(Offer(id=o.id, text=o.text, under=o.under) for o in self.offers),
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


class Must(Frozen):
    """Something a message has to say."""

    id: str
    what: str
    found_by: tuple[tuple[str, ...], ...]
    good: tuple[str, ...]
    bad: tuple[str, ...]
    because: str
    next_time: str


class Unsaid(Frozen):
    """Words that must not stand in a message."""

    id: str
    words: tuple[str, ...]
    because: str


class Addressee(Frozen):
    """One line of an address book. ``who``: the person, or empty for a look-alike; ``because``: why not this one."""

    id: str
    name: str
    address: str
    # empty in a learner's copy
    who: str = ""
    right: bool = False
    because: str = ""


class Enclosed(Frozen):
    """A file that could go with a message."""

    id: str
    text: str
    # empty in a learner's copy
    worth: Literal["right", "wrong", "never", ""] = ""
    because: str = ""


class Writing(Frozen):
    """A message the learner writes."""

    id: str
    channel: Written
    to: str
    to_name: str
    on: datetime
    title: str
    task: str
    received: str = ""
    book: tuple[Addressee, ...]
    enclosed: tuple[Enclosed, ...] = ()
    times: tuple[str, ...] = ()  # to choose from, as 10:30; empty where any time will do
    # empty in a learner's copy
    hours: tuple[str, str] | None = None
    must: tuple[Must, ...] = ()
    must_not: tuple[str, ...] = ()
    unsaid: tuple[Unsaid, ...] = ()
    subject: str = ""
    good: str = ""
    bad: str = ""
    because: str = ""

    def for_learner(self) -> Writing:
        return Writing(
            id=self.id,
            channel=self.channel,
            to=self.to,
            to_name=self.to_name,
            on=self.on,
            title=self.title,
            task=self.task,
            received=self.received,
            book=tuple(Addressee(id=a.id, name=a.name, address=a.address) for a in self.book),
            enclosed=tuple(Enclosed(id=e.id, text=e.text) for e in self.enclosed),
            times=self.times,
        )
