"""Knows which module scores which kind, and what happens to empty and invalid answers before that."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from coursepack.answers import Answer, answer_faults, is_blank
from coursepack.items.keys import Key
from coursepack.items.model import Item, Kind
from coursepack.scoring import (
    choice,
    choices,
    codes,
    essay,
    evidence,
    locate,
    number,
    order,
    rows,
    short,
    spans,
)
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
    Kind.ORDER: order.score,
    Kind.SPANS: spans.score,
    Kind.EVIDENCE: evidence.score,
    Kind.CODE: codes.score,
    Kind.ESSAY: essay.score,
}


def score(item: Item, key: Key, answer: Answer) -> Result:
    """Score one answer to one item: a pure function, for answers of any form.

    An empty answer scores 0 with status ``empty``; one that does not fit the item scores 0 with
    status ``invalid`` and says why.
    """
    if is_blank(item, answer):
        return Result(0.0, Status.EMPTY, ())
    faults = answer_faults(item, answer)
    if faults:
        return Result(0.0, Status.INVALID, tuple(Reason("", 0.0, fault) for fault in faults))
    credit, reasons = SCORERS[item.kind](item, key, answer)
    return Result(credit, Status.BY_HAND if item.kind is Kind.ESSAY else Status.SCORED, reasons)
