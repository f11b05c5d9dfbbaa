"""Marks ``section``: each sentence of a finished note under its heading. Practice source: practice.md section 1.i "Formats".

None of the formats is the right one nationally; the learner chooses, and is marked by that format's own headings.
"""

from __future__ import annotations

from grading import choose
from grading.marks import Marks
from grading.samples import Sample
from simulator.cases import profile
from simulator.cases.model import Case
from simulator.exercises.base import Spec as BaseSpec
from simulator.exercises.note import formats
from simulator.exercises.section import Response, headings

NEXT = {
    "purpose": "Ask whether it says why you went. That stands first.",
    "seen": "Ask whether somebody else in the room could have seen it. Then it is observation, whatever you think of it.",
    "told": "Ask who you have it from. It is theirs, under their name, and it is not what you saw.",
    "own": "Look for the person’s own voice and keep it where it can be found.",
    "did": "Ask who is doing something. If it is you, it is what you did.",
    "response": "Ask what it answers. If it answers something you did, it is a response.",
    "judgement": "Ask whether a camera could have caught it. If it puts things together or weighs them, it is your view.",
    "plan": "Ask whether it has happened yet. If not, it is the plan.",
    "held_back": "Ask who would be hurt if it were read. That goes before every other heading.",
}


def truths(case: Case, format: str) -> list[choose.Truth]:
    takes = formats(case)[format].takes
    return [
        choose.Truth(
            id=x.id,
            text=f"“{x.text}”",
            right=takes[x.kind],
            because=x.because,
            also=tuple(takes[k] for k in x.also if k in takes),
            next_time=NEXT[x.kind],
            moment=choose.scene_moment(case, x.moment),
            weight=3 if x.kind == "held_back" else 1,
        )
        for x in case.note_lines
        if format in x.formats
    ]


def mark(spec: BaseSpec, case: Case, response: Response) -> Marks:
    """Marks for one note put in order. ``out_of`` is the exercise's points, shared equally by the sentences."""
    why = profile(case.jurisdiction).standards["fact_opinion"]
    words = {
        k: w.replace("{name}", case.person(case.index).first)
        for k, w in headings(formats(case)[response.format]).items()
    }
    found = choose.checks(
        response.format, truths(case, response.format), response.places, words, spec.points, f"{why.says} {why.source}"
    )
    return Marks(
        exercise=f"{spec.module}/{spec.exercise}",
        headline=choose.headline(found, "Every sentence is where the next reader looks for it", "stand where the next reader looks for them"),
        checks=found,
        answered=bool(response.places),
    )  # fmt: skip


def sample(spec: BaseSpec, case: Case, kind: str) -> Sample:
    """In the last format of the jurisdiction; see grading/choose.py."""
    format = list(formats(case))[-1]
    options = headings(formats(case)[format])
    more = {"format": format} if len(formats(case)) > 1 else {}
    return choose.sample(format, truths(case, format), options, spec.points, kind, more)
