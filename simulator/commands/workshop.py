"""``caseroom workshop MODULE``. Everything heavy is imported inside the command that needs it."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

if TYPE_CHECKING:
    from simulator.cases import CaseRef
    from simulator.exercises import Module

Stop = Callable[[str, int], NoReturn]
MOST_SEATS = 500
LONGEST_KEPT = 90  # days


def add(app: typer.Typer, stop: Stop, progress: Callable[[str], Any]) -> None:
    """Put the command into the command line. ``progress``: a progress bar's context."""

    @app.command()
    def workshop(
        module: Annotated[str, typer.Argument(help="The module: recording, confidentiality, online_meetings.")],
        exercise: Annotated[
            list[str] | None, typer.Option("--exercise", help="Only this exercise; may be given again. Default: all.")
        ] = None,
        seats: Annotated[int, typer.Option("--seats", help="How many can work at once.", min=1, max=MOST_SEATS)] = 30,
        host: Annotated[str, typer.Option("--host", help="0.0.0.0 lets other computers in.")] = "127.0.0.1",
        port: Annotated[str, typer.Option("--port", help="The port to serve on.")] = "8877",
        address: Annotated[
            str, typer.Option("--address", help="How the room reaches you, as https://caseroom.example.org.")
        ] = "",
        database: Annotated[
            str, typer.Option("--database", help="postgresql://USER@HOST/NAME. Default: a file in your data folder.")
        ] = "",
        pairs: Annotated[bool, typer.Option("--pairs", help="Two people may share a seat.")] = False,
        own: Annotated[bool, typer.Option("--own-family", help="Each seat a family of its own.")] = False,
        scenario: Annotated[str, typer.Option("--scenario", help="Which scenario.")] = "school_worry",
        jurisdiction: Annotated[
            str, typer.Option("--jurisdiction", "-j", help="Whose terms, dates and time limits.")
        ] = "england",
        seed: Annotated[int, typer.Option("--seed", "-s", help="The family's number.", min=0)] = 7,
        keep: Annotated[
            int, typer.Option("--keep", help="Days until everything deletes itself.", min=1, max=LONGEST_KEPT)
        ] = 7,
        new: Annotated[
            bool, typer.Option("--new", help="A new workshop, also where the same is open already.")
        ] = False,
        data: Annotated[
            Path | None, typer.Option("--data", help="Where work is kept. Default: your user data folder.")
        ] = None,
    ) -> None:
        """Run a workshop: people join by a link, and you have a board. The same command opens the same workshop again."""
        from simulator import launch
        from simulator.cases import CaseRef
        from simulator.content.errors import ContentError
        from simulator.exercises import UnknownExercise
        from simulator.exercises import module as find_module
        from simulator.responses.engine import DatabaseProblem
        from simulator.workshop.opening import OpeningProblem, Wanted, run
        from simulator.workshop.results import AfterProblem

        if not (port.isascii() and port.isdecimal() and 1 <= int(port) <= 65535):
            stop(f"{port} is not a port. Choose one from 1 to 65535, as --port 8900.", 2)
        try:
            found = find_module(module)
            chosen = {found.exercise(name).exercise for name in exercise or [e.exercise for e in found.exercises]}
            family = CaseRef(scenario=scenario, jurisdiction=jurisdiction, seed=seed)
            fits(found, chosen, family)
            wanted = Wanted(
                module=found,
                exercises=tuple(e.exercise for e in found.exercises if e.exercise in chosen),
                family=family,
                own=own,
                pairs=pairs,
                seats=seats,
                keep_days=keep,
            )
            folder = launch.data_folder(data)
            free(host, int(port))
            print("The workshop is being prepared.", flush=True)
            with progress("Warming the seats") as step:
                run(
                    wanted,
                    data=folder,
                    database=database,
                    port=int(port),
                    host=host,
                    given_address=address,
                    new=new,
                    tell=lambda line: print(line, flush=True),
                    step=lambda done, of: step(done, of, f"{done} of {of}"),
                )
        except (
            UnknownExercise,
            ContentError,
            DatabaseProblem,
            AfterProblem,
            OpeningProblem,
            launch.LaunchProblem,
            ValueError,
        ) as e:
            stop(str(e), 1)
        except OSError as e:
            stop(f"Port {port} cannot be used ({e.strerror}). Choose another with --port.", 1)
        print("The workshop has stopped. Nothing is lost: the same command opens it again.")


def fits(module: Module, exercises: set[str], family: CaseRef) -> None:
    """Whether a family can give every exercise. Raises ValueError: a sentence with a cure."""
    from simulator.exercises.base import Unfit, types

    case = family.make().for_learner()
    for name in sorted(exercises):
        spec = module.exercise(name)
        try:
            types()[spec.type].build(spec, case)
        except Unfit as problem:
            raise ValueError(
                f"“{name}” does not go with the family {family.slug}: {problem} "
                "Choose another with --scenario or --seed, or name the exercises with --exercise."
            ) from None


def free(host: str, port: int) -> None:
    """Raises LaunchProblem when the port is taken."""
    import errno
    import socket

    from simulator.launch import LaunchProblem

    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET, socket.SOCK_STREAM) as s:
        if os.name == "posix":
            s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            s.bind((host, port))
        except OSError as e:
            if e.errno == errno.EADDRINUSE:
                raise LaunchProblem(
                    f"Port {port} is taken, perhaps by a workshop that still runs. Choose another, as --port {port + 1}."
                ) from None
            raise LaunchProblem(
                f"{host} is not an address of this computer, or you may not use port {port} ({e.strerror}). "
                "Leave --host out, or choose another port."
            ) from None
