"""Release: the course's settings go into the notebook, and a notebook that does not fit is not released."""

from __future__ import annotations

import ast
from typing import Any

import nbformat
import pytest
from traitlets.config import Config

from grading.nbgrader.config import MARK, set_up
from grading.nbgrader.course import CaseroomCourse, CourseError
from grading.nbgrader.give import check_tests, give
from simulator.content import places
from tests.notebooks.course import MODULE, SPECS, Course

GIVEN = {"course": "Digital “practice”, it's", "family": "own", "seed": 7}


@pytest.mark.parametrize(
    "source",
    [
        'desk = Desk("recording")',
        'desk = Desk("recording", mark=grading.mark)',
        'desk = Desk("recording", mark=grading.mark, )',
        'desk = Desk(\n    "recording",\n    mark=grading.mark,\n)\ndesk.start()',
        'title = "Größe “ ”"; desk = desks.Desk("recording", course={"seed": 1}, mark=None)  # a comment',
        'desk = Desk("recording", course=None)\ndesk.start()',
    ],
)
def test_settings_go_into_the_call_whatever_its_form(source: str) -> None:
    name, written = give(source, GIVEN)
    assert name == "recording"
    call = next(n for n in ast.walk(ast.parse(written)) if isinstance(n, ast.Call) and "Desk" in ast.unparse(n.func))
    assert [ast.literal_eval(k.value) for k in call.keywords if k.arg == "course"] == [GIVEN]
    assert written.count("#") == source.count("#")
    assert give(written, GIVEN) == (name, written)  # twice does no more


@pytest.mark.parametrize("source", ["", "desk = None", "Desk()", "Desk(name)", "Desk('a'); Desk('b')", "Desk('a'"])
def test_a_setup_cell_without_one_plain_call_is_refused(source: str) -> None:
    with pytest.raises(CourseError, match="must hold one call like Desk"):
        give(source, GIVEN)


def settings(**values: Any) -> CaseroomCourse:
    return CaseroomCourse(config=Config({"CaseroomCourse": values}))


def test_settings_that_do_not_exist_are_one_sentence_with_a_cure() -> None:
    with pytest.raises(CourseError, match=r"scenario: there is no “school_wory”. Did you mean “school_worry”\?"):
        settings(scenario="school_wory").given()
    with pytest.raises(CourseError, match=r"jurisdiction: there is no “uk”"):
        settings(jurisdiction="uk").given()
    with pytest.raises(CourseError, match="a family's number is from 0"):
        settings(seed=-1).given()
    assert settings(seed=12).given().ref("anybody").seed == 12
    own = settings(family="own", course="A").given()
    assert own.ref("ada").seed != own.ref("ben").seed


def source_notebook() -> Any:
    return nbformat.read(places.modules() / MODULE / f"{MODULE}.ipynb", as_version=4)


def cells_that_test(notebook: Any) -> list[Any]:
    return [c for c in notebook.cells if c.metadata.get("nbgrader", {}).get("grade")]


def test_the_course_fits_its_notebook() -> None:
    check_tests(source_notebook(), MODULE)


def test_a_test_cell_must_fit_its_exercise() -> None:
    notebook = source_notebook()
    cells_that_test(notebook)[0].metadata.nbgrader.points = 99
    with pytest.raises(CourseError, match=f"gives 99 points; the exercise is worth {SPECS[0].points}"):
        check_tests(notebook, MODULE)
    notebook = source_notebook()
    notebook.cells.remove(cells_that_test(notebook)[0])
    with pytest.raises(CourseError, match="has no test cell “test_"):
        check_tests(notebook, MODULE)
    notebook = source_notebook()
    notebook.cells.append(
        nbformat.from_dict(
            {
                **cells_that_test(notebook)[0],
                "metadata": {
                    "nbgrader": {**cells_that_test(notebook)[0].metadata.nbgrader, "grade_id": "test_nothing"}
                },
            }
        )
    )
    with pytest.raises(CourseError, match="“test_nothing” marks no exercise"):
        check_tests(notebook, MODULE)


def test_a_wrong_setting_stops_the_release_with_one_line(course: Course) -> None:
    with (course.root / "nbgrader_config.py").open("a") as out:
        out.write("c.CaseroomCourse.scenario = 'school_wory'\n")
    done = course.nbgrader("generate_assignment", MODULE)
    assert done.returncode == 1
    assert "] nbgrader_config.py: CaseroomCourse.scenario: there is no “school_wory”. Did you mean" in done.stderr
    assert not course.released.exists()


def test_how_work_is_marked_is_one_of_two() -> None:
    with pytest.raises(ValueError, match="marking is one of: without a kernel, with a kernel"):
        set_up(Config(), marking="by magic")  # type: ignore[arg-type]
    assert "Execute" not in " ".join(MARK["without a kernel"])
