"""``decide``: a situation and what to do about it, where more than one answer may be right. Practice source: practice.md section 11.B.

Form fields: see simulator/exercises/base_situation.py.
"""

from simulator.exercises.base_situation import Response, Spec, Variant, build, parse

__all__ = ["Response", "Spec", "Variant", "build", "parse"]
