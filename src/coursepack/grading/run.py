"""Knows the way of one run: what is opened, in which order, and what the report consists of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from coursepack.course import Course
from coursepack.faults import CourseError, Fault
from coursepack.grading import sheets
from coursepack.grading.all_marks import load_marks
from coursepack.grading.analysis_sheets import remove_old_analysis, write_analysis
from coursepack.grading.changes import remove_old_changes
from coursepack.grading.class_list import Listed, load_class
from coursepack.grading.class_table import TableUnderWriting, step_for, told_of_step
from coursepack.grading.collect import Submission
from coursepack.grading.gain_report import compares_tests, remove_old_gain, write_gain
from coursepack.grading.graded_with import write_graded_with
from coursepack.grading.lateness import timed, told_of_due
from coursepack.grading.markers_report import remove_old_marking, write_marking
from coursepack.grading.names import PageNames
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
from coursepack.grading.roll import call_the_roll
from coursepack.grading.row_by_row import Progress, RowByRow
from coursepack.grading.rules import NO_RULES, Rules, check_count, check_rules, load_rules, withheld_units
from coursepack.grading.source import Source, opened
from coursepack.grading.taking import key_of

TESTS = 2
TESTS_COUNT = "The tests before and after the course are in the points. To leave them out, name the units that count with --unit."


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
    """Grade every file in ``submissions``, a folder or a learning platform's zip.

    Write the report into ``out``.

    Graded are ``units`` (ids or numbers of lessons), by default all but practice whose solution file is in
    this copy. ``out`` receives ``gradebook.csv``, ``unreadable.csv``, ``graded-with.csv`` and
    ``feedback/*.html``; for a class of two or more ``items.csv``, ``distractors.csv``, ``signs.csv`` and
    ``class.csv``; if both tests are graded ``gain.csv`` and ``gain.md``. The same input gives the same bytes.

    With ``marks``, the folder of the markers' files, written answers have points, and ``marking.md`` says how
    far markers agree. With ``before``, the folder of an earlier report (it may be ``out``), ``changes.csv``
    holds every mark that is not the same, with the reason, and ``side-by-side.csv`` both sums of every
    student. A student with several files has one row (``several``). One bad file is one row with a sentence;
    so is a student of ``class_list`` (``class_list.load_class``) without a file. ``rules`` are the class's
    own (``rules.load_rules``).

    Raises ``CourseError`` for faults in the course, the list or the rules, a folder without files, and a
    report folder that may not or cannot be written.
    """
    check_submissions(submissions)
    paper = load_paper(course, units, load_marks(marks, course) if marks else None)
    earlier = read_graded(before) if before else None
    own_rules = load_rules(rules) if rules else NO_RULES
    check_rules(own_rules, paper, rules.name if rules else "")
    students = load_class(class_list) if class_list else ()
    with opened(submissions) as source:
        if not source.submissions:
            remedy = "Check which folder or zip was meant."
            raise CourseError(Fault(str(submissions), "", "no files", "answers files", remedy))
        check_count(own_rules, source.submissions, rules.name if rules else "")
        handed_in = _handed_in(source, students, own_rules)
        if paper.hand.by_marker:
            paper = replace(paper, hand=replace(paper.hand, here=frozenset(map(key_of, handed_in))))
        feedback = open_report(out, submissions)
        try:
            return _report(paper, own_rules, source, handed_in, feedback, earlier, progress)
        except OSError as error:
            raise not_writable(out, error) from error


def _handed_in(source: Source, students: Sequence[Listed], rules: Rules) -> Sequence[Submission]:
    if students:
        return call_the_roll(source.submissions, students, rules.due)
    return [timed(entry, rules.due) for entry in source.submissions]


def _report(
    paper: Paper,
    rules: Rules,
    source: Source,
    handed_in: Sequence[Submission],
    feedback: Path,
    earlier: Graded | None,
    progress: Progress | None,
) -> GradingSummary:
    out, table = feedback.parent, TableUnderWriting(paper, step_for(len(handed_in)))
    with sheets.gradebook(out, paper) as book, sheets.unreadable(out) as unread:
        run = RowByRow(
            paper,
            rules,
            source,
            feedback,
            book,
            unread,
            Pages(paper, withheld_units(rules, paper)),
            PageNames(),
            table,
        )
        counts = run.all(handed_in, progress)
    remove_old_pages(feedback, run.names)
    gain, marking, analysis = _gain(out, run), _marking(out, run, handed_in), _analysis(out, run)
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
        (
            *paper.notes,
            *([TESTS_COUNT] if compares_tests(paper) and len(paper.units) > TESTS else []),
            *rules.told(),
            *told_of_due(source.submissions, rules.due),
            *told_of_step(table.every),
        ),
        gain,
        marking,
        analysis,
        changes,
        run.beside,
    )


def _marking(out: Path, run: RowByRow, handed_in: Sequence[Submission]) -> Path | None:
    remove_old_marking(out)
    if not run.paper.hand.by_marker:
        return None
    names = {key_of(submission): submission.student for submission in handed_in}
    return write_marking(out, run.paper, names)


def _analysis(out: Path, run: RowByRow) -> tuple[Path, ...]:
    remove_old_analysis(out)
    return write_analysis(out, run.table.table())


def _gain(out: Path, run: RowByRow) -> tuple[Path, ...]:
    remove_old_gain(out)
    if not compares_tests(run.paper):
        return ()
    return write_gain(out, run.gains)
