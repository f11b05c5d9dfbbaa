"""Scenario + jurisdiction + seed -> Case. Strands first, then words, days, people; then everything that was said and done.

Every text is rendered from what has been drawn; nothing is in the prose that is not in the truth.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from simulator.cases import calendar
from simulator.cases import cast as casting
from simulator.cases import model as m
from simulator.cases.dates import moment_names
from simulator.cases.draw import Draw
from simulator.cases.jurisdiction import Profile
from simulator.cases.people import mailbox
from simulator.cases.scenario import DaySpec, ScenarioSpec
from simulator.cases.teller import Teller


class Story(Teller):
    """One case in the making."""

    def __init__(self, spec: ScenarioSpec, profile: Profile, seed: int, reference_date: date) -> None:
        super().__init__(profile, Draw(spec.scenario, profile.jurisdiction, seed))
        self.spec, self.seed, self.reference = spec, seed, reference_date
        self.cast = casting.Cast()
        self.starts: dict[str, datetime] = {}
        self.shift: dict[str, timedelta] = {}

    # --- the order of drawing ------------------------------------------------------------------

    def tell(self) -> m.Case:
        self._strands()
        self._days()
        self._people()
        return self._case()

    def _strands(self) -> None:
        self.draw_strands(self.spec.strands)
        self.names["t"] = dict(self.profile.terms.items())
        self.draw_words(self.spec.words)

    def _days(self) -> None:
        """When everything happened, and what a slot says of it."""
        self.events = self.some(self.spec.events)
        days: dict[str, date] = {}

        def day_of(id: str) -> date:
            if id not in days:
                wanted = self.events[id].day
                if wanted == "anchor":
                    days[id] = self._anchor()
                else:
                    days[id] = self._count(f"day.{id}", wanted, day_of)
            return days[id]

        for id, event in self.events.items():
            steps = event.drift // 5
            self.shift[id] = timedelta(minutes=5 * self.draw.between(f"drift.{id}", -steps, steps))
            self.starts[id] = self._at(day_of(id), event.at) + self.shift[id]
            start = self.starts[id]
            end = self._at(start.date(), event.until) + self.shift[id] if event.until else start
            self.names[id] = moment_names(self.profile, start, end)
        note = self.spec.note
        scene = self.spec.scene.event
        wanted = note.written if note else DaySpec(after=scene, days=(1, 1))
        self.today = self._count("day.written", wanted, lambda id: self.starts[id].date())
        self.written = self._at(self.today, note.written_at if note else "09:00")

    def _anchor(self) -> date:
        """The day everything hangs on: a working day of the year after the reference date, in a season that fits."""
        p = self.profile
        days = calendar.working_days(p.country, p.subdivision, self.reference, 270, self.spec.begins)
        return self.draw.pick("anchor", days)

    def _count(self, path: str, wanted: DaySpec, day_of: Any) -> date:
        return calendar.count(self.profile, self.draw, path, wanted, day_of(wanted.after or wanted.before))

    @staticmethod
    def _at(day: date, clock: str) -> datetime:
        hour, minute = clock.split(":")
        return datetime.combine(day, time(int(hour), int(minute)))

    def _people(self) -> None:
        casting.place_cast(self.spec, self.some(self.spec.places), self.profile, self.draw, self.cast)
        here = self.some(self.spec.people)
        called = {
            id: tuple(
                self.text(f"called.{id}.{i}", (w,))
                for i, w in enumerate(spec.called)
                if isinstance(w, str) or self.holds(w.when)
            )
            for id, spec in here.items()
        }
        reserved = {word for words in called.values() for word in words}
        casting.name_people(here, self.profile, self.draw, self.cast, self.today, reserved)
        ids = list(self.some(self.spec.professionals))
        genders = casting.name_professionals(self.spec, ids, self.profile, self.draw, self.cast)
        self.names["town"] = {"": self.cast.town}
        for id, place in self.cast.places.items():
            self.names[id] = casting.place_names(place)
        for id, person in self.cast.people.items():
            self.names[id] = casting.person_names(self.profile, person)
        for id, person in self.cast.people.items():
            several = ("also_is", "languages", "access_needs")
            filled: dict[str, Any] = {k: tuple(a for a in map(self.fill, getattr(person, k)) if a) for k in several}
            person = person.model_copy(update={"aliases": called[id], "is_": self.fill(person.is_), **filled})
            self.cast.people[id] = person
            self.names[id] = casting.person_names(self.profile, person)
        for id, agency in self.profile.agencies.items():
            self.names["t"][f"{id}_agency"] = self.fill(agency)
        self.names["agency"] = {"": self.names["t"][f"{self.spec.work}_agency"]}
        for id, who in self.cast.professionals.items():
            wanted = self.spec.professionals[id]
            agency = self.text(f"agency.{id}", wanted.agency)
            who = who.model_copy(
                update={
                    "role": self.text(f"role.{id}", wanted.role),
                    "agency": agency,
                    "email": mailbox(f"{who.first}.{who.family}", agency) if wanted.email else "",
                }
            )
            self.cast.professionals[id] = who
            self.names[id] = casting.professional_names(who, genders[id])
        for id, person in self.cast.people.items():
            spec = self.spec.people[id]
            self.cast.people[id] = person.model_copy(
                update={k: self.text(f"{k}.{id}", getattr(spec, k)) for k in ("work", "about", "reach", "known_since")}
            )

    # --- what was said, seen and written ---------------------------------------------------------

    def _case(self) -> m.Case:
        from simulator.cases.record import Record

        return Record(self).write()
