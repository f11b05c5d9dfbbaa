"""``caseroom workshop`` in a process of its own, on a free port of this machine, with its own data folder."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

from simulator.responses.database import Database
from simulator.responses.room import Room
from simulator.workshop.opening import folder_of, where
from tests.ports import free_port

ROOT = Path(__file__).resolve().parents[1]
STARTS = 180  # seconds to be warm in, on a busy machine


class Hosted:
    """A workshop. ``address`` ends in a slash; ``code`` and ``board`` (a token) are read from what the command prints."""

    def __init__(self, data: Path, module: str = "recording", *options: str, seats: int = 4) -> None:
        self.data, self.module, self.seats = data, module, seats
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}/"
        self.options = options
        self.log = data.with_name(f"{data.name}.log")
        self.code = self.board = ""
        self.process: subprocess.Popen[bytes] | None = None
        self._database: Database | None = None

    @property
    def database(self) -> str:
        """The address given on the command line, if any."""
        return self.options[self.options.index("--database") + 1] if "--database" in self.options else ""

    def command(self, *arguments: str) -> list[str]:
        return [sys.executable, "-m", "simulator.cli", *arguments]

    def start(self) -> Hosted:
        seen = self.log.stat().st_size if self.log.exists() else 0
        paths = [str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]
        with self.log.open("ab") as out:
            self.process = subprocess.Popen(
                self.command(
                    "workshop",
                    self.module,
                    "--seats",
                    str(self.seats),
                    "--port",
                    str(self.port),
                    "--data",
                    str(self.data),
                    *self.options,
                ),
                stdout=out,
                stderr=subprocess.STDOUT,
                env=os.environ | {"PYTHONPATH": os.pathsep.join(paths)},
                cwd=self.data.parent,
            )
        until = time.monotonic() + STARTS
        while time.monotonic() < until:
            text = self.log.read_bytes()[seen:].decode()
            if "Stop with Ctrl+C" in text:
                self.code = re.findall(r"join#([A-Z]{6})", text)[-1]
                self.board = re.findall(r"board#([a-z0-9-]+)", text)[-1]
                return self
            assert self.process.poll() is None, text
            time.sleep(0.1)
        raise AssertionError(f"The workshop did not start: {self.log.read_text()}")

    def kill(self) -> None:
        """A power cut, as far as the server knows."""
        assert self.process is not None
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(timeout=30)
        self.process = None

    def stop(self) -> None:
        if self._database:
            self._database.close()
        if self.process is not None:
            self.process.terminate()
            self.process.wait(timeout=60)
            self.process = None

    @property
    def room(self) -> Room:
        """The room, as the trainer's board has it."""
        if self._database is None:
            self._database = Database(where(self.data, self.database))
        workshop = self._database.all()[0]
        return Room(self._database, workshop, folder_of(self.data, workshop.id))

    def kernels(self) -> list[int]:
        """The processes of this workshop's kernels: the children of the stem."""
        assert self.process is not None
        stems = _children(self.process.pid)
        return [kernel for stem in stems for kernel in _children(stem)]

    def run(self, *arguments: str, **what: Any) -> subprocess.CompletedProcess[str]:
        """Another command of Caseroom's, on the same data."""
        paths = [str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]
        return subprocess.run(
            self.command(*arguments), capture_output=True, text=True, timeout=300,
            env=os.environ | {"PYTHONPATH": os.pathsep.join(paths)}, cwd=self.data.parent, **what,
        )  # fmt: skip

    def answers(self, path: str) -> int:
        """The status an address answers with."""
        try:
            with urllib.request.urlopen(f"{self.address}{path}", timeout=20) as answer:
                return int(answer.status)
        except urllib.error.HTTPError as e:
            return e.code


def _children(pid: int) -> list[int]:
    found = []
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        found += [int(child) for child in task.read_text().split()]
    return found
