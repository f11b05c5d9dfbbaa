"""``caseroom new`` and ``caseroom schema``. Everything heavy is imported inside the command that needs it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Annotated, NoReturn

import typer

Stop = Callable[[str, int], NoReturn]


def add(app: typer.Typer, stop: Stop) -> None:
    """Put the authors' commands into the command line. ``stop``: says one sentence and leaves with a code."""
    new = typer.Typer(help="Begin something new from a starter: caseroom new scenario NAME.")
    app.add_typer(new, name="new")

    @new.callback(invoke_without_command=True)
    def what(context: typer.Context) -> None:
        if context.invoked_subcommand is None:
            stop("Say what is to be new: caseroom new scenario NAME, as caseroom new scenario late_bus.", 2)

    @new.command("scenario")
    def scenario(
        name: Annotated[str, typer.Argument(help="Small letters, digits and _, as late_bus.")],
        work: Annotated[str, typer.Option("--work", help="children or adults.")] = "children",
    ) -> None:
        """Write a whole small scenario to change into your own. It passes the check as it stands."""
        from simulator.authors.starter import StarterProblem, new_scenario
        from simulator.content.places import shown

        try:
            path = new_scenario(name, work)
        except StarterProblem as e:
            stop(str(e), e.code)
        print(f"1. Open {shown(path)} in an editor; docs/authoring.md goes through it with you.")
        print(f"2. After each part: caseroom check {name}")
        print(f"3. Read a family: caseroom case {name} --jurisdiction england --seed 3")

    @app.command()
    def situation(
        name: Annotated[str, typer.Argument(help="One of dummy_cases/situations, as ring_back.")],
        scenario: Annotated[str, typer.Option("--scenario", help="Whose case it is told for.")] = "school_worry",
        jurisdiction: Annotated[str, typer.Option("--jurisdiction")] = "england",
        seed: Annotated[int, typer.Option("--seed", help="The family's number.")] = 1,
    ) -> None:
        """Read one situation as it is told for one family, with what is right."""
        from simulator.cases import CaseRef, UnknownName
        from simulator.cases.situations import UnknownSituation, read_aloud, tell
        from simulator.content.errors import ContentError

        try:
            case = CaseRef(scenario=scenario, jurisdiction=jurisdiction, seed=seed).make()
            for line in read_aloud(tell(name, case)):
                print(line)
        except (UnknownName, UnknownSituation, ContentError) as e:
            stop(str(e), 1)

    @app.command()
    def call(
        name: Annotated[str, typer.Argument(help="One of dummy_cases/calls.")],
        scenario: Annotated[str, typer.Option("--scenario", help="Whose case it is told for.")] = "school_worry",
        jurisdiction: Annotated[str, typer.Option("--jurisdiction")] = "england",
        seed: Annotated[int, typer.Option("--seed", help="The family's number.")] = 1,
        acts: Annotated[
            list[str] | None,
            typer.Option("--do", help="Play it: what to do next, in its author's words. May be repeated."),
        ] = None,
    ) -> None:
        """Read one call as it is told for one family, with what is right; or play it with --do."""
        from simulator.cases import CaseRef, UnknownName
        from simulator.cases.call_reading import read_call, read_played
        from simulator.cases.calls import NotOffered, UnknownCall
        from simulator.content.errors import ContentError

        try:
            case = CaseRef(scenario=scenario, jurisdiction=jurisdiction, seed=seed).make()
            for line in read_played(name, case, acts) if acts else read_call(name, case):
                print(line)
        except (UnknownName, UnknownCall, NotOffered, ContentError) as e:
            stop(str(e), 1)

    @app.command()
    def redaction(
        name: Annotated[str, typer.Argument(help="One of dummy_cases/redactions, as teaching_copy.")],
        page: Annotated[str, typer.Option("--page", help="One of its texts. Default: the one this family gets.")] = "",
        scenario: Annotated[str, typer.Option("--scenario", help="Whose case it is told for.")] = "school_worry",
        jurisdiction: Annotated[str, typer.Option("--jurisdiction")] = "england",
        seed: Annotated[int, typer.Option("--seed", help="The family's number.")] = 1,
    ) -> None:
        """Read one text to black out as one family gets it: [must go], (may go or stay), <must stay>."""
        from simulator.cases import CaseRef, UnknownName
        from simulator.cases.redactions import UnknownRedaction, read_redaction, tell_redaction
        from simulator.content.errors import ContentError

        try:
            case = CaseRef(scenario=scenario, jurisdiction=jurisdiction, seed=seed).make()
            for line in read_redaction(tell_redaction(name, case, page)):
                print(line)
        except (UnknownName, UnknownRedaction, ContentError) as e:
            stop(str(e), 1)

    @app.command()
    def schema(
        folder: Annotated[Path | None, typer.Argument(help="Where to. Default: docs/schema.")] = None,
    ) -> None:
        """Write JSON Schema for scenarios and other content files: an editor then completes and explains them."""
        from simulator.authors.schema import export, usual_folder

        where = folder or usual_folder()
        try:
            paths = export(where)
        except OSError as e:
            stop(f"{where} cannot be written ({e.strerror}). Name a folder of yours: caseroom schema FOLDER.", 1)
        for path in paths:
            print(path)
