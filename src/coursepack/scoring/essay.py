"""Knows that a written answer is marked by a person: it has no score here, and says so."""

from __future__ import annotations

from coursepack.answers import Answer
from coursepack.items.keys import Key
from coursepack.items.model import Item
from coursepack.scoring.result import Reason


def score(_item: Item, _key: Key, answer: Answer) -> tuple[float, tuple[Reason, ...]]:
    """Return no credit and the length of the text; ``score.score`` gives it the status ``by hand``."""
    return 0.0, (Reason("", 0.0, f"{len(answer['text'].split())} words. A person reads and marks this."),)
