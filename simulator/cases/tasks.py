"""What the exercises work on, rendered for one case: drafts, a colleague's note, the contact to write up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from simulator.cases import model as m
from simulator.cases.task_specs import PhraseSpec, SentenceSpec
from simulator.cases.worksheets import numbered

if TYPE_CHECKING:
    from simulator.cases.record import Record


def drafts(r: Record) -> tuple[m.Draft, ...]:
    s = r.s
    out = []
    for id, d in r.spec.drafts.items():
        # numbers: a name like “r_birds” would give the answer away in the page
        statements = numbered(
            m.Statement(
                id=x.id,
                text=s.text(f"draft.{id}.{x.id}", x.text),
                is_=x.is_,
                by=x.by,
                also=x.also,
                because=s.text(f"draft.{id}.{x.id}.because", x.because),
                moment=x.moment,
            )
            for x in s.those(d.statements)
        )
        tellers = tuple((t, teller(r, t)) for t in d.tellers if t in r.people or t in r.professionals)
        out.append(
            m.Draft(
                id=id,
                title=s.text(f"draft.{id}.title", d.title),
                author=s.text(f"draft.{id}.author", d.author),
                statements=statements,
                tellers=tellers,
            )
        )
    return tuple(out)


def teller(r: Record, id: str) -> str:
    person = r.people.get(id)
    if person:
        return f"{person.first} ({person.is_})" if person.household else f"{person.full} ({person.is_})"
    who = r.professionals[id]
    return f"{who.full} ({who.role})"


def colleague_notes(r: Record) -> tuple[m.ColleagueNote, ...]:
    s = r.s
    out = []
    for id, n in r.spec.colleague_notes.items():
        sentences = tuple(
            phrases(r, f"note.{id}.{i}", str(number), sentence)
            for number, (i, sentence) in enumerate(
                ((i, x) for i, x in enumerate(n.sentences) if s.holds(x.when)), start=1
            )
        )
        out.append(
            m.ColleagueNote(
                id=id,
                title=s.text(f"note.{id}.title", n.title),
                author=s.text(f"note.{id}.author", n.author),
                sentences=sentences,
            )
        )
    return tuple(out)


def phrases(r: Record, path: str, number: str, sentence: SentenceSpec) -> tuple[m.Phrase, ...]:
    s = r.s
    phrases: list[m.Phrase] = []
    for i, p in enumerate(sentence.phrases):
        id = f"{number}.{len(phrases) + 1}"
        if isinstance(p, str):
            phrases.append(m.Phrase(id=id, text=s.fill(p)))
        elif s.holds(p.when):
            phrases.append(phrase(r, f"{path}.{i}", id, p))
    return tuple(phrases)


def phrase(r: Record, path: str, id: str, p: PhraseSpec) -> m.Phrase:
    kind: Literal["", "blame", "label", "jargon", "opinion"] = "" if p.is_ == "fair" else p.is_
    text = r.s.text
    return m.Phrase(
        id=id,
        text=text(path, p.say),
        kind=kind,
        also=p.also,
        because=text(f"{path}.because", p.because),
        fairer=text(f"{path}.fairer", p.fairer),
    )


def note(r: Record) -> m.NoteTask | None:
    n, s = r.spec.note, r.s
    if n is None:
        return None
    return m.NoteTask(
        event=n.event,
        kinds=s.several(n.kinds),
        kind=s.fill(n.kind),
        why=s.text("note.why", n.why),
        see_alone=n.see_alone,
        seen_alone=n.seen_alone,
        alone_where=s.text("note.alone_where", n.alone_where),
        where_also=s.several(n.where_also),
        settle=tuple(
            m.Settle(
                id=id,
                what=s.text(f"settle.{id}", x.what),
                found_by=tuple(s.several(part) for part in x.found_by),
                because=s.text(f"settle.{id}.because", x.because),
                good=s.several(x.good),
                bad=s.several(x.bad),
            )
            for id, x in s.some(n.settle).items()
        ),
        written=s.written,
        sample=tuple((field, s.text(f"sample.{field}", text)) for field, text in n.sample.items()),
    )
