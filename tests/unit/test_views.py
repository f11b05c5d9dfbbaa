"""Views: forms that keep every word, marks that can be followed, widgets that trust nothing, a genogram without overlap."""

from __future__ import annotations

import json
import re
import threading
from datetime import datetime
from html.parser import HTMLParser
from itertools import combinations
from typing import Any

import pytest

from grading.marks import Check, Link, Marks, Remark
from simulator.cases.model import Relationship
from simulator.exercises import base, note, sort, spot
from simulator.exercises.base import FormatProblem
from simulator.views.case_file import case_file_html
from simulator.views.drawing import draw as lay_out
from simulator.views.genogram import genogram
from simulator.views.layout import Ties, generations
from simulator.views.page import css, marks_html, render, script
from simulator.views.spacing import GAP, HALF
from simulator.views.text import prose, said
from simulator.views.widget import FAULT, ExerciseWidget, Work
from tests.unit.small_case import small_case

UUID = "0f0e0d0c-0b0a-4908-8706-050403020100"
VOID = {"input", "br", "hr", "img", "meta", "link", "path", "rect", "circle"}


class Page(HTMLParser):
    """Ids, references, labels and tags in balance."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.refs: list[str] = []
        self.attrs: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.feed(html)
        assert not self.open, f"left open: {self.open}"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        a = dict(attrs)
        self.attrs.append((tag, a))
        if a.get("id"):
            self.ids.append(str(a["id"]))
        for name in ("for", "aria-labelledby", "aria-describedby", "aria-controls"):
            self.refs += str(a.get(name) or "").split()
        if str(a.get("href", "")).startswith("#"):
            self.refs.append(str(a["href"])[1:])
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        assert self.open and self.open.pop() == tag, f"</{tag}> closes nothing"


def sound(html: str, outside: tuple[str, ...] = ()) -> Page:
    """HTML whose ids are unique, whose references lead somewhere, and which runs nothing."""
    page = Page(html)
    assert len(page.ids) == len(set(page.ids)), {i for i in page.ids if page.ids.count(i) > 1}
    assert not {r for r in page.refs if r not in page.ids and r not in outside}
    for tag, attrs in page.attrs:
        assert tag != "script" and not [a for a in attrs if a.startswith("on")], (tag, attrs)
    return page


def spec(module: Any, type: str, **more: Any) -> Any:
    return module.Spec(
        exercise=f"my_{type}", uuid=UUID, version=1, type=type, title=f"A {type}", lead="Do it.", learn="One.\n\nTwo.",
        minutes=5, points=4, order=1, practises=(1,), standards=("R5",), **more,
    )  # fmt: skip


SORT = spec(sort, "sort", draft="d")
SPOT = spec(spot, "spot", note="n")
NOTE = spec(note, "note")
SCENE = base.Scene(
    title="Home visit",
    you_are="social worker",
    moments=(base.Moment(id="m1", time="16:05", text="Jo opens. “Come in.”"),),
)
SORTED = sort.Variant(
    scene=SCENE, title="A draft", author="a student",
    lines=(sort.Line(id="s1", text="He sat."), sort.Line(id="s2", text="She <b>said</b> so.")),
    people=(sort.Person(id="mum", name="Jo, the mother"),),
)  # fmt: skip
SPOTTED = spot.Variant(
    title="A call", author="By a worker.",
    sentences=((spot.Bit(id="1.1", text="She was"), spot.Bit(id="1.2", text="hostile.")), (spot.Bit(id="2.1", text="NFA."),)),
)  # fmt: skip
NOTED = note.Variant(
    source="scene",
    jottings=(),
    formats=(
        note.Format(
            id="narrative",
            title="Narrative",
            about="One after another.",
            parts=tuple(
                note.Part(field=f, title=t, hint="", lines=3)
                for f, t in (("why", "Why were you in touch?"), ("seen", "What you saw and were told"), ("think", "What you make of it"))
            ),
            steps="What happens next?",
        ),
    ),
    scene=SCENE,
    records=(note.Record(file_no="T1", label="Isla, born 2 June 2017"),), kinds=("Home visit", "Telephone"), see_alone="Isla",
    see_alone_is="child", index_name="Isla", date_hint="Day/month/year", time_hint="24-hour clock", today="12 March 2025",
)  # fmt: skip


def check(id: str, passed: bool | None, **more: Any) -> Check:
    more.setdefault("rationale", f"Because of {id}.")
    return Check(
        id=id, title=more.pop("title", f"Title {id}"), passed=passed, points=1 if passed else 0, out_of=1, **more
    )


def draw(spec: Any, variant: Any, raw: Any = None, **more: Any) -> str:
    return render(spec, variant, raw, case_language="en-GB", uid="u", **more)


@pytest.mark.parametrize(("spec", "variant"), [(SORT, SORTED), (SPOT, SPOTTED), (NOTE, NOTED)])
def test_a_form_that_nobody_has_touched(spec: Any, variant: Any) -> None:
    page = sound(draw(spec, variant))
    controls = [a for t, a in page.attrs if t in ("input", "select", "textarea") and a.get("type") != "hidden"]
    assert controls and all(a.get("name") for a in controls)
    assert page.attrs[0][1]["data-lm-suppress-shortcuts"] == "true"
    assert "h2" in {t for t, _ in page.attrs} and "h1" not in {t for t, _ in page.attrs}


def test_two_exercises_share_a_page_and_a_page_of_its_own_has_the_first_heading() -> None:
    both = draw(SORT, SORTED) + render(SORT, SORTED, None, case_language="en-GB", uid="v")
    sound(both)
    assert "<h1 " in draw(SORT, SORTED, level=1)


def test_what_was_saved_stands_in_the_form_and_runs_nothing() -> None:
    bad = "</textarea><script>alert(1)</script>"
    raw = {"kind": "Telephone", "seen": bad, "who.2.name": '"><img onerror=x>', "alone": "yes", "do.5.what": "Ring"}
    html = draw(NOTE, NOTED, raw)
    page = sound(html)
    assert "<option selected>Telephone</option>" in html
    assert any(a.get("name") == "who.2.name" and a.get("value") == '"><img onerror=x>' for _, a in page.attrs)
    assert any(a.get("name") == "do.5.what" and a.get("value") == "Ring" for _, a in page.attrs)
    assert any(a.get("name") == "alone" and a.get("value") == "yes" and "checked" in a for _, a in page.attrs)
    marked = draw(SPOT, SPOTTED, {"phrase": ["1.2"], "kind.1.2": "opinion"})
    assert 'data-item="1.2"' in marked and '<option value="opinion" selected>' in marked
    assert 'value="mum" selected' in draw(SORT, SORTED, {"kind.s2": "reported", "by.s2": "mum"})


def test_rows_stay_within_the_most_that_can_be_read() -> None:
    html = draw(NOTE, NOTED, {"who.999.name": "x"})
    assert f'name="who.{note.MOST_ROWS}.name"' in html and f'name="who.{note.MOST_ROWS + 1}.name"' not in html


def test_assessment_differs_in_three_places() -> None:
    practice, exam = draw(NOTE, NOTED), draw(NOTE, NOTED, assessment=True)
    assert 'data-act="check"' in practice and 'data-act="check"' not in exam
    assert "<b>Practice.</b>" in practice and "<b>Assessment.</b>" in exam
    assert "after you hand it in" in exam and "after you hand it in" not in practice
    assert "Marked on Friday." in draw(NOTE, NOTED, assessment=True, marked_when="Marked on Friday.")


def test_a_problem_is_said_first_and_at_the_field() -> None:
    html = draw(NOTE, NOTED, {"seen": "Kept."}, problem=FormatProblem("too long", "Too long. Shorten it.", "seen"))
    sound(html)
    assert '<a href="#u-f-seen">Too long. Shorten it.</a>' in html
    assert re.search(r'id="u-f-seen"[^>]*aria-invalid="true"', html) and "Kept." in html


GOTO = Link(text="Go", to="field:who")
MARKS = Marks(
    exercise="x", headline="A sound note",
    checks=(
        check("small", False, weight=1), *(check(f"m{i}", False, weight=i + 2) for i in range(5)),
        check("gravest", False, weight=99, wrote="Isla", in_case="Kieran too.", next_time="Ask.", matters="It helps.",
              links=(GOTO, Link(text="16:05", to="moment:m1"), Link(text="form", to="document:ref"))),
        check("fine", True), check("tutor", None, person=True),
    ),
    remarks=(Remark(wrote="chaotic", says="Say what you saw."),),
)  # fmt: skip


def test_marks_well_first_then_the_gravest_five_and_every_link_leads_somewhere() -> None:
    html = draw(NOTE, NOTED, {}, marks=MARKS)
    sound(html)
    shown = (
        "What went well",
        "What to mend",
        ">Title gravest</h",
        ">Title m4</h",
        ">Title m1</h",
        "Two more, for later",
        ">Title small</h",
    )
    order = [html.index(x) for x in shown]
    assert order == sorted(order)
    assert "You wrote" in html and '<a href="#u-moment-m1">16:05</a>' in html
    assert re.search(r'id="u-s-who".*?href="#u-mark-gravest"', html, re.S), "the field says why"
    assert "for your tutor" in html and "A remark, without points" in html


def test_a_dangerous_answer_is_named_first() -> None:
    html = draw(
        NOTE, NOTED, {}, marks=MARKS.model_copy(update={"safe": "no", "safe_reason": "It names him.", "cap": 0.5})
    )
    sound(html)
    assert html.index("It names him.") < html.index("A sound note")
    assert html.count("data-result") == 1 and 'id="u-danger" tabindex="-1" data-result' in html
    assert "at most 0.5 points" in html


def test_marks_alone_lead_nowhere_when_the_work_is_not_there() -> None:
    sound(marks_html(MARKS, uid="f", type="note", links=False))


def test_sorted_statements_say_why() -> None:
    marks = Marks(exercise="x", headline="H", checks=(
        check("statement.s1", True, rationale="You saw it."),
        check("statement.s2", False, rationale="All.", in_case="Jo said so.", wrote="Opinion", links=(Link(text="it", to="field:kind.s2"),)),
    ))  # fmt: skip
    html = draw(SORT, SORTED, {"kind.s1": "observed"}, marks=marks)
    sound(html)
    assert "You saw it." in html and html.count("Jo said so.") == 2 and "You chose" in html


def test_spot_shows_found_missed_named_otherwise_and_fair() -> None:
    marks = Marks(exercise="x", headline="H", checks=(
        check("phrase.1.2", False, in_case="Who says?", rationale="Found. You called it “Jargon”. We would say: a label. Who says?"),
        check("phrase.2.1", False, in_case="Nobody can read it.", rationale="Missed: jargon. Nobody can read it.", next_time="Fairer: “Stop.”"),
        check("fair", False, rationale="One was fair."),
    ))  # fmt: skip
    html = draw(SPOT, SPOTTED, {"phrase": ["1.1", "1.2"], "kind.1.2": "jargon"}, marks=marks)
    page = sound(html)
    assert [w for w in ("Fair as it stands", "Found, named otherwise", "Missed") if f"</i>{w}</span>" in html] == [
        "Fair as it stands", "Found, named otherwise", "Missed",
    ]  # fmt: skip
    assert "You called it “Jargon”." in html and "<b>Fairer:</b> “Stop.”" in html and "One was fair." in html
    form = next(a for t, a in page.attrs if t == "form")
    assert "hidden" in form, "the result takes the form's place until the learner goes back"


def test_words_said_and_paragraphs_are_escaped() -> None:
    assert str(said("Jo says: “Come <in>.” She nods at “him”.")) == (
        'Jo says: <span class="cr-said">“Come &lt;in&gt;.”</span> She nods at “him”.'
    )
    assert str(prose("**A** <i>\n\nB\nC")) == "<p><b>A</b> &lt;i&gt;</p><p>B<br>C</p>"


def test_script_and_sheet_ask_no_other_machine() -> None:
    for text in (script("form"), script("file"), css()):
        assert not re.search(r"https?://(?!www\.w3\.org)|@import|^import ", text, re.M)
    assert "export default" in script("form") and "Idiomorph" in script("form")


# ---- the widget: what comes from the page is never trusted


class Keeper:
    """A desk in memory."""

    def __init__(self, mark: Any = None, save: Any = None) -> None:
        self.saved: Any = None
        self.said: list[dict[str, Any]] = []
        work = Work(
            key="k", load=lambda: (self.saved, None, ()), save=save or self.save,
            draw=lambda raw, at, **more: json.dumps([raw, str(more.get("problem") or ""), more.get("marks"),
                                                     more.get("checks"), more.get("notices")]),
            words=lambda at: "Saved at 16:42", mark=mark,
        )  # fmt: skip
        self.widget = ExerciseWidget(work)
        self.widget.send = self.said.append

    def save(self, form: Any) -> datetime:
        self.saved = form
        return datetime(2025, 3, 12, 16, 42)

    def hear(self, **message: Any) -> None:
        self.widget._hear(self.widget, {"view": "v", "seq": 1, **message})


def test_saved_is_said_only_when_it_is_saved() -> None:
    def full(form: Any) -> datetime:
        error = OSError()
        error.message = "The disk is full."  # type: ignore[attr-defined]
        raise error

    keeper = Keeper(save=full)
    keeper.hear(type="response", form={"a": "x"})
    assert keeper.said == [{"type": "not_saved", "view": "v", "seq": 1, "message": "The disk is full."}]
    keeper = Keeper()
    keeper.hear(type="response", form={"a": "x", "phrase": ["1"]})
    assert keeper.said[0]["type"] == "saved" and keeper.said[0]["text"] == "Saved at 16:42"
    assert keeper.saved == {"a": "x", "phrase": ["1"]}


@pytest.mark.parametrize(
    "form", [None, [], "x", {"a": 1}, {"a": {"b": "c"}}, {"a": "x" * 20_001}, {1: "x"}, {"a": [["x"]]}]
)
def test_what_is_no_form_is_refused_and_nothing_is_lost(form: Any) -> None:
    keeper = Keeper()
    keeper.hear(type="response", form={"a": "before"})
    keeper.hear(type="response", form=form)
    assert keeper.said[-1]["type"] == "not_saved" and keeper.saved == {"a": "before"}


@pytest.mark.parametrize(
    "message", [None, [], {}, {"type": "check"}, {"type": "response", "view": 3, "seq": 1}, {"view": "v", "seq": "x"}]
)
def test_messages_that_make_no_sense_are_passed_over(message: Any) -> None:
    keeper = Keeper(mark=lambda form: "never")
    keeper.widget._hear(keeper.widget, message)
    assert keeper.said in ([], [m for m in keeper.said if m["type"] == "not_saved"]) and keeper.saved is None


def test_check_marks_once_for_one_press_and_a_fault_of_ours_is_owned() -> None:
    keeper = Keeper(mark=lambda form: "M")
    keeper.hear(type="check", form={"a": "x"})
    keeper.hear(type="check", form={"a": "x"})  # sent again because no answer came
    assert json.loads(keeper.widget.html)[2:4] == ["M", 1]
    keeper = Keeper(mark=lambda form: 1 / 0)
    keeper.hear(type="check", form={"a": "x"})
    assert keeper.said[0]["type"] == "saved" and json.loads(keeper.widget.html)[4] == [FAULT]


def test_a_check_that_cannot_be_read_says_what_to_mend() -> None:
    def unreadable(form: Any) -> Any:
        raise FormatProblem("unknown choice", "Choose one of these.", "kind")

    keeper = Keeper(mark=unreadable)
    keeper.hear(type="check", form={"a": "x"})
    assert json.loads(keeper.widget.html)[:2] == [{"a": "x"}, "Choose one of these."]


def test_no_check_in_an_assessment_even_when_the_page_asks() -> None:
    keeper = Keeper(mark=None)
    before = keeper.widget.html
    keeper.hear(type="check", form={"a": "x"})
    assert keeper.widget.html == before and keeper.saved == {"a": "x"}


def test_hello_gives_back_what_is_saved() -> None:
    keeper = Keeper()
    keeper.hear(type="hello")
    assert keeper.said == []
    keeper.saved = {"a": "x"}
    keeper.hear(type="hello")
    assert keeper.said[0]["type"] == "form" and keeper.said[0]["form"] == {"a": "x"}


def test_messages_on_several_threads_are_taken_one_after_another() -> None:
    inside, most = [0], [0]

    def slow(form: Any) -> datetime:
        inside[0] += 1
        most[0] = max(most[0], inside[0])
        threading.Event().wait(0.01)
        inside[0] -= 1
        return datetime(2025, 3, 12)

    keeper = Keeper(save=slow)
    threads = [
        threading.Thread(target=keeper.hear, kwargs={"type": "response", "form": {"a": str(n)}}) for n in range(8)
    ]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    assert most == [1] and len(keeper.said) == 8


# ---- the case file and the genogram

FAMILY = Ties(
    people=("isla", "rohan", "jo", "kieran", "imran", "mo", "alan", "yusuf", "nas"),
    parents={"isla": ("imran", "jo"), "rohan": ("imran", "jo"), "jo": ("alan", "mo"), "kieran": ("alan", "mo"), "imran": ("nas", "yusuf")},
    partners=(("imran", "jo"), ("alan", "mo"), ("yusuf", "nas")),
    home=frozenset({"isla", "rohan", "jo", "kieran"}), left=frozenset({"imran", "alan", "yusuf"}),
)  # fmt: skip


def test_nine_people_in_three_generations_stand_apart_and_near_their_own() -> None:
    assert [generations(FAMILY)[p] for p in ("mo", "jo", "imran", "isla")] == [0, 1, 1, 2]
    at = lay_out(FAMILY).at
    for a, b in combinations(at, 2):
        assert at[a][1] != at[b][1] or abs(at[a][0] - at[b][0]) >= 2 * HALF + GAP, (a, b)
    row = sorted((p for p in at if generations(FAMILY)[p] == 1), key=lambda p: at[p][0])
    assert row == ["imran", "jo", "kieran"], "partners stand side by side, the home is not torn apart"
    assert abs((at["imran"][0] + at["jo"][0]) / 2 - (at["isla"][0] + at["rohan"][0]) / 2) < 2 * HALF


@pytest.mark.parametrize(
    "ties",
    [
        Ties(people=(), parents={}, partners=()),
        Ties(people=("a",), parents={}, partners=()),
        Ties(people=("a", "b", "c"), parents={"c": ("a",)}, partners=(("a", "b"),)),
        Ties(
            people=("a", "b", "c", "d", "e"),
            parents={"d": ("a", "b"), "e": ("b", "c")},
            partners=(("a", "b"), ("b", "c")),
        ),
    ],
)
def test_odd_families_are_placed_too(ties: Ties) -> None:
    at = lay_out(ties).at
    assert set(at) == set(ties.people) and len(set(at.values())) == len(at)


def test_the_genogram_says_in_words_what_it_shows() -> None:
    case = small_case()
    uncle = next(p for p in case.people if p.id == "uncle")
    other = uncle.model_copy(update={"id": "mum", "first": "Jo", "gender": "woman", "is_": "mother", "age": 33})
    case = case.model_copy(
        update={
            "people": (*case.people, other),
            "relationships": (
                Relationship(kind="parent", a="mum", b="child"),
                Relationship(kind="separated", a="uncle", b="mum"),
            ),
        }
    )
    picture = genogram(case, "g")
    assert "is a child of Jo Petrie" in picture.says and "are separated" in picture.says and "Hidden" not in picture.svg
    assert picture.svg.count("<circle") == 1, "a woman is a circle"
    sound(str(picture.svg))


def test_the_case_file_keeps_what_is_restricted_until_a_reason_is_given() -> None:
    case = small_case()
    shut = [d for d in (*case.documents, *case.contacts) if d.restricted]
    assert shut, "the small case has something restricted"
    closed = case_file_html(case, case.looks, base="/files/1")
    sound(closed)
    sound(case_file_html(case, case.looks, page=False, level=2, uid="x", problem=(shut[0].id, "Say why.")))
    opened = case_file_html(case, case.looks, opened=frozenset(d.id for d in shut))
    for item in shut:
        words = str(prose(item.body))
        assert words not in closed and words in opened
        assert f"/files/1/open?item={item.id}" in closed
    assert "Hidden" not in closed
