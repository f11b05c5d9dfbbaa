"""Where the answers of a workshop live: one database for all workshops of a trainer, SQLite or PostgreSQL.

Nothing of a case is stored, since a case is made again from its number; no token is stored, only what it hashes to.
"""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    delete,
    func,
    inspect,
    select,
)
from sqlalchemy.exc import DBAPIError

from simulator.cases import GENERATOR, CaseRef
from simulator.responses.engine import DatabaseProblem, Store

SCHEMA = 1  # raised by every change of the tables below
FILE = "workshops.db"  # in the data folder

metadata = MetaData()

about = Table("about", metadata, Column("key", String(40), primary_key=True), Column("value", Text, nullable=False))

workshops = Table(
    "workshops",
    metadata,
    Column("id", String(16), primary_key=True),
    Column("module", String(60), nullable=False),
    Column("exercises", Text, nullable=False),  # JSON: the exercises' names, in order
    Column("scenario", String(60), nullable=False),
    Column("jurisdiction", String(60), nullable=False),
    Column("seed", Integer, nullable=False),  # of the room's family, where it shares one
    Column("own", Boolean, nullable=False),  # each seat a family of its own
    Column("pairs", Boolean, nullable=False),
    Column("seats", Integer, nullable=False),
    Column("code", String(6), nullable=False),
    Column("generator", String(20), nullable=False),  # families are made again: by the same version, or they are others
    Column("board", String(64), nullable=False),  # what the facilitator's token hashes to
    Column("opened_at", Float, nullable=False),
    Column("delete_at", Float, nullable=False),
    # what the trainer has set; see room.State
    Column("stage", String(10), nullable=False, default="before"),
    Column("exercise", String(60), nullable=False, default=""),
    Column("paused", Boolean, nullable=False, default=False),
    Column("locked", Boolean, nullable=False, default=False),
    Column("revealed", Text, nullable=False, default="[]"),  # JSON: exercises whose reasons are shown
    Column("ends_at", Float),
    Column("message", Text, nullable=False, default=""),
    Column("message_at", Float),
)

seats = Table(
    "seats",
    metadata,
    Column("workshop", ForeignKey("workshops.id"), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("scenario", String(60), nullable=False),
    Column("jurisdiction", String(60), nullable=False),
    Column("seed", Integer, nullable=False),
    Column("partner_code", String(4), nullable=False),  # what a partner types to sit down here
)

people = Table(
    "people",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("workshop", ForeignKey("workshops.id"), nullable=False),
    Column("seat", Integer, nullable=False),
    Column("name", String(60), nullable=False),
    Column("token", String(64), nullable=False),  # what their token hashes to
    Column("page", String(40), nullable=False, default=""),  # the window they work in
    Column("joined_at", Float, nullable=False),
    UniqueConstraint("token", name="people_by_token"),
    Index("people_by_seat", "workshop", "seat"),
)

answers = Table(
    "answers",
    metadata,
    Column("workshop", ForeignKey("workshops.id"), primary_key=True),
    Column("seat", Integer, primary_key=True, autoincrement=False),
    Column("exercise", String(60), primary_key=True),
    Column("value", Text, nullable=False),  # JSON: the form
    Column("saved_at", String(40), nullable=False),  # local time with its zone
    Column("changed_at", Float, nullable=False),  # when the form last was another
    Column("attempts", Integer, nullable=False, default=0),
    Column("wish", Integer),  # of a pair: who wants the work checked as it stands
)

checks = Table(
    "checks",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("workshop", ForeignKey("workshops.id"), nullable=False),
    Column("seat", Integer, nullable=False),
    Column("exercise", String(60), nullable=False),
    Column("at", Float, nullable=False),
    Column("points", Float, nullable=False),
    Column("out_of", Float, nullable=False),  # of what software marks
    Column("found", Text, nullable=False),  # JSON: [{id, title, passed, rationale}, …]
    Index("checks_by_seat", "workshop", "seat", "exercise"),
)

ratings = Table(
    "ratings",
    metadata,
    Column("person", ForeignKey("people.id"), primary_key=True),
    Column("stage", String(10), primary_key=True),  # before | after
    Column("item", String(60), primary_key=True),
    Column("value", Integer, nullable=False),  # 0 not at all … 4 very sure
)


@dataclass(frozen=True)
class Workshop:
    """What a trainer opened. Times are seconds since 1970."""

    id: str
    module: str
    exercises: tuple[str, ...]
    family: CaseRef
    own: bool
    pairs: bool
    seats: int
    code: str
    opened_at: float
    delete_at: float
    generator: str = GENERATOR

    @property
    def same_families(self) -> bool:
        """Whether this Caseroom makes the families the workshop was held with."""
        return self.generator == GENERATOR


@dataclass(frozen=True)
class Deleted:
    """What was deleted with a workshop."""

    people: int
    answers: int
    checks: int
    ratings: int

    def __str__(self) -> str:
        parts = (
            many(self.people, "person", "people"),
            many(self.answers, "answer"),
            many(self.checks, "check"),
            many(self.ratings, "self-rating"),
        )
        return f"{', '.join(parts[:-1])} and {parts[-1]}"


def many(count: int, one: str, more: str = "") -> str:
    """3 answers, 1 answer, no answers."""
    return f"{count or 'no'} {one if count == 1 else more or one + 's'}"


class Database(Store):
    """All workshops of one database. ``url``: ``sqlite:///…`` or ``postgresql://…``, or a path."""

    def __init__(self, url: str | Path) -> None:
        """Raises DatabaseProblem for an address that cannot be understood. Nothing is connected to yet."""
        asks_first = not isinstance(url, Path)  # whether a connection still stands: a server may have gone
        super().__init__(url, pool_size=2, max_overflow=2, pool_pre_ping=asks_first, hide_parameters=True)

    def make(self) -> None:
        """Make the tables where there are none. Raises DatabaseProblem for a database of something or somebody else."""
        self._of_sqlite("PRAGMA journal_mode = WAL")  # readers and a writer at once
        with self.writing() as connection:
            found = set(inspect(connection).get_table_names())
            if not found & set(metadata.tables):
                metadata.create_all(connection)
                connection.execute(about.insert().values(key="schema", value=str(SCHEMA)))
                return
            if "about" not in found or "workshops" not in found:
                raise DatabaseProblem(f"{self.shown} holds something else already. Choose another database.")
            schema = connection.scalar(select(about.c.value).where(about.c.key == "schema"))
            if schema != str(SCHEMA):
                raise DatabaseProblem(
                    f"{self.shown} was made by another version of Caseroom (schema {schema}; this one knows {SCHEMA}). "
                    "Choose another database; this one is left as it is."
                )

    def _of_sqlite(self, *statements: str) -> None:
        """Statements of SQLite's own that stand in no transaction; nothing for another kind of database."""
        if self.engine.dialect.name != "sqlite":
            return
        with self._sentences():
            raw = self.engine.raw_connection()
            try:
                for statement in statements:
                    raw.cursor().execute(statement)
            except self.engine.dialect.dbapi.Error as e:  # type: ignore[union-attr]
                raise DBAPIError.instance(statement, None, e, self.engine.dialect.dbapi.Error) from e  # type: ignore[union-attr]
            finally:
                raw.close()

    # ---- workshops

    def add(self, workshop: Workshop, board: str) -> None:
        """A new workshop. ``board`` is what the facilitator's token hashes to. Raises DatabaseProblem."""
        row = {
            "id": workshop.id,
            "module": workshop.module,
            "exercises": json.dumps(workshop.exercises),
            "scenario": workshop.family.scenario,
            "jurisdiction": workshop.family.jurisdiction,
            "seed": workshop.family.seed,
            "own": workshop.own,
            "pairs": workshop.pairs,
            "seats": workshop.seats,
            "code": workshop.code,
            "generator": workshop.generator,
            "board": board,
            "opened_at": workshop.opened_at,
            "delete_at": workshop.delete_at,
        }
        with self.writing() as connection:
            connection.execute(workshops.insert().values(**row))

    def all(self) -> tuple[Workshop, ...]:
        """Every workshop, the newest first. Raises DatabaseProblem."""
        with self.reading() as connection:
            rows = connection.execute(select(workshops).order_by(workshops.c.opened_at.desc()))
            return tuple(_workshop(row) for row in rows)

    def workshop(self, id: str) -> Workshop | None:
        """One workshop. Raises DatabaseProblem."""
        with self.reading() as connection:
            row = connection.execute(select(workshops).where(workshops.c.id == id)).one_or_none()
            return _workshop(row) if row else None

    def delete(self, id: str) -> Deleted:
        """Delete a workshop with everything anybody did in it, and say how much that was. Raises DatabaseProblem."""
        with self.writing() as connection:
            those = select(people.c.id).where(people.c.workshop == id)
            counted = {"ratings": connection.execute(delete(ratings).where(ratings.c.person.in_(those))).rowcount}
            for table in (checks, answers, people):
                counted[table.name] = connection.execute(delete(table).where(table.c.workshop == id)).rowcount
            connection.execute(delete(seats).where(seats.c.workshop == id))
            connection.execute(delete(workshops).where(workshops.c.id == id))
        self._of_sqlite("VACUUM", "PRAGMA wal_checkpoint(TRUNCATE)")  # so that nothing stays readable in the file
        return Deleted(**counted)

    def due(self, now: float | None = None) -> tuple[str, ...]:
        """The workshops whose time is up. Raises DatabaseProblem."""
        with self.reading() as connection:
            chosen = select(workshops.c.id).where(workshops.c.delete_at <= (time.time() if now is None else now))
            return tuple(connection.scalars(chosen))

    def count(self, id: str) -> int:
        """How many people joined a workshop. Raises DatabaseProblem."""
        with self.reading() as connection:
            return connection.scalar(select(func.count()).select_from(people).where(people.c.workshop == id)) or 0


def _workshop(row: Any) -> Workshop:
    return Workshop(
        id=row.id,
        module=row.module,
        exercises=tuple(json.loads(row.exercises)),
        family=CaseRef(scenario=row.scenario, jurisdiction=row.jurisdiction, seed=row.seed),
        own=bool(row.own),
        pairs=bool(row.pairs),
        seats=row.seats,
        code=row.code,
        opened_at=row.opened_at,
        delete_at=row.delete_at,
        generator=row.generator,
    )


def local(iso: str) -> datetime:
    """A time as it was saved."""
    return datetime.fromisoformat(iso)
