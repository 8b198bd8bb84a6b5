"""Knows how many logs become one class: the table, the codes of every sentence, and both tests."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from coursepack.answers import Answered, LogReading, Record, Revealed, UnreadableLogError, read_log
from coursepack.coding import own_coding
from coursepack.course import Course
from coursepack.grading.class_table import ClassTable, TableUnderWriting
from coursepack.grading.gain import StudentGain, results_of_tests
from coursepack.grading.looking import looking
from coursepack.grading.marking import grade_log
from coursepack.grading.paper import Paper, load_paper
from coursepack.grading.report import check_submissions
from coursepack.grading.several import Row, rows_of
from coursepack.grading.source import NotUnpackedError, Source, opened
from coursepack.items import ItemBank, load_items
from coursepack.items.model import CodeTask

Codes = tuple[str, ...]
CodedSentences = Mapping[str, Mapping[Codes, int]]
"""Sentence to the codes that it was given (all codes of one student together), to the number of students."""


@dataclass(frozen=True, slots=True)
class ClassData:
    """A class as it was read: its ``table``, ``coded`` sentences by layer, ``gains`` by student.

    ``unreadable`` are names of files that could not be read. Of several files of one student the one that
    counts is here (``several``). Files of one name that may be two students' are in none of these but
    ``gains``.
    """

    course: Course
    table: ClassTable
    coded: Mapping[str, CodedSentences]
    gains: tuple[StudentGain, ...]
    unreadable: tuple[str, ...]


@dataclass(slots=True)
class _Class:
    """What is read so far. Of a log only a row of numbers stays, and counts."""

    paper: Paper
    writing: TableUnderWriting
    banks: Sequence[ItemBank]
    layers: Sequence[str]
    coded: dict[str, dict[str, Counter[Codes]]] = field(default_factory=dict)
    gains: list[StudentGain] = field(default_factory=list)
    unreadable: list[str] = field(default_factory=list)

    def take(self, row: Row, reading: LogReading) -> None:
        grade, student = grade_log(reading, self.paper), row.called
        self.gains.append(row.gain(results_of_tests(grade)))
        if not row.sure:
            self.writing.leave_out(student)
            return
        self.writing.add(student, reading, grade)
        first = tuple(first_answers(reading.records))
        for layer in self.layers:
            units = self.coded.setdefault(layer, {})
            for unit, codes in own_coding(first, self.banks, layer).codes.items():
                units.setdefault(unit, Counter())[codes] += 1


def read_class(course: Course, submissions: Path, units: Sequence[str] | None = None) -> ClassData:
    """Read every log in ``submissions``, a folder or a learning platform's zip, and sum the class up.

    Graded are ``units``, as in ``grade``. Raises ``CourseError`` for faults in the course, for a place
    without files, and if no solutions are in this copy.
    """
    check_submissions(submissions)
    paper = load_paper(course, units)
    banks = [load_items(unit.id, course) for unit in paper.units]
    found = _Class(paper, TableUnderWriting(paper), banks, _layers(banks))
    with opened(submissions) as source:
        _read_all(course, source, found)
    coded = {layer: MappingProxyType(units) for layer, units in found.coded.items()}
    gains, unreadable = tuple(found.gains), tuple(found.unreadable)
    return ClassData(course, found.writing.table(), MappingProxyType(coded), gains, unreadable)


def first_answers(records: Iterable[Record]) -> Iterator[Answered]:
    """Yield the first submitted answer to every item: before hints and keys, which make a class agree."""
    seen: set[str] = set()
    for record in records:
        if record.item in seen:
            continue
        if isinstance(record, Revealed):
            seen.add(record.item)
        elif isinstance(record, Answered) and record.submitted:
            seen.add(record.item)
            yield record


def _read_all(course: Course, source: Source, found: _Class) -> None:
    for row in rows_of(source.submissions, looking(source, found.paper)):
        found.unreadable += [other.submission.file for other in row.others if other.refused]
        submission = row.submission
        if submission.obstacle:
            found.unreadable.append(submission.file)
            continue
        try:
            with source.path(submission) as path:
                reading = read_log(path, course.id)
        except (NotUnpackedError, UnreadableLogError, OSError):
            found.unreadable.append(submission.file)
            continue
        found.take(row, reading)


def _layers(banks: Iterable[ItemBank]) -> list[str]:
    """Return the ids of all layers that some item codes by, in the order of the course."""
    found: dict[str, None] = {}
    for bank in banks:
        for item in bank.items.values():
            if isinstance(item.task, CodeTask):
                found[item.task.layer] = None
            elif item.vocabulary and item.vocabulary.endswith(".codes"):
                found[item.vocabulary.partition(".")[0]] = None
    return list(found)
