"""Knows how picked sentences are scored: by F1 over sentences, with weights."""

from __future__ import annotations

from coursepack.answers import Answer
from coursepack.items.keys import Feedback, Key
from coursepack.items.model import Item, LocateTask
from coursepack.scoring.result import Reason
from coursepack.scoring.task import task_of

IN_FULL = Feedback("This sentence counts in full.")
"""The reason of the exercise stands below all sentences, so it is not said of each."""
PARTLY = Feedback("Careful readers differ on this sentence: it earns a part.")


def score(item: Item, key: Key, answer: Answer) -> tuple[float, tuple[Reason, ...]]:
    """Return the best credit if one sentence is asked for, else F1 of the sentences picked.

    F1 = 2 * hits / (picked + wanted) (van Rijsbergen 1979, chapter 7, with equal weight on
    precision and recall). A sentence of lower weight is a hit by that weight and is not
    among those wanted.
    """
    if task_of(item, LocateTask).at_most == 1:
        credit = key.credits.get(answer[0], 0.0)
    else:
        hits = sum(key.credits.get(unit, 0.0) for unit in answer)
        wanted = sum(credit == 1 for credit in key.credits.values())
        neutral = sum(0 < key.credits.get(unit, 0.0) < 1 for unit in answer)
        credit = min(1.0, 2 * hits / (len(answer) - neutral + sum(_weights(key, answer)) + wanted))
    return credit, tuple(sentence_reason(unit, key) for unit in answer)


def _weights(key: Key, answer: Answer) -> list[float]:
    return [key.credits[unit] for unit in answer if 0 < key.credits.get(unit, 0.0) < 1]


def sentence_reason(unit: str, key: Key) -> Reason:
    """Return what a sentence earns that was picked, or in which something was marked, and why."""
    credit = key.credits.get(unit, 0.0)
    usual = IN_FULL if credit == 1 else PARTLY if credit else key.otherwise
    feedback = key.feedback.get(unit) or usual or Feedback(key.why)
    return Reason(unit, credit, feedback.says, None if credit else feedback.misconception)
