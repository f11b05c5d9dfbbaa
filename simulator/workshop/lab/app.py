"""JupyterLab on the learner's copies of the notebooks: on this computer only, with no request off it."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

from jupyterlab.labapp import LabApp
from tornado.ioloop import IOLoop
from traitlets.config import Config

from simulator.workshop.kernels import OwnPython

NBGRADER = ("formgrader", "assignment_list", "course_list", "validate_assignment")


def settings(port: int, root: Path, token: str) -> dict[str, dict[str, Any]]:
    """The settings of the server and of JupyterLab."""
    return {
        "ServerApp": {
            "port": port,
            "port_retries": 0,
            "ip": "localhost",
            "root_dir": str(root),
            "open_browser": False,
            "answer_yes": True,  # Ctrl+C stops at once
            "allow_root": True,  # in a container everybody is root; it listens on this computer only
            "kernel_spec_manager_class": OwnPython,
            "jpserver_extensions": {f"nbgrader.server_extensions.{name}": False for name in NBGRADER},
        },
        "Application": {"log_level": "ERROR"},
        "IdentityProvider": {"token": token},
        "MappingKernelManager": {"transport_encryption": "auto"},
        "LabApp": {
            "news_url": None,
            "check_for_updates_class": "jupyterlab.NeverCheckForUpdate",
            "extension_manager": "readonly",
        },
    }


def run(port: int, root: Path, token: str, ready: Callable[[], object]) -> None:
    """Run JupyterLab until it is stopped. Blocks. ``ready`` is called once the server listens."""
    warnings.simplefilter("ignore", DeprecationWarning)  # Jupyter's own, of no use to a learner
    server = LabApp.initialize_server(argv=[], config=Config(settings(port, root, token)))
    IOLoop.current().add_callback(ready)
    server.start()
