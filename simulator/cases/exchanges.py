"""Messages, requests and near-breaches, rendered for one case."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from simulator.cases.exchange import Message, NearBreach, Offer, Request, Thread
from simulator.cases.worksheets import shuffled

if TYPE_CHECKING:
    from simulator.cases.record import Record


def threads(r: Record) -> tuple[Thread, ...]:
    s = r.s
    out = []
    for id, t in s.some(r.spec.messages).items():
        lines = [
            Message(
                sender=r.name(x.from_),
                sender_id=x.from_,
                at=r.at(t.on, x.at) + timedelta(days=x.days_later),
                text=s.text(f"thread.{id}.{i}", x.text),
            )
            for i, x in enumerate(t.lines)
            if s.holds(x.when)
        ]
        out.append(
            Thread(
                id=id,
                channel=t.channel,
                title=s.text(f"thread.{id}.title", t.title),
                event=t.on,
                readers=tuple(w for w in t.with_ if w in r.people or w in r.professionals),
                lines=tuple(sorted(lines, key=lambda x: x.at)),
            )
        )
    return tuple(sorted((t for t in out if t.lines), key=lambda t: t.on))


def requests(r: Record) -> tuple[Request, ...]:
    s = r.s
    facts = s.some(r.spec.facts)
    out = []
    for id, q in s.some(r.spec.requests).items():
        path = f"request.{id}"
        known = q.from_ in r.people or q.from_ in r.professionals
        who = r.professionals.get(q.from_)
        out.append(
            Request(
                id=id,
                asker=f"{who.full}, {who.role}, {who.agency}" if who else r.name(q.from_),
                asker_id=q.from_ if known else "",
                on=r.at(q.on, q.at) if q.at else s.starts[q.on],
                how=q.how,
                wants=s.text(f"{path}.wants", q.wants),
                text=s.text(path, q.text),
                offers=tuple(
                    Offer(
                        id=str(n),
                        text=s.text(f"{path}.item.{name}", o.say),
                        under=s.text(f"{path}.item.{name}.under", o.under),
                        worth=o.is_,
                        because=s.text(f"{path}.item.{name}.because", o.because),
                    )
                    for n, (name, o) in enumerate(shuffled(r, f"{path}.items", s.some(q.items).items()), 1)
                ),
                decide=q.decide,
                also=q.also,
                half=tuple((d, s.text(f"{path}.half.{d}", why)) for d, why in q.half.items()),
                stands_on=q.stands_on,
                stands_also=q.stands_also,
                stands_half=tuple((g, s.text(f"{path}.stands.{g}", why)) for g, why in q.stands_half.items()),
                tell_also=q.tell_also,
                may=tuple(f for f in q.may if f in facts),
                must_not=tuple(f for f in q.must_not if f in facts),
                ground=s.text(f"{path}.ground", q.ground),
                tell=q.tell,
                tell_because=s.text(f"{path}.tell", q.tell_because),
                because=s.text(f"{path}.because", q.because),
            )
        )
    return tuple(sorted(out, key=lambda q: q.on))


def near_breaches(r: Record) -> tuple[NearBreach, ...]:
    s = r.s
    facts = s.some(r.spec.facts)
    return tuple(
        NearBreach(
            id=id,
            on=s.starts[b.on],
            event=b.on,
            what=s.text(f"breach.{id}", b.what),
            by=b.by,
            to=b.to,
            leaks=tuple(f for f in b.leaks if f in facts),
            stopped_by=s.text(f"breach.{id}.stopped", b.stopped_by),
            right=s.text(f"breach.{id}.right", b.right),
            because=s.text(f"breach.{id}.because", b.because),
        )
        for id, b in s.some(r.spec.near_breaches).items()
    )
