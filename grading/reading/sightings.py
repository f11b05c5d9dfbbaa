"""Could you have seen that? What a note of a video call claims to have seen, held against what its camera showed.

``unseen(text, view)`` gives every claim that the call does not carry. What was told, heard, planned, or said not to have
been seen is no claim. It names what is certainly more than the camera showed, and lets pass what it cannot tell.
Practice source: practice.md V12, V16, section 3.iii “Could you see it?”.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

from grading.reading.lexicon import phrases, read
from grading.reading.words import forms
from simulator.cases.call_record import Happened, happened, sights_of
from simulator.cases.calls import Playing
from simulator.cases.model import Person

LEXICON = "sightings"
BREAKS = re.compile(
    r"[.!?;\n•]+|\s[–—-]\s|,?\s+(?:but|although|though|however|while|whereas)\b|,?\s+and\s+(?=(?:i|it|there|the|he|she|they|his|her|their|no|saw|appeared|looked|seemed|was|were|could|had)\b)|,\s+(?=(?:i|he|she|they|there|who|which)\s)",
    re.IGNORECASE,
)
PLANS = re.compile(
    r"\W*(?:plan|plans|actions?|next steps?|to do|follow ?up|for next time|next visit|next time)\b", re.I
)
QUOTED = re.compile(r"[“\"][^”\"]*[”\"]")
SCENES = {  # what was behind somebody, and how a note calls it
    "kitchen": ("kitchen",),
    "living_room": ("living room", "sitting room", "front room", "lounge"),
    "bedroom": ("bedroom",),
    "hall": ("hall", "hallway"),
    "garden": ("garden", "yard"),
    "office": ("office",),
    "clinic": ("clinic",),
    "car": ("car",),
}
KINDS = ("food", "sleeping", "injury", "body")


@dataclass(frozen=True)
class Sight:
    """Something one might claim to have seen. ``best``: clear, glimpse, heard or "" (never)."""

    id: str
    what: str
    words: tuple[str, ...]  # in normal form
    kind: str
    best: str
    number: int = 0
    time: str = ""


@dataclass(frozen=True)
class Somebody:
    id: str
    called: tuple[str, ...]  # names and words for them, in normal form
    seen: bool
    there: bool  # seen or heard by name


@dataclass(frozen=True)
class View:
    """What a call showed. ``shown``: every word that names something that was in view."""

    sights: tuple[Sight, ...]
    people: tuple[Somebody, ...]
    dark_from: int = 0
    dark_time: str = ""
    pictures: bool = True
    shown: frozenset[str] = field(default_factory=frozenset)
    behind: frozenset[str] = field(default_factory=frozenset)  # rooms of which something was seen behind somebody
    rows: frozenset[int] = field(
        default_factory=frozenset
    )  # of visible.yaml: what was in the picture, by its own words


@dataclass(frozen=True)
class Unseen:
    """A claim the call does not carry. ``about``: a sight's or a person's id, or a general word."""

    wrote: str
    about: str
    why: str
    number: int = 0


def view_of(play: Playing, record: Happened | None = None) -> View:
    """What a call that was played showed."""
    record = record or happened(play)
    sights: list[Sight] = []
    for id, s in sights_of(play).items():
        found = record.sights.get(id)
        sights.append(
            Sight(
                id=id,
                what=play.text(f"sight.{id}.what", s.what),
                words=tuple(_normal(play.fill(w)) for w in s.words),
                kind=s.kind,
                best=found.clarity if found else "",
                number=found.number if found else 0,
                time=found.time if found else "",
            )
        )
    people = [
        Somebody(id=id, called=_called(play, id), seen=id in record.seen, there=id in record.present())
        for id in play.people
    ]
    shown = {w for s in sights if s.best in ("clear", "glimpse") for p in s.words for w in (p, *p.split())}
    in_view = [id for id, g in record.sights.items() if g.clarity != "heard"]
    shown_words = [play.text(f"sight.{id}.truth", play.spec.sights[id].truth) for id in in_view] + sorted(shown)
    return View(
        tuple(sights),
        tuple(people),
        record.dark_from,
        record.dark_time,
        record.held in ("video", "both"),
        frozenset(shown),
        frozenset(w for scene in record.scenes for w in SCENES.get(scene, ())),
        frozenset(n for n, _ in _rows(stems(" ".join([*record.pictured, *shown_words])))),
    )


@cache
def _visible() -> tuple[re.Pattern[str], dict[str, int]]:
    """What can only be known by looking: one pattern for all, and the row of each stem."""
    row_of = {stems(str(word)): n for n, row in enumerate(read("visible")["rows"]) for word in row}
    longest = sorted(row_of, key=len, reverse=True)
    return re.compile(r"\b(?:" + "|".join(map(re.escape, longest)) + r")\b"), row_of


def _rows(stemmed: str) -> Iterator[tuple[int, str]]:
    pattern, row_of = _visible()
    for match in pattern.finditer(stemmed):
        yield row_of[match[0]], match[0]


def stems(text: str) -> str:
    """The words of a text without their endings: smiled and smiling are smil."""
    return " ".join(_stem(w) for w in forms(text))


@cache
def _stem(word: str) -> str:
    for end in ("ing", "ed", "es", "s", "ly", "e"):
        if word.endswith(end) and len(word) - len(end) >= 3 and not word.endswith("ss"):
            return word[: -len(end)]
    return word


def _called(play: Playing, id: str) -> tuple[str, ...]:
    who = play.people[id]
    names = [who.first, f"{who.first} {who.family}"]
    if not isinstance(who, Person):
        names.append(play.names[id]["mr"])
    return tuple(_normal(n) for n in names)


def _normal(text: str) -> str:
    return " ".join(forms(text))


@cache
def _patterns(key: str) -> re.Pattern[str]:
    rows = sorted(phrases(LEXICON, key), key=len, reverse=True)
    return re.compile(r"\b(?:" + "|".join(map(re.escape, rows)) + r")\b")


def _has(key: str, words: str) -> bool:
    return _patterns(key).search(words) is not None


def sentences(text: str) -> Iterator[list[tuple[str, str]]]:
    """Each sentence as its clauses, as they were written and in normal form; what stands in quotation marks is somebody's words."""
    kept = QUOTED.sub(" quote ", text)
    for sentence in re.split(r"(?<=[.!?])\s+|\n+|(?<=[.!?])$", kept):
        if not sentence or sentence.rstrip().endswith("?") or PLANS.match(sentence):
            continue
        rows = [(c.strip(" ,\n\t-–—•.!"), _normal(c)) for c in BREAKS.split(sentence) if c]
        if rows := [(written, words) for written, words in rows if words]:
            yield rows


def unseen(text: str, view: View) -> list[Unseen]:
    """Every claim in a text that the call does not carry, in order; one for each clause."""
    out: list[Unseen] = []
    for rows in sentences(text):
        if any(_all_of_it(words) for _, words in rows):  # “…: not seen”, “I can’t say if she did”
            continue
        out += [found for written, words in rows if (found := _clause(written, words, view))]
    return out


def _all_of_it(words: str) -> bool:
    """Whether a clause says of the rest of its sentence that it was not seen: it names nothing of its own."""
    return _has("not_seen", words) and not _has("rooms", words) and not any(True for _ in _rows(stems(words)))


def _clause(written: str, words: str, view: View) -> Unseen | None:
    if _has("not_seen", words):
        return None
    told = _told(words)
    if smell := _patterns("never").search(words):
        return None if told else Unseen(written, smell[0], "Nobody can smell or feel anything through a screen.")
    looked = _has("saw", words)
    if told or (_has("plan", words) and not re.search(r"\b(?:i|we) (?:saw|have seen|observed)\b", words)):
        return None
    if gone := _absence().search(words):
        if not _has("fleeting", words):
            return Unseen(written, gone[0], f"Who else was there, no camera shows.{_dark(view)}", view.dark_from)
        return None
    if _has("heard", words) and not looked:
        return None
    plain = looked or _has("is", words) or len(words.split()) <= 6  # something is told as a fact
    named, more = _sight(words, written, view) if plain else (False, None)
    if more or (_has("fleeting", words) and not _has("more", words)):
        return more
    found = None
    if plain and not named:
        found = _person(written, words, view, looked) or _general(written, words, view, looked)
    return found or _by_eye(written, words, view)


@cache
def _absence() -> re.Pattern[str]:
    return re.compile("|".join(rf"\b(?:{p})\b" for p in read(LEXICON)["absence"]))


def _told(words: str) -> bool:
    """Whether the clause gives somebody else's word. “I said” is the writer's own, and shows nothing either."""
    own = re.sub(r"\b(?:i|we) (?:said|told|asked|explained|mentioned|confirmed|advised|answered)\b", " ", words)
    return _has("told", own)


def _sight(words: str, written: str, view: View) -> tuple[bool, Unseen | None]:
    """Whether the clause names a sight, and what in it is more than was seen of that."""
    hits = [(len(w), s) for s in view.sights for w in s.words if re.search(rf"\b{re.escape(w)}s?\b", words)]
    worst: Unseen | None = None
    for _, s in sorted(hits, key=lambda h: -h[0]):
        at = f"in moment {s.number}, at {s.time}"
        if s.best == "clear" or (s.kind == "mood" and _carried_by_eye(words, view)):
            return True, None
        if s.best == "glimpse" and (_has("brief", words) or not _has("more", words)):
            continue
        if s.best == "glimpse":
            why = f"{_up(s.what)}: in the picture for a moment or partly, {at}. That does not carry this."
        elif s.best == "heard":
            why = f"{_up(s.what)}: heard and not seen, {at}."
        else:
            why = f"{_up(s.what)}: never in the picture.{_dark(view)}"
        worst = worst or Unseen(written, s.id, why, s.number or view.dark_from)
    return bool(hits), worst


def _dark(view: View) -> str:
    if not view.pictures:
        return " The call had no picture."
    return f" From moment {view.dark_from}, at {view.dark_time}, there was none at all." if view.dark_from else ""


def _up(text: str) -> str:
    return text[:1].upper() + text[1:]


def _person(written: str, words: str, view: View, looked: bool) -> Unseen | None:
    """Somebody who was never in the picture, told as seen; or a look on the face of somebody only heard."""
    named = [p for p in view.people if any(re.search(rf"\b{re.escape(c)}(?:s)?\b", words) for c in p.called)]
    if not named or any(p.seen for p in named):
        return None
    if looked or _has("mood", words):
        who = named[0]
        how = "was heard and not seen" if who.there else "was not in the picture"
        return Unseen(written, who.id, f"{who.called[0].title()} {how}.{_dark(view)}", view.dark_from)
    return None


def _general(written: str, words: str, view: View, looked: bool) -> Unseen | None:
    """Rooms, food, beds, injuries, bodies that no sight of the call names."""
    shown = view.shown
    for key in KINDS:
        for match in _patterns(key).finditer(words):
            if match[0] not in shown and (looked or _has("is", words)):
                return Unseen(written, match[0], f"No camera showed that.{_dark(view)}", view.dark_from)
    if _has("homely", words):
        for match in _patterns("rooms").finditer(words):
            if match[0] not in shown:
                return Unseen(
                    written, match[0], f"A camera shows what is before it, and not that.{_dark(view)}", view.dark_from
                )
    elif looked:
        for match in _patterns("rooms").finditer(words):
            if match[0] not in shown and match[0] not in (
                "home",
                "house",
                "flat",
                "apartment",
                "household",
                "conditions",
                "property",
            ):
                return Unseen(written, match[0], f"No camera showed that.{_dark(view)}", view.dark_from)
    return None


def _carried_by_eye(words: str, view: View) -> bool:
    """Whether what a mood is told by was in the picture at another time."""
    rows = [row for row, _ in _rows(stems(words))]
    return bool(rows) and all(row in view.rows for row in rows)


def _by_eye(written: str, words: str, view: View) -> Unseen | None:
    """What one knows only by looking, and what nothing in the picture spoke of."""
    for row, stem in _rows(stems(words)):
        if row not in view.rows:
            return Unseen(written, stem, f"Nothing of that was in the picture.{_dark(view)}", view.dark_from)
    return None


def carried(text: str, view: View) -> set[str]:
    """The sights a text speaks of that were in view or heard, and the people it names who were there."""
    words = _normal(text)
    out = {s.id for s in view.sights if s.best and any(re.search(rf"\b{re.escape(w)}s?\b", words) for w in s.words)}
    return out | {
        p.id for p in view.people if p.there and any(re.search(rf"\b{re.escape(c)}\b", words) for c in p.called)
    }
