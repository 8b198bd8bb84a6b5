"""Knows what a class did, as a table of students and items kept in columns of numbers.

A cell takes some thirty bytes, so that ten thousand students with a hundred items fit into little memory.
"""

from __future__ import annotations

import math
from array import array
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from coursepack.answers import History, LogReading
from coursepack.grading.first_answers import Numbering, as_number
from coursepack.grading.grades import ItemGrade, LogGrade
from coursepack.grading.log_work import times_in
from coursepack.grading.paper import Paper, Question

FORMS: Mapping[str, str] = MappingProxyType(
    {"share": "d", "answer": "q", "right": "b", "tries": "B", "hints": "B", "sure": "b", "seconds": "f"}
)
"""Column to its type code (``array``)."""
MOST = 255
MOST_STUDENTS = 10_000
"""In one table. What is told of an item would not be told better by more of them."""
NOTHING = -1
"""In place of a number: the student left the exercise open, or did not say."""
OPEN = tuple(0 if name in {"tries", "hints"} else NOTHING for name in FORMS)
"""The cells of an exercise that was left open."""
NO_HISTORY = History()


@dataclass(frozen=True, slots=True)
class Column:
    """What every student did with one item, in the order of the students; ``NOTHING`` where there is nothing.

    ``share`` of the point in [0, 1]. ``answer`` is the first submitted one as a number, see
    ``first_answers.as_number``. ``right`` tells whether it earned everything (1) or not (0), ``sure`` how
    sure the student was (1 to 3). ``tries`` were submitted before the key was shown, ``hints`` open at the
    end; ``seconds`` passed from the last record of another item to the first submission.
    """

    question: Question
    share: Sequence[float]
    answer: Sequence[int]
    right: Sequence[int]
    tries: Sequence[int]
    hints: Sequence[int]
    sure: Sequence[int]
    seconds: Sequence[float]

    def answered(self) -> list[int]:
        """Return the places of the students who answered."""
        return [place for place, share in enumerate(self.share) if share >= 0]

    def chose(self, place: int, option: int) -> bool:
        """Say whether a student's first answer held the option with this number."""
        return self.answer[place] > 0 and bool(self.answer[place] >> option & 1)


@dataclass(frozen=True, slots=True)
class Traces:
    """What is odd in one student's file.

    ``back`` is the largest step back in time, in seconds; ``beyond`` are the items in which more hints are
    open than there are; ``copy`` is the random id of the copy of the course in which the file began, empty if
    its first line is lost.
    """

    back: float = 0.0
    beyond: tuple[str, ...] = ()
    copy: str = ""


@dataclass(frozen=True, slots=True)
class ClassTable:
    """A class: ``students``, a column for every item that earns points, ``traces`` by student.

    ``several`` are names on more than one file: whether they are one student is not for us to say, so they
    are left out.
    """

    students: tuple[str, ...]
    columns: Mapping[str, Column]
    traces: tuple[Traces, ...]
    several: tuple[str, ...]


@dataclass(slots=True)
class TableUnderWriting:
    """Takes one graded log after the other; ``table`` closes it.

    Of a class so large that its table would not fit, only ``every`` so-manieth student is taken
    (``step_for``).
    """

    paper: Paper
    every: int = 1
    students: list[str] = field(default_factory=list)
    traces: list[Traces] = field(default_factory=list)
    several: dict[str, None] = field(default_factory=dict)
    _columns: dict[str, dict[str, array[Any]]] = field(default_factory=dict)
    _numbers: dict[str, Numbering] = field(default_factory=dict)
    _met: int = 0

    def __post_init__(self) -> None:
        for item_id, question in self.paper.questions.items():
            if not question.by_hand:
                self._columns[item_id] = {name: array(form) for name, form in FORMS.items()}
                self._numbers[item_id] = as_number(question.item)

    def add(self, student: str, reading: LogReading, grade: LogGrade) -> None:
        """Take the only file of a student."""
        self._met += 1
        if (self._met - 1) % self.every:
            return
        seconds, back = times_in(reading)
        beyond = []
        for item in grade.items:
            item_id = item.question.item.id
            columns = self._columns.get(item_id)
            if columns is None:
                continue
            past = reading.histories.get(item_id, NO_HISTORY)
            for column, value in zip(
                columns.values(),
                _cells(item, past, seconds.get(item_id, NOTHING), self._numbers[item_id]),
                strict=True,
            ):
                column.append(value)
            if past.hints > len(item.question.item.hints):
                beyond.append(item_id)
        self.students.append(student)
        copy = reading.header.learner if reading.header else ""
        self.traces.append(Traces(back, tuple(beyond), copy))

    def leave_out(self, student: str) -> None:
        """Note a name on several files that may be of several students."""
        self.several[student] = None

    def table(self) -> ClassTable:
        """Return what was taken; nothing can be added or changed afterwards."""
        columns = {
            item_id: Column(
                self.paper.questions[item_id],
                **{name: memoryview(values).toreadonly() for name, values in own.items()},
            )
            for item_id, own in self._columns.items()
        }
        return ClassTable(
            tuple(self.students), MappingProxyType(columns), tuple(self.traces), tuple(self.several)
        )


def step_for(files: int) -> int:
    """Return which so-manieth student of a class with so many files goes into the table: 1 takes all."""
    return max(1, math.ceil(files / MOST_STUDENTS))


def told_of_step(step: int) -> Iterator[str]:
    """Say that the table does not hold everybody."""
    if step > 1:
        yield f"This class is very large: the tables on items, wrong answers, signs and the class rest on one student in {step}."


def _cells(grade: ItemGrade, past: History, seconds: float, number: Numbering) -> Sequence[float]:
    """Return one cell of every column, in their order.

    Answers after the key was shown are no answers here.
    """
    if grade.mark is None or grade.points is None:
        return OPEN
    first = past.first.answer if past.first else grade.mark.attempt.answer
    # A first answer that is all right earns the whole point, so no later one can be better.
    right = grade.mark.result.right and grade.mark.attempt.answer == first
    sure = past.first.sure if past.first else None
    return (
        grade.points,
        number(first),
        int(right),
        min(past.tries, MOST),
        min(past.hints, MOST),
        NOTHING if sure is None or sure > MOST // 2 else sure,
        seconds,
    )
