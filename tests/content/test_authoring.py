"""The starters are sound under any name, and docs/authoring.md does what it says: its commands, its YAML, its tables."""

from __future__ import annotations

import re
import shlex
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from grading.content import check_everything
from grading.families import check_families
from grading.samples import faults
from simulator import cases, exercises
from simulator.authors.starter import kinds, named, starter
from simulator.cases import checks, jurisdiction_names, make_case, profile_terms
from simulator.cases.exchange_specs import EnclosedSpec, MustSpec, OfferSpec, RequestSpec, UnsaidSpec, WritingSpec
from simulator.cases.scenario import (
    DaySpec,
    DocumentSpec,
    EventSpec,
    FactSpec,
    Option,
    PersonSpec,
    PresenceSpec,
    ScenarioSpec,
)
from simulator.cases.situations import situation_names, tell
from simulator.cases.task_specs import (
    DraftLineSpec,
    EntrySpec,
    JudgementSpec,
    MisquoteSpec,
    NoteLineSpec,
    ToolDraftSpec,
)
from simulator.cli import app
from simulator.content import places
from simulator.content.loader import Source
from simulator.exercises import modules
from tests.content import test_confidentiality_gaming as gaming
from tests.content import test_writings as writings
from tests.content.test_schema import as_editors_do, validator
from tests.content.test_schema import faults as underlined

ROOT = Path(__file__).resolve().parents[2]
DOC = (ROOT / "docs" / "authoring.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```yaml\n(.*?)^```", DOC, re.MULTILINE | re.DOTALL)
FIRST_CHANGE = len(re.findall("^```yaml", DOC[: DOC.index("## Your own scenario")], re.MULTILINE))
EXCHANGES = (RequestSpec, OfferSpec, WritingSpec, MustSpec, UnsaidSpec, EnclosedSpec)
WORKSHEETS = (ToolDraftSpec, DraftLineSpec, MisquoteSpec, NoteLineSpec, EntrySpec, JudgementSpec)
SPECS = (EventSpec, PersonSpec, PresenceSpec, DaySpec, DocumentSpec, Option)
CACHES = (cases.scenario, cases.profile, cases.profile_terms, cases.make_case, exercises.modules)
UUID = "8d1f3a52-7a0e-4a3b-9a55-1f6a2f0f7b99"


@pytest.fixture
def course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy of the course without scenarios, to write into."""
    for folder in ("modules", "dummy_cases"):
        ignore = shutil.ignore_patterns("scenarios")
        shutil.copytree(places.modules().parent / folder, tmp_path / folder, ignore=ignore)
    (tmp_path / "dummy_cases/scenarios").mkdir()
    monkeypatch.setattr(places, "_root", lambda: tmp_path)
    for cached in CACHES:
        cached.cache_clear()
    yield tmp_path
    monkeypatch.undo()
    for cached in CACHES:
        cached.cache_clear()


def problems(name: str, families: int) -> list[str]:
    report = check_everything(name)
    if not report.problems:
        check_families(report, [name], families, 1, lambda *_: None)
    return [str(p) for p in report.problems]


# --- the starters ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("work", kinds())
@pytest.mark.parametrize("name", ["late_bus", "my_first", "x"])
def test_a_starter_is_sound_under_any_name(course: Path, work: str, name: str) -> None:
    (course / f"dummy_cases/scenarios/{name}.yaml").write_text(named(starter(work), name, UUID), encoding="utf-8")
    assert problems(name, 60) == []
    for jurisdiction in jurisdiction_names():
        for seed in range(5):
            case = make_case(name, jurisdiction, seed)
            assert case.work == work
            found = [f for m in modules() for spec in m.exercises for f in faults(spec, case)]
            assert found == [], (jurisdiction, seed)


@pytest.mark.parametrize("work", kinds())
def test_a_starters_requests_and_messages_are_as_they_should_be(course: Path, work: str) -> None:
    """By the same rules as every scenario's: what counts, what lets something out, and that guessing is pointless."""
    (course / "dummy_cases/scenarios/mine.yaml").write_text(named(starter(work), "mine", UUID), encoding="utf-8")
    writings.test_every_family_has_one_of_each_kind("mine")
    writings.test_a_bad_message_lets_something_out_or_says_too_much("mine")
    writings.test_honest_wordings_count_and_near_misses_do_not("mine")
    writings.test_requests_have_something_to_decide("mine")
    for request in gaming.REQUESTS:
        gaming.test_everything_shared_and_nothing_shared("mine", request)
    for message in gaming.MESSAGES:
        gaming.test_a_message_is_written_to_somebody("mine", message)
    gaming.test_a_leak_outweighs_everything("mine")


def sizes(scenario: str, seeds: int) -> dict[str, set[tuple[int, int]]]:
    """Of every situation how many parts and questions a scenario's families get."""
    made = [make_case(scenario, j, seed) for j in jurisdiction_names() for seed in range(1, seeds + 1)]
    told = {name: [tell(name, case) for case in made] for name in situation_names()}
    return {name: {(len(t.parts), len(t.questions)) for t in row} for name, row in told.items()}


@pytest.fixture(scope="module")
def usual() -> dict[str, set[tuple[int, int]]]:
    """What the course's own scenarios get: one of children, with a parent or a carer, and one of adults."""
    here = [sizes(name, 12) for name in ("family_time", "crisis")]
    return {name: here[0][name] | here[1][name] for name in here[0]}


@pytest.mark.parametrize("work", kinds())
def test_a_new_scenario_gets_every_situation_whole(
    usual: dict[str, set[tuple[int, int]]], course: Path, work: str
) -> None:
    """No situation knows a scenario by its name: a new one gets as many questions."""
    (course / "dummy_cases/scenarios/mine.yaml").write_text(named(starter(work), "mine", UUID), encoding="utf-8")
    mine = sizes("mine", 4)
    assert mine.keys() == usual.keys() and len(mine) > 10
    other = {
        name: sorted(s for s in found if not min(usual[name]) <= s <= max(usual[name])) for name, found in mine.items()
    }
    assert {name: found for name, found in other.items() if found} == {}


@pytest.mark.parametrize("work", kinds())
def test_a_starter_shows_every_part(work: str) -> None:
    data = Source(places.dummy_cases() / "starters" / f"{work}.yaml").data
    assert set(data) >= ScenarioSpec.model_fields.keys() - {"for_", "also_named"}
    assert {f["kind"] for f in data["facts"].values()} == {"observed", "reported", "opinion", "derived", "open"}
    shown = {f.get("record") for f in data["facts"].values()}
    assert shown >= {"must", "may", "must_not", "restricted", "only_with", "open"}
    assert {"keep_from", "third_party", "turned_by"} <= {key for f in data["facts"].values() for key in f}
    assert len(data["strands"]) == 2 and all(len(options) == 2 for options in data["strands"].values())
    assert len(data["people"]) == 5
    offers = [o["is"] for q in data["requests"].values() for o in q["items"].values()]
    assert set(offers) == {"needs", "may", "extra", "never"}
    assert {"half", "stands_also", "stands_half", "tell_also"} <= {key for q in data["requests"].values() for key in q}
    assert {"received", "book", "enclosed", "hours", "must_not", "unsaid", "subject"} <= {
        key for w in data["writing"].values() for key in w
    }


@pytest.mark.parametrize("work", kinds())
def test_a_starters_editor_finds_the_schema(work: str) -> None:
    first = starter(work).split("\n", 1)[0]
    path = re.fullmatch(r"# yaml-language-server: \$schema=(\S+)", first)
    assert path and (ROOT / "dummy_cases" / "scenarios" / path[1]).resolve() == ROOT / "docs/schema/scenario.json"


# --- the document --------------------------------------------------------------------------------------------


def put(into: Any, what: Any) -> Any:
    """An author's block written into a file: names join names, entries join a list, by their id where they have one."""
    if isinstance(into, dict) and isinstance(what, dict):
        return into | {key: put(into[key], value) if key in into else value for key, value in what.items()}
    if isinstance(into, list) and isinstance(what, list):
        out = list(into)
        for item in what:
            id = item.get("id") if isinstance(item, dict) else None
            at = next((i for i, x in enumerate(out) if id and isinstance(x, dict) and x.get("id") == id), None)
            if at is None:
                out.append(item)
            else:
                out[at] = put(out[at], item)
        return out
    return what


class Lists(yaml.SafeLoader):
    """All scalars as text, as our own loader has them."""


Lists.yaml_implicit_resolvers = {}


def written(blocks: list[str], path: Path) -> Path:
    data = yaml.load(named(starter("children"), "my_first", UUID), Loader=Lists)
    for block in blocks:
        data = put(data, yaml.load(block, Loader=Lists))
    path.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=1000), encoding="utf-8")
    return path


def test_the_first_change_does_what_the_document_says(course: Path) -> None:
    path = course / "dummy_cases/scenarios/my_first.yaml"
    assert FIRST_CHANGE == 7
    written(BLOCKS[:1], path)
    assert any("In this case the moment alone is empty" in p for p in problems("my_first", 60))
    for cached in CACHES:
        cached.cache_clear()
    written(BLOCKS[:FIRST_CHANGE], path)
    assert problems("my_first", 60) == []
    drawn = {dict(make_case("my_first", "england", seed).key.strands)["why"] for seed in range(20)}
    assert drawn == {"door", "key", "glasses"}
    for seed in range(20):
        assert all(len(d.statements) == 8 for d in make_case("my_first", "wales", seed).drafts)


@pytest.mark.parametrize("number", range(len(BLOCKS)))
def test_every_block_fits_its_place(number: int, tmp_path: Path) -> None:
    """As an editor sees it and as the check does; links and slots too, beside all the other blocks."""
    alone = written([BLOCKS[number]], tmp_path / "alone.yaml")
    assert underlined("scenario", as_editors_do(alone.read_text(encoding="utf-8"))) == []
    assert set(as_editors_do(BLOCKS[number])) <= set(validator("scenario").schema["properties"])


def test_all_blocks_together_have_no_wrong_link(tmp_path: Path) -> None:
    source = Source(written(BLOCKS, tmp_path / "my_first.yaml"))
    found = checks.check_scenario(source, source.read(ScenarioSpec), profile_terms())
    assert [str(p) for p in found] == []


EXCHANGE = DOC.split("### Messages, requests, near-breaches\n", 1)[1].split("\n### ")[0]


def test_the_messages_and_requests_as_the_document_has_them_are_sound(course: Path) -> None:
    """Its blocks written into the starter: every exercise can be given; its own messages are marked as it says."""
    blocks = re.findall(r"^```yaml\n(.*?)^```", EXCHANGE, re.MULTILINE | re.DOTALL)
    people = [b for b in BLOCKS if b.startswith("people:\n  grandmother:")]
    assert (len(people), len(blocks)) == (1, 2)
    written([*people, *blocks], course / "dummy_cases/scenarios/my_first.yaml")
    assert problems("my_first", 60) == []
    writings.test_honest_wordings_count_and_near_misses_do_not("my_first")
    writings.test_requests_have_something_to_decide("my_first")
    alone = yaml.load("\n".join(blocks[1:]), Loader=Lists)["writing"]
    assert alone.keys() == {"to_gran"}  # of two letters the earlier is asked for: let there be only this one
    data = yaml.load((course / "dummy_cases/scenarios/my_first.yaml").read_text(encoding="utf-8"), Loader=Lists)
    data["writing"] = {k: w for k, w in data["writing"].items() if w["channel"] != "letter"} | alone
    text = yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=1000)
    (course / "dummy_cases/scenarios/my_second.yaml").write_text(
        text.replace("my_first", "my_second"), encoding="utf-8"
    )
    for cached in CACHES:
        cached.cache_clear()
    writings.test_every_family_has_one_of_each_kind("my_second")
    writings.test_a_bad_message_lets_something_out_or_says_too_much("my_second")
    for jurisdiction in jurisdiction_names():
        found = [f for m in modules() for s in m.exercises for f in faults(s, make_case("my_second", jurisdiction, 3))]
        assert found == [], jurisdiction


def test_messages_and_requests_are_described_whole() -> None:
    """Every key an author may write in them."""
    missing = [
        f"{model.__name__}.{field.alias or name}"
        for model in EXCHANGES
        for name, field in model.model_fields.items()
        if not re.search(rf"\b{field.alias or name}\b", EXCHANGE)
    ]
    assert missing == [], "docs/authoring.md does not say that one may write these"


SMALLER = DOC.split("### The smaller exercises\n", 1)[1].split("\n## ")[0]


def test_the_smaller_exercises_as_the_document_has_them_are_sound(course: Path) -> None:
    """Its blocks written into the starter, together and beside what is there: every exercise can be given and is marked."""
    blocks = re.findall(r"^```yaml\n(.*?)^```", SMALLER, re.MULTILINE | re.DOTALL)
    assert len(blocks) == 5
    written(blocks, course / "dummy_cases/scenarios/my_first.yaml")
    assert problems("my_first", 60) == []


def test_the_smaller_exercises_are_described_whole() -> None:
    """Every key an author may write in them, and every choice there is."""
    for model in WORKSHEETS:
        for name, field in model.model_fields.items():
            key = field.alias or name
            assert re.search(rf"`{key}`|\b{key}:", SMALLER), f"{model.__name__}.{key}"
            for word in getattr(field.annotation, "__args__", ()):
                if isinstance(word, str) and word:
                    assert re.search(rf"\b{word}\b", SMALLER), f"{model.__name__}.{key}: {word}"


def commands() -> list[str]:
    lines = [line[2:] for line in re.findall(r"^\$ .*$", DOC, re.MULTILINE)]
    return [x for x in [*lines, *re.findall(r"`(caseroom [^`]*)`", DOC)] if x.startswith("caseroom ")]


@pytest.mark.parametrize("command", sorted(set(commands())))
def test_every_command_is_there_with_its_options(command: str) -> None:
    import typer

    words = shlex.split(command.split(" > ")[0])[1:]
    here: Any = typer.main.get_command(app)
    while hasattr(here, "commands"):
        assert words and words[0] in here.commands, command
        here = here.commands[words.pop(0)]
    known = {o for p in here.params for o in (*p.opts, *p.secondary_opts)}
    assert {w for w in words if w.startswith("-")} <= known, command


def rows(heading: str) -> list[str]:
    """The first cells of the tables under a heading."""
    part = DOC.split(f"## {heading}\n", 1)[1].split("\n## ")[0].split("\n### ")[0]
    return [line.split("|")[1] for line in part.split("\n") if line.startswith("|") and not line.startswith("|-")]


def test_the_tables_of_slots_are_whole() -> None:
    shown: dict[str, set[str]] = {}
    for cell in rows("Slots"):
        for name, word in re.findall(r"\{([a-z]+)\.(\w+)\}", cell):
            shown.setdefault(name, set()).add(word)
    person = shown["mother"] | shown["child"] | shown["x"]
    assert person == set(checks.PERSON)
    assert shown["nurse"] | shown["x"] == set(checks.PROFESSIONAL)
    assert shown["home"] == set(checks.PLACE)
    assert shown["visit"] == set(checks.EVENT)
    assert {"said", "words", "w", "t"} <= shown.keys()


def test_the_table_of_a_fact_is_whole() -> None:
    part = DOC.split("### Facts\n", 1)[1].split("### The scene")[0]
    first = "".join(line.split("|")[1] for line in part.split("\n") if line.startswith("|"))
    names = {f.alias or name for name, f in FactSpec.model_fields.items()}
    assert set(re.findall(r"`(\w+)`", first)) >= names
    for key in ("kind", "record", "sensitivity", "sense"):
        annotation = FactSpec.model_fields[key].annotation
        for word in getattr(annotation, "__args__", ()):
            assert f"`{word}`" in part, (key, word)


def test_what_is_refused_is_said_in_these_words() -> None:
    sources = [
        p
        for folder in ("simulator/cases", "simulator/content", "simulator/exercises", "grading")
        for p in (ROOT / folder).rglob("*.py")
    ]
    sources += (ROOT / "tests" / "content" / "refused").glob("*.yaml")  # what is put together from pieces
    code = " ".join(p.read_text(encoding="utf-8") for p in sources)
    cells = rows("What is refused, and what to do")[1:]
    assert len(cells) > 25
    for cell in cells:
        for said in cell.split(" · "):
            for piece in re.split(r"“?…”?|\{…\}|“|”", said.replace("“They is”", "")):
                if len(piece.strip(" ,?.")) > 5:
                    assert piece.strip(" ,?.") in code, f"no message says “{piece.strip()}”"


def test_the_document_names_every_part() -> None:
    missing = [
        f"{model.__name__}.{field.alias or name}"
        for model in (ScenarioSpec, *SPECS)
        for name, field in model.model_fields.items()
        if not re.search(rf"\b{field.alias or name}\b", DOC)
    ]
    assert missing == [], "docs/authoring.md does not say that one may write these"


def test_it_links_to_nothing_outside() -> None:
    links = re.findall(r"\]\(([^)]+)\)", DOC)
    assert links and all((ROOT / "docs" / link).is_file() for link in links)
    assert "http" not in DOC
