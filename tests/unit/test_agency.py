"""The agency in both databases: filled, interrupted, searched, refused in plain words."""

from __future__ import annotations

import subprocess
import sys
import uuid
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from simulator.cases import CaseRef, make_case
from simulator.records.agency import Agency, fill, filling, find
from simulator.records.agency import tables as t
from simulator.records.agency.find import day_of
from simulator.responses.engine import DatabaseProblem
from tests import postgres

CASES = 120


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    programs = postgres.programs()
    if programs is None:
        pytest.skip(postgres.MISSING)
    with postgres.server(programs) as address:
        yield address


def new_database(kind: str, request: pytest.FixtureRequest, folder: Path) -> str:
    """The address of an empty database."""
    if kind == "sqlite":
        return f"sqlite:///{folder}/{uuid.uuid4().hex}.db"
    server = request.getfixturevalue("postgres_server")
    name = f"a{uuid.uuid4().hex}"
    admin = create_engine(
        f"{server}/postgres".replace("postgresql:", "postgresql+psycopg:"), isolation_level="AUTOCOMMIT"
    )
    with admin.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    admin.dispose()
    return f"{server}/{name}"


@pytest.fixture(params=["sqlite", "postgresql"])
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def filled(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Agency]:
    agency = Agency(new_database(request.param, request, tmp_path_factory.mktemp("agency")))
    assert fill(agency, CASES, "england", 1) == CASES
    yield agency
    agency.close()


def contents(agency: Agency) -> dict[str, list[tuple[object, ...]]]:
    """Everything in the tables."""
    with agency.reading() as connection:
        return {
            name: sorted((tuple(r) for r in connection.execute(table.select())), key=repr)
            for name, table in t.metadata.tables.items()
        }


def test_a_second_run_changes_nothing(filled: Agency) -> None:
    before = contents(filled)
    assert fill(filled, CASES, "england", 1) == 0
    assert contents(filled) == before


def test_an_interrupted_run_goes_on_and_ends_the_same(
    kind: str, request: pytest.FixtureRequest, tmp_path: Path, filled: Agency
) -> None:
    agency = Agency(new_database(kind, request, tmp_path))

    def stop(done: int, of: int, name: str) -> None:
        if done >= 50:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fill(agency, CASES, "england", 1, stop)
    assert agency.filled() == 50
    assert fill(agency, CASES, "england", 1) == CASES - 50
    assert contents(agency) == contents(filled)
    agency.close()


def test_a_run_killed_while_it_writes_loses_only_that_step(
    kind: str, request: pytest.FixtureRequest, tmp_path: Path, filled: Agency, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = new_database(kind, request, tmp_path)
    program = (
        "import os, sys\n"
        "from simulator.records.agency import Agency, fill, filling\n"
        "from simulator.records.agency import tables as t\n"
        "write = t.index_text\n"
        "def die(connection, rows):\n"
        "    write(connection, rows)\n"
        "    die.calls += 1\n"
        "    if die.calls == 2: os._exit(9)\n"
        "die.calls = 0\n"
        "t.index_text = die\n"
        f"fill(Agency({address!r}), {CASES}, 'england', 1)\n"
    )
    died = subprocess.run([sys.executable, "-c", program], capture_output=True, timeout=120)
    assert died.returncode == 9, died.stderr.decode()
    agency = Agency(address)
    assert agency.filled() == filling.BATCH
    fill(agency, CASES, "england", 1)
    assert contents(agency) == contents(filled)
    agency.close()


def test_every_file_has_its_own_number_and_is_the_case_it_says(filled: Agency) -> None:
    cards = [c for seat, _, _ in filled.workers() for c in filled.caseload(seat)]
    assert len(cards) == len({c.file_no for c in cards}) == CASES
    for card in cards[::17]:
        case = make_case(card.ref.scenario, card.ref.jurisdiction, card.ref.seed)
        assert (case.file_no, case.household_name, case.today) == (card.file_no, card.household, card.today)
        assert [(a.kind, a.title) for a in case.alerts] == list(card.alerts)


def test_a_caseload_is_one_workers_the_next_due_first(filled: Agency) -> None:
    mine = filled.caseload()
    assert mine and all(c.yours and c.worker == "You" for c in mine)
    due = [c.due for c in mine if c.due]
    assert due == sorted(due)
    assert sum(n for _, _, n in filled.workers()) == CASES
    assert {(c.file_no, kind, title) for c, kind, title in filled.alerts()} == {
        (c.file_no, kind, title) for c in mine for kind, title in c.alerts
    }


def test_files_are_found_by_name_alias_similar_name_and_number(filled: Agency) -> None:
    card = filled.caseload()[0]
    first, _, family = card.name.partition(" ")
    assert card in [f.card for f in find(filled, card.name).by_name]
    assert card in [f.card for f in find(filled, f"{family} {first}"[:-1]).by_name]
    assert find(filled, card.file_no).by_name[0].card == card
    assert find(filled, card.file_no.replace(" ", "").lower()).by_name[0].card == card
    longest = max((c for c in filled.caseload() if c.name.count(" ") == 1), key=lambda c: len(c.name.split()[1]))
    family = longest.name.split()[1]
    slip = family[:2] + family[3:] if len(family) > 6 else family[:-1] + "qq"
    assert longest in [f.card for f in find(filled, slip).similar]


def test_an_alias_and_an_accent_are_found(filled: Agency) -> None:
    for card in (c for seat, _, _ in filled.workers() for c in filled.caseload(seat)):
        case = card.ref.make()
        called = [(p, a) for p in case.people for a in p.aliases if a != p.first and " " not in a]
        if called:
            person, alias = called[0]
            assert card in [f.card for f in find(filled, f"{alias.upper()} {person.family}").by_name], alias
            return
    pytest.fail("no case of this agency has an alias on its file")


def test_files_are_found_by_what_stands_on_them_and_by_date(filled: Agency) -> None:
    card = filled.caseload()[0]
    case = card.ref.make().for_learner()
    line = next(e for e in case.events if e.line and e.in_file)
    assert card in [f.card for f in find(filled, f"{line.start:%d/%m/%Y}").by_date]
    assert card in [f.card for f in find(filled, f"{line.start.day} {line.start:%b} {line.start.year}").by_date]
    born = case.person(case.index).born  # type: ignore[union-attr]
    assert card in [f.card for f in find(filled, born.isoformat()).by_date]
    document = next(d for d in case.documents if not d.restricted)
    words = " ".join([w for w in document.body.replace("*", " ").split() if w.isalpha() and len(w) > 3][:8])
    found = find(filled, words)
    assert card in [f.card for f in found.by_text]
    assert next(f for f in found.by_text if f.card == card).hit.spans


def test_what_is_restricted_is_not_in_the_database(filled: Agency) -> None:
    """Nor is the truth: what only a marker may know stays out."""
    stored = "\n".join(str(row) for rows in contents(filled).values() for row in rows)
    seen = 0
    for card in (c for seat, _, _ in filled.workers() for c in filled.caseload(seat)):
        case = card.ref.make()
        for paper in (*case.documents, *case.contacts):
            if paper.restricted:
                seen += 1
                assert paper.body[:60] not in stored
        for fact in case.key.facts:
            if len(fact.because) > 40:
                assert fact.because not in stored
    assert seen


def test_hostile_searches_find_nothing_and_break_nothing(filled: Agency) -> None:
    for query in (
        "",
        "   ",
        "'; DROP TABLE cases; --",
        '"',
        "*",
        "a*b OR c",
        "NEAR(",
        "x" * 5000,
        "\0",
        "&|!():*",
        "’",
        "né́e",
        "💥",
    ):
        find(filled, query)
    assert filled.filled() == CASES


def test_dates_are_read_in_the_jurisdictions_order() -> None:
    assert day_of("03/04/2025", "dmy") == date(2025, 4, 3)
    assert day_of("03/04/2025", "mdy") == date(2025, 3, 4)
    assert (
        day_of("April 3, 2025", "mdy") == day_of("3 Apr 2025", "dmy") == day_of("2025-04-03", "dmy") == date(2025, 4, 3)
    )
    assert day_of("31/02/2025", "dmy") is None
    assert day_of("3 Foo 2025", "dmy") is None


# --- what cannot be used ----------------------------------------------------------------------------------


def refused(address: str | Path, *words: str) -> None:
    with pytest.raises(DatabaseProblem) as e:
        fill(Agency(address), 3, "england", 1)
    said = str(e.value)
    assert all(w in said for w in words), said
    assert "\n" not in said and said.endswith((".", "'"))


def test_another_agency_is_not_written_over(filled: Agency) -> None:
    before = contents(filled)
    with pytest.raises(DatabaseProblem, match="holds the agency 1 of england"):
        fill(filled, CASES, "england", 2)
    with pytest.raises(DatabaseProblem, match="holds the agency 1 of england"):
        fill(filled, CASES, "us_washington", 1)
    assert contents(filled) == before


def test_a_newer_or_older_database_is_left_alone(kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> None:
    address = new_database(kind, request, tmp_path)
    first = Agency(address)
    fill(first, 3, "england", 1)
    for key, value, words in (("schema", "99", "newer Caseroom"), ("generator", "0", "older Caseroom")):
        with first.writing() as connection:
            old = connection.scalar(text("SELECT value FROM about WHERE key = :k"), {"k": key})
            connection.execute(text("UPDATE about SET value = :v WHERE key = :k"), {"k": key, "v": value})
        refused(address, words)
        with first.writing() as connection:
            connection.execute(text("UPDATE about SET value = :v WHERE key = :k"), {"k": key, "v": old})
    assert first.filled() == 3
    first.close()


def test_somebody_elses_database_is_left_alone(kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> None:
    address = new_database(kind, request, tmp_path)
    engine = create_engine(address.replace("postgresql:", "postgresql+psycopg:"))
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE recipes (name text)"))
    engine.dispose()
    refused(address, "holds something else already")


def test_a_database_that_is_down(tmp_path: Path) -> None:
    refused("postgresql://caseroom:secret@127.0.0.1:1/cases", "cannot be reached", "Start it")
    with pytest.raises(DatabaseProblem) as e:
        fill(Agency("postgresql://caseroom:secret@127.0.0.1:1/cases"), 1, "england", 1)
    assert "secret" not in str(e.value)
    refused(f"sqlite:///{tmp_path}/nowhere/agency.db", "cannot be opened")


def test_a_read_only_database(kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> None:
    address = new_database(kind, request, tmp_path)
    agency = Agency(address)
    fill(agency, 3, "england", 1)
    if kind == "sqlite":
        address = f"sqlite:///file:{address.removeprefix('sqlite:///')}?mode=ro&uri=true"
    else:
        with agency.writing() as connection:
            name = address.rpartition("/")[2]
            connection.execute(text(f"ALTER DATABASE {name} SET default_transaction_read_only = on"))
    agency.close()
    again = Agency(address)
    with pytest.raises(DatabaseProblem, match="can be read but not written to"):
        fill(again, 10, "england", 1)
    assert again.filled() == 3
    assert again.caseload() is not None
    again.close()


def test_what_is_no_database(tmp_path: Path) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text("Dear Sir\n" * 200)
    refused(letter, "is not a database")
    assert letter.read_text().startswith("Dear Sir")
    refused("mysql://x/y", "not a kind of database", "sqlite:///FILE")
    refused("agency", "not a database address")


def test_two_at_once_do_not_mix(kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> None:
    address = new_database(kind, request, tmp_path)
    one, other = Agency(address), Agency(address)

    def meanwhile(done: int, of: int, name: str) -> None:
        if done == filling.BATCH:
            fill(other, 2 * filling.BATCH, "england", 1)

    with pytest.raises(DatabaseProblem, match="is filling"):
        fill(one, 3 * filling.BATCH, "england", 1, meanwhile)
    assert one.filled() == 2 * filling.BATCH
    one.close()
    other.close()


def test_the_same_number_is_the_same_agency() -> None:
    from simulator.records.agency import AgencyRef

    ref = AgencyRef("england", 1, ("school_worry", "video_call"), 6)
    assert next(ref.candidates(0)) == next(ref.candidates(0)) != next(ref.candidates(1))
    assert isinstance(next(ref.candidates(0)), CaseRef)
