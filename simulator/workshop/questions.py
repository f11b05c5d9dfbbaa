"""How a room answered: each question of an exercise, what can be chosen, how many chose it, and what the case says.

What is asked is read from the exercise's own form, so every type is told about; only answers to the same family are put
together. What one writes in one's own words is not counted.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any

import grading
from simulator.cases import CaseRef
from simulator.exercises import module as find_module
from simulator.exercises.base import FormatProblem, Raw, Spec, Unfit, many, one, types
from simulator.views.page import field_of, render
from simulator.views.text import in_words
from simulator.workshop import called
from simulator.workshop.fields import Choice, Field, read

MOST = 12  # answers shown of one question
LONGEST = 160  # characters of an answer
TIME = 0.25  # seconds spent on finding out what else counts


@dataclass(frozen=True)
class Answer:
    """One answer to a question. ``ours``: the case says so; ``also``: it counts too; ``share``: of those who answered, in per cent."""

    words: str
    count: int
    share: int
    ours: bool
    also: bool


@dataclass(frozen=True)
class Question:
    """One question and how it was answered. ``answered``: by how many; ``because``: why the case says what it says."""

    name: str
    says: str
    under: str
    several: bool
    answers: tuple[Answer, ...]
    more: int  # answers that are not shown
    answered: int
    because: str
    slip: str  # the commonest wrong answer, in words; "" where there is none


@dataclass(frozen=True)
class Asked:
    """One question as it is put. ``steps``: its fields are steps to number, and each answer is the step put first."""

    field: Field
    steps: tuple[str, ...] = ()


@dataclass(frozen=True)
class Sheet:
    """What an exercise asks one family, and what the case says to it: values by field. ``titles``: of its checks, by id."""

    asked: tuple[Asked, ...] = ()
    titles: Mapping[str, str] = field(default_factory=dict)
    ours: Mapping[str, frozenset[str]] = field(default_factory=dict)
    also: Mapping[str, frozenset[str]] = field(default_factory=dict)
    because: Mapping[str, str] = field(default_factory=dict)
    call: bool = False


@lru_cache(maxsize=64)
def sheet(module: str, exercise: str, family: CaseRef) -> Sheet:
    """What is asked. Raises Unfit where the family cannot give the exercise."""
    spec, case = find_module(module).exercise(exercise), family.make()
    right: Raw = grading.sample(spec, case, "correct").raw
    marks = grading.mark(spec, case, right)
    titles = {c.id: c.title for c in marks.checks}
    if hasattr(types()[spec.type], "advance"):
        return Sheet(titles=titles, call=True)
    of = getattr(spec, "of", "")
    own = grading.sample(find_module(module).exercise(of), case, "correct").raw if of else None
    fields = form_fields(spec, family, None, own)
    asked = tuple(_steps([f for f in fields if f.choices and not f.own]))
    titles = _told_apart(titles, {f.name: f.under for f in fields})
    if of:  # what is right rests on each person's own earlier work
        return Sheet(asked, titles)
    because: dict[str, str] = {}
    for c in marks.checks:
        for key in {c.id, field_of(c)} - {""}:  # where several things are looked at, no one reason is the question's
            because[key] = "" if key in because or not c.passed else c.rationale
    return Sheet(asked, titles, *_counts(spec, case, right, asked), because)


def _told_apart(titles: Mapping[str, str], under: Mapping[str, str]) -> dict[str, str]:
    """“What do you do?” is asked more than once: then with the heading it stands under."""
    often = [t for t in titles.values() if list(titles.values()).count(t) > 1]
    return {id: f"{under[id]}: {t}" if t in often and under.get(id) else t for id, t in titles.items()}


def form_fields(spec: Spec, family: CaseRef, raw: Raw | None, own: Raw | None) -> tuple[Field, ...]:
    """The form of an exercise as a learner has it. ``own``: their answer to the exercise it looks back on."""
    case = family.make().for_learner()
    variant = types()[spec.type].build(spec, case, *([own] if getattr(spec, "of", "") else []))
    return read(render(spec, variant, raw, case_language=case.language, uid="board"))


def _steps(fields: Sequence[Field]) -> Iterable[Asked]:
    """Steps to put in order are one question: which comes first."""
    groups: dict[str, list[Field]] = {}
    for f in fields:
        numbered = f.kind == "one" and all(c.value.isdigit() and c.words == c.value for c in f.choices)
        groups.setdefault(f.name.rpartition("-")[0] if numbered and "-" in f.name else f.name, []).append(f)
    for name, same in groups.items():
        if len(same) == 1:
            yield Asked(same[0])
            continue
        start = _common([f.says for f in same])
        steps = tuple(Choice(f.name, f.says.removeprefix(start).strip()) for f in same)
        says = f"{start.strip()} What comes first?"
        yield Asked(replace(same[0], name=name, says=says, choices=steps), tuple(f.name for f in same))


def _common(texts: Sequence[str]) -> str:
    """What texts begin with, up to the end of a sentence."""
    first, last = min(texts), max(texts)
    n = next((i for i, (a, b) in enumerate(zip(first, last, strict=False)) if a != b), min(len(first), len(last)))
    return first[: max((m.end() for m in re.finditer(r"[.?!:]”? ", first[:n])), default=0)]


def _counts(
    spec: Spec, case: Any, right: Raw, asked: Iterable[Asked]
) -> tuple[dict[str, frozenset[str]], dict[str, frozenset[str]]]:
    """What the case says, and what counts too, found by marking the right answer with one thing changed.

    A question on which no change costs anything is a free choice, and the case says nothing to it.
    """
    until = time.perf_counter() + TIME
    best = grading.mark(spec, case, right).points
    ours: dict[str, frozenset[str]] = {}
    also: dict[str, frozenset[str]] = {}

    def same(name: str, value: str | list[str]) -> bool:
        try:
            return grading.mark(spec, case, {**right, name: value}).points >= best - 1e-9
        except FormatProblem:
            return False

    for a in asked:
        name, values = a.field.name, [c.value for c in a.field.choices]
        if a.steps:
            ours[name] = frozenset(s for s in a.steps if one(right, s) == "1")
            continue
        chosen = frozenset(many(right, name)) & frozenset(values)
        if name not in right or not chosen:
            continue
        ours[name] = chosen
        if time.perf_counter() > until or any(c.word for c in a.field.choices):
            continue
        if a.field.kind == "one":
            others = [v for v in values if v not in chosen and same(name, v)]
        else:
            others = [v for v in values if same(name, [x for x in values if (x in chosen) != (x == v)])]
        also[name] = frozenset(others)
        if len(others) >= len(values) - (a.field.kind == "one") and len(values) > 1:
            del ours[name], also[name]
    return ours, also


def pool(module: str, exercise: str, family: CaseRef, raws: Sequence[Raw]) -> tuple[Question, ...]:
    """How each question was answered. ``raws`` are answers to this family. Empty where nothing can be counted."""
    if not raws:
        return ()
    try:
        on = sheet(module, exercise, family)
    except Unfit:
        return ()
    if on.call:
        return tuple(
            _question(Asked(f), [None if c is None else frozenset(c) for c in by], Sheet())
            for f, by in called.moments(find_module(module).exercise(exercise), family, raws)
        )
    found = (_question(a, [_chosen(a, raw) for raw in raws], on) for a in on.asked)
    return tuple(q for q in found if q.answered)


def _chosen(asked: Asked, raw: Raw) -> frozenset[str] | None:
    """What somebody chose; None when they did not answer."""
    if asked.steps:
        return frozenset(s for s in asked.steps if one(raw, s) == "1") or None
    chosen = frozenset(many(raw, asked.field.name) if asked.field.kind == "several" else [one(raw, asked.field.name)])
    known = chosen & {c.value for c in asked.field.choices}
    return known or None


def _question(asked: Asked, by: Sequence[frozenset[str] | None], on: Sheet) -> Question:
    put = asked.field
    ours, also = on.ours.get(put.name, frozenset()), on.also.get(put.name, frozenset())
    answers = [b for b in by if b is not None]
    all_of = len(answers) or 1
    who = {c.value: frozenset(i for i, b in enumerate(answers) if c.value in b) for c in put.choices}
    rows: list[tuple[Answer, Choice]] = []
    for c in put.choices:
        count = len(who[c.value])
        row = Answer(_clip(c.words), count, round(100 * count / all_of), c.value in ours, c.value in also)
        before = rows[-1] if rows else None
        if (
            c.word
            and before
            and before[1].line == c.line
            and (count or row.ours)
            and who[before[1].value] == who[c.value]
            and before[0].ours == row.ours
            and _next(put.choices, before[1], c)
        ):
            rows[-1] = (replace(before[0], words=_clip(f"{before[0].words} {c.words}")), c)
        else:
            rows.append((row, c))
    shown = [r for r, _ in rows]
    if len(shown) > MOST:
        shown = [r for r in shown if r.count or r.ours]
        kept = sorted(shown, key=lambda r: (-r.count, not r.ours))[:MOST]
        more, shown = len(shown) - len(kept), [r for r in shown if r in kept]
    else:
        more = 0
    return Question(
        name=put.name,
        says=put.says,
        under=put.under,
        several=put.kind == "several",
        answers=tuple(shown),
        more=more,
        answered=len(answers),
        because=on.because.get(put.name, "") if ours else "",
        slip=_slip(shown) if ours and put.kind == "one" else "",
    )


def _next(choices: Sequence[Choice], a: Choice, b: Choice) -> bool:
    """Whether one word stands right after another."""
    return choices[choices.index(a) + 1] is b


def _slip(answers: Iterable[Answer]) -> str:
    """Three people chose “Somebody’s opinion”."""
    wrong = [a for a in answers if not a.ours and not a.also and a.count > 1]
    if not wrong:
        return ""
    worst = max(wrong, key=lambda a: a.count)
    return f"{in_words(worst.count)} people chose “{worst.words.strip('“”.')}”."


def _clip(text: str) -> str:
    return text if len(text) <= LONGEST else text[: LONGEST - 1].rsplit(" ", 1)[0] + "…"


def two_commonest(question: Question) -> tuple[str, ...]:
    """The two answers most people gave, in their own words; () where no two have more than one person."""
    most = sorted((a for a in question.answers if a.count > 1), key=lambda a: -a.count)[:2]
    return tuple(a.words.strip("“”").rstrip(".") for a in most) if len(most) > 1 else ()
