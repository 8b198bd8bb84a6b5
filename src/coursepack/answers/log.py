"""Knows how a learner's log is kept: only appended to, locked, and acknowledged only from disk."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from coursepack.answers.record import (
    LONGEST_LINE,
    Header,
    NotARecordError,
    Record,
    new_operation,
    now,
    read_line,
    write_line,
)

LARGEST_LOG = 50_000_000
"""Bytes. A whole course makes about one million; a larger file is refused, not read."""
LOCK_SECONDS = 10
MOST_NOTICES = 1_000
"""Lines that may be left out of a log; with more it is another kind of file."""


class NotSavedError(OSError):
    """An answer did not reach the disk. The message says why, in words for a learner."""


class UnreadableLogError(ValueError):
    """A file that is no log of this course. The message says what it is and what to do."""


@dataclass(frozen=True, slots=True)
class Notice:
    """A line of a log that was left out: ``line`` from 1, and why."""

    line: int
    why: str


@dataclass(frozen=True, slots=True)
class LogReading:
    """What a log says: its header (``None`` if the first line is lost), its records in order, and notices."""

    header: Header | None
    records: tuple[Record, ...]
    notices: tuple[Notice, ...]


class AnswerLog:
    """One learner's log on disk."""

    def __init__(self, path: Path, course_id: str) -> None:
        self.path, self.course_id = path, course_id

    def read(self) -> LogReading:
        """Read the log; a log that does not exist yet is an empty one."""
        if not self.path.exists():
            return LogReading(None, (), ())
        return read_log(self.path, self.course_id)

    def append(self, records: Sequence[Record]) -> None:
        """Write records and return when they are on disk; raise ``NotSavedError`` if they are not."""
        from filelock import FileLock, Timeout

        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with FileLock(f"{self.path}.lock", timeout=LOCK_SECONDS), self.path.open("ab") as file:
                self._append(file, b"".join(write_line(record) for record in records))
        except Timeout:
            raise NotSavedError("another program holds the answers file. Close it and try again.") from None
        except OSError as error:
            reason = error.strerror or type(error).__name__
            raise NotSavedError(f"the answers file cannot be written ({reason}).") from error

    def _append(self, file: BinaryIO, lines: bytes) -> None:
        size = file.seek(0, os.SEEK_END)
        start = b"" if size else write_line(Header(self.course_id, new_operation(), now()))
        if size and not self._ends_with_line_end(size):
            start = b"\n"
        try:
            file.write(start + lines)
            file.flush()
            os.fsync(file.fileno())
        except OSError:
            # Half a line on a full disk would cost the next answer as well; if cutting it off
            # fails too, the reader skips it.
            with suppress(OSError):
                file.truncate(size)
            raise

    def _ends_with_line_end(self, size: int) -> bool:
        with self.path.open("rb") as file:
            file.seek(size - 1)
            return file.read(1) == b"\n"


def read_log(path: Path, course_id: str) -> LogReading:
    """Read any file as a log of this course.

    Lines that are no records become notices. Raises ``UnreadableLogError`` for an empty file, one
    that is too large, one of another course, and one without a single line of a log.
    """
    size = path.stat().st_size
    if size == 0:
        raise UnreadableLogError("The file is empty. Ask the student for the file again.")
    if size > LARGEST_LOG:
        raise UnreadableLogError(
            f"The file has {size:,} bytes; a log has at most {LARGEST_LOG:,}. Ask which file was meant."
        )
    header: Header | None = None
    records: list[Record] = []
    notices: list[Notice] = []
    seen: set[str] = set()
    for number, line, complete in _lines(path):
        try:
            entry = read_line(line)
        except NotARecordError as error:
            if len(notices) >= MOST_NOTICES:
                raise UnreadableLogError(
                    f"The file has more than {MOST_NOTICES:,} lines that are no lines of an answers file."
                    " Ask for the file answers.jsonl from the folder my-answers."
                ) from None
            notices.append(
                Notice(number, str(error) if complete else "the last line was cut off while it was written")
            )
            continue
        if isinstance(entry, Header):
            if entry.course != course_id:
                raise UnreadableLogError(
                    f'The file belongs to the course "{entry.course}"; this is "{course_id}".'
                    " Ask for the file of this course."
                )
            header = header or entry
        elif entry.operation not in seen:
            seen.add(entry.operation)
            records.append(entry)
    if header is None and not records:
        raise UnreadableLogError(
            "The file holds no line of an answers file. Ask for the file answers.jsonl from the folder my-answers."
        )
    return LogReading(header, tuple(records), tuple(notices))


def _lines(path: Path) -> Iterator[tuple[int, bytes, bool]]:
    """Yield number, content and whether the line end is there; over-long lines are cut, never held whole."""
    with path.open("rb") as file:
        number = 0
        while line := file.readline(LONGEST_LINE + 2):
            number += 1
            complete = line.endswith(b"\n")
            if not complete and len(line) > LONGEST_LINE:
                while rest := file.readline(LONGEST_LINE):
                    if rest.endswith(b"\n"):
                        break
                complete = True
            if line.strip():
                yield number, line.strip(b"\r\n"), complete
