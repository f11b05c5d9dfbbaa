"""A new scenario, written from a starter: ``dummy_cases/starters/children.yaml`` and ``adults.yaml``."""

from __future__ import annotations

import re
import uuid
from pathlib import Path

from simulator.cases.fields import NAME
from simulator.content import places

LONGEST = 60  # letters in a name: it becomes part of folders' names
WINDOWS = frozenset(["con", "prn", "aux", "nul", *(f"{d}{n}" for d in ("com", "lpt") for n in range(1, 10))])


class StarterProblem(Exception):
    """One sentence with a cure. ``code``: 2 for misuse, 1 for what the machine does not allow."""

    def __init__(self, sentence: str, code: int = 1) -> None:
        super().__init__(sentence)
        self.code = code


def kinds() -> list[str]:
    """The kinds of work there is a starter for."""
    return sorted(p.stem for p in (places.dummy_cases() / "starters").glob("*.yaml"))


def starter(work: str) -> str:
    """A starter's text. Raises StarterProblem."""
    if work not in kinds():
        raise StarterProblem(f"“{work}” is not a kind of work. Write --work {' or --work '.join(kinds())}.", 2)
    return (places.dummy_cases() / "starters" / f"{work}.yaml").read_text(encoding="utf-8")


def named(text: str, name: str, id: str) -> str:
    """A starter as a scenario of its own, with its own name and UUID."""
    for key, value in (("scenario", name), ("uuid", id)):
        text = re.sub(rf"^{key}: .*$", f"{key}: {value}", text, count=1, flags=re.MULTILINE)
    return text


def new_scenario(name: str, work: str) -> Path:
    """Write a new scenario; never over another. Returns its path. Raises StarterProblem."""
    if not re.fullmatch(NAME, name) or len(name) > LONGEST or name in WINDOWS:
        cure = "Use small letters, digits and _, beginning with a letter, as late_bus."
        raise StarterProblem(f"“{name}” cannot be a scenario's name. {cure}", 2)
    text = named(starter(work), name, str(uuid.uuid4()))
    path = places.dummy_cases() / "scenarios" / f"{name}.yaml"
    if places.installed():
        raise StarterProblem(
            "This Caseroom was installed as a package, and what you write into a package is lost with the next one. "
            "Work in a copy of the repository: README.md says how to get one."
        )
    try:
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError:
        sentence = f"{places.shown(path)} is there already and stays as it is. Choose another name, or open that file."
        raise StarterProblem(sentence) from None
    except OSError as e:
        sentence = f"{places.shown(path)} cannot be written ({e.strerror}). Check that its folder is there and yours."
        raise StarterProblem(sentence) from None
    return path
