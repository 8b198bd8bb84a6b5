"""Knows how tables are written, safe to open in a spreadsheet; and the rows of the gradebook."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

from coursepack.grading.collect import Submission
from coursepack.grading.grades import GradeStatus, LogGrade, Outcome
from coursepack.grading.names import shown
from coursepack.grading.paper import Paper
from coursepack.scoring.in_words import decimal

GRADEBOOK = "gradebook.csv"
UNREADABLE = "unreadable.csv"
UNFINISHED = ".part"
HEAD = (
    "student",
    "id",
    "file",
    "late",
    "status",
    "points",
    "possible",
    "percent",
    "answered",
    "receipt",
    "page",
)
UNREADABLE_HEAD = ("file", "found", "what to do")
ENCODING = "utf-8-sig"
"""Excel takes a file for UTF-8 only with the mark at its beginning; pandas and the learning platforms pass it
over."""
# A spreadsheet runs a cell that begins so; where it splits at semicolons, a cell may begin after each, and
# quotation marks before the sign are then those of the table.
FORMULA = re.compile(r"(^|[;\t\r\n])([\s\"]*[=+\-@＝＋－＠\t\r])")


def inert(text: str) -> str:
    """Return a cell that no spreadsheet runs: an apostrophe goes before ``= + - @``, tab and return."""
    return FORMULA.sub(r"\1'\2", text)


def number_in(row: Mapping[str, str]) -> str:
    """Return the platform's number in a row of the gradebook as it was before its cell was made ``inert``."""
    return row["id"].removeprefix("'")


def beginning_of(head: Sequence[str]) -> bytes:
    """Return the bytes with which a table of ours with these columns begins."""
    return ",".join(head).encode(ENCODING)


def remove_ours(path: Path, beginning: bytes) -> None:
    """Remove a file of an earlier run, which would not belong to this one.

    A file that begins otherwise stays.
    """
    if not path.is_file():
        return
    with path.open("rb") as file:
        ours = file.read(len(beginning)) == beginning
    if ours:
        path.unlink()


class Sheet:
    """One table under writing, row by row; it takes its name only when it is complete."""

    def __init__(self, path: Path, head: Sequence[str]) -> None:
        self._path, self._part = path, path.with_name(path.name + UNFINISHED)
        self._file = self._part.open("w", encoding=ENCODING, newline="")
        self._writer = csv.writer(self._file)
        self.add(head)

    def add(self, cells: Iterable[str | float]) -> None:
        """Write one row. Numbers stay numbers, also below zero; texts are made ``inert``."""
        self._writer.writerow([inert(cell) if isinstance(cell, str) else decimal(cell) for cell in cells])

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self._file.close()
        if kind is None:
            self._part.replace(self._path)


def gradebook(folder: Path, paper: Paper) -> Sheet:
    """Open the gradebook: one column for each exercise, notes at the end."""
    return Sheet(folder / GRADEBOOK, (*HEAD, *paper.questions, "notes"))


def unreadable(folder: Path) -> Sheet:
    """Open the list of what could not be read."""
    return Sheet(folder / UNREADABLE, UNREADABLE_HEAD)


def graded_row(
    submission: Submission,
    status: GradeStatus,
    grade: LogGrade,
    worth: Outcome,
    code: str,
    page: str,
    notes: Sequence[str],
) -> list[str]:
    """Return the row of a log that was read.

    ``worth`` is the sum under the rules of the class, ``code`` the receipt, ``page`` the name of the
    student's page in the folder of feedback. A cell is empty where nothing was answered, or a person has to
    mark.
    """
    total = worth.points
    share = "" if total is None else decimal(100 * total / worth.possible, 1)
    cells = ["" if item.points is None else decimal(item.points) for item in grade.items]
    points = "" if total is None else decimal(total)
    sums = [points, str(worth.possible), share, str(grade.answered)]
    return [*_whose(submission), str(status), *sums, code, page, *cells, " ".join(notes)]


def row_without_points(
    submission: Submission, status: GradeStatus, paper: Paper, notes: Sequence[str]
) -> list[str]:
    """Return the row of a file that could not be read or is missing: no points, which is not 0 points."""
    head = [*_whose(submission), str(status), "", str(paper.possible), "", "", "", ""]
    return [*head, *("" for _ in paper.questions), " ".join(notes)]


def _whose(submission: Submission) -> list[str]:
    return [
        submission.student,
        submission.number,
        shown(submission.file),
        "late" if submission.late else "",
    ]
