"""A throw-away PostgreSQL server for tests: Debian's own, started on a free port and thrown away afterwards."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from tests.ports import free_port

MISSING = "PostgreSQL is not installed here. Install Debian's package postgresql to run this test."


def programs() -> Path | None:
    """The folder of initdb and pg_ctl, or None."""
    found = [*sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb")), shutil.which("initdb")]
    return next((Path(p).resolve().parent for p in found if p), None)


class Server:
    """A PostgreSQL of our own. ``address`` has no database name: postgresql://caseroom@127.0.0.1:PORT."""

    def __init__(self, bin: Path) -> None:
        self._bin = bin
        self._user = "postgres" if os.geteuid() == 0 else None  # the server refuses to run as root
        self.folder = Path(tempfile.mkdtemp(prefix="caseroom-postgres-"))
        if self._user:
            shutil.chown(self.folder, self._user)
        self._port = free_port()
        self.address = f"postgresql://caseroom@127.0.0.1:{self._port}"
        self._run("initdb", "-U", "caseroom", "-A", "trust", "-E", "UTF8", "--no-sync")

    def _run(self, program: str, *arguments: str) -> None:
        command = [str(self._bin / program), "-D", str(self.folder / "data"), *arguments]
        subprocess.run(command, check=True, capture_output=True, user=self._user, cwd=self.folder, timeout=60)

    def start(self) -> None:
        options = f"-p {self._port} -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off"
        self._run("pg_ctl", "-o", options, "-l", str(self.folder / "log"), "-w", "start")

    def stop(self) -> None:
        """At once: every connection is cut."""
        self._run("pg_ctl", "-m", "immediate", "stop")


@contextmanager
def running(bin: Path) -> Iterator[Server]:
    """A running server, thrown away afterwards."""
    made = Server(bin)
    made.start()
    try:
        yield made
    finally:
        with suppress(subprocess.CalledProcessError):  # a test may have stopped it
            made.stop()
        shutil.rmtree(made.folder, ignore_errors=True)


@contextmanager
def server(bin: Path) -> Iterator[str]:
    """The address of a running server."""
    with running(bin) as made:
        yield made.address
