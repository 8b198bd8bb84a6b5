"""Knows how any file is read as a log: line by line, in bounded memory, with a word on what was left out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path

from coursepack.answers.foreign import ENOUGH, kind_of_file
from coursepack.answers.found import HEADER_START, Found, Joint, Notice, UnreadableLogError
from coursepack.answers.history import History, histories
from coursepack.answers.lines import is_utf_16, lines_of, refuse_special
from coursepack.answers.record import Header, Record, read_line, read_lines, time_of
from coursepack.answers.untrusted import NotARecordError

LARGEST_LOG = 50_000_000
"""Bytes. A whole course makes about one million; a larger file is refused, not read."""
MOST_PARTS = 8_000_000
"""Values in one log. The densest answers, marked passages, reach the largest size before; a bomb of empty
lists does not."""
CUT_OFF = "the last line was cut off while it was written"
ASK = "Ask for the file answers.jsonl from the folder my-answers."
NO_LOG = f"The file holds no line of an answers file. {ASK}"


@dataclass(frozen=True)
class LogReading:
    """What a log says: its header (``None`` if the first line is lost), its records in order, and notices.

    ``joints`` are places where another log was joined to it; ``utf_16`` tells that another program
    saved it in that encoding. ``times`` are those of the records, ``None`` where one cannot be read;
    ``histories`` what happened to each item, by id.
    """

    header: Header | None
    records: tuple[Record, ...]
    notices: tuple[Notice, ...]
    joints: tuple[Joint, ...] = ()
    utf_16: bool = False

    @cached_property
    def times(self) -> tuple[datetime | None, ...]:
        """Read the times of the records, once."""
        return tuple([time_of(record.at) for record in self.records])

    @cached_property
    def histories(self) -> Mapping[str, History]:
        """Sort the records by item, once."""
        return histories(self.records)


def read_log(path: Path, course_id: str) -> LogReading:
    """Read any file as a log of this course.

    Lines that are no records become notices. Raises ``UnreadableLogError`` for a file that cannot be opened,
    an empty one, one that is too large, one of another course, and one without a single line of a log.
    """
    reading = read_entries(path, course_id)
    if reading.header is None and not reading.records:
        raise UnreadableLogError(
            _no_log(path) if reading.notices else "The file is empty. Ask the student for the file again."
        )
    return reading


def read_entries(path: Path, course_id: str) -> LogReading:
    """Read a file as ``read_log`` does, but take one without a line of a log for an empty log."""
    try:
        return _entries(path, course_id)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise UnreadableLogError(f"The file cannot be opened ({reason}). Ask for the file again.") from error


def _entries(path: Path, course_id: str) -> LogReading:
    refuse_special(path)
    size = path.stat().st_size
    if size > LARGEST_LOG:
        raise UnreadableLogError(
            f"The file has {size:,} bytes; a log has at most {LARGEST_LOG:,}. Ask which file was meant."
        )
    # A file of so few bytes cannot hold more values; at once takes a third of the time.
    if size <= MOST_PARTS and (whole := _in_order(path.read_bytes(), course_id)):
        return whole
    found, parts = Found(course_id), 0
    for number, line, complete in lines_of(path):
        parts += line.count(b",") + line.count(b"[") + line.count(b"{")
        if parts > MOST_PARTS:
            raise UnreadableLogError(
                f"The file holds more than {MOST_PARTS:,} values; a log does not. Ask which file was meant."
            )
        try:
            found.keep(number, read_line(line))
        except NotARecordError as error:
            if not found.keep_joined(number, line):
                found.leave_out(number, str(error) if complete else CUT_OFF)
        if found.given_up:
            raise UnreadableLogError(_no_log(path))
    records = tuple(found.records.values())
    return LogReading(found.header, records, tuple(found.notices), tuple(found.joints), is_utf_16(path))


def _in_order(content: bytes, course_id: str) -> LogReading | None:
    """Read a log of this course at once.

    ``None`` if anything about it is odd, to be read line by line and told.
    """
    first, _, rest = content.partition(b"\n")
    if not first.startswith(HEADER_START) or not rest.endswith(b"\n"):
        return None
    try:
        header, records = read_line(first), read_lines(rest[:-1])
    except NotARecordError:
        return None
    several = len({record.operation for record in records}) < len(records)
    if not isinstance(header, Header) or header.course != course_id or several:
        return None
    return LogReading(header, records, ())


def _no_log(path: Path) -> str:
    try:
        with path.open("rb") as file:
            kind = kind_of_file(file.read(ENOUGH))
    except OSError:
        kind = ""
    return f"The file is {kind}, not an answers file. {ASK}" if kind else NO_LOG
