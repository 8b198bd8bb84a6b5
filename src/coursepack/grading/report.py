"""Knows the report folder: whether we may write into it, what it holds, and how the run is summed up."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from coursepack.faults import CourseError, Fault
from coursepack.grading.changes import Changes
from coursepack.grading.counts import counted
from coursepack.grading.grades import GradeStatus
from coursepack.grading.names import PageNames
from coursepack.grading.pages import GENERATOR
from coursepack.grading.sheets import GRADEBOOK, HEAD, UNFINISHED, beginning_of

FEEDBACK = "feedback"
ENOUGH = 1000
"""Bytes in which the mark of a file of ours stands."""
BOOK_BEGINNING = beginning_of(HEAD)


@dataclass(frozen=True, slots=True)
class GradingSummary:
    """What a run did: files by status, the paths written, and sentences for the teacher.

    ``gain`` are the paths of the comparison of the two tests, if both were graded, ``marking`` is the page
    on the marks by hand, if there are any; ``analysis`` are the tables on items, options and signs, if there
    is a class; ``changes`` what is new against an earlier report; ``beside`` counts files that do not count
    because another one of the same student does.
    """

    course: str
    counts: Mapping[GradeStatus, int]
    gradebook: Path
    unreadable: Path
    feedback: Path
    pages: int
    notes: tuple[str, ...]
    gain: tuple[Path, ...] = ()
    marking: Path | None = None
    analysis: tuple[Path, ...] = ()
    changes: Changes | None = None
    beside: int = 0

    def text(self) -> str:
        """Return the summary as lines of plain text."""
        missing = self.counts[GradeStatus.MISSING]
        read = [status for status in GradeStatus if status is not GradeStatus.MISSING]
        counts = ", ".join(f"{self.counts[status]:,} {status}" for status in read)
        without = f" Students of the class list without a file: {missing:,}." if missing else ""
        beside = (
            f" Students handed in {counted(self.beside, 'more file')}; the notes say what counts."
            if self.beside
            else ""
        )
        lines = [
            f"{self.course}: {sum(self.counts[status] for status in read):,} files, {counts}.{without}{beside}",
            f"Gradebook: {self.gradebook}",
            f"Feedback pages: {self.feedback} ({self.pages:,})",
            f"What could not be read, and why: {self.unreadable}",
            *([f"Before and after the course: {' and '.join(map(str, self.gain))}"] if self.gain else []),
            *([f"Marked by hand: {self.marking}"] if self.marking else []),
            *(
                [
                    f"What the class says about the items, and signs in the files: {', '.join(map(str, self.analysis))}"
                ]
                if self.analysis
                else []
            ),
            *([self.changes.text()] if self.changes else []),
            *self.notes,
        ]
        return "\n".join(lines)


def check_submissions(submissions: Path) -> None:
    """Raise ``CourseError`` if there are no submissions of this name."""
    if not submissions.exists():
        raise CourseError(
            Fault(
                str(submissions),
                "",
                "nothing",
                "a folder of answers files, or the zip as the learning platform gave it",
                "Check the spelling of the name.",
            )
        )


def open_report(out: Path, submissions: Path) -> Path:
    """Make the report folder and its folder of pages, and return the latter.

    Raises ``CourseError`` if the folder lies among the submissions, holds files that are not an
    earlier report of ours, or cannot be written.
    """
    if lies_among(out, submissions):
        raise _refused(out, "a folder among the submissions", "Name a folder outside the submissions.")
    if out.exists() and not out.is_dir():
        raise _refused(out, "a file", "Name another folder.")
    if out.is_dir() and not _is_ours(out):
        raise _refused(
            out,
            "a folder with other files in it",
            "Name a new folder, so that nothing of yours is overwritten.",
        )
    try:
        (out / FEEDBACK).mkdir(parents=True, exist_ok=True)
        if (out / GRADEBOOK).exists():
            (out / GRADEBOOK).open("r+b").close()
    except OSError as error:
        raise not_writable(out, error) from error
    return out / FEEDBACK


def lies_among(place: Path, submissions: Path) -> bool:
    """Say whether a place is the submissions' folder or lies in it: what we write would be handed in."""
    # Not Path.resolve, which raises for a link that leads to itself.
    real, handed_in = Path(os.path.realpath(place)), Path(os.path.realpath(submissions))
    return real == handed_in or handed_in in real.parents


def not_writable(out: Path, error: OSError) -> CourseError:
    """Say that the report could not be written, and why."""
    return _refused(
        out,
        f"a place that cannot be written ({error.strerror or type(error).__name__})",
        "Close the gradebook if it is open in another program, and check the space on the disk.",
    )


def remove_old_pages(feedback: Path, written: PageNames) -> None:
    """Remove pages of an earlier report that this run did not write; files that are not ours stay."""
    for path in feedback.glob("*.html"):
        if path.name not in written and GENERATOR in _beginning(path):
            path.unlink()


def _is_ours(out: Path) -> bool:
    names = [name for name in os.listdir(out) if not name.startswith(".")]  # noqa: PTH208 (names are enough)
    marks = (out / GRADEBOOK, out / (GRADEBOOK + UNFINISHED))
    return not names or any(path.is_file() and _beginning(path).startswith(BOOK_BEGINNING) for path in marks)


def _beginning(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(ENOUGH)


def _refused(out: Path, found: str, remedy: str) -> CourseError:
    return CourseError(Fault(str(out), "", found, "a new or empty folder, or an earlier report", remedy))
