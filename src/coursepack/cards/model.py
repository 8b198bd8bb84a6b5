"""Knows what a fact card is: one outside fact, with who published it, when, and how sure it is."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Sure(StrEnum):
    """How well a fact is borne out: by two sources of their own, by one, or by many copies of one report."""

    TWO_SOURCES = "two sources"
    ONE_SOURCE = "one source"
    ONE_ORIGIN = "one origin"


@dataclass(frozen=True, slots=True)
class Card:
    """One fact card.

    ``fact`` is Markdown in the course's own words; ``source`` the first publisher; ``published`` and
    ``as_of`` are dates, ``2025-08-12`` (or ``2025-08``, ``2025``), or two of them with a stroke between;
    ``serves`` are the ids of the units or texts the card is for. ``pages`` are addresses for teachers:
    they are never shown to students.
    """

    id: str
    title: str
    fact: str
    source: str
    published: str
    as_of: str
    sure: Sure
    serves: tuple[str, ...]
    pages: tuple[str, ...]
