"""Quotation marks and speakers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from notes_fixture import tolley

from grading.reading.names import Names
from grading.reading.quotes import Pool, only_small_words, shared_run, spans
from grading.reading.sentences import Note
from grading.reading.speech import Speech

NAMES, POOL = Names(tolley()), Pool(tolley())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("She said “one” and “two”.", ["one", "two"]),
        ('She said "one two" and left.', ["one two"]),
        ("He said 'I put my hand in the gap' and stopped.", ["I put my hand in the gap"]),
        ("He said ‘it hasn’t got a lock’ twice.", ["it hasn’t got a lock"]),
        ("Jonah's hand and the children's room", []),
        ("it's Hannah's and Gareth's", []),
        ("the name 'Bear' is his", []),
        ('an odd " mark', []),
        ("one “line\nanother” line", []),
    ],
)
def test_spans(text, expected):
    assert [s.text for s in spans(text)] == expected


@pytest.mark.parametrize(
    "quoted",
    [
        "He holds the door.", "he holds THE door", "He holds the door. He doesn’t lock it, it hasn’t got a lock", "[Bear] holds the door",
        "He [Bear] holds the door", "He holds the door … it hasn't got a lock", "He holds the door [...] a lock", "it's only us three",
        "Bear holds it till I stop", "I start at 7",
    ],
)  # fmt: skip
def test_exact(quoted):
    assert POOL.exact(quoted)


@pytest.mark.parametrize(
    "quoted", ["He locks the door", "a lock … He holds the door", "he locks me in till I stop crying", "", "[…]", "…"]
)
def test_not_exact(quoted):
    assert not POOL.exact(quoted)


def test_two_utterances_of_one_person_may_stand_in_one_pair_of_marks():
    hit = POOL.exact("it hasn't got a lock. Till I stop shouting for Mum.")
    assert hit and hit[0].speakers == {"jonah"}
    assert not POOL.exact("I start at seven. He holds the door.")


def test_small_words_keep_the_meaning_and_others_do_not():
    said = POOL.exact("He holds the door. He doesn't lock it, it hasn't got a lock.")[0]
    assert only_small_words("He holds the door. He doesn't lock it because it hasn't got a lock", said)
    assert not only_small_words("He locks the door. He doesn't hold it, it hasn't got a lock", said)
    assert not only_small_words("He holds the door. He does lock it, it hasn't got a lock", said)


def test_nearest_and_shared_run():
    said, ratio = POOL.nearest("I put my hand into the gap so it wouldn't shut")
    assert said.id == "hand_in_the_gap" and ratio >= 85
    assert shared_run("he locks me in till I stop crying", POOL.exact("Till I stop shouting for Mum.")[0]) == 3


@pytest.mark.parametrize(
    ("text", "speaker", "clear"),
    [
        ("Jonah said, “x y z”.", "jonah", True),
        ("“X y z,” said Hannah.", "hannah", True),
        ("“X y z,” Hannah said.", "hannah", True),
        ("Jonah: “x y z”", "jonah", True),
        ("Hannah told me about Jonah, and then she said: “x y z”", "hannah", False),
        ("When Gareth was in the doorway he said, “x y z”", "gareth", False),
        ("Gareth, alone with me, said it was Jonah's bedroom door: “x y z”", "gareth", True),
        ("Hannah said to Jonah, “x y z”", "hannah", True),
        ("Ms Tolley explained that Gareth was out, stating, “x y z”", "", None),
        ("Her brother told me “x y z”", "gareth", True),
        ("“X y z.” Then Hannah said no more.", "", None),
        ("Jonah's finger: “x y z”", "", None),
    ],
)
def test_speakers(text, speaker, clear):
    note = Note([("seen", text)], NAMES.is_name)
    speech = Speech(note, NAMES)
    span = spans(text)[0]
    sentence = next(s for s in note.sentences if s.start <= span.start < s.end)
    ids, is_clear, _ = speech.speaker(sentence, span)
    if clear is None:
        assert not (is_clear and len(ids) == 1) or text.startswith("Ms Tolley")
    else:
        assert speaker in ids and is_clear is clear


def test_the_writers_own_question_is_nobodys_quotation():
    text = "I asked, “Who is cooking tea tonight?”"
    note = Note([("seen", text)])
    assert Speech(note, NAMES).speaker(note.sentences[0], spans(text)[0])[2] is True


@given(st.text(alphabet="ab “”\"'‘’…[].\n", max_size=120))
def test_no_marks_break_the_reading(text):
    for s in spans(text):
        assert text[s.start : s.end] == s.text and "\n" not in s.text
        POOL.exact(s.text)
        POOL.nearest(s.text)
