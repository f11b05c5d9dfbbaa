"""Answers are never lost, and what was handed in is read as hostile input."""

from __future__ import annotations

import errno
import json
import multiprocessing
import os
import threading
from pathlib import Path
from typing import Any

import pytest

from simulator.cases import GENERATOR, CaseRef
from simulator.responses import folder as folder_module
from simulator.responses.folder import Folder, NotSaved
from simulator.responses.hostile import LARGEST, Missing, Refused, parse, read_bytes, read_hostile

REF = CaseRef(scenario="school_worry", jurisdiction="england", seed=7)
OTHER = CaseRef(scenario="school_worry", jurisdiction="england", seed=8)
EXERCISES = {"first_draft", "visit_note"}


def clean() -> dict[str, Any]:
    return {
        "schema": 1,
        "module": "recording",
        "case": {"scenario": "school_worry", "jurisdiction": "england", "seed": 7, "generator": GENERATOR},
        "student": "ada",
        "responses": {
            "first_draft": {
                "value": {"kind.s1": "observed", "who": ["a", "b"]},
                "saved_at": "2025-05-06T16:42:00+01:00",
                "attempts": 2,
            }
        },
    }


def changed(path: str, value: Any) -> bytes:
    """A clean file with one thing changed, added or (value ``...``) taken out."""
    top = clean()
    at = top
    *way, last = path.split("/")
    for step in way:
        at = at[step]
    if value is ...:
        del at[last]
    else:
        at[last] = value
    return json.dumps(top).encode()


@pytest.fixture
def desk(tmp_path: Path) -> Folder:
    return Folder(tmp_path / "work", "recording", REF, student="ada")


# ---- a learner's own answers


def test_nothing_saved_yet(desk: Folder) -> None:
    saved = desk.read()
    assert (saved.values, saved.notices) == ({}, ())
    assert desk.value("first_draft") is None
    assert desk.saved_at("first_draft") is None
    assert not desk.path.exists()  # reading makes no folder


def test_saved_answers_come_back_as_they_were(desk: Folder) -> None:
    raw = {"seen": "She said “no”.\n\n  And left 👋 ", "phrase": ["1.1", "2.3"], "empty": ""}
    at = desk.save("visit_note", raw)
    desk.save("first_draft", {"kind.s1": "observed"})
    again = Folder(desk.path, "recording", REF)
    assert again.value("visit_note") == raw
    assert again.saved_at("visit_note") == at
    assert at.tzinfo is not None
    assert set(again.read().values) == {"visit_note", "first_draft"}
    submission = read_hostile(desk.file, "recording", EXERCISES)
    assert submission.student == "ada"
    assert submission.generator == GENERATOR
    assert submission.answers["visit_note"].value == raw


def test_a_check_is_counted_and_keeps_the_answer(desk: Folder) -> None:
    assert desk.attempt("visit_note") == 0  # nothing saved, nothing counted
    desk.save("visit_note", {"seen": "a"})
    assert [desk.attempt("visit_note"), desk.attempt("visit_note")] == [1, 2]
    desk.save("visit_note", {"seen": "b"})
    assert desk.read().attempts == {"visit_note": 2}
    assert desk.value("visit_note") == {"seen": "b"}


def test_half_a_character_can_be_saved_and_handed_in(desk: Folder) -> None:
    desk.save("visit_note", {"seen": "cut \ud83d off", "who": ["\udc00"]})
    assert desk.value("visit_note") == {"seen": "cut ? off", "who": ["?"]}
    read_hostile(desk.file, "recording", EXERCISES)


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"\xff\xfe", b'{"schema": 1}', b"[" * 100_000])
def test_a_broken_file_is_kept_aside_and_the_learner_told(desk: Folder, content: bytes) -> None:
    desk.path.mkdir()
    desk.file.write_bytes(content)
    saved = desk.read()
    assert saved.values == {}
    assert saved.notices == (
        "Your saved answers could not be read. They are kept in responses.broken-1.json, beside a new file.",
    )
    assert (desk.path / "responses.broken-1.json").read_bytes() == content
    desk.save("visit_note", {"seen": "new"})
    assert desk.value("visit_note") == {"seen": "new"}
    assert desk.read().notices == saved.notices  # still to be told
    desk.file.write_bytes(b"broken again")
    desk.save("visit_note", {"seen": "newer"})
    assert (desk.path / "responses.broken-2.json").read_bytes() == b"broken again"
    assert (desk.path / "responses.broken-1.json").read_bytes() == content


def test_answers_about_another_family_are_kept_and_come_back(desk: Folder) -> None:
    desk.save("visit_note", {"seen": "about seven"})
    other = Folder(desk.path, "recording", OTHER)
    other.save("visit_note", {"seen": "about eight"})
    assert other.read().notices == (
        "The answers saved here were about another family. They are kept in responses.england-school_worry-7-1.json.",
    )
    back = Folder(desk.path, "recording", REF)
    assert back.value("visit_note") == {"seen": "about seven"}
    assert Folder(desk.path, "recording", OTHER).value("visit_note") == {"seen": "about eight"}


def test_a_full_disk_loses_nothing_and_leaves_nothing(desk: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.save("visit_note", {"seen": "old"})
    before = desk.file.read_bytes()

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(folder_module.os, "fsync", full)
    with pytest.raises(NotSaved, match="the disk is full") as caught:
        desk.save("visit_note", {"seen": "new"})
    assert caught.value.message.endswith("Make room and they will be saved.")
    assert desk.file.read_bytes() == before
    assert sorted(p.name for p in desk.path.iterdir()) == [".responses.lock", "responses.json"]
    monkeypatch.undo()
    desk.save("visit_note", {"seen": "new"})
    assert desk.value("visit_note") == {"seen": "new"}


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="There is no /dev/full on this system.")
def test_a_really_full_disk(desk: Folder) -> None:
    desk.path.mkdir()
    temporary = desk.path / f".responses.json.{os.getpid()}.tmp"
    temporary.symlink_to("/dev/full")
    with pytest.raises(NotSaved, match="the disk is full"):
        desk.save("visit_note", {"seen": "new"})
    assert not desk.file.exists()


def test_a_folder_that_cannot_be_written_says_so(desk: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.save("visit_note", {"seen": "old"})

    def refuse(*_: Any) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(folder_module.Path, "replace", refuse)
    with pytest.raises(NotSaved, match="cannot be written to") as caught:
        desk.save("visit_note", {"seen": "new"})
    assert str(desk.path) in caught.value.message
    assert desk.value("visit_note") == {"seen": "old"}


def test_a_file_where_the_folder_should_be(tmp_path: Path) -> None:
    (tmp_path / "work").write_text("in the way")
    with pytest.raises(NotSaved, match="Not saved"):
        Folder(tmp_path / "work", "recording", REF).save("visit_note", {"seen": "a"})


def test_more_than_can_be_handed_in_is_not_saved(desk: Folder) -> None:
    desk.save("visit_note", {"seen": "old"})
    with pytest.raises(NotSaved, match="more than 2 MB"):
        desk.save("visit_note", {"seen": "x" * LARGEST})
    assert desk.value("visit_note") == {"seen": "old"}


def test_a_lock_that_is_held_is_not_waited_for_for_ever(desk: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    from simulator.responses import lock

    desk.save("visit_note", {"seen": "old"})
    monkeypatch.setattr(lock, "_take", lambda _: False)
    monkeypatch.setattr(lock.one_at_a_time.__wrapped__, "__defaults__", (0.1,))
    with pytest.raises(NotSaved, match="another window is saving"):
        desk.save("visit_note", {"seen": "new"})


def test_threads_lose_no_answer(desk: Folder) -> None:
    def work(name: str) -> None:
        for n in range(15):
            Folder(desk.path, "recording", REF).save(name, {"n": str(n)})

    threads = [threading.Thread(target=work, args=(f"exercise_{n}",)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert desk.read().values == {f"exercise_{n}": {"n": "14"} for n in range(4)}


def _save_many(path: Path, name: str) -> None:
    for n in range(15):
        Folder(path, "recording", REF).save(name, {"n": str(n)})


def test_processes_lose_no_answer(desk: Folder) -> None:
    context = multiprocessing.get_context("spawn")
    workers = [context.Process(target=_save_many, args=(desk.path, f"exercise_{n}")) for n in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(60)
    assert [worker.exitcode for worker in workers] == [0, 0]
    assert desk.read().values == {f"exercise_{n}": {"n": "14"} for n in range(2)}


# ---- what was handed in


def test_a_clean_file_is_read_and_written_the_same(tmp_path: Path) -> None:
    file = tmp_path / "responses.json"
    file.write_text(json.dumps(clean()))
    submission = read_hostile(file, "recording", EXERCISES)
    assert submission.answers["first_draft"].value == {"kind.s1": "observed", "who": ["a", "b"]}
    assert json.loads(submission.to_json()) == clean()
    assert parse(submission.to_json().encode()) == submission


SEED = b'"seed": 7'
ANSWER = clean()["responses"]["first_draft"]
REFUSED = {
    "no schema": ("wrong shape", changed("schema", ...)),
    "true for a schema": ("wrong shape", changed("schema", True)),
    "a later schema": ("other version", changed("schema", 2)),
    "a list": ("wrong shape", b"[]"),
    "nothing": ("not JSON", b""),
    "half a file": ("not JSON", json.dumps(clean()).encode()[:-30]),
    "two files": ("not JSON", json.dumps(clean()).encode() * 2),
    "not UTF-8": ("not UTF-8", changed("module", "rec").replace(b"rec", b"\xff\xfe")),
    "too deep": ("too deep", b"[" * 100_000),
    "too deep, closed": ("too deep", b'{"a":' * 100_000 + b"1" + b"}" * 100_000),
    "too deep inside": ("too deep", changed("responses", json.loads("[" * 20 + "]" * 20))),
    "NaN": ("not a number", changed("case/seed", float("nan"))),
    "infinity": ("not a number", changed("case/seed", float("-inf"))),
    "a number too large for a float": ("not a number", changed("case/seed", 7).replace(SEED, b'"seed": 1e999')),
    "a number of 5,000 digits": ("not a number", changed("case/seed", 7).replace(SEED, SEED + b"9" * 5000)),
    "a fraction for a seed": ("wrong shape", changed("case/seed", 7.5)),
    "a key twice": ("duplicate key", b'{"schema": 1, ' + json.dumps(clean()).encode()[1:]),
    "a key twice inside": ("duplicate key", changed("case/seed", 7).replace(b'"seed": 7', b'"seed": 7, "seed": 7')),
    "an unknown key": ("unknown key", changed("score", 100)),
    "an unknown key inside": ("unknown key", changed("responses/first_draft/score", 100)),
    "an unknown exercise": ("unknown exercise", changed("responses/nonsense", ANSWER)),
    "an exercise with a path for a name": ("unknown exercise", changed("responses/..%2Fa", ANSWER)),
    "another module": ("other module", changed("module", "confidentiality")),
    "a scenario with a path for a name": ("wrong shape", changed("case/scenario", "../../etc/passwd")),
    "a number for an answer": ("wrong shape", changed("responses/first_draft/value/kind.s1", 7)),
    "an answer within an answer": ("wrong shape", changed("responses/first_draft/value/kind.s1", {"a": "b"})),
    "a list with a number": ("wrong shape", changed("responses/first_draft/value/kind.s1", ["a", 1])),
    "no value": ("wrong shape", changed("responses/first_draft/value", ...)),
    "text for a value": ("wrong shape", changed("responses/first_draft/value", "all right")),
    "no date": ("wrong shape", changed("responses/first_draft/saved_at", "yesterday")),
    "less than no attempts": ("wrong shape", changed("responses/first_draft/attempts", -1)),
    "half a character": ("not text", changed("responses/first_draft/value/kind.s1", "\ud83d")),
    "a long name": ("wrong shape", changed("student", "a" * 5000)),
    "too big": ("too big", changed("student", "a" * LARGEST)),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_hostile_file_is_refused_by_name(tmp_path: Path, case: str) -> None:
    name, content = REFUSED[case]
    file = tmp_path / "responses.json"
    file.write_bytes(content)
    with pytest.raises(Refused) as caught:
        read_hostile(file, "recording", EXERCISES)
    assert caught.value.name == name, caught.value.sentence
    assert caught.value.sentence.endswith(".")
    assert len(caught.value.sentence) < 200  # however long what it is about
    assert "\n" not in caught.value.sentence


def test_brackets_inside_text_are_not_depth() -> None:
    parse(changed("responses/first_draft/value/kind.s1", '[[[[[[[[[[ \\" {{{{{{{{{{ "'))


def test_an_open_text_full_of_quotes_is_read_in_no_time() -> None:
    with pytest.raises(Refused) as caught:
        parse(b'{"a": "' + b'\\"' * 900_000)
    assert caught.value.name == "not JSON"


def test_a_sparse_file_of_200_mb_is_not_read(tmp_path: Path) -> None:
    file = tmp_path / "responses.json"
    with file.open("wb") as out:
        out.truncate(200_000_000)
    with pytest.raises(Refused, match="200 MB"):
        read_hostile(file, "recording", EXERCISES)


def test_a_file_that_grows_while_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "responses.json"
    file.write_bytes(b" " * 3000)
    real = os.fstat

    def small(handle: int) -> os.stat_result:
        found = list(real(handle))
        found[6] = 10
        return os.stat_result(found)

    monkeypatch.setattr(os, "fstat", small)
    with pytest.raises(Refused, match="more than 1,000 bytes"):
        read_bytes(file, 1000)


@pytest.mark.skipif(os.name == "nt", reason="Windows lets nobody make these.")
def test_links_pipes_and_devices_are_not_opened(tmp_path: Path) -> None:
    (tmp_path / "secret.json").write_text(json.dumps(clean()))
    (tmp_path / "link").symlink_to(tmp_path / "secret.json")
    (tmp_path / "device").symlink_to("/dev/zero")
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "folder").mkdir()
    names = {}
    for name in ("link", "device", "pipe", "folder"):
        with pytest.raises(Refused) as caught:
            read_hostile(tmp_path / name, "recording", EXERCISES)
        names[name] = caught.value.name
    assert names == {"link": "symlink", "device": "symlink", "pipe": "not a file", "folder": "not a file"}


def test_no_file_is_missing_and_not_refused_for_what_it_says(tmp_path: Path) -> None:
    with pytest.raises(Missing):
        read_hostile(tmp_path / "responses.json", "recording", EXERCISES)
