"""Knows that nothing acknowledged is lost when real programs write at once or are killed while they write."""

from __future__ import annotations

import random
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from coursepack.answers import Answered, AnswerLog
from coursepack.answers.record import read_line

COURSE = "a-course"

WRITER = """
import sys
from itertools import count
from pathlib import Path
from coursepack.answers import Answered, AnswerLog, lines
lines.LOCK_SECONDS = 600  # on a slow disk one writer may wait long for the others
log, name, records = AnswerLog(Path(sys.argv[1]), "a-course"), sys.argv[2], int(sys.argv[3])
print("ready", flush=True)
sys.stdin.readline()
for number in range(records) if records else count():
    operation = f"{name}-{number}"
    log.append([Answered(operation, "2026", "who-01", "1a2b3c4d", [name] * (number % 50), True, 0)])
    print(operation, flush=True)
"""
"""Waits for a line, then appends ``records`` records (0: without end) and prints what was acknowledged."""


Start = Callable[[AnswerLog, str, int], subprocess.Popen[str]]


@pytest.fixture(name="start")
def _start() -> Iterator[Start]:
    """Start writers; end those that a failed test left running."""
    started: list[subprocess.Popen[str]] = []

    def start(log: AnswerLog, name: str, records: int) -> subprocess.Popen[str]:
        command = [sys.executable, "-c", WRITER, str(log.path), name, str(records)]
        pipe = subprocess.PIPE
        started.append(subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True, encoding="utf-8"))
        return started[-1]

    yield start
    for writer in started:
        writer.kill()
        writer.wait()


def _go(writers: list[subprocess.Popen[str]]) -> None:
    """Let all writers begin as nearly at once as can be."""
    for writer in writers:
        assert writer.stdout is not None
        assert writer.stdout.readline() == "ready\n"
    for writer in writers:
        assert writer.stdin is not None
        writer.stdin.write("go\n")
        writer.stdin.flush()


def _rest(writer: subprocess.Popen[str]) -> list[str]:
    """Wait for the end of a writer; return the operations that it has printed whole and nobody has read."""
    assert writer.stdin is not None
    assert writer.stdout is not None
    with writer.stdin, writer.stdout:
        lines = writer.stdout.read().splitlines(keepends=True)
    writer.wait(timeout=60)
    return [line.strip() for line in lines if line.endswith("\n")]


@pytest.fixture(name="log")
def _log(tmp_path: Path) -> AnswerLog:
    return AnswerLog(tmp_path / "answers.jsonl", COURSE)


def test_four_programs_that_write_at_once_lose_and_mix_nothing(log: AnswerLog, start: Start) -> None:
    names, each = "abcd", 200
    writers = [start(log, name, each) for name in names]
    _go(writers)
    acknowledged = [operation for writer in writers for operation in _rest(writer)]
    assert [writer.returncode for writer in writers] == [0] * len(names)
    reading = log.read()
    assert reading.notices == ()
    assert reading.header is not None
    assert sorted(record.operation for record in reading.records) == sorted(acknowledged)
    assert Counter(record.operation[0] for record in reading.records) == dict.fromkeys(names, each)
    lines = log.path.read_bytes().split(b"\n")
    assert lines.pop() == b""
    assert [type(read_line(line)).__name__ for line in lines] == ["Header"] + ["Answered"] * (
        each * len(names)
    )
    for name in names:
        own = [record for record in reading.records if record.operation.startswith(name)]
        assert [record.operation for record in own] == [f"{name}-{number}" for number in range(each)]
        for number, record in enumerate(own):
            assert isinstance(record, Answered)
            assert record.answer == [name] * (number % 50)


def test_what_was_acknowledged_survives_programs_killed_at_any_moment(log: AnswerLog, start: Start) -> None:
    moments = random.Random(2026)  # noqa: S311 (moments, not secrets; the seed makes a failure repeatable)
    acknowledged: list[str] = []
    for round_ in range(10):
        writers = [start(log, f"{round_}{name}", 0) for name in "ab"]
        _go(writers)
        for writer in writers:
            assert writer.stdout is not None
            acknowledged += [writer.stdout.readline().strip() for _ in range(moments.randrange(1, 12))]
            writer.kill()
            acknowledged += _rest(writer)
        operations = {record.operation for record in log.read().records}
        assert set(acknowledged) <= operations, f"lost in round {round_}"
    assert len(acknowledged) == len(set(acknowledged)) >= 20
    assert len(log.read().notices) <= 20
    log.append([Answered("last", "2026", "who-01", "1a2b3c4d", "b", submitted=True, hints=0)])
    assert log.read().records[-1].operation == "last"
