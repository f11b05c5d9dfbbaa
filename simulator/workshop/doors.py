"""The doors of a workshop: joining with a code and a name, and coming back with a personal link.

A seat's token leaves this computer once, in the body of the page that says “You are in”; the browser keeps it. It is in
no address we make, no header, no cookie and no log; a personal link carries it behind the #, which browsers do not send.
"""

from __future__ import annotations

import hmac
import io
import math
import re
from datetime import datetime
from functools import partial
from http import HTTPStatus
from typing import Any

import segno
from tornado import web

from simulator.cases import profile
from simulator.cases.dates import write_date, write_time
from simulator.cases.jurisdiction import Profile
from simulator.responses.engine import DatabaseProblem
from simulator.responses.room import LONGEST_NAME, TOKEN, Deleted, Full, Person, Refused, Room, fresh_token
from simulator.workshop import pages
from simulator.workshop.doorkeeper import Doorkeeper, Form, NoAnswer
from simulator.workshop.pages import Page
from simulator.workshop.rate import neighbourhood

LONGEST_KEPT = 200  # letters of a field that are shown again
AGAIN = 20  # seconds after which a full workshop is asked again

CODE = "Look at the screen again, or ask the person beside you."
AGED = "This form was open too long, so it was not sent. Choose Join once more. If that does not help, allow cookies for this address."
SILENT = "The workshop’s database does not answer at the moment, so you have no seat yet. What you typed is still here; choose Join again in a moment."
ASLEEP = "The workshop’s database does not answer at the moment. You can fill in the form meanwhile."
BUSY = "Too many wrong codes or letters came from here. Look at the screen again, then wait {wait} and choose Join."
CROWD = "A great many forms came from here at once. What you typed is still here; wait {wait} and choose Join."
CLOSED = (
    "This workshop has ended",
    "Nobody can join any more. If you took part and want your own work, your personal link may still show it; or ask your trainer.",
)
DELETED = ("This workshop has been deleted", "Everything in it was deleted with it. Nothing of yours is kept here.")
SAID = {
    400: ("The form could not be read", "Go back, load the page again and type it once more."),
    403: pages.SAID[403],
    404: ("There is no such page", "The address may be mistyped."),
    405: pages.SAID[405],
}
FAULT = (
    "Something went wrong in Caseroom",
    "Saved work is not touched. Load the page again; if this happens again, tell your trainer.",
)


class Ended(Exception):
    """The workshop is over: a title and a sentence."""

    def __init__(self, said: tuple[str, str]) -> None:
        super().__init__(*said)
        self.said = said


class Door(Page):
    """What the plain pages of a workshop share: no course behind them, no case, no navigation."""

    # Not "no-referrer": with it browsers send the form with "Origin: null", and we could not tell our page from another.
    referrer = "same-origin"

    @property
    def room(self) -> Room:
        found: Room = self.settings["caseroom_room"]
        return found

    @property
    def keeper(self) -> Doorkeeper:
        if "caseroom_keeper" not in self.settings:
            self.settings["caseroom_keeper"] = Doorkeeper()
        found: Doorkeeper = self.settings["caseroom_keeper"]
        return found

    @property
    def profile(self) -> Profile:
        return profile(self.room.workshop.family.jurisdiction)

    def set_default_headers(self) -> None:
        super().set_default_headers()
        self.set_header("Referrer-Policy", self.referrer)
        self.set_header("Cache-Control", "no-store")

    def check_xsrf_cookie(self) -> None:
        """A form of another site is refused before anything of it is looked at."""
        if hasattr(self, "_jupyter_current_user") and not self.check_origin():
            raise web.HTTPError(403)
        super().check_xsrf_cookie()

    def show(self, name: str, title: str, status: int = 200, **values: Any) -> None:
        common = {"here": None, "workshop": self.room.id, "length": TOKEN, "language": self.profile.language}
        super().show(name, title, status, **(common | values))

    def write_error(self, status_code: int, **_: Any) -> None:
        self.sorry(SAID.get(status_code, FAULT), status_code)

    def sorry(self, said: tuple[str, str], status: int) -> None:
        """A page that says why there is nothing to do here. It needs no database."""
        template = self.settings["caseroom_pages"].get_template("door.html.j2")
        values = {"base": self.base_url, "here": None, "language": "en-GB", "workshop": self.room.id, "length": TOKEN}
        self.set_status(status)
        self.finish(template.render(values, title=said[0], lead=said[1], joins=status != HTTPStatus.GONE))


class Join(Door):
    """The page to join."""

    aged = False

    async def get(self) -> None:
        try:
            await self.keeper.ask(partial(still_open, self.room))
        except Ended as e:
            self.sorry(e.said, HTTPStatus.GONE)
        except (DatabaseProblem, NoAnswer):
            self.form(Form(), HTTPStatus.SERVICE_UNAVAILABLE, told=ASLEEP)
        else:
            self.form(Form())

    def check_xsrf_cookie(self) -> None:
        """A form of ours whose token is too old is shown again with what was typed; see ``post``."""
        try:
            super().check_xsrf_cookie()
        except web.HTTPError:
            if not self.check_origin():
                raise
            self.aged = True

    async def post(self) -> None:
        form = self.sent()
        if self.aged:
            self.form(form, HTTPStatus.FORBIDDEN, told=AGED)
            return
        keeper, here = self.keeper, neighbourhood(self.request.remote_ip or "")
        if not keeper.asked.allow(here):
            self.slowly(form, CROWD, keeper.asked.wait(here))
            return
        if wait := max(keeper.wrong.wait(here), keeper.wrong_in_all.wait("")):
            self.slowly(form, BUSY, wait)
            return
        mistakes = wrong(form, self.room)
        if "code" in mistakes:
            keeper.wrong.allow(here)
            keeper.wrong_in_all.allow("")
        if mistakes:
            self.form(form, HTTPStatus.UNPROCESSABLE_ENTITY, mistakes=mistakes)
            return
        if keeper.seated(form) is None and self.settings["caseroom_seats_free"]() <= 0:
            self.full(form, taken=False)
            return
        if form.partner and not keeper.partners.allow(here):
            self.slowly(form, BUSY, keeper.partners.wait(here))
            return
        await self.sit(form, here)

    async def sit(self, form: Form, here: str) -> None:
        guessed = False
        try:
            person, token = await self.keeper.seat(form, partial(seat, self.room, form))
        except Full:
            self.full(form, taken=True)
        except Refused as e:
            guessed = e.field == "partner"
            mistakes = {e.field: e.sentence} if e.field else {}
            self.form(form, HTTPStatus.UNPROCESSABLE_ENTITY, mistakes, "" if e.field else e.sentence)
        except Ended as e:
            self.sorry(e.said, HTTPStatus.GONE)
        except (DatabaseProblem, NoAnswer):
            self.form(form, HTTPStatus.SERVICE_UNAVAILABLE, told=SILENT)
        else:
            self.show("in.html.j2", f"You are in, {person.name}", who=person.name, token=token, link=in_fours(token))
        finally:
            if form.partner and not guessed:
                self.keeper.partners.back(here)

    def sent(self) -> Form:
        fields = {k: self.get_body_argument(k, "")[:LONGEST_KEPT] for k in ("code", "name", "partner", "once")}
        if not re.fullmatch(r"[a-z0-9]{20}", fields["once"]):
            fields["once"] = ""
        if not self.room.workshop.pairs:
            fields["partner"] = ""
        return Form(**fields)

    def form(self, form: Form, status: int = 200, mistakes: dict[str, str] | None = None, told: str = "") -> None:
        """The form, with what was typed."""
        mistakes = mistakes or {}
        workshop = self.room.workshop
        self.show(
            "join.html.j2",
            "Join the workshop",
            status,
            form=form,
            once=form.once or fresh_token(),
            mistakes=mistakes,
            at_field=mistakes | ({"code": CODE} if form.code and "code" in mistakes else {}),
            told=told,
            pairs=workshop.pairs,
            until=write_date(self.profile, datetime.fromtimestamp(workshop.delete_at)),
        )

    def slowly(self, form: Form, sentence: str, wait: float) -> None:
        """One too many in a short time."""
        seconds = max(1, math.ceil(wait))
        self.set_header("Retry-After", str(seconds))
        words = "a second" if seconds == 1 else f"{seconds} seconds"
        self.form(form, HTTPStatus.TOO_MANY_REQUESTS, told=sentence.format(wait=words))

    def full(self, form: Form, taken: bool) -> None:
        """No seat. ``taken``: every seat of the workshop is somebody's; otherwise this computer holds no more just now."""
        self.set_header("Retry-After", str(AGAIN))
        self.show(
            "full.html.j2",
            "All seats are taken" if taken else "No seat is free at the moment",
            HTTPStatus.SERVICE_UNAVAILABLE,
            form=form,
            once=form.once or fresh_token(),
            taken=taken,
            seats=self.room.workshop.seats,
            pairs=self.room.workshop.pairs,
            again=AGAIN,
            looked=write_time(self.profile, datetime.now()),
        )


class Back(Door):
    """The page a personal link leads to. What stands behind the # does not reach us; the browser keeps it."""

    referrer = "no-referrer"

    def get(self) -> None:
        self.show("back.html.j2", "Back to your seat")


class NoDoor(Door):
    """Every address that is none of a workshop's."""

    async def prepare(self, **_: Any) -> None:
        raise web.HTTPError(404)


def wrong(form: Form, room: Room) -> dict[str, str]:
    """What can be told of a form without the database: field to one sentence."""
    found: dict[str, str] = {}
    code, name = "".join(form.code.upper().split()), " ".join(form.name.split())
    if not hmac.compare_digest(code.encode(), room.workshop.code.encode()):
        found["code"] = f"No workshop has the code {code[:12]}" if code else "Type the code your trainer shows you"
    if not name:
        found["name"] = "Give a name, your own or any other"
    elif len(name) > LONGEST_NAME:
        found["name"] = f"The name is too long; {LONGEST_NAME} letters are the most"
    return found


def still_open(room: Room) -> None:
    """Raises Ended, DatabaseProblem."""
    try:
        stage = room.state().stage
    except Deleted:
        raise Ended(DELETED) from None
    if stage == "closed":
        raise Ended(CLOSED)


def seat(room: Room, form: Form) -> tuple[Person, str]:
    """Raises Ended, Refused, Full, DatabaseProblem."""
    still_open(room)
    return room.join(form.code, form.name, form.partner)


def in_fours(token: str) -> str:
    """A token as one can read it out: k7mp-4xwd-9trq."""
    return "-".join(token[i : i + 4] for i in range(0, len(token), 4))


def qr_svg(url: str) -> str:
    """An address as a QR code, for a page: dark on white in any colours, with the edge that readers need."""
    out = io.BytesIO()
    segno.make(url, error="m", micro=False).save(
        out, kind="svg", border=4, dark="#16212a", light="#fff", xmldecl=False, svgns=False, omitsize=True, nl=False,
        svgclass="cr-qr", lineclass=None,
    )  # fmt: skip
    said = 'role="img" aria-label="QR code of the address to join" shape-rendering="crispEdges"'
    return out.getvalue().decode().replace("<svg ", f"<svg {said} ", 1)


def qr_text(url: str) -> str:
    """An address as a QR code for a terminal, in half blocks, without colours: its light parts are the letters' colour.

    On a light terminal print it white on black. 80 columns hold addresses of some 300 letters.
    """
    out = io.StringIO()
    segno.make(url, error="l", micro=False).terminal(out, compact=True, border=2)
    return out.getvalue().rstrip("\n")
