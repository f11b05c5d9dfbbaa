"""A note as sentences and words, with the place of each: field, paragraph, inside quotation marks or not.

Dictated text without full stops is split on speakers and length, so that a rule that looks at “one sentence or two
neighbouring ones” means the same there.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from dataclasses import field as dataclass_field

from grading.reading.lexicon import phrases
from grading.reading.quotes import Span, spans
from grading.reading.words import Word, words

END = re.compile(r"[.!?;…]+[\"”’')\]]*(?=\s)|(?<=[.!?…][\"”])\s+(?=[A-Z(])")
ABBREVIATIONS = frozenset(
    [
        "mr",
        "mrs",
        "ms",
        "mx",
        "dr",
        "st",
        "no",
        "e.g",
        "i.e",
        "etc",
        "approx",
        "am",
        "pm",
        "a.m",
        "p.m",
        "hr",
        "hrs",
        "min",
        "mins",
        "yr",
        "yrs",
        "vs",
    ]
)
ROWS = ("do.", "who.")  # fields that are rows of a list and no prose
LONG = 32  # words: no written sentence without a stop is longer, dictated text is
PIECE = 14


@dataclass(slots=True)
class Sentence:
    """One sentence. ``first:last`` are word numbers in the note; ``start:end`` characters of the field's text."""

    number: int
    field: str
    paragraph: int
    first: int
    last: int
    start: int
    end: int
    text: str
    held_back: bool = False  # in the restricted field, or after an honest opening
    copied: bool = False  # word for word from the scene
    dictated: bool = False  # a piece of a text without full stops
    spans: list[Span] = dataclass_field(default_factory=list)


class Note:
    """A read note.

    ``parts`` is (field, text) pairs. ``names`` says whether a person's name begins at a word; used to split dictation.
    """

    def __init__(self, parts: Iterable[tuple[str, str]], is_name: Callable[[str], bool] = lambda _: False) -> None:
        self.sentences: list[Sentence] = []
        self.words: list[Word] = []
        self.of: list[int] = []  # the sentence of each word
        self.quoted: list[bool] = []
        self.texts: dict[str, str] = {}
        paragraph = 0
        for name, text in parts:
            self.texts[name] = text
            quoted = spans(text)
            at = 0
            for line in text.split("\n"):
                if line.strip():
                    self._paragraph(name, text, at, at + len(line), quoted, paragraph, is_name)
                    paragraph += 1
                at += len(line) + 1
        self.at: dict[str, list[int]] = {}
        for i, w in enumerate(self.words):
            self.at.setdefault(w.text, []).append(i)
        self.vocabulary = sorted(self.at)
        self._hold_back()

    def _paragraph(
        self,
        name: str,
        text: str,
        start: int,
        end: int,
        quoted: list[Span],
        number: int,
        is_name: Callable[[str], bool],
    ) -> None:
        inside = [q for q in quoted if q.start >= start and q.end <= end]
        cuts = []
        for match in END.finditer(text, start, end):
            if any(q.start <= match.start() < q.end for q in inside):
                continue
            before = text[start : match.start()].rsplit(None, 1)[-1:] or [""]
            if match[0].startswith(".") and before[0].lower().strip("(") in ABBREVIATIONS | {"j", "g", "m", "e"}:
                following = text[match.end() : end].lstrip()[:2]
                if not (
                    before[0].lower() in ("am", "pm", "a.m", "p.m", "etc")
                    and following[:1].isupper()
                    and following != "I "
                ):
                    continue
            cuts.append(match.end())
        begin = start
        # one long sentence among others is long on purpose; a paragraph without stops was dictated
        unstopped = len(text[start:end].split()) > LONG * (len(cuts) + (not text[start:end].rstrip().endswith(".")))
        for cut in [*cuts, end]:
            if text[begin:cut].strip():
                self._sentence(name, text, begin, cut, inside, number, is_name if unstopped else None)
            begin = cut

    def _sentence(
        self,
        name: str,
        text: str,
        start: int,
        end: int,
        quoted: list[Span],
        paragraph: int,
        is_name: Callable[[str], bool] | None,
    ) -> None:
        """``is_name``: None where the text has its stops and is not to be split further."""
        row = words(text[start:end])
        if not row:
            return
        pieces = [row]
        here = [q for q in quoted if q.start >= start and q.end <= end]
        if is_name and len(row) > LONG and not here and text.count(",", start, end) * 12 < len(row):
            pieces = _split_dictation(row, is_name)
        for piece in pieces:
            first = len(self.words)
            number = len(self.sentences)
            for w in piece:
                a, b = w.start + start, w.end + start
                self.words.append(Word(w.text, a, b, w.possessive))
                self.of.append(number)
                self.quoted.append(any(q.start <= a and b <= q.end for q in here))
            a, b = piece[0].start + start, piece[-1].end + start
            if piece is pieces[-1]:
                b = end
            if piece is pieces[0]:
                a = start + len(text[start:end]) - len(text[start:end].lstrip())
            self.sentences.append(
                Sentence(
                    number,
                    name,
                    paragraph,
                    first,
                    len(self.words),
                    a,
                    b,
                    text[a:b].strip(),
                    dictated=len(pieces) > 1,
                    spans=here,
                )
            )

    def _hold_back(self) -> None:
        openings = [o.split() for o in phrases("speech", "restricted_openings")]
        open_paragraph = -1
        for s in self.sentences:
            head = [w.text for w in self.words[s.first : s.last][:6]]
            if s.field == "restricted" or open_paragraph == s.paragraph:
                s.held_back = True
            elif any(head[: len(o)] == o for o in openings):
                s.held_back, open_paragraph = True, s.paragraph

    # -- looking things up ---------------------------------------------------------------------------------------

    def find(self, phrase: tuple[tuple[str, bool], ...]) -> list[tuple[int, int]]:
        """Where a phrase (see words.pattern) stands: (first, last) word numbers, end excluded; never across sentences."""
        if not phrase:
            return []
        form, stem = phrase[0]
        starts: list[int] = []
        for candidate in self._matching(form, stem):
            starts += self.at[candidate]
        size = len(phrase)
        out = []
        for i in starts:
            if i + size > len(self.words) or self.of[i] != self.of[i + size - 1]:
                continue
            if all(
                (w := self.words[i + k].text) == f or (star and w.startswith(f))
                for k, (f, star) in enumerate(phrase[1:], start=1)
            ):
                out.append((i, i + size))
        return sorted(out)

    def _matching(self, form: str, stem: bool) -> list[str]:
        if not stem:
            return [form] if form in self.at else []
        out = []
        for i in range(bisect.bisect_left(self.vocabulary, form), len(self.vocabulary)):
            if not self.vocabulary[i].startswith(form):
                break
            out.append(self.vocabulary[i])
        return out

    def forms(self, sentence: Sentence, outside_quotes: bool = False) -> list[str]:
        """The sentence's words in normal form."""
        return [
            self.words[i].text for i in range(sentence.first, sentence.last) if not (outside_quotes and self.quoted[i])
        ]

    def has(self, sentence: Sentence, listed: frozenset[str], outside_quotes: bool = True) -> bool:
        """Whether one of the listed phrases (see lexicon.phrases) stands in the sentence."""
        text = f" {' '.join(self.forms(sentence, outside_quotes))} "
        return any(f" {p} " in text for p in listed)

    def negated(self, at: int, reach: int = 6) -> bool:
        """Whether a negator stands before a word, within reach, in its sentence and clause: “no lock or bolt”."""
        negators = phrases("speech", "negators")
        first = self.sentences[self.of[at]].first
        for i in range(at - 1, max(first, at - reach) - 1, -1):
            if self.words[i].text in ("but", "although", "though", "however"):
                return False
            if self.words[i].text in negators:
                return True
        return False

    def snippet(self, sentence: Sentence, longest: int = 160) -> str:
        """The learner's own words, shortened for a reason."""
        text = " ".join(sentence.text.split())
        return text if len(text) <= longest else text[:longest].rsplit(" ", 1)[0] + " …"


def _split_dictation(row: list[Word], is_name: Callable[[str], bool]) -> list[list[Word]]:
    says = phrases("speech", "says")
    pieces: list[list[Word]] = [[]]
    for i, w in enumerate(row):
        following = row[i + 1].text if i + 1 < len(row) else ""
        after = row[i + 2].text if i + 2 < len(row) else ""
        tells = following in says or (following in ("had", "has", "then", "also") and after in says)
        lead = is_name(w.text) and (tells or following in ("he", "she", "they", "i"))
        if lead and 0 < len(pieces[-1]) < 4 and len(pieces) > 1:
            left_over = pieces.pop()
            pieces[-1] += left_over  # a word or three at a cut belong to the speaker before
        if pieces[-1] and ((lead and len(pieces[-1]) >= 4) or len(pieces[-1]) >= PIECE):
            pieces.append([])
        pieces[-1].append(w)
    if len(pieces) > 1 and len(pieces[-1]) < 4:
        last = pieces.pop()
        pieces[-1] += last
    return pieces
