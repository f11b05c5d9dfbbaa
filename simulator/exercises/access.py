"""``access``: read an access log: which looks were right, which were not, which need asking. Practice source: practice.md C12, I4, section 2.

Form fields: see simulator/exercises/base_situation.py.
"""

from simulator.exercises.base_situation import Response, Spec, Variant, build, parse

__all__ = ["Response", "Spec", "Variant", "build", "parse"]
