"""The doors of a workshop over HTTP, on a temporary database, without a browser and without a kernel."""

from __future__ import annotations

import asyncio
import logging
import re
import tempfile
import time
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any
from unittest import mock
from urllib.parse import urlencode

import pytest
import segno
from sqlalchemy import text
from tornado.httpclient import HTTPResponse
from tornado.simple_httpclient import SimpleAsyncHTTPClient
from tornado.testing import AsyncHTTPTestCase, gen_test
from tornado.web import Application

from simulator.responses import database as d
from simulator.responses.engine import DatabaseProblem
from simulator.responses.room import Room
from simulator.workshop import doorkeeper, doors, rate
from tests.unit.small_room import CODE, doors_of, small_room


class DoorsCase(AsyncHTTPTestCase):
    """One workshop and one browser; ``another`` is the cookie jar of a second one."""

    room_options: dict[str, Any] = {}

    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        self.room = small_room(self.folder, **self.room_options)
        self.addCleanup(self.room.database.close)
        self.free = 100
        self.cookies: dict[str, str] = {}
        self.seen: list[str] = []  # all headers of all answers
        super().setUp()
        self.keeper: doorkeeper.Doorkeeper = self._app.settings["caseroom_keeper"]
        self.addCleanup(self.keeper.pool.shutdown)

    def get_app(self) -> Application:
        return doors_of(self.room, lambda: self.free)

    def keep(self, answer: HTTPResponse) -> HTTPResponse:
        self.seen.append(str(answer.headers))
        for line in answer.headers.get_list("Set-Cookie"):
            self.cookies |= {k: v.coded_value for k, v in SimpleCookie(line).items()}
        if found := re.search(r'name="_xsrf" value="([^"]+)"', answer.body.decode()):
            self.token = found[1]
        return answer

    def options(self, form: dict[str, str] | None = None, token: bool = True, **head: str) -> dict[str, Any]:
        head |= {"Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items())}
        options: dict[str, Any] = {"headers": head, "follow_redirects": False}
        if form is not None:
            options |= {"method": "POST", "body": urlencode(form | ({"_xsrf": self.token} if token else {}))}
        return options

    def look(self, path: str = "/join") -> HTTPResponse:
        return self.keep(self.fetch(path, **self.options()))

    def join(self, code: str = CODE, name: str = "Heron", token: bool = True, **more: str) -> HTTPResponse:
        head = {k: more.pop(k) for k in ("Origin",) if k in more}
        return self.keep(self.fetch("/join", **self.options({"code": code, "name": name} | more, token, **head)))

    def sql(self, statement: str) -> None:
        with self.room.database.writing() as connection:
            connection.execute(text(statement))


def text_of(answer: HTTPResponse) -> str:
    return answer.body.decode()


def given(answer: HTTPResponse) -> str:
    """The token in an answer."""
    found = re.search(r'data-token="([^"]+)"', text_of(answer))
    assert found, text_of(answer)
    return found[1]


class TestJoining(DoorsCase):
    def test_the_page_asks_for_a_code_and_a_name_and_says_who_sees_what(self) -> None:
        for path in ("/join", "/"):
            answer = self.look(path)
            page = text_of(answer)
            assert answer.code == 200
            assert "Who sees what" in page
            assert "24 April 2025. Then everything deletes itself." in page
            assert "partner" not in page
            assert "<nav" not in page
            assert CODE not in page
            assert answer.headers["Cache-Control"] == "no-store"
            assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
            assert not re.search(r"<script(?![^>]*src=)|\son[a-z]+=", page)

    def test_a_seat_is_given_and_its_token_stands_in_the_body_only(self) -> None:
        with self.assertLogs(level=logging.DEBUG) as logs:
            self.look()
            answer = self.join("ru davo", "  Heron  the   second ")
        token = given(answer)
        assert answer.code == 200
        assert answer.headers["Cache-Control"] == "no-store"
        person = self.room.who(token)
        assert person is not None
        assert (person.name, person.seat) == ("Heron the second", 1)
        assert "You are in, Heron the second" in text_of(answer)
        assert f'href="/back#{doors.in_fours(token)}"' in text_of(answer)
        for kept in (*self.seen, str(self.cookies), *logs.output):
            assert token not in kept
            assert doors.in_fours(token) not in kept
        assert 'data-workshop="w1"' in text_of(answer)

    def test_a_wrong_code_and_no_name_are_both_said_and_nothing_typed_is_lost(self) -> None:
        self.look()
        answer = self.join("rudawo", "")
        page = text_of(answer)
        assert answer.code == 422
        assert "Please look at these things" in page
        assert '<a href="#code">No workshop has the code RUDAWO</a>' in page
        assert '<a href="#name">Give a name, your own or any other</a>' in page
        assert "Look at the screen again, or ask the person beside you." in page
        assert 'value="rudawo"' in page
        assert page.count('aria-invalid="true"') == 2
        assert CODE not in page
        page = text_of(self.join("rudawo", "Heron"))
        assert 'value="Heron"' in page
        assert "Please look at one thing" in page
        assert self.room.people() == ()

    def test_a_name_may_be_long_but_not_too_long(self) -> None:
        self.look()
        answer = self.join(name="x" * 41)
        assert answer.code == 422
        assert "The name is too long; 40 letters are the most" in text_of(answer)
        assert f'value="{"x" * 41}"' in text_of(answer)
        huge = self.join(name="y" * 1_000_000, code="z" * 1_000_000)
        assert huge.code == 422
        assert len(huge.body) < 10_000
        assert self.join(name="x" * 40).code == 200

    def test_a_name_is_shown_as_text(self) -> None:
        self.look()
        evil = '"><img src=x onerror=alert(1)>'
        for answer in (self.join(name=evil, code="nono"), self.join(name=evil, code=evil), self.join(name=evil)):
            assert "&gt;&lt;img src=x" in text_of(answer)
            assert "<img" not in text_of(answer)
        assert answer.code == 200
        assert [p.name for p in self.room.people()] == [evil]

    def test_a_form_that_grew_old_is_shown_again_with_what_was_typed(self) -> None:
        self.look()
        for _ in range(2):
            answer = self.join(name="Heron", token=False)
            assert answer.code == 403
            assert "This form was open too long" in text_of(answer)
            assert 'value="Heron"' in text_of(answer)
        assert self.room.people() == ()
        assert self.join(name="Heron").code == 200

    def test_a_form_from_elsewhere_is_refused(self) -> None:
        self.look()
        for origin in ("https://example.org", "null"):
            answer = self.join(Origin=origin, name="Heron")
            assert answer.code == 403, origin
            assert "came from another page" in text_of(answer)
            assert "Heron" not in text_of(answer)
        assert self.room.people() == ()
        assert self.join(Origin=f"http://127.0.0.1:{self.get_http_port()}").code == 200

    def test_bytes_that_are_no_text_are_refused_in_words(self) -> None:
        self.look()
        options = self.options({"code": CODE}) | {"body": f"_xsrf={self.token}&name=%ff%fe&code={CODE}"}
        answer = self.fetch("/join", **options)
        assert answer.code == 400
        assert "The form could not be read" in text_of(answer)

    def test_what_is_not_there_says_so_without_a_course(self) -> None:
        answer = self.look("/files")
        assert answer.code == 404
        assert "There is no such page" in text_of(answer)
        assert "course" not in text_of(answer).lower()
        assert answer.headers["Referrer-Policy"] == "same-origin"

    def test_wrong_codes_are_counted_and_let_be_tried_again_a_little_later(self) -> None:
        now = [1000.0]
        self.keeper.wrong.clock = self.keeper.wrong_in_all.clock = lambda: now[0]
        self.look()
        assert [self.join(f"NONO{n:02}").code for n in range(30)] == [422] * 30
        late = self.join("NONO31", "Heron")
        assert late.code == 429
        assert late.headers["Retry-After"] == "2"
        assert "wait 2 seconds" in text_of(late)
        assert 'value="Heron"' in text_of(late)
        assert self.join(CODE).code == 429  # or the limit would tell which code is right
        now[0] += 2
        assert self.join(CODE).code == 200
        assert self.join("NONO32").code == 422
        assert self.join("NONO33").code == 429

    def test_wrong_codes_are_counted_over_all_addresses(self) -> None:
        self.keeper.wrong_in_all = rate.Limiter(3, 60, clock=lambda: 0.0)
        self.look()
        with mock.patch.object(doors, "neighbourhood", side_effect=[f"10.0.0.{n}" for n in range(5)]):
            assert [self.join("NONO").code for _ in range(5)] == [422, 422, 422, 429, 429]

    def test_forms_without_end_are_slowed_down(self) -> None:
        self.keeper.asked = rate.Limiter(2, 60, clock=lambda: 0.0)
        self.look()
        assert [self.join(name="").code for _ in range(3)] == [422, 422, 429]

    def test_a_form_sent_twice_takes_one_seat(self) -> None:
        once = re.search(r'name="once" value="([^"]+)"', text_of(self.look()))
        assert once
        first, again = (given(self.join(once=once[1])) for _ in range(2))
        assert first == again
        self.free = 0
        assert given(self.join(once=once[1])) == first
        self.free = 100
        assert given(self.join(once=once[1], name="Gil")) != first
        assert len(self.room.people()) == 2
        for bad in ("", "short", "A" * 20):
            assert given(self.join(once=bad)) != given(self.join(once=bad))

    def test_what_was_sent_twice_is_forgotten_soon(self) -> None:
        self.look()
        first = given(self.join(once="a" * 20))
        with mock.patch.object(doorkeeper.time, "monotonic", return_value=time.monotonic() + doorkeeper.REMEMBERED + 1):
            assert given(self.join(once="a" * 20)) != first
            assert len(self.keeper.lately) == 1

    @gen_test(timeout=60)
    async def test_a_hundred_join_in_the_same_second_from_one_address(self) -> None:
        self.sql("UPDATE workshops SET seats = 100")
        self.room.workshop = self.room.database.workshop("w1")  # type: ignore[assignment]
        client = SimpleAsyncHTTPClient(force_instance=True, max_clients=101)
        self.addCleanup(client.close)
        first = self.keep(await client.fetch(self.get_url("/join"), **self.options()))
        assert first.code == 200
        sent = [
            client.fetch(
                self.get_url("/join"), raise_error=False, **self.options({"code": CODE, "name": f"N{n}", "once": ""})
            )
            for n in range(101)
        ]
        answers = await asyncio.gather(*sent)
        assert sorted(a.code for a in answers) == [200] * 100 + [503]
        people = self.room.people()
        assert sorted(p.seat for p in people) == list(range(1, 101))
        assert len({given(a) for a in answers if a.code == 200}) == 100


class TestNoWayIn(DoorsCase):
    room_options = {"seats": 1}

    def test_full_is_said_kindly_and_a_free_seat_is_given_later(self) -> None:
        self.look()
        self.join(name="Amber")
        answer = self.join(name="Heron")
        page = text_of(answer)
        assert answer.code == 503
        assert "All seats are taken" in page
        assert "This workshop has one seat, and somebody has it" in page
        assert re.search(r"data-looked>\d\d:\d\d<", page)
        assert 'name="name" value="Heron"' in page
        self.sql("DELETE FROM people")
        self.sql("DELETE FROM seats")
        assert self.join(name="Heron").code == 200

    def test_a_computer_that_holds_no_more_takes_no_seat(self) -> None:
        self.look()
        self.free = 0
        answer = self.join()
        assert answer.code == 503
        assert "No seat is free at the moment" in text_of(answer)
        assert self.join(name="").code == 422
        assert self.room.people() == ()

    def test_closed_and_deleted(self) -> None:
        self.look()
        self.room.set(stage="after")
        assert self.look().code == 200
        self.room.set(stage="closed")
        for answer in (self.look(), self.join()):
            assert answer.code == 410
            assert "This workshop has ended" in text_of(answer)
        self.room.database.delete("w1")
        for answer in (self.look(), self.join()):
            assert answer.code == 410
            assert "This workshop has been deleted" in text_of(answer)

    def test_without_a_database_what_was_typed_stays_and_no_address_is_shown(self) -> None:
        self.look()
        self.sql("ALTER TABLE people RENAME TO away")
        answer = self.join(name="Heron")
        assert answer.code == 503
        assert "so you have no seat yet. What you typed is still here" in text_of(answer)
        assert 'value="Heron"' in text_of(answer)
        self.sql("ALTER TABLE workshops RENAME TO away_too")
        for page in (text_of(answer), text_of(self.look()), text_of(self.join())):
            assert "database does not answer" in page
            assert str(self.folder) not in page
            assert "no such table" not in page
        self.sql("ALTER TABLE away_too RENAME TO workshops")
        self.sql("ALTER TABLE away RENAME TO people")
        assert self.join().code == 200

    def test_a_database_that_does_not_answer_holds_nobody_up_and_the_seat_is_found_by_asking_again(self) -> None:
        self.look()
        real = self.room.join

        def slow(*typed: str) -> Any:
            time.sleep(0.6)
            return real(*typed)

        with mock.patch.object(doorkeeper, "PATIENCE", 0.2), mock.patch.object(self.room, "join", slow):
            began = time.monotonic()
            assert self.join(once="b" * 20).code == 503
            assert time.monotonic() - began < 0.55
        self.keeper.pool.submit(lambda: None).result()
        deadline = time.monotonic() + 10
        while not self.room.people() and time.monotonic() < deadline:
            time.sleep(0.02)
        person = self.room.who(given(self.join(once="b" * 20)))
        assert person is not None
        assert person.seat == 1
        assert len(self.room.people()) == 1

    def test_a_refusal_is_not_remembered(self) -> None:
        self.look()
        with mock.patch.object(self.room, "join", side_effect=DatabaseProblem("away")):
            assert self.join(once="c" * 20).code == 503
        assert self.join(once="c" * 20).code == 200


class TestPairs(DoorsCase):
    room_options = {"seats": 2, "pairs": True, "jurisdiction": "us_washington"}

    def test_a_partner_sits_down_at_the_same_seat(self) -> None:
        page = text_of(self.look())
        assert "Is your partner already in?" in page
        assert "April 24, 2025" in page
        assert 'lang="en-US"' in page
        given(self.join(name="Gil"))
        letters = self.room.seat(1).partner_code
        person = self.room.who(given(self.join(name="Mo", partner=letters.upper())))
        assert person is not None
        assert person.seat == 1
        full = self.join(name="Third", partner=letters)
        assert full.code == 422
        assert '<a href="#partner">Two people sit there already</a>' in text_of(full)
        wrong = self.join(name="Third", partner="zzzz")
        assert '<a href="#partner">No seat has these four letters</a>' in text_of(wrong)
        assert 'value="zzzz"' in text_of(wrong)

    def test_a_full_workshop_still_takes_partners(self) -> None:
        self.look()
        self.join(name="Gil")
        self.join(name="Fern")
        answer = self.join(name="Mo")
        assert "can hold 2 pairs" in text_of(answer)
        assert "Sit down with a partner" in text_of(answer)
        assert self.join(name="Mo", partner=self.room.seat(2).partner_code).code == 200

    def test_letters_are_not_to_be_guessed(self) -> None:
        self.keeper.partners = rate.Limiter(3, 60, clock=lambda: 0.0)
        self.look()
        self.join(name="Gil")
        right = self.room.seat(1).partner_code
        assert self.join(name="Mo", partner=right).code == 200  # costs nothing
        assert [self.join(partner="zzzz").code for _ in range(4)] == [422, 422, 422, 429]


class TestAlone(DoorsCase):
    def test_letters_of_a_partner_are_not_looked_at_where_nobody_works_in_pairs(self) -> None:
        self.look()
        self.join(name="Gil")
        assert self.join(name="Mo", partner=self.room.seat(1).partner_code).code == 200
        assert sorted(p.seat for p in self.room.people()) == [1, 2]

    def test_the_way_back_sends_nothing(self) -> None:
        answer = self.look("/back")
        page = text_of(answer)
        assert answer.code == 200
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert " name=" not in page.partition("<main")[2]
        assert "method=" not in page


@pytest.fixture
def room(tmp_path: Path) -> Any:
    made = small_room(tmp_path)
    yield made
    made.database.close()


def test_what_is_wrong_is_told_as_the_room_tells_it(room: Room) -> None:
    """The doors say every mistake at once; the room has the last word."""
    assert doors.wrong(doorkeeper.Form(" rud avo ", "Heron"), room) == {}
    assert set(doors.wrong(doorkeeper.Form("", " \t"), room)) == {"code", "name"}
    for form in (
        doorkeeper.Form("", "x"),
        doorkeeper.Form("RUDAVOX", "x"),
        doorkeeper.Form(CODE, ""),
        doorkeeper.Form(CODE, "x" * 41),
    ):
        with pytest.raises(doors.Refused) as refused:
            room.join(form.code, form.name)
        assert set(doors.wrong(form, room)) == {refused.value.field}
    with room.database.reading() as connection:
        assert connection.scalar(d.select(d.func.count()).select_from(d.people)) == 0


def test_a_limiter_fills_up_again() -> None:
    limiter = rate.Limiter(3, 60)
    assert [limiter.allow("a", 0) for _ in range(5)] == [True, True, True, False, False]
    assert limiter.allow("b", 0)
    assert limiter.wait("a", 0) == 20
    assert not limiter.allow("a", 19)
    assert limiter.allow("a", 21)
    assert limiter.wait("c", 21) == 0
    limiter.back("a", 21)
    assert limiter.allow("a", 21)
    assert not limiter.allow("a", 21)
    assert [limiter.allow("a", 10_000) for _ in range(4)] == [True, True, True, False]
    assert limiter.allow("b", 0)  # a clock that was put back shuts nobody out
    assert limiter.allow("d", 10_000)
    assert limiter.allow("d", 0)


def test_a_limiter_does_not_grow() -> None:
    limiter = rate.Limiter(2, 60)
    busy = 0
    for n in range(3 * rate.MOST_KEYS):
        limiter.allow(f"10.{n}", n / 1e6)
        busy += limiter.allow("busy", n / 1e6)
    assert len(limiter) == rate.MOST_KEYS
    assert busy == 2  # whoever tries again and again is not forgotten


@pytest.mark.parametrize(
    ("address", "key"),
    [
        ("192.168.1.20", "192.168.1.20"),
        ("::ffff:192.168.1.20", "192.168.1.20"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
        ("2001:db8:1:2::9", "2001:db8:1:2::"),
        ("fe80::1%eth0", "fe80::"),
        ("", ""),
        ("x" * 500, "x" * 60),
    ],
)
def test_addresses_of_one_neighbourhood_count_as_one(address: str, key: str) -> None:
    assert rate.neighbourhood(address) == key


LINK = "http://192.168.100.200:8866/join#RUDAVO"


def test_the_code_for_a_terminal_is_the_links_and_fits() -> None:
    lines = doors.qr_text(LINK).splitlines()
    assert all(len(line) <= 80 for line in lines)
    halves = {"█": (0, 0), "▀": (0, 1), "▄": (1, 0), " ": (1, 1)}
    rows = [[halves[c][half] for c in line] for line in lines for half in (0, 1)]
    code = segno.make(LINK, error="l", micro=False)
    expected = [list(row) for row in code.matrix_iter(border=2)]
    assert rows[: len(expected)] == expected
    assert {len(line) for line in doors.qr_text("http://" + "x" * 280).splitlines()} <= set(range(81))


def test_the_code_for_a_page_is_a_picture_with_a_name() -> None:
    picture = doors.qr_svg(LINK)
    assert picture.startswith('<svg role="img" aria-label="QR code of the address to join"')
    assert 'class="cr-qr"' in picture
    assert "viewBox" in picture
    assert LINK not in picture
