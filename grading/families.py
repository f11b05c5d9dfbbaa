"""Plays thousands of families by every rule: sound, harmless, and fair to whoever they are."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import cache

from grading.content import Report, samples, unmade, wordings
from simulator.cases import jurisdiction_names, make_case
from simulator.cases.coherence import every_fault
from simulator.cases.draw import Draw
from simulator.cases.fairness import Fairness
from simulator.content import places
from simulator.content.errors import ContentError, Problem
from simulator.content.loader import Source
from simulator.exercises import modules

CHUNK = 100  # families played at once
MOST = 50  # faults reported: more say no more
SAMPLED = 10  # every tenth family's exercises are marked with their own samples as well
Family = tuple[str, str, int]  # scenario, jurisdiction, seed


def families(scenarios: list[str], number: int) -> Iterator[Family]:
    """Families of every scenario in every jurisdiction in turn, always the same ones."""
    pairs = [(s, j) for s in scenarios for j in jurisdiction_names()]
    for n in range(number):
        scenario, jurisdiction = pairs[n % len(pairs)]
        yield scenario, jurisdiction, Draw("families", jurisdiction, n).number(scenario, 2**31)


@cache
def source(scenario: str) -> Source:
    return Source(places.dummy_cases() / "scenarios" / f"{scenario}.yaml")


def play(chunk: list[Family]) -> tuple[list[Problem], Fairness]:
    """The faults of some families, and what they are like."""
    problems: list[Problem] = []
    fairness = Fairness()
    for n, (scenario, jurisdiction, seed) in enumerate(chunk):
        file, where = f"dummy_cases/scenarios/{scenario}.yaml", f"{jurisdiction}, family {seed}"
        try:
            case = make_case.__wrapped__(scenario, jurisdiction, seed)
        except ContentError as e:
            problems += e.problems
            continue
        except Exception as e:  # a draw this family cannot fill, or nobody’s address
            problems.append(unmade(source(scenario), where, e))
            continue
        problems += wordings(source(scenario), case)
        problems += [Problem(file, 0, 0, where, f"In this case {fault}", "") for fault in every_fault(case)]
        if n % SAMPLED == 0:
            problems += [p for m in modules() for spec in m.exercises for p in samples(file, spec, case)]
        fairness.add(case)
    return problems, fairness


def check_families(
    report: Report, scenarios: list[str], number: int, workers: int, progress: Callable[[int, int, str], None]
) -> None:
    """Play ``number`` families; put what is wrong, and every association of trait and trouble, into the report."""
    todo = list(families(scenarios, number))
    chunks = [todo[i : i + CHUNK] for i in range(0, number, CHUNK)]
    fairness = Fairness()
    with ProcessPoolExecutor(workers) as pool:
        played = pool.map(play, chunks) if workers > 1 else map(play, chunks)
        for chunk, (problems, found) in zip(chunks, played, strict=True):
            report.problems += sorted({*problems} - {*report.problems})
            report.cases += len(chunk)
            fairness.join(found)
            progress(report.cases, number, chunk[-1][0])
            if len(report.problems) > MOST:
                break
    report.problems += [
        Problem("dummy_cases/scenarios", 0, 0, "", f"Who a family is predicts its trouble: {words}", "Draw them apart.")
        for words in fairness.associations()
    ]
