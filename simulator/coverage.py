"""Which numbered lines of the practice reference, section 11, the course lets a learner practise."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import BaseModel, ConfigDict

from simulator.content import places
from simulator.content.loader import read_model
from simulator.exercises import modules


class Line(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")
    item: str
    area: str
    central: bool = False
    practise: bool = True


class Lines(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")
    lines: dict[int, Line]


class Covered(Line):
    number: int
    exercises: tuple[str, ...]  # module/exercise
    standards: tuple[str, ...]


class Coverage(BaseModel):
    """Every line with the exercises that practise it."""

    model_config = ConfigDict(frozen=True)
    lines: tuple[Covered, ...]

    def table(self) -> Iterator[str]:
        """The table, line by line, with totals at the end."""
        for line in self.lines:
            if line.exercises:
                where = ", ".join(line.exercises)
                yield f"{line.number:>3} {'*' if line.central else ' '} {line.item}\n      {where} ({', '.join(line.standards)})"
        wanted = [x for x in self.lines if x.practise]
        done = [x for x in wanted if x.exercises]
        central = [x for x in wanted if x.central]
        yield ""
        yield f"{len(done)} of {len(wanted)} lines are practised ({len(self.lines)} lines in all)."
        yield f"{sum(bool(x.exercises) for x in central)} of {len(central)} central lines (*) are practised."
        yield f"Not yet: {', '.join(str(x.number) for x in wanted if not x.exercises) or 'none'}."


def lines() -> dict[int, Line]:
    """The numbered lines, from modules/practice_lines.yaml."""
    return read_model(places.modules() / "practice_lines.yaml", Lines).lines


def coverage() -> Coverage:
    """Read every exercise of the course and say which lines it practises."""
    specs = [spec for module in modules() for spec in module.exercises]
    out = []
    for number, line in lines().items():
        here = [s for s in specs if number in s.practises]
        out.append(
            Covered(
                **line.model_dump(),
                number=number,
                exercises=tuple(f"{s.module}/{s.exercise}" for s in here),
                standards=tuple(sorted({x for s in here for x in s.standards})),
            )
        )
    return Coverage(lines=tuple(out))
