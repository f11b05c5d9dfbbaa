"""The course server in a real browser: what it shows, what it refuses, what it keeps."""

from __future__ import annotations

import http.client
import json
import re
import signal
import time
from collections.abc import Callable
from typing import Any

import pytest

from simulator.records import access_log, caseload
from tests.browser.learner import order

pytestmark = pytest.mark.browser

CASE = caseload.case_of(caseload.first_family())
FILE = f"/files/{CASE.file_no.replace(' ', '%20')}"
NOT_MINE = f"/files/{CASE.look_alike.file_no.replace(' ', '%20')}"
PAGES = ["/", "/files", "/files?q=nobody+at+all", FILE, f"{FILE}?q=school", NOT_MINE, "/help", "/modules/recording"]


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (320, "dark")])
def test_every_page_is_accessible_and_stays_on_this_machine(
    course: Any, watch: Callable[..., Any], path: str, width: int, scheme: str
) -> None:
    window = watch(course.address, width, color_scheme=scheme)
    page = window.go(path)
    assert window.check() == []
    assert page.locator("html").get_attribute("lang") == CASE.language
    assert page.title().endswith(" – Caseroom")
    assert page.locator("main#main").count() == 1
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the main content"


def test_a_module_shows_its_exercises_and_neither_code_nor_marking_cells(
    course: Any, watch: Callable[..., Any]
) -> None:
    window = watch(course.address)
    page = window.go("/modules/recording")
    text = page.locator("body").inner_text()
    html = page.content()
    assert page.title() == "Recording – Caseroom"
    assert page.locator("#cr-status").text_content() == "Ready. The exercises are on the page."
    for exercise in order():
        assert page.locator(f"#{exercise} form").count() >= 1, exercise
    assert "import grading" not in html
    assert "grading.points" not in html
    assert "0.0" not in text.split()


def test_without_script_the_plain_pages_work(course: Any, watch: Callable[..., Any]) -> None:
    page = watch(course.address, java_script_enabled=False).go("/files")
    page.get_by_label("Search your caseload").fill(CASE.person(CASE.index).full.upper())
    page.get_by_role("button", name="Search").click()
    page.locator(f'a[href="{FILE}"]').click()
    assert page.locator("h1").inner_text() == CASE.person(CASE.index).full
    assert page.get_by_role("heading", name="Permissions", exact=True).is_visible()


ANSWERS = [
    ("/voila/tree", 404),
    ("/voila/render/recording/recording.ipynb", 404),
    ("/voila/api/contents", 404),
    ("/voila/files/recording/recording.ipynb", 404),
    ("/voila/files/recording/exercises/first_draft.yaml", 404),
    ("/voila/templates/caseroom/static/x.css", 404),
    ("/modules/recording/exercises", 404),
    ("/modules/nothing", 404),
    ("/static/server.py", 404),
    ("/static/..%2Fserver.py", 404),
    ("/voila/static/..%2F..%2Findex.html.j2", 403),
    ("/api/contents", 404),
    ("/api/kernels", 404),
    ("/lab", 404),
    ("/files/nobody", 404),
    (f"{FILE}/open?item=nothing", 404),
    ("/", 200),
]


@pytest.mark.parametrize(("path", "status"), ANSWERS)
def test_nothing_but_the_course_is_served(course: Any, path: str, status: int) -> None:
    connection = http.client.HTTPConnection("localhost", course.port, timeout=20)
    connection.request("GET", path)
    answer = connection.getresponse()
    body = answer.read().decode()
    assert answer.status == status
    assert "Traceback" not in body
    if status == 403:
        return  # Tornado's own short answer
    policy = answer.headers["Content-Security-Policy"]
    assert "'unsafe-eval'" not in policy
    assert "frame-ancestors 'none'" in policy
    if answer.headers["Content-Type"].startswith("text/html"):
        assert "<main" in body


def test_another_name_for_this_computer_is_refused(course: Any) -> None:
    connection = http.client.HTTPConnection("localhost", course.port, timeout=20)
    connection.request("GET", "/", headers={"Host": f"caseroom.example.org:{course.port}"})
    assert connection.getresponse().status == 403


def test_a_form_from_elsewhere_is_refused(course: Any) -> None:
    before = caseload.current(course.data)
    connection = http.client.HTTPConnection("localhost", course.port, timeout=20)
    head = {"Content-Type": "application/x-www-form-urlencoded"}
    connection.request("POST", "/family", "jurisdiction=england&scenario=video_call&seed=99", head)
    answer = connection.getresponse()
    assert answer.status == 403
    assert "Go back, load the page again" in answer.read().decode()
    assert caseload.current(course.data) == before


def test_a_page_cannot_run_code(course: Any, watch: Callable[..., Any]) -> None:
    page = watch(course.address).go("/modules/recording")
    reached = course.data / "reached"
    page.evaluate(
        """async (path) => {
            const id = JSON.parse(document.getElementById('jupyter-config-data').textContent).kernelId;
            const ws = new WebSocket(`${location.origin.replace('http', 'ws')}/api/kernels/${id}/channels`);
            await new Promise(r => { ws.onopen = r; });
            const say = (msg_type, content) => ws.send(JSON.stringify({
                header: {msg_id: msg_type, username: '', session: 's', msg_type, version: '5.3', date: new Date().toISOString()},
                parent_header: {}, metadata: {}, content, channel: 'shell', buffers: []}));
            say('execute_request', {code: `open(${JSON.stringify(path)}, 'w').close()`, silent: false, store_history: false,
                user_expressions: {}, allow_stdin: false, stop_on_error: false});
            const answered = new Promise(r => { ws.onmessage = async m => {
                const text = typeof m.data === 'string' ? m.data : await m.data.text();
                if (text.includes('kernel_info_reply')) r(); }; });
            say('kernel_info_request', {});
            await answered;
        }""",
        str(reached),
    )
    time.sleep(0.5)
    assert not reached.exists()


def test_meeting_a_family(new_server: Callable[[], Any], watch: Callable[..., Any]) -> None:
    server = new_server()
    window = watch(server.address)
    page = window.go("/")
    page.get_by_text("I was given a family number").click()
    page.get_by_label("Family number").fill("7b")
    page.get_by_role("button", name="Meet the family").click()
    assert page.get_by_role("alert").get_by_role("heading").inner_text() == "Please look at one thing"
    page.get_by_role("alert").get_by_role("link").click()
    field = page.get_by_label("Family number")
    assert page.evaluate("document.activeElement.id") == field.get_attribute("id")
    assert field.input_value() == "7b"
    assert field.get_attribute("aria-invalid") == "true"
    assert [e for e in window.check() if "422" not in e] == []
    assert not (server.data / "family.json").exists()

    field.fill("41")
    page.get_by_label("Where do you practise?").select_option("us_washington")
    page.locator("input[name=scenario][value=video_call]").check()
    page.get_by_role("button", name="Meet the family").click()
    chosen = {"scenario": "video_call", "jurisdiction": "us_washington", "seed": 41}
    assert json.loads((server.data / "family.json").read_text()) == chosen
    case = caseload.case_of(caseload.current(server.data))
    assert page.locator("html").get_attribute("lang") == "en-US"
    assert case.household_name in page.get_by_role("status").inner_text()

    # A kernel was kept ready before the family was chosen: the page must be about the family of now.
    page = window.go("/modules/recording")
    assert case.household_name in page.locator("main").inner_text()
    assert CASE.household_name not in page.locator("main").inner_text()

    page = window.go("/")
    page.get_by_role("button", name=re.compile("Work with this family")).first.click()
    assert caseload.current(server.data) == caseload.first_family()


def test_looks_are_recorded_and_reasons_asked_for(new_server: Callable[[], Any], watch: Callable[..., Any]) -> None:
    server = new_server()
    window = watch(server.address)
    page = window.go(FILE)
    with page.expect_response(re.compile("/look$")) as answer:
        page.get_by_role("tab", name="Chronology").click()
    assert answer.value.status == 204
    page.reload()
    page.get_by_role("tab", name="Who looked").click()
    mine = page.locator("tr", has=page.get_by_role("rowheader", name="You", exact=True))
    assert any("Chronology" in row for row in mine.all_inner_texts())

    card = CASE.look_alike
    page = window.go(NOT_MINE)
    assert card.name not in page.locator("h1").inner_text()
    page.get_by_label("Why do you need to see this?").fill("work")
    page.get_by_role("button", name="Open with this reason").click()
    assert page.get_by_label("Why do you need to see this?").get_attribute("aria-invalid") == "true"
    page.get_by_label("Why do you need to see this?").fill("The school gave me this number by mistake.")
    page.get_by_role("button", name="Open with this reason").click()
    header = page.locator("dl.cr-facts").inner_text()
    assert card.name in header
    assert card.file_no in header
    looks = access_log.own(server.data, card.file_no).looks
    assert [k.reason for k in looks] == ["The school gave me this number by mistake."]


def test_a_power_cut_loses_nothing(new_server: Callable[[], Any], watch: Callable[..., Any]) -> None:
    server = new_server()
    window = watch(server.address)
    page = window.go("/modules/recording")
    choice = page.locator("#first_draft input[type=radio]").first
    choice.check()
    saved = server.data / "work" / "recording" / caseload.first_family().slug / "responses.json"
    for _ in range(100):
        if saved.exists():
            break
        time.sleep(0.1)
    kept = saved.read_bytes()
    server.stop(signal.SIGKILL)
    page.locator("#cr-lost").wait_for(state="visible", timeout=30_000)
    assert "What was marked as saved is there" in page.locator("#cr-lost").inner_text()
    server.start()
    page.reload()
    window.ready()
    assert page.locator("#first_draft input[type=radio]").first.is_checked()
    assert saved.read_bytes() == kept
    home = window.go("/").locator("main").inner_text()
    assert "Continue where you left off" in home
    assert "Started" in home


def test_a_closed_page_ends_its_kernel(course: Any, watch: Callable[..., Any]) -> None:
    page = watch(course.address).go("/modules/recording")
    id = page.evaluate("JSON.parse(document.getElementById('jupyter-config-data').textContent).kernelId")
    page.goto(f"{course.address}/help")

    def alive() -> bool:
        return bool(page.evaluate("async id => (await fetch(`/api/kernels/${id}`)).ok", id))

    assert alive(), "the last words still have time to be saved"
    for _ in range(30):
        if not alive():
            return
        time.sleep(0.5)
    raise AssertionError("the kernel of a closed page lives on")
