"""Who and what is around a household, and how it holds: what an author may write, what it becomes, how it is rendered.

Practice source: practice.md section 2, the ecomap beside the genogram.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal

from simulator.cases.fields import Conditional, Text
from simulator.cases.frozen import Frozen

if TYPE_CHECKING:
    from simulator.cases.record import Record
    from simulator.cases.scenario import ScenarioSpec

Strength = Literal["strong", "weak", "stressed", "broken"]
Flow = Literal["both", "in", "out"]


class TieSpec(Conditional):
    who: Text  # the id of a person, professional or place; or words for somebody who has no id
    tie: Strength  # how it holds
    flow: Flow = "both"  # in: support comes to the household
    says: Text  # what is known, and who says so


class Tie(Frozen):
    """One line of the ecomap."""

    id: str
    who: str  # as shown
    who_id: str = ""
    tie: Strength
    flow: Flow = "both"
    says: str


def ties(r: Record) -> tuple[Tie, ...]:
    """The ties of a case. One to somebody who is not in this case, or whom nobody has written down, is left out."""
    s, out = r.s, []
    known = {*r.spec.people, *r.spec.professionals, *r.spec.places}
    for id, t in s.some(r.spec.ties).items():
        name = only(t.who)
        if name in known:
            person, place = r.people.get(name), s.cast.places.get(name)
            if person and not person.on_file:
                continue
            if not (person or place or name in r.professionals):
                continue
            who = place.name[:1].upper() + place.name[1:] if place else r.name(name)
        else:
            name, who = "", s.text(f"tie.{id}.who", t.who)
        out.append(Tie(id=id, who=who, who_id=name, tie=t.tie, flow=t.flow, says=s.text(f"tie.{id}", t.says)))
    return tuple(out)


def only(text: Text) -> str:
    """The one plain wording of a text; empty where there are several."""
    return text[0] if len(text) == 1 and isinstance(text[0], str) else ""


def faults(spec: ScenarioSpec) -> Iterator[tuple[str, str, str]]:
    """Ties that cannot be drawn: the tie, what is wrong with it, and what to do. A word that looks like an id is one."""
    home = next((p.lives for p in spec.people.values() if p.index), "")
    for id, t in spec.ties.items():
        name = only(t.who)
        person = spec.people.get(name)
        if person and not person.on_file:
            yield id, f"“{name}” is not on the file, so the picture may not show them", "Leave the tie out."
        elif person and (person.index or (person.lives == home != "" and person.household)):
            yield id, f"“{name}” lives in the home, which stands in the middle of the picture", "Leave the tie out."
        elif name in spec.professionals and spec.professionals[name].learner:
            yield id, "The learner’s own seat is not around the family", "Leave the tie out."
