"""Marks ``meeting``: a call, by what was done before what, what was missed, and how it ended.

Each mark of the call’s file that comes into question is worth its weight. A step that was taken in time earns its share,
one that was taken too late half of it; a step that should not have been taken costs the whole mark. How the call ended is
a mark of its own, and some endings limit what the whole can earn. A call that is not over is marked against all of it.
What looking back shows is told by the call itself, played again. Practice source: practice.md section 3, V7 to V15.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal

from grading.choose import headline
from grading.marks import Check, Chose, Link, Marks, Moment
from grading.samples import Sample
from simulator.cases import profile
from simulator.cases.call_frames import Line
from simulator.cases.call_specs import ActSpec, MarkSpec
from simulator.cases.calls import SILENCE, Did, Playing
from simulator.cases.model import Case
from simulator.exercises import base_course
from simulator.exercises.meeting import Response, Spec, playing

LATE = 0.5  # of a step that was taken too late
ENDS = 2.0  # the weight of how it ended
WORTH = {"right": 1.0, "also": 1.0, "half": 0.5, "wrong": 0.0, "never": 0.0}
DANGEROUS = 50  # of 100: what a course can earn in which somebody was put at risk
SHOWN = 5  # of what else was possible
FIRST = ("right", "never", "also", "wrong", "half")  # what else was possible, in this order


def mark(spec: Spec, case: Case, response: Response) -> Marks:
    """Marks for one call. ``out_of`` is the exercise's points, shared by weight among the marks that came into question."""
    return mark_played(spec, playing(spec, case), response)


def mark_played(spec: Spec, play: Playing, response: Response, look_back: bool = True) -> Marks:
    """The same of a call at its beginning. ``look_back``: whether the marks hold it moment by moment, which takes longer."""
    back = _Back(play) if look_back else None
    for value in response.acts:
        back.do(value) if back else play.do(value)
    did = play.record.did
    asked = _asked(play)
    whole = sum(m.weight for m in asked.values()) + ENDS
    unit = spec.points / whole
    checks = [_check(play, id, m, unit * m.weight) for id, m in asked.items()]
    checks.append(_ending(play, unit * ENDS))
    never = next((d for d in did if d.act.is_ == "never"), None)
    cap = _cap(play, spec.points, never is not None)
    danger = ""
    if never:
        with play.as_of(never.before):
            because = play.text(f"{never.moment}.{never.key}.because", never.act.because)
        danger = f"{because} {play.text('call.danger', play.spec.danger)}"
    return Marks(
        exercise=f"{spec.module}/{spec.exercise}",
        headline=_headline(play, checks, bool(never)),
        checks=tuple(checks),
        safe="no" if never else "yes" if did else "",
        safe_reason=danger,
        danger="Somebody was put at risk in this call",
        cap=cap,
        answered=bool(did),
        back=back.moments(checks) if back else (),
    )


def _headline(play: Playing, checks: Iterable[Check], dangerous: bool) -> str:
    if not play.record.did:
        return "The call has not begun"
    if not play.ending:
        return "The call is not over"
    if dangerous:
        return "Look first at the moment it went wrong"
    return headline(tuple(checks), "A call to be content with", "were in good order; the others are below")


def _cap(play: Playing, points: float, dangerous: bool) -> float | None:
    """The most this course can earn: where somebody was put at risk, and where the ending says so."""
    most = play.spec.endings[play.ending].most if play.ending else 100
    most = min(most, DANGEROUS) if dangerous else most
    return None if most == 100 else round(points * most / 100, 6)


def _asked(play: Playing) -> dict[str, MarkSpec]:
    """The marks that come into question: those whose moment came, or all of them while the call is not over."""
    came = {v.moment for v in play.record.visits}
    marks = play.some(play.spec.marks)
    return {id: m for id, m in marks.items() if m.at in came or not play.ending}


def _check(play: Playing, id: str, mark: MarkSpec, out_of: float) -> Check:
    first: dict[str, int] = {}
    for n, did in enumerate(play.record.did):
        for step in did.act.does:
            first.setdefault(step, n)
    end = len(play.record.did)
    by = min((first[s] for s in mark.before if s in first), default=end)
    shares = [(1.0 if first[s] <= by else LATE) if s in first else 0.0 for s in mark.do]
    wrong = next((play.record.did[first[s]] for s in mark.avoid if s in first), None)
    came = any(d.moment == mark.at for d in play.record.did)  # who has done nothing yet has kept from nothing
    share = 0.0 if wrong or not came else sum(shares) / len(shares) if shares else 1.0
    late = bool(shares) and all(shares) and share < 1 and not wrong
    passed = share >= 1
    because = play.text(f"mark.{id}.because", mark.because)
    if late and mark.late:
        because = play.text(f"mark.{id}.late", mark.late)
    wrote = ""
    if wrong:
        wrote = play.log_of(wrong).you
    elif late:
        wrote = play.log_of(play.record.did[min(first[s] for s in mark.do if first[s] > by)]).you
    why = profile(play.case.jurisdiction).standards[mark.standard or play.spec.standard]
    number = next((v.number for v in play.record.visits if v.moment == mark.at), 0)
    return Check(
        id=id,
        title=play.text(f"mark.{id}.title", mark.title) if passed else play.text(f"mark.{id}.missed", mark.missed),
        passed=passed,
        points=round(share * out_of, 6),
        out_of=out_of,
        wrote="" if passed else wrote,
        in_case="" if passed else because,
        next_time="" if passed else play.text(f"mark.{id}.next", mark.next_time),
        matters="" if passed else f"{why.says} {why.source}",
        rationale=because if came else f"The call did not come this far. {because}",
        links=(Link(text=f"moment {number}", to=f"back:{number}"),) if number else (),
        weight=6 if wrong and wrong.act.is_ == "never" else 4 if wrong else 2,
    )


def _ending(play: Playing, out_of: float) -> Check:
    if not play.ending:
        return Check(
            id="ending", title="The call is not over", passed=False, points=0, out_of=out_of,
            next_time="Go on from where you are; it waits.", rationale="A call is marked as a whole, once it has ended.", weight=1,
        )  # fmt: skip
    end, path = play.spec.endings[play.ending], f"end.{play.ending}"
    share = WORTH[end.is_]
    because = play.text(f"{path}.because", end.because) or play.text(f"{path}.told", end.told)
    limit = "" if end.most == 100 else f" A call that ends like this earns at most {end.most} of 100."
    return Check(
        id="ending",
        title=play.text(f"{path}.title", end.title),
        passed=share >= 1,
        points=round(share * out_of, 6),
        out_of=out_of,
        in_case="" if share >= 1 else because + limit,
        next_time="" if share >= 1 else play.text(f"{path}.next", end.next_time),
        rationale=because + limit,
        weight=5,
    )


class _Back:
    """Plays a call once more and keeps, for every moment, what was seen, what was done and what else could have been."""

    def __init__(self, play: Playing) -> None:
        self.play = play
        self.did: dict[int, list[Chose]] = {}
        self.others: dict[int, dict[str, Chose]] = {}
        self.scenes: dict[int, dict[str, object]] = {}
        self._scene()

    def _scene(self) -> None:
        play, number = self.play, len(self.play.record.visits)
        if number in self.scenes:
            return
        here, id = play.here, play.moment
        self.scenes[number] = {
            "title": play.text(f"{id}.title", here.title),
            "time": play.clock(play.minute),
            "see": play.text(f"{id}.see", here.see),
            "said": _said(play.lines(f"{id}.said", here.said)),
            "tiles": play.tiles(here.speaks) if here.at == "call" else (),
            "hidden": play.text(f"{id}.hidden", here.hidden),
        }

    def do(self, value: str) -> None:
        play, number = self.play, len(self.play.record.visits)
        there = play.offered()
        others = {key: self._would(key, act) for v, (key, act) in there.items() if v != value}
        did = play.do(value)
        self.did.setdefault(number, []).append(self._done(did))
        for key, chose in others.items():
            self.others.setdefault(number, {}).setdefault(key, chose)
        for d in play.record.did:
            self.others.get(d.number, {}).pop(d.key, None)
        self._scene()

    def _would(self, key: str, act: ActSpec) -> Chose:
        play, path = self.play, f"{self.play.moment}.{key}"
        now = {**play.chosen, **act.sets}
        words = play.text(f"{path}.say", act.say)
        with play.as_of(now):
            return Chose(
                words=words,
                worth=act.is_,
                led_to=play.text(f"{path}.told", act.told),
                said=_said(play.lines(f"{path}.said", act.said)),
                because=play.text(f"{path}.because", act.because),
            )

    def _done(self, did: Did) -> Chose:
        told = self.play.log_of(did)
        with self.play.as_of(did.after):
            because = self.play.text(f"{did.moment}.{did.key}.because", did.act.because)
        return Chose(words=told.you, worth=did.act.is_, led_to=told.told, said=_said(told.said), because=because)

    def moments(self, checks: Iterable[Check]) -> tuple[Moment, ...]:
        if not self.did:
            return ()
        at = {v.number: v.moment for v in reversed(self.play.record.visits)}
        firsts: dict[str, int] = {}
        for number, moment in sorted(at.items()):
            firsts.setdefault(moment, number)
        marks = self.play.spec.marks
        found: list[Moment] = []
        for number, scene in sorted(self.scenes.items()):
            mine = tuple(c for c in checks if c.id in marks and firsts.get(marks[c.id].at) == number)
            others = [c for c in self.others.get(number, {}).values() if c.because or c.led_to]
            others.sort(key=lambda c: FIRST.index(c.worth))
            did = tuple(self.did.get(number, ()))
            found.append(
                Moment(
                    number=number,
                    did=did,
                    others=tuple(others[:SHOWN]),
                    checks=mine,
                    state=_state(mine, did),
                    **scene,
                )
            )
        return tuple(found)


def _state(checks: tuple[Check, ...], did: tuple[Chose, ...]) -> Literal["passed", "partly", "notyet", ""]:
    if any(c.worth == "never" for c in did):
        return "notyet"
    if checks:
        earned = sum(c.points for c in checks) / sum(c.out_of for c in checks)
        return "passed" if earned >= 0.999 else "partly" if earned > 0 else "notyet"
    worths = {c.worth for c in did}
    return "notyet" if "wrong" in worths else "partly" if "half" in worths else "passed" if did else ""


def _said(lines: Iterable[Line]) -> tuple[tuple[str, str], ...]:
    return tuple((line.who, line.says) for line in lines)


def no_call_yet(spec: base_course.Spec) -> Marks:
    """Marks of an exercise about a call that has not been taken to its end."""
    missing = Check(
        id="course", title="Take the call first", passed=False, points=0, out_of=spec.points,
        next_time="This is about your own call.", rationale="There is no call yet to look back on.",
    )  # fmt: skip
    return Marks(
        exercise=f"{spec.module}/{spec.exercise}", headline="There is no call yet", checks=(missing,), answered=False
    )


# --- samples ---------------------------------------------------------------------------------------------------------------


def best(spec: Spec, case: Case) -> tuple[str, ...]:
    """A course that earns everything, found by trying only what is right, then what is as good. Empty if there is none."""
    key = (spec.call, case.scenario, case.jurisdiction, case.seed)
    if key not in _BEST:
        if len(_BEST) >= KEPT:
            _BEST.clear()
        _BEST[key] = _best(spec, case)
    return _BEST[key]


_BEST: dict[tuple[str, str, str, int], tuple[str, ...]] = {}  # the search is asked for again and again by samples
KEPT = 500


def _best(spec: Spec, case: Case) -> tuple[str, ...]:
    play = playing(spec, case)
    for worths in (("right",), ("right", "also")):
        for acts in _courses(play, worths):
            response = Response(acts=acts, at=(), take=1, pace="turns")
            marks = mark_played(spec, play.afresh(), response, look_back=False)
            if abs(marks.score - spec.points) < 1e-6 and marks.cap is None:
                return acts
    return ()


TRIES = 40


def _courses(begun: Playing, worths: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Courses of such acts: in each moment first all that stay in it, then one that leads on; silence only where nothing else does."""
    stack: list[tuple[str, ...]] = [()]
    tries = 0
    while stack and tries < TRIES:
        acts = stack.pop()
        play = begun.afresh()
        for value in acts:
            play.do(value)
        moment = len(play.record.visits)
        while not play.ending:
            here = {v: a for v, (k, a) in play.offered().items() if a.is_ in worths and k != SILENCE}
            later = {s for m in play.spec.marks.values() for s in m.before}  # what others come before
            stays = [v for v, a in here.items() if not _leads(play, a)]
            stay = min(stays, key=lambda v: bool(later & set(here[v].does)), default=None)
            if stay is None:
                break
            play.do(stay)
            acts = (*acts, stay)
            if play.ending or len(play.record.visits) != moment or len(acts) > 100:
                break
        if play.ending:
            tries += 1
            yield acts
            continue
        on = [v for v, a in here.items() if _leads(play, a)] or [play.silence]
        stack += [(*acts, v) for v in reversed(on)]


def _leads(play: Playing, act: ActSpec) -> bool:
    with play.as_of({**play.chosen, **act.sets}):
        return any(play.holds(g.when) for g in act.then)


def sample(spec: Spec, case: Case, kind: str) -> Sample:
    """``correct``: a course that earns everything. ``incorrect``: nothing is said or done from beginning to end.
    ``invalid``: something that cannot be done."""
    if kind == "correct":
        return Sample(raw={"log": list(best(spec, case))}, score=float(spec.points))
    if kind == "invalid":
        return Sample(raw={"log": ["99.99"]}, problem="unknown act")
    play = playing(spec, case)
    acts: list[str] = []
    while not play.ending:
        acts.append(play.silence)
        play.do(acts[-1])
    took = {s for d in play.record.did for s in d.act.does}
    fails = [id for id, m in _asked(play).items() if (m.do and not set(m.do) <= took) or set(m.avoid) & took]
    if WORTH[play.spec.endings[play.ending].is_] < 1:
        fails.append("ending")
    return Sample(raw={"log": list(acts)}, fails=tuple(sorted(fails)))
