"""Who is said to have said it: verbs of saying, their subjects, and the speaker given to a quotation.

Careful on purpose: a speaker is *clear* only when named right there. Anything else is “cannot tell”.
Practice source: practice.md R5, R6.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from grading.reading.lexicon import phrases
from grading.reading.names import Ids, Mention, Names
from grading.reading.quotes import Span
from grading.reading.sentences import Note, Sentence
from grading.reading.words import forms

NOBODY: Ids = frozenset()
BEING = frozenset(["was", "were", "is", "am", "been", "being"])
SELF = frozenset(["himself", "herself", "themselves", "themself"])
FAR = 14  # words between a verb and its subject, at most


@dataclass(frozen=True, slots=True)
class Telling:
    """A verb of saying and who may be its subject. ``clear``: named, not a pronoun. ``writer``: the writer's “I”."""

    at: int
    ids: Ids
    clear: bool
    writer: bool = False


class Speech:
    """All tellings of a note, by sentence."""

    def __init__(self, note: Note, names: Names) -> None:
        self.note, self.names = note, names
        self.mentions = names.mentions(note)
        self.by_sentence: dict[int, list[Mention]] = {}
        for m in self.mentions:
            self.by_sentence.setdefault(note.of[m.first], []).append(m)
        self._tellings: dict[int, list[Telling]] = {}
        self.reader_is: Ids = frozenset([names.case.index])  # “you also said …”: some notes are written to the person

    def named(self, sentence: Sentence, id: str, pronouns: bool = False) -> bool:
        """Whether a person is named in a sentence, outside quotation marks."""
        return any(
            id in m.ids and (pronouns or m.kind != "pronoun") and not self.note.quoted[m.first]
            for m in self.by_sentence.get(sentence.number, ())
        )

    def tellings(self, sentence: Sentence) -> list[Telling]:
        """The sentence's verbs of saying outside quotation marks, with their subjects."""
        if sentence.number in self._tellings:
            return self._tellings[sentence.number]
        says, wishes = phrases("speech", "says"), phrases("speech", "wishes")
        out: list[Telling] = []
        note = self.note
        for i in range(sentence.first, sentence.last):
            if note.quoted[i]:
                continue
            w = note.words[i].text
            pair = f"{w} {note.words[i + 1].text}" if i + 1 < sentence.last else w
            if (w in says or w in wishes or pair in wishes) and not self._put_a_name_to(sentence, i):
                ids, clear, writer = self._subject(sentence, i)
                out.append(Telling(i, ids, clear, writer))
        if not out and (lead := self._lead(sentence)):
            out.append(Telling(sentence.first, lead.ids, lead.kind != "pronoun"))
        out = self._meant(sentence, out)
        self._tellings[sentence.number] = out
        return out

    def _put_a_name_to(self, sentence: Sentence, i: int) -> bool:
        """“signed the form”: no telling, as signing otherwise is."""
        words = self.note.words
        behind = [words[k].text for k in range(i + 1, min(i + 4, sentence.last))]
        return words[i].text in ("signed", "signs") and any(w in phrases("speech", "papers") for w in behind)

    def _meant(self, sentence: Sentence, out: list[Telling]) -> list[Telling]:
        """“Naomi confirmed … and she shared …”: a pronoun means whoever told last, in this sentence or the one before it."""
        last: Ids = NOBODY
        before = self.note.sentences[sentence.number - 1] if sentence.number else None
        if before and before.field == sentence.field and before.paragraph == sentence.paragraph:
            told = [t for t in self.tellings(before) if len(t.ids) == 1]
            last = told[-1].ids if told else NOBODY
        found = []
        for t in out:
            if t.ids and not t.clear and last and last <= t.ids:
                t = Telling(t.at, last, False, t.writer)
            if len(t.ids) == 1:
                last = t.ids
            found.append(t)
        return found

    def heading(self, sentence: Sentence) -> Ids:
        """“Homero, in the kitchen: Ariadna called and said …”: whoever stands before the colon tells all that follows."""
        row = self.by_sentence.get(sentence.number, ())
        if not row or row[0].first > sentence.first + 1 or row[0].kind == "pronoun" or row[0].possessive:
            return NOBODY
        words, text, says = self.note.words, self.note.texts[sentence.field], phrases("speech", "says")
        for i in range(row[0].last, min(row[0].last + 8, sentence.last)):
            if re.search(r"[“\".;]", text[words[i - 1].end : words[i].start]):
                return NOBODY
            if ":" in text[words[i - 1].end : words[i].start]:
                return row[0].ids
            if words[i].text in says:
                return NOBODY
        return NOBODY

    def _lead(self, sentence: Sentence) -> Mention | None:
        """“Jonah: …”, or in dictation “jonah he holds the door”."""
        row = self.by_sentence.get(sentence.number, ())
        if not row or row[0].first > sentence.first + 1 or row[0].kind == "pronoun":
            return None
        m = row[0]
        if m.last >= sentence.last or self._before(sentence, m) in phrases("speech", "spoken_of"):
            return None
        text = self.note.texts[sentence.field]
        between = text[self.note.words[m.last - 1].end : self.note.words[m.last].start]
        following = self.note.words[m.last].text
        if re.match(r"\s*[:–—-]", between) or re.match(r"\s*,?\s*[“\"]", between):
            return m
        return m if between == " " and following in ("he", "she", "i", "they", "we") else None

    def _subject(self, sentence: Sentence, verb: int) -> tuple[Ids, bool, bool]:
        """The subject of a verb: the nearest name before it that no preposition or other verb has taken."""
        note = self.note
        if note.words[verb].text == "told" and verb > sentence.first and note.words[verb - 1].text in BEING:
            return NOBODY, False, False  # “was told …”: by whom is not said
        back = [w.text for w in note.words[max(sentence.first, verb - 3) : verb]]
        if back[-2:] == ["of", "them"] or back[-1:] in (["somebody"], ["someone"]):
            return NOBODY, False, False  # “one of them said …”: the writer does not say who
        if (led := self.led_by(sentence, verb)) is not None:
            return led.ids, led.clear, led.writer
        not_subject = phrases("speech", "before_another")
        first = max(sentence.first, verb - FAR)
        for i in range(verb - 1, first - 1, -1):
            if note.quoted[i]:
                break
            if note.words[i].text in ("i", "we") and i >= verb - 3:
                return NOBODY, False, True
            if note.words[i].text == "you" and i >= verb - 3:
                return self.reader_is, False, False
        for m in reversed(self.by_sentence.get(sentence.number, ())):
            if m.last > verb or m.first < first or note.quoted[m.first] or note.words[m.first].text in SELF:
                continue
            before = self._before(sentence, m)
            if m.last == verb and m.kind == "pronoun" and note.words[verb].text in phrases("speech", "told_nouns"):
                return m.ids, False, False  # “by his account”
            if m.possessive and not (m.last <= verb and note.words[verb].text in phrases("speech", "told_nouns")):
                continue
            if before in not_subject and before not in ("and", "or", "that", "when", "if", "as", "while", "to"):
                continue
            if before == "to" or (before == "as" and m.last < verb - 2):
                continue
            return m.ids, m.kind != "pronoun", False
        after = [
            m
            for m in self.by_sentence.get(sentence.number, ())
            if m.first in (verb + 1, verb + 2) and not note.quoted[m.first]
        ]
        inverted = note.words[verb].text in ("said", "says", "replied", "asked", "answered", "added")
        if inverted and after and after[0].first == verb + 1 and not after[0].possessive:
            return after[0].ids, after[0].kind != "pronoun", False
        if note.words[verb].text == "according" and after:
            return after[0].ids, after[0].kind != "pronoun", False
        return NOBODY, False, False

    def led_by(self, sentence: Sentence, verb: int) -> Telling | None:
        """“Ms Lewis confirmed it, stating …”: behind a comma an -ing belongs to the verb of saying before it."""
        note = self.note
        word = note.words[verb]
        if not word.text.endswith("ing") or verb == sentence.first:
            return None
        if "," not in note.texts[sentence.field][note.words[verb - 1].end : word.start]:
            return None
        says = phrases("speech", "says")
        for i in range(sentence.first, verb):
            if note.words[i].text in says and not note.quoted[i] and not note.words[i].text.endswith("ing"):
                return Telling(i, *self._subject(sentence, i))
        return None

    def _before(self, sentence: Sentence, m: Mention) -> str:
        """The word before a mention; “only” and “just” are passed over: “Gareth, with only Edie there, said …”."""
        i = m.first - 1
        while i > sentence.first and self.note.words[i].text in ("only", "just", "both", "even"):
            i -= 1
        if i < sentence.first:
            return ""
        between = self.note.texts[sentence.field][self.note.words[i].end : self.note.words[i + 1].start]
        return "" if "," in between else self.note.words[i].text  # “with mum standing by, she told me”

    def is_subject(self, sentence: Sentence, m: Mention) -> bool:
        """Whether a mention may be the subject: no possessive, and behind no preposition."""
        return not m.possessive and self._before(sentence, m) not in phrases("speech", "before_another")

    # -- quotations ----------------------------------------------------------------------------------------------

    def speaker(self, sentence: Sentence, span: Span) -> tuple[Ids, bool, bool]:
        """Who a quotation is given to: (people, clearly, said by the writer).

        Looks at the words before it back to the quotation before, then at “…” said X after it, then at the paragraph.
        """
        note = self.note
        text = note.texts[sentence.field]
        previous = max((q.end + 1 for q in sentence.spans if q.end < span.start), default=sentence.start)
        before = [
            t
            for t in self.tellings(sentence)
            if previous <= note.words[t.at].start < span.start and not self._only_spoken_of(sentence, t, span)
        ]
        if re.search(r"\band\W*$", text[previous : span.start - 1]) and len({t.ids for t in before}) > 1:
            return NOBODY, False, False  # “she said Danielle had told her too, and “…””: hers, or Danielle's
        for t in reversed(before):
            if t.writer or t.ids:
                return t.ids, t.clear, t.writer
        after = self._after(sentence, span)
        if after is not None:
            return after.ids, after.kind != "pronoun", False
        head = text[previous : span.start - 1].rstrip()
        row = [
            m
            for m in self.by_sentence.get(sentence.number, ())
            if previous <= note.words[m.first].start < span.start - 1 and not note.quoted[m.first]
        ]
        colon = row and re.fullmatch(r"\s*[:–—-]\s*", text[note.words[row[-1].last - 1].end : span.start - 1])
        if colon and head and self.is_subject(sentence, row[-1]) and not self._names(row[-1], span):
            return (
                row[-1].ids,
                row[-1].kind != "pronoun",
                False,
            )  # Jonah: “…”; “goes with Teaspoon: …”, “it is Margaret’s: …” name nobody
        return NOBODY, False, False

    def _only_spoken_of(self, sentence: Sentence, t: Telling, span: Span) -> bool:
        """“Told what Anthony had said, she laughed: “…””: what somebody said is spoken of, and is not what comes."""
        words = self.note.words
        row = [words[i].text for i in range(max(sentence.first, t.at - 4), t.at)]
        lead = self._lead(sentence) if t.at == sentence.first else None
        if lead and self._names(lead, span):
            return True  # “Head Office: “Kathryn is Head Office””: the heading is what it is about
        return "what" in row and self.note.texts[sentence.field][words[t.at].end :].startswith(",")

    def _names(self, m: Mention, span: Span) -> bool:
        """Whether a quotation holds the very words of a mention."""
        words = " ".join(w.text for w in self.note.words[m.first : m.last])
        return f" {words} " in f" {' '.join(forms(span.text))} "

    def _after(self, sentence: Sentence, span: Span) -> Mention | None:
        """“…,” said Hannah; “…,” Hannah said."""
        note, says = self.note, phrases("speech", "says")
        text = note.texts[sentence.field]
        tail = [
            i for i in range(sentence.first, sentence.last) if span.end < note.words[i].start and not note.quoted[i]
        ][:6]
        if not tail or re.search(r"[.;“\"]", text[span.end + 1 : note.words[tail[0]].start]):
            return None
        for m in self.by_sentence.get(sentence.number, ()):
            if m.first == tail[0] and m.last < sentence.last and note.words[m.last].text in says:
                return m
            if len(tail) > 1 and m.first == tail[1] and note.words[tail[0]].text in says:
                return m
        return None

    def in_paragraph(self, sentence: Sentence, id: str) -> bool:
        """Whether a person is named, or meant by a pronoun, in the sentence or before it in its paragraph."""
        return any(
            self.named(s, id, pronouns=True)
            for s in self.note.sentences
            if s.field == sentence.field and s.paragraph == sentence.paragraph and s.number <= sentence.number
        )
