"""A workshop over real HTTP and websockets, with scripted participants: what nobody may do, and what happens when things break."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import grading
from simulator.exercises import module
from tests import postgres
from tests.hosted import Hosted
from tests.participant import Browser, NotOpened, NotSaved, Page, Participant, together

FIRST, SECOND = "first_draft", "visit_note"
OPTIONS = ("--exercise", FIRST, "--exercise", SECOND)


@pytest.fixture(scope="module")
def workshop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hosted]:
    """One workshop for the tests that leave nothing behind that others mind."""
    hosted = Hosted(tmp_path_factory.mktemp("workshop") / "data", "recording", *OPTIONS, seats=12).start()
    hosted.room.set(stage="open", exercise=FIRST)
    yield hosted
    hosted.stop()


@pytest.fixture
def new_workshop(tmp_path: Path) -> Iterator[Callable[..., Hosted]]:
    made: list[Hosted] = []

    def make(*options: str, seats: int = 3) -> Hosted:
        made.append(Hosted(tmp_path / f"data-{len(made)}", "recording", *OPTIONS, *options, seats=seats).start())
        return made[-1]

    yield make
    for hosted in made:
        hosted.stop()


def run(work: Any) -> None:
    asyncio.run(asyncio.wait_for(work, 240))


async def seated(hosted: Hosted, name: str = "Heron") -> Participant:
    """Somebody with an exercise in front of them."""
    person = await Participant.join(hosted.address, hosted.code, name)
    await person.room()
    await person.page.wait(lambda p: p.models["room"].get("html"))
    return person


def right(hosted: Hosted, kind: str = "correct") -> dict[str, Any]:
    spec = module("recording").exercise(FIRST)
    return dict(grading.sample(spec, hosted.room.workshop.family.make(), kind).raw)  # type: ignore[arg-type]


# ---- what nobody may do


@pytest.mark.parametrize(
    "path",
    [
        "voila/files/room.ipynb", "voila/tree", "voila/render/room.ipynb", "api/kernels", "api/contents", "api/sessions", "api/terminals",
        "files/room.ipynb", "modules/recording", "static/../hosting.py", "static/room.ipynb", "workshops.db", "help", "family", "lab", "tree",
        "api/kernelspecs", "voila/static/../../hosting.py", "voila/templates/caseroom/index.html.j2", "alive/no-kernel", "nbconvert", "metrics",
    ],
)  # fmt: skip
def test_nothing_but_the_workshop_is_served(workshop: Hosted, path: str) -> None:
    assert workshop.answers(path) in (403, 404)


def test_a_page_runs_no_code_and_reads_no_file(workshop: Hosted, tmp_path: Path) -> None:
    async def attack() -> None:
        person = await seated(workshop, "Attacker")
        page, ran = person.page, tmp_path / "ran"
        code = f"open({str(ran)!r}, 'w').write('x')"
        for kind in ("execute_request", "complete_request", "inspect_request", "history_request", "is_complete_request", "debug_request", "input_reply"):  # fmt: skip
            content = {
                "code": code,
                "silent": False,
                "store_history": True,
                "user_expressions": {},
                "cursor_pos": 1,
                "value": code,
            }
            for channel in ("shell", "control", "stdin"):
                await page.raw(kind, content, channel)
        assert await person.save({"a": "still works"}) < 10
        assert not ran.exists()
        assert not {kind for kind, _ in page.replies} & {
            "execute_reply",
            "complete_reply",
            "inspect_reply",
            "history_reply",
        }
        await page.close()

    run(attack())


def test_hostile_messages_harm_nobody(workshop: Hosted) -> None:
    async def attack() -> None:
        victim, attacker = await seated(workshop, "Victim"), await seated(workshop, "Attacker")
        await victim.save({"a": "mine"})
        page = attacker.page
        state = {
            "html": "<script>x</script>",
            "key": "other",
            "frame": "x",
            "board": "x",
            "_esm": "x",
            "no_such_trait": 1,
            "_model_name": 5,
        }
        await page.say("room", method="update", state=state, buffer_paths=[])
        await page.say("room", method="update", state={"_view_count": {"a": []}}, buffer_paths=[["html"]])
        await page.say("room", method="no_such_method")
        for content in (None, 5, [], {"type": "board", "do": "begin"}, {"type": "board", "do": "enter", "token": attacker.token},
                        {"type": "board", "do": "enter", "token": "x" * 500_000}, {"type": "enter", "token": victim.token, "page": "p"},
                        {"type": "response", "key": victim.page.models["room"]["key"], "form": {"a": "yours"}, "view": "v", "seq": 1, "seat": 1},
                        {"type": "rate", "item": "x" * 100_000, "value": 10**30}):  # fmt: skip
            await page.send("room", content)
        for name in ("OutputModel", "FileUploadModel", "AnyModel"):
            data = {
                "state": {"_model_module": "anywidget", "_model_name": name, "html": "x", "frame": "x"},
                "buffer_paths": [],
            }
            await page.raw("comm_open", {"comm_id": f"evil-{name}", "target_name": "jupyter.widget", "data": data}, metadata={"version": "2.1.0"})  # fmt: skip
        await page.raw("comm_open", {"comm_id": "evil", "target_name": "no.such.target", "data": {}})
        await page.raw("comm_msg", {"comm_id": "no-such-comm", "data": {}})
        await page.raw_text("{not json")
        await page.raw_text(b"\xff\xfe\x00")
        await asyncio.sleep(1)
        assert workshop.room.state().stage == "open"
        answers = {w.seat: w.value for w in workshop.room.work(FIRST)}
        seat = next(p.seat for p in workshop.room.people() if p.name == "Victim")
        assert answers[seat] == {"a": "mine"}
        await victim.save({"a": "still mine"})
        assert victim.page.models["room"]["board"] != "x"
        await victim.page.close()
        with_own = await seated(workshop, "After")  # the server is well
        await with_own.page.close()
        await page.close()

    run(attack())


def test_an_oversized_message_costs_only_its_own_connection(workshop: Hosted) -> None:
    async def attack() -> None:
        attacker, other = await seated(workshop, "Big"), await seated(workshop, "Other")
        await attacker.page.send("room", {"type": "response", "form": {"a": "x" * 20_000_000}})
        with pytest.raises(ConnectionError):
            await attacker.page.wait(lambda p: False, 20)
        assert await other.save({"a": "b"}) < 10
        await other.page.close()

    run(attack())


def test_another_seats_kernel_is_not_to_be_had(workshop: Hosted) -> None:
    async def attack() -> None:
        one, two = await seated(workshop, "One"), await seated(workshop, "Two")
        assert one.page.kernel != two.page.kernel
        assert two.page.kernel not in one.page.text
        listed = await one.browser.ask("api/kernels")
        assert listed.code == 404
        started = await one.browser.ask("api/kernels", {"name": "python3"})
        assert started.code in (403, 404, 405)
        page = two.page
        page.models["room"]["frame"] = ""
        await page.send("room", {"type": "enter", "token": one.token, "page": "other"})
        await asyncio.sleep(1)
        await two.save({"a": "two"})
        seats = {p.name: p.seat for p in workshop.room.people()}
        assert {w.seat: w.value for w in workshop.room.work(FIRST)}[seats["Two"]] == {"a": "two"}
        assert seats["One"] not in {w.seat for w in workshop.room.work(FIRST)}
        for person in (one, two):
            await person.page.close()

    run(attack())


def test_the_board_opens_with_its_own_link_only(workshop: Hosted) -> None:
    async def look() -> None:
        person = await seated(workshop, "Nosy")
        board = await Page.open(workshop.address, "board")
        for token in (person.token, "", workshop.code, "x" * 200):
            await board.send("room", {"type": "board", "do": "enter", "token": token, "view": "board"})
        await board.wait(lambda p: p.models["room"].get("board"))
        assert "does not open the board" in board.models["room"]["board"]
        assert "Nosy" not in board.models["room"]["board"]
        await board.close()
        good = await Page.open(workshop.address, "board")
        await good.send("room", {"type": "board", "do": "enter", "token": workshop.board, "view": "board"})
        await good.wait(lambda p: "Nosy" in p.models["room"].get("board", ""), 15)
        waited = []
        for text in ("one", "two", "three"):  # the quickest of three: the machine may be busy with something else
            workshop.room.set(message=f"Look up, {text}")
            begun = time.monotonic()
            await person.page.wait(lambda p, t=text: f"Look up, {t}" in p.models["room"]["frame"], 10)
            await good.wait(lambda p, t=text: f"Look up, {t}" in p.models["room"]["board"], 10)
            waited.append(time.monotonic() - begun)
        assert min(waited) < 2
        waited = []
        for kind in ("incorrect", "correct", "incorrect"):
            before = good.models["room"]["board"]
            begun = time.monotonic()
            await person.check(right(workshop, kind))
            await good.wait(lambda p, b=before: p.models["room"]["board"] != b, 10)
            waited.append(time.monotonic() - begun)
        assert min(waited) < 2
        projector = await Page.open(workshop.address, "projector")
        await projector.send("room", {"type": "board", "do": "enter", "token": workshop.board, "view": "projector"})
        await projector.wait(lambda p: p.models["room"].get("board"), 15)
        assert "Nosy" not in projector.models["room"]["board"]
        workshop.room.set(message="")
        for page in (good, projector, person.page):
            await page.close()

    run(look())


def test_no_token_in_an_address_a_header_or_the_log(workshop: Hosted) -> None:
    async def join() -> Participant:
        person = await seated(workshop, "Quiet")
        await person.page.close()
        return person

    person = asyncio.run(join())
    assert person.token not in workshop.log.read_text()
    assert person.token not in json.dumps(person.browser.cookies)
    assert person.token not in person.page.text


def test_a_foreign_page_can_neither_join_nor_connect(workshop: Hosted) -> None:
    class Elsewhere(Browser):
        def headers(self) -> dict[str, str]:
            return super().headers() | {"Origin": "http://elsewhere.example"}

    async def attack() -> None:
        browser = Elsewhere(workshop.address)
        await browser.ask("join")
        answer = await browser.ask(
            "join", {"code": workshop.code, "name": "x", "_xsrf": browser.cookies.get("_xsrf", "")}
        )
        assert answer.code == 403
        with pytest.raises(Exception, match=r"40[34]"):
            await Page.open(workshop.address, "room", browser=browser)

    run(attack())


# ---- when there are more, and when things break


def test_the_one_too_many_gets_a_kind_page(new_workshop: Callable[..., Hosted]) -> None:
    hosted = new_workshop(seats=2)

    async def crowd() -> None:
        _, people = await together(2, lambda n: Participant.join(hosted.address, hosted.code, f"P{n}"))
        assert len({p.token for p in people}) == 2
        with pytest.raises(NotOpened) as full:
            await Participant.join(hosted.address, hosted.code, "Third")
        assert full.value.status == 503
        assert "All seats are taken" in full.value.text

    run(crowd())
    assert len(hosted.kernels()) == 2 + 4


def test_killed_in_mid_typing_and_started_again(new_workshop: Callable[..., Hosted]) -> None:
    hosted = new_workshop(seats=3)
    hosted.room.set(stage="open", exercise=FIRST)
    code, board = hosted.code, hosted.board

    async def work() -> list[Participant]:
        _, people = await together(3, lambda n: seated(hosted, f"P{n}"))
        for number, person in enumerate(people):
            await person.save({"a": f"saved by {number}"})
        return people

    people = asyncio.run(work())
    kernels = hosted.kernels()
    hosted.kill()
    for _ in range(100):
        if not any(Path(f"/proc/{pid}").exists() and "Z" not in Path(f"/proc/{pid}/stat").read_text().split()[2] for pid in kernels):  # fmt: skip
            break
        time.sleep(0.1)
    else:
        raise AssertionError("kernels outlive their server")
    hosted.start()
    assert (hosted.code, hosted.board) == (code, board)

    async def back() -> None:
        for number, person in enumerate(people):
            again = Participant(hosted.address, person.token, person.workshop)
            again.view = person.view  # the same window of the same browser
            await again.room()
            await again.page.wait(lambda p: p.models["room"].get("html"))
            assert hosted.room.answers(number + 1).value(FIRST) is not None
            await again.save({"a": "goes on"})
            await again.page.close()

    run(back())
    assert all(w.value == {"a": "goes on"} for w in hosted.room.work(FIRST))


def test_a_kernel_that_is_killed_leaves_a_new_one_with_the_work(new_workshop: Callable[..., Hosted]) -> None:
    hosted = new_workshop(seats=2)
    hosted.room.set(stage="open", exercise=FIRST)

    async def work() -> None:
        person = await seated(hosted)
        await person.save({"a": "before"})
        kernels = hosted.kernels()
        for pid in kernels:
            os.kill(pid, signal.SIGKILL)
        for _ in range(100):
            if (await person.browser.ask(f"alive/{person.page.kernel}")).code == 404:
                break
            await asyncio.sleep(0.1)
        else:
            raise AssertionError("a dead kernel is said to be alive")
        await person.page.close(beacon=False)
        await person.room(seconds=90)
        await person.page.wait(lambda p: p.models["room"].get("html"), 30)
        assert await person.save({"a": "after"}) < 10
        await person.page.close()

    run(work())
    assert hosted.room.answers(1).value(FIRST) == {"a": "after"}


def test_a_database_that_is_gone_for_ten_seconds(new_workshop: Callable[..., Hosted]) -> None:
    programs = postgres.programs()
    if programs is None:
        pytest.skip(postgres.MISSING)
    with postgres.running(programs) as server:
        hosted = new_workshop("--database", f"{server.address}/postgres", seats=2)
        hosted.room.set(stage="open", exercise=FIRST)

        async def work() -> None:
            person = await seated(hosted)
            await person.save({"a": "before"})
            server.stop()
            gone = time.monotonic()
            while time.monotonic() - gone < 10:
                with pytest.raises((NotSaved, TimeoutError), match=r"does not answer|Not in"):
                    await person.save({"a": "meanwhile"}, 15)
                await asyncio.sleep(1)
            server.start()
            for _ in range(20):
                try:
                    await person.save({"a": "meanwhile"}, 15)
                    break
                except (NotSaved, TimeoutError):
                    await asyncio.sleep(0.5)
            await person.page.close()

        run(work())
        assert hosted.room.answers(1).value(FIRST) == {"a": "meanwhile"}
        hosted.stop()


def test_when_no_kernel_is_free_the_page_says_so_and_tries_again(new_workshop: Callable[..., Hosted]) -> None:
    hosted = new_workshop(seats=1)

    async def crowd() -> None:
        browsers = [Browser(hosted.address) for _ in range(5)]
        opened = [await Page.open(hosted.address, "room", browser=b) for b in browsers]
        busy = await Browser(hosted.address).ask("room")
        assert busy.code == 503
        assert "One moment" in busy.body.decode()
        assert "busy.js" in busy.body.decode()
        await opened[0].close()
        for _ in range(40):
            answer = await Browser(hosted.address).ask("room")
            if answer.code == 200:
                break
        assert answer.code == 200
        for page in opened[1:]:
            await page.close()

    run(crowd())


def test_where_kernels_cannot_be_copied_they_start_by_themselves(
    new_workshop: Callable[..., Hosted], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CASEROOM_NO_FORK", "1")
    hosted = new_workshop(seats=1)
    hosted.room.set(stage="open", exercise=FIRST)

    async def work() -> None:
        person = await seated(hosted)
        await person.check(right(hosted))
        await person.page.close()

    run(work())
    assert len(hosted.room.checks()) == 1
