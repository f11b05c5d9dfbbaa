"""Filling an agency's database: the same number and seed always make the same cases, and a stopped run goes on."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

from sqlalchemy import Connection, func, select

from simulator.cases import GENERATOR, jurisdiction_names, make_case, scenario_names
from simulator.cases.model import Case, Person
from simulator.records.agency import tables as t
from simulator.records.agency.database import CASES_A_WORKER, Agency, AgencyRef, count
from simulator.records.search import entries, fold
from simulator.responses.engine import DatabaseProblem

BATCH = 50  # cases written at once: what an interruption can cost
Step = Callable[[int, int, str], None]


def fill(agency: Agency, number: int, jurisdiction: str, seed: int, step: Step | None = None) -> int:
    """Fill up to ``number`` cases and return how many were added. Begins where an earlier run stopped.

    ``step`` is told (done, of, name of the last family). Raises DatabaseProblem; what is written stays.
    """
    if jurisdiction not in jurisdiction_names():
        raise DatabaseProblem(
            f"There is no jurisdiction “{jurisdiction}”. There are: {', '.join(jurisdiction_names())}."
        )
    ref = agency.ref()
    if ref is None:
        ref = AgencyRef(jurisdiction, seed, tuple(scenario_names()), max(1, number // CASES_A_WORKER))
        _begin(agency, ref)
    elif (ref.jurisdiction, ref.seed) != (jurisdiction, seed):
        raise DatabaseProblem(
            f"{agency.shown} holds the agency {ref.seed} of {ref.jurisdiction}. Go on with --jurisdiction "
            f"{ref.jurisdiction} --seed {ref.seed}, or choose another database."
        )
    if missing := [s for s in ref.scenarios if s not in scenario_names()]:
        raise DatabaseProblem(
            f"{agency.shown} needs the scenario {missing[0]}, which is not here. Bring it back, or fill a new database."
        )
    before = done = agency.filled()
    while done < number:
        made = list(_make(agency, ref, range(done, min(number, done + BATCH))))
        with agency.writing() as connection:
            there = count(connection)
            if there != done:
                raise DatabaseProblem(f"Somebody else is filling {agency.shown} now. Let one of you finish.")
            _write(connection, ref, made)
        done += len(made)
        if step:
            step(done, number, made[-1][1].household_name)
    return done - before


def _begin(agency: Agency, ref: AgencyRef) -> None:
    with agency.writing() as connection:
        t.create(connection)
        about = {
            "schema": str(t.SCHEMA),
            "generator": GENERATOR,
            "jurisdiction": ref.jurisdiction,
            "seed": str(ref.seed),
            "scenarios": json.dumps(ref.scenarios),
            "workers": str(ref.workers),
        }
        connection.execute(t.about.insert(), [{"key": k, "value": v} for k, v in about.items()])
        connection.execute(t.workers.insert(), [{"seat": s, "name": ref.worker(s)} for s in range(ref.workers)])


def _make(agency: Agency, ref: AgencyRef, numbers: range) -> Iterator[tuple[int, Case]]:
    """Cases whose file numbers nobody has yet."""
    new: set[str] = set()
    for number in numbers:
        for candidate in ref.candidates(number):
            case = make_case.__wrapped__(candidate.scenario, candidate.jurisdiction, candidate.seed)
            if case.file_no not in new and not _taken(agency, case.file_no):
                new.add(case.file_no)
                yield number, case
                break
        else:
            raise DatabaseProblem("There are no more free file numbers. Fill fewer cases.")


def _taken(agency: Agency, file_no: str) -> bool:
    with agency.reading() as connection:
        return connection.scalar(select(t.cases.c.id).where(t.cases.c.file_no == file_no)) is not None


def _write(connection: Connection, ref: AgencyRef, made: list[tuple[int, Case]]) -> None:
    next_person = (connection.scalar(select(func.max(t.people.c.id))) or 0) + 1
    next_item = (connection.scalar(select(func.max(t.items.c.id))) or 0) + 1
    rows: dict[str, list[dict[str, Any]]] = {"cases": [], "people": [], "words": [], "items": [], "texts": []}
    for number, case in made:
        rows["cases"].append(case_row(number, case, ref.seat(number)))
        for p in case.people:
            names = (p.full, *p.aliases)
            rows["people"].append(
                {"id": next_person, "case_id": number, "name": ", ".join(names), "who": p.is_, "born": p.born}
            )
            words = {w for name in names for w in fold(name).replace("-", " ").split() if len(w) > 1}
            rows["words"] += [{"word": w[:60], "person_id": next_person} for w in sorted(words)]
            next_person += 1
        for entry in entries(case, frozenset()):
            rows["items"].append(
                {
                    "id": next_item,
                    "case_id": number,
                    "part": entry.part,
                    "ref": entry.id,
                    "title": entry.title,
                    "on_day": entry.on,
                    "body": entry.text,
                }
            )
            rows["texts"].append({"id": next_item, "words": fold(f"{entry.title} {entry.text}")})
            next_item += 1
    connection.execute(t.cases.insert(), rows["cases"])
    connection.execute(t.people.insert(), rows["people"])
    connection.execute(t.name_words.insert(), rows["words"])
    connection.execute(t.items.insert(), rows["items"])
    t.index_text(connection, rows["texts"])


def case_row(number: int, case: Case, seat: int) -> dict[str, Any]:
    index = case.person(case.index)
    assert isinstance(index, Person)
    due = case.next_due
    return {
        "id": number,
        "scenario": case.scenario,
        "seed": case.seed,
        "file_no": case.file_no,
        "name": index.full,
        "household": case.household_name,
        "born": index.born,
        "address": case.place(index.lives).full if index.lives else "",
        "seat": seat,
        "today": case.today,
        "due": due.due if due else None,
        "due_what": due.what if due else "",
        "alerts": json.dumps([[a.kind, a.title] for a in case.alerts], ensure_ascii=False),
    }
