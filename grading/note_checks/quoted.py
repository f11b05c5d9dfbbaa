"""Exact words: every quotation was said, by the person it is given to. Practice source: practice.md R6, E4.

All exact: all points. One slip that keeps the meaning: half. A changed meaning or a wrong speaker: none. No quotation
marks, or a quotation the case knows nothing of: not marked.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Literal

from rapidfuzz import fuzz

from grading.marks import Check
from grading.note_checks.contact import _and
from grading.note_checks.sheet import Sheet
from grading.reading.lexicon import phrases
from grading.reading.quotes import NEAR, Said, Span, only_small_words, shared_run
from grading.reading.sentences import Sentence
from grading.reading.speech import Telling
from grading.reading.words import forms, pattern
from simulator.exercises.note import PROSE

Kind = Literal["exact", "slip", "changed", "wrong speaker", "unknown", "no speech"]
HEADING = 8  # lines up to which a heading or a bullet before says whose words follow
BESIDE = 2  # words between a verb of saying and a quotation that belongs to it
GRAVE = {"wrong speaker": 3, "changed": 2, "slip": 1}


@dataclass(frozen=True)
class Quotation:
    """One quotation and what became of it. ``said``: the utterance it is or comes near; ``given``: to whom, when clear."""

    text: str
    kind: Kind
    sentence: Sentence
    said: Said | None = None
    given: str = ""
    dangerous: bool = False


MOST = 200
TITLES = frozenset(["mr", "mrs", "ms", "miss", "mx", "dr"])


def quotations(sheet: Sheet) -> list[Quotation]:
    """The quotations of the note's prose, the first ``MOST`` of them: a note of more is a list."""
    if ("quotations",) not in sheet.remembered:
        here = [
            (s, q)
            for s in sheet.note.sentences
            if s.field in PROSE
            for q in s.spans
            if s.start <= q.start and q.end <= s.end + 1
        ]
        found = [_judge(sheet, s, q) for s, q in here[:MOST]]
        sheet.remembered["quotations",] = [q for q in found if q.kind != "no speech"]
    return sheet.remembered["quotations",]  # type: ignore[no-any-return]


def _judge(sheet: Sheet, s: Sentence, span: Span) -> Quotation:
    row = forms(span.text)
    if not row:
        return Quotation(span.text, "no speech", s)
    ids, clear, writer = sheet.reader.speech.speaker(s, span)
    given = next(iter(ids)) if clear and len(ids) == 1 else ""
    hits = sheet.pool.exact(span.text)
    if hits:
        return _exact(sheet, s, span, hits, given, ids, clear)
    if writer or len(row) < 3:
        return Quotation(span.text, "no speech", s)
    nearest = sheet.pool.nearest(span.text)
    if nearest and nearest[1] >= NEAR and len(row) >= 3:
        said = nearest[0]
        if given and given not in said.speakers and not _theirs_after_all(sheet, s, span, said.speakers):
            kind: Kind = "wrong speaker" if _opens(sheet, s, ids) else "unknown"
            return Quotation(span.text, kind, s, said, given, kind == "wrong speaker" and _sensitive(sheet, said))
        if only_small_words(span.text, said):
            return Quotation(span.text, "slip", s, said, given)
        return Quotation(span.text, "changed", s, said, given, _denied(sheet, span.text, said, given))
    who = given or _only_speaker(sheet, s, ids, span)
    if who and (close := sheet.pool.nearest(span.text, who)):
        said, ratio = _closest(sheet, span.text, who, close)
        if ratio >= 65 or shared_run(span.text, said) >= 3:
            return Quotation(span.text, "changed", s, said, who, _denied(sheet, span.text, said, who))
    return Quotation(span.text, "unknown", s, None, who)


def _exact(
    sheet: Sheet, s: Sentence, span: Span, hits: list[Said], given: str, ids: frozenset[str], clear: bool
) -> Quotation:
    speakers = frozenset().union(*(h.speakers for h in hits))
    free = any(not h.speakers for h in hits)  # in a document: it may be given to whoever the document gives it to
    if len(forms(span.text)) < 3 and not (given and given in speakers):
        return Quotation(span.text, "no speech" if not clear else "exact", s, hits[0], given)
    denied = bool(ids) and not ids & speakers and (clear or _pronoun_denies(sheet, s, span, speakers))
    if not free and denied:
        if all(_relayed(h, span) for h in hits):
            return Quotation(span.text, "unknown", s, hits[0], given)
        if _theirs_after_all(sheet, s, span, speakers) or _under_their_heading(sheet, s, span, speakers):
            return Quotation(span.text, "exact", s, hits[0])
        kind: Kind = "wrong speaker" if not clear or _opens(sheet, s, ids) else "unknown"
        return Quotation(span.text, kind, s, hits[0], given, kind == "wrong speaker" and _sensitive(sheet, hits[0]))
    return Quotation(span.text, "exact", s, hits[0], given)


def _relayed(said: Said, span: Span) -> bool:
    """Whether the words are themselves another's in what was said: “one more song” in “he kept saying one more song”."""
    row, says = forms(span.text), phrases("speech", "says")
    at = next((i for i in range(len(said.words)) if said.words[i : i + len(row)] == row), 0)
    return at > 0 and said.words[at - 1] in says


def _opens(sheet: Sheet, s: Sentence, ids: frozenset[str]) -> bool:
    """Whether a sentence speaks first of just these people, as its subject: nobody is charged on a name further in.

    “Ms Lewis confirmed …: “…”” is certain. “To her it is Margaret’s: “…””, “she said Danielle had told her, “…”” are not.
    """
    speech = sheet.reader.speech
    first = next((m for m in speech.by_sentence.get(s.number, ()) if not sheet.note.quoted[m.first]), None)
    return first is not None and first.ids == ids and speech.is_subject(s, first)


def _pronoun_denies(sheet: Sheet, s: Sentence, span: Span, speakers: frozenset[str]) -> bool:
    """“she said: “…”” of somebody who is “he”: only where verb and quotation stand side by side and nothing is denied."""
    told = _told_before(sheet, s, span)
    beside = (
        told is not None and _words_between(sheet, told.at, span) <= BESIDE and not sheet.note.negated(told.at, reach=3)
    )
    return beside and all(sheet.names.pronoun.get(x) in ("he", "she") for x in speakers)


def _theirs_after_all(sheet: Sheet, s: Sentence, span: Span, speakers: frozenset[str]) -> bool:
    """Whether the speaker is named in the sentence before the words, and no verb of saying stands right beside them.

    “Kirsty, who fetches Lydia, told me on the step that it was all the talk: “…””. The verb may have another subject in a
    clause between; who is named first is then the likelier owner, and nobody is charged on a likelihood.
    """
    words = sheet.note.words
    named = any(
        m.ids & speakers and m.kind != "pronoun" and words[m.first].start < span.start
        for m in sheet.reader.speech.by_sentence.get(s.number, ())
    )
    if not named:
        return False
    told = _told_before(sheet, s, span)
    if told is None:
        return True
    subject = [
        m.last for m in sheet.reader.speech.by_sentence.get(s.number, ()) if m.ids == told.ids and m.last <= told.at
    ]  # fmt: skip
    close = sheet.reader.speech.led_by(s, told.at) is not None or (bool(subject) and told.at - max(subject) <= 1)
    return not (close and told.clear and _words_between(sheet, told.at, span) <= BESIDE)


def _under_their_heading(sheet: Sheet, s: Sentence, span: Span, speakers: frozenset[str]) -> bool:
    """“Mission Control: “That’s Lesley …””, “passing Damien: “…””, in the part for what the person said: theirs, under a heading.

    A verb of saying makes a speaker there, and so does somebody’s own name alone.
    """
    if s.field != "views" or sheet.case.index not in speakers:
        return False
    told, says = _told_before(sheet, s, span), phrases("speech", "says") | phrases("speech", "wishes")
    if told is not None and sheet.note.words[told.at].text in says:
        return False
    head = forms(
        sheet.note.texts[s.field][
            max((q.end + 1 for q in s.spans if q.end < span.start), default=s.start) : span.start - 1
        ]
    )
    return not any(set(head) <= {*forms(p.full), *TITLES} for p in sheet.names.people.values())


def _told_before(sheet: Sheet, s: Sentence, span: Span) -> Telling | None:
    """The last verb of saying before a quotation, after the quotation before it."""
    words = sheet.note.words
    previous = max((q.end for q in s.spans if q.end < span.start), default=s.start)
    told = [t for t in sheet.reader.speech.tellings(s) if previous <= words[t.at].start < span.start]
    return told[-1] if told else None


def _words_between(sheet: Sheet, at: int, span: Span) -> int:
    words = sheet.note.words
    return sum(words[i].start < span.start for i in range(at + 1, len(words))) if words[at].start < span.start else 0


def _only_speaker(sheet: Sheet, s: Sentence, ids: frozenset[str], span: Span) -> str:
    """The one person a pronoun can mean: the last one named before the words, when the gender fits."""
    if not ids:
        return ""
    words, of = sheet.note.words, sheet.note.of
    for m in reversed(sheet.reader.speech.mentions):
        before = m.first < s.first or (of[m.first] == s.number and words[m.first].start < span.start)
        if before and m.first > s.first - 25 and m.kind != "pronoun" and len(m.ids) == 1 and m.ids <= ids:
            return next(iter(m.ids))
    return ""


def _closest(sheet: Sheet, text: str, who: str, close: tuple[Said, float]) -> tuple[Said, float]:
    """Of a person's utterances the one that shares the longest row of words, else the most alike."""
    mine = [u for u in sheet.pool.said if who in u.speakers]
    best = max(mine, key=lambda u: (shared_run(text, u), fuzz.ratio(text.lower(), u.joined)), default=close[0])
    return (best, close[1]) if shared_run(text, best) >= 3 else close


def _sensitive(sheet: Sheet, said: Said) -> bool:
    return said.id in sheet.sensitive_words


def _denied(sheet: Sheet, text: str, said: Said, given: str) -> bool:
    """Whether the index person is quoted with a word that turns what they said into something else."""
    if (given or next(iter(said.speakers), "")) != sheet.case.index:
        return False
    theirs = " ".join(w for u in sheet.pool.said if sheet.case.index in u.speakers for w in u.words)
    for fact in sheet.case.key.facts:
        if fact.by != sheet.case.index:
            continue
        for word in fact.turned_by:
            phrase = pattern(word)
            if _stands(phrase, forms(text)) and not (_stands(phrase, said.words) or _asserts(word, theirs)):
                return True
    return said.id in sheet.sensitive_words and _negation_turned(forms(text), said.words)


def _negation_turned(quoted: Sequence[str], said: Sequence[str]) -> bool:
    """Whether one denies and the other does not, and a word denied in the one stands in the other.

    A clause of denial that is left out turns nothing.
    """
    negators = phrases("speech", "negators")
    if bool(set(quoted) & negators) == bool(set(said) & negators):
        return False
    return any(word in other for row, other in ((quoted, said), (said, quoted)) for word in _negated(row))


def _negated(row: Sequence[str]) -> set[str]:
    """The first words of meaning after each word of denial."""
    negators, glue = phrases("speech", "negators"), phrases("speech", "glue") | phrases("speech", "function")
    out: set[str] = set()
    for at, word in enumerate(row):
        if word in negators:
            out.update([w for w in row[at + 1 : at + 5] if w not in glue and w not in negators][:1])
    return out


def _asserts(word: str, theirs: str) -> bool:
    return f" {word.rstrip('*')} " in f" {theirs} "


@lru_cache(maxsize=4000)
def _stands(phrase: tuple[tuple[str, bool], ...], row: tuple[str, ...]) -> bool:
    n = len(phrase)
    return any(
        all(w == f or (star and w.startswith(f)) for w, (f, star) in zip(row[i : i + n], phrase, strict=True))
        for i in range(len(row) - n + 1)
    )


def someone_else_does_it(q: Quotation) -> bool:
    """Whether a misquotation has another person in it, or a “not” more: “he was holding it” for “I was holding it”."""
    if q.kind != "changed" or q.said is None:
        return False
    who = phrases("speech", "pronouns") | phrases("speech", "negators") | {"i", "me", "my", "we", "us", "you"}
    mine = forms(q.text)
    changes = SequenceMatcher(None, mine, q.said.words, autojunk=False).get_opcodes()
    return any(set(mine[a:b]) & who for tag, a, b, _, _ in changes if tag in ("replace", "delete"))


def quotes_exact(sheet: Sheet, found: list[Quotation]) -> Check:
    """The row of the sheet."""
    out_of = sheet.points["quotes_exact"]
    exact = [q for q in found if q.kind == "exact"]
    faults = sorted((q for q in found if q.kind in GRAVE), key=lambda q: -GRAVE[q.kind])
    unknown = [q for q in found if q.kind == "unknown" and q.given]
    if not found:
        return Check(
            id="quotes_exact", title="No quotation marks, so exact words are not marked", passed=None, points=0, out_of=out_of, person=True,
            rationale="There are no quotations in the note, so the software has not marked this. Put marks round what was said, "
            "so that the next reader knows whose words they are.", links=sheet.links(sheet.response.account),
        )  # fmt: skip
    if faults:
        return _faulty(sheet, faults)
    if not exact or unknown:
        return Check(
            id="quotes_exact", title="A quotation here is for a person to read", passed=None, points=0, out_of=out_of, person=True,
            wrote=f"“{(unknown or found)[0].text}”",
            rationale="The case does not hold these words, and does not deny them. A person will read it.", links=sheet.links(sheet.field_of((unknown or found)[0].sentence.number)),
        )  # fmt: skip
    unowned = [q for q in exact if not q.given and q.said and not _owned(sheet, q)]
    if len(unowned) > len(exact) / 2:
        return Check(
            id="quotes_exact", title="Whose words are these?", passed=False, points=0, out_of=out_of, wrote=f"“{unowned[0].text}”",
            in_case=f"Said by {_and([sheet.names.shown(x) for x in sorted(unowned[0].said.speakers)]) or 'somebody in a document'}." if unowned[0].said else "",
            next_time="Put the speaker’s name before each quotation.", matters=sheet.matters("exact_words"),
            rationale="The words are exact, but most of them have no speaker.", links=sheet.links(sheet.field_of(unowned[0].sentence.number)), weight=40,
        )  # fmt: skip
    number = "One quotation, as it was said" if len(exact) == 1 else f"{len(exact)} quotations, each as it was said"
    return Check(
        id="quotes_exact", title=f"{number}.", passed=True, points=out_of, out_of=out_of,
        rationale=f"{number}, given to the right person.", links=sheet.links(sheet.response.account),
    )  # fmt: skip


def _owned(sheet: Sheet, q: Quotation) -> bool:
    """Whether the speaker is named, or meant, in the paragraph; a document's words may be anybody's."""
    if q.said is None or not q.said.speakers:
        return True
    if q.sentence.field == "views" and sheet.case.index in q.said.speakers:
        return True  # the heading says whose words stand there
    speech, rows = sheet.reader.speech, sheet.note.sentences
    before = [s for s in rows[max(0, q.sentence.number - HEADING) : q.sentence.number] if s.field == q.sentence.field]
    return any(speech.in_paragraph(q.sentence, x) or any(speech.named(s, x) for s in before) for x in q.said.speakers)


def _faulty(sheet: Sheet, faults: list[Quotation]) -> Check:
    out_of, worst = sheet.points["quotes_exact"], faults[0]
    said = worst.said
    assert said is not None
    who = _and([sheet.names.shown(x) for x in sorted(said.speakers)])
    moment = sheet.utterances[said.id].moment if said.id in sheet.utterances else ""
    points = out_of / 2 if len(faults) == 1 and worst.kind == "slip" else 0.0
    more = f" {len(faults) - 1} more quotation{'s' if len(faults) > 2 else ''} to check." if len(faults) > 1 else ""
    if worst.kind == "wrong speaker":
        wrong = f" It is given to {sheet.names.shown(worst.given)}." if worst.given else ""
        title, why = f"These are {who}’s words, not somebody else’s", f"“{worst.text}” was said by {who}.{wrong}"
        next_time = "Check every quotation against your own notes of who said what, before you sign."
    elif worst.kind == "slip":
        title, why = (
            f"Nearly {who}’s words",
            f"{who} said “{said.shown}”. Inside quotation marks every word has to be theirs.",
        )
        next_time = "Quote it exactly, or drop the quotation marks and write what you understood."
    else:
        title, why = f"These are not {who}’s words", f"“{worst.text}” was not said. {who} said: “{said.shown}”"
        next_time = "Quote it exactly, or drop the quotation marks and write what you understood."
    return Check(
        id="quotes_exact", title=title, passed=False, points=points, out_of=out_of, wrote=f"“{worst.text}”", in_case=f"{who}: “{said.shown}”",
        next_time=next_time, matters=sheet.matters("exact_words", "Words in quotation marks may be read out as that person’s own."),
        rationale=why + more, links=sheet.links(sheet.field_of(worst.sentence.number), moment=moment if any(m.id == moment for m in sheet.case.scene) else ""),
        weight={"wrong speaker": 88, "changed": 80, "slip": 35}[worst.kind],
    )  # fmt: skip
