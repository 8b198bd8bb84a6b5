"""Knows how a choice of several options is scored: hits minus false alarms."""

from __future__ import annotations

from coursepack.answers import Answer
from coursepack.items.keys import Key
from coursepack.items.model import Item, OptionsTask
from coursepack.scoring.result import Reason
from coursepack.scoring.task import task_of


def score(item: Item, key: Key, answer: Answer) -> tuple[float, tuple[Reason, ...]]:
    """Return max(0, hits / right options - false alarms / wrong options).

    This is the index J of Youden (1950, Cancer 3:32-35): sensitivity plus specificity minus
    one. Ticking everything, nothing, or at random earns 0 on average. An option with a weight
    between 0 and 1 is contested and counts neither way.
    """
    options = [option.id for option in task_of(item, OptionsTask).options]
    right = [option for option in options if key.credits.get(option) == 1]
    wrong = [option for option in options if option not in key.credits]
    hits = sum(option in answer for option in right) / len(right)
    false_alarms = sum(option in answer for option in wrong) / len(wrong) if wrong else 0.0
    reasons = tuple(_reason(option, key, chosen=option in answer) for option in options)
    return max(0.0, hits - false_alarms), tuple(reason for reason in reasons if reason)


def _reason(option: str, key: Key, *, chosen: bool) -> Reason | None:
    """Speak of what was chosen, and of what is right but was not chosen."""
    credit, feedback = key.credits.get(option, 0.0), key.feedback[option]
    if chosen:
        return Reason(option, credit, feedback.says, None if credit else feedback.misconception)
    return Reason(option, 0.0, feedback.says) if credit == 1 else None
