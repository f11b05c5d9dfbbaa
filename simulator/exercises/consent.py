"""``consent``: does this release or consent cover this recipient, this item, this day? Practice source: practice.md C3, C5, C17.

Form fields: see simulator/exercises/base_situation.py.
"""

from simulator.exercises.base_situation import Response, Spec, Variant, build, parse

__all__ = ["Response", "Spec", "Variant", "build", "parse"]
