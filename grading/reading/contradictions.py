"""Sentences that the case denies: ages, births, dates, relations, counts, “saw” of what could not be seen.

Silent where the case is silent, inside quotation marks, and where a sentence only passes on what somebody said wrongly.
Practice source: practice.md R16, V12 (what a camera shows), E9.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from grading.reading.accounts import agreed
from grading.reading.ages import Age, age_beside, age_fits
from grading.reading.dates import MONTH_OF, Written, clock, dates
from grading.reading.facts import Reader, overlap
from grading.reading.lexicon import phrases, read
from grading.reading.likeness import stem
from grading.reading.names import Mention
from grading.reading.quantities import Known, known
from grading.reading.relations import relation_lines
from grading.reading.sentences import ROWS, Sentence
from grading.reading.unseen import Contradiction, camera, not_alone, passed_on
from grading.reading.words import forms
from simulator.cases.dates import DAYS, MONTHS, short_date, write_date, write_time, years_between
from simulator.cases.model import Case, Event, Person

UNSEEN = re.compile(
    r"\b(?:did not see|not shown|not see it|were not shown|was not shown|and did not|never showed|had not seen|not seen)\b",
    re.I,
)


SMOOTH = re.compile(
    r"\b(?:without|no) (?:any )?(?:technical )?(?:difficult\w+|problems?|issues?|interruptions?)\b|\buninterrupted\b",
    re.I,
)
OF_THE_CALL = re.compile(
    r"\b(?:calls?|connect\w+|video|sound|audio|picture|screen|meeting|session|contact|interview|visit|line|technical\w*|uninterrupted)\b",
    re.I,
)
LOST = re.compile(r"\b(?:sound|picture|line|call)\b.{0,40}\b(?:stopped|lost|froze|no picture|no sound|dropped)", re.I)
TITLE = re.compile(r"\b(Mr|Mrs|Ms|Miss)\.? ([A-Z][\w’'-]+)")


def contradictions(reader: Reader, event: Event) -> list[Contradiction]:
    """Everything in the note that the case denies, in a fixed order."""
    case = reader.case
    out: list[Contradiction] = []
    counted = known(case)
    for s in reader.note.sentences:
        if s.number in reader.skip:
            continue
        for part in (_ages, _relations):
            out += part(reader, case, s, event)
        out += _dates(reader, case, s, event)
        out += _quantities(counted, s)
        out += _titles(reader, case, s)
        out += _smooth(reader, case, s, event)
        out += _shown_after_all(reader, case, s)
        if event.held == "video":
            out += camera(reader, case, s, event)
    out += _agree(reader, case)
    out += _turned(reader, case)
    out += not_alone(reader, case)
    seen: set[tuple[str, str, str]] = set()
    return [c for c in out if (key := (c.kind, c.wrote, c.about)) not in seen and not seen.add(key)]  # type: ignore[func-returns-value]


def _mentions(reader: Reader, s: Sentence) -> Iterator[tuple[Mention, Person]]:
    """Mentions of one person of the case, outside quotation marks."""
    for m in reader.speech.by_sentence.get(s.number, ()):
        if m.kind == "pronoun" or len(m.ids) != 1 or reader.note.quoted[m.first]:
            continue
        person = reader.names.people[next(iter(m.ids))]
        if isinstance(person, Person):
            yield m, person


def _ages(reader: Reader, case: Case, s: Sentence, event: Event) -> Iterator[Contradiction]:
    text = reader.note.texts[s.field]
    for m, person in _mentions(reader, s):
        start, end = reader.note.words[m.first].start, reader.note.words[m.last - 1].end
        if person.born is None and person.age is None:
            continue
        day = event.start.date()
        age = age_beside(text, start, end)
        if age and m.kind == "name" and not age_fits(age, person.born, person.age, day):
            if _somebody_elses(reader, s, m, age, day):
                continue
            years = person.age if person.born is None else years_between(person.born, day)
            yield Contradiction("age", age.text, f"{person.first} was {years} on that day.", s.field, person.id)
        if person.born and m.kind == "name":
            tail = text[end : min(s.end, end + 40)]
            if match := re.match(
                r"\W{0,3}(?:who was\s+)?(?:born|dob|d\.o\.b\.?|date of birth)\W*(?:on\s+)?", tail, re.I
            ):
                found = dates(tail[match.end() :], case.date_order, person.born)
                if found and found[0].start <= 2 and found[0].year_given and found[0].day != person.born:
                    yield Contradiction(
                        "birth", f"{text[start:end]}, born {found[0].text}",
                        f"{person.first} was born on {write_date(case, person.born)}.", s.field, person.id,
                    )  # fmt: skip


def _somebody_elses(reader: Reader, s: Sentence, m: Mention, age: Age, day: date) -> bool:
    """Whether an age beside a name is another's: “Asmini's 3 year old”, “son of Asmini, 3” where such a child stands in the case."""
    text = reader.note.texts[s.field]
    start, end = reader.note.words[m.first].start, reader.note.words[m.last - 1].end
    whose = (
        m.possessive
        or re.match(r"['’]s?\b", text[end:])
        or re.search(r"\b(?:of|to|by|with)\s+\W?$", text[max(0, start - 8) : start])
    )
    return bool(whose) and any(
        isinstance(p, Person)
        and p.id not in m.ids
        and (p.born or p.age is not None)
        and age_fits(age, p.born, p.age, day)
        for p in reader.names.people.values()
    )


def _known_days(case: Case) -> set[object]:
    days: set[object] = {e.start.date() for e in (*case.events, *case.key.hidden_events) if e.exact != "month"}
    return days | {d.on.date() for d in case.documents} | {c.on.date() for c in case.contacts}


def _dates(reader: Reader, case: Case, s: Sentence, event: Event) -> Iterator[Contradiction]:
    text = reader.note.texts[s.field]
    day = event.start.date()
    if s.field.startswith(ROWS):
        return
    for w in dates(text[s.start : s.end], case.date_order, day):
        at = s.start + w.start
        if any(q.start <= at < q.end for q in s.spans):
            continue
        if (
            w.day is not None
            and w.weekday is not None
            and w.weekday != w.day.weekday()
            and abs((w.day - day).days) < 400
        ):
            yield Contradiction("weekday", w.text, f"{write_date(case, w.day)} was a {DAYS[w.day.weekday()]}.", s.field)
        before = text[max(s.start, at - 45) : at].lower()
        if (
            w.day
            and w.day != day
            and re.search(r"\b(i|we) (visited|saw|met|called on|went to see)\b[^,;]*\b(on|of)\W*$", before)
        ) or (
            w.day
            and w.day != day
            and re.search(
                r"\b(home visit|this visit|the visit|video call|date of (visit|call))\b( was| took place)?( on| of|:)?\W*$",
                before,
            )
            and w.day not in _known_days(case)
        ):
            yield Contradiction("event day", w.text, f"It was on {short_date(case, day)}.", s.field)
        elif w.day and (month := _month_only(reader, case, s, w)):
            yield Contradiction("invented day", w.text, f"Nobody knows the day: only that it was {month}.", s.field)
    if event.exact == "time":
        yield from _arrival(case, s, event)


def _arrival(case: Case, s: Sentence, event: Event) -> Iterator[Contradiction]:
    for verb, at in ((r"(?:i|we) (?:arrived|got there|knocked)", event.start), (r"(?:i|we) left", event.end)):
        match = re.search(
            rf"\b{verb}\b (?:at |there at |the house at |just after |about |around )*([^,;.]*(?:\.\d\d)?[^,;.]*)",
            s.text,
            re.I,
        )
        if (
            not match
            or at is None
            or not re.match(r"(?:about |around )?(\d|quarter|half|five|ten|twenty|noon)", match[1], re.I)
        ):
            continue
        if (c := clock(" ".join(match[1].split()[:5]))) and not c.fits(at.hour * 60 + at.minute):
            yield Contradiction("event time", match[0].strip(), f"It was {write_time(case, at)}.", s.field)


def _month_only(reader: Reader, case: Case, s: Sentence, w: Written) -> str:
    """The month of something whose day nobody knows, when a sentence gives it a day; empty otherwise."""
    if w.day is None or w.day in _known_days(case):
        return ""
    month = MONTHS[w.day.month - 1]
    for e in (*case.events, *case.key.hidden_events):
        if (
            e.exact == "month"
            and (e.start.year, e.start.month) == (w.day.year, w.day.month)
            and overlap(s.text, f"{e.title} {e.line}") >= 2
        ):
            return month
    for fact in case.key.facts:
        row = forms(fact.what)
        named = [MONTH_OF[x] for x in row if x in MONTH_OF and x != "may"]
        if named == [w.day.month] and not dates(fact.what, case.date_order, w.day):
            finding = reader.fact(fact)
            windows = [n for window in (*finding.windows, finding.near) for n in window]
            if s.number in windows and (finding.state != "absent"):
                return month
    return ""


def _relations(reader: Reader, case: Case, s: Sentence, event: Event) -> Iterator[Contradiction]:
    """“dad (Gareth)”, “Gareth (father)”, “their father Gareth”: only words that can never be honest for that person."""
    del event
    note, text = reader.note, reader.note.texts[s.field]
    if note.has(s, phrases("speech", "corrects")) or (reader.speech.tellings(s) and passed_on(reader, s)):
        return
    exclusive = frozenset(read("relations")["exclusive"])
    for m, person in _mentions(reader, s):
        if m.kind != "name" or person.id == case.index:
            continue
        start, end = note.words[m.first].start, note.words[m.last - 1].end
        after, before = text[end : end + 40], text[max(s.start, start - 30) : start]
        said = ""
        if (match := re.match(r"\s*\(\s*((?:the |their |his |her )?[A-Za-z-]+(?: [a-z-]+)?)\s*\)", after)) or (
            match := re.search(r"\b(?:the |their |his |her |and |, |^)?([a-z-]+)\s*\(?\s*$", before, re.I)
        ):
            said = match[1]
        if not said or "’s" in said or "'s" in said:
            continue
        wrong = (relation_lines(said) & exclusive) - reader.names.allowed(person)
        # “her partner Joe” may be anybody's partner: only a person with no couple line at all denies it
        if wrong & {"partner", "boyfriend", "girlfriend", "husband", "wife"} and any(
            r.kind in ("couple", "separated") and person.id in (r.a, r.b) for r in case.relationships
        ):
            continue
        if wrong & {"mother", "father", "stepmother", "stepfather"} and any(
            r.kind == "parent" and r.a == person.id for r in case.relationships
        ):
            continue
        if wrong & {"uncle", "aunt", "grandmother", "grandfather", "cousin", "neighbour", "lodger"} and not re.match(
            r"\s*\(", after
        ):
            continue
        if wrong:
            yield Contradiction(
                "relation", f"{said} {person.first}", f"{person.first} is {a(person.is_)}.", s.field, person.id
            )


def a(relation: str) -> str:
    """“the mother's brother”: a relation as feedback names it."""
    return f"the {relation}"


def _quantities(counted: Known, s: Sentence) -> Iterator[Contradiction]:
    """“three nights” where the case counts two, in a sentence about the same thing; outside quotation marks."""
    if s.field.startswith(ROWS):
        return
    for clash in counted.clashes(s.text):
        at = s.start + clash.start
        if not any(q.start <= at < q.end for q in s.spans):
            yield Contradiction("count", clash.wrote, clash.is_, s.field)


def _agree(reader: Reader, case: Case) -> Iterator[Contradiction]:
    """Sentences that make accounts agree, where there are two and the case leaves it open."""
    matter = {w for f in case.key.facts if f.record == "open" or f.kind == "open" for w in f.words}
    accounts = [f for f in case.key.facts if f.record == "must" and f.kind == "reported" and set(f.words) & matter]
    for s in reader.note.sentences:
        wrote, kind = agreed(reader, accounts, s)
        if wrote:
            yield Contradiction(kind, wrote, "There is more than one account, and they do not agree.", s.field)


def _shown_after_all(reader: Reader, case: Case, s: Sentence) -> Iterator[Contradiction]:
    """“The bedroom was viewed”, where the worker asked and was not shown it."""
    note = reader.note
    if s.field.startswith(ROWS) or s.field == "why" or passed_on(reader, s):
        return
    row = note.forms(s, outside_quotes=True)
    if set(row) & (
        phrases("speech", "negators")
        | {
            "asked",
            "ask",
            "if",
            "will",
            "next",
            "plan",
            "want",
            "see",
            "view",
            "still",
            "yet",
            "remain",
            "remains",
            "outstanding",
        }
    ):
        return
    looked = [i for i, w in enumerate(row) if w in phrases("camera", "looked")]
    for fact in case.key.facts if looked else ():
        things = _unseen_things(fact.what)
        for thing in things:
            if any(_thing(w) == thing and any(abs(i - j) <= 6 for j in looked) for i, w in enumerate(row)):
                yield Contradiction("not seen", note.snippet(s), fact.what, s.field, fact.id, fact.moment)
                return


def _thing(word: str) -> str:
    return stem("room") if stem(word) == stem("bedroom") else stem(word)


def _smooth(reader: Reader, case: Case, s: Sentence, event: Event) -> Iterator[Contradiction]:
    """“without technical difficulties”, of a call on which sound or picture was lost."""
    del reader
    match = SMOOTH.search(s.text) if OF_THE_CALL.search(s.text) else None
    lost = next((f for f in case.key.facts if f.kind == "observed" and LOST.search(f.what)), None) if match else None
    if match and lost and event.held == "video":
        yield Contradiction("smooth", match[0], lost.what, s.field, lost.id, lost.moment)


def _titles(reader: Reader, case: Case, s: Sentence) -> Iterator[Contradiction]:
    """“Mr Sahota” of somebody who is Ms Sahota; silent of anybody who is they, or whose title the case does not know."""
    del case
    for match in TITLE.finditer(s.text):
        at = s.start + match.start()
        key = forms(match[2])
        who = [p for p in reader.names.people.values() if key and forms(p.family) == key]
        said = "he" if match[1].startswith("Mr") and match[1] != "Mrs" else "she"
        denied = bool(who) and all(reader.names.pronoun.get(p.id) in {"he", "she"} - {said} for p in who)
        if denied and not any(q.start <= at < q.end for q in s.spans):
            is_ = f"{who[0].full} is {reader.names.pronoun[who[0].id]}."
            yield Contradiction("name", match[0], is_, s.field, who[0].id)


@lru_cache(maxsize=4000)
def _unseen_things(what: str) -> frozenset[str]:
    """The rooms and things a fact says were not seen; empty for any other fact."""
    if not UNSEEN.search(what):
        return frozenset()
    return frozenset(
        _thing(w)
        for w in forms(re.sub(r"“[^”]*”", "", what))
        if w in phrases("camera", "rooms") | phrases("camera", "kept")
    )


def _turned(reader: Reader, case: Case) -> Iterator[Contradiction]:
    for fact in case.key.facts:
        if fact.kind == "open" or not fact.turned_by:
            continue
        s = reader.turned(fact)
        if s and (s.held_back or fact.record != "restricted"):  # what was told in confidence is nowhere else
            yield Contradiction("turned", reader.note.snippet(s), fact.what, s.field, fact.id, fact.moment)
