"""What the smaller recording exercises work on, rendered for one case: a machine's draft with planted faults, quotations,
sentences of a finished note, entries for a chronology, views and what they rest on.

What is planted is drawn for each family, so that no two hunts are alike.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, TypeVar

from simulator.cases import model as m
from simulator.cases.task_specs import DraftLineSpec

if TYPE_CHECKING:
    from simulator.cases.record import Record

FAULTS = ("invented", "changed", "swapped", "over_claim")
QUOTED = 8  # quotations in an exercise
MOST_GAPS = 5  # things a draft may lack, to choose from
ALIKE = 0.6  # of the shorter one's words, for two utterances to be nearly the same
LEAST_WORDS = 5  # of an utterance that is quoted
TELLING = 3  # words of what is right, for a slip worth correcting
MORE_CARDS = 3  # cards that bear nothing out

Item = TypeVar("Item")
Row = TypeVar("Row", m.Statement, m.DraftLine, m.Gap, m.Quoted, m.NoteLine, m.Entry, m.Judgement, m.Arrival)


def shuffled(r: Record, path: str, items: Iterable[Item]) -> list[Item]:
    """In an order of this family's own."""
    left: list[Item] = list(items)
    out: list[Item] = []
    while left:
        out.append(left.pop(r.draw.number(f"{path}.{len(out)}", len(left))))
    return out


def numbered(rows: Iterable[Row]) -> tuple[Row, ...]:
    """Numbers for names: an author's own name for a row may say what is wrong with it, and it stands in the page."""
    return tuple(row.model_copy(update={"id": str(n)}) for n, row in enumerate(rows, 1))


def tool_draft(r: Record) -> m.ToolDraft | None:
    """One fault of each kind that can be planted, one more of any, and one thing left out."""
    spec, s = r.spec.tool_draft, r.s
    if spec is None:
        return None
    lines = s.those(spec.lines)
    wrong = {x.id: s.text(f"tool.{x.id}.wrong", x.wrong) for x in lines if x.wrong}
    true = {x.id: s.text(f"tool.{x.id}", x.say) for x in lines}
    planted: set[str] = set()
    for fault in FAULTS:
        of_kind = [x.id for x in lines if x.fault == fault and wrong.get(x.id)]
        if of_kind:
            planted.add(r.draw.pick(f"tool.plant.{fault}", of_kind))
    more = [x.id for x in lines if wrong.get(x.id) and x.id not in planted]
    if more:
        planted.add(r.draw.pick("tool.plant.more", more))
    gone, gaps = _gaps(r, [x for x in lines if x.id not in planted and true[x.id]])
    because = {x.id: s.text(f"tool.{x.id}.because", x.because) for x in lines}
    return m.ToolDraft(
        title=s.text("tool.title", spec.title),
        author=s.text("tool.author", spec.author),
        lines=numbered(
            m.DraftLine(
                id=x.id,
                text=wrong[x.id] if x.id in planted else true[x.id],
                fault=x.fault if x.id in planted else "",
                true=true[x.id],
                because=because[x.id],
                moment=x.moment,
            )
            for x in lines
            if x.id != gone and (x.id in planted or true[x.id])
        ),
        gaps=gaps,
    )


def _gaps(r: Record, lines: list[DraftLineSpec]) -> tuple[str, tuple[m.Gap, ...]]:
    """The line that is left out, and what a learner may choose from: it and others that are there."""
    s = r.s
    able = [x for x in lines if x.leave_out]
    if not able:
        return "", ()
    gone = r.draw.pick("tool.gone", able)
    others = shuffled(r, "tool.others", [x for x in able if x is not gone])[: MOST_GAPS - 1]
    return gone.id, numbered(
        m.Gap(
            id=x.id,
            text=s.text(f"tool.{x.id}.out", x.leave_out),
            missing=x is gone,
            because=s.text(f"tool.{x.id}.because", x.because),
            moment=x.moment,
        )
        for x in able
        if x is gone or x in others
    )


def quotations(r: Record, utterances: Sequence[m.Utterance], facts: Sequence[m.Fact]) -> tuple[m.Quoted, ...]:
    """Some changed, one never said, the rest as they were said, one of those put into another mouth.

    Only what the worker heard and a note may hold is quoted as it was said; what was said twice, as by an interpreter, is
    nobody's alone.
    """
    s = r.s
    if not r.spec.misquotes:
        return ()
    said = {u.id: u for u in utterances}
    who: dict[str, m.Person | m.Professional] = {**r.people, **r.professionals}
    named = {id: p.first if id in r.people else p.full for id, p in who.items()}
    worker = next(p.id for p in r.professionals.values() if p.learner)
    kept_back = {w for f in facts if f.record in ("must_not", "restricted") for w in f.words}
    there = s.those(r.spec.misquotes)
    chosen = []
    for fault, most in (("changed", 2), ("slip", 1), ("never", 1)):
        of_kind = [x for x in there if x.fault == fault and (x.of in said if x.of else x.by in who)]
        chosen += shuffled(r, f"quoted.{fault}", of_kind)[:most]
    out = [
        m.Quoted(
            id=x.id,
            given=named[said[x.of].speaker if x.of else x.by],
            words=s.text(f"quoted.{x.id}", x.words),
            fault=x.fault,
            said=said[x.of].words if x.of else "",
            speaker=named[said[x.of].speaker] if x.of else "",
            because=s.text(f"quoted.{x.id}.because", x.because),
            moment=said[x.of].moment if x.of else "",
        )
        for x in chosen
    ]
    taken = [said[x.of].words for x in chosen if x.of]
    able = [
        u
        for u in utterances
        if u.moment
        and worker in u.heard_by
        and u.id not in kept_back
        and len(u.words.split()) >= LEAST_WORDS
        and not any(_alike(u.words, words) for words in taken)
        and not any(v.speaker != u.speaker and _alike(u.words, v.words) for v in utterances)
    ]
    able = shuffled(r, "quoted.exact", able)[: QUOTED - len(out)]
    for n, u in enumerate(able):
        speakers = sorted({x.speaker for x in utterances if x.moment and x.speaker != u.speaker})
        swapped = n == 0 and bool(speakers)
        out.append(
            m.Quoted(
                id=u.id,
                given=named[r.draw.pick(f"quoted.given.{u.id}", speakers) if swapped else u.speaker],
                words=u.words,
                fault="speaker" if swapped else "",
                said=u.words,
                speaker=named[u.speaker],
                moment=u.moment,
            )
        )
    return numbered(shuffled(r, "quoted.order", out))


def _alike(a: str, b: str) -> bool:
    """Whether two utterances are nearly the same words: one interprets or repeats the other."""
    x, y = set(a.lower().split()), set(b.lower().split())
    return len(x & y) >= ALIKE * min(len(x), len(y))


def note_lines(r: Record) -> tuple[m.NoteLine, ...]:
    s = r.s
    lines = [
        m.NoteLine(
            id=x.id,
            text=s.text(f"line.{x.id}", x.text),
            formats=tuple(id for id, f in r.profile.note_formats.items() if x.kind in f.takes),
            kind=x.kind,
            also=x.also,
            because=s.text(f"line.{x.id}.because", x.because),
            whose=x.whose,
            whose_also=x.whose_also,
            whose_because=s.text(f"line.{x.id}.whose", x.whose_because),
            moment=x.moment,
        )
        for x in s.those(r.spec.note_lines)
    ]
    return numbered(shuffled(r, "line.order", lines))


def chronology(r: Record) -> tuple[m.Entry, ...]:
    s = r.s
    entries = [
        m.Entry(
            id=x.event,
            found=s.text(f"entry.{x.event}.found", x.found),
            where=s.text(f"entry.{x.event}.where", x.where),
            on=s.starts[x.event],
            exact=s.events[x.event].exact,
            significant=x.significant,
            line=s.text(f"entry.{x.event}", x.line),
            because=s.text(f"entry.{x.event}.because", x.because),
        )
        for x in s.those(r.spec.chronology)
        if x.event in s.events
    ]
    return numbered(shuffled(r, "entry.order", entries))


def judgements(r: Record, facts: Sequence[m.Fact]) -> tuple[tuple[m.Judgement, ...], tuple[m.Evidence, ...]]:
    """Views and steps, and the cards to hold them against: the facts they rest on and some that bear nothing out."""
    s, known = r.s, {f.id: f for f in facts}
    specs = s.those(r.spec.judgements)
    if not specs:
        return (), ()
    used = dict.fromkeys(f for x in specs for f in (*x.rests_on, *x.also) if f in known)
    able = [
        f.id
        for f in facts
        if f.id not in used and f.kind in ("observed", "reported") and f.record in ("must", "may") and f.moment and not f.known_from
    ]  # fmt: skip
    cards = shuffled(r, "evidence.order", [*used, *shuffled(r, "evidence.more", able)[:MORE_CARDS]])
    number = {id: str(n) for n, id in enumerate(cards, 1)}
    return numbered(
        m.Judgement(
            id=x.id,
            text=s.text(f"judgement.{x.id}", x.say),
            kind=x.kind,
            rests_on=tuple(number[f] for f in x.rests_on if f in number),
            also=tuple(number[f] for f in x.also if f in number),
            because=s.text(f"judgement.{x.id}.because", x.because),
        )
        for x in shuffled(r, "judgement.order", specs)
    ), tuple(m.Evidence(id=n, text=known[id].what) for id, n in number.items())


def correction(r: Record, slips: Sequence[m.Slip], documents: Sequence[m.Document]) -> m.Correction | None:
    """One place where a paper is wrong; best one that can be read there word for word."""
    papers = {d.id: d for d in documents}
    able = [x for x in slips if x.document in papers]
    verbatim = [x for x in able if x.says.lower() in papers[x.document].body.lower()]
    if not able:
        return None
    telling = [x for x in verbatim if len(x.is_.split()) >= TELLING]
    slip = r.draw.pick("correction", telling or verbatim or able)
    paper = papers[slip.document]
    return m.Correction(
        paper=paper.title, by=paper.sender, on=paper.on.date(), says=slip.says, is_=slip.is_, because=slip.because
    )
