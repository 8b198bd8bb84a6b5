"""Knows how the score of one item follows from its history: what counts, and how credit falls."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from coursepack.answers import Attempt, History
from coursepack.items.keys import Key
from coursepack.items.model import Item
from coursepack.scoring.result import Result, Status
from coursepack.scoring.score import score


class Mark(Struct, frozen=True, gc=False):
    """What one item earned: ``points`` in [0, 1], the attempt that earned them, its result and its factor.

    ``points`` is ``None``, which is not 0, where a person has to mark the answer; hints cost nothing there.
    """

    points: float | None
    factor: float
    result: Result
    attempt: Attempt


def credit_factor(item: Item, hints: int) -> float:
    """Return what share of the credit is left with ``hints`` hints open: 1 - hints / (all hints + 1).

    The penalty scheme of Moodle's interactive behaviour, with equal steps: the last try earns
    1 / tries. Opening a hint and needing another try cost the same.
    """
    return 1 - min(max(hints, 0), len(item.hints)) / item.tries


def mark(item: Item, key: Key, history: History) -> Mark | None:
    """Return the best mark over the counted attempts, the earlier one if two are equal.

    ``None`` without any.
    """
    return best_mark(
        [mark_of(item, attempt, score(item, key, attempt.answer)) for attempt in history.attempts]
    )


def mark_of(item: Item, attempt: Attempt, result: Result) -> Mark:
    """Return what one attempt earned with this result."""
    if result.status is Status.BY_HAND:
        return Mark(None, 1.0, result, attempt)
    factor = credit_factor(item, attempt.hints)
    return Mark(result.score * factor, factor, result, attempt)


def best_mark(marks: Iterable[Mark]) -> Mark | None:
    """Return the mark that counts: the best, the earlier one if two are equal; ``None`` without any.

    Of answers that a person has to mark the last one counts.
    """
    best: Mark | None = None
    for own in marks:
        if best is None or own.points is None or _worth(own) > _worth(best):
            best = own
    return best


def _worth(own: Mark) -> tuple[float, bool]:
    """Rank marks: a valid answer that earned nothing is still told before one that could not be read."""
    return own.points or 0.0, own.result.status in {Status.SCORED, Status.BY_HAND}
