"""What the doors of a workshop remember: how often was tried, and who was let in a moment ago. All of it in memory."""

from __future__ import annotations

import asyncio
import time
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

from simulator.responses.room import Person
from simulator.workshop.rate import Limiter

PATIENCE = 12.0  # seconds to wait for the database before we say that it does not answer
REMEMBERED = 120.0  # seconds in which the same form, sent twice, takes one seat
MOST_REMEMBERED = 500


@dataclass(frozen=True)
class Form:
    """What somebody typed. ``once`` names this copy of the form."""

    code: str = ""
    name: str = ""
    partner: str = ""
    once: str = ""


class NoAnswer(Exception):
    """The database did not answer in time."""


class Doorkeeper:
    """Asks the database without stopping the server, counts what was tried, and knows a form that is sent again.

    ``lately`` holds the tokens of the last two minutes, since a form may be sent twice before its answer is seen.
    """

    def __init__(self) -> None:
        self.pool = ThreadPoolExecutor(max_workers=2, thread_name_prefix="door")  # a slow database stops no page
        self.asked = Limiter(600, 60)
        self.wrong = Limiter(30, 60)
        self.wrong_in_all = Limiter(120, 60)
        self.partners = Limiter(60, 60)
        self.lately: OrderedDict[Form, tuple[float, Future[tuple[Person, str]]]] = OrderedDict()

    async def ask(self, work: Callable[[], Any]) -> Any:
        """Ask the database. Raises NoAnswer, and what ``work`` raises."""
        return await self._wait(self.pool.submit(work))

    async def seat(self, form: Form, work: Callable[[], tuple[Person, str]]) -> tuple[Person, str]:
        """Sit somebody down; the same form, sent again, gets the same seat. Raises NoAnswer, and what ``work`` raises."""
        future = self.seated(form)
        if future is None:
            future = self.pool.submit(work)
            if form.once:
                self.lately[form] = (time.monotonic(), future)
        try:
            found: tuple[Person, str] = await self._wait(future)
            return found
        except Exception:
            if future.cancelled() or (future.done() and future.exception()):
                self.lately.pop(form, None)
            raise

    def seated(self, form: Form) -> Future[tuple[Person, str]] | None:
        """The seat this very form took or is about to take."""
        oldest = time.monotonic() - REMEMBERED
        while self.lately and (len(self.lately) > MOST_REMEMBERED or next(iter(self.lately.values()))[0] < oldest):
            self.lately.popitem(last=False)
        return self.lately[form][1] if form in self.lately else None

    async def _wait(self, future: Future[Any]) -> Any:
        answer = asyncio.wrap_future(future)
        answer.add_done_callback(lambda f: f.cancelled() or f.exception())  # said to somebody or to nobody; not logged
        await asyncio.wait({answer}, timeout=PATIENCE)
        if not answer.done():
            future.cancel()
        if not answer.done() or answer.cancelled():
            raise NoAnswer
        return answer.result()
