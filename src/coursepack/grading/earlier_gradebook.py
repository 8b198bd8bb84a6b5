"""Knows how the gradebook of a report is read back, and how its rows are found again under other names."""

from __future__ import annotations

import csv
import re
from array import array
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from coursepack.answers.lines import refuse_special
from coursepack.faults import CourseError, Fault
from coursepack.grading.sheets import ENCODING, GRADEBOOK, HEAD

NO_MARK = -1.0
NUMBER = re.compile(r"\d{1,6}(?:\.\d{1,9})?", re.ASCII)
Who = tuple[str, str, str]
"""Student, id and file, as a gradebook names them."""


@dataclass(frozen=True, slots=True)
class Gradebook:
    """What one gradebook says: the ``exercises`` in order, and by ``Who`` the points and one mark for each.

    ``NO_MARK`` stands where the cell is empty.
    """

    exercises: tuple[str, ...]
    rows: Mapping[Who, Sequence[float]]


def read_gradebook(report: Path) -> Gradebook:
    """Read the gradebook of a report folder; raise ``CourseError`` for a folder that holds none of ours."""
    path = report / GRADEBOOK
    try:
        refuse_special(path)
        with path.open(encoding=ENCODING, newline="") as file:
            lines = csv.reader(file)
            head = next(lines, [])
            if tuple(head[: len(HEAD)]) != HEAD or head[-1] != "notes":
                raise _no_report(path, "a table with other columns")
            exercises = tuple(head[len(HEAD) : -1])
            rows = {(line[0], line[1], line[2]): _numbers(line) for line in lines if len(line) == len(head)}
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise _no_report(path, f"no table that can be read ({type(error).__name__})") from error
    return Gradebook(exercises, rows)


def student_and_id(who: Who) -> str:
    """Return what stays the same when another file of a student counts."""
    return "\n".join(who[:2])


def file_alone(who: Who) -> str:
    """Return what stays the same when a class list gives a student another name; empty without a file."""
    return who[2]


def only_ones(rows: Iterable[Who], part: Callable[[Who], str]) -> Mapping[str, Who]:
    """Return rows by a ``part`` of what names them, without those that share it or have none."""
    found: dict[str, list[Who]] = {}
    for who in rows:
        found.setdefault(part(who), []).append(who)
    return {own: same[0] for own, same in found.items() if own and len(same) == 1}


def _numbers(line: Sequence[str]) -> array[float]:
    points = line[HEAD.index("points")]
    return array("d", [_number(cell) for cell in (points, *line[len(HEAD) : -1])])


def _number(cell: str) -> float:
    # Not everything that float reads: with "nan" in an edited gradebook no mark would differ from any other.
    return float(cell) if NUMBER.fullmatch(cell) else NO_MARK


def _no_report(path: Path, found: str) -> CourseError:
    return CourseError(
        Fault(str(path), "", found, "the gradebook of an earlier report", "Name the folder of that report.")
    )
