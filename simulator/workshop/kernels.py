"""Kernels for the course: always this Python, and one or more kept ready.

Voilà can preheat, but it runs the whole notebook ahead of time: a page would then show the family and the answers of
a minute ago, and a kernel keeps another visitor's address. Here a *spare* kernel has only imported the course, never
run a cell. It is handed out when a page is opened, and a new one is made once that page has had time to load.
"""

from __future__ import annotations

import asyncio
import os
from typing import Any

from jupyter_client.kernelspec import KernelSpecManager
from jupyter_server.services.kernels.kernelmanager import AsyncMappingKernelManager
from jupyter_server.utils import ApiPath
from traitlets import Float, Integer, List, Unicode
from voila.tornado.kernel_websocket_handler import VoilaKernelWebsocketHandler

KERNEL = "python3"
PING = 30_000  # milliseconds between two questions to a page whether it is still there
PINGS_MISSED = 3  # so many without an answer, and the connection is given up


class OwnPython(KernelSpecManager):
    """Finds one kernel only: the Python that runs the course, whatever else is registered on this computer."""

    def _kernel_dirs_default(self) -> list[str]:
        return []


class Patient:
    """Gives up a connection only when several questions in a row had no answer.

    Jupyter gives it up when the last answer is older than ``ping_timeout``, and asks every ``ping_interval``: with both
    the same, a question asked a few milliseconds late on a busy computer ends a sound connection. Tornado reads the
    same value when the connection is made and wants it no longer than the interval; Jupyter reads it afterwards.
    """

    ping_interval = PING
    ping_timeout = PING

    def open(self, *args: Any, **kwargs: Any) -> Any:
        self.ping_timeout = self.ping_interval * PINGS_MISSED
        self.set_nodelay(True)  # type: ignore[attr-defined]  # or a short answer waits 40 ms for the one before it
        return super().open(*args, **kwargs)  # type: ignore[misc]


class KernelSocket(Patient, VoilaKernelWebsocketHandler):  # type: ignore[misc]
    """A page's connection to its kernel."""


class SpareKernels(AsyncMappingKernelManager):
    """A kernel manager that keeps spare kernels for the folders in ``spare_paths``.

    With ``spares = 0`` it is Jupyter's own kernel manager.
    """

    spares = Integer(0, help="How many kernels wait ready for each folder.").tag(config=True)
    spare_paths = List(Unicode(), help="Folders, relative to the root, whose notebooks get a spare kernel.").tag(
        config=True
    )
    warm_up = Unicode("", help="Code run once in a spare. It must read nothing of the learner's.").tag(config=True)
    refill_after = Float(2.0, help="Seconds to wait before a spare is replaced.").tag(config=True)

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)  # type: ignore[no-untyped-call]
        self._spare: dict[str, list[str]] = {}
        self._filling: dict[str, asyncio.Task[None]] = {}
        self._closing = False

    async def start_kernel(self, *, kernel_id: str | None = None, path: Any = None, **kwargs: Any) -> str:  # type: ignore[override]
        """Hand out a spare of this folder if one is alive; otherwise start a kernel. Returns the kernel's id."""
        if kernel_id is None and path in self.spare_paths and kwargs.get("kernel_name", KERNEL) == KERNEL:
            waiting = self._spare.get(path, [])
            while waiting:
                spare = waiting.pop(0)
                if spare in self and await self._alive(spare):
                    self.fill(path, self.refill_after)
                    return spare
            self.fill(path, self.refill_after)
        return str(await super().start_kernel(kernel_id=kernel_id, path=path, **kwargs))

    async def _alive(self, kernel_id: str) -> bool:
        kernel: Any = self.get_kernel(kernel_id)
        return bool(await kernel.is_alive())

    def fill_all(self) -> None:
        """Start the spares; call it inside the running loop."""
        for path in self.spare_paths:
            self.fill(path, 0)

    def fill(self, path: str, delay: float) -> None:
        """Bring the spares of one folder up to their number, after ``delay`` seconds."""
        running = self._filling.get(path)
        if self.wanted() > 0 and not self._closing and (running is None or running.done()):
            self._filling[path] = asyncio.ensure_future(self._fill(path, delay))

    async def _fill(self, path: str, delay: float) -> None:
        await asyncio.sleep(delay)
        waiting = self._spare.setdefault(path, [])
        while len(waiting) < self.wanted() and not self._closing:
            try:
                waiting.append(await self._spare_kernel(path))
            except Exception:
                self.log.exception("No kernel could be kept ready for %s; pages start their own.", path)
                return

    def wanted(self) -> int:
        """How many spares a folder should have now."""
        return self.spares

    async def _spare_kernel(self, path: str) -> str:
        kernel_id = str(await super().start_kernel(kernel_name=KERNEL, path=ApiPath(path), env=dict(os.environ)))
        await self._warm(kernel_id)
        return kernel_id

    async def _warm(self, kernel_id: str) -> None:
        client: Any = self.get_kernel(kernel_id).client()
        client.start_channels()
        try:
            await client.wait_for_ready(timeout=60)
            if self.warm_up:
                message = client.execute(self.warm_up, silent=True, store_history=False, allow_stdin=False)
                while (await client.get_shell_msg(timeout=60))["parent_header"].get("msg_id") != message:
                    pass
        finally:
            client.stop_channels()

    def ready(self, path: str) -> int:
        """How many spares wait for a folder."""
        return len(self._spare.get(path, []))

    def connected(self, kernel_id: str) -> int:
        """How many pages are connected to a kernel."""
        return int(self._kernel_connections.get(kernel_id, 0))

    async def cull_kernel_if_idle(self, kernel_id: str) -> None:
        """Spares are idle by purpose and stay; everything else is culled as usual."""
        if not any(kernel_id in waiting for waiting in self._spare.values()):
            await super().cull_kernel_if_idle(kernel_id)  # type: ignore[no-untyped-call]

    async def shutdown_all(self, *args: Any, **kwargs: Any) -> None:  # type: ignore[override]
        self._closing = True
        for task in self._filling.values():
            task.cancel()
        ended: Any = super().shutdown_all(*args, **kwargs)
        await ended
