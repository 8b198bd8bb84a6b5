"""Knows how far passes agree: observed agreement, Krippendorff's alpha, and its bootstrap interval.

Values are nominal, coders any number, values may be missing (``None``).
"""

from __future__ import annotations

import math
import random
from collections import Counter
from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from coursepack.codebook.model import PRIMARY
from coursepack.coding.model import Pass, SentenceCodes
from coursepack.texts import Texts

RESAMPLES = 1000
LEVEL = 0.95
SEED = 20250815
FEWEST_VALUES = 2
"""A unit with fewer values says nothing about agreement and is left out."""

Values = Sequence[Hashable | None]
"""What the coders gave to one unit, one entry per coder."""


@dataclass(frozen=True, slots=True)
class Coincidences:
    """A coincidence matrix, as far as nominal data need it (Krippendorff 2011, section C, step 2).

    ``matching`` is the sum of its diagonal, ``totals`` the number of pairable values of each category,
    ``units`` how many units had at least two values.
    """

    matching: float
    totals: Mapping[Hashable, int]
    units: int

    @property
    def values(self) -> int:
        """The number n of pairable values."""
        return sum(self.totals.values())


@dataclass(frozen=True, slots=True)
class Interval:
    """A bootstrap interval: ``undefined`` of the ``resamples`` had no variation and were left out."""

    low: float
    high: float
    resamples: int
    undefined: int


@dataclass(frozen=True, slots=True)
class Agreement:
    """Agreement on one code.

    ``units`` have at least two values; ``observed`` is a share in [0, 1]; ``alpha`` is at most 1
    and ``None`` where it is undefined, as is ``interval``.
    """

    code: str
    coders: int
    units: int
    observed: float | None
    alpha: float | None
    interval: Interval | None


def coincidences(units: Iterable[Values]) -> Coincidences:
    """Count, for every unit with m >= 2 values, each ordered pair of values as 1 / (m - 1)."""
    matching, number = 0.0, 0
    totals: Counter[Hashable] = Counter()
    for unit in units:
        given = Counter(value for value in unit if value is not None)
        size = given.total()
        if size < FEWEST_VALUES:
            continue
        number += 1
        totals.update(given)
        matching += sum(count * (count - 1) for count in given.values()) / (size - 1)
    return Coincidences(matching, totals, number)


def observed_agreement(counted: Coincidences) -> float | None:
    """Return the share of matching pairs, 1 minus the observed disagreement; ``None`` without pairs."""
    return counted.matching / counted.values if counted.values else None


def alpha(counted: Coincidences) -> float | None:
    """Return Krippendorff's alpha for nominal data; ``None`` where nothing varies.

    With o the diagonal's sum, n_c the totals and n their sum:
    ((n - 1) o - sum n_c (n_c - 1)) / (n (n - 1) - sum n_c (n_c - 1)), Krippendorff (2011),
    "Computing Krippendorff's Alpha-Reliability", section C, step 4. If all values fall into one
    category there is no disagreement to expect, and agreement cannot be told from a coder who
    always says the same.
    """
    return _alpha(counted.matching, list(counted.totals.values()))


def _alpha(matching: float, totals: Sequence[int]) -> float | None:
    n = sum(totals)
    expected = sum(total * (total - 1) for total in totals)
    possible = n * (n - 1)
    if possible == expected:
        return None
    return ((n - 1) * matching - expected) / (possible - expected)


def bootstrap(
    groups: Iterable[Iterable[Values]], resamples: int = RESAMPLES, level: float = LEVEL, seed: int = SEED
) -> Interval | None:
    """Return the percentile interval of alpha over resampled groups; ``None`` where it is undefined.

    Groups (paragraphs) are drawn with replacement, as many as there are: sentences of one paragraph
    are coded in each other's light and are not independent. Percentile method: Efron and
    Tibshirani (1993), "An Introduction to the Bootstrap", chapter 13; the quantiles are the k-th
    values from both ends with k = floor((B + 1) (1 - level) / 2) (there, section 12.5).
    """
    counted = [coincidences(group) for group in groups]
    categories = list(dict.fromkeys(category for part in counted for category in part.totals))
    matching = [part.matching for part in counted]
    columns = [[part.totals.get(category, 0) for part in counted] for category in categories]
    draw = random.Random(seed)  # noqa: S311 (a resample is no secret, and must be the same at every run)
    places = range(len(counted))
    found: list[float] = []
    for _ in range(resamples):
        chosen = draw.choices(places, k=len(counted)) if counted else []
        totals = [sum(map(column.__getitem__, chosen)) for column in columns]
        value = _alpha(math.fsum(map(matching.__getitem__, chosen)), totals)
        if value is not None:
            found.append(value)
    return percentile_interval(found, resamples, level)


def percentile_interval(found: Sequence[float], resamples: int, level: float = LEVEL) -> Interval | None:
    """Return the percentile interval of what a bootstrap ``found`` in so many ``resamples``; ``None`` if nothing.

    For the quantiles see ``bootstrap``. Resamples without a value (undefined) are told, not hidden.
    """
    if not found:
        return None
    ordered = sorted(found)
    tail = max(1, math.floor(round((len(ordered) + 1) * (1 - level) / 2, 6)))
    return Interval(ordered[tail - 1], ordered[-tail], resamples, resamples - len(ordered))


def agreement(
    passes: Sequence[Pass],
    code: str,
    texts: Texts,
    leave_out: Collection[str] = frozenset(),
    resamples: int = RESAMPLES,
) -> Agreement:
    """Return how far passes agree on one code, over all body sentences but those of ``leave_out``.

    ``primary`` takes the one code of each sentence as one nominal value.
    """
    return agreement_of(code, len(passes), _paragraphs(passes, code, texts, leave_out), resamples)


def agreement_of(
    code: str, coders: int, groups: Sequence[Sequence[Values]], resamples: int = RESAMPLES
) -> Agreement:
    """Return the agreement of ``coders`` over the units of all groups; groups are what the bootstrap draws."""
    counted = coincidences(values for group in groups for values in group)
    return Agreement(
        code=code,
        coders=coders,
        units=counted.units,
        observed=observed_agreement(counted),
        alpha=alpha(counted),
        interval=bootstrap(groups, resamples) if alpha(counted) is not None else None,
    )


def _paragraphs(
    passes: Sequence[Pass], code: str, texts: Texts, leave_out: Collection[str]
) -> list[list[Values]]:
    """Sort values by paragraph: units on one line of one text."""
    paragraphs: dict[tuple[str, int], list[Values]] = {}
    for unit in texts.units.values():
        given = [reading.sentences.get(unit.id) for reading in passes]
        if unit.id not in leave_out and any(given):
            values = [_value(entry, code) if entry else None for entry in given]
            paragraphs.setdefault((unit.article, unit.line), []).append(values)
    return list(paragraphs.values())


def _value(entry: SentenceCodes, code: str) -> Hashable:
    return entry.primary if code == PRIMARY else entry.codes[code]
