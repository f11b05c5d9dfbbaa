"""The one widget of a workshop's page, in a kernel of its own: a participant's seat, or the facilitator's board.

A kernel is warmed before anybody comes and knows no one. The first token it is sent says who it is for.
"""

from __future__ import annotations

import asyncio
import json
import logging
import os
import time
from collections.abc import Mapping
from pathlib import Path
from threading import RLock
from typing import Any

import anywidget
import ipywidgets
import traitlets
from markupsafe import escape

from simulator.responses.database import Database
from simulator.responses.engine import DatabaseProblem
from simulator.responses.room import Room
from simulator.workshop.after import delete, marks_csv
from simulator.workshop.board import SURE, Board
from simulator.workshop.debrief import debrief_html
from simulator.workshop.pages import version
from simulator.workshop.results import AfterProblem
from simulator.workshop.seat import WRONG, Seat

log = logging.getLogger("caseroom")
SETTINGS = "CASEROOM_WORKSHOP"  # environment: JSON {database, id, folder, join}
MODEL = "room"  # the widget's own name, the same in every kernel, so that one page serves all
TURN = 0.5  # seconds between two looks whether something has changed


def find_room() -> tuple[Room, str]:
    """The room this kernel belongs to, and the address to join. Raises DatabaseProblem."""
    settings = json.loads(os.environ[SETTINGS])
    database = Database(Path(settings["database"]) if settings["file"] else settings["database"])
    workshop = database.workshop(settings["id"])
    if workshop is None:
        raise DatabaseProblem("This workshop has been deleted, with everything in it.")
    return Room(database, workshop, Path(settings["folder"])), settings["join"]


class RoomWidget(anywidget.AnyWidget):
    """What the page of a participant or the facilitator is made of."""

    # The page's script comes over HTTP, where browsers keep it, and not with every widget's state.
    _esm = f"""export default async () => {{
  const place = document.querySelector('[data-room]');
  return (await import(`${{location.origin}}${{place.dataset.base}}static/room.js?v={version()}`)).default;
}};
"""
    frame = traitlets.Unicode().tag(sync=True)
    key = traitlets.Unicode().tag(sync=True)
    html = traitlets.Unicode().tag(sync=True)
    file = traitlets.Unicode().tag(sync=True)
    board = traitlets.Unicode().tag(sync=True)

    def __init__(self) -> None:
        super().__init__(model_id=MODEL)
        self._room, self._join = find_room()
        self._lock, self._wrong = RLock(), 0
        self._seat: Seat | None = None
        self._board: Board | None = None
        self._pulse = -1
        self._asked_to_delete, self._deleted = -SURE, False
        self.on_msg(lambda _widget, content, _buffers=None: self._hear(content))

    def show(self, **traits: str) -> None:
        """Set traits, all of them in one message."""
        with self.hold_sync():
            for name, value in traits.items():
                self.set_trait(name, value)

    def _hear(self, content: object) -> None:
        if not isinstance(content, Mapping) or not isinstance(kind := content.get("type"), str):
            return
        try:
            with self._lock:
                if kind == "here":
                    self.send({"type": "there"})
                if kind == "board":
                    self._of_board(content)
                elif self._board is None:
                    self._seat = self._seat or Seat(self._room, self.show, self.send)
                    self._seat.hear(content)
        except Exception:
            log.exception("A message could not be handled")

    def _of_board(self, content: Mapping[str, Any]) -> None:
        if self._seat is not None and self._seat.person is not None:
            return  # a seat's page is no board
        if content.get("do") == "enter":
            token, view = content.get("token"), content.get("view")
            if not isinstance(token, str) or self._wrong >= WRONG or self._board:
                return
            try:
                known = self._room.is_board(token[:80])
            except DatabaseProblem as problem:
                self.show(board=board_says(str(problem)))
                return
            if not known:
                self._wrong += 1
                self.show(
                    board=board_says(
                        "This link does not open the board. Use the facilitator’s link that the command printed."
                    )
                )
                return
            self._board = Board(self._room, join_url=self._join, view="projector" if view == "projector" else "board")
            self.show(board=self._board.html())
        elif self._board is not None:
            said = self._at_the_end(str(content.get("do"))) or self._board.hear(content)
            if said:
                self.send({"type": "said", "text": said})
            if not self._deleted:
                self.show(board=self._board.html())

    def _at_the_end(self, what: str) -> str:
        """Take the marks or the debrief away, say how to hand over to nbgrader, delete: what there is to say of it."""
        room = self._room
        try:
            if what == "csv":
                self.send({"type": "take", "name": f"marks-{room.id}.csv", "kind": "text/csv", "text": marks_csv(room)})
            elif what == "debrief":
                name = f"debrief-{room.id}.html"
                self.send({"type": "take", "name": name, "kind": "text/html", "text": debrief_html(room)})
            elif what == "submissions":
                return f"On this computer: caseroom workshops submissions {room.id} --course FOLDER --make"
            elif what == "delete":
                now = time.monotonic()
                if now - self._asked_to_delete > SURE:
                    self._asked_to_delete = now
                    return "This deletes every answer, mark and self-rating for good. Press “Delete everything” again within 20 seconds if you mean it."
                said = delete(room.database, room.folder.parent.parent, room.id)
                self._deleted = True
                self.show(board=board_says(said))
                return said
        except (AfterProblem, DatabaseProblem) as problem:
            return str(problem)
        return ""

    async def watch(self) -> None:
        """Look again and again whether something has changed. Never ends."""
        last = 0.0
        loop = asyncio.get_running_loop()
        while True:
            await asyncio.sleep(TURN)
            try:
                with self._lock:
                    if self._board is not None and not self._deleted:
                        pulse = max(self._room.pulse("work"), self._room.pulse("room"))
                        if pulse != self._pulse or loop.time() - last > 5:  # who is here changes by itself
                            self._pulse, last = pulse, loop.time()
                            self.show(board=self._board.html())
                    elif self._seat is not None:
                        self._seat.tick()
            except Exception:
                log.exception("A page could not be brought up to date")


def board_says(sentence: str) -> str:
    """A board that cannot be shown."""
    return f'<div class="caseroom"><h1 tabindex="-1">The board</h1><p role="alert">{escape(sentence)}</p></div>'


def open_room() -> RoomWidget:
    """The widget of this kernel, looking after itself. The notebook's only cell shows it."""
    ipywidgets.register_comm_target()  # a copy of the stem has a kernel that ipywidgets, imported before, knows nothing of
    widget = RoomWidget()
    widget._watching = asyncio.get_running_loop().create_task(widget.watch())
    return widget
