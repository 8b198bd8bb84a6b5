"""Knows what a score is: a number in [0, 1] with its reasons, or the statement that there is none."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct


class Status(StrEnum):
    """How an answer was taken. One that is not valid in form is told, never a silent zero."""

    SCORED = "scored"
    EMPTY = "empty"
    INVALID = "invalid"
    BY_HAND = "by hand"


class Reason(Struct, frozen=True, gc=False):
    """Why a part of an answer earned what it earned.

    ``about`` is the option, row, unit or text concerned; ``credit`` its share in [0, 1]; ``says`` the
    words for the learner; ``misconception`` the id of what the answer may point to.
    """

    about: str
    credit: float
    says: str
    misconception: str | None = None


class Result(Struct, frozen=True, gc=False):
    """A score in [0, 1], how the answer was taken, and the reasons."""

    score: float
    status: Status
    reasons: tuple[Reason, ...]

    @property
    def right(self) -> bool:
        """Say whether the answer earned full credit."""
        return self.status is Status.SCORED and self.score >= 1
