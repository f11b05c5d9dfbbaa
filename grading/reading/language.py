"""Language: words that judge, blame, label, hide or say nothing. Remarks only; nothing here costs a point.

Never for words inside quotation marks, negated (“no sign of neglect”) or reported from somebody (“he told her not to lie”).
Practice source: practice.md R12-R14, E1, E2, E10-E12, section 10.5.
"""

from __future__ import annotations

from functools import cache

from grading.marks import Remark
from grading.reading.facts import Reader
from grading.reading.lexicon import read
from grading.reading.words import pattern

KINDS = ("judgement", "blame", "labels", "jargon", "vague")
MOST = 6


@cache
def entries() -> tuple[tuple[str, tuple[tuple[str, bool], ...], str], ...]:
    """(kind, phrase, what to say) of every lexicon, longest phrase first."""
    out = []
    for kind in KINDS:
        for entry in read(kind)["entries"]:
            for words in [entry["words"]] if isinstance(entry["words"], str) else entry["words"]:
                out.append((kind, pattern(words), entry["says"]))
    return tuple(sorted(out, key=lambda e: -len(e[1])))


def remarks(reader: Reader) -> tuple[Remark, ...]:
    """At most six remarks, in the order of the note; one for each thing said."""
    note = reader.note
    found: dict[str, tuple[int, Remark]] = {}
    taken: set[int] = set()
    for _, phrase, says in entries():
        if says in found:
            continue
        for first, last in note.find(phrase):
            s = note.sentences[note.of[first]]
            if taken.intersection(range(first, last)) or any(note.quoted[i] for i in range(first, last)):
                continue
            if note.negated(first) or _reported(reader, first) or s.number in reader.skip:
                continue
            taken.update(range(first, last))
            text = note.texts[s.field][note.words[first].start : note.words[last - 1].end]
            found[says] = (first, Remark(wrote=text, says=says, field=s.field))
            break
    return tuple(r for _, r in sorted(found.values(), key=lambda p: p[0])[:MOST])


def _reported(reader: Reader, at: int) -> bool:
    """Whether the word stands in what somebody else is said to have said."""
    s = reader.note.sentences[reader.note.of[at]]
    return any(t.at < at and not t.writer for t in reader.speech.tellings(s))
