"""The server of a workshop: a door, a page for each seat, the facilitator's board. Nothing else is reachable."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from http import HTTPStatus
from pathlib import Path
from typing import Any

from jupyter_server.base.handlers import JupyterHandler
from tornado import ioloop, web
from traitlets.config import Config
from voila.notebook_renderer import NotebookRenderer
from voila.utils import get_page_config

from simulator.cases import profile
from simulator.exercises import module as find_module
from simulator.responses.engine import DatabaseProblem
from simulator.responses.room import Room
from simulator.workshop import doors
from simulator.workshop.after import purge
from simulator.workshop.fork import POSSIBLE, ForkedKernel, Stem
from simulator.workshop.kernels import OwnPython
from simulator.workshop.pages import version
from simulator.workshop.rate import Limiter
from simulator.workshop.results import AfterProblem
from simulator.workshop.room_widget import SETTINGS
from simulator.workshop.seats import AT_ONCE, NoSeat, SeatKernels, free_memory, holds, memory_of
from simulator.workshop.server import NOTEBOOK_POLICY, CaseroomServer, configuration

NOTEBOOKS = Path(__file__).parent / "notebooks"
NOTEBOOK = "room.ipynb"
CELL = "from simulator.workshop.room_widget import open_room\nroom = open_room()"
SPARE = 4  # kernels beside the seats': the board, the projector, pages that are loaded again
UNUSED = 45.0  # seconds a kernel is kept without a page
SWEEP = 15.0  # seconds between two looks for such kernels
MARK = "0c0ffee0-0000-4000-8000-000000000000"  # stands in the page for the kernel's id
PURGE = 600.0  # seconds between two looks whether a workshop's time is up
PAGES_A_MINUTE = 600  # pages opened from one address: a room may sit behind one


@dataclass(frozen=True)
class Opening:
    """What the command asked for. ``address`` is how the room reaches this computer; ``database`` an address or a path."""

    room: Room
    database: str | Path
    port: int
    host: str
    address: str

    @property
    def join(self) -> str:
        return f"{self.address}join#{self.room.workshop.code}"


@dataclass(frozen=True)
class Warmed:
    """What was measured while warming: kernels, seconds, bytes a kernel, and how many seats this computer holds."""

    kernels: int
    seconds: float
    each: int
    holds: int


def workshop_configuration(seats: int) -> Config:
    """Every setting of a workshop's server."""
    c = configuration()
    c.VoilaConfiguration.multi_kernel_manager_class = SeatKernels
    c.VoilaConfiguration.kernel_spec_manager_class = OwnPython
    c.VoilaConfiguration.prelaunch_hook = None
    c.VoilaConfiguration.page_config_hook = None
    c.SeatKernels.kernel_manager_class = "simulator.workshop.fork.ForkedKernel"
    c.SeatKernels.warm_up = CELL
    c.SeatKernels.most = seats + SPARE
    c.KernelManager.autorestart = False  # a new kernel would know nothing of the page: the page asks for one instead
    return c


class RoomPage(doors.Door):
    """The page of a seat, the board or the projector: the same for all, with a warmed kernel of its own."""

    def initialize(self, view: str) -> None:
        self.view = view

    @property
    def content_security_policy(self) -> str:
        return NOTEBOOK_POLICY

    async def get(self) -> None:
        server = self.settings["caseroom_server"]
        if not server.limiter.allow(self.request.remote_ip or ""):
            raise web.HTTPError(HTTPStatus.TOO_MANY_REQUESTS)
        try:
            kernel = await server.kernel_manager.take()
        except NoSeat:
            self.show("busy.html.j2", "One moment", HTTPStatus.SERVICE_UNAVAILABLE)
            return
        self.finish(server.page(kernel, self.view))


class Alive(JupyterHandler):
    """Whether a page's kernel is still there: 204, or 404 and the page loads itself again."""

    async def get(self, kernel_id: str) -> None:
        manager = self.kernel_manager
        if not await manager.lives(kernel_id):  # type: ignore[attr-defined]
            await manager.end(kernel_id)  # type: ignore[attr-defined]
            raise web.HTTPError(404)
        self.set_status(204)
        await self.finish()

    def write_error(self, *_: Any, **__: Any) -> None:
        self.finish()


class WorkshopServer(CaseroomServer):
    """One workshop. ``step(done, of)`` is told of each kernel that is warm."""

    def __init__(self, *, opening: Opening, step: Callable[[int, int], None] = lambda *_: None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.opening, self.step = opening, step
        self.limiter = Limiter(PAGES_A_MINUTE, 60)
        self.warmed = Warmed(0, 0.0, 0, 0)
        self._html = ""
        self._stem: Stem | None = None

    def own_settings(self) -> dict[str, Any]:
        return {
            "allow_remote_access": True,  # people come from other computers; forms and sockets keep to their origin
            "default_handler_class": doors.NoDoor,
            "caseroom_room": self.opening.room,
            "caseroom_server": self,
            "caseroom_seats_free": lambda: self.kernel_manager.free,
        }

    def own_handlers(self, base: str, voila: dict[str, Any]) -> list[Any]:  # noqa: ARG002
        return [
            (f"{base}", doors.Join),
            (f"{base}join", doors.Join),
            (f"{base}back", doors.Back),
            (f"{base}room", RoomPage, {"view": "seat"}),
            (f"{base}board", RoomPage, {"view": "board"}),
            (f"{base}projector", RoomPage, {"view": "projector"}),
            (f"{base}alive/([0-9a-f-]+)", Alive),
        ]

    # ---- warming

    async def begin(self) -> None:
        """Warm every seat. Lowers the number of seats to what this computer holds."""
        with suppress(NotImplementedError):  # Windows
            asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, self.ioloop.stop)
        started, room = time.monotonic(), self.opening.room
        room.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        manager: SeatKernels = self.kernel_manager
        if POSSIBLE:
            self._stem = ForkedKernel.stem = Stem(self._preparation())
        first = await manager.bare()
        await self._render(first)
        manager.adopt(first)
        free = free_memory()
        await manager.warm(min(manager.most, 1 + AT_ONCE))
        each = max((memory_of(p) for p in manager.pids()), default=0)
        can = manager.free + holds(each, free)
        if can < manager.most:
            manager.most = max(1 + SPARE, can)
            room.workshop = replace(room.workshop, seats=manager.most - SPARE)
        await manager.warm(manager.most, self.step)
        self._tidying = (
            ioloop.PeriodicCallback(self._purge, PURGE * 1000),
            ioloop.PeriodicCallback(lambda: manager.sweep(UNUSED), SWEEP * 1000),
        )
        for tidying in self._tidying:
            tidying.start()
        each = sum(memory_of(p) for p in manager.pids()) // max(1, len(manager.pids()))
        self.warmed = Warmed(manager.most, time.monotonic() - started, each, max(0, can - SPARE))

    async def _purge(self) -> None:
        """Delete every workshop whose time is up, this one too."""
        room = self.opening.room
        with suppress(DatabaseProblem, AfterProblem):
            await asyncio.to_thread(purge, room.database, room.folder.parent.parent)

    def _preparation(self) -> str:
        w, family = self.opening.room.workshop, self.opening.room.workshop.family
        arguments = (
            w.module, list(w.exercises), family.scenario, family.jurisdiction, family.seed, str(self.opening.database)
        )  # fmt: skip
        return f"from simulator.workshop.prepare import prepare\nprepare(*{arguments!r})"

    async def _render(self, kernel_id: str) -> None:
        """Run the notebook once, as Voilà does, in the first kernel; every page is a copy of what comes of it."""
        title = find_module(self.opening.room.workshop.module).title
        language = profile(self.opening.room.workshop.family.jurisdiction).language
        config = get_page_config(
            base_url=self.base_url,
            settings=self.app.settings,
            log=self.log,
            voila_configuration=self.voila_configuration,
        )
        room = {"workshop": self.opening.room.id}
        config["caseroom"] = {"title": title, "language": language, "version": version(), "room": room}
        renderer = NotebookRenderer(
            voila_configuration=self.voila_configuration,
            traitlet_config=self.config,
            notebook_path=NOTEBOOK,
            template_paths=self.template_paths,
            config_manager=self.config_manager,
            contents_manager=self.contents_manager,
            base_url=self.base_url,
            kernel_spec_manager=self.kernel_spec_manager,
            page_config=config,
            mathjax_config="",
            mathjax_url="",
        )
        await renderer.initialize()
        kernel = asyncio.get_running_loop().create_future()
        kernel.set_result(self.kernel_manager.get_kernel(kernel_id))
        html = await renderer.generate_content_str(kernel_id, kernel)
        if kernel_id not in html or 'data-view="seat"' not in html:
            raise RuntimeError("The page of a seat could not be drawn.")
        self._html = html.replace(kernel_id, MARK)

    def page(self, kernel_id: str, view: str) -> str:
        """The page for one kernel."""
        return self._html.replace(MARK, kernel_id).replace('data-view="seat"', f'data-view="{view}"')

    def stop(self) -> None:
        super().stop()
        if self._stem:
            self._stem.close()


def host(opening: Opening, ready: Callable[[WorkshopServer], None], step: Callable[[int, int], None]) -> None:
    """Run a workshop until it is stopped. Blocks. Raises OSError when the port cannot be had."""
    room = opening.room
    os.environ[SETTINGS] = json.dumps(
        {
            "database": str(opening.database),
            "file": isinstance(opening.database, Path),
            "id": room.id,
            "folder": str(room.folder),
            "join": opening.join,
        }
    )
    os.environ.pop("CASEROOM_BASE", None)
    os.environ.pop("CASEROOM_DATA", None)
    server = WorkshopServer(opening=opening, step=step, config=workshop_configuration(room.workshop.seats))
    server.ready = lambda: ready(server)
    server.port, server.ip, server.open_browser = opening.port, opening.host, False
    server.root_dir = str(NOTEBOOKS)
    server.log_level = "ERROR"
    server.initialize([])
    server.start()
