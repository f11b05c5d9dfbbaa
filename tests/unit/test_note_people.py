"""The note marker on who somebody is, who did it, and how many: slips found in notes that people wrote."""

from __future__ import annotations

import pytest
from notes_fixture import GOOD, HEADER, SPEC, read, tolley

from grading import note
from grading.marks import Check
from grading.note_checks.contact import header
from grading.note_checks.kept import must_not, third_party
from grading.note_checks.roster import roster as roster_row
from grading.note_checks.sheet import Sheet
from grading.reading.contradictions import contradictions
from grading.reading.facts import Reader
from grading.reading.names import names_of
from grading.reading.owner import owner
from grading.reading.quantities import known, quantities
from grading.reading.sentences import Note
from simulator.cases import make_case
from simulator.cases.dates import write_time
from simulator.cases.model import Case
from simulator.exercises import note as note_form
from tests.accuracy.collection import visit_note

BASE = {**HEADER, **dict(GOOD)}
ROW = next(k for k, v in HEADER.items() if k.startswith("who.") and "Gareth" in str(v)).replace(".name", ".is")


def check(id: str, **more: str) -> Check:
    marks = note.mark(SPEC, tolley(), read({**BASE, **more}, None))
    return next(c for c in marks.checks if c.id == id)


@pytest.mark.parametrize(
    "role", ["mum's brother", "mums brother", "Hannah's brother", "uncle", "her brother", "maternal uncle"]
)
def test_a_brother_on_the_right_side_is_right(role: str) -> None:
    assert check("roster", **{ROW: role}).passed


@pytest.mark.parametrize(
    "role", ["dad's brother", "Daniel's brother", "paternal uncle", "mum's boyfriend", "Hannah's partner"]
)
def test_the_wrong_side_or_a_couple_that_is_none_is_wrong(role: str) -> None:
    assert check("roster", **{ROW: role}).passed is False


def roster(case: Case, role: dict[str, str], **changed: str) -> Check:
    """The row of the sheet for a note in which everybody stands with their own role, but for those in ``role``."""
    spec = visit_note()
    there = {p.person for p in case.key.presence if p.event == case.note.event and p.person != case.worker}  # type: ignore[union-attr]
    people = [p for p in case.everybody() if p.id in there]
    form = {f"who.{n}.name": p.full for n, p in enumerate(people, 1)}
    form |= {f"who.{n}.is": role.get(p.id, p.is_) for n, p in enumerate(people, 1)}
    sheet = Sheet(
        spec,
        case,
        note_form.parse(spec, case, {**form, **changed, "seen": "I went to see them as agreed and wrote this."}),
    )
    return roster_row(sheet)


@pytest.mark.parametrize("role", ["grandfather", "dad's dad", "father's father", "grandad", "paternal grandfather"])
def test_a_grandparent_on_the_right_side(role: str) -> None:
    assert roster(make_case("night_texts", "england", 935), {"grandad": role}).passed


@pytest.mark.parametrize("role", ["mum's dad", "grandfather (mums dad)", "maternal grandfather"])
def test_a_grandparent_on_the_wrong_side(role: str) -> None:
    assert roster(make_case("night_texts", "england", 935), {"grandad": role}).passed is False


def test_half_is_not_step() -> None:
    case = make_case("school_worry", "wales", 932)
    assert roster(case, {"uncle": "mum's half-brother"}).passed
    assert roster(case, {"uncle": "mum's brother"}).passed
    assert roster(case, {"uncle": "mum's step-brother"}).passed is False


def test_a_twin_is_neither_older_nor_younger() -> None:
    case = make_case("signing_parent", "wales", 971)
    assert roster(case, {"twin": "brother"}).passed
    assert roster(case, {"twin": "younger brother"}).passed is False


def test_an_uncle_is_no_brother_of_the_child() -> None:
    case = make_case("school_worry", "england", 982)
    assert roster(case, {"uncle": "Nicole's half-brother"}).passed
    assert roster(case, {"uncle": "Anna's half brother"}).passed is False


def opinion(where: str, text: str) -> bool | None:
    """Whether “not engaging”, the view of a form, is held against a note."""
    case, spec = make_case("newly_arrived", "england", 969), visit_note()
    return must_not(
        Sheet(spec, case, note_form.parse(spec, case, {"seen": "I sat with them as agreed for an hour.", where: text}))
    )[0].passed


@pytest.mark.parametrize(
    ("text", "passed"),
    [
        ("The family is not engaging.", False),
        ("“Not engaging” does not fit what I found.", True),
        ("The not engaging thing isn't right, they did answer.", True),
        ("School's form has “not engaging”, and I saw three answers.", None),
        ("The school's report calls them not engaging.", None),
    ],
)
def test_an_opinion_of_a_paper(text: str, passed: bool | None) -> None:
    assert opinion("seen", text) is passed


def test_gossip_under_its_owners_name_is_for_a_person_where_it_is_held_back() -> None:
    case, spec = make_case("video_call", "us_washington", 973), visit_note()
    for part, passed in (("restricted", None), ("d", False)):
        form = {
            "format": "dap",
            "d": "I sat with them as agreed for an hour and wrote this.",
            part: "Nicole on Kurt: he owes money, keep him from a wallet.",
        }
        assert must_not(Sheet(spec, case, note_form.parse(spec, case, form)))[0].passed is passed


def test_a_beginning_at_the_door_is_right_where_the_street_came_first() -> None:
    case, spec = make_case("school_worry", "us_washington", 981), visit_note()
    start = case.event(case.note.event).start  # type: ignore[union-attr]
    spoken = min(u.at for u in case.key.utterances if u.event == case.note.event and u.speaker == "mother")  # type: ignore[union-attr]
    assert (spoken - start).seconds > 5 * 60
    for at, right in ((spoken, True), (start, True), (spoken + (spoken - start), False)):
        form = {"from": write_time(case, at), "s": "I sat with them as agreed for an hour."}
        row = header(Sheet(spec, case, note_form.parse(spec, case, form)))
        assert ("when it began" not in row.title) is right


def test_a_friend_is_no_partner() -> None:
    case = make_case("safe_address", "england", 909)
    assert roster(case, {"friend": "a friend of mum's, was leaving"}).passed
    assert roster(case, {"friend": "mum's new partner"}).passed is False


@pytest.mark.parametrize(
    "role",
    [
        "calls him Grandad; exact relation not established",
        "staying in the house, she says “Grandad” to him",
        "relation n/k",
        "a cousin perhaps, I did not ask",
        "lives there, calls William Grandad",
    ],
)
def test_a_relation_that_is_left_open_is_not_wrong(role: str) -> None:
    assert roster(make_case("video_call", "wales", 931), {"visitor": role}).passed


def test_in_and_out_is_there() -> None:
    case = make_case("signing_parent", "wales", 917)
    assert roster(case, {"twin": "twin (in and out)"}).passed
    assert roster(case, {"twin": "twin, out at the shop"}).passed is False


def test_a_neighbour_who_was_met_among_those_who_were_there_is_for_a_person() -> None:
    """The form asks for everybody; the name in the text is another thing."""
    case, spec = make_case("crisis", "england", 951), visit_note()
    neighbour = case.person("neighbour").full
    form = {
        "who.1.name": neighbour,
        "who.1.is": "neighbour",
        "seen": "We sat in the kitchen and talked about the week that had been.",
    }
    row = third_party(Sheet(spec, case, note_form.parse(spec, case, form)))
    assert row.passed is None and row.wrote == neighbour
    form["seen"] += f" {neighbour} told me something."
    row = third_party(Sheet(spec, case, note_form.parse(spec, case, form)))
    assert row.passed is False and row.wrote == neighbour


@pytest.mark.parametrize(
    ("lead", "given"),
    [
        ("Re Gareth:", set()),
        ("Tooth:", set()),
        ("Told what Gareth had said, she shook her head:", set()),
        ("Gareth:", {"gareth"}),
        ("Gareth said what he had seen:", {"gareth"}),
        ("Gareth was there and one of them said,", set()),
        ("Gareth was there and somebody said,", set()),
    ],
)
def test_whom_words_are_about_has_not_said_them(lead: str, given: set[str]) -> None:
    names = names_of(tolley())
    reader = Reader(tolley(), Note([("seen", f"{lead} “It was only the one tooth.”")], names.is_name), names)
    sentence = reader.note.sentences[0]
    assert set(reader.speech.speaker(sentence, sentence.spans[0])[0]) == given


def test_what_follows_a_name_and_a_colon_is_that_persons() -> None:
    """“Homero, in the kitchen: Ariadna … said”: Homero’s account of her words."""
    case = make_case("crisis", "us_washington", 517)
    rest = "Ariadna called from the bus and said, “I can’t do it anymore.”"
    for lead, is_ in (("Homero, in the kitchen:", "theirs"), ("Francisca, in the kitchen:", "another")):
        reader = Reader(case, Note([("d", f"{lead} {rest}")], names_of(case).is_name), names_of(case))
        fact = next(f for f in case.key.facts if f.id == "grief_b")
        assert (owner(reader, fact, (0,)) == "theirs") is (is_ == "theirs")


def test_a_heading_that_stands_in_the_words_is_what_they_are_about() -> None:
    case = make_case("crisis", "us_washington", 979)
    names = names_of(case)
    for lead, given in (("Head Office:", set()), ("Elizabeth:", {"close"})):
        reader = Reader(
            case, Note([("d", f"{lead} “Kathryn is Head Office. Since I was twelve.”")], names.is_name), names
        )
        sentence = reader.note.sentences[0]
        assert set(reader.speech.speaker(sentence, sentence.spans[0])[0]) == given


def test_a_number_put_right_in_dictation_is_not_the_writers() -> None:
    case = make_case("school_worry", "england", 982)
    start = "She said that Owen has been staying "
    assert [c.wrote for c in known(case).clashes(start + "since November")] == ["since November"]
    assert not list(known(case).clashes(start + "since November no scratch that December"))


def test_a_heading_over_the_persons_own_words() -> None:
    """“Passing Gareth: “…””, where the form asks what the person said: theirs. With a verb of saying it is Gareth’s."""
    words = "“I want Mum to work in the daytime.”"
    views = f"Passing Gareth: {words}"
    assert check("quotes_exact", views=views).passed is not False
    assert check("quotes_exact", views=f"Gareth said: {words}").passed is False
    assert check("quotes_exact", seen=BASE["seen"] + f"\n\n{views}").passed is False


def test_a_tie_that_is_tied_without_difficulty_is_no_call() -> None:
    case = make_case("video_call", "us_washington", 1052)
    reader = Reader(
        case,
        Note(
            [("o", "He tied his necktie without difficulty.\n\nThe call went on without problems.")],
            names_of(case).is_name,
        ),
        names_of(case),
    )
    found = [c.wrote for c in contradictions(reader, case.event(case.note.event)) if c.kind == "smooth"]  # type: ignore[union-attr]
    assert found == ["without problems"]


def test_a_friend_who_has_the_boys_when_she_is_out_was_there() -> None:
    case = make_case("school_worry", "wales", 1046)
    assert roster(case, {"uncle": "friend of mother; has the children when she is out"}).passed
    assert roster(case, {"uncle": "friend of mother, was out"}).passed is False


def test_a_neighbour_without_a_name_may_stand_in_the_open() -> None:
    """The case's own advice: “a neighbour” in the open part, and the name in none of it."""
    case, spec = make_case("signing_parent", "wales", 1019), visit_note()
    fact = next(f for f in case.key.facts if f.id == "who_told")
    neighbour = case.person("neighbour").full
    for who, right in (("A neighbour", True), (neighbour, False)):
        form = {
            "seen": f"{who} told me outside of twenty minutes of stamping. I sat with the family for an hour.",
            "restricted": "The name of the neighbour is kept: not to be named.",
        }
        row = third_party(Sheet(spec, case, note_form.parse(spec, case, form)))
        assert (row.passed is not False) is right, fact.what


def test_signing_a_form_tells_nothing() -> None:
    reader = Reader(
        tolley(),
        Note([("seen", "Gareth says Hannah signed the form.")], names_of(tolley()).is_name),
        names_of(tolley()),
    )
    told = reader.speech.tellings(reader.note.sentences[0])
    assert [reader.note.words[t.at].text for t in told] == ["says"]


def test_the_person_the_file_is_about_needs_no_role() -> None:
    row = next(k for k, v in HEADER.items() if k.startswith("who.") and "Jonah" in str(v)).replace(".name", ".is")
    assert check("roster", **{row: ""}).passed


def test_a_name_between_commas_with_somebody_else_there_is_still_the_speaker() -> None:
    seen = BASE["seen"] + "\n\nGareth, with only Edie in the room, said “I felt sick about it.”"
    assert check("quotes_exact", seen=seen).passed


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("the alarm goes at six most nights", []),
        ("out four nights a week", [(4, "evening")]),
        ("on 3 work nights", [(3, "work"), (3, "evening")]),
        ("about 6", []),
        ("number 16 at night", []),
        ("on 8 October, a Monday", []),
        ("one of them", []),
        ("the third inhaler", [(3, "inhal")]),
        ("£830 and $1,200", [(830, ""), (1200, "")]),
        ("three hundred and eighty", [(380, "")]),
        ("since March", [(3, "")]),
        ("for eleven weeks", [(77, "")]),
        ("in the second week", []),
        ("on 24 September without a form", []),
        ("twelve biscuits later", []),
        ("three weeks ago", []),
        ("for three weeks", [(21, "")]),
        ("three of her seven nights", []),
    ],
)
def test_what_a_number_counts(text: str, found: list[tuple[int, str]]) -> None:
    """Nights are evenings here: grading/lexicons/likeness.yaml."""
    assert [(q.value, q.of) for q in quantities(text)] == found


def test_a_name_is_no_form_of_a_stem() -> None:
    """Owen does not owe anybody anything."""
    from grading.reading.facts import holds

    case = make_case("newly_arrived", "england", 3)
    fact = case.key.facts[0].model_copy(
        update={"found_by": (("owe*",), ("uncle",)), "turned_by": (), "kind": "reported"}
    )
    owen = case.model_copy(
        update={
            "people": tuple(p.model_copy(update={"first": "Owen"}) if p.id == case.index else p for p in case.people)
        }
    )
    assert holds(case, fact, "They owe an uncle.")
    assert holds(owen, fact, "They owed an uncle.")
    assert not holds(owen, fact, "Owen has an uncle.")
