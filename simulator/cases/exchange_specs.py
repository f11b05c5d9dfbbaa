"""What an author writes of information on the move: messages, requests for information, near-breaches."""

from __future__ import annotations

from pydantic import Field

from simulator.cases.exchange import Channel, Decision, Telling
from simulator.cases.fields import Clock, Conditional, Several, Text


class LineSpec(Conditional):
    """One message of a thread."""

    from_: str = Field(alias="from")
    at: Clock
    days_later: int = Field(default=0, ge=0, le=60)  # after the thread's event
    text: Text


class ThreadSpec(Conditional):
    """An exchange of messages. ``with``: everybody who can read it, senders included."""

    channel: Channel
    title: Text
    on: str  # event id, of kind message
    with_: Several = Field(alias="with")
    lines: tuple[LineSpec, ...]


class RequestSpec(Conditional):
    """Somebody asks for information. ``from`` is a person or professional, or words for somebody unknown."""

    from_: str = Field(alias="from")
    on: str  # event id
    at: Clock | None = None
    how: Channel
    wants: Text
    text: Text  # the request as it arrived
    decide: Decision
    also: tuple[Decision, ...] = ()  # arguable
    may: Several = ()  # facts this asker may be told
    must_not: Several = ()  # facts that must not reach them
    ground: Text = ()
    tell: Telling = "yes"
    tell_because: Text = ()
    because: Text


class NearBreachSpec(Conditional):
    """Information that nearly went where it must not."""

    on: str  # event id, of kind near_breach
    by: str  # whose slip it nearly was
    to: str  # who nearly got it
    leaks: Several  # facts
    what: Text
    stopped_by: Text
    right: Text  # what to do now
    because: Text
