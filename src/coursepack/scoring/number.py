"""Knows how a number is scored: by the narrowest band it lies in."""

from __future__ import annotations

from coursepack.answers import Answer
from coursepack.answers.fit import number_in
from coursepack.items.keys import Feedback, Key
from coursepack.items.model import Item
from coursepack.scoring.result import Reason


def score(_item: Item, key: Key, answer: Answer) -> tuple[float, tuple[Reason, ...]]:
    """Return the credit of the narrowest band that holds the number; outside all bands 0."""
    number = number_in(answer)
    holding = [band for band in key.bands if number is not None and band.low <= number <= band.high]
    if holding:
        band = min(holding, key=lambda band: band.high - band.low)
        says = band.feedback
        return band.credit, (
            Reason(str(answer), band.credit, says.says, None if band.credit == 1 else says.misconception),
        )
    says = key.otherwise or Feedback(key.why)
    return 0.0, (Reason(str(answer), 0.0, says.says, says.misconception),)
