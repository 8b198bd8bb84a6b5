"""Knows how far two markers agree on the answers that both of them marked, and on which ones they do not."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from coursepack.grading.hand import HandMarks, far_apart, rubric_of, unfit
from coursepack.grading.mark_record import AnswerKey, Marked, Standing
from coursepack.items import Item

FEWEST = 15
"""With fewer answers marked twice, only counts are told: a coefficient would promise more than they hold."""
Pair = tuple[float, float]
Both = tuple[Mapping[str, float], Mapping[str, float]]


@dataclass(frozen=True, slots=True)
class MarkerAgreement:
    """How two markers marked the same answers to one exercise.

    ``answers`` were marked by both, ``equal`` of them with the same points; ``apart`` are those that are
    ``far_apart`` (``hand``), with both totals. ``difference`` is the mean absolute difference in points and
    ``kappa`` at most 1: both are ``None`` below ``FEWEST`` answers, ``kappa`` also where no marker's points
    vary. ``lines`` are the rubric's lines, each with the number of answers that have equal points on it.
    """

    item: str
    markers: tuple[str, str]
    possible: float
    answers: int
    equal: int
    difference: float | None
    kappa: float | None
    apart: tuple[tuple[AnswerKey, Pair], ...]
    lines: tuple[tuple[str, int], ...]

    @property
    def share_equal(self) -> float | None:
        """The share of answers with equal points, in [0, 1]; ``None`` below ``FEWEST`` answers."""
        return self.equal / self.answers if self.answers >= FEWEST else None


def quadratic_kappa(pairs: Sequence[Pair]) -> float | None:
    """Return the weighted kappa of two markers with quadratic weights; ``None`` where nothing varies.

    1 - n times the sum of (x_i - y_i)^2 over all n answers, divided by the sum of (x_i - y_j)^2 over
    all pairs of answers: observed disagreement over the one expected by chance. Cohen (1968), "Weighted
    kappa: Nominal scale agreement with provision for scaled disagreement or partial credit",
    Psychological Bulletin 70 (4), 213-220, with the squared difference as weight.
    """
    seen = math.fsum((one - two) ** 2 for one, two in pairs)
    expected = math.fsum((one - two) ** 2 for one, _ in pairs for _, two in pairs)
    return 1 - len(pairs) * seen / expected if expected else None


def disputes(item: Item, hand: HandMarks) -> dict[AnswerKey, tuple[Marked, ...]]:
    """Return the answers to one exercise on which markers are far apart, settled or not.

    Each with its marks, in the order of the markers' names. Marks that do not fit the present rubric are left
    out.
    """
    possible = math.fsum(line.points for line in rubric_of(item))
    given: dict[AnswerKey, list[Marked]] = {}
    for marks in hand.by_marker.values():
        for answer, mark in marks.items():
            if answer.item == item.id and not unfit(item, mark.points):
                given.setdefault(answer, []).append(mark)
    return {
        answer: tuple(sorted(marks, key=lambda mark: mark.marker))
        for answer, marks in sorted(given.items())
        if far_apart([math.fsum(mark.points.values()) for mark in marks], possible)
    }


def agreements(items: Mapping[str, Item], by_marker: Mapping[str, Standing]) -> Iterator[MarkerAgreement]:
    """Yield the agreement of every two markers on every exercise of which both marked an answer.

    Marks that do not fit the present rubric are left out.
    """
    for item in items.values():
        for first, second in combinations(by_marker, 2):
            one, two = _points(item, by_marker[first]), _points(item, by_marker[second])
            both = {answer: (one[answer], two[answer]) for answer in sorted(one.keys() & two.keys())}
            if both:
                yield _agreement(item, (first, second), both)


def _points(item: Item, marks: Standing) -> dict[AnswerKey, Mapping[str, float]]:
    own = {answer: mark.points for answer, mark in marks.items() if answer.item == item.id}
    return {answer: points for answer, points in own.items() if not unfit(item, points)}


def _agreement(item: Item, markers: tuple[str, str], both: Mapping[AnswerKey, Both]) -> MarkerAgreement:
    possible = math.fsum(line.points for line in rubric_of(item))
    totals = {
        answer: (math.fsum(one.values()), math.fsum(two.values())) for answer, (one, two) in both.items()
    }
    pairs = list(totals.values())
    enough = len(pairs) >= FEWEST
    return MarkerAgreement(
        item.id,
        markers,
        possible,
        len(pairs),
        sum(one == two for one, two in pairs),
        math.fsum(abs(one - two) for one, two in pairs) / len(pairs) if enough else None,
        quadratic_kappa(pairs) if enough else None,
        tuple((answer, pair) for answer, pair in totals.items() if far_apart(pair, possible)),
        tuple(
            (line.text, sum(one[line.id] == two[line.id] for one, two in both.values()))
            for line in rubric_of(item)
        ),
    )
