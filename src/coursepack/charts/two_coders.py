"""Knows the table of the two made-up coders: how often they say the same, and on which sentences they differ."""

from __future__ import annotations

from coursepack.charts.chart import CANNOT_SHOW, Chart, MarkedSentences, marked
from coursepack.charts.two_way_table import height, layout, table
from coursepack.charts.words import counted, percent
from coursepack.coding.teaching_example import CODERS, TEACHING_EXAMPLE, teaching_agreement
from coursepack.texts import Texts

LABELS = ("Mind", "Not mind")
CAVEAT = (
    CANNOT_SHOW
    + "which of the two is right, or why they differ: the rules tell that, sentence by sentence. The coders and their "
    "codes are made up."
)


def two_coders(texts: Texts) -> Chart:
    """Return the table of the teaching example: rows are one coder's answers, columns the other's."""
    from coursepack.charts.template import new_figure

    marks, places = list[MarkedSentences](), list[list[int | None]]()
    cells = [[_units(first, second) for second in (True, False)] for first in (True, False)]
    for own, row in zip(LABELS, cells, strict=True):
        places.append([])
        for other, units in zip(LABELS, row, strict=True):
            places[-1].append(len(marks) if units else None)
            if units:
                label = f"{CODERS[0]} {own.lower()}, {CODERS[1]} {other.lower()}"
                marks.append(marked(label, units, texts))
    counts = [[len(units) for units in row] for row in cells]
    figure = new_figure([table(counts, places, LABELS, CODERS)], layout(LABELS, CODERS), height(LABELS))
    same, whole = counts[0][0] + counts[1][1], len(TEACHING_EXAMPLE)
    found = teaching_agreement()
    title = f"Two made-up coders agree on {same} of {counted(whole, 'sentence')} (alpha {found.alpha:.2f})"
    words = "; ".join(f"{mark.label}: {counted(len(mark.units), 'sentence')}" for mark in marks)
    interval = (
        f", 95 percent interval {found.interval.low:.2f} to {found.interval.high:.2f}"
        if found.interval
        else ""
    )
    description = (
        f"A table of two rows and two columns; framed cells are alike. {words}. "
        f"Percent agreement: {percent(same, whole)}. Krippendorff's alpha {found.alpha:.2f}{interval}."
    )
    return Chart("two-coders", title, figure, description, CAVEAT, tuple(marks))


def _units(first: bool, second: bool) -> tuple[str, ...]:  # noqa: FBT001 (what each coder said)
    return tuple(unit for unit, given in TEACHING_EXAMPLE.items() if given == (first, second))
