"""The case file as HTML: the same for the page of the server and for the widget beside an exercise.

Renders what it is given. What is restricted is not in the HTML until it was opened with a reason.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from markupsafe import Markup, escape

from simulator.cases.dates import MONTHS, write_date, write_time, years_between
from simulator.cases.model import Case, Contact, Document, Look, Person, Professional, Thread
from simulator.views.chronology import entries
from simulator.views.ecomap import ecomap
from simulator.views.ecomap import rows as tie_rows
from simulator.views.genogram import age, genogram
from simulator.views.page import environment
from simulator.views.timeline import timeline

PARTS = ("people", "chronology", "documents", "contacts", "messages", "permissions", "looks")
TITLES = dict(
    zip(PARTS, ("People", "Chronology", "Documents", "Contacts", "Messages", "Permissions", "Who looked"), strict=True)
)
STANDS = {
    "in force": ("passed", "passed", "In force"),
    "withdrawn": ("alerting", "lock", "Withdrawn"),
    "run out": ("unmarked", "clock", "Run out"),
    "not yet": ("unmarked", "clock", "Not yet given"),
}


def case_file_html(
    case: Case,
    looks: Iterable[Look],
    query: str = "",
    base: str = "",
    *,
    found: Any = None,
    opened: frozenset[str] = frozenset(),
    problem: tuple[str, str] = ("", ""),
    notices: Iterable[str] = (),
    uid: str = "file",
    level: int = 1,
    page: bool = True,
    head: str = "",
    note_link: str = "",
    note_state: str = "",
) -> str:
    """The file of ``case`` (a learner's copy is enough).

    ``looks``: newest first. ``found`` is what ``records.search`` gave for ``query`` (``.hits``, ``.similar``), or None.
    ``base`` is the page's address: the search form goes there, a restricted item's link to ``{base}/open?item=<id>``, and
    with ``views.page.script("file")`` on the page each tab and document opened is posted to ``{base}/look`` (fields
    ``opened`` and ``quiet``). ``opened``: ids of restricted items that may be shown. ``problem``: (id of a restricted
    item, what to mend). ``page=False`` in a notebook: the script sends to the kernel and reasons are given in place.
    ``level`` is the heading level of the name; ``head`` stands in words above it.
    """
    index = case.person(case.index)
    assert isinstance(index, Person)
    picture = genogram(case, uid)
    context = {
        "case": case,
        "uid": uid,
        "L": level,
        "base": base,
        "page": page,
        "head": head,
        "notices": tuple(notices),
        "query": query,
        "found": found,
        "groups": _groups(found) if found else [],
        "problem": problem,
        "titles": TITLES,
        "index": index,
        "facts": _facts(case, index),
        "people": [_row(case, p) for p in case.people if p.on_file],
        "professionals": case.professionals,
        "genogram": picture.svg,
        "ecomap": ecomap(case, uid),
        "ties": tie_rows(case),
        "timeline": timeline(case, uid),
        "chronology": entries(case),
        "documents": [_paper(case, d, opened) for d in sorted(case.documents, key=lambda d: d.on, reverse=True)],
        "contacts": [_paper(case, c, opened) for c in sorted(case.contacts, key=lambda c: c.on, reverse=True)],
        "threads": [_thread(case, t) for t in case.threads],
        "requests": [{"q": q, "day": _moment(case, q.on)} for q in case.requests],
        "near_breaches": [{"b": b, "day": write_date(case, b.on)} for b in case.near_breaches],
        "note_link": note_link,
        "note_state": note_state,
        "permissions": [
            {"p": p, "given": write_date(case, p.given_on), "stands": STANDS[p.state]} for p in case.permissions
        ],
        "looks": [{"look": k, "when": f"{short(case, k.when.date())}, {write_time(case, k.when)}"} for k in looks],
        "marked": marked,
    }
    return environment().get_template("case_file.html.j2").render(context)


def short(case: Case, day: date) -> str:
    """18 Mar 2025, or Mar 18, 2025."""
    month = MONTHS[day.month - 1][:3]
    return f"{day.day} {month} {day.year}" if case.date_order == "dmy" else f"{month} {day.day}, {day.year}"


def _facts(case: Case, index: Person) -> list[tuple[str, str]]:
    worker = case.person(case.worker)
    mine = isinstance(worker, Professional) and worker.learner
    out = []
    if index.born:
        years = years_between(index.born, case.today)
        out.append(("Born", f"{write_date(case, index.born)} ({years} years)"))
    out.append(("File", case.file_no))
    if index.lives:
        out.append(("Lives at", case.place(index.lives).full))
    out.append(("Worker", f"You, {worker.full}" if mine else worker.full))
    if due := case.next_due:
        out.append(("Due", f"{due.what}, {write_date(case, due.due)}"))
    return out


def _row(case: Case, p: Person) -> dict[str, Any]:
    years = age(case, p)
    name = p.full + (f", {years}" if years is not None else "")
    who = p.is_[:1].upper() + p.is_[1:]
    if p.id == case.index:
        who = "The person this file is about"
    died = f"Died in {p.died.year}." if p.died else ""
    about = " ".join(s for s in (f"{who}.", p.about, died) if s)
    extra = [f"Speaks {', '.join(p.languages)}." if p.languages else "", " ".join(p.access_needs)]
    reach = [
        x for x in (p.reach, p.phone if p.phone not in p.reach else "", p.email if p.email not in p.reach else "") if x
    ]
    return {
        "p": p,
        "name": name,
        "about": about,
        "extra": " ".join(x for x in extra if x),
        "lives": case.place(p.lives).name if p.lives else ("–" if p.died else "Not recorded"),
        "reach": "–" if p.died else (". ".join(r.rstrip(".") for r in reach) or "Not recorded"),
    }


def _paper(case: Case, item: Document | Contact, opened: frozenset[str]) -> dict[str, Any]:
    day = write_date(case, item.on)
    out: dict[str, Any] = {
        "item": item,
        "shut": item.restricted and item.id not in opened,
        "day": short(case, item.on.date()),
    }
    if isinstance(item, Document):
        out |= {
            "title": item.title,
            "meta": f"{item.sender}. {day}",
            "part": "documents",
            "said": f"Documents: {item.title}",
        }
    else:
        written = item.written
        when = write_time(case, written)
        if written.date() != item.on.date():
            when = f"{write_date(case, written)}, {when}"
        out |= {
            "title": f"{day}, {write_time(case, item.on)}, {item.kind[:1].lower()}{item.kind[1:]}",
            "meta": f"Written by {item.author}, {when}.",
            "part": "contacts",
            "said": f"Contacts: {item.kind}, {item.on:%Y-%m-%d}",
        }
    out["body"] = "" if out["shut"] else item.body
    return out


def _moment(case: Case, when: datetime) -> str:
    return f"{write_date(case, when)}, {write_time(case, when)}"


def _thread(case: Case, thread: Thread) -> dict[str, Any]:
    """A thread with the day said once, and each message on the side of whoever wrote it."""
    lines, day = [], None
    for x in thread.lines:
        new = x.at.date() != day
        day = x.at.date()
        lines.append(
            {"x": x, "day": write_date(case, x.at, weekday=True) if new else "", "time": write_time(case, x.at)}
        )
    return {"t": thread, "lines": lines, "first": thread.lines[0].sender_id}


def _groups(found: Any) -> list[tuple[str, list[Any]]]:
    return [(part, hits) for part in PARTS if (hits := [h for h in found.hits if h.part == part])]


def marked(hit: Any) -> Markup:
    """The text of a hit with the words in <mark>."""
    out, at = Markup(), 0
    for start, end in hit.spans:
        out += escape(hit.text[at:start]) + Markup("<mark>{}</mark>").format(hit.text[start:end])
        at = end
    return out + escape(hit.text[at:])
