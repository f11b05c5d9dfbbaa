"""Marks an exercise in which one thing is chosen for each item: shared by ``quote``, ``flag``, ``section``, ``which_file``.

One check an item. An answer that can honestly be argued earns all; one that is half right earns half.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from grading.marks import Check, Link
from grading.samples import Sample
from simulator.cases.model import Case

WRONG = 2  # answers that the incorrect sample gets wrong


@dataclass(frozen=True)
class Truth:
    """What is right for one item. ``half``: an answer -> why it is half right."""

    id: str
    text: str
    right: str
    because: str
    also: tuple[str, ...] = ()
    half: Mapping[str, str] = field(default_factory=dict)
    next_time: str = ""
    in_case: str = ""  # the fact it rests on, when it is more than the right answer
    moment: str = ""
    weight: int = 1


def checks(
    prefix: str,
    items: Iterable[Truth],
    chosen: Mapping[str, str],
    words: Mapping[str, str],
    points: float,
    matters: str,
) -> tuple[Check, ...]:
    """A check for each item, named like its field. ``words``: how each answer reads."""
    items = list(items)
    share = points / len(items)
    return tuple(_check(f"{prefix}.{item.id}", item, chosen.get(item.id, ""), words, share, matters) for item in items)


def _check(field: str, item: Truth, answer: str, words: Mapping[str, str], share: float, matters: str) -> Check:
    right = answer == item.right or answer in item.also
    earned = share if right else share / 2 if answer in item.half else 0.0
    truth = f"{words[item.right]}."
    if not answer:
        rationale = f"Not answered. {truth} {item.because}"
    elif answer == item.right:
        rationale = item.because
    elif right:
        rationale = f"Arguable, and it counts. We would say: {truth} {item.because}"
    elif answer in item.half:
        rationale = f"{item.half[answer]} {truth} {item.because}"
    else:
        rationale = f"You chose “{words[answer]}”. It is: {truth} {item.because}"
    links: tuple[Link, ...] = (Link(text="this line", to=f"field:{field}"),)
    if item.moment:
        links += (Link(text="the moment", to=f"moment:{item.moment}"),)
    return Check(
        id=field,
        title=item.text,
        passed=right,
        points=earned,
        out_of=share,
        wrote=words.get(answer, ""),
        in_case="" if right else " ".join(p for p in (truth, item.in_case, item.because) if p),
        next_time="" if right else item.next_time,
        matters="" if right else matters,
        rationale=rationale.strip(),
        links=links,
        weight=item.weight,
    )


def headline(found: Iterable[Check], all_right: str, some: str) -> str:
    """``some`` goes on after “5 of 8”."""
    rows = list(found)
    right = sum(c.passed is True for c in rows)
    return all_right if right == len(rows) else f"{right} of {len(rows)} {some}"


def scene_moment(case: Case, id: str) -> str:
    """A moment's id where the scene shows it; else empty."""
    return id if any(m.id == id for m in case.scene) else ""


def sample(
    prefix: str, items: Iterable[Truth], options: Iterable[str], points: float, kind: str,
    more: Mapping[str, str | list[str]] | None = None,
) -> Sample:  # fmt: skip
    """``correct``: every answer right. ``incorrect``: two items answered wrongly, as far from each other as may be. ``invalid``: a choice there is not."""
    items, options = list(items), list(options)
    raw: dict[str, str | list[str]] = {**(more or {}), **{f"{prefix}.{i.id}": i.right for i in items}}
    if kind == "correct":
        return Sample(raw=raw, score=float(points))
    if kind == "invalid":
        return Sample(raw={**raw, f"{prefix}.{items[0].id}": "gossip"}, problem="unknown choice")
    wrong: dict[str, Truth] = {}
    for item in (items[0], *reversed(items)):
        able = [o for o in options if o != item.right and o not in item.also and o not in item.half]
        if able and len(wrong) < WRONG:
            wrong[f"{prefix}.{item.id}"] = item
            raw[f"{prefix}.{item.id}"] = able[0]
    score = points - points / len(items) * len(wrong)
    return Sample(raw=raw, score=round(score, 2), fails=tuple(sorted(wrong)))
