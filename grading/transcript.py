"""Marks ``transcript``: see grading/situation.py."""

from grading.situation import mark, sample

__all__ = ["mark", "sample"]
