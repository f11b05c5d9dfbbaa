"""Marks ``seen``: could you have seen that? Practice source: practice.md V12, V16, section 3.iii “Could you see it?”."""

from __future__ import annotations

from grading import choose
from grading.marks import Marks
from grading.meeting import best, no_call_yet
from grading.samples import Sample
from grading.walkthroughs import spec_of
from simulator.cases import profile
from simulator.cases.call_record import Happened, happened
from simulator.cases.calls import Playing
from simulator.cases.model import Case
from simulator.exercises.base_course import replayed
from simulator.exercises.seen import COULD, Response, Spec, claims

BEST = {"clear": "seen", "glimpse": "partly", "heard": "heard"}
NEXT = {
    "seen": "What was in the picture may be written, in the words of what was to be seen.",
    "partly": "Say how much of it, and for how long: for a second, a corner of it, once.",
    "heard": "Write that you heard it.",
    "never": "Say that you did not see it, or leave it out; and ask to see it when you are there.",
}
HALF = {
    ("partly", "seen"): "It was in the picture, and not so that it would carry this sentence.",
    ("partly", "never"): "You saw that it does not carry the sentence. Something of it was there.",
    ("heard", "never"): "It was not seen, that is right. It could be heard.",
}


def truths(play: Playing) -> list[choose.Truth]:
    """What is right for each sentence, in the course that was played."""
    record, sights = happened(play), play.spec.sights
    out = []
    for n, (id, text) in claims(play).items():
        found = record.sights.get(id)
        right = BEST[found.clarity] if found else "never"
        truth = play.text(f"sight.{id}.truth", sights[id].truth)
        out.append(
            choose.Truth(
                id=n,
                text=f"“{text}”",
                right=right,
                because=" ".join(p for p in (_when(record, id), truth) if p),
                half={wrong: why for (r, wrong), why in HALF.items() if r == right},
                next_time=NEXT[right],
                weight=3 if right == "never" else 2,
            )
        )
    return out


def _when(record: Happened, id: str) -> str:
    found = record.sights.get(id)
    if found:
        how = {"clear": "It was in the picture", "glimpse": "It came into the picture", "heard": "It was heard"}[
            found.clarity
        ]
        return f"{how} in moment {found.number}, at {found.time}."
    dark = (
        f" From moment {record.dark_from}, at {record.dark_time}, there was no picture at all."
        if record.dark_from
        else ""
    )
    return f"In this call no camera showed it.{dark}"


def mark(spec: Spec, case: Case, response: Response) -> Marks:
    """Marks for one list of sentences. ``out_of`` is the exercise's points, shared equally."""
    play = replayed(spec, case, {"course": response.course})
    if play is None:
        return no_call_yet(spec)
    why = profile(case.jurisdiction).standards["remote"]
    found = choose.checks("could", truths(play), response.could, COULD, spec.points, f"{why.says} {why.source}")
    return Marks(
        exercise=f"{spec.module}/{spec.exercise}",
        headline=choose.headline(found, "Nothing in this note would be more than you saw", "are right; for the others look at what the camera showed"),
        checks=found,
        answered=bool(response.could),
    )  # fmt: skip


def sample(spec: Spec, case: Case, kind: str) -> Sample:
    """About the best course of the call. See grading/choose.py."""
    course = " ".join(best(spec_of(spec.call), case))
    play = replayed(spec, case, {"course": course})
    assert play is not None
    return choose.sample("could", truths(play), COULD, spec.points, kind, {"course": course})
