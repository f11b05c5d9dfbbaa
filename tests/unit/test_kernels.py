"""A page's connection to its kernel holds on a busy computer, and is given up when the page has gone."""

from __future__ import annotations

import asyncio
import time
from typing import Any

from jupyter_server.base.websocket import WebSocketMixin
from tornado import web, websocket
from tornado.httpserver import HTTPServer
from tornado.testing import bind_unused_port

from simulator.workshop.kernels import Patient

PING = 40  # milliseconds


class Socket(WebSocketMixin, websocket.WebSocketHandler):  # type: ignore[misc]
    """Jupyter's connection without the rest of Jupyter's server."""

    allow_origin = "*"
    log = web.app_log
    closed = False

    def prepare(self) -> None: ...

    def open(self, *args: Any, **kwargs: Any) -> None:
        super().open(*args, **kwargs)

    def on_message(self, message: str | bytes) -> None: ...

    def close(self, code: int | None = None, reason: str | None = None) -> None:
        type(self).closed = True
        super().close(code, reason)


async def busy(kind: type[Socket], seconds: float, answers: bool = True) -> bool:
    """Whether the connection was closed while the server stumbled again and again for a few milliseconds."""
    kind.closed = False
    listening, port = bind_unused_port()
    server = HTTPServer(web.Application([("/", kind)]))
    server.add_socket(listening)
    page = await websocket.websocket_connect(f"ws://127.0.0.1:{port}/")
    if not answers:
        page.protocol._handle_message = lambda *_: None
    until, turn = time.monotonic() + seconds, 0
    while time.monotonic() < until and not kind.closed:
        await asyncio.sleep(0.001)
        turn += 1
        if turn % 3 == 0:
            time.sleep(0.015)  # the computer has other things to do
    server.stop()
    page.close()
    return kind.closed


class Same(Socket):
    ping_interval = ping_timeout = PING


class Ours(Patient, Socket):
    ping_interval = ping_timeout = PING


def test_a_busy_computer_does_not_end_a_sound_connection() -> None:
    assert asyncio.run(busy(Same, 3)), "this computer did not stumble: the test shows nothing"
    assert not asyncio.run(busy(Ours, 3))


def test_a_page_that_has_gone_is_given_up() -> None:
    assert asyncio.run(busy(Ours, 3, answers=False))
