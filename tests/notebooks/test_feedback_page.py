"""Feedback pages in a real browser: no violation of WCAG, no request, nothing of an answer runs."""

from __future__ import annotations

from typing import Any

import pytest

from tests.browser.conftest import RULES
from tests.notebooks.conftest import Marked
from tests.notebooks.course import MODULE

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("student", ["ada", "cleo", "dov", "eli", "fay", "ivo", "quin"])
def test_a_feedback_page_is_accessible_and_quiet(marked: Marked, browser: Any, student: str) -> None:
    from axe_playwright_python.sync_playwright import Axe

    path = marked.course.root / "feedback" / student / MODULE / f"{MODULE}.html"
    asked: list[str] = []
    # Twice: as it is, and without its own policy, so that axe can be put into the page and an answer's script could run.
    for bypass in (False, True):
        context = browser.new_context(bypass_csp=bypass, viewport={"width": 320, "height": 800})
        page = context.new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.on("dialog", lambda dialog: asked.append(dialog.message))
        page.goto(path.as_uri())
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
        if bypass:
            found = Axe().run(page, options={"runOnly": RULES}).response["violations"]
            assert not [(v["id"], [n["html"] for n in v["nodes"]]) for v in found]
        context.close()
    assert [url for url in asked if not url.startswith("data:image/")] == [path.as_uri()] * 2
