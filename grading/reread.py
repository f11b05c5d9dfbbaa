"""Marks ``reread``: every sentence read, and what is put otherwise loses no fact and turns none.

Whether the new words are kinder is for the learner and a person; the words that often hurt are remarks without points.
Practice source: practice.md R12-R14, section 11 line 12.
"""

from __future__ import annotations

from grading.marks import Check, Link, Marks, Remark
from grading.reading.contradictions import contradictions
from grading.reading.facts import Reader
from grading.reading.language import remarks
from grading.reading.names import names_of
from grading.reading.sentences import Note
from grading.samples import Sample
from simulator.cases import profile
from simulator.cases.model import Case, Fact
from simulator.exercises.base import Spec as BaseSpec
from simulator.exercises.reread import Response, Sentence

SHARES = {"read": 1, "otherwise": 1, "nothing_lost": 2}
MOST_REMARKS = 6


def _reader(case: Case, text: str) -> Reader:
    names = names_of(case)
    return Reader(case, Note([("seen", text)], names.is_name), names)


def mark(spec: BaseSpec, case: Case, response: Response) -> Marks:
    """Marks for one note read again. ``out_of`` is the exercise's points."""
    why = profile(case.jurisdiction).standards["respectful"]
    matters = f"{why.says} {why.source}"
    share = {n: spec.points * w / sum(SHARES.values()) for n, w in SHARES.items()}
    rows = response.sentences
    changed = {id: s for id, s in rows.items() if s.keep == "otherwise" and s.new and s.new != s.was}
    read = [id for id, s in rows.items() if s.keep]
    checks = (
        _read(rows, read, share["read"]),
        _otherwise(rows, changed, share["otherwise"], matters),
        _nothing_lost(case, changed, bool(read), share["nothing_lost"]),
    )
    return Marks(
        exercise=f"{spec.module}/{spec.exercise}",
        headline=_headline(rows, checks),
        checks=checks,
        remarks=_remarks(case, rows),
        answered=bool(read),
    )


def _read(rows: dict[str, Sentence], read: list[str], out_of: float) -> Check:
    done = bool(rows) and len(read) == len(rows)
    next_ = next((id for id in rows if id not in read), "1")
    return Check(
        id="read",
        title="You read every sentence" if done else f"{len(rows) - len(read)} sentences are not read yet" if rows else "There is no note to read yet",
        passed=done,
        points=out_of if done else 0,
        out_of=out_of,
        next_time="" if done else "Read each sentence aloud, slowly, and decide." if rows else "Write your note first, then come back.",
        rationale=f"{len(read)} of {len(rows)} sentences have a decision.",
        links=(Link(text="the next sentence", to=f"field:keep.{next_}"),),
        weight=2,
    )  # fmt: skip


def _otherwise(rows: dict[str, Sentence], changed: dict[str, Sentence], out_of: float, matters: str) -> Check:
    """One sentence put otherwise, or every one read aloud: both are answers."""
    promised = [id for id, s in rows.items() if s.keep == "otherwise" and id not in changed]
    all_aloud = bool(rows) and all(s.keep == "aloud" for s in rows.values())
    passed = all_aloud or (bool(changed) and not promised)
    first = promised[0] if promised else "1"
    return Check(
        id="otherwise",
        title="Nothing had to be put otherwise" if all_aloud else "You put it otherwise where you would not read it aloud" if passed else "The new words are still to be written",
        passed=passed,
        points=out_of if passed else 0,
        out_of=out_of,
        wrote=rows[first].was if promised else "",
        next_time="" if passed else "Say it as if the person sat beside you: what you saw, what was said, what you thought.",
        matters="" if passed else matters,
        rationale="Every sentence could be read aloud, you say." if all_aloud else f"{len(changed)} put otherwise; {len(promised)} still to be written.",
        links=(Link(text="this sentence", to=f"field:new.{first}"),),
        weight=1,
    )  # fmt: skip


def _nothing_lost(case: Case, changed: dict[str, Sentence], any_read: bool, out_of: float) -> Check:
    """Each fact that stood in a sentence still stands in its new words, and nothing in them is denied by the case."""
    facts = [f for f in case.key.facts if f.record == "must" and f.found_by]
    if not changed:
        return Check(
            id="nothing_lost", title="A person reads whether it can be read aloud as it stands" if any_read else "Nothing is read yet",
            passed=None if any_read else False, points=0, out_of=out_of, person=any_read,
            rationale="Nothing was put otherwise. Software cannot tell whether anything should have been." if any_read else "There is nothing to compare yet.",
            weight=0, next_time="" if any_read else "Bring your note here, and say for each sentence what you would do.",
        )  # fmt: skip
    unsure = False
    for id, s in changed.items():
        before, after = _reader(case, s.was), _reader(case, s.new)
        for fact in facts:
            if before.fact(fact).state != "found":
                continue
            state = after.fact(fact).state
            if state == "absent":
                return _lost(id, s, fact, out_of)
            unsure = unsure or state == "part"
        was = {c.kind for c in contradictions(before, case.event(case.scene_event))}
        for c in contradictions(after, case.event(case.scene_event)):
            if c.kind not in was:
                return _turned(id, s, c.is_, out_of)
    return Check(
        id="nothing_lost",
        title="A person has to read whether everything is still there" if unsure else "Kinder or not, nothing that matters was lost",
        passed=None if unsure else True,
        points=0 if unsure else out_of,
        out_of=out_of,
        person=unsure,
        rationale="Part of what mattered is still there. The software does not guess." if unsure else "What the sentences said is still said, and nothing new in them is denied by the case.",
        weight=3,
    )  # fmt: skip


def _lost(id: str, s: Sentence, fact: Fact, out_of: float) -> Check:
    return Check(
        id="nothing_lost", title="Something that matters went missing", passed=False, points=0, out_of=out_of, wrote=s.new,
        in_case=f"Before, it said this: {fact.what}", next_time="Soften the words, not the facts. Put the old sentence beside the new one and tick off what it told.",
        rationale=f"“{s.was}” held it; “{s.new}” does not: {fact.what}", links=(Link(text="this sentence", to=f"field:new.{id}"),), weight=3,
    )  # fmt: skip


def _turned(id: str, s: Sentence, is_: str, out_of: float) -> Check:
    return Check(
        id="nothing_lost", title="The new words say something else", passed=False, points=0, out_of=out_of, wrote=s.new, in_case=is_,
        next_time="Change the tone and leave the fact. Read the two side by side, word by word.",
        rationale=f"The case says otherwise: {is_}", links=(Link(text="this sentence", to=f"field:new.{id}"),), weight=3,
    )  # fmt: skip


def _remarks(case: Case, rows: dict[str, Sentence]) -> tuple[Remark, ...]:
    """The words that often hurt, where they still stand."""
    out = []
    for id, s in rows.items():
        text = s.new if s.keep == "otherwise" and s.new else s.was
        field = "new" if text == s.new else "keep"
        out += [r.model_copy(update={"field": f"{field}.{id}"}) for r in remarks(_reader(case, text))]
    return tuple(out[:MOST_REMARKS])


def _headline(rows: dict[str, Sentence], checks: tuple[Check, ...]) -> str:
    if not rows:
        return "Write your note first, then read it again"
    return (
        "You could sit beside them while they read it" if all(c.passed for c in checks) else "Not yet read to the end"
    )


def sample(spec: BaseSpec, case: Case, kind: str) -> Sample:
    """Read to the end with one sentence put otherwise; wrong: that sentence lost its fact; unreadable."""
    fact = next(f for f in case.key.facts if f.record == "must" and f.good)
    was, plain = fact.good[0], "I was in touch on the day it says above."
    raw: dict[str, str | list[str]] = {
        "was.1": plain, "keep.1": "aloud", "was.2": was, "keep.2": "otherwise", "new.2": f"This is what I wrote down: {was}",
    }  # fmt: skip
    if kind == "correct":
        return Sample(raw=raw, score=float(spec.points))
    if kind == "invalid":
        return Sample(raw={**raw, "keep.1": "perhaps"}, problem="unknown choice")
    raw["new.2"] = "We talked for a while and the kettle was on."
    return Sample(raw=raw, score=round(spec.points / 2, 2), fails=("nothing_lost",))
