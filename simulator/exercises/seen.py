"""``seen``: could you have seen that? Sentences about the learner's own call, held against what the camera showed in it.

Form fields: ``course`` (see base_course.py) and ``could.N`` (seen | partly | heard | never) for sentence N.
Practice source: practice.md V12, V16, section 3.iii “Could you see it?”, section 11 line 43.
"""

from __future__ import annotations

from simulator.cases.call_record import sights_of
from simulator.cases.calls import Playing
from simulator.cases.model import Case
from simulator.exercises import base, base_course
from simulator.exercises.base import Raw, Unfit, check_fields, chosen, read_form

COULD = {
    "seen": "Yes: it was in the picture",
    "partly": "Only partly, or for a moment",
    "heard": "It was heard, and not seen",
    "never": "No: it was never in the picture",
}
LEAST = 6  # sentences


class Spec(base_course.Spec):
    pass


class Variant(base.Choosing):
    course: str  # empty until the call is over


class Response(base.Response):
    course: str
    could: dict[str, str]


def claims(play: Playing) -> dict[str, tuple[str, str]]:
    """The sentences: number -> id of the sight, sentence. In an order of the family's own."""
    rows = [(id, text) for id, s in sights_of(play).items() if (text := play.text(f"sight.{id}.claim", s.claim))]
    return {str(n): row for n, row in enumerate(play.drawn("claims", rows, len(rows)), 1)}


def build(spec: Spec, case: Case, own: Raw | None = None) -> Variant:
    begun = base_course.begun(spec, case)
    play = base_course.played(spec, case, own)
    rows = claims(play or begun)
    if len(rows) < LEAST:
        raise Unfit("call", f"“{spec.call}” has {len(rows)} sights with a “claim”", f"Give {LEAST} or more a claim.")
    return Variant(
        prefix="could",
        scene=None,
        title="From a hurried note of this call",
        under=f"{len(rows)} sentences. In the call as you played it: could that be seen?",
        items=tuple(base.Item(id=n, text=f"“{text}”") for n, (_, text) in rows.items()) if play else (),
        options=tuple(base.Option(value=k, words=w) for k, w in COULD.items()),
        course=base_course.course(play) if play else "",
    )


def parse(spec: Spec, case: Case, raw: Raw) -> Response:
    form = read_form(raw)
    play = base_course.replayed(spec, case, form)
    ids = list(claims(play or base_course.begun(spec, case)))
    check_fields(form, ["could"], ids, ["course"])
    return Response(course=base.one(form, "course"), could=chosen(form, "could", ids, COULD))
