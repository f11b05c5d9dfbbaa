"""Dates, times, ages and counts."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grading.reading.actions import concrete, dated, owned
from grading.reading.ages import age_beside, age_fits
from grading.reading.dates import clock, dates, relative
from grading.reading.quantities import quantities

NEAR = date(2025, 5, 6)


@pytest.mark.parametrize(
    ("text", "order", "day"),
    [
        ("06/05/2025", "dmy", date(2025, 5, 6)),
        ("06/05/2025", "mdy", date(2025, 6, 5)),
        ("05/06/25", "dmy", date(2025, 6, 5)),
        ("6.5.25", "dmy", date(2025, 5, 6)),
        ("6-5-2025", "dmy", date(2025, 5, 6)),
        ("2025-05-06", "mdy", date(2025, 5, 6)),
        ("Tues 6 May", "dmy", date(2025, 5, 6)),
        ("May 6th, 2025", "mdy", date(2025, 5, 6)),
        ("6th of May", "dmy", date(2025, 5, 6)),
        ("the twenty-seventh of April", "dmy", date(2025, 4, 27)),
        ("28 December", "dmy", date(2024, 12, 28)),
        ("31/02/2025", "dmy", None),
        ("05/13/2025", "dmy", None),
        ("6/5", "dmy", date(2025, 5, 6)),
    ],
)
def test_dates(text, order, day):
    found = dates(text, order, NEAR)
    assert len(found) == 1 and found[0].day == day


@pytest.mark.parametrize(
    "text",
    [
        "4.20 pm",
        "16:20",
        "page 3",
        "may 6 of them come",
        "February",
        "in May",
        "ring 01632 960204",
        "1/2/3/4",
        "half of May",
    ],
)
def test_what_is_no_date(text):
    assert dates(text, "dmy", NEAR) == []


def test_a_date_in_the_other_order_is_known_as_such():
    assert dates("05/13/2025", "dmy", NEAR)[0].swapped and not dates("31/02/2025", "dmy", NEAR)[0].swapped


@pytest.mark.parametrize(
    ("text", "minute"),
    [
        ("16:20", 980), ("4.20 pm", 980), ("4:20pm", 980), ("1620", 980), ("1620hrs", 980), ("16.20", 980), ("quarter past four", 975), ("half past 4", 990), ("half four", 990),
        ("twenty past four", 980), ("20 past 4", 980), ("ten to six", 1070), ("five o'clock", 1020), ("4pm", 960), ("noon", 720), ("9 am", 540), ("four twenty", 980), ("at about 4.15 pm", 975),
    ],
)  # fmt: skip
def test_times(text, minute):
    found = clock(text)
    assert found is not None and found.off(minute) == 0


@pytest.mark.parametrize("text", ["", "tea time", "06/05/2025", "later", "25:99", "01632 960204"])
def test_what_is_no_time(text):
    assert clock(text) is None


def test_rounding_is_honest_within_five_minutes_and_ten_when_about():
    assert clock("4.15 pm").fits(980) and not clock("4.10 pm").fits(980)
    assert clock("about 4.10 pm").fits(980) and not clock("about 4.05 pm").fits(980)


def test_relative_days():
    assert relative("tomorrow", NEAR) == date(2025, 5, 7) and relative("by Friday", NEAR) == date(2025, 5, 9)
    assert relative("whenever", NEAR) is None


@pytest.mark.parametrize(
    ("text", "years", "loose"),
    [
        ("Jonah (7)", 7, False), ("Jonah, aged 7,", 7, False), ("Jonah is seven years old", 7, False), ("Jonah, 7, was in", 7, False), ("Jonah (aged seven)", 7, False),
        ("Jonah, who is 7 years old", 7, False), ("Jonah (nearly 8)", None, None), ("Jonah has 7 books", None, None), ("Jonah (7.5.25)", None, None),
    ],
)  # fmt: skip
def test_ages_beside_a_name(text, years, loose):
    age = age_beside(text, 0, 5)
    assert (age is None) if years is None else (age.years == years and age.loose == loose)


def test_seven_year_old_before_the_name():
    text = "the seven-year-old Jonah"
    assert age_beside(text, text.index("Jonah"), len(text)).years == 7


def test_nearly_three_is_true_at_two_and_seven_months():
    from grading.reading.ages import Age

    born = date(2022, 10, 4)
    assert age_fits(Age(3, "", True), born, None, NEAR) and not age_fits(Age(3, "", False), born, None, NEAR)
    assert age_fits(Age(2, "", False), born, None, NEAR) and age_fits(Age(9, "", False), None, None, NEAR)


def test_actions():
    from notes_fixture import tolley

    case = tolley()
    assert all(
        dated(t, case, NEAR)
        for t in ("7 May", "tomorrow", "by 6.30 pm", "within 2 days", "Friday", "tonight", "end of the week")
    )
    assert not any(dated(t, case, NEAR) for t in ("", "asap", "ongoing", "soon", "when possible"))
    assert dated("after the meeting", case, NEAR) is None
    assert owned("me") and not owned("TBC") and concrete("Ring school") and not concrete("will monitor")


@given(st.text(max_size=80))
def test_no_text_breaks_the_reading_of_dates(text):
    dates(text, "dmy", NEAR)
    dates(text, "mdy", NEAR)
    clock(text)
    quantities(text)
    age_beside(text, 0, min(3, len(text)))
