"""Shared by all tiers. With CASEROOM_NO_SKIPS=1 a skipped test fails the run: CI has everything a test may need."""

from __future__ import annotations

import os

import pytest

from tests.chromium import browser

__all__ = ["browser"]


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if os.environ.get("CASEROOM_NO_SKIPS") == "1" and reporter and reporter.stats.get("skipped") and exitstatus == 0:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
        reporter.write_line("Tests were skipped, and CASEROOM_NO_SKIPS=1 allows none.", red=True)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="Write the expected texts anew; read the difference.")


@pytest.fixture
def update_golden(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--update-golden"))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests with a browser come last: once Playwright runs, no other test of this process can have an event loop."""
    items.sort(key=lambda item: "browser" in getattr(item, "fixturenames", ()))
