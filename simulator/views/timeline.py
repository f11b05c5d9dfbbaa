"""The chronology as a picture: events on a scale of time, in lanes, with every stretch that is left out marked as such.

Within a stretch a day is as long as any other. Where nothing happened for long, the scale breaks, and the break says how
much it leaves out. What is known only to the month is a bar as long as the month. The list of the chronology is its twin.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import groupby, pairwise

from markupsafe import Markup

from simulator.cases.dates import MONTHS
from simulator.cases.model import Case, Event
from simulator.views.chronology import shown, when
from simulator.views.measure import SOFT, width, wrap

SPAN = 880.0  # about how wide the picture should be
LEAST = 320.0  # of that for the stretches in which a day can be told from the next
FEWEST, MOST = 8.0, 17.0  # how wide a day may be
LONG = 24  # days; a longer pause is left out
BREAK = 66.0  # how wide the sign for it is
BAR = 19  # from the line up to where a bar over it begins
MONTH = 74.0  # how wide a month is that stands alone
EDGE = 26.0
LABEL = 132.0  # how wide the words at an event may be
LINE = 17
LANES = {
    "In the family": ("life",),
    "Seen and spoken to": ("home_visit", "office_visit", "video_call", "telephone"),
    "Decided and agreed": ("referral", "decision", "meeting"),
    "Written and asked": ("message", "request", "near_breach"),
}


@dataclass
class Scale:
    """Where a day stands: stretches of days that are equally long, and breaks between them."""

    stretches: list[tuple[date, date, float, float]] = field(default_factory=list)  # first, last, start, a day's width
    breaks: list[tuple[float, int]] = field(default_factory=list)  # where, and how many days it leaves out
    width: float = 0

    def x(self, day: date, part: float = 0) -> float:
        """Where a day begins, or the middle of it at 0.5."""
        first, _, start, wide = next(s for s in reversed(self.stretches) if s[0] <= day or s is self.stretches[0])
        return start + ((day - first).days + part) * wide


def span_of(event: Event) -> tuple[date, date]:
    """The first and the last day on which it may have happened."""
    first = event.start.date()
    if event.exact == "month":
        return first.replace(day=1), (first.replace(day=1) + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return first, event.end.date() if event.end else first


def scale_of(spans: Sequence[tuple[date, date]]) -> Scale:
    """The same width for every day, and a break in every long pause.

    A stretch that holds nothing but a month, since nobody knows the day, is drawn shorter: there is nothing to tell apart.
    """
    runs: list[tuple[date, date]] = []
    for first, last in sorted(spans):
        if runs and (first - runs[-1][1]).days <= LONG:
            runs[-1] = (runs[-1][0], max(runs[-1][1], last))
        else:
            runs.append((first, last))
    vague = [all(last > first for first, last in spans if run[0] <= first <= run[1]) for run in runs]
    total = sum((last - first).days + 1 for (first, last), v in zip(runs, vague, strict=True) if not v)
    room = max(LEAST, SPAN - EDGE - BREAK * (len(runs) - 1) - MONTH * sum(vague))
    day = min(MOST, max(FEWEST, room / max(total, 1)))
    scale, x = Scale(), EDGE
    for i, ((first, last), v) in enumerate(zip(runs, vague, strict=True)):
        if i:
            scale.breaks.append((x + BREAK / 2, (first - runs[i - 1][1]).days - 1))
            x += BREAK
        long = (last - first).days + 1
        wide = min(day, MONTH / 30) if v else day
        scale.stretches.append((first, last, x, wide))
        x += long * wide
    scale.width = x
    return scale


def left_out(days: int) -> str:
    """How long a break is, in round words."""
    if days < 14:
        return f"{days} days"
    if days < 60:
        return f"{round(days / 7)} weeks"
    if days < 700:
        return f"{round(days / 30.4)} months"
    years = days / 365.25
    return f"{round(years)} years" if years >= 3 else f"{round(years * 2) / 2:g} years".replace(".5", "½")


@dataclass
class Mark:
    """What stands at one place of a lane: one event, or all of one day."""

    key: bool
    x: float
    end: float
    lines: list[tuple[str, str]]
    top: float = 0  # of its words, from the lane's line

    @property
    def wide(self) -> float:
        return max(width(t, SOFT if kind == "soft" else 14) for t, kind in self.lines) + 18

    @property
    def bottom(self) -> float:
        return self.top + LINE * len(self.lines) + 5


def stack(marks: Sequence[Mark]) -> float:
    """Give the words of a lane their heights, so that neither words nor the lines to them meet; how deep they go."""
    done: list[Mark] = []
    for m in sorted(marks, key=lambda m: -m.x):
        m.top = max((o.bottom for o in done if o.x - 7 < m.x + m.wide), default=14.0)
        done.append(m)
    return max(m.bottom for m in marks)


def timeline(case: Case, uid: str = "timeline") -> Markup:
    """The picture; empty where fewer than two events are on the file."""
    events = shown(case)
    if len(events) < 2:
        return Markup()
    scale = scale_of([*(span_of(e) for e in events), (case.today, case.today)])
    y, wide = 46.0, scale.width + 40
    parts = list(_ruler(scale, case.today))
    for name, mine in _lanes(events):
        days = [list(day) for _, day in groupby(mine, key=lambda e: (span_of(e), e.exact == "month"))]
        marks = [_mark(case, scale, day) for day in days]
        _apart(marks)
        deep = stack(marks)
        line = y + 41
        parts.append(_text(4, y + 16, name, "lane"))
        parts += _axis(scale, case.today, line)
        for m in marks:
            parts += _draw(m, line)
        wide = max([wide, *(m.x + m.wide + 8 for m in marks)])
        y = line + deep + 12
    says = f"{len(events)} events from {when(case, events[0])} to {when(case, events[-1])}, on a scale of time."
    return Markup(
        '<svg class="cr-genogram cr-time" viewBox="0 0 {w} {h}" style="min-width:{w}px;max-width:{w}px" role="img" '
        'aria-labelledby="{uid}-tt {uid}-td"><title id="{uid}-tt">Time line</title><desc id="{uid}-td">{desc}</desc>{body}</svg>'
    ).format(
        w=round(wide + 8),
        h=round(y),
        uid=uid,
        desc=f"{says} The list below says the same in words.",
        body=Markup("").join(parts),
    )


def _lanes(events: Sequence[Event]) -> Iterable[tuple[str, list[Event]]]:
    """The lanes that hold something. An event of a kind nobody thought of is one in the family."""
    lane = {kind: name for name, kinds in LANES.items() for kind in kinds}
    for name in LANES:
        if mine := [e for e in events if lane.get(e.kind, "In the family") == name]:
            yield name, mine


def _mark(case: Case, scale: Scale, day: list[Event]) -> Mark:
    first, last = span_of(day[0])
    long = day[0].exact == "month" or last > first
    x = scale.x(first) if long else scale.x(first, 0.5)
    point = "• " if len(day) > 1 else ""
    lines = [(part, "what") for e in day for part in wrap(point + e.title[:1].upper() + e.title[1:], LABEL, 14)]
    end = scale.x(last, 1) if long else x
    return Mark(any(e.about_index for e in day), x, end, [*lines, (_short(case, day[0]), "soft")])


def _short(case: Case, e: Event) -> str:
    month = MONTHS[e.start.month - 1]
    if e.exact == "month":
        return f"{month} {e.start.year}"
    day = f"{e.start.day} {month[:3]}" if case.date_order == "dmy" else f"{month[:3]} {e.start.day}"
    return f"{day} {e.start.year}" if case.date_order == "dmy" else f"{day}, {e.start.year}"


def _apart(marks: list[Mark]) -> None:
    """Two on neighbouring days stand side by side where the days are narrow."""
    for a, b in pairwise(sorted(marks, key=lambda m: m.x)):
        if b.x < a.x + 15 and b.end - b.x < 1:
            b.x = b.end = a.x + 15


def _draw(m: Mark, line: float) -> Iterable[Markup]:
    """A dot on the line, or a bar over it, and the words below with a line to them."""
    long, kind = m.end - m.x > 1, "dot is-key" if m.key else "dot"
    if m.top > 15 or long:
        start = line - BAR + 8 if long else line + 7
        yield _path(
            "lead",
            f"M{m.x + 4 * long:.0f} {start:.0f}V{line + m.top + (10 if m.top > 15 else 0):.0f}" + "h5" * (m.top > 15),
        )
    if long:
        yield Markup('<rect class="{}" x="{:g}" y="{:g}" width="{:g}" height="8" rx="4"/>').format(
            kind, round(m.x), round(line - BAR), max(14, round(m.end - m.x))
        )
    else:
        yield Markup('<circle class="{}" cx="{:g}" cy="{:g}" r="6.5"/>').format(kind, round(m.x), round(line))
    for i, (words, style) in enumerate(m.lines):
        yield _text(
            m.x + (12 if m.top > 15 else 0 if m.end - m.x > 1 else -6), line + m.top + 13 + LINE * i, words, style
        )


def _months(scale: Scale) -> Iterable[tuple[float, str, bool]]:
    """The months of every stretch: where, what to call it, and whether it begins there."""
    for first, last, start, _ in scale.stretches:
        month = first.replace(day=1)
        while month <= last:
            begins = month >= first
            yield scale.x(month) if begins else start, f"{MONTHS[month.month - 1][:3]} {month.year}", begins
            month = (month + timedelta(days=32)).replace(day=1)


def _ruler(scale: Scale, today: date) -> Iterable[Markup]:
    """Months over everything, today, and what each break leaves out."""
    free, now = 0.0, scale.x(today, 0.5)
    for at, words, _ in _months(scale):
        if at >= free and at + width(words, SOFT) < now - 8:
            yield _text(at, 18, words, "soft")
            free = at + width(words, SOFT) + 12
    yield _text(now - 4, 18, "Today", "what")
    for x, days in scale.breaks:
        words = f"{left_out(days)}"
        yield _text(x - width(words, 12.5) / 2, 38, words, "gap")


def _axis(scale: Scale, today: date, line: float) -> Iterable[Markup]:
    """The line of a lane with its breaks, the beginnings of months and today."""
    at, d = 4.0, ""
    for x, _ in scale.breaks:
        d += f"M{at:.0f} {line:.0f}H{x - 9:.0f}l5 -7l8 14l5 -7"
        at = x + 9
    now = scale.x(today, 0.5)
    yield _path("axis", f"{d}M{at:.0f} {line:.0f}H{now + 10:.0f}")
    yield _path("tick", "".join(f"M{x:.0f} {line - 5:.0f}v10" for x, _, begins in _months(scale) if begins))
    yield _path("today", f"M{now:.0f} {line - 11:.0f}v22")


def _path(kind: str, d: str) -> Markup:
    return Markup('<path class="{}" d="{}"/>').format(kind, d)


def _text(x: float, y: float, words: str, kind: str) -> Markup:
    return Markup('<text class="{}" x="{:g}" y="{:g}">{}</text>').format(kind, round(x), round(y), words)
