"""``meeting``: a call that goes on as the learner acts. Practice source: practice.md section 3, V1 to V18.

What is saved: ``log`` (a list; one entry for each act, its number and, where it is known, when it was done:
``7.3 2025-05-14T18:32:05Z``), ``take`` (how often the call was begun), ``pace`` (turns | slow | real). The page sends
``act`` (the number of what was chosen), ``again`` (yes: begin once more), ``step`` (``take.acts``: where its call stood) and
``pace``; the log is written by :func:`advance` alone, so that a page that lags behind, or a second window, never loses or repeats anything.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime

from simulator.cases.call_frames import Frame
from simulator.cases.calls import NotOffered, Playing, UnknownCall, begin, call_spec
from simulator.cases.model import Case
from simulator.exercises import base
from simulator.exercises.base import FormatProblem, Raw, Unfit, check_fields, many, one, read_form

PACES = {"turns": "Turn by turn", "slow": "Real time, unhurried", "real": "Real time"}
PLAIN = ("log", "take", "pace", "act", "step", "again")
MOST = 200  # acts in one call
ENTRY = re.compile(r"(\d{1,2}\.\d{1,2})(?: (\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ))?")


class Spec(base.Spec):
    call: str  # one of dummy_cases/calls

    @property
    def of(self) -> str:
        """What is shown rests on the learner's own answer so far."""
        return self.exercise


class Variant(base.Variant):
    title: str
    booked: str
    invited: str
    content_note: str
    frame: Frame
    step: str  # take.acts
    take: int
    pace: str
    paces: tuple[base.Option, ...]
    seconds: int  # until it goes on by itself; 0: it waits
    mended: bool  # part of what was saved could not be read, and the call stands before it


class Response(base.Response):
    acts: tuple[str, ...]  # numbers, in order
    at: tuple[datetime | None, ...]
    take: int
    pace: str


def playing(spec: Spec, case: Case) -> Playing:
    """The call of an exercise, at its beginning. Raises Unfit."""
    try:
        return begin(call_spec(spec.call), case)
    except UnknownCall as e:
        raise Unfit("call", str(e).split(". ")[0], "Name one of the files in dummy_cases/calls.") from e


def build(spec: Spec, case: Case, own: Raw | None = None) -> Variant:
    """The call where the learner left it. ``own``: their answer so far."""
    play, saved = playing(spec, case), own or {}
    entries = many(saved, "log")
    mended = False
    for entry in entries:
        found = ENTRY.fullmatch(entry)
        try:
            play.do(found[1] if found else "")
        except NotOffered:
            mended = True
            break
    take = one(saved, "take")
    pace = one(saved, "pace")
    pace = pace if pace in PACES else "turns"
    frame = play.frame()
    count = len(play.record.did)
    number = int(take) if re.fullmatch(r"[1-9][0-9]{0,3}", take) else 1
    return Variant(
        title=play.title(),
        booked=play.text("call.booked", play.spec.booked),
        invited=play.text("call.invited", play.spec.invited),
        content_note=play.text("call.note", play.spec.content_note),
        frame=frame,
        step=f"{number}.{count}",
        take=number,
        pace=pace,
        paces=tuple(base.Option(value=k, words=w) for k, w in PACES.items()),
        seconds=0 if pace == "turns" or frame.ending else frame.seconds * (2 if pace == "slow" else 1),
        mended=mended,
    )


def parse(spec: Spec, case: Case, raw: Raw) -> Response:
    """Read a log. Raises FormatProblem, which names what is wrong with it."""
    form = read_form(raw)
    check_fields(form, (), (), PLAIN)
    pace, take = one(form, "pace") or "turns", one(form, "take") or "1"
    if pace not in PACES:
        raise FormatProblem("unknown choice", f"“{pace}” is not one of: {', '.join(PACES)}.", "pace")
    if not re.fullmatch(r"[1-9][0-9]{0,3}", take):
        raise FormatProblem("not a number", f"“{take}” is not how often a call was begun.", "take")
    entries = many(form, "log")
    if len(entries) > MOST:
        raise FormatProblem("too many acts", f"A call has at most {MOST} acts; this log has {len(entries)}.", "log")
    play = playing(spec, case)
    acts: list[str] = []
    times: list[datetime | None] = []
    for n, entry in enumerate(entries, 1):
        found = ENTRY.fullmatch(entry)
        if not found:
            raise FormatProblem("not a log", f"Act {n} of this call, “{entry[:40]}”, cannot be read.", "log")
        at = _time(found[2], n)
        last = next((t for t in reversed(times) if t), None)
        if at and last and at < last:
            raise FormatProblem(
                "time runs backwards", f"Act {n} of this call is earlier than the one before it.", "log"
            )
        try:
            play.do(found[1])
        except NotOffered:
            raise _refused(play, found[1], n, acts) from None
        acts.append(found[1])
        times.append(at)
    return Response(acts=tuple(acts), at=tuple(times), take=int(take), pace=pace)


def _time(text: str | None, n: int) -> datetime | None:
    try:
        return datetime.fromisoformat(text) if text else None
    except ValueError:
        raise FormatProblem("not a time", f"Act {n} of this call has a time there is not.", "log") from None


def _refused(play: Playing, value: str, n: int, before: list[str]) -> FormatProblem:
    """Why an act cannot stand where it stands in a log."""
    moments = {"", *play.spec.moments}
    there = {v for m in moments for v in play.numbers(m).values()}
    there |= {f"{i}.0" for i in range(1, len(play.spec.moments) + 1)}
    if value not in there:
        return FormatProblem(
            "unknown act", f"Act {n}, number {value}, is nothing that can be done in this call.", "log"
        )
    if play.ending:
        return FormatProblem("after the end", f"Act {n} comes after this call was over.", "log")
    if value in before:
        return FormatProblem("done twice", f"Act {n} was done before, and can be done once.", "log")
    return FormatProblem("impossible order", f"Act {n} could not be done at that point of the call.", "log")


def settle(saved: Raw | None, sent: Raw) -> dict[str, str | list[str]]:
    """What is kept when a page saves without acting: the log stays as it was saved. Raises FormatProblem."""
    form, kept = read_form(sent), saved or {}
    return {
        "log": many(kept, "log"),
        "take": one(kept, "take") or "1",
        "pace": one(form, "pace") or one(kept, "pace") or "turns",
    }


def advance(
    spec: Spec, case: Case, saved: Raw | None, sent: Raw, now: datetime
) -> tuple[dict[str, str | list[str]], str]:
    """Do what a page has chosen; returns what is kept, and a sentence for the learner where nothing was done.

    ``now`` has a time zone. Raises FormatProblem.
    """
    form, new = read_form(sent), settle(saved, sent)
    entries = many(new, "log")
    sound: list[str] = []
    play = playing(spec, case)
    for entry in entries:  # what cannot be read is left behind, and the page has said so
        found = ENTRY.fullmatch(entry)
        try:
            play.do(found[1] if found else "")
        except NotOffered:
            break
        sound.append(entry)
    act, take = one(form, "act"), one(new, "take")
    take = take if re.fullmatch(r"[1-9][0-9]{0,3}", take) else "1"
    if one(form, "step") not in ("", f"{take}.{len(sound)}"):
        return new, "This call has gone on in another window. Here is where it stands now; nothing was done twice."
    if one(form, "again") == "yes":
        return {**new, "log": [], "take": str(min(int(take) + 1, 9999))}, ""
    if not act:
        return new, "Nothing was done: choose something first, then “Do this”."
    try:
        play.do(act)
    except NotOffered:
        return new, "That cannot be done at this point. Here is where the call stands."
    if len(sound) >= MOST:
        return new, f"A call has at most {MOST} acts."
    last = max((m[2] for e in sound if (m := ENTRY.fullmatch(e)) and m[2]), default="")
    stamp = max(
        f"{now.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}", last
    )  # a clock that was set back makes nothing run backwards
    return {**new, "log": [*sound, f"{act} {stamp}"], "take": take}, ""
