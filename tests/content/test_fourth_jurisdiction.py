"""A fourth jurisdiction is one more YAML file: every scenario plays in it, by every rule, and no code knows its name."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from simulator import cases
from simulator.cases.coherence import every_fault
from simulator.content import places

SEEDS = range(1, 9)


def forget() -> None:
    for known in (cases.profile, cases.scenario, cases.profile_terms, cases.make_case):
        known.cache_clear()


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A place whose dates, clock, holidays, names and terms are mixed as nowhere else."""
    folder = tmp_path_factory.mktemp("content") / "dummy_cases"
    shutil.copytree(places.dummy_cases(), folder)
    new = yaml.safe_load((folder / "jurisdictions" / "england.yaml").read_text(encoding="utf-8"))
    new |= {
        "jurisdiction": "elsewhere",
        "uuid": "7b0b3f0a-54a5-4d0e-9a0e-3c2b1e6f0a11",
        "title": "Elsewhere",
        "date_order": "mdy",
        "clock": 12,
        "country": "NZ",
        "subdivision": "WGN",
        "names": {"en_IE": 5, "pt_PT": 2, "ro_RO": 1, "id_ID": 2},
        "file_no": "E/#####",
        "towns": ["Quillmouth", "Sedgeholm", "Tarnfleet", "Underwick", "Vintercombe", "Wexholme"],
    }
    new["terms"] |= {"social_worker": "case worker", "gp": "family doctor", "mum": "mam", "emergency_number": "111"}
    new["wording"] = {"mum": "mam", "settee": "divan"}
    new["clocks"] = {"typing_up": new["clocks"]["typing_up"] | {"days": 3}}
    (folder / "jurisdictions" / "elsewhere.yaml").write_text(yaml.safe_dump(new, allow_unicode=True), encoding="utf-8")
    patch = pytest.MonkeyPatch()
    patch.setattr(places, "dummy_cases", lambda: folder)
    forget()
    yield "elsewhere"
    patch.undo()
    forget()


@pytest.mark.parametrize("scenario", cases.scenario_names())
def test_every_scenario_plays_in_it(elsewhere: str, scenario: str) -> None:
    assert elsewhere in cases.jurisdiction_names()
    for seed in SEEDS:
        case = cases.make_case(scenario, elsewhere, seed)
        assert list(every_fault(case)) == [], seed
        assert case.file_no.startswith("E/")
        assert all(d.what == cases.profile(elsewhere).clocks["typing_up"].what for d in case.deadlines)


def test_it_is_itself(elsewhere: str) -> None:
    case = cases.make_case("school_worry", elsewhere, 3)
    text = " ".join(d.body for d in case.documents) + " ".join(m.text for m in case.scene)
    assert " mum" not in text
    assert any(p.role == "case worker" for p in case.professionals)


def test_no_code_names_a_jurisdiction() -> None:
    """Only content does: the names that a learner meets first are a choice, and stand in one place each."""
    root = Path(cases.__file__).parent
    for path in root.rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        assert "us_washington" not in text and '"wales"' not in text, path.name
