"""One exercise as a plain HTML form, and marks as HTML. The same templates serve JupyterLab, Voilà, feedback and print.

Nothing here knows a truth: a variant is free of answers, and marks are rendered as they come.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from simulator.cases.dates import Style
from simulator.exercises import note, redact, reread, sort, spot
from simulator.exercises.base import FormatProblem, Raw, Spec, Variant
from simulator.views import call_tiles, surroundings
from simulator.views.redacted import text_with_marks
from simulator.views.text import in_words, many, number, one, prose, said, saved_words, sentence

HERE = Path(__file__).parent
# types in which each row says how it went, so that what went well needs no list of its own
BY_ROW = frozenset(
    [
        "sort",
        "quote",
        "flag",
        "section",
        "which_file",
        "explain",
        "evidence",
        "present",
        "hunt",
        "chronology",
        "addendum",
        "verify",
        "consent",
        "audience",
        "access",
        "breach",
        "safe_place",
        "decide",
        "mode",
        "prepare",
        "transcript",
        "seen",
        "disclose",
    ]
)
SHOWN = 5  # marks shown at once: the gravest
QUARTERS = 4  # a share of points is shown where it falls in quarters; an uneven one only adds to the total


@cache
def environment() -> Environment:
    """The templates, always escaping."""
    env = Environment(
        loader=FileSystemLoader(HERE),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=False,
    )
    env.globals.update(picture=call_tiles.picture)
    env.filters.update(said=said, prose=prose, points=number, words=in_words, one=one, many=many, sentence=sentence)
    return env


def css() -> str:
    """The one style sheet."""
    return (HERE / "form.css").read_text(encoding="utf-8")


PARTS = {  # of each widget's script, in order; the function in the last one puts it on a page
    "form": (("rows.js", "words.js", "call.js", "form.js"), "exercise"),
    "file": (("file.js",), "caseFile"),
    "room": (("rows.js", "words.js", "call.js", "form.js", "file.js", "board.js", "room.js"), "room"),
}


@cache
def script(name: str) -> str:
    """The ES module of a widget or a page: "form" (exercises), "file" (the case file), "room" (a workshop's seat).

    The parts are put one after another, so the module imports nothing and fetches nothing.
    """
    parts, render = PARTS[name]
    texts = [(HERE / part).read_text(encoding="utf-8") for part in ("vendor/idiomorph.min.js", "shared.js", *parts)]
    return "\n".join([*texts, f"export default {{ render: {render} }};\n"])


def anchor(uid: str, to: str, file_link: str = "") -> str:
    """Where a link of a mark leads: "moment:<id>" and "field:<name>" on this page, "document:<id>" in the file."""
    kind, _, id = to.partition(":")
    if kind == "field":
        return f"#{uid}-f-{id}"
    if kind in ("moment", "back"):
        return f"#{uid}-{kind}-{id}"
    return f"{file_link.partition('#')[0]}#{kind}-{id}" if file_link else ""


def field_of(check: Any) -> str:
    """The part of the form a check is about: its first field link, without the row."""
    for link in check.links:
        kind, _, name = link.to.partition(":")
        if kind == "field":
            return str(name)
    head, _, id = check.id.partition(".")
    return f"kind.{id}" if head == "statement" else ""


def by_field(checks: Iterable[Any]) -> dict[str, list[Any]]:
    """Checks to mend by the field they point to; a row of a list counts for the list."""
    found: dict[str, list[Any]] = {}
    for check in checks:
        name = field_of(check)
        if name.startswith(("who.", "do.")):
            name = name.partition(".")[0]
        if name:
            found.setdefault(name, []).append(check)
    return found


def summary(marks: Any) -> str:
    """One line under the headline: how many things to mend, what a person will read."""
    mend, waits = len(marks.mend), len(marks.unmarked)
    parts = []
    if mend:
        parts.append(f"{in_words(mend)} thing{'s' if mend > 1 else ''} to mend")
    if waits:
        part = f"{in_words(waits)} part{'s are' if waits > 1 else ' is'} not marked by the software"
        parts.append(part.lower() if parts else part)
    return ("; ".join(parts) or "Nothing to mend") + "."


def marks_html(
    marks: Any,
    *,
    uid: str,
    type: str = "",
    level: int = 3,
    static: bool = True,
    links: bool = True,
    file_link: str = "",
) -> str:
    """Marks alone, as on the page: for feedback and print. ``links=False`` when the work is not on the same page."""
    template = environment().get_template("marks.html.j2")
    return template.render(
        **_marks(marks, uid, type, file_link, links, exact=static), uid=uid, L=level, static=static, assessment=static
    )


def why_once(checks: Iterable[Any]) -> frozenset[str]:
    """The checks that say why it matters: of those that say the same, the first."""
    first: dict[str, str] = {}
    for check in checks:
        first.setdefault(check.matters, check.id)
    return frozenset(first.values())


def _marks(marks: Any, uid: str, type: str, file_link: str, links: bool = True, exact: bool = False) -> dict[str, Any]:
    return {
        "marks": marks,
        "figure": number(marks.points if exact else round(marks.points, 1)) if marks else "",
        "shares": bool(marks) and all((c.out_of * QUARTERS).is_integer() for c in marks.checks),
        "says_why": why_once(marks.mend) if marks else frozenset(),
        "verdicts": type in BY_ROW and not exact,  # each row says already how it went
        "marked_out_of": marks.out_of - marks.for_a_person if marks else 0,
        "summary": summary(marks) if marks else "",
        "you": "You chose" if type in BY_ROW else "You" if type == "meeting" else "You wrote",
        "shown": SHOWN,
        "flagged": by_field(marks.mend) if marks else {},
        "to": lambda link: anchor(uid, link.to, file_link) if links else "",
    }


def rows(raw: Mapping[str, object], group: str, least: int) -> list[int]:
    """The numbers of the rows a list shows: those that were saved, and at least ``least``."""
    saved = [int(m[1]) for name in raw if (m := re.fullmatch(rf"{group}\.(\d{{1,3}})\.[a-z]+", name))]
    return list(range(1, min(max([least, *saved]), note.MOST_ROWS) + 1))


def _by_row(remarks: Iterable[Any]) -> dict[str, list[Any]]:
    """Remarks by the number of the row they are about."""
    found: dict[str, list[Any]] = {}
    for remark in remarks:
        found.setdefault(remark.field.rpartition(".")[2], []).append(remark)
    return found


def note_parts(variant: note.Variant) -> list[dict[str, Any]]:
    """The parts of a note in all its formats, each once, with the formats it is in."""
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for format in variant.formats:
        for part in format.parts:
            row = found.setdefault((part.field, part.title), {**part.model_dump(), "of": []})
            row["of"].append(format.id)
    return list(found.values())


def _named(check: Any) -> tuple[str, str]:
    """What a phrase is ("jargon"), and what was said of the learner's own name for it, out of a check's rationale."""
    head = check.rationale.removesuffix(check.in_case).strip() if check.in_case else ""
    before, colon, name = head.rpartition(": ")
    if not colon:
        return "", ""
    said = re.sub(r"^(Found|Missed)\.? ?", "", before).partition(" We would say")[0]
    return name.rstrip("."), said if check.passed is False else ""


def spot_result(variant: spot.Variant, raw: Mapping[str, object], marks: Any) -> dict[str, Any]:
    """What the note with marks shows: for each phrase found, missed or fair as it stands, with its number and reason."""
    checks = {c.id.partition(".")[2]: c for c in marks.checks if c.id.startswith("phrase.")}
    marked = set(many(raw, "phrase"))
    remarks = {r.field.removeprefix("phrase."): r.says for r in marks.remarks}
    items: dict[str, dict[str, Any]] = {}
    for phrase in (p for s in variant.sentences for p in s):
        check = checks.get(phrase.id)
        if check is None and phrase.id not in marked:
            continue
        item: dict[str, Any] = {"n": len(items) + 1, "id": phrase.id, "text": phrase.text, "check": check}
        item["kind"], item["said"] = _named(check) if check else ("", "")
        fairer = check.next_time if check else ""
        item["fairer"] = (
            re.sub(r"[,;:]”$", "”", fairer.removeprefix("Fairer: ")) if fairer.startswith("Fairer: ") else ""
        )
        if check is None:
            item |= {"tone": "fine", "state": "Fair as it stands", "icon": "info", "colour": "unmarked"}
            item["says"] = remarks.get(phrase.id, "These words say what happened or what was said. They can stay.")
        elif check.passed:
            item |= {"tone": "passed", "state": "Found", "icon": "passed", "colour": "passed"}
        elif check.passed is None:
            item |= {"tone": "fine", "state": "Not marked", "icon": "unmarked", "colour": "unmarked"}
        else:
            state = "Found, named otherwise" if phrase.id in marked else "Missed"
            item |= {"tone": "notyet", "state": state, "icon": "notyet", "colour": "notyet"}
        item["matters"] = ""
        items[phrase.id] = item
    shown = [item["check"] for item in items.values() if item["check"] and item["check"].matters]
    for id in why_once(shown):
        items[id.partition(".")[2]]["matters"] = checks[id.partition(".")[2]].matters
    groups = [variant.sentences[i : i + 2] for i in range(0, len(variant.sentences), 2)]
    rest = [c for c in marks.checks if not c.id.startswith("phrase.")]
    return {"items": items, "groups": groups, "rest": rest}


def render(
    spec: Spec,
    variant: Variant,
    raw: Raw | None,
    *,
    case_language: str,
    uid: str,
    marks: Any = None,
    checkable: bool = True,
    saved_at: datetime | None = None,
    style: Style | None = None,
    level: int = 2,
    kicker: str = "",
    assessment: bool = False,
    marked_when: str = "",
    problem: FormatProblem | None = None,
    notices: Sequence[str] = (),
    file_link: str = "",
    file_label: str = "Open the case file",
    checks: int = 0,
    stale: bool = False,
    of_title: str = "",
) -> str:
    """One exercise as HTML.

    ``raw`` is the saved form (None when nothing was saved). ``marks`` is a ``grading.marks.Marks`` or None.
    ``checkable=False`` or ``assessment=True`` leaves out "Check my work". ``uid`` starts every id, since several
    exercises share a page. ``level`` is the heading level of the title: 1 on a page of its own, 2 in a module.
    ``problem`` is shown as an error summary with a link to the field; the form keeps every word. ``checks`` counts
    the checks made, so that a page knows that a result is new; ``stale`` says that the answer has changed since.
    ``of_title`` is the title of the exercise whose answer is read again.
    """
    form: Mapping[str, str | list[str]] = raw or {}
    context: dict[str, Any] = {
        "spec": spec,
        "v": variant,
        "raw": form,
        "lang": case_language,
        "uid": uid,
        "L": level,
        "kicker": kicker,
        "checkable": checkable and not assessment,
        "assessment": assessment,
        "marked_when": marked_when,
        "problem": problem,
        "notices": notices,
        "file_link": file_link,
        "file_label": file_label,
        "checks": checks,
        "stale": stale,
        "static": False,
        "saved": saved_words(saved_at, style),
        "saved_iso": saved_at.isoformat() if saved_at else "",
        "drawing": surroundings.draw,
        **_marks(marks, uid, spec.type, file_link),
    }
    context["by_id"] = {c.id: c for c in marks.checks} if marks else {}
    if spec.type == "sort":
        context["kinds"] = sort.KINDS
    context["of_title"] = of_title
    if isinstance(variant, reread.Variant):
        context |= {"remarks": _by_row(marks.remarks if marks else ())}
    if isinstance(variant, spot.Variant):
        context |= {
            "kinds": spot.KINDS,
            "marked": many(form, "phrase"),
            "result": spot_result(variant, form, marks) if marks else None,
        }
    if isinstance(variant, redact.Variant):
        context |= {
            "marked": frozenset(many(form, "span")),
            "result": text_with_marks(variant, form, marks) if marks else None,
        }
    if isinstance(variant, note.Variant):
        context |= {
            "who": rows(form, "who", 3),
            "do": rows(form, "do", 2),
            "most": note.MOST_ROWS,
            "parts": note_parts(variant),
        }
    return environment().get_template(f"{spec.type}.html.j2").render(**context)


def unfit_html(title: str, language: str, problem: str) -> str:
    """In the place of an exercise that this family cannot give."""
    return environment().get_template("unfit.html.j2").render(title=title, lang=language, problem=problem)


def start_html(
    *,
    language: str,
    training: bool,
    notices: Sequence[str],
    title: str,
    hint: str,
    facts: Sequence[tuple[str, str]],
    file_link: str,
    file_label: str,
    content_note: str,
    way_out: str,
    file: str = "",
    uid: str = "start",
    level: int = 2,
) -> str:
    """The head of a module. ``file``: the case file's HTML, folded in under it; empty where it is a page of its own.

    ``training`` says that everything is invented, where the page round it does not.
    """
    return (
        environment()
        .get_template("start.html.j2")
        .render(
            lang=language,
            training=training,
            notices=notices,
            title=title,
            hint=hint,
            facts=facts,
            file_link=file_link,
            file_label=file_label,
            content_note=content_note,
            way_out=way_out,
            file=Markup(file),
            uid=uid,
            L=level,
        )
    )
