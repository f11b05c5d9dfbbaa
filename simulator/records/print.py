"""A case as plain text: what a learner reads of it."""

from __future__ import annotations

import textwrap

from simulator.cases.dates import write_date, write_time
from simulator.cases.model import Case


def as_text(case: Case) -> str:
    """The whole file in words, in the order of the case file's tabs. Nothing that only a marker may know."""
    case = case.for_learner()
    index = case.person(case.index)
    out = [
        f"{case.title} ({case.jurisdiction}, family {case.seed})",
        case.content_note,
        "",
        f"{index.full}, {case.file_no}",
    ]

    def part(title: str) -> None:
        out.extend(["", title, "-" * len(title)])

    def body(text: str, indent: str = "") -> None:
        for paragraph in text.split("\n"):
            out.append(textwrap.fill(paragraph.replace("**", ""), 100, initial_indent=indent, subsequent_indent=indent))

    part("People")
    for p in case.people:
        age = f", {p.age}" if p.age is not None else ", has died" if p.died else ""
        out.append(f"{p.full}{age}: {p.is_}. {p.about} {p.work}".strip())
    for a in case.alerts:
        out.append(f"! {a.title} {a.text}")
    part("What you saw and heard")
    for m in case.scene:
        body(f"{write_time(case, m.at)}  {m.text}")
    part("Chronology")
    for e in case.events:
        if e.line:
            when = write_date(case, e.start) if e.exact != "month" else f"{e.start:%B %Y}"
            body(f"{when}: {e.line} ({e.source})")
    part("Documents")
    for d in case.documents:
        out.append(
            f"[{d.kind}] {d.title}. {d.sender}, {write_date(case, d.on)}{', restricted' if d.restricted else ''}"
        )
        body(d.body, "    ")
    part("Contacts")
    for c in case.contacts:
        shut = ", restricted" if c.restricted else ""
        out.append(f"{c.kind}, {write_date(case, c.on)}; written {write_date(case, c.written)} by {c.author}{shut}")
        body(c.body, "    ")
    part("Messages and requests")
    for thread in case.threads:
        out.append(f"{thread.title} ({thread.channel}, {write_date(case, thread.on)})")
        for line in thread.lines:
            body(f"{write_time(case, line.at)}  {line.sender}: {line.text}", "    ")
    for q in case.requests:
        out.append(f"Request from {q.asker} ({q.how}, {write_date(case, q.on)}): {q.wants}")
        body(q.text, "    ")
    for b in case.near_breaches:
        body(f"Near-breach, {write_date(case, b.on)}: {b.what}")
    part("Permissions and due dates")
    for x in case.permissions:
        until = f"until {write_date(case, x.until)}" if x.until else x.until_text
        out.append(
            f"{x.what}: {x.with_whom}, given by {x.given_by} on {write_date(case, x.given_on)}, {until}: {x.state}"
        )
    for due in case.deadlines:
        out.append(f"{due.what}: {write_date(case, due.due)} ({due.rule})")
    return "\n".join(out)
