"""What every exercise type has in common. A type is one file in this folder; it is found by scanning.
Files that begin with ``base`` hold what types share.

A type module offers::

    Spec                                a Spec subclass: what an author may write; unknown keys are refused
    build(spec, case) -> Variant        the learner's variant, free of answers; takes a learner's copy of the case
    parse(spec, case, raw) -> Response  the form's values -> an answer; raises FormatProblem

``raw`` is what the page's ``<form>`` holds: a flat dict from field name to text, or to a list of texts where several
boxes share a name. It is saved as it is in responses.json and is hostile input until ``parse`` has read it.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Annotated, Any, Protocol, TypeAlias, TypeVar

from pydantic import BaseModel, ConfigDict, Field

from simulator.cases.dates import write_date, write_time
from simulator.cases.model import Case
from simulator.content.errors import did_you_mean

Raw: TypeAlias = Mapping[str, str | list[str]]

LONGEST = 20_000  # characters in one field: about eight pages
MOST_FIELDS = 400
LINES = 115  # numbered lines of reference/practice.md section 11


class FormatProblem(Exception):
    """The answer cannot be read. ``name`` is the rule broken; ``field`` the form's field; not a wrong answer."""

    def __init__(self, name: str, message: str, field: str = "") -> None:
        super().__init__(message)
        self.name, self.message, self.field = name, message, field


class Unfit(ValueError):
    """An exercise that a scenario cannot give. ``key`` is the author's key, ``problem`` and ``cure`` are for the author."""

    def __init__(self, key: str, problem: str, cure: str) -> None:
        super().__init__(f"{problem}. {cure}")
        self.key, self.problem, self.cure = key, problem, cure


class Spec(BaseModel):
    """What an author writes about an exercise, whatever its type."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    exercise: str = Field(pattern=r"^[a-z][a-z0-9_]*$")  # the file's own name, without .yaml
    # made once, never changed
    uuid: str = Field(pattern=r"^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$")
    version: int  # raise it when a change could change a mark
    type: str  # what kind of exercise it is
    title: str  # as the learner sees it
    lead: str  # what to do, in two or three sentences
    learn_title: str = "How it works"  # the heading over what there is to learn
    learn: str = ""  # what there is to learn before one begins
    minutes: int = Field(gt=0)  # how long it takes
    points: int = Field(gt=0)  # what it is worth
    order: int  # its place in the module
    practises: tuple[Annotated[int, Field(ge=1, le=LINES)], ...]  # numbered lines of practice.md section 11
    standards: tuple[str, ...]  # R5, E4 …: practice.md
    module: str = ""  # filled in by the course: the folder's name


class Variant(BaseModel):
    """What the learner gets. No answers."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Moment(Variant):
    """One thing seen or heard, with its time as the jurisdiction writes it."""

    id: str
    time: str
    text: str


class Scene(Variant):
    """What the worker saw and heard, to work from."""

    title: str
    you_are: str  # the learner's role
    moments: tuple[Moment, ...]


class Item(Variant):
    """One thing to decide about. ``under``: a few words beneath it."""

    id: str
    text: str
    under: str = ""


class Option(Variant):
    """One thing to choose."""

    value: str
    words: str


class Choosing(Variant):
    """A variant in which something is chosen for each item, beside the scene (``scene`` is None where none is needed)."""

    prefix: str  # the form's field of item N is PREFIX.N
    scene: Scene | None
    title: str
    under: str
    items: tuple[Item, ...]
    options: tuple[Option, ...]


def scene_of(case: Case) -> Scene:
    """The contact the exercises of a case are about, as the worker lived it."""
    event = case.event(case.scene_event)
    return Scene(
        title=f"{event.title}, {write_date(case, event.start, weekday=True)}",
        you_are=getattr(case.person(case.worker), "role", ""),
        moments=tuple(Moment(id=m.id, time=write_time(case, m.at), text=m.text) for m in case.scene),
    )


class Response(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Type(Protocol):
    """The shape of a type module."""

    Spec: type[BaseModel]

    @staticmethod
    def build(spec: Any, case: Case, *own: Raw | None) -> Variant: ...  # ``own``: only where spec has ``of``
    @staticmethod
    def parse(spec: Any, case: Case, raw: Raw) -> Response: ...


@cache
def types() -> dict[str, Type]:
    """Every exercise type by name, found by scanning this folder."""
    import simulator.exercises as here

    found: dict[str, Type] = {}
    for info in pkgutil.iter_modules(here.__path__):
        if not info.name.startswith("base"):
            found[info.name] = importlib.import_module(f"simulator.exercises.{info.name}")  # type: ignore[assignment]
    return found


def read_form(raw: object) -> dict[str, str | list[str]]:
    """Check a form's values for shape and size; every type's ``parse`` starts here.

    Returns a plain dict. Raises FormatProblem ("not a form", "too many fields", "too long", "not text").
    """
    if not isinstance(raw, Mapping):
        raise FormatProblem("not a form", "An answer is a set of named fields; this is something else.")
    if len(raw) > MOST_FIELDS:
        raise FormatProblem("too many fields", f"An answer has at most {MOST_FIELDS} fields; this has {len(raw)}.")
    out: dict[str, str | list[str]] = {}
    for name, value in raw.items():
        if not isinstance(name, str) or len(name) > 100:
            raise FormatProblem("not a form", "A field's name is a short text.")
        values = value if isinstance(value, list) else [value]
        if len(values) > MOST_FIELDS:
            raise FormatProblem("too many fields", f"“{name}” holds more than {MOST_FIELDS} values.", name)
        for v in values:
            if not isinstance(v, str):
                raise FormatProblem("not text", f"“{name}” holds something that is not text.", name)
            if len(v) > LONGEST:
                raise FormatProblem(
                    "too long", f"“{name}” is longer than {LONGEST:,} characters. Shorten it and it will be read.", name
                )
        out[name] = list(value) if isinstance(value, list) else value
    return out


def check_fields(
    form: Mapping[str, object], prefixes: Iterable[str], ids: Iterable[str], plain: Iterable[str] = ()
) -> None:
    """Every field is ``prefix.id`` or one of the plain ones. Raises FormatProblem ("unknown field")."""
    prefixes, ids, plain = set(prefixes), set(ids), set(plain)
    for name in form:
        prefix, _, id = name.partition(".")
        if name not in plain and not (prefix in prefixes and id in ids):
            raise FormatProblem("unknown field", f"This exercise has no field “{name}”.", name)


def chosen(
    form: Mapping[str, str | list[str]], prefix: str, ids: Iterable[str], allowed: Iterable[str]
) -> dict[str, str]:
    """id -> what was chosen in ``prefix.id``; what is not answered is left out. Raises FormatProblem ("unknown choice")."""
    allowed, out = list(allowed), {}
    for id in ids:
        name = f"{prefix}.{id}"
        if value := one(form, name):
            if value not in allowed:
                raise FormatProblem("unknown choice", f"“{value}” is not one of: {', '.join(allowed)}.", name)
            out[id] = value
    return out


def ticked(
    form: Mapping[str, str | list[str]], prefix: str, ids: Iterable[str], allowed: Iterable[str], nobody: str
) -> dict[str, tuple[str, ...]]:
    """The boxes ticked in ``prefix.id``, each once; what is not answered is left out.

    Raises FormatProblem ("unknown choice"), which says of a box that it is ``nobody``: “no card here”.
    """
    allowed, out = list(allowed), {}
    for id in ids:
        boxes = [t for t in many(form, f"{prefix}.{id}") if t]
        for t in boxes:
            if t not in allowed:
                raise FormatProblem("unknown choice", f"“{t}” is {nobody}.", f"{prefix}.{id}")
        if boxes:
            out[id] = tuple(dict.fromkeys(boxes))
    return out


class Named(Protocol):
    @property
    def id(self) -> str: ...


Thing = TypeVar("Thing", bound=Named)


def named(items: Iterable[Thing], name: str, key: str, case: Case) -> Thing:
    """The item of that name in a case. Raises Unfit."""
    found = {item.id: item for item in items}
    if name not in found:
        raise Unfit(key, f"The scenario {case.scenario} has no {key} “{name}”", did_you_mean(name, found))
    return found[name]


def one(form: Mapping[str, str | list[str]], name: str) -> str:
    """The one text in a field, trimmed; empty when the field is missing."""
    value = form.get(name, "")
    return (value[0] if value else "").strip() if isinstance(value, list) else value.strip()


def many(form: Mapping[str, str | list[str]], name: str) -> list[str]:
    """All texts in a field that may hold several."""
    value = form.get(name, [])
    return list(value) if isinstance(value, list) else [value]
