"""A port for a server of a test's own."""

from __future__ import annotations

import random
import socket

# Below the ports that systems give to outgoing connections: none takes one between its choice and the server's start.
LOW, HIGH = 20_000, 32_000


def free_port() -> int:
    """A port of 127.0.0.1 that nobody listens on."""
    while True:
        port = random.randrange(LOW, HIGH)
        with socket.socket() as s:
            try:
                s.bind(("127.0.0.1", port))
            except OSError:
                continue
        return port
