"""Knows how rows are scored, each sorted (classify) or matched (match): the mean credit of the rows."""

from __future__ import annotations

from coursepack.answers import Answer
from coursepack.items.keys import Key
from coursepack.items.model import Item, RowsTask
from coursepack.scoring.result import Reason
from coursepack.scoring.task import task_of


def score(item: Item, key: Key, answer: Answer) -> tuple[float, tuple[Reason, ...]]:
    """Return the mean over all rows of the credit of the option given; a row left open earns 0.

    Number-right scoring (Lord 1975, Journal of Educational Measurement 12:7-11), one equal
    share per row.
    """
    rows = task_of(item, RowsTask).rows
    reasons = tuple(_reason(row.id, key, answer.get(row.id)) for row in rows)
    return sum(reason.credit for reason in reasons) / len(rows), reasons


def _reason(row: str, key: Key, option: str | None) -> Reason:
    row_key = key.rows[row]
    credit = row_key.credits.get(option, 0.0) if option else 0.0
    if credit == 1 or option is None:
        return Reason(row, credit, row_key.why)
    feedback = key.feedback[option]
    says = row_key.why if credit else f"{row_key.why} {feedback.says}"
    return Reason(row, credit, says, None if credit else feedback.misconception)
