"""A workshop: thirty people open its link in the same second, one browser alone, a hundred seats for ten minutes.

Compared with stock Voilà that serves the same notebook in the same run. Everything on loopback, bounded in count and time.
"""

from __future__ import annotations

import asyncio
import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from simulator.responses.room import Room
from simulator.workshop.hosting import NOTEBOOKS
from simulator.workshop.room_widget import SETTINGS
from simulator.workshop.seats import memory_of
from tests.benchmarks.measure import Row, percentile
from tests.browser.conftest import ARGUMENTS, chromium
from tests.hosted import Hosted
from tests.participant import Browser, Page, Participant, together
from tests.ports import free_port

EXERCISE = "first_draft"
VISITORS, SEATS = 30, 100
EVERY, MINUTES = 5.0, 10.0  # seconds between two answers of a seat, and how long
CLICK_TO_FORM = (  # milliseconds, both ends told by the page itself
    "performance.timeOrigin + performance.getEntriesByName('caseroom:exercise')[0].startTime - sessionStorage.getItem('clicked')"
)
LIMIT = 300.0  # seconds for all visitors of one server


@contextmanager
def stock_voila(page: Path, environment: Mapping[str, str]) -> Iterator[str]:
    """Voilà's own command as it comes: its lab template, no kernel ahead of a visit. Yields the page's address.

    Its kernels end with it: each watches the process that started it. Raises AssertionError when it does not start.
    """
    port = free_port()
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


async def arrives(hosted: Hosted, number: int) -> Participant:
    """From opening the link to the first exercise."""
    person = await Participant.join(hosted.address, hosted.code, f"Person {number}")
    await person.room()
    await person.page.wait(lambda p: p.models["room"].get("html"), LIMIT)
    person.times["exercise"] = time.perf_counter() - person._start
    return person


async def visits(address: str, token: str) -> Page:
    """The same page in stock Voilà: its token is known before, so nobody has to join."""
    start = time.perf_counter()
    page = await Page.open(address, "", browser=Browser(address))
    await page.send("room", {"type": "enter", "token": token, "page": "p"})
    await page.wait(lambda p: p.models["room"].get("html"), LIMIT)
    page.times["exercise"] = time.perf_counter() - start
    return page


def opened(hosted: Hosted) -> Room:
    room = hosted.room
    room.set(stage="open", exercise=EXERCISE)
    return room


def ours(hosted: Hosted) -> tuple[list[float], list[Participant]]:
    async def crowd() -> tuple[list[float], list[Participant]]:
        async with asyncio.timeout(LIMIT):
            _, people = await together(VISITORS, lambda n: arrives(hosted, n))
        for person in people:
            await person.page.close()
        return [p.times["exercise"] for p in people], people

    return asyncio.run(crowd())


def stock(hosted: Hosted, tokens: list[str]) -> list[float]:
    room = hosted.room
    settings = {
        "database": str(hosted.data / "workshops.db"),
        "file": True,
        "id": room.id,
        "folder": str(room.folder),
        "join": "",
    }

    async def crowd(address: str) -> list[float]:
        async with asyncio.timeout(LIMIT):
            first = await visits(address, tokens[0])
            await first.close()
            room.gone(1)
            await asyncio.sleep(2)
            _, pages = await together(VISITORS, lambda n: visits(address, tokens[n]))
            await asyncio.gather(*(p.close(beacon=False) for p in pages))
        return [p.times["exercise"] for p in pages]

    with stock_voila(NOTEBOOKS / "room.ipynb", {SETTINGS: json.dumps(settings)}) as address:
        return asyncio.run(crowd(address))


def browser_alone(hosted: Hosted, times: int = 5) -> tuple[list[float], list[float], list[float]]:
    """Seconds from the click on Join to a form one can type in: with an empty browser, and when it has been here before;
    and of the latter, the seconds from the first script asked for until the last one has come."""
    from playwright.sync_api import sync_playwright

    fresh, again, scripts = [], [], []
    with sync_playwright() as p:
        browser = p.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
        for number in range(times):
            context = browser.new_context()
            for found in (fresh, again):
                page = context.new_page()
                page.goto(f"{hosted.address}join#{hosted.code}")
                page.fill("input[name=name]", f"Browser {number}")
                page.evaluate("addEventListener('click', () => sessionStorage.setItem('clicked', Date.now()), true)")
                page.click("button[type=submit]")
                page.wait_for_selector(f"#{EXERCISE}-title", timeout=60_000)
                found.append(page.evaluate(CLICK_TO_FORM) / 1000)
                if found is again:
                    spans = page.evaluate(
                        "performance.getEntriesByType('resource').filter((e) => e.initiatorType === 'script' || /\\.js/.test(e.name))"
                        ".map((e) => [e.startTime, e.responseEnd])"
                    )
                    scripts.append((max(e for _, e in spans) - min(b for b, _ in spans)) / 1000)
                page.close()
                time.sleep(9)  # the kernel of the page that was closed ends, and another takes its place
            context.close()
        browser.close()
    return fresh, again, scripts


def held(minutes: float) -> dict[str, Any]:
    """A hundred seats that each answer every few seconds."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        hosted = Hosted(Path(folder) / "data", "recording", "--exercise", EXERCISE, seats=SEATS).start()
        try:
            room = opened(hosted)
            acknowledged: list[float] = []
            written: dict[int, int] = {}

            async def works(person: Participant, number: int, until: float) -> None:
                await asyncio.sleep(EVERY * number / SEATS)
                while time.monotonic() < until:
                    begun = time.monotonic()
                    count = written.get(number, 0) + 1
                    acknowledged.append(await person.save({"count": str(count), "text": "Isla said. " * 40}, 60))
                    written[number] = count
                    await person.page.send("room", {"type": "here"})
                    await asyncio.sleep(max(0.0, EVERY - (time.monotonic() - begun)))

            async def hundred() -> None:
                _, people = await together(SEATS, lambda n: arrives(hosted, n))
                until = time.monotonic() + minutes * 60
                await asyncio.gather(*(works(p, n, until) for n, p in enumerate(people)))
                seats.update({n: next(q.seat for q in room.people() if q.name == f"Person {n}") for n in range(SEATS)})
                memory.extend(memory_of(pid) for pid in hosted.kernels())
                for person in people:
                    await person.page.close()

            seats: dict[int, int] = {}
            memory: list[int] = []
            asyncio.run(hundred())
            kept = {w.seat: int(w.value["count"]) for w in room.work(EXERCISE)}  # type: ignore[arg-type]
            lost = sum(written[n] - kept.get(seats[n], 0) for n in written)
            text = hosted.log.read_text()
            return {
                "acknowledged": acknowledged,
                "lost": lost,
                "written": sum(written.values()),
                "memory": statistics.mean(memory) / 1e6,
                "worst": max(memory) / 1e6,
                "says": re.search(r"this computer holds (\d+) seats", text)[1],  # type: ignore[index]
            }
        finally:
            hosted.stop()


def measure(minutes: float = MINUTES) -> list[Row]:
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        hosted = Hosted(Path(folder) / "data", "recording", "--exercise", EXERCISE, seats=VISITORS + 12).start()
        try:
            opened(hosted)
            mine, people = ours(hosted)
            fresh, again, scripts = browser_alone(hosted)
            theirs = stock(hosted, [p.token for p in people])
        finally:
            hosted.stop()
    hundred = held(minutes)
    p95, other = percentile(mine, 0.95), percentile(theirs, 0.95)
    saves = hundred["acknowledged"]
    alone = statistics.median(again)
    return [
        Row(
            f"Workshop, {VISITORS} people open the link in the same second, p95",
            "3 s, and 5 times as soon as stock Voilà",
            f"{p95:.2f} s (worst {max(mine):.2f}), {other / p95:.0f} times as soon",
            f"stock Voilà, the same notebook, cold, nobody has to join: {other:.1f} s",
            p95 <= 3 and other >= 5 * p95,
            "scripted people on the same two cores, over HTTP and a websocket: the join page, the seat given, the room's page, the "
            "widget's state, the first exercise's state; stock `voila` with its own template after one visit to warm its files",
        ),
        Row(
            "Workshop, one browser alone, from the click to a form one can type in",
            "1.5 s",
            f"{alone:.2f} s (first visit with an empty browser: {statistics.median(fresh):.2f} s)",
            f"of it from the first script asked for to the last one come: {statistics.median(scripts):.2f} s",
            alone < 1.5,
            "headless Chromium, the click on Join until the exercise's heading is there; medians of five",
        ),
        Row(
            f"Workshop, {SEATS} seats answering every {EVERY:.0f} s for {minutes:g} minutes: an answer acknowledged, p95",
            "500 ms",
            f"{percentile(saves, 0.95) * 1000:.0f} ms (median {statistics.median(saves) * 1000:.0f}, worst {max(saves) * 1000:.0f})",
            f"{hundred['written']:,} answers, {hundred['lost']} lost",
            percentile(saves, 0.95) < 0.5 and not hundred["lost"],
            "each seat a kernel and a scripted person; what was acknowledged is compared with the database at the end",
        ),
        Row(
            f"Workshop, memory of a seat, kernel included ({SEATS} seats)",
            "60 MB",
            f"{hundred['memory']:.0f} MB (worst {hundred['worst']:.0f})",
            f"the command says that this computer holds {hundred['says']} seats",
            hundred["memory"] < 60,
            "PSS of every kernel after the ten minutes: shared pages counted by share; kernels are forked from one that has read everything",
        ),
    ]
