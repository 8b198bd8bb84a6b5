"""Knows how all pages of feedback go back to Moodle at once: in a zip whose names say whose page is whose.

Moodle's assignment takes "multiple feedback files in a zip". It knows a student by the number between the
first two underscores of a folder's name, and takes the rest of the path for the name of the file; the
name before the number is not read, so no student's name is in the zip.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path, PurePath

from coursepack.faults import CourseError, Fault
from coursepack.grading.counts import counted
from coursepack.grading.report import FEEDBACK
from coursepack.grading.sheets import number_in

FOLDER = "Participant_{}_assignfeedback_file_/feedback.html"
LONG_AGO = (1980, 1, 1, 0, 0, 0)
"""In place of the time: the same pages give the same bytes."""
WHERE = (
    "In Moodle, open the assignment, choose “Upload multiple feedback files in a zip”, and upload it."
    " The assignment needs the feedback type “Feedback files”."
)


def pages_of(rows: Iterable[Mapping[str, str]], gradebook: Path) -> dict[str, Path]:
    """Return the page of every row with a number, by number; raise ``CourseError`` if one is not there.

    ``rows`` are of the gradebook, beside which the folder of feedback lies.
    """
    # A page is looked for in that folder only, whatever a cell says.
    pages = {
        number_in(row): gradebook.parent / FEEDBACK / PurePath(row["page"]).name
        for row in rows
        if row["id"] and row["page"]
    }
    lost = [page for page in pages.values() if not page.is_file()]
    if lost:
        raise CourseError(
            Fault(
                str(lost[0]),
                "",
                "no page",
                "the pages of feedback beside the gradebook",
                "Use the gradebook where the report is, or grade again.",
            )
        )
    return pages


def write_for_moodle(pages: Mapping[str, Path], out: Path) -> str:
    """Put pages, by number, into the zip ``out``; return what was done, in words. Raises ``OSError``."""
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, page in pages.items():
            archive.writestr(_entry(number), page.read_bytes())
    return f"{out}: {counted(len(pages), 'page')} of feedback. {WHERE}"


def _entry(number: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(FOLDER.format(number), LONG_AGO)
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry
