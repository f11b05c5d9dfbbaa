"""What an exercise's form asks, read from its own HTML: so that every type can be told about, also one not yet written.

A group of buttons, a list, or a field to write in becomes a :class:`Field` with the words that stand round it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser
from typing import Literal

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
VOID = ("input", "br", "hr", "img", "link", "meta")
NUMBER = re.compile(r"^\d+\.?\s+")
Kind = Literal["one", "several", "text"]


@dataclass(frozen=True)
class Choice:
    """One thing that can be chosen. ``line``: which group of the form it stands in; ``word``: it is a word of a text."""

    value: str
    words: str
    hint: str = ""
    chosen: bool = False
    line: int = 0
    word: bool = False


@dataclass(frozen=True)
class Field:
    """One question of a form. ``under`` is the heading it stands under; ``own``: it is about somebody's own words."""

    name: str
    kind: Kind
    says: str
    under: str = ""
    choices: tuple[Choice, ...] = ()
    text: str = ""
    own: bool = False


@dataclass
class _Open:
    """An element that is not closed yet."""

    tag: str
    attrs: dict[str, str]
    words: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)  # read out, and not seen
    hint: list[str] = field(default_factory=list)
    bold: list[str] = field(default_factory=list)
    inputs: list[dict[str, str]] = field(default_factory=list)  # of a label: the fields in it
    legend: str = ""
    own: bool = False
    line: int = 0


@dataclass
class _Found:
    """An input, with what stood round it when it was met."""

    attrs: dict[str, str]
    kind: Kind
    legends: tuple[str, ...]
    heading: str
    line: int
    own: bool
    row: str
    choices: list[Choice] = field(default_factory=list)
    text: str = ""


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.stack: list[_Open] = []
        self.heading, self.lines = "", 0
        self.found: list[_Found] = []
        self.labels: dict[str, _Open] = {}  # by the id they are for
        self.own: set[int] = set()  # groups with something hidden in them

    # ---- what the parser tells

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        at = {k: v or "" for k, v in attrs}
        element = _Open(tag, at)
        if tag == "fieldset":
            self.lines += 1
            element.line = self.lines
        if tag in ("input", "select", "textarea") and self._inside("form") and not self._inside("template"):
            self._field(tag, at)
        if tag not in VOID:
            self.stack.append(element)

    def handle_data(self, data: str) -> None:
        for i in range(len(self.stack) - 1, -1, -1):
            tag = self.stack[i].tag
            if tag in ("label", "legend", "option", "textarea", *HEADINGS):
                self._words(self.stack[i], self.stack[i + 1 :], data)
            if tag in ("option", "textarea", "label", "legend", "form"):
                return

    def handle_endtag(self, tag: str) -> None:
        if not any(o.tag == tag for o in self.stack):
            return
        while (element := self.stack.pop()).tag != tag:
            self._closed(element)
        self._closed(element)

    # ---- what is made of it

    @staticmethod
    def _words(element: _Open, within: list[_Open], data: str) -> None:
        classes = " ".join(o.attrs.get("class", "") for o in within)
        if element.tag == "textarea":
            element.words.append(data)
        elif "cr-vh" in classes:
            element.hidden.append(data)
        elif "cr-hint" in classes:
            element.hint.append(data)
        else:
            if any(o.tag == "b" for o in within) and not _tidy(element.words):
                element.bold.append(data)
                return
            element.words.append(data)

    def _inside(self, tag: str) -> bool:
        return any(o.tag == tag for o in self.stack)

    def _field(self, tag: str, at: dict[str, str]) -> None:
        groups = [o for o in self.stack if o.tag == "fieldset"]
        kind = at.get("type", "text") if tag == "input" else tag
        if kind == "hidden":
            if groups:
                self.own.add(groups[-1].line)
            return
        if not at.get("name") or kind in ("submit", "button", "password", "file"):
            return
        found = _Found(
            attrs=at,
            kind={"radio": "one", "select": "one", "checkbox": "several"}.get(kind, "text"),  # type: ignore[arg-type]
            legends=tuple(g.legend for g in groups if g.legend),
            heading=self.heading,
            line=groups[-1].line if groups else 0,
            own=False,
            row=next((o.attrs["aria-label"] for o in reversed(self.stack) if o.attrs.get("role") == "group"), ""),
            text=at.get("value", "") if kind == "text" else "",
        )
        self.found.append(found)
        for label in (o for o in self.stack if o.tag == "label"):
            label.inputs.append(at)

    def _closed(self, element: _Open) -> None:
        if element.tag == "label":
            for id in [element.attrs.get("for", ""), *(at.get("id", "") for at in element.inputs)]:
                if id:
                    self.labels.setdefault(id, element)
        elif element.tag == "legend":
            group = next((o for o in reversed(self.stack) if o.tag == "fieldset"), None)
            if group:
                group.legend = NUMBER.sub("", _all(element))
        elif element.tag in HEADINGS and not self._inside("legend"):
            self.heading = _all(element)
        elif element.tag == "option" and self.found:
            value = element.attrs.get("value", _tidy(element.words))
            if value:
                choice = Choice(value, _all(element), chosen="selected" in element.attrs)
                self.found[-1].choices.append(choice)
        elif element.tag == "textarea" and self.found:
            self.found[-1].text = "".join(element.words).removeprefix("\n")


def _tidy(parts: list[str]) -> str:
    return " ".join("".join(parts).split())


def _all(element: _Open) -> str:
    """All that is seen of a legend, a heading or a choice; a number that stands in front is left out."""
    bold, words = _tidy(element.bold), _tidy(element.words)
    if bold.isdigit():
        bold = ""
    return f"{bold}{'' if words[:1] in (',', '.', ':', '') or not bold else ' '}{words}"


def _label(element: _Open | None) -> tuple[str, str]:
    """What a label says, and its hint. Of a choice that begins in bold type the bold words are enough."""
    if element is None or "cr-vh" in element.attrs.get("class", ""):  # only read out: the group says it already
        return "", ""
    bold, words = _tidy(element.bold), _tidy(element.words)
    return (bold or words), _tidy(element.hint)


def _joined(*parts: str) -> str:
    """Parts of a question in one line: a part that ends without a stop gets a colon."""
    said = ""
    for part in (p for p in parts if p):
        said += (" " if said.endswith((".", "?", "!", "”", ":")) else ": ") * bool(said) + part
    return said


def read(html: str) -> tuple[Field, ...]:
    """Every question of the one form in a page, in its order."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    rows: dict[str, list[_Found]] = {}
    for found in reader.found:
        found.own = found.line in reader.own
        if found.attrs.get("type") in ("radio", "checkbox"):
            label = reader.labels.get(found.attrs.get("id", ""))
            words, hint = _label(label)
            word = label is not None and "cr-word" in label.attrs.get("class", "")
            found.choices = [
                Choice(found.attrs.get("value", "on"), words, hint, "checked" in found.attrs, found.line, word)
            ]
        same = rows.setdefault(found.attrs["name"], [])
        if not same or (found.choices and same[0].kind == found.kind):
            same.append(found)
    return _told_apart([_one(name, same, reader) for name, same in rows.items()])


def _one(name: str, same: list[_Found], reader: _Reader) -> Field:
    first = same[0]
    choices = tuple(c for f in same for c in f.choices)
    if len({c.words for c in choices}) < len(choices):
        choices = tuple(replace(c, words=_joined(c.words, c.hint)) if c.hint else c for c in choices)
    if len({f.line for f in same}) > 1:  # a text cut into pieces: no group alone is the question
        return Field(name, first.kind, first.heading, "", choices, own=any(f.own for f in same))
    of_its_own = first.attrs.get("type") not in ("radio", "checkbox")  # its label is the question's, not a choice's
    label = _label(reader.labels.get(first.attrs.get("id", "")))[0] if of_its_own else ""
    row = first.row if first.kind == "text" else ""
    says = _joined(*first.legends, row, label) or first.heading
    return Field(name, first.kind, says, first.heading, choices, first.text.strip(), first.own)


def _told_apart(found: list[Field]) -> tuple[Field, ...]:
    """A heading is said only where there are several."""
    if len({f.under for f in found if f.under}) < 2:
        found = [replace(f, under="") for f in found]
    return tuple(replace(f, under="" if f.under == f.says else f.under) for f in found)
