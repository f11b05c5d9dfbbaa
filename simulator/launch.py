"""What stands behind ``caseroom start`` and ``caseroom lab``.

Both check first what a learner can run into (a taken port, a folder that cannot be written to) and raise
:class:`LaunchProblem` with one sentence and a cure. Both run until they are stopped with Ctrl+C.
"""

from __future__ import annotations

import errno
import hashlib
import json
import os
import secrets
import shutil
import socket
import tempfile
import threading
import webbrowser
from collections.abc import Callable
from datetime import date
from pathlib import Path

HERE = Path(__file__).parent
VERSIONS = ".course.json"  # in <data>/course: which version of each notebook the learner's copy came from


class LaunchProblem(Exception):
    """Why the course cannot start; ``str()`` is one sentence with a cure, for the command line to print."""


def data_folder(data: Path | None) -> Path:
    """The folder work is kept in, made and tried out. ``None``: the user's own data folder. Raises LaunchProblem."""
    if data is None:
        from platformdirs import user_data_dir

        data = Path(user_data_dir("caseroom", appauthor=False))
    folder = data.expanduser().absolute()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder) as f:
            f.write(b"x")
    except FileExistsError:
        raise LaunchProblem(f"Work cannot be kept in {folder}: that is a file. Choose a folder with --data.") from None
    except OSError as e:
        reason = "the disk is full" if e.errno == errno.ENOSPC else "it cannot be written to"
        raise LaunchProblem(f"Work cannot be kept in {folder}: {reason}. Choose another folder with --data.") from None
    return folder


def free_port(port: int) -> int:
    """The port, if this computer can listen on it. Raises LaunchProblem."""
    if not 1 <= port <= 65535:
        raise LaunchProblem(f"{port} is not a port. Choose one from 1024 to 65535 with --port.")
    for family, host in ((socket.AF_INET, "127.0.0.1"), (socket.AF_INET6, "::1")):
        try:
            with socket.socket(family, socket.SOCK_STREAM) as s:
                if os.name == "posix":
                    s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                s.bind((host, port))
        except OSError as e:
            if e.errno in (errno.EADDRINUSE, getattr(errno, "WSAEADDRINUSE", errno.EADDRINUSE)):
                cure = port + 1 if port < 65535 else port - 1
                raise LaunchProblem(
                    f"Port {port} is taken, perhaps by a Caseroom that still runs. Choose another, as --port {cure}."
                ) from None
            if e.errno in (errno.EACCES, getattr(errno, "WSAEACCES", errno.EACCES)):
                raise LaunchProblem(f"You may not use port {port}. Choose one above 1023, as --port 8866.") from None
            # Anything else: this computer has no such kind of address, and the other kind will do.
    return port


def show_in_browser(address: str, say: Callable[[str], None] = print) -> None:
    """Open a browser beside the server; without one say so and go on."""
    try:
        browser = webbrowser.get()
    except webbrowser.Error:
        say("No browser was found here. Open the address in one yourself.")
        return
    threading.Thread(target=browser.open, args=(address,), daemon=True).start()


def tell(text: str) -> None:
    """Print at once, also when the output goes to a file."""
    print(text, flush=True)


def start(port: int = 8866, data: Path | None = None, open_browser: bool = True) -> None:
    """Serve the course through Voilà on http://localhost:<port> until it is stopped. Raises LaunchProblem."""
    folder, port = data_folder(data), free_port(port)
    address = f"http://localhost:{port}/"

    def ready() -> None:
        tell(f"Caseroom is ready: {address}")
        tell(f"Your work is kept in {folder}")
        tell("Stop with Ctrl+C. What is saved stays saved.")
        if open_browser:
            show_in_browser(address, tell)

    tell("Caseroom is starting.")
    for sentence in workshops_whose_time_is_up(folder):
        tell(sentence)
    from simulator.workshop.server import serve

    try:
        serve(port, folder, ready)
    except OSError as e:
        if e.errno not in (errno.EADDRINUSE, errno.EACCES, errno.EADDRNOTAVAIL):
            raise
        raise LaunchProblem(f"Port {port} cannot be used ({e.strerror}). Choose another with --port.") from None
    tell("Caseroom has stopped.")


def workshops_whose_time_is_up(folder: Path) -> list[str]:
    """Delete them, and say what was deleted; a database that cannot be read now is left for the next start."""
    if not (folder / "workshops.db").is_file():
        return []
    from simulator.responses.database import Database
    from simulator.responses.engine import DatabaseProblem
    from simulator.workshop.after import purge

    kept = Database(folder / "workshops.db")
    try:
        kept.make()
        return purge(kept, folder)
    except DatabaseProblem:
        return []
    finally:
        kept.close()


def lab(port: int = 8888, data: Path | None = None, open_browser: bool = True) -> None:
    """Open the course in JupyterLab on the learner's own copies until it is stopped. Raises LaunchProblem."""
    folder, port = data_folder(data), free_port(port)
    try:
        for notice in copy_course(folder):
            tell(notice)
    except OSError as e:
        raise LaunchProblem(
            f"The notebooks could not be copied to {folder / 'course'} ({e.strerror or e}). Choose another folder with --data."
        ) from None
    os.environ["CASEROOM_DATA"] = str(folder)
    # Read before the user's own settings: widget messages on the main thread, no news, no search for updates.
    paths = [str(HERE / "workshop" / "lab"), *filter(None, [os.environ.get("JUPYTER_CONFIG_PATH")])]
    os.environ["JUPYTER_CONFIG_PATH"] = os.pathsep.join(paths)
    token = secrets.token_urlsafe(24)
    names = sorted(p.stem for p in (folder / "course").glob("*/*.ipynb") if p.stem == p.parent.name)
    where = f"/tree/{names[0]}/{names[0]}.ipynb" if len(names) == 1 else ""
    address = f"http://localhost:{port}/lab{where}?token={token}"
    tell(f"Caseroom opens in JupyterLab: {address}")
    tell(f"Your work is kept in {folder}")
    tell("Stop with Ctrl+C. What is saved stays saved.")
    from simulator.workshop.lab.app import run

    run(
        port=port,
        root=folder / "course",
        token=token,
        ready=lambda: show_in_browser(address, tell) if open_browser else None,
    )
    tell("Caseroom has stopped.")


def copy_course(folder: Path) -> list[str]:
    """Copy each module's notebook to ``<folder>/course/<module>/``; returns what the learner has to be told.

    The learner's copy is never written over while the course's notebook is the same. When the course's has changed, a
    copy the learner has not touched is replaced; a changed one is kept aside under another name. Raises OSError.
    """
    from simulator.content import places

    course = folder / "course"
    course.mkdir(parents=True, exist_ok=True)
    versions = _versions(course)
    notices = []
    for source in sorted(places.modules().glob("*/*.ipynb")):
        name, new = source.parent.name, _print(source)
        if source.stem != name:
            continue
        target = course / name / source.name
        target.parent.mkdir(exist_ok=True)
        if target.exists() and versions.get(name) == new:
            continue
        if target.exists() and _print(target) not in (versions.get(name), new):
            aside = _free_name(target.with_name(f"{target.stem}-kept-{date.today():%Y-%m-%d}.ipynb"))
            target.rename(aside)
            notices.append(
                f"The notebook {name} has a new version. Yours is kept as {aside.name}; your answers stay as they are."
            )
        temporary = target.with_name(f".{target.name}.tmp")
        shutil.copyfile(source, temporary)
        temporary.replace(target)
        versions[name] = new
    record = course / f"{VERSIONS}.tmp"
    record.write_text(json.dumps(versions, indent=1), encoding="utf-8")
    record.replace(course / VERSIONS)
    return notices


def _versions(course: Path) -> dict[str, str]:
    """What is recorded of the copies; nothing when the record is missing or broken."""
    try:
        found = json.loads((course / VERSIONS).read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    return {str(k): str(v) for k, v in found.items()} if isinstance(found, dict) else {}


def _print(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _free_name(path: Path) -> Path:
    number, name = 1, path
    while name.exists():
        number += 1
        name = path.with_stem(f"{path.stem}-{number}")
    return name
