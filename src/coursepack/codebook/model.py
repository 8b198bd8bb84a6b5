"""Knows what a codebook layer is: codes, cues, rules and the vocabularies that describe an attribution."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from coursepack.texts.model import UNIT_ID

YES, NO = "yes", "no"
"""The options of the question whether a sentence has one code: in rulings, votes and weights."""
PRIMARY = "primary"
"""Name of the question which one code a sentence of a single layer has: in rulings, votes and agreement."""


@dataclass(frozen=True, slots=True)
class Example:
    """A passage that has a code, or has not: unit id, exact ``quote``, and the reason."""

    unit: str
    quote: str
    why: str


@dataclass(frozen=True, slots=True)
class Code:
    """One code: the ``test`` decides; ``yes`` and ``no`` are examples."""

    id: str
    name: str
    test: str
    yes: tuple[Example, ...] = ()
    no: tuple[Example, ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """A numbered rule, cited in keys and rulings."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class CueList:
    """The cues of one code, and whether the list is closed."""

    code: str
    cues: tuple[str, ...]
    note: str


@dataclass(frozen=True, slots=True)
class Layer:
    """One layer of the codebook.

    ``order`` is the order in which the texts are coded; ``empty`` the code that stands for none of the
    others; in a ``single`` layer a sentence has exactly one code. ``vocabularies`` maps a name
    (``codes``, ``source_types``, ``directness``, ``speakers``) to its closed list.
    """

    id: str
    title: str
    question: str
    intro: str
    order: tuple[str, ...]
    empty: str
    codes: Mapping[str, Code]
    cues: tuple[CueList, ...]
    rules: tuple[Rule, ...]
    vocabularies: Mapping[str, Mapping[str, Code]]
    single: bool = False

    @property
    def has_attributions(self) -> bool:
        """Say whether a pass also lists attributions: this is so where the layer has a list of speakers."""
        return bool(self.vocabularies.get("speakers"))

    def example_units(self) -> frozenset[str]:
        """Return the units that the codebook itself speaks of; agreement on them proves little."""
        examples = {example.unit for code in self.codes.values() for example in (*code.yes, *code.no)}
        return frozenset(examples.union(*(UNIT_ID.findall(rule.text) for rule in self.rules)))
