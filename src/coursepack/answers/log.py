"""Knows how a learner's log is kept: only appended to, locked, and acknowledged only from disk."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from coursepack.answers.lines import NotSavedError, append_lines
from coursepack.answers.reading import LogReading, read_entries
from coursepack.answers.record import (
    Header,
    Record,
    new_operation,
    now,
    read_line,
    write_line,
)
from coursepack.answers.untrusted import NotARecordError


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
        opening = write_line(Header(self.course_id, new_operation(), now()))
        append_lines(self.path, _encoded(records), opening, "the answers file")


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
