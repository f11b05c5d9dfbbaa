"""One class, marked once, for all tests that only look."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.notebooks.course import MODULE, Course, a_class, make_course


@dataclass(frozen=True)
class Marked:
    """A course after nbgrader's whole path, with what nbgrader printed on the way."""

    course: Course
    release: str
    autograde: str
    feedback: str
    export: str


def run(course: Course, *arguments: str) -> str:
    done = course.nbgrader(*arguments)
    assert done.returncode == 0, done.stderr
    return done.stderr + done.stdout


def release(course: Course) -> None:
    """As `nbgrader generate_assignment` does, in this process: four seconds less."""
    from nbgrader.converters import GenerateAssignment

    from grading.nbgrader import cohort

    directory = cohort.course(course.root)
    directory.assignment_id = MODULE
    GenerateAssignment(coursedir=directory, config=directory.config).start()


@pytest.fixture(scope="session")
def marked(tmp_path_factory: pytest.TempPathFactory) -> Marked:
    """The whole path as a tutor types it, on the class of course.a_class."""
    from nbgrader.api import Gradebook

    course = make_course(tmp_path_factory.mktemp("marked"))
    (course.root / "modules" / MODULE / "responses.json").write_text('{"an author": "was here"}')
    released = run(course, "generate_assignment", MODULE)
    a_class(course)
    autograded = run(course, "autograde", MODULE)
    with Gradebook(f"sqlite:///{course.root / 'gradebook.db'}") as book:
        book.update_or_create_student("ada", first_name="=1+1", last_name='Lovelace, "Ada"')
        book.update_or_create_student("ivo", first_name="<script>alert(3)</script>", last_name="@SUM(A1)")
        book.update_or_create_student("zoe", first_name="Zoë", last_name="Żak")  # handed nothing in
    feedback = run(course, "generate_feedback", MODULE)
    exported = run(course, "export", "--to", "grades.csv")
    return Marked(course, released, autograded, feedback, exported)


@pytest.fixture
def course(tmp_path: Path) -> Course:
    return make_course(tmp_path)
