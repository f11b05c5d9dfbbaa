"""Could you have seen that? How well the labelled sentences are read: ``python -m tests.accuracy.sightings [--part build] [--quiet]``.

``--sheet CALL SCENARIO JURISDICTION SEED ACT ACT …`` prints a call as a learner lived it, for whoever writes and labels sentences
without having seen the sights of the call or the marker. Labels: ``more`` (it claims to have seen more than the camera showed, or
knows what was never in view) and ``fair`` (it does not).
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from grading.reading.camera_view import view_of
from grading.reading.sightings import Unseen, unseen
from simulator.cases import CaseRef
from simulator.cases.calls import SILENCE, Playing
from simulator.content.loader import read_yaml
from simulator.exercises.call_note import role_of

HERE = Path(__file__).parents[1] / "content" / "sightings"
PARTS = ("build", "measure")


@dataclass(frozen=True)
class Labelled:
    name: str
    text: str
    more: bool  # the label
    found: tuple[Unseen, ...]

    @property
    def right(self) -> bool:
        return self.more == bool(self.found)


def played(data: dict[str, object]) -> Playing:
    """The course a file is about; its acts stand in their author's words."""
    case = CaseRef(
        scenario=str(data["scenario"]), jurisdiction=str(data["jurisdiction"]), seed=int(str(data["seed"]))
    ).make()
    play = Playing(str(data["call"]), case)
    for key in data["acts"]:  # type: ignore[attr-defined]
        play.do(play.value_of(str(key)))
    return play


def read_part(part: str) -> Iterator[Labelled]:
    for path in sorted((HERE / part).glob("*.yaml")):
        data = read_yaml(path)
        view = view_of(played(data))
        for n, s in enumerate(data["sentences"], 1):
            yield Labelled(f"{path.stem}/{n}", s["text"], s["label"] == "more", tuple(unseen(s["text"], view)))


def figures(rows: list[Labelled]) -> tuple[float, float]:
    """Precision and recall of sentences that claim more than was seen."""
    flagged, more = [r for r in rows if r.found], [r for r in rows if r.more]
    hit = sum(r.more for r in flagged)
    return hit / max(1, len(flagged)), hit / max(1, len(more))


def sheet(play: Playing, acts: Iterable[str]) -> Iterator[str]:
    """A call as a learner lived it."""
    yield from (
        play.title(),
        "",
        play.text("call.booked", play.spec.booked),
        "",
        "People (not all of them need be in this call):",
    )
    for id, who in play.people.items():
        yield f"- {who.full}: {role_of(play, id)}"
    yield from _moment(play)
    for key in acts:
        number = len(play.record.visits)
        told = play.log_of(play.do(play.value_of(key)))
        yield f"   > YOU DID: {told.you}"
        if told.told:
            yield f"     {told.told}"
        yield from (f"     {x.who}: “{x.says}”" for x in told.said)
        if len(play.record.visits) != number and not play.ending:
            yield from _moment(play)
    if play.ending:
        yield from ("", f"THE END. {play.text(f'end.{play.ending}.told', play.spec.endings[play.ending].told)}")


def _moment(play: Playing) -> Iterator[str]:
    f = play.frame()
    yield from ("", f"[{f.time}] {f.title}")
    if f.at == "call":
        for t in f.tiles:
            if t.who != "you":
                yield f"   PICTURE of {t.name}: {t.shows if t.camera == 'on' else 'no picture'}"
    else:
        yield {
            "lobby": "   NO PICTURE YET: the lobby",
            "telephone": "   NO PICTURE: sound only",
            "after": "   THE CALL IS OVER",
        }[f.at]
    if f.see:
        yield f"   {f.see}"
    yield from (f"   {x.who}: “{x.says}”" for x in f.said)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--part", choices=PARTS, action="append")
    parser.add_argument("--quiet", action="store_true", help="figures only, no disagreements")
    parser.add_argument("--sheet", nargs="+")
    asked = parser.parse_args()
    if asked.sheet:
        call, scenario, jurisdiction, seed, *acts = asked.sheet
        case = CaseRef(scenario=scenario, jurisdiction=jurisdiction, seed=int(seed)).make()
        print("\n".join(sheet(Playing(call, case), [SILENCE if a == "(nothing)" else a for a in acts])))
        return
    for part in asked.part or PARTS:
        rows = list(read_part(part))
        precision, recall = figures(rows)
        print(
            f"{part}: {len(rows)} sentences, {sum(r.more for r in rows)} claim more; precision {precision:.3f}, recall {recall:.3f}"
        )
        charged = [r for r in rows if any(x.sure for x in r.found)]
        print(f"    costing points: {len(charged)}, of them {sum(r.more for r in charged)} rightly")
        for r in [] if asked.quiet else rows:
            if not r.right:
                why = "missed" if r.more else "; ".join(f"{x.about}: {x.why}" for x in r.found)
                print(f"  {r.name} {'' if r.more else 'FALSE '}{r.text}\n      {why}")


if __name__ == "__main__":
    main()
