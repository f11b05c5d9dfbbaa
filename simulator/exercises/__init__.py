"""The course: modules and their exercises, as authors wrote them."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from simulator.cases.fields import Name
from simulator.content import places
from simulator.content.errors import ContentError, Problem, did_you_mean
from simulator.content.loader import Source
from simulator.exercises.base import Spec, types


class UnknownExercise(ValueError):
    """A module or exercise there is not. The message says what there is."""


class Statement(BaseModel):
    """Something one may feel sure or unsure about, and the exercises whose marks speak to it."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    id: Name  # its own name in this module; answers are kept by it, so it stays
    says: str  # what one may be sure or unsure about, in the words of the work
    exercises: tuple[Name, ...]  # exercises of this module whose marks speak to it; each in one statement at most


class ModuleHead(BaseModel):
    """``module.yaml``: what a module is."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    name: str  # the folder's own name
    # made once, never changed
    uuid: str = Field(pattern=r"^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$")
    version: int = Field(gt=0)  # raise it when a change could change a mark
    order: int = Field(gt=0)  # its place in the course
    title: str  # as the learner sees it
    summary: str  # one or two sentences on what one learns
    content_note: str  # what it touches on
    debrief: str  # what is said at the end
    # how sure people feel: what a workshop asks before and after; about five
    confidence: tuple[Statement, ...] = ()


class Module(ModuleHead):
    """A module with its exercises in order."""

    exercises: tuple[Spec, ...]

    @property
    def minutes(self) -> int:
        return sum(e.minutes for e in self.exercises)

    def exercise(self, id: str) -> Spec:
        """One exercise. Raises UnknownExercise."""
        for spec in self.exercises:
            if spec.exercise == id:
                return spec
        known = [e.exercise for e in self.exercises]
        raise UnknownExercise(f"{self.name} has no exercise “{id}”. {did_you_mean(id, known)}")


def read_spec(source: Source) -> Spec:
    """One exercise file, read by the spec of its type. Raises ContentError."""
    if source.problems:
        raise ContentError(source.problems)
    kind = source.data.get("type") if isinstance(source.data, dict) else None
    if kind not in types():
        raise ContentError(
            [source.problem(("type",), f"There is no exercise type “{kind}”", did_you_mean(str(kind), types()))]
        )
    spec: Spec = source.read(types()[kind].Spec)  # type: ignore[assignment]
    return spec


def check_confidence(source: Source, head: ModuleHead, known: Collection[str]) -> Iterator[Problem]:
    """What is wrong with a module's statements. ``known``: the names of the module's exercises."""
    ids: set[str] = set()
    taken: dict[str, str] = {}
    for i, statement in enumerate(head.confidence):
        at = ("confidence", i)
        if statement.id in ids:
            yield source.problem((*at, "id"), f"There are two statements “{statement.id}”", "Rename one.")
        ids.add(statement.id)
        if not statement.exercises:
            cure = "Name those whose marks speak to it, or leave the statement out."
            yield source.problem((*at, "exercises"), "This statement names no exercise", cure)
        for n, name in enumerate(statement.exercises):
            here = (*at, "exercises", n)
            if name not in known:
                yield source.problem(here, f"There is no exercise “{name}” in this module", did_you_mean(name, known))
            elif name in taken:
                problem = f"The exercise “{name}” stands under “{taken[name]}” already"
                yield source.problem(here, problem, "Its marks can speak to one statement only. Keep one of them.")
            taken.setdefault(name, statement.id)


def read_module(folder: Path) -> Module:
    """One module's folder. Raises ContentError with every problem of all its files."""
    problems: list[Problem] = []
    specs: list[Spec] = []
    head = None
    paths = sorted((folder / "exercises").glob("*.yaml"))
    source = Source(folder / "module.yaml")
    try:
        head = source.read(ModuleHead)
        problems += check_confidence(source, head, [p.stem for p in paths])
    except ContentError as e:
        problems += e.problems
    for path in paths:
        try:
            specs.append(read_spec(Source(path)).model_copy(update={"module": folder.name}))
        except ContentError as e:
            problems += e.problems
    if problems or head is None:
        raise ContentError(problems)
    return Module(**head.model_dump(), exercises=tuple(sorted(specs, key=lambda s: s.order)))


@cache
def modules() -> tuple[Module, ...]:
    """Every module of the course, in order. Raises ContentError with every problem of every file."""
    found, problems = [], []
    for path in sorted(places.modules().glob("*/module.yaml")):
        try:
            found.append(read_module(path.parent))
        except ContentError as e:
            problems += e.problems
    if problems:
        raise ContentError(problems)
    return tuple(sorted(found, key=lambda m: (m.order, m.name)))


def module(name: str) -> Module:
    """One module. Raises UnknownExercise."""
    for found in modules():
        if found.name == name:
            return found
    raise UnknownExercise(f"There is no module “{name}”. {did_you_mean(name, [m.name for m in modules()])}")
