"""The worker's own notebook page: what was scribbled down during the contact, in initials and half-sentences.

Made from the facts a note must hold, one or two that it may, and one private thing that came along; what was said stands
in its exact words. Nothing is in it that is not in the case. Practice source: practice.md section 11, line 4.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from simulator.cases import model as m

if TYPE_CHECKING:
    from simulator.cases.record import Record

SHORT = {
    "and": "&", "with": "w", "because": "bc", "about": "re", "from": "fr", "without": "w/o", "before": "b4", "between": "betw",
    "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8", "nine": "9", "ten": "10",
}  # fmt: skip
DROPPED = frozenset(["a", "an", "the", "is", "was", "are", "were", "has", "had", "have", "that", "there", "it", "its"])
MAY = 2  # facts a note may hold
LEAST = 5  # words of a line that stands beside the words said: less says nothing of its own


def jottings(r: Record, facts: Sequence[m.Fact], utterances: Sequence[m.Utterance]) -> tuple[m.Moment, ...]:
    """The page, in the order things happened."""
    event, said = r.spec.scene.event, {u.id: u for u in utterances if u.event == r.spec.scene.event}
    initials = _initials(r, [*said.values()])
    may = [f for f in facts if f.record == "may" and f.kind == "observed" and f.at]
    private = [f for f in facts if f.record == "must_not" and f.at and not f.known_from and f.kind != "opinion"]
    chosen = [f for f in facts if f.record == "must"] + may[:MAY] + private[:1]
    rows: list[tuple[datetime, str, str]] = []
    quoted: set[str] = set()
    for fact in chosen:
        here = [said[w] for w in fact.words if w in said]
        for u in here:
            if u.id not in quoted:
                quoted.add(u.id)
                only = " (just me & " + initials[u.speaker] + ")" if set(u.heard_by) <= {_worker(r)} else ""
                rows.append((u.at, u.moment, f"{initials[u.speaker]}{only}: “{u.words}”"))
        if not here or fact.kind != "reported":
            at = fact.at or (here[0].at if here else None) or r.s.starts[event]
            text = _scribbled(_unquoted(fact.what) if here else fact.what, r, initials)
            if not here or len(text.split()) >= LEAST:
                rows.append((at, fact.moment, text))
    return tuple(m.Moment(id=str(n), at=at, text=text) for n, (at, _, text) in enumerate(sorted(rows), 1))


def _unquoted(text: str) -> str:
    """A fact without the words it quotes, which stand in a line of their own."""
    return re.sub(r"(?:[.,;:]?\s*\S+ said)?[:,]?\s*“[^”]*”", "", text)


def _worker(r: Record) -> str:
    return next(p.id for p in r.professionals.values() if p.learner)


def _initials(r: Record, said: list[m.Utterance]) -> dict[str, str]:
    """One letter for each person, as many as it takes to tell them apart."""
    who: dict[str, m.Person | m.Professional] = {**r.people, **r.professionals}
    out: dict[str, str] = {}
    for id, person in who.items():
        size = 2 if person.first[:1] == "I" else 1  # “I” is the writer
        while size < len(person.first) and any(
            other.first[:size] == person.first[:size] for i, other in who.items() if i != id and _about(i, r, said)
        ):
            size += 1
        out[id] = person.first[:size]
    return out


def _about(id: str, r: Record, said: list[m.Utterance]) -> bool:
    """Whether somebody is of the family, or spoke at the contact."""
    return id in r.people or any(u.speaker == id for u in said)


def _scribbled(text: str, r: Record, initials: dict[str, str]) -> str:
    """A sentence as one jots it down: initials, figures, no articles. Words in quotation marks stay as they were said."""
    out = []
    for n, part in enumerate(re.split(r"[“”]", text)):
        out.append(f"“{part}”" if n % 2 else _short(part, r, initials))
    return re.sub(r"\s+([.,;:])", r"\1", " ".join(p.strip() for p in out if p.strip())).rstrip(".")


def _short(text: str, r: Record, initials: dict[str, str]) -> str:
    who: dict[str, m.Person | m.Professional] = {**r.people, **r.professionals}
    names = {p.first: initials[id] for id, p in who.items()}
    families = {p.family for p in who.values() if p.family}
    words = []
    tokens = re.sub(r"\b([Tt]he worker|You)\b", "I", text).split()
    for n, token in enumerate(tokens):
        core = token.strip(".,;:()")
        bare, ending = re.sub(r"’s$", "", core), "’s" if core.endswith("’s") else ""
        if bare in names:
            words.append(token.replace(core, names[bare] + ending))
        elif bare in families and words and words[-1].strip(".,;:") in initials.values():
            words[-1] += token[len(core) :] if token.endswith((",", ";", ".")) else ""
        elif core.lower() in DROPPED and token == core:
            continue
        elif core.lower() == "about" and n + 1 < len(tokens) and tokens[n + 1].strip(".,;").lower() in SHORT:
            words.append("~")
        elif core.lower() in SHORT:
            words.append(token.replace(core, SHORT[core.lower()]))
        else:
            words.append(token)
    return " ".join(words)
