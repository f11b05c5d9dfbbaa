"""A learner who uses the keyboard alone: Tab, arrows, Space, Enter and typing. No mouse, and no focus set by script."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import grading
from simulator.cases import CaseRef
from simulator.cases.model import Case
from simulator.exercises import module, reread
from simulator.records import caseload

FAMILY = caseload.first_family()
CASE: Case = FAMILY.make()  # with its truth, for the answers and the marks they must get
MODULES = ("recording", "confidentiality", "online_meetings")
LONG = 180_000  # ms; JupyterLab on a busy machine takes its time to open a notebook

HERE = """() => {
  const at = document.activeElement;
  return {tag: at.tagName, type: at.type ?? '', name: at.name ?? '', value: at.value ?? '', checked: at.checked ?? false,
          act: at.dataset?.act ?? '', group: at.dataset?.group ?? '', id: at.id, words: at.textContent.trim().slice(0, 80)};
}"""
GROUP = "() => [...document.activeElement.form.querySelectorAll(`[name='${document.activeElement.name}']`)].map(b => b.value)"
SENTENCE = (
    "() => [...document.activeElement.closest('.cr-sentence').querySelectorAll('input')].map(b => [b.value, b.checked])"
)

Form = Mapping[str, str | list[str]]


def order(of: str = "recording") -> tuple[str, ...]:
    """The exercises of a module, by name."""
    return tuple(spec.exercise for spec in module(of).exercises)


def answer(
    exercise: str, kind: str = "correct", case: Case = CASE, of: str = "recording"
) -> dict[str, str | list[str]]:
    """The form of an answer that is right, or wrong in a known way."""
    spec = module(of).exercise(exercise)
    if isinstance(spec, reread.Spec):
        return read_again(spec, case)
    return dict(grading.sample(spec, case, kind).raw)  # type: ignore[arg-type]


def read_again(spec: reread.Spec, case: Case) -> dict[str, str | list[str]]:
    """One's own right note read again: the first sentence is put otherwise, and every other one stays."""
    own = answer(spec.of, case=case)
    form: dict[str, str | list[str]] = {}
    for line in reread.build(spec, case.for_learner(), own).sentences:
        first = line.id == "1"
        form |= {f"was.{line.id}": line.text, f"keep.{line.id}": "otherwise" if first else "aloud"}
        if first:
            form[f"new.{line.id}"] = f"This is how it was. {line.text}"
    return form


def marks(exercise: str, form: Form, case: Case = CASE, of: str = "recording") -> Any:
    """What the answer has to get."""
    return grading.mark(module(of).exercise(exercise), case, form)


def in_the_seat(data: Path, jurisdiction: str) -> CaseRef:
    """Puts a family of that jurisdiction in the learner's seat, as choosing one does."""
    family = FAMILY.model_copy(update={"jurisdiction": jurisdiction})
    data.mkdir(parents=True, exist_ok=True)
    kept = {"scenario": family.scenario, "jurisdiction": family.jurisdiction, "seed": family.seed}
    (data / caseload.CURRENT).write_text(json.dumps(kept), encoding="utf-8")
    return family


def plain(form: Form) -> dict[str, Any]:
    """A form without its empty fields and with its ticks in order, for comparing."""
    return {name: sorted(value) if isinstance(value, list) else value for name, value in form.items() if value}


def saved(folder: Path) -> dict[str, dict[str, Any]]:
    """The answers in a folder's responses.json, by exercise; empty while there is none."""
    try:
        found = json.loads((folder / "responses.json").read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    return {name: plain(one["value"]) for name, one in found["responses"].items()}


def as_played(form: dict[str, Any]) -> dict[str, Any]:
    """A saved call without the times of its acts, and what else is saved with it."""
    if "log" not in form:
        return form
    return {"log": sorted(entry.split()[0] for entry in form["log"])}


def tab_to(page: Any, predicate: str, most: int = 60, key: str = "Tab") -> None:
    """Press Tab until what has the focus matches ``predicate`` (a CSS selector); not at all when it does already.

    Fails with a sentence when it takes more than ``most`` presses.
    """
    for _ in range(most + 1):
        if page.evaluate("p => document.activeElement.matches(p)", predicate):
            return
        page.keyboard.press(key)
    at = page.evaluate(HERE)
    raise AssertionError(
        f"{most} presses of {key} did not lead to {predicate}; the focus is on {at['tag']} #{at['id']} “{at['words']}”."
    )


class Learner:
    """Works through exercises in a page, wherever it is shown. ``folder`` is where the answers must come to lie."""

    def __init__(self, page: Any, folder: Path, case: Case = CASE, of: str = "recording") -> None:
        self.page, self.folder, self.case, self.of = page, folder, case, of
        self.keys = page.keyboard

    def tab_to(self, predicate: str, most: int = 60, key: str = "Tab") -> None:
        tab_to(self.page, predicate, most, key)

    def here(self) -> dict[str, Any]:
        return dict(self.page.evaluate(HERE))

    def fill(self, exercise: str, form: Form, most: int = 600) -> None:
        """Tab through an exercise's form from field to field and give every answer on the way."""
        left = {name: value for name, value in plain(form).items() if not name.startswith("was.")}  # the page's own
        if any(name.startswith("keep.") for name in left):
            self.tab_to(f"[data-exercise={exercise}] [data-act=refresh]", most)
            self.keys.press("Enter")
            self.page.wait_for_selector(f"#{exercise}-form [name='keep.1']", timeout=LONG)
            self.tab_to(f"#{exercise}-form [name='keep.1']", most, "Shift+Tab")
        self.tab_to(f"#{exercise}-form :is(input, select, textarea)", most)
        for _ in range(most):
            self._give(self.here(), left)
            if not left:
                return
            self.keys.press("Tab")
        raise AssertionError(f"{exercise}: {most} fields on, these are not answered: {', '.join(left)}.")

    def _give(self, at: dict[str, Any], left: dict[str, Any]) -> None:
        """The answer of the field that has the focus; what has been given is taken out of ``left``."""
        if at["type"] == "checkbox" and at["name"] in ("phrase", "span"):
            self._mark(at["name"], left)
        elif at["type"] == "checkbox":
            self._tick(at, left)
        elif at["act"] == "add":
            while any(name.startswith(f"{at['group']}.") for name in left):
                self.keys.press("Enter")
                row = self.here()["name"].rpartition(".")[0]
                assert row, "a new row takes the focus"
                while self.here()["name"].startswith(f"{row}."):
                    self._give(self.here(), left)
                    self.keys.press("Tab")
        elif at["name"] in left:
            wanted = left.pop(at["name"])
            if at["type"] == "radio":
                self._choose(wanted)
            elif at["tag"] == "SELECT":
                self._select(wanted)
            elif at["value"] != wanted:
                if at["value"]:
                    self.keys.press("Control+a")
                self.keys.type(wanted)
            assert self.here()["value"] == wanted, f"{at['name']} holds {self.here()['value']!r}, not {wanted!r}"

    def _choose(self, wanted: str) -> None:
        values = self.page.evaluate(GROUP)
        at = self.here()
        steps = values.index(wanted) - values.index(at["value"])
        for _ in range(abs(steps)):
            self.keys.press("ArrowDown" if steps > 0 else "ArrowUp")
        if not self.here()["checked"]:
            self.keys.press("Space")
        assert self.here()["checked"]

    def _select(self, wanted: str) -> None:
        self.keys.press("Home")
        for _ in range(40):
            if self.here()["value"] == wanted:
                return
            self.keys.press("ArrowDown")
        raise AssertionError(f"No choice “{wanted}” in {self.here()['name']}.")

    def _tick(self, at: dict[str, Any], left: dict[str, Any]) -> None:
        """One of several boxes of a name."""
        wanted = left.get(at["name"], [])
        if at["checked"] != (at["value"] in wanted):
            self.keys.press("Space")
        rest = [value for value in wanted if value != at["value"]]
        if rest:
            left[at["name"]] = rest
        else:
            left.pop(at["name"], None)

    def _mark(self, name: str, left: dict[str, Any]) -> None:
        """Mark and unmark the phrases or words of the line that has the focus, until they are as wanted."""
        wanted = left.get(name, [])
        boxes = self.page.evaluate(SENTENCE)
        at = [value for value, _ in boxes].index(self.here()["value"])
        for number, (value, checked) in enumerate(boxes):
            if checked == (value in wanted):
                continue
            for _ in range(abs(number - at)):
                self.keys.press("ArrowRight" if number > at else "ArrowLeft")
            at = number
            assert self.here()["value"] == value
            self.keys.press("Space")
        rest = [p for p in wanted if p not in [value for value, _ in boxes]]
        if rest:
            left[name] = rest
        else:
            left.pop(name, None)

    def check(self, exercise: str) -> str:
        """Press "Check my work"; returns what the result says. The focus must be on the result's heading."""
        self.tab_to(f"[data-exercise={exercise}] [data-act=check]")
        self.keys.press("Enter")
        self.page.wait_for_function(
            "e => document.activeElement.matches(`[data-exercise=${e}] [data-result]`)", arg=exercise, timeout=LONG
        )
        return str(self.page.inner_text(f"#{exercise}-marks"))

    def saved_in(self, exercise: str) -> None:
        """Wait until the page says "Saved"."""
        self.page.wait_for_function(
            "e => /^Saved at/.test(document.getElementById(`${e}-saved`).textContent.trim())",
            arg=exercise,
            timeout=LONG,
        )

    def play(self, exercise: str, acts: Iterable[str]) -> None:
        """A call by keyboard: each act is chosen, then “Do this”; the focus goes to the heading of what comes next."""
        step = f"#{exercise}-form [name=step]"
        for act in acts:
            before = self.page.input_value(step)
            self.tab_to(f"#{exercise}-form [name=act]", 600)
            self._choose(act)
            self.tab_to(f"#{exercise}-form [data-act=do]")
            self.keys.press("Enter")
            self.page.wait_for_function(
                "([s, was]) => document.querySelector(s).value !== was && document.activeElement.matches('[data-now]')",
                arg=[step, before],
                timeout=LONG,
            )

    def answer_call(self, exercise: str, form: Form) -> None:
        """An exercise about one's own call: bring it here first, then answer."""
        self.tab_to(f"[data-exercise={exercise}] [data-act=refresh]", 600)
        self.keys.press("Enter")
        self.page.wait_for_function(
            "([s, course]) => document.querySelector(s)?.value === course",
            arg=[f"#{exercise}-form [name=course]", form["course"]],
            timeout=LONG,
        )
        self.fill(exercise, {name: value for name, value in form.items() if name != "course"})

    def do(self, exercise: str, kind: str = "correct") -> str:
        """One exercise from its first field to its marks, which must be those the answer has to get."""
        form = answer(exercise, kind, self.case, self.of)
        if "log" in form:
            self.play(exercise, form["log"])
        elif "course" in form:
            self.answer_call(exercise, form)
        else:
            self.fill(exercise, form)
        text = self.check(exercise)
        due = marks(exercise, form, self.case, self.of)
        assert due.headline in text
        for check in due.mend:
            assert check.title in text, f"{exercise}: the marks do not name “{check.title}”"
        assert as_played(saved(self.folder)[exercise]) == plain(form)
        if kind == "correct":
            spec = module(self.of).exercise(exercise)
            earned = f"{due.points:g} of {spec.points}"
            assert earned in " ".join(text.split()) or spec.type == "reflect", (
                f"{exercise}: {earned} is not on the page"
            )
            assert due.score == spec.points or spec.type == "reflect", f"{exercise}: {due.score}"
        return text

    def shown(self, exercise: str) -> dict[str, Any]:
        """What the form on the page holds; of a call, what was saved, if the page has its end."""
        if "log" in (kept := saved(self.folder).get(exercise, {})):
            over = self.page.locator(f"#{exercise}-form [data-act=again]").count()
            return as_played(kept) if over else {}
        read = """e => {
          const out = {};
          for (const [name, value] of new FormData(document.getElementById(`${e}-form`))) (out[name] ??= []).push(value);
          return out;
        }"""
        found = self.page.evaluate(read, exercise)
        several = {n for n, v in answer(exercise, case=self.case, of=self.of).items() if isinstance(v, list)}
        return plain({n: v if n in several else v[0] for n, v in found.items()})
