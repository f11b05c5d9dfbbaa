"""Messages the learner writes, rendered for one case, with an address book in which look-alikes stand beside the right line.

Practice source: practice.md C8, M1 to M11, section 4.iii.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.cases import names, people
from simulator.cases.exchange import Addressee, Enclosed, Must, Unsaid, Writing
from simulator.cases.exchange_specs import WritingSpec
from simulator.cases.model import Person, Place, Professional
from simulator.cases.worksheets import shuffled

if TYPE_CHECKING:
    from simulator.cases.record import Record

TIMES = ("07:35", "10:25", "13:10", "16:45", "20:50", "23:20")  # to choose from where the hour matters


LINES = {  # what somebody needs to be written to, and how an author gives it to them
    "email": ("email address", "email: yes"),
    "text": ("telephone number", "phone: mobile"),
    "voicemail": ("telephone number", "phone: mobile"),
    "letter": ("address", "lives: …"),
}


class Unreachable(ValueError):
    """Somebody a message is for has no address for its channel. ``at``, ``problem`` and ``cure`` are for the author."""

    def __init__(self, writing: str, to: str, channel: str, there: bool) -> None:
        what, line = LINES[channel]
        self.at = ("writing", writing, "to")
        self.problem = f"“{to}” has no {what} for this {channel}"
        self.cure = f"Give them “{line}”, or write to somebody else."
        if not there:
            self.problem = f"“{to}” is not in some families that have this {channel}"
            self.cure = "Give the message the same “when”, or write to somebody else."
        super().__init__(f"{self.problem}. {self.cure}")


def writings(r: Record) -> tuple[Writing, ...]:
    s = r.s
    facts = s.some(r.spec.facts)
    out = []
    for id, w in s.some(r.spec.writing).items():
        path = f"writing.{id}"
        out.append(
            Writing(
                id=id,
                channel=w.channel,
                to=w.to,
                to_name=r.name(w.to),
                on=r.at(w.on, w.at) if w.at else s.starts[w.on],
                title=s.text(f"{path}.title", w.title),
                task=s.text(f"{path}.task", w.task),
                received=s.text(f"{path}.received", w.received),
                book=_book(r, path, w),
                enclosed=tuple(
                    Enclosed(
                        id=str(n),
                        text=s.text(f"{path}.enclosed.{name}", e.say),
                        worth=e.is_,
                        because=s.text(f"{path}.enclosed.{name}.because", e.because),
                    )
                    for n, (name, e) in enumerate(
                        shuffled(r, f"{path}.enclosed", s.some(w.enclosed).items()), 1
                    )
                ),
                times=TIMES if w.hours else (),
                hours=w.hours,
                must=tuple(
                    Must(
                        id=name,
                        what=s.text(f"{path}.{name}.what", x.what),
                        found_by=tuple(s.several(row) for row in x.found_by),
                        good=s.several(x.good),
                        bad=s.several(x.bad),
                        because=s.text(f"{path}.{name}.because", x.because),
                        next_time=s.text(f"{path}.{name}.next", x.next_time),
                    )
                    for name, x in s.some(w.must).items()
                ),
                must_not=tuple(f for f in w.must_not if f in facts),
                unsaid=tuple(
                    Unsaid(id=name, words=s.several(x.words), because=s.text(f"{path}.{name}.because", x.because))
                    for name, x in s.some(w.unsaid).items()
                ),
                subject=s.text(f"{path}.subject", w.subject),
                good=s.text(f"{path}.good", w.good),
                bad=s.text(f"{path}.bad", w.bad),
                because=s.text(f"{path}.because", w.because),
            )
        )  # fmt: skip
    return tuple(sorted(out, key=lambda w: w.on))


def _book(r: Record, path: str, w: WritingSpec) -> tuple[Addressee, ...]:
    who = _somebody(r, w.to)
    right = _address(r, who, w.channel)
    if who is None or not right:
        raise Unreachable(path.removeprefix("writing."), w.to, w.channel, there=who is not None)
    rows = [Addressee(id="", name=who.full, address=right, who=w.to, right=True)]
    for name, address, because in _look_alikes(r, path, who, right, w.channel):
        rows.append(Addressee(id="", name=name, address=address, because=because))
    for id in w.book:
        other, place = _somebody(r, id), r.s.cast.places.get(id)
        if other and (address := _address(r, other, w.channel)):
            rows.append(
                Addressee(
                    id="", name=other.full, address=address, who=id, because=f"That is {other.full} and not {who.full}."
                )
            )
        elif place and w.channel == "letter":
            rows.append(Addressee(id="", name=who.full, address=place.full, because=f"{who.full} does not live there."))
    seen: dict[str, Addressee] = {}
    for row in rows:
        seen.setdefault(row.address, row)
    return tuple(
        row.model_copy(update={"id": str(n)}) for n, row in enumerate(shuffled(r, f"{path}.book", seen.values()), 1)
    )  # fmt: skip


def _somebody(r: Record, id: str) -> Person | Professional | None:
    return r.people.get(id) or r.professionals.get(id)


def _address(r: Record, who: Person | Professional | None, channel: str) -> str:
    if who is None:
        return ""
    if channel == "email":
        return who.email
    if channel in ("text", "voicemail"):
        return who.phone
    place: Place | None = r.s.cast.places.get(getattr(who, "lives", ""))
    return place.full if place else getattr(who, "agency", "")


def _look_alikes(
    r: Record, path: str, who: Person | Professional, right: str, channel: str
) -> list[tuple[str, str, str]]:
    """(name, address, why not) of lines that are easily taken for the right one."""
    if channel == "email":
        box, _, domain = right.partition("@")
        family = names.look_alike(r.draw, f"{path}.alike", names.usual(r.profile), who.family or who.first, "family")
        near = f"{who.first} {family}"
        elsewhere = people.mailbox(box, "mail" if isinstance(who, Person) else "post")
        return [
            (near, people.mailbox(f"{who.first}.{family}", "x").partition("@")[0] + "@" + domain, f"{near} is somebody else: the family name differs."),
            (who.full, elsewhere, "The name is right and the rest is not: nobody on the file uses this address."),
        ]  # fmt: skip
    digits = [i for i, c in enumerate(right) if c.isdigit()]
    last = digits[-2:] if channel != "letter" else _number(right)
    if len(last) == 2 and right[last[0]] != right[last[1]]:
        turned = list(right)
        turned[last[0]], turned[last[1]] = turned[last[1]], turned[last[0]]
        return [(who.full, "".join(turned), "Two figures are turned round. Somebody else has that one.")]
    return []


def _number(address: str) -> list[int]:
    """Where the last two figures of a house number stand."""
    number = address.partition(" ")[0]
    return [len(number) - 2, len(number) - 1] if len(number) > 1 and number.isdigit() else []
