"""``disclose``: somebody asks for information. Decide, choose what they get, say what allows it, and record the decision.

Form fields: ``do`` (a decision), ``item`` (several: the numbers of what is told), ``ground``, ``told``, and the record:
``record.to``, ``record.when``, ``record.what``, ``record.why``. Practice source: practice.md C1 to C7, C11, C15, C16.
"""

from __future__ import annotations

from pydantic import Field

from simulator.cases.case_teller import adult_of
from simulator.cases.dates import date_hint, write_date, write_time
from simulator.cases.exchange import Offer, Request
from simulator.cases.model import Case
from simulator.exercises import base
from simulator.exercises.base import FormatProblem, Raw, Unfit, many, one, read_form

DECISIONS = {
    "share_all": "Share all that was asked for",
    "share_part": "Share a part",
    "verify_first": "Find out first who is asking",
    "refer": "Pass it to somebody else to decide",
    "refuse": "Refuse",
    "emergency": "Act now: somebody is in danger",
}
GROUNDS = {
    "safety": "It is needed to keep somebody safe, and that needs no one’s agreement",
    "consent": "The person agreed, and it covers this",
    "care": "It is needed to care for or treat somebody",
    "emergency": "A life is at risk now",
    "law": "A court or the law requires it",
    "nothing": "Nothing does",
}
TOLD = {
    "yes": "Yes: before, or as I do it",
    "afterwards": "Not yet: I will, when it is safe and I have advice",
    "no": "No, because telling would put somebody at risk",
}
HOW = {
    "email": "Email", "text": "Text message", "voicemail": "Voicemail", "telephone": "Telephone", "letter": "Letter",
    "in person": "In person", "chat": "Chat",
}  # fmt: skip
RECORD = ("to", "when", "what", "why")


class Spec(base.Spec):
    nth: int = Field(ge=1, le=6)  # the family's first request, its second …, in the order in which they came


class Variant(base.Variant):
    asker: str
    how: str
    when: str
    wants: str
    text: str
    items: tuple[base.Item, ...]
    decisions: tuple[base.Option, ...]
    grounds: tuple[base.Option, ...]
    told: tuple[base.Option, ...]
    person: str  # who is told, or not
    date_hint: str


class Response(base.Response):
    do: str = ""
    items: tuple[str, ...] = ()
    ground: str = ""
    told: str = ""
    record: dict[str, str]

    @property
    def answered(self) -> bool:
        return bool(self.do or self.items or self.ground or self.told or self.record)


def request_of(spec: Spec, case: Case) -> Request:
    """The request an exercise is about. Raises Unfit."""
    able = [q for q in case.requests if q.offers]
    if len(able) < spec.nth:
        raise Unfit(
            "nth", f"The scenario {case.scenario} has {len(able)} requests with items in this family",
            "Write “items” for each of its requests, or ask for an earlier one.",
        )  # fmt: skip
    return able[spec.nth - 1]


def offers_of(request: Request, chosen: tuple[str, ...], do: str) -> tuple[Offer, ...]:
    """What the asker is told: what was ticked, or everything."""
    return request.offers if do == "share_all" else tuple(o for o in request.offers if o.id in chosen)


def _options(words: dict[str, str]) -> tuple[base.Option, ...]:
    return tuple(base.Option(value=k, words=w) for k, w in words.items())


def build(spec: Spec, case: Case) -> Variant:
    q = request_of(spec, case)
    return Variant(
        asker=q.asker,
        how=HOW[q.how],
        when=f"{write_date(case, q.on, weekday=True)}, {write_time(case, q.on)}",
        wants=q.wants,
        text=q.text,
        items=tuple(base.Item(id=o.id, text=o.text, under=o.under) for o in q.offers),
        decisions=_options(DECISIONS),
        grounds=_options(GROUNDS),
        told=_options(TOLD),
        person=adult_of(case).first,
        date_hint=date_hint(case),
    )


def parse(spec: Spec, case: Case, raw: Raw) -> Response:
    form, q = read_form(raw), request_of(spec, case)
    plain = {"do", "item", "ground", "told", *(f"record.{r}" for r in RECORD)}
    for name in form:
        if name not in plain:
            raise FormatProblem("unknown field", f"This exercise has no field “{name}”.", name)
    for name, allowed in (("do", DECISIONS), ("ground", GROUNDS), ("told", TOLD)):
        if (value := one(form, name)) and value not in allowed:
            raise FormatProblem("unknown choice", f"“{value}” is not one of: {', '.join(allowed)}.", name)
    known = [o.id for o in q.offers]
    items = tuple(dict.fromkeys(i for i in many(form, "item") if i))
    for id in items:
        if id not in known:
            raise FormatProblem("unknown choice", f"“{id}” is not one of the {len(known)} things on offer.", "item")
    return Response(
        do=one(form, "do"),
        items=items,
        ground=one(form, "ground"),
        told=one(form, "told"),
        record={r: v for r in RECORD if (v := one(form, f"record.{r}"))},
    )
