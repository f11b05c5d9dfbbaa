"""One broken file per rule, with the exact message its author must get.

The first line of each file holds the message; ``pytest --update-golden`` writes it anew: read the difference.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from simulator.cases import REFERENCE_DATE, make_case, profile, profile_terms
from simulator.cases.checks import check_scenario
from simulator.cases.coherence import refuse_contradictions
from simulator.cases.jurisdiction import Profile
from simulator.cases.scenario import ScenarioSpec
from simulator.cases.story import Story
from simulator.content.errors import ContentError
from simulator.content.loader import Source
from simulator.exercises import module as exercise_module
from simulator.exercises import read_spec
from simulator.exercises.base import Unfit, types

HERE = Path(__file__).parent
FILES = sorted((HERE / "refused").glob("*.yaml"))


def read(path: Path) -> None:
    source = Source(path)
    if path.stem.startswith("exercise_"):
        read_spec(source)
        return
    if path.stem.startswith("jurisdiction_"):
        source.read(Profile)
        return
    spec = source.read(ScenarioSpec)
    problems = check_scenario(source, spec, profile_terms())
    if problems:
        raise ContentError(problems)
    for seed in range(3):
        refuse_contradictions(Story(spec, profile("england"), seed, REFERENCE_DATE).tell())


def messages(path: Path) -> list[str]:
    try:
        read(path)
    except ContentError as e:
        return [str(p).replace(p.file, path.name) for p in e.problems]
    return []


def test_the_sound_file_is_read() -> None:
    assert messages(HERE / "tiny.yaml") == []


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_refused(path: Path, update_golden: bool) -> None:
    found = messages(path)
    assert found, "this file must be refused"
    first = "# expects: " + " | ".join(found)
    text = path.read_text(encoding="utf-8")
    if update_golden:
        path.write_text(first + "\n" + text.split("\n", 1)[1], encoding="utf-8")
    else:
        assert text.split("\n", 1)[0] == first


def test_every_mistake_at_once() -> None:
    text = (HERE / "tiny.yaml").read_text(encoding="utf-8")
    text = (
        text.replace("about: child", "about: chld")
        .replace("place: home", "place: hom")
        .replace("{mother} opens", "{mohter} opens")
    )
    path = HERE / "refused" / "three.tmp"
    path.write_text(text, encoding="utf-8")
    try:
        found = messages(path)
    finally:
        path.unlink()
    assert len(found) == 3
    assert all("Did you mean" in f for f in found)


def test_the_whole_course_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Mistakes in a scenario, an exercise and a module are all reported by one check, each with its file."""
    from grading.content import check_everything
    from simulator import cases, exercises
    from simulator.content import places

    root = places.modules().parent
    for folder in ("modules", "dummy_cases"):
        shutil.copytree(root / folder, tmp_path / folder)
    draft = tmp_path / "modules/recording/exercises/first_draft.yaml"
    draft.write_text(draft.read_text(encoding="utf-8").replace("minutes:", "minuets:"), encoding="utf-8")
    head = tmp_path / "modules/recording/module.yaml"
    uuid = next(x for x in draft.read_text(encoding="utf-8").splitlines() if x.startswith("uuid:"))
    lines = [uuid if x.startswith("uuid:") else x for x in head.read_text(encoding="utf-8").splitlines()]
    head.write_text("\n".join(lines), encoding="utf-8")
    for path in (tmp_path / "dummy_cases/scenarios").glob("*.yaml"):
        path.unlink()
    tiny = (HERE / "tiny.yaml").read_text(encoding="utf-8")
    (tmp_path / "dummy_cases/scenarios/tiny.yaml").write_text(
        tiny.replace("about: child", "about: chld"), encoding="utf-8"
    )
    monkeypatch.setattr(places, "_root", lambda: tmp_path)
    for cached in (cases.scenario, cases.profile, cases.profile_terms, exercises.modules):
        cached.cache_clear()
    try:
        found = "\n".join(map(str, check_everything().problems))
    finally:
        for cached in (cases.scenario, cases.profile, cases.profile_terms, exercises.modules):
            cached.cache_clear()
    assert "first_draft.yaml" in found and "“minuets” is not known here. Did you mean “minutes”?" in found
    assert "There is no person or place “chld”. Did you mean “child”?" in found
    assert "This UUID also stands in modules/recording/" in found


def test_an_exercise_a_scenario_cannot_give() -> None:
    spec = exercise_module("recording").exercise("first_draft")
    with pytest.raises(Unfit, match="has no draft “frist”"):
        types()["sort"].build(spec.model_copy(update={"draft": "frist"}), make_case("school_worry", "england", 1))
