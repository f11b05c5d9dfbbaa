"""Marks as plain text, for the command line."""

from __future__ import annotations

from grading.marks import Check, Marks

STATE = {True: "passed", False: "not yet", None: "not marked"}


def as_text(marks: Marks) -> str:
    """The marks, what went well first, then what to mend, the gravest first."""
    out = [f"{marks.points:g} of {marks.out_of:g} points. {marks.headline}."]
    if marks.safe == "no":
        out.append(f"Safe to file: no. {marks.safe_reason}")
    for group in (marks.well, marks.mend, marks.unmarked):
        out += [_line(c) for c in group]
    out += [f"remark: “{r.wrote}”: {r.says}" for r in marks.remarks]
    return "\n".join(out)


def _line(c: Check) -> str:
    text = f"{STATE[c.passed]:>10}  {c.points:g}/{c.out_of:g}  {c.title}\n            {c.rationale}"
    return text + (f"\n            Next time: {c.next_time}" if c.next_time and c.passed is False else "")
