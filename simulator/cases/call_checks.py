"""What can be wrong in a call file beyond its shape: names that lead nowhere, moments nobody reaches, a way that ends nowhere."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping

from simulator.cases import jurisdiction_names, profile
from simulator.cases.call_specs import ActSpec, CallSpec, MomentSpec
from simulator.cases.calls import YOU
from simulator.cases.situation_checks import TAKEN, known, unknown_strands
from simulator.content.errors import Problem, did_you_mean
from simulator.content.loader import Loc, Source


def check_call(source: Source, spec: CallSpec) -> list[Problem]:
    """Every such problem of one file."""
    return [
        *_file(source, spec),
        *unknown_strands(source, spec, spec.strands, spec.state),
        *(p for loc, act in acts_of(spec) for p in _act(source, spec, loc, act)),
        *(p for id, m in spec.moments.items() for p in _sights(source, spec, ("moments", id), m)),
        *_people(source, spec),
        *_marks(source, spec),
        *_ways(source, spec),
    ]


def acts_of(spec: CallSpec) -> Iterator[tuple[Loc, ActSpec]]:
    """Everything that can be done, with its place in the file."""
    for id, moment in spec.moments.items():
        for key, act in moment.acts.items():
            yield ("moments", id, "acts", key), act
        yield ("moments", id, "silence"), moment.silence
    for key, act in spec.always.items():
        yield ("always", key), act


def _file(source: Source, spec: CallSpec) -> Iterator[Problem]:
    if spec.call != source.path.stem:
        yield source.problem(("call",), f"The file is called “{source.path.stem}”", "Give both the same name.")
    for p in (profile(n) for n in jurisdiction_names()):
        for loc, name in (
            (("standard",), spec.standard),
            *((("marks", m, "standard"), x.standard) for m, x in spec.marks.items()),
        ):
            if name and name not in p.standards:
                yield source.problem(loc, f"{p.title} has no standard “{name}”", did_you_mean(name, p.standards))
    yield from known(source, ("begins",), spec.begins, spec.moments, "moment")
    for id in spec.endings.keys() & spec.moments.keys():
        yield source.problem(("endings", id), f"There is a moment “{id}” too", "Give each a name of its own.")
    for id in (*spec.people, *spec.places, *spec.times):
        if id in TAKEN or id == "start":
            yield source.problem((), f"“{id}” is the name of something else", "Give it a name of its own.")
    for id in spec.state.keys() & spec.strands.keys():
        yield source.problem(("state", id), f"There is a strand “{id}” too", "Give each a name of its own.")
    if not any(e.is_ in ("right", "also") for e in spec.endings.values()):
        yield source.problem(("endings",), "No ending is right", "Give at least one with “is: right”.")


def _act(source: Source, spec: CallSpec, at: Loc, act: ActSpec) -> Iterator[Problem]:
    for name, now in act.sets.items():
        if name not in spec.state:
            yield source.problem((*at, "sets", name), f"There is no state “{name}”", did_you_mean(name, spec.state))
        else:
            yield from known(source, (*at, "sets", name), now, spec.state[name], f"value of {name}")
    for i, go in enumerate(act.then):
        yield from known(source, (*at, "then", i), go.to, {**spec.moments, **spec.endings}, "moment or ending")
    if act.lobby:
        yield from known(source, (*at, "lobby"), act.lobby, spec.lobby, "one in the lobby")
    yield from _sights(source, spec, at, act)
    silent = at[-1] == "silence" and at[0] == "moments"
    if silent:
        if act.when:
            yield source.problem((*at, "when"), "Saying nothing is always possible", "Leave “when” out.")
        if not act.then or act.then[-1].when:
            yield source.problem(
                at, "Saying nothing must always lead on", "Give “then”, the last one without a condition."
            )
    elif (
        not act.log
        and not any(isinstance(w, str) and w.startswith("“") for w in act.say)
        and not any(getattr(w, "say", "").startswith("“") for w in act.say)
    ):
        yield source.problem(
            at, "This is done and not said, and has no “log”", "Add log: You …, as it is told afterwards."
        )
    looked_for = {s for m in spec.marks.values() for s in (*m.do, *m.avoid, *m.before)}
    for step in act.does:
        if step not in looked_for:
            yield source.problem((*at, "does"), f"No mark looks for “{step}”", did_you_mean(step, looked_for))
    if act.is_ in ("right", "wrong", "never") and not act.because:
        yield source.problem(at, f"This is “{act.is_}” and does not say why", "Add “because”.")
    if (
        not silent
        and act.is_ in ("wrong", "never")
        and not act.does
        and not any(g.to in spec.endings for g in act.then)
    ):
        yield source.problem(at, f"This is “{act.is_}”, and no mark knows", "Let it do a step that a mark avoids.")


def _sights(source: Source, spec: CallSpec, at: Loc, of: MomentSpec | ActSpec) -> Iterator[Problem]:
    for key, ids in (("shows", of.shows), ("glimpses", of.glimpses), ("hears", of.hears)):
        for id in ids:
            yield from known(source, (*at, key), id, spec.sights, "sight")


def _people(source: Source, spec: CallSpec) -> Iterator[Problem]:
    shown = {t.who for t in spec.tiles}
    for i, tile in enumerate(spec.tiles):
        if tile.who not in spec.people and tile.who != YOU and not tile.name:
            yield source.problem(
                ("tiles", i), f"“{tile.who}” has no name", "Add “name”, or make them one of the people."
            )
        if tile.camera == "on" and not tile.shows and tile.who != YOU:
            yield source.problem(("tiles", i), "This picture is not told in words", "Add “shows”.")
        for who in tile.beside:
            yield from known(source, ("tiles", i, "beside"), who, spec.people, "person")
    for id, moment in spec.moments.items():
        for who in moment.speaks:
            yield from known(source, ("moments", id, "speaks"), who, shown, "tile")


def _marks(source: Source, spec: CallSpec) -> Iterator[Problem]:
    taken = {s for _, act in acts_of(spec) for s in act.does}
    if not spec.marks:
        yield source.problem(("marks",), "Nothing is marked", "Add at least one mark.")
    for id, mark in spec.marks.items():
        yield from known(source, ("marks", id, "at"), mark.at, spec.moments, "moment")
        if not mark.do and not mark.avoid:
            yield source.problem(("marks", id), "This looks for nothing", "Give “do” or “avoid”.")
        for key, steps in (("do", mark.do), ("before", mark.before), ("avoid", mark.avoid)):
            for step in steps:
                yield from known(source, ("marks", id, key), step, taken, "step that anything takes")


def leads(spec: CallSpec, id: str) -> set[str]:
    """Where one can get from a moment in one act, whatever was drawn."""
    moment = spec.moments[id]
    acts: list[ActSpec] = [*moment.acts.values(), moment.silence]
    acts += [a for a in spec.always.values() if (id in a.moments if a.moments else moment.at in ("call", "telephone"))]
    return {g.to for a in acts for g in a.then} & (spec.moments.keys() | spec.endings.keys())


def _ways(source: Source, spec: CallSpec) -> Iterator[Problem]:
    """Moments and endings that nobody reaches, and silence that goes round in a circle."""
    if spec.begins not in spec.moments:
        return
    reached, queue = {spec.begins}, deque([spec.begins])
    while queue:
        for to in sorted(leads(spec, queue.popleft()) - reached):
            reached.add(to)
            if to in spec.moments:
                queue.append(to)
    for id in spec.moments.keys() - reached:
        yield source.problem(("moments", id), "Nothing leads to this moment", "Let an act lead here, or take it out.")
    for id in spec.endings.keys() - reached:
        yield source.problem(("endings", id), "Nothing leads to this ending", "Let an act lead here, or take it out.")
    yield from _circle(source, spec.moments)


def _circle(source: Source, moments: Mapping[str, MomentSpec]) -> Iterator[Problem]:
    """A call in which nobody says anything must come to an end."""
    over: set[str] = set()

    def walk(id: str, way: tuple[str, ...]) -> Iterable[str]:
        if id not in moments or id in over:
            return ()
        if id in way:
            return (id,)
        found = [x for g in moments[id].silence.then for x in walk(g.to, (*way, id))]
        over.add(id)
        return found

    for id in moments:
        for back in walk(id, ()):
            yield source.problem(
                ("moments", back, "silence"),
                "Saying nothing leads round in a circle",
                "Let it lead on to another moment.",
            )
            return
