"""``transcript``: find the moment in a meeting when somebody was left out, and choose what to do. Practice source: practice.md V13, section 11 lines 40, 45.

Form fields: see simulator/exercises/base_situation.py.
"""

from simulator.exercises.base_situation import Response, Spec, Variant, build, parse

__all__ = ["Response", "Spec", "Variant", "build", "parse"]
