"""Knows how one file that was handed in is read and graded, and in which words it is refused."""

from __future__ import annotations

from coursepack.answers import LogReading, UnreadableLogError, read_log
from coursepack.grading.collect import COPY_IT, Submission
from coursepack.grading.grades import LogGrade
from coursepack.grading.hand import student_key
from coursepack.grading.marking import grade_log
from coursepack.grading.names import shown
from coursepack.grading.paper import Paper
from coursepack.grading.source import ASK_FOR_FILE, NotUnpackedError, Source
from coursepack.grading.together import together


class CannotBeReadError(Exception):
    """Why one file is a row without points: what was ``found`` and what to do (``remedy``), as sentences."""

    def __init__(self, found: str, remedy: str) -> None:
        super().__init__(found)
        self.found, self.remedy = shown(found), remedy


def not_graded(error: Exception) -> CannotBeReadError:
    """Return what is said of a file over which we ourselves stumble."""
    found = f"The file could not be graded ({type(error).__name__})."
    return CannotBeReadError(found, "Grade it by hand, and report this to the course's makers.")


def key_of(submission: Submission) -> str:
    """Return the key under which marks name the student of this file."""
    return student_key(submission.called or submission.itself)


def take(source: Source, submission: Submission, paper: Paper) -> tuple[LogReading, LogGrade]:
    """Read and grade one file, or several that count together.

    Raise ``CannotBeReadError``, whatever is wrong.
    """
    if submission.obstacle:
        raise CannotBeReadError(f"This is {submission.obstacle}.", COPY_IT)
    try:
        readings = []
        for part in submission.parts or (submission,):
            with source.path(part) as path:
                readings.append(read_log(path, paper.course.id))
        reading = together(readings) if len(readings) > 1 else readings[0]
        return reading, grade_log(reading, paper, key_of(submission))
    except NotUnpackedError as error:
        raise CannotBeReadError(f"This is {error}.", ASK_FOR_FILE) from error
    except UnreadableLogError as error:
        found, _, remedy = str(error).rpartition(". ")
        raise CannotBeReadError(f"{found}.", remedy) from error
    except OSError as error:
        found = f"The file cannot be opened ({error.strerror or type(error).__name__})."
        raise CannotBeReadError(found, "Check who may read it, and grade again.") from error
    # One student's odd file must not cost the others theirs.
    except Exception as error:
        raise not_graded(error) from error
