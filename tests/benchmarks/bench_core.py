"""Cases a second, marks a note, and how long ``--help`` takes."""

from __future__ import annotations

import json
import subprocess
import sys
import time

from tests.benchmarks.measure import Row, percentile, timed


def cases(count: int = 960) -> Row:
    """Whole cases made on one core, after the content has been read once; beside one process that only reads it."""
    from simulator.cases import jurisdiction_names, make_case, scenario_names

    pairs = [(s, j) for s in scenario_names() for j in jurisdiction_names()]
    first = timed(lambda: [make_case(s, j, seed) for s, j in pairs for seed in range(40)])  # reads and compiles content
    start = time.perf_counter()
    for i in range(count):
        s, j = pairs[i % len(pairs)]
        make_case(s, j, 1_000 + i)
    rate = count / (time.perf_counter() - start)
    make_case.cache_clear()
    made = make_case(*pairs[0], 5)
    text = made.model_dump_json()
    parse = percentile([timed(lambda: type(made).model_validate_json(text)) for _ in range(50)], 0.5)
    return Row(
        "Cases a second, one core",
        "200",
        f"{rate:.0f}",
        f"reading a finished case back from JSON: {1 / parse:.0f} a second",
        rate >= 200,
        f"{count} different cases, all scenarios and jurisdictions in turn, coherence checks included, once the content has "
        f"been read and its texts compiled: the first {40 * len(pairs)} cases of the process took {first:.2f} s, reading included",
    )


def marking() -> list[Row]:
    """Every exercise's own samples over 8 families in each jurisdiction."""
    import grading
    from simulator.cases import jurisdiction_names, make_case, scenario_names
    from simulator.exercises import modules

    structured: list[float] = []
    notes: list[float] = []
    plain: list[float] = []
    for spec in (e for m in modules() for e in m.exercises):
        for s in scenario_names():
            for j in jurisdiction_names():
                for seed in range(8):
                    case = make_case(s, j, seed)
                    for kind in ("correct", "incorrect"):
                        raw = grading.sample(spec, case, kind).raw  # type: ignore[arg-type]
                        took = timed(lambda: grading.mark(spec, case, raw))  # noqa: B023
                        (notes if spec.type == "note" else structured).append(took * 1000)
                        plain.append(timed(lambda: json.loads(json.dumps(raw))) * 1000)  # noqa: B023
    reading = percentile(plain, 0.95)
    return [
        Row(
            f"mark(), p95, {name}",
            f"under {limit:g} ms",
            f"{percentile(values, 0.95):.2f} ms (median {percentile(values, 0.5):.2f}, worst {max(values):.2f})",
            f"writing and reading the answer as JSON, p95: {reading:.3f} ms",
            percentile(values, 0.95) < limit,
            f"{len(values)} answers: right and wrong samples, 8 families of each scenario and jurisdiction",
        )
        for name, values, limit in (("structured", structured, 5), ("a note", notes, 50))
    ]


def notes_of_all_kinds(count: int = 10_000) -> list[Row]:
    """The labelled notes, as people write them; and ``count`` notes nobody means well with, each whole: parsed, refused or marked."""
    from grading import mark
    from simulator.cases import jurisdiction_names, make_case, scenario_names
    from simulator.exercises.base import FormatProblem
    from tests.accuracy.collection import PARTS, collection, visit_note
    from tests.unit.hostile_notes import hostile_note

    spec = visit_note()
    written: list[float] = []
    for part in PARTS:
        for note in collection(part):
            case = make_case(note.scenario, note.jurisdiction, note.seed)
            written.append(1000 * timed(lambda: mark(spec, case, dict(note.raw))))  # noqa: B023
    pairs = [(s, j) for s in scenario_names() for j in jurisdiction_names()]
    hostile: list[float] = []
    refused = 0
    for number in range(count):
        case = make_case(*pairs[number % len(pairs)], 3)
        form = hostile_note(case, number)
        started = time.perf_counter()
        try:
            mark(spec, case, form)
        except FormatProblem:
            refused += 1
        hostile.append(1000 * (time.perf_counter() - started))
    return [
        Row(
            f"mark(), p95, {name}",
            "p95 under 50 ms, worst under 1 s",
            f"{percentile(values, 0.95):.1f} ms (median {percentile(values, 0.5):.1f}, worst {max(values):.0f})",
            compared,
            percentile(values, 0.95) < 50 and max(values) < 1000,
            how,
        )
        for name, values, compared, how in (
            ("labelled notes", written, "the rows above: notes from our own samples", f"{len(written)} notes of the collection"),
            ("hostile notes", hostile, "labelled notes", f"{count} notes: random, cut off, mis-encoded, right to left, emoji, HTML, SQL-like, a megabyte; {refused} refused in a sentence, none by a crash"),
        )
    ]  # fmt: skip


def help_time(runs: int = 15) -> Row:
    """``caseroom --help`` beside an empty Python process."""
    command = [sys.executable, "-m", "simulator.cli", "--help"]
    ours = [timed(lambda: subprocess.run(command, check=True, capture_output=True)) for _ in range(runs)]
    bare = [timed(lambda: subprocess.run([sys.executable, "-c", "pass"], check=True)) for _ in range(runs)]
    return Row(
        "caseroom --help",
        "under 0.5 s",
        f"{percentile(ours, 0.5):.2f} s (worst of {runs}: {max(ours):.2f})",
        f"an empty Python process: {percentile(bare, 0.5):.3f} s",
        max(ours) < 0.5,
        f"{runs} runs, each a new process, files warm in the page cache",
    )
