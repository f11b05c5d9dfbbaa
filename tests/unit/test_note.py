"""The note marker: the exemplar's five notes, its table of 24 traps, gaming, and text of any kind."""

from __future__ import annotations

import random
import time

import notes_five as five
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from notes_fixture import GOOD, HEADER, SPEC, read, tolley

from grading import note
from grading.marks import Check, Marks
from grading.note_checks.sheet import SHEETS, Sheet, apportion, share
from simulator.cases.model import CameraView, Case
from simulator.exercises.base import FormatProblem

BASE = {**HEADER, **dict(GOOD)}


def mark(form: dict, case: Case | None = None, spec=SPEC) -> Marks:
    return note.mark(spec, case or tolley(), read(form, case))


def check(marks: Marks, id: str) -> Check:
    return next(c for c in marks.checks if c.id == id)


def with_seen(text: str, **more: str) -> Marks:
    """The good note with one more paragraph under what was seen and told."""
    return mark({**BASE, "seen": BASE["seen"] + "\n\n" + text, **more})


def only_seen(text: str, **more: str) -> Marks:
    """The header and one text."""
    return mark({**HEADER, "seen": text, **more})


# enough of a note that something may be half there
AROUND = (
    "The house is in the middle of a terrace, with a yard behind it and a blue gate. I hung my coat on the banister. We talked for most of an "
    "hour about the week, the weather and the shop on the corner, and a television was on without sound. "
)


def failed(marks: Marks) -> set[str]:
    return {c.id for c in marks.checks if c.passed is False}


# -- the five notes ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("form", "points", "safe"),
    [
        (five.EXCELLENT, 20, "yes"),
        (five.DECENT, 13, "yes"),
        (five.NOVICE, 2, "no"),
        (five.DICTATED, 18, "yes"),
        (five.FLUENT, 8, "no"),
    ],
    ids=["excellent", "decent", "novice", "dictated", "fluent"],
)
def test_the_five_notes_get_what_the_exemplar_gives_them(form, points, safe):
    marks = mark(form)
    assert (marks.out_of, marks.safe) == (20, safe)
    waits = 0 if marks.cap else sum(c.out_of for c in marks.unmarked if c.id != "quotes_exact")
    assert marks.points <= points <= marks.points + waits  # what waits for a person may be given


def test_the_decent_note_row_by_row():
    marks = mark(five.DECENT)
    assert failed(marks) == {
        "header", "words.wants_daytime", "quotes_exact", "accounts.account_door", "third_party",
    }  # fmt: skip
    # one account of two, and her mother "may" come: a person reads these
    assert [c.id for c in marks.unmarked] == ["words.hand_in_gap", "cause_open", "settled.tonight"]
    rest = check(marks, "the_rest")
    assert rest.points == 2 and "7 of 10" in rest.rationale  # as in the exemplar
    assert check(marks, "quotes_exact").points == 1  # one slip that keeps the meaning
    assert "trapped his finger" in check(marks, "words.hand_in_gap").wrote


def test_the_dictated_note_leaves_only_the_quotation_marks_to_a_person():
    marks = mark(five.DICTATED)
    assert [(c.id, c.out_of) for c in marks.unmarked] == [("quotes_exact", 2)]
    assert marks.score == 20


def test_the_fluent_note_is_capped_for_the_swapped_speaker():
    marks = mark(five.FLUENT)
    assert failed(marks) == {
        "accounts.account_car", "accounts.account_door", "the_rest", "quotes_exact", "cause_open", "no_contradiction",
    }  # fmt: skip
    assert check(marks, "the_rest").points == 1  # five of ten
    assert marks.cap == 8 and sum(c.points for c in marks.checks) == 13
    assert "Gareth" in marks.safe_reason and "Hannah" in marks.safe_reason


def test_the_novices_quotation_is_not_safe():
    marks = mark(five.NOVICE)
    assert "locks me in" in marks.safe_reason
    assert check(marks, "roster").points == 1


# -- the table of traps: where a simple marker would be wrong -------------------------------------------------------------


def test_01_a_negator_governs_the_whole_list():
    marks = with_seen("No lock no bolt either side of his door, nothing to lock it with.")
    assert failed(marks) == set()


def test_02_inside_a_quotation_the_writer_asserts_nothing():
    assert failed(with_seen("Jonah said again, “He doesn't lock it, it hasn't got a lock.”")) == set()


def test_03_not_seen_is_not_a_claim_to_have_seen():
    marks = with_seen("I did not see where Edie sleeps.")
    assert check(marks, "no_contradiction").passed
    assert "You did not see where Edie sleeps" not in check(marks, "the_rest").rationale


def test_04_a_verdict_gets_a_remark_and_a_report_of_one_does_not():
    assert any(r.wrote == "lied" for r in with_seen("Mum lied about who was there.").remarks)
    assert not any("lie" in r.wrote for r in with_seen("Gareth said that he told Jonah he lied about the cup.").remarks)


def test_05_hearsay_that_is_attributed_and_answered_is_a_remark():
    marks = with_seen("A neighbour said she is never in of a night; I know she works nights.")
    assert check(marks, "must_not").passed and any("whose view" in r.says for r in marks.remarks)
    assert check(with_seen("Hannah is never in of a night."), "must_not").passed is False


@pytest.mark.parametrize(
    "name", ["bear", "Bear", "Gareth", "G", "Mr Tolley", "Hannah's brother", "Tolley, Gareth", "Garath", "uncle"]
)
def test_06_one_person_by_any_name(name):
    assert check(mark({**BASE, "who.3.name": name, "who.3.is": "uncle"}), "roster").points == 2


def test_07_one_surname_is_no_couple():
    marks = with_seen("Ms Tolley and Mr Tolley were both in the kitchen. Mr Tolley said he was her brother.")
    assert failed(marks) == set()


def test_08_a_feeling_under_an_owned_opinion_is_not_marked():
    assert failed(mark({**BASE, "think": BASE["think"] + " I think Jonah hates it."})) == set()


def test_09_any_order_and_other_words():
    marks = only_seen(
        "Jonah and I talked in his room. He told me the gap is where he says he put his hand, to keep it open."
    )
    assert check(marks, "words.hand_in_gap").passed is True


def test_10_a_part_that_is_missing_is_for_a_person():
    marks = only_seen(
        AROUND + "I talked to Jonah by himself in his room. He said that he trapped his finger in the gap."
    )
    assert check(marks, "words.hand_in_gap").passed is None


def test_11_paraphrase_and_attribution_are_two_questions():
    told = only_seen(
        AROUND + "I saw Jonah on his own. Jonah told me that he keeps hold of the handle until he quietens down again."
    )
    assert check(told, "words.holds_door").passed is True
    known = only_seen(
        AROUND
        + "There were toys about and the room is upstairs. Bear keeps hold of the handle until it quietens down again."
    )
    nobodys = check(known, "words.holds_door")  # whose it is may be plain to a reader: a person decides
    assert nobodys.passed is None and nobodys.person
    assert "not plain that it is Jonah’s" in nobodys.rationale and "Jonah told me" in nobodys.next_time


@pytest.mark.parametrize(
    "quotation",
    [
        "He [Bear] holds the door.",
        "[Bear] holds the door. He doesn't lock it",
        "He holds the door … it hasn't got a lock",
        "He holds the door [...] hasn’t got a lock.",
        "he holds the door",
    ],
)
def test_12_and_13_brackets_ellipses_and_spans_are_exact(quotation):
    for opened, closed in ("“”", '""'):
        marks = with_seen(
            f"Jonah and I were in his room for a quarter of an hour. Jonah said, {opened}{quotation}{closed}"
        )
        assert check(marks, "quotes_exact").passed is True, check(marks, "quotes_exact").rationale


def test_13_a_span_of_an_utterance_is_exact():
    marks = with_seen(
        "I knocked at the door of the house in the middle of the afternoon and Hannah said to me, 'it's only us three.'"
    )
    assert check(marks, "quotes_exact").passed is True


def test_14_the_profile_reads_the_date():
    american = tolley().model_copy(update={"date_order": "mdy"})
    assert check(mark({**BASE, "date": "06/05/2025"}), "header").passed is True
    assert check(mark({**BASE, "date": "05/06/2025"}), "header").passed is False
    assert check(mark({**BASE, "date": "05/06/2025"}, american), "header").passed is True
    assert check(mark({**BASE, "date": "06/05/2025"}, american), "header").passed is False


@pytest.mark.parametrize(
    "date",
    ["6 May 2025", "May 6, 2025", "6.5.25", "2025-05-06", "Tuesday 6th May 2025", "6 May", "the sixth of May 2025"],
)
def test_14_dates_as_people_write_them(date):
    assert check(mark({**BASE, "date": date}), "header").passed is True


def test_15_words_about_time_are_not_dates_that_contradict():
    assert failed(with_seen("Hannah said it was the Saturday before last, and Gareth said it was the Sunday.")) == set()


@pytest.mark.parametrize(
    "time",
    ["16:20", "4.20 pm", "4:20pm", "1620", "quarter past four", "about half past four", "twenty past four", "16.20"],
)
def test_16_rounding_is_honest(time):
    assert check(mark({**BASE, "from": time}), "header").passed is True


def test_16_but_twenty_minutes_are_not_rounding():
    assert check(mark({**BASE, "from": "4.00 pm"}), "header").passed is False
    assert check(with_seen("I arrived at 4.00."), "no_contradiction").passed is False
    assert check(with_seen("I arrived at 4.20 pm."), "no_contradiction").passed is True


def test_17_a_day_nobody_knows_is_invented():
    marks = with_seen("Gareth has slept on the settee since 14 February 2025.")
    assert check(marks, "no_contradiction").passed is False
    assert "February" in check(marks, "no_contradiction").in_case


def test_18_numbers_in_words_and_nearly():
    assert (
        failed(
            with_seen("Two kids, Edie, nearly three, and Jonah, aged seven. Gareth has the children on four nights.")
        )
        == set()
    )
    assert check(with_seen("Edie (4) was in the kitchen."), "no_contradiction").passed is False
    assert check(with_seen("Gareth has the children on three nights a week."), "no_contradiction").passed is False


def test_19_later_knowledge_that_says_so_is_fine():
    assert check(with_seen("Breakfast is at Maureen's, see voicemail of 7 May."), "must_not").passed is True
    assert check(with_seen("The children have breakfast at Maureen's."), "must_not").passed is False


@pytest.mark.parametrize("opening", ["Restricted:", "Not for disclosure.", "3rd party:", "restricted"])
def test_20_any_honest_opening_holds_back(opening):
    text = f"{opening} Somebody who does not want naming hears banging and calling at half eleven. Gareth plays football with Daniel on Tuesdays."
    marks = mark({**BASE, "restricted": "", "seen": BASE["seen"] + "\n\n" + text})
    assert check(marks, "third_party").passed is True and marks.safe == "yes"


def test_21_next_door_in_the_open_part_names_somebody():
    marks = mark({**BASE, "restricted": "", "seen": BASE["seen"] + "\n\nNext door hears banging and calling at night."})
    assert check(marks, "third_party").passed is False


def test_22_is_the_dictated_note_above():
    assert mark(five.DICTATED).points == 18


def test_23_exact_words_without_speakers_earn_nothing():
    words = " ".join(f"“{u.words}”" for u in tolley().key.utterances if u.speaker == "jonah")
    marks = mark({"record": "SC-204417", "seen": words})
    assert marks.score < 8
    assert (
        check(marks, "quotes_exact").passed is not True if any(c.id == "quotes_exact" for c in marks.checks) else True
    )


def test_24_what_the_case_never_imagined_is_not_wrong():
    marks = with_seen(
        "No other marks seen on his face or hands. There was a goldfish on the sill, and a neighbour's cat in the yard."
    )
    assert failed(marks) == set()


# -- one fault, one charge; the header; the roster ------------------------------------------------------------------------


def test_a_wrong_role_is_charged_on_the_roster_and_not_again():
    marks = mark({**BASE, "who.3.is": "father", "seen": BASE["seen"] + "\n\nTheir dad Gareth was at the cooker."})
    assert failed(marks) == {"roster"} and check(marks, "roster").points == 1


def test_a_wrong_relation_in_the_text_alone_is_a_contradiction():
    assert failed(with_seen("Their dad Gareth was at the cooker.")) == {"no_contradiction"}
    assert failed(with_seen("The note of 2023 has their dad Gareth, which is wrong.")) == set()


@pytest.mark.parametrize(
    ("row", "points"),
    [
        ({"who.3.name": "", "who.3.is": ""}, 1),
        ({"who.3.name": "", "who.3.is": "", "who.2.name": "", "who.2.is": ""}, 0),
        ({"who.3.is": ""}, 1),
        ({"who.3.is": "lodger"}, 1),
        ({"who.4.name": "Daniel Reeve", "who.4.is": "father"}, 0),
        ({"who.4.name": "Daniel Reeve", "who.4.is": "father, not there"}, 2),
        ({"who.4.name": "Barnaby Quill", "who.4.is": "friend"}, 0),
        ({"who.4.name": "Meera Sandhu", "who.4.is": "social worker"}, 2),
        ({"who.4.name": "me", "who.4.is": ""}, 2),
        ({"who.2.name": "Edie, asleep upstairs", "who.2.is": "little sister"}, 2),
        ({"who.0.name": "mum", "who.0.is": ""}, 2),
        ({"who.0.is": "mom"}, 2),
        ({"who.1.is": "son"}, 2),
        ({"who.1.name": "Jonah and Edie", "who.1.is": "children", "who.2.name": "", "who.2.is": ""}, 2),
        ({"who.3.name": "Gareth (Hannah's brother)", "who.3.is": ""}, 2),
    ],
)
def test_roster(row, points):
    found = check(mark({**BASE, **row}), "roster")
    assert found.points == points, found.rationale


def test_a_name_the_software_cannot_place_is_for_a_person():
    assert check(mark({**BASE, "who.4.name": "Gerald", "who.4.is": ""}), "roster").passed is not True


@pytest.mark.parametrize("where", ["14 Cask Row", "Cask Row", "home address", "at home", "QS4 7CK", "family home"])
def test_places_that_are_right(where):
    assert check(mark({**BASE, "where": where}), "header").passed is True


def test_another_address_is_wrong_and_an_unknown_word_is_not_marked():
    assert check(mark({**BASE, "where": "9 Hollin Bank"}), "header").passed is False
    assert check(mark({**BASE, "where": "16 Cask Row"}), "header").passed is False
    assert check(mark({**BASE, "where": "behind the rope works"}), "header").passed is None


def test_the_wrong_record_is_not_safe():
    marks = mark({**BASE, "record": "SC-204471"})
    assert marks.safe == "no" and marks.points == 8 and check(marks, "right_file").passed is False


def test_seen_alone_from_the_form_or_the_text():
    assert check(mark({**BASE, "alone": "no"}), "seen_alone").passed is False
    plain = {k: v for k, v in BASE.items() if k not in ("alone", "alone_where")}
    assert check(mark(plain), "seen_alone").passed is True  # “What Jonah told me, alone.”


def test_private_facts_do_not_belong():
    assert failed(with_seen("She has gynae problems.")) == {"must_not"}
    unfair = check(with_seen("Hannah was still not dressed."), "must_not")
    assert unfair.passed is None  # the note does say that she works nights: whether that is the reason is for a person
    assert failed(with_seen("Hannah was in her dressing gown. She had come off a night shift.")) == set()


def test_what_may_be_private_or_about_something_else_is_for_a_person(monkeypatch):
    monkeypatch.setattr(Sheet, "chance_at", lambda *_: 0.3)
    found = check(with_seen("She has gynae problems."), "must_not")
    assert found.passed is None and found.person and found.points == 0 and "gynae" in found.wrote


def test_part_of_what_they_said_in_quotation_marks_is_for_a_person():
    found = only_seen(AROUND + "He said he “put my hand in the gap”.", views="")
    ids = {c.id for c in found.checks if c.id.startswith("words.") and c.passed is None}
    assert "words.hand_in_gap" in ids


def test_a_dangerous_fact_in_the_open_is_not_safe():
    marks = with_seen("Gareth plays football with Daniel on Tuesdays.")
    assert marks.safe == "no" and marks.cap == 8


def test_a_protected_name_anywhere_outside_the_restricted_part():
    assert "third_party" in failed(with_seen("Mr Ferreira was watering a tub."))
    assert "third_party" in failed(
        mark({**BASE, "do.3.what": "Ring Mr Ferreira", "do.3.who": "me", "do.3.when": "7 May"})
    )


def test_the_cause_stays_open():
    assert failed(with_seen("The nail was caused by the car door.")) == {"cause_open"}
    assert failed(with_seen("It is not clear whether the nail was caused by either door.")) == set()
    assert failed(with_seen("Hannah said the finger was caused by the car door.")) == set()


def test_an_account_in_the_wrong_mouth():
    seen = BASE["seen"].replace("Gareth, alone with me, said", "Hannah, alone with me, said")
    marks = mark({**BASE, "seen": seen})
    assert "accounts.account_door" in failed(marks) and "quotes_exact" in failed(marks) and marks.safe == "no"


def test_held_is_not_locked():
    said = "Bear locks him in his room at night."
    alone = {**BASE, "seen": AROUND + said}  # nowhere in the note is it right
    assert check(mark(alone), "no_contradiction").passed is False
    both = check(with_seen(said), "no_contradiction")  # right in one place and turned in another: never passed
    assert both.passed is None and both.person and both.wrote == said


@pytest.mark.parametrize(
    ("rows", "passed"),
    [
        ([("Visit again", "Me", "")], False),
        ([("Visit again", "", "9 May")], False),
        ([("Will monitor", "me", "9 May")], False),
        ([("Visit again", "Me", "asap")], False),
        ([("Visit again", "Me", "Friday")], True),
        ([("Visit again", "Me", "by 9 May"), ("Ring school", "", "")], True),
        ([("Ring school", "SW", "tomorrow")], True),
        ([("Ring school", "SW", "after the strategy meeting")], True),
    ],
)
def test_actions(rows, passed):
    form = {k: v for k, v in BASE.items() if not k.startswith("do.")}
    for n, row in enumerate(rows, 1):
        form |= {f"do.{n}.{part}": value for part, value in zip(("what", "who", "when"), row, strict=True)}
    assert check(mark(form), "actions").passed is passed


def by_video() -> Case:
    """The same family, met on a screen that showed the front room."""
    case = tolley()
    event = case.event("visit").model_copy(update={"held": "video", "kind": "video_call"})
    view = CameraView(
        event="visit", start=event.start, end=event.end, showed="the settee in the front room and the window"
    )
    return case.model_copy(
        update={
            "events": tuple(event if e.id == "visit" else e for e in case.events),
            "note": case.note.model_copy(update={"kind": "Video call"}),
            "truth": case.key.model_copy(update={"camera": (view,)}),
        }
    )


@pytest.mark.parametrize(
    ("text", "passed"),
    [
        ("The kitchen was clean and there was plenty of food in the fridge.", False),
        ("It smelled of onions.", False),
        ("I saw the bathroom.", False),
        ("I could see the settee in the front room.", True),
        ("I did not see the kitchen or the fridge.", True),
        ("Hannah told me that the kitchen was clean.", True),
        ("On camera the kitchen was only a doorway.", True),
        ("“The kitchen was clean,” said Hannah.", True),
    ],
)
def test_a_camera_shows_what_it_shows(text, passed):
    told = "We spoke by video because the car was in for repair, all of us together."
    views = "“I want Mum to work in the daytime,” Jonah said. He put his own hand in the gap so that the door would not shut. Hannah told me it was the car door. "
    views += "Gareth said that it was the bedroom door, on the Sunday. Gareth has been on the settee since February."
    marks = mark({**HEADER, "seen": f"{told} {views} {text}"}, by_video())
    assert check(marks, "no_contradiction").passed is passed, check(marks, "no_contradiction").rationale
    # the same words about a visit contradict nothing
    assert check(with_seen(text), "no_contradiction").passed is True


# -- gaming ---------------------------------------------------------------------------------------------------------------


def test_a_list_of_keywords_does_not_pay():
    words = "Gareth, Bear, settee, February, door, hold, handle, stop shouting, quiet, hand, gap, shut, wants, Mum, work, daytime, nail, dark, lock, no, Edie, arms, step, housing, only us three, car door, bedroom door, Sunday, pull, Jonah, Hannah, banging, calling"
    marks = only_seen(words)
    assert marks.score <= 8 and not any(
        c.passed for c in marks.checks if c.id.startswith(("words", "accounts", "the_rest"))
    )


def test_the_scene_pasted_does_not_pay():
    marks = only_seen("\n\n".join(m.text for m in tolley().scene))
    assert marks.score <= 8 and not check(marks, "must_not").passed and not check(marks, "the_rest").passed
    assert "copied" in marks.headline


def test_a_terse_note_is_not_taken_for_a_list_of_words():
    text = (
        "Nail dark, right middle, bends it. No lock, no bolt on his door. Edie, arms up, Gareth lifts her. J alone, his room, says Bear holds door, "
        "stops when J stops shouting. Says hand in gap, his own hand, so it wouldn't shut. Wants Mum, work, daytime. Hannah says car door. Gareth says bedroom door, "
        "Sunday 27th, pulled it to."
    )
    marks = only_seen(text)
    assert "words" not in marks.headline
    assert (
        check(marks, "words.holds_door").passed
        and check(marks, "words.wants_daytime").passed
        and check(marks, "accounts.account_car").passed
    )


def test_a_note_that_keeps_the_scenes_words_in_its_own_voice_counts():
    text = "I was in his room. It has no lock or bolt on either side, and by the handle the paint has worn off the frame. The bottom half of the middle nail was dark."
    sheet = Sheet(SPEC, tolley(), read({**HEADER, "seen": text}))
    assert sheet.copied > 0.5 and not sheet.pasted


def test_an_empty_note_with_a_perfect_header_does_not_pay():
    marks = mark(HEADER)
    assert marks.score <= 6
    assert len(marks.mend) <= 8


def test_one_sentence_does_not_pay():
    assert (
        only_seen("I visited Jonah at home and he was fine and there was nothing else to say about it today.").score < 9
    )


def test_an_empty_form():
    marks = mark({})
    assert (marks.points, marks.score, marks.answered, marks.out_of) == (0, 0, False, 20)


# -- the contract ---------------------------------------------------------------------------------------------------------


def test_samples_are_marked_as_they_say():
    for kind in ("correct", "incorrect"):
        wanted = note.sample(SPEC, tolley(), kind)
        marks = mark(wanted.raw)
        assert marks.score == wanted.score and failed(marks) == set(wanted.fails)
    wanted = note.sample(SPEC, tolley(), "invalid")
    with pytest.raises(FormatProblem) as problem:
        read(wanted.raw)
    assert problem.value.name == wanted.problem


@pytest.mark.parametrize("points", [20, 16, 10, 7, 100])
def test_points_always_add_up(points):
    spec = SPEC.model_copy(update={"points": points})
    for form in (five.EXCELLENT, five.NOVICE, HEADER, {}):
        assert mark(form, spec=spec).out_of == points
    case = tolley()
    bare = case.model_copy(
        update={
            "note": case.note.model_copy(update={"see_alone": "", "settle": ()}),
            "truth": case.key.model_copy(update={"facts": tuple(f for f in case.key.facts if f.record == "may")}),
        }
    )
    assert mark(five.EXCELLENT, bare, spec).out_of == points


def test_the_sheet_has_twenty_points():
    assert sum(SHEETS["scene"].values()) == 20
    assert (
        apportion(20, [1, 1, 1]) == [6.75, 6.75, 6.5]
        and sum(share(3, 7)) == 3
        and share(3, 3) == [1, 1, 1]
        and share(2, 4) == [0.5] * 4
    )


def test_every_failed_check_says_what_to_do_and_why():
    for form in (five.DECENT, five.NOVICE, five.FLUENT, HEADER, {}):
        for c in mark(form).mend:
            assert c.next_time and c.matters and c.rationale and c.links and c.title, c.id
            assert "  " not in c.title + c.rationale + c.in_case and "!" not in c.title + c.next_time


def test_marking_is_pure():
    assert mark(five.NOVICE) == mark(five.NOVICE)
    sheet = Sheet(SPEC, tolley(), read(five.NOVICE))
    assert sheet.points["words"] == 3


def test_a_case_without_a_contact_is_refused():
    with pytest.raises(ValueError, match="no contact"):
        note.mark(SPEC, tolley().model_copy(update={"note": None}), read(HEADER))


TOKENS = st.sampled_from(
    ["Jonah", "Bear", "said", "told me", "“", "”", '"', "'", "‘", "’", "…", "[", "]", "...", ".", ":", ",", "\n", "no", "lock", "door", "14 February", "06/05/2025",
     "31/02/2025", "(7)", "4.20", "25:99", "he", "“He holds the door", "I saw", "alone", "restricted", "three nights", "twenty", "-", "seven", "é", "😀", "\u202e", "0" * 30, "½", "²"]
)  # fmt: skip
TEXTS = st.one_of(
    st.text(max_size=300), st.lists(TOKENS, max_size=60).map(" ".join), st.lists(TOKENS, max_size=60).map("".join)
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.fixed_dictionaries(
        {},
        optional=dict.fromkeys(
            (
                "record",
                "kind",
                "date",
                "from",
                "to",
                "where",
                "alone_where",
                "why",
                "seen",
                "restricted",
                "think",
                "who.0.name",
                "who.0.is",
                "do.0.what",
                "do.0.who",
                "do.0.when",
            ),
            TEXTS,
        ),
    )
)
def test_no_text_breaks_the_marker(form):
    marks = mark(form)
    assert marks.out_of == 20 and 0 <= marks.score <= 20 and 0 <= marks.points <= 20


def test_long_text_is_marked_in_time():
    rng = random.Random(1)
    words = [w for m in tolley().scene for w in m.text.split()]
    for text in (
        "Jonah said “" * 1600,
        " ".join(rng.choice(words) for _ in range(3300)),
        "a" * 20_000,
        '"' * 20_000,
        "he " * 6000,
        "[…" * 9000,
        "'a " * 6000,
    ):
        start = time.process_time()
        mark({**HEADER, "seen": text[:20_000]})
        assert time.process_time() - start < 3, text[:20]
