"""Knows how grades are put into words and numbers: tries, verdicts, totals."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from coursepack.grading.grades import ItemGrade, LogGrade, Outcome
from coursepack.grading.hand import HandMark
from coursepack.items import Item
from coursepack.items.model import LocateTask, RowsTask
from coursepack.scoring import Mark, Result, Status
from coursepack.scoring.explain import Line
from coursepack.scoring.in_words import decimal

ON_A_PAGE = 2
"""Decimals of points on a student's page. The gradebook has three, so that sums can be checked."""
ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth")


def two_places(number: float) -> str:
    """Write a number with two decimals, never as ``-0.00``."""
    return f"{round(number, 2) + 0:.2f}"


def shown_units(item: Item) -> tuple[str, ...]:
    """Return the units that a page shows with an exercise: those in view, and those it asks about."""
    match item.task:
        case LocateTask(units, _):
            asked = units
        case RowsTask(rows, _):
            asked = tuple(row.unit for row in rows if row.unit)
        case _:
            asked = ()
    return tuple(dict.fromkeys((*item.shows, *asked)))


def factor_in_words(item: Item, mark: Mark) -> str:
    """Say on which try an answer was given, and how much of its credit was left."""
    hints = min(mark.attempt.hints, len(item.hints))
    if not item.hints:
        return "There was one try, at full credit."
    ordinal = ORDINALS[hints] if hints < len(ORDINALS) else f"{hints + 1}th"
    left = "full credit" if mark.factor == 1 else f"{decimal(100 * mark.factor, 0)} % of the credit"
    opened = "no hint" if not hints else "1 hint" if hints == 1 else f"{hints} hints"
    return f"Given on the {ordinal} of {item.tries} tries, with {opened} open: {left} was left."


def remarks(grade: ItemGrade) -> Iterator[str]:
    """Say in sentences how an answer was taken."""
    if grade.mark is None:
        yield "Answered only after the key was shown: no credit." if grade.after_key else "Not answered."
        return
    if grade.mark.result.status is Status.SCORED:
        yield factor_in_words(grade.question.item, grade.mark)
    elif grade.mark.result.status is Status.BY_HAND:
        yield from (reason.says for reason in grade.mark.result.reasons)
        if grade.hand:
            yield _by_whom(grade.hand)
        else:
            yield "A person reads this. It has no points yet, and counts neither in your points nor in what was possible."
    else:
        yield "This answer does not fit the exercise, so it could not be scored. Your teacher looks at it."
    if not grade.mark.attempt.submitted:
        taken = "is read" if grade.question.by_hand else "was graded"
        yield f"It was never submitted, so the last draft {taken}."
    if grade.other_version:
        yield "It was given to another version of this exercise and graded by the present one. Your teacher looks at it."


def _by_whom(hand: HandMark) -> str:
    if hand.settled_from is not None:
        return "Several persons marked this, and settled where they differed."
    return (
        "A person marked this." if len(hand.given) == 1 else "Several persons marked this; the mean counts."
    )


def verdict(line: Line, result: Result) -> str:
    """Say in a word or two what one part of an answer earned; nothing about an answer that does not fit."""
    if result.status is not Status.SCORED:
        return ""
    if line.given == "not chosen":
        return "missed"
    if line.credit in (0, 1):
        return "right" if line.credit else "no credit"
    return f"{decimal(line.credit, 2)} of the credit"


def totals(grade: LogGrade, worth: Outcome) -> Mapping[str, str | int]:
    """Return points, possible, percent, answered and exercises as a page shows them.

    No points are an empty text.
    """
    points = worth.points
    return {
        "points": "" if points is None else decimal(points, ON_A_PAGE),
        "possible": worth.possible,
        "percent": "" if points is None else decimal(100 * points / worth.possible, 1),
        "answered": grade.answered,
        "exercises": len(grade.items),
    }


def instead_of_points(grade: ItemGrade) -> str:
    """Say why a page shows no points for an exercise; nothing if it has points."""
    if grade.points is not None:
        return ""
    return "a person reads this" if grade.mark else "not answered"
