"""The tables of an agency's database, and how text is indexed in SQLite and in PostgreSQL.

Nothing that only a marker may know is stored: a case is made again from its number when its file is opened.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import (
    Column,
    Connection,
    Date,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    text,
)

SCHEMA = 1  # raised by every change of the tables below

metadata = MetaData()

about = Table("about", metadata, Column("key", String(40), primary_key=True), Column("value", Text, nullable=False))

workers = Table(
    "workers", metadata, Column("seat", Integer, primary_key=True), Column("name", String(120), nullable=False)
)

cases = Table(
    "cases",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("scenario", String(60), nullable=False),
    Column("seed", Integer, nullable=False),
    Column("file_no", String(40), nullable=False, unique=True),
    Column("name", String(120), nullable=False),
    Column("household", String(120), nullable=False),
    Column("born", Date),
    Column("address", String(240), nullable=False),
    Column("seat", ForeignKey("workers.seat"), nullable=False),
    Column("today", Date, nullable=False),
    Column("due", Date),
    Column("due_what", String(240), nullable=False),
    Column("alerts", Text, nullable=False),  # JSON: [[kind, title], …]
    Index("cases_by_seat", "seat", "due"),
)

people = Table(
    "people",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("case_id", ForeignKey("cases.id"), nullable=False, index=True),
    Column("name", String(160), nullable=False),  # the whole name, aliases after it
    Column("who", String(160), nullable=False),  # what they are to the person of the file
    Column("born", Date, index=True),
)

name_words = Table(
    "name_words",
    metadata,
    Column("word", String(60), primary_key=True),  # folded: small letters, no accents
    Column("person_id", ForeignKey("people.id"), primary_key=True),
    sqlite_with_rowid=False,
)

items = Table(
    "items",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("case_id", ForeignKey("cases.id"), nullable=False, index=True),
    Column("part", String(20), nullable=False),
    Column("ref", String(60), nullable=False),
    Column("title", Text, nullable=False),
    Column("on_day", Date, index=True),
    Column("body", Text, nullable=False),
)

FULL_TEXT = {
    "sqlite": (
        "CREATE VIRTUAL TABLE items_text USING fts5("
        "words, content='', detail='none', tokenize=\"unicode61 remove_diacritics 2\")",
    ),
    "postgresql": (
        "CREATE TABLE items_text (id integer PRIMARY KEY REFERENCES items (id), words tsvector NOT NULL)",
        "CREATE INDEX items_text_words ON items_text USING gin (words) WITH (fastupdate = off)",
    ),
}
INSERT_TEXT = {
    "sqlite": "INSERT INTO items_text (rowid, words) VALUES (:id, :words)",
    "postgresql": "INSERT INTO items_text (id, words) VALUES (:id, to_tsvector('simple', :words))",
}
HOLDING = {
    "sqlite": "SELECT rowid FROM items_text WHERE items_text MATCH :query",
    "postgresql": "SELECT id FROM items_text WHERE words @@ to_tsquery('simple', :query)",
}


def create(connection: Connection) -> None:
    """Make the tables and the text index."""
    metadata.create_all(connection)
    for statement in FULL_TEXT[connection.dialect.name]:
        connection.execute(text(statement))


def index_text(connection: Connection, rows: Sequence[dict[str, Any]]) -> None:
    """Add items to the text index: ``id`` and folded ``words``."""
    connection.execute(text(INSERT_TEXT[connection.dialect.name]), rows)


def text_query(dialect: str, wanted: Sequence[str]) -> str:
    """A query for items that hold, for each folded word, some word that begins with it; one letter is a word of its own."""
    parts = ["".join(c if c.isalnum() else " " for c in w).split() for w in wanted]
    each = [p for row in parts for p in row]
    if dialect == "sqlite":
        return " AND ".join(f'"{p}"*' if len(p) > 1 else f'"{p}"' for p in each)
    return " & ".join(f"{p}:*" if len(p) > 1 else p for p in each)
