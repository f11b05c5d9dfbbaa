"""An agency's database: opening it, filling it, and one worker's caseload."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, func, inspect, select

from simulator.cases import GENERATOR, LARGEST_SEED, CaseRef, profile
from simulator.cases.draw import Draw
from simulator.cases.names import family_names, first_names, locale_of
from simulator.records.agency import tables as t
from simulator.responses.engine import DatabaseProblem, Store

YOURS = 0  # the seat of whoever sits at the screen
CASES_A_WORKER = 18
FILE = "agency.db"  # in the data folder
ADDRESS = "CASEROOM_AGENCY"  # environment: another database


@dataclass(frozen=True)
class AgencyRef:
    """What makes an agency: the same again makes the same cases."""

    jurisdiction: str
    seed: int
    scenarios: tuple[str, ...]
    workers: int

    def candidates(self, number: int) -> Iterator[CaseRef]:
        """The case of a number, and those that stand in when its file number is taken."""
        for attempt in range(1000):
            drawn = blake2b(f"agency/{self.jurisdiction}/{self.seed}/{number}/{attempt}".encode(), digest_size=16)
            pick = int.from_bytes(drawn.digest(), "big")
            scenario = self.scenarios[pick % len(self.scenarios)]
            yield CaseRef(scenario=scenario, jurisdiction=self.jurisdiction, seed=(pick >> 32) % LARGEST_SEED)

    def seat(self, number: int) -> int:
        """Whose case it is."""
        return Draw("agency", self.jurisdiction, self.seed).number(f"seat.{number}", self.workers)

    def worker(self, seat: int) -> str:
        """A worker's name."""
        draw, place = Draw("agency", self.jurisdiction, self.seed), profile(self.jurisdiction)
        path = f"worker.{seat}"
        locale = locale_of(draw, path, place)
        gender = draw.pick(f"{path}.gender", ("woman", "man"))
        first = next(first_names(draw, f"{path}.first", gender, locale, 40))
        return f"{first} {next(family_names(draw, f'{path}.family', locale), '')}".strip()


@dataclass(frozen=True)
class FileCard:
    """One line of a caseload."""

    number: int  # its place in the agency, from 0
    ref: CaseRef
    file_no: str
    name: str
    household: str
    born: date | None
    address: str
    seat: int
    worker: str
    today: date
    due: date | None
    due_what: str
    alerts: tuple[tuple[str, str], ...]  # kind, title

    @property
    def yours(self) -> bool:
        return self.seat == YOURS


class Agency(Store):
    """An agency in a database. ``url``: ``sqlite:///…`` or ``postgresql://…``."""

    def __init__(self, url: str | Path) -> None:
        """Raises DatabaseProblem when the address cannot be understood or its driver is missing."""
        super().__init__(url)
        self._known: AgencyRef | None = None
        self._words: tuple[int, tuple[str, ...]] = (-1, ())

    # --- what it is --------------------------------------------------------------------------------

    def ref(self) -> AgencyRef | None:
        """What this agency was made from; None for an empty database. Raises DatabaseProblem for one we cannot use."""
        if self._known is None:
            with self.reading() as connection:
                self._known = self._read_ref(connection)
        return self._known

    def _read_ref(self, connection: Connection) -> AgencyRef | None:
        found = set(inspect(connection).get_table_names())
        if "about" not in found:
            if found:
                raise DatabaseProblem(f"{self.shown} holds something else already. Choose another database.")
            return None
        rows = connection.execute(select(t.about.c.key, t.about.c.value))
        about: dict[str, str] = {row.key: row.value for row in rows}
        schema = int(about.get("schema", "0"))
        if schema > t.SCHEMA:
            raise DatabaseProblem(
                f"{self.shown} was made by a newer Caseroom (schema {schema}; this one knows {t.SCHEMA}). "
                "Update Caseroom, or choose another database."
            )
        if schema < t.SCHEMA or about["generator"] != GENERATOR:
            raise DatabaseProblem(
                f"{self.shown} was filled by an older Caseroom, whose families are no longer made. "
                "Fill a new database; the old one is left as it is."
            )
        return AgencyRef(
            jurisdiction=about["jurisdiction"],
            seed=int(about["seed"]),
            scenarios=tuple(json.loads(about["scenarios"])),
            workers=int(about["workers"]),
        )

    def filled(self) -> int:
        """How many cases it holds."""
        with self.reading() as connection:
            return count(connection) if "cases" in inspect(connection).get_table_names() else 0

    # --- a worker's day ----------------------------------------------------------------------------------

    def caseload(self, seat: int = YOURS, most: int = 200) -> tuple[FileCard, ...]:
        """The files of one worker, the next due first."""
        with self.reading() as connection:
            chosen = (
                cards().where(t.cases.c.seat == seat).order_by(t.cases.c.due.is_(None), t.cases.c.due, t.cases.c.id)
            )
            return self.cards(connection, chosen.limit(most))

    def alerts(self, seat: int = YOURS) -> tuple[tuple[FileCard, str, str], ...]:
        """Every alert on a worker's files: (file, kind, title)."""
        return tuple((card, kind, title) for card in self.caseload(seat) for kind, title in card.alerts)

    def file(self, file_no: str) -> FileCard | None:
        """The file of a number."""
        with self.reading() as connection:
            return next(iter(self.cards(connection, cards().where(t.cases.c.file_no == file_no))), None)

    def workers(self) -> tuple[tuple[int, str, int], ...]:
        """(seat, name, number of files) of everybody."""
        with self.reading() as connection:
            rows = connection.execute(
                select(t.workers.c.seat, t.workers.c.name, func.count(t.cases.c.id))
                .join_from(t.workers, t.cases, isouter=True)
                .group_by(t.workers.c.seat, t.workers.c.name)
                .order_by(t.workers.c.seat)
            )
            return tuple((seat, name, count) for seat, name, count in rows)

    def words_of_names(self, connection: Connection) -> tuple[str, ...]:
        """Every word of every name: some ten thousand, read once for a number of cases."""
        filled = count(connection)
        if self._words[0] != filled:
            self._words = filled, tuple(connection.scalars(select(t.name_words.c.word).distinct()))
        return self._words[1]

    def cards(self, connection: Connection, chosen: Any) -> tuple[FileCard, ...]:
        """The cards of a selection of cases."""
        ref = self.ref()
        assert ref is not None
        return tuple(
            FileCard(
                number=r.id,
                ref=CaseRef(scenario=r.scenario, jurisdiction=ref.jurisdiction, seed=r.seed),
                file_no=r.file_no,
                name=r.name,
                household=r.household,
                born=r.born,
                address=r.address,
                seat=r.seat,
                worker="You" if r.seat == YOURS else r.worker,
                today=r.today,
                due=r.due,
                due_what=r.due_what,
                alerts=tuple((kind, title) for kind, title in json.loads(r.alerts)),
            )
            for r in connection.execute(chosen)
        )


def kept_in(data: Path) -> str | Path | None:
    """Where the agency of a data folder is: the address in CASEROOM_AGENCY, or the file in the folder if there is one."""
    return os.environ.get(ADDRESS) or (data / FILE if (data / FILE).exists() else None)


def cards() -> Any:
    """Every file with its worker's name, to be narrowed down."""
    return select(t.cases, t.workers.c.name.label("worker")).join_from(t.cases, t.workers)


def count(connection: Connection) -> int:
    """How many cases there are."""
    return connection.scalar(select(func.count()).select_from(t.cases)) or 0
