"""Knows what marks by hand come to: the points of one written answer, from one marker or from several."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from coursepack.course import Course
from coursepack.faults import CourseError, Fault
from coursepack.grading.mark_record import AnswerKey, Marked, Standing, standing, text_digest
from coursepack.grading.marks import ENDING, read_marks
from coursepack.items import Item
from coursepack.items.model import Criterion, EssayTask


def student_key(name: str) -> str:
    """Return the key under which marks name a student, so that a file of marks holds no names.

    ``name`` is the learning platform's number, in which case matters, or the name in small letters where
    there is none. The key hides a name
    from a glance; whoever has the list of a class can make the keys too.
    """
    return hashlib.sha256(f"coursepack:{name}".encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class HandMark:
    """What one answer got: ``given`` holds, for every marker, (criterion, points) pairs and the comment.

    ``possible`` is the sum of the rubric's points.
    """

    given: tuple[tuple[tuple[tuple[str, float], ...], str], ...]
    possible: float

    @property
    def totals(self) -> tuple[float, ...]:
        """The points of each marker, in the order of the markers' names."""
        return tuple(math.fsum(points for _, points in pairs) for pairs, _ in self.given)

    @property
    def share(self) -> float:
        """Points / all points, in [0, 1]; with several markers the mean of their shares."""
        return math.fsum(self.totals) / len(self.totals) / self.possible

    def points_on(self, criterion: str) -> tuple[float, ...]:
        """Return what each marker gave on one line of the rubric."""
        return tuple(dict(pairs)[criterion] for pairs, _ in self.given)

    def in_words(self, item_id: str) -> str:
        """Say how an exercise was marked, and how far several markers are apart; no marker is named."""
        totals, of = self.totals, f"of {self.possible:g} points"
        if len(totals) == 1:
            return f"{item_id} was marked by a person: {totals[0]:g} {of}."
        each = f"{', '.join(f'{total:g}' for total in totals[:-1])} and {totals[-1]:g}"
        apart = f"they differ by {max(totals) - min(totals):g}" if len(set(totals)) > 1 else "they agree"
        return f"{item_id} was marked by {len(totals)} persons: {each} {of}; {apart}, the mean counts."

    @property
    def comments(self) -> tuple[str, ...]:
        """The comments that are not empty."""
        return tuple(comment for _, comment in self.given if comment.strip())


@dataclass(frozen=True)
class HandMarks:
    """All marks of a run: by marker those that stand, and sentences on lines that were left out.

    ``here`` are the keys of the students of this class. A platform that hid names gives other ids when it shows
    them: a mark of somebody who is not here is used for whoever is here with exactly the same words.
    """

    by_marker: Mapping[str, Standing] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    here: frozenset[str] = frozenset()

    @cached_property
    def items(self) -> frozenset[str]:
        """The exercises that have marks: they count, also for a student who did not write."""
        return frozenset(key.item for marks in self.by_marker.values() for key in marks)

    @cached_property
    def _texts_of(self) -> Mapping[str, frozenset[tuple[str, str]]]:
        return {
            marker: frozenset((key.item, key.student) for key in marks)
            for marker, marks in self.by_marker.items()
        }

    @cached_property
    def _of_others(self) -> Mapping[str, Mapping[tuple[str, str], Marked | None]]:
        """By marker, item and text the mark of a student who is not here; ``None`` if there are several."""
        found: dict[str, dict[tuple[str, str], Marked | None]] = {}
        for marker, marks in self.by_marker.items():
            own = found.setdefault(marker, {})
            for key, mark in marks.items():
                if self.here and key.student not in self.here:
                    text = (key.item, key.digest)
                    own[text] = None if text in own else mark
        return found

    def of(
        self, item: Item, version: str, student: str, text: str | None
    ) -> tuple[HandMark | None, list[str]]:
        """Return what an answer got, ``None`` if nothing, and sentences on marks that were not plainly used.

        ``text`` is ``None`` if there is no answer that counts.
        """
        notes: list[str] = []
        usable: list[Marked] = []
        own = AnswerKey(item.id, student, text_digest(text)) if text is not None else None
        for marker, marks in self.by_marker.items():
            mark = marks.get(own) if own else None
            if own and not mark and (item.id, student) not in self._texts_of[marker]:
                mark = self._of_others[marker].get((item.id, own.digest))
            if mark and unfit(item, mark.points):
                notes.append(f"A mark of {item.id} does not fit the present rubric and was not used.")
            elif mark:
                usable.append(mark)
            elif (item.id, student) in self._texts_of[marker]:
                notes.append(
                    f"A mark of {item.id} was given to another text of this student and was not used."
                )
        if any(mark.version != version for mark in usable):
            notes.append(f"Marked in another version of the exercise: {item.id}.")
        return _together(item, usable), [*dict.fromkeys(notes)]


def rubric_of(item: Item) -> tuple[Criterion, ...]:
    """Return the lines of an exercise's rubric; nothing for an exercise without one."""
    return item.task.rubric if isinstance(item.task, EssayTask) else ()


def unfit(item: Item, points: Mapping[str, float]) -> str:
    """Say in words why points do not fit the rubric; nothing if they do."""
    rubric = rubric_of(item)
    if not rubric or set(points) != {line.id for line in rubric}:
        return "there are not points on every line of the rubric, and on no other"
    over = [line.id for line in rubric if not 0 <= points[line.id] <= line.points]
    return f"more points than there are on {', '.join(over)}" if over else ""


def load_marks(folder: Path, course: Course) -> HandMarks:
    """Read the file of every marker in a folder.

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
    return HandMarks(by_marker, tuple(notes))


def _left_out(file: str, lines: Sequence[int]) -> Iterator[str]:
    if lines:
        count = "1 line" if len(lines) == 1 else f"{len(lines):,} lines"
        yield f"{file}: {count} could not be read as marks and did not count, the first is line {lines[0]}."


def _together(item: Item, marks: Sequence[Marked]) -> HandMark | None:
    if not marks:
        return None
    rubric = rubric_of(item)
    given = tuple(
        (tuple((line.id, float(mark.points[line.id])) for line in rubric), mark.comment) for mark in marks
    )
    return HandMark(given, math.fsum(line.points for line in rubric))
