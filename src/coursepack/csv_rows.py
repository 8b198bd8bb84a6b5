"""Knows how a CSV file is read, every row with its line and every fault of form told, and how one is written."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from coursepack.faults import Fault


@dataclass(frozen=True, slots=True)
class CsvRow:
    """One row: its last ``line`` in the file, counted from 1, and its cells by column, blanks stripped."""

    line: int
    cells: Mapping[str, str]

    @property
    def where(self) -> str:
        """Name the line for a message."""
        return f"line {self.line}"


def read_rows(path: Path, shown_as: str, columns: Sequence[str], faults: list[Fault]) -> tuple[CsvRow, ...]:
    """Read the rows of a CSV file with exactly these columns; tell faults of form, and leave those rows out.

    Takes UTF-8 with or without the mark that spreadsheets put first.
    """
    header = ",".join(columns)
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        found = "no such file" if isinstance(error, FileNotFoundError) else str(error.strerror)
        faults.append(Fault(shown_as, "", found, f"a CSV file with the columns {header}", "Add the file."))
        return ()
    except UnicodeDecodeError as error:
        faults.append(
            Fault(shown_as, f"byte {error.start}", "text that is not UTF-8", "UTF-8", "Save it as UTF-8.")
        )
        return ()
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    rows: list[CsvRow] = []
    try:
        for number, cells in enumerate(reader):
            if number == 0 and cells != list(columns):
                remedy = "Correct the first line; save with commas between the columns."
                faults.append(Fault(shown_as, "line 1", ",".join(cells)[:80] or "nothing", header, remedy))
                return ()
            if number and cells:
                _add(rows, cells, reader.line_num, shown_as, columns, faults)
    except csv.Error as error:
        faults.append(
            Fault(
                shown_as,
                f"line {reader.line_num}",
                f"a line that is not CSV ({error})",
                "cells between commas, in straight quotation marks where they hold a comma",
                "Mend this line.",
            )
        )
    if not rows and not faults:
        faults.append(Fault(shown_as, "", "no rows", f"rows under {header}", "Restore the file."))
    return tuple(rows)


def csv_text(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Return a CSV file with commas, a line feed at the end of each line, the same bytes on every system."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return text.getvalue()


def _add(
    rows: list[CsvRow],
    cells: Sequence[str],
    line: int,
    shown_as: str,
    columns: Sequence[str],
    faults: list[Fault],
) -> None:
    if len(cells) != len(columns):
        remedy = "Put a cell that holds a comma into quotation marks."
        faults.append(Fault(shown_as, f"line {line}", f"{len(cells)} cells", f"{len(columns)} cells", remedy))
        return
    rows.append(CsvRow(line, dict(zip(columns, (cell.strip() for cell in cells), strict=True))))
