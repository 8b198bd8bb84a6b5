"""Knows what a question is between two systems: what GIFT, a quiz of JSON and the course can all say."""

from __future__ import annotations

from dataclasses import dataclass

from coursepack.items.model import Kind

KINDS = (Kind.CHOICE, Kind.CHOICES, Kind.MATCH, Kind.NUMBER, Kind.SHORT, Kind.ESSAY)
"""The kinds that travel. Rows that are classified travel as a match."""


TRUE, FALSE = "True", "False"
"""The options of a question with true or false."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One option or accepted text: its ``weight`` from -1 to 1, and the ``feedback`` to it, or "".

    The text of an option is Markdown, that of a short answer is what is typed.
    """

    text: str
    weight: float
    feedback: str = ""


@dataclass(frozen=True, slots=True)
class Pair:
    """One row of a match (Markdown) and the text it belongs to (as it is read, without markup).

    A pair with an empty ``text`` is an answer that fits nowhere.
    """

    text: str
    answer: str


@dataclass(frozen=True, slots=True)
class Stretch:
    """Numbers from ``low`` to ``high``, both included, with weight and feedback."""

    low: float
    high: float
    weight: float
    feedback: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """One question.

    ``kind`` is one of ``KINDS``; ``where`` names its place in the file it came from; ``text`` and
    ``general`` (said to everybody afterwards, or "") are Markdown. ``answers`` serve choice, choices
    and short, ``pairs`` match, ``stretches`` number. ``otherwise`` is said to any other answer, or "".
    """

    kind: Kind
    where: str
    title: str
    text: str
    answers: tuple[Answer, ...] = ()
    pairs: tuple[Pair, ...] = ()
    stretches: tuple[Stretch, ...] = ()
    general: str = ""
    otherwise: str = ""
