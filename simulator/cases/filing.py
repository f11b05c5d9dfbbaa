"""A caseload on which names can be taken for one another, and what came in for it. For the exercise “which_file”.

The person the file is about, the look-alike of the case, a namesake born on another day, and two who share a name or a
birthday with them. Practice source: practice.md R1, E15.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING, Any

from simulator.cases import model as m
from simulator.cases import names
from simulator.cases.dates import write_date
from simulator.cases.worksheets import numbered, shuffled
from simulator.content import places
from simulator.content.loader import read_yaml

if TYPE_CHECKING:
    from simulator.cases.record import Record


@cache
def wordings() -> dict[str, list[dict[str, str]]]:
    """``dummy_cases/arrivals.yaml``: kind -> wordings."""
    found: dict[str, list[dict[str, str]]] = read_yaml(places.dummy_cases() / "arrivals.yaml")
    return found


def cards(r: Record, own: m.FileCard, alike: m.FileCard) -> tuple[m.FileCard, ...]:
    """Five cards by file number. ``own`` is the index person's."""
    draw, profile = r.draw, r.profile
    index = r.people[r.s.cast.index]
    locale = r.s.cast.locale[index.id]
    known = frozenset(p.first for p in r.people.values())
    taken = {own.file_no, alike.file_no}

    def card(path: str, name: str, born: date) -> m.FileCard:
        number = draw.digits(f"card.{path}", profile.file_no)
        while number in taken:
            number = draw.digits(f"card.{path}.{number}", profile.file_no)
        taken.add(number)
        return m.FileCard(name=name, born=born, file_no=number, worker=alike.worker)

    kind = names.KINDS.get(index.gender, "any")
    first = names.look_alike(draw, "card.first", locale, index.first, kind, avoid=known | {alike.name.split()[0]})
    others = [
        card("namesake", own.name, _other_day(own.born, draw.between("card.day", 11, 320))),
        card("family", f"{first} {index.family}".strip(), own.born.replace(year=own.born.year - 1 - draw.number("card.year", 2), day=min(own.born.day, 28))),
        card("birthday", f"{first} {alike.name.split()[-1]}", own.born),
    ]  # fmt: skip
    return tuple(sorted([own, alike, *others], key=lambda c: c.file_no))


def _other_day(born: date, days: int) -> date:
    """Day and month changed round where that is another day, as a hurried reader does; else some days later."""
    if born.day <= 12 and born.day != born.month:
        return born.replace(day=born.month, month=born.day)
    return born + timedelta(days=days)


def arrivals(r: Record, found: tuple[m.FileCard, ...], own: m.FileCard, alike: m.FileCard) -> tuple[m.Arrival, ...]:
    """Three that fit one card and three for which one has to ask."""
    namesake = next(c for c in found if c.name == own.name and c.file_no != own.file_no)
    third = next(c for c in found if c not in (own, alike, namesake))
    used: set[str] = set()

    def arrival(kind: str, name: m.FileCard, other: m.FileCard, because: str, ask: str = "") -> m.Arrival:
        wording = _pick(r, kind, used)
        text = wording["text"].format(full=name.name, born=write_date(r.profile, other.born), file_no=other.file_no)
        return m.Arrival(
            id="",
            how=wording["how"],
            text=r.s.fill(text),
            because=because,
            ask=ask,
            file_no="" if ask else name.file_no,
        )

    def born(c: m.FileCard) -> str:
        return write_date(r.profile, c.born)

    rows = [
        arrival("whole", own, own, f"The name and the date of birth, {born(own)}, fit one card only."),
        arrival("whole", namesake, namesake, f"Two people have this name. The date of birth, {born(namesake)}, tells them apart."),
        arrival("number", third, third, f"The name and the number fit one card only: {third.file_no}."),
        arrival("name", own, own, f"Two people on the caseload are called {own.name}. A name alone does not say which.",
                "Ask for the date of birth before it goes anywhere."),
        arrival("mixed", alike, own, f"{alike.name} was born on {born(alike)}; {born(own)} belongs to somebody else. One of the two is wrong, and the paper does not say which.",
                "Ring the sender on the number you know and ask which of the two is meant."),
        arrival("crossed", own, alike, f"File {alike.file_no} is {alike.name}’s. The name and the number point to two people.",
                "Ring the sender on the number you know and have them read out the name and the date of birth."),
    ]  # fmt: skip
    return numbered(shuffled(r, "arrival.order", rows))


def _pick(r: Record, kind: str, used: set[str]) -> dict[str, Any]:
    """A wording of that kind for this language; none twice."""
    fits = {"when": r.profile.language, "work": r.spec.work}
    able = [w for w in wordings()[kind] if all(w.get(k, v) == v for k, v in fits.items()) and w["text"] not in used]
    wording = r.draw.pick(f"arrival.{kind}.{len(used)}", able)
    used.add(wording["text"])
    return wording
