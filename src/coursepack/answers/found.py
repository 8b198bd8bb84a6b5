"""Knows what is found in a log that is read line by line: records, lines left out, other logs."""

from __future__ import annotations

from dataclasses import dataclass

from coursepack.answers.record import Header, Record, read_line
from coursepack.answers.untrusted import NotARecordError

MOST_NOTICES = 1000
"""Lines left out of one log that are told one by one. A file with more before its first record is no log."""
MOST_LEFT_OUT = 100_000
"""Lines left out of one log before it is given up: the largest file may hold 25 million."""
LONGEST_SHOWN = 80
MOST_JOINTS = 100
HEADER_START = b'{"log":"coursepack"'
GLUED = "the line was cut off, and another log was joined to it"


class UnreadableLogError(ValueError):
    """A file that is no log of this course. The message says what it is and what to do."""


@dataclass(frozen=True, slots=True)
class Notice:
    """A line of a log that was left out: ``line`` from 1, and why."""

    line: int
    why: str


@dataclass(frozen=True, slots=True)
class Joint:
    """The place where a second log begins in the same file.

    ``line`` from 1; ``record`` is how many records stand before it; ``other`` tells that it comes from
    another copy of the course, so perhaps from another learner.
    """

    line: int
    record: int
    other: bool


class Found:
    """What has been found so far in a log that is being read."""

    def __init__(self, course_id: str) -> None:
        self.course_id = course_id
        self.header: Header | None = None
        self.records: dict[str, Record] = {}
        self.notices: list[Notice] = []
        self.joints: list[Joint] = []
        self._left_out = 0

    @property
    def given_up(self) -> bool:
        """Say whether too much had to be left out for this to be a log."""
        nothing_yet = self.header is None and not self.records
        return self._left_out > (MOST_NOTICES if nothing_yet else MOST_LEFT_OUT)

    def keep(self, line: int, entry: Header | Record) -> None:
        """Take a header or a record; an operation that was there before counts once."""
        if not isinstance(entry, Header):
            self.records.setdefault(entry.operation, entry)
        elif entry.course != self.course_id:
            raise UnreadableLogError(
                f'The file belongs to the course "{entry.course[:LONGEST_SHOWN]}"; this is "{self.course_id}".'
                " Ask for the file of this course."
            )
        elif self.header is None and not self.records:
            self.header = entry
        else:
            other = self.header is None or entry.learner != self.header.learner
            if len(self.joints) < MOST_JOINTS:
                self.joints.append(Joint(line, len(self.records), other))
            self.header = self.header or entry

    def keep_joined(self, line: int, content: bytes) -> bool:
        """Take the header of a log that was joined to a line without its end; say whether there is one."""
        at = content.find(HEADER_START, 1)
        if at < 0:
            return False
        try:
            header = read_line(content[at:])
        except NotARecordError:
            return False
        self.leave_out(line, GLUED)
        self.keep(line, header)
        return True

    def leave_out(self, line: int, why: str) -> None:
        """Note a line that is no record."""
        self._left_out += 1
        if len(self.notices) < MOST_NOTICES:
            self.notices.append(Notice(line, why))
        elif len(self.notices) == MOST_NOTICES:
            self.notices.append(Notice(line, "this and further lines are no records either"))
