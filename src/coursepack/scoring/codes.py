"""Knows how a coded text is scored: by the share of sentences coded as the reference codes them."""

from __future__ import annotations

from coursepack.answers import Answer
from coursepack.items.keys import Key
from coursepack.items.model import CodeTask, Item
from coursepack.scoring.result import Reason


def score(item: Item, key: Key, answer: Answer) -> tuple[float, tuple[Reason, ...]]:
    """Return the mean credit of the sentences.

    A sentence earns the lowest weight among its codes: 1 if every code is given or left out as in the
    reference, less where the reference is contested, 0 where it differs. Number-right scoring (Lord
    1975); how far agreement goes beyond chance is told by alpha beside it, not by the mark.
    """
    if not isinstance(item.task, CodeTask):
        return 0.0, ()
    names = {option.id: option.text for option in item.task.codes}
    reasons = tuple(
        _reason(unit, answer["codes"].get(unit, []), key, names, item.task.empty) for unit in item.task.units
    )
    return sum(reason.credit for reason in reasons) / len(reasons), reasons


def _reason(unit: str, own: list[str], key: Key, names: dict[str, str], empty: str) -> Reason:
    weights = key.codes[unit]
    credit = min(weight.get(code in own, 0.0) for code, weight in weights.items()) if own else 0.0
    right = [names[code] for code, weight in weights.items() if weight.get(True, 0.0) == 1]
    return Reason(unit, credit, f"Reference: {' and '.join(right) or names[empty]}.")
