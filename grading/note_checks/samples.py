"""Samples of a note: a good one from the scenario's own prose, the same with known faults, and one that cannot be read."""

from __future__ import annotations

from grading.note_checks.sheet import Sheet, present
from grading.reading.actions import in_prose
from grading.reading.facts import holds
from grading.reading.quotes import spans
from grading.reading.words import forms
from grading.samples import Sample
from simulator.cases.dates import write_date, write_time
from simulator.cases.model import Case, Person
from simulator.exercises.note import Spec, formats, parse

Form = dict[str, str | list[str]]


def sample(spec: Spec, case: Case, kind: str) -> Sample:
    """``correct``: must get full marks. ``incorrect``: somebody left out, a quotation changed, a private thing in the open
    part, steps that are nobody's. ``invalid``: a field the form does not have."""
    form, needed, account = _good(spec, case)
    if kind == "correct":
        return Sample(raw=form, score=float(spec.points))
    if kind == "invalid":
        return Sample(raw={**form, "mood": "calm"}, problem="unknown field")
    sheet = Sheet(spec, case, parse(spec, case, form))
    fails: list[str] = []
    score = float(spec.points)
    if sheet.points["roster"] and len(needed) > 1:
        row = _left_out(case, needed)
        form[f"who.{row}.name"] = form[f"who.{row}.is"] = ""
        fails.append("roster")
        score -= sheet.points["roster"] / 2
    if _change_quotation(case, form, account):
        fails.append("quotes_exact")
        score -= sheet.points["quotes_exact"]
    if text := _private(case):
        form[account] = f"{form.get(account, '')}\n\n{text}"
        fails.append("must_not")
        score -= sheet.points["must_not"]
    if sheet.points["actions"] and not in_prose(sheet.reader, case, sheet.task.written.date()):
        for name in form:
            if name.startswith("do.") and name.endswith(".who"):
                form[name] = ""
        fails.append("actions")
        score -= sheet.points["actions"]
    return Sample(raw=form, score=round(score, 2), fails=tuple(sorted(fails)))


def _good(spec: Spec, case: Case) -> tuple[Form, list[str], str]:
    """The author's prose with the header, the roster and the steps the case gives; who is on the roster; the main part."""
    task = case.note
    if task is None:
        raise ValueError(f"{case.scenario} has no contact to write up")
    event = case.event(task.event)
    place = next((p.name for p in case.places if p.id == event.place), "") or next(iter(task.where_also), "")
    form: Form = {
        "record": case.file_no, "kind": task.kind, "date": write_date(case, event.start), "from": write_time(case, event.start),
        "to": write_time(case, event.end or event.start), "where": place, "why": task.why,
    }  # fmt: skip
    if task.see_alone:
        form |= {"alone": "yes" if task.seen_alone else "no", "alone_where": task.alone_where}
    needed = [id for id, must in present(Sheet(spec, case, parse(spec, case, {}))).items() if must]
    for n, id in enumerate(needed, 1):
        person = case.person(id)
        assert isinstance(person, Person)
        form |= {f"who.{n}.name": person.full, f"who.{n}.is": person.is_}
    prose, account = _in_format(case)
    if spec.source == "jottings":
        text = "\n\n".join([str(prose[account]), *_doubts(case)])
        return {**{n: t for n, t in prose.items() if n == "format"}, account: text}, [], account
    form |= prose
    if not any(name.startswith("do.") for name in form):
        form |= _steps(case)
    return form, needed, account


def _doubts(case: Case) -> list[str]:
    """What the case leaves open, in an author's words: in a whole note it stands among the views."""
    open_ = [f for f in case.key.facts if f.record == "open" or f.kind == "open"]
    return [text for f in open_ if (text := next((g for g in f.good if holds(case, f, g)), ""))]


def _in_format(case: Case) -> tuple[Form, str]:
    """The author's prose under the headings of the first format that keeps the whole account in one part; and that part."""
    assert case.note is not None
    id, account = next(
        (id, p.field) for id, f in formats(case).items() for p in f.parts if {"seen", "told"} <= set(p.takes)
    )
    view = next(p.field for p in formats(case)[id].parts if "judgement" in p.takes)
    heading = {"seen": account, "think": view}
    form: Form = {heading.get(name, name): text for name, text in case.note.sample}
    return form | ({"format": id} if len(formats(case)) > 1 else {}), account


def _steps(case: Case) -> Form:
    """A step for each thing that has to be settled, and one more, each with an owner and a day."""
    task = case.note
    assert task is not None
    worker = case.person(case.worker).full
    day = write_date(case, case.event(task.event).start)
    form: Form = {}
    for n, item in enumerate(task.settle, 1):
        form |= {f"do.{n}.what": item.good[0] if item.good else item.what, f"do.{n}.who": worker, f"do.{n}.when": day}
    n = len(task.settle) + 1
    return form | {
        f"do.{n}.what": "Tell my manager what was said", f"do.{n}.who": worker, f"do.{n}.when": write_date(case, task.written),
    }  # fmt: skip


def _left_out(case: Case, needed: list[str]) -> int:
    """The row of somebody nobody wrote down before; else the last."""
    hidden = [n for n, id in enumerate(needed, 1) if not getattr(case.person(id), "on_file", True)]
    return hidden[0] if hidden else len(needed)


def _change_quotation(case: Case, form: Form, account: str) -> str:
    """Puts a word into the longest quotation of the prose that was really said; the field, or empty."""
    said = [forms(u.words) for u in case.key.utterances]

    def real(text: str) -> bool:
        row = forms(text)
        return any(row == s[i : i + len(row)] for s in said for i in range(len(s) - len(row) + 1))

    best = ("", -1, -1)
    for field in (account, "why"):
        text = str(form.get(field, ""))
        for q in spans(text):
            if len(forms(q.text)) >= 5 and q.end - q.start > best[2] - best[1] and real(q.text):
                best = (field, q.start, q.end)
    field, start, end = best
    if not field:
        return ""
    text = str(form[field])
    cut = text.index(" ", start)
    form[field] = f"{text[:cut]} honestly{text[cut:]}" if cut < end else text
    return field


def _private(case: Case) -> str:
    """A sentence that holds something that must not be there; empty when the case has no such thing."""
    for fact in case.key.facts:
        if fact.record != "must_not" or fact.known_from or fact.kind == "opinion":
            continue
        for text in (*fact.good, fact.what):
            if holds(case, fact, text):
                return text
    return ""
