"""Scripted participants: over HTTP and a websocket they do what a browser does with a Voilà page, and draw nothing.

A :class:`Page` is one opened notebook page, a :class:`Participant` somebody in a workshop. The order of the messages is
that of JupyterLab's kernel connection and of the widgets' manager, as Voilà ships them.
"""

from __future__ import annotations

import asyncio
import html
import json
import re
import sys
import time
import uuid
from collections import Counter
from collections.abc import Awaitable, Callable
from contextlib import suppress
from http.cookies import SimpleCookie
from typing import Any, TypeVar
from urllib.parse import urlencode, urljoin

from jupyter_server.services.kernels.connection.base import deserialize_msg_from_ws_v1, serialize_msg_to_ws_v1
from tornado.httpclient import HTTPClientError, HTTPRequest, HTTPResponse
from tornado.simple_httpclient import SimpleAsyncHTTPClient
from tornado.websocket import WebSocketClientConnection, WebSocketClosedError, websocket_connect

PATIENCE: dict[str, Any] = {
    "connect_timeout": 120,
    "request_timeout": 120,
}  # stock Voilà needs them when thirty come at once
CONFIG = re.compile(r'<script id="jupyter-config-data"[^>]*>(.*?)</script>', re.S)
VIEW = re.compile(r'"application/vnd\.jupyter\.widget-view\+json":\s*\{[^}]*?"model_id":\s*"([^"]+)"')
HIDDEN = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)"')
GIVEN = re.compile(r'\bdata-(token|workshop)="([^"]*)"')
State = dict[str, Any]
T = TypeVar("T")


class NotOpened(Exception):
    """An address did not answer with the page expected: ``status`` and ``text`` are what came."""

    def __init__(self, answer: HTTPResponse) -> None:
        self.status, self.text = answer.code, answer.body.decode()
        words = " ".join(re.sub(r"<(script|style).*?</\1>|<[^>]+>", " ", self.text, flags=re.S).split())
        super().__init__(f"{self.status}: {words[:300]}")


class NotSaved(Exception):
    """The page was told that an answer is not saved; the message is what a learner reads."""


class Browser:
    """What one person's browser keeps between pages. ``base`` is the server's address: "http://localhost:8866/"."""

    def __init__(self, base: str, cookies: dict[str, str] | None = None) -> None:
        self.base, self.cookies = base.rstrip("/") + "/", dict(cookies or {})
        self._client = SimpleAsyncHTTPClient(force_instance=True, defaults=PATIENCE | {"follow_redirects": False})

    def headers(self) -> dict[str, str]:
        """What goes with every request of a page's own."""
        cookies = "; ".join(f"{k}={v}" for k, v in self.cookies.items())
        return {"Origin": "/".join(self.base.split("/")[:3])} | ({"Cookie": cookies} if cookies else {})

    async def ask(self, path: str, fields: dict[str, str] | None = None) -> HTTPResponse:
        """GET an address, or POST a form to it; cookies are kept and redirections followed."""
        url, body = urljoin(self.base, path), None if fields is None else urlencode(fields)
        for _ in range(5):
            how = {"method": "GET" if body is None else "POST", "body": body, "headers": self.headers()}
            got = await self._client.fetch(url, raise_error=False, **how)
            for line in got.headers.get_list("Set-Cookie"):
                self.cookies.update({k: m.value for k, m in SimpleCookie(line).items()})
            if got.code not in (301, 302, 303, 307):
                break
            url, body = urljoin(url, got.headers["Location"]), body if got.code == 307 else None
        return got


class Page:
    """One opened notebook page: what came, and what its widgets hold now.

    ``views``: the models shown on the page, in order. ``models``: model id to state, kept up to date. ``heard``: custom
    messages. ``replies``: what came on other channels than iopub. ``seen``: how many messages of each type came.
    ``times``: seconds from the start to "html" (complete), "connected", "states" (of every widget on the page).
    """

    def __init__(self, browser: Browser) -> None:
        self.browser, self.kernel, self.text, self.closed = browser, "", "", False
        self.views: list[str] = []
        self.models: dict[str, State] = {}
        self.times: dict[str, float] = {}
        self.heard: list[tuple[str, State]] = []
        self.replies: list[tuple[str, State]] = []
        self.seen: Counter[str] = Counter()
        self._start, self._changed = time.perf_counter(), asyncio.Event()
        self._session, self._control, self._root = str(uuid.uuid4()), uuid.uuid4().hex, "/"
        self._socket: WebSocketClientConnection | None = None

    @classmethod
    async def open(
        cls, base: str, path: str, *, cookies: dict[str, str] | None = None, browser: Browser | None = None
    ) -> Page:
        """Open a page and wait until every widget on it has its state. Raises NotOpened, ConnectionError, TimeoutError."""
        page = cls(browser or Browser(base, cookies))
        answer = await page.browser.ask(path)
        page.times["html"], page.text = time.perf_counter() - page._start, answer.body.decode()
        page.views, config = list(dict.fromkeys(VIEW.findall(page.text))), CONFIG.search(page.text)
        if answer.code != 200 or config is None or not page.views:
            raise NotOpened(answer)
        page.kernel, page._root = map(json.loads(config[1]).get, ("kernelId", "baseUrl"))
        try:
            await page._connect()
            await page._load()
        except BaseException:
            await page.close(beacon=False)
            raise
        return page

    async def _connect(self) -> None:
        path = f"{self._root}api/kernels/{self.kernel}"
        if (model := await self.browser.ask(path)).code != 200:
            raise NotOpened(model)
        url = f"ws{urljoin(self.browser.base, path).removeprefix('http')}/channels?session_id={self._session}"
        request = HTTPRequest(url, headers=self.browser.headers(), **PATIENCE)
        protocols = ["v1.kernel.websocket.jupyter.org"]
        self._socket = await websocket_connect(request, on_message_callback=self._hear, subprotocols=protocols)
        if self._socket.protocol is not None:
            self._socket.protocol.set_nodelay(True)  # as browsers do: a message does not wait for the one before
        self.times["connected"] = time.perf_counter() - self._start

    async def _load(self) -> None:
        """The first messages. The manager waits 3 s for the kernel's answer, then 4 s for all states at once."""

        def complete(page: Page) -> bool:
            return all(v in page.models for v in page.views)

        await self.raw("kernel_info_request", {})
        with suppress(TimeoutError):
            await self.wait(lambda p: p.seen["kernel_info_reply"] and p.seen["status"], 3)
        target = {"comm_id": self._control, "target_name": "jupyter.widget.control", "data": {}}
        await self.raw("comm_open", target, metadata={"version": "1.0.0"})
        await self.say(self._control, method="request_states")
        with suppress(TimeoutError):
            await self.wait(lambda p: complete(p) or p.seen["comm_close"], 4)
        if not complete(self):  # nothing came, or the kernel does not know the target: every widget is asked for itself
            await self.raw("comm_info_request", {"target_name": "jupyter.widget"})
            await self.wait(lambda p: p.seen["comm_info_reply"], 60)
            for model in next(c for kind, c in self.replies if kind == "comm_info_reply")["comms"]:
                await self.say(model, method="request_state")
            await self.wait(complete, 60)
        self.times["states"] = time.perf_counter() - self._start
        await self.raw("comm_close", {"comm_id": self._control, "data": {}})

    def _hear(self, message: str | bytes | None) -> None:
        if message is None:
            self.closed = True
        elif isinstance(message, bytes):
            channel, (header, _, _, content, *_) = deserialize_msg_from_ws_v1(message)
            kind = json.loads(header)["msg_type"]
            self.seen[kind] += 1
            if kind in ("comm_msg", "comm_open", "comm_close"):
                self._comm(kind, json.loads(content))
            elif channel != "iopub":
                self.replies.append((kind, json.loads(content)))
        self._changed.set()

    def _comm(self, kind: str, content: State) -> None:
        model, data = content["comm_id"], content["data"]
        method = data.get("method")
        if kind == "comm_close":
            self.models.pop(model, None)
        elif kind == "comm_open" or method == "update":
            self._keep(model, data["state"])
        elif method == "update_states":
            for each, found in data["states"].items():
                self._keep(each, found["state"])
        elif method == "custom":
            self.heard.append((model, data["content"]))

    def _keep(self, model: str, state: State) -> None:
        large = [k for k in ("_esm", "_css") if isinstance(state.get(k), str)]  # the same on every page: held once
        state.update({k: sys.intern(state[k]) for k in large})
        self.models.setdefault(model, {}).update(state)

    async def wait(self, condition: Callable[[Page], Any], seconds: float = 10.0) -> None:
        """Until a condition holds. Raises TimeoutError, and ConnectionError when the connection has been closed."""
        try:
            async with asyncio.timeout(seconds):
                while not condition(self):
                    if self.closed:
                        raise ConnectionError("The page's connection to its kernel has been closed.")
                    self._changed.clear()
                    await self._changed.wait()
        except TimeoutError:
            raise TimeoutError(f"Not in {seconds} s. Last heard: {self.heard[-3:]}; {dict(self.seen)}") from None

    async def send(self, model: str, content: Any) -> None:
        """A custom message to a widget."""
        await self.say(model, method="custom", content=content)

    async def say(self, model: str, **data: Any) -> None:
        """A message to a widget by its method: to set traits, method="update", state={…}, buffer_paths=[]."""
        await self.raw("comm_msg", {"comm_id": model, "data": data})

    async def raw(
        self, msg_type: str, content: Any, channel: str = "shell", *, metadata: State | None = None, **header: Any
    ) -> None:
        """Any message; ``header`` changes or adds fields of its header. Raises ConnectionError when closed."""
        own = {"msg_id": uuid.uuid4().hex, "msg_type": msg_type, "session": self._session, "version": "5.2"}
        own |= {"username": "", "date": "2025-01-01T00:00:00Z"} | header
        parts = {"header": own, "parent_header": {}, "metadata": metadata or {}, "content": content}
        await self.raw_text(serialize_msg_to_ws_v1(parts, channel, lambda part: json.dumps(part).encode()))

    async def raw_text(self, text: str | bytes) -> None:
        """A frame as it stands: text, or bytes. Raises ConnectionError when closed."""
        if self._socket is None or self.closed:
            raise ConnectionError("The page has no connection to its kernel.")
        with suppress(WebSocketClosedError):  # heard of in a moment, like any loss on the way
            await self._socket.write_message(text, binary=isinstance(text, bytes))

    async def close(self, beacon: bool = True) -> None:
        """Close the page as a browser does; without ``beacon`` the server is not told, only the connection ends."""
        fields, self.closed = {"_xsrf": self.browser.cookies.get("_xsrf", "")}, True
        told = self.browser.ask(f"{self._root}voila/api/shutdown/{self.kernel}", fields) if beacon else asyncio.sleep(0)
        telling = asyncio.ensure_future(told)
        await asyncio.sleep(0)  # it sets off before the connection ends, and is waited for afterwards
        if self._socket is not None:
            self._socket.close(1001)
        with suppress(OSError, HTTPClientError):  # a server that has gone is not told
            await telling


class Participant:
    """Somebody in a workshop, in a browser and a window (``view``). ``times``: seconds from joining to "seat", "room"."""

    page: Page

    def __init__(self, base: str, token: str = "", workshop: str = "") -> None:
        self.browser, self.token, self.workshop, self.view = Browser(base), token, workshop, uuid.uuid4().hex[:12]
        self.times, self._seq, self._start = dict[str, float](), 0, time.perf_counter()

    @classmethod
    async def join(cls, base: str, code: str, name: str, partner: str = "") -> Participant:
        """Take a seat. Raises NotOpened with the page that came instead."""
        new = cls(base)
        answer = await new.browser.ask("join")
        if answer.code == 200:
            hidden = {k: html.unescape(v) for k, v in HIDDEN.findall(answer.body.decode())}
            answer = await new.browser.ask("join", hidden | {"code": code, "name": name, "partner": partner})
        given = dict(GIVEN.findall(answer.body.decode()))
        if answer.code != 200 or len(given) != 2:
            raise NotOpened(answer)
        new.token, new.workshop = html.unescape(given["token"]), html.unescape(given["workshop"])
        new.times["seat"] = time.perf_counter() - new._start
        return new

    async def room(self, seconds: float = 60.0) -> Page:
        """Open the room's page (again) and enter with the token; wait until something is shown there."""
        self.page = await Page.open(self.browser.base, "room", browser=self.browser)
        await self.page.send("room", {"type": "enter", "token": self.token, "page": self.view})
        await self.page.wait(lambda p: p.models["room"].get("frame"), seconds)
        self.times["room"] = time.perf_counter() - self._start
        return self.page

    async def save(self, form: dict[str, Any], seconds: float = 10.0, **more: Any) -> float:
        """Send an answer, with ``more`` in the message; the seconds until it was saved. Raises NotSaved, TimeoutError."""
        self._seq += 1
        page, start, seq, before = self.page, time.perf_counter(), self._seq, len(self.page.heard)
        what = {"type": "response", "view": self.view, "seq": seq, "form": form, "key": page.models["room"].get("key")}
        await page.send("room", what | more)

        def said(page: Page) -> list[State]:
            new = (c for m, c in page.heard[before:] if m == "room" and c.get("seq") == seq)
            return [c for c in new if c.get("type") in ("saved", "not_saved")]

        await page.wait(said, seconds)
        if (answer := said(page)[0])["type"] == "not_saved":
            raise NotSaved(answer.get("message", ""))
        return time.perf_counter() - start

    async def check(self, form: dict[str, Any], seconds: float = 10.0) -> None:
        """Ask for a check; wait until the answer is saved and the page drawn anew. Raises NotSaved, TimeoutError."""
        before = self.page.models["room"].get("html")
        await self.save(form, seconds, type="check")
        await self.page.wait(lambda p: p.models["room"].get("html") != before, seconds)


async def together(n: int, make: Callable[[int], Awaitable[T]]) -> tuple[list[float], list[T]]:
    """``make(0)`` … ``make(n - 1)`` at once: the seconds each took, what each made. One failure ends all (a group)."""

    async def one(number: int) -> tuple[float, T]:
        start = time.perf_counter()
        made = await make(number)
        return time.perf_counter() - start, made

    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(one(number)) for number in range(n)]
    return [t.result()[0] for t in tasks], [t.result()[1] for t in tasks]
