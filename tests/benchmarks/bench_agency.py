"""Ten thousand cases, the check of all content, an agency filled, searched and opened; each beside something plain."""

from __future__ import annotations

import random
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import create_engine, text

from simulator.records.agency import Agency, find
from tests import postgres
from tests.benchmarks.measure import Row, percentile, timed

CASES = 10_000
PEAK = """
import pathlib, re
# Not getrusage: its figure is inherited from the process that starts this one.
print(int(re.search(r"VmHWM:\\s+(\\d+)", pathlib.Path("/proc/self/status").read_text())[1]) // 1024)
"""
MAKE = """
import time; start = time.perf_counter()
from simulator.cases import jurisdiction_names, make_case, scenario_names
pairs = [(s, j) for s in scenario_names() for j in jurisdiction_names()]
for n in range({n}): make_case.__wrapped__(*pairs[n % len(pairs)], 1000 + n)
print(time.perf_counter() - start)
"""
FILL = """
import time; start = time.perf_counter()
from simulator.records.agency import Agency, fill
fill(Agency({url!r}), {n}, "england", 1)
print(time.perf_counter() - start)
"""


def child(program: str) -> tuple[float, int]:
    """Seconds a program says it took, and its largest memory in MB."""
    done = subprocess.run([sys.executable, "-c", program + PEAK], check=True, capture_output=True, text=True)
    took, peak = done.stdout.split()
    return float(took), int(peak)


def measure() -> Iterator[Row]:
    yield ten_thousand()
    yield check()
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/agency.db"
        took, small = child(FILL.format(url=f"sqlite:///{folder}/small.db", n=CASES // 10))
        large_took, large = child(FILL.format(url=url, n=CASES))
        size = Path(folder, "agency.db").stat().st_size // 2**20
        yield filled("SQLite", large_took, took)
        yield Row(
            "Memory while an agency is filled",
            "under 300 MB, flat",
            f"{large} MB",
            f"after {CASES // 10:,} cases instead of {CASES:,}: {small} MB",
            large < 300 and large - small < 30,
            f"largest resident size of the whole process; the database holds {size} MB afterwards",
        )
        agency = Agency(url)
        yield searched(agency, "SQLite")
        yield opened(agency)
        agency.close()
    programs = postgres.programs()
    if programs:
        with postgres.server(programs) as server, database(server) as url:
            took, _ = child(FILL.format(url=url, n=CASES))
            yield filled("PostgreSQL", took, None)
            agency = Agency(url)
            yield searched(agency, "PostgreSQL")
            agency.close()


@contextmanager
def database(server: str) -> Iterator[str]:
    admin = create_engine(
        f"{server}/postgres".replace("postgresql:", "postgresql+psycopg:"), isolation_level="AUTOCOMMIT"
    )
    with admin.connect() as connection:
        connection.execute(text("CREATE DATABASE agency"))
    admin.dispose()
    yield f"{server}/agency"


def ten_thousand() -> Row:
    took, peak = child(MAKE.format(n=CASES))
    one, _ = child(MAKE.format(n=24))
    return Row(
        f"{CASES:,} cases, one core",
        "60 s",
        f"{took:.0f} s ({CASES / took:.0f} a second, {peak} MB)",
        f"the first 24, reading all content included: {one:.1f} s",
        took <= 60,
        "a new process, all scenarios and jurisdictions in turn, each checked against contradictions, from start to end",
    )


def check() -> Row:
    def run(*more: str) -> float:
        command = [sys.executable, "-m", "simulator.cli", "check", *more]
        return timed(lambda: subprocess.run(command, check=True, capture_output=True))

    afresh = percentile([run("--afresh") for _ in range(5)], 0.5)
    again = percentile([run() for _ in range(5)], 0.5)
    read = "import yaml, glob; [yaml.load(open(f), yaml.CSafeLoader) for f in glob.glob('dummy_cases/*/*.yaml')]"
    plain = percentile([timed(lambda: subprocess.run([sys.executable, "-c", read], check=True)) for _ in range(5)], 0.5)
    return Row(
        "caseroom check",
        "2 s",
        f"{again:.2f} s when nothing has changed, {afresh:.2f} s afresh",
        f"only reading the same YAML files: {plain:.2f} s",
        again <= 2,
        "a whole process each; afresh, every scenario is read, played once in each jurisdiction, and every exercise marked with "
        "its own samples; otherwise only what has changed since it was last found sound",
    )


def filled(kind: str, took: float, tenth: float | None) -> Row:
    beside = f"a tenth of them: {tenth:.0f} s" if tenth else "see SQLite"
    return Row(
        f"An agency of {CASES:,} filled, {kind}",
        "no figure asked",
        f"{took:.0f} s",
        beside,
        None,
        "caseroom agency: the cases made, stored and indexed for full text and names, in steps of 50",
    )


def queries(agency: Agency, number: int = 240) -> list[str]:
    """What people look for: names, slips of names, dates, words and phrases of notes. Always the same."""
    chance = random.Random(7)
    with agency.reading() as connection:
        names = [r[0] for r in connection.execute(text("SELECT name FROM people ORDER BY id")).fetchmany(200_000)]
        bodies = [
            r[0]
            for r in connection.execute(text("SELECT body FROM items WHERE length(body) > 200 ORDER BY id LIMIT 20000"))
        ]
    out = []
    for n in range(number):
        name = chance.choice(names).split(",")[0]
        words = [w.strip(".,“”:;()") for w in chance.choice(bodies).split() if w.isalpha() and len(w) > 3] or ["school"]
        at = chance.randrange(max(1, len(words) - 3))
        kind = n % 6
        if kind == 0:
            out.append(name)
        elif kind == 1:
            out.append(name.split()[-1])
        elif kind == 2:
            out.append(name[:2] + name[3:])
        elif kind == 3:
            out.append(f"{chance.randrange(1, 28):02}/{chance.randrange(3, 12):02}/2025")
        elif kind == 4:
            out.append(words[at])
        else:
            out.append(" ".join(words[at : at + 3]))
    return out


def searched(agency: Agency, kind: str) -> Row:
    find(agency, "warm")
    asked = queries(agency)
    took = [timed(lambda: find(agency, q)) * 1000 for q in asked]  # noqa: B023
    like: list[float] = []
    with agency.reading() as connection:
        for q in asked[4::24]:
            scan = text("SELECT id FROM items WHERE lower(body) LIKE :q LIMIT 400")
            like.append(timed(lambda: connection.execute(scan, {"q": f"%{q.lower()}%"}).fetchall()) * 1000)  # noqa: B023
    p95 = percentile(took, 0.95)
    return Row(
        f"Search over {CASES:,} files, p95, {kind}",
        "50 ms",
        f"{p95:.0f} ms (median {percentile(took, 0.5):.0f}, worst {max(took):.0f})",
        f"the words alone, by scanning the same texts with LIKE, p95: {percentile(like, 0.95):.0f} ms",
        p95 <= 50,
        f"{len(asked)} searches: whole names, family names, names with a letter missing, dates, words and three words of notes; each "
        "asks for names, file numbers, full text and similar names, and cuts the places found",
    )


def opened(agency: Agency) -> Row:
    from simulator.views.case_file import case_file_html

    chance = random.Random(7)
    with agency.reading() as connection:
        numbers = [r[0] for r in connection.execute(text("SELECT file_no FROM cases ORDER BY id"))]

    def show(number: str) -> None:
        card = agency.file(number)
        assert card
        case = card.ref.make().for_learner()
        case_file_html(case, case.looks)

    some = chance.sample(numbers, 120)
    for number in some[:40]:
        show(number)
    took = [timed(lambda: show(number)) * 1000 for number in some[40:]]  # noqa: B023
    row: Callable[[str], object] = agency.file
    plain = [timed(lambda: row(number)) * 1000 for number in some[40:]]  # noqa: B023
    p95 = percentile(took, 0.95)
    return Row(
        "Opening a case file, p95",
        "100 ms",
        f"{p95:.0f} ms (median {percentile(took, 0.5):.0f}, worst {max(took):.0f})",
        f"reading only its line from the database, p95: {percentile(plain, 0.95):.1f} ms",
        p95 <= 100,
        f"{len(took)} files of the agency in a running process: found, the case made again, the page with its pictures rendered",
    )
