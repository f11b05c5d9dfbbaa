"""What was told of a case is kept for a while: a page, a mark and its samples ask for the same thing again and again."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from typing import Generic, TypeVar

from simulator.cases.model import Case

T = TypeVar("T")
MOST = 64


class Kept(Generic[T]):
    """The last things made, each for one name and one very case, which it keeps alive so that no other takes its place."""

    def __init__(self) -> None:
        self._made: OrderedDict[tuple[str, int], tuple[Case, T]] = OrderedDict()

    def of(self, name: str, case: Case, make: Callable[[], T]) -> T:
        key = (name, id(case))
        found = self._made.get(key)
        if found is None:
            found = self._made[key] = (case, make())
            if len(self._made) > MOST:
                self._made.popitem(last=False)
        return found[1]
