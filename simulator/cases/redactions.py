"""Redactions: texts in which something must go before somebody reads them, told with one family's names, places and days.

An author marks inline: ``[[{neighbour.full}|neighbour]]`` must go, ``[[at the weekend|may]]`` may go or stay, ``[[…|keep]]`` must
stay and is tempting; whatever has no mark stays. A mark names a kind, or one of the text's ``things``, which may be in several
places. ``tell_redaction(name, case)`` draws and fills one text and says to the letter where its things are; ``for_learner()`` is
the same text without them. Practice source: practice.md C6, C10 and section 0 (Safe Harbor).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Literal

from simulator.cases import jurisdiction_names, profile
from simulator.cases.case_teller import CaseTeller
from simulator.cases.fields import Join, Say
from simulator.cases.frozen import Frozen
from simulator.cases.model import Case
from simulator.cases.redaction_specs import PageSpec, RedactionSpec
from simulator.cases.situation_checks import unknown_strands
from simulator.content import places
from simulator.content.errors import ContentError, Problem, did_you_mean
from simulator.content.loader import Loc, Source

OPEN, BAR, CLOSE = "\ue000", "\ue001", "\ue002"  # stand in for [[ | ]] once the slots are filled; no name holds them
MARK = re.compile(r"\[\[([^\[\]|]*)\|([^\[\]|]*)\]\]")
FILLED = re.compile(f"{OPEN}([^{CLOSE}]*){BAR}([^{CLOSE}]*){CLOSE}")
STAYS = ("may", "keep")  # what an author need not declare: may go or stay; must stay
Worth = Literal["go", "may", "keep"]


class Planted(Frozen):
    """One thing in a text. ``spans``: where it stands, from the first character to behind the last."""

    id: str  # a number, in the order of the text
    worth: Worth
    kind: str
    what: str  # “a neighbour’s name”
    spans: tuple[tuple[int, int], ...]
    because: str = ""
    next_time: str = ""
    never: bool = False


class Redaction(Frozen):
    """What one learner gets of a redaction. ``things`` and what stands below it are for the marker only."""

    name: str
    page: str  # which of the texts
    title: str
    under: str
    reader: str
    text: str  # lines parted by line ends
    standard: str
    things: tuple[Planted, ...] = ()
    kept: str = ""
    kept_next: str = ""
    danger: str = ""

    def of(self, worth: Worth) -> tuple[Planted, ...]:
        return tuple(t for t in self.things if t.worth == worth)

    def for_learner(self) -> Redaction:
        return self.model_copy(update={"page": "", "things": (), "kept": "", "kept_next": "", "danger": ""})


def redaction_names() -> list[str]:
    """The redactions there are, by name."""
    return sorted(p.stem for p in (places.dummy_cases() / "redactions").glob("*.yaml"))


class UnknownRedaction(ValueError):
    """A redaction there is not. The message says what there is."""


@cache
def redaction_spec(name: str) -> RedactionSpec:
    """A redaction as its author wrote it. Raises UnknownRedaction; ContentError when its file has mistakes."""
    if name not in redaction_names():
        raise UnknownRedaction(f"There is no redaction “{name}”. {did_you_mean(name, redaction_names())}".strip())
    source = Source(places.dummy_cases() / "redactions" / f"{name}.yaml")
    spec = source.read(RedactionSpec)
    problems = check_redaction(source, spec)
    if problems:
        raise ContentError(problems)
    return spec


def tell_redaction(name: str, case: Case, page: str = "") -> Redaction:
    """A text for one case, with what must go. The same for a learner's copy of the case.

    ``page``: one of its texts instead of the one that is drawn, for authors. Raises UnknownRedaction; ContentError when its
    file has mistakes.
    """
    return _Telling(redaction_spec(name), case.for_learner()).tell(page)


class _Telling(CaseTeller):
    """One text in the making."""

    def __init__(self, spec: RedactionSpec, case: Case) -> None:
        super().__init__(spec.redaction, case)
        self.spec = spec

    def fill(self, text: str) -> str:
        """A text with its slots filled; its marks become OPEN words BAR name CLOSE, and no name of a mark is reworded."""
        out, at = [], 0
        for mark in MARK.finditer(text):
            out += [super().fill(text[at : mark.start()]), OPEN, super().fill(mark[1]), BAR, mark[2].strip(), CLOSE]
            at = mark.end()
        return "".join([*out, super().fill(text[at:])])

    def tell(self, page: str = "") -> Redaction:
        spec = self.spec
        self.draw_strands(spec.strands)
        self.draw_times(spec.times)
        self.draw_people(spec.people)
        self.names["n"] = {
            id: self.draw.digits(f"number.{id}", self.text(f"pattern.{id}", pattern))
            for id, pattern in spec.numbers.items()
        }
        known = {p.name for p in self.case.places}
        for id, kind in spec.places.items():
            free = [n for n in self.profile.places[kind] if n not in known]
            self.names[id] = {"": self.draw.pick(f"place.{id}", free)}
        self.draw_words(spec.words)
        possible = [p for p in self.those(spec.texts) if not page or p.id == page]
        if not possible:
            raise UnknownRedaction(f"“{spec.redaction}” has no text for this family. Give it one without “when”.")
        drawn = self.draw.pick("text", possible)
        text, marks = _read(self.text(f"text.{drawn.id}", drawn.text))
        return Redaction(
            name=spec.redaction,
            page=drawn.id,
            title=self.text(f"title.{drawn.id}", drawn.title),
            under=self.text(f"under.{drawn.id}", drawn.under),
            reader=self.text("reader", spec.reader),
            text=text,
            standard=self.text("standard", spec.standard),
            things=tuple(self._things(drawn, marks)),
            kept=self.text("kept", spec.kept),
            kept_next=self.text("kept.next", spec.kept_next),
            danger=self.text(f"danger.{drawn.id}", drawn.danger),
        )

    def _things(self, page: PageSpec, marks: list[tuple[int, int, str]]) -> Iterator[Planted]:
        """The things of a text in its order: a name of ``things`` in all its places, every other mark for itself."""
        kinds = self.some(self.spec.kinds)
        found: dict[str, list[tuple[int, int]]] = {}
        for n, (start, end, name) in enumerate(marks):
            found.setdefault(name if name in page.things else f"{name}.{n}", []).append((start, end))
        for id, (key, spans) in enumerate(found.items(), 1):
            name = key.partition(".")[0]
            own = page.things.get(name)
            kind = own.kind if own else name
            known = kinds.get(kind)
            path = f"thing.{page.id}.{name}"
            yield Planted(
                id=str(id),
                worth="go" if known else "keep" if kind == "keep" else "may",
                kind=kind,
                what=self.text(f"{path}.is", (own and own.is_) or (known.is_ if known else ())),
                spans=tuple(spans),
                because=self.text(f"{path}.because", (own and own.because) or (known.because if known else ())),
                next_time=self.text(f"{path}.next", (own and own.next_time) or (known.next_time if known else ())),
                never=bool(known and known.never),
            )


def _read(filled: str) -> tuple[str, list[tuple[int, int, str]]]:
    """A filled text without its marks, and (start, end, name) of each. Blanks are single, lines have no blanks at their ends."""
    lines = [re.sub(r"[^\S\n]+", " ", line).strip() for line in filled.split("\n")]
    filled = "\n".join(line for line in lines if line)
    text, marks, at = "", [], 0
    for mark in FILLED.finditer(filled):
        text += filled[at : mark.start()]
        marks.append((len(text), len(text) + len(mark[1]), mark[2]))
        text += mark[1]
        at = mark.end()
    return text + filled[at:], marks


# --- what can be wrong in a file beyond its shape ----------------------------------------------------


def check_redaction(source: Source, spec: RedactionSpec) -> list[Problem]:
    """Every such problem of one file."""
    return [
        *_file(source, spec),
        *unknown_strands(source, spec, spec.strands),
        *(x for i, page in enumerate(spec.texts) for x in _page(source, spec, i, page)),
    ]


def _file(source: Source, spec: RedactionSpec) -> Iterator[Problem]:
    if spec.redaction != source.path.stem:
        yield source.problem(("redaction",), f"The file is called “{source.path.stem}”", "Give both the same name.")
    for p in map(profile, jurisdiction_names()):
        for name in {*_wordings(spec.standard)} - p.standards.keys():
            problem = f"{p.title} has no standard “{name}”"
            yield source.problem(("standard",), problem, did_you_mean(name, p.standards))
        for id, kind in spec.places.items():
            if kind not in p.places:
                problem = f"{p.title} has no places “{kind}”"
                yield source.problem(("places", id), problem, did_you_mean(kind, p.places))
    for name in STAYS:
        if name in spec.kinds:
            yield source.problem(("kinds", name), f"“{name}” is no kind that must go", "Give the kind another name.")
    names = [page.id for page in spec.texts]
    for i, id in enumerate(names):
        if id in names[:i]:
            yield source.problem(("texts", i, "id"), f"There are two texts “{id}”", "Give each a name of its own.")


def _page(source: Source, spec: RedactionSpec, i: int, page: PageSpec) -> Iterator[Problem]:
    used: set[str] = set()
    kinds = {*spec.kinds, *STAYS}
    at: Loc = ("texts", i, "text")
    for text in _wordings(page.text):
        rest = MARK.sub(r"\1", text)
        if "[[" in rest or "]]" in rest:
            start = next(m.start() for m in re.finditer(r"\[\[|\]\]", rest))
            near = " ".join(rest[start : start + 40].split())
            yield source.problem(at, f"A mark is not whole, near “{near}”", "Write it as [[the words|name]].")
        for words, name in MARK.findall(text):
            name = name.strip()
            used.add(name)
            if not re.search(r"\w", words):
                yield source.problem(at, f"A mark “{name}” has no words", "Put the words in front of the |.")
            if name not in kinds and name not in page.things:
                known = {*kinds, *page.things}
                yield source.problem(at, f"“{name}” is neither a kind nor a thing", did_you_mean(name, known))
    for name, thing in page.things.items():
        where: Loc = ("texts", i, "things", name)
        if name in kinds:
            yield source.problem(where, f"“{name}” is a kind already", "Give the thing another name.")
        if thing.kind not in kinds:
            yield source.problem((*where, "kind"), f"There is no kind “{thing.kind}”", did_you_mean(thing.kind, kinds))
        if name not in used:
            yield source.problem(where, f"Nothing in the text is “{name}”", "Mark its words, or delete it.")
    if not any(name in spec.kinds or page.things[name].kind in spec.kinds for name in used & {*kinds, *page.things}
               if name not in STAYS):  # fmt: skip
        yield source.problem(at, "Nothing in this text must go", "Mark it as [[the words|kind]].")


def _wordings(texts: tuple[str | Say | Join, ...]) -> Iterator[str]:
    """Every wording of a text, those of its paragraphs among them."""
    for text in texts:
        if isinstance(text, Join):
            for part in text.all:
                yield from _wordings(part if isinstance(part, tuple) else (part,))
        else:
            yield text if isinstance(text, str) else text.say


# --- for authors --------------------------------------------------------------------------------------


def read_redaction(told: Redaction) -> Iterator[str]:
    """A text with what must go, line by line, for authors: [must go: kind], (may), <must stay>."""
    signs = {"go": ("[", "]"), "may": ("(", ")"), "keep": ("<", ">")}
    edges: dict[int, str] = {}
    for thing in told.things:
        left, right = signs[thing.worth]
        for start, end in thing.spans:
            edges[start] = edges.get(start, "") + left
            edges[end] = right + edges.get(end, "")
    text = "".join(edges.get(n, "") + c for n, c in enumerate(told.text)) + edges.get(len(told.text), "")
    yield from (told.title, told.under, "", *text.split("\n"), "")
    for t in told.things:
        words = ", ".join(f"“{told.text[a:b]}”" for a, b in t.spans)
        sign = "!" if t.never else {"go": "+", "may": "~", "keep": "-"}[t.worth]
        yield f"{sign} {t.id}. {words}: {t.what or t.worth}  <{t.because}> <{t.next_time}>"
    yield f"words: {len(told.text.split())}"
