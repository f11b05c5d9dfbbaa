"""Two people at one form: each page sends the whole of it, and only what that page changed is taken over."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from simulator.responses.folder import Value
from simulator.views.widget import Form


class Together:
    """What one page knows of the forms that its seat shares.

    A *version* of a form is what both pages had. A page says with each answer which version it changed.
    """

    def __init__(self) -> None:
        self._versions: dict[str, list[Value]] = {}  # by exercise
        self._known: dict[str, Value] = {}  # by exercise: what this page knows to be saved

    def begin(self, exercise: str, saved: Value) -> None:
        """The page is given the exercise as it is saved."""
        self._known[exercise] = saved
        self._versions[exercise] = [saved]

    def put(self, exercise: str, version: int, saved: Form | None, sent: Form) -> Form:
        """What this page changed since ``version``, put into what is saved by now."""
        versions = self._versions.get(exercise) or [{}]
        return merge(versions[version if 0 <= version < len(versions) else -1], saved, sent)

    def sent(self, exercise: str, form: Form) -> None:
        """The page has saved this."""
        self._known[exercise] = dict(form)

    def news(self, exercise: str, saved: Value) -> int | None:
        """The number of a new version when something else is saved than this page knows; None when it knows it."""
        if saved == self._known.get(exercise):
            return None
        self._known[exercise] = saved
        versions = self._versions.setdefault(exercise, [{}])
        versions.append(saved)
        return len(versions) - 1


def merge(base: Mapping[str, Any], saved: Form | None, sent: Form) -> Form:
    """``sent`` as a change of ``base``, made to ``saved``: fields this page did not touch stay as the partner left them."""
    if saved is None:
        return sent
    merged = dict(saved)
    for name in {*base, *sent}:
        if (sent.get(name) or "") != (base.get(name) or ""):  # an empty field is no field
            if name in sent:
                merged[name] = sent[name]
            else:
                merged.pop(name, None)
    return merged
