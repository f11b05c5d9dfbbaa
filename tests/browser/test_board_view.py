"""The board and the projector in a real browser, without a server: what moves, what stays, what is sent, what axe says."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from simulator.exercises import module
from simulator.views.page import css
from simulator.workshop.board import Board
from tests.browser.conftest import RULES
from tests.unit.rooms import URL, answer, open_room

ROOT = Path(__file__).resolve().parents[2] / "simulator"
pytestmark = pytest.mark.browser
FIRST = "first_draft"
MODEL = """
const board_values = { board: window.first }, hears = {};
window.sent = [];
const model = {
  get: (name) => board_values[name],
  on: (name, does) => { hears[name] = does; },
  off: (name) => { delete hears[name]; },
  send: (message) => { window.sent.push(message); },
};
window.show = (html) => { board_values.board = html; hears['change:board']?.(); };
window.tell = (message) => hears['msg:custom']?.(message);
window.end = board({ model, el: document.getElementById('here') });
"""


def page_of(html: str) -> str:
    sheets = "\n".join([css(), *((ROOT / "workshop/static" / n).read_text() for n in ("page.css", "board.css"))])
    parts = ("vendor/idiomorph.min.js", "shared.js", "board.js")
    script = "\n".join((ROOT / "views" / p).read_text() for p in parts)
    first = json.dumps(html).replace("</", "<\\/")
    return (
        '<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><title>Board – Caseroom</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<style>{sheets}</style></head><body><main><div id='here'></div></main>"
        f"<script>window.first = {first};</script>"
        f'<script type="module">{script}\n{MODEL}</script></body></html>'
    )


@pytest.fixture(scope="module")
def boards(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Board, Board]]:
    room = open_room(tmp_path_factory.mktemp("room"), people=8)
    on, screen = (Board(room, join_url=URL, view=v) for v in ("board", "projector"))  # type: ignore[arg-type]
    on.hear({"type": "board", "do": f"exercise:{FIRST}"})
    for seat in range(1, 6):
        answer(room, seat, FIRST, **({"kind__3": "observed"} if seat % 2 else {"kind__5": "opinion"}))
    for n, person in enumerate(room.people()):
        for stage in ("before", "after"):
            room.rate(person.id, stage, {s.id: n % 5 for s in module("recording").confidence})
    yield on, screen
    room.database.close()


@pytest.fixture
def show(browser: Any) -> Iterator[Any]:
    contexts: list[Any] = []
    errors: list[str] = []

    def open_page(html: str, width: int = 1280, scheme: str = "light") -> Any:
        context = browser.new_context(
            viewport={"width": width, "height": 900}, color_scheme=scheme, reduced_motion="reduce"
        )
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda m: errors.append(m.text) if m.type == "error" else None)
        page.on("pageerror", lambda e: errors.append(str(e)))
        page.set_content(page_of(html))
        page.wait_for_function("typeof window.end === 'function'")
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert errors == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 320])
def test_axe_finds_nothing(boards: tuple[Board, Board], show: Any, width: int, scheme: str) -> None:
    from axe_playwright_python.sync_playwright import Axe

    on, screen = boards
    views = [on.html(), screen.html()]
    for do in ("show_two", "pause"):
        on.hear({"type": "board", "do": do})
    views += [on.html(), screen.html()]
    for do in ("show_two", "pause"):
        on.hear({"type": "board", "do": do})
    for html in views:
        page = show(html, width, scheme)
        page.evaluate("document.querySelectorAll('details').forEach((d) => { d.open = true; })")
        found = Axe().run(page, options={"runOnly": RULES}).response["violations"]
        assert [(v["id"], [n["html"][:160] for n in v["nodes"]]) for v in found] == []
        assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0


def test_what_one_does_stays_through_a_redraw(boards: tuple[Board, Board], show: Any) -> None:
    on, _ = boards
    html = on.html()
    page = show(html)
    page.locator("#board-message-box summary").click()
    page.locator("#board-text").fill("We stop at")
    page.locator("#board-jump summary").click()
    page.locator("#board-text").focus()
    page.evaluate("window.scrollTo(0, 700)")
    page.mouse.move(5, 5)
    page.evaluate("html => show(html)", html.replace("<dd>5<", "<dd>6<"))
    assert page.locator("#board-checked dd").inner_text().startswith("6")
    assert page.locator("#board-text").input_value() == "We stop at"
    assert page.evaluate("[document.activeElement.id, window.scrollY, document.getElementById('board-jump').open]") == [
        "board-text",
        700,
        True,
    ]
    page.locator("#board-text").press("Enter")
    assert page.evaluate("sent") == [{"type": "board", "do": "message", "value": "We stop at"}]
    assert page.locator("#board-text").input_value() == ""
    page.evaluate("tell({ type: 'said', text: 'Sent to everybody.' })")
    assert page.locator("[data-say]").inner_text() == "Sent to everybody."
    page.evaluate("html => show(html)", html)
    assert page.locator("[data-say]").inner_text() == "Sent to everybody."


def test_nothing_moves_under_the_pointer(boards: tuple[Board, Board], show: Any) -> None:
    on, _ = boards
    html = on.html()
    new = html.replace("<dd>5<", "<dd>6<")
    page = show(html)
    here = page.locator("#board-checked dd")
    page.locator("#board-pause").hover()
    page.evaluate("html => show(html)", new)
    page.wait_for_timeout(600)
    assert here.inner_text().startswith("5")
    page.mouse.move(5, 5)
    page.wait_for_function("document.querySelector('#board-checked dd').innerText.startsWith('6')", timeout=2000)
    page.locator("#board-pause").hover()
    page.evaluate("html => show(html)", html)
    page.wait_for_function(
        "document.querySelector('#board-checked dd').innerText.startsWith('5')", timeout=4500
    )  # not for ever
    page.locator("#board-lock").hover()
    page.mouse.down()
    page.evaluate("html => show(html)", new)
    page.wait_for_timeout(3600)
    assert here.inner_text().startswith("5")
    page.mouse.up()
    assert page.evaluate("sent") == [{"type": "board", "do": "lock", "value": True}]
    page.wait_for_function("document.querySelector('#board-checked dd').innerText.startsWith('6')", timeout=2000)


def test_a_press_is_answered_at_once_and_counts_once(boards: tuple[Board, Board], show: Any) -> None:
    on, _ = boards
    html = on.html()
    page = show(html)
    page.locator("#board-main").dblclick()
    assert page.evaluate("sent") == [{"type": "board", "do": "next", "value": FIRST}]
    page.evaluate("html => show(html)", html.replace(">Seen, told or thought? First draft</h1>", ">Next</h1>"))
    assert page.locator("h1").inner_text() == "Next"
    assert page.evaluate("document.activeElement.id") == "board-main"
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("sent[1]") == {"type": "board", "do": "previous", "value": FIRST}
    gone = html.replace('id="board-previous"', 'id="board-other"').replace("Previous exercise", "Another")
    page.evaluate("html => show(html)", gone)
    assert page.evaluate("document.activeElement.closest('[role=group]') !== null")


def test_the_time_is_counted_here(boards: tuple[Board, Board], show: Any) -> None:
    on, screen = boards
    on.hear({"type": "board", "do": "timer", "value": "5"})
    page = show(on.html())
    assert page.locator("#board-time [data-ends]").inner_text() in ("5:00", "4:59")
    page.wait_for_timeout(1100)
    assert page.locator("#board-time [data-ends]").inner_text() in ("4:58", "4:59")
    assert page.locator("[data-say]").inner_text() == "Five minutes left."
    other = show(screen.html())
    assert other.locator("#projector-how").inner_text().endswith(" left.")
    page.evaluate("html => show(html)", on.html().replace('data-ends="1', 'data-ends="0'))
    assert page.locator("#board-time [data-ends]").inner_text() == "Time is up"
    on.hear({"type": "board", "do": "stop_timer"})
    page.evaluate("end()")
    page.locator("#board-pause").click()
    assert page.evaluate("sent") == []
