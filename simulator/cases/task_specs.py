"""What an author writes for the exercises to work on: drafts to sort, a colleague's note, the contact to write up."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from simulator.cases.fields import Clock, Conditional, DaySpec, Name, Several, Strict, Text


class StatementSpec(Conditional):
    id: Name
    text: Text
    is_: Literal["observed", "reported", "opinion", "analysis"] = Field(alias="is")
    by: str = ""
    also: tuple[Literal["observed", "reported", "opinion", "analysis"], ...] = ()
    because: Text
    moment: str = ""


class DraftSpec(Strict):
    title: Text
    author: Text
    tellers: Several  # everybody a statement may have come from
    statements: tuple[StatementSpec, ...]


class PhraseSpec(Conditional):
    say: Text
    is_: Literal["blame", "label", "jargon", "opinion", "fair"] = Field(alias="is")
    also: tuple[Literal["blame", "label", "jargon", "opinion"], ...] = ()
    because: Text = ()
    fairer: Text = ()


class SentenceSpec(Conditional):
    phrases: tuple[str | PhraseSpec, ...]


class ColleagueNoteSpec(Strict):
    title: Text
    author: Text
    sentences: tuple[SentenceSpec, ...]


class SettleSpec(Conditional):
    what: Text
    found_by: tuple[Several, ...]
    because: Text
    good: Several = ()
    bad: Several = ()


class NoteSpec(Strict):
    event: str
    kinds: Several
    kind: str
    why: Text
    see_alone: str = ""
    seen_alone: bool = False
    alone_where: Text = ()
    where_also: Several = ()
    settle: dict[Name, SettleSpec] = {}
    written: DaySpec
    written_at: Clock = "09:10"
    sample: dict[str, Text] = {}
