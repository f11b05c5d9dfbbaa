"""Thirty people open a workshop's link in the same second: ours, and stock Voilà serving the same notebook."""

from __future__ import annotations

import asyncio
import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import nbformat

from tests.benchmarks.measure import Row, percentile
from tests.participant import Page, together

VISITORS = 30
LIMIT = 300.0  # seconds for all visitors of one server
CELL = 'import grading; from simulator.desk import Desk; Desk("recording", mark=grading.mark).show("first_draft")'


@dataclass(frozen=True)
class Arrivals:
    """Seconds from opening the address, per visitor: until the page is complete, connected, its widgets' states there.

    ``alone`` is a visitor before, with nobody else: until the states are there.
    """

    html: list[float]
    connected: list[float]
    states: list[float]
    alone: float

    def p95(self) -> str:
        """In one line."""
        parts = (("page complete", self.html), ("connected", self.connected), ("state received", self.states))
        return ", ".join(f"{what} {percentile(values, 0.95):.2f} s" for what, values in parts)


def notebook(folder: Path) -> Path:
    """A notebook that shows one exercise."""
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    made = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(CELL)], metadata={"kernelspec": kernel})
    nbformat.write(made, folder / "page.ipynb")
    return folder / "page.ipynb"


@contextmanager
def stock_voila(page: Path, environment: Mapping[str, str]) -> Iterator[str]:
    """Voilà's own command as it comes: its lab template, no kernel ahead of a visit. Yields the page's address.

    Its kernels end with it: each watches the process that started it. Raises AssertionError when it does not start.
    """
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        port = s.getsockname()[1]
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        log = Path(folder, "log")
        command = [sys.executable, "-m", "voila", str(page), "--no-browser", f"--port={port}", "--Voila.ip=127.0.0.1"]
        own = {"CASEROOM_DATA": folder, "JUPYTER_CONFIG_DIR": folder, "JUPYTER_NO_CONFIG": "1"}
        with log.open("wb") as out:
            process = subprocess.Popen(command, stdout=out, stderr=out, cwd=folder, env=os.environ | own | environment)
        try:
            address = f"http://127.0.0.1:{port}/"
            for _ in range(300):
                assert process.poll() is None, log.read_text()
                try:  # a static file: the page itself would start a kernel
                    urllib.request.urlopen(f"{address}voila/static/voila.js", timeout=5).close()
                    break
                except OSError:
                    time.sleep(0.1)
            yield address
        finally:
            process.terminate()
            try:
                process.wait(30)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


async def arrive(address: str, visitors: int, path: str = "") -> Arrivals:
    """One visitor, who leaves again; then so many at once. Raises TimeoutError."""

    async def visit(_: int) -> Page:
        return await Page.open(address, path)

    async with asyncio.timeout(LIMIT):
        first = await visit(0)
        await first.close()
        await asyncio.sleep(2)
        _, pages = await together(visitors, visit)
        await asyncio.gather(*(p.close(beacon=False) for p in pages))
    seconds = {what: [p.times[what] for p in pages] for what in ("html", "connected", "states")}
    return Arrivals(**seconds, alone=first.times["states"])


def stock(page: Path, visitors: int = VISITORS, environment: Mapping[str, str] | None = None) -> Arrivals:
    """How visitors arrive at a notebook in stock Voilà; ``environment`` is what the notebook's kernel needs."""
    with stock_voila(page, environment or {}) as address:
        return asyncio.run(arrive(address, visitors))


def measure(page: Path | None = None, visitors: int = VISITORS) -> list[Row]:
    with tempfile.TemporaryDirectory() as folder:
        theirs = stock(page or notebook(Path(folder)), visitors)
    return [
        Row(
            f"Stock Voilà, {visitors} visitors in the same second (p95)",
            "no figure asked",
            theirs.p95(),
            f"one visitor alone: {theirs.alone:.2f} s",
            None,
            "`voila page.ipynb` with its own template and no kernel kept ready, after one visit; scripted visitors on the "
            "same cores, over HTTP and a websocket, from opening the address until the widgets' states have come",
        )
    ]
