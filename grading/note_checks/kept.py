"""Safe to keep, fit to use: other people's information, what must not be there, what the case denies.

Practice source: practice.md R11, R15, R16, C6, E3, E13.
"""

from __future__ import annotations

import re

from grading.marks import Check, Remark
from grading.note_checks.contact import _and
from grading.note_checks.sheet import EVEN, FAINT, LIKELY, Sheet, present
from grading.reading.dates import dates
from grading.reading.facts import Finding
from grading.reading.lexicon import phrases
from grading.reading.words import forms
from simulator.cases.model import Fact, Person

PAPER_SAYS = re.compile(
    r"\b(?:report|form|log|letter|file|record|list|referral|note|box)s?\b.{0,40}\b(?:calls?|called|says?|said|has|had|puts?|writes|wrote|describe[sd]?)\b",
    re.I,
)


def in_the_open(sheet: Sheet, fact: Fact) -> tuple[int, ...]:
    """The sentences outside the restricted part that hold a fact; empty when none do.

    Of one that says who it was that told, only the name is held back (``protected_name``): “a neighbour said …” may stand.
    """
    if fact.protects and fact.kind == "observed":
        return ()
    finding = _anywhere(sheet, fact)
    for window in finding.windows:
        if sheet.chance_at(fact, finding, window) >= LIKELY and not all(
            sheet.note.sentences[n].held_back for n in window
        ):
            return window
    return ()


def _anywhere(sheet: Sheet, fact: Fact) -> Finding:
    """A fact, copied sentences included: what must not be there must not be there in any words."""
    skip, sheet.reader.skip = sheet.reader.skip, set()
    try:
        return sheet.reader.fact(fact, strict=True)
    finally:
        sheet.reader.skip = skip


def protected_name(sheet: Sheet, fact: Fact, among_those_met: bool = False) -> str:
    """The name or address of somebody who must not be named, where it stands outside the restricted part; else empty.

    ``among_those_met``: in the rows of the form that ask for everybody who was there, of somebody who was. Whether that gives
    them away fair readers answer both ways; so it is asked for apart.
    """
    person = sheet.names.people.get(fact.protects)
    if not isinstance(person, Person):
        return ""
    met = person.id in present(sheet)
    if among_those_met and not met:
        return ""
    shared = {p.first for p in sheet.case.everybody() if p.id != person.id} | {
        p.family for p in sheet.case.everybody() if p.id != person.id
    }
    wanted = [n for n in (person.full, person.first, person.family) if n and n not in shared]
    home = next((p for p in sheet.case.places if p.id == person.lives), None)
    if home and not any(p.lives == person.lives for p in sheet.case.everybody() if p.id != person.id):
        wanted.append(home.name)
    note = sheet.note
    for name in wanted:
        key = tuple((w, False) for w in forms(name))
        for first, last in note.find(key):
            s = note.sentences[note.of[first]]
            of_the_roll = met and s.field.startswith("who")
            if of_the_roll is among_those_met and not s.held_back:
                return note.texts[s.field][note.words[first].start : note.words[last - 1].end]
        for row in () if met else sheet.response.who:
            if forms(name) and f" {' '.join(forms(name))} " in f" {' '.join(forms(f'{row.name} {row.is_}'))} ":
                return row.name
    return ""


def third_party(sheet: Sheet) -> Check:
    """What others told in confidence is there, held back, and the person is not named."""
    out_of = sheet.points["third_party"]
    for fact in sheet.restricted:
        if name := protected_name(sheet, fact):
            person = sheet.names.people[fact.protects]
            return Check(
                id="third_party", title=f"{person.first} {getattr(person, 'family', '')} is named where the family can read it".replace("  ", " "),
                passed=False, points=0, out_of=out_of, wrote=name, in_case=f"{fact.what} {fact.because}".strip(),
                next_time="Move it to the restricted part, and take out the name and the address.",
                matters=sheet.matters("third_party", "The family can ask to read this part of the file."),
                rationale=f"“{name}” stands in the open part of the note. {fact.because}".strip(), links=sheet.fact_links(fact, _field_with(sheet, name)), weight=78,
            )  # fmt: skip
    for fact in sorted(sheet.restricted, key=lambda f: f.sensitivity != "dangerous"):
        if window := in_the_open(sheet, fact):
            danger = fact.sensitivity == "dangerous"
            return Check(
                id="third_party", title="This belongs in the restricted part", passed=False, points=0, out_of=out_of, wrote=sheet.wrote(window),
                in_case=f"{fact.what} {fact.because}".strip(),
                next_time=fact.next_time or "Move it to the restricted part, without the name of the person it could hurt.",
                matters=sheet.matters("third_party", "The family can ask to read the open part."),
                rationale=f"It stands in the open part: {fact.what} {fact.because}".strip(), links=sheet.fact_links(fact, sheet.field_of(window[0])),
                weight=95 if danger else 72,
            )  # fmt: skip
    for fact in sheet.restricted:
        if name := protected_name(sheet, fact, among_those_met=True):
            return Check(
                id="third_party", title=f"A person has to read whether {name} may stand among those who were there", passed=None, points=0, out_of=out_of,
                person=True, wrote=name, in_case=f"{fact.what} {fact.because}".strip(),
                rationale=f"The form asks for everybody you met, and the family can read it. {fact.because}".strip(), links=sheet.links("who"),
            )  # fmt: skip
    return _held_back(sheet, out_of)


def _held_back(sheet: Sheet, out_of: float) -> Check:
    states = [(f, sheet.reader.fact(f).state) for f in sheet.restricted]
    there = [f for f, s in states if s == "found"]
    if there:
        absent = [f for f, s in states if s == "absent"]
        more = f" Not there: {absent[0].what}" if absent else ""
        return Check(
            id="third_party", title="Other people’s information is held back, and nobody is named who asked not to be.", passed=True, points=out_of,
            out_of=out_of, rationale=f"It stands in the restricted part.{more}", links=sheet.links("restricted"),
        )  # fmt: skip
    half = [f for f, s in states if s == "part"]
    if half or len(forms(sheet.response.parts.get("restricted", ""))) > 6:
        return Check(
            id="third_party", title="The restricted part is for a person to read", passed=None, points=0, out_of=out_of, person=True,
            in_case=sheet.restricted[0].what, rationale="Something is held back. The software cannot tell whether it is the thing that matters.",
            links=sheet.links("restricted"),
        )  # fmt: skip
    first = sheet.restricted[0]
    return Check(
        id="third_party", title="Something you were told in confidence is not there", passed=False, points=0, out_of=out_of, in_case=sheet.said(first),
        next_time=first.next_time or "Write it in the restricted part, without the name of the person who told you.",
        matters=sheet.matters("third_party", first.because), rationale=f"Not found in the note: {first.what} {first.because}".strip(),
        links=sheet.fact_links(first, "restricted"), weight=48,
    )  # fmt: skip


def _field_with(sheet: Sheet, name: str) -> str:
    for part, text in sheet.response.parts.items():
        if part != "restricted" and name in text:
            return part
    return "who" if any(name == r.name for r in sheet.response.who) else "do"


def must_not(sheet: Sheet) -> tuple[Check, list[Remark]]:
    """Nothing private that is not needed, no hearsay as fact, nothing learnt later, nothing unfair without its reason."""
    out_of, remarks = sheet.points["must_not"], []
    faults: list[tuple[Fact, tuple[int, ...], str, str]] = []  # fact, sentences, title, next
    unsure: list[tuple[Fact, tuple[int, ...]]] = []
    for fact in sheet.forbidden:
        finding = _anywhere(sheet, fact)
        if finding.state != "found" or finding.denied:
            continue
        window = max(finding.windows, key=lambda w: sheet.chance_at(fact, finding, w))
        chance = sheet.chance_at(fact, finding, window)
        if chance < FAINT:
            continue
        if fact.record == "only_with":
            beside = next((f for f in sheet.case.key.facts if f.id == fact.only_with), None)
            if beside is None or _anywhere(sheet, beside).state != "absent":
                continue
            if sheet.likeness(beside, attributed=False).chance < EVEN:  # the reason may stand there in other words
                unsure.append((fact, window))
        elif (later := _later(sheet, fact)) and _says_so(sheet, window):
            continue
        elif chance < EVEN:
            unsure.append((fact, window))  # a word of it, perhaps about something else
        elif later:
            faults.append(
                (
                    fact,
                    window,
                    "You did not know this yet",
                    f"Leave it out, or write it as a late entry: it came on {later}.",
                )
            )
        elif fact.kind == "opinion" and _answered(sheet, fact, window):
            remarks.append(Remark(
                wrote=sheet.wrote(window), says="You say whose view this is, and that it is not so. It would be fairer still to leave it out.",
                field=sheet.note.sentences[window[0]].field,
            ))  # fmt: skip
        elif fact.kind == "opinion" and _at_arms_length(sheet, fact, window):
            unsure.append((fact, window))
        else:
            faults.append((fact, window, "Somebody’s opinion stands here as a fact" if fact.kind == "opinion" else "This does not belong in the note",
                           fact.next_time or "Take it out. Ask of each private thing: does the next worker need it to help this person?"))  # fmt: skip
    if unsure and not faults:
        fact, window = unsure[0]
        reason = _reason(sheet, fact)
        why = (
            "It is fair with its reason beside it. The software cannot tell whether the reason is there." if reason
            else "It is not put as a fact. Whether the next worker needs it, the software does not guess." if fact.kind == "opinion"
            else "A word of it stands there, and it may be about something else. The software does not guess."
        )  # fmt: skip
        return Check(
            id="must_not", title=f"A person has to read whether {'the reason stands beside this' if reason else 'this belongs in the note'}",
            passed=None, points=0, out_of=out_of, person=True, wrote=sheet.wrote(window), in_case=f"{fact.what} {fact.because}".strip(),
            next_time=f"Write the reason beside it, or leave both out: {reason}" if reason else fact.next_time,
            rationale=why, links=sheet.links(sheet.field_of(window[0])),
        ), remarks  # fmt: skip
    if not faults:
        return Check(
            id="must_not", title="Nothing private is there that the file does not need.", passed=True, points=out_of, out_of=out_of,
            rationale="None of what the case marks as private, hearsay or not yet known is in the note.", links=sheet.links(sheet.response.account),
        ), remarks  # fmt: skip
    fact, window, title, next_time = max(
        faults, key=lambda f: (f[0].sensitivity == "dangerous", f[0].sensitivity == "private")
    )
    rest = [f for f, *_ in faults if f is not fact]
    more = f" Also: {' '.join(f.what for f in rest[:3])}" if rest else ""
    return Check(
        id="must_not", title=title, passed=False, points=0, out_of=out_of, wrote=sheet.wrote(window), in_case=f"{fact.what} {fact.because}".strip(),
        next_time=next_time, matters=sheet.matters("relevant", "Whoever it is about may read this one day."),
        rationale=f"{fact.what} {fact.because}{more}".strip(), links=sheet.fact_links(fact, sheet.field_of(window[0])), weight=74,
    ), remarks  # fmt: skip


def _reason(sheet: Sheet, fact: Fact) -> str:
    return next((f.what for f in sheet.case.key.facts if f.id == fact.only_with), "")


def _later(sheet: Sheet, fact: Fact) -> str:
    """When something became known, in words, if that was after the contact; empty otherwise."""
    from simulator.cases.dates import write_date

    if not fact.known_from:
        return ""
    try:
        event = sheet.case.event(fact.known_from)
    except KeyError:
        return ""
    return write_date(sheet.case, event.start) if event.start > (sheet.event.end or sheet.event.start) else ""


def _says_so(sheet: Sheet, window: tuple[int, ...]) -> bool:
    """Whether the sentence says that it was learnt later, or from what."""
    for n in window:
        s = sheet.note.sentences[n]
        if sheet.note.has(s, phrases("speech", "later")):
            return True
        if any(
            w.day and w.day > sheet.event.start.date()
            for w in dates(s.text, sheet.case.date_order, sheet.event.start.date())
        ):
            return True
    return False


def _answered(sheet: Sheet, fact: Fact, window: tuple[int, ...]) -> bool:
    """Whether an opinion is given to its owner and answered, there or in the next sentence."""
    note, rows = sheet.note, [sheet.note.sentences[n] for n in window]
    if any(note.has(s, phrases("speech", "at_a_distance")) or note.has(s, phrases("speech", "refuted")) for s in rows):
        return True
    owned = (
        any(s.spans for s in rows)
        or any(fact.by in t.ids or (not t.writer and not t.ids) for s in rows for t in sheet.reader.speech.tellings(s))
        or any(
            re.search(r"\b(neighbou?r|somebody|someone|member of the public)\b.*\b(said|says|told)", s.text, re.I)
            for s in rows
        )
    )
    after = [s for s in note.sentences[rows[-1].number + 1 : rows[-1].number + 2] if s.field == rows[-1].field]
    return owned and any(note.has(s, phrases("speech", "answered")) for s in (*rows, *after))


def _at_arms_length(sheet: Sheet, fact: Fact, window: tuple[int, ...]) -> bool:
    """Whether an opinion stands in quotation marks, as what a paper says, or under its owner's name where it is held back: fair readers differ."""
    rows = [sheet.note.sentences[n] for n in window]
    if any(s.spans or (fact.documents and PAPER_SAYS.search(s.text)) for s in rows):
        return True
    theirs = any(sheet.reader.speech.named(s, fact.by) or sheet.reader.speech.tellings(s) for s in rows)
    return theirs and all(s.held_back for s in rows)


def no_contradiction(sheet: Sheet, charged: set[str]) -> Check:
    """Nothing the case denies. ``charged``: what another row has already taken points for."""
    out_of = sheet.points["no_contradiction"]
    found = [c for c in sheet.contradictions if f"{c.kind}:{c.about}" not in charged and c.kind not in charged]
    if not found and sheet.perhaps_contradictions:
        perhaps = sheet.perhaps_contradictions[0]
        return Check(
            id="no_contradiction", title="A person has to read whether one sentence says something else", passed=None, points=0, out_of=out_of,
            wrote=perhaps.wrote, in_case=perhaps.is_, person=True, weight=9, links=sheet.links(perhaps.field),
            rationale=f"The note has it right elsewhere: {perhaps.is_} “{perhaps.wrote}” may turn it, or be about something else. The software does not guess.",
        )  # fmt: skip
    if not found:
        return Check(
            id="no_contradiction", title="Nothing disagrees with the case.", passed=True, points=out_of, out_of=out_of,
            rationale="No age, date, number, relation or “saw” in the note is denied by the case.", links=sheet.links(sheet.response.account),
        )  # fmt: skip
    first = found[0]
    more = f" Also: “{_and([c.wrote for c in found[1:4]])}”." if len(found) > 1 else ""
    title = {
        "not on camera": "The camera did not show this", "invented day": "Nobody knows this day", "turned": "The case says something else here",
        "relation": "Who is who does not agree with the case", "count": "A number does not agree with the case", "age": "An age does not agree with the case",
    }.get(first.kind, "This does not agree with the case")  # fmt: skip
    next_time = {
        "not on camera": "Write what the camera showed, name what it did not, and say that you will look in person.",
        "invented day": "Write only as much of a date as you know: the month.",
        "turned": "Read the sentence back beside what was said or seen, word by word.",
    }.get(first.kind, "Before you save, hold each name, age, number and date against the file.")  # fmt: skip
    return Check(
        id="no_contradiction", title=title, passed=False, points=0, out_of=out_of, wrote=first.wrote, in_case=first.is_, next_time=next_time,
        matters=sheet.matters("remote" if first.kind == "not on camera" else "accurate"), rationale=f"You wrote “{first.wrote}”. {first.is_}{more}",
        links=sheet.links("do" if first.field.startswith("do") else first.field, moment=first.moment if any(m.id == first.moment for m in sheet.case.scene) else ""),
        weight=58,
    )  # fmt: skip
