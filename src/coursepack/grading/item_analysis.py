"""Knows what the answers of a class say about every item: how hard it is, and whom it tells apart.

Facility is the mean share of the point, over the students who answered the item. Discrimination is the
corrected item-rest correlation (Henrysson 1963, "Correction of item-total correlations in item analysis",
Psychometrika 28, 211-218): of the share in the item with the mean share in all other items that the student
answered. A student counts who answered at least half as many of the others as the median student: in the
middle of a course nobody has answered all. Time is the median from the last act elsewhere to the first
submission, so a pause counts too. No figure here is ever NaN.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from statistics import fmean, median

from coursepack.grading.class_size import FROM_DISCRIMINATION, FROM_FACILITY, NotShown, Shown, too_few
from coursepack.grading.class_statistics import (
    Range,
    fisher_interval,
    pearson,
    reliability,
    reliability_interval,
)
from coursepack.grading.class_table import ClassTable, Column
from coursepack.grading.distractors import OptionCounts, counts_of_options, suspected
from coursepack.grading.paper import Question

TOO_EASY, TOO_HARD = 0.95, 0.1
ENOUGH_ANSWERED = 0.5


class Verdict(StrEnum):
    """What to do about an item; the first that holds is told."""

    LOOK_AT_KEY = "look at the key"
    TOO_EASY = "too easy to tell anything"
    TOO_HARD = "too hard to tell anything"
    TELLS_NOBODY_APART = "may not tell students apart"
    NOTHING_STANDS_OUT = "nothing stands out"
    TOO_FEW = "counts only"


@dataclass(frozen=True, slots=True)
class ItemFigures:
    """What the class did with one item.

    ``answered``, ``full`` (the whole point) and ``none`` (0 points) count students. ``facility`` is in
    [0, 1], ``discrimination`` in [-1, 1] with its ``interval`` of 95 %; ``suspect`` are wrong options that
    more than a third of the top third chose. ``tries`` is the mean number of submissions before the key was
    shown, ``minutes`` the median time to the first one.
    """

    question: Question
    answered: int
    full: int
    none: int
    facility: Shown
    discrimination: Shown
    interval: Range | None
    options: tuple[OptionCounts, ...]
    suspect: tuple[OptionCounts, ...]
    tries: Shown
    minutes: Shown

    @property
    def verdict(self) -> Verdict:
        """Return what stands out first."""
        if isinstance(self.facility, NotShown):
            return Verdict.TOO_FEW
        if self.suspect:
            return Verdict.LOOK_AT_KEY
        if self.facility > TOO_EASY:
            return Verdict.TOO_EASY
        if self.facility < TOO_HARD:
            return Verdict.TOO_HARD
        if self.interval and self.interval.low <= 0:
            return Verdict.TELLS_NOBODY_APART
        return Verdict.NOTHING_STANDS_OUT


@dataclass(frozen=True, slots=True)
class Reliability:
    """How far a unit's ``items`` measure one thing: ``value`` by ``formula``, over ``students``.

    ``formula`` is KR-20 or alpha, ``interval`` that of 95 %.
    """

    unit: str
    formula: str
    students: int
    items: int
    value: Shown
    interval: Range | None = None


def analyse(table: ClassTable) -> tuple[ItemFigures, ...]:
    """Return the figures of every item, in the order of the course."""
    totals, counts = _totals(table)
    usual = median(counts) if counts else 0
    return tuple(_figures(column, totals, counts, usual) for column in table.columns.values())


def reliabilities(table: ClassTable) -> tuple[Reliability, ...]:
    """Return the reliability of every unit, over the students who answered at least half of it.

    There an exercise left open earns nothing, as in the marks.
    """
    units: dict[str, list[Column]] = {}
    for column in table.columns.values():
        units.setdefault(column.question.item.unit, []).append(column)
    return tuple(_reliability(unit, columns) for unit, columns in units.items())


def _totals(table: ClassTable) -> tuple[Sequence[float], Sequence[int]]:
    """Return for every student the sum of shares and the number of items answered."""
    totals, counts = [0.0] * len(table.students), [0] * len(table.students)
    for column in table.columns.values():
        for place, share in enumerate(column.share):
            if share >= 0:
                totals[place] += share
                counts[place] += 1
    return totals, counts


def _rest(
    column: Column, totals: Sequence[float], counts: Sequence[int], usual: float
) -> Mapping[int, float]:
    """Return the mean share in the other items, by place of the student.

    ``usual`` is the median of ``counts``.
    """
    needed = max(1.0, ENOUGH_ANSWERED * (usual - 1))
    return {
        # Rounded: sums in another order must not make equal students differ.
        place: round((totals[place] - column.share[place]) / (counts[place] - 1), 9)
        for place in column.answered()
        if counts[place] - 1 >= needed
    }


def _figures(column: Column, totals: Sequence[float], counts: Sequence[int], usual: float) -> ItemFigures:
    shares = [share for share in column.share if share >= 0]
    rest = _rest(column, totals, counts, usual)
    facility: Shown = too_few(len(shares), FROM_FACILITY)
    if len(shares) >= FROM_FACILITY:
        facility = math.fsum(shares) / len(shares)
    discrimination, interval = _discrimination(column, rest)
    options = counts_of_options(column, rest)
    return ItemFigures(
        column.question,
        len(shares),
        sum(share >= 1 for share in shares),
        sum(share == 0 for share in shares),
        facility,
        discrimination,
        interval,
        options,
        suspected(options),
        _over([column.tries[place] for place in column.answered()], fmean),
        _over([seconds / 60 for seconds in column.seconds if seconds >= 0], median),
    )


def _over(values: Sequence[float], summary: Callable[[Sequence[float]], float]) -> Shown:
    """Sum up values, one for each student, if there are enough of them."""
    return summary(values) if len(values) >= FROM_FACILITY else too_few(len(values), FROM_FACILITY)


def _discrimination(column: Column, rest: Mapping[int, float]) -> tuple[Shown, Range | None]:
    if len(rest) < FROM_DISCRIMINATION:
        return too_few(len(rest), FROM_DISCRIMINATION), None
    found = pearson([column.share[place] for place in rest], list(rest.values()))
    if found is None:
        return NotShown(len(rest), "all earned the same"), None
    return found, fisher_interval(found, len(rest))


def _reliability(unit: str, columns: Sequence[Column]) -> Reliability:
    places, items = range(len(columns[0].share)), len(columns)
    needed = ENOUGH_ANSWERED * len(columns)
    taken = [
        place for place in places if sum(column.share[place] >= 0 for column in columns) >= max(1, needed)
    ]
    if len(taken) < FROM_DISCRIMINATION:
        return Reliability(unit, "", len(taken), items, too_few(len(taken), FROM_DISCRIMINATION))
    rows = [[max(0.0, column.share[place]) for column in columns] for place in taken]
    formula = "KR-20" if all(share in {0, 1} for row in rows for share in row) else "alpha"
    value = reliability(rows)
    if value is None:
        return Reliability(unit, formula, len(taken), items, NotShown(len(taken), "nothing varies"))
    interval = reliability_interval(value, len(taken), items)
    return Reliability(unit, formula, len(taken), items, value, interval)
