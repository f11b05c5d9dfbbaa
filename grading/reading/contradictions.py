"""Sentences that the case denies: ages, births, dates, relations, counts, “saw” of what could not be seen.

Silent where the case is silent, inside quotation marks, and where a sentence only passes on what somebody said wrongly.
Practice source: practice.md R16, V12 (what a camera shows), E9.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from grading.reading.dates import MONTH_OF, Written, clock, dates
from grading.reading.facts import Reader, overlap
from grading.reading.lexicon import phrases, read
from grading.reading.names import Mention
from grading.reading.numbers import age_beside, age_fits, counts
from grading.reading.relations import relation_lines
from grading.reading.sentences import ROWS, Sentence
from grading.reading.unseen import Contradiction, camera, not_alone, passed_on
from grading.reading.words import forms
from simulator.cases.dates import DAYS, MONTHS, short_date, write_date, write_time, years_between
from simulator.cases.model import Case, Event, Person


def contradictions(reader: Reader, event: Event) -> list[Contradiction]:
    """Everything in the note that the case denies, in a fixed order."""
    case = reader.case
    out: list[Contradiction] = []
    for s in reader.note.sentences:
        if s.number in reader.skip:
            continue
        for part in (_ages, _relations):
            out += part(reader, case, s, event)
        out += _dates(reader, case, s, event)
        out += _counts(reader, case, s)
        if event.held == "video":
            out += camera(reader, case, s, event)
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


def _counts(reader: Reader, case: Case, s: Sentence) -> Iterator[Contradiction]:
    """“three nights” where the case counts four, in a sentence about the same thing."""
    if s.field.startswith(ROWS):
        return
    found = counts(s.text)
    if not found:
        return
    truth = _counted(case)
    for number, thing, start, end in found:
        if any(q.start <= s.start + start < q.end for q in s.spans):
            continue
        rows = truth.get(thing, [])
        if not rows or any(number == n for n, _, _ in rows):
            continue
        for n, text, id in rows:
            fact = next((f for f in case.key.facts if f.id == id), None)
            about = fact and any(reader.speech.named(s, p) for p in fact.about if p in reader.names.people)
            if overlap(text, s.text) - 1 >= (1 if about else 2):
                yield Contradiction(
                    "count",
                    s.text[start:end],
                    f"It is {_in_words(n)} {thing}{'s' if n != 1 else ''}: {text}",
                    s.field,
                    id,
                )
                break


def _in_words(n: int) -> str:
    return (
        ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"][n]
        if n <= 12
        else str(n)
    )


def _counted(case: Case) -> dict[str, list[tuple[int, str, str]]]:
    """thing -> (number, text, fact id or empty) wherever the case counts it: facts, what was said, documents, the scene."""
    out: dict[str, list[tuple[int, str, str]]] = {}
    texts = [(f.what, f.id) for f in case.key.facts]
    texts += [(u.words, "") for u in case.key.utterances] + [(d.body, "") for d in case.documents]
    texts += [(c.body, "") for c in case.contacts] + [(m.text, "") for m in case.scene]
    for text, id in texts:
        for number, thing, _, _ in counts(text):
            out.setdefault(thing, []).append((number, text if id else "", id))
    return out


def _turned(reader: Reader, case: Case) -> Iterator[Contradiction]:
    for fact in case.key.facts:
        if fact.kind == "open" or not fact.turned_by:
            continue
        if s := reader.turned(fact):
            yield Contradiction("turned", reader.note.snippet(s), fact.what, s.field, fact.id, fact.moment)
