"""Knows what one file comes to: read, graded under the class's rules and rendered.

Nothing in it may stop the class.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from coursepack.answers import LogReading, receipt
from coursepack.grading.collect import UNLISTED, Submission
from coursepack.grading.grades import LogGrade, Outcome
from coursepack.grading.pages import Pages
from coursepack.grading.paper import Paper
from coursepack.grading.rules import Rules, outcome
from coursepack.grading.source import Source
from coursepack.grading.taking import not_graded, take


@dataclass(frozen=True, slots=True)
class GradedFile:
    """What one file came to: what it says, what it earned, its page and its receipt ``code``."""

    reading: LogReading
    grade: LogGrade
    worth: Outcome
    notes: Sequence[str]
    page: bytes
    code: str


def grade_file(
    student: str,
    submission: Submission,
    known: Sequence[str],
    source: Source,
    paper: Paper,
    rules: Rules,
    pages: Pages,
) -> GradedFile:
    """Read, grade and render one file of a ``student``.

    ``known`` are sentences that stand before those of the grader.

    Whatever goes wrong in the file, or in ourselves, is raised as ``CannotBeReadError``.
    """
    reading, grade = take(source, submission, paper)
    try:
        worth = outcome(grade, rules, late=submission.late)
        notes = [*known, *worth.notes, *grade.notes]
        by_hand = [(item.question.item.id, item.hand) for item in grade.items if item.hand]
        own = {hand.in_words(item): hand.for_the_student(item) for item, hand in by_hand}
        kept = {*grade.for_teacher, UNLISTED}
        page = pages.render(
            student, grade, [own.get(note, note) for note in notes if note not in kept], worth
        )
        return GradedFile(reading, grade, worth, notes, page, receipt(reading.records))
    # One student's odd file must not cost the others theirs.
    except Exception as error:
        raise not_graded(error) from error
