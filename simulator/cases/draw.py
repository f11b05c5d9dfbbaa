"""Drawing, the same on every machine.

Each draw has a path of its own, so a new draw shifts no old one. No clock, no global random state, no ``hash()``:
numbers come from BLAKE2 of scenario, jurisdiction, seed and path.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import blake2b
from typing import TypeVar

T = TypeVar("T")


class Draw:
    """Draws for one case."""

    def __init__(self, scenario: str, jurisdiction: str, seed: int) -> None:
        key = blake2b(f"{scenario}\n{jurisdiction}\n{seed}".encode(), digest_size=16).digest()
        self._keyed = blake2b(key=key, digest_size=8)

    def number(self, path: str, below: int) -> int:
        """A whole number from 0 to ``below`` - 1."""
        drawn = self._keyed.copy()
        drawn.update(path.encode())
        return int.from_bytes(drawn.digest(), "big") * below >> 64

    def between(self, path: str, low: int, high: int) -> int:
        """A whole number from ``low`` to ``high``, both included."""
        return low + self.number(path, high - low + 1)

    def pick(self, path: str, items: Sequence[T]) -> T:
        return items[self.number(path, len(items))]

    def weighted(self, path: str, items: Sequence[tuple[T, float]]) -> T:
        """One of the items, each as often as its weight says."""
        total = sum(weight for _, weight in items)
        at = self.number(path, 1 << 32) / (1 << 32) * total
        for item, weight in items:
            at -= weight
            if at < 0:
                return item
        return items[-1][0]

    def digits(self, path: str, pattern: str) -> str:
        """A pattern with each ``#`` replaced by a digit."""
        out = [str(self.number(f"{path}.{i}", 10)) if c == "#" else c for i, c in enumerate(pattern)]
        return "".join(out)


def family_seed(course: str, student: str) -> int:
    """The number of the family a student gets when each has their own: always the same for a course and a student."""
    digest = blake2b(f"{course}\n{student}".encode(), digest_size=8).digest()
    return 1 + int.from_bytes(digest, "big") % 999_999
