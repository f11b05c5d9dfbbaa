"""``verify``: find out who is really asking before anything is said. Practice source: practice.md C7, M13, section 11 line 32.

Form fields: see simulator/exercises/base_situation.py.
"""

from simulator.exercises.base_situation import Response, Spec, Variant, build, parse

__all__ = ["Response", "Spec", "Variant", "build", "parse"]
