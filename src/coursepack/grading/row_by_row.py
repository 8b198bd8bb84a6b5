"""Knows how the rows of a gradebook come about: each student is read, graded, written and let go."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from coursepack.answers import LogReading
from coursepack.grading import sheets
from coursepack.grading.class_table import TableUnderWriting
from coursepack.grading.collect import Submission, told_of
from coursepack.grading.gain import StudentGain, results_of_tests
from coursepack.grading.grades import GradeStatus
from coursepack.grading.looking import looking
from coursepack.grading.names import PageNames, shown
from coursepack.grading.one_file import grade_file
from coursepack.grading.pages import Pages
from coursepack.grading.paper import Paper
from coursepack.grading.rules import Rules
from coursepack.grading.several import Row, rows_of
from coursepack.grading.several_words import may_be_missed
from coursepack.grading.source import Source
from coursepack.grading.taking import CannotBeReadError

Progress = Callable[[int, int], None]
"""Called after every student with the number of files done and the number of all files."""
MOST_NOTICES = 20
"""Lines of one file that are told one by one."""
MISSING = (
    "No file of this student was found, so there are no points, not 0 points."
    " Look for a file under another name, or ask the student."
)
LINES_LEFT_OUT = "The rest of the file was graded. Ask for the file again if an answer is missing."
LINES_NAMED = "unreadable.csv tells where and why."
NOT_NEEDED = "Nothing: another file of this student counts."


@dataclass(slots=True)
class RowByRow:
    """What one run holds open.

    Only students' names, their results in the tests, and a row of numbers each grow. ``beside`` counts files
    that do not count because another one of the same student does.
    """

    paper: Paper
    rules: Rules
    source: Source
    feedback: Path
    book: sheets.Sheet
    unread: sheets.Sheet
    pages: Pages
    names: PageNames
    table: TableUnderWriting
    gains: list[StudentGain] = field(default_factory=list)
    beside: int = 0

    def all(self, handed_in: Sequence[Submission], progress: Progress | None) -> dict[GradeStatus, int]:
        """Grade every student, sorted by name, and return how many rows were taken in which way."""
        counts, done = dict.fromkeys(GradeStatus, 0), 0
        look = looking(self.source, self.paper)
        for row in rows_of(handed_in, look, frozenset(self.rules.count)):
            counts[self._missing(row) if row.submission.missing else self._one(row)] += 1
            files = max(1, len(row.submission.parts)) + len(row.others)
            self.beside += files - 1
            done += files
            if progress:
                progress(done, len(handed_in))
        return counts

    def _missing(self, row: Row) -> GradeStatus:
        status = GradeStatus.MISSING
        self.book.add(sheets.row_without_points(row.submission, status, self.paper, [MISSING]))
        return status

    def _one(self, row: Row) -> GradeStatus:
        submission, known = row.submission, [*told_of(row.submission), *row.notes]
        for other in row.others:
            if other.refused:
                remedy = other.refused.remedy if may_be_missed(submission, other) else NOT_NEEDED
                self.unread.add([shown(other.submission.file), other.refused.found, remedy])
        try:
            done = grade_file(row.called, submission, known, self.source, self.paper, self.rules, self.pages)
        except CannotBeReadError as error:
            self.unread.add([shown(submission.file), error.found, error.remedy])
            sentences = [*known, f"{error.found} {error.remedy}", *row.advice]
            status = GradeStatus.UNREADABLE
            self.book.add(sheets.row_without_points(submission, status, self.paper, sentences))
            return status
        status = GradeStatus.NEEDS_REVIEW if row.review else done.grade.status
        page = self.names.new(row.called)
        (self.feedback / page).write_bytes(done.page)
        self.gains.append(row.gain(results_of_tests(done.grade)))
        if row.sure:
            self.table.add(row.called, done.reading, done.grade)
        # Only here: no student has unreadable.csv.
        named = [LINES_NAMED] if done.reading.notices else []
        notes = [*done.notes, *named, *row.advice]
        self.book.add(sheets.graded_row(submission, status, done.grade, done.worth, done.code, page, notes))
        for found in _left_out(done.reading):
            self.unread.add([shown(submission.file), found, LINES_LEFT_OUT])
        return status


def _left_out(reading: LogReading) -> Iterator[str]:
    for notice in reading.notices[:MOST_NOTICES]:
        yield f"line {notice.line}: {shown(notice.why)}"
    more = len(reading.notices) - MOST_NOTICES
    if more > 0:
        yield f"{more:,} more lines"
