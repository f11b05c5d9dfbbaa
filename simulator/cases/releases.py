"""Does a signed permission cover this, for this person, on this day? The answer is worked out, never typed by an author.

A *release* (a signed permission, a consent) names what may be told, to whom, from which day and until when. ``reasons`` says
of one request everything that is true of it; more than one may be. Practice source: practice.md C3, C5, C17 and the consent
logic of section 2.iii; practice_checked.md section 1 for records that need a release of their own.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

Reason = Literal[
    "covered",  # a release names this, for this person, on this day
    "wrong_person",  # a release names it, for somebody else
    "wrong_item",  # a release names this person, for something else
    "ran_out",  # its last day is over
    "withdrawn",  # it was taken back
    "not_needed",  # somebody has to be kept safe: share without it, and be open about it
    "must_not_ask",  # the same, and asking first would raise the risk
    "own_release",  # this record needs a release that names it and nothing else
]
ALWAYS: tuple[Reason, ...] = ("covered", "wrong_person", "wrong_item", "ran_out", "withdrawn")


@dataclass(frozen=True)
class Release:
    """One signed permission. ``items`` and ``to`` are the situation's own names."""

    items: frozenset[str]  # what may be told
    to: frozenset[str]  # who may be told it
    signed: date  # the first day it counts
    until: date | None = None  # the last day it counts; None: no day is named
    withdrawn: date | None = None  # the first day it no longer counts


def reasons(
    releases: Iterable[Release],
    item: str,
    to: str,
    on: date,
    *,
    needed: bool = False,
    risky: bool = False,
    own: bool = False,
) -> frozenset[Reason]:
    """What is true of a request for ``item`` by ``to`` on the day ``on``: one reason or more, never none.

    Days count whole. A release counts from the day it is signed (included) to its last day (included); on the day it is
    withdrawn it counts no longer, whatever the hour. One that is signed after ``on`` is not there.

    The first of these that holds is the answer:

    1. ``risky``: ``must_not_ask``. Somebody has to be kept safe, and asking would raise the risk; no release changes that.
    2. ``needed``: ``not_needed``. Somebody has to be kept safe; a release is not what one stands on, if there is one or not.
    3. Some release has no fault: ``covered``.
    4. Some release names both the item and the person: the faults of all that do.
    5. Otherwise the faults of every release that names one of the two.
    6. No release names either: ``wrong_person`` and ``wrong_item``.

    In 4 and 5 a release whose faults are those of another and more adds nothing: an old one stands behind the one that
    came after it.

    A release's faults: ``wrong_person`` and ``wrong_item`` (it does not name them), ``ran_out`` (its last day is before
    ``on``), ``withdrawn`` (on that day or before). With ``own`` the record needs a release that names it alone: naming it
    beside other things is the fault ``own_release``, and in 4 to 6 ``own_release`` is always among the answers.
    """
    if risky:
        return frozenset({"must_not_ask"})
    if needed:
        return frozenset({"not_needed"})
    signed = [r for r in releases if r.signed <= on]
    faults = {r: _faults(r, item, to, on, own) for r in signed}
    if any(not f for f in faults.values()):
        return frozenset({"covered"})
    both = [r for r in signed if item in r.items and to in r.to]
    near = both or [r for r in signed if item in r.items or to in r.to]
    least = [faults[r] for r in near if not any(faults[x] < faults[r] for x in near)]
    found: frozenset[Reason] = frozenset().union(*least) or frozenset({"wrong_person", "wrong_item"})
    return found | {"own_release"} if own else found


def _faults(release: Release, item: str, to: str, on: date, own: bool) -> frozenset[Reason]:
    found: set[Reason] = set()
    if to not in release.to:
        found.add("wrong_person")
    if item not in release.items:
        found.add("wrong_item")
    elif own and len(release.items) > 1:
        found.add("own_release")
    if release.until is not None and release.until < on:
        found.add("ran_out")
    if release.withdrawn is not None and release.withdrawn <= on:
        found.add("withdrawn")
    return frozenset(found)
