"""The heat map: which checks passed at which seat, and the same in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from simulator.views.text import in_words
from simulator.workshop.glance import Sitting

MOST = 14  # rows shown
LONGEST = 90  # characters of a row's title
ENOUGH = 3  # answers, and nobody is pointed at by a number
TOLD = 3  # rows that are told in words
# where each seat has its own family, what is numbered cannot be compared one by one
GROUPS = {
    "statement": "Statements",
    "q": "Questions",
    "item": "What they get to know",
    "phrase": "Words that do harm",
    "thing": "What has to be blacked out",
    "place": "Entries",
    "on": "Views and steps",
    "there": "Who was there",
    "heard": "Who could hear",
    "file": "What came in",
}


@dataclass(frozen=True)
class Row:
    """One check. ``cells``: p passed, n not yet, u not looked at, by seat. ``reasons``: why not, the commonest first."""

    label: str
    cells: tuple[str, ...]
    passed: int
    looked_at: int
    reasons: tuple[tuple[str, int], ...]

    @property
    def failed(self) -> int:
        return self.looked_at - self.passed


@dataclass(frozen=True)
class Told:
    """A row in words. ``reason`` is "" where no two people share one."""

    label: str
    says: str
    reason: str
    people: int  # how many share the reason
    failed: int


@dataclass(frozen=True)
class Heat:
    """``more``: rows that are not shown. ``well``: the titles of what everybody passed who checked."""

    rows: tuple[Row, ...] = ()
    more: int = 0
    told: tuple[Told, ...] = ()
    well: tuple[str, ...] = ()

    @property
    def asked(self) -> bool:
        return bool(self.rows)


def heat(seats: Sequence[Sitting], titles: Mapping[str, str], own: bool) -> Heat:
    """The latest check of each seat. ``titles`` by check; ``own``: each seat has its own family."""
    latest = [s.last for s in seats]
    keys: dict[str, None] = dict.fromkeys(_key(id, own) for id in titles) if not own else {}
    looked: list[dict[str, list[dict[str, object]]]] = []
    for checked in latest:
        mine: dict[str, list[dict[str, object]]] = {}
        for f in checked.found if checked else ():
            mine.setdefault(_key(f["id"], own), []).append(f)
        keys |= dict.fromkeys(mine)
        looked.append(mine)
    rows = [row for key in keys if (row := _row(key, looked, titles)).looked_at]
    worst = sorted(rows, key=lambda r: -r.failed)
    shown = rows if len(rows) <= MOST else [r for r in rows if r in worst[:MOST]]
    told = [r for r in worst if r.failed][:TOLD]
    return Heat(
        rows=tuple(shown),
        more=len(rows) - len(shown),
        told=tuple(_told(r, first=n == 0) for n, r in enumerate(told)),
        well=tuple(r.label for r in rows if not r.failed),
    )


def _key(id: str, own: bool) -> str:
    head, _, tail = id.rpartition(".")
    return head.partition(".")[0] + "." if own and head and tail.isdigit() else id


def _row(key: str, looked: Sequence[Mapping[str, Sequence[Mapping[str, object]]]], titles: Mapping[str, str]) -> Row:
    cells, passed, total = [], 0, 0
    reasons: Counter[str] = Counter()
    names: Counter[str] = Counter()
    for mine in looked:
        here = mine.get(key, ())
        verdicts = [f["passed"] for f in here if f["passed"] is not None]
        passed += verdicts.count(True)
        total += len(verdicts)
        cells.append("u" if not verdicts else "p" if all(verdicts) else "n")
        for f in here:
            names[str(f["title"])] += (
                100 if f["passed"] else 1
            )  # said as when it went well, wherever somebody got there
            if f["passed"] is False:
                reasons[str(f["rationale"])] += 1
    if key.endswith("."):
        label = GROUPS.get(key[:-1], "Answers")
    else:
        label = titles.get(key) or max(names, key=lambda n: names[n], default="")
    return Row(_clip(label), tuple(cells), passed, total, tuple(reasons.most_common()))


def _told(row: Row, first: bool) -> Told:
    says = f"{row.passed} of {row.looked_at} passed" if first else f"{row.passed} of {row.looked_at}"
    reason, people = row.reasons[0] if row.reasons else ("", 0)
    return Told(row.label.rstrip("."), says, reason if people > 1 else "", people, row.failed)


def how_many(told: Told) -> str:
    """All four, or: three of the four who have not passed."""
    if told.people == told.failed:
        return f"For all {in_words(told.failed).lower()}"
    return f"For {in_words(told.people).lower()} of {in_words(told.failed).lower()}"


def _clip(text: str) -> str:
    return text if len(text) <= LONGEST else text[: LONGEST - 1].rsplit(" ", 1)[0] + "…"


def shares(found: Heat, checked: int) -> list[dict[str, object]]:
    """How many passed each check, for everybody to see: where nobody stands alone with it."""
    if checked < ENOUGH:
        return []
    return [
        {"label": r.label, "share": round(100 * r.passed / r.looked_at), "count": r.passed, "of": r.looked_at}
        for r in found.rows
        if r.looked_at >= ENOUGH and r.passed != 1 and r.failed != 1
    ]
