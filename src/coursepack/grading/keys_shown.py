"""Knows whose keys a student may see: those of units that the student was given and worked in."""

from __future__ import annotations

from collections.abc import Iterable

from coursepack.grading.grades import ItemGrade


def units_met(items: Iterable[ItemGrade]) -> frozenset[str]:
    """Return the units in which a student answered an exercise as it stands now.

    Only their keys are for this student. Whoever has not been given a unit yet can make up an answer to it,
    but does not know the version of its exercises.
    """
    return frozenset(
        item.question.item.unit
        for item in items
        if item.mark and item.mark.attempt.version == item.question.version
    )
