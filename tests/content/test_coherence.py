"""Cases that contradict themselves, read wrongly or could harm somebody: none of ours does, and each rule catches one that does."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from simulator.cases import jurisdiction_names, make_case, scenario_names
from simulator.cases.coherence import every_fault
from simulator.cases.harmless import nhs_number
from simulator.cases.model import CameraView, Case, Permission, Presence

SEEDS = (2, 11, 29, 104, 2041, 77_777, 4_000_001, 2**31 - 1)


@pytest.mark.parametrize("jurisdiction", jurisdiction_names())
@pytest.mark.parametrize("scenario", scenario_names())
def test_our_cases_are_sound(scenario: str, jurisdiction: str) -> None:
    for seed in SEEDS:
        assert list(every_fault(make_case(scenario, jurisdiction, seed))) == [], f"family {seed}"


@pytest.fixture(scope="module")
def sound() -> Case:
    case = make_case("video_call", "england", 3)
    assert not list(every_fault(case))
    return case


def with_(case: Case, **changes: Any) -> Case:
    return case.model_copy(update=changes)


def truth(case: Case, **changes: Any) -> Case:
    return with_(case, truth=case.key.model_copy(update=changes))


def first(items: tuple[Any, ...], **changes: Any) -> tuple[Any, ...]:
    """A row with its first member changed."""
    return (items[0].model_copy(update=changes), *items[1:])


def person(case: Case, id: str, **changes: Any) -> Case:
    return with_(case, people=tuple(p.model_copy(update=changes) if p.id == id else p for p in case.people))


def says(case: Case, text: str) -> Case:
    """The first document says a thing more."""
    return with_(case, documents=first(case.documents, body=f"{case.documents[0].body}\n\n{text}"))


def index(case: Case) -> Any:
    return case.person(case.index)


def speaker(case: Case) -> str:
    return case.key.utterances[0].speaker


def observed(case: Case) -> Any:
    return next(f for f in case.key.facts if f.kind == "observed" and f.sense == "seen" and f.at and not f.words)


def a_permission(case: Case, state: str, given: int, until: int) -> Case:
    days = (case.today + timedelta(days=given), case.today + timedelta(days=until))
    new = Permission(
        id="new", what="x", with_whom="y", given_by="z", given_on=days[0], until=days[1], until_text="", state=state
    )  # type: ignore[arg-type]
    return with_(case, permissions=(*case.permissions, new))


def heard_from_afar(case: Case) -> Case:
    u = next(u for u in case.key.utterances if any(p.event == u.event for p in case.key.presence))
    away = next(p.id for p in case.everybody() if p.id not in (*u.heard_by, u.speaker))
    rest = tuple(x for x in case.key.utterances if x.id != u.id)
    return truth(case, utterances=(u.model_copy(update={"heard_by": (*u.heard_by, away)}), *rest))


def two_places(case: Case) -> Case:
    p = case.key.presence[0]
    again = Presence(event="another", person=p.person, place="shop", start=p.start + timedelta(minutes=1), end=p.end)
    return truth(case, presence=(*case.key.presence, again))


def two_rooms(case: Case) -> Case:
    p = case.key.presence[0]
    again = p.model_copy(update={"place": "attic", "start": p.start + timedelta(minutes=1)})
    return truth(case, presence=(*case.key.presence, again))


def keeps(case: Case, **changes: Any) -> Case:
    """The first fact must be kept from somebody."""
    return truth(case, facts=first(case.key.facts, **changes))


BROKEN: dict[str, tuple[Callable[[Case], Case], str]] = {
    "an age": (lambda c: person(c, c.index, age=index(c).age + 1), "is said to be"),
    "a parent younger than a child": (
        lambda c: with_(
            c,
            people=tuple(
                p.model_copy(update={"born": c.today - timedelta(days=9000), "age": 24}) if p.id == c.index else p
                for p in c.people
            ),
        ),
        "years older",
    ),
    "two rooms at once": (two_rooms, "is in"),
    "two events at once": (two_places, "and at another at"),
    "a speaker who is away": (
        lambda c: truth(c, presence=tuple(p for p in c.key.presence if p.person != speaker(c))),
        "but is not there",
    ),
    "a hearer who is away": (heard_from_afar, "was not within hearing"),
    "words nobody said": (
        lambda c: with_(c, scene=first(c.scene, text=f"{c.scene[0].text} “I never touched the blue one.”")),
        "which nobody said",
    ),
    "a fact about somebody who is not there": (
        lambda c: truth(c, facts=first(c.key.facts, by="nobody_here")),
        "who is not in this case",
    ),
    "a moment that is not there": (lambda c: truth(c, facts=first(c.key.facts, moment="gone")), "is not in this case"),
    "an empty document": (lambda c: with_(c, documents=first(c.documents, body=" ")), "is empty"),
    "a slot showing": (lambda c: says(c, "It was {home.colour}."), "slot showing"),
    "acting before birth": (
        lambda c: with_(
            c,
            people=tuple(
                p.model_copy(update={"born": c.today, "age": 0}) if p.id == speaker(c) else p for p in c.people
            ),
        ),
        "but was born on",
    ),
    "acting after death": (
        lambda c: with_(
            c,
            people=tuple(
                p.model_copy(update={"died": c.today - timedelta(days=3000)}) if p.id == speaker(c) else p
                for p in c.people
            ),
        ),
        "but died on",
    ),
    "dying tomorrow": (lambda c: person(c, c.index, died=c.today + timedelta(days=1)), "which cannot be"),
    "seen with the camera off": (
        lambda c: truth(c, camera=tuple(v for v in c.key.camera if v.event != c.scene_event)),
        "when the camera showed nothing",
    ),
    "a camera where there is none": (
        lambda c: truth(
            c, camera=(*c.key.camera, CameraView(event="found", start=c.scene[0].at, end=c.scene[-1].at, showed="x"))
        ),
        "which is not a video call",
    ),
    "a permission that has ended": (lambda c: a_permission(c, "in force", -90, -2), "is said to be in force"),
    "a permission that still runs": (lambda c: a_permission(c, "run out", -90, 9), "is said to have run out"),
    "a permission from the future": (lambda c: a_permission(c, "in force", 3, 9), "after"),
    "a deadline a day late": (
        lambda c: with_(c, deadlines=first(c.deadlines, due=c.deadlines[0].due + timedelta(days=1))),
        "working days after",
    ),
    "a letter from the future": (
        lambda c: with_(c, documents=first(c.documents, on=c.documents[0].on + timedelta(days=900))),
        "when the learner reads it",
    ),
    "twins of two ages": (
        lambda c: with_(c, people=(*c.people, index(c).model_copy(update={"id": "twin", "age": index(c).age - 1}))),
        "were born on the same day",
    ),
    "a secret heard": (
        lambda c: keeps(c, keep_from=(index(c).id,), gives_away=("zzz",), known_by=(index(c).id,)),
        "must not learn the fact",
    ),
    "a secret in somebody's own letter": (
        lambda c: keeps(
            says(c, "We went to Vervain Wharf."),
            keep_from=(c.documents[0].sender_id,),
            gives_away=("Vervain Wharf",),
            known_by=(),
        ),
        "holds “Vervain Wharf”",
    ),
    "a stranger's name": (
        lambda c: says(c, "A neighbour, Kayleigh Metcalfe, has rung."),
        "whom this case does not know",
    ),
    "a wrong title": (
        lambda c: says(c, f"{'Mr' if c.professionals[0].title == 'Ms' else 'Ms'} {c.professionals[0].family} agreed."),
        "who is",
    ),
    "a wrong age in prose": (lambda c: says(c, f"{index(c).first}, 9, was there."), "but they are"),
    "a day on which nothing was": (
        lambda c: says(c, "It began on 30 December 1999."),
        "nothing is known to have happened",
    ),
    "a short date on which nothing was": (lambda c: says(c, "Seen 30/12/1999."), "nothing is known to have happened"),
    "a wrong weekday": (
        lambda c: says(c, f"Seen on {'Monday' if c.today.weekday() else 'Tuesday'} {c.today.day} {c.today:%B %Y}."),
        "which was a",
    ),
    "they is": (lambda c: says(c, "They is at home."), "says “They is”"),
    "he have": (lambda c: says(c, "and he have gone."), "says “he have”"),
    "another number of a thing": (
        lambda c: says(truth(c, facts=first(c.key.facts, what="There were three kettles.")), "I counted five kettles."),
        "but the facts know of 3",
    ),
    "a uncle": (lambda c: says(c, "There was a uncle upstairs."), "says “a uncle”"),
    "an letter": (lambda c: says(c, "He had an letter."), "says “an letter”"),
    "a mail address": (lambda c: says(c, "Write to kim@gmail.com."), "mail address"),
    "a web page": (lambda c: says(c, "See https://www.bbc.co.uk/news."), "page on the web"),
    "a telephone number": (lambda c: says(c, "Ring 01865 270000."), "telephone number"),
    "an American number": (lambda c: says(c, "Call (206) 684-4000."), "telephone number"),
    "a postcode": (lambda c: says(c, "Lives at OX1 4AU."), "postcode"),
    "a ZIP code": (lambda c: says(c, "Seattle WA 98104."), "ZIP code"),
    "an NHS number": (lambda c: says(c, "NHS 943 476 5919."), "NHS number"),
    "a national insurance number": (lambda c: says(c, "NI AB 12 34 56 C."), "national insurance"),
    "a social security number": (lambda c: says(c, "SSN 219-09-9999."), "social security"),
    "a Medicaid number": (lambda c: says(c, "ID 123456789WA."), "Medicaid"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_each_rule_catches_a_broken_case(sound: Case, name: str) -> None:
    break_it, words = BROKEN[name]
    found = list(every_fault(break_it(sound)))
    assert any(words in fault for fault in found), found


def test_nhs_numbers_are_told_by_their_check_digit() -> None:
    assert nhs_number("9434765919")
    assert not nhs_number("9434765918")
    assert not nhs_number("943476591")
