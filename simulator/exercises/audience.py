"""``audience``: who can see this channel, shared document, board card, group chat or post, and what should change. Practice source: practice.md C13, M12, I7, section 11 line 20.

Form fields: see simulator/exercises/base_situation.py.
"""

from simulator.exercises.base_situation import Response, Spec, Variant, build, parse

__all__ = ["Response", "Spec", "Variant", "build", "parse"]
