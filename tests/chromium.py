"""The one browser of a test run, shared by every tier that looks at a page.

CASEROOM_CHROMIUM names it; CASEROOM_REQUIRE_BROWSER=1 makes a missing browser a failure.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def chromium() -> str | None:
    """The browser's path, or None."""
    named = os.environ.get("CASEROOM_CHROMIUM")
    if named:
        return named if Path(named).is_file() else None
    usual = Path("/usr/bin/chromium")
    return shutil.which("chromium") or (str(usual) if usual.is_file() else None)


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """A running Chromium (Playwright's Browser)."""
    path = chromium()
    if path is None:
        sentence = "Chromium is not here: install it, or name it in CASEROOM_CHROMIUM."
        if os.environ.get("CASEROOM_REQUIRE_BROWSER") == "1":
            pytest.fail(sentence)
        pytest.skip(sentence)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield running
        running.close()
