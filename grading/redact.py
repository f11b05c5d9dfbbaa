"""Marks ``redact``: what had to go and can still be read, and what the reader has a right to and cannot read.

One check a thing that must go: out when nothing of it can be read in any of its places. One check for the rest. What costs
nothing either way: punctuation, a possessive ’s, Mr and Ms, and words that only join. A thing left readable that could harm
somebody fails the whole exercise. Practice source: practice.md C6, C10 and section 0 (Safe Harbor).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from grading.marks import Check, Link, Marks
from grading.samples import Sample
from simulator.cases import profile
from simulator.cases.model import Case
from simulator.cases.redactions import Planted, Redaction
from simulator.exercises.base import Spec as BaseSpec
from simulator.exercises.redact import Response, Spec, redaction_of, words_of

Place = tuple[int, int]

REST = (
    1 / 4
)  # of the points, for leaving what stays: a copy in which nothing can be read protects nobody, it only refuses
SLIP = 2  # words that stay and are gone: a word too many at the edge of a name takes nothing from the reader
FEW = 6  # up to here it is a phrase or two, and half; beyond it whole sentences are gone
QUOTED = 5  # stretches a reason repeats
NEXT = "Read it once for names, once for numbers and places, and once for what is true of one person only."
DANGER = "Somebody could come to harm by this copy, and it cannot be taken back. That outweighs what else was right."

TITLES = frozenset(["mr", "mrs", "ms", "miss", "mx", "dr"])
JOINING = frozenset(
    re.findall(
        r"\w+",
        "a an the and or but nor of at in on to from for with by as into about than then so if is are was were be been being has "
        "have had do does did who whom whose which that this these those there it its he him his she her hers they them their "
        "theirs i me my we us our you your will would can could also too",
    )
)


@dataclass(frozen=True)
class Reading:
    """A text as a marker reads it, with what is blacked out."""

    told: Redaction
    spans: tuple[Place, ...]

    @cached_property
    def words(self) -> tuple[tuple[Place, Place], ...]:
        """Every word that says something: the place of the whole word, and of what it says."""
        return tuple(((a, b), said) for a, b in words_of(self.told.text) if (said := kernel(self.told.text, a, b)))

    def saying(self, thing: Planted) -> list[Place]:
        """What says something in a thing, in all its places; of a word that is in it in part, that part."""
        found = []
        for start, end in thing.spans:
            found += [(max(a, start), min(b, end)) for _, (a, b) in self.words if max(a, start) < min(b, end)]
        return found

    def readable(self, thing: Planted) -> list[Place]:
        return [p for p in self.saying(thing) if not self.gone(p)]

    def gone(self, place: Place) -> bool:
        """Whether the whole of it is blacked out."""
        return any(a <= place[0] and place[1] <= b for a, b in self.spans)

    def mostly_gone(self, place: Place) -> bool:
        covered = sum(max(0, min(b, place[1]) - max(a, place[0])) for a, b in self.spans)
        return covered * 2 >= place[1] - place[0]

    @cached_property
    def staying(self) -> list[Place]:
        """Every word that says something, is in no thing that must or may go, and so stays."""
        out = [span for t in (*self.told.of("go"), *self.told.of("may")) for span in t.spans]
        return [said for _, said in self.words if not any(max(a, said[0]) < min(b, said[1]) for a, b in out)]

    @cached_property
    def lost(self) -> list[Place]:
        """The words that stay and are blacked out."""
        return [p for p in self.staying if self.mostly_gone(p)]

    @cached_property
    def taken(self) -> list[Planted]:
        """What must stay, is tempting, and is half gone or more."""
        return [t for t in self.told.of("keep") if sum(map(self.mostly_gone, p := self.saying(t))) * 2 >= len(p)]

    @cached_property
    def too_much(self) -> bool:
        """Half of what stays is gone, or more: then nothing was picked out, and nothing found."""
        return bool(self.lost) and len(self.lost) * 2 >= len(self.staying)

    def dangerous(self, thing: Planted) -> bool:
        """Whether what is left of it could harm somebody: a name in it, or half of it; a house number alone does not."""
        left = self.readable(thing)
        named = any(self.told.text[a].isupper() for a, _ in left)
        return thing.never and bool(left) and (named or len(left) * 2 >= len(self.saying(thing)))

    def stretches(self, found: Iterable[Place]) -> list[Place]:
        """Places as stretches: those with nothing between them that says something are one."""
        out: list[Place] = []
        said = [p for _, p in self.words]
        for place in found:
            between = self.told.text[out[-1][1] : place[0]] if out else ""
            alone = (
                not out or re.search(r"\n|[.!?] ", between) or any(out[-1][1] <= a and b <= place[0] for a, b in said)
            )
            if not alone:
                out[-1] = (out[-1][0], place[1])
                continue
            out.append(place)
        return out

    def quoted(self, found: Iterable[Place]) -> str:
        rows = [self.told.text[a:b] for a, b in self.stretches(found)]
        more = f" and {len(rows) - QUOTED} more" if len(rows) > QUOTED else ""
        return ", ".join(f"“{text}”" for text in rows[:QUOTED]) + more


def kernel(text: str, start: int, end: int) -> Place | None:
    """What a word says: without the punctuation round it and a possessive ’s. None for a title or a word that only joins."""
    found = re.search(r"[^\W_](?:.*[^\W_])?", text[start:end])
    if not found:
        return None
    a, b = start + found.start(), start + found.end()
    if b - a > 2 and text[b - 2 : b] in ("’s", "'s"):
        b -= 2
    return None if text[a:b].lower() in JOINING | TITLES else (a, b)


def mark(spec: BaseSpec, case: Case, response: Response) -> Marks:
    """Marks for one text. ``out_of`` is the exercise's points: a quarter for what stays, the rest shared by what must go."""
    assert isinstance(spec, Spec)
    told = redaction_of(spec, case)
    reading = Reading(told, tuple((s.start, s.end) for s in response.spans))
    answered = bool(reading.spans)
    must = told.of("go")
    why = profile(case.jurisdiction).standards[told.standard]
    matters = f"{why.says} {why.source}"
    share = spec.points * (1 - REST) / len(must)
    checks = [_thing(reading, t, share, matters) for t in must]
    checks.append(_rest(reading, spec.points * REST, matters))
    harm = [t for t in must if answered and reading.dangerous(t)]
    return Marks(
        exercise=f"{spec.module}/{spec.exercise}",
        headline=_headline(reading, checks, bool(harm)),
        checks=tuple(checks),
        safe="no" if harm else "yes" if answered else "",
        safe_reason=" ".join(
            p
            for p in (
                f"Still readable: {reading.quoted(reading.readable(harm[0]))}.",
                harm[0].because,
                told.danger or DANGER,
            )
            if p
        )
        if harm
        else "",
        danger="This copy cannot go out",
        cap=0.0 if harm else None,
        answered=answered,
    )


def _thing(reading: Reading, thing: Planted, share: float, matters: str) -> Check:
    told, left = reading.told, reading.readable(thing)
    passed = not left and not reading.too_much
    if passed:
        said = "Blacked out."
    elif left:
        said = f"Still readable: {reading.quoted(left)}."
    else:
        said = "It is gone, and so is half the page or more, so it was not picked out."
    start, end = thing.spans[0]
    first = next(iter(left or reading.saying(thing)))
    word = next(w for w in words_of(told.text) if w[0] <= first[0] < w[1])
    name = thing.what[:1].upper() + thing.what[1:]
    return Check(
        id=f"thing.{thing.id}",
        title=f"{name}: “{told.text[start:end].strip(' .,;:“”()')}”",
        passed=passed,
        points=share if passed else 0.0,
        out_of=share,
        in_case="" if passed else f"{said} {thing.because}".strip(),
        next_time="" if passed else thing.next_time or NEXT,
        matters="" if passed else matters,
        rationale=f"{said} {thing.because}".strip(),
        links=(
            Link(text="these words", to=f"field:span.{word[0]}-{word[1]}"),
            *(Link(text=told.text[a:b], to=f"span:{a}-{b}") for a, b in reading.stretches(left)),
        ),
        weight=9 if thing.never else 2,
    )


def _rest(reading: Reading, share: float, matters: str) -> Check:
    """The point for what stays: all with a slip at most, half with a phrase or two, or with something that is the reader's own."""
    told, lost, taken = reading.told, reading.lost, reading.taken
    count = len(lost)
    passed = bool(reading.spans) and count <= SLIP and not taken
    earned = 1.0 if passed else 0.5 if reading.spans and count <= FEW else 0.0
    reasons = " ".join(dict.fromkeys(t.because for t in taken if t.because))
    if not reading.spans:
        title, said = "Nothing is blacked out yet", "Nothing is blacked out, so there is nothing to leave."
    elif passed:
        title = "What stays can be read"
        said = f"Readable again it would do no harm: {reading.quoted(lost)}." if lost else "You left what stays."
    else:
        title = "More is gone than had to go" if reading.too_much else "Some of what you blacked out stays"
        said = " ".join(p for p in (f"This stays: {reading.quoted(lost)}.", reasons, told.kept) if p)
    return Check(
        id="rest",
        title=title,
        passed=passed,
        points=earned * share,
        out_of=share,
        in_case="" if passed or not reading.spans else said,
        next_time="" if passed else told.kept_next,
        matters="" if passed or not reading.spans else matters,
        rationale=said,
        links=tuple(Link(text=told.text[a:b], to=f"span:{a}-{b}") for a, b in reading.stretches(lost)),
        weight=1,
    )


def _headline(reading: Reading, checks: list[Check], harm: bool) -> str:
    things, rest = checks[:-1], checks[-1]
    out = sum(c.passed is True for c in things)
    if not reading.spans:
        return "Nothing is blacked out yet"
    if harm:
        return "Somebody could come to harm by this copy"
    if reading.too_much:
        return "Nearly everything is gone: black out what must go, and nothing else"
    if out == len(things):
        return "Everything that must go is gone" + ("" if rest.passed else ", and some of what stays")
    left = len(things) - out
    return f"{out} of {len(things)} {'is' if out == 1 else 'are'} gone; the other{'s' if left > 1 else ''} can still be read"


def sample(spec: BaseSpec, case: Case, kind: str) -> Sample:
    """``correct``: the words that must go. ``incorrect``: one thing left, and some sentences gone that stay. ``invalid``: no part of the text."""
    assert isinstance(spec, Spec)
    told = redaction_of(spec, case)
    reading = Reading(told, ())
    if kind == "correct":
        return Sample(raw={"span": list(_words(reading, told.of("go")))}, score=float(spec.points))
    if kind == "invalid":
        return Sample(raw={"span": [f"0-{len(told.text) + 1}"]}, problem="outside the text")
    missed = next(t for t in told.of("go") if not t.never)
    others = [t for t in told.of("go") if t.id != missed.id]
    gone = [f"{a}-{b}" for (a, b), said in reading.words if said in reading.staying[: FEW + 1]]
    score = spec.points * (1 - REST) * len(others) / (len(others) + 1)
    return Sample(
        raw={"span": [*_words(reading, others), *gone]}, score=round(score, 2), fails=(f"thing.{missed.id}", "rest")
    )


def _words(reading: Reading, things: Iterable[Planted]) -> Iterator[str]:
    """The places of the words that hold things, as the page has them."""
    said = [p for t in things for p in reading.saying(t)]
    for (a, b), (start, end) in reading.words:
        if any(max(start, x) < min(end, y) for x, y in said):
            yield f"{a}-{b}"
