"""A learner works through each whole module in Voilà by keyboard alone, and loses nothing."""

from __future__ import annotations

import signal
from collections.abc import Callable
from typing import Any

import pytest

from simulator.cases import jurisdiction_names
from simulator.cases.situations import tell
from simulator.exercises import base_situation, meeting
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
    for spec in find_module("online_meetings").exercises:
        if isinstance(spec, meeting.Spec):
            play = meeting.playing(spec, CASE)
            for key, act in play.here.acts.items():
                assert play.text(f"{play.moment}.{key}.because", act.because) not in heard or not act.because
            for id, end in play.spec.endings.items():
                told = play.text(f"end.{id}.told", end.told)
                assert not told or told not in heard


def test_a_call_goes_on_where_it_was(new_server: Callable[[], Any], watch: Callable[..., Any]) -> None:
    """A page reloaded in mid-call, and two windows on one call: nothing is lost, and nothing done twice."""
    server = new_server()
    family = in_the_seat(server.data, "england")
    case, folder = family.make(), server.data / "work" / "online_meetings" / family.slug
    one, call = watch(server.address), "through_a_phone"
    page = one.go("/modules/online_meetings")
    learner = Learner(page, folder, case, "online_meetings")
    acts = answer(call, case=case, of="online_meetings")["log"]
    learner.play(call, acts[:2])
    two = watch(server.address)
    other = Learner(two.go("/modules/online_meetings"), folder, case, "online_meetings")
    assert two.page.input_value(f"#{call}-form [name=step]") == "1.2"
    other.play(call, acts[2:4])

    before = learner.page.input_value(f"#{call}-form [name=step]")
    assert before == "1.2"  # the first window does not know yet
    learner.tab_to(f"#{call}-form [name=act]", 600)
    learner.keys.press("Space")
    learner.tab_to(f"#{call}-form [data-act=do]")
    learner.keys.press("Enter")
    page.wait_for_selector(f"[data-exercise={call}] >> text=another window")
    assert page.input_value(f"#{call}-form [name=step]") == "1.4"
    kept = saved(folder)[call]["log"]
    assert sorted(e.split()[0] for e in kept) == sorted(acts[:4])

    page.reload()
    one.ready()
    assert page.input_value(f"#{call}-form [name=step]") == "1.4"
    learner.play(call, acts[4:])
    assert "20 of 20" in " ".join(learner.check(call).split())
    assert one.check() == []


def test_real_time_goes_on_by_itself(new_server: Callable[[], Any], watch: Callable[..., Any]) -> None:
    """Nobody does anything, and the call goes on; who holds it, or chooses turns, has all the time there is."""
    server = new_server()
    window = watch(server.address)
    page = window.go("/modules/online_meetings")
    form, call = "#through_a_phone-form", "through_a_phone"
    page.select_option(f"{form} [name=pace]", "real")
    clock = page.locator(f"{form} [data-clock]")
    clock.wait_for(state="visible")
    page.click(f"{form} [data-act=hold]")
    page.wait_for_timeout(2_500)
    assert "stands still" in clock.inner_text()
    page.evaluate(f"document.querySelector('{form} [data-clock]').dataset.clock = '2'")
    page.select_option(f"{form} [name=pace]", "turns")
    page.wait_for_timeout(1_500)
    assert not clock.is_visible()
    page.click(f"{form} [name=act] >> nth=0", force=True)
    page.select_option(f"{form} [name=pace]", "real")
    page.wait_for_timeout(1_500)
    page.click(f"{form} [data-act=hold]")
    page.wait_for_function(f"() => document.querySelector('{form} [name=step]').value === '1.1'", timeout=20_000)
    assert saved(server.data / "work" / "online_meetings" / FAMILY.slug)[call]["log"][0].split()[0].endswith(".0")
