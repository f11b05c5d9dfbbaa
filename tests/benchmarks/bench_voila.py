"""The recording module's page in Voilà: a kernel started for the visit beside a kernel that waits ready."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager

from tests.benchmarks.measure import Row, percentile
from tests.browser.conftest import ARGUMENTS, chromium
from tests.ports import free_port

SERVE = "import sys; from pathlib import Path; from simulator.workshop.server import serve; serve(int(sys.argv[1]), Path(sys.argv[2]), lambda: None, spares=int(sys.argv[3]))"


@contextmanager
def server(spares: int) -> Iterator[str]:
    """The course on a free port, with so many kernels kept ready. Yields its address."""
    port = free_port()
    data = tempfile.mkdtemp()
    process = subprocess.Popen([sys.executable, "-c", SERVE, str(port), data, str(spares)], env=dict(os.environ))
    address = f"http://localhost:{port}/"
    try:
        for _ in range(300):
            try:
                urllib.request.urlopen(address, timeout=1).close()
                break
            except OSError:
                time.sleep(0.1)
        yield address
    finally:
        process.terminate()
        process.wait(20)
        shutil.rmtree(data, ignore_errors=True)


def page_times(spares: int, visits: int) -> tuple[list[float], float]:
    """Seconds from the click to a usable module page, per visit, and the seconds of the home page (no kernel)."""
    from playwright.sync_api import sync_playwright

    times, home = [], []
    with server(spares) as address, sync_playwright() as p:
        browser = p.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
        for _ in range(visits):
            time.sleep(6)  # the spare kernel is made again; a cold server rests as long
            page = browser.new_page()
            start = time.perf_counter()
            page.goto(address)
            home.append(time.perf_counter() - start)
            start = time.perf_counter()
            page.goto(f"{address}modules/recording")
            page.wait_for_selector("html[data-ready]", state="attached", timeout=90_000)
            times.append(time.perf_counter() - start)
            page.close()
        browser.close()
    return times, percentile(home, 0.5)


def measure(visits: int = 6) -> list[Row]:
    cold, home = page_times(0, visits)
    warm, _ = page_times(1, visits)
    how = f"{visits} visits each, headless Chromium, from opening the address to every exercise on the page and usable"
    return [
        Row(
            "Voilà, the module's page, kernel kept ready",
            "shorter than cold",
            f"{percentile(warm, 0.5):.2f} s (worst {max(warm):.2f})",
            f"cold, a kernel started for the visit: {percentile(cold, 0.5):.2f} s (worst {max(cold):.2f})",
            percentile(warm, 0.5) < percentile(cold, 0.5),
            how,
        ),
        Row(
            "Home page (no kernel)",
            "no figure asked",
            f"{home * 1000:.0f} ms",
            f"the module's page, cold: {percentile(cold, 0.5):.2f} s",
            None,
            "median of the same visits, until the page has loaded",
        ),
    ]
