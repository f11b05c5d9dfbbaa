"""Marks ``call_note``: a note of a call, held against what truly happened in it, as it was played.

Each claim to have seen what no camera showed is named with the moment. One that is plain costs points; where a careful
sentence could be meant a person looks. What is only said well or badly is not marked.
Practice source: practice.md V12, V16, V17, section 3.iii; error “video call told as a visit”.
"""

from __future__ import annotations

import re
from datetime import datetime, time

from grading.choose import headline
from grading.marks import Check, Link, Marks
from grading.meeting import best, no_call_yet
from grading.reading.camera_view import view_of
from grading.reading.sightings import carried, unseen
from grading.samples import Sample
from grading.walkthroughs import spec_of
from simulator.cases import profile
from simulator.cases.call_record import Happened, happened, sights_of
from simulator.cases.calls import Playing
from simulator.cases.dates import write_time
from simulator.cases.model import Case
from simulator.exercises.base_course import replayed
from simulator.exercises.call_note import HELD, HOW, Response, Spec, people_of, sights_by_number

SHARES = {"held": 1, "times": 1, "who": 3, "unseen": 3, "sight": 6, "told": 2, "trouble": 1, "why": 1, "next": 2}
SLACK = 3  # minutes
CLAIM = 1 / 3  # of the points for what could be seen that one claim too many costs
LEAST_WORDS, LEAST_TOLD = 25, 3
WORDS = 4  # in a field of a line or so
# a call told as a visit
VISIT = re.compile(r"\b(?:(?:statutory|home|monthly|virtual|video|remote|welfare|family)\s+)?visit(?:ed)?\b[^.]*\b(?:completed|carried out|done|undertaken|made|took place|took)\b|\bhome visit (?:completed|today|by video)\b|\bI visited\b", re.I)  # fmt: skip


def mark(spec: Spec, case: Case, response: Response) -> Marks:
    """Marks for one note of a call. ``out_of`` is the exercise's points, shared by weight."""
    play = replayed(spec, case, {"course": response.course})
    if play is None:
        return no_call_yet(spec)
    record = happened(play)
    shares = {k: v for k, v in SHARES.items() if k != "trouble" or record.held == "both"}
    unit = spec.points / sum(shares.values())
    why = profile(case.jurisdiction).standards["remote"]
    maker = _Maker(play, record, response, f"{why.says} {why.source}")
    checks = tuple(getattr(maker, k)(unit * weight) for k, weight in shares.items())
    return Marks(
        exercise=f"{spec.module}/{spec.exercise}",
        headline=headline(checks, "This note says what the call showed, and no more", "are as they should be; look at the others"),
        checks=checks,
        answered=bool(response.text or response.held or response.who),
    )  # fmt: skip


class _Maker:
    """One check for each part of the note."""

    def __init__(self, play: Playing, record: Happened, response: Response, matters: str) -> None:
        self.play, self.record, self.r, self.matters = play, record, response, matters

    def _check(
        self, id: str, out_of: float, share: float, good: str, bad: str, in_case: str, next_time: str,
        wrote: str = "", field: str = "", weight: int = 2,
    ) -> Check:  # fmt: skip
        passed = share >= 1
        links: tuple[Link, ...] = (Link(text="this field", to=f"field:{field or id}"),)
        return Check(
            id=id, title=good if passed else bad, passed=passed, points=round(out_of * share, 6), out_of=out_of,
            wrote="" if passed else wrote, in_case="" if passed else in_case, next_time="" if passed else next_time,
            matters="" if passed else self.matters, rationale=in_case, links=links, weight=weight,
        )  # fmt: skip

    def held(self, out_of: float) -> Check:
        right = self.record.held or "video"
        told = VISIT.search(self.r.text)
        share = 1.0 if self.r.held == right else 0.5 if {self.r.held, right} <= {"video", "both"} else 0.0
        truth = f"{HELD[right]}."
        if told and share:
            share = min(share, 0.5)
            truth += " The text speaks of a visit that was made. Nobody was in the home."
        return self._check(
            "held", out_of, share, "It is called what it was", "What kind of contact was it?", truth,
            "Call a call a call, also in the text.", wrote=told[0] if told else HELD.get(self.r.held, ""), weight=4,
        )  # fmt: skip

    def times(self, out_of: float) -> Check:
        began, ended = self.record.began, self.record.ended
        rows = [(self.r.began, began), (self.r.ended, ended)]
        right = sum(said is not None and at is not None and _near(said, at) for said, at in rows)
        case = self.play.case
        truth = (
            f"From {write_time(case, began)} to {write_time(case, ended)}."
            if began and ended
            else "There was no contact."
        )
        return self._check(
            "times", out_of, right / 2, "From when to when", "From when to when?", truth,
            "Write down both times as you ring off.", field="began",
            wrote=" to ".join(write_time(case, t) for t in (self.r.began, self.r.ended) if t),
        )  # fmt: skip

    def who(self, out_of: float) -> Check:
        truth = roster(self.play, self.record)
        wrong = [n for n, right in truth.items() if right and self.r.who.get(n) != right]
        judged = sum(bool(right) for right in truth.values())
        ids = people_of(self.play)
        said = "; ".join(f"{self.play.people[ids[n]].full}: {HOW[truth[n]].lower()}" for n in wrong)
        share = 1 - len(wrong) / judged if judged else 1.0
        return self._check(
            "who", out_of, max(0.0, share), "Who was in the call, and who was seen", "Who was in the call, and who was seen?",
            f"{said}." if said else "As you have it.", "Say of everybody whether you saw them or only heard them.",
            field=f"who.{wrong[0]}" if wrong else "who.1", weight=3,
        )  # fmt: skip

    def unseen(self, out_of: float) -> Check:
        numbers, sights = sights_by_number(self.play), self.play.spec.sights
        best_of = {n: self.record.sights.get(id) for n, id in numbers.items()}
        never = {n for n, found in best_of.items() if found is None or found.clarity == "heard"}
        clear = {n for n, found in best_of.items() if found is not None and found.clarity == "clear"}
        ticked = set(self.r.unseen)
        missed, extra = sorted(never - ticked, key=int), sorted(ticked & clear, key=int)
        share = max(0.0, (len(never & ticked) - len(extra)) / len(never)) if never else 1.0 - bool(extra)

        def names(rows: list[str]) -> str:
            return ", ".join(self.play.text(f"sight.{numbers[n]}.what", sights[numbers[n]].what) for n in rows)

        told = []
        if missed:
            told.append(f"Not seen either: {names(missed)}.")
        if extra:
            told.append(f"This was in the picture: {names(extra)}.")
        return self._check(
            "unseen", out_of, share, "What could not be seen is said", "What could not be seen?", " ".join(told) or "As you have it.",
            "Go through the home in your mind as if you stood in it, and say what you would look at there.", weight=3,
        )  # fmt: skip

    def sight(self, out_of: float) -> Check:
        claims = unseen(self.r.text, view_of(self.play, self.record))
        sure = [c for c in claims if c.sure]
        short = len(self.r.text.split()) < LEAST_WORDS
        if short:
            wrote, truth = self.r.text, "There is too little here for anybody to know what you saw and heard."
        else:
            wrote = " … ".join(c.wrote for c in claims)
            truth = " ".join(dict.fromkeys(c.why for c in claims)) or "Nothing is told as seen that was not."
        if (
            claims and not sure and not short
        ):  # software cannot tell a claim from a careful sentence well enough to charge for it
            return Check(
                id="sight", title="Could you have seen that?", passed=None, points=0, out_of=out_of, wrote=wrote,
                in_case=truth, next_time="If you heard it or were told it, say so; if you did not see it, say that.",
                rationale=f"A person looks at this. {truth}", person=True,
                links=(Link(text="this field", to="field:text"),), weight=5,
            )  # fmt: skip
        share = 0.0 if short else max(0.0, 1 - CLAIM * len(sure))
        return self._check(
            "sight", out_of, share, "Nothing is told as seen that was not", "Could you have seen that?", truth,
            "Put who said it, or that you heard it; or say that you did not see it.", wrote=wrote, field="text", weight=5,
        )  # fmt: skip

    def told(self, out_of: float) -> Check:
        view = view_of(self.play, self.record)
        there = [s for s in view.sights if s.best] + [p for p in view.people if p.there]
        wanted = min(LEAST_TOLD, len(there))
        found = carried(self.r.text, view)
        share = min(1.0, len(found) / wanted) if wanted else 1.0
        names = ", ".join(
            [s.what for s in view.sights if s.best and s.id not in found]
            + [self.play.people[p.id].first for p in view.people if p.there and p.id not in found]
        )
        return self._check(
            "told", out_of, share, "What was seen and heard is there", "What was seen and heard?",
            f"In your call there was also: {names}." if names else "As you have it.",
            "Put in what the next reader needs: who was there, what you saw of it, what was said.", field="text",
        )  # fmt: skip

    def trouble(self, out_of: float) -> Check:
        enough = len(self.r.trouble.split()) >= WORDS
        return self._check(
            "trouble", out_of, float(enough), "That the picture was lost is said", "What went wrong with the line?",
            f"From {self.record.dark_time} on there was no picture.", "Say from when to when you could see, and from when only hear.",
            wrote=self.r.trouble,
        )  # fmt: skip

    def why(self, out_of: float) -> Check:
        enough = len(self.r.why.split()) >= WORDS
        return self._check(
            "why", out_of, float(enough), "Why it was a call is said", "Why by video, and not in person?",
            "Somebody will ask. The reason is at the top of the call, under “Why this call was booked”.",
            "Give the reason in one sentence, also where it is a poor one.", wrote=self.r.why,
        )  # fmt: skip

    def next(self, out_of: float) -> Check:
        today = self.play.case.today
        in_person, later = self.r.next_how == "in_person", self.r.next is not None and self.r.next > today
        return self._check(
            "next", out_of, (in_person + later) / 2, "Somebody goes there, and when", "When will somebody be there in person?",
            "A day to come, in person: what the camera did not show has to be looked at.",
            "Put in the day, so that what could not be seen does not stay so.",
        )  # fmt: skip


def _near(said: time, at: datetime) -> bool:
    return abs(said.hour * 60 + said.minute - at.hour * 60 - at.minute) <= SLACK


def roster(play: Playing, record: Happened) -> dict[str, str]:
    """number -> seen, heard, absent; "" where the call does not say, because a voice in it had no name."""
    out: dict[str, str] = {}
    for n, id in people_of(play).items():
        if id in record.seen:
            out[n] = "seen"
        elif id in record.heard:
            out[n] = "heard"
        else:
            out[n] = "" if record.voices else "absent"
    return out


def sample(spec: Spec, case: Case, kind: str) -> Sample:
    """About the best course of the call. ``incorrect``: a home that nobody saw is told as clean, and the next contact is a call."""
    course = " ".join(best(spec_of(spec.call), case))
    play = replayed(spec, case, {"course": course})
    assert play is not None
    record = happened(play)
    assert record.began and record.ended
    raw: dict[str, str | list[str]] = {
        "course": course,
        "held": record.held,
        "began": f"{record.began:%H:%M}",
        "ended": f"{record.ended:%H:%M}",
        **{f"who.{n}": right or "absent" for n, right in roster(play, record).items()},
        "unseen": [
            n
            for n, id in sights_by_number(play).items()
            if (found := record.sights.get(id)) is None or found.clarity == "heard"
        ],
        "text": honest(play, record),
        "trouble": "The picture was lost and we went on by telephone.",
        "why": "It was asked for between two visits.",
        "next": case.today.replace(year=case.today.year + 1, day=min(case.today.day, 28)).isoformat(),
        "next_how": "in_person",
    }
    if kind == "correct":
        return Sample(raw=raw, score=float(spec.points))
    if kind == "invalid":
        return Sample(raw={**raw, "course": "over and out"}, problem="not a course")
    text = f"{raw['text']} The rest of the home was clean and tidy."
    total = sum(SHARES.values()) - (0 if record.held == "both" else SHARES["trouble"])
    lost = SHARES["sight"] * CLAIM + SHARES["next"] / 2
    return Sample(
        raw={**raw, "text": text, "next_how": "video"},
        score=round(spec.points * (1 - lost / total), 2),
        fails=("next", "sight"),
    )


def honest(play: Playing, record: Happened) -> str:
    """A plain and honest text about a call: who was seen or heard, what could be seen, what could not."""
    sights = sights_of(play)
    seen = [play.people[id].full for id in record.seen]
    heard = [play.people[id].full for id in record.heard if id not in record.seen]
    rows = [f"On the screen I spoke with {', '.join(seen)}."] if seen else []
    rows += [f"I heard {', '.join(heard)}."] if heard else []
    rows += [f"I could not see {_what(play, id)}." for id in sights if id not in record.sights]
    rows += [
        f"For a moment I saw part of {_what(play, id)}." for id, g in record.sights.items() if g.clarity != "heard"
    ]
    rows.append(
        "This was a call and I was not in the home, so the rest of it is not known to me and has to be looked at."
    )
    return " ".join(rows)


def _what(play: Playing, id: str) -> str:
    return play.text(f"sight.{id}.what", play.spec.sights[id].what)
