"""The later modules from `nbgrader generate_assignment` to `nbgrader export`: right, wrong and dangerous work, in a course of
each jurisdiction.
"""

from __future__ import annotations

import csv
import json
import random
import shutil
from pathlib import Path

import pytest

import grading
from simulator.cases import GENERATOR, CaseRef, jurisdiction_names
from simulator.cases.model import Case
from simulator.content import places
from simulator.exercises import compose, meeting, module
from simulator.exercises.base import Spec
from simulator.exercises.compose import writing_of
from tests.notebooks.conftest import run
from tests.notebooks.course import Course

STUDENTS = ("ada", "ben", "cai")
# in which exercise Cai puts somebody at risk, and what the feedback says of it
RISKS = {
    "confidentiality": ("an_email", "Not safe to send"),
    "online_meetings": ("a_safe_word", "Somebody was put at risk"),
}


def dangerous(spec: Spec, case: Case) -> dict[str, str | list[str]]:
    """Right, but for one thing that puts somebody at risk."""
    if isinstance(spec, compose.Spec):
        return {**grading.sample(spec, case, "correct").raw, "body": writing_of(spec, case).bad}
    assert isinstance(spec, meeting.Spec)
    luck = random.Random(1)
    while True:
        play, harm = meeting.playing(spec, case), False
        while not play.ending:
            offered = play.offered()
            never = [v for v, (_, act) in offered.items() if act.is_ == "never"]
            value = luck.choice(never or list(offered))
            harm |= bool(never)
            play.do(value)
        if harm:
            return {"log": [d.value for d in play.record.did]}


def answers(name: str, ref: CaseRef, student: str) -> dict[str, dict[str, str | list[str]]]:
    """Ada is right throughout; Ben is wrong in a known way; Cai is right and puts somebody at risk once."""
    case = ref.make()
    kind = "incorrect" if student == "ben" else "correct"
    raw = {s.exercise: dict(grading.sample(s, case, kind).raw) for s in module(name).exercises}  # type: ignore[arg-type]
    if student == "cai":
        raw[RISKS[name][0]] = dangerous(module(name).exercise(RISKS[name][0]), case)
    return raw


def as_handed_in(name: str, ref: CaseRef, raw: dict[str, dict[str, str | list[str]]]) -> bytes:
    at = "2025-05-06T16:20:00+01:00"
    content = {
        "schema": 1,
        "module": name,
        "case": {**ref.model_dump(), "generator": GENERATOR},
        "responses": {exercise: {"value": value, "saved_at": at, "attempts": 1} for exercise, value in raw.items()},
    }
    return json.dumps(content, ensure_ascii=False).encode()


@pytest.mark.parametrize("jurisdiction", jurisdiction_names())
@pytest.mark.parametrize("name", RISKS)
def test_the_whole_path(name: str, jurisdiction: str, tmp_path: Path) -> None:
    ref = CaseRef(scenario="safe_address", jurisdiction=jurisdiction, seed=11)
    case, specs = ref.make(), module(name).exercises
    auto = float(sum(s.points for s in specs if s.type != "reflect"))
    root = tmp_path / "course"
    shutil.copytree(places.modules() / name, root / "modules" / name)
    config = places.config_file().read_text(encoding="utf-8")
    family = f'c.CaseroomCourse.scenario = "safe_address"\nc.CaseroomCourse.jurisdiction = "{jurisdiction}"\nc.CaseroomCourse.seed = 11\n'
    (root / "nbgrader_config.py").write_text(f"{config}\n{family}", encoding="utf-8")
    course = Course(root, tmp_path / "outside")
    run(course, "generate_assignment", name)
    assert set(course.everything("release")) == {f"{name}/{name}.ipynb"}
    raw = {student: answers(name, ref, student) for student in STUDENTS}
    for student in STUDENTS:
        folder = root / "submitted" / student / name
        folder.mkdir(parents=True)
        shutil.copy(root / "release" / name / f"{name}.ipynb", folder)
        (folder / "responses.json").write_bytes(as_handed_in(name, ref, raw[student]))
    run(course, "autograde", name)
    run(course, "generate_feedback", name)
    run(course, "export", "--to", "grades.csv")
    with (root / "grades.csv").open(encoding="utf-8", newline="") as file:
        scores = {row["student_id"]: float(row["score"]) for row in csv.DictReader(file)}
    wrong = sum(grading.mark(s, case, raw["ben"][s.exercise]).score for s in specs if s.type != "reflect")
    risky = module(name).exercise(RISKS[name][0])
    harm = grading.mark(risky, case, raw["cai"][risky.exercise]).score
    assert scores["ada"] == pytest.approx(auto)
    assert scores["ben"] == pytest.approx(wrong, abs=0.2)
    assert wrong < auto / 2 or name == "confidentiality"
    assert scores["cai"] == pytest.approx(auto - risky.points + harm, abs=0.02)
    assert harm <= risky.points / 2
    page = (root / "feedback" / "cai" / name / f"{name}.html").read_text(encoding="utf-8")
    assert RISKS[name][1] in page
