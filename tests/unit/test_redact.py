"""Blacking out: exact to the letter on what was planted, deaf to guessing, and fair to whoever blacks out a comma more."""

from __future__ import annotations

import random
from itertools import product
from typing import Any

import pytest

from grading import mark, sample
from grading.nbgrader.show import exercise_html, wrote_html
from grading.redact import FEW, REST, SLIP, Reading, kernel
from simulator.cases import jurisdiction_names, make_case, scenario_names
from simulator.cases.harmless import dangers
from simulator.cases.redaction_specs import RedactionSpec
from simulator.cases.redactions import (
    Redaction,
    check_redaction,
    read_redaction,
    redaction_names,
    redaction_spec,
    tell_redaction,
)
from simulator.content.errors import ContentError
from simulator.content.loader import Source
from simulator.exercises import module
from simulator.exercises.base import MOST_FIELDS, FormatProblem, Unfit
from simulator.exercises.redact import MOST_SPANS, Variant, Word, build, merged, parse, redaction_of, words_of
from simulator.views.page import css, marks_html, render, script
from simulator.views.redacted import text_with_marks
from tests.unit.test_views import sound

MODULE = module("confidentiality")
SPECS: list[Any] = [e for e in MODULE.exercises if e.type == "redact"]
CASES = [make_case(s, j, seed) for s, j, seed in product(scenario_names(), jurisdiction_names(), range(2))]
BOTH = pytest.mark.parametrize("spec", SPECS, ids=lambda e: e.exercise)
EVIL = "<script>alert(1)</script>"


def planted(told: Redaction) -> list[tuple[int, int]]:
    return [span for t in told.of("go") for span in t.spans]


def values(spans: Any) -> dict[str, list[str]]:
    return {"span": [f"{a}-{b}" for a, b in spans]}


# ---- exact on what was planted


@BOTH
def test_marking_exactly_what_was_planted_gets_everything(spec: Any) -> None:
    for case in CASES:
        marks = mark(spec, case, values(planted(redaction_of(spec, case))))
        assert marks.score == spec.points, (case.scenario, case.jurisdiction, case.seed, marks.mend)
        assert marks.safe == "yes" and marks.cap is None and not marks.mend


@BOTH
def test_whole_words_do_as_well(spec: Any) -> None:
    for case in CASES:
        told = redaction_of(spec, case)
        words = [w for w in words_of(told.text) if any(max(w[0], a) < min(w[1], b) for a, b in planted(told))]
        assert mark(spec, case, values(words)).score == spec.points, (case.scenario, case.jurisdiction, case.seed)


@BOTH
def test_one_thing_left_fails_that_check_alone(spec: Any) -> None:
    for case in CASES:
        told = redaction_of(spec, case)
        for thing in told.of("go"):
            spans = [s for t in told.of("go") if t.id != thing.id for s in t.spans]
            marks = mark(spec, case, values(spans))
            assert [c.id for c in marks.mend] == [f"thing.{thing.id}"]
            assert (marks.safe == "no") is thing.never
            assert (marks.score == 0) is thing.never
            assert "Still readable: “" in marks.mend[0].rationale and thing.because in marks.mend[0].rationale


@BOTH
def test_one_place_left_of_several_fails_it_too_and_says_which(spec: Any) -> None:
    seen = 0
    for case in CASES:
        told = redaction_of(spec, case)
        for thing in (t for t in told.of("go") if len(t.spans) > 1):
            spans = [s for s in planted(told) if s != thing.spans[-1]]
            (check,) = mark(spec, case, values(spans)).mend
            left = Reading(told, tuple(spans)).readable(thing)
            assert check.id == f"thing.{thing.id}" and left
            assert all(thing.spans[-1][0] <= a < b <= thing.spans[-1][1] for a, b in left)
            seen += 1
    assert seen


@BOTH
def test_blacking_out_everything_does_not_pass(spec: Any) -> None:
    for case in CASES:
        text = redaction_of(spec, case).text
        for raw in (values([(0, len(text))]), values(words_of(text))):
            marks = mark(spec, case, raw)
            assert marks.score == 0 and marks.headline.startswith("Nearly everything is gone")
            assert not [c.id for c in marks.checks if c.passed]


@BOTH
def test_every_second_word_and_every_capital_do_not_pass(spec: Any) -> None:
    for case in CASES:
        text = redaction_of(spec, case).text
        every = list(words_of(text))
        capitals = [(a, b) for a, b in every if text[a:b].strip("“(").istitle() or text[a].isdigit()]
        for spans in (every[::2], every[1::2]):
            assert mark(spec, case, values(spans)).score < spec.points / 2
        assert mark(spec, case, values(capitals)).score < spec.points


@BOTH
def test_nothing_is_worth_nothing_and_endangers_nobody(spec: Any) -> None:
    for case in CASES[::7]:
        for raw in ({}, {"span": []}, {"span": [""]}, {"span": " "}):
            marks = mark(spec, case, raw)
            assert marks.score == 0 and not marks.answered and marks.safe == "" and marks.cap is None
            assert marks.out_of == pytest.approx(spec.points)


@BOTH
def test_any_spans_are_marked_and_shown(spec: Any) -> None:
    draw = random.Random(20)
    for case in CASES:
        text = redaction_of(spec, case).text
        variant = build(spec, case.for_learner())
        for _ in range(3):
            spans = [sorted(draw.sample(range(len(text) + 1), 2)) for _ in range(draw.randint(0, 30))]
            raw: Any = values(spans)
            marks = mark(spec, case, raw)
            assert 0 <= marks.score <= spec.points
            assert marks.out_of == pytest.approx(spec.points)
            shown = text_with_marks(variant, raw, marks)
            assert [len("".join(p.text for p in line)) for line in shown] == [len(x) for x in text.split("\n")]
            wrote_html(spec, case, raw)


# ---- what costs nothing either way


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("Bell,", "Bell"),
        ("Bell’s", "Bell"),
        ("Bell's.", "Bell"),
        ("“Bell”", "Bell"),
        ("(206)", "206"),
        ("j.bell@post.example.org,", "j.bell@post.example.org"),
        ("555-0112", "555-0112"),
        ("D’Arcy", "D’Arcy"),
        ("7", "7"),
        ("’s", "s"),
        ("Mr", ""),
        ("Ms.", ""),
        ("and", ""),
        ("The", ""),
        ("–", ""),
    ],
)
def test_what_a_word_says(word: str, said: str) -> None:
    found = kernel(f"x {word} y", 2, 2 + len(word))
    assert (f"x {word} y"[slice(*found)] if found else "") == said


@BOTH
def test_punctuation_titles_and_words_that_join_cost_nothing(spec: Any) -> None:
    for case in CASES:
        told = redaction_of(spec, case)
        reading = Reading(told, ())
        bare = [place for t in told.of("go") for place in reading.saying(t)]
        assert mark(spec, case, values(bare)).score == spec.points
        free = [w for w in words_of(told.text) if not kernel(told.text, *w)]
        free += [s for t in told.of("may") for s in t.spans]
        marks = mark(spec, case, values([*planted(told), *free]))
        assert marks.score == spec.points, [c.rationale for c in marks.mend]


@BOTH
def test_a_slip_costs_nothing_a_phrase_half_and_sentences_all_of_the_rest(spec: Any) -> None:
    for case in CASES:
        told = redaction_of(spec, case)
        keep = [s for t in told.of("keep") for s in t.spans]
        plain = [p for p in Reading(told, ()).staying if not any(a <= p[0] < b for a, b in keep)]
        for count, share in ((SLIP, 1.0), (SLIP + 1, 0.5), (FEW, 0.5), (FEW + 1, 0.0)):
            if count > len(plain):
                continue
            marks = mark(spec, case, values([*planted(told), *plain[:count]]))
            assert marks.score == pytest.approx(spec.points * (1 - REST * (1 - share)), abs=0.011), count
            assert bool(marks.mend) is (share < 1)


def test_what_is_the_readers_own_is_never_a_slip_and_says_why() -> None:
    seen = 0
    for case in CASES:
        told = redaction_of(SPECS[0], case)
        for thing in told.of("keep"):
            marks = mark(SPECS[0], case, values([*planted(told), *thing.spans]))
            (check,) = marks.mend
            assert check.id == "rest" and thing.because in check.rationale
            seen += 1
    assert seen > len(CASES)


# ---- what could harm somebody


def test_a_caller_who_did_not_ask_for_silence_may_be_named() -> None:
    secret = open_ = 0
    for case in CASES:
        told = redaction_of(SPECS[0], case)
        if not told.page.startswith("caller"):
            continue
        name = next(t for t in told.things if t.kind == "referrer")
        spans = [s for t in told.of("go") if t.id != name.id for s in t.spans]
        marks = mark(SPECS[0], case, values(spans))
        if name.worth == "go":
            secret += 1
            assert marks.safe == "no" and marks.score == 0 and name.because in marks.safe_reason
            assert "Do not send the copy." in marks.safe_reason and marks.headline.startswith("Somebody could")
        else:
            open_ += 1
            assert marks.score == SPECS[0].points
    assert secret and open_


def test_a_house_number_alone_harms_nobody_and_a_name_does() -> None:
    case, told = next((c, t) for c in CASES if (t := redaction_of(SPECS[0], c)).page == "visit")
    safe = next(t for t in told.of("go") if t.never)
    reading = Reading(told, ())
    digits = [p for p in reading.saying(safe) if told.text[slice(*p)].isdigit()]
    rest = [p for t in told.of("go") for p in reading.saying(t) if p not in digits]
    marks = mark(SPECS[0], case, values(rest))
    assert marks.safe == "yes" and [c.id for c in marks.mend] == [f"thing.{safe.id}"]
    street = next(p for p in reading.saying(safe) if told.text[p[0]].isupper())
    assert mark(SPECS[0], case, values([p for p in rest if p != street])).safe == "no"


# ---- what cannot be read


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        ({"span": ["0-9999"]}, "outside the text"),
        ({"span": ["5-2"]}, "not a span"),
        ({"span": ["4-4"]}, "not a span"),
        ({"span": ["-3-4"]}, "not a span"),
        ({"span": ["a-b"]}, "not a span"),
        ({"span": ["12"]}, "not a span"),
        ({"span": ["٣-٤"]}, "not a span"),
        ({"span": ["1-99999999999999999999"]}, "not a span"),
        ({"span": ["1.0-2.0"]}, "not a span"),
        ({"span": [EVIL]}, "not a span"),
        ({"span": ["0-1 " * (MOST_SPANS + 1)]}, "too many spans"),
        ({"span": ["0-1"] * (MOST_FIELDS + 1)}, "too many fields"),
        ({"span": "x" * 30_000}, "too long"),
        ({"word": ["0-1"]}, "unknown field"),
        ({"span.1": "0-1"}, "unknown field"),
        ({"span": [3]}, "not text"),
        (["0-1"], "not a form"),
    ],
)
@BOTH
def test_what_cannot_be_read_is_refused_by_name(spec: Any, raw: Any, name: str) -> None:
    with pytest.raises(FormatProblem) as found:
        mark(spec, CASES[0], raw)
    assert found.value.name == name
    assert name in ("not a form", "unknown field") or found.value.field == "span"


@BOTH
def test_spans_that_overlap_or_touch_or_stand_twice_are_one(spec: Any) -> None:
    text = redaction_of(spec, CASES[0]).text
    one, two, three = list(words_of(text))[:3]
    apart = parse(spec, CASES[0], values([three, one, two, one]))
    assert [(s.start, s.end) for s in apart.spans] == [(one[0], three[1])]
    assert parse(spec, CASES[0], {"span": f"{one[0]}-{two[1]} {two[0]}-{three[1]}"}) == apart
    assert merged([(0, 4), (2, 3)], text) == [(0, 4)]


def test_a_text_there_is_not_is_said_with_its_cure() -> None:
    spec = SPECS[0].model_copy(update={"text": "before_they_red_it"})
    with pytest.raises(Unfit, match="There is no redaction “before_they_red_it”"):
        build(spec, CASES[0])


# ---- the page


@BOTH
def test_the_learners_copy_holds_nothing_of_the_key(spec: Any) -> None:
    for case in CASES[::5]:
        told = redaction_of(spec, case)
        assert redaction_of(spec, case.for_learner()) == told
        assert told.for_learner().things == ()
        html = render(spec, build(spec, case.for_learner()), None, case_language=case.language, uid="u")
        for thing in told.things:
            assert not thing.because or thing.because not in html
            assert "kind" not in build(spec, case.for_learner()).model_dump_json()


@BOTH
def test_the_page_is_sound_before_and_after_a_check(spec: Any) -> None:
    for case in CASES[::5]:
        variant = build(spec, case.for_learner())
        sound(render(spec, variant, None, case_language=case.language, uid="u"))
        for kind in ("correct", "incorrect"):
            raw = sample(spec, case, kind).raw
            marks = mark(spec, case, raw)
            html = render(spec, variant, raw, case_language=case.language, uid="u", marks=marks)
            sound(html)
            assert html.count(" checked>") == len(raw["span"])
            assert "The copy as " in html and "█" in html
            assert ("still readable: " in html) is (kind == "incorrect")
            sound(marks_html(marks, uid="u", type="redact", links=False))
        problem = FormatProblem("not a span", "That is no part of the text.", "span")
        sound(render(spec, variant, None, case_language=case.language, uid="u", problem=problem))


def test_what_is_hostile_is_escaped() -> None:
    words = (Word(value="0-25", text=EVIL), Word(value="26-30", text="<b>x"))
    variant = Variant(title=EVIL, under=EVIL, reader=EVIL, text=f"{EVIL} <b>x", lines=(words,))
    raw = {"span": ["0-25", EVIL, '"><img onerror=x>', "9-1", "0-99"]}
    html = render(SPECS[0], variant, raw, case_language="en-GB", uid="u")
    sound(html)
    assert "<script" not in html and "<b>x" not in html and "onerror=x>" not in html
    case = CASES[0]
    for page in (wrote_html(SPECS[0], case, raw), exercise_html(SPECS[0], case, raw, None)):
        assert "<script" not in page and "onerror" not in page


def test_a_tutor_reads_what_was_blacked_out() -> None:
    case = CASES[0]
    told = redaction_of(SPECS[0], case)
    html = wrote_html(SPECS[0], case, values(planted(told)))
    (a, b), *_ = merged(planted(told), told.text)
    assert f'<del class="cr-inked">{told.text[a:b]}</del>' in html
    assert "You blacked out no words." in wrote_html(SPECS[0], case, {"span": ["x"]})


# ---- the texts


@BOTH
def test_texts_are_of_a_length_and_hold_enough_to_find(spec: Any) -> None:
    seen: set[str] = set()
    for case in CASES:
        told = redaction_of(spec, case)
        seen.add(told.page)
        assert 110 <= len(told.text.split()) <= 190, (told.page, len(told.text.split()))
        assert len(told.of("go")) >= 4 and any(not t.never for t in told.of("go"))
        assert all(t.what and t.because and t.next_time for t in told.of("go")), told.page
        assert all(t.because for t in told.of("keep")), told.page
        assert len(Reading(told, ()).staying) > sum(len(Reading(told, ()).saying(t)) for t in told.of("go"))
        for mark_ in ("[[", "]]", "{", "}", "|", "\ue000", "\ue001", "\ue002", "  ", " ,", " ."):
            assert mark_ not in told.text + told.under + told.title, (told.page, mark_)
        for thing in told.things:
            assert all(0 <= a < b <= len(told.text) for a, b in thing.spans)
        starts = [s for t in told.things for s in t.spans]
        assert all(x[1] <= y[0] for x, y in zip(sorted(starts), sorted(starts)[1:], strict=False)), "marks overlap"
    assert seen == {page.id for page in redaction_spec(spec.text).texts}


@BOTH
def test_what_is_planted_stands_where_it_is_said_to_stand(spec: Any) -> None:
    for case in CASES:
        told = redaction_of(spec, case)
        index = case.person(case.index)
        for thing in told.things:
            for start, end in thing.spans:
                assert told.text[start:end].strip()
                assert "\n" not in told.text[start:end]
        if told.page == "handover":
            first = next(t for t in told.things if getattr(index, "full", "") in told.text[slice(*t.spans[0])])
            assert first.worth == "go" and told.text[slice(*first.spans[0])] == index.full  # type: ignore[union-attr]


def test_safe_harbor_is_asked_where_it_is_the_rule() -> None:
    for case in CASES:
        told = redaction_of(SPECS[1], case)
        dates = [t for t in told.things if t.kind == "date"]
        assert dates and {t.worth for t in dates} == {"go" if case.language == "en-US" else "may"}


def test_nobody_in_them_can_be_reached() -> None:
    class Told:
        def __init__(self, told: Redaction) -> None:
            self.told = told

        def model_dump_json(self, **_: object) -> str:
            return self.told.model_dump_json()

    for spec, case in product(SPECS, CASES):
        assert list(dangers(Told(redaction_of(spec, case)))) == []  # type: ignore[arg-type]


def test_a_text_is_the_same_every_time_and_can_be_read_aloud() -> None:
    for name, case in product(redaction_names(), CASES[:3]):
        assert tell_redaction(name, case) == tell_redaction(name, case)
        lines = list(read_redaction(tell_redaction(name, case)))
        assert any("[" in line for line in lines) and any(line.startswith("+ ") for line in lines)


# ---- what an author may get wrong

WHOLE = """redaction: tiny
uuid: 102e6234-df66-4390-a2e6-d4d07bd1bab8
version: 1
reader: Jo
kept: It is Jo’s.
kept_next: Look again.
standard: others_in_it
sources: practice C10
kinds: {name: {is: a name}}
texts:
  - id: one
    title: A page
    text: "[[Ann|name]] came to see [[Bo|bo]] on [[Sunday|may]]."
    things: {bo: {kind: name}}
"""


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("", "", ""),
        ("redaction: tiny", "redaction: teeny", "The file is called “tiny”. Give both the same name."),
        ("standard: others_in_it", "standard: others", "has no standard “others”."),
        ("|name]]", "|nmae]]", "“nmae” is neither a kind nor a thing. Did you mean “name”?"),
        ("|name]]", "|name]", "A mark is not whole, near “[[Ann|name] came to see Bo on Sunday.”"),
        ("[[Ann|name]]", "[[Ann]]", "A mark is not whole, near “[[Ann]] came to see Bo on Sunday.”"),
        ("[[Ann|", "[[,|", "A mark “name” has no words."),
        ("{kind: name}}", "{kind: nmae}}", "There is no kind “nmae”. Did you mean “name”?"),
        ("|bo]]", "|name]]", "Nothing in the text is “bo”."),
        ("{bo: {", "{name: {", "“name” is a kind already."),
        ("{name: {is: a name}}", "{keep: {is: a name}, name: {is: a name}}", "“keep” is no kind that must go."),
        ("[[Ann|name]] came to see [[Bo|bo]]", "[[Ann|may]] came to see [[Bo|keep]]", "Nothing in this text must go."),
        ("texts:", "places: {shop: shopp}\ntexts:", "has no places “shopp”. Did you mean “shop”?"),
        ("    things: {bo", "    danger: x\n    thigns: {bo", "“thigns” is not known here. Did you mean “things”?"),
    ],
)
def test_a_mistake_in_a_file_is_said_with_its_cure(tmp_path: Any, old: str, new: str, message: str) -> None:
    path = tmp_path / "tiny.yaml"
    path.write_text(WHOLE.replace(old, new, 1) if old else WHOLE, encoding="utf-8")
    source = Source(path)
    try:
        problems = check_redaction(source, source.read(RedactionSpec))
    except ContentError as e:
        problems = e.problems
    found = " | ".join(map(str, problems))
    assert message in found and bool(message) is bool(found), found


# ---- in a browser

HARNESS = """
window.start = (html, css) => {
  const heard = {}, state = { html, key: 'k', _css: css };
  window.sent = [];
  const model = { get: (n) => state[n], send: (x) => sent.push(x), on: (n, f) => { heard[n] = f; }, off() {} };
  Widget.render({ model, el: document.getElementById('host') });
  window.redraw = (html) => { state.html = html; heard['change:html'](); };
};
"""


@pytest.mark.parametrize("width", [320, 1280])
def test_words_are_blacked_out_by_hand_by_key_and_by_stretch(browser: Any, width: int) -> None:
    from axe_playwright_python.sync_playwright import Axe

    spec, case = SPECS[0], CASES[0]
    variant = build(spec, case.for_learner())
    context = browser.new_context(viewport={"width": width, "height": 900}, reduced_motion="reduce")
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda e: errors.append(str(e)))
    try:
        head = f"<meta charset=utf-8><title>x</title><style>body{{margin:0}}{css()}</style>"
        page.set_content(f'<!doctype html><html lang="en">{head}<main><div id="host"></div></main></html>')
        code = script("form").replace("export default", "window.Widget =") + HARNESS
        page.add_script_tag(type="module", content=code)
        page.wait_for_function("!!window.start")
        draw = {"case_language": "en-GB", "uid": "u", "level": 1}
        page.evaluate("([h, c]) => start(h, c)", [render(spec, variant, None, **draw), css()])
        words = page.locator(".cr-word")

        def said() -> str:
            return str(page.inner_text("[data-say]"))

        assert page.locator('.cr-word input[tabindex="0"]').count() == len(variant.lines)
        assert said() == "Nothing is blacked out yet."
        words.nth(1).click()
        assert said().startswith("Blacked out: ") and said().endswith(". 1 word.")
        words.nth(4).click(modifiers=["Shift"])
        assert said() == "Blacked out: 3 words. 4 words."
        words.nth(1).click()
        assert said().startswith("Readable again: ") and said().endswith(". 3 words.")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Space")
        page.keyboard.press("Shift+ArrowRight")
        assert said().endswith(". 5 words.")
        a, b = (words.nth(n).bounding_box() for n in (12, 13))
        page.mouse.move(a["x"] + a["width"] / 2, a["y"] + a["height"] / 2)
        page.mouse.down()
        page.mouse.move(b["x"] + b["width"] / 2, b["y"] + b["height"] / 2, steps=4)
        page.mouse.up()
        assert page.locator(".cr-word input:checked").count() >= 7 or "1 word" not in said()
        chosen = page.evaluate("[...document.querySelectorAll('.cr-word input:checked')].map((b) => b.value)")
        assert mark(spec, case, {"span": chosen}).answered
        page.wait_for_function("(n) => sent.some((x) => x.form && x.form.span.length === n)", arg=len(chosen))
        raw = sample(spec, case, "incorrect").raw
        page.evaluate("(h) => redraw(h)", render(spec, variant, raw, marks=mark(spec, case, raw), **draw))
        assert page.locator(".cr-gone").count() and page.locator(".cr-found--notyet").count()
        rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
        found = Axe().run(page, options={"runOnly": rules}).response["violations"]
        assert [v["id"] for v in found] == []
        assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0
        assert errors == []
    finally:
        context.close()
