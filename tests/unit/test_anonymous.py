"""Names, addresses and numbers of those in the room are taken out of a text; what is the case's stays."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.cases import CaseRef
from simulator.workshop.anonymous import Anonymous, fold
from simulator.workshop.two_answers import case_words
from tests.unit.rooms import FAMILY, NAMES

WORDS = case_words("recording", "first_draft", FAMILY)
PEOPLE = FAMILY.make().for_learner().people


def without(text: str, *names: str) -> str:
    return Anonymous(names, WORDS)(text)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Heron", "HERON and heron and Heron, hErOn."),
        ("Heron", "Heron's note, Heron’s note, herons note, Herons’ note, HERON'S"),
        ("Heron", "heron_, _Heron_, @heron, #Heron, heron22, (heron), “Heron”, *Heron*, Heron/me, signed-Heron"),
        ("Heron", "H e r o n and H.e.r.o.n. and h-e-r-o-n and h_e_r_o_n"),
        ("Heron", "He\u200bron He\u00adron \u202eHeron\u202c \uff28eron He\u0301ron"),
        ("Heron Blake", "Heron, Blake, Heron Blake, Blake, Heron; heronblake; heron.blake; HERON  BLAKE; Heron-Blake"),
        ("Heron Blake", "Mr Blake told Blake’s sister, H. Blake, H Blake, H.B., H. B., HB"),
        ("Zoë Ångström", "Zoe Angstrom, ZOË ÅNGSTRÖM, Zoe\u0308"),
        ("Zoe", "Zoë said so"),
        ("Mary-Jane O'Neill", "Mary, Jane, Mary-Jane, MaryJane, O’Neill, O'Neill's, ONeill, oneill"),
        ("Gil and Kestrel", "Gil sat with Kestrel. GIL!"),
        ("Jo", "Jo, jo and JO’s; Jo."),
        ("Gil & Bo", "Bo said so"),
        ("xX_Kestrel_Xx", "kestrel, xX_Kestrel_Xx"),
        ("Will", "Ask Will about it. Will said no. WILL’s note, will's"),
        ("Mark", "Mark saw it. It was Mark, and mark’s turn"),
        ("May", "May said so. I asked May."),
        ("李雷", "李雷说他在。"),
        ("Мария", "мария и МАРИЯ"),
        ("Anna\tLena", "anna lena"),
        ("Kestrel (they)", "Kestrel"),
        ("kestrel2", "kestrel2 wrote it"),
        ("🦊 Lark 🦊", "Lark"),
        ("Claire Smythe", "Claire Smythe was there, and Smythe"),
    ],
)
def test_a_name_is_found_however_it_is_written(name: str, text: str) -> None:
    said = fold(without(text, name))
    for part in re.findall(r"[^\W\d_]{2,}", fold(name)):
        if part not in ("and", "claire", "they", "xx"):
            alone = rf"(?<![^\W\d_]){re.escape(part)}(?![^\W\d_])"
            assert not re.search(alone, said), (part, said)
    assert "a colleague" in said


def test_the_names_of_everybody_are_taken_out() -> None:
    text = "Amber and Bilal asked Cas’s sister, DEE. ewan, Fern; Gil: Heron! Ines? Jo. Kestrel/Lark"
    said = without(text, *NAMES)
    assert not any(n.lower() in said.lower() for n in NAMES)
    assert said.startswith("A colleague and a colleague asked a colleague’s sister, a colleague. A colleague")


def test_what_is_the_cases_stays() -> None:
    child = PEOPLE[0]
    text = (
        f"{child.full} told me on 20 March 2025, 15:55 to 17:20, at 86 Linnet Way (QS3 9CK), file SM-641 677. "
        f"{PEOPLE[2].first}’s number is {PEOPLE[2].phone}. A mark on the arm. I will ask. So did I. The GP and the HV agree."
    )
    assert without(text, "Will", "Mark", "Ian", child.first, child.first.upper(), "Gp") == text
    assert without("a\n\tb\r\nc", "Heron") == "a\n\tb\nc"


@pytest.mark.parametrize(
    "text", ["I will go, and may ask.", "Will you come? May I?", "On 12 May 2025; in May 2025.", "A mark on it."]
)
def test_an_everyday_word_is_not_a_name(text: str) -> None:
    assert without(text, "Will", "May", "Mark", "The", "A", "I", "And") == text


def test_a_name_within_a_word_is_none() -> None:
    text = "Theron and a heronry, amberly, Casper the cashier, Gillian, a deed, Doe"
    assert without(text, "Heron", "Amber", "Cas", "Gil", "Dee", "Do") == text


@pytest.mark.parametrize(
    "text",
    [
        "heron@gmail.com",
        "Heron.Blake+x@post.school.org.uk",
        "heron [at] school [dot] org",
        "heron(at)school.org",
        "heron at gmail dot com",
        "heron @ gmail.com",
        "x_9@x.io",
    ],
)
def test_an_email_address_that_is_not_the_cases(text: str) -> None:
    said = without(f"Write to {text}, please", "Quinn")
    assert said in ("Write to an email address, please",)


def test_the_cases_email_addresses_stay() -> None:
    address = next(a for a in sorted(WORDS.addresses) if "." in a)
    assert without(f"Write to {address} now", "Quinn") == f"Write to {address} now"


@pytest.mark.parametrize(
    "number",
    [
        "07912 345678",
        "+44 7912 345678",
        "(0161) 496 0000",
        "0161-496-0000",
        "07912345678",
        "07912.345.678",
        "0044 7912 345 678",
        "１２３４５６７８９０",
    ],
)
def test_a_telephone_number_that_is_not_the_cases(number: str) -> None:
    assert without(f"Ring me on {number}.", "Quinn") == "Ring me on a telephone number."


@pytest.mark.parametrize("how", ["{}", "+44 {0}", "0044{0}", "+44 (0) {0}"])
def test_the_cases_numbers_stay_in_every_form(how: str) -> None:
    phone = next(p.phone for p in PEOPLE if p.phone)
    text = f"Ring {how.format(phone if how == '{}' else phone.lstrip('0'))} after four"
    assert without(text, "Quinn") == text


@pytest.mark.parametrize(
    "text",
    ["20/03/2025 16:32", "2025-03-20", "15:55-17:20", "2019-2024", "3.4.2025", "16.32", "1,200 pounds", "SM-641 677"],
)
def test_days_times_and_sums_are_nobodys_number(text: str) -> None:
    assert without(f"On {text} it was.", "Quinn") == f"On {text} it was."


def test_initials() -> None:
    said = without("W. was there; Z. too. Z.Q. agreed, ZQ signed.", "Wren Dodd", "Zita Quill")
    assert said == "A colleague was there; a colleague too. A colleague agreed, a colleague signed."
    assert without("A. One\nB. Two", "Ann", "Bo") == "A. One\nB. Two"
    assert without("C. said so", "Cas") == "C. said so"  # Claire’s initial, as in a notebook


def test_names_that_are_patterns_or_nothing() -> None:
    for name in (".*", "[a-z]+", "(", "\\", "", " ", "...", "7", "_", "a|b", "\x00"):
        assert without("Nothing of it: (x|y)+ here.", name) == "Nothing of it: (x|y)+ here.", name
    assert without("Ask about the address.", "address", "Heron") == "Ask about the a colleague."
    assert "\ue000" not in without("\ue000 private \ue001", "Heron")


@settings(max_examples=150, deadline=None)
@given(
    st.text(max_size=300), st.sampled_from(NAMES), st.sampled_from(["{}", "{}’s", "({})", "{}!", "@{}", "{}\n", "“{}”"])
)
def test_no_text_hides_a_name(text: str, name: str, how: str) -> None:
    said = without(f"{text} {how.format(name)} {text}", *NAMES)
    assert not re.search(rf"(?<![^\W\d_]){name}(?![^\W\d_])", said)


def test_another_family_has_other_names() -> None:
    words = case_words(
        "recording", "first_draft", CaseRef(scenario="school_worry", jurisdiction="us_washington", seed=12)
    )
    assert PEOPLE[0].first not in Anonymous([PEOPLE[0].first], words)(f"{PEOPLE[0].first} was there")
    assert PEOPLE[0].first in without(f"{PEOPLE[0].first} was there", PEOPLE[0].first)
