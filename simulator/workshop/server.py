"""The course in a browser: Voilà on its own, with our template, our pages and nothing else reachable.

Voilà's standalone server lets a page send widget messages only, never code. Of Voilà's addresses this server keeps the
kernel's, the static files and the lab extensions; there is no tree, no contents listing, no file download and no
notebook but the modules'. It answers to this computer's own names only.
"""

from __future__ import annotations

import asyncio
import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from jupyter_core.utils import ensure_async
from jupyter_server.base.handlers import APIHandler, FileFindHandler
from jupyter_server.services.kernels.handlers import KernelHandler
from jupyterlab_server.themes_handler import ThemesHandler
from tornado import ioloop, web
from traitlets import List, Unicode
from traitlets.config import Config
from voila.app import Voila
from voila.paths import _default_root_dirs, collect_static_paths, collect_template_paths
from voila.static_file_handler import MultiStaticFileHandler
from voila.tornado.handler import TornadoVoilaHandler
from voila.tornado.kernel_websocket_handler import VoilaKernelWebsocketHandler

from simulator.content import places
from simulator.exercises import UnknownExercise, module
from simulator.exercises import modules as all_modules
from simulator.records import caseload
from simulator.workshop import files, pages
from simulator.workshop.kernels import KernelSocket, OwnPython, SpareKernels

NOTEBOOK_POLICY = (
    "default-src 'self'; script-src 'self' blob:; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; "
    "object-src 'none'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
KEPT = (KernelHandler, VoilaKernelWebsocketHandler, MultiStaticFileHandler, ThemesHandler, FileFindHandler)
WARM_UP = "import simulator.desk, grading"
LAST_WORDS = 5.0  # seconds a kernel lives on after its page is closed, so that the last words are saved
TEMPLATE = "caseroom"
LARGEST_MESSAGE = 4_000_000  # bytes a page may send at once: twice the largest answer


def configuration(spares: int = 1) -> Config:
    """Every setting the course needs; ``spares`` kernels wait ready for each module."""
    c = Config()
    c.VoilaConfiguration.template = TEMPLATE
    c.VoilaConfiguration.theme = "light"  # Voilà then sets no colours of its own; our sheet follows the system
    c.VoilaConfiguration.allow_template_override = "NO"
    c.VoilaConfiguration.allow_theme_override = "NO"
    c.VoilaConfiguration.strip_sources = True
    c.VoilaConfiguration.show_tracebacks = False
    c.VoilaConfiguration.file_allowlist = []
    # A denylist, since an allowlist would also drop Voilà's own plugin that provides the widgets' registry.
    c.VoilaConfiguration.extension_denylist = [
        "@jupyter/nbgrader",
        "@jupyter-notebook/lab-extension",
        "jupyterlab_pygments",
    ]
    c.VoilaConfiguration.http_keep_alive_timeout = 3600  # no proxy in between; the heartbeat is an inline script
    c.VoilaConfiguration.multi_kernel_manager_class = SpareKernels
    c.VoilaConfiguration.kernel_spec_manager_class = OwnPython
    c.VoilaConfiguration.prelaunch_hook = for_learners
    c.VoilaConfiguration.page_config_hook = page_config
    c.VoilaExecutor.timeout = 60
    c.MappingKernelManager.cull_idle_timeout = 900
    c.MappingKernelManager.cull_interval = 60
    # A learner may think for an hour in front of an open page: only kernels that no page is connected to are culled.
    c.MappingKernelManager.cull_connected = False
    c.MappingKernelManager.transport_encryption = (
        "auto"  # other users of this computer can read the loopback device's ports
    )
    c.SpareKernels.spares = spares
    c.SpareKernels.warm_up = WARM_UP
    return c


def for_learners(_handler: object, notebook: Any, cwd: str) -> Any:  # noqa: ARG001
    """The notebook a page shows: marking cells left out and not run, each exercise's cell named for links.

    A cell with the tag "lab" speaks of JupyterLab only and is left out too.
    """
    notebook.cells = [
        c
        for c in notebook.cells
        if not c.metadata.get("nbgrader", {}).get("grade") and "lab" not in c.metadata.get("tags", [])
    ]
    for cell in notebook.cells:
        if cell.cell_type == "code" and (shown := re.search(r"""\.show\(\s*["']([a-z0-9_]+)["']""", cell.source)):
            cell.metadata["caseroom"] = shown[1]
    return notebook


def page_config(config: dict[str, Any], *, settings: dict[str, Any], notebook_path: str, **_: Any) -> dict[str, Any]:
    """What the template needs beside Voilà's own: the page's title and language."""
    case = caseload.case_of(caseload.current(Path(settings["caseroom_data"])))
    title = module(Path(notebook_path).parent.name).title
    return config | {"caseroom": {"title": title, "language": case.language, "version": pages.version()}}


class ModulePage(TornadoVoilaHandler):  # type: ignore[misc]
    """A module's notebook, by the module's name."""

    @web.authenticated
    async def get(self, name: str) -> None:
        try:
            found = module(name)
        except UnknownExercise:
            raise web.HTTPError(404) from None
        path = f"{found.name}/{found.name}.ipynb"
        if not (places.modules() / path).is_file():
            raise web.HTTPError(404)
        await super().get(path)

    def write_error(self, status_code: int, **kwargs: Any) -> None:
        pages.Page.write_error(self, status_code, **kwargs)


class PageClosed(APIHandler):
    """A page tells that it was closed. Its kernel ends a little later, unless a page is connected again.

    The page cannot send a token when it closes; the kernel's id is the secret, and the origin is checked.
    """

    def check_xsrf_cookie(self) -> None:
        if not self.check_origin():
            raise web.HTTPError(403)

    @web.authenticated
    async def post(self, kernel_id: str) -> None:
        if kernel_id not in self.kernel_manager:
            raise web.HTTPError(404)
        ioloop.IOLoop.current().call_later(LAST_WORDS, lambda: asyncio.ensure_future(self.end(kernel_id)))
        self.set_status(204)
        await self.finish()

    async def end(self, kernel_id: str) -> None:
        manager: Any = self.kernel_manager
        if kernel_id in manager and not manager.connected(kernel_id):
            await ensure_async(manager.shutdown_kernel(kernel_id))


class Extension(FileFindHandler):
    """A lab extension's script. Where its name holds its content's hash, a browser need not ask for it again."""

    def set_headers(self) -> None:
        super().set_headers()
        if re.search(r"\.[0-9a-f]{8,}\.js$", self.request.path):
            self.set_header("Cache-Control", "public, max-age=31536000, immutable")


class CaseroomServer(Voila):  # type: ignore[misc]
    """Voilà with our template and our pages only. ``ready`` is called once it listens."""

    name = "caseroom"
    config_file_paths = List(Unicode())  # no stray voila.json changes what a learner may see

    def __init__(self, *, ready: Callable[[], None] = lambda: None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.ready = ready

    def own_settings(self) -> dict[str, Any]:
        """Settings of Tornado's of this server alone."""
        raise NotImplementedError

    def own_handlers(self, base: str, voila: dict[str, Any]) -> list[Any]:
        """The addresses of this server alone. ``voila``: what a handler of Voilà's needs."""
        raise NotImplementedError

    async def begin(self) -> None:
        """What is done in the running loop before anybody may come."""

    def setup_template_dirs(self) -> None:
        roots = [str(pages.TEMPLATES), *_default_root_dirs()]
        apps = ["voila", "nbconvert"]
        found = collect_template_paths(apps, TEMPLATE, prune=True, root_dirs=roots)
        self.template_paths = [*found, str(pages.TEMPLATES)]
        self.static_paths = collect_static_paths(apps, "lab")

    def init_settings(self) -> dict[str, Any]:
        settings: dict[str, Any] = super().init_settings()
        return (
            settings
            | {
                "allow_remote_access": False,  # a Host that is not this computer's own is refused
                "local_hostnames": ["localhost"],
                "websocket_max_message_size": LARGEST_MESSAGE,
                "caseroom_pages": pages.environment(),
                "default_handler_class": pages.NoPage,
                "headers": {
                    "Content-Security-Policy": NOTEBOOK_POLICY,
                    "Referrer-Policy": "same-origin",
                    "Cross-Origin-Opener-Policy": "same-origin",
                },
            }
            | self.own_settings()
        )

    def init_handlers(self) -> list[Any]:
        ours = {VoilaKernelWebsocketHandler: KernelSocket, FileFindHandler: Extension}
        kept = [(h[0], ours.get(h[1], h[1]), *h[2:]) for h in super().init_handlers() if h[1] in KEPT]
        base = re.escape(self.base_url)
        voila = {
            "template_paths": self.template_paths,
            "config": self.config,
            "voila_configuration": self.voila_configuration,
        }
        shared = [
            (f"{base}static/([a-z_.]+)", pages.Asset),
            (f"{base}voila/api/shutdown/(.+)", PageClosed),
        ]
        return self.own_handlers(base, voila) + shared + kept

    def listen(self) -> None:
        """Listen on exactly the port asked for. Raises OSError when it cannot be had, and whatever ``begin`` raises."""
        self.ioloop = ioloop.IOLoop.current()

        async def begin() -> None:
            await self.begin()
            self.app.listen(self.port, self.ip)
            self.ready()

        try:
            self.ioloop.run_sync(begin)
            self.ioloop.start()
        except KeyboardInterrupt:
            pass
        finally:
            self.stop()


class CourseServer(CaseroomServer):
    """The course of one learner. ``data`` is where work is kept."""

    data = Unicode()

    def own_settings(self) -> dict[str, Any]:
        self.kernel_manager.spare_paths = [m.name for m in all_modules()]
        return {"caseroom_data": self.data}

    def own_handlers(self, base: str, voila: dict[str, Any]) -> list[Any]:
        return [
            (f"{base}", pages.Home),
            (f"{base}family", pages.Family),
            (f"{base}files/?", files.Files),
            (f"{base}files/([^/]+)", files.File),
            (f"{base}files/([^/]+)/open", files.Open),
            (f"{base}files/([^/]+)/look", files.Looked),
            (f"{base}help", pages.Help),
            (f"{base}modules/([a-z0-9_]+)", ModulePage, voila),
        ]

    async def begin(self) -> None:
        self.kernel_manager.fill_all()


def serve(port: int, data: Path, ready: Callable[[], None], spares: int = 1) -> None:
    """Serve the course on ``localhost`` until it is stopped. Blocks. Raises OSError when the port cannot be had."""
    # The kernels inherit these: where work is kept, and where the pages of the case files begin.
    os.environ["CASEROOM_DATA"], os.environ["CASEROOM_BASE"] = str(data), "/"
    server = CourseServer(ready=ready, config=configuration(spares), data=str(data))
    server.port, server.ip, server.open_browser = port, "localhost", False
    server.root_dir = str(places.modules())
    server.log_level = "ERROR"
    server.initialize([])
    server.start()
