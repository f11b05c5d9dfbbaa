"""Whether who a family is says anything about what is wrong in it. It must not: names are drawn last and know nothing.

Works on many cases at once: each gives its traits (heritage, gender …) and its troubles (what was drawn, how many things are
restricted …), and every trait is held against every trouble by a chi-square test.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from simulator.cases.draw import Draw
from simulator.cases.model import Case, Person

CHANCE = 0.01  # how likely one false alarm may be in a whole run
FEWEST = 5.0  # cases expected in a cell


def traits(case: Case) -> dict[str, str]:
    """Who the family is."""
    from simulator.cases import profile, scenario
    from simulator.cases.names import locale_of

    always = {id for id, p in scenario(case.scenario).people.items() if not p.when}  # others come with their strand
    index = case.person(case.index)
    assert isinstance(index, Person)
    place = profile(case.jurisdiction)
    return {
        "heritage": locale_of(Draw(case.scenario, case.jurisdiction, case.seed), "heritage", place),
        "gender": index.gender,
        "kind of name": "one" if not index.family else "double" if "-" in index.family else "two",
        "they": str(any(p.pronoun == "they" for p in case.everybody() if p.id in always)),
    }


def troubles(case: Case) -> dict[str, str]:
    """What happened, and how it has to be recorded."""
    facts = case.key.facts
    return {
        **{f"strand {name}": option for name, option in case.key.strands},
        "what is restricted": str(sum(f.record in ("restricted", "must_not", "only_with") for f in facts)),
        "what is dangerous": str(sum(f.sensitivity == "dangerous" for f in facts)),
        "what must be recorded": str(sum(f.record == "must" for f in facts)),
        "alerts": str(sum(a.kind != "reach" for a in case.alerts)),
        "who was not on the file": ", ".join(sorted(p.is_ for p in case.key.hidden_people)),
    }


@dataclass
class Fairness:
    """Counts, a scenario and jurisdiction at a time. Memory does not grow with the number of cases."""

    tables: dict[tuple[str, str, str], Counter[tuple[str, str]]] = field(default_factory=lambda: defaultdict(Counter))

    def add(self, case: Case) -> None:
        where = f"{case.scenario}, {case.jurisdiction}"
        for trait, is_ in traits(case).items():
            for trouble, what in troubles(case).items():
                self.tables[where, trait, trouble][is_, what] += 1

    def join(self, other: Fairness) -> None:
        for key, counts in other.tables.items():
            self.tables[key] += counts

    def associations(self) -> Iterator[str]:
        """Traits that go with a trouble more often than chance would have it."""
        found = [(key, *chi_square(counts)) for key, counts in self.tables.items()]
        tested = [x for x in found if x[2]]
        for (where, trait, trouble), value, freedom in tested:
            if tail(value, freedom) < CHANCE / len(tested):
                yield f"{where}: {trait} goes with {trouble} (chi-square {value:.1f}, {freedom} degrees of freedom)"


def chi_square(counts: Counter[tuple[str, str]]) -> tuple[float, int]:
    """The statistic of a table and its degrees of freedom; what is too rare is put together. (0, 0): nothing to test."""
    total = sum(counts.values())
    rows, columns = Counter[str](), Counter[str]()
    for (row, column), n in counts.items():
        rows[row] += n
        columns[column] += n
    least = min(columns.values()) / total
    row_of = {r: r if n * least >= FEWEST else "the rest" for r, n in rows.items()}
    most = max(rows.values()) / total
    column_of = {c: c if n * most >= FEWEST else "the rest" for c, n in columns.items()}
    table = Counter[tuple[str, str]]()
    for (row, column), n in counts.items():
        table[row_of[row], column_of[column]] += n
    row_sum, column_sum = Counter[str](), Counter[str]()
    for (row, column), n in table.items():
        row_sum[row] += n
        column_sum[column] += n
    freedom = (len(row_sum) - 1) * (len(column_sum) - 1)
    if not freedom:
        return 0.0, 0
    value = 0.0
    for row, r in row_sum.items():
        for column, c in column_sum.items():
            expected = r * c / total
            if expected >= 1:  # the approximation does not hold below
                value += (table[row, column] - expected) ** 2 / expected
    return value, freedom


def tail(value: float, freedom: int) -> float:
    """The chance of a chi-square value at least so large (Wilson and Hilferty's approximation)."""
    spread = 2 / (9 * freedom)
    z = ((value / freedom) ** (1 / 3) - (1 - spread)) / math.sqrt(spread)
    return 0.5 * math.erfc(z / math.sqrt(2))
