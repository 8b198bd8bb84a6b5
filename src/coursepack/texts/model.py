"""Knows what an article and its units are: ids, kinds, words and where they stand in the raw file."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType


class UnitKind(StrEnum):
    """What a unit is. Only ``body`` units are coded."""

    TITLE = "title"
    DECK = "deck"
    BODY = "body"
    PULLQUOTE = "pullquote"
    BYLINE = "byline"
    AUTHORNOTE = "authornote"
    STUB = "stub"
    TABLE = "table"
    RESIDUE = "residue"


ID_LETTER: Mapping[UnitKind, str] = MappingProxyType(
    {
        UnitKind.TITLE: "T",
        UnitKind.DECK: "D",
        UnitKind.BODY: "",
        UnitKind.PULLQUOTE: "P",
        UnitKind.BYLINE: "B",
        UnitKind.AUTHORNOTE: "n",
        UnitKind.STUB: "k",
        UnitKind.TABLE: "t",
        UnitKind.RESIDUE: "x",
    }
)
"""The letter that a kind has in a unit id: A2-26 is body, A2-x7 residue."""

UNIT_ID = re.compile(r"A\d+-(?:\d{2,}|[TDPBnktx]\d+)")
"""What a unit id looks like."""


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a raw file: ``start`` to ``end`` in code points, ``end`` not included."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Unit:
    """One sentence, heading or piece of residue.

    ``text`` are its words exactly as they stand in the seed; ``spans`` say where. A sentence
    that was cut in two has two spans, and ``text`` joins them with one space. ``line`` is the
    line of the seed, counted from 1.
    """

    id: str
    article: str
    kind: UnitKind
    line: int
    text: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Attested:
    """What a text itself says of one field: the ``value`` and the exact ``string`` that says so."""

    field: str
    value: str | None
    string: str | None


@dataclass(frozen=True, slots=True)
class OutsideFact:
    """A fact about a text that the text does not state, with ``source`` and ``as_of`` date."""

    fact: str
    source: str
    as_of: str


@dataclass(frozen=True, slots=True)
class Rights:
    """What is known about the licence of a text, and what to decide before publishing a copy."""

    status: str
    before_publishing: str


@dataclass(frozen=True, slots=True)
class Article:
    """One of the five texts: ``id`` (A0 to A4), its raw words, its units in order, and its manifest entry."""

    id: str
    file: str
    raw: str
    units: tuple[Unit, ...]
    attested: tuple[Attested, ...]
    outside: tuple[OutsideFact, ...]
    rights: Rights

    def body(self) -> tuple[Unit, ...]:
        """Return the units that are coded."""
        return tuple(unit for unit in self.units if unit.kind is UnitKind.BODY)
