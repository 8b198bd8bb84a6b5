"""Knows rows of codes, a learner's and the reference's, side by side: where they differ, and both in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from coursepack.charts.words import counted, joined
from coursepack.codebook import Layer
from coursepack.coding.own_against import Codes

OWN_CODES = "Your codes"
"""Label of the row that holds the learner's codes."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row: codes by sentence; ``None`` where careful readers differ."""

    label: str
    codes: Mapping[str, Codes | None]


def differing_units(rows: Sequence[Row]) -> tuple[str, ...]:
    """Return the sentences on which both rows have settled codes that are not the same."""
    if len(rows) == 1:
        return ()
    own, reference = (row.codes for row in rows)
    return tuple(unit for unit in own if reference.get(unit) not in (None, own[unit]))


def finding(article: str, rows: Sequence[Row], layer: Layer, differing: Sequence[str]) -> str:
    """Say how many sentences of the first row have each code, and how many the second codes otherwise."""
    first = rows[0]
    counts = [
        (code, sum(code.id in codes for codes in first.codes.values() if codes))
        for code in layer.codes.values()
        if code.id != layer.empty
    ]
    parts = joined(f"{_are(count)} {code.name.lower()}" for code, count in counts)
    lead = f"In your codes of {article}" if first.label == OWN_CODES else f"In {article}"
    words = f"{lead} ({counted(len(first.codes), 'sentence')}), {parts}"
    if len(rows) == 1:
        return words
    return f"{words}; {len(differing)} {'differs' if len(differing) == 1 else 'differ'} from the reference"


def _are(count: int) -> str:
    return "none is" if not count else f"{count} {'is' if count == 1 else 'are'}"


def in_words(row: Row, units: Sequence[str], layer: Layer) -> str:
    """Write a row as stretches of sentences with the same codes: ``A3-02 to A3-05 mind``.

    A sentence that is not coded ends a stretch.
    """
    stretches = []
    for (coded, codes), own in groupby(units, lambda unit: (unit in row.codes, row.codes.get(unit))):
        if not coded:
            continue
        stretch = list(own)
        names = " and ".join(layer.codes[code].name.lower() for code in codes) if codes else "contested"
        place = stretch[0] if len(stretch) == 1 else f"{stretch[0]} to {stretch[-1]}"
        stretches.append(f"{place} {names}")
    left = len(units) - len(row.codes)
    open_ = f"; {left} not coded" if left and row.label == OWN_CODES else ""
    return f"{row.label}: {', '.join(stretches)}{open_}."
