"""Knows the way from our gradebook into the teacher's own file: reads both, and writes a new one."""

from __future__ import annotations

import csv
import os
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from coursepack.answers.lines import refuse_special
from coursepack.faults import CourseError, Fault
from coursepack.grading.counts import counted
from coursepack.grading.fill_in import Filled, fill_canvas, fill_moodle
from coursepack.grading.grades import GradeStatus
from coursepack.grading.names import shown
from coursepack.grading.pages_back import pages_of, write_for_moodle
from coursepack.grading.platforms import Platform
from coursepack.grading.sheets import HEAD, number_in
from coursepack.scoring.in_words import decimal

MOST_NAMED = 20
ROUNDED = 0.000501
"""How far a share may lie from the percent that a gradebook shows with one decimal."""


def give_back(
    gradebook: Path, platform: Platform, given: Path, column: str, out: Path, pages: Path | None = None
) -> str:
    """Fill our marks into a copy of the file ``given`` and return what was done, in words.

    ``pages`` is a zip to write with every page of feedback, for Moodle. Only rows of the gradebook with the
    status ``graded`` or ``needs review`` and a percentage count; nobody gets a silent 0. Raises
    ``CourseError`` for files that are not what they should be.
    """
    every = _rows(gradebook)
    rows = _marked(every, gradebook)
    shares = {number_in(row): _share(row, gradebook.name) for row in rows}
    text = _text(given)
    _check_place(out, gradebook, given)
    if pages:
        _check_pages(pages, platform, gradebook, given, out)
    found = pages_of(every, gradebook) if pages else {}
    fill = fill_canvas if platform is Platform.CANVAS else fill_moodle
    filled = fill(text, column, shares, given.name)
    if not filled.filled:
        raise _nobody_in(given)
    told = [
        f"{out}: {counted(filled.filled, 'mark')} filled in, everything else as it was.",
        *_told(filled, rows),
    ]
    try:
        # newline="": line ends stay as the platform wrote them.
        out.write_text(filled.text, encoding="utf-8", newline="")
        if pages:
            told.append(write_for_moodle(found, pages))
    except OSError as error:
        place = str(error.filename or out)
        why = f"a file that cannot be written ({error.strerror})"
        raise CourseError(Fault(place, "", why, "a place", "Choose another.")) from error
    return "\n".join(told)


def _nobody_in(given: Path) -> CourseError:
    return CourseError(
        Fault(
            given.name,
            "",
            "no student of the gradebook",
            "the file of the same course and assignment",
            "Grade the platform's own zip, so that the gradebook has the platform's numbers in its column id. "
            "If Canvas hid the names, let it show them, and download and grade again.",
        )
    )


def _rows(gradebook: Path) -> Sequence[Mapping[str, str]]:
    try:
        return _rows_in(csv.DictReader(_text(gradebook).lstrip("\ufeff").splitlines()), gradebook)
    except csv.Error as error:
        found, remedy = (
            f"no table that can be read ({error})",
            "Use gradebook.csv of a report, as it was written.",
        )
        raise CourseError(Fault(gradebook.name, "", found, ", ".join(HEAD), remedy)) from None


def _rows_in(reader: csv.DictReader[str], gradebook: Path) -> Sequence[Mapping[str, str]]:
    if not set(HEAD) <= set(reader.fieldnames or ()):
        raise CourseError(
            Fault(
                gradebook.name, "line 1", "other columns", ", ".join(HEAD), "Use gradebook.csv of a report."
            )
        )
    return list(reader)


def _marked(every: Sequence[Mapping[str, str]], gradebook: Path) -> Sequence[Mapping[str, str]]:
    """Return the rows with a mark; raise ``CourseError`` if two of them are one student's."""
    rows = [row for row in every if row["id"] and row["status"] != GradeStatus.UNREADABLE and row["percent"]]
    twice = sorted(number for number, times in Counter(row["id"] for row in rows).items() if times > 1)
    if twice:
        raise CourseError(
            Fault(
                gradebook.name,
                ", ".join(twice[:MOST_NAMED]),
                "several rows with marks for one student",
                "one row for each student",
                "Decide which file counts, remove the other rows from the gradebook, and start again.",
            )
        )
    return rows


def _check_place(out: Path, gradebook: Path, given: Path) -> None:
    if os.path.realpath(out) in {os.path.realpath(gradebook), os.path.realpath(given)}:
        remedy = "Name a new file with --out."
        raise CourseError(Fault(str(out), "", "one of the two files that are read", "another file", remedy))


def _check_pages(pages: Path, platform: Platform, gradebook: Path, given: Path, out: Path) -> None:
    for other in (gradebook, given, out):
        _check_place(pages, other, other)
    if platform is not Platform.MOODLE:
        found, remedy = f"pages for {platform.value}", "Leave --pages out, and give the pages back by hand."
        raise CourseError(
            Fault("--pages", "", found, "a worksheet of Moodle, the only one that takes them", remedy)
        )


def _share(row: Mapping[str, str], file: str) -> float:
    """Return a student's share: points of the possible ones, or the percent if a teacher has changed that."""
    percent = row["percent"]
    share = _number(percent) / 100
    if not 0 <= share <= 1:
        place = f"{row['id']}, percent"
        raise CourseError(Fault(file, place, f'"{percent}"', "a number from 0 to 100", "Correct the cell."))
    points, possible = _number(row["points"]), _number(row["possible"])
    if points < 0 or possible <= 0:
        return share
    # The percent is rounded. Times 142 points that is up to 0.07: not what the student's page says.
    exact = points / possible
    return exact if exact <= 1 and abs(exact - share) < ROUNDED else share


def _number(cell: str) -> float:
    try:
        return float(cell.replace(",", "."))
    except ValueError:
        return -1


def _text(path: Path) -> str:
    try:
        refuse_special(path)
        with path.open(encoding="utf-8", newline="") as file:
            return file.read()
    except UnicodeDecodeError:
        found = "text that is not UTF-8"
    except OSError as error:
        found = f"a file that cannot be opened ({error.strerror})"
    raise CourseError(
        Fault(
            str(path), "", found, "a table in UTF-8", "Download it again; do not save it with a spreadsheet."
        )
    )


def _told(filled: Filled, rows: Sequence[Mapping[str, str]]) -> Iterator[str]:
    review = sum(row["status"] == GradeStatus.NEEDS_REVIEW for row in rows)
    if review:
        yield f"Of rows that need review: {counted(review, 'mark')}. Read the notes in the gradebook before you upload."
    possible = {row["possible"] for row in rows if _number(row["possible"]) > 0}
    if possible and {_number(cell) for cell in possible} != filled.most:
        there = " or ".join(decimal(most, 2) for most in sorted(filled.most))
        yield (
            f"The platform gives {there} points, the gradebook has {' or '.join(sorted(possible))} possible."
            " So a mark there is the same share, not the same number. If you want equal numbers, change the points on"
            " the platform and download its file again."
        )
    for numbers, words in (
        (filled.unknown, "In the gradebook, but not in the platform's file"),
        (filled.empty, "In the platform's file, but without a mark here, and left as they were"),
    ):
        if numbers:
            named = [_named(number, filled) for number in numbers[:MOST_NAMED]]
            more = f" and {len(numbers) - MOST_NAMED} more" if len(numbers) > MOST_NAMED else ""
            yield f"{words}: {'; '.join(named)}{more}."


def _named(number: str, filled: Filled) -> str:
    name = filled.names.get(number)
    return f"{shown(name)} ({number})" if name else number
