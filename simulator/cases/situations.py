"""Situations: what can happen round any family's case, told with that family's names, places and days.

``tell(name, case)`` draws and fills one. Its texts never hold what only the marker may know; what is right stands beside
each question, and ``for_learner()`` is the same situation without it. Practice source: practice.md sections 2, 4 and 7.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from functools import cache
from typing import Literal

from simulator.cases import calendar
from simulator.cases.case_teller import CaseTeller
from simulator.cases.frozen import Frozen
from simulator.cases.kept import Kept
from simulator.cases.model import Case
from simulator.cases.releases import Release, reasons
from simulator.cases.situation_specs import (
    DRAWN,
    NARROW,
    AnswerSpec,
    CoversSpec,
    PartSpec,
    QuestionKind,
    QuestionSpec,
    SituationSpec,
    Worth,
)
from simulator.content import places
from simulator.content.errors import did_you_mean


class Answer(Frozen):
    """One thing to choose. ``worth`` and ``because`` are empty in a learner's copy."""

    value: str
    words: str
    worth: Worth | Literal[""] = ""
    because: str = ""


class Question(Frozen):
    """One question. What stands below ``answers`` is for the marker only."""

    id: str  # a number: an author's own name may say what is right
    ask: str
    under: str = ""
    kind: QuestionKind
    answers: tuple[Answer, ...] = ()
    spot: str = ""
    name: str = ""  # the author's own name
    scale: str = ""  # answers shared with other questions
    first: tuple[tuple[str, ...], ...] = ()  # values that come before others
    due: datetime | None = None
    early: int = 0  # minutes before it that count too: the same time on the wall, when the clocks go forward in between
    slack: int = 0  # minutes
    rule: str = ""  # the clock's rule and its source
    because: str = ""
    next_time: str = ""

    def of(self, *worths: str) -> tuple[Answer, ...]:
        return tuple(a for a in self.answers if a.worth in worths)

    def for_learner(self) -> Question:
        answers = tuple(Answer(value=a.value, words=a.words) for a in self.answers)
        return Question(id=self.id, ask=self.ask, under=self.under, kind=self.kind, answers=answers, spot=self.spot)


class Part(Frozen):
    """Something to read, and its questions."""

    id: str
    title: str
    how: str = ""
    text: str = ""
    drawing: str = ""
    things: tuple[str, ...] = ()  # what stands in the drawing, whether a question is about it or not
    questions: tuple[Question, ...]


class Situation(Frozen):
    """What one learner gets of a situation."""

    name: str
    title: str
    under: str
    danger: str
    standard: str
    parts: tuple[Part, ...]

    @property
    def questions(self) -> tuple[Question, ...]:
        return tuple(q for p in self.parts for q in p.questions)

    def for_learner(self) -> Situation:
        parts = tuple(
            p.model_copy(update={"questions": tuple(q.for_learner() for q in p.questions)}) for p in self.parts
        )
        return self.model_copy(update={"parts": parts, "danger": ""})


def situation_names() -> list[str]:
    """The situations there are, by name."""
    return sorted(p.stem for p in (places.dummy_cases() / "situations").glob("*.yaml"))


class UnknownSituation(ValueError):
    """A situation there is not. The message says what there is."""


@cache
def situation_spec(name: str) -> SituationSpec:
    """A situation as its author wrote it. Raises UnknownSituation; ContentError when its file has mistakes."""
    from simulator.cases.situation_checks import check_situation
    from simulator.content.errors import ContentError
    from simulator.content.loader import Source

    if name not in situation_names():
        raise UnknownSituation(f"There is no situation “{name}”. {did_you_mean(name, situation_names())}".strip())
    source = Source(places.dummy_cases() / "situations" / f"{name}.yaml")
    spec = source.read(SituationSpec)
    problems = check_situation(source, spec)
    if problems:
        raise ContentError(problems)
    return spec


def tell(name: str, case: Case) -> Situation:
    """A situation for one case, with what is right. The same for a learner's copy of the case.

    Raises UnknownSituation; ContentError when its file has mistakes.
    """
    return _TOLD.of(name, case, lambda: _Telling(situation_spec(name), case.for_learner()).tell())


_TOLD: Kept[Situation] = Kept()


class _Telling(CaseTeller):
    """One situation in the making."""

    def __init__(self, spec: SituationSpec, case: Case) -> None:
        super().__init__(spec.situation, case)
        self.spec = spec
        self.releases: list[Release] = []
        self.places: Counter[int] = Counter()  # where what is right has stood so far

    def tell(self) -> Situation:
        spec = self.spec
        self.draw_strands(spec.strands)
        self.draw_times(spec.times)
        self.draw_people(spec.people)
        self.draw_words(spec.words)
        self._releases()
        parts = self.drawn("parts", self.those(spec.parts), spec.draw)
        told: list[Part] = []
        count = 0
        for part in parts:
            questions = []
            for q in self._asked(part):
                count += 1
                questions.append(self._question(part, q, str(count)))
            told.append(
                Part(
                    id=str(len(told) + 1),
                    title=self.text(f"title.{part.id}", part.title),
                    how=part.how,
                    text=self.text(f"part.{part.id}", part.text),
                    drawing=part.drawing,
                    things=self._things(part),
                    questions=tuple(questions),
                )
            )
        return Situation(
            name=spec.situation,
            title=self.fill(spec.title),
            under=self.text("under", spec.under),
            danger=self.text("danger", spec.danger),
            standard=spec.standard,
            parts=tuple(p for p in told if p.questions),
        )

    def _things(self, part: PartSpec) -> tuple[str, ...]:
        rows = DRAWN.get(NARROW.get(part.drawing, part.drawing), ())
        known = {name for row in rows for name in row}
        return tuple(name for name in self.some(self.spec.things) if name in known)

    def _asked(self, part: PartSpec) -> list[QuestionSpec]:
        """The questions of a part, drawn so that no answer of a scale is right for more than half of them, if it can be helped."""
        rows = self.drawn(
            f"questions.{part.id}", self.those(part.questions), None if part.draw is None else len(part.questions)
        )
        if part.draw is None:
            return rows
        most, count = (part.draw + 1) // 2, Counter[str]()
        first: list[QuestionSpec] = []
        later: list[QuestionSpec] = []
        for q in rows:
            right = min(self._true_of(q.covers) if q.covers else q.right, default="") if q.scale else ""
            if right and count[right] >= most:
                later.append(q)
            elif len(first) < part.draw:
                first.append(q)
                count[right] += 1
        return (first + later)[: part.draw]

    # --- signed permissions ----------------------------------------------------------------------

    def _releases(self) -> None:
        """What may be asked for, and the permissions of this family: what their slots say, and what they cover."""
        self.names["item"] = {id: self.text(f"item.{id}", words) for id, words in self.spec.items.items()}
        for id, r in self.some(self.spec.releases).items():
            days = {k: t for k, t in (("signed", r.signed), ("until", r.until), ("withdrawn", r.withdrawn)) if t}
            to = (", ".join(filter(None, (self.names[x][k] for k in ("full", "role", "agency")))) for x in r.to)
            items = self.text(f"release.{id}", r.words) or "; ".join(self.names["item"][i] for i in r.items)
            self.names[id] = {
                "by": self.names[r.by]["full"],
                "items": items,
                "to": "; ".join(to),
                **{k: self.names[t]["date"] for k, t in days.items()},
            }
            on = {k: self.times[t].date() for k, t in days.items()}
            self.releases.append(Release(items=frozenset(r.items), to=frozenset(r.to), **on))

    def _true_of(self, covers: CoversSpec) -> frozenset[str]:
        return reasons(
            self.releases,
            covers.item,
            covers.to,
            self.times[covers.on].date(),
            needed=covers.needed,
            risky=covers.risky,
            own=covers.own,
        )

    # --- questions -------------------------------------------------------------------------------

    def _question(self, part: PartSpec, q: QuestionSpec, number: str) -> Question:
        path = f"{part.id}.{q.id}"
        answers, values = self._answers(path, q)
        due, rule, early = None, "", 0
        if q.due:
            clock = self.profile.clocks[q.due.clock]
            due = calendar.due_at(self.profile, clock, self.times[q.due.from_])
            if clock.unit == "hours":
                on_the_wall = self.times[q.due.from_] + timedelta(hours=clock.days)
                early = max(0, (due - on_the_wall) // timedelta(minutes=1))
            rule = f"{clock.rule} {clock.source}"
        return Question(
            id=number,
            name=f"{part.id}.{q.id}",
            scale=q.scale,
            ask=self.text(path, q.ask),
            under=self.text(f"{path}.under", q.under),
            kind=q.kind,
            answers=answers,
            spot=q.spot,
            first=tuple(tuple(values[v] for v in pair if v in values) for pair in q.first),
            due=due,
            early=early,
            slack=q.due.slack if q.due else 0,
            rule=rule,
            because=self.text(f"{path}.because", q.because),
            next_time=self.text(f"{path}.next", q.next_time),
        )

    def _spread(self, path: str, order: list[str], here: Mapping[str, AnswerSpec]) -> list[str]:
        """The answers moved round, so that what is right stands in every place about as often."""
        right = next((n for n, name in enumerate(order) if here[name].is_ == "right"), 0)
        least = min(self.places[n] for n in range(len(order)))
        place = self.draw.pick(f"place.{path}", [n for n in range(len(order)) if self.places[n] == least])
        self.places[place] += 1
        turn = (right - place) % len(order)
        return order[turn:] + order[:turn]

    def _answers(self, path: str, q: QuestionSpec) -> tuple[tuple[Answer, ...], Mapping[str, str]]:
        """The answers, and author's name -> value. Those of one question alone are numbered and shuffled."""
        if q.scale:
            worths: dict[str, tuple[Worth, str]] = dict.fromkeys(q.also, ("also", ""))
            worths |= {a: ("half", self.text(f"{path}.half.{a}", w)) for a, w in q.half.items()}
            worths |= {a: ("never", self.text(f"{path}.never.{a}", w)) for a, w in q.never.items()}
            worths |= dict.fromkeys(self._true_of(q.covers) if q.covers else q.right, ("right", ""))
            scale = {a: self.text(f"scale.{q.scale}.{a}", w) for a, w in self.spec.scales[q.scale].items()}
            rows = [(a, w, *worths.get(a, ("wrong", ""))) for a, w in scale.items() if w]
            return tuple(Answer(value=a, words=w, worth=x, because=b) for a, w, x, b in rows), {a: a for a in scale}
        here: dict[str, AnswerSpec] = self.some(q.answers)
        order = (
            self._spread(path, self.drawn(f"answers.{path}", here, len(here)), here)
            if q.kind == "one"
            else self.drawn(f"answers.{path}", here, len(here))
        )
        values = {name: str(n) for n, name in enumerate(order, 1)}
        return tuple(
            Answer(
                value=values[name],
                words=self.text(f"{path}.{name}", here[name].say),
                worth=here[name].is_,
                because=self.text(f"{path}.{name}.because", here[name].because),
            )
            for name in order
        ), values


def read_aloud(told: Situation) -> Iterator[str]:
    """A situation with what is right, line by line, for authors: + right, ~ arguable, / half, - wrong, ! dangerous."""
    signs = {"right": "+", "also": "~", "half": "/", "wrong": "-", "never": "!"}
    yield from (told.title, told.under)
    for part in told.parts:
        yield from ("", f"## {part.title}" + (f" [{part.how}]" if part.how else ""), part.text)
        for q in part.questions:
            yield from ("", f"{q.id}. {q.ask}" + (f" ({q.under})" if q.under else ""))
            for a in q.answers:
                yield f"   {signs.get(a.worth, ' ')} {a.words}" + (f"  <{a.because}>" if a.because else "")
            if q.due:
                yield f"   + {q.due:%A %Y-%m-%d %H:%M}  <{q.rule}>"
            yield from (
                f"   {label}: {text}" for label, text in (("because", q.because), ("next time", q.next_time)) if text
            )
