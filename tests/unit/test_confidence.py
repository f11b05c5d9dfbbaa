"""How sure somebody feels: what is asked, what a module may say about it, and how it is set beside marks."""

from __future__ import annotations

import re
import shutil
from collections import Counter
from pathlib import Path

import pytest

from simulator.content import places
from simulator.content.errors import ContentError
from simulator.exercises import Module, Statement, modules, read_module
from simulator.views.confidence import SURE, VERDICTS, asked, calibration_html, helps, rating_html, verdict, work

SEEN = Statement(id="seen", says="Keeping <seen> & told apart", exercises=("first", "second"))
WORDS = Statement(id="words", says="Exact words", exercises=("quotes",))
BOTH = (SEEN, WORDS)
UNMARKED = {"reflect"}  # a person reads them


def text(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


def calibrated(before: dict[str, int], after: dict[str, int], shares: dict[str, tuple[float, float]]) -> str:
    return calibration_html(BOTH, before, after, shares, language="en-GB", uid="cal")


# ---- what the modules ask


@pytest.mark.parametrize("module", modules(), ids=lambda m: m.name)
def test_every_module_asks_five_things_that_its_marks_speak_to(module: Module) -> None:
    assert len(module.confidence) == 5
    spoken = [e for s in module.confidence for e in s.exercises]
    assert [e for e, n in Counter(spoken).items() if n > 1] == []
    assert not [e for e in spoken if module.exercise(e).type in UNMARKED]
    silent = {e.exercise for e in module.exercises if e.type not in UNMARKED} - set(spoken)
    assert silent == ({"a_referral"} if module.name == "confidentiality" else set())  # it asks a little of everything
    for s in module.confidence:
        assert len(s.says) <= 70
        assert "." not in s.says
        assert len(s.id) <= 60, "as long as the database keeps"


def test_what_they_say_is_spelt_alike_in_britain_and_america() -> None:
    said = " ".join(s.says for m in modules() for s in m.confidence)
    assert not re.findall(r"\b\w+(?:ise|isation|ising|ogue|entre|our)\b|practis", said)


@pytest.mark.parametrize(
    ("where", "written", "message"),
    [
        (
            "[first_draft, second_draft, what_it_rests_on]",
            "[first_drift, second_draft]",
            "confidence[1].exercises[1]: There is no exercise “first_drift” in this module. Did you mean “first_draft”?",
        ),
        (
            "id: exact_words",
            "id: seen_or_told",
            "confidence[2].id: There are two statements “seen_or_told”. Rename one.",
        ),
        (
            "[exact_words, who_was_there]",
            "[exact_words, first_draft]",
            "confidence[2].exercises[2]: The exercise “first_draft” stands under “seen_or_told” already. "
            "Its marks can speak to one statement only. Keep one of them.",
        ),
        (
            "[exact_words, who_was_there]",
            "[]",
            "confidence[2].exercises: This statement names no exercise. "
            "Name those whose marks speak to it, or leave the statement out.",
        ),
        (
            "id: exact_words",
            "id: Exact words",
            "confidence[2].id: “Exact words” is not a name. Use small letters, digits and _, as school_worry.",
        ),
    ],
    ids=["no such exercise", "one name twice", "one exercise twice", "no exercise", "no name"],
)
def test_a_module_that_is_refused(tmp_path: Path, where: str, written: str, message: str) -> None:
    folder = tmp_path / "recording"
    shutil.copytree(places.modules() / "recording", folder)
    path = folder / "module.yaml"
    whole = path.read_text(encoding="utf-8")
    assert whole.count(where) == 1
    path.write_text(whole.replace(where, written), encoding="utf-8")
    with pytest.raises(ContentError) as refused:
        read_module(folder)
    (problem,) = refused.value.problems
    assert str(problem).endswith(f": {message}")
    assert problem.line > whole.split("confidence:")[0].count("\n")


def test_a_module_need_not_ask_anything(tmp_path: Path) -> None:
    folder = tmp_path / "recording"
    shutil.copytree(places.modules() / "recording", folder)
    path = folder / "module.yaml"
    path.write_text(path.read_text(encoding="utf-8").split("confidence:")[0], encoding="utf-8")
    assert read_module(folder).confidence == ()
    assert rating_html((), {}, stage="before", language="en-GB") == ""
    assert calibration_html((), {}, {}, {}, language="en-GB", uid="cal") == ""


# ---- what a difference means


@pytest.mark.parametrize(
    ("sure", "share", "expected"),
    [
        (0, 0.0, "right"),
        (0, 0.25, "right"),
        (0, 0.26, "less"),
        (1, 0.0, "right"),
        (1, 0.5, "right"),
        (1, 0.51, "less"),
        (2, 0.24, "surer"),
        (2, 0.25, "right"),
        (3, 0.49, "surer"),
        (3, 1.0, "right"),
        (4, 0.75, "right"),
        (4, 0.74, "surer"),
        (4, 0.0, "surer"),
        (0, 1.0, "less"),
        (None, 0.5, "untold"),
        (2, None, "untold"),
        (None, None, "untold"),
    ],
)
def test_a_step_apart_is_about_right(sure: int | None, share: float | None, expected: str) -> None:
    assert verdict(sure, share) == expected


def test_rounding_is_not_what_makes_somebody_too_sure() -> None:
    assert verdict(2, 0.1 + 0.2 - 0.05) == "right"  # 0.25000000000000006
    assert verdict(2, 0.25 - 1e-12) == "right"


def test_each_verdict_is_one_sentence_that_neither_praises_for_nothing_nor_scolds() -> None:
    said = set()
    for sure in (None, *range(5)):
        for share in (None, *(n / 20 for n in range(21))):
            rest = helps(sure, share)
            said.add(rest)
            assert re.fullmatch(r"[a-z][^.!?:]*\.", rest)
            assert not re.search(r"\b(great|excellent|congratulations|wrong|must|should|over-?confident|only)\b", rest)
            if share is not None and share < 0.5:
                assert "well" not in rest
                assert "holds, and you know" not in rest
    assert len(said) == 8
    assert "did this well" in helps(1, 0.9)  # unsure and good at it
    assert "did this well" not in helps(0, 0.6)
    assert "needs practice" in helps(0, 0.2)
    assert "the work holds" in helps(4, 0.9)


# ---- the share


def test_points_are_counted_over_what_was_tried() -> None:
    found = work(SEEN, {"first": (3, 8), "second": (2, 2), "quotes": (1, 8)})
    assert (found.points, found.out_of, found.exercises, found.share) == (5, 10, 2, 0.5)
    assert found.says == "5 of 10 points, 50%"
    assert work(WORDS, {"first": (3, 8)}).says == "Not tried"
    assert work(WORDS, {"quotes": (0, 0)}).says == "Not marked by software"
    assert work(WORDS, {"quotes": (0, 0)}).share is None
    assert work(WORDS, {"quotes": (5, 8)}).says == "5 of 8 points, 63%"


def test_how_far_it_can_be_relied_on() -> None:
    many = Statement(id="many", says="Much", exercises=("a", "b", "c", "d"))
    said = [work(many, dict.fromkeys("abcd"[:n], (1.0, 2.0))).certain for n in range(5)]
    assert said == [
        "",
        "From one exercise: too little to be certain.",
        "From two exercises: too few to be certain.",
        "From three exercises: too few to be certain.",
        "From four exercises.",
    ]


# ---- what is shown


def test_five_choices_each_and_what_was_chosen() -> None:
    html = rating_html(BOTH, {"seen": 3, "gone": 1}, stage="before", language="en-US")
    assert html.count('type="radio"') == 10
    assert html.count("<fieldset") == html.count("<legend>") == 2
    assert "Keeping &lt;seen&gt; &amp; told apart" in html
    assert re.findall(r'name="([^"]+)" value="(\d)" data-rate="([^"]+)" checked', html) == [("rate.seen", "3", "seen")]
    assert 'role="status"' in html
    assert "Saved as you go" in html
    assert 'lang="en-US"' in html
    assert "<form" not in html  # Enter sends nothing anywhere
    assert [w for w in SURE if text(html).count(f" {w} ") != 2] == []


def test_before_and_after_differ_and_nothing_is_chosen_for_anybody() -> None:
    before, after = (rating_html(BOTH, {}, stage=s, language="en-GB") for s in ("before", "after"))
    assert "While you wait" in before
    assert "now?" in after
    assert "checked" not in before + after


def test_a_rating_that_is_not_saved_is_not_called_saved() -> None:
    html = rating_html(BOTH, {}, stage="after", language="en-GB", problem="Not saved: the disk is <full>.")
    assert "Not saved: the disk is &lt;full&gt;." in html
    assert "Saved as you go" not in html
    assert "cr-i-passed" not in html


def test_only_what_the_workshop_is_about_is_asked() -> None:
    assert asked(BOTH, None) == BOTH
    assert asked(BOTH, ["quotes", "elsewhere"]) == (WORDS,)
    assert "Exact words" not in rating_html(BOTH, {}, stage="before", language="en-GB", only=["first"])
    assert rating_html(BOTH, {}, stage="before", language="en-GB", only=["elsewhere"]) == ""
    assert calibration_html(BOTH, {"seen": 1}, {}, {}, language="en-GB", uid="cal", only=["elsewhere"]) == ""


def test_the_same_stands_in_the_picture_and_in_words() -> None:
    html = calibrated({"seen": 1, "words": 4}, {"seen": 4}, {"first": (2, 8)})
    seen, words = (text(row) for row in re.findall(r"<li class=.*?</li>", html, re.DOTALL))
    assert re.search(r"Before A little After Very sure Your marks 2 of 8 points, 25%", seen)
    assert f"{VERDICTS['surer']}: {helps(4, 0.25)}" in seen
    assert "too little to be certain" in seen
    assert re.search(r"Before Very sure After Not said Your marks Not tried", words)
    assert f"{VERDICTS['untold']}: {helps(4, None)}" in words
    picture, other = re.findall(r'<svg class="cr-sure" viewBox="0 0 296 30".*?</svg>', html, re.DOTALL)
    assert 'class="was" cx="74"' in picture
    assert 'class="now" cx="296"' in picture
    assert 'class="work" x="0" y="9" width="74.0"' in picture
    assert 'class="work"' not in other
    assert 'class="now"' not in other


def test_what_is_compared_is_how_sure_one_is_afterwards() -> None:
    shares = {"quotes": (8.0, 8.0)}
    assert VERDICTS["right"] in calibrated({"words": 0}, {"words": 4}, shares)
    assert VERDICTS["less"] in calibrated({"words": 4}, {"words": 0}, shares)
    assert VERDICTS["less"] in calibrated({"words": 0}, {}, shares)


def test_being_less_sure_than_before_is_called_usual() -> None:
    assert "that is usual" in calibrated({"seen": 3}, {"seen": 1}, {})
    assert "that is usual" not in calibrated({"seen": 3}, {"seen": 3}, {})


def test_who_said_nothing_gets_one_sentence() -> None:
    html = calibrated({}, {"seen": 9, "elsewhere": 2}, {"first": (8, 8)})
    assert "<svg" not in html
    assert "You may leave it at that." in html
