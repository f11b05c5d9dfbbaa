"""The plain pages: home, caseload, case file, help. No kernel, no script needed, nothing but the learner's side of a case."""

from __future__ import annotations

import hashlib
import secrets
from functools import cache
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from jupyter_server.base.handlers import JupyterHandler
from markupsafe import Markup
from tornado import web

from simulator.cases import LARGEST_SEED, CaseRef, jurisdiction_names, profile, scenario_head, scenario_names
from simulator.records import caseload
from simulator.workshop import progress

HERE = Path(__file__).parent
TEMPLATES = HERE / "template"
VIEWS = HERE.parent / "views"

PAGE_POLICY = (
    "default-src 'none'; style-src 'self' 'unsafe-inline'; script-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
SAID = {
    403: (
        "This page could not be opened",
        "The form was too old, or came from another page. Go back, load the page again and send it once more.",
    ),
    404: ("There is no such page", "The address may be mistyped, or the family may not be on your caseload any more."),
    405: ("There is no such page", "This address only takes forms from Caseroom’s own pages."),
}
FAULT = (
    "Something went wrong in Caseroom",
    "Your saved work is not touched. Load the page again; if this happens again, tell your tutor.",
)


def address(file_no: str) -> str:
    """A file number as a part of an address."""
    return quote(file_no, safe="")


def environment() -> Environment:
    """The pages' templates, always escaping."""
    env = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    from simulator.views.case_file import marked

    env.globals.update(version=version())
    env.filters.update(address=address, how_long=progress.how_long, marked=marked)
    return env


class Page(JupyterHandler):
    """What every plain page shares. Forms carry Tornado's token; Host and Origin are checked by Jupyter's handler."""

    here = ""

    @property
    def content_security_policy(self) -> str:
        return PAGE_POLICY

    @property
    def data(self) -> Path:
        return Path(self.settings["caseroom_data"])

    @property
    def family(self) -> CaseRef:
        return caseload.current(self.data)

    def show(self, name: str, title: str, status: int = 200, **values: Any) -> None:
        """Render one template as the answer."""
        self.set_status(status)
        self.set_header("Cache-Control", "no-store")
        common = {
            "base": self.base_url,
            "here": self.here,
            "title": title,
            "mistakes": {},
            "notices": (),
            "language": "en-GB",
        }
        template = self.settings["caseroom_pages"].get_template(name)
        self.finish(template.render(common | {"xsrf": Markup(self.xsrf_form_html())} | values))

    def go(self, path: str) -> None:
        """Send the browser on after a form, so that loading again sends nothing twice."""
        self.redirect(self.base_url + path, status=HTTPStatus.SEE_OTHER)

    def write_error(self, status_code: int, **_: Any) -> None:
        """A page in plain words, whatever went wrong; it needs no data and no token."""
        title, lead = SAID.get(status_code, FAULT)
        template = self.settings["caseroom_pages"].get_template("message.html.j2")
        self.finish(template.render(base=self.base_url, here="", title=title, lead=lead, language="en-GB"))


class NoPage(Page):
    """Every address that is not one of ours."""

    async def prepare(self, **_: Any) -> None:
        raise web.HTTPError(404)


class Asset(Page):
    """Our own style sheets, scripts and icon, by name and from memory."""

    def get(self, name: str) -> None:
        found = assets().get(name)
        if found is None:
            raise web.HTTPError(404)
        kind, text = found
        self.set_header("Content-Type", f"{kind}; charset=utf-8")
        named = self.get_query_argument("v", "")  # an address that names the text's version may be kept for good
        self.set_header("Cache-Control", "public, max-age=31536000, immutable" if named else "no-cache")
        self.finish(text)


@cache
def assets() -> dict[str, tuple[str, str]]:
    """Everything under ``static/``: name to media type and text."""
    from simulator.views.page import css, script

    kinds = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
    own = {p.name: (kinds[p.suffix], p.read_text(encoding="utf-8")) for p in sorted((HERE / "static").iterdir())}
    return own | {
        "form.css": ("text/css", css()),
        "file.js": ("text/javascript", script("file")),
        "room.js": ("text/javascript", script("room")),
    }


@cache
def version() -> str:
    """Changes with any of the texts above: an address that names it may be kept by a browser for good."""
    return hashlib.sha256("".join(text for _, text in assets().values()).encode()).hexdigest()[:12]


class Home(Page):
    here = "course"

    def get(self) -> None:
        self.home(just_met=self.get_query_argument("met", "") == "1")

    def home(self, status: int = 200, **values: Any) -> None:
        ref = self.family
        case = caseload.case_of(ref)
        course = progress.course(self.data, ref)
        go_on = progress.go_on(course)
        begun = any(s.saved_at for m in course for s in m.steps)
        notices = tuple(n for m in course for n in m.notices) + tuple(values.pop("notices", ()))
        defaults: dict[str, Any] = {
            "family": self.about(ref),
            "families": [self.about(r) for r in caseload.met(self.data)],
            "course": course,
            "go_on": go_on,
            "begun": begun,
            "saved_when": progress.when(case, go_on.step.saved_at) if go_on and go_on.step.saved_at else "",
            "places": [(n, profile(n).title) for n in jurisdiction_names()],
            "scenarios": [(n, scenario_head(n)) for n in scenario_names()],
            "form": {"jurisdiction": ref.jurisdiction, "scenario": "", "seed": ""},
            "just_met": False,
        }
        self.show(
            "home.html.j2",
            "Your course",
            status,
            **(defaults | {"language": case.language, "notices": notices} | values),
        )

    def about(self, ref: CaseRef) -> dict[str, Any]:
        """What the home page says of a family."""
        case = caseload.case_of(ref)
        current = ref.slug == self.family.slug
        standings = progress.course(self.data, ref)
        worked = [f"{m.title}: {m.says.lower()}" for m in standings if m.says != "Not started"]
        return {
            "household": case.household_name,
            "about": case.about,
            "content_note": case.content_note,
            "place": profile(ref.jurisdiction).title,
            "address": address(case.file_no),
            "current": current,
            "progress": f"{'; '.join(worked)}." if worked else "Nothing started.",
            "jurisdiction": ref.jurisdiction,
            "scenario": ref.scenario,
            "seed": ref.seed,
        }


class Family(Home):
    """Choosing a family: a new one, or one met before."""

    def get(self) -> None:
        self.go("")

    def post(self) -> None:
        form = {k: self.get_body_argument(k, "").strip() for k in ("jurisdiction", "scenario", "seed")}
        ref, mistakes = chosen(form["jurisdiction"], form["scenario"], form["seed"], taken=self.taken())
        if ref is None:
            self.home(HTTPStatus.UNPROCESSABLE_ENTITY, form=form, mistakes=mistakes)
            return
        try:
            caseload.case_of(ref)
            caseload.meet(self.data, ref)
        except caseload.NotKept as e:
            self.home(HTTPStatus.INSUFFICIENT_STORAGE, form=form, notices=(str(e),))
            return
        self.go("?met=1")

    def taken(self) -> frozenset[int]:
        return frozenset(r.seed for r in caseload.met(self.data))


def chosen(jurisdiction: str, scenario: str, seed: str, taken: frozenset[int]) -> tuple[CaseRef | None, dict[str, str]]:
    """The family a form asks for, or what is wrong with the form: field to one sentence.

    Without a number a new one is drawn; without a scenario the number decides, so that a number alone is one family.
    """
    mistakes: dict[str, str] = {}
    scenarios = sorted(scenario_names())
    if jurisdiction not in jurisdiction_names():
        mistakes["jurisdiction"] = "Choose one of the places in the list."
    if scenario and scenario not in scenarios:
        mistakes["scenario"] = "Choose one of the situations in the list."
    number = 0
    digits = seed.replace(" ", "").replace(",", "")
    if not seed:
        number = secrets.randbelow(9000) + 1000
        while number in taken:
            number += 1
    elif not (digits.isascii() and digits.isdecimal()):
        mistakes["seed"] = (
            f"“{seed[:20]}” is not a family number. Write digits only, as 7 or 2041, or leave the field empty."
        )
    elif len(digits) > 12 or int(digits) > LARGEST_SEED:
        mistakes["seed"] = (
            f"There is no family {digits[:20]}. The highest number is {LARGEST_SEED}. Check the number you were given."
        )
    else:
        number = int(digits)
    if mistakes:
        return None, mistakes
    return CaseRef(scenario=scenario or scenarios[number % len(scenarios)], jurisdiction=jurisdiction, seed=number), {}


class Help(Page):
    here = "help"

    def get(self) -> None:
        self.show("help.html.j2", "Help", folder=str(self.data), language=caseload.case_of(self.family).language)
