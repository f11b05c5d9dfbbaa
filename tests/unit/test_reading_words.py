"""Words, sentences and names: what the marker sees before it judges anything."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from notes_fixture import tolley

from grading.reading.lexicon import phrases, read
from grading.reading.names import Names
from grading.reading.not_a_note import mark_copied
from grading.reading.relations import relation_lines, step_line
from grading.reading.sentences import Note
from grading.reading.words import forms, pattern, words

NAMES = Names(tolley())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He doesn’t lock it.", ("he", "doesnt", "lock", "it")),
        ("He doesn't lock it", ("he", "doesnt", "lock", "it")),
        ("Sunday the twenty-seventh", ("sunday", "the", "27")),
        ("Sunday the 27th", ("sunday", "the", "27")),
        ("twenty seventh", ("27",)),
        ("twenty, seven", ("20", "7")),
        ("Élodie", ("elodie",)),
        ("four nights", ("4", "nights")),
        ("", ()),
    ],
)
def test_words_in_one_normal_form(text, expected):
    assert forms(text) == expected


def test_words_know_where_they_stand():
    text = "Jonah’s twenty-one buses"
    assert [text[w.start : w.end] for w in words(text)] == ["Jonah’s", "twenty-one", "buses"]
    assert words(text)[0].possessive


def test_stems_and_phrases():
    note = Note([("seen", "He was holding the bedroom door shut.")])
    assert note.find(pattern("hold*")) == [(2, 3)]
    assert note.find(pattern("bedroom door")) == [(4, 6)]
    assert note.find(pattern("hold")) == []


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Mr. Tolley came in. He sat down.", 2),
        ("She said, “He holds the door. He doesn't lock it.” Then she left.", 2),
        ("At 4.20 p.m. I knocked. Nobody came.", 2),
        ("One line\nanother line", 2),
        ("“Till I stop.” His finger: it hurt.", 2),
        ("", 0),
    ],
)
def test_sentences(text, count):
    assert len(Note([("seen", text)]).sentences) == count


def test_dictation_is_split_on_speakers_and_length():
    text = "jonah he holds the door he doesnt lock it and about the finger i put my hand in the gap hannah says car door her friends car saturday gareth says it was the bedroom door"
    note = Note([("seen", text)], NAMES.is_name)
    assert len(note.sentences) >= 3 and all(s.last - s.first <= 18 for s in note.sentences)
    assert any(s.text.startswith("hannah says") for s in note.sentences)


def test_negation_governs_a_list_and_stops_at_but():
    note = Note([("seen", "There was no lock or bolt, but the door was held.")])
    lock, held = note.find(pattern("lock"))[0][0], note.find(pattern("held"))[0][0]
    assert note.negated(lock) and not note.negated(held)


def test_the_restricted_part_is_the_field_or_an_honest_opening_to_the_end_of_its_paragraph():
    note = Note(
        [
            ("seen", "I saw Edie.\nNot for disclosure: somebody hears banging. It stops at twelve.\nI left."),
            ("restricted", "A caller rang."),
        ]
    )
    assert [s.held_back for s in note.sentences] == [False, True, True, False, True]


def test_copied_sentences_are_found_and_quotations_are_not_copying():
    scene = ("The house was warm and it smelled of onions, and of the washing on every radiator.",)
    copied = Note([("seen", scene[0])])
    assert mark_copied(copied, scene) == 1.0
    own = Note([("seen", f"She said to me, “{scene[0]}”")])
    assert mark_copied(own, scene) == 0.0


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("Bear", "gareth"), ("bear", "gareth"), ("Mr Tolley", "gareth"), ("Mr. Tolley", "gareth"), ("Uncle", "gareth"), ("mum's brother", "gareth"), ("Hannah's brother", "gareth"),
        ("Ms Tolley", "hannah"), ("mum", "hannah"), ("Mom", "hannah"), ("JTR", "jonah"), ("Edith", "edie"), ("nan", "maureen"), ("Dad", "daniel"),
        ("Mr Amoah", "amoah"), ("Luke Amoah", "amoah"), ("neighbour", "ferreira"), ("neighbor", "ferreira"), ("Meera", "worker"), ("Jonas", "jonah"),
    ],
)  # fmt: skip
def test_aliases(text, person):
    assert person in NAMES.ids(text)


def test_a_slip_in_a_name_is_near_and_a_stranger_is_not():
    assert NAMES.near("Gareht Tolley")[0] == "gareth" and NAMES.near("Gareht Tolley")[1] >= 80
    assert NAMES.near("Wilhelmina Oakes")[1] < 62


def test_mentions_in_a_sentence():
    note = Note([("seen", "Hannah's brother gave Edie to her mum; J saw it, and j did not.")])
    found = [sorted(m.ids) for m in NAMES.mentions(note) if m.kind != "pronoun"]
    assert found == [["gareth"], ["edie"], ["hannah"], ["jonah"]]


def test_relation_words():
    assert relation_lines("step-dad (lodger)") == {"stepfather", "lodger"}
    assert step_line("mum's brother") == "uncle" and step_line("mother’s mother") == "grandmother"
    assert "uncle" in NAMES.allowed(NAMES.people["gareth"]) and "father" not in NAMES.allowed(NAMES.people["gareth"])


def test_lexicons_hold_plain_texts_and_every_entry_says_something():
    for kind in ("judgement", "blame", "labels", "jargon", "vague"):
        entries = read(kind)["entries"]
        assert entries and all(e["says"].strip() and e["words"] for e in entries)
        assert not any("!" in e["says"] for e in entries)
    assert "no" in phrases("speech", "negators") and "2 accounts" in phrases("speech", "leaves_open")


@given(st.text(max_size=200))
def test_no_text_breaks_the_reading_of_words(text):
    for w in words(text):
        assert 0 <= w.start < w.end <= len(text)
    note = Note([("seen", text)], NAMES.is_name)
    assert len(note.words) == len(note.of) == len(note.quoted)
    NAMES.mentions(note)
