"""Knows that a written answer is marked by a person: it has no score here, and says so."""

from __future__ import annotations

from coursepack.answers import Answer
from coursepack.items.keys import Key
from coursepack.items.model import EssayTask, Item
from coursepack.scoring.result import Reason
from coursepack.scoring.task import task_of


def score(item: Item, _key: Key, answer: Answer) -> tuple[float, tuple[Reason, ...]]:
    """Return the length of the text in words; the number beside it is no score.

    ``score.score`` gives it the status ``by hand``, and ``tries.mark`` makes no points of it.
    """
    task, words = task_of(item, EssayTask), len(answer["text"].split())
    says = f"{words:,} {'word' if words == 1 else 'words'}; {task.fewest:,} to {task.most:,} were wanted."
    return 0.0, (Reason("", 0.0, says),)
