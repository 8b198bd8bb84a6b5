"""Knows how evidence is scored: by the sentences that the marked passages stand in."""

from __future__ import annotations

from coursepack.answers import Answer
from coursepack.answers.marks import MarkedSpan, marks_in
from coursepack.items.keys import Key
from coursepack.items.model import Item, SpansTask
from coursepack.scoring.locate import sentence_reason
from coursepack.scoring.result import Reason
from coursepack.scoring.task import task_of

FEWEST_WORDS = 3
"""A shorter passage bears nothing out by itself."""


def score(item: Item, key: Key, answer: Answer) -> tuple[float, tuple[Reason, ...]]:
    """Return F1 over sentences: those marked, against those that bear the claim out.

    F1 = 2 * hits / (marked + wanted) (van Rijsbergen 1979, chapter 7). A sentence of lower weight is
    a hit by that weight and is not among those wanted.
    """
    task = task_of(item, SpansTask)
    found: dict[str, Reason] = {}
    for mark in marks_in(answer):
        reason = _reason(mark, task, key)
        found[reason.about] = max(found.get(reason.about, reason), reason, key=lambda entry: entry.credit)
    hits = sum(reason.credit for reason in found.values())
    wanted = sum(credit == 1 for credit in key.credits.values())
    marked = sum(reason.credit or 1.0 for reason in found.values())
    return min(1.0, 2 * hits / (marked + wanted)) if found else 0.0, tuple(found.values())


def _reason(mark: MarkedSpan, task: SpansTask, key: Key) -> Reason:
    unit = task.passage.unit_at(mark.pieces[0].start) or ""
    if sum(len(piece.quote.split()) for piece in mark.pieces) < FEWEST_WORDS:
        return Reason(unit, 0.0, f"Mark at least {FEWEST_WORDS} words: a shorter passage bears nothing out.")
    return sentence_reason(unit, key)
