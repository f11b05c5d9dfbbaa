"""What an author writes of information on the move: messages, requests for information, near-breaches."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from simulator.cases.exchange import Channel, Decision, Ground, OfferWorth, Telling, Written
from simulator.cases.fields import Clock, Conditional, Name, Several, Text


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


class OfferSpec(Conditional):
    """One thing that could be told to somebody who asks."""

    say: Text  # as the learner reads it: a few plain words
    under: Text = ()  # where it comes from, in a few words
    # needs: the purpose cannot be served without it; may: harmless and useful; extra: not needed; never: a leak
    is_: OfferWorth = Field(alias="is")
    because: Text  # why, in one sentence


class RequestSpec(Conditional):
    """Somebody asks for information. ``from`` is a person or professional, or words for somebody unknown."""

    from_: str = Field(alias="from")  # a person or professional, or words for somebody unknown
    on: str  # event id
    at: Clock | None = None  # when
    how: Channel  # how it came
    wants: Text  # what they want, in one sentence
    text: Text  # the request as it arrived
    items: dict[Name, OfferSpec] = {}  # what could be told, in plain words: eight to eleven in every family
    decide: Decision  # the right decision
    also: tuple[Decision, ...] = ()  # arguable
    half: dict[Decision, Text] = {}  # a decision that is half right, and why
    stands_on: Ground | None = None  # what allows it
    stands_also: tuple[Ground, ...] = ()  # arguable
    stands_half: dict[Ground, Text] = {}  # half right, and why
    may: Several = ()  # facts this asker may be told
    must_not: Several = ()  # facts that must not reach them
    ground: Text = ()  # on what ground, in plain words
    tell: Telling = "yes"  # whether the person it is about is told
    tell_also: tuple[Telling, ...] = ()  # arguable
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


class MustSpec(Conditional):
    """Something a message has to say, in any honest wording."""

    what: Text  # a whole sentence: what has to be said
    # lists of words; a message says it when one of each list is in one or two sentences; shut* is shut, shuts, shutting
    found_by: tuple[Several, ...]
    good: Several  # wordings that must count: other people’s, not yours
    bad: Several  # near misses that must not count
    because: Text  # why it has to be said
    next_time: Text = ()  # one thing to do next time


class UnsaidSpec(Conditional):
    """Words that must not stand in a message, because of who may see the screen or open the letter."""

    words: Several  # the words, in any of their forms: social worker, Children’s Services
    because: Text  # why not


class EnclosedSpec(Conditional):
    """A file that could be attached or enclosed."""

    say: Text  # its name, and a few words about it
    # right: it belongs with it; wrong: it does not; never: it would tell what must not be told
    is_: Literal["right", "wrong", "never"] = Field(default="wrong", alias="is")
    because: Text  # why


class WritingSpec(Conditional):
    """A message the learner writes: an email, a text, a letter or a voicemail."""

    to: str  # a person or professional: who it is for
    channel: Written  # how it is sent
    on: str  # the event on whose day it is written
    at: Clock | None = None  # when
    title: Text  # what it is called on the page; it gives nothing away
    task: Text  # what to write and why, as a supervisor would say it
    received: Text = ()  # the message that is answered, as it arrived
    book: Several = ()  # people beside them in the address book; look-alikes are added by themselves
    enclosed: dict[Name, EnclosedSpec] = {}  # files that could go with it
    hours: tuple[Clock, Clock] | None = None  # it has to reach them between these times
    must: dict[Name, MustSpec]  # what it has to say: two to five things
    must_not: Several = ()  # facts it must not tell, beside those that are kept from the reader
    unsaid: dict[Name, UnsaidSpec] = {}  # words that must not stand in it
    subject: Text = ()  # a subject that is right; for an email
    good: Text  # a message that is right in everything
    bad: Text  # one that lets something out
    because: Text  # what it comes down to, in a supervisor’s voice
