"""Knows the way from our gradebook into the teacher's own file: reads both, writes a new one, tells what is left."""

from __future__ import annotations

import csv
import os
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from coursepack.answers.lines import refuse_special
from coursepack.faults import CourseError, Fault
from coursepack.grading.fill_in import Filled, fill_canvas, fill_moodle
from coursepack.grading.grades import GradeStatus
from coursepack.grading.platforms import Platform
from coursepack.grading.sheets import HEAD

MOST_NAMED = 20


def give_back(gradebook: Path, platform: Platform, given: Path, column: str, out: Path) -> str:
    """Fill our marks into a copy of the file ``given`` and return what was done, in words.

    Only rows of the gradebook with the status ``graded`` or ``needs review`` and a percentage count;
    nobody gets a silent 0. Raises ``CourseError`` for files that are not what they should be.
    """
    shares = _shares(gradebook)
    text = _text(given)
    _check_place(out, gradebook, given)
    fill = fill_canvas if platform is Platform.CANVAS else fill_moodle
    filled = fill(text, column, shares, given.name)
    if not filled.filled:
        raise CourseError(
            Fault(
                given.name,
                "",
                "no student of the gradebook",
                "the file of the same course and assignment",
                "Grade the platform's own zip, so that the gradebook has the platform's numbers in its column id. "
                "If Canvas hid the names, let it show them, and download and grade again.",
            )
        )
    try:
        # newline="": line ends stay as the platform wrote them.
        out.write_text(filled.text, encoding="utf-8", newline="")
    except OSError as error:
        raise CourseError(
            Fault(
                str(out),
                "",
                f"a file that cannot be written ({error.strerror})",
                "a place",
                "Choose another.",
            )
        ) from error
    return _told(filled, out)


def _shares(gradebook: Path) -> Mapping[str, float]:
    try:
        return _shares_in(csv.DictReader(_text(gradebook).lstrip("\ufeff").splitlines()), gradebook)
    except csv.Error as error:
        found, remedy = (
            f"no table that can be read ({error})",
            "Use gradebook.csv of a report, as it was written.",
        )
        raise CourseError(Fault(gradebook.name, "", found, ", ".join(HEAD), remedy)) from None


def _shares_in(reader: csv.DictReader[str], gradebook: Path) -> Mapping[str, float]:
    if not set(HEAD) <= set(reader.fieldnames or ()):
        raise CourseError(
            Fault(
                gradebook.name, "line 1", "other columns", ", ".join(HEAD), "Use gradebook.csv of a report."
            )
        )
    rows = [row for row in reader if row["id"] and row["status"] != GradeStatus.UNREADABLE and row["percent"]]
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
    return {row["id"].removeprefix("'"): _share(row["percent"], row["id"], gradebook.name) for row in rows}


def _check_place(out: Path, gradebook: Path, given: Path) -> None:
    if os.path.realpath(out) in {os.path.realpath(gradebook), os.path.realpath(given)}:
        remedy = "Name a new file with --out."
        raise CourseError(Fault(str(out), "", "one of the two files that are read", "another file", remedy))


def _share(percent: str, number: str, file: str) -> float:
    try:
        share = float(percent.replace(",", ".")) / 100
    except ValueError:
        share = -1
    if not 0 <= share <= 1:
        raise CourseError(
            Fault(file, f"{number}, percent", f'"{percent}"', "a number from 0 to 100", "Correct the cell.")
        )
    return share


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


def _told(filled: Filled, out: Path) -> str:
    lines = [f"{out}: {filled.filled} marks filled in, everything else as it was."]
    for numbers, words in (
        (filled.unknown, "In the gradebook, but not in the platform's file"),
        (filled.empty, "In the platform's file, but without a mark here, and left as they were"),
    ):
        if numbers:
            more = f" and {len(numbers) - MOST_NAMED} more" if len(numbers) > MOST_NAMED else ""
            lines.append(f"{words}: {', '.join(numbers[:MOST_NAMED])}{more}.")
    return "\n".join(lines)
