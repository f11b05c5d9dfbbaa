"""What was said, told and seen: the person's words, the accounts, what is open, the rest of the must-facts.

Practice source: practice.md R5, R7, R11, E3, E5, E6, E7.
"""

from __future__ import annotations

from typing import Literal

from grading.marks import Check
from grading.note_checks.contact import _and
from grading.note_checks.quoted import quotations, someone_else_does_it
from grading.note_checks.sheet import EVEN, FAINT, LIKELY, UNLIKELY, Sheet, share
from grading.reading.facts import Finding, overlap
from grading.reading.lexicon import phrases
from grading.reading.owner import Owner, owner
from simulator.cases.model import Fact

CERTAIN = 0.8  # of likeness: what is given to somebody else has to be this very thing
State = Literal["passed", "another", "nobody", "unsure", "absent"]


def judge(sheet: Sheet, fact: Fact, attributed: bool) -> tuple[State, Finding, tuple[int, ...]]:
    """(state, finding, the sentences it rests on). ``attributed``: it counts only as the person's who told it.

    Rules say where the author's words stand and whose they are; likeness says whether a fair reader would find the fact
    in whatever words. What the rules have found needs only to be as likely as not. Between likely and unlikely nobody guesses.
    """
    key = ("judge", fact.id, str(attributed))
    if key not in sheet.remembered:
        state, finding, window = _judge(sheet, fact, attributed)
        if state in ("unsure", "nobody") and (sheet.scant or sheet.listed or sheet.pasted):
            state = "absent"  # there is no note in which it could be half there
        sheet.remembered[key] = state, finding, window
    return sheet.remembered[key]  # type: ignore[no-any-return]


def _judge(sheet: Sheet, fact: Fact, attributed: bool) -> tuple[State, Finding, tuple[int, ...]]:
    state, finding, window = _found(sheet, fact, attributed)
    claim = sheet.swapped.get(fact.id) if attributed else None
    if claim and (state != "passed" or claim.sentence in window):
        return "another", finding, (claim.sentence,)
    return state, finding, window


def _found(sheet: Sheet, fact: Fact, attributed: bool) -> tuple[State, Finding, tuple[int, ...]]:
    state, finding, window = _by_rules(sheet, fact, attributed)
    if state == "another":
        return ("another" if _plainly_anothers(sheet, fact, window) else "unsure"), finding, window
    if (
        state == "nobody"
        and window
        and sheet.note.sentences[window[0]].field == "views"
        and fact.by == sheet.case.index
    ):
        state = "passed"  # the heading says whose words stand there
    like = sheet.likeness(fact, attributed)
    if like.chance >= LIKELY and state == "nobody":
        return "nobody", finding, window
    if like.chance >= LIKELY or (state == "passed" and like.chance >= EVEN):
        if state != "passed":
            finding, window = Finding("found", (like.window,)), like.window
            if attributed and fact.by and like.chance >= CERTAIN and owner(sheet.reader, fact, window) == "another":
                return ("another" if _plainly_anothers(sheet, fact, window) else "unsure"), finding, window
            if attributed and fact.by and _plainly_anothers(sheet, fact, window, in_any_way=True):
                return "unsure", finding, window  # “Clifford said Amie does the talking”: whose account is it?
        turned = sheet.reader.turned(fact) if attributed else None
        if turned and turned.number in window and not sheet.rivals(fact):
            return "unsure", finding, window  # it is there, with something that makes it another thing
        return "passed", finding, window
    half = attributed and (state == "unsure" or sheet.quoted_in_part(fact) or _in_other_words(sheet, fact, finding))
    if like.chance >= (FAINT if attributed else UNLIKELY) or half:
        return "unsure", finding, window or like.window
    return "absent", finding, window


def _plainly_anothers(sheet: Sheet, fact: Fact, window: tuple[int, ...], in_any_way: bool = False) -> bool:
    """Whether a verb of saying gives it to somebody else by name. “Mission Control: his mum” has a colon and gives nobody anything.

    Not to an interpreter, whose words are another's, and not what is as like something they told of the same matter themselves.
    """
    says = phrases("speech", "says")
    tellers = {
        id
        for n in window
        for t in sheet.reader.speech.tellings(sheet.note.sentences[n])
        if t.clear and t.ids and fact.by not in t.ids and not t.writer
        if in_any_way or sheet.note.words[t.at].text in says
        for id in t.ids
    }
    if not tellers - sheet.interpreters:
        return False
    chance = sheet.chance_at(fact, sheet.reader.fact(fact), window)
    theirs = [f for f in (*sheet.words, *sheet.accounts, *sheet.rest) if f.by in tellers]
    return all(sheet.chance_at(f, sheet.reader.fact(f), window) < chance for f in theirs)


def _in_other_words(sheet: Sheet, fact: Fact, finding: Finding) -> bool:
    """Whether a sentence given to that person may be the fact, though too few of its parts are there.

    All parts but one (the toaster, on another day), or three words in common.
    """
    if finding.state == "found" or len(finding.near) != 1 or owner(sheet.reader, fact, finding.near) != "theirs":
        return False
    if finding.missing == 1 and len(fact.found_by) > 1:
        return True
    text = sheet.note.sentences[finding.near[0]].text
    return overlap(fact.what, text) - overlap(sheet.names.shown(fact.by), text) >= 3


def _by_rules(sheet: Sheet, fact: Fact, attributed: bool) -> tuple[State, Finding, tuple[int, ...]]:
    finding = sheet.reader.fact(fact)
    if finding.state != "found" and (window := sheet.quoted(fact, finding)):
        finding = Finding("found", (window,))
    if finding.state == "absent":
        return "absent", finding, finding.near
    if finding.state == "part":
        return "unsure", finding, finding.near
    if finding.denied:
        return "unsure", finding, finding.windows[0]
    if not attributed or not fact.by:
        return "passed", finding, finding.windows[0]
    owners: dict[Owner, tuple[int, ...]] = {}
    for window in finding.windows:
        owners.setdefault(owner(sheet.reader, fact, window), window)
    if "theirs" in owners:
        return "passed", finding, owners["theirs"]
    if "unclear" in owners:
        return "unsure", finding, owners["unclear"]
    if "another" in owners:
        return "another", finding, owners["another"]
    # under a heading, in a bullet, or plain to see: whose it is may be clear to a reader where no name stands
    return "nobody", finding, owners["nobody"]


def told(sheet: Sheet, group: Literal["words", "accounts"]) -> list[Check]:
    """One check a fact: given, as theirs, its meaning kept, in any honest wording."""
    facts = sheet.words if group == "words" else sheet.accounts
    turned = {(q.said.id, q.sentence.number) for q in quotations(sheet) if q.said and someone_else_does_it(q)}
    out = []
    for fact, points in zip(facts, share(sheet.points[group], len(facts)), strict=True):
        out.append(_one(sheet, group, fact, points, turned))
    return out


def _one(sheet: Sheet, group: str, fact: Fact, out_of: float, turned_quotes: set[tuple[str, int]]) -> Check:
    state, finding, window = judge(sheet, fact, attributed=True)
    if state == "passed" and any((w, n) in turned_quotes for w in fact.words for n in window):
        state = "unsure"  # quoted with somebody else in it
    who = sheet.names.shown(fact.by)
    id, own = f"{group}.{fact.id}", sheet.said(fact)
    field = sheet.field_of(window[0]) if window else sheet.response.account
    wrote = sheet.wrote(window) if window and state != "absent" else ""
    matters = sheet.matters("child_voice" if group == "words" else "fact_opinion", fact.because)
    if state == "passed":
        return Check(
            id=id, title=_passed_title(sheet, fact, who, window), passed=True, points=out_of, out_of=out_of, wrote=wrote,
            rationale=f"It is there, as {who}’s: {fact.what}", links=sheet.fact_links(fact, field),
        )  # fmt: skip
    if state in ("unsure", "nobody"):
        part = state == "unsure" and bool(finding.missing)
        missing = (
            "Part of it is there" if part
            else f"It is {'there' if state == 'nobody' else 'perhaps there'}, and it is not plain that it is {who}’s"
        )  # fmt: skip
        return Check(
            id=id, title=f"A person has to read what you say of {who}’s words", passed=None, points=0, out_of=out_of, wrote=wrote,
            in_case=own, next_time="" if part else f"Start with the person you heard it from: “{who} told me …”.",
            rationale=f"{missing}. The software does not guess; a person will read it.",
            links=sheet.fact_links(fact, field), person=True, weight=10,
        )  # fmt: skip
    if state == "another":
        return Check(
            id=id, title=f"This is {who}’s, and the note gives it to somebody else", passed=False, points=0, out_of=out_of, wrote=wrote, in_case=own,
            next_time=f"Start the sentence with {who}, and read it back against your own notes of who said what.",
            matters=matters, rationale=f"The words are given to another person. {own}", links=sheet.fact_links(fact, field), weight=85,
        )  # fmt: skip
    turned = next(
        (c for c in sheet.contradictions if c.kind == "turned" and c.about == fact.id and group == "accounts"), None
    )
    if group == "words":
        title = f"Something {who} told you is not there"
        next_time = (
            fact.next_time or f"Go back through the minutes with {who} last of all, and ask what only you were told."
        )
    else:
        title = f"{who}’s account is not there"
        next_time = (
            fact.next_time or "Where people disagree, write down each account, with the name of the person who gave it."
        )
    return Check(
        id=id, title=title, passed=False, points=0, out_of=out_of, wrote=turned.wrote if turned else "", in_case=own, next_time=next_time,
        matters=matters, rationale=f"Not found in the note: {own}", links=sheet.fact_links(fact, field or sheet.response.account),
        weight=65 if group == "accounts" else 62,
    )  # fmt: skip


def _passed_title(sheet: Sheet, fact: Fact, who: str, window: tuple[int, ...]) -> str:
    quoted = next((q.text for n in window for q in sheet.note.sentences[n].spans if len(q.text) > 12), "")
    exact = any(w.id in fact.words for w in sheet.pool.exact(quoted)) if quoted else False
    return (
        f"{who}’s own words are there: “{quoted.strip(' ,')}”" if exact else f"There, as {who}’s: {_short(fact.what)}"
    )


def _short(what: str, most: int = 120) -> str:
    """A fact in one line, cut at a word."""
    if len(what) <= most:
        return what
    text = what[:most].rsplit(" ", 1)[0].rstrip(" ,:;.") + " …"
    return text + ("”" if text.count("“") > text.count("”") else "")


def the_rest(sheet: Sheet) -> Check:
    """The other must-facts, seven in ten for all points, four in ten for half. Half-there facts are a person's to read."""
    facts, out_of = sheet.rest, sheet.points["the_rest"]
    full, half = max(1, -(-7 * len(facts) // 10)), max(1, -(-4 * len(facts) // 10))
    there: list[Fact] = []
    unsure: list[Fact] = []
    absent: list[Fact] = []
    for fact in facts:
        state, _, _ = judge(sheet, fact, attributed=False)
        (there if state == "passed" else unsure if state == "unsure" else absent).append(fact)

    def worth(count: int) -> float:
        return out_of if count >= full else out_of / 2 if count >= half else 0.0

    certain, possible = worth(len(there)), worth(len(there) + len(unsure))
    tally = f"{len(there)} of {len(facts)} are there"
    if certain == out_of:
        lost = f" Not found: {_list(absent)}" if absent else ""
        return Check(
            id="the_rest", title=f"What was seen and told is there: {len(there)} of {len(facts)} things that matter.", passed=True, points=out_of,
            out_of=out_of, rationale=f"{tally}; {full} are enough.{lost}", links=sheet.links(sheet.response.account),
        )  # fmt: skip
    if possible > certain:
        return Check(
            id="the_rest", title="What was seen and told: a person has to read part of it", passed=None, points=0, out_of=out_of,
            in_case=_list([*unsure, *absent]), person=True, weight=8,
            rationale=f"{tally}, {len(unsure)} are half there: {_list(unsure)} The software does not guess; a person will read it.",
            links=sheet.links(sheet.response.account),
        )  # fmt: skip
    first = (absent or unsure)[0]
    title = f"{_number(len(absent) or len(unsure))} that matter{'s' if len(absent or unsure) == 1 else ''} {'is' if len(absent or unsure) == 1 else 'are'} not in the note"
    if sheet.pasted:
        title = "This is copied from the scene or the file; the note has still to be written"
    elif sheet.listed:
        title = "These are words, not yet sentences"
    elif sheet.empty:
        title = "What you saw and were told is still to be written"
    return Check(
        id="the_rest", title=title, passed=False, points=certain, out_of=out_of,
        in_case=_list([*absent, *unsure][:4]), next_time=_next(sheet, first),
        matters=sheet.matters("relevant", first.because),
        rationale=f"{tally}; {full} are needed for all points. Not found: {_list(absent)}", links=sheet.fact_links(first, sheet.response.account), weight=55,
    )  # fmt: skip


def _next(sheet: Sheet, fact: Fact) -> str:
    if sheet.pasted:
        return "Write it in your own words, from your seat: “I saw …”, “… told me …”. Leave out what the file does not need."
    if sheet.listed:
        return "Write sentences: who did or said what, and who told you."
    return (
        fact.next_time
        or "Go through the visit again, room by room and person by person, and ask what the next worker must know."
    )


def _list(facts: list[Fact]) -> str:
    """Up to four facts, one after another."""
    return " ".join(f.what if f.what.endswith((".", "”", "?")) else f.what + "." for f in facts[:4]) + (
        f" And {len(facts) - 4} more." if len(facts) > 4 else ""
    )


def _number(n: int) -> str:
    names = ["No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten", "Eleven", "Twelve"]
    return f"{names[n] if n < len(names) else n} thing{'' if n == 1 else 's'}"


def cause_open(sheet: Sheet) -> Check:
    """No sentence settles what nobody knows."""
    out_of = sheet.points["cause_open"]
    for fact in sheet.open:
        s = sheet.reader.settled(fact)
        if s is None:
            continue
        people = list(dict.fromkeys(f.by for f in sheet.accounts))
        truth = f"Nobody knows: {fact.what} " + (
            f"{_and([sheet.names.shown(p) for p in people])} each gave an account." if len(people) > 1 else "")  # fmt: skip
        return Check(
            id="cause_open", title="One sentence settles what nobody has settled", passed=False, points=0, out_of=out_of,
            wrote=sheet.note.snippet(s), in_case=truth.strip(),
            next_time="Take the sentence out. Write what each person said, and that you cannot say which is right.",
            matters=sheet.matters("fact_opinion", fact.because), rationale=f"“{sheet.note.snippet(s)}” gives an answer the case does not have. {truth}".strip(),
            links=sheet.fact_links(fact, sheet.field_of(s.number)), weight=75,
        )  # fmt: skip
    what = _and([f.what.rstrip(".?") for f in sheet.open])
    if not _left_open(sheet):
        return Check(
            id="cause_open", title="A person has to read whether your note leaves it open", passed=None, points=0, out_of=out_of, person=True, weight=9,
            in_case=f"Nobody knows: {what}.", rationale="No sentence settles it outright, and it is not plain that the note leaves it open: "
            "an account is missing, or no doubt is named. The software does not guess; a person will read it.",
            links=sheet.links(sheet.response.view),
        )  # fmt: skip
    return Check(
        id="cause_open", title="You left open what nobody knows.", passed=True, points=out_of, out_of=out_of,
        rationale=f"No sentence settles it: {what}.", links=sheet.links(sheet.response.view),
    )  # fmt: skip


def _left_open(sheet: Sheet) -> bool:
    """Whether a note shows that a matter is open: every account is there, and there are two, or doubt is named beside the one."""
    given = [judge(sheet, fact, attributed=True)[0] == "passed" for fact in sheet.accounts]
    return all(given) and (len(given) > 1 or any(sheet.reader.doubted(fact) for fact in sheet.open))
