"""What an author writes of information on the move: messages, requests for information, near-breaches."""

from __future__ import annotations

from pydantic import Field

from simulator.cases.exchange import Channel, Decision, Telling
from simulator.cases.fields import Clock, Conditional, Several, Text


class LineSpec(Conditional):
    """One message of a thread."""

    from_: str = Field(alias="from")  # who sent it: one of those under with
    at: Clock  # when
    days_later: int = Field(default=0, ge=0, le=60)  # after the thread's event
    text: Text  # the message as the screen shows it


class ThreadSpec(Conditional):
    """An exchange of messages. ``with``: everybody who can read it, senders included."""

    channel: Channel  # how it was sent
    title: Text  # as it stands on the file
    on: str  # event id, of kind message
    with_: Several = Field(alias="with")  # everybody who can read it, senders included
    lines: tuple[LineSpec, ...]  # the messages, in order


class RequestSpec(Conditional):
    """Somebody asks for information. ``from`` is a person or professional, or words for somebody unknown."""

    from_: str = Field(alias="from")  # a person or professional, or words for somebody unknown
    on: str  # event id
    at: Clock | None = None  # when
    how: Channel  # how it came
    wants: Text  # what they want, in one sentence
    text: Text  # the request as it arrived
    decide: Decision  # the right decision
    also: tuple[Decision, ...] = ()  # arguable
    may: Several = ()  # facts this asker may be told
    must_not: Several = ()  # facts that must not reach them
    ground: Text = ()  # on what ground, in plain words
    tell: Telling = "yes"  # whether the person it is about is told
    tell_because: Text = ()  # why they are told, or not
    because: Text  # why this decision, in a supervisor's voice


class NearBreachSpec(Conditional):
    """Information that nearly went where it must not."""

    on: str  # event id, of kind near_breach
    by: str  # whose slip it nearly was
    to: str  # who nearly got it
    leaks: Several  # facts
    what: Text  # what happened, as an incident report tells it
    stopped_by: Text  # what stopped it
    right: Text  # what to do now
    because: Text  # why it matters
