"""Checks all content: files, links, strands, cases played, honest wordings found, samples marked as they say."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from grading.remembered import Remembered
from simulator.cases import jurisdiction_names, make_case, profile, scenario, scenario_names
from simulator.cases.call_reading import read_call
from simulator.cases.calls import call_names, call_spec
from simulator.cases.model import Case
from simulator.cases.redactions import redaction_names, redaction_spec
from simulator.cases.scenario import ScenarioSpec
from simulator.cases.situations import situation_names, situation_spec
from simulator.cases.text import SlotError
from simulator.cases.writings import Unreachable
from simulator.content import places
from simulator.content.errors import ContentError, Problem
from simulator.content.loader import Source, read_model
from simulator.exercises import Module, read_module
from simulator.exercises.base import Spec, Unfit

FAMILIES = 1  # played of every scenario in every jurisdiction; in each jurisdiction others


@dataclass
class Report:
    """What was read and played, and every problem found."""

    problems: list[Problem] = field(default_factory=list)
    files: int = 0
    cases: int = 0
    remembered: int = 0  # scenarios that have not changed since they were found sound


def check_everything(only: str = "", afresh: bool = True) -> Report:
    """Every mistake of every file at once; with ``only``, of the profiles, the modules and that one scenario.

    Unless ``afresh``, a scenario that was found sound and has not changed since, nor anything its verdict rests on, is not
    played again.
    """
    report = Report()
    memory = Remembered()
    modules: list[Module] = []
    for name in jurisdiction_names():
        _collect(report, lambda name=name: profile(name))
        report.files += 1
    jurisdictions_sound = not report.problems
    for folder in sorted(p.parent for p in places.modules().glob("*/module.yaml")):
        report.files += 1 + len(list((folder / "exercises").glob("*.yaml")))
        _collect(report, lambda folder=folder: modules.append(read_module(folder)))
    for names, read in (
        (situation_names(), situation_spec),
        (redaction_names(), redaction_spec),
        (call_names(), call_spec),
    ):
        for name in names:
            report.files += 1
            _collect(report, lambda name=name, read=read: read(name))
    for name in [only] if only else scenario_names():
        report.files += 1
        path = places.dummy_cases() / "scenarios" / f"{name}.yaml"
        if not afresh and memory.knows(path):
            report.remembered += 1
            continue
        if not jurisdictions_sound:  # then only the file's own shape can be checked
            _collect(report, lambda path=path: read_model(path, ScenarioSpec))
            continue
        before = len(report.problems)
        _collect(report, lambda name=name: scenario(name))
        if len(report.problems) == before:
            report.problems += _play(name, modules, report)
        memory.keep(path, sound=len(report.problems) == before)
    memory.write()
    report.problems += _doubles()
    report.problems = sorted(set(report.problems))
    return report


def _collect(report: Report, read: object) -> None:
    try:
        read()  # type: ignore[operator]
    except ContentError as e:
        report.problems += e.problems


def _play(name: str, modules: list[Module], report: Report) -> Iterator[Problem]:
    """Play a scenario in every jurisdiction: no contradiction, honest wordings found, samples marked as they say."""
    file = f"dummy_cases/scenarios/{name}.yaml"
    source = Source(places.dummy_cases() / "scenarios" / f"{name}.yaml")
    for number, jurisdiction in enumerate(jurisdiction_names()):
        for seed in range(1 + number * FAMILIES, 1 + (number + 1) * FAMILIES):
            try:
                case = make_case(name, jurisdiction, seed)
            except ContentError as e:
                yield from e.problems
                continue
            except Exception as e:  # the author's to mend, with its place
                yield unmade(source, f"{jurisdiction}, family {seed}", e)
                continue
            report.cases += 1
            yield from wordings(source, case)
            yield from subjects(source, case)
            yield from calls(case)
            for spec in (s for m in modules for s in m.exercises):
                yield from samples(file, spec, case)


def unmade(source: Source, family: str, why: Exception) -> Problem:
    """A family that cannot be made: nobody’s address for a message; or a slot or a draw that it cannot fill."""
    if isinstance(why, Unreachable):
        return source.problem(why.at, why.problem, why.cure)
    return Problem(source.file, 0, 0, family, f"This family cannot be made: {why}", "")


def wordings(source: Source, case: Case) -> Iterator[Problem]:
    """A fact's own examples: every good one is found, no bad one is."""
    from grading.reading.facts import holds

    for fact in case.key.facts:
        for i, text in enumerate(fact.good):
            if not holds(case, fact, text):
                at = ("facts", fact.id, "good", i)
                yield source.problem(at, f"This honest wording is not found: “{text}”", "Widen “found_by”.")
        for i, text in enumerate(fact.bad):
            if holds(case, fact, text):
                at = ("facts", fact.id, "bad", i)
                yield source.problem(at, f"This must not count, and is found: “{text}”", "Tighten “found_by”.")


def subjects(source: Source, case: Case) -> Iterator[Problem]:
    """Subjects that a fact names and the leak scan does not know."""
    from grading.reading.leaks import topic_names
    from simulator.content.errors import did_you_mean

    for fact in case.key.facts:
        for i, text in enumerate(fact.hinted_by):
            if text.startswith("@") and text[1:] not in topic_names():
                at = ("facts", fact.id, "hinted_by", i)
                yield source.problem(at, f"There is no subject “{text[1:]}”", did_you_mean(text[1:], topic_names()))


def calls(case: Case) -> Iterator[Problem]:
    """A slot in a call that nothing fills, for this family."""
    for name in call_names():
        with contextlib.suppress(ContentError):  # its file has mistakes, which are reported with it
            call_spec(name)
            try:
                for _ in read_call(name, case):
                    pass
            except SlotError as e:
                family = f"{case.scenario}, {case.jurisdiction}, family {case.seed}"
                yield Problem(
                    f"dummy_cases/calls/{name}.yaml",
                    0,
                    0,
                    family,
                    f"Nothing fills {e}",
                    "Use a name that every family has, or a “when”.",
                )


def samples(file: str, spec: Spec, case: Case) -> Iterator[Problem]:
    """An exercise that the scenario cannot give, or whose own samples are not marked as they say."""
    from grading.samples import faults

    try:
        for fault in faults(spec, case):
            place = f"{spec.module}/{spec.exercise}, {case.jurisdiction}, family {case.seed}"
            yield Problem(file, 0, 0, place, fault[:1].upper() + fault[1:], "")
    except Unfit as e:
        path = places.modules() / spec.module / "exercises" / f"{spec.exercise}.yaml"
        yield Source(path).problem((e.key,), e.problem, e.cure)
    except ContentError:  # a situation, a redaction or a call with mistakes, which are reported with its file
        return


def _doubles() -> Iterator[Problem]:
    """A UUID that stands in two files."""
    seen: dict[str, str] = {}
    paths: list[Path] = [
        *places.dummy_cases().glob("*/*.yaml"),
        *places.modules().glob("*/*.yaml"),
        *places.modules().glob("*/exercises/*.yaml"),
    ]
    for path in sorted(paths):
        match = re.search(
            r"^uuid: *[\"']?([0-9a-f-]{36})", path.read_text(encoding="utf-8", errors="replace"), re.MULTILINE
        )
        uuid = match[1] if match else None
        if uuid in seen:
            problem = f"This UUID also stands in {seen[uuid]}"
            yield Source(path).problem(("uuid",), problem, "Make a new one for the newer file.")
        elif uuid:
            seen[uuid] = places.shown(path)
