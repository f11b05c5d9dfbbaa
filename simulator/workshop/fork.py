"""Kernels that are forked from a process in which everything is read already.

A kernel of its own reads the libraries, the course and the markers again: half a second and 100 MB for each of a
hundred seats. Here one process, the *stem*, reads them once and has neither thread nor socket; each kernel is a copy of
it and shares what it does not change. Linux only; elsewhere kernels start as usual.

The stem ends when the server does, whatever ended it, and the kernels end with the stem.
"""

from __future__ import annotations

import asyncio
import contextlib
import gc
import json
import os
import random
import select
import signal
import socket
import subprocess
import sys
import threading
from typing import Any, NoReturn

from jupyter_client.provisioning.local_provisioner import LocalProvisioner
from jupyter_server.services.kernels.kernelmanager import ServerKernelManager

POSSIBLE = sys.platform == "linux" and hasattr(os, "pidfd_open") and not os.environ.get("CASEROOM_NO_FORK")
LONGEST = 1 << 20  # bytes of one request


class Forked:
    """A forked kernel as the provisioner knows processes. It is the stem's child, not ours, so it is known by its pidfd."""

    stdin = stdout = stderr = None

    def __init__(self, pid: int) -> None:
        self.pid, self.returncode = pid, None
        try:
            self._handle = os.pidfd_open(pid)
        except ProcessLookupError:
            self._handle = -1

    def poll(self) -> int | None:
        """0 once it has ended (how, only the stem knows), None while it runs."""
        if self._handle < 0:
            return 0
        return 0 if select.select([self._handle], [], [], 0)[0] else None

    def wait(self, timeout: float | None = None) -> int:
        if self._handle >= 0 and not select.select([self._handle], [], [], timeout)[0]:
            raise subprocess.TimeoutExpired("kernel", timeout or 0)
        self.close()
        return 0

    def send_signal(self, signum: int) -> None:
        if self._handle >= 0:
            with contextlib.suppress(ProcessLookupError):
                signal.pidfd_send_signal(self._handle, signum)

    def terminate(self) -> None:
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)

    def close(self) -> None:
        if self._handle >= 0:
            os.close(self._handle)
            self._handle = -1

    def __del__(self) -> None:
        self.close()


class Stem:
    """The process kernels are copied from. ``prepare`` is code it runs once, before the first copy."""

    def __init__(self, prepare: str) -> None:
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._turn = asyncio.Lock()
        with theirs:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "simulator.workshop.fork", str(theirs.fileno()), prepare],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
            )
        ours.setblocking(False)
        self._socket = ours

    async def fork(self, argv: list[str], cwd: str | None, env: dict[str, str]) -> Forked:
        """A new kernel with these arguments. Raises RuntimeError when the stem has ended."""
        request = json.dumps({"argv": argv, "cwd": cwd, "env": env}).encode()
        loop = asyncio.get_running_loop()
        async with self._turn:
            try:
                await loop.sock_sendall(self._socket, request)
                answer = await loop.sock_recv(self._socket, 64)
            except OSError as error:
                raise RuntimeError("The process that kernels are copied from has ended.") from error
        if not answer:
            raise RuntimeError("The process that kernels are copied from has ended.")
        return Forked(int(answer))

    def close(self) -> None:
        self._socket.close()
        try:
            self.process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


class ForkProvisioner(LocalProvisioner):
    """Starts a kernel by copying the stem; everything else is as with a kernel of its own."""

    stem: Stem

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> Any:
        env = {k: v for k, v in kwargs.get("env", {}).items() if isinstance(v, str)}
        forked = await self.stem.fork(cmd[cmd.index("-m") + 2 :], kwargs.get("cwd"), env)
        self.process, self.pid, self.pgid = forked, forked.pid, forked.pid  # type: ignore[assignment]
        return self.connection_info


class ForkedKernel(ServerKernelManager):
    """A kernel whose provisioner copies ``stem``."""

    stem: Stem | None = None

    async def _async_pre_start_kernel(self, **kw: Any) -> tuple[list[str], dict[str, Any]]:
        if self.provisioner is None and self.stem is not None:
            self.kernel_id = self.kernel_id or kw.pop("kernel_id", "")
            self.provisioner = ForkProvisioner(kernel_id=self.kernel_id, kernel_spec=self.kernel_spec, parent=self)
            self.provisioner.stem = self.stem
        return await super()._async_pre_start_kernel(**kw)


# ---- in the stem


def stem(handle: int, prepare: str) -> NoReturn:
    """Read everything, then copy this process as often as asked, until the server's end of the socket is closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is the server's
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # ended kernels leave nothing behind
    sys.modules["debugpy"] = None  # type: ignore[assignment]  # a learner's kernel is not debugged: 10 MB each
    gc.disable()
    asked = socket.socket(fileno=handle)
    exec(compile(prepare, "<prepare>", "exec"), {"__name__": "prepare"})
    gc.collect()
    gc.freeze()  # what all share is never looked through again, so it stays shared
    while True:
        request = asked.recv(LONGEST)
        if not request:
            os._exit(0)
        if threading.active_count() != 1:
            os._exit(70)  # a copy of a process with threads may never wake up
        pid = os.fork()
        if not pid:
            asked.close()
            kernel(**json.loads(request))
        asked.send(str(pid).encode())


def kernel(argv: list[str], cwd: str | None, env: dict[str, str]) -> NoReturn:
    """Be a kernel: in a copy of the stem."""
    code = 1
    try:
        os.setsid()
        if cwd:
            os.chdir(cwd)
        os.environ.clear()
        os.environ.update(env)
        for signum in (signal.SIGINT, signal.SIGCHLD):
            signal.signal(signum, signal.SIG_DFL)
        signal.signal(signal.SIGINT, signal.default_int_handler)
        random.seed()
        gc.enable()
        from ipykernel.kernelapp import IPKernelApp

        IPKernelApp.parent_handle = os.getppid()  # type: ignore[assignment]  # it ends with the stem; read from the environment too early for us
        IPKernelApp.launch_instance([*argv, "--HistoryManager.enabled=False", "--log-level=ERROR"])
        code = 0
    finally:
        os._exit(code)


if __name__ == "__main__":
    stem(int(sys.argv[1]), sys.argv[2])
