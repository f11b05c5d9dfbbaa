"""The same family for everybody, or each their own: what is given out is what is marked."""

from __future__ import annotations

from pathlib import Path

import pytest
from nbgrader.api import Gradebook

import grading
from grading.marks import Marks
from grading.nbgrader.cohort import GradeProblem, grade
from simulator.cases import CaseRef, family_seed, profile
from simulator.cases.model import Case
from simulator.exercises.base import Raw, Spec
from tests.notebooks.conftest import release
from tests.notebooks.course import AUTO, BY_HAND, MODULE, REF, SPECS, Course, answers, as_bytes, make_course

OWN = """
c.CaseroomCourse.family = "own"
c.CaseroomCourse.course = "SWK 541"
c.CaseroomCourse.jurisdiction = "us_washington"
"""


def own(student: str) -> CaseRef:
    return CaseRef(scenario="school_worry", jurisdiction="us_washington", seed=family_seed("SWK 541", student))


@pytest.fixture
def course(tmp_path: Path) -> Course:
    course = make_course(tmp_path, OWN)
    release(course)
    return course


def test_each_student_is_marked_on_their_own_family(course: Course) -> None:
    course.hand_in("ada", as_bytes(answers(own("ada"))))
    course.hand_in("ben", as_bytes(answers(own("ben"))))
    course.hand_in("cleo", as_bytes(answers(own("ada")) | {"student": "ada"}))  # took ada's
    course.hand_in("dov", as_bytes(answers(REF)))
    seen: list[tuple[int, int, str]] = []
    summary = grade(MODULE, course.root, workers=2, progress=lambda *step: seen.append(step))
    assert {s.student: s.score for s in summary.submissions} == {"ada": AUTO, "ben": AUTO, "cleo": 0.0, "dov": 0.0}
    assert [s.student for s in summary.refused] == ["cleo", "dov"]
    assert [step[:2] for step in seen] == [(1, 4), (2, 4), (3, 4), (4, 4)]
    assert sorted(step[2] for step in seen) == ["ada", "ben", "cleo", "dov"]
    first, cleo, dov = summary.lines()
    assert first == f"2 of 4 submissions of {MODULE} marked, 2 refused."
    assert cleo.startswith("cleo: responses.json was refused (other family).")
    assert own("ada").slug in cleo
    assert own("cleo").slug in cleo
    assert "“ada”" in cleo
    assert REF.slug in dov


def test_feedback_speaks_the_language_of_the_place(course: Course) -> None:
    from nbgrader.converters import GenerateFeedback

    from grading.nbgrader import cohort

    course.hand_in("ada", as_bytes(answers(own("ada"))))
    grade(MODULE, course.root)
    directory = cohort.course(course.root)
    GenerateFeedback(coursedir=directory, config=directory.config).start()
    html = (course.root / "feedback" / "ada" / MODULE / f"{MODULE}.html").read_text(encoding="utf-8")
    assert '<html lang="en-US">' in html
    assert f"Practiced in</dt><dd>{profile('us_washington').title}</dd>" in html
    assert "May 6, 2025, 3:30 PM UTC" in html
    assert "SWK 541" in html


def test_a_fault_of_ours_costs_no_mark_and_stops_nobody(course: Course, monkeypatch: pytest.MonkeyPatch) -> None:
    course.hand_in("ada", as_bytes(answers(own("ada"))))
    course.hand_in("ben", as_bytes(answers(own("ben"))))
    (course.root / "autograded").mkdir()
    (course.root / "autograded" / "ben").write_text("a file where a folder should be")
    real, broken = grading.mark, SPECS[0].exercise

    def mark(spec: Spec, case: Case, raw: Raw) -> Marks:
        if spec.exercise == broken:
            raise ZeroDivisionError("division by zero")
        return real(spec, case, raw)

    monkeypatch.setattr(grading, "mark", mark)
    summary = grade(MODULE, course.root)
    assert [s.student for s in summary.failed] == ["ben"]
    first, ben, ada = summary.lines()
    assert first == f"1 of 2 submissions of {MODULE} marked, 1 failed."
    assert ben.startswith("ben: could not be marked: ")
    assert "\n" not in ben
    assert ada.startswith(f"ada: {broken} could not be marked. Caseroom could not mark this (ZeroDivisionError")
    with Gradebook(f"sqlite:///{course.root / 'gradebook.db'}") as book:
        grades = {g.name: g for g in book.find_submission_notebook(MODULE, MODULE, "ada").grades}
        assert grades[f"test_{broken}"].auto_score is None
        assert grades[f"test_{broken}"].needs_manual_grade
        assert sum(g.auto_score or 0 for g in grades.values()) == AUTO - SPECS[0].points


def test_marking_again_keeps_what_a_person_has_set(course: Course) -> None:
    folder = course.hand_in("ada", as_bytes(answers(own("ben"))))
    assert grade(MODULE, course.root).submissions[0].score == 0.0
    with Gradebook(f"sqlite:///{course.root / 'gradebook.db'}") as book:
        cell = book.find_submission_notebook(MODULE, MODULE, "ada").grades[0]
        cell.manual_score, name = 1.0, cell.name
        book.db.commit()
    (folder / "responses.json").write_bytes(as_bytes(answers(own("ada"))))
    summary = grade(MODULE, course.root)
    assert summary.lines() == (f"1 of 1 submissions of {MODULE} marked.",)
    points = {f"test_{spec.exercise}": spec.points for spec in SPECS}
    assert summary.submissions[0].score == AUTO - points[name] + 1.0


def test_who_is_enrolled_and_handed_nothing_in_is_named(course: Course) -> None:
    course.hand_in("ada", as_bytes(answers(own("ada"))))
    with Gradebook(f"sqlite:///{course.root / 'gradebook.db'}") as book:
        book.update_or_create_student("zoe")
    assert grade(MODULE, course.root).not_handed_in == ("zoe",)


def test_a_student_whose_id_is_a_pattern(course: Course) -> None:
    folder = course.hand_in("a[b]*", as_bytes(answers(own("a[b]*"))))
    (folder / "endless").symlink_to("/dev/zero")
    course.hand_in("ab", as_bytes(answers(own("ab"))))
    summary = grade(MODULE, course.root)
    assert {s.student: s.score for s in summary.submissions} == {"a[b]*": None, "ab": AUTO}
    assert summary.lines()[1].startswith("a[b]*: not marked: nbgrader cannot handle an id")
    done = course.nbgrader("autograde", MODULE, "--force")  # nbgrader's own command marks the rest too
    assert done.returncode == 0, done.stderr
    assert "a[b]*: not marked" in done.stderr
    assert [p.name for p in (course.root / "autograded").iterdir()] == ["ab"]


def test_nothing_to_mark_is_one_sentence(course: Course, tmp_path: Path) -> None:
    with pytest.raises(GradeProblem, match="Nothing has been handed in"):
        grade(MODULE, course.root)
    with pytest.raises(GradeProblem, match=r"has not been released. Run: nbgrader generate_assignment other"):
        grade("other", course.root)
    with pytest.raises(GradeProblem, match=r"There is no nbgrader_config.py"):
        grade(MODULE, tmp_path)


def test_a_notebook_from_elsewhere_is_not_marked(course: Course) -> None:
    import json

    course.hand_in("ada", as_bytes(answers(own("ada"))))
    content = json.loads(course.released.read_text(encoding="utf-8"))
    del content["metadata"]["caseroom"]
    course.released.write_text(json.dumps(content))
    with pytest.raises(GradeProblem, match="does not say which family was given"):
        grade(MODULE, course.root)


def test_a_reflection_waits_and_a_persons_level_counts(course: Course) -> None:
    course.hand_in("ada", as_bytes(answers(own("ada"))))
    grade(MODULE, course.root)
    (spec,) = BY_HAND
    with Gradebook(f"sqlite:///{course.root / 'gradebook.db'}") as book:
        waits = book.find_grade(f"test_{spec.exercise}", MODULE, MODULE, "ada")
        assert waits.needs_manual_grade and waits.score == 0.0
        waits.manual_score, waits.needs_manual_grade = spec.points * 3 / 4, False  # the third of four levels
        book.db.commit()
    summary = grade(MODULE, course.root)  # marked again: the level stays
    assert summary.submissions[0].score == AUTO + spec.points * 3 / 4
