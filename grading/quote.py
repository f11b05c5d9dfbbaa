"""Marks ``quote``: was it said like that, by that person? Practice source: practice.md R6, E4.

A slip taken for a change, or the other way round, is half right: the words were compared. Altered words taken for exact
ones weigh most.
"""

from __future__ import annotations

from grading import choose
from grading.marks import Marks
from grading.samples import Sample
from simulator.cases import profile
from simulator.cases.model import Case
from simulator.exercises.base import Spec as BaseSpec
from simulator.exercises.quote import KINDS, Response

NEXT = {
    "exact": "Lay the two side by side and read them word by word. If every word is there, it is theirs.",
    "slip": "Read word by word. One word too many and the marks have to go, though nothing is untrue.",
    "changed": "Read for small words: not, might, always, he for I. They carry the meaning, and memory changes them first.",
    "speaker": "Before you put marks round words, put a name before them.",
    "never": "If you cannot find the words in your own notes, leave the marks off.",
}


def truths(case: Case) -> list[choose.Truth]:
    out = []
    for q in case.quotations:
        right = q.fault or "exact"
        who = q.speaker
        said = {
            "exact": f"{who} said exactly that.",
            "speaker": f"{who} said it.",
            "never": "",
        }.get(right, f"{who} said: “{q.said}”")
        half = {"slip": {"changed": "You saw that the words differ. The meaning is kept."}, "changed": {
            "slip": "You saw that the words differ. The meaning is another one.",
            "never": "True of these words; and something close to them was said.",
        }, "never": {"changed": "Nothing like it was said, so there is nothing it was changed from."}}  # fmt: skip
        out.append(
            choose.Truth(
                id=q.id,
                text=f"{q.given}: “{q.words}”",
                right=right,
                because=f"{said} {q.because}".strip(),
                half=half.get(right, {}),
                next_time=NEXT[right],
                moment=choose.scene_moment(case, q.moment),
                weight=1 if right in ("exact", "slip") else 2,
            )
        )
    return out


def mark(spec: BaseSpec, case: Case, response: Response) -> Marks:
    """Marks for quotations held against what was said. ``out_of`` is the exercise's points, shared equally."""
    why = profile(case.jurisdiction).standards["exact_words"]
    found = choose.checks("kind", truths(case), response.kinds, KINDS, spec.points, f"{why.says} {why.source}")
    return Marks(
        exercise=f"{spec.module}/{spec.exercise}",
        headline=choose.headline(
            found, "You checked every one against what was said", "are right; read the others word by word"
        ),
        checks=found,
        answered=bool(response.kinds),
    )


def sample(spec: BaseSpec, case: Case, kind: str) -> Sample:
    """See grading/choose.py."""
    return choose.sample("kind", truths(case), KINDS, spec.points, kind)
