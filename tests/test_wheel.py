"""The wheel: everything the course needs is in it, and it runs outside the checkout."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(out), str(ROOT)]
    subprocess.run(command, check=True, capture_output=True)
    (wheel,) = out.glob("*.whl")
    zipfile.ZipFile(wheel).extractall(out / "site")
    return out / "site"


def run(unpacked: Path, tmp_path: Path, *args: str) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, "PYTHONPATH": str(unpacked), "CASEROOM_DATA": str(tmp_path)}
    return subprocess.run(
        [sys.executable, *args], cwd=tmp_path, env=env, capture_output=True, text=True, encoding="utf-8"
    )


def test_it_is_the_wheel_that_runs_and_its_content_is_whole(unpacked: Path, tmp_path: Path) -> None:
    where = run(
        unpacked, tmp_path, "-c", "import simulator, grading; print(simulator.__file__, grading.__file__)"
    ).stdout
    assert where.count(str(unpacked)) == 2
    done = run(unpacked, tmp_path, "-m", "simulator.cli", "check")
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_same_case_as_in_the_checkout(unpacked: Path, tmp_path: Path) -> None:
    args = ("-m", "simulator.cli", "case", "video_call", "--seed", "11", "--json")
    ours = subprocess.run([sys.executable, *args], cwd=ROOT, capture_output=True, text=True, encoding="utf-8").stdout
    assert run(unpacked, tmp_path, *args).stdout == ours
    assert json.loads(ours)["seed"] == 11


def test_every_file_of_the_packages_is_in_it(unpacked: Path) -> None:
    for package in ("simulator", "grading"):
        for path in (ROOT / package).rglob("*"):
            if path.is_file() and "__pycache__" not in path.parts:
                assert (unpacked / path.relative_to(ROOT)).is_file(), path
    for folder in ("modules", "dummy_cases"):
        for path in (ROOT / folder).rglob("*"):
            if path.is_file() and ".ipynb_checkpoints" not in path.parts:
                assert (unpacked / "simulator" / "_content" / path.relative_to(ROOT)).is_file(), path


def test_no_tests_and_nobodys_work_are_in_it(unpacked: Path) -> None:
    names = [p.name for p in unpacked.rglob("*")]
    assert "responses.json" not in names
    assert not (unpacked / "tests").exists()
