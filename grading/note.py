"""Marks ``note``: a contact note, against the case it was written about.

Twenty points, as grading/note_checks/sheet.py has them. A pure function of exercise, case and answer; it raises on no
text. What only a person can tell is not marked. Practice source: practice.md section 1 and section 10.
"""

from __future__ import annotations

from collections.abc import Callable

from grading.marks import Check, Marks
from grading.note_checks.contact import header, right_file, seen_alone
from grading.note_checks.kept import must_not, no_contradiction, third_party
from grading.note_checks.next_steps import actions, settled
from grading.note_checks.quoted import quotations, quotes_exact
from grading.note_checks.roster import roster
from grading.note_checks.safe import CAP, safe
from grading.note_checks.samples import sample
from grading.note_checks.sheet import HEIRS, READS_PROSE, Sheet
from grading.note_checks.told import cause_open, the_rest, told
from grading.reading.language import remarks
from simulator.cases.model import Case
from simulator.exercises.note import Response, Spec

__all__ = ["mark", "sample"]


def mark(spec: Spec, case: Case, response: Response) -> Marks:
    """Marks for one note. ``out_of`` is the exercise's points. Raises ValueError when the case has no contact to write up."""
    sheet = Sheet(spec, case, response)
    found = quotations(sheet)
    flag, reason = safe(sheet, found)
    forbidden, on_hearsay = must_not(sheet)
    steps, on_steps = actions(sheet)
    rows: dict[str, Callable[[list[Check]], list[Check]]] = {
        "right_file": lambda _: [right_file(sheet)],
        "header": lambda _: [header(sheet)],
        "roster": lambda _: [roster(sheet)],
        "seen_alone": lambda _: [seen_alone(sheet)],
        "words": lambda _: told(sheet, "words"),
        "accounts": lambda _: told(sheet, "accounts"),
        "the_rest": lambda _: [the_rest(sheet)],
        "quotes_exact": lambda _: [quotes_exact(sheet, found)],
        "cause_open": lambda _: [cause_open(sheet)],
        "third_party": lambda _: [third_party(sheet)],
        "must_not": lambda _: [forbidden],
        "no_contradiction": lambda checks: [no_contradiction(sheet, _charged(checks))],
        "actions": lambda _: [steps],
        "settled": lambda _: settled(sheet),
    }
    checks: list[Check] = []
    for row, marked in rows.items():
        if sheet.points[row]:
            checks += marked(checks)
    if sheet.thin:
        checks = _without_praise(checks)
    cap = spec.points * CAP if flag == "no" else None
    return Marks(
        exercise=f"{spec.module}/{spec.exercise}" if spec.module else spec.exercise,
        headline=_headline(checks, sheet, flag),
        checks=tuple(checks),
        remarks=(*on_hearsay, *on_steps, *remarks(sheet.reader)),
        safe=flag,
        safe_reason=reason,
        cap=cap,
        answered=not response.empty,
    )


def _without_praise(checks: list[Check]) -> list[Check]:
    """A thin note is free of faults because it says so little: those points go to what is not there yet. Faults stay."""
    spare = sum(c.out_of for c in checks if c.id in READS_PROSE and c.passed)
    rest = [c for c in checks if not (c.id in READS_PROSE and c.passed)]
    lacking = [n for n, c in enumerate(rest) if c.passed is False and c.id.partition(".")[0] in HEIRS]
    if not spare or not lacking:
        return checks
    heir = lacking[-1]
    rest[heir] = rest[heir].model_copy(update={"out_of": rest[heir].out_of + spare})
    return rest


def _charged(checks: list[Check]) -> set[str]:
    """Kinds of contradiction another row has taken points for: one fault is charged once."""
    failed = {c.id for c in checks if c.passed is False}
    out: set[str] = set()
    if "right_file" in failed:
        out |= {"age", "birth"}
    if "header" in failed:
        out |= {"event day", "event time", "weekday"}
    if "roster" in failed:
        out.add("relation")
    if "seen_alone" in failed:
        out.add("not alone")
    out |= {f"turned:{id.partition('.')[2]}" for id in failed if id.startswith("accounts.")}
    return out


def _headline(checks: list[Check], sheet: Sheet, flag: str) -> str:
    """One short sentence on the whole."""
    mend = [c for c in checks if c.passed is False]
    person = sheet.names.shown(sheet.case.index)
    if sheet.response.empty:
        return "There is no note yet"
    if sheet.empty:
        return "The form is begun; what you saw and were told is still to be written"
    if sheet.pasted:
        return "This is copied from the scene or the file; the note is still to be written"
    if sheet.listed:
        return "These are the right words; they have still to become a note"
    if flag == "no":
        return "One thing has to be put right before anybody files this"
    if not mend:
        waits = any(c.passed is None for c in checks)
        return (
            "A sound note, and a person will read the rest"
            if waits
            else "A sound note: a reader who was not there can rely on it"
        )
    if len(mend) == 1:
        return "A sound note with one thing to mend"
    earned, marked = sum(c.points for c in checks), sum(c.out_of for c in checks if c.passed is not None)
    if earned >= 0.7 * marked:
        return "A good note with a few things to mend"
    if earned >= 0.4 * marked:
        return f"The start of a note; {person} and the next reader need more"
    return f"A first draft: begin again from what {person} and the others said"
