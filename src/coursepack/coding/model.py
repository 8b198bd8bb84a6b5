"""Knows what a coding pass and a reference are: codes and attributions, votes, decisions and weights."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from coursepack.codebook.model import NO, YES
from coursepack.scoring.codes import credit_of

NEITHER = "neither"
"""The code that follows from all others being absent; no pass writes it down."""
CUE = "cue:"
"""Start of the name of a question about one attribution: ``cue:wrote``, ``cue:wrote/speaker``."""
DESCRIBED = {"speaker": "speakers", "source_type": "source_types", "directness": "directness"}
"""Fields of an attribution with a closed list, and the name of that list in the codebook."""


class PassKind(StrEnum):
    """Who read: a machine under the codebook, or a person."""

    MACHINE = "machine"
    PERSON = "person"


class Status(StrEnum):
    """How a question was settled: all passes agree, a rule decides, or careful readers differ."""

    AGREED = "agreed"
    RULED = "ruled"
    CONTESTED = "contested"


@dataclass(frozen=True, slots=True)
class SentenceCodes:
    """What one pass says of one sentence: every code but ``neither``, yes or no, and a note."""

    unit: str
    codes: Mapping[str, bool]
    note: str

    @property
    def primary(self) -> str:
        """The one code of a sentence of a single layer, ``neither`` included."""
        return next((code for code, held in self.codes.items() if held), NEITHER)


@dataclass(frozen=True, slots=True)
class Attribution:
    """One reported speech as one pass sees it.

    ``unit`` holds the cue; ``units`` are all sentences that the reported words stand in, ``unit``
    first. ``speaker``, ``source_type`` and ``directness`` are ids of the codebook's lists;
    ``source``, ``cue`` and ``content`` exact words, pieces joined with `` … ``; ``source`` is empty
    if nobody is named.
    """

    unit: str
    units: tuple[str, ...]
    number: int
    speaker: str
    source_type: str
    directness: str
    source: str
    cue: str
    content: str
    note: str


@dataclass(frozen=True, slots=True)
class Pass:
    """One independent reading.

    ``order`` lists the texts that were coded, in the order of coding, ``date`` is an ISO date,
    ``statement`` says in plain words who read and under which conditions. ``sentences`` holds
    every body sentence of these texts, by unit id.
    """

    id: str
    kind: PassKind
    order: tuple[str, ...]
    date: str
    codebook: str
    statement: str
    sentences: Mapping[str, SentenceCodes]
    attributions: tuple[Attribution, ...]


@dataclass(frozen=True, slots=True)
class Ruling:
    """How a disagreement was settled: ``decision`` is an option or ``contested``; ``rules`` are ids.

    An id is that of a numbered rule, or of a code, source type or directness, whose test then decides.
    """

    unit: str
    code: str
    decision: str
    rules: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class Settled:
    """Votes and what follows from them.

    ``counts`` are votes by option. ``value`` is ``None`` where readers differ and no rule decides:
    there is no majority verdict. ``weights`` are credits in (0, 1]: 1 for the decision, or
    votes(option) / votes(most chosen option) where the question is contested.
    """

    counts: Mapping[str, int]
    value: str | None
    status: Status
    weights: Mapping[str, float]
    rules: tuple[str, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    """Whether ``unit`` has ``code``: ``votes_yes`` of ``votes``; ``value`` is ``None`` if contested.

    ``weights`` are by option, ``yes`` and ``no``.
    """

    unit: str
    code: str
    votes_yes: int
    votes: int
    value: bool | None
    status: Status
    weights: Mapping[str, float]
    rules: tuple[str, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ReferenceAttribution:
    """One reported speech with the votes of all passes.

    ``there`` says whether it counts at all; the described fields carry the votes of those passes
    that have it. ``source``, ``cue`` and ``content`` are the wording that most passes chose, the
    earliest pass's if two are equal; ``units`` are its sentences, the one with the cue first.
    """

    unit: str
    units: tuple[str, ...]
    there: Decision
    speaker: Settled
    source_type: Settled
    directness: Settled
    source: str
    cue: str
    content: str


def _no_primary() -> Mapping[str, Settled]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Reference:
    """The reference coding of one layer: decisions by unit and code, and attributions in text order.

    ``primary`` settles, in a single layer, which one code each sentence has; elsewhere it is empty.
    """

    layer: str
    passes: tuple[str, ...]
    sentences: Mapping[str, Mapping[str, Decision]]
    attributions: tuple[ReferenceAttribution, ...]
    primary: Mapping[str, Settled] = field(default_factory=_no_primary)

    def accepted(self, unit: str) -> Mapping[str, float]:
        """Return what each code, given alone to ``unit``, earns; ``neither`` included, without those that earn nothing.

        In a single layer these are the codes that the decision or the votes leave open, with their weights.
        """
        if unit in self.primary:
            return self.primary[unit].weights
        decisions = self.sentences[unit]
        weights = {
            code: {True: entry.weights.get(YES, 0.0), False: entry.weights.get(NO, 0.0)}
            for code, entry in decisions.items()
        }
        credits = {code: credit_of((code,), weights) for code in (*decisions, NEITHER)}
        return MappingProxyType({code: credit for code, credit in credits.items() if credit})

    def counted(self) -> tuple[ReferenceAttribution, ...]:
        """Return the attributions that count: agreed upon, or decided by rule, with one speaker."""
        return tuple(
            entry for entry in self.attributions if entry.there.value and entry.speaker.value is not None
        )

    def contested(self, code: str) -> tuple[str, ...]:
        """Return the sentences on which careful readers differ about ``code``."""
        return tuple(unit for unit, codes in self.sentences.items() if codes[code].status is Status.CONTESTED)
