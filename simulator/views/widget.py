"""The anywidgets: one for every exercise type, one for the case file.

Only HTML and a key for the browser's own storage are synced; a truth never is. What comes from the page is a custom
message and is never trusted. In JupyterLab messages may arrive on another thread than the notebook's cells, so every
message is handled under a lock.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from threading import RLock
from typing import Any, Protocol

import anywidget
import traitlets

from simulator.exercises.base import FormatProblem, read_form
from simulator.views.page import css, script

log = logging.getLogger("caseroom")
Form = dict[str, str | list[str]]

FAULT = (
    "Your work is saved. It could not be marked just now. That is a fault of this program, not of yours, "
    "and it costs you nothing. Tell your tutor what you did last."
)


class Draw(Protocol):
    """Renders one exercise; see :func:`simulator.views.page.render`."""

    def __call__(
        self,
        raw: Form | None,
        saved_at: datetime | None,
        *,
        marks: Any = None,
        problem: FormatProblem | None = None,
        checks: int = 0,
        notices: tuple[str, ...] = (),
    ) -> str: ...


@dataclass(frozen=True)
class Work:
    """What the widget of an exercise needs of its desk.

    ``key`` names the words this browser keeps until they are saved. ``load`` gives the saved form, when it was saved and
    what the learner must be told. ``save`` returns when it was saved, or raises an exception with a ``message``.
    ``mark`` is None where there is no check. ``checked`` counts a check. ``words`` says when: "Saved at 16:42".
    ``act`` does what the form has chosen, where an exercise goes on step by step; it saves, and returns when, and a
    sentence for the learner where nothing was done.
    """

    key: str
    load: Callable[[], tuple[Form | None, datetime | None, tuple[str, ...]]]
    save: Callable[[Form], datetime]
    draw: Draw
    words: Callable[[datetime | None], str]
    mark: Callable[[Form], Any] | None = None
    checked: Callable[[], object] = lambda: None
    act: Callable[[Form], tuple[datetime, str]] | None = None


class Talk:
    """The conversation with a page about one exercise.

    ``show`` puts new HTML on the page, ``say`` sends it a message. Whatever a message holds, nothing is raised and
    nothing saved is lost.
    """

    def __init__(self, work: Work, show: Callable[[str], None], say: Callable[[dict[str, Any]], None]) -> None:
        self._work, self._show, self._send, self._lock = work, show, say, RLock()
        self._checks, self._last = 0, ("", -1)

    def first(self) -> str:
        """The exercise as it is first shown, with what was saved of it."""
        raw, saved_at, notices = self._work.load()
        return self._work.draw(raw, saved_at, notices=notices)

    def hear(self, content: object) -> None:
        """A message of the page."""
        if not isinstance(content, Mapping):
            return
        view, seq = content.get("view"), content.get("seq", 0)
        if not isinstance(view, str) or len(view) > 40 or not isinstance(seq, int):
            return
        with self._lock:
            if content.get("type") == "hello":
                raw, saved_at, _ = self._work.load()
                if raw is not None:
                    self._say("form", view, 0, form=raw, iso=saved_at.isoformat() if saved_at else "")
            elif content.get("type") == "refresh":
                self.redraw()
            elif content.get("type") in ("response", "check"):
                self._keep(content, view, seq)
            elif content.get("type") == "do" and self._work.act is not None:
                self._act(content, view, seq)

    def _keep(self, content: Mapping[str, Any], view: str, seq: int) -> None:
        check = content["type"] == "check" and self._work.mark is not None
        try:
            form = read_form(content.get("form"))
            saved_at = self._work.save(form)
        except FormatProblem as problem:
            self._say("not_saved", view, seq, message=problem.message)
            if check:
                self.redraw(problem=problem)
            return
        except Exception as error:
            if not (message := getattr(error, "message", "")):
                log.exception("An answer could not be saved")
                message = "Something went wrong while saving."
            self._say("not_saved", view, seq, message=message)
            return
        self._saved(view, seq, saved_at)
        if check and self._last != (view, seq):
            self._last = (view, seq)
            self.check(self._work.load()[0] or form, saved_at)

    def _saved(self, view: str, seq: int, at: datetime) -> None:
        self._say("saved", view, seq, text=self._work.words(at), iso=at.isoformat())

    def _act(self, content: Mapping[str, Any], view: str, seq: int) -> None:
        """One step of an exercise that goes on by steps. The same message twice is one step."""
        assert self._work.act is not None
        try:
            form = read_form(content.get("form"))
            if self._last == (view, seq):
                saved_at, notice = self._work.load()[1], ""
            else:
                saved_at, notice = self._work.act(form)
                self._last = (view, seq)
        except Exception as error:
            if not (message := getattr(error, "message", "")):
                log.exception("An act could not be done")
                message = "Something went wrong while saving."
            self._say("not_saved", view, seq, message=message)
            return
        if saved_at is not None:
            self._saved(view, seq, saved_at)
        self.redraw(notices=(notice,) if notice else ())

    def check(self, form: Form, saved_at: datetime) -> None:
        assert self._work.mark is not None
        try:
            marks = self._work.mark(form)
        except FormatProblem as problem:
            self.redraw(form, saved_at, problem=problem)
            return
        except Exception:
            log.exception("An answer could not be marked")
            self.redraw(form, saved_at, notices=(FAULT,))
            return
        try:
            self._work.checked()
        except Exception:
            log.exception("A check could not be counted")
        self.redraw(form, saved_at, marks=marks)

    def redraw(
        self,
        form: Form | None = None,
        saved_at: datetime | None = None,
        *,
        marks: Any = None,
        problem: FormatProblem | None = None,
        notices: tuple[str, ...] = (),
    ) -> None:
        """Draw it again: the form given, or what is saved."""
        self._checks += 1
        if form is None:
            form, saved_at, _ = self._work.load()
        self._show(self._work.draw(form, saved_at, marks=marks, problem=problem, checks=self._checks, notices=notices))

    def _say(self, type: str, view: str, seq: int, **what: object) -> None:
        self._send({"type": type, "view": view, "seq": seq, **what})


class ExerciseWidget(anywidget.AnyWidget):
    """One exercise on a page."""

    _esm = script("form")
    _css = css()
    html = traitlets.Unicode().tag(sync=True)
    key = traitlets.Unicode().tag(sync=True)

    def __init__(self, work: Work) -> None:
        self._talk = Talk(work, lambda html: self.set_trait("html", html), lambda message: self.send(message))
        super().__init__(html=self._talk.first(), key=work.key)
        self.on_msg(self._hear)

    def _hear(self, _widget: object, content: object, _buffers: object = None) -> None:
        self._talk.hear(content)


@dataclass(frozen=True)
class FilePort:
    """What the case file's widget needs of its desk.

    ``draw(query, problem)`` renders the file; ``problem`` is ("", "") or (id of a restricted item, what to mend).
    ``look(opened, reason)`` records a look and says what to mend: empty when it is recorded.
    """

    draw: Callable[[str, tuple[str, str]], str]
    look: Callable[[str, str], str]


class FileTalk:
    """The conversation with a page about a case file."""

    def __init__(self, port: FilePort, show: Callable[[str], None]) -> None:
        self._port, self._show, self._lock, self._query = port, show, RLock(), ""

    def first(self) -> str:
        return self._port.draw("", ("", ""))

    def hear(self, content: object) -> None:
        if not isinstance(content, Mapping):
            return
        text = {k: v for k, v in content.items() if isinstance(v, str) and len(v) <= 2000}
        with self._lock:
            if text.get("type") == "search":
                self._query = text.get("query", "")[:100]
                self._show(self._port.draw(self._query, ("", "")))
            elif text.get("type") == "look":
                opened = text.get("opened", "")
                problem = self._port.look(opened, text.get("reason", ""))
                self._show(self._port.draw(self._query, (opened, problem) if problem else ("", "")))


class CaseFileWidget(anywidget.AnyWidget):
    """The case file beside the exercises. What is restricted is not in the HTML until a reason is given."""

    _esm = script("file")
    _css = css()
    html = traitlets.Unicode().tag(sync=True)

    def __init__(self, port: FilePort) -> None:
        self._talk = FileTalk(port, lambda html: self.set_trait("html", html))
        super().__init__(html=self._talk.first())
        self.on_msg(self._hear)

    def _hear(self, _widget: object, content: object, _buffers: object = None) -> None:
        self._talk.hear(content)


class SummaryWidget(anywidget.AnyWidget):
    """The end of a module: drawn when it is shown, and again when asked for."""

    _esm = script("file")
    _css = css()
    html = traitlets.Unicode().tag(sync=True)

    def __init__(self, draw: Callable[[], str]) -> None:
        self._draw, self._lock = draw, RLock()
        super().__init__(html=draw())
        self.on_msg(self._hear)

    def _hear(self, _widget: object, content: object, _buffers: object = None) -> None:
        if isinstance(content, Mapping) and content.get("type") == "refresh":
            with self._lock:
                self.html = self._draw()


class StaticWidget(anywidget.AnyWidget):
    """A part of a page that only says something."""

    _esm = script("file")
    _css = css()
    html = traitlets.Unicode().tag(sync=True)
