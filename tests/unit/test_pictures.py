"""The pictures of a case: nothing on top of anything else, everybody once, the home round exactly those who live in it."""

from __future__ import annotations

import re
import time
from collections.abc import Iterable, Iterator
from itertools import combinations, pairwise
from typing import Any

import pytest

from simulator.cases import jurisdiction_names, make_case, scenario_names
from simulator.cases.fields import Say
from simulator.cases.model import Case, Event, Person, Relationship
from simulator.cases.ties import Tie, faults, only
from simulator.views.case_file import case_file_html
from simulator.views.ecomap import ecomap, rows
from simulator.views.genogram import drawn, genogram, ties_of
from simulator.views.house import outlines
from simulator.views.layout import Ties, families, generations
from simulator.views.measure import width, wrap
from simulator.views.spacing import spread
from simulator.views.timeline import left_out, scale_of, timeline
from tests.unit.families import TODAY, family
from tests.unit.picture_checks import cuts, inside, middle, outside, overlaps, owned, read, shared
from tests.unit.small_case import small_case

RANDOM = 300  # families of up to 14 people
SEEDS = 12  # of every scenario in every jurisdiction


def faults_of(case: Case, svg: str) -> Iterator[str]:
    """Everything that is wrong with a genogram."""
    pic, people = read(svg), drawn(case)
    ties = ties_of(case, people)
    for check in (overlaps, cuts, shared, outside, owned):
        yield from check(pic)
    if len(pic.symbols) != len(people):
        yield f"{len(pic.symbols)} symbols for {len(people)} people"
    if len(pic.home) != 1:
        yield f"the home has {len(pic.home)} outlines"
    for p, box in zip(people, pic.symbols, strict=False):
        corners = [(x, y) for x in (box.left, box.right) for y in (box.top, box.bottom)]
        if {inside(pic.home, c) for c in (*corners, middle(box))} != {p.id in ties.home}:
            yield f"the home does not say where {p.id} lives"
        ages = [b for b in pic.owned if box.holds(middle(b))]
        if len(ages) != (p.died is None and (p.age is not None or p.born is not None)):
            yield f"{p.id} has {len(ages)} ages"
    text = " ".join(b.name for b in pic.words)
    for p in people:
        if not all(part in text for name in (p.first, p.family) for part in re.split(r"(?<=-)|\s", name)):
            yield f"the name of {p.id} is not there"


@pytest.mark.parametrize("start", range(0, RANDOM, 100))
def test_no_family_is_drawn_on_top_of_itself(start: int) -> None:
    for seed in range(start, start + 100):
        case = family(seed)
        assert not list(faults_of(case, str(genogram(case).svg))), f"family {seed}"


@pytest.mark.parametrize("scenario", scenario_names())
def test_every_scenario_is_drawn_clearly(scenario: str) -> None:
    for jurisdiction in jurisdiction_names():
        for seed in range(SEEDS):
            case = make_case(scenario, jurisdiction, seed)
            where = f"{scenario} {jurisdiction} {seed}"
            assert not list(faults_of(case, str(genogram(case).svg))), where
            line = read(str(timeline(case)))
            for check in (overlaps, outside):
                assert not list(check(line)), where
            assert not list(cuts(line, beads=True)), where
            for p in case.key.hidden_people:  # the picture knows no more than the file
                told = " ".join(f"{r.who} {r.says}" for r in rows(case))
                assert not re.search(rf"\b{re.escape(p.first)}\b", told + genogram(case).svg), where
            if case.ties:
                around = read(str(ecomap(case)))
                assert not [f for check in (overlaps, cuts, outside, owned) for f in check(around)], where


def test_a_family_of_fourteen_takes_less_than_a_fiftieth_of_a_second() -> None:
    large = [case for seed in range(400) if len((case := family(seed)).people) == 14][:20]
    took = []
    for case in large:
        start = time.process_time()
        genogram(case)
        took.append(time.process_time() - start)
    assert len(large) == 20 and sorted(took)[len(took) // 2] < 0.02


# ---- families by name


def made(people: dict[str, tuple[str, int]], ties: Iterable[tuple[str, str, str]], home: str, **more: Any) -> Case:
    """``people``: id -> gender and age. The first is the one the file is about."""
    return small_case().model_copy(
        update={
            "people": tuple(
                Person(
                    id=id, first=id.capitalize(), family="Hale", is_="relative", gender=gender, age=age,
                    born=more.get("born", {}).get(id), lives="home" if id in home.split() else "",
                )
                for id, (gender, age) in people.items()
            ),
            "relationships": tuple(Relationship(kind=k, a=a, b=b) for k, a, b in ties),
            "index": next(iter(people)),
            "today": TODAY,
        }
    )  # fmt: skip


STEP = made(
    {"kim": ("girl", 9), "ben": ("boy", 12), "lou": ("girl", 2), "jo": ("woman", 34), "al": ("man", 36), "mo": ("man", 33), "di": ("woman", 35)},
    [("parent", "jo", "kim"), ("parent", "al", "kim"), ("separated", "jo", "al"), ("couple", "jo", "mo"), ("parent", "jo", "lou"),
     ("parent", "mo", "lou"), ("parent", "mo", "ben"), ("parent", "di", "ben"), ("separated", "mo", "di")],
    "kim ben lou jo mo",
)  # fmt: skip
KIN = made(
    {"kim": ("boy", 6), "jo": ("woman", 28), "al": ("man", 29), "pat": ("woman", 40), "sam": ("woman", 41), "nan": ("woman", 66)},
    [("parent", "jo", "kim"), ("parent", "al", "kim"), ("separated", "al", "jo"), ("parent", "nan", "jo"), ("parent", "nan", "pat"), ("couple", "pat", "sam")],
    "kim pat sam",
)  # fmt: skip
SKIP = made(
    {"kim": ("boy", 6), "jo": ("woman", 28), "nan": ("woman", 66), "pop": ("other", 70)},
    [("parent", "jo", "kim"), ("parent", "nan", "jo"), ("parent", "pop", "jo"), ("couple", "nan", "pop")],
    "kim nan pop",
)  # fmt: skip
MANY = made(
    {"kim": ("girl", 4), "jo": ("woman", 40), "al": ("man", 41), "bo": ("man", 42), "cy": ("man", 43)},
    [("parent", "jo", "kim"), ("parent", "cy", "kim"), ("separated", "jo", "al"), ("separated", "bo", "jo"), ("couple", "jo", "cy")],
    "kim jo cy",
)  # fmt: skip
ODD = made(  # grandfather's son's former partner is now with grandfather: they stand in two rows
    {"kim": ("girl", 4), "jo": ("woman", 30), "al": ("man", 31), "gus": ("man", 55), "bay": ("boy", 1)},
    [("parent", "jo", "kim"), ("parent", "al", "kim"), ("separated", "jo", "al"), ("parent", "gus", "al"), ("couple", "gus", "jo"),
     ("parent", "gus", "bay"), ("parent", "jo", "bay")],
    "kim jo gus bay",
)  # fmt: skip


# ---- each check catches a broken picture


def broken(svg: str, old: str, new: str, count: int = 1) -> str:
    out = re.sub(old, new, svg, count=count)
    assert out != svg, old
    return out


def move(match: re.Match[str]) -> str:
    return f'{match[1]}{float(match[2]) + 100:g}"'


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        (r'(<circle class="shape" cx=")([\d.]+)"', move, "overlap|runs through"),
        (r'(<text class="name" x=")([\d.]+)"', move, "overlap|runs through"),
        (r'<path class="line" d="', r'\g<0>M20 20L700 500', "runs through"),
        (r'<path class="line" d="([^"]*)"/>', r'\g<0>\g<0>', "lie on each other"),
        (r'viewBox="0 0 \d+', 'viewBox="0 0 150', "is outside"),
        (r'<circle class="shape"[^>]*/>', "", "symbols for"),
        (r'<path class="home" d="[^"]*"/>', "", "outlines"),
        (r'<path class="home" d="', r'\g<0>M1 1L9 1L9 9L1 9Z', "outlines"),
        (r'<path class="home" d="[^"]*"/>', '<path class="home" d="M1 1L2000 1L2000 2000L1 2000Z"/>', "the home does not"),
        (r'<text class="age"[^<]*</text>', "", "0 ages"),
        (r'(<text class="age" x=")([\d.]+)"', move, "in no symbol|ages"),
        (r'(<text class="name"[^>]*>)[^<]+', r"\1", "the name of"),
    ],
)  # fmt: skip
def test_every_check_catches_the_picture_it_is_for(old: str, new: Any, says: str) -> None:
    svg = str(genogram(STEP).svg)
    assert not list(faults_of(STEP, svg))
    found = list(faults_of(STEP, broken(svg, old, new)))
    assert any(re.search(says, f) for f in found), found


@pytest.mark.parametrize("case", [STEP, KIN, SKIP, MANY, ODD])
def test_families_that_are_not_two_parents_and_their_children(case: Case) -> None:
    picture = genogram(case)
    assert not list(faults_of(case, str(picture.svg)))


def test_a_step_family_stands_in_one_row_between_two_former_partners() -> None:
    pic = read(str(genogram(STEP).svg))
    at = {p.id: middle(b) for p, b in zip(drawn(STEP), pic.symbols, strict=True)}
    row = sorted(("jo", "al", "mo", "di"), key=lambda p: at[p][0])
    assert len({at[p][1] for p in row}) == 1 and row in (["al", "jo", "mo", "di"], ["di", "mo", "jo", "al"])
    assert len(pic.home) == 1


def test_the_home_passes_a_generation_that_lives_elsewhere() -> None:
    pic = read(str(genogram(SKIP).svg))
    at = {p.id: middle(b) for p, b in zip(drawn(SKIP), pic.symbols, strict=True)}
    assert inside(pic.home, at["kim"]) and inside(pic.home, at["nan"]) and not inside(pic.home, at["jo"])
    assert len(pic.home) == 1


def test_lines_to_twins_meet_in_one_point() -> None:
    twins = made(
        {"kim": ("girl", 6), "tom": ("boy", 6), "ann": ("girl", 3), "jo": ("woman", 30)},
        [("parent", "jo", x) for x in ("kim", "tom", "ann")],
        "kim tom ann jo",
        born={"kim": TODAY.replace(year=2018), "tom": TODAY.replace(year=2018), "ann": TODAY.replace(year=2021)},
    )
    assert ties_of(twins, drawn(twins)).twins == (frozenset({"kim", "tom"}),)
    svg = str(genogram(twins).svg)
    assert not list(faults_of(twins, svg))
    leaning = [
        (a, b)
        for line in read(svg).lines
        for piece in line
        for a, b in pairwise(piece)
        if a[0] != b[0] and a[1] != b[1]
    ]
    assert len(leaning) == 2 and leaning[0][0] == leaning[1][0], "two lines from one point"


def test_a_step_child_hangs_on_a_dashed_line_and_is_called_so() -> None:
    ties = tuple(
        r.model_copy(update={"label": "step"}) if (r.a, r.b) == ("mo", "ben") else r for r in STEP.relationships
    )
    ties = tuple(r for r in ties if (r.a, r.b) != ("di", "ben"))
    case = STEP.model_copy(update={"relationships": ties})
    picture = genogram(case)
    assert (
        picture.svg.count('class="line named"') == 1
        and "Ben Hale (12) is a child (step) of Mo Hale (33)." in picture.says
    )
    assert not list(faults_of(case, str(picture.svg)))
    assert "line named" not in genogram(STEP).svg


def test_what_a_picture_must_not_draw_twice() -> None:
    twice = STEP.model_copy(
        update={"relationships": (*STEP.relationships, Relationship(kind="couple", a="al", b="jo"))}
    )
    assert not list(faults_of(twice, str(genogram(twice).svg)))


def test_a_parent_stands_above_the_child_whoever_married_whom() -> None:
    ties = ties_of(ODD, drawn(ODD))
    level = generations(ties)
    assert all(level[p] < level[c] for f in families(ties) for p in f.parents for c in f.children)
    assert generations(Ties(people=("a", "b"), parents={"a": ("b",), "b": ("a",)}, partners=())), "nonsense ends too"


def test_a_lodger_stands_among_people_of_that_age() -> None:
    ties = Ties(
        people=("kid", "mum", "lodger"), parents={"kid": ("mum",)}, partners=(), index="kid",
        born={"kid": 736_000, "mum": 726_000, "lodger": 725_000},
    )  # fmt: skip
    assert generations(ties) == {"kid": 1, "mum": 0, "lodger": 0}


def test_the_same_family_gives_the_same_picture() -> None:
    assert genogram(family(9)).svg == genogram(family(9)).svg


def test_neighbours_keep_their_distance_and_otherwise_stand_where_they_want() -> None:
    assert spread([0, 100], [1, 1], [50]) == [0, 100]
    assert spread([0, 10], [1, 1], [50]) == [-20, 30]
    assert spread([5, 5, 5], [1, 1, 1], [10, 10]) == [-5, 5, 15]


def test_an_outline_goes_round_boxes_once_and_leaves_out_what_is_between_them() -> None:
    assert outlines([(0, 10, 0, 10)]) == [[(0, 0), (10, 0), (10, 10), (0, 10)]]
    (loop,) = outlines([(0, 10, 0, 20), (20, 30, 0, 20), (0, 30, 20, 30)])
    assert len(loop) == 8 and not inside([[*loop, loop[0]]], (15, 10)) and inside([[*loop, loop[0]]], (15, 25))


def test_long_names_are_broken_and_wide_letters_counted() -> None:
    assert wrap("Oyelaran-Featherstonehaugh", 150) == ["Oyelaran-", "Featherstonehaugh"]
    assert wrap("", 10) == [] and wrap("de la Cruz", 60) == ["de la", "Cruz"]
    assert width("WWWW") > width("aaaa") >= 4 * 8.2 and width("明美") > width("ab")


# ---- the time line


def event(id: str, day: int, month: int = 3, year: int = 2025, **more: Any) -> Event:
    start = TODAY.replace(year=year, month=month, day=day)
    return Event(id=id, kind=more.pop("kind", "life"), title=f"Title {id}", start=start, line="A line.", **more)


def lined(*events: Event) -> Case:
    return small_case().model_copy(update={"events": events, "today": TODAY})


def test_a_day_is_as_long_as_any_other_and_a_long_pause_is_marked() -> None:
    days = [TODAY.replace(month=m, day=d) for m, d in ((4, 1), (4, 3), (4, 9))]
    scale = scale_of([(d, d) for d in (TODAY.replace(year=2019), *days)])
    steps = [b - a for a, b in pairwise(scale.x(d) for d in days)]
    assert steps[1] == pytest.approx(3 * steps[0]) and len(scale.breaks) == 1
    assert scale.breaks[0][1] == (days[0] - TODAY.replace(year=2019)).days - 1
    assert [left_out(d) for d in (10, 40, 200, 800, 2000)] == ["10 days", "6 weeks", "7 months", "2 years", "5 years"]
    svg = str(timeline(lined(event("a", 1, year=2019), event("b", 3, 4), event("c", 5, 4))))
    assert "6 years" in svg and svg.count('class="gap"') == 2


def test_what_is_known_only_to_the_month_is_no_dot() -> None:
    svg = str(
        timeline(lined(event("a", 9, exact="month"), event("b", 20), event("c", 20), event("d", 21, about_index=True)))
    )
    assert svg.count("<rect") == 1 and svg.count("<circle") == 2, "two of one day share a dot"
    assert "• Title b" in svg and "• Title c" in svg and "March 2025" in svg and svg.count("is-key") == 1


def test_one_event_is_no_time_line() -> None:
    assert not timeline(lined(event("a", 1))) and not timeline(lined())


def test_many_events_on_neighbouring_days_keep_apart() -> None:
    kinds = ("life", "home_visit", "meeting", "message", "something new")
    case = lined(
        *(event(f"e{i}", 1 + i % 28, 3 + i // 28, kind=kinds[i % 3]) for i in range(40)),
        event("x", 2, 5, kind=kinds[4]),
    )
    pic = read(str(timeline(case)))
    assert not [f for check in (overlaps, outside) for f in check(pic)] and not list(cuts(pic, beads=True))
    assert list(
        cuts(
            read(
                str(timeline(case))
                .replace('<path class="lead" d="', '\\g<0><path class="lead" d="M0 90L900 300', 1)
                .replace("\\g<0>", "")
            ),
            beads=True,
        )
    )


# ---- who is around the family


def with_ties(count: int = 4) -> Case:
    case = small_case()
    kinds, flows = ("strong", "weak", "stressed", "broken"), ("both", "in", "out")
    ties = [
        Tie(id=f"t{i}", who="A neighbour with quite a long name" if i % 3 else "Meg Kiernan", who_id="" if i % 3 else "hv",
            tie=kinds[i % 4], flow=flows[i % 3], says="The mother, on a Monday.")
        for i in range(count)
    ]  # fmt: skip
    return case.model_copy(update={"ties": tuple(ties)})


@pytest.mark.parametrize("count", range(1, 15))
def test_nothing_around_a_family_is_on_top_of_anything_else(count: int) -> None:
    case = with_ties(count)
    pic = read(str(ecomap(case)))
    assert len(pic.symbols) == count + 1
    assert not [f for check in (overlaps, cuts, outside, owned) for f in check(pic)]


def test_a_tie_is_told_by_its_line_and_in_words() -> None:
    svg, table = str(ecomap(with_ties())), rows(with_ties())
    for kind in ("strong", "weak", "stressed", "broken"):
        assert f'class="line tie-{kind}"' in svg
    assert svg.count('class="head"') == 3, "nothing flows along a broken tie"
    assert {(r.tie, r.flow) for r in table} == {
        ("Strong", "Both ways"), ("Weak", "To the household"), ("Under strain", "From the household"), ("Broken off", "–"),
    }  # fmt: skip
    assert [r.is_ for r in table if r.who == "Meg Kiernan"] == ["health visitor"] * 2
    assert not ecomap(small_case())


def test_checks_of_the_ecomap_catch_a_broken_one() -> None:
    svg = str(ecomap(with_ties(6)))
    moved = broken(svg, r'(<rect class="shape" x=")([\d.]+)"', lambda m: f'{m[1]}{float(m[2]) + 130:g}"')  # type: ignore[arg-type]
    assert [f for check in (overlaps, cuts, owned) for f in check(read(moved))]


class Thing:
    """Anything with these attributes."""

    def __init__(self, **names: Any) -> None:
        self.__dict__.update(names)


def test_ties_that_may_not_be_drawn_are_refused_with_a_cure() -> None:
    def person(**more: Any) -> Thing:
        return Thing(**{"index": False, "lives": "", "on_file": True, "household": True, **more})

    spec = Thing(
        people={"kim": person(index=True, lives="home"), "jo": person(lives="home"), "nan": person(), "ghost": person(on_file=False),
                "lodger": person(lives="home", household=False)},
        professionals={"me": Thing(learner=True), "hv": Thing(learner=False)},
        ties={w: Thing(who=(w,)) for w in ("kim", "jo", "nan", "ghost", "lodger", "me", "hv", "A friend")},
    )  # fmt: skip
    assert [id for id, _, _ in faults(spec)] == ["kim", "jo", "ghost", "me"]  # type: ignore[arg-type]
    assert only((Say(say="x"),)) == "" and only(("a", "b")) == "" and only(("nan",)) == "nan"


def test_the_case_file_shows_each_picture_with_its_words() -> None:
    html = case_file_html(with_ties(), ())
    assert (
        html.count('class="cr-genogram') == 2
        and "Who is around this family" in html
        and "The mother, on a Monday." in html
    )
    assert "Who is around this family" not in case_file_html(small_case(), ())
    assert "cr-time" in case_file_html(lined(event("a", 1), event("b", 9)), ())
    ids = re.findall(r' id="([^"]+)"', html)
    assert all(a != b for a, b in combinations(ids, 2))
