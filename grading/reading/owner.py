"""Owners: whether a reported fact is given to the person who reported it. Practice source: practice.md R5, E3."""

from __future__ import annotations

from typing import Literal

from grading.reading.facts import Reader, Window
from grading.reading.sentences import Sentence
from simulator.cases.model import Fact

Owner = Literal["theirs", "another", "nobody", "unclear"]


def owner(reader: Reader, fact: Fact, window: Window) -> Owner:
    """Whether a reported fact is given to the person who reported it."""
    speech, rows = reader.speech, [reader.note.sentences[n] for n in window]
    words_at = [i for p in fact.found_by for n in window for i in reader.where(p).get(n, ())]
    first_word = min((i for i in words_at), default=rows[0].first)
    tellings = [t for s in rows for t in speech.tellings(s)]
    if any(fact.by in t.ids for t in tellings) or speech.heading(rows[0]) == {fact.by}:
        return "theirs"
    quoted = [i for i in words_at if reader.note.quoted[i]]
    if quoted and 2 * len(quoted) >= len(words_at):
        given = [speech.speaker(s, q) for s in rows for q in s.spans]
        if any(clear and fact.by not in ids for ids, clear, _ in given):
            return "another"
        # a quotation whose words are theirs: the quotation marks say so
        return (
            "theirs" if speech.in_paragraph(rows[0], fact.by) or _named_before(reader, rows[0], fact.by) else "unclear"
        )
    clear = [t for t in tellings if t.clear and not t.writer]
    if clear and any(t.at <= first_word + 8 for t in clear) and not any(speech.named(s, fact.by) for s in rows):
        return "another"
    if not clear and _goes_on(reader, rows[0], fact.by):
        return "theirs"
    if clear or (tellings and not any(t.writer for t in tellings)):
        return "unclear"
    if any(speech.named(s, fact.by) for s in rows):
        return "unclear"
    return "nobody"


def _goes_on(reader: Reader, sentence: Sentence, by: str) -> bool:
    """Whether what goes before in the paragraph is that person's telling."""
    for s in reversed(reader.note.sentences[max(0, sentence.number - 4) : sentence.number]):
        if s.field != sentence.field or s.paragraph != sentence.paragraph:
            break
        told = reader.speech.tellings(s)
        if any(by in t.ids for t in told):
            return True
        if any(t.clear for t in told):
            return False
        if reader.speech.named(s, by) and any(t.writer for t in told):
            return True  # “I talked to Jonah by himreader.”
    return False


def _named_before(reader: Reader, sentence: Sentence, by: str) -> bool:
    """Whether the person is named in the paragraph before: a heading, say."""
    return any(
        reader.speech.named(s, by)
        for s in reader.note.sentences[max(0, sentence.number - 6) : sentence.number]
        if s.field == sentence.field
    )
