"""``prepare``: what is settled before a call: platform, invitation, agenda, interpreter, back-up. Practice source: practice.md V3 to V6, section 11 lines 44, 47, 51, 61.

Form fields: see simulator/exercises/base_situation.py.
"""

from simulator.exercises.base_situation import Response, Spec, Variant, build, parse

__all__ = ["Response", "Spec", "Variant", "build", "parse"]
