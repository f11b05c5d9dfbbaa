"""From `nbgrader generate_assignment recording` to `nbgrader export`, on twenty-two submissions, hostile ones included."""

from __future__ import annotations

import csv
import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

import grading
from tests.notebooks.conftest import Marked
from tests.notebooks.course import AUTO, FULL, LONGEST, MODULE, REF, REFUSED, SECRET, SPECS, TOTAL

FIRST = SPECS[0]


def incorrect(spec: Any) -> float:
    score = grading.sample(spec, REF.make(), "incorrect").score
    assert score is not None
    return float(score)


@pytest.fixture(scope="session")
def rows(marked: Marked) -> dict[str, dict[str, str]]:
    with (marked.course.root / "grades.csv").open(encoding="utf-8", newline="") as file:
        return {row["student_id"]: row for row in csv.DictReader(file)}


# ---- release


def test_only_the_notebook_is_released(marked: Marked) -> None:
    assert set(marked.course.everything("release")) == {f"{MODULE}/{MODULE}.ipynb"}


def test_the_released_notebook_knows_the_family_and_no_key(marked: Marked) -> None:
    text = marked.course.released.read_text(encoding="utf-8")
    notebook = json.loads(text)
    assert notebook["metadata"]["caseroom"]["module"] == MODULE
    assert notebook["metadata"]["caseroom"]["course"]["seed"] == 7
    assert notebook["metadata"]["kernelspec"]["name"] == "python3"
    desk = next(c for c in notebook["cells"] if "desk" in c["metadata"].get("tags", []))
    assert "course={" in "".join(desk["source"])
    assert all(not cell.get("outputs") for cell in notebook["cells"])
    for fact in REF.make().key.facts:
        assert len(fact.because) < 15 or fact.because not in text


# ---- marks


def test_the_gradebook_says_what_the_work_is_worth(rows: dict[str, dict[str, str]]) -> None:
    found = {student: float(row["score"]) for student, row in rows.items()}
    expected = dict.fromkeys(FULL, AUTO)
    expected |= dict.fromkeys((*REFUSED, "quin", "zoe"), 0.0)
    expected["ben"] = AUTO  # without the reflection, which a person reads
    expected["cleo"] = sum(incorrect(spec) for spec in SPECS)
    expected["dov"] = float(FIRST.points)
    expected["eli"] = AUTO - FIRST.points
    expected["jun"] = AUTO - FIRST.points + incorrect(FIRST)
    assert found.pop("ivo") > AUTO - next(s.points for s in SPECS if s.exercise == LONGEST)
    assert found == pytest.approx(expected)
    assert {float(row["max_score"]) for row in rows.values()} == {TOTAL}


def test_a_refused_submission_waits_for_a_person(rows: dict[str, dict[str, str]]) -> None:
    from nbgrader.api import Gradebook  # noqa: F401  (the column is nbgrader's own flag)

    waits = {student for student, row in rows.items() if row["needs_manual_grade"] == "yes"}
    assert set(REFUSED) | {"eli"} <= waits
    assert "quin" not in waits  # nothing was handed in: there is nothing to read
    assert "dov" not in waits


def test_refused_work_has_no_automatic_score(marked: Marked) -> None:
    from nbgrader.api import Gradebook

    with Gradebook(f"sqlite:///{marked.course.root / 'gradebook.db'}") as book:
        for student in REFUSED:
            grades = book.find_submission_notebook(MODULE, MODULE, student).grades
            assert [(g.auto_score, g.needs_manual_grade) for g in grades] == [(None, True)] * len(SPECS)
        grades = book.find_submission_notebook(MODULE, MODULE, "quin").grades
        assert [(g.auto_score, g.needs_manual_grade) for g in grades] == [(0.0, False)] * len(SPECS)


@pytest.mark.parametrize("student", REFUSED)
def test_the_tutor_reads_one_line_for_each_refused_submission(marked: Marked, student: str) -> None:
    lines = [line for line in marked.autograde.splitlines() if f"{student}: " in line]
    assert len(lines) == 1
    assert f"responses.json was refused ({REFUSED[student]})." in lines[0]
    assert f"nbgrader autograde {MODULE} --student {student} --force" in lines[0]


def test_the_other_lines_for_the_tutor(marked: Marked) -> None:
    lines = [re.sub(r"^.*?(\w+: )", r"\1", x) for x in marked.autograde.splitlines() if "WARNING" in x]
    said = {line.partition(":")[0]: line for line in lines}
    assert "england-school_worry-8" in said["fay"]
    assert "england-school_worry-7" in said["fay"]
    assert "was not handed in, so there is nothing to mark: 0 points" in said["quin"]
    assert f"{MODULE}.ipynb was not handed in" in said["tia"]
    assert f"{FIRST.exercise} could not be marked" in said["eli"]
    assert "timestamp.txt holds no time" in said["una"]
    assert "timestamp.txt holds no time" in marked.autograde.partition("vic: ")[2]
    assert not {"ada", "ben", "cleo", "dov", "gil", "hana", "jun", "kai"} & set(said)


def test_no_traceback_reaches_the_tutor(marked: Marked) -> None:
    for text in (marked.release, marked.autograde, marked.feedback, marked.export):
        assert "Traceback" not in text
        assert "SAWarning" not in text


# ---- nothing ran, nothing leaked


def test_nothing_that_was_handed_in_ran(marked: Marked) -> None:
    assert sorted(p.name for p in marked.course.outside.iterdir()) == ["secret.txt"]


def test_only_our_own_files_are_in_autograded(marked: Marked) -> None:
    names = {path.split("/", 2)[2] for path in marked.course.everything("autograded")}
    assert names == {f"{MODULE}.ipynb", "responses.json", "timestamp.txt", "submission_secret.txt"}
    with_answers = {p.split("/")[0] for p in marked.course.everything("autograded") if p.endswith("responses.json")}
    assert not with_answers & {*REFUSED, "quin"}
    assert with_answers >= set(FULL)


def test_only_the_page_and_what_gives_it_back_is_in_feedback(marked: Marked) -> None:
    names = {path.split("/", 2)[2] for path in marked.course.everything("feedback")}
    assert names == {f"{MODULE}.html", "timestamp.txt", "submission_secret.txt"}


def test_nothing_hostile_is_in_what_marking_wrote(marked: Marked) -> None:
    for step in ("autograded", "feedback"):
        for path, data in marked.course.everything(step).items():
            assert len(data) < 2_000_000, path
            assert SECRET.encode() not in data, path
            assert b"ran-" not in data, path
            assert b'16.0"' not in data, path


def test_the_clean_copy_is_the_answers_and_nothing_else(marked: Marked) -> None:
    copy = json.loads(marked.course.everything("autograded")[f"hana/{MODULE}/responses.json"])
    submitted = json.loads((marked.course.submitted("hana") / "responses.json").read_text(encoding="utf-8"))
    assert copy == submitted


def test_released_cells_stand_where_the_students_were(marked: Marked) -> None:
    released = json.loads(marked.course.released.read_text(encoding="utf-8"))
    for student in ("gil", "jun", "kai", "una"):
        graded = json.loads(marked.course.everything("autograded")[f"{student}/{MODULE}/{MODULE}.ipynb"])
        assert [c["source"] for c in graded["cells"]] == [c["source"] for c in released["cells"]]


def test_each_test_cell_has_one_finite_result_first(marked: Marked) -> None:
    for path, data in marked.course.everything("autograded").items():
        if not path.endswith(".ipynb"):
            continue
        cells = [c for c in json.loads(data)["cells"] if c["metadata"].get("nbgrader", {}).get("grade")]
        assert len(cells) == len(SPECS)
        for cell, spec in zip(cells, SPECS, strict=True):
            kinds = [output["output_type"] for output in cell["outputs"]]
            assert kinds in (["execute_result", "display_data"], ["execute_result"]), path
            assert 0.0 <= float("".join(cell["outputs"][0]["data"]["text/plain"])) <= spec.points


# ---- feedback


class Page(HTMLParser):
    """What a browser would act on."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.fixture(scope="session")
def pages(marked: Marked) -> dict[str, Page]:
    return {
        path.split("/")[0]: Page(data.decode("utf-8"))
        for path, data in marked.course.everything("feedback").items()
        if path.endswith(".html")
    }


def test_every_submission_gets_a_page(pages: dict[str, Page]) -> None:
    assert len(pages) == 22


def test_a_page_loads_nothing_and_runs_nothing(pages: dict[str, Page]) -> None:
    for student, page in pages.items():
        names = {tag for tag, _ in page.tags}
        assert not names & {"script", "iframe", "object", "embed", "form", "link", "base", "img", "video"}, student
        for tag, attributes in page.tags:
            assert not [name for name in attributes if name.startswith("on")], (student, tag)
            for name in ("src", "href", "action", "data", "poster", "srcset"):
                assert (attributes.get(name) or "#").startswith("#"), (student, tag, attributes)
        policy = next(a["content"] for t, a in page.tags if t == "meta" and a.get("http-equiv"))
        assert policy is not None
        assert policy.startswith("default-src 'none'")


def test_the_sheet_fetches_nothing(marked: Marked) -> None:
    html = marked.course.everything("feedback")[f"ada/{MODULE}/{MODULE}.html"].decode()
    assert "@import" not in html
    assert not re.findall(r"url\(\s*[\"']?(?!data:|[\"']?data:)[^)]{0,40}", html)
    assert set(re.findall(r"https?://[^\s\"'<>)]+", html)) <= {"http://www.w3.org/2000/svg"}


def test_a_page_says_its_language_and_has_a_title(pages: dict[str, Page]) -> None:
    for student, page in pages.items():
        html = next(attributes for tag, attributes in page.tags if tag == "html")
        assert html["lang"] == "en-GB", student
        assert [tag for tag, _ in page.tags].count("h1") == 1
        assert [tag for tag, _ in page.tags].count("main") == 1
        ids = [a["id"] for _, a in page.tags if "id" in a]
        assert len(ids) == len(set(ids)), student
        for _, attributes in page.tags:
            for name in (attributes.get("aria-labelledby") or "").split():
                assert name in ids, (student, name)


def test_a_script_in_an_answer_is_words(pages: dict[str, Page]) -> None:
    assert "<script>alert(1)</script>" in pages["ivo"].text  # shown as it was written
    assert "<script>alert(3)</script>" in pages["ivo"].text  # the name as well


def test_a_script_in_an_answer_is_words_in_formgrader(marked: Marked) -> None:
    notebook = json.loads(marked.course.everything("autograded")[f"ivo/{MODULE}/{MODULE}.ipynb"])
    shown = ["".join(o["data"].get("text/html", "")) for c in notebook["cells"] for o in c.get("outputs", [])]
    assert any("&lt;script&gt;" in html for html in shown)
    assert not {"script", "img"} & {tag for html in shown for tag, _ in Page(html).tags}


def test_a_page_shows_points_and_what_was_written(pages: dict[str, Page]) -> None:
    text = " ".join(pages["ben"].text.split())
    for spec in SPECS:
        assert spec.title in text
    assert f"{AUTO:g} of {TOTAL:g}" in text
    assert "Nothing was handed in for this exercise." in text
    assert "Your answer" in text
    assert "What went well" in text
    assert "What to mend" in " ".join(pages["cleo"].text.split())


def test_the_pages_of_refused_and_missing_work_say_so(pages: dict[str, Page]) -> None:
    for student, rule in REFUSED.items():
        text = pages[student].text
        assert "Your answers have not been marked yet" in text, student
        assert ("is about another family" if rule == "other family" else "nobody has seen your work") in text, student
        assert f"not marked, of {TOTAL:g}" in text, student
        assert "0 of " not in text, student
    assert "No answers came with what you handed in." in pages["quin"].text
    assert "could not be marked as it stands" in pages["eli"].text


def test_no_test_and_no_code_is_in_a_page(pages: dict[str, Page]) -> None:
    for page in pages.values():
        assert "grading.points" not in page.text
        assert "Desk(" not in page.text


def test_feedback_can_be_given_back(marked: Marked, tmp_path: Path) -> None:
    done = marked.course.nbgrader("release_feedback", MODULE, "--course=SWK541", f"--Exchange.root={tmp_path}")
    assert done.returncode == 0, done.stderr
    pages = sorted((tmp_path / "SWK541" / "feedback").rglob("*.html"))
    assert len(pages) == 22
    assert "Traceback" not in done.stderr


# ---- export


def test_the_csv_is_quoted_and_no_formula(marked: Marked, rows: dict[str, dict[str, str]]) -> None:
    assert len(rows) == 23
    assert rows["ada"]["first_name"] == "'=1+1"
    assert rows["ada"]["last_name"] == 'Lovelace, "Ada"'
    assert rows["ivo"]["last_name"] == "'@SUM(A1)"
    assert rows["zoe"]["last_name"] == "Żak"
    assert rows["zoe"]["timestamp"] == ""
    assert rows["ada"]["timestamp"] == "2025-05-06 15:30:00"
    assert rows["una"]["timestamp"] == rows["vic"]["timestamp"] == ""
    for line in (marked.course.root / "grades.csv").read_text(encoding="utf-8").splitlines():
        assert re.fullmatch(r'"(?:[^"]|"")*"(?:,"(?:[^"]|"")*")*', line)
