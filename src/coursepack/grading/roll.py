"""Knows who is in the class: reads a class list, finds each student's files, and names those without one."""

from __future__ import annotations

import csv
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from coursepack.answers.lines import refuse_special
from coursepack.faults import CourseError, Fault, raise_if_any
from coursepack.grading.collect import Submission, by_student
from coursepack.grading.fill_in import CANVAS_POSSIBLE
from coursepack.grading.lateness import by_list, timed
from coursepack.grading.names import shown

STUDENT, NUMBER, LATE, DUE = "student", "id", "late", "due"
EXPECTED = 'a table (.csv) in UTF-8 with a column "student" and, if you like, columns "id", "late" and "due"'
YES, NO = {"yes", "y", "true", "1", "x", "late"}, {"no", "n", "false", "0"}
CANVAS_POSTING = "Manual Posting"
DELIMITERS = ",;\t"
LARGEST_LIST = 10_000_000
"""Bytes. A university of a hundred thousand students stays below it."""
MOST_FAULTS = 100
"""Told at once. A file that is no class list has millions."""


@dataclass(frozen=True, slots=True)
class Listed:
    """One student of the class list: the name, and the learning platform's ``number``, empty if not given.

    ``late`` says whether the student was late, ``due`` until when this student had time; ``None`` says nothing.
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


def call_the_roll(
    submissions: Sequence[Submission], students: Sequence[Listed], due: datetime | None = None
) -> list[Submission]:
    """Return the submissions under the names of the list, and one entry for each student without a file.

    A file belongs to the student with its number, else to the one student whose name has the same
    words, whatever their order, case and signs. One that belongs to nobody is marked ``unlisted``.
    ``due`` is the time of the class; a student's own goes before it.
    """
    numbers = {student.number: student for student in students if student.number}
    names = _by_name(students)
    found: set[Listed] = set()
    called: list[Submission] = []
    for entry in submissions:
        own = next((numbers[number] for number in _numbers(entry) if number in numbers), None)
        if own is None and not (entry.number and numbers):
            own = next((names[key] for key in _keys(entry.student) if key in names), None)
        if own is None:
            called.append(replace(timed(entry, due), unlisted=True))
        else:
            found.add(own)
            on_time = by_list(timed(entry, own.due or due), own.late)
            number = shown(own.number) if entry.owner and own.number else entry.number or shown(own.number)
            called.append(replace(on_time, student=shown(own.student), number=number, called=entry.itself))
    absent = [student for student in students if student not in found]
    called += [Submission(shown(own.student), "", number=shown(own.number), missing=True) for own in absent]
    return sorted(called, key=by_student)


def _numbers(entry: Submission) -> Iterator[str]:
    """Yield what the list may call the student of a file; a user name may hold what parts it from the assignment."""
    words = entry.owner.split("_")
    yield from ("_".join(words[at:]) for at in range(1, len(words)))
    if entry.number:
        yield entry.number


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


def _by_name(students: Sequence[Listed]) -> dict[str, Listed]:
    """Return students by every spelling of their names; spellings that two students share are left out."""
    owners: dict[str, set[Listed]] = defaultdict(set)
    for student in students:
        for key in _keys(student.student):
            owners[key].add(student)
    return {key: next(iter(own)) for key, own in owners.items() if len(own) == 1}


def _keys(name: str) -> tuple[str, ...]:
    """Return how a name may be written: ``Jane Doe`` is also ``Doe, Jane``, ``doe_jane`` and Canvas's ``doejane``."""
    text = unicodedata.normalize("NFKC", name).casefold()
    kept = "".join(sign if _is_letter(sign) else " " for sign in text)
    words = kept.split()
    if not words:
        return (text.strip(),)
    return tuple(dict.fromkeys((" ".join(sorted(words)), "".join(words), "".join([words[-1], *words[:-1]]))))


def _is_letter(sign: str) -> bool:
    return sign.isalnum() or unicodedata.category(sign).startswith("M")
