"""What somebody who writes or labels a note works from; neither holds anything of the marker's.

    python -m tests.accuracy.sheet SCENARIO JURISDICTION SEED            what a learner sees: to write from
    python -m tests.accuracy.sheet SCENARIO JURISDICTION SEED --truth    the truth table and the points: to label from

The truth is printed without ``found_by``, ``good`` and ``bad``: the marker's words and the author's examples.
"""

from __future__ import annotations

import sys

from grading.note_checks.sheet import Sheet, present
from simulator.cases import make_case
from simulator.cases.dates import write_date, write_time
from simulator.cases.model import Case
from simulator.exercises import module, note
from simulator.records.print import as_text

# enough prose for every row to have its points, which a list of words would not be
PROSE = "I came at the time we had agreed. We sat down together and talked about how the week had been, and I said what I would write down."


def learners(case: Case) -> str:
    """The case file, the scene and the form with its choices."""
    spec = module("recording").exercise("visit_note")
    assert isinstance(spec, note.Spec)
    form = note.build(spec, case.for_learner())
    you = case.person(case.worker)
    lines = [
        as_text(case),
        "",
        "The form",
        "--------",
        f"You are {you.full}, {getattr(you, 'role', '')}, {case.agency}. You are writing on {form.today}.",
        f"The contact to write up: {form.scene.title}.",
        "record: " + " | ".join(f"{r.file_no} ({r.label})" for r in form.records),
        "kind: " + " | ".join(form.kinds),
        f"date ({form.date_hint}); from, to ({form.time_hint}); where",
        f"who.N.name, who.N.is: everyone you met, with what they are to {form.index_name}",
    ]
    lines += [f"format: {f.id}: " + ", ".join(f"{p.field} ({p.title})" for p in f.parts) for f in form.formats]
    if form.see_alone:
        lines.append(f"alone: Did you see {form.see_alone} alone? yes | no; alone_where: Where, or why not?")
    return "\n".join(lines)


def truth(case: Case) -> str:
    """Who was there, every fact with its rule, every utterance, what the camera showed, and what each row is worth."""
    spec = module("recording").exercise("visit_note")
    assert isinstance(spec, note.Spec)
    sheet = Sheet(spec, case, note.parse(spec, case, {note.parse(spec, case, {}).account: PROSE}))
    task, key = case.note, case.key
    assert task is not None
    shown = sheet.names.shown
    out = ["", "TRUTH", "=====", "Right record: " + case.file_no, f"Kind: {task.kind}. On {write_date(case, sheet.event.start)}, "
           f"{write_time(case, sheet.event.start)} to {write_time(case, sheet.event.end) if sheet.event.end else '?'}. How: {sheet.event.held}."]  # fmt: skip
    if task.see_alone:
        out.append(f"Seen alone: {shown(task.see_alone)}: {'yes' if task.seen_alone else 'no'} ({task.alone_where})")
    out.append("\nThere (id: must be named?):")
    for id, needed in present(sheet).items():
        person = case.person(id)
        out.append(
            f"  {id}: {person.full}, {getattr(person, 'is_', getattr(person, 'role', ''))}; {'must' if needed else 'may'}"
        )
    out.append("\nEverybody else: " + "; ".join(f"{p.id} = {p.full} ({p.is_})" for p in case.everybody()))
    out.append("\nFacts. group: words/accounts/rest = must be recorded. id [kind, by whom] what")
    groups = {
        f.id: g for g, fs in (("words", sheet.words), ("accounts", sheet.accounts), ("rest", sheet.rest)) for f in fs
    }
    for f in key.facts:
        group = groups.get(f.id, f.record)
        by = f", by {shown(f.by)}" if f.by else ""
        only = f" only with {f.only_with}" if f.only_with else ""
        later = f" KNOWN ONLY FROM {f.known_from}" if f.known_from else ""
        protects = f" protects {shown(f.protects)}" if f.protects else ""
        out.append(f"  {group:9} {f.id} [{f.kind}{by}; {f.sensitivity}{only}{later}{protects}] {f.what}")
    out.append("\nSaid (speaker, in whose hearing): exact words")
    for u in key.utterances:
        heard = ", ".join(shown(h) for h in u.heard_by)
        out.append(f"  {shown(u.speaker)} [{heard or 'nobody else'}] “{u.words}”")
    if key.camera:
        out.append("\nThe camera showed: " + "; ".join(c.showed for c in key.camera if c.event == task.event))
    out.append("\nMust be settled: " + ("; ".join(f"{i.id}: {i.what}" for i in task.settle) or "nothing"))
    out.append("\nPoints: " + ", ".join(f"{k} {v:g}" for k, v in sheet.points.items() if v))
    return "\n".join(out)


def main() -> None:
    scenario, jurisdiction, seed = sys.argv[1:4]
    case = make_case(scenario, jurisdiction, int(seed))
    print(learners(case))
    if "--truth" in sys.argv:
        print(truth(case))


if __name__ == "__main__":
    main()
