"""Knows the state of one marker's work: the answers in their order, the marks on disk, what is still open."""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from coursepack.course import Course
from coursepack.faults import CourseError, Fault
from coursepack.grading.all_marks import load_marks
from coursepack.grading.hand import TOLERANCE, rubric_of, unfit
from coursepack.grading.mark_record import LONGEST_COMMENT, Marked, standing
from coursepack.grading.marks import MarksFile
from coursepack.grading.paper import Question
from coursepack.grading.reading_order import next_unmarked, reading_order, unmarked, used_comments
from coursepack.grading.report import lies_among
from coursepack.grading.rules import load_rules
from coursepack.grading.settling import Dispute, to_settle
from coursepack.grading.written import WrittenAnswer, WrittenClass, written_class


class NotAMarkError(ValueError):
    """What was sent is no mark of this answer; the message says why, in words for the marker."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far one question is: ``marked`` of ``total`` answers."""

    marked: int
    total: int


@dataclass(frozen=True, slots=True)
class AnswerOnDesk:
    """One answer as it lies before the marker: ``place`` from 0, the mark that stands, comments to use again.

    ``apart`` are the marks between which somebody settles; a marker sees none.
    """

    question: Question
    answer: WrittenAnswer
    place: int
    progress: Progress
    mark: Marked | None
    comments: Sequence[str]
    apart: Sequence[Marked] = ()


class Desk:
    """The desk of one marker, or with ``dispute`` of somebody who settles.

    A marker's desk knows this marker's file only, so a second marker cannot see the first one's marks.
    """

    def __init__(
        self, written: WrittenClass, file: MarksFile, *, names: bool = False, dispute: Dispute | None = None
    ) -> None:
        reading = file.read()
        self.dispute = dispute
        self.written, self.names, self.marker = written, names, file.marker
        lines = [f"{file.path.name}, line {notice.line}: {notice.why}." for notice in reading.notices[:20]]
        self.notes = (*written.notes, *(dispute.notes if dispute else ()), *lines)
        self.path = file.path
        self._file, self._marks = file, standing(reading.records)
        self._saving = threading.Lock()
        own = {item_id: {answer.key: answer for answer in some} for item_id, some in written.answers.items()}
        self._order = {
            item_id: [answers[key] for key in reading_order(file.marker, answers)]
            for item_id, answers in own.items()
        }

    @property
    def questions(self) -> Mapping[str, Progress]:
        """The questions in the order of the course, with what is marked."""
        return {item_id: self.progress(item_id) for item_id in self._order}

    def progress(self, item_id: str) -> Progress:
        """Return how many answers to a question are marked."""
        keys = [answer.key for answer in self._order[item_id]]
        return Progress(len(keys) - len(unmarked(keys, self._marks)), len(keys))

    def has(self, item_id: str, place: int) -> bool:
        """Say whether there is an answer at this place."""
        return item_id in self._order and 0 <= place < len(self._order[item_id])

    def answer(self, item_id: str, place: int) -> AnswerOnDesk:
        """Return the answer at a place that is there."""
        answer = self._order[item_id][place]
        apart = self.dispute.apart.get(answer.key, ()) if self.dispute else ()
        return AnswerOnDesk(
            self.written.question(item_id),
            answer,
            place,
            self.progress(item_id),
            self._marks.get(answer.key),
            self._comments(item_id, apart),
            apart,
        )

    def _comments(self, item_id: str, apart: Sequence[Marked]) -> Sequence[str]:
        theirs = [mark.comment.strip() for mark in apart if mark.comment.strip()]
        return [*dict.fromkeys((*theirs, *used_comments(self._marks, item_id)))]

    def next_open(self, item_id: str, after: int) -> int | None:
        """Return the place of the next unmarked answer, ``None`` if all are marked; ``after`` may be -1."""
        return next_unmarked([answer.key for answer in self._order[item_id]], self._marks, after)

    def save(self, item_id: str, place: int, sent: Mapping[str, Any]) -> Progress:
        """Write down what was sent, and return when it is on disk.

        ``sent`` is ``{"digest", "points": {criterion: points}, "comment"}`` or ``{"digest", "withdraw":
        true}``. Raises ``NotAMarkError`` if it is neither, ``NotSavedError`` if the disk refuses it.
        """
        answer = self._order[item_id][place]
        question = self.written.question(item_id)
        if sent.get("digest") != answer.key.digest:
            raise NotAMarkError("The page shows another answer than the one here. Load the page again.")
        with self._saving:
            if sent.get("withdraw") is True:
                self._file.withdraw(answer.key, question.version)
                self._marks.pop(answer.key, None)
            else:
                points, comment = _checked(question, sent)
                self._marks[answer.key] = self._file.mark(answer.key, question.version, points, comment)
            return self.progress(item_id)


def open_desk(
    course: Course,
    submissions: Path,
    marks: Path,
    marker: str,
    units: Sequence[str] | None = None,
    *,
    names: bool = False,
    settle: bool = False,
    rules: Path | None = None,
) -> Desk:
    """Gather the answers of a class and open one marker's file in the folder ``marks``.

    With ``settle`` only answers on which markers are far apart lie on the desk, with the marks of all of
    them; what is settled goes into a file of its own. ``rules`` are the class's own: of several files of one
    student those count that they name.

    Raises ``CourseError`` for a folder of marks among the submissions, an unfit name of a marker, a file of
    marks that is not this marker's or this course's, whatever ``written_class`` refuses, and if nothing is to
    be settled.
    """
    if lies_among(marks, submissions):
        found, expected = "a folder among the submissions", "a folder of its own"
        raise CourseError(Fault(str(marks), "", found, expected, "Name another folder with --marks."))
    file = MarksFile(marks, marker, course.id, settles=settle)
    own = standing(file.read().records)
    chosen = frozenset(load_rules(rules).count if rules else ())
    written = written_class(course, submissions, units, chosen)
    if not settle:
        return Desk(written, file, names=names)
    written, dispute = to_settle(written, load_marks(marks, course), own)
    if not dispute.apart:
        expected = f"marks of one answer that differ by more than {100 * TOLERANCE:.0f} % of the points"
        remedy = "Nothing is left to do: coursepack grade takes the means, and what is settled."
        raise CourseError(Fault(str(marks), "", "nothing to settle", expected, remedy))
    return Desk(written, file, names=names, dispute=dispute)


def _checked(question: Question, sent: Mapping[str, Any]) -> tuple[dict[str, float], str]:
    points, comment = sent.get("points"), sent.get("comment")
    if not isinstance(points, dict) or not isinstance(comment, str):
        raise NotAMarkError("There are no points or no comment in what was sent.")
    numbers = [value for value in points.values() if type(value) in {int, float}]
    if len(numbers) != len(points):
        raise NotAMarkError("Points are numbers.")
    if len(comment) > LONGEST_COMMENT:
        raise NotAMarkError(
            f"The comment has {len(comment):,} characters; at most {LONGEST_COMMENT:,} may be."
        )
    if why := unfit(question.item, points):
        raise NotAMarkError(f"Not a full mark: {why}.")
    return {line.id: float(points[line.id]) for line in rubric_of(question.item)}, comment.strip()
