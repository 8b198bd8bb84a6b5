"""Knows who is in the class: reads a class list, finds each student's files, and names those without one."""

from __future__ import annotations

import csv
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from coursepack.answers.lines import refuse_special
from coursepack.faults import CourseError, Fault, raise_if_any
from coursepack.grading.collect import Submission, by_student
from coursepack.grading.names import shown

STUDENT, NUMBER = "student", "id"
EXPECTED = 'a table (.csv) in UTF-8 with a column "student" and, if you like, a column "id"'
DELIMITERS = ",;\t"
LARGEST_LIST = 10_000_000
"""Bytes. A university of a hundred thousand students stays below it."""
MOST_FAULTS = 100
"""Told at once. A file that is no class list has millions."""


@dataclass(frozen=True, slots=True)
class Listed:
    """One student of the class list: the name, and the learning platform's ``number``, empty if not given."""

    student: str
    number: str = ""


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
        if columns.count(STUDENT) != 1 or columns.count(NUMBER) > 1:
            found = f"the columns {shown(', '.join(columns)) or 'none'}"
            raise CourseError(
                Fault(path.name, "line 1", found, EXPECTED, "Name the columns in the first line.")
            )
        reader.fieldnames = columns
        for row in reader:
            where = f"line {reader.line_num}"
            faults += _row_faults(row, path.name, where)
            students.append(Listed(_cell(row, STUDENT), _cell(row, NUMBER)))
            if len(faults) >= MOST_FAULTS:
                break
    except csv.Error as error:
        where = f"line {reader.line_num}"
        faults.append(Fault(path.name, where, f"no row of a table ({error})", EXPECTED, "Mend this line."))
    if not students and not faults:
        faults.append(Fault(path.name, "", "no students", EXPECTED, "Write one student on each line."))
    raise_if_any([*faults, *_doubles(students, path.name)])
    return tuple(students)


def call_the_roll(submissions: Sequence[Submission], students: Sequence[Listed]) -> list[Submission]:
    """Return the submissions under the names of the list, and one entry for each student without a file.

    A file belongs to the student with its number, else to the one student whose name has the same
    words, whatever their order, case and signs. One that belongs to nobody is marked ``unlisted``.
    """
    numbers = {student.number: student for student in students if student.number}
    names = _by_name(students)
    found: set[Listed] = set()
    called: list[Submission] = []
    for entry in submissions:
        own = numbers.get(entry.number) if entry.number else None
        if own is None and not (entry.number and numbers):
            own = next((names[key] for key in _keys(entry.student) if key in names), None)
        if own is None:
            called.append(replace(entry, unlisted=True))
        else:
            found.add(own)
            number, itself = entry.number or shown(own.number), entry.number or entry.student
            called.append(replace(entry, student=shown(own.student), number=number, called=itself))
    absent = [student for student in students if student not in found]
    called += [Submission(shown(own.student), "", number=shown(own.number), missing=True) for own in absent]
    return sorted(called, key=by_student)


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


def _row_faults(row: Mapping[str, str | None], file: str, where: str) -> Iterator[Fault]:
    if not _cell(row, STUDENT):
        yield Fault(file, where, "no name", "the name of a student", "Write the name, or remove the line.")
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
