"""The contact: right file, header, seen alone. Practice source: practice.md R1, R2, R3, R10."""

from __future__ import annotations

import re
from datetime import datetime

from grading.marks import Check
from grading.note_checks.sheet import Sheet, present
from grading.reading.dates import clock, dates
from grading.reading.lexicon import phrases
from grading.reading.words import forms
from simulator.cases.dates import write_date, write_time
from simulator.cases.model import Person


def right_file(sheet: Sheet) -> Check:
    """On the right person's record; no look-alike's name or date of birth in the note."""
    case, out_of = sheet.case, sheet.points["right_file"]
    index, other = case.person(case.index), case.look_alike
    born = f", born {write_date(case, index.born)}" if isinstance(index, Person) and index.born else ""
    record = sheet.response.record

    def failed(title: str, wrote: str, why: str, weight: int = 90) -> Check:
        return Check(
            id="right_file", title=title, passed=False, points=0, out_of=out_of, wrote=wrote,
            in_case=f"This is {index.full}{born}. {other.name}, born {write_date(case, other.born)}, is somebody else.",
            next_time="Check two things before you write, each time: the full name and the date of birth.",
            matters=sheet.matters("right_file", "A note on the wrong record is missed by one family and read by another."),
            rationale=why, links=sheet.links("record"), weight=weight,
        )  # fmt: skip

    if record == other.file_no:
        return failed(
            "This is another person’s record", f"{other.name}, file {record}",
            f"The note was put on the record of {other.name}. It belongs on that of {index.full}.",
        )  # fmt: skip
    if not record:
        return failed(
            "No record was chosen", "", f"The note does not say whose record it belongs on: {index.full}’s.", 60
        )
    if record != case.file_no:
        return failed("This record is not this person’s", record, f"{record} is not the file of {index.full}.")
    if found := _look_alike(sheet):
        return failed(
            "The note names somebody else", found,
            f"“{found}” fits {other.name}, who has another record. This is {index.full}.", 80,
        )  # fmt: skip
    return Check(
        id="right_file", title=f"The right record: {index.full}.", passed=True, points=out_of, out_of=out_of,
        rationale=f"The note stands on the record of {index.full}{born}. {other.name} has another one.", links=sheet.links("record"),
    )  # fmt: skip


def _look_alike(sheet: Sheet) -> str:
    """The look-alike's name or date of birth, where the note takes it for this person's."""
    case, note, other = sheet.case, sheet.note, sheet.case.look_alike
    full = forms(other.name)
    mine = {w for p in sheet.names.people.values() for w in forms(p.full)}
    mine |= {w for p in case.everybody() for alias in p.aliases for w in forms(alias)}
    keys = [full] + ([full[:1]] if full and full[0] not in mine else [])
    for row in sheet.response.who:
        name = forms(row.name)
        if any(name[: len(k)] == k for k in keys):
            return row.name
    for key in keys:
        for first, last in note.find(tuple((w, False) for w in key)):
            s = note.sentences[note.of[first]]
            text = note.texts[s.field]
            if note.quoted[first] or re.search(r"\b(not|another|different|mix|confus|other)", s.text, re.I):
                continue
            return text[note.words[first].start : note.words[last - 1].end]
    for s in note.sentences:
        for w in dates(s.text, case.date_order, other.born):
            if w.day == other.born and w.year_given:
                return w.text
    return ""


def header(sheet: Sheet) -> Check:
    """Kind, date, start, end and place, each right. What cannot be read is not marked."""
    case, r, event, task = sheet.case, sheet.response, sheet.event, sheet.task
    wrong: list[tuple[str, str, str, str]] = []  # field, what is wrong, wrote, in case
    unread: list[str] = []

    if r.kind.strip().lower() != task.kind.strip().lower():
        wrong.append(("kind", "the kind of contact", r.kind, task.kind))
    day, shown = event.start.date(), write_date(case, event.start)
    found = dates(r.date, case.date_order, day)
    if not r.date:
        wrong.append(("date", "the date", "", shown))
    elif not found:
        if forms(r.date) and not re.search(r"\d", r.date) and "of" not in forms(r.date):
            wrong.append(("date", "the whole date", r.date, shown))
        else:
            unread.append("date")
    elif found[0].day != day:
        order = "day first" if case.date_order == "dmy" else "month first"
        read = (
            f", which is read {order} here: {write_date(case, found[0].day)}"
            if found[0].day and not _spelt(r.date)
            else ""
        )
        wrong.append(("date", "the date", r.date + read, shown))
    for field, value, at in (("from", r.from_, event.start), ("to", r.to, event.end)):
        if at is None:
            continue
        label = "when it began" if field == "from" else "when it ended"
        time = clock(value)
        if not value:
            wrong.append((field, label, "", write_time(case, at)))
        elif time is None:
            unread.append(field)
        elif not any(time.fits(m) for m in _minutes(sheet, field, at)):
            wrong.append((field, label, value, write_time(case, at)))
    places = _places(sheet)
    if not r.where:
        wrong.append(("where", "the place", "", places[0]))
    elif not _place_fits(r.where, sheet):
        if _other_place(r.where, sheet):
            wrong.append(("where", "the place", r.where, places[0]))
        else:
            unread.append("where")
    return _header_check(sheet, wrong, unread)


def _minutes(sheet: Sheet, field: str, at: datetime) -> range:
    """The minutes of the day that are right for a beginning or an end.

    A worker who knocks at twenty past and is let in at half past may write either; so the moments at which somebody is
    first and last met, and first and last speaks, are as right as the event's own times, and so is what lies between.
    """
    there = {id for id, needed in present(sheet).items() if needed}
    names = {sheet.names.people[id].first for id in there}
    met = [m.at for m in sheet.case.scene if any(first in m.text for first in names)]
    heard = [u.at for u in sheet.case.key.utterances if u.event == sheet.event.id and u.speaker in there]
    edges = [(min if field == "from" else max)(times) for times in (met, heard) if times]
    times = sorted(t.hour * 60 + t.minute for t in (at, *edges))
    return range(times[0], times[-1] + 1)


def _header_check(sheet: Sheet, wrong: list[tuple[str, str, str, str]], unread: list[str]) -> Check:
    out_of = sheet.points["header"]
    if wrong:
        gaps = [label for _, label, wrote, _ in wrong if not wrote]
        slips = [label for _, label, wrote, _ in wrong if wrote]
        title = f"Missing: {_and(gaps)}" if gaps and not slips else f"To look at again: {_and(slips + gaps)}"
        return Check(
            id="header", title=title[0].upper() + title[1:], passed=False, points=0, out_of=out_of,
            wrote="; ".join(wrote for _, _, wrote, _ in wrong if wrote),
            in_case="; ".join(f"{label}: {truth}" for _, label, _, truth in wrong),
            next_time="Fill in the top of the form first: what kind of contact, which day, from when to when, and where.",
            matters=sheet.matters("timely", "How long you were there is part of what the contact can show."),
            rationale=" ".join(
                f"{label[0].upper() + label[1:]}: {'you wrote “' + wrote + '”' if wrote else 'nothing is written'}; it was {truth}."
                for _, label, wrote, truth in wrong
            ),
            links=sheet.links(*(f for f, _, _, _ in wrong)), weight=30,
        )  # fmt: skip
    if unread:
        return Check(
            id="header", title="Part of the header could not be read", passed=None, points=0, out_of=out_of, person=True,
            rationale=f"It is filled in, but the software cannot read: {_and(unread)}. A person will.", links=sheet.links(*unread),
        )  # fmt: skip
    return Check(
        id="header", title="Kind of contact, date, start, end and place are all there.", passed=True, points=out_of, out_of=out_of,
        rationale="Kind, date, start, end and place agree with the case. A reader in five years can weigh this.",
        links=sheet.links("date"),
    )  # fmt: skip


def _spelt(text: str) -> bool:
    return bool(re.search(r"[a-z]{3}", text, re.I)) or bool(re.match(r"\s*\d{4}-", text))


def _and(parts: list[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}" if parts else ""


def _places(sheet: Sheet) -> list[str]:
    event, task = sheet.event, sheet.task
    place = next((p for p in sheet.case.places if p.id == event.place), None)
    return [p for p in ((place.name if place else ""), *task.where_also) if p] or ["as the form asks"]


def _place_fits(text: str, sheet: Sheet) -> bool:
    """By name, number and street, “home”, or the kind of call."""
    case, event = sheet.case, sheet.event
    row = set(forms(text))
    for n, name in enumerate(_places(sheet)):
        want = forms(name)
        if n == 1 and _other_place(text, sheet):
            return False
        if want and (set(want) <= row or (row <= set(want) and len(row & set(want)) >= max(1, len(want) - 1))):
            return True
    place = next((p for p in case.places if p.id == event.place), None)
    if place and row & set(forms(place.postcode)) and place.postcode:
        return True
    index = case.person(case.index)
    at_home = place is not None and getattr(index, "lives", "") == place.id
    if (
        at_home
        and row & {"home", "house", "address", "flat", "apartment", "residence"}
        and not _other_place(text, sheet)
    ):
        return True
    if event.held == "video" and row & {
        "video",
        "online",
        "teams",
        "zoom",
        "call",
        "remote",
        "remotely",
        "screen",
        "virtual",
    }:
        return True
    return event.held == "telephone" and bool(row & {"phone", "telephone", "call"})


def _other_place(text: str, sheet: Sheet) -> bool:
    """Whether it is plainly somewhere else: another address of the case, or another number in the street."""
    row, also = set(forms(text)), _places(sheet)  # a family in a hotel is met at the hotel
    for p in sheet.case.places:
        want = set(forms(p.name))
        if p.id != sheet.event.place and p.name not in also and want and want <= row:
            return True
    mine = forms(_places(sheet)[0])
    digits = {w for w in mine if w.isdecimal()}
    street = {w for w in mine if not w.isdecimal()}
    theirs = set(re.findall(r"\b\d+\b", text))  # in figures: “the one room” is no number of a house
    return bool(street & row and theirs and digits and not theirs & digits and len(street & row) == len(street))


def seen_alone(sheet: Sheet) -> Check:
    """Whether the person was seen alone: from the form, else from the text."""
    case, task, out_of = sheet.case, sheet.task, sheet.points["seen_alone"]
    person = case.person(task.see_alone)
    answer, said = sheet.response.alone, _alone_in_prose(sheet)
    if not answer:
        answer = {True: "yes", False: "no", None: ""}[said]
    truth = (
        f"{person.first} was seen alone{': ' + task.alone_where if task.alone_where else ''}."
        if task.seen_alone
        else f"{person.first} was not seen alone{': ' + task.alone_where if task.alone_where else ''}."
    )
    moment = next(
        (m.id for m in case.scene if "alone" in m.text.lower() and person.first in m.text), ""
    )  # fmt: skip
    matters = sheet.matters("roster", "Who could hear gives words their weight.")
    if answer and (answer == "yes") == task.seen_alone:
        where = f" ({sheet.response.alone_where})" if sheet.response.alone_where else ""
        return Check(
            id="seen_alone", title=f"You say whether you saw {person.first} alone{where}.", passed=True, points=out_of, out_of=out_of,
            rationale=truth + ("" if where else " Add where, and when the privacy ended."), links=sheet.links("alone", moment=moment),
        )  # fmt: skip
    wrote = {"yes": "Yes", "no": "No"}.get(answer, "")
    return Check(
        id="seen_alone",
        title=f"{person.first} was {'' if task.seen_alone else 'not '}seen alone" if answer else f"Was {person.first} seen alone? The note does not say",
        passed=False, points=0, out_of=out_of, wrote=wrote, in_case=truth,
        next_time=f"Say it either way. If you saw {person.first} alone, say where and how long; if not, say why.",
        matters=matters, rationale=f"{'You wrote “' + wrote + '”. ' if wrote else 'Not answered. '}{truth}",
        links=sheet.links("alone", moment=moment), weight=45,
    )  # fmt: skip


def _alone_in_prose(sheet: Sheet) -> bool | None:
    """True or False when a sentence says so of that person; None when none does."""
    note, speech = sheet.note, sheet.reader.speech
    for s in note.sentences:
        if not note.has(s, phrases("speech", "alone")) or not speech.named(s, sheet.task.see_alone):
            continue
        at = next(
            i for i in range(s.first, s.last) if note.words[i].text in ("alone", "own", "himself", "herself", "themselves", "1", "2", "separately", "private")
        )  # fmt: skip
        return not note.negated(at, reach=8)
    return None
