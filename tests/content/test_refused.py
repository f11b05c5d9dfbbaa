"""One broken file per rule, with the exact message its author must get.

The first line of each file holds the message; ``pytest --update-golden`` writes it anew: read the difference.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from simulator.cases import REFERENCE_DATE, profile, profile_terms
from simulator.cases.checks import check_scenario
from simulator.cases.coherence import refuse_contradictions
from simulator.cases.scenario import ScenarioSpec
from simulator.cases.story import Story
from simulator.content.errors import ContentError
from simulator.content.loader import Source

HERE = Path(__file__).parent
FILES = sorted((HERE / "refused").glob("*.yaml"))


def read(path: Path) -> None:
    source = Source(path)
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
