"""Knows the formulas of item analysis, on plain numbers.

The correlation is Pearson's; its interval is that of Fisher (1921), "On the 'probable error' of a coefficient
of correlation deduced from a small sample", Metron 1, 3-32. KR-20 is the formula 20 of Kuder and Richardson
(1937), "The theory of the estimation of test reliability", Psychometrika 2, 151-160; alpha is that of
Cronbach (1951), "Coefficient alpha and the internal structure of tests", Psychometrika 16, 297-334. On items
worth 0 or 1 the two are the same number. Their interval is that of Bonett and Wright (2015), "Cronbach's
alpha reliability: Interval estimation, hypothesis testing, and sample size planning", Journal of
Organizational Behavior 36, 3-15.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

NORMAL_975 = 1.959963984540054
"""The 97.5 % point of the normal distribution."""
FEWEST_FOR_INTERVAL = 4
TINY = 1e-12


@dataclass(frozen=True, slots=True)
class Range:
    """The two ends of a 95 % interval."""

    low: float
    high: float


def pearson(first: Sequence[float], second: Sequence[float]) -> float | None:
    """Return Pearson's correlation in [-1, 1].

    ``None`` if one of the two does not vary, or with fewer than two pairs.
    """
    if len(first) < 2:  # noqa: PLR2004 (a pair)
        return None
    from_first, from_second = _deviations(first), _deviations(second)
    spread = math.sqrt(_products(from_first, from_first) * _products(from_second, from_second))
    if spread < TINY:
        return None
    return max(-1.0, min(1.0, _products(from_first, from_second) / spread))


def fisher_interval(correlation: float, pairs: int) -> Range | None:
    """Return Fisher's 95 % interval: tanh(atanh r ± 1.96 / sqrt(n - 3)).

    ``None`` with fewer than four pairs.
    """
    if pairs < FEWEST_FOR_INTERVAL:
        return None
    if abs(correlation) >= 1:
        return Range(correlation, correlation)
    middle, half = math.atanh(correlation), NORMAL_975 / math.sqrt(pairs - 3)
    return Range(math.tanh(middle - half), math.tanh(middle + half))


def reliability(rows: Sequence[Sequence[float]]) -> float | None:
    """Return alpha of a table, one row per student, one share per item: KR-20 where all shares are 0 or 1.

    ``k / (k - 1) * (1 - sum of item variances / variance of sums)``, variances over n. ``None`` with fewer
    than two students or two items, and where all students have the same sum.
    """
    if len(rows) < 2 or len(rows[0]) < 2:  # noqa: PLR2004 (nothing varies in one)
        return None
    whole = _variance([math.fsum(row) for row in rows])
    if whole < TINY:
        return None
    items = len(rows[0])
    return (
        items / (items - 1) * (1 - math.fsum(_variance(column) for column in zip(*rows, strict=True)) / whole)
    )


def reliability_interval(value: float, students: int, items: int) -> Range | None:
    """Return the 95 % interval of alpha or KR-20.

    1 - exp(ln(1 - a) - ln(n / (n - 1)) ± 1.96 sqrt(2k / ((k - 1)(n - 2))))

    For ``n`` students and ``k`` items, after Bonett and Wright (2015). ``None`` with fewer than three
    students or two items. It takes the items to be alike; where they are not, it is a little too narrow.
    """
    if students < 3 or items < 2:  # noqa: PLR2004 (below, the formula has no value)
        return None
    if value >= 1:
        return Range(value, value)
    middle = math.log(1 - value) - math.log(students / (students - 1))
    half = NORMAL_975 * math.sqrt(2 * items / ((items - 1) * (students - 2)))
    return Range(1 - math.exp(middle + half), 1 - math.exp(middle - half))


def at_least(hits: int, chances: Sequence[float]) -> float:
    """Return the probability of at least so many hits in independent trials with these chances."""
    ways = [1.0]
    for chance in chances:
        ways = [
            (ways[number] * (1 - chance) if number < len(ways) else 0.0)
            + (ways[number - 1] * chance if number else 0.0)
            for number in range(len(ways) + 1)
        ]
    return min(1.0, math.fsum(ways[hits:]))


def _deviations(values: Sequence[float]) -> list[float]:
    mean = math.fsum(values) / len(values)
    return [value - mean for value in values]


def _products(first: Sequence[float], second: Sequence[float]) -> float:
    return math.fsum(one * other for one, other in zip(first, second, strict=True))


def _variance(values: Sequence[float]) -> float:
    return math.fsum(step * step for step in _deviations(values)) / len(values)
