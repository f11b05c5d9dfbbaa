"""The confidentiality module from `nbgrader generate_assignment` to `nbgrader export`: right, wrong and dangerous work, in a
course of each jurisdiction.
"""

from __future__ import annotations

import csv
import json
import shutil
from pathlib import Path

import pytest

import grading
from simulator.cases import GENERATOR, CaseRef, jurisdiction_names
from simulator.content import places
from simulator.exercises import module
from simulator.exercises.compose import writing_of
from tests.notebooks.conftest import run
from tests.notebooks.course import Course

NAME = "confidentiality"
SPECS = module(NAME).exercises
BY_HAND = sum(s.points for s in SPECS if s.type == "reflect")
AUTO = float(sum(s.points for s in SPECS) - BY_HAND)
STUDENTS = ("ada", "ben", "cai")


def answers(ref: CaseRef, student: str) -> bytes:
    """Ada is right throughout; Ben is wrong in a known way; Cai is right and sends one message that leaks."""
    case = ref.make()
    kind = "incorrect" if student == "ben" else "correct"
    responses = {}
    for spec in SPECS:
        raw = dict(grading.sample(spec, case, kind).raw)  # type: ignore[arg-type]
        if student == "cai" and spec.exercise == "an_email":
            raw["body"] = writing_of(spec, case).bad  # type: ignore[arg-type]
        responses[spec.exercise] = {"value": raw, "saved_at": "2025-05-06T16:20:00+01:00", "attempts": 1}
    content = {
        "schema": 1,
        "module": NAME,
        "case": {**ref.model_dump(), "generator": GENERATOR},
        "responses": responses,
    }
    return json.dumps(content, ensure_ascii=False).encode()


@pytest.mark.parametrize("jurisdiction", jurisdiction_names())
def test_the_whole_path(jurisdiction: str, tmp_path: Path) -> None:
    ref = CaseRef(scenario="safe_address", jurisdiction=jurisdiction, seed=11)
    root = tmp_path / "course"
    shutil.copytree(places.modules() / NAME, root / "modules" / NAME)
    config = places.config_file().read_text(encoding="utf-8")
    family = f'c.CaseroomCourse.scenario = "safe_address"\nc.CaseroomCourse.jurisdiction = "{jurisdiction}"\nc.CaseroomCourse.seed = 11\n'
    (root / "nbgrader_config.py").write_text(f"{config}\n{family}", encoding="utf-8")
    course = Course(root, tmp_path / "outside")
    run(course, "generate_assignment", NAME)
    assert set(course.everything("release")) == {f"{NAME}/{NAME}.ipynb"}
    for student in STUDENTS:
        folder = root / "submitted" / student / NAME
        folder.mkdir(parents=True)
        shutil.copy(root / "release" / NAME / f"{NAME}.ipynb", folder)
        (folder / "responses.json").write_bytes(answers(ref, student))
    run(course, "autograde", NAME)
    run(course, "generate_feedback", NAME)
    run(course, "export", "--to", "grades.csv")
    with (root / "grades.csv").open(encoding="utf-8", newline="") as file:
        scores = {row["student_id"]: float(row["score"]) for row in csv.DictReader(file)}
    case = ref.make()
    wrong = sum(float(grading.sample(s, case, "incorrect").score or 0) for s in SPECS if s.type != "reflect")
    assert scores["ada"] == pytest.approx(AUTO)
    assert scores["ben"] == pytest.approx(wrong, abs=0.2)
    assert scores["cai"] == pytest.approx(AUTO - module(NAME).exercise("an_email").points)
    page = (root / "feedback" / "cai" / NAME / f"{NAME}.html").read_text(encoding="utf-8")
    assert "Not safe to send" in page
