"""The pages of the case files over HTTP, on small cases, without a browser and without a kernel."""

from __future__ import annotations

import re
import tempfile
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any
from unittest import mock
from urllib.parse import urlencode

from jupyter_server.auth.authorizer import AllowAllAuthorizer
from jupyter_server.auth.identity import PasswordIdentityProvider
from tornado.httpclient import HTTPResponse
from tornado.testing import AsyncHTTPTestCase
from tornado.web import Application

from simulator.records import access_log, caseload
from simulator.records.agency import FILE as AGENCY
from simulator.records.agency import Agency, fill, find
from simulator.workshop import files, pages
from tests.unit.small_case import small_case

FILE, NOT_MINE = "TM-000007", "TM-900007"
SECRET = "The caller named Kieran."
REASON = "I am preparing the visit and need to know who called."


class TestFiles(AsyncHTTPTestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.data = Path(folder.name) / "data"
        for name, value in (
            ("make_case", small_case),
            ("scenario_names", lambda: ["school_worry", "video_call"]),
            ("jurisdiction_names", lambda: ["england"]),
        ):
            patch = mock.patch.object(caseload, name, value)
            patch.start()
            self.addCleanup(patch.stop)
        caseload._case.cache_clear()
        self.addCleanup(caseload._case.cache_clear)
        self.cookies: dict[str, str] = {}
        super().setUp()

    def get_app(self) -> Application:
        identity = PasswordIdentityProvider(token="")
        return Application(
            [
                (r"/files/?", files.Files),
                (r"/files/([^/]+)", files.File),
                (r"/files/([^/]+)/open", files.Open),
                (r"/files/([^/]+)/look", files.Looked),
            ],
            base_url="/",
            cookie_secret=b"x" * 32,
            identity_provider=identity,
            authorizer=AllowAllAuthorizer(identity_provider=identity),
            caseroom_data=str(self.data),
            caseroom_pages=pages.environment(),
            local_hostnames=["localhost"],
        )

    def ask(self, path: str, form: dict[str, str] | None = None, token: bool = True) -> HTTPResponse:
        head = {"Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items())}
        options: dict[str, Any] = {"headers": head, "follow_redirects": False}
        if form is not None:
            options |= {"method": "POST", "body": urlencode(form | ({"_xsrf": self.token} if token else {}))}
        answer = self.fetch(path, **options)
        for line in answer.headers.get_list("Set-Cookie"):
            self.cookies |= {k: v.coded_value for k, v in SimpleCookie(line).items()}
        body = answer.body.decode()
        if found := re.search(r'name="_xsrf" value="([^"]+)"', body):
            self.token = found[1]
        return answer

    def test_restricted_until_a_reason_is_given(self) -> None:
        page = self.ask(f"/files/{FILE}").body.decode()
        assert SECRET not in page
        assert f"/files/{FILE}/open?item=call" in page
        assert "Record of a call" in self.ask(f"/files/{FILE}/open?item=call").body.decode()

        short = self.ask(f"/files/{FILE}/open?item=call", {"item": "call", "reason": "work"})
        assert short.code == 422
        assert "Say in a few words why you need to see this" in short.body.decode()
        assert SECRET not in self.ask(f"/files/{FILE}").body.decode()

        done = self.ask(f"/files/{FILE}/open?item=call", {"item": "call", "reason": REASON})
        assert (done.code, done.headers["Location"]) == (303, f"/files/{FILE}#file-document-call")
        page = self.ask(f"/files/{FILE}").body.decode()
        assert SECRET in page
        assert REASON in page

    def test_a_look_from_the_page_opens_nothing_restricted(self) -> None:
        self.ask(f"/files/{FILE}/open?item=call")
        assert self.ask(f"/files/{FILE}/look", {"opened": "Documents: Record of a call"}).code == 404
        assert self.ask(f"/files/{FILE}/look", {"opened": "anything"}).code == 404
        assert self.ask(f"/files/{FILE}/look", {"opened": "Chronology"}).code == 204
        assert [k.opened for k in access_log.own(self.data, FILE).looks] == ["Chronology"]
        assert SECRET not in self.ask(f"/files/{FILE}").body.decode()

    def test_another_workers_file_shows_its_header_only(self) -> None:
        alike = small_case().look_alike
        first = self.ask(f"/files/{NOT_MINE}").body.decode()
        assert "This file is not allocated to you" in first
        assert "2 February" not in first
        shown = self.ask(f"/files/{NOT_MINE}", {"reason": REASON}).body.decode()
        assert alike.name in shown
        assert "06/02/2017" in shown
        assert "Cask Row" not in shown
        assert [k.reason for k in access_log.own(self.data, NOT_MINE).looks] == [REASON]

    def test_a_form_without_its_token_is_refused(self) -> None:
        self.ask(f"/files/{NOT_MINE}")
        assert self.ask(f"/files/{NOT_MINE}", {"reason": REASON}, token=False).code == 403
        assert access_log.own(self.data, NOT_MINE).looks == ()

    def test_what_is_not_on_the_caseload_is_not_found(self) -> None:
        for path in (
            "/files/TM-1",
            f"/files/{FILE}/open?item=form",
            f"/files/{FILE}/open?item=nothing",
            f"/files/{NOT_MINE}/open?item=call",
        ):
            assert self.ask(path).code == 404, path

    def test_a_log_that_cannot_be_written_is_said_and_the_file_still_opens(self) -> None:
        self.data.write_text("in the way")
        page = self.ask(f"/files/{FILE}").body.decode()
        assert "could not be written to the access log" in page
        assert "14 Cask Row" in page

    def test_a_query_is_shown_as_text(self) -> None:
        query = urlencode({"q": "<script>alert(1)</script>"})
        for path in (f"/files?{query}", f"/files/{FILE}?{query}"):
            body = self.ask(path).body.decode()
            assert "&lt;script&gt;alert(1)" in body, path
            assert "<script>alert" not in body, path

    # --- the agency ---------------------------------------------------------------------------------------

    def agency(self) -> Agency:
        self.data.mkdir(parents=True, exist_ok=True)
        agency = Agency(self.data / AGENCY)
        fill(agency, 40, "england", 1)
        files.opened_agency.cache_clear()
        self.addCleanup(files.opened_agency.cache_clear)
        self.addCleanup(agency.close)
        return agency

    def test_the_agencys_files_stand_under_the_caseload_and_are_searched(self) -> None:
        assert "The agency" not in self.ask("/files").body.decode()
        agency = self.agency()
        page = self.ask("/files").body.decode()
        assert "40 files. You can open your own" in page
        mine = agency.caseload()
        assert all(card.file_no in page for card in mine)
        other = next(c for seat, _, n in agency.workers() if seat and n for c in agency.caseload(seat))
        assert other.file_no not in page
        page = self.ask(f"/files?{urlencode({'q': other.name})}").body.decode()
        assert other.file_no in page
        assert other.worker in page
        nothing = self.ask("/files?q=xyzzyqq").body.decode()
        assert "No file of the agency was found" in nothing

    def test_ones_own_file_opens_and_anothers_asks_for_a_reason(self) -> None:
        agency = self.agency()
        mine = agency.caseload()[0]
        page = self.ask(f"/files/{mine.file_no.replace(' ', '%20')}").body.decode()
        assert f"{mine.name}: case file" in page
        other = next(c for seat, _, n in agency.workers() if seat and n for c in agency.caseload(seat))
        path = f"/files/{other.file_no.replace(' ', '%20')}"
        page = self.ask(path).body.decode()
        assert "This file is not allocated to you" in page
        assert other.address not in page
        done = self.ask(path, {"reason": REASON}).body.decode()
        assert "This is all you can see" in done
        assert other.address not in done

    def test_a_search_shows_nothing_of_anothers_notes(self) -> None:
        agency = self.agency()
        for card in (c for seat, _, n in agency.workers() if seat for c in agency.caseload(seat)):
            body = next(d.body for d in card.ref.make().documents if not d.restricted)
            words = " ".join([w for w in body.replace("*", " ").split() if w.isalpha() and len(w) > 3][:6])
            found = [f for f in find(agency, words).by_text if f.card == card and f.hit and f.hit.text]
            if found:
                page = self.ask(f"/files?{urlencode({'q': words})}").body.decode()
                assert card.file_no in page
                assert "<mark>" not in page
                return
        raise AssertionError("no such file")

    def test_an_agency_that_cannot_be_read_leaves_the_caseload_alone(self) -> None:
        self.data.mkdir(parents=True, exist_ok=True)
        (self.data / AGENCY).write_text("not a database " * 500)
        files.opened_agency.cache_clear()
        page = self.ask("/files").body.decode()
        assert "The agency’s files cannot be shown." in page
        assert "is not a database" in page
        assert FILE in page
