"""Marks ``which_file``: on the right file, or on none until one has asked. Practice source: practice.md R1, E15.

To ask where the paper already says it costs half: it is slow, and safe. To guess where it does not say is wrong.
"""

from __future__ import annotations

from grading import choose
from grading.marks import Marks
from grading.samples import Sample
from simulator.cases import profile
from simulator.cases.dates import write_date
from simulator.cases.model import Case
from simulator.exercises.base import Spec as BaseSpec
from simulator.exercises.which_file import ASK, Response

FITS = "Read two things each time: the name, and the date of birth or the file number. Both have to fit one card."


def _words(case: Case) -> dict[str, str]:
    names = {c.file_no: f"{c.name}, born {write_date(case, c.born)}" for c in case.cards}
    return {**names, ASK: "None of them yet: I would ask first"}


def truths(case: Case) -> list[choose.Truth]:
    return [
        choose.Truth(
            id=a.id,
            text=f"{a.how}: “{a.text}”",
            right=a.file_no or ASK,
            because=a.because,
            half={} if a.ask else {ASK: "Asking is safe, and here it was not needed."},
            next_time=a.ask or FITS,
            weight=2 if a.ask else 1,
        )
        for a in case.arrivals
    ]


def mark(spec: BaseSpec, case: Case, response: Response) -> Marks:
    """Marks for a morning's post. ``out_of`` is the exercise's points, shared equally."""
    why = profile(case.jurisdiction).standards["right_file"]
    found = choose.checks("file", truths(case), response.files, _words(case), spec.points, f"{why.says} {why.source}")
    return Marks(
        exercise=f"{spec.module}/{spec.exercise}",
        headline=choose.headline(found, "Everything is where it belongs, and nothing was guessed", "are where they belong"),
        checks=found,
        answered=bool(response.files),
    )  # fmt: skip


def sample(spec: BaseSpec, case: Case, kind: str) -> Sample:
    """See grading/choose.py."""
    return choose.sample("file", truths(case), _words(case), spec.points, kind)
