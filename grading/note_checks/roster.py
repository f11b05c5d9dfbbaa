"""Who was there: everybody, each with what they are to the person. Practice source: practice.md R3, E8."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from grading.marks import Check
from grading.note_checks.contact import _and
from grading.note_checks.sheet import Sheet, present
from grading.reading.lexicon import phrases, read
from grading.reading.names import SLIP
from grading.reading.relations import relation_lines
from grading.reading.words import forms
from simulator.cases.model import Person, Professional

ABSENT = re.compile(
    r"\b(not (there|present|seen|in|at)|absent|(?<!in and )out|at (work|school|nursery)|by (phone|telephone)|on the phone)\b",
    re.I,
)
BESIDE = re.compile(
    r"(?:\bw/|\bwith\b|\band\b|&)\s*(?:(?:his|her|their|child|kid|son|daughter|baby)\s+){0,2}([A-Z][\w’'-]+)(?!['’]s)"
)
ME = frozenset(["me", "myself", "i", "worker", "sw", "ssw", "author"])


@dataclass
class Row:
    """Who a row of the form names. ``person``: id, or empty. ``unsure``: a name close to somebody's, not close enough."""

    name: str
    is_: str
    person: str = ""
    unsure: bool = False


@dataclass
class Roll:
    rows: list[Row] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    wrong: list[tuple[Row, str]] = field(default_factory=list)  # row, what is wrong with the role
    not_there: list[Row] = field(default_factory=list)
    unsure: list[Row] = field(default_factory=list)


def call_roll(sheet: Sheet) -> Roll:
    """Read the form's rows against who was there."""
    there = present(sheet)
    roll = Roll()
    for row in sheet.response.who:
        roll.rows += _people(sheet, row.name, row.is_, there)
    for row in sheet.response.who:
        for name in BESIDE.findall(row.is_):  # “roommate, with child Nicholas”
            who, unsure = _who(sheet, name, there)
            if who in there and not unsure and all(r.person != who for r in roll.rows):
                roll.rows.append(Row(name, getattr(sheet.names.people[who], "is_", ""), who))
    named = {r.person for r in roll.rows if r.person and not _absent(r)}
    roll.missing = [id for id, needed in there.items() if needed and id not in named]
    for r in roll.rows:
        if _absent(r):
            continue
        if r.unsure:
            roll.unsure.append(r)
        elif not r.person:
            roll.not_there.append(r)
        elif r.person == "writer":
            continue
        elif r.person not in there:
            # a colleague's name may stand here for a reason the case does not know
            person = sheet.names.people[r.person]
            (roll.unsure if isinstance(person, Professional) else roll.not_there).append(r)
        elif fault := _role_fault(sheet, r):
            roll.wrong.append((r, fault))
    return roll


def _absent(r: Row) -> bool:
    """Whether a row says itself that somebody was not there; “has the boys when she is out” says it of another."""
    return bool(ABSENT.search(re.sub(r"\bwhen\b.*", "", r.is_, flags=re.I)))


def _people(sheet: Sheet, name: str, role: str, there: dict[str, bool]) -> list[Row]:
    """One row may hold several people: “Hannah and Jonah”; a role may stand in brackets behind the name."""
    if match := re.fullmatch(r"\s*(.+?)\s*\((.+)\)\s*", name):
        name, role = match[1], f"{role} {match[2]}".strip()
    if not forms(name):
        return [Row(name or role, role, *_who(sheet, role, there))] if forms(role) else []
    who, unsure = _who(sheet, name, there)
    if not sheet.names.ids(name) and who != "writer":
        parts = [p for p in re.split(r"\s*(?:,|&|/|\+|\band\b)\s*", name) if forms(p)]
        if len(parts) > 1:
            rows = [Row(p, role, *_who(sheet, p, there)) for p in parts]
            if all(r.person for r in rows):
                return rows
            named = next((r for r in rows if r.person and r.person != "writer"), None)
            if named and all(r.person == named.person or relation_lines(r.name) for r in rows):
                return [Row(named.name, f"{role} {name}", named.person)]  # “Gareth, uncle”
    return [Row(name, role, who, unsure)]


def _who(sheet: Sheet, text: str, there: dict[str, bool]) -> tuple[str, bool]:
    """(person id, unsure)."""
    names = sheet.names
    worker = names.people[sheet.case.worker]
    row = forms(text)
    if (set(row) & ME and len(row) <= 2) or sheet.case.worker in names.ids(text) or row == forms(worker.full):
        return "writer", False
    if "social worker" in " ".join(row):
        return "writer", False
    ids = names.ids(text)
    for option in (row[1:], row[:-1]):
        if not ids and len(row) > 1 and option:
            ids = frozenset(names.table.get(option, ())) if option != row[:-1] or len(option) > 1 else ids
    if ids:
        return (sorted(i for i in ids if i in there) or sorted(ids))[0], False
    id, ratio = names.near(text)
    other = forms(sheet.case.look_alike.name)
    if row and other and row[0] == other[0] and row[0] not in {forms(p.first)[0] for p in sheet.case.everybody()}:
        return sheet.case.index, False  # the look-alike's name for the person: charged under right_file
    if ratio >= SLIP:
        return id, False
    # first name with another family name: “Gareth Reeve” is still Gareth
    if len(row) > 1 and (ids := frozenset(names.table.get(row[:1], ()))) and len(ids) == 1:
        return next(iter(ids)), False
    return "", ratio >= 62 or sum(w in phrases("speech", "function") for w in row) > 1


def _role_fault(sheet: Sheet, r: Row) -> str:
    """Empty when the role is honest, or in words the case does not know."""
    person = sheet.names.people[r.person]
    if isinstance(person, Professional):
        return ""
    if not person.household:  # a caller's role is theirs to tell; only a couple that is none is denied
        return "wrong" if relation_lines(r.is_) & COUPLE - set(sheet.names.allowed(person)) else ""
    said = f"{r.is_} {r.name if relation_lines(r.name) and not sheet.names.first.get(forms(r.name)) else ''}".strip()
    if not forms(said):
        return "" if person.id == sheet.case.index else "missing"  # the file says what this person is
    allowed = set(sheet.names.allowed(person))
    if not allowed:
        return ""  # the case has no word of ours for it: silence is not a denial
    if LEFT_OPEN.search(said) or CALLED.search(said):
        return ""  # that it is not known, or what one calls the other, claims no relation
    if TWIN.search(person.is_) and YEARS.search(said):
        return "wrong"
    if _kin(said) and _kin(" ".join((person.is_, *person.also_is))) not in ("", _kin(said)):
        return "wrong"
    theirs = {_side(sheet, p) for p in (person.is_, *person.also_is)} - {""} or _born_on(sheet, person)
    side = _side(sheet, said)
    if _of_the_person(sheet, said) and allowed & {"uncle", "aunt"} and not allowed & {"cousin"}:
        return "wrong"  # “Anna’s half-brother” of an uncle
    if side and theirs:
        return "" if side in theirs else "wrong"
    if side and not PATERNAL.search(said) and not allowed & {"brother", "sister", "uncle", "aunt"}:
        return "wrong"
    row = " ".join(forms(said))
    if any(" ".join(forms(p)) in row for p in (person.is_, *person.also_is)):
        return ""
    if person.id == sheet.case.index:
        return ""
    lines = relation_lines(said) - {"child"}
    known = lines | ({"child"} if "child" in relation_lines(said) else set())
    if not known or known & allowed:
        return ""
    # a relation to somebody else of the family is honest too: “Jonah's mother” and “Hannah's son”
    if re.search(r"['’]s\b", said) and not (known & set(read("relations")["exclusive"])):
        return ""
    if re.search(r"['’]s\b", said) and sheet.names.first and (other := _to_another(sheet, said)):
        return "wrong" if known & COUPLE and not _couple(sheet, person.id, other) else ""
    return "wrong"


COUPLE = frozenset(["partner", "boyfriend", "girlfriend", "husband", "wife"])
SIDE = re.compile(
    r"\b([\w-]+?)['’]?s['’]?\s+(?:older |younger |big |little )?(?:half|step)?[- ]?"
    r"(brother|sister|dad|father|mum|mom|mother)\b",
    re.I,
)
LEFT_OPEN = re.compile(
    r"\b(?:not (?:established|known|clear|sure|said|told|asked)|(?:un|n/)k(?:nown)?|unclear|(?:did not|didn['’]?t|have not) ask)\b",
    re.I,
)
CALLED = re.compile(
    r"\b(?:calls?|called|says?|said)\b.*\b(?:grand|gran|mum|mom|dad|uncle|aunt)|[“\"]\w+[”\"] to (?:her|him|them)\b",
    re.I,
)
TWIN = re.compile(r"\btwin\b", re.I)
YEARS = re.compile(r"\b(?:older|elder|younger|big|little)\b", re.I)
HALF, STEP = re.compile(r"\bhalf\b", re.I), re.compile(r"\bstep", re.I)


def _kin(said: str) -> str:
    """“half” or “step”, where a relation is told as one and not the other."""
    half, step = bool(HALF.search(said)), bool(STEP.search(said))
    return "" if half == step else "half" if half else "step"


PATERNAL = re.compile(r"\b(maternal|paternal)\b", re.I)


def _side(sheet: Sheet, said: str) -> str:
    """On whose side a relation is told: “mum’s brother”, “Hannah’s half-brother”, “maternal uncle” are the mother’s."""
    if match := PATERNAL.search(said):
        return {"maternal": "mother", "paternal": "father"}[match[1].lower()]
    match = SIDE.search(said)
    if not match:
        return ""
    if id := sheet.names.first.get(forms(match[1]), ""):
        is_ = getattr(sheet.names.people[id], "is_", "")
        return is_ if is_ in ("mother", "father") else ""
    return next(iter(relation_lines(match[1]) & {"mother", "father"}), "")


def _of_the_person(sheet: Sheet, said: str) -> bool:
    """“Anna’s brother”, where the file is Anna’s."""
    match = SIDE.search(said)
    return match is not None and sheet.names.first.get(forms(match[1]), "") == sheet.case.index


def _born_on(sheet: Sheet, person: Person) -> set[str]:
    """On whose side a grandparent is, by the case's own lines of descent; empty when the case does not say."""
    parent_of = [(r.a, r.b) for r in sheet.case.relationships if r.kind == "parent"]
    between = [b for a, b in parent_of if a == person.id and (b, sheet.case.index) in parent_of]
    sides = {"she": "mother", "he": "father"}
    return {sides[p] for b in between if (p := sheet.names.pronoun.get(b, "")) in sides}


def _to_another(sheet: Sheet, said: str) -> frozenset[str]:
    """Those from whom the role is told, when none is the person the file is about: the case may be silent on it."""
    head = forms(re.split(r"['’]s\b", said)[0])
    ids = frozenset(sheet.names.table.get(head[-1:], ())) if head else frozenset()
    return frozenset() if sheet.case.index in ids else ids


def _couple(sheet: Sheet, id: str, others: frozenset[str]) -> bool:
    """Whether the case has them as a couple, now or once."""
    pairs = [{r.a, r.b} for r in sheet.case.relationships if r.kind in ("couple", "separated")]
    return any({id, other} in pairs for other in others)


def roster(sheet: Sheet) -> Check:
    """All there with the right role: 2. One missing or one wrong role: 1. Somebody invented or not there: 0."""
    out_of, there = sheet.points["roster"], present(sheet)
    if not sheet.response.who:
        return _from_prose(sheet, there)
    roll = call_roll(sheet)
    shown = sheet.names.shown
    wrote = ", ".join(r.name + (f" ({r.is_})" if r.is_ else "") for r in roll.rows)
    faults: list[str] = []
    if roll.missing:
        faults.append("; ".join(f"{_full(sheet, id)} was there" for id in roll.missing))
    for r, fault in roll.wrong:
        person = sheet.names.people[r.person]
        relation = getattr(person, "is_", "")
        faults.append(
            f"{shown(r.person)} has no role; write what {shown(r.person)} is to {shown(sheet.case.index)}: {relation}"
            if fault == "missing"
            else f"{shown(r.person)} is {_to(sheet, r.person)}, not “{r.is_ or r.name}”"
        )
    for r in roll.not_there:
        faults.append(f"{r.name} was not there")
    moment = _first_moment(sheet, roll.missing[0] if roll.missing else roll.wrong[0][0].person if roll.wrong else "")
    if roll.not_there or roll.missing or roll.wrong:
        count = len(roll.missing) + len(roll.wrong)
        points = 0.0 if roll.not_there or count > 1 else out_of / 2
        title = (
            f"{roll.not_there[0].name} was not there" if roll.not_there
            else "Someone is missing from “Who was there?”" if len(roll.missing) == 1
            else f"{len(roll.missing)} people are missing from “Who was there?”" if roll.missing
            else f"What is {shown(roll.wrong[0][0].person)} to {shown(sheet.case.index)}?"
        )  # fmt: skip
        hidden = next(
            (sheet.names.people[i] for i in roll.missing if not getattr(sheet.names.people[i], "on_file", True)), None
        )
        why = f"The next worker can only ask about {hidden.first} if your note says that {hidden.first} was there." if hidden else (
            "Whoever reads this next plans by who was there.")  # fmt: skip
        return Check(
            id="roster", title=title, passed=False, points=points, out_of=out_of, wrote=wrote, in_case="; ".join(faults) + ".",
            next_time="Before you leave, ask who else is at home and who sleeps there. Then write down everyone, with what they are to the person."
            if roll.missing else "Ask people what they are to each other, and write down only what you were told or know.",
            matters=sheet.matters("roster", why), rationale="; ".join(faults) + ".", links=sheet.links("who", moment=moment),
            weight=70 if roll.missing or roll.not_there else 50,
        )  # fmt: skip
    if roll.unsure:
        return Check(
            id="roster", title="A name here is for a person to read", passed=None, points=0, out_of=out_of, person=True, wrote=wrote,
            rationale=f"Everybody is listed. The software cannot tell who is meant by {_and([f'“{r.name}”' for r in roll.unsure])}.",
            links=sheet.links("who"),
        )  # fmt: skip
    count = sum(there.values())
    hidden = next(
        (sheet.names.people[i] for i in there if not getattr(sheet.names.people[i], "on_file", True) and there[i]), None
    )
    extra = f" {hidden.first} is on this file for the first time." if hidden else ""
    return Check(
        id="roster", title=f"Everyone who was there is named, with a role: {_and([shown(i) for i, n in there.items() if n])}.",
        passed=True, points=out_of, out_of=out_of, wrote=wrote, rationale=f"All {count} people, each with the right role.{extra}", links=sheet.links("who"),
    )  # fmt: skip


def _from_prose(sheet: Sheet, there: dict[str, bool]) -> Check:
    """No rows: a note may name everybody in a sentence that says who was seen. Roles are then not charged."""
    out_of, note, speech = sheet.points["roster"], sheet.note, sheet.reader.speech
    needed = [id for id, n in there.items() if n]
    seen = phrases("speech", "seen_there")
    listing = [
        s for s in note.sentences if note.has(s, seen) and sum(speech.named(s, id) for id in needed) >= max(2, (len(needed) + 1) // 2)
    ]  # fmt: skip
    if listing and not sheet.listed and not sheet.pasted:
        near = [*listing, *(note.sentences[listing[0].number + 1 : listing[0].number + 2])]
        missing = [id for id in needed if not any(speech.named(s, id) for s in near)]
        if not missing:
            return Check(
                id="roster", title="Everyone who was there is named in your text.", passed=True, points=out_of, out_of=out_of,
                wrote=note.snippet(listing[0]), rationale="All are named in the text. The form has a line for each; the next reader looks there.",
                links=sheet.links("who"),
            )  # fmt: skip
        return Check(
            id="roster", title="Someone is missing among those you saw", passed=False, points=out_of / 2 if len(missing) == 1 else 0, out_of=out_of,
            wrote=note.snippet(listing[0]), in_case="; ".join(f"{_full(sheet, i)} was there" for i in missing) + ".",
            next_time="Give everybody a line of their own under “Who was there?”, with what they are to the person.",
            matters=sheet.matters("roster"), rationale=f"Not named among those seen: {_and([sheet.names.shown(i) for i in missing])}.",
            links=sheet.links("who", moment=_first_moment(sheet, missing[0])), weight=70,
        )  # fmt: skip
    return Check(
        id="roster", title="“Who was there?” is empty", passed=False, points=0, out_of=out_of,
        in_case="; ".join(_full(sheet, i) for i in needed) + ".",
        next_time="Write down everyone you met, with what they are to the person, also those who hardly spoke.",
        matters=sheet.matters("roster"), rationale=f"Nobody is listed. There were: {_and([sheet.names.shown(i) for i in needed])}.",
        links=sheet.links("who"), weight=70,
    )  # fmt: skip


def _to(sheet: Sheet, id: str) -> str:
    person = sheet.names.people[id]
    if not isinstance(person, Person):
        return person.role
    return person.is_ if person.is_[:1].isupper() else f"the {person.is_}"  # the uncle; Ana’s partner


def _full(sheet: Sheet, id: str) -> str:
    person = sheet.names.people[id]
    return f"{person.full}, {_to(sheet, id)},"


def _first_moment(sheet: Sheet, id: str) -> str:
    """The first moment of the scene that names somebody."""
    if not id:
        return ""
    first = sheet.names.people[id].first
    return next((m.id for m in sheet.case.scene if first in m.text), "")
