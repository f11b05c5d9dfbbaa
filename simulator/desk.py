"""A learner's desk: module + case + answers + widgets. A notebook opens one in its first cell::

    import grading
    from simulator.desk import Desk
    desk = Desk("recording", mark=grading.mark)

In practice the family is the one named in ``family.json`` of the data folder (CASEROOM_DATA); in a course the released
notebook says which (``course``). The marker is handed in by the notebook: nothing here imports it.
"""

from __future__ import annotations

import getpass
import hashlib
import os
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol
from urllib.parse import quote

from simulator.cases import CaseRef, family_seed, profile
from simulator.cases.dates import write_date
from simulator.cases.model import Case, Person, Professional
from simulator.exercises import module as find_module
from simulator.exercises.base import FormatProblem, Raw, Spec, Unfit, types
from simulator.records import access_log, caseload, search
from simulator.responses.folder import Folder, Saved

if TYPE_CHECKING:
    from simulator.views.widget import CaseFileWidget, ExerciseWidget, FilePort, Form, StaticWidget, SummaryWidget, Work

Mark = Callable[[Spec, Case, Raw], Any]
FILE_ID = "caseroom-file"  # the id of the case file when it stands in the notebook
SHORTEST = 8  # letters a reason needs to say something

WAY_OUT = {
    "practice": "You may stop at any time: what you wrote is saved. If this comes too close to your own life, you need not "
    "do it. Talk to somebody you trust, and choose another family on the course page.",
    "assessment": "You may stop at any time: what you wrote is saved. If this comes too close to your own life, tell your "
    "tutor. You can be given another family.",
}


class CourseMistake(ValueError):
    """The course settings in the notebook cannot be used; the message says what to mend."""


def student_id() -> str:
    """Who is at the desk: CASEROOM_STUDENT, else JUPYTERHUB_USER, else the name on this computer, as nbgrader does it."""
    for name in ("CASEROOM_STUDENT", "JUPYTERHUB_USER"):
        if found := os.environ.get(name, "").strip():
            return found
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "learner"


def family_of(course: Mapping[str, Any] | None, data: Path | None, student: str) -> CaseRef:
    """Which family a desk is about. Raises CourseMistake for course settings that cannot be used."""
    if course is None:
        return caseload.current(data) if data else caseload.first_family()
    try:
        name, scenario, place = str(course["course"]), str(course["scenario"]), str(course["jurisdiction"])
        kind = course["family"]
        seed = family_seed(name, student) if kind == "own" else int(course["seed"])
    except (KeyError, TypeError, ValueError) as error:
        raise CourseMistake(
            f"The course settings in this notebook lack or spoil {error}. Ask for the notebook to be released again."
        ) from error
    if kind not in ("own", "same"):
        raise CourseMistake(f"“{kind}” is no way to give out families. Use “same” or “own”, and release again.")
    return CaseRef(scenario=scenario, jurisdiction=place, seed=seed)


class Answers(Protocol):
    """Where a desk reads and saves answers: a folder, or a seat of a workshop."""

    def read(self) -> Saved: ...

    def value(self, exercise: str) -> Form | None: ...

    def save(
        self,
        exercise: str,
        raw: Mapping[str, str | list[str]],
        settle: Callable[[Form | None, Form], Form] | None = None,
    ) -> datetime: ...

    def attempt(self, exercise: str) -> int: ...


@dataclass(frozen=True)
class Place:
    """A seat of a workshop: its family, its answers, a folder for its looks, and what no other seat is called."""

    ref: CaseRef
    answers: Answers
    looks: Path
    name: str


class Desk:
    """One module and one family in front of one learner.

    ``mark``: ``grading.mark`` or None where there is no marking. ``course``: None in practice, else {"course",
    "family": "same" | "own", "scenario", "jurisdiction", "seed", "mode": "practice" | "assessment"} and, if wanted,
    "marked": a sentence that says when and by whom the work is marked. ``at``: a seat of a workshop, instead of all that.
    Raises UnknownExercise, UnknownName or CourseMistake: each one sentence with a cure.
    """

    def __init__(
        self, module: str, mark: Mark | None = None, course: Mapping[str, Any] | None = None, at: Place | None = None
    ) -> None:
        data = os.environ.get("CASEROOM_DATA", "")
        self.data = Path(data).absolute() if data else None
        self.module, self.course = find_module(module), course
        self.assessment = bool(course) and (course or {}).get("mode") == "assessment"
        here = Path.cwd().absolute()
        self.place, self._looks = here, here
        self.folder: Answers
        if at:
            self.student, self.ref, self.folder = at.name, at.ref, at.answers
            self.place = self._looks = at.looks
        else:
            self.student = student_id()
            self.ref = family_of(course, self.data, self.student)
            if course is None and self.data:
                self.place, self._looks = self.data / "work" / module / self.ref.slug, self.data
            self.folder = Folder(self.place, module, self.ref, self.student if course else None)
        self._mark = mark
        self._shown: dict[str, int] = {}
        self._told: set[str] = set()
        self._file_shown = False

    def __repr__(self) -> str:
        return f"Desk for {self.module.title}: {self.ref.slug}"

    @cached_property
    def case(self) -> Case:
        """The whole case, with its truth: for marking only."""
        return self.ref.make()

    @cached_property
    def _learners(self) -> Case:
        return self.case.for_learner()

    def _index(self) -> Person | Professional:
        return self._learners.person(self._learners.index)

    # ---- exercises

    def show(self, exercise: str) -> ExerciseWidget | StaticWidget:
        """The widget of one exercise, with what was saved of it. Raises UnknownExercise.

        Where this family does not have what the exercise needs, that is said in its place and the rest of the page goes on.
        """
        from simulator.views.page import unfit_html
        from simulator.views.widget import StaticWidget

        spec = self.module.exercise(exercise)
        try:
            return self._show(spec)
        except Unfit as problem:
            return StaticWidget(html=unfit_html(spec.title, self._learners.language, str(problem)))

    def _show(self, spec: Spec) -> ExerciseWidget:
        from simulator.views.widget import ExerciseWidget

        number = self._shown.get(spec.exercise, 0) + 1
        order = [s.exercise for s in self.module.exercises]
        work = self.work(spec.exercise, order, uid=spec.exercise if number == 1 else f"{spec.exercise}-{number}")
        self._shown[spec.exercise] = number
        return ExerciseWidget(work)

    def work(self, exercise: str, order: Sequence[str], *, uid: str = "", level: int = 2) -> Work:
        """What a page needs of this desk for one exercise. ``order``: those it is counted among; ``level``: its heading's.

        Raises UnknownExercise, and Unfit when this family does not have what the exercise needs.
        """
        from simulator.views.page import render
        from simulator.views.text import saved_words
        from simulator.views.widget import Work

        spec, case = self.module.exercise(exercise), self._learners
        uid = uid or exercise
        types()[spec.type].build(spec, case)  # raises Unfit before anything is shown
        of = getattr(spec, "of", "")  # the exercise whose answer is read again
        link = self._file_link()

        def draw(
            raw: Form | None,
            saved_at: datetime | None,
            *,
            marks: Any = None,
            problem: FormatProblem | None = None,
            checks: int = 0,
            notices: tuple[str, ...] = (),
        ) -> str:
            return render(
                spec,
                types()[spec.type].build(spec, case, *([self.folder.value(of)] if of else [])),
                raw,
                case_language=case.language,
                uid=uid,
                level=level,
                marks=marks,
                checkable=self._mark is not None,
                saved_at=saved_at,
                style=case,
                kicker=f"{self.module.title}, exercise {order.index(exercise) + 1} of {len(order)}",
                assessment=self.assessment,
                marked_when=str((self.course or {}).get("marked", "")),
                problem=problem,
                notices=notices,
                file_link=link,
                file_label=f"Open {self._index().first}’s file",
                checks=checks,
                of_title=self.module.exercise(of).title if of else "",
            )

        def mark(form: Form) -> Any:
            assert self._mark is not None
            return self._mark(spec, self.case, form)

        kind = types()[spec.type]
        advance = getattr(kind, "advance", None)  # of a type that goes on step by step

        def act(form: Form) -> tuple[datetime, str]:
            said = ""

            def step(saved: Form | None, sent: Form) -> Form:
                nonlocal said
                new: Form
                new, said = advance(spec, case, saved, sent, datetime.now().astimezone())  # type: ignore[misc]
                return new

            return self.folder.save(exercise, form, step), said

        return Work(
            key=self._key(exercise),
            load=lambda: self._load(exercise),
            save=lambda form: self.folder.save(exercise, form, getattr(kind, "settle", None)),
            act=act if advance else None,
            draw=draw,
            words=lambda at: saved_words(at, case),
            mark=mark if self._mark is not None and not self.assessment else None,
            checked=lambda: self.folder.attempt(exercise),
        )

    def _load(self, exercise: str) -> tuple[Form | None, datetime | None, tuple[str, ...]]:
        saved = self.folder.read()
        return saved.values.get(exercise), saved.saved_at.get(exercise), self._tell(saved.notices)

    def _tell(self, notices: tuple[str, ...]) -> tuple[str, ...]:
        """Each notice once: what was broken is said where the learner first sees it."""
        new = tuple(n for n in notices if n not in self._told)
        self._told.update(new)
        return new

    def _key(self, exercise: str) -> str:
        """Where a browser keeps words until they are saved: another learner or folder has another key."""
        whose = hashlib.sha256(f"{self.student}\n{self.place}".encode()).hexdigest()[:12]
        return f"caseroom:{self.module.name}/{self.ref.slug}/{exercise}:{whose}"

    def score(self, exercise: str) -> float:
        """Marks of the saved answer, from 0 to the exercise's points; 0.0 when there is none or it cannot be read.

        Raises RuntimeError where the desk has no marker.
        """
        spec = self.module.exercise(exercise)
        if self._mark is None:
            raise RuntimeError("This desk has no marker. Open it with mark=grading.mark.")
        raw = self.folder.value(exercise)
        if raw is None:
            return 0.0
        try:
            marks = self._mark(spec, self.case, raw)
        except FormatProblem:
            return 0.0
        return float(marks.score)

    def summary(self) -> SummaryWidget:
        """The end of the module: what each exercise got, what went well, what to work on next. It prints."""
        from simulator.views.widget import SummaryWidget

        return SummaryWidget(self._summary)

    def _summary(self) -> str:
        from simulator.views.summary import summary_html
        from simulator.views.text import saved_words

        saved, case = self.folder.read(), self._learners
        open_to_marks = self._mark is not None and not self.assessment
        marks: dict[str, Any] = {}
        for spec in self.module.exercises if open_to_marks else ():
            if spec.exercise in saved.values and self._mark is not None:
                with suppress(FormatProblem):
                    marks[spec.exercise] = self._mark(spec, self.case, saved.values[spec.exercise])
        last = max(saved.saved_at.values(), default=None)
        return summary_html(
            language=case.language,
            module=self.module.title,
            family=f"the {case.household_name} family",
            when=f"{saved_words(last, case)}." if last else "",
            specs=self.module.exercises,
            saved=frozenset(saved.values),
            marks=marks,
            marked=open_to_marks,
        )

    # ---- the head of a module and the case file

    def start(self) -> StaticWidget | CaseFileWidget:
        """The head of a module: whose family this is, a content note, a way out, and the file.

        Where a server shows the notebook the file is a page of its own; elsewhere it is folded in here.
        """
        from simulator.views.widget import StaticWidget

        if os.environ.get("CASEROOM_BASE"):
            return StaticWidget(html=self._head(self._tell(self.folder.read().notices)))
        notices = self._tell(self.folder.read().notices)
        return self._file_widget(lambda file: self._head(notices, file))

    def _head(self, notices: tuple[str, ...], file: str = "") -> str:
        from simulator.views.page import start_html

        case = self._learners
        worker = case.person(case.worker)
        role = f", {worker.role}" if isinstance(worker, Professional) else ""
        return start_html(
            language=case.language,
            training="CASEROOM_BASE" not in os.environ,
            notices=notices,
            title=f"The {case.household_name} family",
            hint=case.about,
            facts=(
                ("The file is about", self._index().full),
                ("You are", f"{worker.full}{role}"),
                ("Today", write_date(case, case.today, weekday=True)),
                ("Family", f"{self.ref.seed}, {profile(case.jurisdiction).title}"),
            ),
            file_link=self._file_link(),
            file_label=f"Open {self._index().first}’s file",
            content_note=case.content_note,
            way_out=WAY_OUT["assessment" if self.assessment else "practice"],
            file=file,
        )

    def _file_link(self) -> str:
        """Where the case file is: a page of the server that shows the notebook, else a place in this notebook."""
        base = os.environ.get("CASEROOM_BASE", "")
        if self._file_shown or not base:
            return f"#{FILE_ID}"
        return f"{base}files/{quote(self._learners.file_no, safe='')}"

    def case_file(self) -> CaseFileWidget:
        """The case file beside the exercises. Every part opened is recorded under "Who looked"."""
        self._file_shown = True
        return self._file_widget(lambda file: file)

    def _file_widget(self, wrap: Callable[[str], str]) -> CaseFileWidget:
        from simulator.views.widget import CaseFileWidget

        return CaseFileWidget(self.file_port(wrap))

    def file_port(self, wrap: Callable[[str], str] = lambda file: file) -> FilePort:
        """What a page needs of this desk for the case file."""
        from simulator.views.case_file import case_file_html
        from simulator.views.widget import FilePort

        case = self._learners

        def draw(query: str, problem: tuple[str, str]) -> str:
            log = access_log.merged(case, self._looks)
            opened = access_log.opened(case, log.looks)
            html = case_file_html(
                case,
                log.looks,
                query,
                found=search.search(case, query, opened) if query.strip() else None,
                opened=opened,
                problem=problem,
                notices=log.notices,
                uid=FILE_ID,
                level=2,
                page=False,
            )
            return wrap(html)

        def look(item: str, reason: str) -> str:
            shut = access_log.restricted(case)
            if item in shut and sum(c.isalpha() for c in reason) < SHORTEST:
                return "Say in a few words why you need to read this. “Work” alone tells nobody anything."
            if item not in shut and item not in open_parts(case):
                return ""
            try:
                access_log.record(self._looks, case.file_no, shut.get(item, item), reason or access_log.OWN_FILE)
            except access_log.NotRecorded as error:
                return str(error)
            return ""

        return FilePort(draw=draw, look=look)


def open_parts(case: Case) -> frozenset[str]:
    """What may stand in the access log without a reason of its own: the parts of a file and its open documents."""
    from simulator.views.case_file import TITLES

    return frozenset((*TITLES.values(), *(f"Documents: {d.title}" for d in case.documents if not d.restricted)))
