"""Small things templates say: numbers, words that were spoken, paragraphs, when something was saved."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime

from markupsafe import Markup, escape

from simulator.cases.dates import Style, write_date, write_time

NUMBERS = ["No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten"]


def number(value: float) -> str:
    """2.0 -> 2, 1.5 -> 1.5."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def in_words(value: int) -> str:
    return NUMBERS[value] if 0 <= value < len(NUMBERS) else str(value)


def one(raw: Mapping[str, object], name: str) -> str:
    """The text of one field; empty when it is missing or not text."""
    value = raw.get(name, "")
    if isinstance(value, list):
        value = value[0] if value else ""
    return value if isinstance(value, str) else ""


def many(raw: Mapping[str, object], name: str) -> list[str]:
    """The texts of a field that may hold several."""
    value = raw.get(name, [])
    return [v for v in (value if isinstance(value, list) else [value]) if isinstance(v, str)]


def said(text: str) -> Markup:
    """Words in “ ” that follow a full stop, a colon or a comma stand on a line of their own; others stay in place."""
    out, at = Markup(), 0
    for match in re.finditer(r"“[^”]*”[.,;]?", text):
        before = text[at : match.start()]
        in_line = bool(before.strip()) and not re.search(r"[:.,?!]\s*$", before)
        out += escape(before)
        out += escape(match[0]) if in_line else Markup('<span class="cr-said">{}</span>').format(match[0])
        at = match.end()
    return out + escape(text[at:])


def prose(text: str) -> Markup:
    """Paragraphs parted by blank lines; **bold** is the only markup; single line ends are kept."""
    out = Markup()
    for paragraph in re.split(r"\n\s*\n", text.strip()):
        body = re.sub(r"\*\*(.+?)\*\*", r"<b>\1</b>", str(escape(paragraph))).replace("\n", "<br>")
        out += Markup("<p>{}</p>").format(Markup(body))
    return out


def saved_words(at: datetime | None, style: Style | None = None, now: datetime | None = None) -> str:
    """Saved at 16:42; with the date when it was another day. Empty when nothing is saved."""
    if at is None:
        return ""
    local = at.astimezone() if at.tzinfo else at
    today = now or datetime.now()
    clock = write_time(style, local) if style else f"{local:%H:%M}"
    if local.date() == today.date():
        return f"Saved at {clock}"
    return f"Saved {write_date(style, local)}, {clock}" if style else f"Saved {local:%Y-%m-%d}, {clock}"


def sentence(text: str) -> str:
    """A line of its own as a sentence: a capital in front, a full stop behind."""
    text = text.strip()
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", "?", "!", "”")) else ".")
