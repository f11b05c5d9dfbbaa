"""One broken file per rule, with the exact message its author must get.

The first line of each file holds the message; ``pytest --update-golden`` writes it anew: read the difference.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from grading.content import unmade
from simulator.cases import REFERENCE_DATE, jurisdiction_names, make_case, profile, profile_terms
from simulator.cases.call_checks import check_call
from simulator.cases.call_specs import CallSpec
from simulator.cases.checks import check_scenario
from simulator.cases.coherence import refuse_contradictions
from simulator.cases.jurisdiction import Profile
from simulator.cases.redaction_specs import RedactionSpec
from simulator.cases.redactions import _Telling as RedactionTelling
from simulator.cases.redactions import check_redaction
from simulator.cases.scenario import ScenarioSpec
from simulator.cases.situation_checks import check_situation
from simulator.cases.situation_specs import SituationSpec
from simulator.cases.situations import _Telling as SituationTelling
from simulator.cases.story import Story
from simulator.cases.writings import Unreachable
from simulator.content.errors import ContentError, Problem
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
    if path.stem.startswith(("situation_", "tiny_situation")):
        refuse(check_situation(source, source.read(SituationSpec)))
        return
    if path.stem.startswith(("call_", "tiny_call")):
        refuse(check_call(source, source.read(CallSpec)))
        return
    if path.stem.startswith(("redaction_", "tiny_redaction")):
        refuse(check_redaction(source, source.read(RedactionSpec)))
        return
    spec = source.read(ScenarioSpec)
    refuse(check_scenario(source, spec, profile_terms()))
    for seed in range(3):
        try:
            case = Story(spec, profile("england"), seed, REFERENCE_DATE).tell()
        except Unreachable as e:
            raise ContentError([unmade(source, f"england, family {seed}", e)]) from e
        refuse_contradictions(case)


def refuse(problems: list[Problem]) -> None:
    if problems:
        raise ContentError(problems)


def messages(path: Path) -> list[str]:
    try:
        read(path)
    except ContentError as e:
        return [str(p).replace(p.file, path.name) for p in e.problems]
    return []


@pytest.mark.parametrize("name", ["tiny", "tiny_situation", "tiny_redaction", "tiny_call"])
def test_the_sound_file_is_read(name: str) -> None:
    assert messages(HERE / f"{name}.yaml") == []


def test_the_sound_situation_and_redaction_can_be_told() -> None:
    situation = Source(HERE / "tiny_situation.yaml").read(SituationSpec)
    redaction = Source(HERE / "tiny_redaction.yaml").read(RedactionSpec)
    for jurisdiction in jurisdiction_names():
        for seed in range(1, 5):
            case = make_case("school_worry", jurisdiction, seed)
            told = SituationTelling(situation, case).tell()
            assert [len(p.questions) for p in told.parts] == [5, 2]
            assert all(q.due or q.of("right") for q in told.questions)
            page = RedactionTelling(redaction, case).tell()
            assert [t.worth for t in page.things] == ["go", "go", "may", "keep"]


def test_every_rule_is_broken_somewhere() -> None:
    """Every message of the rules for situations, redactions and messages to write stands in one of the files."""
    expected = " ".join(p.read_text(encoding="utf-8").split("\n", 1)[0] for p in FILES)
    rules = [
        "The file is called", "has no standard", "There are two parts", "Every family has", "There is no strand",
        "There is no option of", "is the name of something else", "A release names nothing here", "There is no item",
        "There is no person", "There is no time", "in some families that need it", "has one answer, of a scale",
        "What a release covers is worked out", "and it may be right here", "There are two questions",
        "There is no drawing for this spot", "Nobody has drawn", "has this place in the drawing too", "needs “due”",
        "There is no clock", "There is no scale", "is not one of the answers", "No answer is right",
        "There is nothing to choose from", "An order needs “first”",
        "has no places", "is no kind that must go", "There are two texts", "A mark is not whole", "has no words",
        "is neither a kind nor a thing", "is a kind already", "There is no kind", "Nothing in the text is",
        "Nothing in this text must go",
        "A request with “items” needs “stands_on”", "may be told and must not be told", "for this email", "for this text",
        "for this voicemail", "for this letter", "is not in some families that have this",
        "There is a moment", "There is a strand", "No ending is right", "There is no state", "There is no value of",
        "There is no moment or ending", "There is no one in the lobby", "Saying nothing is always possible",
        "Saying nothing must always lead on", "has no “log”", "No mark looks for", "does not say why", "and no mark knows",
        "There is no sight", "has no name", "is not told in words", "There is no tile", "Nothing is marked",
        "This looks for nothing", "There is no step that anything takes", "Nothing leads to this moment",
        "Nothing leads to this ending", "leads round in a circle",
    ]  # fmt: skip
    assert [rule for rule in rules if rule not in expected] == []


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
