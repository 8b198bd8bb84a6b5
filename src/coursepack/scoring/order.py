"""Knows how an order is scored: by rank correlation with the right one."""

from __future__ import annotations

from itertools import combinations

from coursepack.answers import Answer
from coursepack.items.keys import Key
from coursepack.items.model import Item
from coursepack.scoring.result import Reason


def score(_item: Item, key: Key, answer: Answer) -> tuple[float, tuple[Reason, ...]]:
    """Return max(0, tau): pairs in the right order minus pairs in the wrong one, over all pairs.

    tau is Kendall's rank correlation without ties (Kendall 1938, Biometrika 30:81-93). A part of the
    order is scored over all pairs too; what is missing counts as neither.
    """
    place = {option: number for number, option in enumerate(key.order)}
    pairs = len(place) * (len(place) - 1) // 2
    agreeing = sum(1 if place[first] < place[second] else -1 for first, second in combinations(answer, 2))
    credit = max(0.0, agreeing / pairs) if pairs else 1.0
    return credit, tuple(_reason(option, number, place, key) for number, option in enumerate(answer))


def _reason(option: str, number: int, place: dict[str, int], key: Key) -> Reason:
    right = place[option] == number
    told = "In its place." if right else f"Belongs in place {place[option] + 1}."
    feedback = key.feedback.get(option) or (None if right else key.otherwise)
    if feedback is None:
        return Reason(option, float(right), told)
    return Reason(option, float(right), f"{told} {feedback.says}", None if right else feedback.misconception)
