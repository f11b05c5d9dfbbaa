"""What the types share that look back on a call the learner has played: ``seen`` and ``call_note``.

The field ``course`` holds the acts of that call by their numbers, as ``1.2 3.0 3.1``: so what is marked is in the answer itself,
and marking needs nothing else.
"""

from __future__ import annotations

import re

from simulator.cases.calls import NotOffered, Playing, UnknownCall, begin, call_spec
from simulator.cases.model import Case
from simulator.exercises import base
from simulator.exercises.base import FormatProblem, Raw, Unfit, many, one
from simulator.exercises.meeting import ENTRY, MOST

COURSE = re.compile(r"\d{1,2}\.\d{1,2}(?: \d{1,2}\.\d{1,2})*")


class Spec(base.Spec):
    of: str  # the exercise of the same module whose call is looked back on
    call: str  # that call: one of dummy_cases/calls


def begun(spec: Spec, case: Case) -> Playing:
    """The call at its beginning. Raises Unfit."""
    try:
        return begin(call_spec(spec.call), case)
    except UnknownCall as e:
        raise Unfit("call", str(e).split(". ")[0], "Name one of the files in dummy_cases/calls.") from e


def played(spec: Spec, case: Case, own: Raw | None) -> Playing | None:
    """The learner's own call, once it is over. ``own``: their answer to the exercise it is about."""
    play = begun(spec, case)
    for entry in many(own or {}, "log"):
        found = ENTRY.fullmatch(entry)
        try:
            play.do(found[1] if found else "")
        except NotOffered:
            break
    return play if play.ending else None


def course(play: Playing) -> str:
    """A call as the form holds it."""
    return " ".join(d.value for d in play.record.did)


def replayed(spec: Spec, case: Case, form: Raw) -> Playing | None:
    """The call an answer is about; None when there is none yet. Raises FormatProblem ("not a course")."""
    text = one(form, "course")
    if not text:
        return None
    wrong = FormatProblem(
        "not a course", "The call this is about cannot be read. Take it again and come back.", "course"
    )
    if not COURSE.fullmatch(text) or text.count(" ") >= MOST:
        raise wrong
    play = begun(spec, case)
    try:
        for value in text.split():
            play.do(value)
    except NotOffered:
        raise wrong from None
    if not play.ending:
        raise wrong
    return play
