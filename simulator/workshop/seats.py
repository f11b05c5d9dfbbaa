"""The kernels of a workshop: all warmed before the doors open, no more than the computer can hold."""

from __future__ import annotations

import asyncio
import os
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

from jupyter_core.utils import ensure_async
from jupyter_server.utils import ApiPath
from traitlets import Float, Integer

from simulator.workshop.kernels import KERNEL, SpareKernels

ROOM = ""  # the folder the kernels start in: the root
AT_ONCE = 2  # kernels started side by side
SHARE = 0.8  # of the memory that is free, what kernels may take
GROWTH = 1.35  # what a kernel takes after an afternoon's work, of what it takes when it is warm


class NoSeat(Exception):
    """Every kernel this computer can hold is in use."""


class SeatKernels(SpareKernels):
    """Keeps ``most`` kernels alive: those in use and, up to that number, those that wait."""

    most = Integer(1, help="How many kernels may be alive at once.").tag(config=True)
    patience = Float(20.0, help="Seconds a page waits for a kernel when none is free.").tag(config=True)

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.spare_paths = [ROOM]
        self._alone: dict[str, float] = {}  # kernels without a page, and since when

    def wanted(self) -> int:
        in_use = len(self.list_kernel_ids()) - self.ready(ROOM)
        return max(0, self.most - in_use)

    @property
    def free(self) -> int:
        """How many warmed kernels wait."""
        return self.ready(ROOM)

    async def bare(self) -> str:
        """A kernel in which nothing has been run yet. It counts as in use until it is adopted."""
        return str(await self.start_kernel(kernel_name=KERNEL, path=ApiPath("."), env=dict(os.environ)))

    def adopt(self, kernel_id: str) -> None:
        """A kernel that was warmed by somebody else waits with the others."""
        self._spare.setdefault(ROOM, []).append(kernel_id)

    async def warm(self, number: int, step: Any = None) -> None:
        """Bring the waiting kernels up to ``number``, ``AT_ONCE`` at a time; ``step(done, number)`` is told of each."""
        waiting = self._spare.setdefault(ROOM, [])
        turn = asyncio.Semaphore(AT_ONCE)

        async def one() -> None:
            async with turn:
                waiting.append(await self._spare_kernel(ROOM))
                if step:
                    step(len(waiting), number)

        made = await asyncio.gather(*(one() for _ in range(number - len(waiting))), return_exceptions=True)
        if failed := [m for m in made if isinstance(m, BaseException)]:
            raise failed[0]

    async def take(self) -> str:
        """A warmed kernel. Raises NoSeat when none gets free in time."""
        until = time.monotonic() + self.patience
        while True:
            waiting = self._spare.setdefault(ROOM, [])
            while waiting:
                kernel_id = waiting.pop(0)
                if await self.lives(kernel_id):
                    self.fill(ROOM, self.refill_after)
                    return kernel_id
                await self.end(kernel_id)
            self.fill(ROOM, 0)
            left = until - time.monotonic()
            if left <= 0:
                raise NoSeat
            await asyncio.sleep(min(0.2, left))

    async def lives(self, kernel_id: str) -> bool:
        """Whether a kernel's process runs."""
        return kernel_id in self and await self._alive(kernel_id)

    async def end(self, kernel_id: str) -> None:
        """End a kernel that is not needed any more, or forget one that has died; another takes its place."""
        if kernel_id in self:
            with suppress(Exception):
                await ensure_async(self.shutdown_kernel(kernel_id, now=True))
        self.fill(ROOM, 0.5)

    async def shutdown_kernel(self, *args: Any, **kwargs: Any) -> Any:  # type: ignore[override]
        """As Jupyter's; another kernel takes its place."""
        ended: Any = await ensure_async(super().shutdown_kernel(*args, **kwargs))  # type: ignore[no-untyped-call]
        self.fill(ROOM, self.refill_after)
        return ended

    async def sweep(self, patience: float) -> None:
        """End the kernels that no page has been connected to for so many seconds: closed laptops, pages never loaded."""
        now, waiting = time.monotonic(), self._spare.get(ROOM, [])
        for kernel_id in [k for k in self.list_kernel_ids() if k not in waiting]:
            if self.connected(kernel_id):
                self._alone.pop(kernel_id, None)
            elif now - self._alone.setdefault(kernel_id, now) > patience:
                del self._alone[kernel_id]
                await self.end(kernel_id)

    def pids(self) -> list[int]:
        """The processes of all kernels."""
        found = (getattr(self.get_kernel(k).provisioner, "pid", None) for k in self.list_kernel_ids())
        return [p for p in found if p]


def memory_of(pid: int) -> int:
    """Bytes of memory a process takes, shared pages counted by share (PSS); 0 where the system does not tell."""
    try:
        text = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii")
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in text.splitlines() if line.startswith("Pss:")), 0)


def free_memory() -> int:
    """Bytes that can still be had without swapping; 0 where the system does not tell. A container's limit counts."""
    found = []
    with suppress(OSError):
        for line in Path("/proc/meminfo").read_text(encoding="ascii").splitlines():
            if line.startswith("MemAvailable:"):
                found.append(int(line.split()[1]) * 1024)
    with suppress(OSError, ValueError):
        group = Path("/sys/fs/cgroup")
        found.append(int((group / "memory.max").read_text()) - int((group / "memory.current").read_text()))
    return min(found, default=0)


def holds(each: int, free: int) -> int:
    """How many more kernels of ``each`` bytes fit into ``free`` bytes; a large number where nothing is known."""
    return int(free * SHARE / (each * GROWTH)) if each and free else 10_000
