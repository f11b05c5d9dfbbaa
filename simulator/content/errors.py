"""Errors of content: all of them at once, each as ``file:line:col: place: problem. cure``."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Problem:
    """One thing an author has to mend. Lines and columns count from 1; 0 means the whole file."""

    file: str
    line: int
    col: int
    place: str  # "people.mother.age"
    problem: str
    cure: str = ""

    def __str__(self) -> str:
        text = f"{self.problem.rstrip('.')}."
        return f"{self.file}:{self.line}:{self.col}: {self.place or 'file'}: {text} {self.cure}".rstrip()


class ContentError(Exception):
    """Content that cannot be used. ``problems`` holds every error of every file that was read."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = sorted(set(problems))
        super().__init__("\n".join(map(str, self.problems)))


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A cure for a name nobody knows: the nearest name, or the list of them."""
    names = sorted(set(known))
    near = difflib.get_close_matches(word, names, n=1, cutoff=0.6)
    if near:
        return f"Did you mean “{near[0]}”?"
    if not names:
        return ""
    return f"Known here: {', '.join(names[:12])}{' …' if len(names) > 12 else ''}."
