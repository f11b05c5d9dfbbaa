"""Gaming is pointless in the confidentiality module too: all boxes ticked, everything shared, nothing shared, the task pasted back,
the words the marker looks for in a row. None of them passes.
"""

from __future__ import annotations

import pytest

from grading import mark, sample
from simulator.cases import jurisdiction_names, make_case, scenario_names
from simulator.cases.model import Case
from simulator.exercises import base_situation, compose, disclose, module
from simulator.exercises.base import Spec
from simulator.exercises.base_situation import situation_of

MODULE = module("confidentiality")
PASS = 0.5  # of the points
SITUATIONS = [s for m in (MODULE, module("online_meetings")) for s in m.exercises if isinstance(s, base_situation.Spec)]
REQUESTS = [s for s in MODULE.exercises if isinstance(s, disclose.Spec)]
MESSAGES = [s for s in MODULE.exercises if isinstance(s, compose.Spec)]


def families(scenario: str) -> list[Case]:
    return [make_case(scenario, j, seed) for seed, j in enumerate(jurisdiction_names(), 31)]


def share(spec: Spec, case: Case, raw: dict[str, str | list[str]]) -> float:
    return mark(spec, case, raw).score / spec.points


@pytest.mark.parametrize("spec", SITUATIONS, ids=lambda s: s.exercise)
@pytest.mark.parametrize("scenario", scenario_names())
def test_one_answer_for_everything(scenario: str, spec: base_situation.Spec) -> None:
    """Every box ticked, or in every question the same place on the page, or with a scale the same answer."""
    for case in families(scenario):
        questions = situation_of(spec, case).questions
        for place in range(4):
            raw: dict[str, str | list[str]] = {}
            for q in questions:
                if q.kind == "several":
                    raw[f"q.{q.id}"] = [a.value for a in q.answers]
                elif q.kind == "one":
                    raw[f"q.{q.id}"] = q.answers[min(place, len(q.answers) - 1)].value
                elif q.kind == "order":
                    raw |= {f"q.{q.id}-{a.value}": str(n) for n, a in enumerate(q.answers, 1)}
            assert share(spec, case, raw) <= 0.6, (case.jurisdiction, place)


@pytest.mark.parametrize("spec", REQUESTS, ids=lambda s: s.exercise)
@pytest.mark.parametrize("scenario", scenario_names())
def test_everything_shared_and_nothing_shared(scenario: str, spec: disclose.Spec) -> None:
    for case in families(scenario):
        q = disclose.request_of(spec, case)
        everything: dict[str, str | list[str]] = {
            "do": "share_all",
            "item": [o.id for o in q.offers],
            "ground": "safety",
            "told": "yes",
        }
        assert share(spec, case, everything) < PASS, (case.jurisdiction, q.id)
        if q.decide not in ("refuse", "refer"):
            assert share(spec, case, {"do": "refuse", "ground": "nothing", "told": "no"}) < PASS + 0.1, (
                case.jurisdiction,
                q.id,
            )


@pytest.mark.parametrize("spec", MESSAGES, ids=lambda s: s.exercise)
@pytest.mark.parametrize("scenario", scenario_names())
def test_a_message_is_written_to_somebody(scenario: str, spec: compose.Spec) -> None:
    for case in families(scenario):
        w = compose.writing_of(spec, case)
        envelope = {k: v for k, v in sample(spec, case, "correct").raw.items() if k != "body"}
        words = ", ".join(dict.fromkeys(x.strip("*") for m in w.must for row in m.found_by for x in row))
        for text in ("", "ok", w.task, words):
            marks = mark(spec, case, {**envelope, "body": text})
            said = [c for c in marks.checks if c.id.startswith("must.") and c.passed]
            assert not said, (case.jurisdiction, w.id, text[:80], [c.id for c in said])


@pytest.mark.parametrize("scenario", scenario_names())
def test_a_leak_outweighs_everything(scenario: str) -> None:
    """The right message with one line too many: nothing left, and said calmly."""
    from simulator.cases.secrets import secrets

    for case in families(scenario):
        for spec in MESSAGES:
            w = compose.writing_of(spec, case)
            kept = [s for s in secrets(case, w.to) if s.kind in ("street", "phone", "institution")]
            for secret in kept[:2]:
                told = f"{secret.number} {secret.value}".strip()
                raw = {**sample(spec, case, "correct").raw, "body": f"{w.good}\n\nP.S. You will find them at {told}."}
                marks = mark(spec, case, raw)
                assert marks.safe == "no", (case.jurisdiction, w.id, told)
                assert marks.score == 0
                assert marks.safe_reason
