"""Knows what one mark by hand is, a marker's or a settled one; how it is written and read back."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from coursepack.answers.untrusted import NotARecordError, text_field

MARK, WITHDRAWN, SETTLED = "mark", "withdrawn", "settled"
LONGEST_COMMENT = 5_000
MOST_POINTS = 100
"""On one line of a rubric."""


@dataclass(frozen=True, slots=True, order=True)
class AnswerKey:
    """Which answer a mark is about: item, key of the student (``hand.student_key``), digest of the text."""

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


def read_mark(table: Mapping[str, Any], owner: str = "", *, settles: bool = False) -> MarkRecord:
    """Read one mark of ``owner`` from untrusted JSON; raise ``NotARecordError`` for anything else.

    With ``settles`` it has to be a mark that settles a difference between markers, else one that does not.
    """
    names = ("operation", "at", "marker", "item", "student", "digest", "version")
    operation, at, marker, item, student, digest, version = (text_field(table, name) for name in names)
    if owner and marker != owner:
        raise NotARecordError("a mark by another marker; it did not count")
    answer = AnswerKey(item, student, digest)
    if table.get("event") == _event(WITHDRAWN, settles=settles):
        return Withdrawn(operation, at, marker, answer, version)
    points, comment = table.get("points"), text_field(table, "comment")
    if (
        table.get("event") != _event(MARK, settles=settles)
        or not isinstance(points, dict)
        or not all(map(_is_points, points.values()))
    ):
        raise NotARecordError("the line is JSON, but not a mark")
    if len(comment) > LONGEST_COMMENT:
        raise NotARecordError(f"the comment has more than {LONGEST_COMMENT:,} characters")
    return Marked(operation, at, marker, answer, version, points, comment)


def _event(name: str, *, settles: bool) -> str:
    return f"{SETTLED} {name}" if settles else name


def _is_points(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= MOST_POINTS


def write_mark(record: MarkRecord, *, settles: bool = False) -> bytes:
    """Turn one mark into one line of JSON, line end included; ``settles`` as in ``read_mark``."""
    answer = record.answer
    data: dict[str, Any] = {
        "event": _event(MARK if isinstance(record, Marked) else WITHDRAWN, settles=settles),
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
    return as_line(data)


def as_line(data: Mapping[str, Any]) -> bytes:
    """Return a table as one line of UTF-8 JSON."""
    return (json.dumps(data, ensure_ascii=True, separators=(",", ":")) + "\n").encode()
