"""Knows how a learner's log is kept: only appended to, locked, and acknowledged only from disk."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from coursepack.answers.lines import LOCK_SECONDS, NotSavedError, append_lines, lines_of
from coursepack.answers.record import (
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
MOST_NOTICES = 1000
"""Lines left out of one log that are told one by one. A file with more before its first record is no log."""
MOST_LEFT_OUT = 100_000
"""Lines left out of one log before it is given up: a file of fifty million bytes may hold half as many lines."""
LONGEST_SHOWN = 80
CUT_OFF = "the last line was cut off while it was written"
NO_LOG = (
    "The file holds no line of an answers file. Ask for the file answers.jsonl from the folder my-answers."
)


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
        """Read the log; a log that does not exist yet, or was cut off in its first line, is an empty one."""
        if not self.path.exists():
            return LogReading(None, (), ())
        return _read(self.path, self.course_id)

    def append(self, records: Sequence[Record]) -> None:
        """Write records and return when they are on disk; raise ``NotSavedError`` if they are not."""
        opening = write_line(Header(self.course_id, new_operation(), now()))
        append_lines(self.path, _encoded(records), opening, "the answers file", LOCK_SECONDS)


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


def read_log(path: Path, course_id: str) -> LogReading:
    """Read any file as a log of this course.

    Lines that are no records become notices. Raises ``UnreadableLogError`` for a file that cannot be
    opened, an empty one, one that is too large, one of another course, and one without a single line of a log.
    """
    reading = _read(path, course_id)
    if reading.header is None and not reading.records:
        raise UnreadableLogError(
            "The file is empty. Ask the student for the file again." if not reading.notices else NO_LOG
        )
    return reading


def _read(path: Path, course_id: str) -> LogReading:
    try:
        return _entries(path, course_id)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise UnreadableLogError(f"The file cannot be opened ({reason}). Ask for the file again.") from error


def _entries(path: Path, course_id: str) -> LogReading:
    size = path.stat().st_size
    if size > LARGEST_LOG:
        raise UnreadableLogError(
            f"The file has {size:,} bytes; a log has at most {LARGEST_LOG:,}. Ask which file was meant."
        )
    found = _Found(course_id)
    for number, line, complete in lines_of(path):
        try:
            found.keep(read_line(line))
        except NotARecordError as error:
            found.leave_out(number, str(error) if complete else CUT_OFF)
    return LogReading(found.header, tuple(found.records.values()), tuple(found.notices))


class _Found:
    """What has been found so far in a log that is being read."""

    def __init__(self, course_id: str) -> None:
        self.course_id = course_id
        self.header: Header | None = None
        self.records: dict[str, Record] = {}
        self.notices: list[Notice] = []
        self._left_out = 0

    def keep(self, entry: Header | Record) -> None:
        """Take a header or a record; an operation that was there before counts once."""
        if not isinstance(entry, Header):
            self.records.setdefault(entry.operation, entry)
        elif entry.course == self.course_id and self.header and entry.learner != self.header.learner:
            raise NotARecordError("the log of another learner begins here")
        elif entry.course == self.course_id:
            self.header = entry
        else:
            raise UnreadableLogError(
                f'The file belongs to the course "{entry.course[:LONGEST_SHOWN]}"; this is "{self.course_id}".'
                " Ask for the file of this course."
            )

    def leave_out(self, line: int, why: str) -> None:
        """Note a line that is no record; give the file up if there are too many."""
        self._left_out += 1
        nothing_yet = self.header is None and not self.records
        if self._left_out > (MOST_NOTICES if nothing_yet else MOST_LEFT_OUT):
            raise UnreadableLogError(NO_LOG)
        if len(self.notices) < MOST_NOTICES:
            self.notices.append(Notice(line, why))
        elif len(self.notices) == MOST_NOTICES:
            self.notices.append(Notice(line, "this and further lines are no records either"))
