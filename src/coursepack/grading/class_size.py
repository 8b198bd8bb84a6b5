"""Knows from what number of students a figure means something, and how one that does not is told.

The steps are this course's own and cautious. With 30 students a correlation of 0.3 has a 95 % interval
from about -0.07 to 0.60; with 10 it would reach from -0.41 to 0.78, and say nothing at all.
"""

from __future__ import annotations

from dataclasses import dataclass

FROM_FACILITY = 15
"""Students from which shares of the class are told; below there are only counts."""
FROM_DISCRIMINATION = 30
"""Students from which correlations and reliability are told."""


@dataclass(frozen=True, slots=True)
class NotShown:
    """A figure that is not given: ``students`` there were, ``why`` says what was missing."""

    students: int
    why: str = ""

    def __str__(self) -> str:
        return f"not shown: class of {self.students}" + (f", {self.why}" if self.why else "")


Shown = float | NotShown
"""A finite number, or the statement that there is none. Never NaN."""


def too_few(students: int, needed: int) -> NotShown:
    """Say that a figure needs a larger class."""
    return NotShown(students, f"from {needed} on")
