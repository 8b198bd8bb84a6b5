"""Knows how a learner's codes stand against the reference: agreement, the table of both, and where they differ."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from coursepack.codebook import Layer
from coursepack.coding.agreement import Agreement, Values, agreement_of
from coursepack.coding.learner import OwnCoding
from coursepack.coding.model import Decision, Reference
from coursepack.texts import Texts

Codes = tuple[str, ...]
"""The codes of one sentence, in the order of the codebook; the empty code alone where no other holds."""
WHOLE = "all codes"
"""Name of the agreement on a sentence's codes as one value."""
FEWEST_PARAGRAPHS = 6
"""With fewer paragraphs the bootstrap draws sentences: resamples of two or three groups are hardly a distribution."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A sentence that the learner and the reference code differently.

    ``decisions`` are those of the reference on the codes that differ: votes, rules and reason.
    """

    unit: str
    own: Codes
    reference: Codes
    decisions: tuple[Decision, ...]


@dataclass(frozen=True, slots=True)
class OwnAgainst:
    """A learner's codes of one text against the reference.

    ``units`` were coded by both; ``contested`` were coded by the learner, but careful readers differ on
    them, so they count nowhere. ``whole`` takes the codes of a sentence as one value, ``by_code``
    has one entry for each code but the empty one. ``resampled`` says what the bootstrap drew: ``paragraphs`` or
    ``sentences``. ``table`` holds the sentences of every pair of own codes and reference codes that occurs.
    """

    article: str
    units: tuple[str, ...]
    contested: tuple[str, ...]
    whole: Agreement
    by_code: tuple[Agreement, ...]
    resampled: str
    table: Mapping[tuple[Codes, Codes], tuple[str, ...]]
    differences: tuple[Difference, ...]

    @property
    def same(self) -> int:
        """How many sentences both code alike."""
        return len(self.units) - len(self.differences)


def own_against(own: OwnCoding, reference: Reference, article: str, layer: Layer, texts: Texts) -> OwnAgainst:
    """Hold a learner's codes of one text against the reference; raise ``CourseError`` for a text that is not there."""
    coded = [
        unit.id
        for unit in texts.article(article).units
        if unit.id in own.codes and unit.id in reference.sentences
    ]
    settled = {unit: reference_codes(reference.sentences[unit], layer) for unit in coded}
    contested = tuple(unit for unit in coded if settled[unit] is None)
    pairs = {unit: (own.codes[unit], codes) for unit, codes in settled.items() if codes is not None}
    groups = _groups(pairs, texts)
    resampled = "paragraphs" if len(groups) >= FEWEST_PARAGRAPHS else "sentences"
    if resampled == "sentences":
        groups = [[unit] for unit in pairs]
    return OwnAgainst(
        article=article,
        units=tuple(pairs),
        contested=contested,
        whole=agreement_of(WHOLE, 2, [[pairs[unit] for unit in group] for group in groups]),
        by_code=tuple(_agreement_on(code, pairs, groups) for code in layer.codes if code != layer.empty),
        resampled=resampled,
        table=_table(pairs),
        differences=tuple(_differences(pairs, reference)),
    )


def reference_codes(decisions: Mapping[str, Decision], layer: Layer) -> Codes | None:
    """Return the codes that the reference gives to a sentence; ``None`` where one of them is contested."""
    if any(decision.value is None for decision in decisions.values()):
        return None
    return tuple(code for code, decision in decisions.items() if decision.value) or (layer.empty,)


def _groups(units: Iterable[str], texts: Texts) -> list[list[str]]:
    """Sort units by paragraph: those on one line of the text."""
    paragraphs: dict[int, list[str]] = {}
    for unit in units:
        paragraphs.setdefault(texts.unit(unit).line, []).append(unit)
    return list(paragraphs.values())


def _agreement_on(
    code: str, pairs: Mapping[str, tuple[Codes, Codes]], groups: Sequence[Sequence[str]]
) -> Agreement:
    values: list[list[Values]] = [
        [[code in codes for codes in pairs[unit]] for unit in group] for group in groups
    ]
    return agreement_of(code, 2, values)


def _table(pairs: Mapping[str, tuple[Codes, Codes]]) -> Mapping[tuple[Codes, Codes], tuple[str, ...]]:
    table: dict[tuple[Codes, Codes], tuple[str, ...]] = {}
    for unit, pair in pairs.items():
        table[pair] = (*table.get(pair, ()), unit)
    return MappingProxyType(table)


def _differences(pairs: Mapping[str, tuple[Codes, Codes]], reference: Reference) -> Iterable[Difference]:
    for unit, (own, codes) in pairs.items():
        if own != codes:
            decisions = reference.sentences[unit]
            differing = tuple(decisions[code] for code in decisions if (code in own) != (code in codes))
            yield Difference(unit, own, codes, differing)
