"""Random walks through a call: ``python -m tests.content.random_walks CALL [--walks 500] [--texts 20]``.

Each walk is played in another family, of every jurisdiction in turn. Found are: an exception, a dead end, a call that
does not end, marks outside their range, a moment, an ending, an act or a mark that no walk came to. In one walk of so many
(``--texts``) every page is told as the learner has it, and looked back on.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter
from collections.abc import Iterator

from grading.meeting import mark_played
from grading.walkthroughs import spec_of
from simulator.cases import jurisdiction_names, make_case, scenario_names
from simulator.cases.calls import SILENCE, Playing, call_names, call_spec
from simulator.cases.model import Case
from simulator.exercises.meeting import MOST, Response, build

FAMILIES = 12  # of each jurisdiction, so that cases need not be made afresh for every walk


def cases(per: int = FAMILIES) -> list[Case]:
    names = scenario_names()
    return [make_case(names[n % len(names)], place, n + 1) for n in range(per) for place in jurisdiction_names()]


def walk(begun: Playing, luck: random.Random) -> Playing:
    """One call, every act drawn from what is offered."""
    play = begun.afresh()
    while not play.ending and len(play.record.did) < MOST:
        offered = list(play.offered())
        assert offered, f"nothing can be done in {play.moment}"
        play.do(luck.choice(offered))
    return play


def faults(call: str, walks: int, texts: int = 20, seed: int = 1) -> Iterator[str]:
    """Everything found in so many walks."""
    luck = random.Random(seed)
    families = cases()
    spec = spec_of(call)
    content = call_spec(call)
    came: Counter[tuple[str, str]] = Counter()
    begun_of: dict[int, Playing] = {}
    for n in range(walks):
        case = families[n % len(families)]
        where = f"{call}, walk {n}, {case.scenario}, {case.jurisdiction}, family {case.seed}"
        play = None
        try:
            if n < len(families):
                begun_of[n] = Playing(call, case)
            begun = begun_of[n % len(families)]
            play = walk(begun, luck)
            acts = tuple(d.value for d in play.record.did)
            if not play.ending:
                yield f"{where}: it does not end: {' '.join(acts[-10:])}"
                continue
            response = Response(acts=acts, at=(), take=1, pace="turns")
            marks = mark_played(spec, begun.afresh(), response, look_back=n % texts == 0)
            if not 0 <= marks.score <= spec.points or abs(marks.out_of - spec.points) > 1e-6:
                yield f"{where}: {marks.score} of {marks.out_of}"
            if n % texts == 0:
                for k in range(len(acts) + 1):
                    page = build(spec, case, {"log": list(acts[:k])})
                    assert page.frame.ending.told if page.frame.ending else page.frame.choices
                    assert "{" not in page.model_dump_json().replace('{"', "").replace("{}", "")
            for check in marks.checks:
                came["mark passed" if check.passed else "mark missed", check.id] += 1
        except Exception as error:
            yield f"{where}: {type(error).__name__}: {error}" + (f" in {play.moment}" if play else "")
            continue
        came.update(("moment", v.moment) for v in play.record.visits)
        came["ending", play.ending] += 1
        came.update(("act", f"{'always' if d.value.startswith('0.') else d.moment}/{d.key}") for d in play.record.did)
    wanted = [("moment", m) for m in content.moments] + [("ending", e) for e in content.endings]
    wanted += [("act", f"{m}/{k}") for m, moment in content.moments.items() for k in (*moment.acts, SILENCE)]
    wanted += [("act", f"always/{k}") for k in content.always]
    wanted += [(how, m) for m in content.marks for how in ("mark passed", "mark missed")]
    for what, id in wanted:
        if not came[what, id]:
            yield f"{call}: no walk of {walks} came to this {what}: {id}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("call", choices=call_names())
    parser.add_argument("--walks", type=int, default=500)
    parser.add_argument("--texts", type=int, default=20)
    options = parser.parse_args()
    found = list(faults(options.call, options.walks, options.texts))
    for line in found[:60]:
        print(line)
    print(f"{options.walks} walks, {len(found)} faults")


if __name__ == "__main__":
    main()
