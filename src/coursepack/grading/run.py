"""Knows the way of one run: every file read, graded and written, one after the other, in one pass."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from coursepack.answers import LogReading
from coursepack.course import Course
from coursepack.faults import CourseError, Fault
from coursepack.grading import sheets
from coursepack.grading.all_marks import load_marks
from coursepack.grading.analysis_sheets import remove_old_analysis, write_analysis
from coursepack.grading.changes import remove_old_changes
from coursepack.grading.class_table import TableUnderWriting
from coursepack.grading.collect import Submission, told_of
from coursepack.grading.gain import TestResult, results_of_tests, student_gain
from coursepack.grading.gain_report import compares_tests, remove_old_gain, write_gain
from coursepack.grading.graded_with import write_graded_with
from coursepack.grading.markers_report import remove_old_marking, write_marking
from coursepack.grading.marking import GradeStatus
from coursepack.grading.names import PageNames, shown
from coursepack.grading.one_file import grade_file
from coursepack.grading.pages import Pages
from coursepack.grading.paper import Paper, load_paper
from coursepack.grading.regrade import Graded, read_graded, remove_old_side_by_side, write_regrade
from coursepack.grading.report import (
    GradingSummary,
    check_submissions,
    not_writable,
    open_report,
    remove_old_pages,
)
from coursepack.grading.roll import call_the_roll, load_class
from coursepack.grading.rules import Rules, check_rules, load_rules
from coursepack.grading.source import Source, opened
from coursepack.grading.taking import CannotBeReadError, key_of

Progress = Callable[[int, int], None]
"""Called after every file with the number of files done and the number of all files."""
MOST_NOTICES = 20
"""Lines of one file that are told one by one."""
MISSING = (
    "No file of this student was found, so there are no points, not 0 points."
    " Look for a file under another name, or ask the student."
)
LINES_LEFT_OUT = "The rest of the file was graded. Ask for the file again if an answer is missing."


def grade(
    course: Course,
    submissions: Path,
    out: Path,
    units: Sequence[str] | None = None,
    progress: Progress | None = None,
    marks: Path | None = None,
    before: Path | None = None,
    *,
    class_list: Path | None = None,
    rules: Path | None = None,
) -> GradingSummary:
    """Grade every file in ``submissions``, a folder or a learning platform's zip; write the report into ``out``.

    Graded are ``units`` (ids), by default all whose solution file is in this copy. ``out`` receives
    ``gradebook.csv``, ``unreadable.csv``, ``feedback/*.html``, ``items.csv``, ``distractors.csv``, ``signs.csv`` and ``class.csv``
    for a class of two or more, and ``gain.csv`` and ``gain.md`` if both tests are graded; the same input gives the same
    bytes. With ``marks``, the folder of the markers' files, written answers have points, and ``marking.md`` says how
    far markers agree. ``before`` is the folder of an earlier report (it may be ``out``): then ``changes.csv`` holds
    every mark that is not the same, with the reason, and ``side-by-side.csv`` both sums of every student. One bad file is one row with a sentence; so is a student of ``class_list``
    (``roll.load_class``) without a file. ``rules`` are the class's own (``rules.load_rules``). Raises
    ``CourseError`` for faults in the course, the list or the rules, a folder without files, and a report
    folder that may not or cannot be written.
    """
    check_submissions(submissions)
    paper = load_paper(course, units, load_marks(marks, course) if marks else None)
    earlier = read_graded(before) if before else None
    own_rules = load_rules(rules) if rules else Rules()
    check_rules(own_rules, paper, rules.name if rules else "")
    students = load_class(class_list) if class_list else ()
    with opened(submissions) as source:
        if not source.submissions:
            remedy = "Check which folder or zip was meant."
            raise CourseError(Fault(str(submissions), "", "no files", "answers files", remedy))
        handed_in = call_the_roll(source.submissions, students) if students else source.submissions
        feedback = open_report(out, submissions)
        try:
            return _report(paper, own_rules, source, handed_in, feedback, earlier, progress)
        except OSError as error:
            raise not_writable(out, error) from error


def _report(
    paper: Paper,
    rules: Rules,
    source: Source,
    handed_in: Sequence[Submission],
    feedback: Path,
    earlier: Graded | None,
    progress: Progress | None,
) -> GradingSummary:
    out, table = feedback.parent, TableUnderWriting(paper)
    with sheets.gradebook(out, paper) as book, sheets.unreadable(out) as unread:
        run = _Run(paper, rules, source, feedback, book, unread, Pages(paper), PageNames(), table)
        counts = run.all(handed_in, progress)
    remove_old_pages(feedback, run.names)
    gain, marking, analysis = _gain(out, run), _marking(out, run), _analysis(out, run)
    remove_old_changes(out)
    remove_old_side_by_side(out)
    write_graded_with(out, paper, rules)
    changes = write_regrade(out, earlier) if earlier else None
    return GradingSummary(
        paper.course.title,
        counts,
        out / sheets.GRADEBOOK,
        out / sheets.UNREADABLE,
        feedback,
        len(run.names),
        (*paper.notes, *rules.told()),
        gain,
        marking,
        analysis,
        changes,
    )


def _marking(out: Path, run: _Run) -> Path | None:
    remove_old_marking(out)
    if not run.paper.hand.by_marker:
        return None
    names = {key_of(submission): submission.student for submission in run.source.submissions}
    return write_marking(out, run.paper, names)


def _analysis(out: Path, run: _Run) -> tuple[Path, ...]:
    remove_old_analysis(out)
    return write_analysis(out, run.table.table())


def _gain(out: Path, run: _Run) -> tuple[Path, ...]:
    remove_old_gain(out)
    if not compares_tests(run.paper):
        return ()
    return write_gain(out, [student_gain(student, files) for (student, _), files in run.tests.items()])


@dataclass(frozen=True, slots=True)
class _Run:
    """What one run holds open. Only the students' names, their results in the tests, and a row of numbers each grow."""

    paper: Paper
    rules: Rules
    source: Source
    feedback: Path
    book: sheets.Sheet
    unread: sheets.Sheet
    pages: Pages
    names: PageNames
    table: TableUnderWriting
    tests: dict[tuple[str, str], list[Mapping[str, TestResult]]] = field(default_factory=dict)

    def all(self, handed_in: Sequence[Submission], progress: Progress | None) -> dict[GradeStatus, int]:
        """Grade every file and return how many were taken in which way."""
        counts = dict.fromkeys(GradeStatus, 0)
        files = Counter(map(_whose, handed_in))
        for done, submission in enumerate(handed_in, start=1):
            status = self._missing(submission) if submission.missing else None
            counts[status or self._one(submission, files[_whose(submission)])] += 1
            if progress:
                progress(done, len(handed_in))
        return counts

    def _missing(self, submission: Submission) -> GradeStatus:
        status = GradeStatus.MISSING
        self.book.add(sheets.row_without_points(submission, status, self.paper, [MISSING]))
        return status

    def _one(self, submission: Submission, files: int) -> GradeStatus:
        file = shown(submission.file)
        several = [f"This student has {files} files here; each has its own row."] if files > 1 else []
        known = [*several, *told_of(submission)]
        try:
            done = grade_file(submission, known, self.source, self.paper, self.rules, self.pages)
        except CannotBeReadError as error:
            self.unread.add([file, error.found, error.remedy])
            sentences = [*known, f"{error.found} {error.remedy}"]
            status = GradeStatus.UNREADABLE
            self.book.add(sheets.row_without_points(submission, status, self.paper, sentences))
            return status
        status = GradeStatus.NEEDS_REVIEW if several else done.grade.status
        (self.feedback / self.names.new(submission.student)).write_bytes(done.page)
        self.tests.setdefault(_whose(submission), []).append(results_of_tests(done.grade))
        if files == 1:
            self.table.add(submission.student, done.reading, done.grade)
        self.book.add(sheets.graded_row(submission, status, done.grade, done.worth, done.code, done.notes))
        for found in _left_out(done.reading):
            self.unread.add([file, found, LINES_LEFT_OUT])
        return status


def _whose(submission: Submission) -> tuple[str, str]:
    """Return name and number: two students may have one name, and all are "Participant" where names are hidden."""
    return submission.student, submission.number


def _left_out(reading: LogReading) -> Iterator[str]:
    for notice in reading.notices[:MOST_NOTICES]:
        yield f"line {notice.line}: {shown(notice.why)}"
    more = len(reading.notices) - MOST_NOTICES
    if more > 0:
        yield f"{more:,} more lines"
