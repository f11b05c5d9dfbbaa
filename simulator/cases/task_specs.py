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


class DraftLineSpec(Conditional):
    id: Name  # a name for it
    say: Text = ()  # the sentence as it is true; left out: it is there only when it is planted
    wrong: Text = ()  # the sentence with a fault planted in it
    # what is planted: somebody or something made up, a number or day changed, words given to another person, more said than is known
    fault: Literal["", "invented", "changed", "swapped", "over_claim"] = ""
    leave_out: Text = ()  # what is missing when the sentence is left out, in a few words: what Ana wants to happen
    because: Text = ()  # what is true, and how one could have noticed
    moment: str = ""  # the moment of the scene it rests on


class ToolDraftSpec(Strict):
    title: Text  # as the learner sees it
    author: Text  # who or what wrote it, in words
    # ten to twelve in every family, in the order of the note; six or more with a fault to plant, of every kind; four or more
    # that may be left out
    lines: tuple[DraftLineSpec, ...]


class MisquoteSpec(Conditional):
    id: Name  # a name for it
    of: str = ""  # what was really said; left out: nothing like it was
    by: str = ""  # who it is put into the mouth of, when nothing like it was said
    words: Text  # as a hurried writer would have it, without quotation marks
    fault: Literal["slip", "changed", "never"]  # another word and the same meaning; another meaning; never said
    because: Text  # what the difference does


class NoteLineSpec(Conditional):
    id: Name  # a name for it
    text: Text  # one sentence of a finished note
    # purpose: why one went; seen; told: by somebody else; own: the person’s words; did: what the worker did;
    # response: how somebody answered that; judgement: the worker’s view; plan: what happens next; held_back
    kind: Literal["purpose", "seen", "told", "own", "did", "response", "judgement", "plan", "held_back"]
    # other kinds that can honestly be argued
    also: tuple[
        Literal["purpose", "seen", "told", "own", "did", "response", "judgement", "plan", "held_back"], ...
    ] = ()
    because: Text  # why it belongs there
    # whose information it is: the household’s; somebody else’s; given in confidence or dangerous to somebody
    whose: Literal["family", "other", "confidence"] = "family"
    whose_also: tuple[Literal["family", "other", "confidence"], ...] = ()  # what can honestly be argued
    whose_because: Text = ()  # why, when it is not the household’s
    moment: str = ""  # the moment of the scene it rests on


class EntrySpec(Conditional):
    event: str  # the event it is about
    found: Text  # how the file tells it, in a sentence or two; best with no plain date of its own
    where: Text  # where on the file it was found: the school’s form, an email of the 7th
    significant: Literal["yes", "no", "arguable"]  # whether it belongs in a chronology
    line: Text  # the entry as one would write it, without the date
    because: Text  # why it belongs there, or not


class JudgementSpec(Conditional):
    id: Name  # a name for it
    say: Text  # a sentence of analysis, or a step
    kind: Literal["judgement", "step"] = "judgement"  # what one thinks, or what one will do
    rests_on: Several = ()  # the facts that bear it out; none: nothing does, and it has to go
    also: Several = ()  # facts one may honestly count as well
    because: Text  # how the facts bear it out, or why nothing does
