"""One writer at a time for a file: among the threads of a process and among processes."""

from __future__ import annotations

import errno
import os
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_threads: dict[Path, threading.RLock] = {}
_guard = threading.Lock()
_held = threading.local()


class Busy(Exception):
    """Somebody else has held the lock for too long."""


@contextmanager
def one_at_a_time(path: Path, patience: float = 5.0) -> Iterator[None]:
    """Hold the lock file ``path``; may be nested in one thread. Raises Busy after ``patience`` seconds, or OSError."""
    with _guard:
        lock = _threads.setdefault(path, threading.RLock())
    if not lock.acquire(timeout=patience):
        raise Busy
    try:
        depth: dict[Path, int] = _held.__dict__.setdefault("depth", {})
        if depth.get(path):
            yield
            return
        handle = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0), 0o666)
        try:
            _wait(handle, patience)
            depth[path] = 1
            try:
                yield
            finally:
                depth[path] = 0
                _release(handle)
        finally:
            os.close(handle)
    finally:
        lock.release()


def _wait(handle: int, patience: float) -> None:
    until = time.monotonic() + patience
    while not _take(handle):
        if time.monotonic() > until:
            raise Busy
        time.sleep(0.02)


if sys.platform == "win32":
    import msvcrt

    def _take(handle: int) -> bool:
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def _release(handle: int) -> None:
        os.lseek(handle, 0, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _take(handle: int) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            # A network drive that knows no locks: the threads of this process still wait for each other.
            return error.errno in (errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP)
        return True

    def _release(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_UN)
