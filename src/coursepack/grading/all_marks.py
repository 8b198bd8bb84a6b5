"""Knows how the marks of all markers are read from their folder, with what was settled between them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from coursepack.course import Course
from coursepack.faults import CourseError, Fault
from coursepack.grading.counts import counted
from coursepack.grading.hand import HandMarks
from coursepack.grading.mark_record import AnswerKey, Marked, Standing, standing
from coursepack.grading.marks import ENDING, SETTLED_FOLDER, read_marks


def load_marks(folder: Path, course: Course) -> HandMarks:
    """Read the file of every marker in a folder, and what was settled in the folder inside it.

    If two persons settled the same answer, what was written last counts.

    Raises ``CourseError`` for a folder that is missing or holds no marks, for two files by one
    marker, and for every file that is not one of this course's marks.
    """
    paths = sorted(folder.glob(f"*{ENDING}")) if folder.is_dir() else []
    if not paths:
        expected = "a folder with one file for each marker, as coursepack mark writes it"
        raise CourseError(
            Fault(str(folder), "", "no files of marks", expected, "Name the folder of the marks.")
        )
    by_marker: dict[str, Standing] = {}
    notes: list[str] = []
    for path in paths:
        reading = read_marks(path, course.id)
        if reading.marker in by_marker:
            found = f'a second file by "{reading.marker}"'
            raise CourseError(Fault(path.name, "", found, "one file for each marker", "Take the copy away."))
        by_marker[reading.marker] = standing(reading.records)
        notes += _left_out(path.name, [notice.line for notice in reading.notices])
    settled, more = _all_settled(folder / SETTLED_FOLDER, course)
    return HandMarks(by_marker, (*notes, *more), settled)


def _all_settled(folder: Path, course: Course) -> tuple[Standing, list[str]]:
    settled: dict[AnswerKey, Marked] = {}
    notes: list[str] = []
    for path in sorted(folder.glob(f"*{ENDING}")):
        reading = read_marks(path, course.id, settles=True)
        for answer, mark in standing(reading.records).items():
            earlier = settled.get(answer)
            if earlier:
                notes.append(
                    f"{earlier.marker} and {mark.marker} both settled an answer to {answer.item}: the later mark counts."
                )
            settled[answer] = max(filter(None, (earlier, mark)), key=lambda each: each.at)
        notes += _left_out(f"{SETTLED_FOLDER}/{path.name}", [notice.line for notice in reading.notices])
    return settled, notes


def _left_out(file: str, lines: Sequence[int]) -> Iterator[str]:
    if lines:
        yield f"{file}: {counted(len(lines), 'line')} could not be read as marks and did not count, the first is line {lines[0]}."
