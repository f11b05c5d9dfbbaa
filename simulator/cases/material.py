"""What the exercises work on: drafts to sort, a colleague's note, the contact to write up."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from simulator.cases.frozen import Frozen


class Statement(Frozen):
    """A sentence of a draft, to be sorted."""

    id: str
    text: str
    is_: Literal["observed", "reported", "opinion", "analysis", ""] = ""  # empty in a learner's copy
    by: str = ""  # reported: person or professional id
    also: tuple[str, ...] = ()  # arguable kinds
    because: str = ""
    moment: str = ""


class Draft(Frozen):
    """A draft to be sorted. In a learner's copy the statements hold their text only."""

    id: str
    title: str
    author: str
    statements: tuple[Statement, ...]
    tellers: tuple[tuple[str, str], ...]  # (id, name and role) of everybody a statement may come from


class Phrase(Frozen):
    """A few words of a colleague's note. ``kind`` is empty when they are fair as they stand."""

    id: str  # "3.2": sentence and place in it
    text: str
    kind: Literal["", "blame", "label", "jargon", "opinion"] = ""
    also: tuple[str, ...] = ()  # other honest names for the same fault
    because: str = ""
    fairer: str = ""


class ColleagueNote(Frozen):
    id: str
    title: str
    author: str
    sentences: tuple[tuple[Phrase, ...], ...]


class Settle(Frozen):
    """Something the note must arrange: an action marked beyond "has an owner and a date"."""

    id: str
    what: str
    found_by: tuple[tuple[str, ...], ...]
    because: str
    good: tuple[str, ...] = ()
    bad: tuple[str, ...] = ()


class NoteTask(Frozen):
    """The contact note the learner writes: about which event, and what it rests on."""

    event: str
    kinds: tuple[str, ...]  # the form's kinds of contact, the right one among them
    kind: str
    why: str  # one sentence: the purpose
    see_alone: str = ""  # person the form asks about
    seen_alone: bool = False
    alone_where: str = ""
    where_also: tuple[str, ...] = ()
    settle: tuple[Settle, ...] = ()
    written: datetime  # when the learner sits down to write
    sample: tuple[tuple[str, str], ...] = ()  # field -> text of a good note, for the sample contract

    def for_learner(self) -> NoteTask:
        """What the form needs: the kinds to choose from and whom it asks about."""
        return NoteTask(
            event=self.event, kinds=self.kinds, kind="", why="", see_alone=self.see_alone, written=self.written
        )


class DraftLine(Frozen):
    """A sentence of a machine's draft. ``fault`` is what was planted in it; empty in a learner's copy and when it is true."""

    id: str
    text: str
    fault: Literal["", "invented", "changed", "swapped", "over_claim"] = ""
    true: str = ""  # the sentence without the fault; empty when it would not be there
    because: str = ""
    moment: str = ""


class Gap(Frozen):
    """Something a draft may lack, in a few words. ``missing`` is False for all in a learner's copy."""

    id: str
    text: str
    missing: bool = False
    because: str = ""
    moment: str = ""


class ToolDraft(Frozen):
    title: str
    author: str
    lines: tuple[DraftLine, ...]
    gaps: tuple[Gap, ...]

    def for_learner(self) -> ToolDraft:
        return ToolDraft(
            title=self.title,
            author=self.author,
            lines=tuple(DraftLine(id=x.id, text=x.text) for x in self.lines),
            gaps=tuple(Gap(id=g.id, text=g.text) for g in self.gaps),
        )


class Quoted(Frozen):
    """A quotation as a hurried writer has it. ``fault`` is empty when it is as it was said, or in a learner's copy."""

    id: str
    given: str  # whom it is given to, as a note would name them
    words: str
    fault: Literal["", "slip", "changed", "speaker", "never"] = ""
    said: str = ""  # what was said
    speaker: str = ""  # by whom, as a note would name them
    because: str = ""
    moment: str = ""


LineKind = Literal["", "purpose", "seen", "told", "own", "did", "response", "judgement", "plan", "held_back"]
Whose = Literal["", "family", "other", "confidence"]


class NoteLine(Frozen):
    """A sentence of a finished note: what kind it is and whose information. Both empty in a learner's copy."""

    id: str
    text: str
    formats: tuple[str, ...] = ()  # the note formats that have a heading for it
    kind: LineKind = ""
    also: tuple[str, ...] = ()
    because: str = ""
    whose: Whose = ""
    whose_also: tuple[str, ...] = ()
    whose_because: str = ""
    moment: str = ""


class FileCard(Frozen):
    """A name on the caseload: the case's own or one that can be taken for it."""

    name: str
    born: date
    file_no: str
    worker: str


class Arrival(Frozen):
    """Something that came in for somebody's file. ``file_no`` is empty when it fits more than one, and in a learner's copy."""

    id: str
    how: str  # Voicemail, Email …
    text: str
    file_no: str = ""
    because: str = ""
    ask: str = ""  # what one would have to ask


class Entry(Frozen):
    """Something on the file that may belong in a chronology. In a learner's copy only what the file says of it."""

    id: str
    found: str
    where: str
    on: datetime | None = None  # when it happened
    exact: Literal["time", "day", "month"] = "day"
    significant: Literal["", "yes", "no", "arguable"] = ""
    line: str = ""
    because: str = ""


class Judgement(Frozen):
    """A view or a step and the facts that bear it out. In a learner's copy only its words."""

    id: str
    text: str
    kind: Literal["judgement", "step"] = "judgement"
    rests_on: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    because: str = ""


class OnRoll(Frozen):
    """Somebody who was at a contact, or is only spoken of in it. ``there`` is None in a learner's copy."""

    id: str
    name: str
    is_: str
    there: bool | None = None
    for_part: bool = False  # there, and not from beginning to end


class Overheard(Frozen):
    """Something said at a contact, and who could hear it: numbers of people on the roll. Empty in a learner's copy."""

    id: str
    speaker: str
    words: str
    by: str = ""  # the speaker's number on the roll
    heard_by: tuple[str, ...] = ()  # all who could
    plainly: tuple[str, ...] = ()  # of those, the ones the scene names there
    moment: str = ""


class Evidence(Frozen):
    """Something the worker saw or was told, on a card, to hold a view against."""

    id: str
    text: str


class Correction(Frozen):
    """A paper on the file that is wrong in one place. What is right is empty in a learner's copy."""

    paper: str
    by: str
    on: date
    says: str
    is_: str = ""
    because: str = ""
