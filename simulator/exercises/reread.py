"""``reread``: the learner's own note once more, as the person it is about would read it in ten years.

Form fields, per sentence N of that note: ``was.N`` (the sentence as it stood), ``keep.N`` (aloud | otherwise) and ``new.N``
(how it would be put). The sentences come from the learner's own answer to the exercise ``of``, so that what is marked is
in the answer itself and marking needs nothing else. Practice source: practice.md R12-R14, section 11 line 12.
"""

from __future__ import annotations

import re
from hashlib import blake2b

from simulator.cases.dates import write_date
from simulator.cases.model import Case, Person
from simulator.exercises import base, note
from simulator.exercises.base import Raw, check_fields, chosen, one, read_form

CHOICES = {"aloud": "I would read this aloud", "otherwise": "I would put it otherwise"}
MOST = 40  # sentences: a longer note shows its first
YEARS = 10


class Spec(base.Spec):
    of: str  # the exercise of the same module whose answer is read again


class Line(base.Item):
    mark: str  # changes with the text: another sentence in the same place starts without a choice


class Variant(base.Variant):
    reader: str  # first name
    age: str
    year: str
    sentences: tuple[Line, ...]  # empty until the note is written
    options: tuple[base.Option, ...]


class Sentence(base.Response):
    was: str
    keep: str
    new: str


class Response(base.Response):
    sentences: dict[str, Sentence]  # by number; a sentence without a choice has an empty ``keep``


def sentences(text: str) -> list[str]:
    """A note's prose in sentences, lines kept apart."""
    rows = [s.strip() for line in text.splitlines() for s in re.split(r"(?<=[.!?…”\"])\s+(?=[A-Z“\"(])", line)]
    return [r for r in rows if re.search(r"\w", r)][:MOST]


def build(spec: Spec, case: Case, own: Raw | None = None) -> Variant:
    """``own``: the learner's answer to the exercise it is about; None until there is one."""
    person = case.person(case.index)
    age = person.age if isinstance(person, Person) else None
    text = "\n".join(t for n in note.PARTS if (t := one(own or {}, n)))
    return Variant(
        reader=person.first,
        age=str(age + YEARS) if age is not None else "",
        year=write_date(case, case.today.replace(year=case.today.year + YEARS, day=min(case.today.day, 28))),
        sentences=tuple(
            Line(id=str(n), text=s, mark=blake2b(s.encode(), digest_size=4).hexdigest())
            for n, s in enumerate(sentences(text), 1)
        ),
        options=tuple(base.Option(value=k, words=w) for k, w in CHOICES.items()),
    )


def parse(spec: Spec, case: Case, raw: Raw) -> Response:
    form, ids = read_form(raw), [str(n) for n in range(1, MOST + 1)]
    check_fields(form, ["was", "keep", "new"], ids)
    kept = chosen(form, "keep", ids, CHOICES)
    return Response(
        sentences={
            id: Sentence(was=was, keep=kept.get(id, ""), new=one(form, f"new.{id}"))
            for id in ids
            if (was := one(form, f"was.{id}"))
        }
    )
