"""``caseroom workshops``: what is kept of workshops, taking it away, and deleting it.

Everything heavy is imported inside the command that needs it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

if TYPE_CHECKING:
    from simulator.responses.database import Database

Stop = Callable[[str, int], NoReturn]
Data = Annotated[Path | None, typer.Option("--data", help="Where work is kept. Default: your user data folder.")]
Address = Annotated[
    str, typer.Option("--database", help="sqlite:///FILE or postgresql://USER@HOST/NAME. Default: in your data folder.")
]
Name = Annotated[str, typer.Argument(help="The workshop, as caseroom workshops lists it, or “last”.")]


def add(app: typer.Typer, stop: Stop) -> None:
    """Put the commands into the command line. ``stop``: says one sentence and leaves with a code."""
    workshops = typer.Typer(help="See what is kept of your workshops; take it away; delete it.")
    app.add_typer(workshops, name="workshops")

    @contextmanager
    def kept(data: Path | None, address: str) -> Iterator[tuple[Database, Path]]:
        """The database and the data folder; what goes wrong with them is one sentence."""
        from simulator import launch
        from simulator.responses.engine import DatabaseProblem
        from simulator.workshop.results import AfterProblem

        made = None
        try:
            folder = launch.data_folder(data)
            made = _database(folder, address)
            yield made, folder
        except (AfterProblem, DatabaseProblem, launch.LaunchProblem) as e:
            stop(str(e), 1)
        finally:
            if made:
                made.close()

    @workshops.callback(invoke_without_command=True)
    def listing(context: typer.Context, data: Data = None, address: Address = "") -> None:
        """List the workshops that are kept, the newest first."""
        if context.invoked_subcommand is not None:
            if data or address:
                stop("Write --data and --database behind the command: caseroom workshops export NAME --data …", 2)
            return
        with kept(data, address) as (database, _):
            for line in _table(database):
                print(line)

    @workshops.command()
    def export(
        name: Name,
        to: Annotated[Path, typer.Option("--to", help="The folder to write into.")],
        data: Data = None,
        address: Address = "",
    ) -> None:
        """Write marks.csv, every seat's answers and the debrief into a folder."""
        from simulator.workshop import after

        with kept(data, address) as (database, folder):
            room = after.room_of(database, folder, name)
            for path in after.export(room, to.expanduser()):
                print(path)

    @workshops.command()
    def submissions(
        name: Name,
        course: Annotated[Path, typer.Option("--course", help="The nbgrader course folder.")],
        make: Annotated[bool, typer.Option("--make", help="Make a course folder for this workshop.")] = False,
        again: Annotated[bool, typer.Option("--again", help="Replace what was handed over before.")] = False,
        data: Data = None,
        address: Address = "",
    ) -> None:
        """Hand the answers over to nbgrader, each seat as a student: seat01, seat02 and so on."""
        from simulator.workshop import after, hand_over

        with kept(data, address) as (database, folder):
            room, where = after.room_of(database, folder, name), course.expanduser()
            if make:
                hand_over.make_course(room.workshop, where)
            for line in hand_over.hand_over(room, where, again).lines():
                print(line)

    @workshops.command()
    def delete(
        name: Name,
        yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
        data: Data = None,
        address: Address = "",
    ) -> None:
        """Delete a workshop with everything anybody did in it. What you exported stays where you put it."""
        from simulator.workshop import after

        with kept(data, address) as (database, folder):
            left = name != after.LAST and after.folder_of(folder, name).is_dir()
            id = name if left else after.find(database, name).id
            if not yes and not typer.confirm(_question(database, id), err=True):
                print("Nothing was deleted.")
                return
            print(after.delete(database, folder, id))


def _database(folder: Path, address: str) -> Database:
    """The database of the workshops. Raises AfterProblem where there is none, DatabaseProblem."""
    from simulator.responses.database import FILE, Database
    from simulator.workshop.results import AfterProblem

    made = Database(address or folder / FILE)
    url = made.engine.url
    if url.get_backend_name() == "sqlite" and not Path(url.database or "").is_file():
        raise AfterProblem(
            f"No workshop is kept in {made.shown}: there is no such file. Name another place with --data or --database."
        )
    made.make()
    return made


def _question(database: Database, id: str) -> str:
    from simulator.responses.database import many
    from simulator.workshop.after import when

    known = database.workshop(id)
    if known is None:
        return f"Delete what is left of {id}?"
    who = many(database.count(id), "person", "people")
    return f"Delete the workshop {id} ({known.module}, {when(known.opened_at)}, {who}) with everything in it?"


def _table(database: Database) -> list[str]:
    """The workshops in columns that stand under each other."""
    from simulator.workshop.after import when

    rows = [("name", "module", "opened", "people", "kept until")]
    rows += [(w.id, w.module, when(w.opened_at), str(database.count(w.id)), when(w.delete_at)) for w in database.all()]
    if len(rows) == 1:
        return ["No workshop is kept here."]
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    return ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
