"""Marks ``compose``: the right reader, nothing that must not reach them, what has to be said, the file, the hour.

A leak of what is kept from a reader fails the whole message, whatever else is right in it. What has to be said counts in any
honest wording; where most of it stands, a person reads it. Practice source: practice.md C8, M1 to M11; section 4.iii.
"""

from __future__ import annotations

import re
from functools import cache

from grading.marks import Check, Link, Marks, Remark
from grading.reading.facts import Reader, holds
from grading.reading.leaks import Leak, leaks, short_name
from grading.reading.lexicon import read
from grading.reading.names import names_of
from grading.reading.not_a_note import list_of_words, mark_copied
from grading.reading.sentences import Note
from grading.reading.words import forms, pattern, words
from grading.samples import Sample
from simulator.cases import profile
from simulator.cases.exchange import Must, Unsaid, Writing
from simulator.cases.model import Case
from simulator.cases.secrets import secrets
from simulator.exercises.compose import Response, Spec, writing_of

WEIGHTS = {"to": 2.0, "subject": 1.0, "enclosed": 1.0, "time": 1.0, "must": 1.5, "unsaid": 1.0, "kept": 3.0}
COPIED = 0.5  # of a message that is the task's own words
NO_BODY = "There is no message yet."
BEGIN = "Write the first sentence to the person, and then the next."
LEAST_WORDS = 6  # of a message that says anything
GREETING = re.compile(r"\A\s*(?:dear|hello|hi|hey|morning|good (?:morning|afternoon|evening))\b[^\n,:;.!?]{0,40}", re.I)


def mark(spec: Spec, case: Case, response: Response) -> Marks:
    """Marks for one message. ``out_of`` is the exercise's points, shared by WEIGHTS."""
    w = writing_of(spec, case)
    why = profile(case.jurisdiction).standards
    address = f"{why['right_address'].says} {why['right_address'].source}"
    plain = f"{why['plain_words'].says} {why['plain_words'].source}"
    sharing = f"{why['sharing'].says} {why['sharing'].source}"
    out = found_out(case, w, response)
    rows: list[tuple[str, Check]] = [("to", _readers(w, response, address))]
    if w.channel == "email":
        rows.append(("subject", _subject(case, response, address)))
    rows += [("must", c) for c in _musts(case, w, response, plain)]
    rows += [("unsaid", _unsaid(u, response, sharing)) for u in w.unsaid]
    if w.enclosed:
        rows.append(("enclosed", _enclosed(w, response, address)))
    if w.times:
        rows.append(("time", _time(w, response, address)))
    rows.append(("kept", _kept(case, response, out, sharing)))
    whole = sum(WEIGHTS[kind] for kind, _ in rows)
    checks = tuple(_weighed(c, spec.points * WEIGHTS[kind] / whole) for kind, c in rows)
    dangerous = [x for x in out if _kept_from(case, x, w, response)]
    files = [e for e in w.enclosed if e.id in response.enclosed and e.worth == "never"]
    reason = ""
    if dangerous:
        fact = next(f for f in case.key.facts if f.id == dangerous[0].fact)
        reason = f"“{dangerous[0].words}” can lead them to it. {fact.what} {fact.because}"
    elif files:
        reason = f"{files[0].text}: {files[0].because}"
    return Marks(
        exercise=f"{spec.module}/{spec.exercise}",
        headline=_headline(checks, bool(reason), response),
        checks=checks,
        remarks=tuple(_remarks(response)),
        safe="no" if reason else "yes" if response.answered else "",
        danger="Not safe to send",
        safe_reason=f"{reason} Once it is sent it cannot be called back; that outweighs what else was right. {w.because}" if reason else "",
        cap=0.0 if reason else None,
        answered=response.answered,
    )  # fmt: skip


def _weighed(check: Check, share: float) -> Check:
    return check.model_copy(update={"points": round(check.points * share, 6), "out_of": share})


def _check(
    id: str,
    title: str,
    passed: bool | None,
    says: str,
    matters: str,
    wrote: str = "",
    next_time: str = "",
    weight: int = 2,
    field: str = "",
) -> Check:
    """A check worth 1, weighed afterwards."""
    return Check(
        id=id,
        title=title,
        passed=passed,
        points=1.0 if passed else 0.0,
        out_of=1.0,
        wrote=wrote,
        in_case="" if passed else says,
        next_time=next_time if passed is False else "",
        matters=matters if passed is False else "",
        rationale=says,
        links=(Link(text="this", to=f"field:{field or id}"),),
        weight=weight,
        person=passed is None,
    )  # fmt: skip


# --- what gets out -----------------------------------------------------------------------------------


def readers(w: Writing, response: Response) -> tuple[str, ...]:
    """The people of the case who get the message: by what was chosen, and whoever it is meant for while nobody is."""
    picked = tuple(a.who for a in w.book if a.id in response.lines and a.who)
    return picked or (w.to,)


def found_out(case: Case, w: Writing, response: Response) -> tuple[Leak, ...]:
    """Everything the message, its subject, its file and its other readers tell somebody who must not know it."""
    files = " ".join(e.text for e in w.enclosed if e.id in response.enclosed)
    fields = {k: v for k, v in (("subject", response.subject), ("body", response.body), ("attached", files)) if v}
    out: list[Leak] = []
    for who in readers(w, response):
        out += leaks(case, who, fields, w.must_not if who == w.to else ())
        hidden = {s.value: s.fact for s in secrets(case, who) if s.kind in ("email", "phone")}
        for a in w.book:
            if response.lines.get(a.id) in ("to", "cc") and a.address in hidden and a.who != who:
                out.append(Leak(fact=hidden[a.address], words=f"{a.name}, {a.address}", field="line", start=0, end=0))
    told = {x.fact for x in out}
    body = GREETING.sub("", response.body)  # the reader's name at the top tells nothing of them
    for id in w.must_not:  # told in other words than any the case has for it
        fact = next((f for f in case.key.facts if f.id == id), None)
        if fact and fact.found_by and id not in told and body and holds(case, fact, body):
            out.append(Leak(fact=id, words=fact.what, field="body", start=0, end=0))
    return tuple(out)


def _kept_from(case: Case, x: Leak, w: Writing, response: Response) -> bool:
    """Whether a leak fails the message: the fact is kept from one who reads it, or could hurt somebody."""
    fact = next(f for f in case.key.facts if f.id == x.fact)
    return fact.sensitivity == "dangerous" or any(who in fact.keep_from for who in readers(w, response))


def _kept(case: Case, response: Response, out: tuple[Leak, ...], matters: str) -> Check:
    if not response.body:
        return _check("kept", "Nothing gets out that must not", False, NO_BODY, "", next_time=BEGIN, field="body")
    if not out:
        return _check(
            "kept",
            "Nothing gets out that must not",
            True,
            "Nothing in it leads to what they must not learn.",
            matters,
            field="body",
        )
    facts = {f.id: f for f in case.key.facts}
    rows = list({x.fact: x for x in reversed(out)}.values())
    says = " ".join(f"“{x.words}”: {facts[x.fact].because or facts[x.fact].what}" for x in rows)
    return _check(
        "kept", "Something gets out", False, says, matters, wrote="; ".join(dict.fromkeys(x.words for x in rows)),
        next_time="Read it once as the person who gets it, with a map and a telephone in your hand.", weight=9, field="body",
    )  # fmt: skip


# --- the envelope -----------------------------------------------------------------------------------


def _readers(w: Writing, response: Response, matters: str) -> Check:
    right = next(a for a in w.book if a.right)
    wrong = [a for a in w.book if a.id in response.lines and not a.right]
    passed = response.lines.get(right.id) == "to" and not wrong
    says = " ".join(a.because for a in wrong) or f"It goes to {right.name}, {right.address}, and to nobody else."
    return _check(
        "to", "It goes to the right place" if passed else "Who gets it", passed, says, matters,
        wrote="; ".join(f"{a.name}, {a.address}" for a in w.book if a.id in response.lines),
        next_time="Read the address letter by letter against the file, after the machine has filled it in.", weight=6, field="line",
    )  # fmt: skip


@cache
def _telling_words() -> tuple[tuple[tuple[str, bool], ...], ...]:
    return tuple(pattern(p) for p in read("leaks")["subject"])


def _subject(case: Case, response: Response, matters: str) -> Check:
    told = _bare(response.subject)
    names = {f for p in case.people for n in (p.first, p.family) for f in forms(n)}
    if not told:
        passed, says = False, "An email without a subject is opened last, or by whoever sits nearest."
    elif named := [t for t in told if t in names]:
        passed, says = False, f"“{named[0].capitalize()}” shows on a locked screen and in everybody’s list of mail."
    elif any(_holds(told, p) for p in _telling_words()):
        passed, says = False, "The subject alone says what it is about to anybody who looks over a shoulder."
    else:
        passed, says = True, "It says enough to find the message by, and no more."
    return _check("subject", "The subject line", passed, says, matters, wrote=response.subject, next_time="Put the day or the thing to do there, and no name.", weight=3)  # fmt: skip


def _bare(text: str) -> tuple[str, ...]:
    """The words of a text without the ’s of an owner: “Sharon’s form” names Sharon."""
    return tuple(w.text.removesuffix("s") if w.possessive else w.text for w in words(text))


def _holds(told: tuple[str, ...], wanted: tuple[tuple[str, bool], ...]) -> bool:
    n = len(wanted)
    return any(
        all(t.startswith(w) if stem else t == w for t, (w, stem) in zip(told[i : i + n], wanted, strict=True))
        for i in range(len(told) - n + 1)
    )


def _enclosed(w: Writing, response: Response, matters: str) -> Check:
    wrong = [e for e in w.enclosed if e.id in response.enclosed and e.worth != "right"]
    missing = [e for e in w.enclosed if e.worth == "right" and e.id not in response.enclosed]
    says = " ".join(e.because for e in (*wrong, *missing)) or "The file is right."
    return _check(
        "enclosed", "What goes with it", bool(response.body) and not wrong and not missing, says, matters,
        wrote="; ".join(e.text for e in w.enclosed if e.id in response.enclosed),
        next_time="Open the file you are about to send and read its last page.", weight=4,
    )  # fmt: skip


def _time(w: Writing, response: Response, matters: str) -> Check:
    assert w.hours
    first, last = (_minutes(h) for h in w.hours)
    passed = bool(response.time) and first <= _minutes(response.time) <= last
    return _check(
        "time", "When it reaches them", passed, f"Between {w.hours[0]} and {w.hours[1]}: that is what was agreed.", matters,
        wrote=response.time, next_time="Look at the rule for reaching them before you look at your own day.", weight=4,
    )  # fmt: skip


def _minutes(clock: str) -> int:
    hour, minute = clock.split(":")
    return int(hour) * 60 + int(minute)


# --- what it says -----------------------------------------------------------------------------------


def says(case: Case, must: Must, text: str) -> bool | None:
    """Whether a text says what it must: True, False, or None where most of it stands and a person has to look."""
    names = names_of(case)
    parts = tuple(_called(case, part) for part in must.found_by)
    finding = Reader(case, Note([("body", text)], names.is_name), names).find(parts)
    if finding.state == "found":
        return None if finding.denied else True
    return None if finding.state == "part" else False


def _called(case: Case, part: tuple[str, ...]) -> tuple[str, ...]:
    """A part with what people call its places for short."""
    places = {p.name for p in case.places}
    short = [short_name(a) for a in part if a in places or a.removeprefix("the ") in places]
    return (*part, *[s for s in short if s])


def _musts(case: Case, w: Writing, response: Response, matters: str) -> list[Check]:
    names = names_of(case)
    note = Note([("body", response.body)], names.is_name)
    reader = Reader(case, note, names)
    listed = bool(response.body) and list_of_words(note, reader.speech, ("body",))
    copied = bool(response.body) and mark_copied(note, (w.task,)) >= COPIED
    short = len(forms(response.body)) < LEAST_WORDS
    empty = (
        "These are the words of the task. Write to the person." if copied else "This is not yet a message to somebody."
    )
    out = []
    for m in w.must:
        said = says(case, m, response.body) if response.body else False
        reason = m.because if said else f"{m.what} {m.because}"
        if said is not False and (listed or copied or short):
            said, reason = False, empty
        elif said is None:
            reason = f"Most of it seems to stand there; your tutor reads it. {m.what}"
        out.append(_check(f"must.{m.id}", m.what, said, reason, matters, next_time=m.next_time or "Read what you were asked to say, and tick it off in what you wrote.", field="body"))  # fmt: skip
    return out


def _unsaid(u: Unsaid, response: Response, matters: str) -> Check:
    text = f"{response.subject}\n{response.body}"
    told = (forms(text), _bare(text))
    found = next((phrase for phrase in u.words if any(_holds(t, pattern(phrase)) for t in told)), "")
    passed = bool(response.body) and not found
    return _check(
        f"unsaid.{u.id}", f"“{u.words[0]}” does not stand in it" if passed else "Words that must not show", passed, u.because if response.body else NO_BODY, matters, wrote=found,
        next_time="Read the first line as it will stand on a screen on somebody else’s table.", weight=5, field="body",
    )  # fmt: skip


LONG_SENTENCE = 30  # words, from which a reader on a telephone loses the thread


def _remarks(response: Response) -> list[Remark]:
    """Comments without points: sentences that are long to read."""
    rows = [s.strip() for s in response.body.replace("\n", " ").replace("?", ".").replace("!", ".").split(".")]
    long = [s for s in rows if len(s.split()) > LONG_SENTENCE]
    return [
        Remark(wrote=s, says="A long sentence to read on a small screen. Two short ones would do.", field="body")
        for s in long[:2]
    ]


def _headline(checks: tuple[Check, ...], danger: bool, response: Response) -> str:
    if not response.answered:
        return "Nothing is written yet"
    if danger:
        return "Something gets out that must not"
    if all(c.passed for c in checks):
        return "It can go"
    if all(c.passed is not False for c in checks):
        return "Nothing gets out; your tutor reads what it says"
    if any(c.id == "to" and c.passed is False for c in checks):
        return "It would go astray"
    return "Nothing gets out; some things are still to say or to mend"


def sample(spec: Spec, case: Case, kind: str) -> Sample:
    """Right; wrong: sent to nobody, without a subject or a file or an hour; unreadable: a line or file there is not."""
    w = writing_of(spec, case)
    right = next(a for a in w.book if a.right)
    email = w.channel == "email"
    raw: dict[str, str | list[str]] = {
        "body": w.good,
        **({f"line.{right.id}": "to", "subject": w.subject} if email else {"line": right.id}),
    }
    if w.enclosed:
        raw["enclosed"] = [e.id for e in w.enclosed if e.worth == "right"]
    if w.hours:
        raw["time"] = next(t for t in w.times if _minutes(w.hours[0]) <= _minutes(t) <= _minutes(w.hours[1]))
    if kind == "correct":
        return Sample(raw=raw, score=float(spec.points))
    if kind == "invalid":
        return Sample(raw={**raw, ("line.1" if email else "line"): "500"}, problem="unknown choice")
    raw = {"body": w.good}
    fails = ["to", *(["subject"] if email else []), *(["time"] if w.hours else [])]
    if any(e.worth == "right" for e in w.enclosed):
        fails.append("enclosed")
    kinds = [
        "to",
        "kept",
        *["must"] * len(w.must),
        *["unsaid"] * len(w.unsaid),
        *(["subject"] if email else []),
        *(["enclosed"] if w.enclosed else []),
        *(["time"] if w.hours else []),
    ]
    whole = sum(WEIGHTS[k] for k in kinds)
    score = spec.points * (1 - sum(WEIGHTS[f] for f in fails) / whole)
    return Sample(raw=raw, score=round(score, 2), fails=tuple(sorted(fails)))  # fmt: skip
