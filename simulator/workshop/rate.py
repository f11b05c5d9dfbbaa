"""How often something may be tried: wrong codes, wrong tokens. In memory, and never more of it than a few hundred KB."""

from __future__ import annotations

import ipaddress
import time
from collections import OrderedDict
from collections.abc import Callable

MOST_KEYS = 4096  # the longest untouched are forgotten first


class Limiter:
    """At most ``many`` in ``seconds`` for each key. A bucket: it fills up again evenly, so nobody is shut out for long.

    ``now`` and ``clock`` are seconds of a clock that only goes forward.
    """

    def __init__(self, many: int, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        self.many, self.seconds, self.clock = many, seconds, clock
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()  # how many are left, as of when

    def allow(self, key: str, now: float | None = None) -> bool:
        """Count one more, unless it is one too many."""
        now = self.clock() if now is None else now
        left = self._now_left(key, now)
        allowed = left >= 1
        self._keep(key, left - 1 if allowed else left, now)
        return allowed

    def wait(self, key: str, now: float | None = None) -> float:
        """In how many seconds one more is allowed; 0 when it is now. Counts nothing."""
        left = self._now_left(key, self.clock() if now is None else now)
        return max(0.0, (1 - left) * self.seconds / self.many)

    def back(self, key: str, now: float | None = None) -> None:
        """Take back one that was counted: it turned out to be none of those that are limited."""
        now = self.clock() if now is None else now
        self._keep(key, min(self.many, self._now_left(key, now) + 1), now)

    def __len__(self) -> int:
        """How many keys are remembered."""
        return len(self._left)

    def _now_left(self, key: str, now: float) -> float:
        left, at = self._left.get(key, (self.many, now))
        return min(self.many, left + max(0.0, now - at) * self.many / self.seconds)

    def _keep(self, key: str, left: float, now: float) -> None:
        self._left[key] = (left, now)
        self._left.move_to_end(key)
        if len(self._left) > MOST_KEYS:
            self._left.popitem(last=False)


def neighbourhood(address: str) -> str:
    """An address as a limiter's key: whoever has one address of version 6 has 2⁶⁴ of them, so those count as one."""
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return address[:60]
    if isinstance(found, ipaddress.IPv4Address):
        return str(found)
    if found.ipv4_mapped:
        return str(found.ipv4_mapped)
    return str(ipaddress.ip_network((found, 64), strict=False).network_address)
