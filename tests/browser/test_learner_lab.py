"""The same modules in JupyterLab, by keyboard: every exercise, a restarted kernel, and none of Lab's shortcuts in the way."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import TimeoutError as TimeoutError_

from simulator.cases import jurisdiction_names
from tests.browser.conftest import ROOT, RULES, Server
from tests.browser.learner import LONG, MODULES, Learner, answer, in_the_seat, order, plain

READY = "count => document.querySelectorAll('.jp-Notebook [data-exercise] form').length >= count"
BEGUN = "() => document.querySelector('.jp-Notebook .jp-OutputArea-output, .jp-Notebook [data-status=busy]') !== null"
# an exercise in which one types
WRITTEN = {"recording": "visit_note", "confidentiality": "an_email", "online_meetings": "note_of_the_call"}
# the last module in one place only: its calls are the same program everywhere, and Voilà plays them in all
WALKS = [(m, j) for m in MODULES for j in jurisdiction_names() if m != "online_meetings" or j == "us_washington"]


class Lab(Server):
    """``caseroom lab`` in a process of its own."""

    def start(self) -> Lab:
        code = "import sys, pathlib; from simulator import launch; launch.lab(int(sys.argv[1]), pathlib.Path(sys.argv[2]), False)"
        with self.log.open("ab") as out:
            self._process = subprocess.Popen(
                [sys.executable, "-u", "-c", code, str(self.port), str(self.data)],
                stdout=out,
                stderr=subprocess.STDOUT,
                env=os.environ | {"PYTHONPATH": str(ROOT)},
                cwd=self.data.parent,
            )
        for _ in range(600):
            assert self._process.poll() is None, self.log.read_text()
            if found := re.search(r"opens in JupyterLab: (http\S+)", self.log.read_text()):
                self.opens = found[1]
                return self
            time.sleep(0.1)
        raise AssertionError(f"JupyterLab did not start: {self.log.read_text()}")


@pytest.fixture
def lab(tmp_path: Path, browser: Any) -> Iterator[Lab]:
    server = Lab(tmp_path / "data").start()
    yield server
    server.stop()


def command(page: Any, words: str, id: str) -> None:
    """Run one of Lab's commands through its palette, with the keyboard. Lab may still be opening: then once more."""
    item = f".lm-CommandPalette-item.lm-mod-active[data-command='{id}']"
    for _ in range(10):
        page.keyboard.press("Escape")
        page.keyboard.press("Control+Shift+c")
        try:
            page.wait_for_selector(".lm-CommandPalette-input", state="visible", timeout=3_000)
            page.keyboard.type(words)
            page.wait_for_selector(item, timeout=3_000)
        except TimeoutError_:
            continue
        page.keyboard.press("Enter")
        return
    raise AssertionError(f"Lab's palette does not offer “{words}”.")


def open_course(page: Any, lab: Lab, module: str) -> None:
    """Open Lab on a module and run all its cells."""
    # a fresh layout: Lab remembers the tabs of an earlier run, and would put another module in front of this one
    address = lab.opens.replace("/lab?", f"/lab/tree/{module}/{module}.ipynb?") + "&reset"
    for _ in range(100):  # the address is told a moment before the server listens
        try:
            page.goto(address)
            break
        except Exception:
            time.sleep(0.2)
    page.wait_for_selector(".jp-Notebook .jp-Cell", timeout=LONG)
    page.wait_for_selector(
        ".jp-NotebookPanel-toolbar .jp-Notebook-ExecutionIndicator[data-status='idle']", timeout=LONG
    )
    for _ in range(4):
        command(page, "Run All Cells", "notebook:run-all-cells")
        try:  # now and then Lab drops the cells it is given right after opening: nothing runs, and one asks again
            page.wait_for_function(BEGUN, timeout=30_000)
            break
        except TimeoutError_:
            continue
    page.wait_for_function(READY, arg=len(order(module)), timeout=LONG)


def axe(page: Any) -> list[str]:
    """What axe finds in our own part of Lab's page."""
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page, context={"include": [[".caseroom"]]}, options={"runOnly": RULES}).response["violations"]
    return [f"{v['id']}: {[n['html'][:200] for n in v['nodes']]}" for v in found]


@pytest.mark.parametrize(("module", "jurisdiction"), WALKS)
def test_the_whole_module_in_lab(module: str, jurisdiction: str, lab: Lab, browser: Any) -> None:
    family = in_the_seat(lab.data, jurisdiction)
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    elsewhere: list[str] = []
    page.on(
        "request", lambda r: elsewhere.append(r.url) if not r.url.startswith((lab.address, "data:", "blob:")) else None
    )
    open_course(page, lab, module)
    learner = Learner(page, lab.data / "work" / module / family.slug, family.make(), module)
    for exercise in order(module):
        learner.do(exercise)
    assert axe(page) == []

    written = WRITTEN[module]
    cells = page.locator(".jp-Notebook .jp-Cell").count()
    learner.tab_to(f"#{written}-form textarea", key="Shift+Tab", most=600)
    before = learner.here()["value"]
    learner.keys.type("dd ")
    learner.keys.press("Shift+Enter")
    learner.keys.type("aa")
    assert page.locator(".jp-Notebook .jp-Cell").count() == cells, "Lab's shortcuts fired while a learner typed"
    assert len(learner.here()["value"]) >= len(before) + 5
    learner.saved_in(written)
    kept = learner.shown(written)

    learner.tab_to(":not(.caseroom *)", most=600)  # out of the exercise, where Lab's own keys work again
    command(page, "Restart Kernel and Run All Cells", "notebook:restart-run-all")
    page.wait_for_selector(".jp-Dialog .jp-mod-accept", timeout=LONG)
    page.keyboard.press("Enter")
    page.wait_for_selector(".jp-Dialog", state="detached", timeout=LONG)
    page.wait_for_function(f"() => !document.querySelector('#{written}-form')", timeout=LONG)
    page.wait_for_function(READY, arg=len(order(module)), timeout=LONG)
    for exercise in order(module)[:3]:
        assert learner.shown(exercise) == plain(answer(exercise, case=learner.case, of=module)), exercise
    assert learner.shown(written) == kept
    assert elsewhere == []
    context.close()
