"""The doors of a workshop in a real browser: every state with axe, wide and narrow; with storage, without, without script."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from tornado.httpserver import HTTPServer
from tornado.netutil import bind_sockets

from simulator.responses.room import Room
from tests.unit.small_room import CODE, doors_of, small_room

KEY = "caseroom:seat:w1"
ADDRESSES = "(() => { const seen = []; const note = () => seen.push(location.href); note(); addEventListener('hashchange', note); window.seen = seen; })()"


class House:
    """A room and its doors, served from a thread of their own."""

    def __init__(self, folder: Path, **options: Any) -> None:
        folder.mkdir()
        self.room: Room = small_room(folder, **options)
        self.free = 100
        ready = threading.Event()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._serve(ready)), daemon=True)
        self._thread.start()
        assert ready.wait(10)
        self.address = f"http://localhost:{self.port}"

    async def _serve(self, ready: threading.Event) -> None:
        app = doors_of(self.room, lambda: self.free)
        [socket] = bind_sockets(0, "127.0.0.1")
        server = HTTPServer(app)
        server.add_socket(socket)
        self.port = socket.getsockname()[1]
        self._loop, self._over = asyncio.get_running_loop(), asyncio.Event()
        ready.set()
        await self._over.wait()
        server.stop()
        await server.close_all_connections()
        app.settings["caseroom_keeper"].pool.shutdown()

    def stop(self) -> None:
        self._loop.call_soon_threadsafe(self._over.set)
        self._thread.join(10)
        self.room.database.close()


@pytest.fixture
def house(tmp_path: Path) -> Iterator[Callable[..., House]]:
    made: list[House] = []

    def make(**options: Any) -> House:
        made.append(House(tmp_path / f"house-{len(made)}", **options))
        return made[-1]

    yield make
    for one in made:
        one.stop()


def fill(page: Any, code: str = CODE, name: str = "Heron") -> None:
    page.get_by_label("Code").fill(code)
    page.get_by_label("What shall we call you?").fill(name)
    page.get_by_role("button", name="Join", exact=True).click()


def faults(window: Any, *expected: int) -> list[str]:
    """What is wrong with the page, but for the answers one meant to get."""
    told = tuple(str(n) for n in expected)
    return [w for w in window.check() if not any(n in w for n in told)]


@pytest.mark.parametrize("width", [1280, 320])
@pytest.mark.parametrize("colours", ["light", "dark"])
def test_every_state_holds(house: Any, watch: Any, width: int, colours: str) -> None:
    one = house(seats=1)
    window = watch(one.address, width=width, color_scheme=colours)
    page = window.go("/join")
    assert window.check() == []

    fill(page, "RUDAWO", "")
    page.get_by_role("heading", name="Please look at these things").wait_for()
    assert page.evaluate("document.activeElement.id") == "mistakes"
    page.get_by_role("link", name="No workshop has the code RUDAWO").click()
    assert page.evaluate("document.activeElement.id") == "code"
    assert page.get_by_label("Code").input_value() == "RUDAWO"
    assert faults(window, 422) == []

    one.free = 0
    fill(page)
    page.get_by_role("heading", name="No seat is free at the moment").wait_for()
    assert faults(window, 422, 503) == []
    one.free = 100
    one.room.join(CODE, "Amber")
    page.get_by_role("button", name="Look again now").click()
    page.get_by_role("heading", name="All seats are taken").wait_for()
    assert faults(window, 422, 503) == []

    window.go("/back")
    assert faults(window, 422, 503) == []
    page.get_by_role("button", name="Go back to my seat").click()
    assert page.evaluate("document.activeElement.id") == "mistakes"
    assert faults(window, 422, 503) == []

    with one.room.database.writing() as connection:
        connection.exec_driver_sql("ALTER TABLE workshops RENAME TO away")
    window.go("/join")
    assert page.evaluate("document.activeElement.id") == "trouble"
    assert faults(window, 422, 503) == []
    with one.room.database.writing() as connection:
        connection.exec_driver_sql("ALTER TABLE away RENAME TO workshops")
    one.room.set(stage="closed")
    window.go("/join")
    page.get_by_role("heading", name="This workshop has ended").wait_for()
    assert faults(window, 422, 503, 410) == []


def test_from_the_link_to_the_room_and_back(house: Any, watch: Any) -> None:
    one = house(pairs=True)
    window = watch(one.address)
    page = window.go("/join#rudavo")
    assert page.get_by_label("Code").input_value() == CODE
    assert page.url == f"{one.address}/join"
    assert not page.get_by_text("You have a seat here already").is_visible()
    assert window.check() == []
    page.get_by_label("What shall we call you?").fill("Heron")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="The room").wait_for()
    assert page.url == f"{one.address}/room"
    token = page.evaluate(f"localStorage.getItem('{KEY}')")
    assert one.room.who(token).name == "Heron"

    page.go_back()  # to the form, not to a form that would be sent again
    assert page.get_by_label("Code").is_visible()
    page.get_by_role("link", name="go back to it").click()
    page.get_by_role("heading", name="The room").wait_for()
    assert len(one.room.people()) == 1

    other = watch(one.address)
    other.page.add_init_script(ADDRESSES)
    other.page.goto(f"{one.address}/back#{token[:4]}-{token[4:].upper()}", wait_until="commit")
    other.page.get_by_role("heading", name="The room").wait_for()
    assert other.page.evaluate(f"localStorage.getItem('{KEY}')") == token
    other.page.go_back()
    assert token not in other.page.url
    assert other.errors == []


def test_a_personal_link_typed_by_hand(house: Any, watch: Any) -> None:
    one = house()
    _, token = one.room.join(CODE, "Heron")
    window = watch(one.address)
    page = window.go("/back#nonsense")
    assert page.get_by_role("heading", name="Please look at one thing").is_visible()
    assert page.url == f"{one.address}/back"
    field = page.get_by_label("Your personal link")
    assert field.get_attribute("aria-invalid") == "true"
    assert window.check() == []
    field.fill(f"  {one.address}/back#{token[:4]}-{token[4:]} ")
    sent: list[str] = []
    page.on("request", lambda r: sent.append(f"{r.url} {r.post_data} {r.all_headers()}"))
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="The room").wait_for()
    assert page.evaluate(f"localStorage.getItem('{KEY}')") == token
    assert sent
    assert not any(token[4:] in s for s in sent)


REFUSE = """for (const kind of %s) {
    Object.defineProperty(window, kind, { get() { throw new DOMException('no', 'SecurityError'); } });
}"""


def test_where_the_browser_keeps_nothing_the_link_is_shown(house: Any, watch: Any) -> None:
    one = house()
    window = watch(one.address, width=320)
    window.page.add_init_script(REFUSE % "['localStorage']")
    page = window.go(f"/join#{CODE}")
    fill(page)
    page.get_by_text("This window forgets your seat once it is closed.").wait_for()
    token = page.evaluate(f"sessionStorage.getItem('{KEY}')")
    assert page.get_by_label("Personal link").input_value().replace("-", "") == f"{one.address}/back#{token}"
    page.get_by_role("button", name="Copy").click()
    page.get_by_text("Copied.").wait_for()
    assert window.check() == []
    page.get_by_role("link", name="Go on to the exercises").click()
    page.get_by_role("heading", name="The room").wait_for()
    window.go("/join")
    assert page.get_by_text("You have a seat here already").is_visible()

    bare = watch(one.address)
    bare.page.add_init_script(REFUSE % "['localStorage', 'sessionStorage']")
    page = bare.go(f"/join#{CODE}")
    fill(page)
    page.get_by_text("This browser keeps nothing for this page").wait_for()
    assert page.get_by_label("Personal link").is_visible()
    assert bare.check() == []


def test_a_full_workshop_lets_in_whoever_waits(house: Any, watch: Any) -> None:
    one = house(seats=1)
    one.room.join(CODE, "Amber")
    window = watch(one.address)
    page = window.page
    page.clock.install()
    window.go(f"/join#{CODE}")
    fill(page)
    page.get_by_text("We look again every 20 seconds").wait_for()
    page.evaluate("document.querySelector('[data-looked]').textContent = 'never'")
    with page.expect_response("**/join"):
        page.clock.fast_forward(20_500)
    page.wait_for_function("document.querySelector('[data-looked]').textContent !== 'never'")
    page.context.set_offline(True)
    page.clock.fast_forward(20_500)
    page.get_by_text("Caseroom does not answer at the moment. We go on trying.").wait_for()
    page.context.set_offline(False)
    page.clock.fast_forward(20_500)
    page.get_by_text("Caseroom does not answer").wait_for(state="hidden")
    with one.room.database.writing() as connection:
        connection.exec_driver_sql("DELETE FROM people")
        connection.exec_driver_sql("DELETE FROM seats")
    page.clock.fast_forward(20_500)
    page.get_by_role("heading", name="The room").wait_for()
    assert one.room.who(page.evaluate(f"localStorage.getItem('{KEY}')")).name == "Heron"


def test_whoever_waits_is_told_that_it_is_over(house: Any, watch: Any) -> None:
    one = house(seats=1)
    one.room.join(CODE, "Amber")
    window = watch(one.address)
    page = window.page
    page.clock.install()
    window.go(f"/join#{CODE}")
    fill(page)
    page.get_by_text("We look again every 20 seconds").wait_for()
    one.room.set(stage="closed")
    page.clock.fast_forward(20_500)
    page.get_by_role("heading", name="This workshop has ended").wait_for()
    assert faults(window, 503, 410) == []


def test_two_clicks_take_one_seat(house: Any, watch: Any) -> None:
    one = house()
    page = watch(one.address).go(f"/join#{CODE}")
    page.get_by_label("What shall we call you?").fill("Heron")
    page.get_by_role("button", name="Join", exact=True).dblclick()
    page.get_by_role("heading", name="The room").wait_for()
    assert len(one.room.people()) == 1


def test_without_script_one_is_told_what_to_do(house: Any, watch: Any) -> None:
    one = house()
    window = watch(one.address, java_script_enabled=False)
    page = window.page
    page.goto(f"{one.address}/join#{CODE}")
    fill(page)
    assert page.get_by_role("heading", name="You are in, Heron").is_visible()
    assert page.get_by_text("The exercises need JavaScript").is_visible()
    page.get_by_role("link", name="personal link").click()
    assert page.get_by_role("heading", name="Back to your seat").is_visible()
    assert page.get_by_text("Turn it on, or take another browser").is_visible()
    assert page.get_by_role("button").count() == 0
    assert len(one.room.people()) == 1
