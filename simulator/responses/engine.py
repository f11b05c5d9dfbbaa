"""Opening a database by its address, SQLite or PostgreSQL, and saying in one sentence why it cannot be used."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DatabaseError, IntegrityError, NoSuchModuleError, SQLAlchemyError

KINDS = ("sqlite", "postgresql")
PATIENCE = 10  # seconds to wait for another writer, or for a server to answer


class DatabaseProblem(Exception):
    """Why a database cannot be used; ``str()`` is one sentence with a cure. Nothing is lost."""


def open_engine(url: str | Path, **options: Any) -> Engine:
    """A database by its address; a path is a file of SQLite. Raises DatabaseProblem.

    Nothing is connected to yet. SQLite's transactions are begun by us: one that will write takes its turn at once
    (``connection.info["writes"] = True``), since two readers who both want to write cannot both go on.
    """
    try:
        where = make_url(f"sqlite:///{url}" if isinstance(url, Path) else url)
        where = where.set(drivername="postgresql+psycopg") if where.drivername == "postgresql" else where
        if where.get_backend_name() not in KINDS:
            raise DatabaseProblem(
                f"“{where.get_backend_name()}” is not a kind of database Caseroom knows. Write sqlite:///FILE or "
                "postgresql://USER@HOST/NAME."
            )
        if where.get_backend_name() == "postgresql":
            options = {"connect_args": {"connect_timeout": PATIENCE}, **options}
        engine = create_engine(where, **options)
    except (ArgumentError, NoSuchModuleError):
        raise DatabaseProblem(
            f"“{url}” is not a database address. Write sqlite:///FILE or postgresql://USER@HOST/NAME."
        ) from None
    except ImportError:
        raise DatabaseProblem(
            "The driver for PostgreSQL is not installed. Install it with: pip install 'caseroom[postgres]'"
        ) from None
    if where.get_backend_name() == "sqlite":
        event.listen(engine, "connect", _careful)
        event.listen(
            engine, "begin", lambda c: c.exec_driver_sql("BEGIN IMMEDIATE" if c.info.get("writes") else "BEGIN")
        )
    return engine


class Store:
    """A database that says in a sentence what is wrong with it. ``url``: ``sqlite:///…`` or ``postgresql://…``, or a path."""

    def __init__(self, url: str | Path, **options: Any) -> None:
        """Raises DatabaseProblem when the address cannot be understood or its driver is missing. Nothing is connected to yet."""
        self.engine = open_engine(url, **options)
        self.shown = shown(self.engine.url)

    def close(self) -> None:
        self.engine.dispose()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection to read with. Raises DatabaseProblem."""
        with self._sentences(), self.engine.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction: all of it on the disk, or nothing. Raises DatabaseProblem."""
        with self._sentences(), self.engine.connect() as connection:
            connection.info["writes"] = True
            try:
                with connection.begin():
                    yield connection
            finally:
                connection.info.pop("writes", None)

    @contextmanager
    def _sentences(self) -> Iterator[None]:
        try:
            yield
        except SQLAlchemyError as e:
            raise DatabaseProblem(sentence(e, self.shown)) from e


def _careful(connection: Any, _: Any) -> None:
    """SQLite: we begin transactions ourselves, and wait for one another."""
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout = {PATIENCE * 1000}")
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.close()


def shown(url: URL) -> str:
    """The address as it may be shown: without a password."""
    if url.get_backend_name() == "sqlite":
        return str(url.database)
    return url.set(drivername=url.get_backend_name()).render_as_string(hide_password=True)


def sentence(error: SQLAlchemyError, where: str) -> str:
    """A database's error in one sentence with a cure."""
    said = " ".join(str(getattr(error, "orig", None) or error).split())
    small = said.lower()
    if isinstance(error, IntegrityError):
        return f"Somebody else is filling {where} now. Let one of you finish; nothing is lost."
    if "readonly" in small or "read-only" in small or "permission denied" in small:
        return f"{where} can be read but not written to. Allow writing, or choose another database; nothing is lost."
    if "unable to open database" in small:
        return f"{where} cannot be opened. Check that its folder is there and that you may write in it."
    if "not a database" in small or "malformed" in small:
        return f"{where} is not a database. Choose another file; this one is left as it is."
    if "database or disk is full" in small or "no space left" in small:
        return f"There is no room left for {where}. Make room and run it again: it goes on where it stopped."
    if "locked" in small:
        return f"{where} is in use by another program. Wait until it has finished, and run it again."
    if "password authentication" in small or "does not exist" in small or "no password" in small:
        return f"{where} refuses us ({said[:120]}). Check user, password and the database's name."
    if isinstance(error, DatabaseError) and any(
        w in small for w in ("refused", "could not", "timeout", "closed", "terminat", "connection failed", "resolve")
    ):
        return f"The database {where} cannot be reached. Start it, or check its address; what was written stays."
    return f"The database {where} says: {said[:160]}. Nothing is lost; run it again when that is mended."
