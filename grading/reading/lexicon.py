"""Word lists kept as YAML in ``grading/lexicons``."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from grading.reading.words import forms
from simulator.content.loader import read_yaml

FOLDER = Path(__file__).parent.parent / "lexicons"


@cache
def read(name: str) -> Any:
    """One list, as plain data: every scalar is text."""
    return read_yaml(FOLDER / f"{name}.yaml")


@cache
def phrases(name: str, key: str) -> frozenset[str]:
    """The words and phrases under one key, in normal form, the words of a phrase parted by one blank."""
    return frozenset(" ".join(forms(str(entry))) for entry in read(name)[key])
