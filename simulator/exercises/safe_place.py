"""``safe_place``: a described and drawn place or set-up: find what puts people's information at risk. Practice source: practice.md I1 to I8, section 11 lines 27, 29, 30.

Form fields: see simulator/exercises/base_situation.py.
"""

from simulator.exercises.base_situation import Response, Spec, Variant, build, parse

__all__ = ["Response", "Spec", "Variant", "build", "parse"]
