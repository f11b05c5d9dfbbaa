"""A learner works through the whole recording module in Voilà by keyboard alone, and loses nothing."""

from __future__ import annotations

import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from simulator.cases import jurisdiction_names
from tests.browser.learner import CASE, FAMILY, ORDER, Learner, answer, in_the_seat, marks, plain, saved

PAGE = "/modules/recording"
WORK = f"work/recording/{FAMILY.slug}"


@pytest.mark.parametrize("jurisdiction", jurisdiction_names())
def test_the_whole_module_by_keyboard(
    jurisdiction: str, new_server: Callable[[], Any], watch: Callable[..., Any], tmp_path: Path
) -> None:
    server = new_server()
    family = in_the_seat(server.data, jurisdiction)
    window = watch(server.address)
    learner = Learner(window.go(PAGE), server.data / "work" / "recording" / family.slug, family.make())
    for exercise in ORDER:
        learner.do(exercise)
    assert window.check() == []

    window.page.reload()
    window.ready()
    for exercise in ORDER:
        assert learner.shown(exercise) == plain(answer(exercise, case=learner.case)), exercise

    window.go("/")
    assert window.page.locator(".cr-steps .cr-tag").all_inner_texts() == ["Done"] * len(ORDER)
    assert window.check() == []


def test_a_poor_note_is_told_what_to_mend(new_server: Callable[[], Any], watch: Callable[..., Any]) -> None:
    server = new_server()
    window = watch(server.address)
    learner = Learner(window.go(PAGE), server.data / WORK)
    text = learner.do("visit_note", "incorrect")
    assert marks("visit_note", answer("visit_note", "incorrect")).mend
    assert "Not yet" in text
    assert "Next time" in text
    assert window.check() == []
    learner.tab_to("#visit_note-form textarea", key="Shift+Tab", most=150)
    learner.keys.type("One more thing. ")
    window.page.wait_for_selector("#visit_note-stale:not([hidden])")  # the marks no longer fit the note


def test_a_power_cut_while_typing(new_server: Callable[[], Any], watch: Callable[..., Any]) -> None:
    server = new_server()
    window = watch(server.address)
    learner = Learner(window.go(PAGE), server.data / WORK)
    learner.tab_to("#visit_note-f-where", most=600)
    learner.keys.type("In the kitchen")
    learner.saved_in("visit_note")
    server.stop(signal.SIGKILL)
    learner.tab_to("#visit_note-f-why", most=20)
    learner.keys.type("Because the school wrote.")
    window.page.wait_for_selector("#visit_note-unsaved:not([hidden])", timeout=30_000)
    server.start()
    window.page.reload()
    window.ready()
    learner.saved_in("visit_note")
    shown = learner.shown("visit_note")
    assert shown["where"] == "In the kitchen"
    assert shown["why"] == "Because the school wrote."
    assert saved(server.data / WORK)["visit_note"] == shown


@pytest.mark.parametrize(("width", "scheme"), [(320, "light"), (1280, "dark")])
def test_before_the_check(course: Any, watch: Callable[..., Any], width: int, scheme: str) -> None:
    window = watch(course.address, width=width, color_scheme=scheme)
    window.go(PAGE)
    assert window.check() == []


def test_no_truth_reaches_the_page(course: Any, watch: Callable[..., Any]) -> None:
    """Not in the page, and not in any message the kernel sends."""
    frames: list[str] = []
    window = watch(course.address)
    window.page.on("websocket", lambda ws: ws.on("framereceived", lambda data: frames.append(str(data))))
    window.go(PAGE)
    heard = window.page.content() + "".join(frames)
    assert len(frames) > 10
    for fact in CASE.key.facts:
        assert not fact.because or fact.because not in heard
        assert not fact.good or fact.good[0] not in heard
    for draft in CASE.drafts:
        assert all(s.because not in heard for s in draft.statements)
