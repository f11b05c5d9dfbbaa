"""A learner works through each whole module in Voilà by keyboard alone, and loses nothing."""

from __future__ import annotations

import signal
from collections.abc import Callable
from typing import Any

import pytest

from simulator.cases import jurisdiction_names
from simulator.cases.situations import tell
from simulator.exercises import base_situation
from simulator.exercises import module as find_module
from tests.browser.learner import CASE, FAMILY, MODULES, Learner, answer, in_the_seat, marks, order, plain, saved

PAGE = "/modules/recording"
WORK = f"work/recording/{FAMILY.slug}"


@pytest.mark.parametrize("jurisdiction", jurisdiction_names())
@pytest.mark.parametrize("module", MODULES)
def test_the_whole_module_by_keyboard(
    module: str, jurisdiction: str, new_server: Callable[[], Any], watch: Callable[..., Any]
) -> None:
    server = new_server()
    family = in_the_seat(server.data, jurisdiction)
    window = watch(server.address)
    page = window.go(f"/modules/{module}")
    learner = Learner(page, server.data / "work" / module / family.slug, family.make(), module)
    for exercise in order(module):
        learner.do(exercise)
    assert window.check() == []

    window.page.reload()
    window.ready()
    for exercise in order(module):
        assert learner.shown(exercise) == plain(answer(exercise, case=learner.case, of=module)), exercise

    window.go("/")
    done = window.page.locator(".cr-steps .cr-tag").all_inner_texts()
    assert done.count("Done") == len(order(module))
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
@pytest.mark.parametrize("module", MODULES)
def test_before_the_check(course: Any, watch: Callable[..., Any], module: str, width: int, scheme: str) -> None:
    window = watch(course.address, width=width, color_scheme=scheme)
    window.go(f"/modules/{module}")
    assert window.check() == []


@pytest.mark.parametrize("module", MODULES)
def test_no_truth_reaches_the_page(course: Any, watch: Callable[..., Any], module: str) -> None:
    """Not in the page, and not in any message the kernel sends."""
    frames: list[str] = []
    window = watch(course.address)
    window.page.on("websocket", lambda ws: ws.on("framereceived", lambda data: frames.append(str(data))))
    window.go(f"/modules/{module}")
    heard = window.page.content() + "".join(frames)
    assert len(frames) > 10
    for fact in CASE.key.facts:
        assert not fact.because or fact.because not in heard
        assert not fact.good or fact.good[0] not in heard
    for draft in CASE.drafts:
        assert all(s.because not in heard for s in draft.statements)
    for q in CASE.requests:
        assert q.because not in heard
        assert all(o.because not in heard for o in q.offers)
    for w in CASE.writing:
        assert w.good not in heard
        assert w.because not in heard
    for spec in find_module("confidentiality").exercises:
        if isinstance(spec, base_situation.Spec):
            for question in tell(spec.situation, CASE).questions:
                assert not question.because or question.because not in heard
