"""Knows how marks get into a file that a learning platform gave: one cell per student, every other byte kept.

Canvas: the gradebook export, joined by ``ID``; the points that are possible stand in its second row.
Moodle: the grading worksheet, joined by the number in ``Identifier``; headers may be in any language,
so the column for the mark can be named.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from coursepack.faults import CourseError, Fault, listed
from coursepack.scoring.in_words import decimal

CANVAS_ID = "ID"
CANVAS_POSSIBLE = "Points Possible"
CANVAS_READ_ONLY = "(read only)"
MOODLE_MARK, MOODLE_MOST = "Grade", "Maximum Grade"
LAST_NUMBER = re.compile(r"(\d+)\s*$")
NUMBER = re.compile(r"\d{1,9}(?:[.,]\d{1,9})?")
BYTE_ORDER_MARK = "\ufeff"


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its ``value``, and where it stands in the text, quotation marks included."""

    value: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Filled:
    """The new ``text``; how many rows were ``filled``.

    ``unknown`` are ids of our marks that no row has, ``empty`` those of rows without a mark of ours.
    ``names`` are by id what the platform's file calls a student, ``most`` the points that it gives to the
    assignment.
    """

    text: str
    filled: int
    unknown: tuple[str, ...]
    empty: tuple[str, ...]
    names: Mapping[str, str]
    most: frozenset[float]


def cells(text: str, file: str) -> list[list[Cell]]:
    """Cut a table into rows of cells (RFC 4180), comma or semicolon.

    Raise ``CourseError`` for an open quotation mark.
    """
    header = text.partition("\n")[0]
    delimiter = ";" if header.count(";") > header.count(",") else ","
    pattern = re.compile(rf'"(?:[^"]|"")*"|[^{delimiter}"\r\n][^{delimiter}\r\n]*|(?=[{delimiter}\r\n]|\Z)')
    rows: list[list[Cell]] = [[]]
    at = len(BYTE_ORDER_MARK) if text.startswith(BYTE_ORDER_MARK) else 0
    while True:
        found = pattern.match(text, at)
        if found is None:
            raise _unclosed(text, at, file)
        raw, at = found[0], found.end()
        if raw.startswith('"') and text[at : at + 1] not in {delimiter, "\r", "\n", ""}:
            raise _unclosed(text, found.start(), file)
        value = raw[1:-1].replace('""', '"') if raw.startswith('"') else raw
        rows[-1].append(Cell(value, found.start(), at))
        if text.startswith(delimiter, at):
            at += 1
            continue
        at = at + 2 if text.startswith("\r\n", at) else at + 1
        if at >= len(text):
            return rows
        rows.append([])


def _unclosed(text: str, at: int, file: str) -> CourseError:
    return CourseError(
        Fault(
            file,
            f"line {text.count(chr(10), 0, at) + 1}",
            "a quotation mark that does not close",
            "a table as the platform wrote it",
            "Download the file again, and do not save it with a spreadsheet program.",
        )
    )


def fill_canvas(text: str, column: str, shares: Mapping[str, float], file: str) -> Filled:
    """Write marks into the column of a Canvas export; ``shares`` are in [0, 1], by Canvas's user id.

    Raises ``CourseError`` for a column that is not there or is read only, and for a file that is no export.
    """
    rows = cells(text, file)
    header = [cell.value.strip() for cell in rows[0]]
    own, mark = _column(header, CANVAS_ID, file), _column(header, column, file)
    possible = next((row for row in rows[1:4] if row[0].value.strip() == CANVAS_POSSIBLE), None)
    most = _number(possible[mark].value) if possible and len(possible) > mark else None
    if most is None:
        found = "no points possible"
        if possible and len(possible) > mark and possible[mark].value.strip() == CANVAS_READ_ONLY:
            found = "a column that Canvas calculates itself"
        raise CourseError(
            Fault(file, column, found, "a column with points possible", "Name the assignment's own column.")
        )
    students = [row for row in rows[1:] if row is not possible and len(row) > max(own, mark)]
    wanted = {row[own].value.strip(): (row[mark], most) for row in students if row[own].value.strip()}
    names = {row[own].value.strip(): row[0].value.strip() for row in students}
    return _filled(text, wanted, shares, names)


def fill_moodle(text: str, column: str, shares: Mapping[str, float], file: str) -> Filled:
    """Write marks into a Moodle worksheet; ``shares`` are in [0, 1], by the number of the participant.

    Where the sheet has no column ``Maximum Grade``, marks are out of 100. Raises ``CourseError`` for a
    column that is not there, and for a maximum that is no number above 0.
    """
    rows = cells(text, file)
    header = [cell.value.strip() for cell in rows[0]]
    mark = _column(header, column or MOODLE_MARK, file)
    most = header.index(MOODLE_MOST) if MOODLE_MOST in header else None
    wanted: dict[str, tuple[Cell, float]] = {}
    for row in rows[1:]:
        number = LAST_NUMBER.search(row[0].value)
        if number and len(row) > mark:
            wanted[number[1]] = (row[mark], 100.0 if most is None else _most(row, most, file))
    return _filled(text, wanted, shares, {})


def _filled(
    text: str, wanted: Mapping[str, tuple[Cell, float]], shares: Mapping[str, float], names: Mapping[str, str]
) -> Filled:
    changes = sorted(
        (cell.start, cell.end, decimal(shares[number] * most, 2))
        for number, (cell, most) in wanted.items()
        if number in shares
    )
    pieces, at = [], 0
    for start, end, mark in changes:
        pieces += [text[at:start], mark]
        at = end
    return Filled(
        "".join([*pieces, text[at:]]),
        len(changes),
        tuple(number for number in shares if number not in wanted),
        tuple(number for number in wanted if number not in shares),
        names,
        frozenset(most for _, most in wanted.values()),
    )


def _most(row: Sequence[Cell], column: int, file: str) -> float:
    value = row[column].value if len(row) > column else ""
    points = _number(value)
    if points is None:
        remedy = "Give the assignment points in Moodle, and download the worksheet again."
        raise CourseError(
            Fault(file, f"{row[0].value}, {MOODLE_MOST}", f'"{value[:40]}"', "a number above 0", remedy)
        )
    return points


def _column(header: Sequence[str], name: str, file: str) -> int:
    places = [place for place, cell in enumerate(header) if cell == name]
    if len(places) != 1:
        found = "no such column" if not places else f"{len(places)} columns of this name"
        raise CourseError(
            Fault(
                file,
                name or "the column",
                found,
                listed(cell for cell in header if cell),
                "Name it as it stands.",
            )
        )
    return places[0]


def _number(text: str) -> float | None:
    """Read the points there are; ``None`` for no number above 0, which would make every mark a nought."""
    found = NUMBER.fullmatch(text.strip())
    number = float(found[0].replace(",", ".")) if found else 0.0
    return number if number > 0 else None
