"""Who was at the contact of the scene, who is only spoken of, and who could hear what. For the exercise “present”.

Practice source: practice.md R3, E8.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from simulator.cases import model as m
from simulator.cases.worksheets import shuffled

if TYPE_CHECKING:
    from simulator.cases.record import Record

ABSENT = 4  # people who are only spoken of, at most
SAID = 3  # sentences whose hearers are asked for


def call_roll(
    r: Record, presence: Sequence[m.Presence], utterances: Sequence[m.Utterance], scene: Sequence[m.Moment]
) -> tuple[tuple[m.OnRoll, ...], tuple[m.Overheard, ...]]:
    """The roll in an order of its own, and up to three sentences: one told alone, one that others heard."""
    who: dict[str, m.Person | m.Professional] = {**r.people, **r.professionals}
    event, worker = r.spec.scene.event, next(p.id for p in r.professionals.values() if p.learner)
    rows = [p for p in presence if p.event == event and p.person != worker]
    there = list(dict.fromkeys(p.person for p in rows))
    told = " ".join(x.text for x in scene)
    spoken_of = [
        i for i in who if i not in there and i != worker and re.search(rf"\b{re.escape(who[i].first)}\b", told)
    ]
    near = [i for i in r.people if i not in there and i not in spoken_of and r.people[i].on_file]
    absent = (shuffled(r, "roll.spoken", spoken_of) + shuffled(r, "roll.near", near))[:ABSENT]
    ids = {id: str(n) for n, id in enumerate(shuffled(r, "roll.order", [*there, *absent]), 1)}
    first, last = min(p.start for p in rows), max(p.end for p in rows)
    roll = tuple(
        m.OnRoll(
            id=number,
            name=who[id].full,
            is_=getattr(who[id], "is_", "") or getattr(who[id], "role", ""),
            there=id in there,
            for_part=(id in there and not any(p.person == id and p.start == first for p in rows))
            or (id in there and not any(p.person == id and p.end == last for p in rows)),
        )
        for id, number in ids.items()
    )  # fmt: skip
    return roll, _overheard(r, ids, worker, utterances, scene)


def _overheard(
    r: Record, ids: dict[str, str], worker: str, utterances: Sequence[m.Utterance], scene: Sequence[m.Moment]
) -> tuple[m.Overheard, ...]:
    who: dict[str, m.Person | m.Professional] = {**r.people, **r.professionals}
    texts = {x.id: x.text for x in scene}
    able = [u for u in utterances if u.moment and u.speaker in ids and len(u.words.split()) >= 5]
    alone = [u for u in able if set(u.heard_by) <= {worker} and u.speaker == r.s.cast.index]
    alone += [u for u in able if set(u.heard_by) <= {worker} and u not in alone]

    def plainly(u: m.Utterance) -> list[str]:
        return [h for h in u.heard_by if h in ids and re.search(rf"\b{re.escape(who[h].first)}\b", texts[u.moment])]

    shared = shuffled(r, "roll.shared", [u for u in able if plainly(u)])
    chosen = [*shuffled(r, "roll.alone", alone[:3])[:2], *shared[: SAID - min(2, len(alone))]]
    return tuple(
        m.Overheard(
            id=str(n),
            speaker=who[u.speaker].first if u.speaker in r.people else who[u.speaker].full,
            words=u.words,
            by=ids[u.speaker],
            heard_by=tuple(ids[h] for h in u.heard_by if h in ids),
            plainly=tuple(ids[h] for h in plainly(u)),
            moment=u.moment,
        )
        for n, u in enumerate(sorted(chosen, key=lambda u: u.at), 1)
    )
