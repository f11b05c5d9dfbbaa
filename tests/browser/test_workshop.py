"""One workshop from its command to its end: twelve people, four of them in a real browser, and a board."""

from __future__ import annotations

import asyncio
import csv
import io
import json
import sqlite3
import threading
import time
from collections.abc import Callable, Coroutine, Iterator
from pathlib import Path
from typing import Any

import pytest

import grading
from simulator.exercises import module
from tests.browser.conftest import RULES
from tests.hosted import Hosted
from tests.participant import Participant, together

SCRIPTED, REAL = 8, 4
MODULE = module("recording")
FIRST, SECOND = (e.exercise for e in MODULE.exercises[:2])


class Crowd:
    """Scripted participants in a thread of their own: the browser's driver has the main thread's loop."""

    def __init__(self) -> None:
        self.loop = asyncio.new_event_loop()
        self.thread = threading.Thread(target=self.loop.run_forever, daemon=True)
        self.thread.start()

    def do(self, work: Coroutine[Any, Any, Any], seconds: float = 180) -> Any:
        return asyncio.run_coroutine_threadsafe(work, self.loop).result(seconds)

    def end(self) -> None:
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join(10)


@pytest.fixture
def crowd() -> Iterator[Crowd]:
    made = Crowd()
    yield made
    made.end()


@pytest.fixture
def hosted(tmp_path: Path) -> Iterator[Hosted]:
    made = Hosted(tmp_path / "data", "recording", seats=SCRIPTED + REAL).start()
    yield made
    made.stop()


def sound(window: Any, *expected: str) -> list[str]:
    """What axe, the width and the console find wrong; ``expected``: parts of errors that a killed server must cause."""
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(window.page, options={"runOnly": RULES}).response["violations"]
    wrong = [f"{v['id']}: {[n['html'][:200] for n in v['nodes']]}" for v in found]
    over = window.page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    errors = [e for e in window.errors if not any(part in e for part in expected)]
    return wrong + ([f"{over} px too wide"] if over > 0 else []) + errors + window.elsewhere


def says(page: Any, text: str, seconds: float = 30) -> None:
    """Wait until the page says so. Its policy allows no code from strings, which Playwright's own waiting needs."""
    until = time.monotonic() + seconds
    while text not in (shown := page.inner_text("body")):
        assert time.monotonic() < until, f"“{text}” is not on the page: {shown}"
        page.wait_for_timeout(200)


def shows(page: Any, selector: str, seconds: float = 30) -> None:
    """Wait until something is on the page, and say what is there instead when it does not come."""
    try:
        page.wait_for_selector(selector, timeout=seconds * 1000)
    except Exception:
        raise AssertionError(f"{selector} is not on {page.url}: {page.inner_text('body')}") from None


def sample(hosted: Hosted, exercise: str, kind: str = "correct") -> dict[str, Any]:
    return dict(grading.sample(MODULE.exercise(exercise), hosted.room.workshop.family.make(), kind).raw)  # type: ignore[arg-type]


async def take_part(hosted: Hosted, number: int) -> Participant:
    person = await Participant.join(hosted.address, hosted.code, f"Scripted {number}")
    await person.room()
    return person


async def come_back(hosted: Hosted, old: Participant) -> Participant:
    person = Participant(hosted.address, old.token, old.workshop)
    person.view = old.view  # the same window of the same browser
    await person.room()
    await person.page.wait(lambda p: p.models["room"].get("html"), 60)
    return person


def test_a_workshop_from_its_command_to_its_end(
    hosted: Hosted, crowd: Crowd, watch: Callable[..., Any], tmp_path: Path
) -> None:
    hosted_address = hosted.address.rstrip("/")
    # ---- joining
    _, people = crowd.do(together(SCRIPTED, lambda n: take_part(hosted, n)))
    windows = []
    for number in range(REAL):
        window = watch(hosted_address, width=320 if number == 3 else 1280)
        window.page.goto(f"{hosted.address}join#{hosted.code}")
        if number == 0:
            assert sound(window) == []
        window.page.fill("input[name=name]", f"Real {number}")
        window.page.click("button[type=submit]")
        window.ready()
        assert f"You are in, Real {number}" in window.page.inner_text("h1")
        windows.append(window)
    assert sound(windows[0]) == []
    assert sound(windows[3]) == []
    assert hosted.room.workshop.code == hosted.code
    assert len(hosted.room.people()) == SCRIPTED + REAL

    board = watch(hosted_address)
    board.page.goto(f"{hosted.address}board#{hosted.board}")
    shows(board.page, "[data-do=begin]", 30)
    assert hosted.board not in board.page.url
    assert "Real 0" in board.page.inner_text("body")
    board.page.click("[data-do=begin]")

    # ---- working
    for window in windows:
        shows(window.page, f"#{FIRST}-title", 15)
    assert sound(windows[0]) == []
    assert sound(windows[3]) == []

    async def work() -> None:
        for number, person in enumerate(people):
            await person.page.wait(lambda p: p.models["room"].get("html"), 30)
            await person.check(sample(hosted, FIRST, "correct" if number % 2 else "incorrect"))

    crowd.do(work())
    says(board.page, f"{SCRIPTED} of ", 20)
    assert sound(board) == []
    projector = watch(hosted_address, width=1440)
    projector.page.goto(f"{hosted.address}projector#{hosted.board}")
    shows(projector.page, "html[data-ready]", 30)
    text = projector.page.inner_text("body")
    assert "Scripted" not in text
    assert "Real" not in text
    assert sound(projector) == []

    board.page.click("[data-do=next]")
    for window in windows:
        shows(window.page, f"#{SECOND}-title", 15)

    # ---- killed in mid-typing, and started again with the same command
    form = sample(hosted, SECOND)
    crowd.do(together(SCRIPTED, lambda n: people[n].save(form)))
    first = windows[0].page
    field = first.locator("form select, form input[type=radio], form textarea").first
    field.focus()
    first.keyboard.press("ArrowDown")
    first.wait_for_timeout(400)
    hosted.kill()
    first.keyboard.press("ArrowDown")  # what is chosen while nobody listens
    chosen = first.evaluate("Object.fromEntries(new FormData(document.querySelector('form')))")
    first.wait_for_timeout(3000)
    hosted.start()
    people = crowd.do(together(SCRIPTED, lambda n: come_back(hosted, people[n])))[1]
    for window in windows:  # by themselves: nobody loads a page again
        shows(window.page, f"#{SECOND}-title", 90)
    seat = next(p.seat for p in hosted.room.people() if p.name == "Real 0")
    saved: Any = None
    for _ in range(200):
        saved = hosted.room.answers(seat).value(SECOND)
        if saved and all(saved.get(name) == value for name, value in chosen.items() if value):
            break
        first.wait_for_timeout(200)
    assert saved
    assert {n: v for n, v in chosen.items() if v}.items() <= saved.items()
    for work_of in hosted.room.work(SECOND):
        if work_of.seat <= SCRIPTED:
            assert work_of.value == form
    says(board.page, "Real 3", 60)

    # ---- afterwards
    board.page.click("[data-do=after]")
    shows(windows[1].page, "#debrief", 20)
    windows[1].page.locator("input[data-rate]").first.check()
    windows[1].page.wait_for_timeout(1000)
    assert len(hosted.room.rated(next(p.id for p in hosted.room.people() if p.name == "Real 1"))["after"]) == 1
    assert sound(windows[1], "ERR_CONNECTION", "WebSocket", "404") == []
    with board.page.expect_download() as download:
        board.page.click("[data-do=csv]")
    rows = list(csv.DictReader(io.StringIO(Path(download.value.path()).read_text(encoding="utf-8-sig"))))
    assert {"Scripted 3", "Real 2"} <= {r["names"] for r in rows}

    out = tmp_path / "out"
    done = hosted.run("workshops", "export", "last", "--to", str(out), "--data", str(hosted.data))
    assert done.returncode == 0, done.stderr
    answers = json.loads(next((out / "answers").glob("seat02*")).read_text())
    assert answers["responses"][SECOND]["value"] == form

    course = tmp_path / "course"
    done = hosted.run("workshops", "submissions", "last", "--course", str(course), "--make", "--data", str(hosted.data))
    assert done.returncode == 0, done.stderr
    done = hosted.run("grade", "recording", "--course", str(course))
    assert done.returncode == 0, done.stderr
    with sqlite3.connect(course / "gradebook.db") as gradebook:
        students = gradebook.execute("select count(*) from student").fetchone()[0]
    assert students == SCRIPTED + REAL

    board.page.click("[data-do=delete]")
    board.page.wait_for_timeout(800)
    board.page.click("[data-do=delete]")
    says(board.page, "12 people", 20)
    says(windows[1].page, "has been deleted", 20)
    assert "No workshop is kept" in hosted.run("workshops", "--data", str(hosted.data)).stdout
    assert sound(board, "ERR_CONNECTION", "WebSocket", "404") == []


def test_a_pair_at_one_seat(tmp_path: Path, watch: Callable[..., Any]) -> None:
    hosted = Hosted(tmp_path / "data", "recording", "--exercise", "first_draft", "--pairs", seats=2).start()
    try:
        one, two = watch(hosted.address.rstrip("/")), watch(hosted.address.rstrip("/"))
        one.page.goto(f"{hosted.address}join#{hosted.code}")
        one.page.fill("input[name=name]", "Gil")
        one.page.click("button[type=submit]")
        one.ready()
        letters = hosted.room.seat(1).partner_code
        assert letters in one.page.inner_text("body")
        two.page.goto(f"{hosted.address}join#{hosted.code}")
        two.page.fill("input[name=name]", "Mo")
        two.page.fill("input[name=partner]", letters)
        two.page.click("button[type=submit]")
        two.ready()
        says(two.page, "You share this seat with Gil")
        hosted.room.set(stage="open", exercise="first_draft")
        for window in (one, two):
            shows(window.page, "#first_draft-title")
        groups = "form fieldset:has(input[type=radio])"
        one.page.locator(f"{groups} >> nth=0").locator("input").first.check()
        there = two.page.locator(f"{groups} >> nth=0").locator("input").first
        for _ in range(50):
            if there.is_checked():
                break
            two.page.wait_for_timeout(100)
        assert there.is_checked(), "the other's change is not seen"
        # Both change at once, each another field: nothing is lost.
        one.page.locator(f"{groups} >> nth=1").locator("input").nth(1).check()
        two.page.locator(f"{groups} >> nth=2").locator("input").nth(2).check()
        for window in (one, two):
            for number, option in ((1, 1), (2, 2)):
                field = window.page.locator(f"{groups} >> nth={number}").locator("input").nth(option)
                for _ in range(50):
                    if field.is_checked():
                        break
                    window.page.wait_for_timeout(100)
                assert field.is_checked()
        one.page.get_by_role("button", name="Check my work").click()
        says(one.page, "Mo must agree")
        says(two.page, "Gil would like the work checked")
        assert sound(two) == []
        assert hosted.room.checks() == ()
        two.page.get_by_role("button", name="Agree, check it").click()
        for window in (one, two):
            says(window.page, "Your trainer shows the reasons")
        assert len(hosted.room.checks()) == 1
        again = watch(hosted.address.rstrip("/"))
        token = one.page.evaluate(f"localStorage.getItem('caseroom:seat:{hosted.room.id}')")
        again.page.goto(f"{hosted.address}back#{token}")
        says(again.page, "Your work is open in another window")
        assert token not in again.page.url
        again.page.get_by_role("button", name="Go on in this window").click()
        shows(again.page, "#first_draft-title")
        says(one.page, "You went on in another window")
        assert sound(one) == []
    finally:
        hosted.stop()
