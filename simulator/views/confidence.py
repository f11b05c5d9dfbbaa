"""How sure somebody feels, before and after a workshop, and how that compares with their marks.

Both pieces stand inside a page's ``.caseroom``. They are for the learner alone: a trainer sees how many chose what.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from simulator.exercises import Statement
from simulator.views.page import environment
from simulator.views.text import in_words, number

SURE = ("Not at all", "A little", "Fairly", "Sure", "Very sure")  # a rating is a place in this row: 0 to 4
BAND = 0.25  # one step of the five: so near to each other is about right
FEW = 3  # exercises: up to so many are too few to be certain
GOOD, MIDDLING = 0.75, 0.5  # shares of the points

Verdict = Literal["surer", "less", "right", "untold"]
VERDICTS: dict[Verdict, str] = {
    "surer": "Surer than the work shows",
    "less": "Less sure than the work shows",
    "right": "About right",
    "untold": "Cannot tell yet",
}


def verdict(sure: int | None, share: float | None) -> Verdict:
    """How sure somebody feels (0 to 4) beside the share of points their work got (0 to 1); None where either is not known."""
    if sure is None or share is None:
        return "untold"
    apart = round(sure / (len(SURE) - 1) - share, 6)
    return "surer" if apart > BAND else "less" if apart < -BAND else "right"


def helps(sure: int | None, share: float | None) -> str:
    """The rest of the sentence that a verdict begins: what one can do with it."""
    match verdict(sure, share):
        case "surer":
            return "before you rely on it, read the reasons beside your marks."
        case "less" if share is not None and share >= GOOD:
            return "you did this well, so look at what passed; you can build on that."
        case "less":
            return "more of it holds than you thought, so begin with what passed."
        case "right" if share is not None and share >= GOOD:
            return "the work holds, and you know what carries it."
        case "right" if share is not None and share >= MIDDLING:
            return "part of it holds, and the reasons beside your marks say what comes next."
        case "right":
            return (
                "you see for yourself that this needs practice, and doing one of its exercises again is a good way on."
            )
    if share is None:
        return "software has not marked any work of yours on this."
    return "you did not say how sure you feel, so there is nothing to set beside your marks."


def asked(statements: Sequence[Statement], only: Sequence[str] | None) -> tuple[Statement, ...]:
    """The statements that some of these exercises speak to; all of them where ``only`` is None."""
    return tuple(s for s in statements if only is None or set(only) & set(s.exercises))


@dataclass(frozen=True)
class Work:
    """What software marked of somebody's work on one statement."""

    points: float
    out_of: float
    exercises: int
    waits: bool = False  # there is work, and software marks none of it

    @property
    def share(self) -> float | None:
        """0 to 1; None where nothing was marked."""
        return min(max(self.points / self.out_of, 0.0), 1.0) if self.out_of > 0 else None

    @property
    def says(self) -> str:
        if self.share is None:
            return "Not marked by software" if self.waits else "Not tried"
        return (
            f"{number(round(self.points, 1))} of {number(round(self.out_of, 1))} points, {int(self.share * 100 + 0.5)}%"
        )

    @property
    def certain(self) -> str:
        """How far it can be relied on."""
        if self.share is None:
            return ""
        if self.exercises == 1:
            return "From one exercise: too little to be certain."
        few = ": too few to be certain" if self.exercises <= FEW else ""
        return f"From {in_words(self.exercises).lower()} exercises{few}."


def work(statement: Statement, shares: Mapping[str, tuple[float, float]]) -> Work:
    """``shares``: exercise to points and out of how many, of what software marked."""
    tried = [shares[e] for e in statement.exercises if e in shares]
    marked = [(points, out_of) for points, out_of in tried if out_of > 0]
    return Work(sum(p for p, _ in marked), sum(o for _, o in marked), len(marked), waits=bool(tried))


def rating_html(
    statements: Sequence[Statement],
    chosen: Mapping[str, int],
    *,
    stage: Literal["before", "after"],
    language: str,
    uid: str = "sure",
    only: Sequence[str] | None = None,
    problem: str = "",
    level: int = 2,
) -> str:
    """Five choices for each statement; empty where there is nothing to ask.

    ``chosen``: statement to 0 … 4, as it is saved. ``only``: the exercises of the workshop; a statement none of them
    speaks to is left out. ``problem``: why the last choice is not saved. There is no form that could be sent: a page's
    script listens for a change of an input with ``data-rate``, whose value is the rating.
    """
    rows = asked(statements, only)
    if not rows:
        return ""
    template = environment().get_template("confidence.html.j2")
    return template.render(
        part="rating",
        rows=rows,
        chosen=chosen,
        stage=stage,
        sure=SURE,
        lang=language,
        uid=uid,
        problem=problem,
        L=level,
    )


def calibration_html(
    statements: Sequence[Statement],
    before: Mapping[str, int],
    after: Mapping[str, int],
    shares: Mapping[str, tuple[float, float]],
    *,
    language: str,
    uid: str,
    only: Sequence[str] | None = None,
    level: int = 2,
) -> str:
    """How sure somebody was and is, beside what their marks say: a picture, the same in words, and one sentence each.

    ``shares``: exercise to points and out of how many, of what software marked of this learner's work. Compared is the
    rating after, else the one before. Empty where there is nothing to ask.
    """
    rows = []
    for statement in asked(statements, only):
        was, now = _rating(before, statement.id), _rating(after, statement.id)
        sure, found = was if now is None else now, work(statement, shares)
        rows.append(
            {
                "says": statement.says,
                "was": was,
                "now": now,
                "work": found,
                "verdict": VERDICTS[verdict(sure, found.share)],
                "helps": helps(sure, found.share),
                "fell": was is not None and now is not None and now < was,
            }
        )
    if not rows:
        return ""
    template = environment().get_template("confidence.html.j2")
    return template.render(part="calibration", rows=rows, sure=SURE, lang=language, uid=uid, L=level)


def _rating(ratings: Mapping[str, int], statement: str) -> int | None:
    value = ratings.get(statement)
    return value if value in range(len(SURE)) else None
