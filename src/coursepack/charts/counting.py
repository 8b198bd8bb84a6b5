"""Knows the counts behind the charts: sentences by speaker, and by text and code. Counts are lists of unit ids."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from coursepack.coding import OwnCoding, Reference
from coursepack.texts import Texts

Counts = Mapping[str, tuple[str, ...]]
"""Speaker to the units counted for that speaker, one entry per count, in text order."""


@dataclass(frozen=True, slots=True)
class Share:
    """In one text: the sentences that have a code (``units``), out of ``coded`` on which a decision exists."""

    article: str
    code: str
    units: tuple[str, ...]
    coded: int

    @property
    def value(self) -> float:
        """The share in [0, 1]; 0 if nothing is coded."""
        return len(self.units) / self.coded if self.coded else 0.0


def own_speakers(own: OwnCoding, texts: Texts) -> Counts:
    """Count sentences by the speaker that the learner named."""
    return _sorted(((speaker, unit) for unit, speaker in own.speakers.items()), texts)


def same_sentences(reference: Reference, units: Collection[str], texts: Texts) -> Counts:
    """Count by speaker those of ``units`` in which the reference has the speaker speak, each once.

    A sentence with two speakers counts for both; one that continues a quotation counts for its speaker.
    """
    pairs = {
        (str(entry.speaker.value), unit)
        for entry in reference.counted()
        for unit in entry.units
        if unit in units
    }
    return _sorted(pairs, texts)


def all_attributions(reference: Reference, texts: Texts) -> Counts:
    """Count attributions by speaker in all texts; a sentence with three attributions stands three times."""
    return _sorted(((str(entry.speaker.value), entry.unit) for entry in reference.counted()), texts)


def total(counts: Counts) -> int:
    """Return the sum of all counts."""
    return sum(len(units) for units in counts.values())


def own_shares(own: OwnCoding, code: str, texts: Texts) -> tuple[Share, ...]:
    """Return the learner's share of ``code`` in every text, over the sentences that the learner coded."""
    return tuple(
        _share(article, code, {unit: code in given for unit, given in own.codes.items()}, texts)
        for article in sorted(texts.articles)
    )


def reference_shares(
    reference: Reference, code: str, texts: Texts, units: Collection[str] | None
) -> tuple[Share, ...]:
    """Return the reference's share of ``code`` in every text, over ``units`` (``None``: over all sentences).

    Contested sentences count neither as having the code nor as lacking it.
    """
    decided = {
        unit: codes[code].value is True
        for unit, codes in reference.sentences.items()
        if codes[code].value is not None and (units is None or unit in units)
    }
    return tuple(_share(article, code, decided, texts) for article in sorted(texts.articles))


def _share(article: str, code: str, decided: Mapping[str, bool], texts: Texts) -> Share:
    own = [unit.id for unit in texts.article(article).units if unit.id in decided]
    return Share(article, code, tuple(unit for unit in own if decided[unit]), len(own))


def _sorted(pairs: Iterable[tuple[str, str]], texts: Texts) -> Counts:
    place = {unit: number for number, unit in enumerate(texts.units)}
    found: dict[str, list[str]] = {}
    for speaker, unit in sorted(pairs, key=lambda pair: (place[pair[1]], pair[0])):
        found.setdefault(speaker, []).append(unit)
    return {speaker: tuple(units) for speaker, units in found.items()}
