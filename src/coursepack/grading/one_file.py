"""Knows how one file is read, graded and rendered, and that nothing in it may stop the class."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from coursepack.answers import LogReading, UnreadableLogError, read_log, receipt
from coursepack.grading.collect import COPY_IT, Submission
from coursepack.grading.marking import LogGrade, Outcome, grade_log
from coursepack.grading.names import shown
from coursepack.grading.pages import Pages
from coursepack.grading.paper import Paper
from coursepack.grading.rules import Rules, outcome
from coursepack.grading.source import ASK_FOR_FILE, NotUnpackedError, Source


class CannotBeReadError(Exception):
    """Why one file is a row without points: what was ``found`` and what to do (``remedy``), as sentences."""

    def __init__(self, found: str, remedy: str) -> None:
        super().__init__(found)
        self.found, self.remedy = shown(found), remedy


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
    submission: Submission, known: Sequence[str], source: Source, paper: Paper, rules: Rules, pages: Pages
) -> GradedFile:
    """Read, grade and render one file; ``known`` are sentences that stand before those of the grader.

    Whatever goes wrong in the file, or in ourselves, is raised as ``CannotBeReadError``.
    """
    if submission.obstacle:
        raise CannotBeReadError(f"This is {submission.obstacle}.", COPY_IT)
    try:
        with source.path(submission) as path:
            reading = read_log(path, paper.course.id)
        grade = grade_log(reading, paper)
        worth = outcome(grade, rules, late=submission.late)
        notes = [*known, *worth.notes, *grade.notes]
        page = pages.render(submission.student, grade, notes, worth)
        return GradedFile(reading, grade, worth, notes, page, receipt(reading.records))
    except NotUnpackedError as error:
        raise CannotBeReadError(f"This is {error}.", ASK_FOR_FILE) from error
    except UnreadableLogError as error:
        found, _, remedy = str(error).rpartition(". ")
        raise CannotBeReadError(f"{found}.", remedy) from error
    except OSError as error:
        found = f"The file cannot be opened ({error.strerror or type(error).__name__})."
        raise CannotBeReadError(found, "Check who may read it, and grade again.") from error
    except Exception as error:
        found = f"The file could not be graded ({type(error).__name__})."
        raise CannotBeReadError(found, "Grade it by hand, and report this to the course's makers.") from error
