"""What an author may write in ``dummy_cases/redactions/*.yaml``: texts in which something must go before somebody reads them.

The slots are those of situations, with {n.…} for numbers, {home.zip}, and places of the jurisdiction that are not in the case.
Strand ``adult`` is ``index`` where {adult} is the person the file is about, and ``other`` where it is a parent or carer.
"""

from __future__ import annotations

from pydantic import Field

from simulator.cases.fields import Conditional, Name, Option, Several, Strict, Text, Uuid
from simulator.cases.situation_specs import ExtraSpec, TimeSpec


class KindSpec(Conditional):
    """A kind of thing that must go. In families where its ``when`` does not hold, such things may go or stay."""

    is_: Text = Field(alias="is")  # as it is called: “a neighbour’s name”
    because: Text = ()  # why it must go
    next_time: Text = ()  # one thing to do next time
    never: bool = False  # yes: left readable it could harm somebody, and the whole exercise fails


class ThingSpec(Strict):
    """One thing of a text, which may stand in several places."""

    kind: Name  # one of the file's kinds, or may, or keep
    is_: Text = Field(default=(), alias="is")  # as it is called, if its kind does not say it well
    because: Text = ()  # why it must go, or stay, if its kind does not say it
    next_time: Text = ()  # one thing to do next time, if its kind does not say it


class PageSpec(Conditional):
    """One text. Of those that hold for a family one is drawn."""

    id: Name  # its name, for authors
    title: Text  # the heading over it
    under: Text = ()  # who reads it, and what for
    text: Text  # 110 to 190 words; [[words|kind]]
    things: dict[Name, ThingSpec] = {}  # what a mark may name beside a kind
    danger: Text = ()  # what one would do now, where something dangerous was left readable


class RedactionSpec(Strict):
    """A whole redaction file."""

    redaction: Name  # the file's own name, without .yaml
    uuid: Uuid  # made once, never changed
    version: int = Field(gt=0)  # raise it when a change could change a mark
    reader: Text  # who gets the copy: “Nicola”, “the students”
    kept: Text  # why the rest stays, in a supervisor's voice
    kept_next: Text  # one thing to do next time, where too much was blacked out
    standard: Text  # one of the jurisdictions' standards: what the marks rest on
    sources: Several  # the numbered lines of the practice reference it rests on
    strands: dict[Name, dict[Name, Option]] = {}  # what is drawn for each family
    words: dict[Name, Text] = {}  # small draws: {w.name}
    people: dict[Name, ExtraSpec] = {}  # who else is in it
    times: dict[Name, TimeSpec] = {}  # moments
    places: dict[Name, Name] = {}  # {school: primary_school}: a place of the jurisdiction that is not in the case
    numbers: dict[Name, Text] = {}  # patterns for {n.name}, each # a digit: account numbers, plates, serial numbers
    kinds: dict[Name, KindSpec]  # what must go
    texts: tuple[PageSpec, ...]  # of those that hold for a family one is drawn
