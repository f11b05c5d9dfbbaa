"""Marks ``chronology``: what was chosen, in which order, and the line written for each.

Six tenths of the points for the choice (an arguable entry may stand or not), two for the order, two for the lines: dated
rightly, one line long. What a line says beyond that is a person's to judge. Practice source: practice.md section 1.i.
"""

from __future__ import annotations

from itertools import combinations

from grading.marks import Check, Link, Marks
from grading.reading.dates import dates
from grading.reading.words import forms
from grading.samples import Sample
from simulator.cases import profile
from simulator.cases.dates import MONTHS, write_date
from simulator.cases.model import Case, Entry
from simulator.exercises.base import Spec as BaseSpec
from simulator.exercises.chronology import LONGEST_LINE, OUT, Line, Response

CHOICE, ORDER = 0.6, 0.2  # shares of the points; the rest is for the lines
FEWEST_WORDS = 3  # of a line, beside its date


def when(case: Case, entry: Entry) -> str:
    """The date as a chronology gives it: a month where nobody knows the day."""
    assert entry.on is not None
    if entry.exact == "month":
        return f"{MONTHS[entry.on.month - 1]} {entry.on.year}"
    return write_date(case, entry.on)


def mark(spec: BaseSpec, case: Case, response: Response) -> Marks:
    """Marks for one chronology. ``out_of`` is the exercise's points."""
    why = profile(case.jurisdiction).standards["relevant"]
    matters = f"{why.says} {why.source}"
    share = spec.points * CHOICE / len(case.chronology)
    checks = [_choice(e, response.lines.get(e.id), share, matters) for e in case.chronology]
    kept = [(e, line) for e in case.chronology if (line := response.lines.get(e.id)) and line.place]
    checks.append(_order(case, kept, spec.points * ORDER))
    checks.append(_lines(case, kept, spec.points * (1 - CHOICE - ORDER)))
    right = sum(c.passed is True for c in checks[: len(case.chronology)])
    return Marks(
        exercise=f"{spec.module}/{spec.exercise}",
        headline="A chronology that a stranger could read in a minute" if all(c.passed for c in checks) else f"{right} of {len(case.chronology)} choices are right",
        checks=tuple(checks),
        answered=bool(response.lines),
    )  # fmt: skip


def _choice(e: Entry, line: Line | None, share: float, matters: str) -> Check:
    stands = line is not None and line.place > 0
    right = line is not None and (e.significant == "arguable" or stands == (e.significant == "yes"))
    truth = {
        "yes": "It belongs in a chronology.",
        "no": "It does not belong in a chronology.",
        "arguable": "It may stand or not.",
    }
    said = "Not answered. " if line is None else ""
    return Check(
        id=f"place.{e.id}",
        title=f"“{e.found}”",
        passed=right,
        points=share if right else 0,
        out_of=share,
        wrote="" if line is None else "In the chronology" if stands else "Left out",
        in_case="" if right else f"{truth[e.significant or 'arguable']} {e.because}",
        next_time="" if right else (
            "Ask whether anything was different afterwards, or known that was not known before. If so, it is an event."
            if e.significant == "yes" else "A chronology is not a copy of the file. Leave out what changed nothing and told nobody anything."
        ),
        matters="" if right else matters,
        rationale=f"{said}{truth[e.significant or 'arguable']} {e.because}",
        links=(Link(text="this entry", to=f"field:place.{e.id}"),),
        weight=2 if e.significant == "yes" else 1,
    )  # fmt: skip


def _order(case: Case, kept: list[tuple[Entry, Line]], out_of: float) -> Check:
    """All pairs the right way round: all points; one pair the wrong way round: half."""
    wrong = [
        (a, b)
        for (a, x), (b, y) in combinations(kept, 2)
        if a.on and b.on and a.on.date() != b.on.date() and (x.place - y.place) * (1 if a.on > b.on else -1) <= 0
        and not _same_month(a, b)
    ]  # fmt: skip
    enough = len(kept) >= 2
    first = wrong[0] if wrong else None
    earlier, later = sorted(first, key=lambda e: str(e.on)) if first else (None, None)
    truth = (
        f"{when(case, earlier)} ({earlier.line}) comes before {when(case, later)} ({later.line})"
        if earlier and later
        else ""
    )
    return Check(
        id="order",
        title="In the order in which it happened" if enough and not wrong else "The order",
        passed=enough and not wrong,
        points=out_of if enough and not wrong else out_of / 2 if enough and len(wrong) == 1 else 0,
        out_of=out_of,
        in_case=truth,
        next_time="Put down the day it happened, not the day it was written or sent. Then sort." if wrong else "" if enough else "Give two entries or more a place.",
        rationale="Everything stands in the order in which it happened." if enough and not wrong else truth or "There are not yet two entries with a place.",
        links=(Link(text="the entries", to=f"field:place.{(later or case.chronology[0]).id}"),),
        weight=3,
    )  # fmt: skip


def _same_month(a: Entry, b: Entry) -> bool:
    """Whether nobody can say which came first: one is known to the month only, and it is the other's month."""
    assert a.on and b.on
    return "month" in (a.exact, b.exact) and (a.on.year, a.on.month) == (b.on.year, b.on.month)


def fault(case: Case, e: Entry, text: str) -> str:
    """What a line lacks, in a sentence; empty when it will do."""
    assert e.on is not None
    row = forms(text)
    if not row:
        return "It has no line yet."
    if len(text) > LONGEST_LINE:
        return f"It has {len(text)} characters; a line has at most {LONGEST_LINE}."
    found = dates(text, case.date_order, e.on.date())
    days = [d.day for d in found if d.day]
    if e.exact == "month":
        if any(d != e.on.date() for d in days) or (days and e.on.date() in days):
            return f"It gives a day that nobody knows. It was {when(case, e)}."
        if MONTHS[e.on.month - 1].lower() not in row and f"{e.on.month:02d}" not in row:
            return f"It needs its date: {when(case, e)}."
    elif e.on.date() not in days:
        return f"It says {found[0].text}; it was {when(case, e)}." if days else f"It needs its date: {when(case, e)}."
    if sum(any(c.isalpha() for c in w) for w in row) - len(found) < FEWEST_WORDS:
        return "It has a date and does not yet say what happened."
    return ""


def _lines(case: Case, kept: list[tuple[Entry, Line]], out_of: float) -> Check:
    """As many points as there are lines that will do, of those that were kept."""
    faults = [(e, line, why) for e, line in kept if (why := fault(case, e, line.text))]
    passed = bool(kept) and not faults
    first = faults[0] if faults else None
    good = (len(kept) - len(faults)) / len(kept) if kept else 0.0
    return Check(
        id="lines",
        title="Every entry has its date and one line" if passed else "The lines",
        passed=passed,
        points=round(out_of * good, 4),
        out_of=out_of,
        wrote=first[1].text if first else "",
        in_case=" ".join(f"“{e.line}”: {why}" for e, _, why in faults[:4]) if faults else "" if kept else "Nothing is in the chronology yet.",
        next_time="" if passed else "One line each: the day, what happened, where it is known from. Leave the judging to the analysis.",
        rationale="Each line has the right date and says what happened." if passed else " ".join(why for _, _, why in faults[:4]) or "No line is written yet.",
        links=(Link(text="this line", to=f"field:line.{(first[0] if first else case.chronology[0]).id}"),),
        weight=2,
    )  # fmt: skip


def sample(spec: BaseSpec, case: Case, kind: str) -> Sample:
    """Right; wrong: the last significant entry left out, two others changed round, one line without its date; unreadable."""
    keep = sorted((e for e in case.chronology if e.significant == "yes"), key=lambda e: str(e.on))
    raw: dict[str, str | list[str]] = {f"place.{e.id}": OUT for e in case.chronology}
    for n, e in enumerate(keep, 1):
        raw |= {f"place.{e.id}": str(n), f"line.{e.id}": f"{when(case, e)}: {e.line}"[:LONGEST_LINE]}
    if kind == "correct":
        return Sample(raw=raw, score=float(spec.points))
    if kind == "invalid":
        return Sample(raw={**raw, f"place.{keep[0].id}": "first"}, problem="unknown choice")
    raw |= {f"place.{keep[-1].id}": OUT, f"line.{keep[-1].id}": ""}
    raw |= {f"line.{keep[0].id}": keep[0].line}
    left = len(keep) - 1
    score = spec.points - spec.points * CHOICE / len(case.chronology) - spec.points * (1 - CHOICE - ORDER) / left
    return Sample(raw=raw, score=round(score, 2), fails=tuple(sorted((f"place.{keep[-1].id}", "lines"))))
