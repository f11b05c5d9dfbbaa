"""Makes cases. ``make_case("school_worry", "england", 7)`` is the same case, byte for byte, on any machine."""

from __future__ import annotations

import gc
from datetime import date
from functools import cache, lru_cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from simulator.cases.draw import family_seed
from simulator.cases.jurisdiction import Profile
from simulator.cases.model import Case
from simulator.cases.record import GENERATOR
from simulator.cases.scenario import ScenarioSpec
from simulator.content import places
from simulator.content.errors import did_you_mean

__all__ = [
    "GENERATOR",
    "Case",
    "CaseRef",
    "UnknownName",
    "family_seed",
    "jurisdiction_names",
    "make_case",
    "profile",
    "scenario_head",
    "scenario_names",
]

REFERENCE_DATE = date(2025, 3, 3)  # cases play in the months after it
LARGEST_SEED = 2**31 - 1


class UnknownName(ValueError):
    """A scenario, jurisdiction or family number there is not. The message says what there is."""


def _names(folder: str) -> list[str]:
    return sorted(p.stem for p in (places.dummy_cases() / folder).glob("*.yaml"))


def scenario_names() -> list[str]:
    """The scenarios there are, by name."""
    return _names("scenarios")


def jurisdiction_names() -> list[str]:
    """The jurisdictions there are, by name."""
    return _names("jurisdictions")


def _file(folder: str, name: str, kind: str) -> Path:
    if name not in _names(folder):
        raise UnknownName(f"There is no {kind} “{name}”. {did_you_mean(name, _names(folder))}".strip())
    return places.dummy_cases() / folder / f"{name}.yaml"


@cache
def profile(name: str) -> Profile:
    """A jurisdiction's profile. Raises UnknownName; ContentError when its file has mistakes."""
    from simulator.content.loader import read_model

    return read_model(_file("jurisdictions", name, "jurisdiction"), Profile)


@cache
def scenario(name: str) -> ScenarioSpec:
    """A scenario as its author wrote it. Raises UnknownName; ContentError when its file has mistakes."""
    from simulator.cases.checks import check_scenario
    from simulator.content.errors import ContentError
    from simulator.content.loader import Source

    source = Source(_file("scenarios", name, "scenario"))
    spec = source.read(ScenarioSpec)
    problems = check_scenario(source, spec, profile_terms())
    if problems:
        raise ContentError(problems)
    gc.freeze()  # content lives as long as the process: the collector need not walk it again for every case
    return spec


@cache
def profile_terms() -> dict[str, frozenset[str]]:
    """What every jurisdiction offers a scenario: its terms, kinds of place and clocks."""
    profiles = [profile(n) for n in jurisdiction_names()]
    return {
        "terms": frozenset.intersection(*(frozenset(p.terms) for p in profiles))
        | {f"{a}_agency" for a in profiles[0].agencies},
        "places": frozenset.intersection(*(frozenset(p.places) for p in profiles)) | {"house"},
        "clocks": frozenset.union(*(frozenset(p.clocks) for p in profiles)),
        "languages": frozenset(p.language for p in profiles),
        "jurisdictions": frozenset(p.jurisdiction for p in profiles),
    }


def scenario_head(name: str) -> ScenarioSpec:
    """What a chooser shows of a scenario: .title, .hint, .content_note, .work."""
    return scenario(name)


@lru_cache(maxsize=64)
def make_case(scenario_name: str, jurisdiction: str, seed: int, reference_date: date = REFERENCE_DATE) -> Case:
    """The case of a scenario, a jurisdiction and a family number.

    Raises UnknownName for a name or number there is not, ContentError when the content has mistakes or contradicts itself.
    """
    from simulator.cases.coherence import refuse_contradictions
    from simulator.cases.story import Story

    if not 0 <= seed <= LARGEST_SEED:
        raise UnknownName(f"A family number is from 0 to {LARGEST_SEED:,}; {seed} is not.")
    case = Story(scenario(scenario_name), profile(jurisdiction), seed, reference_date).tell()
    refuse_contradictions(case)
    return case


class CaseRef(BaseModel):
    """Which family: enough to make the whole case again."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    scenario: str = Field(max_length=60)
    jurisdiction: str = Field(max_length=60)
    seed: int = Field(ge=0, le=LARGEST_SEED)

    @property
    def slug(self) -> str:
        """england-school_worry-7: a name for a folder."""
        return f"{self.jurisdiction}-{self.scenario}-{self.seed}"

    def make(self) -> Case:
        return make_case(self.scenario, self.jurisdiction, self.seed)
