"""What becomes of one sentence about what somebody said: ``python -m tests.accuracy.tellings [SCENARIO …] [--show KIND]``.

``tests/content/tellings`` holds sentences of three kinds for everything that must be somebody's own: *kept* (honest, in any wording),
*turned* (made into something else) and *another* (put into another mouth). They were written, a scenario by one writer, from the truth
of a family and without the marker. A kept one must not be held against a note; the others must not be rewarded.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from grading.note_checks.quoted import quotations
from grading.note_checks.safe import safe
from grading.note_checks.sheet import Sheet
from grading.note_checks.told import State, judge
from simulator.cases import CaseRef
from simulator.cases.model import Case
from simulator.content.loader import read_yaml
from simulator.exercises import note
from tests.accuracy.collection import visit_note

HERE = Path(__file__).parents[1] / "content" / "tellings"
KINDS = ("kept", "turned", "another")
# enough of a note for a sentence to stand in; nothing reads a fact in the reason for a visit
WHY = (
    "This was a planned visit, agreed beforehand by telephone, to hear how things are and to talk about what happens next. It followed the "
    "meeting of the week before. I had read the file, and I had let everybody know the day and the time at which I would come."
)


@dataclass(frozen=True)
class Telling:
    name: str  # scenario, jurisdiction, family, fact
    kind: str
    text: str
    state: State
    safe: bool
    reason: str

    @property
    def blamed(self) -> bool:
        """Whether it costs points for certain: given to somebody else, or not safe to file."""
        return not self.safe or self.state == "another"


def read(scenarios: Iterable[str] = ()) -> Iterator[Telling]:
    """Every sentence of some scenarios (none: of all), read by the marker as it stands alone in a note."""
    for path in sorted(HERE.glob("*.yaml")):
        if scenarios and path.stem not in scenarios:
            continue
        for family in read_yaml(path):
            jurisdiction, seed = str(family["family"]).split()
            case = CaseRef(scenario=path.stem, jurisdiction=jurisdiction, seed=int(seed)).make()
            for fact, kinds in family["facts"].items():
                for kind in KINDS:
                    for text in kinds[kind]:
                        yield read_one(f"{path.stem} {jurisdiction} {seed} {fact}", case, fact, kind, text)


def read_one(name: str, case: Case, fact: str, kind: str, text: str) -> Telling:
    """One sentence, alone in a note."""
    spec = visit_note()
    empty = note.parse(spec, case, {})
    part = "views" if "views" in empty.parts else empty.account
    sheet = Sheet(spec, case, note.parse(spec, case, {part: text, "why": WHY}))
    found = next(f for f in (*sheet.words, *sheet.accounts) if f.id == fact)
    state, _, _ = judge(sheet, found, attributed=True)
    flag, reason = safe(sheet, quotations(sheet))
    return Telling(name, kind, text, state, flag != "no", reason)


def shares(rows: Iterable[Telling]) -> dict[str, float]:
    """State -> share; ``blamed``: given to somebody else or not safe."""
    rows = list(rows)
    out = {state: n / len(rows) for state, n in Counter(r.state for r in rows).most_common()}
    return out | {"blamed": sum(r.blamed for r in rows) / len(rows)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("scenarios", nargs="*")
    parser.add_argument("--show", choices=KINDS, help="print what is wrongly blamed, or wrongly passed")
    asked = parser.parse_args()
    rows = list(read(asked.scenarios))
    for kind in KINDS:
        of = [r for r in rows if r.kind == kind]
        print(f"{kind:8} {len(of):5}  " + "  ".join(f"{k} {v:.3f}" for k, v in shares(of).items()))
    for r in rows:
        if r.kind == asked.show and (r.blamed or r.state == "absent" if r.kind == "kept" else r.state == "passed"):
            print(f"{r.name} [{r.state}] {r.text}" + (f"\n    {r.reason}" if r.reason else ""))


if __name__ == "__main__":
    main()
