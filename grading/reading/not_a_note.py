"""What is no note yet: the scene or the file pasted in, or a list of words. Practice source: practice.md section 10.6."""

from __future__ import annotations

import re
from functools import lru_cache

from grading.reading.lexicon import phrases
from grading.reading.quotes import spans
from grading.reading.sentences import Note, Sentence
from grading.reading.speech import Speech
from grading.reading.words import forms

RUN = 7  # words in a row that nobody writes twice by chance
SHORT_PIECES = 2.5  # words between stops, commas and dashes on average: bullet notes and terse ones have three and more


def list_of_words(note: Note, speech: Speech, prose: tuple[str, ...]) -> bool:
    """Whether the note's prose is a list of words and not sentences.

    Either almost no small words stand between them, or all is cut into pieces of a word or two and hardly a piece says
    who told what. A terse note does: “J says Bear holds it”.
    """
    glue, says = phrases("speech", "glue"), phrases("speech", "says")
    rows = [s for s in note.sentences if s.field in prose]
    row = [w for s in rows for w in note.forms(s)]
    if len(row) < 25:
        return False
    if sum(w in glue for w in row) < 0.15 * len(row):
        return True
    pieces = owned = 0
    for s in rows:
        for piece in re.split(r"[,;:/|•]+", s.text):
            bits = forms(piece)
            pieces += bool(bits)
            owned += len(bits) > 2 and any(w in says for w in bits) and any(speech.names.is_name(w) for w in bits)
    return len(row) < SHORT_PIECES * pieces and owned < len(row) / 50


def mark_copied(note: Note, texts: tuple[str, ...]) -> float:
    """Marks sentences that are one of ``texts``, word for word, outside quotation marks.

    Returns the share of the note's own words that stand in such sentences, 0 to 1. Only the prose is counted.
    """
    grams, plain = _rows(texts)
    copied = total = 0
    short: list[tuple[Sentence, str]] = []
    for s in note.sentences:
        row = tuple(note.forms(s, outside_quotes=True))
        total += len(row)
        hits = sum(row[i : i + RUN] in grams for i in range(len(row) - RUN + 1))
        if hits and hits >= 0.6 * (len(row) - RUN + 1):
            s.copied = True
            copied += len(row)
        elif len(row) < RUN:
            short.append((s, " ".join(row)))
    share = copied / total if total else 0.0
    if share > 0.3:  # then its short sentences and its quotations came with it
        for s, row_text in short:
            s.copied = s.copied or row_text in plain
            copied += s.copied * len(row_text.split())
        share = copied / total
    return share


@lru_cache(maxsize=64)
def _rows(texts: tuple[str, ...]) -> tuple[frozenset[tuple[str, ...]], str]:
    """Every run of ``RUN`` words in the texts, with and without their quotations; and the texts without, in one."""
    unquoted = [forms(_without_quotations(text)) for text in texts]
    rows = (*(forms(text) for text in texts), *unquoted)
    grams = frozenset(row[i : i + RUN] for row in rows for i in range(len(row) - RUN + 1))
    return grams, " ".join(" ".join(row) for row in unquoted)


def _without_quotations(text: str) -> str:
    out, at = [], 0
    for q in spans(text):
        out.append(text[at : q.start])
        at = q.end
    return "".join((*out, text[at:]))
