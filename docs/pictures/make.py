"""Make the pictures in this folder: a genogram of each scenario, cropped to what it shows.

Run by hand from the top of the repository, with the packages for development installed and Debian's Chromium at
/usr/bin/chromium (another one: CHROMIUM=/path/to/it):

    python docs/pictures/make.py                # all scenarios
    python docs/pictures/make.py crisis         # only some
    python docs/pictures/make.py --around       # who is around each family, and the time line, as well

The case behind each picture is the one with most people among the first forty of its scenario in one jurisdiction, so
the same version of the content always gives the same picture. Everybody in it is invented.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from simulator.cases import make_case, scenario_names
from simulator.cases.model import Case
from simulator.views.ecomap import ecomap
from simulator.views.genogram import drawn, genogram
from simulator.views.page import css
from simulator.views.timeline import timeline

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parents[1]))
from tests.chromium import ARGUMENTS  # noqa: E402

WIDE = 900  # pixels, about
JURISDICTIONS = ("england", "wales", "us_washington")


def fullest(scenario: str, jurisdiction: str) -> Case:
    """The case of a scenario with most people in the picture, the first of several."""
    return max((make_case(scenario, jurisdiction, seed) for seed in range(40)), key=lambda case: len(drawn(case)))


def shoot(page: Page, svg: str, to: Path) -> None:
    """Write one picture as a PNG, about as wide as it should be."""
    body = f'<div class="caseroom" style="display:inline-block;padding:8px">{svg}</div>'
    page.set_content(
        f'<!doctype html><meta charset="utf-8"><style>{css()} body{{margin:0;background:#fff}}</style>{body}'
    )
    picture = page.locator("svg").first
    natural = picture.evaluate("svg => svg.viewBox.baseVal.width")
    picture.evaluate(
        "(svg, w) => { svg.style.minWidth = svg.style.maxWidth = svg.style.width = w + 'px' }",
        min(WIDE, natural * 1.25),
    )
    picture.screenshot(path=to)
    print(f"{to.name}: {to.stat().st_size / 1024:.0f} kB")


def main(names: list[str]) -> None:
    around = "--around" in names
    wanted = [n for n in names if not n.startswith("--")] or scenario_names()
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"), args=ARGUMENTS)
        page = browser.new_page(viewport={"width": 1400, "height": 1000})
        for i, name in enumerate(wanted):
            case = fullest(name, JURISDICTIONS[i % len(JURISDICTIONS)])
            shoot(page, str(genogram(case).svg), HERE / f"genogram-{name}.png")
            if around:
                shoot(page, str(timeline(case)), HERE / f"timeline-{name}.png")
                if case.ties:
                    shoot(page, str(ecomap(case)), HERE / f"ecomap-{name}.png")
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1:])
