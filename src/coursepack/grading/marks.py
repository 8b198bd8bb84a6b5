"""Knows how a marker's file is kept: one line for every mark, only appended to, opened by no other marker."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from coursepack.answers import NotSavedError, new_operation, now
from coursepack.answers.found import MOST_NOTICES, Notice
from coursepack.answers.lines import append_lines, lines_of
from coursepack.answers.reading import CUT_OFF, LARGEST_LOG
from coursepack.answers.untrusted import NotARecordError, read_table
from coursepack.faults import CourseError, Fault
from coursepack.grading.mark_record import (
    AnswerKey,
    Marked,
    MarkRecord,
    Withdrawn,
    as_line,
    read_mark,
    write_mark,
)
from coursepack.grading.names import is_device

FORMAT = 1
ENDING = ".jsonl"
SETTLED_FOLDER = "settled"
"""Beside the markers' files: what somebody settled where two were far apart, one file for each who did."""
MARKER = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")


@dataclass(frozen=True, slots=True)
class MarksReading:
    """What a file of marks says: whose it is, its records in order, and lines that were left out."""

    marker: str
    records: tuple[MarkRecord, ...]
    notices: tuple[Notice, ...]


class MarksFile:
    """The file of one marker. No method opens the file of another one."""

    def __init__(self, folder: Path, marker: str, course_id: str, *, settles: bool = False) -> None:
        """Take the marker's file in ``folder``, or with ``settles`` the one in which differences are settled.

        Raise ``CourseError`` if ``marker`` cannot name a file on every system.
        """
        if not MARKER.fullmatch(marker) or is_device(marker):
            expected = "1 to 40 small letters, digits and hyphens, such as ann or ann-2"
            raise CourseError(Fault("--marker", "", f'"{marker[:80]}"', expected, "Choose another name."))
        inside = folder / SETTLED_FOLDER if settles else folder
        self.path, self.marker, self._course_id = inside / (marker + ENDING), marker, course_id
        self._settles = settles

    def read(self) -> MarksReading:
        """Read the marks; a file that is not there yet holds none.

        Raises ``CourseError`` as ``read_marks``.
        """
        if not self.path.exists():
            return MarksReading(self.marker, (), ())
        reading = read_marks(self.path, self._course_id, settles=self._settles)
        if reading.marker != self.marker:
            found, expected = f'marks by "{reading.marker[:40]}"', f'marks by "{self.marker}"'
            raise _refused(self.path, found, expected, "Give the file its own name back.")
        return reading

    def append(self, record: MarkRecord) -> None:
        """Write one record and return when it is on disk; raise ``NotSavedError`` if it is not."""
        line = write_mark(record, settles=self._settles)
        try:
            read_mark(read_table(line), settles=self._settles)
        except NotARecordError as error:
            raise NotSavedError(f"the mark cannot be kept: {error}.") from None
        head: dict[str, Any] = {"marks": "coursepack", "format": FORMAT, "course": self._course_id}
        head |= {"marker": self.marker, **({"settles": True} if self._settles else {})}
        append_lines(self.path, line, as_line({**head, "at": now()}), "the file of marks")

    def mark(self, answer: AnswerKey, version: str, points: Mapping[str, float], comment: str) -> Marked:
        """Write down a mark, and return it when it is on disk."""
        record = Marked(new_operation(), now(), self.marker, answer, version, points, comment)
        self.append(record)
        return record

    def withdraw(self, answer: AnswerKey, version: str) -> None:
        """Write down that the mark of this answer no longer stands."""
        self.append(Withdrawn(new_operation(), now(), self.marker, answer, version))


def read_marks(path: Path, course_id: str, *, settles: bool = False) -> MarksReading:
    """Read any file as marks of this course; lines that are no marks become notices.

    With ``settles`` it has to be a file in which differences were settled, else a marker's own.

    Raises ``CourseError`` for a file that cannot be opened, is too large, belongs to another course,
    or holds no line of a file of marks.
    """
    try:
        if path.stat().st_size > LARGEST_LOG:
            raise _refused(
                path, "a very large file", f"at most {LARGEST_LOG:,} bytes", "Name the right file."
            )
        return _entries(path, course_id, settles=settles)
    except OSError as error:
        found = f"a file that cannot be opened ({error.strerror or type(error).__name__})"
        raise _refused(path, found, "a file of marks", "Check who may read it.") from error


def _entries(path: Path, course_id: str, *, settles: bool) -> MarksReading:
    marker, notices = "", list[Notice]()
    records: dict[str, MarkRecord] = {}
    for number, line, complete in lines_of(path):
        try:
            table = read_table(line)
            if table.get("marks") == "coursepack":
                marker = marker or _head(table, path, course_id, settles=settles)
                continue
            record = _mark(table, marker, settles=settles)
            # A first line that was cut off costs no mark: every mark says whose it is.
            marker = record.marker
            records.setdefault(record.operation, record)
        except NotARecordError as error:
            if len(notices) < MOST_NOTICES:
                notices.append(Notice(number, str(error) if complete else CUT_OFF))
    if not marker and [notice.why for notice in notices] not in ([], [CUT_OFF]):
        found = "no line that coursepack mark wrote"
        raise _refused(path, found, "a file of marks", "Take it out of the folder.")
    return MarksReading(marker or path.stem, tuple(records.values()), tuple(notices))


def _mark(table: Mapping[str, Any], marker: str, *, settles: bool) -> MarkRecord:
    record = read_mark(table, marker, settles=settles)
    # Whose file it is may be known from a mark alone; this name then stands in reports.
    if not MARKER.fullmatch(record.marker):
        raise NotARecordError("a mark by nobody who can be a marker")
    return record


def _head(table: Mapping[str, Any], path: Path, course_id: str, *, settles: bool) -> str:
    course, marker = table.get("course"), table.get("marker")
    if table.get("format") != FORMAT or not isinstance(marker, str) or not MARKER.fullmatch(marker):
        raise NotARecordError("the first line is not one of this course pack")
    if course != course_id:
        found = f'marks of the course "{str(course)[:80]}"'
        raise _refused(path, found, f'marks of "{course_id}"', "Name the folder of this course's marks.")
    if bool(table.get("settles")) is not settles:
        found = "marks that settle differences" if not settles else "a marker's own marks"
        expected, place = ("a marker's own marks", "into") if not settles else ("settled marks", "out of")
        raise _refused(path, found, expected, f'Move it {place} the folder "{SETTLED_FOLDER}".')
    return marker


def _refused(path: Path, found: str, expected: str, remedy: str) -> CourseError:
    return CourseError(Fault(path.name, "", found, expected, remedy))
