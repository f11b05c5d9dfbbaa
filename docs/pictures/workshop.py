"""Make the pictures of docs/workshop.md: a small workshop is held for real, and photographed.

Run by hand from the top of the repository, with the packages for development and Debian's Chromium installed:

    python docs/pictures/workshop.py

The people in it are scripted; the family is invented.
"""

from __future__ import annotations

import asyncio
import os
import random
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

import grading
from simulator.exercises import module

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parents[1]))
from tests.chromium import ARGUMENTS  # noqa: E402
from tests.hosted import Hosted  # noqa: E402
from tests.participant import Participant, together  # noqa: E402

NAMES = ("Amber", "Bilal", "Cas", "Dee", "Ewan", "Fern", "Gil", "Ines", "Jo", "Kit", "Mo")
EXERCISES = ("first_draft", "exact_words", "visit_note")
SHOWN = "first_draft"


def answers(hosted: Hosted, name: str, number: int) -> dict[str, str | list[str]]:
    """A plausible answer: right, with some of a wrong one's fields."""
    case, spec = hosted.room.workshop.family.make(), module("recording").exercise(name)
    right, wrong = (dict(grading.sample(spec, case, kind).raw) for kind in ("correct", "incorrect"))
    draw = random.Random(number)
    return {k: wrong.get(k, v) if draw.random() < number / 20 else v for k, v in right.items()}


async def crowd(hosted: Hosted) -> None:
    async def one(number: int) -> None:
        person = await Participant.join(hosted.address, hosted.code, NAMES[number])
        await person.room()
        for item in (s.id for s in module("recording").confidence[:3]):
            await person.page.send("room", {"type": "rate", "item": item, "value": number % 4 + (number > 7)})
        hosted.room.set(stage="open", exercise=SHOWN)
        await person.page.wait(lambda p: p.models["room"].get("html"), 30)
        if number < 9:
            await person.check(answers(hosted, SHOWN, number))
        await person.page.send("room", {"type": "here"})

    await together(len(NAMES), one)


def shot(page: Page, name: str, height: int | None = None) -> None:
    page.wait_for_timeout(800)
    clip = {"x": 0, "y": 0, "width": page.viewport_size["width"], "height": height} if height else None  # type: ignore[index]
    page.screenshot(path=HERE / f"{name}.png", full_page=True, **({"clip": clip} if clip else {}))  # type: ignore[arg-type]
    print(f"{name}.png: {(HERE / f'{name}.png').stat().st_size / 1024:.0f} kB")


def main() -> None:
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder, sync_playwright() as play:
        options = [word for name in EXERCISES for word in ("--exercise", name)]
        hosted = Hosted(Path(folder) / "data", "recording", *options, seats=14).start()
        try:
            browser = play.chromium.launch(
                executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"), args=ARGUMENTS
            )
            page = browser.new_page(viewport={"width": 1100, "height": 860})
            page.goto(f"{hosted.address}join#{hosted.code}")
            shot(page, "join")
            page.fill("input[name=name]", "Heron")
            page.click("button[type=submit]")
            page.wait_for_selector("h1#in")
            import threading

            people = threading.Thread(target=lambda: asyncio.run(crowd(hosted)))
            people.start()
            people.join()
            page.wait_for_selector(f"#{SHOWN}-title")
            shot(page, "workshop", 1500)
            board = browser.new_page(viewport={"width": 1280, "height": 900})
            board.goto(f"{hosted.address}board#{hosted.board}")
            board.wait_for_selector("[data-do=next]")
            shot(board, "board", 2400)
            projector = browser.new_page(viewport={"width": 1440, "height": 900})
            projector.goto(f"{hosted.address}projector#{hosted.board}")
            projector.wait_for_selector("html[data-ready]")
            shot(projector, "projector", 900)
            browser.close()
        finally:
            hosted.stop()


if __name__ == "__main__":
    main()
