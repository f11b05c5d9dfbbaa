"""The command line. Everything heavy is imported inside the command that needs it: ``--help`` is for people in a hurry.

Exit codes: 0 done, 1 found problems, 2 misuse.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

from simulator.authors.commands import add as for_authors
from simulator.commands.workshop import add as for_one_workshop
from simulator.commands.workshops import add as for_workshops

if TYPE_CHECKING:
    from simulator.exercises.base import Spec

app = typer.Typer(
    name="caseroom",
    help="Caseroom: practise recording, confidentiality and online meetings on dummy cases.",
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

Data = Annotated[Path | None, typer.Option("--data", help="Where your work is kept. Default: your user data folder.")]
Port = Annotated[str, typer.Option("--port", help="The port to serve on.")]
Browser = Annotated[bool, typer.Option("--browser/--no-browser", help="Open the page in a browser.")]
Jurisdiction = Annotated[str, typer.Option("--jurisdiction", "-j", help="Whose terms, dates and time limits.")]
Seed = Annotated[
    str, typer.Option("--seed", "-s", help="The family's number. The same number is always the same family.")
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]


def stop(sentence: str, code: int = 2) -> NoReturn:
    """Say one sentence on stderr and leave."""
    print(sentence, file=sys.stderr)
    raise typer.Exit(code)


def number(seed: str) -> int:
    """A family number from the command line."""
    try:
        return int(seed)
    except ValueError:
        stop(f"“{seed}” is not a family number. Write a whole number, as --seed 7.")


def port_number(port: str) -> int:
    """A port from the command line."""
    if port.isascii() and port.isdecimal() and 1 <= int(port) <= 65535:
        return int(port)
    stop(f"{port} is not a port. Choose one from 1 to 65535, as --port 8900.")


@app.command()
def start(port: Port = "8866", data: Data = None, browser: Browser = True) -> None:
    """Open the course in a browser (Voilà). Stop it with Ctrl-C; your work is kept."""
    from simulator import launch

    try:
        launch.start(port=port_number(port), data=data, open_browser=browser)
    except launch.LaunchProblem as e:
        stop(str(e), 1)


@app.command()
def lab(port: Port = "8888", data: Data = None, browser: Browser = True) -> None:
    """Open the same course in JupyterLab."""
    from simulator import launch

    try:
        launch.lab(port=port_number(port), data=data, open_browser=browser)
    except launch.LaunchProblem as e:
        stop(str(e), 1)


@app.command()
def case(scenario: str, jurisdiction: Jurisdiction = "england", seed: Seed = "7", json: Json = False) -> None:
    """Print a dummy case: what a learner reads, or with --json the whole truth."""
    made = _case(scenario, jurisdiction, number(seed))
    if json:
        _print(made.model_dump_json(indent=1))
        return
    from simulator.records.print import as_text

    drawn = ", ".join(f"{strand}: {option}" for strand, option in made.key.strands)
    print(f"Drawn: {drawn or 'nothing'}.", file=sys.stderr)  # for authors
    _print(as_text(made))


@app.command()
def agency(
    cases: Annotated[int, typer.Option("--cases", help="How many files.", min=1, max=1_000_000)] = 10_000,
    database: Annotated[
        str,
        typer.Option("--database", help="sqlite:///FILE or postgresql://USER@HOST/NAME. Default: in your data folder."),
    ] = "",
    jurisdiction: Jurisdiction = "england",
    seed: Annotated[
        str, typer.Option("--seed", "-s", help="The agency's number. The same number is the same agency.")
    ] = "1",
    data: Data = None,
) -> None:
    """Fill the dummy case system with a whole agency. Interrupted, it goes on where it stopped."""
    from simulator import launch
    from simulator.content.errors import ContentError
    from simulator.records.agency import FILE, Agency, fill
    from simulator.responses.engine import DatabaseProblem

    try:
        made = Agency(database or launch.data_folder(data) / FILE)
        with _progress("Filling the agency") as progress:
            added = fill(made, cases, jurisdiction, number(seed), progress)
        print(f"{made.shown}: {made.filled():,} files, {added:,} of them new. {len(made.caseload())} are yours.")
    except (DatabaseProblem, launch.LaunchProblem, ContentError) as e:
        stop(str(e), 1)
    if database:
        print(f"To work with it: CASEROOM_AGENCY={made.shown} caseroom start")


@app.command()
def mark(exercise: str, responses: Path, json: Json = False) -> None:
    """Mark one exercise of a responses.json: MODULE/EXERCISE RESPONSES.json."""
    import grading
    from simulator.exercises.base import FormatProblem
    from simulator.responses.hostile import Refused, read_hostile

    spec = _exercise(exercise)
    try:
        handed = read_hostile(responses, spec.module, _known(spec.module))
    except Refused as e:
        stop(f"{e.name}: {e.sentence}", 1)
    answer = handed.answers.get(spec.exercise)
    if answer is None:
        stop(f"{responses} holds no answer to {exercise}. It holds: {', '.join(handed.answers) or 'none'}.", 1)
    made = _case(handed.scenario, handed.jurisdiction, handed.seed)
    try:
        marks = grading.mark(spec, made, answer.value)
    except FormatProblem as e:
        stop(f"{e.name}: {e.message}", 1)
    if json:
        _print(_with_totals(marks))
        return
    from grading.print import as_text

    _print(as_text(marks))


@app.command()
def sample(
    exercise: str,
    kind: Annotated[str, typer.Option("--kind", help="correct, incorrect or invalid.")] = "correct",
    seed: Seed = "7",
    jurisdiction: Jurisdiction = "england",
    scenario: Annotated[str, typer.Option("--scenario", help="Which scenario.")] = "school_worry",
) -> None:
    """Print a made-up answer as a responses.json: right, wrong in a known way, or unreadable."""
    import grading

    if kind not in ("correct", "incorrect", "invalid"):
        stop(f"“{kind}” is not a kind of sample. Write correct, incorrect or invalid.")
    spec = _exercise(exercise)
    made = _case(scenario, jurisdiction, number(seed))
    found = grading.sample(spec, made, kind)  # type: ignore[arg-type]
    _print(
        json.dumps(
            {
                "schema": 1,
                "module": spec.module,
                "case": {
                    "scenario": made.scenario,
                    "jurisdiction": made.jurisdiction,
                    "seed": made.seed,
                    "generator": made.generator,
                },
                "responses": {
                    spec.exercise: {"value": found.raw, "saved_at": f"{made.today}T12:00:00", "attempts": 0},
                },
            },
            indent=1,
            ensure_ascii=False,
        )
    )
    stated = {"score": found.score, "fails": list(found.fails), "problem": found.problem}
    print(
        f"This sample must get: {json.dumps({k: v for k, v in stated.items() if v not in (None, '', [])})}",
        file=sys.stderr,
    )


@app.command()
def grade(
    module: str,
    workers: Annotated[int, typer.Option("--workers", help="How many processes mark at once.", min=1, max=64)] = 1,
    course: Annotated[Path, typer.Option("--course", help="The nbgrader course folder.")] = Path(),
) -> None:
    """Mark every submission of a module into nbgrader's gradebook, without running anybody's code."""
    from grading.nbgrader import cohort

    with _progress(f"Marking {module}") as progress:
        try:
            summary = cohort.grade(module, course, workers=workers, progress=progress)
        except cohort.GradeProblem as e:
            stop(str(e), 1)
    for line in summary.lines():
        print(line)
    raise typer.Exit(1 if summary.refused or summary.failed else 0)


@app.command()
def walk(
    files: Annotated[
        list[Path] | None, typer.Argument(help="Walk-throughs of calls. Default: all of the course.")
    ] = None,
) -> None:
    """Play walk-throughs of calls, and say where one does not go as it says."""
    from grading.walkthroughs import WalkMistake, faults, read_walk
    from simulator.content import places
    from simulator.content.errors import ContentError

    paths = files or sorted(places.modules().glob("*/walkthroughs/*.txt"))
    found: list[str] = []
    for path in paths:
        try:
            found += faults(read_walk(path))
        except (WalkMistake, ContentError, OSError) as e:
            found.append(str(e))
    for fault in found:
        print(fault)
    if found:
        stop(f"{len(found)} {'fault' if len(found) == 1 else 'faults'} in {len(paths)} walk-throughs.", 1)
    print(f"{len(paths)} walk-throughs go as they say.")


@app.command()
def check(
    scenario: Annotated[str, typer.Argument(help="Check this scenario only; all of them when left out.")] = "",
    cases: Annotated[int, typer.Option("--cases", help="Play so many families more, by every rule.", min=0)] = 0,
    workers: Annotated[int, typer.Option("--workers", help="How many processes play them.", min=1, max=64)] = 1,
    afresh: Annotated[
        bool, typer.Option("--afresh", help="Also play what has not changed since the last check.")
    ] = False,
) -> None:
    """Check all content: every mistake of every file at once, each with its place and a cure."""
    from grading.content import check_everything
    from simulator.cases import scenario_names
    from simulator.content.errors import did_you_mean

    if scenario and scenario not in scenario_names():
        stop(f"There is no scenario “{scenario}”. {did_you_mean(scenario, scenario_names())}".strip())
    report = check_everything(scenario, afresh)
    if cases and not report.problems:
        from grading.families import check_families

        with _progress("Playing families") as progress:
            check_families(report, [scenario] if scenario else scenario_names(), cases, workers, progress)
    for problem in report.problems:
        print(problem)
    if report.problems:
        count = len(report.problems)
        stop(f"{count} {'problem' if count == 1 else 'problems'} in {report.files} files.", 1)
    known = f" {report.remembered} scenarios have not changed since the last check." if report.remembered else ""
    print(f"{report.files} files, {report.cases:,} cases played, no problems.{known}")


@app.command()
def coverage(json: Json = False) -> None:
    """Which numbered lines of the practice reference (section 11) the course lets a learner practise."""
    from simulator.coverage import coverage as find

    found = find()
    if json:
        _print(found.model_dump_json(indent=1))
        return
    for line in found.table():
        print(line)


@contextmanager
def _progress(what: str) -> Iterator[Callable[[int, int, str], None]]:
    """A progress bar on stderr; nothing where nobody is looking."""
    from rich.console import Console
    from rich.progress import Progress

    console = Console(stderr=True)
    with Progress(console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task(what, total=None)

        def step(done: int, of: int, name: str) -> None:
            bar.update(task, completed=done, total=of, description=f"{what}: {name}")

        yield step


for_authors(app, stop)
for_workshops(app, stop)
for_one_workshop(app, stop, _progress)


# --- helpers -----------------------------------------------------------------------------------------


def _exercise(name: str) -> Spec:
    from simulator.content.errors import ContentError
    from simulator.exercises import UnknownExercise, module

    folder, _, id = name.partition("/")
    if not id:
        stop(f"“{name}” is not an exercise. Write MODULE/EXERCISE, as recording/first_draft.")
    try:
        return module(folder).exercise(id)
    except UnknownExercise as e:
        stop(str(e))
    except ContentError as e:
        stop(str(e), 1)


def _known(module_name: str) -> list[str]:
    from simulator.exercises import module

    return [e.exercise for e in module(module_name).exercises]


def _case(scenario: str, jurisdiction: str, seed: int) -> Any:
    from simulator.cases import UnknownName, make_case
    from simulator.content.errors import ContentError

    try:
        return make_case(scenario, jurisdiction, seed)
    except UnknownName as e:
        stop(str(e))
    except ContentError as e:
        stop(str(e), 1)


def _with_totals(marks: Any) -> str:
    totals = {"points": marks.points, "out_of": marks.out_of, "score": marks.score, "for_a_person": marks.for_a_person}
    return json.dumps(marks.model_dump(mode="json") | totals, indent=1, ensure_ascii=False)


def _print(text: str) -> None:
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    try:
        print(text)
    except BrokenPipeError:
        sys.stderr.close()


def main() -> None:
    """Entry point of the ``caseroom`` command: misuse is one sentence, not a box of usage."""
    try:
        code = app(sys.argv[1:] or ["--help"], standalone_mode=False)
    except typer.TyperException as e:
        print(f"{e.format_message()} See: caseroom --help", file=sys.stderr)
        code = e.exit_code
    except (KeyboardInterrupt, typer.Abort):
        code = 130
    raise SystemExit(code)


if __name__ == "__main__":
    main()
