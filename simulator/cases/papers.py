"""What is on the file: events, documents, earlier contacts, permissions, due dates, looks."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from simulator.cases import calendar
from simulator.cases import model as m

if TYPE_CHECKING:
    from simulator.cases.record import Record


def events(r: Record) -> list[m.Event]:
    s = r.s
    out = []
    for id, e in s.events.items():
        start = s.starts[id]
        out.append(
            m.Event(
                id=id,
                kind=e.kind,
                title=s.text(f"event.{id}.title", e.title),
                start=start,
                end=r.at(id, e.until) if e.until else None,
                exact=e.exact,
                held=e.held,
                place=e.place,
                line=s.text(f"event.{id}.line", e.line),
                source=s.text(f"event.{id}.source", e.source),
                about_index=e.about_index,
                in_file=e.in_file,
            )
        )
    return sorted(out, key=lambda e: e.start)


def relationships(r: Record) -> tuple[m.Relationship, ...]:
    return tuple(
        m.Relationship(kind=x.kind, a=x.a, b=x.b, label=r.s.text(f"rel.{x.a}.{x.b}", x.label))
        for x in r.s.those(r.spec.relationships)
        if x.a in r.people and x.b in r.people
    )


def documents(r: Record) -> tuple[tuple[m.Document, ...], tuple[m.Slip, ...]]:
    s = r.s
    documents, slips = [], []
    for id, d in s.some(r.spec.documents).items():
        who = r.professionals.get(d.from_)
        sender = f"{who.full}, {who.role}, {who.agency}" if who else r.name(d.from_)
        on = r.at(d.on, d.at) if d.at else s.starts[d.on]
        documents.append(
            m.Document(
                id=id,
                kind=s.text(f"doc.{id}.kind", d.kind),
                title=s.text(f"doc.{id}.title", d.title),
                sender=sender,
                sender_id=d.from_,
                on=on,
                body=s.text(f"doc.{id}", d.body),
                restricted=d.restricted,
            )
        )
        for i, slip in enumerate(d.slips):
            if s.holds(slip.when):
                path = f"slip.{id}.{i}"
                slips.append(
                    m.Slip(
                        document=id,
                        says=s.text(f"{path}.says", slip.says),
                        is_=s.text(f"{path}.is", slip.is_),
                        because=s.text(path, slip.because),
                    )
                )
    return tuple(sorted(documents, key=lambda d: d.on)), tuple(slips)


def contacts(r: Record) -> tuple[m.Contact, ...]:
    s = r.s
    out = []
    for id, c in s.some(r.spec.contacts).items():
        later = timedelta(days=r.draw.between(f"contact.{id}", *c.written_days_later))
        on = s.starts[c.on]
        day = (
            calendar.next_working_day(r.profile, on.date() + later) if later else on.date()
        )  # who waits, waits for work
        written = max(s._at(day, c.written_at), on + timedelta(minutes=20))
        out.append(
            m.Contact(
                id=id,
                kind=s.text(f"contact.{id}.kind", c.kind),
                on=on,
                written=written,
                author=s.text(f"contact.{id}.by", c.by),
                body=s.text(f"contact.{id}.body", c.body),
                restricted=c.restricted,
            )
        )
    return tuple(sorted(out, key=lambda c: c.on))


def permissions(r: Record) -> tuple[m.Permission, ...]:
    s = r.s
    out = []
    for id, p in s.some(r.spec.permissions).items():
        until = s._count(f"until.{id}", p.until, lambda e: s.starts[e].date()) if p.until else None
        out.append(
            m.Permission(
                id=id,
                what=s.text(f"perm.{id}", p.what),
                with_whom=s.text(f"perm.{id}.with", p.with_),
                given_by=r.name(p.by),
                given_on=s.starts[p.on].date(),
                until=until,
                until_text=s.text(f"perm.{id}.until", p.until_text),
                state=p.state,
            )
        )
    return tuple(out)


def deadlines(r: Record) -> tuple[m.Deadline, ...]:
    out = []
    for id, d in r.s.some(r.spec.deadlines).items():
        clock = r.profile.clocks.get(d.clock)
        if clock is None:  # this jurisdiction knows no such clock
            continue
        starts = r.s.starts[d.from_]
        out.append(
            m.Deadline(
                id=id,
                what=clock.what,
                starts=starts.date(),
                due=calendar.due_at(r.profile, clock, starts).date(),
                rule=clock.rule,
                source=clock.source,
            )
        )
    return tuple(sorted(out, key=lambda d: d.due))


def looks(r: Record) -> tuple[m.Look, ...]:
    s = r.s
    looks = [
        m.Look(
            when=r.at(x.on, x.at),
            who=s.text(f"look.{i}.who", x.who),
            opened=s.text(f"look.{i}.opened", x.opened),
            reason=s.text(f"look.{i}.reason", x.reason),
        )
        for i, x in enumerate(r.spec.looks)
        if s.holds(x.when)
    ]
    return tuple(sorted(looks, key=lambda x: x.when))
