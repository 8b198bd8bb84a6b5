"""Knows how a learner's log is kept: only appended to, locked, and acknowledged only from disk."""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import suppress
from io import FileIO
from pathlib import Path

from coursepack.answers.lines import UTF_16_MARKS
from coursepack.answers.reading import LogReading, read_entries
from coursepack.answers.record import (
    Header,
    NotARecordError,
    Record,
    new_operation,
    now,
    read_line,
    write_line,
)

LOCK_SECONDS = 10
OTHER_ENCODING = (
    "another program has saved the answers file in an encoding that cannot be continued (UTF-16)."
    " Save it as UTF-8, or rename it, and try again."
)


class NotSavedError(OSError):
    """An answer did not reach the disk. The message says why, in words for a learner."""


class AnswerLog:
    """One learner's log on disk."""

    def __init__(self, path: Path, course_id: str) -> None:
        self.path, self.course_id = path, course_id

    def read(self) -> LogReading:
        """Read the log; a log that does not exist yet, or was cut off in its first line, is an empty one."""
        if not self.path.exists():
            return LogReading(None, (), ())
        return read_entries(self.path, self.course_id)

    def append(self, records: Sequence[Record]) -> None:
        """Write records and return when they are on disk; raise ``NotSavedError`` if they are not."""
        from filelock import FileLock, Timeout

        lines = _encoded(records)
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            # Unbuffered: a buffer that could not be written would be written again on closing, after the cut.
            with (
                FileLock(f"{self.path}.lock", timeout=LOCK_SECONDS),
                self.path.open("ab", buffering=0) as file,
            ):
                self._append(file, lines)
        except NotSavedError:
            raise
        except Timeout:
            raise NotSavedError("another program holds the answers file. Close it and try again.") from None
        except OSError as error:
            reason = error.strerror or type(error).__name__
            raise NotSavedError(f"the answers file cannot be written ({reason}).") from error

    def _append(self, file: FileIO, lines: bytes) -> None:
        size = file.seek(0, os.SEEK_END)
        start = b"" if size else write_line(Header(self.course_id, new_operation(), now()))
        if size:
            beginning, end = self._ends(size)
            if beginning in UTF_16_MARKS:
                raise NotSavedError(OTHER_ENCODING)
            start = b"" if end == b"\n" else b"\n"
        try:
            rest = memoryview(start + lines)
            while rest:
                rest = rest[file.write(rest) :]
            os.fsync(file.fileno())
        except OSError:
            # Half a line on a full disk would cost the next answer as well; if cutting it off
            # fails too, the reader skips it.
            with suppress(OSError):
                file.truncate(size)
            raise

    def _ends(self, size: int) -> tuple[bytes, bytes]:
        """Return the first two bytes and the last one."""
        with self.path.open("rb") as file:
            beginning = file.read(2)
            file.seek(size - 1)
            return beginning, file.read(1)


def _encoded(records: Sequence[Record]) -> bytes:
    """Turn records into lines; what could not be read back is refused, never acknowledged."""
    try:
        lines = [write_line(record) for record in records]
        for line in lines:
            read_line(line)
    except NotARecordError as error:
        raise NotSavedError(f"the answer cannot be kept: {error}. Make it shorter.") from None
    except (TypeError, ValueError, RecursionError):
        raise NotSavedError("the answer cannot be kept: it is not plain text, numbers and lists.") from None
    return b"".join(lines)
