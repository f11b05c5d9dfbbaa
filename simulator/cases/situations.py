"""Situations: what can happen round any family's case, told with that family's names, places and days.

``tell(name, case)`` draws and fills one. Its texts never hold what only the marker may know; what is right stands beside
each question, and ``for_learner()`` is the same situation without it. Practice source: practice.md sections 2, 4 and 7.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, time, timedelta
from functools import cache, partial
from typing import Literal, TypeVar

from simulator.cases import calendar, cast, names, people, profile
from simulator.cases.dates import moment_names
from simulator.cases.draw import Draw
from simulator.cases.frozen import Frozen
from simulator.cases.jurisdiction import Profile
from simulator.cases.model import Case, Person, Place, Professional
from simulator.cases.situation_specs import (
    AnswerSpec,
    PartSpec,
    QuestionKind,
    QuestionSpec,
    SituationSpec,
    TimeSpec,
    Worth,
)
from simulator.cases.teller import Teller
from simulator.content import places
from simulator.content.errors import did_you_mean

Thing = TypeVar("Thing")
GROWN = 16  # from this age on people are told about their own record themselves


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
    first: tuple[tuple[str, ...], ...] = ()  # values that come before others
    due: datetime | None = None
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
    return _Telling(situation_spec(name), case.for_learner()).tell()


def home_of(case: Case) -> Place:
    """Where the person the file is about lives, or the first place there is."""
    lives = getattr(case.person(case.index), "lives", "")
    return next((p for p in case.places if p.id == lives), case.places[0])


def adult_of(case: Case) -> Person:
    """Who is told about the record: the person the file is about, or, for a child, a parent or carer they live with."""
    index = next(p for p in case.people if p.id == case.index)
    if index.age is None or index.age >= GROWN:
        return index
    grown = [p for p in case.people if p.died is None and p.on_file and (p.age or 0) >= GROWN and p.id != index.id]
    parents = {r.a for r in case.relationships if r.kind == "parent" and r.b == index.id}
    with_them = [p for p in grown if p.lives == index.lives and index.lives]
    return next((p for p in with_them if p.id in parents), next(iter([*with_them, *grown]), index))


class _Telling(Teller):
    """One situation in the making."""

    def __init__(self, spec: SituationSpec, case: Case) -> None:
        super().__init__(
            profile(case.jurisdiction), Draw(f"{case.scenario}/{spec.situation}", case.jurisdiction, case.seed)
        )
        self.spec, self.case = spec, case
        self.times: dict[str, datetime] = {}

    def tell(self) -> Situation:
        spec = self.spec
        self.chosen["work"] = self.case.work
        self.chosen["scenario"] = self.case.scenario
        self._slots()
        self.draw_strands(spec.strands)
        for id, wanted in self.some(spec.times).items():
            self._moment(id, wanted)
        self._extras()
        self.draw_words(spec.words)
        parts = self._drawn("parts", self.those(spec.parts), spec.draw)
        told: list[Part] = []
        count = 0
        for part in parts:
            questions = []
            for q in self._drawn(f"questions.{part.id}", self.those(part.questions), part.draw):
                count += 1
                questions.append(self._question(part, q, str(count)))
            told.append(
                Part(
                    id=str(len(told) + 1),
                    title=self.text(f"title.{part.id}", part.title),
                    how=part.how,
                    text=self.text(f"part.{part.id}", part.text),
                    drawing=part.drawing,
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

    def _drawn(self, path: str, items: Iterable[Thing], count: int | None) -> list[Thing]:
        """All in the author's order; or so many of them, drawn, in an order of this family's own."""
        left = list(items)
        if count is None:
            return left
        return [left.pop(self.draw.number(f"{path}.{n}", len(left))) for n in range(min(count, len(left)))]

    # --- what a slot says ------------------------------------------------------------------------

    def _slots(self) -> None:
        case, p = self.case, self.profile
        index = case.person(case.index)
        assert isinstance(index, Person)
        home = home_of(case)
        self.names["t"] = dict(p.terms)
        self.names["town"] = {"": home.town}
        for id, agency in p.agencies.items():
            self.names["t"][f"{id}_agency"] = self.fill(agency)
        self.names["index"] = cast.person_names(p, index)
        self.names["adult"] = cast.person_names(p, adult_of(case))
        self.names["home"] = cast.place_names(home)
        self.names["family"] = {"": case.household_name}
        self.names["agency"] = {"": case.agency}
        self.names["file_no"] = {"": case.file_no}
        for id in ("worker", "manager"):
            who = next((w for w in case.professionals if w.id == id), None)
            if who:
                self.names[id] = cast.professional_names(who, _gender(p, who))
        self._known("today", datetime.combine(case.today, time(9)))

    def _known(self, id: str, at: datetime) -> None:
        self.times[id] = at
        self.names[id] = moment_names(self.profile, at, at)

    def _moment(self, id: str, wanted: TimeSpec) -> None:
        day = self.case.today if wanted.day == "today" else self._day(f"time.{id}", wanted.day)
        hour, minute = wanted.at.split(":")
        at = datetime.combine(day, time(int(hour), int(minute)))
        self._known(id, at + timedelta(minutes=self.draw.between(f"time.{id}.drift", -wanted.drift, wanted.drift)))

    def _day(self, path: str, wanted: object) -> date:
        from simulator.cases.fields import DaySpec

        assert isinstance(wanted, DaySpec)
        return calendar.count(self.profile, self.draw, path, wanted, self.times[wanted.after or wanted.before].date())

    def _extras(self) -> None:
        here: tuple[Person | Professional, ...] = (*self.case.people, *self.case.professionals)
        taken = {n for w in here for n in (w.first, w.family)}
        numbers = {w.phone for w in here}
        p = self.profile
        for id, wanted in self.some(self.spec.people).items():
            locales = (names.locale_of(self.draw, f"heritage.{id}", p), names.usual(p))
            gender = self.draw.pick(f"gender.{id}", wanted.gender)
            free = (lambda n: not names.easily_taken_for(n, taken), lambda n: n not in taken)
            first = names.first_that(
                partial(names.first_names, self.draw, f"first.{id}", gender, age=40), locales, *free
            )
            taken.add(first)
            family = names.first_that(partial(names.family_names, self.draw, f"family.{id}"), locales, *free)
            taken.add(family)
            pattern = {"mobile": p.mobile, "landline": p.landline}.get(wanted.phone)
            agency = self.text(f"agency.{id}", wanted.agency)
            who = Professional(
                id=id,
                first=first,
                family=family,
                title=p.titles[gender],
                role=self.text(f"role.{id}", wanted.role),
                agency=agency,
                phone=people.telephone(self.draw, f"phone.{id}", pattern, numbers) if pattern else "",
                email=people.mailbox(f"{first}.{family}", agency) if agency else "",
            )
            self.names[id] = cast.professional_names(who, gender)

    # --- questions -------------------------------------------------------------------------------

    def _question(self, part: PartSpec, q: QuestionSpec, number: str) -> Question:
        path = f"{part.id}.{q.id}"
        answers, values = self._answers(path, q)
        due, rule = None, ""
        if q.due:
            clock = self.profile.clocks[q.due.clock]
            due = calendar.due_at(self.profile, clock, self.times[q.due.from_])
            rule = f"{clock.rule} {clock.source}"
        return Question(
            id=number,
            name=f"{part.id}.{q.id}",
            ask=self.text(path, q.ask),
            under=self.text(f"{path}.under", q.under),
            kind=q.kind,
            answers=answers,
            spot=q.spot,
            first=tuple(tuple(values[v] for v in pair if v in values) for pair in q.first),
            due=due,
            slack=q.due.slack if q.due else 0,
            rule=rule,
            because=self.text(f"{path}.because", q.because),
            next_time=self.text(f"{path}.next", q.next_time),
        )

    def _answers(self, path: str, q: QuestionSpec) -> tuple[tuple[Answer, ...], Mapping[str, str]]:
        """The answers, and author's name -> value. Those of one question alone are numbered and shuffled."""
        if q.scale:
            worths: dict[str, tuple[Worth, str]] = dict.fromkeys(q.right, ("right", "")) | dict.fromkeys(
                q.also, ("also", "")
            )
            worths |= {a: ("half", self.text(f"{path}.half.{a}", w)) for a, w in q.half.items()}
            worths |= {a: ("never", self.text(f"{path}.never.{a}", w)) for a, w in q.never.items()}
            scale = self.spec.scales[q.scale]
            rows = [(a, self.text(f"scale.{q.scale}.{a}", w), *worths.get(a, ("wrong", ""))) for a, w in scale.items()]
            return tuple(Answer(value=a, words=w, worth=x, because=b) for a, w, x, b in rows), {a: a for a in scale}
        here: dict[str, AnswerSpec] = self.some(q.answers)
        order = self._drawn(f"answers.{path}", here, len(here))
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


def _gender(p: Profile, who: Professional) -> str:
    """A professional's gender, as their title says it."""
    return next((g for g in ("woman", "man", "other") if p.titles[g] == who.title), "other")


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
