"""Knows how a single choice is scored: by its credit table."""

from __future__ import annotations

from coursepack.answers import Answer
from coursepack.items.keys import Key
from coursepack.items.model import Item
from coursepack.scoring.result import Reason


def score(_item: Item, key: Key, answer: Answer) -> tuple[float, tuple[Reason, ...]]:
    """Return the credit of the chosen option; what the table does not name earns 0."""
    credit = key.credits.get(answer, 0.0)
    feedback = key.feedback[answer]
    return credit, (Reason(answer, credit, feedback.says, feedback.misconception),)
