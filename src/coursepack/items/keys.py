"""Knows what only a grader knows: credit tables, reasons, feedback and misconceptions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

Credits = Mapping[str, float]
"""Option, unit or accepted text to its credit, 0 < credit <= 1. What is not named earns nothing."""


@dataclass(frozen=True, slots=True)
class Feedback:
    """What is said to one answer: ``says``, and the id of the ``misconception`` it points to, if any."""

    says: str
    misconception: str | None = None


@dataclass(frozen=True, slots=True)
class RowKey:
    """The key of one row: credits by option, and the reason."""

    credits: Credits
    why: str


@dataclass(frozen=True, slots=True)
class Band:
    """A stretch of numbers, both ends included, that earns ``credit``, with its feedback."""

    low: float
    high: float
    credit: float
    feedback: Feedback


@dataclass(frozen=True, slots=True)
class Key:
    """The key of one item.

    ``credits`` serves choice, choices, short and locate, ``rows`` classify and match, ``bands``
    number. ``feedback`` is by option, unit or text; ``otherwise`` is said to any other wrong answer.
    ``contested`` is true where careful readers differ: credits are then weights, and are shown.
    """

    item: str
    why: str
    rests_on: tuple[str, ...]
    contested: bool
    credits: Credits
    rows: Mapping[str, RowKey]
    bands: tuple[Band, ...]
    feedback: Mapping[str, Feedback]
    otherwise: Feedback | None


@dataclass(frozen=True, slots=True)
class KeyBank:
    """The keys of one unit, and the misconceptions its distractors diagnose."""

    unit: str
    version: int
    misconceptions: Mapping[str, str]
    keys: Mapping[str, Key]
