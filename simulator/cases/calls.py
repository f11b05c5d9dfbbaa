"""Calls: a video call that goes on as the learner acts. The same acts lead to the same call, on any machine.

``Playing(name, case)`` is a call at its beginning; ``offered()`` says what can be done now, ``do(value)`` does it, and
``frame()`` is what the learner has in front of them: never what is right, nor what would come of anything. Its people, days
and places are drawn for the case beside it. Practice source: practice.md section 3.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from copy import copy
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from functools import cache

from simulator.cases import cast
from simulator.cases.call_frames import Choice, Ended, Frame, Line, Logged, Look, Tile, Waiting
from simulator.cases.call_specs import ActSpec, CallSpec, Clarity, Lines, MomentSpec, TileSpec
from simulator.cases.case_teller import CaseTeller
from simulator.cases.dates import write_time
from simulator.cases.kept import Kept
from simulator.cases.model import Case, Person, Place
from simulator.content import places
from simulator.content.errors import did_you_mean

YOU = "you"  # the learner's own tile
SILENCE = "silence"  # the act of doing nothing
GRAVITY: tuple[Clarity, ...] = ("clear", "glimpse", "heard")  # the better before the worse


class UnknownCall(ValueError):
    """A call there is not. The message says what there is."""


class NotOffered(ValueError):
    """Something that cannot be done at this point of the call."""


@dataclass
class Did:
    """Something done: in which moment, when, and how things stood."""

    number: int  # of the moments so far
    moment: str
    key: str
    value: str
    act: ActSpec
    minute: int
    before: dict[str, str]  # what held when it was chosen
    after: dict[str, str]  # and once it was done
    stayed: bool


@dataclass
class Seen:
    """A sight that came into view: in which moment, at what minute, how clearly."""

    sight: str
    number: int
    minute: int
    clarity: Clarity


@dataclass
class Visit:
    """A moment that came: its number, when, and how things stood."""

    number: int
    moment: str
    minute: int
    state: dict[str, str]
    chat: int  # how many lines the chat had


@dataclass
class Record:
    """What has happened so far."""

    did: list[Did] = field(default_factory=list)
    seen: list[Seen] = field(default_factory=list)
    visits: list[Visit] = field(default_factory=list)
    chat: list[tuple[str, Lines, dict[str, str]]] = field(default_factory=list)


def call_names() -> list[str]:
    """The calls there are, by name."""
    return sorted(p.stem for p in (places.dummy_cases() / "calls").glob("*.yaml"))


@cache
def call_spec(name: str) -> CallSpec:
    """A call as its author wrote it. Raises UnknownCall; ContentError when its file has mistakes."""
    from simulator.cases.call_checks import check_call
    from simulator.content.errors import ContentError
    from simulator.content.loader import Source

    if name not in call_names():
        raise UnknownCall(f"There is no call “{name}”. {did_you_mean(name, call_names())}".strip())
    source = Source(places.dummy_cases() / "calls" / f"{name}.yaml")
    spec = source.read(CallSpec)
    problems = check_call(source, spec)
    if problems:
        raise ContentError(problems)
    return spec


class Playing(CaseTeller):
    """One call being played. Raises UnknownCall; ContentError when its file has mistakes."""

    def __init__(self, name: str | CallSpec, case: Case) -> None:
        spec = name if isinstance(name, CallSpec) else call_spec(name)
        super().__init__(spec.call, case)
        self.spec = spec
        self.draw_strands(spec.strands)
        self.draw_times(spec.times)
        self.draw_people(spec.people)
        self._places()
        self.draw_words(spec.words)
        self.strands = dict(self.chosen)
        hour, minute = spec.starts.split(":")
        self.start = datetime.combine(case.today, time(int(hour), int(minute)))
        self._known("start", self.start)
        self._numbers: dict[str, dict[str, str]] = {}
        self._order = {id: n for n, id in enumerate(spec.moments, 1)}
        self._begin()

    def _begin(self) -> None:
        spec = self.spec
        self.chosen = {**self.strands, **{name: values[0] for name, values in spec.state.items()}}
        self.record = Record()
        self.minute = 0
        self.moment = ""
        self.ending = ""
        self._done: set[tuple[str, str]] = set()
        self._enter(spec.begins)

    def afresh(self) -> Playing:
        """The same call at its beginning. Its people and places are not drawn again, so it is quick."""
        other = copy(self)
        other._begin()
        return other

    def _places(self) -> None:
        """Draw the places: invented streets in the town of the case."""
        home, p = self.names["home"], self.profile
        streets, named = {home["street"]}, {pl.name for pl in self.case.places}
        for id, wanted in self.some(self.spec.places).items():
            if wanted.kind == "house":
                street = self.draw.pick(f"street.{id}", [s for s in p.streets if s not in streets])
                streets.add(street)
                name = f"{self.draw.between(f'house.{id}', *p.house_numbers)} {street}"
                code = self.draw.digits(f"postcode.{id}", p.postcode)
            else:
                name, code = self.draw.pick(f"place.{id}", [n for n in p.places[wanted.kind] if n not in named]), ""
                named.add(name)
            self.names[id] = cast.place_names(Place(id=id, name=name, town=self.names["town"][""], postcode=code))

    # --- what can be done ------------------------------------------------------------------------

    @property
    def here(self) -> MomentSpec:
        return self.spec.moments[self.moment]

    def numbers(self, moment: str) -> dict[str, str]:
        """key -> number of everything that could be done in a moment, in an order of the family's own. "" is for always."""
        found = self._numbers.get(moment)
        if found is None:
            acts: Mapping[str, ActSpec] = self.spec.moments[moment].acts if moment else self.spec.always
            order = self.drawn(f"acts.{moment}", acts, len(acts))
            n = self._order[moment] if moment else 0
            found = self._numbers[moment] = {key: f"{n}.{i}" for i, key in enumerate(order, 1)}
        return found

    def offered(self) -> dict[str, tuple[str, ActSpec]]:
        """What can be done now: number -> key and act; saying nothing is among it. Empty once the call is over."""
        if self.ending:
            return {}
        here, id = self.here, self.moment
        out: dict[str, tuple[str, ActSpec]] = {}
        for key, value in self.numbers(id).items():
            act = here.acts[key]
            if (act.again or (id, key) not in self._done) and self.holds(act.when):
                out[value] = (key, act)
        for key, value in self.numbers("").items():
            every = self.spec.always[key]
            if (
                key not in here.acts
                and (id in every.moments if every.moments else here.at in ("call", "telephone"))
                and (every.again or ("", key) not in self._done)
                and self.holds(every.when)
            ):
                out[value] = (key, every)
        out[self.silence] = (SILENCE, here.silence)
        return out

    @property
    def silence(self) -> str:
        return f"{self._order[self.moment]}.0"

    def value_of(self, key: str) -> str:
        """The number of something that can be done now, by its author's key. Raises NotOffered."""
        for value, (name, _) in self.offered().items():
            if name == key:
                return value
        raise NotOffered(f"“{key}” cannot be done in “{self.moment or self.ending}”.")

    def do(self, value: str) -> Did:
        """Do something. Raises NotOffered."""
        found = self.offered().get(value)
        if found is None:
            raise NotOffered(f"{value} cannot be done at this point.")
        key, act = found
        moment, before = self.moment, dict(self.chosen)
        if key != SILENCE:
            self._done.add(("" if value.startswith("0.") else moment, key))
        self.minute += act.minutes
        for name, now in act.sets.items():
            self.chosen[name] = now
        number = len(self.record.visits)
        self._sights(act, number)
        if act.chat:
            self.record.chat.append((f"{moment}.{key}", act.chat, dict(self.chosen)))
        goes = next((g.to for g in act.then if self.holds(g.when)), "")
        did = Did(number, moment, key, value, act, self.minute, before, dict(self.chosen), stayed=not goes)
        self.record.did.append(did)
        if goes in self.spec.endings:
            self.ending = goes
        elif goes:
            self._enter(goes)
        return did

    def _enter(self, moment: str) -> None:
        self.moment = moment
        here = self.here
        self.minute += here.minutes if self.record.visits else 0
        number = len(self.record.visits) + 1
        if here.chat:
            self.record.chat.append((moment, here.chat, dict(self.chosen)))
        self._sights(here, number)
        self.record.visits.append(Visit(number, moment, self.minute, dict(self.chosen), len(self.record.chat)))

    def _sights(self, source: MomentSpec | ActSpec, number: int) -> None:
        for clarity, ids in zip(GRAVITY, (source.shows, source.glimpses, source.hears), strict=True):
            for id in ids:
                if self.holds(self.spec.sights[id].when):
                    self.record.seen.append(Seen(id, number, self.minute, clarity))

    # --- what the learner has in front of them ---------------------------------------------------

    @contextmanager
    def as_of(self, state: dict[str, str]) -> Iterator[None]:
        """Tell texts as things stood then."""
        now, self.chosen = self.chosen, state
        try:
            yield
        finally:
            self.chosen = now

    def clock(self, minute: int) -> str:
        return write_time(self.profile, self.start + timedelta(minutes=minute))

    def name_of(self, who: str) -> str:
        names = self.names.get(who)
        return names["full"] if names and "full" in names else self.fill(who)

    def lines(self, path: str, lines: Lines) -> tuple[Line, ...]:
        return tuple(
            Line(who=self.name_of(line.who), says=self.text(f"{path}.{n}", line.says))
            for n, line in enumerate(lines)
            if self.holds(line.when)
        )

    def log_of(self, did: Did) -> Logged:
        """One thing done, told as things stood then."""
        path, act = f"{did.moment}.{did.key}", did.act
        with self.as_of(did.before):
            you = self.text(f"{path}.log", act.log) or self.text(f"{path}.say", act.say)
        with self.as_of(did.after):
            return Logged(
                moment=did.number,
                time=self.clock(did.minute),
                you=you,
                told=self.text(f"{path}.told", act.told),
                said=self.lines(f"{path}.said", act.said),
            )

    def chat(self) -> tuple[Line, ...]:
        out: list[Line] = []
        for path, lines, state in self.record.chat:
            with self.as_of(state):
                out += self.lines(f"{path}.chat", lines)
        return tuple(out)

    def tiles(self, speaks: Iterable[str] = ()) -> tuple[Tile, ...]:
        """Who is on the screen, as things stand."""
        out: dict[str, Tile] = {}
        for n, tile in enumerate(self.spec.tiles):
            if tile.who not in out and self.holds(tile.when):
                out[tile.who] = self._tile(n, tile, tile.who in speaks)
        return tuple(out.values())

    def _tile(self, n: int, tile: TileSpec, speaking: bool) -> Tile:
        name = self.text(f"tile.{tile.who}.{n}.name", tile.name)
        return Tile(
            who=tile.who,
            name=name or ("You" if tile.who == YOU else self.name_of(tile.who)),
            camera=tile.camera,
            mic=tile.mic,
            speaking=speaking,
            scene=tile.scene,
            size=tile.size,
            shows=self.text(f"tile.{tile.who}.{n}.shows", tile.shows),
            looks=tuple(self.look(who) for who in (tile.who, *tile.beside) if who in self.people),
        )

    def look(self, who: str) -> Look:
        person = self.people[who]
        draw = self.draw.number(f"look.{who}", 1 << 30)
        root = self.spec.people[who].family_name.removeprefix("same as ").strip() or who
        kin = self.draw.number(f"kin.{root}", 1 << 30)
        if isinstance(person, Person):
            kind = person.gender if person.gender != "unknown" else "other"
            return Look(draw=draw, kin=kin, age=40 if person.age is None else person.age, kind=kind)
        kind = next((g for g in ("woman", "man") if self.profile.titles[g] == person.title), "other")
        return Look(draw=draw, kin=kin, age=30 + draw % 30, kind=kind)

    def frame(self) -> Frame:
        """What the learner has in front of them now."""
        ended = None
        if self.ending:
            end = self.spec.endings[self.ending]
            ended = Ended(
                title=self.text(f"end.{self.ending}.title", end.title),
                told=self.text(f"end.{self.ending}.told", end.told),
            )
        here, id = self.here, self.moment
        choices = [
            Choice(
                value=value,
                words=self.text(f"{id}.{key}.say", act.say),
                how=act.how,
                hint=self.text(f"{id}.{key}.hint", act.hint),
                lobby=act.lobby,
                control=act.control,
            )
            for value, (key, act) in self.offered().items()
        ]
        return Frame(
            number=len(self.record.visits),
            title=self.text(f"{id}.title", here.title),
            time=self.clock(self.minute),
            at=here.at,
            you=self.text(f"{id}.you", here.you),
            see=self.text(f"{id}.see", here.see),
            said=self.lines(f"{id}.said", here.said),
            tiles=self.tiles(here.speaks) if here.at == "call" else (),
            lobby=tuple(
                Waiting(id=w, name=self.text(f"lobby.{w}", spec.name), since=self.clock(spec.since))
                for w, spec in self.some(self.spec.lobby).items()
            ),
            chat=self.chat(),
            choices=tuple(choices),
            silence="" if self.ending else self.silence,
            seconds=here.seconds,
            state=tuple(f"{name}: {self.chosen[name]}" for name in self.spec.state),
            log=tuple(self.log_of(d) for d in self.record.did),
            ending=ended,
        )

    def title(self) -> str:
        return self.text("call.title", self.spec.title)


def begin(spec: CallSpec, case: Case) -> Playing:
    """A call at its beginning."""
    return _BEGUN.of(spec.call, case, lambda: Playing(spec, case)).afresh()


_BEGUN: Kept[Playing] = Kept()
