"""What an author writes for the exercises to work on: drafts to sort, a colleague's note, the contact to write up."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from simulator.cases.fields import Clock, Conditional, DaySpec, Name, Several, Strict, Text


class StatementSpec(Conditional):
    id: Name  # a name for it
    text: Text  # one sentence of the draft
    is_: Literal["observed", "reported", "opinion", "analysis"] = Field(alias="is")  # where it comes from
    by: str = ""  # who told it, of those under tellers; only for reported
    # other kinds that can honestly be argued
    also: tuple[Literal["observed", "reported", "opinion", "analysis"], ...] = ()
    because: Text  # why, for the learner who chose otherwise
    moment: str = ""  # the moment of the scene it rests on


class DraftSpec(Strict):
    title: Text  # as the learner sees it
    author: Text  # who wrote it, in words
    tellers: Several  # everybody a statement may have come from
    statements: tuple[StatementSpec, ...]  # eight in every family, two of each kind or nearly


class PhraseSpec(Conditional):
    say: Text  # the words, cut like the others: two to five
    # what is wrong with them; fair: nothing
    is_: Literal["blame", "label", "jargon", "opinion", "fair"] = Field(alias="is")
    also: tuple[Literal["blame", "label", "jargon", "opinion"], ...] = ()  # other honest names for the same fault
    because: Text = ()  # what harm it does, and to whom
    fairer: Text = ()  # the same, fairly put


class SentenceSpec(Conditional):
    phrases: tuple[str | PhraseSpec, ...]  # the sentence in pieces: plain texts, and phrases that are to be judged


class ColleagueNoteSpec(Strict):
    title: Text  # as the learner sees it
    author: Text  # who wrote it, in words
    # seven to nine, with six to eight phrases that harm and one or two fair ones that tempt
    sentences: tuple[SentenceSpec, ...]


class SettleSpec(Conditional):
    what: Text  # what has to be arranged
    found_by: tuple[Several, ...]  # by which words a step arranges it
    because: Text  # why it cannot wait
    good: Several = ()  # steps that must count
    bad: Several = ()  # steps that must not


class NoteSpec(Strict):
    event: str  # the event to write up
    kinds: Several  # the form's kinds of contact
    kind: str  # the right one
    why: Text  # the purpose, in a sentence
    see_alone: str = ""  # the person the form asks about
    seen_alone: bool = False  # yes or no: were they
    alone_where: Text = ()  # where, as {child.their} bedroom
    where_also: Several = ()  # other honest names for the place
    settle: dict[Name, SettleSpec] = {}  # what cannot wait
    written: DaySpec  # when the learner sits down to write: {after: visit, days: 1}
    written_at: Clock = "09:10"  # and at what time
    # an excellent note, field by field: why, seen, restricted, think, do.1.what, do.1.who, do.1.when
    sample: dict[str, Text] = {}
