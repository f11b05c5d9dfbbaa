"""Whose account it is: claims in reported speech, held against what each person said."""

from __future__ import annotations

import pytest

from grading.note_checks.quoted import quotations
from grading.note_checks.safe import safe
from grading.note_checks.sheet import Sheet
from grading.note_checks.told import judge
from grading.reading.accounts import BACKS, agreed, swapped
from grading.reading.facts import Reader
from grading.reading.names import names_of
from grading.reading.sentences import Note
from grading.reading.speech import Speech
from simulator.cases import make_case
from simulator.cases.model import Case, Fact
from simulator.exercises import module, note
from tests.accuracy.tellings import read_one


def family() -> Case:
    """Lioara (mother) tells of an apple at the club, Alanalp (uncle) of the kitchen door; Sorin (child) of neither."""
    return make_case("school_worry", "england", 42)


def read(text: str) -> Reader:
    case = family()
    names = names_of(case)
    return Reader(case, Note([("seen", text)], names.is_name), names)


def told() -> list[Fact]:
    """The two accounts of the tooth."""
    return [f for f in family().key.facts if f.id in ("too_a", "too_b")]


def taken(text: str) -> set[str]:
    return set(swapped(read(text), [f for f in family().key.facts if f.record == "must"]))


@pytest.mark.parametrize(
    "text",
    [
        "Lioara explained that Sorin had asked and asked, so the tooth was tied on and the kitchen door was shut on Wednesday.",
        "Lioara told me the tooth had been tied to the kitchen door because Sorin asked, and the door shut.",
    ],
)
def test_an_account_in_somebody_elses_mouth(text: str) -> None:
    assert taken(text) == {"too_b"}


@pytest.mark.parametrize(
    "text",
    [
        "Alanalp explained that Sorin had asked and asked, so the tooth was tied on and the kitchen door was shut on Wednesday.",
        "Lioara was told it was in an apple at the after-school club, on Wednesday.",
        "Lioara said that Alanalp told her nothing of it. Alanalp said it was the kitchen door, Wednesday, since Sorin asked and asked.",
        "Lioara knows nothing of a kitchen door.",
        "Sorin asked and asked, so the tooth was tied on and the kitchen door was shut.",
    ],
)
def test_an_account_that_is_theirs_or_nobodys(text: str) -> None:
    assert taken(text) == set()


@pytest.mark.parametrize(
    "text",
    [
        "Alanalp gave the same account.",
        "Lioara separately confirmed this explanation.",
        "The accounts are consistent.",
        "Both adults gave a consistent explanation.",
        "On the basis of the consistent accounts I have no concern.",
        "Alanalp corroborated Lioara’s account of how it came out.",
        "Lioara spoke of an apple, which corroborates the uncle’s account.",
        "The accounts given by Ms. Popescu and her brother are the same.",
        "All parties provided a consistent explanation.",
    ],
)
def test_accounts_made_to_agree(text: str) -> None:
    reader = read(text)
    wrote, kind = agreed(reader, told(), reader.note.sentences[0])
    assert wrote and wrote in text
    assert kind == "agree"


@pytest.mark.parametrize(
    "text",
    [
        "Lioara gave an account consistent with that provided by Alanalp.",
        "Alanalp’s account is consistent with that of Lioara.",
        "Lioara and Alanalp were in agreement about the tooth.",
    ],
)
def test_accounts_that_are_said_to_go_together(text: str) -> None:
    """A contradiction, and not one that makes a note unsafe: “consistent with” claims less than “the same”."""
    reader = read(text)
    wrote, kind = agreed(reader, told(), reader.note.sentences[0])
    assert wrote and wrote in text
    assert kind == "alike"


@pytest.mark.parametrize(
    "text",
    [
        "Alanalp did not give the same account.",
        "The accounts are not consistent.",
        "The two explanations are the same except for the place.",
        "Alanalp gave his account in the hall.",
        "Alanalp shared his story of the army.",
        "Sorin accepted that explanation of why I had come.",
        "I do not know whether the accounts are consistent.",
        "Both adults were kind.",
        "The calendar in the kitchen supports Alanalp’s account of the day.",
        "The two accounts share the same day and nothing else.",
        "Lioara and Alanalp were in agreement that the tooth will be looked at by a dentist.",
        "Lioara’s account is not consistent with that of Alanalp.",
    ],
)
def test_accounts_left_as_they_are(text: str) -> None:
    reader = read(text)
    assert agreed(reader, told(), reader.note.sentences[0]) == ("", "")


def test_one_account_alone_cannot_disagree() -> None:
    reader = read("Alanalp gave the same account.")
    assert BACKS.search(reader.note.sentences[0].text)
    assert agreed(reader, told()[1:], reader.note.sentences[0]) == ("", "")


def sheet(seen: str) -> Sheet:
    spec = module("recording").exercise("visit_note")
    assert isinstance(spec, note.Spec)
    case = family()
    before = "I visited the family at home and sat in the kitchen with all of them for most of an hour and a quarter. "
    before += "Sorin spoke to me alone on the stairs. He said “Not me. Just the tooth, with the green thread.” I asked nothing more about it then.\n\n"
    return Sheet(spec, case, note.parse(spec, case, {"record": case.file_no, "seen": before + seen}))


@pytest.mark.parametrize(
    ("text", "flag"),
    [
        (
            "Lioara explained that Sorin had asked and asked, so the tooth was tied on and the kitchen door was shut.",
            "no",
        ),
        ("Lioara spoke of an apple at the club. Alanalp confirmed this account.", "no"),
        ("Lioara spoke of an apple at the club. Alanalp told me of the kitchen door.", "yes"),
    ],
)
def test_what_is_not_safe_to_file(text: str, flag: str) -> None:
    assert safe(sheet(text), [])[0] == flag


def test_the_fact_itself_is_another_persons() -> None:
    read = sheet(
        "Lioara explained that Sorin had asked and asked, so the tooth was tied on and the kitchen door was shut."
    )
    fact = next(f for f in read.accounts if f.id == "too_b")
    assert judge(read, fact, attributed=True)[0] == "another"


@pytest.mark.parametrize(
    ("text", "clear"),
    [
        ("Lioara: “Wednesday, in an apple, at the after-school club.”", True),
        ("He would go with Alanalp: “Wednesday, in an apple, at the after-school club.”", False),
        ("She said Alanalp had told her too, and “Wednesday, in an apple, at the after-school club.”", False),
    ],
)
def test_a_colon_and_an_and_name_nobody_by_themselves(text: str, clear: bool) -> None:
    case = family()
    names = names_of(case)
    written = Note([("seen", text)], names.is_name)
    sentence = written.sentences[0]
    assert bool(Speech(written, names).speaker(sentence, sentence.spans[0])[0]) is clear


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("You also said Alanalp's gravy was the best.", "child"),  # a note that is written to Sorin
        ("I saw Sorin. With his mum standing by, he told me that he had been brave.", "child"),
    ],
)
def test_who_tells(text: str, who: str) -> None:
    case = family()
    names = names_of(case)
    written = Note([("seen", text)], names.is_name)
    told = Speech(written, names).tellings(written.sentences[-1])
    assert any(who in t.ids for t in told) and not any(t.ids == frozenset(["mother"]) for t in told)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Alanalp said: “Wednesday, in an apple, at the after-school club.”", "wrong speaker"),
        ("In the hall Alanalp told me “Wednesday, in an apple, at the after-school club.”", "wrong speaker"),
        ("Lioara said: “Wednesday, in an apple, at the after-school club.”", "exact"),
        ("To her it was what Alanalp said: “Wednesday, in an apple, at the after-school club.”", "unknown"),
    ],
)
def test_nobody_is_charged_on_a_name_further_in(text: str, kind: str) -> None:
    assert [q.kind for q in quotations(sheet(text))][-1] == kind


@pytest.mark.parametrize(
    ("family", "fact", "text"),
    [
        # the other account of the same thing is no turned account: “before, not after”
        ("family_time wales 6005", "ache_b", "the sister reckons its before not after, it's the wednesday breakfasts that go untouched"),
        ("family_time wales 6005", "ache_a", "Lesley is clear that it's after, every single time she has seen her mum."),
        ("family_time us_washington 6010", "bus_a", "“I’d have seen,” said Guirong; she watched the door and nobody was at it."),
        # as near to what the teller told
        ("newly_arrived england 6018", "cli_c1", "Helen says she did the numbers with her fingers and said them right, three and then two."),
        # an interpreter's words are another's
        ("newly_arrived england 6012", "six_acc_p", "Brian's words for Ieremia were “no adult. That is not a room, that is a goodbye. So I said no.”"),
        # a quotation in a quotation
        ("school_worry wales 6011", "tap_held", "Megan: held own arm. Julian just said “one more song” x2."),
    ],
)  # fmt: skip
def test_an_honest_telling_is_not_held_against_anybody(family: str, fact: str, text: str) -> None:
    scenario, jurisdiction, seed = family.split()
    assert not read_one(family, make_case(scenario, jurisdiction, int(seed)), fact, "kept", text).blamed


def test_a_name_between_does_not_make_it_the_persons_own() -> None:
    """“Rodrigo said Nelly was given that key”: a person reads whose account that is."""
    case = make_case("signing_parent", "england", 6003)
    told = "Clifford said Amie does the voice on calls and that they ask her whether there is an adult."
    assert read_one("", case, "c_bank", "another", told).state == "unsure"
    own = "Amie said she does the voice on calls and that they ask her whether there is an adult and for a password."
    assert read_one("", case, "c_bank", "kept", own).state == "passed"


def test_whose_a_noun_of_telling_is() -> None:
    """“by his account” is his, whoever stands between."""
    case = family()
    names = names_of(case)
    note_ = Note([("seen", "Lioara was with Alanalp, who by his account tied the tooth to the door.")], names.is_name)
    (telling,) = [t for t in Speech(note_, names).tellings(note_.sentences[0]) if note_.words[t.at].text == "account"]
    assert "uncle" in telling.ids and not telling.clear
