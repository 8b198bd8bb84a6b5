"""Knows how a class list is read: one student a line, every fault of it at once."""

from __future__ import annotations

import csv
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from coursepack.answers.lines import refuse_special
from coursepack.faults import CourseError, Fault, raise_if_any
from coursepack.grading.fill_in import CANVAS_POSSIBLE
from coursepack.grading.names import shown

STUDENT, NUMBER, LATE, DUE = "student", "id", "late", "due"
YES, NO = {"yes", "y", "true", "1", "x", "late"}, {"no", "n", "false", "0"}

EXPECTED = 'a table (.csv) in UTF-8 with a column "student" and, if you like, columns "id", "late" and "due"'
CANVAS_POSTING = "Manual Posting"
DELIMITERS = ",;\t"
LARGEST_LIST = 10_000_000
"""Bytes. A university of a hundred thousand students stays below it."""
MOST_FAULTS = 100
"""Told at once. A file that is no class list has millions."""


@dataclass(frozen=True, slots=True)
class Listed:
    """One student of the class list: the name, and the learning platform's ``number``, empty if not given.

    ``late`` says whether the student was late, ``due`` until when this student had time; ``None`` says
    nothing.
    """

    student: str
    number: str = ""
    late: bool | None = None
    due: datetime | None = None


def load_class(path: Path) -> tuple[Listed, ...]:
    """Read a class list; raise ``CourseError`` with every fault in it."""
    lines = _text(path).splitlines(keepends=True)
    head = lines[0] if lines else ""
    delimiter = max(DELIMITERS, key=head.count)
    faults: list[Fault] = []
    students: list[Listed] = []
    try:
        reader = csv.DictReader(lines, delimiter=delimiter, strict=True)
        columns = [(name or "").strip().casefold() for name in reader.fieldnames or ()]
        if columns.count(STUDENT) != 1 or any(columns.count(name) > 1 for name in (NUMBER, LATE, DUE)):
            found = f"the columns {shown(', '.join(columns)) or 'none'}"
            raise CourseError(
                Fault(path.name, "line 1", found, EXPECTED, "Name the columns in the first line.")
            )
        reader.fieldnames = columns
        for row in reader:
            if _of_canvas(row):
                continue
            where = f"line {reader.line_num}"
            faults += _row_faults(row, path.name, where)
            late, due = _late(row), _due(row)
            students.append(Listed(_cell(row, STUDENT), _cell(row, NUMBER), late, due))
            if len(faults) >= MOST_FAULTS:
                break
    except csv.Error as error:
        where = f"line {reader.line_num}"
        faults.append(Fault(path.name, where, f"no row of a table ({error})", EXPECTED, "Mend this line."))
    if not students and not faults:
        faults.append(Fault(path.name, "", "no students", EXPECTED, "Write one student on each line."))
    raise_if_any([*faults, *_doubles(students, path.name)])
    return tuple(students)


def _text(path: Path) -> str:
    remedy = "Save the list again, in a spreadsheet as “CSV UTF-8”."
    try:
        refuse_special(path)
        with path.open("rb") as file:
            content = file.read(LARGEST_LIST + 1)
        if len(content) > LARGEST_LIST:
            found = f"more than {LARGEST_LIST:,} bytes"
        else:
            return content.decode("utf-8-sig")
    except OSError as error:
        found = f"a file that cannot be opened ({error.strerror or type(error).__name__})"
        remedy = "Check the name of the file."
    except UnicodeDecodeError:
        found = "text that is not UTF-8"
    raise CourseError(Fault(str(path), "", found, EXPECTED, remedy))


def _cell(row: Mapping[str, str | None], name: str) -> str:
    return unicodedata.normalize("NFC", row.get(name) or "").strip()


def _of_canvas(row: Mapping[str, str | None]) -> bool:
    """Say whether this is one of the rows that a gradebook export of Canvas has above its students."""
    return not _cell(row, NUMBER) and (
        _cell(row, STUDENT) == CANVAS_POSSIBLE or (not _cell(row, STUDENT) and CANVAS_POSTING in row.values())
    )


def _late(row: Mapping[str, str | None]) -> bool | None:
    word = _cell(row, LATE).casefold()
    return True if word in YES else False if word in NO else None


def _due(row: Mapping[str, str | None]) -> datetime | None:
    text = _cell(row, DUE)
    try:
        # A day without a time would end at midnight, when it begins.
        return datetime.fromisoformat(text) if ":" in text else None
    except ValueError:
        return None


def _row_faults(row: Mapping[str, str | None], file: str, where: str) -> Iterator[Fault]:
    if not _cell(row, STUDENT):
        yield Fault(file, where, "no name", "the name of a student", "Write the name, or remove the line.")
    if _late(row) is None and _cell(row, LATE):
        found = f'"{shown(_cell(row, LATE))}" in the column late'
        yield Fault(file, where, found, "yes, no, or an empty cell", "Correct the cell.")
    if _due(row) is None and _cell(row, DUE):
        found = f'"{shown(_cell(row, DUE))}" in the column due'
        yield Fault(file, where, found, "a day and a time, such as 2026-01-31 23:59", "Correct the cell.")
    if None in row:
        found, expected = "more cells than columns", "one cell for each column"
        yield Fault(file, where, found, expected, 'Put a name with a comma in quotation marks: "Doe, Jane".')


def _doubles(students: Sequence[Listed], file: str) -> Iterator[Fault]:
    for number, times in Counter(student.number for student in students if student.number).items():
        if times > 1:
            found = f"{times} students with this id"
            yield Fault(file, f'"{shown(number)}"', found, "ids that differ", "Correct the ids.")
    numbered: dict[str, list[str]] = defaultdict(list)
    for student in students:
        numbered[student.student.casefold()].append(student.number)
    for own in {student.student.casefold(): student for student in students if student.student}.values():
        numbers = numbered[own.student.casefold()]
        if len(numbers) > 1 and not all(numbers):
            found, remedy = f"{len(numbers)} students with this name", "Add the ids, or remove a line."
            yield Fault(file, f'"{shown(own.student)}"', found, "names that differ, or ids", remedy)
