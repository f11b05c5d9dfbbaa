"""What a tutor decides about a course, and the family that follows from it for each student."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from traitlets import Enum, Int, Unicode
from traitlets.config import Configurable

from simulator.cases import LARGEST_SEED, CaseRef, family_seed, jurisdiction_names, scenario_names
from simulator.content.errors import did_you_mean


class CourseError(Exception):
    """A setting or a notebook that cannot be used: one sentence with a cure, for the tutor."""


class CaseroomCourse(Configurable):
    """The settings in nbgrader_config.py. They are written into the notebook when an assignment is generated."""

    course = Unicode("", help="The course's name, as students know it.").tag(config=True)
    family = Enum(
        ["same", "own"], "same", help="“same”: one family for everybody. “own”: each student gets their own."
    ).tag(config=True)
    scenario = Unicode("school_worry", help="What the case is about: see `caseroom case --help`.").tag(config=True)
    jurisdiction = Unicode("england", help="Where it plays: terms, dates, standards.").tag(config=True)
    seed = Int(7, help="Which family, when everybody gets the same: any whole number from 0.").tag(config=True)
    mode = Enum(
        ["practice", "assessment"], "practice", help="“assessment”: students cannot ask for their marks before."
    ).tag(config=True)

    def given(self) -> Given:
        """The settings, checked. Raises CourseError."""
        for what, name, known in (
            ("scenario", self.scenario, scenario_names()),
            ("jurisdiction", self.jurisdiction, jurisdiction_names()),
        ):
            if name not in known:
                raise CourseError(
                    f"nbgrader_config.py: CaseroomCourse.{what}: there is no “{name}”. {did_you_mean(name, known)}"
                )
        if not 0 <= self.seed <= LARGEST_SEED:
            raise CourseError(
                f"nbgrader_config.py: CaseroomCourse.seed: a family's number is from 0 to {LARGEST_SEED:,}; "
                f"{self.seed} is not."
            )
        return Given(self.course, self.family, self.scenario, self.jurisdiction, self.seed, self.mode)


@dataclass(frozen=True)
class Given:
    """What was given out: the settings as they stand in the released notebook."""

    course: str
    family: str  # "same" or "own"
    scenario: str
    jurisdiction: str
    seed: int
    mode: str  # "practice" or "assessment"

    def ref(self, student: str) -> CaseRef:
        """The family a student was given. ``student`` is nbgrader's id of the student."""
        seed = family_seed(self.course, student) if self.family == "own" else self.seed
        return CaseRef(scenario=self.scenario, jurisdiction=self.jurisdiction, seed=seed)

    def to_dict(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def read(cls, metadata: Mapping[str, Any]) -> tuple[str, Given]:
        """The module's name and what was given, from a released notebook's metadata. Raises CourseError."""
        try:
            return str(metadata["caseroom"]["module"]), cls(**metadata["caseroom"]["course"])
        except (KeyError, TypeError):
            raise CourseError(
                "The released notebook does not say which family was given. "
                "Run `nbgrader generate_assignment` with Caseroom's nbgrader_config.py and release it again."
            ) from None
