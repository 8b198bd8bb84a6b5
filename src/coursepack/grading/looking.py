"""Knows what has to be seen of a file before it can be held against another one of the same student."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from coursepack.answers import Answered, LogReading
from coursepack.grading.collect import Submission
from coursepack.grading.gain import TestResult, results_of_tests
from coursepack.grading.grades import LogGrade
from coursepack.grading.paper import Paper
from coursepack.grading.source import Source
from coursepack.grading.taking import CannotBeReadError, take

NEVER = -math.inf


@dataclass(frozen=True, slots=True)
class Look:
    """What is seen of one file: why it was ``refused``, or what it holds.

    ``learner`` is the random id of the copy of the course, empty if the first line is lost; ``records`` are
    hashes of the lines, so that one log can be found inside another; ``latest`` is the time of the last
    answer by the student's own clock, in seconds. ``answered`` are exercises in order, ``points`` what they
    earned (``None`` if there is nothing that earns points), ``tests`` the results of the two tests.
    """

    submission: Submission
    refused: CannotBeReadError | None = None
    learner: str = ""
    records: frozenset[int] = frozenset()
    latest: float = NEVER
    answered: tuple[str, ...] = ()
    points: float | None = None
    tests: Mapping[str, TestResult] = field(default_factory=dict)


Looking = Callable[[Submission], Look]
"""How a file is looked at; called only for students who handed in several."""


def looking(source: Source, paper: Paper) -> Looking:
    """Return how files of this source are looked at."""

    def look(submission: Submission) -> Look:
        try:
            reading, grade = take(source, submission, paper)
        except CannotBeReadError as error:
            return Look(submission, refused=error)
        return seen(submission, reading, grade)

    return look


def seen(submission: Submission, reading: LogReading, grade: LogGrade) -> Look:
    """Return what a file that was read and graded shows."""
    times = [
        at
        for record, at in zip(reading.records, reading.times, strict=True)
        if at and isinstance(record, Answered)
    ]
    return Look(
        submission,
        learner=reading.header.learner if reading.header else "",
        # A record holds lists, which have no hash; its text is the same wherever its content is.
        records=frozenset(hash(repr(record)) for record in reading.records),
        latest=max(times).timestamp() if times else NEVER,
        answered=tuple(item.question.item.id for item in grade.items if item.answered),
        points=grade.points,
        tests=results_of_tests(grade),
    )
