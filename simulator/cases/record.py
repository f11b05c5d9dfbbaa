"""What was said, seen, written and known in a case, once its people and days are drawn."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from simulator.cases import calendar, exchanges, filing, papers, tasks, ties, worksheets, writings
from simulator.cases import cast as casting
from simulator.cases import model as m
from simulator.cases.jottings import jottings
from simulator.cases.roll import call_roll

if TYPE_CHECKING:
    from simulator.cases.story import Story

GENERATOR = "2"  # a change that makes another case of the same seed raises it


LATE = 6  # working days a note is put off in the exercise on late entries


class Record:
    """Renders everything of a case that is words. Reads a Story that knows its people and days."""

    def __init__(self, story: Story) -> None:
        self.s = story
        self.spec, self.profile, self.draw = story.spec, story.profile, story.draw
        self.people, self.professionals = story.cast.people, story.cast.professionals

    def at(self, event: str, clock: str) -> datetime:
        """A clock time of an event, moved with the event."""
        return (
            self.s._at(self.s.starts[event].date() if event in self.s.starts else self.s.today, clock)
            + self.s.shift[event]
        )

    def name(self, id: str) -> str:
        who = self.people.get(id) or self.professionals.get(id)
        return who.full if who else self.s.fill(id)

    def write(self) -> m.Case:
        s, spec, profile = self.s, self.spec, self.profile
        presence, utterances = self._presence(), self._utterances()
        self.presence = presence
        said = {id: u.words for id, u in utterances.items()}
        s.names["words"] = said
        s.names["said"] = {id: f"“{words}”" for id, words in said.items()}
        scene = self._scene()
        utterances = self._hearers(utterances, presence, scene)
        events = papers.events(self)
        documents, slips = papers.documents(self)
        file_no = self.draw.digits("file", profile.file_no)
        index = self.people[s.cast.index]
        facts = self._facts(utterances, scene)
        worker = next(p for p in self.professionals.values() if p.learner)
        look_alike = casting.file_card(self.draw, profile, s.cast, file_no)
        assert index.born is not None
        own = m.FileCard(name=index.full, born=index.born, file_no=file_no, worker=worker.full)
        cards = filing.cards(self, own, look_alike)
        views, evidence = worksheets.judgements(self, facts)
        roll, overheard = call_roll(self, presence, tuple(utterances.values()), scene)
        order = list(self.people.values())
        return m.Case(
            scenario=spec.scenario,
            jurisdiction=profile.jurisdiction,
            seed=s.seed,
            generator=GENERATOR,
            reference_date=s.reference,
            title=spec.title,
            hint=spec.hint,
            content_note=spec.content_note,
            work=spec.work,
            language=profile.language,
            date_order=profile.date_order,
            clock=profile.clock,
            today=s.today,
            file_no=file_no,
            index=index.id,
            worker=worker.id,
            agency=s.names["agency"][""],
            household_name=index.family or index.first,
            about=s.text("file_title", spec.file_title),
            people=tuple(p for p in order if p.on_file),
            relationships=papers.relationships(self),
            professionals=tuple(self.professionals.values()),
            places=tuple(s.cast.places.values()),
            events=tuple(e for e in events if e.in_file),
            scene_event=spec.scene.event,
            scene=scene,
            documents=documents,
            contacts=papers.contacts(self),
            threads=exchanges.threads(self),
            requests=exchanges.requests(self),
            near_breaches=exchanges.near_breaches(self),
            writing=writings.writings(self),
            ties=ties.ties(self),
            permissions=papers.permissions(self),
            deadlines=papers.deadlines(self),
            alerts=tuple(
                m.Alert(kind=a.kind, title=s.text(f"alert.{i}.title", a.title), text=s.text(f"alert.{i}", a.text))
                for i, a in enumerate(spec.alerts)
                if s.holds(a.when)
            ),
            looks=papers.looks(self),
            look_alike=look_alike,
            cards=cards,
            arrivals=filing.arrivals(self, cards, own, look_alike),
            drafts=tasks.drafts(self),
            colleague_notes=tasks.colleague_notes(self),
            note=tasks.note(self),
            roll=roll,
            overheard=overheard,
            jottings=jottings(self, facts, tuple(utterances.values())),
            tool_draft=worksheets.tool_draft(self),
            quotations=worksheets.quotations(self, tuple(utterances.values()), facts),
            note_lines=worksheets.note_lines(self),
            chronology=worksheets.chronology(self),
            judgements=views,
            evidence=evidence,
            correction=worksheets.correction(self, slips, documents),
            late=calendar.add_working_days(profile, s.today, LATE),
            truth=m.Truth(
                presence=presence,
                camera=self._camera(),
                utterances=tuple(utterances.values()),
                facts=facts,
                slips=slips,
                hidden_people=tuple(p for p in order if not p.on_file),
                hidden_events=tuple(e for e in events if not e.in_file),
                also_named=s.several(spec.also_named),
                strands=tuple((k, v) for k, v in s.chosen.items() if k in spec.strands),
            ),
        )

    # --- who was where, and who heard --------------------------------------------------------------

    def _presence(self) -> tuple[m.Presence, ...]:
        return tuple(
            m.Presence(
                event=id,
                person=p.who,
                place=p.in_,
                start=self.at(id, p.from_),
                end=self.at(id, p.until),
                on_camera=p.on_camera,
                earshot=p.earshot,
            )
            for id, event in self.s.events.items()
            for p in self.s.those(event.present)
            if p.who in self.people or p.who in self.professionals
        )

    def _camera(self) -> tuple[m.CameraView, ...]:
        return tuple(
            m.CameraView(
                event=id,
                start=self.at(id, c.from_),
                end=self.at(id, c.until),
                showed=self.s.text(f"camera.{id}.{i}", c.showed),
            )
            for id, event in self.s.events.items()
            for i, c in enumerate(event.camera)
            if self.s.holds(c.when)
        )

    def _utterances(self) -> dict[str, m.Utterance]:
        return {
            id: m.Utterance(
                id=id,
                speaker=u.who,
                to=u.to,
                words=self.s.text(f"said.{id}", u.words),
                event=u.event,
                at=self.at(u.event, u.at),
                heard_by=(),
            )
            for id, u in self.s.some(self.spec.said).items()
            if u.event in self.s.events
        }

    def _hearers(
        self, utterances: dict[str, m.Utterance], presence: tuple[m.Presence, ...], scene: tuple[m.Moment, ...]
    ) -> dict[str, m.Utterance]:
        """Who heard follows from where everybody was."""
        out = {}
        for id, u in utterances.items():
            rows = [p for p in presence if p.event == u.event and p.start <= u.at <= p.end]
            where = {p.place for p in rows if p.person == u.speaker}
            heard = [p.person for p in rows if p.place in where or where & set(p.earshot)] if where else [u.to]
            deaf = {u.speaker, *self.spec.said[id].not_heard_by}
            moment = next((x.id for x in scene if u.event == self.spec.scene.event and f"“{u.words}”" in x.text), "")
            out[id] = u.model_copy(
                update={"heard_by": tuple(dict.fromkeys(h for h in heard if h not in deaf)), "moment": moment}
            )
        return out

    def _scene(self) -> tuple[m.Moment, ...]:
        event = self.spec.scene.event
        moments = [
            m.Moment(id=x.id, at=self.at(event, x.at), text=self.s.text(f"moment.{x.id}", x.text))
            for x in self.s.those(self.spec.scene.moments)
        ]
        return tuple(sorted(moments, key=lambda x: x.at))

    # --- what is true ----------------------------------------------------------------------------------

    def _facts(self, utterances: dict[str, m.Utterance], scene: tuple[m.Moment, ...]) -> tuple[m.Fact, ...]:
        s = self.s
        facts = s.some(self.spec.facts)
        told = {x.id: x.at for x in scene}
        out = []
        for id, f in facts.items():
            words = tuple(w for w in f.said if w in utterances)
            known: list[str] = []
            for w in words:
                known += [utterances[w].speaker, *utterances[w].heard_by]
            if f.kind == "observed":
                known.append(next(p.id for p in self.professionals.values() if p.learner))
            out.append(
                m.Fact(
                    id=id,
                    about=f.about,
                    what=s.text(f"fact.{id}", f.what),
                    kind=f.kind,
                    by=f.by,
                    words=words,
                    documents=f.documents,
                    moment=(
                        moment := f.moment or next((utterances[w].moment for w in words if utterances[w].moment), "")
                    ),
                    at=self.at(self.spec.scene.event, f.at) if f.at else told.get(moment),
                    sense=f.sense,
                    known_by=tuple(dict.fromkeys(known)),
                    known_from=f.known_from,
                    sensitivity=f.sensitivity,
                    third_party=f.third_party,
                    record=f.record,
                    only_with=f.with_ if f.with_ in facts else "",
                    protects=f.protects,
                    keep_from=f.keep_from,
                    gives_away=s.several(f.gives_away),
                    hinted_by=tuple(w if w[:1] == "@" else s.fill(w) for w in f.hinted_by),
                    because=s.text(f"because.{id}", f.because),
                    next_time=s.text(f"next.{id}", f.next_time),
                    found_by=tuple(s.several(part) for part in f.found_by),
                    turned_by=s.several(f.turned_by),
                    good=s.several(f.good),
                    bad=s.several(f.bad),
                )
            )
        return tuple(out)
