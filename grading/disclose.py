"""Marks ``disclose``: the decision, every item, the ground, whether the person is told, and the record of it.

An item somebody needs and does not get, and one they get and do not need, each lose their share; a leak fails the whole
exercise. What can be argued earns all of it, what is half right half. The record is read for who, when, what and why, not
for its style. Practice source: practice.md C1 to C7, C11; section 2.iii "Disclosure matrix".
"""

from __future__ import annotations

import re
from itertools import pairwise

from grading.marks import Check, Link, Marks
from grading.reading.dates import dates
from grading.reading.facts import SHORT
from grading.reading.words import forms
from grading.samples import Sample
from simulator.cases import profile
from simulator.cases.case_teller import adult_of
from simulator.cases.dates import write_date
from simulator.cases.exchange import Offer, Request
from simulator.cases.model import Case
from simulator.exercises.disclose import DECISIONS, GROUNDS, RECORD, TOLD, Response, Spec, offers_of, request_of

SHARES = {"do": 0.2, "items": 0.45, "ground": 0.1, "told": 0.1, "record": 0.15}
LEAST_WORDS = {"what": 2, "why": 4}  # of a record that says anything
NOTHING = (("nothing",), ("nil",), ("none",))  # a whole record of what was told, where nothing was
SAME_DAY = (("same", "day"), ("this", "morning"), ("this", "afternoon"), ("this", "evening"))
NEXT = {
    "needs": "Ask what they have to do, and what they cannot do it without. That is theirs, today.",
    "may": "Decide what you do; then say of each thing whether it goes.",
    "extra": "For each item ask: would they do anything otherwise if they did not have it? If not, it stays.",
    "never": "Before anything leaves, ask who could be hurt by it, and by whom.",
}


def mark(spec: Spec, case: Case, response: Response) -> Marks:
    """Marks for one request. ``out_of`` is the exercise's points: SHARES of them for each part."""
    q = request_of(spec, case)
    told = offers_of(q, response.items, response.do)
    why = profile(case.jurisdiction).standards["sharing"]
    matters = f"{why.says} {why.source}"
    checks = [_decision(q, response.do, spec.points * SHARES["do"], matters)]
    share = spec.points * SHARES["items"] / len(q.offers)
    checks += [_item(o, o in told, bool(response.do or response.items), share, matters) for o in q.offers]
    checks.append(_ground(q, response.ground, spec.points * SHARES["ground"], matters))
    checks.append(_told(case, q, response.told, spec.points * SHARES["told"], matters))
    checks += _record(case, q, response.record, bool(told), spec.points * SHARES["record"] / len(RECORD), matters)
    leaked = [o for o in told if o.worth == "never"]
    return Marks(
        exercise=f"{spec.module}/{spec.exercise}",
        headline=_headline(q, told, checks, response),
        checks=tuple(checks),
        safe="no" if leaked else "yes" if response.answered else "",
        danger="This answer cannot pass",
        safe_reason=f"It tells {q.asker}: “{leaked[0].text}”. {leaked[0].because} Once it is out it cannot be taken back, and that outweighs what "
        "else was right. If this had been real: think first of whoever it could hurt, then tell your manager and whoever looks after information, at once."
        if leaked
        else "",
        cap=0.0 if leaked else None,
        answered=response.answered,
    )  # fmt: skip


def _check(
    id: str, title: str, earned: float, share: float, wrote: str, in_case: str, next_time: str, matters: str, weight: int
) -> Check:  # fmt: skip
    passed = earned >= 1
    return Check(
        id=id,
        title=title,
        passed=passed,
        points=round(share * earned, 6),
        out_of=share,
        wrote=wrote,
        in_case="" if passed else in_case,
        next_time="" if passed else next_time,
        matters="" if passed else matters,
        rationale=in_case if wrote else f"Not answered. {in_case}",
        links=(Link(text="this", to=f"field:{id}"),),
        weight=weight,
    )


def _decision(q: Request, do: str, share: float, matters: str) -> Check:
    assert q.decide
    half = next((why for d, why in q.half if d == do), "")
    right = do == q.decide or do in q.also
    truth = f"We would say: {DECISIONS[q.decide].lower()}. {q.because}"
    if do in q.also:
        truth = f"Arguable, and it counts. {truth}"
    return _check(
        "do", DECISIONS.get(do, "What do you do?"), 1 if right else 0.5 if half else 0, share,
        DECISIONS.get(do, ""), f"{half} {truth}".strip(),
        "Ask in this order: who is it, what do they have to do, and what can they not do it without?", matters, 5,
    )  # fmt: skip


def _item(o: Offer, told: bool, decided: bool, share: float, matters: str) -> Check:
    right = decided and (o.worth == "may" or told == (o.worth == "needs"))
    state = "You would tell this" if told else "Kept back" if decided else ""
    says = {
        "needs": f"They need it. {o.because}" if not told else o.because,
        "may": f"Either way is right. {o.because}",
        "extra": f"Not needed. {o.because}" if told else o.because,
        "never": f"This must not reach them. {o.because}" if told else o.because,
    }[o.worth or "extra"]
    check = _check(
        f"item.{o.id}", o.text, 1 if right else 0, share, state, says, NEXT.get(o.worth, ""), matters,
        {"never": 9, "needs": 4}.get(o.worth, 3),
    )  # fmt: skip
    return check.model_copy(update={"links": (Link(text="the list", to="field:item"),)})


def _ground(q: Request, ground: str, share: float, matters: str) -> Check:
    assert q.stands_on
    half = next((why for g, why in q.stands_half if g == ground), "")
    right = ground == q.stands_on or ground in q.stands_also
    truth = f"We would say: {GROUNDS[q.stands_on][:1].lower()}{GROUNDS[q.stands_on][1:]}. {q.ground}"
    return _check(
        "ground", "What allows it?", 1 if right else 0.5 if half else 0, share, GROUNDS.get(ground, ""), f"{half} {truth}".strip(),
        "Ask what you would do if they said no. If you would share all the same, agreement is not what you stand on.", matters, 3,
    )  # fmt: skip


def _told(case: Case, q: Request, told: str, share: float, matters: str) -> Check:
    assert q.tell
    person = adult_of(case).first
    right = told == q.tell or told in q.tell_also
    half = {"yes": "afterwards", "afterwards": "yes"}.get(q.tell) == told
    truth = f"{TOLD[q.tell]}. {q.tell_because}"
    return _check(
        "told", f"Does {person} know?", 1 if right else 0.5 if half else 0, share, TOLD.get(told, ""), truth,
        "Call first, or write down why you did not. From somebody else is a bad way to find out.", matters, 3,
    )  # fmt: skip


def _record(case: Case, q: Request, record: dict[str, str], shared: bool, share: float, matters: str) -> list[Check]:
    asker = {f for f in forms(q.asker) if len(f) > 2}
    person = next((p for p in case.anybody() if p.id == q.asker_id), None)
    asker |= set(forms(f"{person.first} {person.family}")) if person else set()
    to = record.get("to", "")
    letters = {re.sub(r"\W", "", bit).lower() for bit in to.split()}
    short = _initials(f"{person.first} {person.family}" if person else q.asker.partition(",")[0])
    short |= {i for bit in q.asker.split(",")[1:] for i in _initials(bit) if len(i) > 2}  # DSL
    what = forms(record.get("what", ""))
    days = {w.day for w in dates(record.get("when", ""), case.date_order, q.on.date())}
    near = {q.on.date(), case.today}
    day = bool(days & near) or (not days and _that_day(record.get("when", ""), q))
    wanted = {
        "to": (bool(asker & set(forms(to)) or short & letters), f"It was {q.asker}.", "To whom?"),
        "when": (day, f"The request came on {write_date(case, q.on, weekday=True)}. Say the day, and how.", "When and how?"),
        "what": (len(what) >= LEAST_WORDS["what"] or (not shared and what[:1] in NOTHING), "Say what was told and what was kept back, also when nothing was told.", "What?"),
        "why": (len(forms(record.get("why", ""))) >= LEAST_WORDS["why"], "Say why, in a sentence that somebody else could follow. " + q.because, "Why?"),
    }  # fmt: skip
    out = []
    for name in RECORD:
        right, truth, title = wanted[name]
        text = record.get(name, "")
        out.append(
            _check(
                f"record.{name}",
                f"Your record: {title[:1].lower()}{title[1:]}",
                1 if right else 0,
                share,
                text,
                truth,
                "Write it so that whoever has the case next year could follow it without asking you.",
                matters,
                2,
            )
        )
    return out


def _initials(name: str) -> set[str]:
    """The first letters of a name of two words or more, in small letters."""
    row = forms(name)
    return {"".join(w[0] for w in row)} if len(row) > 1 else set()


def _that_day(text: str, q: Request) -> bool:
    """Whether a record that writes no date says that it was the day of the request: “today”, “same day”, “Thu 14:10”."""
    row = forms(text)
    weekday = f"{q.on:%A}".lower()
    named = {weekday, *SHORT[weekday]} & set(row)
    return bool(named) or "today" in row or any(p in pairwise(row) for p in SAME_DAY)


def _headline(q: Request, told: tuple[Offer, ...], checks: list[Check], response: Response) -> str:
    if not response.answered:
        return "Nothing is decided yet"
    if any(o.worth == "never" for o in told):
        return "Something has got out that must not"
    missing = sum(o.worth == "needs" and o not in told for o in q.offers)
    extra = sum(o.worth == "extra" for o in told)
    if all(c.passed is not False for c in checks):
        return "They get what they need and no more"
    if missing and extra:
        return "They get things they do not need, and not all that they do"
    if missing:
        return "They do not get all that they need"
    if extra:
        return "They get what they need, and a little too much"
    return "What they get is right; look at the rest below"


def sample(spec: Spec, case: Case, kind: str) -> Sample:
    """Right; wrong: one item turned round, no ground and no reason; unreadable: an item there is not."""
    q = request_of(spec, case)
    assert q.decide
    assert q.tell
    assert q.stands_on
    raw: dict[str, str | list[str]] = {
        "do": q.decide,
        "item": [o.id for o in q.offers if o.worth in ("needs", "may") and q.decide != "share_all"],
        "told": q.tell,
        "record.to": q.asker,
        "record.when": f"{write_date(case, q.on)}, {q.how}",
        "record.what": "What stands above, and nothing else.",
        "record.why": "So that they can do their part and nobody is put at risk.",
    }
    raw["ground"] = q.stands_on
    if kind == "correct":
        return Sample(raw=raw, score=float(spec.points))
    if kind == "invalid":
        return Sample(raw={**raw, "item": ["99"]}, problem="unknown choice")
    turned = next((o for o in q.offers if o.worth == "extra"), None) or next(o for o in q.offers if o.worth == "needs")
    items = [i for i in raw["item"] if i != turned.id]
    raw["item"] = [*items, turned.id] if turned.worth == "extra" else items
    del raw["record.why"], raw["ground"]
    lost = spec.points * (SHARES["items"] / len(q.offers) + SHARES["record"] / len(RECORD) + SHARES["ground"])
    fails = (f"item.{turned.id}", "record.why", "ground")
    return Sample(raw=raw, score=round(spec.points - lost, 2), fails=tuple(sorted(fails)))
