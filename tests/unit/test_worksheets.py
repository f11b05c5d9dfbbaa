"""What the smaller exercises work on, as drawn for a family: what is planted, what is missing, who heard, whose file it is.

Every rule is held against the author's spec and the case's truth, in every scenario and jurisdiction.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest

from simulator.cases import REFERENCE_DATE, jurisdiction_names, profile, scenario, scenario_names
from simulator.cases import model as m
from simulator.cases.dates import write_date
from simulator.cases.filing import wordings
from simulator.cases.story import Story
from simulator.cases.worksheets import FAULTS, LEAST_WORDS, MORE_CARDS, MOST_GAPS, QUOTED

SEEDS = (1, 4, 2041)
LISTS = (
    "quotations",
    "note_lines",
    "chronology",
    "judgements",
    "evidence",
    "roll",
    "overheard",
    "jottings",
    "arrivals",
)
# What a learner's copy of a row may hold. All else is a marker's.
SHOWN = {
    "tool_draft": {"title", "author", "lines", "gaps"},
    "lines": {"id", "text"},
    "gaps": {"id", "text"},
    "quotations": {"id", "given", "words"},
    "note_lines": {"id", "text", "formats"},
    "chronology": {"id", "found", "where"},
    "judgements": {"id", "text", "kind"},  # the kind is shown: a view, a step
    "evidence": {"id", "text"},
    "roll": {"id", "name", "is_"},
    "overheard": {"id", "speaker", "words", "by"},
    "arrivals": {"id", "how", "text"},
    "correction": {"paper", "by", "on", "says"},
}


@cache
def told(name: str, jurisdiction: str, seed: int) -> tuple[Story, m.Case]:
    story = Story(scenario(name), profile(jurisdiction), seed, REFERENCE_DATE)
    return story, story.tell()


def families(name: str) -> Iterator[tuple[Story, m.Case]]:
    """Families of a scenario in every jurisdiction. The story renders an author's texts as the case has them."""
    for jurisdiction in jurisdiction_names():
        for seed in SEEDS:
            yield told(name, jurisdiction, seed)


def draft_of(case: m.Case) -> m.ToolDraft:
    assert case.tool_draft
    return case.tool_draft


def named(case: m.Case, id: str) -> str:
    who = case.person(id)
    return who.full if isinstance(who, m.Professional) else who.first


def at_scene(case: m.Case) -> set[str]:
    """Everybody who was at the contact, the worker left out."""
    return {p.person for p in case.key.presence if p.event == case.scene_event} - {case.worker}


def names_in(text: str, name: str) -> bool:
    return re.search(rf"\b{re.escape(name)}\b", text) is not None


every_scenario = pytest.mark.parametrize("name", scenario_names())


# --- a machine's draft -----------------------------------------------------------------------------------


@every_scenario
def test_one_fault_of_each_kind_is_planted_and_one_more(name: str) -> None:
    for story, case in families(name):
        specs = [x for x in story.those(story.spec.tool_draft.lines) if story.text(f"tool.{x.id}.wrong", x.wrong)]
        planted = [x for x in draft_of(case).lines if x.fault]
        assert {x.fault for x in planted} == {x.fault for x in specs} == set(FAULTS)
        assert len(planted) == min(len(specs), len(FAULTS) + 1)
        wrong = {story.text(f"tool.{x.id}.wrong", x.wrong): x.fault for x in specs}
        for x in draft_of(case).lines:
            assert x.text != x.true and wrong[x.text] == x.fault if x.fault else x.text == x.true, x.text
        assert all(x.because for x in planted)


@every_scenario
def test_what_is_missing_is_one_thing_and_its_sentence_is_not_there(name: str) -> None:
    for story, case in families(name):
        there = [x.text for x in draft_of(case).lines]
        sentence = {
            story.text(f"tool.{x.id}.out", x.leave_out): story.text(f"tool.{x.id}", x.say)
            for x in story.those(story.spec.tool_draft.lines)
            if x.leave_out
        }
        gaps = draft_of(case).gaps
        assert sum(g.missing for g in gaps) == 1 and len({g.text for g in gaps}) == len(gaps) <= MOST_GAPS
        for g in gaps:
            assert sentence[g.text] and (sentence[g.text] in there) != g.missing, g.text


@every_scenario
def test_two_hunts_are_not_alike(name: str) -> None:
    drafts = [draft_of(case) for _, case in families(name)]
    assert len({tuple(x.text for x in d.lines if x.fault) for d in drafts}) > len(drafts) / 2


# --- quotations ------------------------------------------------------------------------------------------


@every_scenario
def test_quotations_are_what_they_are_said_to_be(name: str) -> None:
    for _, case in families(name):
        said = {u.words: u for u in case.key.utterances}
        kept_back = {w for f in case.key.facts if f.record in ("must_not", "restricted") for w in f.words}
        assert Counter(q.fault for q in case.quotations if q.fault) == {
            "changed": 2,
            "slip": 1,
            "never": 1,
            "speaker": 1,
        }
        assert len(case.quotations) <= QUOTED and len({q.words for q in case.quotations}) == len(case.quotations)
        for q in case.quotations:
            if q.fault in ("", "speaker"):
                u = said[q.words]
                assert case.worker in u.heard_by and u.moment and u.id not in kept_back, q.words
                assert len(q.words.split()) >= LEAST_WORDS
                assert q.speaker == named(case, u.speaker) and (q.given == q.speaker) == (not q.fault)
                assert not any(
                    named(case, v.speaker) == q.given for v in said.values() if v.words == q.words and q.fault
                )
            else:
                assert q.words not in said and q.because, q.words
                assert bool(q.said) == (q.fault != "never")
                assert not q.said or (q.said in said and q.given == q.speaker == named(case, said[q.said].speaker))


# --- a note's sentences, a chronology, views -----------------------------------------------------------------


@every_scenario
def test_a_sentence_is_in_the_formats_that_have_a_heading_for_it(name: str) -> None:
    for _, case in families(name):
        formats = profile(case.jurisdiction).note_formats
        for x in case.note_lines:
            assert set(x.formats) == {
                id for id, f in formats.items() if x.kind in {"plan", "held_back"} | f.takes.keys()
            }
            assert x.text and x.because and (x.whose == "family" or x.whose_because), x.text
        whose = Counter(x.whose for x in case.note_lines)
        assert whose["other"] >= 2 and whose["confidence"] >= 1


@every_scenario
def test_an_entry_has_the_day_of_its_event(name: str) -> None:
    for story, case in families(name):
        events = {e.id: e for e in (*case.events, *case.key.hidden_events)}
        rows = {
            story.text(f"entry.{x.event}", x.line): events[x.event]
            for x in story.those(story.spec.chronology)
            if x.event in events
        }
        assert len(case.chronology) == len(rows) >= 6
        for e in case.chronology:
            assert (e.on, e.exact) == (rows[e.line].start, rows[e.line].exact), e.line
        assert sum(e.significant == "yes" for e in case.chronology) >= 3
        assert any(e.significant == "no" for e in case.chronology)


@every_scenario
def test_a_view_rests_on_the_cards_of_its_facts(name: str) -> None:
    for story, case in families(name):
        what = {f.id: f.what for f in case.key.facts}
        card = {e.id: e.text for e in case.evidence}
        specs = {story.text(f"judgement.{x.id}", x.say): x for x in story.those(story.spec.judgements)}
        assert {j.text for j in case.judgements} == specs.keys()
        for j in case.judgements:
            for mine, authors in ((j.rests_on, specs[j.text].rests_on), (j.also, specs[j.text].also)):
                assert {card[n] for n in mine} == {what[f] for f in authors if f in what}, j.text
            assert j.rests_on or not specs[j.text].rests_on, f"none of its facts is in this family: {j.text}"
        assert any(not j.rests_on for j in case.judgements) and len({*card.values()}) == len(card)
        used = {n for j in case.judgements for n in (*j.rests_on, *j.also)}
        assert used <= card.keys() and len(card.keys() - used) <= MORE_CARDS


# --- what stands in a learner's page --------------------------------------------------------------------------


@every_scenario
def test_rows_are_numbered_and_an_authors_names_stay_out(name: str) -> None:
    for _, case in families(name):
        for rows in (*(getattr(case, part) for part in LISTS), draft_of(case).lines, draft_of(case).gaps):
            assert rows and [x.id for x in rows] == [str(n) for n in range(1, len(rows) + 1)]


def held(row: Any) -> set[str]:
    """The fields of a row that hold anything but what they hold by default."""
    return {k for k, f in type(row).model_fields.items() if f.is_required() or getattr(row, k) != f.default}


@every_scenario
def test_a_learners_copy_holds_no_answer(name: str) -> None:
    for _, case in families(name):
        copy, draft = case.for_learner(), draft_of(case)
        rows = {part: getattr(copy, part) for part in SHOWN if part in m.Case.model_fields}
        rows |= {"lines": draft_of(copy).lines, "gaps": draft_of(copy).gaps}
        for part, shown in SHOWN.items():
            for row in rows[part] if isinstance(rows[part], tuple) else [rows[part]]:
                assert row is None or held(row) <= shown, part
        answers = [x.true for x in draft.lines if x.true not in x.text] + [g.because for g in draft.gaps]
        answers += [x.because for x in (*case.note_lines, *case.judgements, *case.arrivals)]
        answers += [e.line for e in case.chronology]
        assert [a for a in answers if a and repr(a)[1:-1] in repr(rows)] == []


@every_scenario
def test_whoever_must_not_show_is_named_in_no_note(name: str) -> None:
    for _, case in families(name):
        protected = {case.person(f.protects).first for f in case.key.facts if f.protects}
        written = [*(x.text for x in (*case.note_lines, *case.jottings)), *(x.true for x in draft_of(case).lines)]
        written += [t for e in case.chronology for t in (e.found, e.line)] + [a.text for a in case.arrivals]
        assert [(who, t) for who in protected for t in written if names_in(t, who)] == []


# --- the notebook page -----------------------------------------------------------------------------------------


@every_scenario
def test_what_is_quoted_in_the_notebook_was_said(name: str) -> None:
    for _, case in families(name):
        said = {u.words: u for u in case.key.utterances if u.event == case.scene_event}
        quoted = [q for x in case.jottings for q in re.findall(r"“([^”]*)”", x.text)]
        heard = [words for words, u in said.items() if case.worker in u.heard_by]
        papers = " ".join(
            [*(x.text for x in case.scene), *(f.what for f in case.key.facts)]
        )  # “Upstairs”, as a fact has it
        assert [q for q in quoted if q not in heard and f"“{q}”" not in papers] == []
        must = {w for f in case.key.facts if f.record == "must" for w in f.words}
        assert {u.words for u in said.values() if u.id in must} <= {*quoted}
        assert [x.at for x in case.jottings] == sorted(x.at for x in case.jottings)
        alone = [x.text for x in case.jottings if "(just me & " in x.text]
        for line in alone:
            assert set(said[line.split("“")[1].rstrip("”")].heard_by) == {case.worker}, line


def test_initials_tell_people_apart() -> None:
    """Where two speakers begin with the same letter each has more letters; an interpreter and a parent may."""
    alike = 0
    for seed in range(60):
        _, case = told("newly_arrived", "england", seed)
        rows = [u for u in case.key.utterances if u.event == case.scene_event]
        said = {u.words: u.speaker for u in rows if sum(v.words == u.words for v in rows) == 1}
        found = [re.fullmatch(r"(\w+)(?: \(just me & \w+\))?: “([^”]*)”", x.text) for x in case.jottings]
        lines = {(f[1], said[f[2]]) for f in found if f and f[2] in said}
        assert len({initial for initial, _ in lines}) == len({who for _, who in lines}), seed
        alike += len({initial[0] for initial, _ in lines}) < len(lines)
    assert alike, "no family in which it matters"


# --- the roll ------------------------------------------------------------------------------------------------


@every_scenario
def test_the_roll_names_everybody_who_was_there_and_few_who_were_not(name: str) -> None:
    for _, case in families(name):
        there = at_scene(case)
        everybody = {p.full: p for p in (*case.everybody(), *case.professionals)}
        assert {everybody[p.name].id for p in case.roll if p.there} == there
        absent = [everybody[p.name] for p in case.roll if not p.there]
        told_of = " ".join(x.text for x in case.scene)
        assert (
            len(absent) <= 4
            and len({p.name for p in case.roll}) == len(case.roll)
            and case.worker not in {p.id for p in absent}
        )
        for who in absent:
            assert who.first and (who in case.people or names_in(told_of, who.first)), who.full
        rows = [p for p in case.key.presence if p.event == case.scene_event and p.person != case.worker]
        for p in case.roll:
            mine = [x for x in rows if x.person == everybody[p.name].id]
            whole = (
                bool(mine)
                and min(x.start for x in mine) == min(x.start for x in rows)
                and max(x.end for x in mine) == max(x.end for x in rows)
            )
            assert p.for_part == (bool(mine) and not whole), p.name


@every_scenario
def test_who_heard_is_who_was_in_hearing(name: str) -> None:
    for _, case in families(name):
        id_of = {
            p.id: next(x.id for x in (*case.everybody(), *case.professionals) if x.full == p.name) for p in case.roll
        }
        assert 1 <= len(case.overheard) <= 3
        for x in case.overheard:
            (u,) = [u for u in case.key.utterances if u.words == x.words and u.speaker == id_of[x.by] and u.moment]
            assert x.by not in x.heard_by and x.speaker == named(case, u.speaker)
            assert {id_of[n] for n in x.heard_by} == set(u.heard_by) - {case.worker}, x.words
            assert set(x.plainly) <= set(x.heard_by)
        told_alone = [
            u
            for u in case.key.utterances
            if u.moment and set(u.heard_by) == {case.worker} and len(u.words.split()) >= 5
        ]
        assert any(not x.heard_by for x in case.overheard) or not told_alone


# --- names on a caseload -----------------------------------------------------------------------------------------


@every_scenario
def test_the_cards_can_be_taken_for_one_another_and_for_nobody_in_the_case(name: str) -> None:
    for _, case in families(name):
        index = case.person(case.index)
        own = next(c for c in case.cards if c.file_no == case.file_no)
        assert own.name == index.full and case.look_alike in case.cards
        assert (
            len(case.cards) == 5 == len({c.file_no for c in case.cards}) == len({(c.name, c.born) for c in case.cards})
        )
        (namesake,) = [c for c in case.cards if c.name == own.name and c != own]
        assert namesake.born != own.born and case.look_alike.born != own.born
        assert len({c.born for c in case.cards}) < 5, "nobody shares a birthday"
        assert not {c.name.split()[0] for c in case.cards} & {p.first for p in case.everybody() if p.id != index.id}


@every_scenario
def test_three_arrivals_fit_one_card_and_three_have_to_be_asked_about(name: str) -> None:
    for _, case in families(name):
        cards = {c.file_no: c for c in case.cards}
        place = profile(case.jurisdiction)

        def fits(card: m.FileCard, text: str, place: Any = place) -> tuple[bool, bool]:
            return card.name in text, write_date(place, card.born) in text or card.file_no in text

        clear = [a for a in case.arrivals if a.file_no]
        assert len(case.arrivals) == 6 and len({a.file_no for a in clear}) == len(clear) == 3
        for a in case.arrivals:
            whole = [c.file_no for c in cards.values() if fits(c, a.text) == (True, True)]
            assert whole == ([a.file_no] if a.file_no else []), a.text
            assert bool(a.ask) != bool(a.file_no) and a.because
            assert any(fits(c, a.text)[0] for c in cards.values())
        own = cards[case.file_no].name
        assert {cards[a.file_no].born for a in clear if cards[a.file_no].name == own} == {
            c.born for c in case.cards if c.name == own
        }
        bare = [a for a in case.arrivals if not any(fits(c, a.text)[1] for c in cards.values())]
        assert len(bare) == 1 and own in bare[0].text and not bare[0].file_no


def test_every_kind_of_arrival_can_be_had_everywhere() -> None:
    for kind, rows in wordings().items():
        for language in ("en-GB", "en-US"):
            for work in ("children", "adults"):
                able = [w for w in rows if w.get("when", language) == language and w.get("work", work) == work]
                assert len(able) >= (2 if kind == "whole" else 1), (kind, language, work)
