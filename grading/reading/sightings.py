"""Could you have seen that? What a note of a video call claims to have seen, held against what its camera showed.

``unseen(text, view)`` gives every claim that the call does not carry. What was told, heard, planned, or said not to have
been seen is no claim. The rules here find what there may be; how likely it is, claims.py weighs.
Practice source: practice.md V12, V16, section 3.iii “Could you see it?”.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from grading.reading.camera_view import View, normal, rows_of, stem, stems
from grading.reading.claims import SIGNS, features, limit, score
from grading.reading.lexicon import phrases, read

LEXICON = "sightings"
SMELL = "Nobody can smell or feel anything through a screen."
BREAKS = re.compile(
    r"[;,:•]+|\s[–—-]\s|\s+(?:but|although|though|however|while|whereas)\b|\s+and\s+(?=(?:i|it|there|the|he|she|they|his|her|their|no"
    r"|saw|appeared|looked|seemed|was|were|could|had)\b)",
    re.IGNORECASE,
)
# “Mum, through the interpreter: …”, “Per dad: …”
BY = re.compile(r"^[^:.]{0,60}\b(?:thru|through|via|per|from|interp\w*|says?|said)\b[^:.]{0,40}:", re.IGNORECASE)
OWN_EYES = re.compile(
    r"\b(?:i|we|sw|wkr|worker) (?:saw|could see|noted|noticed|observed|have seen)\b|\b(?:looked|appeared|seemed|visibly|observed)\b"
)
PHONED = re.compile(
    r"\b(?:telephoned|phoned|rang|by (?:tele)?phone|on the (?:tele)?phone|over the (?:tele)?phone|called back)\b"
)
# a time at which there was nothing to be seen
DARK = re.compile(
    r"\b(?:after|following|since|once|when|while|with|during)\b.*\b(?:loss of (?:the )?(?:picture|video)|lost (?:the )?(?:picture|video)"
    r"|(?:picture|video) (?:was lost|went|had gone|was gone|dropped|had dropped)|cameras? (?:was |were )?off)\b"
)
# how somebody looked: what follows has to have been in the picture
LOOKED = re.compile(
    r"\b(?:visibly|appeared|appears|looked|looks|seemed|seems|presented as|presents as|presented|presents)"
    r"(?: (?:to|be|very|quite|a|bit|rather|somewhat|more|less|so|really|clearly|well))* (?P<how>[a-z]+)"
)
ELSE = frozenset(
    [
        "at",
        "like",
        "as",
        "for",
        "into",
        "left",
        "right",
        "up",
        "down",
        "away",
        "over",
        "round",
        "around",
        "through",
        "after",
        "on",
        "in",
        "off",
        "out",
        "from",
        "with",
        "that",
        "it",
        "the",
        "her",
        "his",
        "their",
        "him",
        "them",
        "me",
        "us",
        "if",
        "though",
        "back",
        "towards",
        "toward",
        "happy",
        "agree",
        "understand",
        "follow",
        "know",
        "think",
        "want",
        "need",
        "have",
    ]
)
PLANS = re.compile(
    r"\W*(?:plan|plans|actions?|next steps?|to do|follow ?up|for next time|next visit|next time)\b", re.I
)
QUOTED = re.compile(r"[“\"][^”\"]*[”\"]")
SHORTEST, ITS_OWN = 3, 0.75  # letters of a word that counts; share of them
SHORT = 8  # words: a clause without a verb is a note’s way of telling a fact
# a part of the body is only about an injury where something is said of one
BODY = frozenset(
    [
        "hand",
        "hands",
        "arm",
        "arms",
        "wrist",
        "knee",
        "knees",
        "leg",
        "legs",
        "finger",
        "fingers",
        "thumb",
        "face",
        "cheek",
        "head",
        "foot",
        "feet",
        "sleeve",
        "eye",
        "eyes",
    ]
)
WHOLE = (
    "home",
    "house",
    "flat",
    "apartment",
    "household",
    "conditions",
    "property",
)  # where somebody is, not what it is like
KINDS = ("food", "sleeping", "injury", "body")


@dataclass(frozen=True)
class Unseen:
    """A claim the call does not carry. ``about``: a sight's or a person's id, or a general word; ``kind``: what made it out."""

    wrote: str
    about: str
    why: str
    number: int = 0
    kind: str = "model"
    score: float = 0.0  # how likely the sentence claims too much: a logit

    @property
    def sure(self) -> bool:
        """So likely that it was hardly ever wrong on sentences nobody had read. With any other a person has to look."""
        return self.score >= limit("charge")


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
        rows = [(c.strip(" ,\n\t-–—•.!"), normal(c)) for c in BREAKS.split(sentence) if c]
        if rows := [(written, words) for written, words in rows if words]:
            yield rows


def unseen(text: str, view: View) -> list[Unseen]:
    """Every claim in a text that the call does not carry, in order; at least one for each sentence that makes one."""
    out: list[Unseen] = []
    for rows in sentences(text):
        found = by_rule(rows, view)
        likely = score(signs(rows, found, view))
        if likely < limit("name"):
            continue
        whole = " ".join(written for written, _ in rows)
        generic = Unseen(
            whole, "", f"The pictures of this call do not seem to carry this.{_dark(view)}", view.dark_from
        )
        out += [replace(x, score=likely) for x in found or [generic]]
    return out


def signs(rows: list[tuple[str, str]], found: list[Unseen], view: View) -> dict[str, float]:
    """What a sentence is like, for the weights of claims.yaml."""
    parts = [words for _, words in rows]
    has = {key: sum(_has(key, words) for words in parts) for key in SIGNS}
    has |= {
        "all_of_it": sum(_all_of_it(words) for words in parts),
        "by": int(len(rows) > 1 and bool(BY.match(rows[0][0] + ":" + rows[-1][0]))),
        "own_eyes": sum(bool(OWN_EYES.search(words)) for words in parts),
        "absence": sum(bool(_absence().search(words)) for words in parts),
        "dark": sum(bool(DARK.search(words)) for words in parts),
        "phoned": sum(bool(PHONED.search(words)) for words in parts),
        "looked": sum(bool(LOOKED.search(words)) for words in parts),
    }
    kinds = {f.kind for f in found}
    return features(", ".join(written for written, _ in rows), parts, view, len(found), kinds, has)


def by_rule(rows: list[tuple[str, str]], view: View) -> list[Unseen]:
    """What the rules find in one sentence."""
    out: list[Unseen] = []
    if any(_all_of_it(words) for _, words in rows):  # “…: not seen”, “I can’t say if she did”
        return out
    if BY.match(rows[0][0] + ":" + rows[-1][0]) and len(rows) > 1 and _told(rows[0][1]):
        return out
    by_phone = any(PHONED.search(words) for _, words in rows)
    said = missed = dark = False  # what one part says goes on in the next: “she said …, …”, “I did not see …, …”
    for written, words in rows:
        own = OWN_EYES.search(words)
        said = (said and not own) or _told(words) or (_has("heard", words) and not _has("saw", words))
        missed = _has("not_seen", words) or (missed and not own and not _has("is", words))
        if dark and not said and _of_the_eye(words):
            out.append(
                Unseen(written, "dark", f"At that time there was no picture.{_dark(view)}", view.dark_from, "dark")
            )
        elif (not said and not missed) or DARK.search(words):
            found = _clause(written, words, view, by_phone)
            out += [found] if found else []
        dark = dark or bool(DARK.search(words))
    return out


def _all_of_it(words: str) -> bool:
    """Whether a clause says of the rest of its sentence that it was not seen: it names nothing of its own."""
    return (
        _has("not_seen", words)
        and not DARK.search(words)
        and not _has("rooms", words)
        and not any(True for _ in rows_of(stems(words)))
    )


def _clause(written: str, words: str, view: View, by_phone: bool = False) -> Unseen | None:
    told = _told(words)
    if DARK.search(words) and not told and not _has("heard", words) and _of_the_eye(words):
        return Unseen(written, "dark", f"At that time there was no picture.{_dark(view)}", view.dark_from, "dark")
    if _has("not_seen", words):
        return None
    if smell := _patterns("never").search(words):
        return None if told else Unseen(written, smell[0], SMELL, kind="smell")
    looked = _has("saw", words)
    if told or (_has("plan", words) and not re.search(r"\b(?:i|we) (?:saw|have seen|observed)\b", words)):
        return None
    if gone := _absence().search(words):
        if not _has("fleeting", words):
            return Unseen(
                written, gone[0], f"Who else was there, no camera shows.{_dark(view)}", view.dark_from, "absence"
            )
        return None
    if by_phone and _of_the_eye(words) and not _has("heard", words):
        return Unseen(written, "telephone", "On the telephone nobody is seen.", view.dark_from, "telephone")
    if _has("heard", words) and not looked:
        return None
    plain = (
        looked or _has("is", words) or _has("homely", words) or len(words.split()) <= SHORT
    )  # something is told as a fact
    named, more = _sight(words, written, view) if plain else (False, None)
    if more or (_has("fleeting", words) and not _has("more", words)):
        return more
    found = None
    if plain and not named:
        found = _person(written, words, view, looked) or _general(written, words, view, looked)
    elif plain and _has("homely", words):
        found = _homely(written, words, view)
    return found or _by_eye(written, words, view)


def _of_the_eye(words: str) -> bool:
    """Whether a clause tells of something that has to be looked at."""
    return bool(LOOKED.search(words)) or _has("mood", words) or any(True for _ in rows_of(stems(words)))


@cache
def _absence() -> re.Pattern[str]:
    return re.compile("|".join(rf"\b(?:{p})\b" for p in read(LEXICON)["absence"]))


def _told(words: str) -> bool:
    """Whether the clause gives somebody else's word. “I said” is the writer's own, and shows nothing either."""
    own = re.sub(r"\b(?:i|we) (?:said|told|asked|explained|mentioned|confirmed|advised|answered)\b", " ", words)
    return _has("told", own)


def _sight(words: str, written: str, view: View) -> tuple[bool, Unseen | None]:
    """Whether the clause names a sight, and what in it is more than was seen of that."""
    hits = [
        (len(w), s)
        for s in view.sights
        for w in s.words
        if re.search(rf"\b{re.escape(w)}s?\b", words)
        and not (s.kind == "injury" and w in BODY and not _has("hurt", words))
    ]
    clear = {s.id for _, s in hits if s.best == "clear" or (s.kind == "mood" and _carried_by_eye(words, view))}
    taken = {w for _, s in hits if s.id in clear for w in s.words}
    worst: Unseen | None = None
    for _, s in sorted(hits, key=lambda h: -h[0]):
        at = f"in moment {s.number}, at {s.time}"
        if s.id in clear or (clear and (s.best != "" or taken & set(s.words))):
            continue
        if s.best == "glimpse" and (_has("brief", words) or not _has("more", words)):
            continue
        if s.best == "glimpse":
            why = f"{_up(s.what)}: in the picture for a moment or partly, {at}. That does not carry this."
        elif s.best == "heard":
            why = f"{_up(s.what)}: heard and not seen, {at}."
        else:
            why = f"{_up(s.what)}: never in the picture.{_dark(view)}"
        worst = worst or Unseen(written, s.id, why, s.number or view.dark_from, f"sight_{s.best or 'never'}")
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
        return Unseen(written, who.id, f"{who.called[0].title()} {how}.{_dark(view)}", view.dark_from, "person")
    return None


def _general(written: str, words: str, view: View, looked: bool) -> Unseen | None:
    """Rooms, food, beds, injuries, bodies that no sight of the call names."""
    shown = view.shown
    for key in KINDS:
        for match in _patterns(key).finditer(words):
            if match[0] not in shown and (looked or _has("is", words)):
                return Unseen(written, match[0], f"No camera showed that.{_dark(view)}", view.dark_from, "general")
    if _has("homely", words):
        return _homely(written, words, view)
    for match in _patterns("rooms").finditer(words) if looked else ():
        if match[0] not in shown | view.behind and match[0] not in WHOLE:
            return Unseen(written, match[0], f"No camera showed that.{_dark(view)}", view.dark_from, "general")
    return None


def _homely(written: str, words: str, view: View) -> Unseen | None:
    """Clean, safe, in good order: said of a home or a room that was not walked through."""
    for match in _patterns("rooms").finditer(words):
        if match[0] not in view.shown:
            why = f"A camera shows what is before it, and not that.{_dark(view)}"
            return Unseen(written, match[0], why, view.dark_from, "homely")
    return None


def _carried_by_eye(words: str, view: View) -> bool:
    """Whether what a mood is told by was in the picture at another time."""
    rows = [row for row, _ in rows_of(stems(words))]
    return bool(rows) and all(row in view.rows for row in rows)


def _by_eye(written: str, words: str, view: View) -> Unseen | None:
    """What one knows only by looking, and what nothing in the picture spoke of.

    A clause most of whose words stand in the picture's own is about what was in it, and is let pass.
    """
    own = [w for w in stems(words).split() if len(w) > SHORTEST]
    if own and sum(w in view.stems for w in own) / len(own) >= ITS_OWN:
        return None
    looked = LOOKED.search(words)
    if looked and looked["how"] not in ELSE and stem(looked["how"]) not in view.stems:
        rows = {row for row, _ in rows_of(stem(looked["how"]))}
        if not rows & view.rows:
            return Unseen(
                written, looked["how"], f"Nothing in the picture spoke of that.{_dark(view)}", view.dark_from, "looked"
            )
    for row, word in rows_of(stems(words)):
        if row not in view.rows:
            return Unseen(written, word, f"Nothing of that was in the picture.{_dark(view)}", view.dark_from, "by_eye")
    return None


def carried(text: str, view: View) -> set[str]:
    """The sights a text speaks of that were in view or heard, and the people it names who were there."""
    words = normal(text)
    out = {s.id for s in view.sights if s.best and any(re.search(rf"\b{re.escape(w)}s?\b", words) for w in s.words)}
    return out | {
        p.id for p in view.people if p.there and any(re.search(rf"\b{re.escape(c)}\b", words) for c in p.called)
    }
