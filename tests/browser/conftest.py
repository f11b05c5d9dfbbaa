"""Real Chromium and a real course server. Without a browser these tests say so and are skipped.

CASEROOM_CHROMIUM names the browser; CASEROOM_REQUIRE_BROWSER=1 makes a missing browser a failure.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.chromium import ARGUMENTS, chromium
from tests.ports import free_port

__all__ = ["ARGUMENTS", "chromium"]

ROOT = Path(__file__).resolve().parents[2]
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


class Server:
    """``caseroom start`` in a process of its own, on a free port, with its own data folder."""

    def __init__(self, data: Path) -> None:
        self.data = data
        self.port = free_port()
        self.address = f"http://localhost:{self.port}"
        self.log = data.with_name(f"{data.name}.log")
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> Server:
        code = "import sys, pathlib; from simulator import launch; launch.start(int(sys.argv[1]), pathlib.Path(sys.argv[2]), False)"
        paths = [str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]
        with self.log.open("ab") as out:
            self._process = subprocess.Popen(
                [sys.executable, "-c", code, str(self.port), str(self.data)],
                stdout=out,
                stderr=subprocess.STDOUT,
                env=os.environ | {"PYTHONPATH": os.pathsep.join(paths)},
                cwd=self.data.parent,
            )
        for _ in range(300):
            assert self._process.poll() is None, self.log.read_text()
            try:
                urllib.request.urlopen(f"{self.address}/static/page.css", timeout=5).close()
                return self
            except OSError:
                time.sleep(0.1)
        raise AssertionError(f"The server did not start: {self.log.read_text()}")

    def stop(self, how: int = signal.SIGTERM) -> None:
        """End the process; ``signal.SIGKILL`` is a power cut."""
        if self._process is not None:
            self._process.send_signal(how)
            self._process.wait(timeout=30)
            self._process = None


@pytest.fixture
def new_server(tmp_path: Path) -> Iterator[Callable[[], Server]]:
    """Makes servers of one test's own; they are stopped at its end."""
    made: list[Server] = []

    def make() -> Server:
        made.append(Server(tmp_path / f"data-{len(made)}").start())
        return made[-1]

    yield make
    for server in made:
        server.stop()


@pytest.fixture(scope="session")
def course(tmp_path_factory: pytest.TempPathFactory, browser: Any) -> Iterator[Server]:
    """One server for the tests that only read, or that leave nothing behind that others mind."""
    server = Server(tmp_path_factory.mktemp("course") / "data").start()
    yield server
    server.stop()


class Watched:
    """A page that keeps what went wrong on it: errors on the console, answers over 399, requests off this machine."""

    def __init__(self, page: Any, address: str) -> None:
        self.page, self.address = page, address
        self.errors: list[str] = []
        self.elsewhere: list[str] = []
        own = (f"{address}/", "data:", "blob:", address.replace("http", "ws", 1))
        page.on("console", lambda m: self.errors.append(m.text) if m.type == "error" else None)
        page.on("pageerror", lambda e: self.errors.append(str(e)))
        page.on("response", lambda r: self.errors.append(f"{r.status} {r.url}") if r.status > 399 else None)
        page.on("request", lambda r: self.elsewhere.append(r.url) if not r.url.startswith(own) else None)

    def go(self, path: str) -> Any:
        """Open a page; a module's page is waited for until its exercises are there."""
        self.page.goto(self.address + path)
        if path.startswith("/modules/"):
            self.ready()
        return self.page

    def ready(self) -> None:
        self.page.wait_for_selector("html[data-ready]", timeout=60_000)

    def check(self) -> list[str]:
        """Everything that is wrong with the page as it stands: axe, width, console, requests."""
        from axe_playwright_python.sync_playwright import Axe

        found = Axe().run(self.page, options={"runOnly": RULES}).response["violations"]
        wrong = [f"{v['id']}: {[n['html'][:200] for n in v['nodes']]}" for v in found]
        over = self.page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        if over > 0:
            wrong.append(f"{over} px wider than the window")
        return wrong + self.errors + [f"off this machine: {u}" for u in self.elsewhere]


@pytest.fixture
def watch(browser: Any) -> Iterator[Callable[..., Watched]]:
    """``watch(address, width=…, color_scheme=…, java_script_enabled=…)`` opens a fresh browser window."""
    contexts = []

    def open_window(address: str, width: int = 1280, **options: Any) -> Watched:
        options.setdefault("reduced_motion", "reduce")  # axe must not meet a colour halfway through a change
        context = browser.new_context(viewport={"width": width, "height": 900}, **options)
        contexts.append(context)
        return Watched(context.new_page(), address)

    yield open_window
    for context in contexts:
        context.close()
