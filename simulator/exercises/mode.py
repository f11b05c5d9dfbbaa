"""``mode``: in person, by video, by telephone, in writing: which, why, with what safeguards. Practice source: practice.md V1, V2, V18, section 11 lines 42, 57, 67, 68.

Form fields: see simulator/exercises/base_situation.py.
"""

from simulator.exercises.base_situation import Response, Spec, Variant, build, parse

__all__ = ["Response", "Spec", "Variant", "build", "parse"]
