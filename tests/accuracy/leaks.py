"""How well the leak scan reads the labelled messages: ``python -m tests.accuracy.leaks [--part build] [--quiet]``."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from grading.reading.leaks import Leak, leaks
from simulator.cases import CaseRef
from simulator.content.loader import read_yaml

HERE = Path(__file__).parents[1] / "content" / "messages"
PARTS = ("build", "measure")


@dataclass(frozen=True)
class Labelled:
    """One message, what its label says, and what the scan found."""

    name: str
    to: str
    text: str
    labels: tuple[tuple[str, str], ...]  # fact, words
    found: tuple[Leak, ...]

    @property
    def right(self) -> bool:
        """A message that leaks is found out; one that does not is left alone."""
        return bool(self.labels) == bool(self.found)


def read_part(part: str) -> Iterator[Labelled]:
    for path in sorted((HERE / part).glob("*.yaml")):
        data = read_yaml(path)
        case = CaseRef(scenario=data["scenario"], jurisdiction=data["jurisdiction"], seed=int(data["seed"])).make()
        for m in data["messages"]:
            fields = {k: m.get(k) or "" for k in ("subject", "attached", "body")}
            yield Labelled(
                name=f"{path.stem}/{m['id']}",
                to=m["to"],
                text=" | ".join(v for v in fields.values() if v),
                labels=tuple((x["fact"], x["words"]) for x in m["leaks"] or ()),
                found=leaks(case, m["to"], {k: v for k, v in fields.items() if v}),
            )


def figures(rows: list[Labelled]) -> tuple[float, float]:
    """Recall and precision of messages that leak."""
    leaking = [r for r in rows if r.labels]
    flagged = [r for r in rows if r.found]
    hit = [r for r in leaking if r.found]
    return len(hit) / len(leaking), len(hit) / len(flagged)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--part", choices=PARTS, action="append")
    parser.add_argument("--quiet", action="store_true", help="figures only, no disagreements")
    asked = parser.parse_args()
    for part in asked.part or PARTS:
        rows = list(read_part(part))
        recall, precision = figures(rows)
        print(f"{part}: {len(rows)} messages, recall {recall:.3f}, precision {precision:.3f}")
        if asked.quiet:
            continue
        for r in rows:
            if not r.right:
                print(
                    f"  {r.name} to {r.to}: {'missed ' + str(r.labels) if r.labels else 'false ' + str([(x.fact, x.words) for x in r.found])}"
                )
                print(f"      {r.text[:300]}")


if __name__ == "__main__":
    main()
