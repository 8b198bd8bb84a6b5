"""Knows that an answer is acknowledged only when it is on disk, whatever happens to the disk."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock

from coursepack.answers import (
    Answered,
    AnswerLog,
    HintOpened,
    NotSavedError,
    Record,
    Revealed,
    UnreadableLogError,
    lines,
)
from coursepack.answers.reading import LogReading
from coursepack.answers.record import Header, read_line, write_line

COURSE = "a-course"
AT = "2026-03-02T09:30:00.000Z"

DEEP: list[Any] = []
for _ in range(2000):
    DEEP = [DEEP]

ON_A_SMALL_DISK = """
import resource, sys
from pathlib import Path
from coursepack.answers import Answered, AnswerLog, NotSavedError
log = AnswerLog(Path(sys.argv[1]), "a-course")
size = log.path.stat().st_size if log.path.exists() else 0
resource.setrlimit(resource.RLIMIT_FSIZE, (size + int(sys.argv[2]), resource.RLIM_INFINITY))
try:
    log.append([Answered("big", "2026", "who-01", "1a2b3c4d", "x" * 500, True, 0)])
except NotSavedError:
    print("not saved")
"""
"""Appends while no file may grow beyond a limit: as on a full disk, the first bytes are written and the rest is not."""


def _answer(operation: str, answer: Any = "b") -> Answered:
    return Answered(operation, AT, "who-01", "1a2b3c4d", answer, submitted=True, hints=0)


@pytest.fixture(name="log")
def _log(tmp_path: Path) -> AnswerLog:
    return AnswerLog(tmp_path / "my-answers" / "answers.jsonl", COURSE)


def _operations(log: AnswerLog) -> list[str]:
    return [record.operation for record in log.read().records]


def test_a_log_that_does_not_exist_yet_is_an_empty_one(log: AnswerLog) -> None:
    assert log.read() == LogReading(None, (), ())
    assert not log.path.parent.exists()


def test_the_first_append_writes_the_header_and_the_next_only_add(log: AnswerLog) -> None:
    hint, key = HintOpened("2", AT, "who-01", "1a2b3c4d", 1), Revealed("3", AT, "who-01", "1a2b3c4d")
    records: list[Record] = [_answer("1"), hint, key]
    for record in records:
        before = log.path.read_bytes() if log.path.exists() else b""
        log.append([record])
        assert log.path.read_bytes().startswith(before)
    reading = log.read()
    assert reading.records == tuple(records)
    assert reading.header is not None
    assert reading.header.course == COURSE
    assert [type(read_line(line)) for line in log.path.read_bytes().splitlines()].count(Header) == 1


def test_every_copy_of_the_pack_has_an_id_of_its_own(tmp_path: Path) -> None:
    headers = set()
    for name in ("a", "b"):
        log = AnswerLog(tmp_path / name, COURSE)
        log.append([_answer("1")])
        headers.add(log.read().header)
    assert len({header.learner for header in headers if header}) == 2


def test_several_records_are_written_together(log: AnswerLog) -> None:
    log.append([_answer("1"), _answer("2"), _answer("3")])
    assert _operations(log) == ["1", "2", "3"]


def test_nothing_is_added_to_a_log_in_another_encoding(log: AnswerLog) -> None:
    log.append([_answer("1")])
    log.path.write_bytes(before := log.path.read_text(encoding="utf-8").encode("utf-16"))
    assert _operations(log) == ["1"]
    with pytest.raises(NotSavedError, match="UTF-16"):
        log.append([_answer("2")])
    assert log.path.read_bytes() == before


def test_a_writer_after_a_torn_line_starts_on_a_new_one(log: AnswerLog) -> None:
    log.append([_answer("1"), _answer("2")])
    log.path.write_bytes(log.path.read_bytes()[:-10])
    log.append([_answer("3")])
    assert _operations(log) == ["1", "3"]
    assert [notice.line for notice in log.read().notices] == [3]


def test_a_writer_after_a_line_that_only_lost_its_end_loses_nothing(log: AnswerLog) -> None:
    log.append([_answer("1")])
    log.path.write_bytes(log.path.read_bytes().rstrip(b"\n"))
    log.append([_answer("2")])
    assert _operations(log) == ["1", "2"]
    assert log.read().notices == ()


def test_a_log_with_windows_line_ends_is_continued(log: AnswerLog) -> None:
    log.append([_answer("1")])
    log.path.write_bytes(log.path.read_bytes().replace(b"\n", b"\r\n"))
    log.append([_answer("2")])
    assert _operations(log) == ["1", "2"]
    assert log.read().notices == ()


@pytest.mark.parametrize("start", [b"", b'{"log":"coursepack","for', b"\n"])
def test_a_program_killed_in_the_first_line_leaves_a_log_that_opens(log: AnswerLog, start: bytes) -> None:
    log.path.parent.mkdir()
    log.path.write_bytes(start)
    assert log.read().records == ()
    log.append([_answer("1")])
    assert _operations(log) == ["1"]


def test_the_own_log_of_another_course_is_not_mixed_in(log: AnswerLog) -> None:
    log.path.parent.mkdir()
    log.path.write_bytes(write_line(Header("other", "learner", AT)))
    with pytest.raises(UnreadableLogError, match='belongs to the course "other"'):
        log.read()


def test_an_answer_is_acknowledged_after_it_was_forced_to_the_disk(
    log: AnswerLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    on_disk: list[bytes] = []
    real = os.fsync

    def fsync(descriptor: int) -> None:
        real(descriptor)
        on_disk.append(log.path.read_bytes())

    monkeypatch.setattr(os, "fsync", fsync)
    log.append([_answer("1")])
    assert write_line(_answer("1")) in on_disk[-1]


@pytest.mark.parametrize(
    "code", [errno.ENOSPC, errno.EIO, errno.EDQUOT if hasattr(errno, "EDQUOT") else errno.EIO]
)
@pytest.mark.parametrize("earlier", [0, 2])
def test_a_disk_that_refuses_at_the_last_moment_is_told_and_the_earlier_log_stays(
    log: AnswerLog, monkeypatch: pytest.MonkeyPatch, code: int, earlier: int
) -> None:
    for number in range(earlier):
        log.append([_answer(str(number))])
    before = log.path.read_bytes() if earlier else b""

    def refuse(_descriptor: int) -> None:
        raise OSError(code, os.strerror(code))

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", refuse)
        with pytest.raises(NotSavedError, match=r"the answers file cannot be written \(.+\)\."):
            log.append([_answer("lost")])
    assert log.path.read_bytes() == before
    assert log.read().notices == ()
    log.append([_answer("next")])
    assert _operations(log) == [*map(str, range(earlier)), "next"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a device that is always full")
def test_a_device_that_is_always_full_is_told(tmp_path: Path) -> None:
    path = tmp_path / "answers.jsonl"
    path.symlink_to("/dev/full")
    with pytest.raises(NotSavedError, match="No space left on device"):
        AnswerLog(path, COURSE).append([_answer("1")])


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit on the size of a file")
@pytest.mark.parametrize("room", [0, 1, 50, 400])
@pytest.mark.parametrize("earlier", [0, 2])
def test_half_a_line_on_a_full_disk_is_cut_off_again(log: AnswerLog, earlier: int, room: int) -> None:
    for number in range(earlier):
        log.append([_answer(str(number))])
    log.path.parent.mkdir(exist_ok=True)
    before = log.path.read_bytes() if earlier else b""
    command = [sys.executable, "-c", ON_A_SMALL_DISK, str(log.path), str(room)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout == "not saved\n"
    assert log.path.read_bytes() == before
    assert log.read().notices == ()
    log.append([_answer("next")])
    assert _operations(log) == [*map(str, range(earlier)), "next"]


def test_a_place_that_cannot_be_a_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    with pytest.raises(NotSavedError, match="cannot be written"):
        AnswerLog(tmp_path / "file" / "answers.jsonl", COURSE).append([_answer("1")])
    assert (tmp_path / "file").read_text(encoding="utf-8") == "in the way"


def test_a_folder_in_the_place_of_the_log_is_told(log: AnswerLog) -> None:
    log.path.mkdir(parents=True)
    with pytest.raises(NotSavedError, match="cannot be written"):
        log.append([_answer("1")])
    with pytest.raises(UnreadableLogError, match="cannot be opened"):
        log.read()


def test_a_read_only_log_is_told_and_stays(log: AnswerLog) -> None:
    log.append([_answer("1")])
    log.path.chmod(0o444)
    if os.access(log.path, os.W_OK):
        pytest.skip("this account may write to read-only files")
    with pytest.raises(NotSavedError, match="cannot be written"):
        log.append([_answer("2")])
    assert _operations(log) == ["1"]


@pytest.mark.skipif(
    sys.platform == "win32", reason="on Windows the mark does not keep files from being added"
)
def test_a_read_only_folder_is_told(tmp_path: Path) -> None:
    tmp_path.chmod(0o555)
    try:
        if os.access(tmp_path, os.W_OK):
            pytest.skip("this account may write to read-only folders")
        with pytest.raises(NotSavedError, match="Permission denied"):
            AnswerLog(tmp_path / "answers.jsonl", COURSE).append([_answer("1")])
    finally:
        tmp_path.chmod(0o755)


@pytest.mark.skipif(
    not Path("/proc/self").is_dir(), reason="only Linux has a folder that nobody can write to"
)
def test_a_folder_that_nobody_can_write_to_is_told() -> None:
    with pytest.raises(NotSavedError, match="cannot be written"):
        AnswerLog(Path("/proc/my-answers/answers.jsonl"), COURSE).append([_answer("1")])


def test_a_log_held_by_another_program_is_told(log: AnswerLog, monkeypatch: pytest.MonkeyPatch) -> None:
    log.append([_answer("1")])
    monkeypatch.setattr(lines, "LOCK_SECONDS", 0)
    with (
        FileLock(f"{log.path}.lock"),
        pytest.raises(NotSavedError, match="another program holds the answers"),
    ):
        log.append([_answer("2")])
    log.append([_answer("3")])
    assert _operations(log) == ["1", "3"]


@pytest.mark.parametrize(
    "answer",
    [float("nan"), ["a", float("inf")], "x" * 2_000_000, {1, 2}, b"bytes", DEEP],
    ids=["not a number", "infinity", "too long", "a set", "bytes", "too deep"],
)
def test_an_answer_that_could_not_be_read_back_is_not_acknowledged(log: AnswerLog, answer: object) -> None:
    log.append([_answer("1")])
    before = log.path.read_bytes()
    with pytest.raises(NotSavedError, match="the answer cannot be kept"):
        log.append([_answer("2", answer)])
    assert log.path.read_bytes() == before


def test_the_message_is_an_error_of_the_operating_system_for_whoever_catches_those() -> None:
    assert issubclass(NotSavedError, OSError)
