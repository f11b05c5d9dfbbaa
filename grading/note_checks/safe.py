"""Safe to file? *No* only for something certain and dangerous, and then the note is capped.

Certain: words about the matter in question given to the wrong person, quoted or told; accounts made to agree that do not, or
one of them turned; a quotation of the person the file is about which the case flatly denies; something dangerous in the part
the family can read; the wrong record.
"""

from __future__ import annotations

from typing import Literal

from grading.note_checks.kept import in_the_open
from grading.note_checks.quoted import Quotation
from grading.note_checks.sheet import Sheet
from grading.note_checks.told import judge

CAP = 0.4  # of the exercise's points


def safe(sheet: Sheet, found: list[Quotation]) -> tuple[Literal["yes", "no", ""], str]:
    """(the flag, why not). Empty when there is nothing to file."""
    names = sheet.names
    if sheet.response.record == sheet.case.look_alike.file_no:
        return (
            "no",
            f"The note is on the record of {sheet.case.look_alike.name}. Move it to {names.people[sheet.case.index].full}’s before anybody reads it.",
        )
    for fact in sheet.restricted:
        if fact.sensitivity == "dangerous" and in_the_open(sheet, fact):
            return (
                "no",
                f"The part the family can read holds something that could put somebody in danger. {fact.because} Move it to the restricted part first.",
            )
    for q in found:
        if not q.dangerous or q.said is None:
            continue
        who = names.shown(next(iter(sorted(q.said.speakers)), ""))
        if q.kind == "wrong speaker":
            return (
                "no",
                f"“{q.text}” was said by {who}, not by {names.shown(q.given) if q.given else 'the person it is given to'}. Whoever decides next would act on the wrong person’s account. Put that right first.",
            )
        return (
            "no",
            f"{who} is quoted as saying “{q.text}”. The words were: “{q.said.shown}” The difference leads to another decision. Put that right first.",
        )
    told = {f.id: f for f in (*sheet.accounts, *sheet.words)}
    for c in sheet.contradictions:
        if c.kind == "agree":
            return (
                "no",
                f"“{c.wrote}”: they gave different accounts, and nobody has settled which is right. Whoever reads this would stop asking. Put that right first.",
            )
        if c.kind == "turned" and c.about in told:
            return (
                "no",
                f"“{c.wrote}” is not what {names.shown(told[c.about].by)} said. {c.is_} The difference leads to another decision. Put that right first.",
            )
    for fact in told.values():
        state, _, window = judge(sheet, fact, attributed=True)
        if state == "another":
            return (
                "no",
                f"“{sheet.wrote(window)}” gives somebody else what {names.shown(fact.by)} said. Whoever decides next would act on the wrong person’s account. Put that right first.",
            )
    return ("", "") if sheet.empty else ("yes", "")
