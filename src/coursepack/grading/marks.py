"""Knows what a marker writes down: one line for every mark, only appended to, in a file of the marker's own."""

from __future__ import annotations

import hashlib
import json
import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from coursepack.answers import NotSavedError, new_operation, now
from coursepack.answers.lines import append_lines, lines_of
from coursepack.answers.log import CUT_OFF, LARGEST_LOG, MOST_NOTICES, Notice
from coursepack.answers.record import NotARecordError, read_table, text_field
from coursepack.faults import CourseError, Fault
from coursepack.grading.names import is_device

FORMAT = 1
ENDING = ".jsonl"
LONGEST_COMMENT = 5_000
MARKER = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")


@dataclass(frozen=True, slots=True, order=True)
class AnswerKey:
    """Which answer a mark is about: the item, the student's key (see ``written``), and the text's digest."""

    item: str
    student: str
    digest: str


@dataclass(frozen=True, slots=True)
class Marked:
    """One mark: points by criterion of the rubric, and a comment for the student (may be empty)."""

    operation: str
    at: str
    marker: str
    answer: AnswerKey
    version: str
    points: Mapping[str, float]
    comment: str


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """A mark was taken back; the answer is unmarked again."""

    operation: str
    at: str
    marker: str
    answer: AnswerKey
    version: str


MarkRecord = Marked | Withdrawn
Standing = Mapping[AnswerKey, Marked]
"""The marks of one marker that stand now, by answer."""


@dataclass(frozen=True, slots=True)
class MarksReading:
    """What a file of marks says: whose it is, its records in order, and lines that were left out."""

    marker: str
    records: tuple[MarkRecord, ...]
    notices: tuple[Notice, ...]


def text_digest(text: str) -> str:
    """Return the digest of an answer's text: a mark holds for these words only (SHA-256, 32 hex digits)."""
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def standing(records: Iterable[MarkRecord]) -> dict[AnswerKey, Marked]:
    """Return the marks that stand: the last one of each answer, none where it was withdrawn."""
    marks: dict[AnswerKey, Marked] = {}
    for record in records:
        if isinstance(record, Marked):
            marks[record.answer] = record
        else:
            marks.pop(record.answer, None)
    return marks


class MarksFile:
    """The file of one marker. No method opens the file of another one."""

    def __init__(self, folder: Path, marker: str, course_id: str) -> None:
        """Raise ``CourseError`` if ``marker`` cannot name a file on every system."""
        if not MARKER.fullmatch(marker) or is_device(marker):
            expected = "1 to 40 small letters, digits and hyphens, such as ann or ann-2"
            raise CourseError(Fault("--marker", "", f'"{marker[:80]}"', expected, "Choose another name."))
        self.path, self.marker, self._course_id = folder / (marker + ENDING), marker, course_id

    def read(self) -> MarksReading:
        """Read the marks; a file that is not there yet holds none. Raises ``CourseError`` as ``read_marks``."""
        if not self.path.exists():
            return MarksReading(self.marker, (), ())
        reading = read_marks(self.path, self._course_id)
        if reading.marker != self.marker:
            found, expected = f'marks by "{reading.marker[:40]}"', f'marks by "{self.marker}"'
            raise _refused(self.path, found, expected, "Give the file its own name back.")
        return reading

    def append(self, record: MarkRecord) -> None:
        """Write one record and return when it is on disk; raise ``NotSavedError`` if it is not."""
        line = _line(record)
        try:
            _record(read_table(line))
        except NotARecordError as error:
            raise NotSavedError(f"the mark cannot be kept: {error}.") from None
        head = {"marks": "coursepack", "format": FORMAT, "course": self._course_id, "marker": self.marker}
        append_lines(self.path, line, _json({**head, "at": now()}), "the file of marks")

    def mark(self, answer: AnswerKey, version: str, points: Mapping[str, float], comment: str) -> Marked:
        """Write down a mark, and return it when it is on disk."""
        record = Marked(new_operation(), now(), self.marker, answer, version, points, comment)
        self.append(record)
        return record

    def withdraw(self, answer: AnswerKey, version: str) -> None:
        """Write down that the mark of this answer no longer stands."""
        self.append(Withdrawn(new_operation(), now(), self.marker, answer, version))


def read_marks(path: Path, course_id: str) -> MarksReading:
    """Read any file as marks of this course; lines that are no marks become notices.

    Raises ``CourseError`` for a file that cannot be opened, is too large, belongs to another course,
    or does not begin as a file of marks does.
    """
    marker, notices = "", list[Notice]()
    records: dict[str, MarkRecord] = {}
    try:
        if path.stat().st_size > LARGEST_LOG:
            raise _refused(
                path, "a very large file", f"at most {LARGEST_LOG:,} bytes", "Name the right file."
            )
        for number, line, complete in lines_of(path):
            try:
                table = read_table(line)
                if table.get("marks") == "coursepack":
                    marker = marker or _head(table, path, course_id)
                    continue
                record = _record(table, marker)
                records.setdefault(record.operation, record)
            except NotARecordError as error:
                if len(notices) < MOST_NOTICES:
                    notices.append(Notice(number, str(error) if complete else CUT_OFF))
    except OSError as error:
        found = f"a file that cannot be opened ({error.strerror or type(error).__name__})"
        raise _refused(path, found, "a file of marks", "Check who may read it.") from error
    if not marker and (notices or records):
        found = "no first line that says whose marks these are"
        raise _refused(path, found, "a file that coursepack mark wrote", "Take it out of the folder.")
    return MarksReading(marker or path.stem, tuple(records.values()), tuple(notices))


def _head(table: Mapping[str, Any], path: Path, course_id: str) -> str:
    course, marker = table.get("course"), table.get("marker")
    if table.get("format") != FORMAT or not isinstance(marker, str) or not MARKER.fullmatch(marker):
        raise NotARecordError("the first line is not one of this course pack")
    if course != course_id:
        found = f'marks of the course "{str(course)[:80]}"'
        raise _refused(path, found, f'marks of "{course_id}"', "Name the folder of this course's marks.")
    return marker


def _record(table: Mapping[str, Any], owner: str = "") -> MarkRecord:
    data = dict(table)
    names = ("operation", "at", "marker", "item", "student", "digest", "version")
    operation, at, marker, item, student, digest, version = (text_field(data, name) for name in names)
    if owner and marker != owner:
        raise NotARecordError("a mark by another marker; it did not count")
    answer = AnswerKey(item, student, digest)
    if data.get("event") == "withdrawn":
        return Withdrawn(operation, at, marker, answer, version)
    points, comment = data.get("points"), text_field(data, "comment")
    if (
        data.get("event") != "mark"
        or not isinstance(points, dict)
        or not all(map(_is_points, points.values()))
    ):
        raise NotARecordError("the line is JSON, but not a mark")
    if len(comment) > LONGEST_COMMENT:
        raise NotARecordError(f"the comment has more than {LONGEST_COMMENT:,} characters")
    return Marked(operation, at, marker, answer, version, points, comment)


def _is_points(value: object) -> bool:
    return (
        isinstance(value, int | float) and not isinstance(value, bool) and value >= 0 and math.isfinite(value)
    )


def _line(record: MarkRecord) -> bytes:
    answer = record.answer
    data: dict[str, Any] = {
        "event": "mark" if isinstance(record, Marked) else "withdrawn",
        "operation": record.operation,
        "at": record.at,
        "marker": record.marker,
        "item": answer.item,
        "version": record.version,
        "student": answer.student,
        "digest": answer.digest,
    }
    if isinstance(record, Marked):
        data |= {"points": dict(record.points), "comment": record.comment}
    return _json(data)


def _json(data: Mapping[str, Any]) -> bytes:
    return (json.dumps(data, ensure_ascii=True, separators=(",", ":")) + "\n").encode()


def _refused(path: Path, found: str, expected: str, remedy: str) -> CourseError:
    return CourseError(Fault(path.name, "", found, expected, remedy))
