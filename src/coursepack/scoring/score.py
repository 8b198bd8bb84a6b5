"""Knows which module scores which kind, and what happens to empty and invalid answers before that."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from decimal import Decimal

from coursepack.answers import Answer, answer_faults, is_empty
from coursepack.items.keys import Key
from coursepack.items.model import Item, Kind, LocateTask, NumberTask
from coursepack.scoring import choice, choices, locate, number, rows, short
from coursepack.scoring.result import Reason, Result, Status

Scorer = Callable[[Item, Key, Answer], tuple[float, tuple[Reason, ...]]]

SCORERS: Mapping[Kind, Scorer] = {
    Kind.CHOICE: choice.score,
    Kind.CHOICES: choices.score,
    Kind.CLASSIFY: rows.score,
    Kind.MATCH: rows.score,
    Kind.NUMBER: number.score,
    Kind.SHORT: short.score,
    Kind.LOCATE: locate.score,
}


def score(item: Item, key: Key, answer: Answer) -> Result:
    """Score one answer to one item: a pure function, for answers of any form.

    An empty answer scores 0 with status ``empty``; one that does not fit the item scores 0 with
    status ``invalid`` and says why.
    """
    if is_empty(answer):
        return Result(0.0, Status.EMPTY, ())
    faults = answer_faults(item, answer)
    if faults:
        return Result(0.0, Status.INVALID, tuple(Reason("", 0.0, fault) for fault in faults))
    credit, reasons = SCORERS[item.kind](item, key, answer)
    return Result(credit, Status.SCORED, reasons)


def best_answer(item: Item, key: Key) -> Answer:
    """Return an answer that earns full credit."""
    full = [name for name, credit in key.credits.items() if credit == 1]
    match item.kind:
        case Kind.CHOICE | Kind.SHORT:
            return full[0]
        case Kind.CHOICES:
            return full
        case Kind.LOCATE:
            # Where one sentence is asked for, the key may accept any of several.
            return full[:1] if isinstance(item.task, LocateTask) and item.task.at_most == 1 else full
        case Kind.CLASSIFY | Kind.MATCH:
            return {
                row: max(own.credits, key=lambda name: own.credits[name]) for row, own in key.rows.items()
            }
        case Kind.NUMBER:
            return _best_number(item, key)


def _best_number(item: Item, key: Key) -> Answer:
    lows = (band.low for band in key.bands if band.credit == 1)
    low = max(next(lows), item.task.low) if isinstance(item.task, NumberTask) else next(lows)
    if low == int(low) or (isinstance(item.task, NumberTask) and item.task.whole):
        return str(math.ceil(low))
    return format(Decimal(repr(low)), "f")
