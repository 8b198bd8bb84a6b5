"""Knows what only a grader knows: credit tables, reasons, feedback and misconceptions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from coursepack.texts.model import Span

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
class KeySpan:
    """One right mark: its label and its pieces, each a stretch of the passage in code points."""

    label: str
    pieces: tuple[Span, ...]


CodeCredits = Mapping[str, Mapping[str, Mapping[bool, float]]]
"""Unit to code to whether it was given, to the credit for that.

In a single layer ``neither`` is one of the codes, and only the credit for giving a code is there.
"""


@dataclass(frozen=True, slots=True)
class Key:
    """The key of one item.

    ``credits`` serves choice, choices, short, locate and evidence, ``rows`` classify and match, ``bands``
    number, ``order`` order, ``spans`` (with ``optional`` stretches that count neither way) spans,
    ``codes`` code, ``model`` (a model answer) essay. ``feedback`` is by option, unit or text;
    ``otherwise`` is said to any other wrong answer. ``contested`` is true where careful readers differ: credits are then weights, and are shown.
    ``strong`` are the ids of texts that the item reads at their strongest, ``caught`` of those it
    catches out: the course as a whole keeps the two in balance.
    """

    item: str
    why: str
    rests_on: tuple[str, ...]
    contested: bool = False
    credits: Credits = field(default_factory=dict)
    rows: Mapping[str, RowKey] = field(default_factory=dict)
    bands: tuple[Band, ...] = ()
    feedback: Mapping[str, Feedback] = field(default_factory=dict)
    otherwise: Feedback | None = None
    order: tuple[str, ...] = ()
    spans: tuple[KeySpan, ...] = ()
    optional: tuple[Span, ...] = ()
    codes: CodeCredits = field(default_factory=dict)
    model: str = ""
    strong: tuple[str, ...] = ()
    caught: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class KeyBank:
    """The keys of one unit, and the misconceptions its distractors diagnose."""

    unit: str
    version: int
    misconceptions: Mapping[str, str]
    keys: Mapping[str, Key]
