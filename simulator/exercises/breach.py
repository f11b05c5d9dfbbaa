"""``breach``: an incident: is it a breach, of which kind, what comes first, who is told and by when. Practice source: practice.md I9 to I12, section 7.iii.

Form fields: see simulator/exercises/base_situation.py.
"""

from simulator.exercises.base_situation import Response, Spec, Variant, build, parse

__all__ = ["Response", "Spec", "Variant", "build", "parse"]
