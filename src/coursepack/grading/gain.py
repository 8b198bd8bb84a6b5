"""Knows what a class gained between the test before the course and the one after it.

The normalised gain is the one of Hake (1998), "Interactive-engagement versus traditional methods",
American Journal of Physics 66, 64-74: ``<g> = (<post> - <pre>) / (1 - <pre>)`` of the class averages,
as shares in [0, 1]. It says which part of what could still be gained was gained.
"""

from __future__ import annotations

import math
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from coursepack.coding.agreement import LEVEL, RESAMPLES, SEED, Interval, percentile_interval
from coursepack.grading.grades import LogGrade

BEFORE, AFTER = "pre-test", "post-test"
FEWEST_STUDENTS = 15
"""With fewer students who took both tests, one or two of them move the gain: counts and shares are told."""
ENOUGH_ANSWERED = 0.5
"""The part of a test that has to be answered for it to count as taken."""


class Taken(StrEnum):
    """Which of the two tests of a student count."""

    BOTH = "both"
    ONLY_BEFORE = "only the test before"
    ONLY_AFTER = "only the test after"
    NEITHER = "neither test"
    TWICE = "a test in more than one file"


@dataclass(frozen=True, slots=True)
class TestResult:
    """What one student earned in one test: ``points`` of ``possible``, with so many ``answered``."""

    __test__ = False
    points: float
    possible: int
    answered: int

    @property
    def share(self) -> float:
        """The share of the points, in [0, 1]; an exercise left open earns nothing."""
        return self.points / self.possible

    @property
    def counts(self) -> bool:
        """Say whether enough was answered to call the test taken."""
        return self.answered >= ENOUGH_ANSWERED * self.possible


@dataclass(frozen=True, slots=True)
class StudentGain:
    """The tests of one student; ``None`` for one that was not begun, or that is there ``twice``."""

    student: str
    before: TestResult | None
    after: TestResult | None
    twice: bool = False

    @property
    def taken(self) -> Taken:
        """Say which of the tests count."""
        if self.twice:
            return Taken.TWICE
        before = self.before is not None and self.before.counts
        after = self.after is not None and self.after.counts
        if before and after:
            return Taken.BOTH
        return Taken.ONLY_BEFORE if before else Taken.ONLY_AFTER if after else Taken.NEITHER

    @property
    def change(self) -> float | None:
        """The share after minus the share before; ``None`` unless both tests count."""
        if self.taken is not Taken.BOTH or self.before is None or self.after is None:
            return None
        return round(self.after.share - self.before.share, 9)


@dataclass(frozen=True, slots=True)
class ClassGain:
    """What a class gained, over the ``students`` who took both tests.

    ``before`` and ``after`` are average shares in [0, 1], ``None`` without students. ``better``,
    ``same`` and ``worse`` count students; ``full_before`` those who had every point before. ``gain``
    and its ``interval`` are ``None`` with fewer than ``FEWEST_STUDENTS`` students, and if the
    average before is 1: then nothing was left to gain.
    """

    students: int
    before: float | None
    after: float | None
    better: int
    same: int
    worse: int
    full_before: int
    gain: float | None
    interval: Interval | None


def normalised_gain(before: float, after: float) -> float | None:
    """Return Hake's normalised gain of two average shares in [0, 1]; ``None`` if ``before`` is 1."""
    return None if before >= 1 else (after - before) / (1 - before)


def results_of_tests(grade: LogGrade) -> Mapping[str, TestResult]:
    """Return what a graded log holds of the two tests, by unit; a test without any answer is left out."""
    results = {}
    for unit in (BEFORE, AFTER):
        items = [item for item in grade.items if item.question.item.unit == unit]
        answered = sum(item.answered for item in items)
        if answered:
            points = math.fsum(item.points or 0 for item in items)
            results[unit] = TestResult(points, len(items), answered)
    return results


def student_gain(student: str, files: Sequence[Mapping[str, TestResult]]) -> StudentGain:
    """Put the files of one student together: the two tests may lie in different files."""
    found = {unit: [file[unit] for file in files if unit in file] for unit in (BEFORE, AFTER)}
    once = {unit: results[0] if len(results) == 1 else None for unit, results in found.items()}
    twice = any(len(results) > 1 for results in found.values())
    return StudentGain(student, once[BEFORE], once[AFTER], twice)


def class_gain(students: Sequence[StudentGain], resamples: int = RESAMPLES, seed: int = SEED) -> ClassGain:
    """Sum up a class.

    The interval (95 %) draws students with replacement and keeps their two tests together.
    """
    pairs = [
        (student.before.share, student.after.share)
        for student in students
        if student.taken is Taken.BOTH and student.before and student.after
    ]
    changes = [student.change for student in students if student.change is not None]
    enough = len(pairs) >= FEWEST_STUDENTS
    before, after = _averages(pairs) if pairs else (None, None)
    gain = normalised_gain(before, after) if enough and before is not None and after is not None else None
    return ClassGain(
        len(pairs),
        before,
        after,
        sum(change > 0 for change in changes),
        sum(change == 0 for change in changes),
        sum(change < 0 for change in changes),
        sum(share >= 1 for share, _ in pairs),
        gain,
        _interval(pairs, resamples, seed) if gain is not None else None,
    )


def _averages(pairs: Sequence[tuple[float, float]]) -> tuple[float, float]:
    before, after = zip(*pairs, strict=True)
    return math.fsum(before) / len(pairs), math.fsum(after) / len(pairs)


def _interval(pairs: Sequence[tuple[float, float]], resamples: int, seed: int) -> Interval | None:
    draw = random.Random(seed)  # noqa: S311 (a resample is no secret, and must be the same at every run)
    gains = (normalised_gain(*_averages(draw.choices(pairs, k=len(pairs)))) for _ in range(resamples))
    return percentile_interval([gain for gain in gains if gain is not None], resamples, LEVEL)
