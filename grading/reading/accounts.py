"""Accounts: what a sentence gives to a person, held against what that person and the others have said.

The case knows every word that was said and by whom. So a claim that stands as one person’s (“Laura said the power has been
off since Sunday”) is read against all of them: it is *another’s* when most of its words are somebody else’s and hardly one is
this person’s. And where accounts differ, nobody can have confirmed the other’s. Practice source: practice.md R5, R6, E3.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from grading.reading.facts import Reader
from grading.reading.lexicon import phrases
from grading.reading.likeness import Rarity, bag, case_rarity, stem
from grading.reading.names import names_of
from grading.reading.sentences import ROWS, Sentence
from grading.reading.speech import Telling
from simulator.cases.model import Case, Fact

# a claim is another's when this much of it, by weight and in words, is theirs and not the speaker's …
LONG, WORDS = 8.5, 3
MOST = 0.45  # … and so much of the claim is theirs …
OWN = 0.4  # … and no more of it the speaker's own: what both speak of decides nothing;
SHORT, ALL = 6.0, 0.9  # or less of it, when that is all there is and none of it is the speaker's own

ACCOUNT = r"(?:accounts?|explanations?|versions?|descriptions?|stor(?:y|ies))\b"
WHOSE = r"(?:(?:the|this|that|her|his|their) )?(?:[\w-]+['’]s? )?"
# “confirmed this account”, “gave the same explanation”, “corroborates the client’s account”
BACKS = re.compile(
    r"\b(?:confirm(?:ed|s|ing)|corroborat(?:ed|es|ing)|accept(?:ed|s|ing)|agree(?:d|s|ing) with|support(?:ed|s|ing)|endors(?:ed|es|ing)|back(?:ed|s|ing) up|"
    rf"verif(?:ied|ies|ying)|echo(?:ed|es|ing)|repeated|gave|gives|offered|provided|shared)"
    rf" (?:the same |a consistent |a similar |{WHOSE}){ACCOUNT}",
    re.I,
)
# “both adults gave a consistent explanation”, “the accounts are consistent”
AGREE = re.compile(
    r"\b(?:accounts|versions|explanations)\b[^.;]{0,60}?\b(?:consistent|in agreement|agreed with each other|matched|tallied|(?:is|are|was|were|remain\w*) the same)\b"
    r"|\bconsistent (?:accounts|versions|explanations)\b"
    r"|\b(?:both|all|each|everyone|everybody)\b[^.;]{0,30}\b(?:consistent|same|similar|matching) (?:account|explanation|version|story)\b",
    re.I,
)
# “an account consistent with that provided by James”, “which is consistent with Luke’s account”
MATCHES = re.compile(
    rf"\b(?:consistent|in line|in keeping|tall(?:y|ies|ied)|match(?:es|ed)?|agree[sd]?) with (?:what \w+ (?:said|told)|(?:that|those) (?:of|given|provided|offered|told)|{WHOSE}{ACCOUNT})",
    re.I,
)
# “both were in agreement that …”, where it is about what they told and not about a plan
OF_ONE_MIND = re.compile(
    r"\b(?:were|was|are|both|all) in (?:full |complete |general )?agreement (?:that|about|on|over|regarding|as to)\b",
    re.I,
)
NOT_AGREE = re.compile(
    r"\b(?:not|no|n['’]t|never|neither|whether|if|than|with itself)\b[^.;]{0,12}\b(?:consistent|agree|match|tall|same)|inconsistent|\bexcept\b|\bbut\b",
    re.I,
)
PLANS = re.compile(r"\b(?:will|would|shall|should|can|could|to|plan\w*|next)\b", re.I)
TITLES = re.compile(r"\b(M[rsx]|Mrs|Miss|Dr)\.")
DOUBT = re.compile(r"\b(?:whether|if|not know|not say|not tell|unclear|unsure)\b", re.I)
SAME = re.compile(r"\b(?:same|consistent|similar)\b", re.I)


@dataclass(frozen=True, slots=True)
class Claim:
    """What a sentence gives to one person: ``words`` as stems, names and verbs of saying left out."""

    by: str
    words: frozenset[str]
    sentence: int


class Said:
    """Everything a case has anybody say, as stems by person."""

    def __init__(self, case: Case) -> None:
        self.names = frozenset(stem(w) for key in names_of(case).table for w in key)
        self.rarity: Rarity = case_rarity(case)
        words = {u.id: u.words for u in case.key.utterances}
        self.of: dict[str, frozenset[str]] = {}
        self.facts: dict[str, frozenset[str]] = {}
        for fact in case.key.facts:
            text = " ".join((fact.what, *(words[w] for w in fact.words if w in words), *fact.good))
            self.facts[fact.id] = bag(text) - self.names
            if fact.by:
                self._add(fact.by, self.facts[fact.id])
        for u in case.key.utterances:
            self._add(u.speaker, bag(u.words) - self.names)

    def _add(self, person: str, words: frozenset[str]) -> None:
        self.of[person] = self.of.get(person, frozenset()) | words


@lru_cache(maxsize=64)
def said(case: Case) -> Said:
    return Said(case)


def claims(reader: Reader, s: Sentence) -> Iterator[Claim]:
    """What a sentence gives to each person it lets speak. Not the reason for contact, the form's rows, or what is restricted."""
    if s.number in reader.skip or s.field.startswith(ROWS) or s.field == "why" or s.held_back:
        return
    verbs, known = phrases("speech", "claims"), said(reader.case)
    note = reader.note
    runs: list[tuple[Telling, list[tuple[int, int]]]] = []
    # “she explained that he had asked”: what he asked is part of what she claims
    told = [t for t in reader.speech.tellings(s) if t.writer or note.words[t.at].text in verbs]
    for k, t in enumerate(told):
        until = told[k + 1].at if k + 1 < len(told) else s.last
        if runs and runs[-1][0].ids == t.ids:
            runs[-1][1].append((t.at, until))
        else:
            runs.append((t, [(t.at, until)]))
    for t, spans in runs:
        if t.writer or len(t.ids) != 1:
            continue
        by = next(iter(t.ids))
        if by == reader.case.worker:
            continue
        text = " ".join(note.words[i].text for at, until in spans for i in range(at + 1, until))
        yield Claim(by, bag(text) - known.names - _saying(), s.number)


@lru_cache(maxsize=1)
def _saying() -> frozenset[str]:
    return frozenset(stem(w) for w in phrases("speech", "says"))


def swapped(reader: Reader, facts: Iterable[Fact]) -> dict[str, Claim]:
    """Fact id -> the claim that gives it to somebody else. ``facts``: those that must be the right person's."""
    found: dict[str, Claim] = {}
    facts = [f for f in facts if f.by]
    for s in reader.note.sentences:
        speak = {id for t in reader.speech.tellings(s) if len(t.ids) == 1 for id in t.ids} | reader.speech.heading(s)
        for claim in claims(reader, s):
            for fact in facts:
                # “Eileen says Leonard asked her …”: hers, whatever verb stands nearest
                if fact.by not in speak and _is_theirs(said(reader.case), claim, fact):
                    found.setdefault(fact.id, claim)
    return found


def _is_theirs(known: Said, claim: Claim, fact: Fact) -> bool:
    weigh, own = known.rarity.sum, known.of.get(claim.by, frozenset())
    theirs = claim.words & known.facts[fact.id]
    strange = theirs - own
    whole = weigh(claim.words)
    if not strange or not whole:
        return False
    long = len(strange) >= WORDS and weigh(strange) >= LONG
    if long and weigh(theirs) >= MOST * whole and weigh(claim.words & own) <= OWN * whole:
        return True
    return weigh(strange) >= SHORT and weigh(theirs) >= ALL * whole and not claim.words & own


def agreed(reader: Reader, accounts: Iterable[Fact], s: Sentence) -> tuple[str, str]:
    """The words by which a sentence makes accounts agree that do not, and whether as one (“agree”) or as going together
    (“consistent with”). ``accounts``: the facts that tell them. Empty when it does neither."""
    accounts = list(accounts)
    tellers = frozenset(f.by for f in accounts)
    text = TITLES.sub(r"\1 ", s.text)
    if len(tellers) < 2 or s.number in reader.skip or s.held_back or NOT_AGREE.search(text):
        return "", ""
    if match := AGREE.search(text):
        return ("", "") if DOUBT.search(text[: match.start()]) else (s.text[match.start() : match.end()], "agree")
    names_two = sum(reader.speech.named(s, id) for id in tellers) > 1
    if names_two and (match := MATCHES.search(text)):
        return ("", "") if DOUBT.search(text[: match.start()]) else (s.text[match.start() : match.end()], "alike")
    if (match := OF_ONE_MIND.search(text)) and _about(reader, accounts, s):
        return s.text[match.start() : match.end()], "alike"
    backs = BACKS.search(text)
    if backs is None or (
        not SAME.search(backs[0]) and re.match(r"(?:gave|gives|offered|provided|shared)\b", backs[0], re.I)
    ):
        return "", ""
    # the rota may support somebody’s account: it has given none
    verb = s.start + backs.start()
    words = reader.note.words
    named = any(
        t.ids and t.ids <= tellers and t.clear for t in reader.speech.tellings(s) if words[t.at].start <= verb
    ) or any(
        m.ids and m.ids <= tellers and not m.possessive
        for m in reader.speech.by_sentence.get(s.number, ())
        if words[m.first].start < verb
    )
    return (backs[0], "agree") if named else ("", "")


def _about(reader: Reader, accounts: Iterable[Fact], s: Sentence) -> bool:
    """Whether a sentence is about what was told and not about what will be done."""
    known = said(reader.case)
    told = frozenset(w for f in accounts for w in known.facts[f.id])
    return bool((bag(s.text) - known.names - _saying()) & told) and not PLANS.search(s.text)
