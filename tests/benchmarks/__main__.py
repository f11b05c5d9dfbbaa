"""``make bench``: every figure of the product beside what it is compared with, into docs/benchmarks.md."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from tests.benchmarks import bench_agency, bench_core, bench_nbgrader, bench_voila, bench_workshop
from tests.benchmarks.measure import Row, machine

REPORT = Path(__file__).resolve().parents[2] / "docs" / "benchmarks.md"
CANNOT_SEE = """## What these figures cannot see

- One small machine, nothing else running, files warm in the page cache: a first run after a restart of the machine is slower.
- Submissions are made by us: a real cohort's notes are longer or shorter than our samples.
- Stock nbgrader is driven through its Python API in one live process. Its command line adds about 2.5 s of imports a call,
  which would make our lead look larger.
- Browser times are headless Chromium on the same two cores as the server: a learner's own machine shares nothing with it.
- No network lies between server and page.
"""


def main() -> None:
    rows: list[Row] = []
    for measure in (
        bench_core.help_time,
        bench_core.cases,
        bench_agency.measure,
        bench_core.marking,
        bench_core.notes_of_all_kinds,
        bench_nbgrader.measure,
        bench_voila.measure,
        bench_workshop.measure,
    ):
        found = measure()
        for row in [found] if isinstance(found, Row) else found:
            print(f"{row.what}: {row.got} (wanted: {row.wanted}; compared: {row.compared})", flush=True)
            rows.append(row)
    lines = [
        "# Benchmarks",
        "",
        f"Written by `make bench` on {date.today():%d %B %Y}. Machine: {machine()}.",
        "",
        "| what | wanted | got | compared with, in the same run | reached |",
        "|---|---|---|---|---|",
        *(
            f"| {r.what} | {r.wanted} | {r.got} | {r.compared} | {'' if r.met is None else 'yes' if r.met else '**no**'} |"
            for r in rows
        ),
        "",
        "## Method",
        "",
        *(f"- **{r.what}**: {r.how}." for r in rows),
        "",
        CANNOT_SEE,
    ]
    REPORT.write_text("\n".join(lines), encoding="utf-8")
    print(f"Written to {REPORT.name}.")


if __name__ == "__main__":
    main()
