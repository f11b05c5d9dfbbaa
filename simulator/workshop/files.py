"""The pages of the dummy case system: the caseload and the case files, with a reason where one is due."""

from __future__ import annotations

from contextlib import suppress
from functools import cache
from http import HTTPStatus
from pathlib import Path
from typing import Any

from markupsafe import Markup
from tornado import web

from simulator.cases import CaseRef, profile
from simulator.cases.model import Case
from simulator.exercises import modules
from simulator.records import access_log, caseload, search
from simulator.records.agency import Agency, find, kept_in
from simulator.responses.engine import DatabaseProblem
from simulator.workshop import progress
from simulator.workshop.pages import Page, address

UID = "file"  # what the ids of a case file start with
SHORTEST = 8  # letters a reason needs to say something


@cache
def opened_agency(where: str | Path) -> Agency:
    return Agency(where)


class WithAgency(Page):
    """A page that also knows the agency, where one has been filled (``caseroom agency``)."""

    @property
    def agency(self) -> Agency | None:
        """The agency, if there is one with files in it. Raises DatabaseProblem."""
        where = kept_in(self.data)
        found = opened_agency(where) if where else None
        return found if found and found.ref() else None


class Files(WithAgency):
    """The caseload, and search over it and over the agency."""

    here = "files"

    def get(self) -> None:
        query = " ".join(self.get_query_argument("q", "").split())[: search.LONGEST_QUERY]
        cards = caseload.caseload(self.data)
        hits, near = caseload.find(cards, query)
        notices: tuple[str, ...] = ()
        everywhere: dict[str, Any] = {"agency": None}
        try:
            if agency := self.agency:
                everywhere = self.of_agency(agency, query)
        except DatabaseProblem as e:
            notices = (f"The agency’s files cannot be shown. {e}",)
        self.show(
            "files.html.j2",
            "Case files",
            query=query,
            cards=hits,
            near=near,
            own=own_files(cards),
            notices=notices,
            language=caseload.case_of(self.family).language,
            **everywhere,
        )

    def of_agency(self, agency: Agency, query: str) -> dict[str, Any]:
        """What the page says of the agency: the learner's files there, or what a search found."""
        if not query:
            yours = [(caseload.agency_card(f), None) for f in agency.caseload()]
            return {"agency": [("Your files in the agency, the next due first", yours)], "filled": agency.filled()}
        found = find(agency, query)
        parts = (
            ("By name or number", found.by_name),
            ("By date", found.by_date),
            ("By what stands on the file", found.by_text),
            ("By a similar name", found.similar),
        )
        groups = [(title, [(caseload.agency_card(f.card), f) for f in files]) for title, files in parts if files]
        return {"agency": groups, "filled": agency.filled()}


class FilePage(WithAgency):
    """What the pages of one file share."""

    here = "files/"

    def card(self, file_no: str) -> caseload.Card:
        """The caseload's line for a file number; 404 when it is not there."""
        for card in caseload.caseload(self.data):
            if card.file_no == file_no:
                return card
        with suppress(DatabaseProblem):
            if (agency := self.agency) and (found := agency.file(file_no)):
                return caseload.agency_card(found)
        raise web.HTTPError(404)

    def note(self, file_no: str, opened: str, reason: str) -> tuple[str, ...]:
        """Record a look. What could not be recorded is said on the page."""
        try:
            access_log.record(self.data, file_no, opened, reason)
        except access_log.NotRecorded as e:
            return (str(e),)
        return ()

    def ask(self, card: caseload.Card, item: str = "", status: int = 200, **values: Any) -> None:
        """Ask for a reason before anything is shown."""
        if card.ref is None:
            about = {
                "title": "This file is not allocated to you",
                "lead": f"It is on another worker’s caseload: {card.worker}. "
                "You may open another worker’s file only when your work needs it.",
                "button": "Open with this reason",
                "back": "files",
                "back_text": "Your caseload",
            }
        else:
            about = {
                "title": "This is restricted",
                "lead": "Someone could be harmed if the wrong person read it. Open it only when your work needs it.",
                "button": "Open with this reason",
                "back": f"files/{address(card.file_no)}",
                "back_text": f"The file of {card.name}",
            }
        language = caseload.case_of(card.ref or self.family).language
        defaults = {"facts": (), "after": "", "item": item, "reason": "", "language": language}
        values = defaults | about | values
        self.show("reason.html.j2", values.pop("title"), status, heading=about["title"], **values)

    def reason(self) -> tuple[str, dict[str, str]]:
        """The reason given, and what is wrong with it."""
        reason = " ".join(self.get_body_argument("reason", "").split())[: access_log.LONGEST]
        if sum(c.isalpha() for c in reason) >= SHORTEST:
            return reason, {}
        return reason, {"reason": "Say in a few words why you need to see this. “Work” alone tells nobody anything."}


class File(FilePage):
    """One case file. The learner's own opens at once; another worker's asks for a reason and shows its header only."""

    def get(self, file_no: str) -> None:
        card = self.card(file_no)
        if card.ref is None:
            self.ask(card)
            return
        from simulator.views.case_file import case_file_html

        case = caseload.case_of(card.ref)
        query = " ".join(self.get_query_argument("q", "").split())[: search.LONGEST_QUERY]
        notices = self.note(file_no, f"Search: “{query}”" if query else "The file", access_log.OWN_FILE)
        log = access_log.merged(case, self.data)
        opened = access_log.opened(case, log.looks)
        html = case_file_html(
            case,
            log.looks,
            query,
            f"{self.base_url}files/{address(file_no)}",
            found=search.search(case, query, opened) if query else None,
            opened=opened,
            notices=(*notices, *log.notices),
            uid=UID,
            **self.note_to_write(card),
        )
        self.show(
            "file.html.j2",
            f"{card.name}: case file",
            file=Markup(html),
            own=own_files(caseload.caseload(self.data)),
            current=card.current,
            ref=card.ref,
            place=profile(card.ref.jurisdiction).title,
            language=case.language,
        )

    def note_to_write(self, card: caseload.Card) -> dict[str, Any]:
        """The link from the contacts to the note exercise, when this is the family the learner works with."""
        if not card.current or card.ref is None:
            return {}
        for module in modules():
            for spec in module.exercises:
                if spec.type == "note":
                    step = progress.standing(self.data, module, card.ref).step(spec.exercise)
                    words = "Write a contact note" if step.saved_at is None else "Go on with your contact note"
                    return {"note_link": f"{self.base_url}modules/{module.name}#{spec.exercise}", "note_state": words}
        return {}

    def post(self, file_no: str) -> None:
        card = self.card(file_no)
        if card.ref is not None:
            raise web.HTTPError(405)
        reason, mistakes = self.reason()
        if mistakes:
            self.ask(card, status=HTTPStatus.UNPROCESSABLE_ENTITY, mistakes=mistakes, reason=reason)
            return
        notices = self.note(file_no, "Header of another worker’s file", reason)
        self.ask(
            card,
            notices=notices,
            facts=(("Name", card.name), ("Born", card.born_text), ("File", card.file_no), ("Worker", card.worker)),
            after="This is all you can see. Your look and your reason are in the access log. Write nothing about your family in this file.",
        )


class Open(FilePage):
    """A restricted document or note: a reason first, then back to the file where it is now open."""

    def item(self, file_no: str, item: str) -> tuple[caseload.Card, CaseRef, str]:
        card = self.card(file_no)
        if card.ref is None:
            raise web.HTTPError(404)
        words = access_log.restricted(caseload.case_of(card.ref)).get(item)
        if words is None:
            raise web.HTTPError(404)
        return card, card.ref, words

    def get(self, file_no: str) -> None:
        item = self.get_query_argument("item", "")
        card, _, words = self.item(file_no, item)
        self.ask(card, item, title=f"Restricted: {words.partition(': ')[2]}")

    def post(self, file_no: str) -> None:
        item = self.get_body_argument("item", "")
        card, _, words = self.item(file_no, item)
        reason, mistakes = self.reason()
        if not mistakes and not (notices := self.note(file_no, words, reason)):
            kind = "document" if words.startswith("Documents") else "contact"
            self.go(f"files/{address(file_no)}#{UID}-{kind}-{item}")
            return
        status = HTTPStatus.UNPROCESSABLE_ENTITY if mistakes else HTTPStatus.INSUFFICIENT_STORAGE
        values: dict[str, Any] = {"mistakes": mistakes} if mistakes else {"notices": notices}
        self.ask(card, item, status, reason=reason, title=f"Restricted: {words.partition(': ')[2]}", **values)


class Looked(FilePage):
    """A part of the learner's own file was opened on the page: its script says which."""

    def post(self, file_no: str) -> None:
        card = self.card(file_no)
        what = self.get_body_argument("opened", "")
        if card.ref is None or what not in self.open_parts(caseload.case_of(card.ref)):
            raise web.HTTPError(404)
        if self.note(file_no, what, access_log.OWN_FILE):
            raise web.HTTPError(507)
        self.set_status(204)
        self.finish()

    def open_parts(self, case: Case) -> frozenset[str]:
        """What can be opened without a reason: the parts of the file and the papers that are not restricted."""
        from simulator.views.case_file import TITLES

        return frozenset((*TITLES.values(), *(f"Documents: {d.title}" for d in case.documents if not d.restricted)))


def own_files(cards: tuple[caseload.Card, ...]) -> int:
    """How many files on the caseload are the learner's own."""
    return sum(c.ref is not None for c in cards)
