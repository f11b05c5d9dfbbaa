"""Relation words: mum and mother are one; a mother's brother is an uncle. The words stand in lexicons/relations.yaml."""

from __future__ import annotations

from functools import cache

from grading.reading.lexicon import read
from grading.reading.words import forms


@cache
def relations() -> dict[tuple[str, ...], str]:
    """Relation words to their line's name: mum -> mother."""
    return {forms(w): line for line, row in read("relations")["same"].items() for w in row}


@cache
def _steps() -> dict[tuple[str, ...], str]:
    return {forms(two): one for two, one in read("relations")["steps"].items()}


def relation_lines(text: str) -> frozenset[str]:
    """Which relations a text names: “Hannah's brother (uncle)” names brother and uncle."""
    row, found, i = forms(text), set(), 0
    table = relations()
    while i < len(row):
        for size in (3, 2, 1):
            if line := table.get(row[i : i + size]):
                found.add(line)
                i += size - 1
                break
        i += 1
    return frozenset(found)


def step_line(text: str) -> str:
    """The one word for two steps: “mum's brother” is uncle."""
    row = forms(text)
    table = relations()
    for k in range(1, len(row)):
        one = table.get((row[k - 1].removesuffix("s"),))
        two = table.get(row[k:])
        if one and two and (line := _steps().get((one + "s", *forms(two)))):
            return line
    return ""
