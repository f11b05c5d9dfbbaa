"""``reflect``: a piece of thinking that only a person can judge, with the levels it is judged by shown beforehand.

Form fields: one for each question of the spec, ``answer.NAME``. Practice source: practice.md R8, section 10 and 1.iii
"Not decidable".
"""

from __future__ import annotations

from pydantic import Field

from simulator.cases.model import Case
from simulator.exercises import base
from simulator.exercises.base import Raw, check_fields, one, read_form

LEVELS = 4


class Question(base.Variant):
    """``name`` is the form's field; ``ask`` what the learner reads."""

    name: str = Field(pattern=r"^[a-z][a-z0-9_]*$")  # the form's field
    ask: str  # what the learner reads; {name} is the person the file is about
    hint: str = ""  # a few words under it


class Spec(base.Spec):
    questions: tuple[Question, ...] = Field(min_length=1)  # what one writes about
    levels: tuple[str, ...] = Field(
        min_length=LEVELS, max_length=LEVELS
    )  # from the lowest to the highest: a tutor picks one
    exemplar: dict[str, str] = {}  # a very good answer by question, about nobody in the course; for the tutor


class Variant(base.Variant):
    questions: tuple[Question, ...]
    levels: tuple[str, ...]


class Response(base.Response):
    answers: dict[str, str]

    @property
    def words(self) -> int:
        return sum(len(a.split()) for a in self.answers.values())


def build(spec: Spec, case: Case) -> Variant:
    first = case.person(case.index).first
    return Variant(
        questions=tuple(q.model_copy(update={"ask": q.ask.replace("{name}", first)}) for q in spec.questions),
        levels=spec.levels,
    )


def parse(spec: Spec, case: Case, raw: Raw) -> Response:
    form, names = read_form(raw), [q.name for q in spec.questions]
    check_fields(form, ["answer"], names)
    return Response(answers={n: a for n in names if (a := one(form, f"answer.{n}"))})
