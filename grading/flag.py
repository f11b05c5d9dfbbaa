"""Marks ``flag``: whose information is each sentence? Practice source: practice.md R15, section 1.iii "Third-party flags".

What was told in confidence and is left where the household reads it weighs most.
"""

from __future__ import annotations

from grading import choose
from grading.marks import Marks
from grading.samples import Sample
from simulator.cases import profile
from simulator.cases.model import Case
from simulator.exercises.base import Spec as BaseSpec
from simulator.exercises.flag import WHOSE, Response

NEXT = {
    "family": "Ask whose life the sentence is about. What people of the household did, said and want is theirs to read.",
    "other": "Ask who else is in the sentence. Flag it now: whoever releases the file in ten years will not know.",
    "confidence": "Ask who could be hurt, and by whom, if it were read at the kitchen table. Hold it back, and say why.",
}
OWN = "It is about the people of the household and comes from them or from what you saw."


def truths(case: Case) -> list[choose.Truth]:
    out = []
    for x in case.note_lines:
        half = {"confidence": "You saw that it is not the household’s. Holding it back altogether goes too far."} if x.whose == "other" else {
            "other": "You saw that it is not the household’s. A flag alone does not protect anybody."} if x.whose == "confidence" else {}  # fmt: skip
        out.append(
            choose.Truth(
                id=x.id,
                text=f"“{x.text}”",
                right=x.whose,
                because=x.whose_because or OWN,
                also=x.whose_also,
                half=half,
                next_time=NEXT[x.whose],
                moment=choose.scene_moment(case, x.moment),
                weight={"confidence": 3, "other": 2}.get(x.whose, 1),
            )
        )
    return out


def mark(spec: BaseSpec, case: Case, response: Response) -> Marks:
    """Marks for one flagged note. ``out_of`` is the exercise's points, shared equally by the sentences."""
    why = profile(case.jurisdiction).standards["third_party"]
    found = choose.checks("whose", truths(case), response.whose, WHOSE, spec.points, f"{why.says} {why.source}")
    return Marks(
        exercise=f"{spec.module}/{spec.exercise}",
        headline=choose.headline(found, "This file could be read, and nobody be harmed by it", "are right; look again at who is in the others"),
        checks=found,
        answered=bool(response.whose),
    )  # fmt: skip


def sample(spec: BaseSpec, case: Case, kind: str) -> Sample:
    """See grading/choose.py."""
    return choose.sample("whose", truths(case), WHOSE, spec.points, kind)
