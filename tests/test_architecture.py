"""The arrows of the house: who may import whom, and what importing grading must not drag in."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
LEVELS = {  # a package may import those on lower levels, and itself
    "content": 0,
    "cases": 1,
    "exercises": 2,
    "authors": 3,
    "views": 3,
    "records": 3,
    "responses": 3,
    "coverage": 3,
    "desk": 4,
    "workshop": 5,
    "launch": 6,
    "commands": 7,
    "cli": 8,
}
GRADING_READS = {"simulator.cases", "simulator.exercises", "simulator.content"}
NBGRADER_READS = GRADING_READS | {"simulator.views", "simulator.responses"}


def imports(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {a.name for a in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            assert node.level == 0, f"{path}: relative imports hide the arrows"
            found |= {node.module, *(f"{node.module}.{a.name}" for a in node.names)}
    return found


def files(package: str) -> list[Path]:
    return sorted((ROOT / package).rglob("*.py"))


@pytest.mark.parametrize("path", files("simulator"), ids=lambda p: str(p.relative_to(ROOT)))
def test_arrows_inside_the_simulator(path: Path) -> None:
    part = path.relative_to(ROOT / "simulator").parts[0].removesuffix(".py")
    if part == "__init__":
        return
    assert part in LEVELS, f"{part} is new: give it a level in this test and in CONTRIBUTING.md"
    for name in imports(path):
        pieces = name.split(".")
        if pieces[0] == "simulator" and len(pieces) > 1 and pieces[1] in LEVELS:
            here, there = LEVELS[part], LEVELS[pieces[1]]
            assert pieces[1] == part or there < here or (here, there) == (3, 3), f"{path.name} imports {name}"
        if pieces[0] == "grading":
            assert part in ("cli", "workshop"), f"{path.name} imports {name}: only cli and workshop may"


def test_levels_beside_each_other_make_no_circle() -> None:
    beside = [p for p, level in LEVELS.items() if level == 3]
    edges = {
        part: {
            name.split(".")[1]
            for path in files("simulator")
            if path.relative_to(ROOT / "simulator").parts[0].removesuffix(".py") == part
            for name in imports(path)
            if name.startswith("simulator.") and name.split(".")[1] in beside and name.split(".")[1] != part
        }
        for part in beside
    }
    while edges:
        free = [p for p, to in edges.items() if not to & edges.keys()]
        assert free, f"these import each other: {edges}"
        for p in free:
            del edges[p]


@pytest.mark.parametrize("path", files("grading"), ids=lambda p: str(p.relative_to(ROOT)))
def test_what_grading_reads(path: Path) -> None:
    allowed = NBGRADER_READS if "nbgrader" in path.relative_to(ROOT).parts else GRADING_READS
    for name in imports(path):
        if name.startswith("simulator"):
            assert ".".join(name.split(".")[:2]) in allowed | {"simulator"}, f"{path.name} imports {name}"


def test_only_content_reads_yaml() -> None:
    for package in ("simulator", "grading"):
        for path in files(package):
            if "content" not in path.relative_to(ROOT).parts[:2]:
                assert "yaml" not in imports(path), f"{path} reads YAML itself"


@pytest.mark.parametrize("package", ["grading", "simulator.cases", "simulator.exercises"])
def test_importing_drags_in_no_host(package: str) -> None:
    code = f"""import sys, importlib
importlib.import_module({package!r})
if {package!r} == 'grading':
    import grading.sort, grading.spot, grading.note
heavy = [m for m in sys.modules if m.split('.')[0] in ('nbgrader', 'jupyter_server', 'ipywidgets', 'anywidget', 'voila', 'IPython', 'tornado')]
assert not heavy, heavy"""
    subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT)


def test_types_have_a_spec_a_template_and_a_marker() -> None:
    from simulator.exercises.base import types

    for name in types():
        assert (ROOT / "simulator" / "views" / f"{name}.html.j2").is_file(), f"{name} has no template"
        assert (ROOT / "grading" / f"{name}.py").is_file(), f"{name} has no marker"
