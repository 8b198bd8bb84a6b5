"""Knows what grades are: of one exercise, of one log, and what both are worth.

How they come about, ``marking`` knows.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from msgspec import Struct

from coursepack.answers import Attempt
from coursepack.grading.hand import HandMark
from coursepack.grading.paper import Question
from coursepack.scoring import Mark


class GradeStatus(StrEnum):
    """How a student's file was taken.

    Nothing that went wrong is a zero: it is one of the last three, with a sentence.
    """

    GRADED = "graded"
    NEEDS_REVIEW = "needs review"
    UNREADABLE = "unreadable"
    MISSING = "missing"


class ItemGrade(Struct, frozen=True, dict=True, eq=False):
    """What one exercise earned.

    ``mark`` is ``None`` where nothing counts: nothing was answered, or only ``after_key``, when the key had
    been shown. ``faults`` say what is wrong with the form of an answer; ``other_version`` tells that the
    answer was given to another wording of the exercise. ``counted`` are the attempts of which ``mark`` is the
    best. ``hand`` is what a person gave, ``marked`` says that this exercise is marked by hand in this run,
    ``told`` what is to be said of it. ``shared`` says that this very grade stands for everybody who gave the
    same answer: two are equal only if they are one, so what is made of it is found again.
    """

    question: Question
    mark: Mark | None = None
    after_key: bool = False
    faults: tuple[str, ...] = ()
    other_version: bool = False
    counted: tuple[Attempt, ...] = ()
    hand: HandMark | None = None
    marked: bool = False
    told: tuple[str, ...] = ()
    shared: bool = False

    @property
    def answered(self) -> bool:
        """Say whether there is an answer, be it one that earns nothing."""
        return self.mark is not None or self.after_key

    @cached_property
    def points(self) -> float | None:
        """Points in [0, 1]; ``None``, not 0, where nothing was answered and where a person has to mark."""
        if self.question.by_hand:
            return self.hand.share if self.hand else None
        if not self.answered:
            return None
        return self.mark.points if self.mark else 0.0

    @property
    def counts(self) -> bool:
        """Say whether there is a point to be had: not for an answer that waits for a person."""
        return not self.question.by_hand or (self.marked and (self.hand is not None or self.mark is None))


@dataclass(frozen=True)
class LogGrade:
    """What one log earned: every exercise of the paper in order, and sentences on the log.

    Those of them in ``for_teacher`` doubt the log itself; they are on no student's page.
    """

    items: tuple[ItemGrade, ...]
    status: GradeStatus
    notes: tuple[str, ...]
    for_teacher: tuple[str, ...] = ()

    @cached_property
    def answered(self) -> int:
        """How many exercises were answered."""
        return sum(item.answered for item in self.items)

    @cached_property
    def possible(self) -> int:
        """The points there are: one for each exercise but those that wait for a person."""
        return sum(item.counts for item in self.items)

    @cached_property
    def points(self) -> float | None:
        """The sum of the points; ``None``, not 0, if nothing that earns points was answered."""
        earned = [item.points for item in self.items if item.points is not None]
        return sum(earned) if earned else None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a file is worth under the rules of a class: ``points`` of ``possible``, and sentences.

    ``points`` are ``None``, not 0, if nothing was answered.
    """

    points: float | None
    possible: int
    notes: tuple[str, ...] = ()
