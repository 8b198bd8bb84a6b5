"""Knows alpha with its interval beside published figures: one row each, on one axis."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from coursepack.charts.bars import filled_broadly
from coursepack.charts.chart import CANNOT_SHOW, Chart, MarkedSentences
from coursepack.charts.palette import OWN, REFERENCE
from coursepack.charts.published_agreement import PUBLISHED
from coursepack.charts.words import capitalised, wrapped
from coursepack.coding.agreement import Agreement

ROW_HEIGHT, AXIS_HEIGHT, LEGEND_HEIGHT = 46, 60, 34
SHORT = ("Attributions (PolNeAR)", "Generic frames,<br>question by question", "Parts of arguments")
"""Names of the rows of ``PUBLISHED``, in its order, short enough for an axis."""
CAVEAT = (
    CANNOT_SHOW
    + "whether a coding is right. Published figures rest on other texts, other rules and other numbers of coders: they "
    "tell what can be hoped for, not what must be reached. An interval from few sentences is wide."
)


def beside_published(chart_id: str, lead: str, found: Sequence[tuple[str, Agreement]], empty: str) -> Chart:
    """Return the chart of agreements (each with its label) above the published figures.

    ``lead`` begins the title; ``empty`` is said where no agreement has a defined alpha.
    """
    defined = [(label, entry, entry.alpha) for label, entry in found if entry.alpha is not None]
    if not defined:
        return Chart(chart_id, lead, None, empty, CAVEAT, (), empty)
    from coursepack.charts.template import new_figure

    marks = (
        *(MarkedSentences(label, ("alpha",), (_told(label, entry),)) for label, entry, _ in defined),
        *(MarkedSentences(entry.scheme, ("published",), (entry.in_words(),)) for entry in PUBLISHED),
    )
    rows = [wrapped(label) for label, _, _ in defined]
    lowest = min(0.0, *(entry.interval.low if entry.interval else alpha for _, entry, alpha in defined))
    figure = new_figure(
        [
            _own([(row, entry) for row, (_, entry, _) in zip(rows, defined, strict=True)]),
            _published(len(rows)),
        ],
        _layout([*rows, *SHORT], lowest),
        ROW_HEIGHT * (len(rows) + len(SHORT)) + AXIS_HEIGHT + LEGEND_HEIGHT,
    )
    told = " ".join(f"{_told(label, entry)}." for label, entry, _ in defined)
    published = "; ".join(entry.in_words() for entry in PUBLISHED)
    description = (
        f"Rows on one axis of alpha, from none at 0 to full agreement at 1. Dots with a line for the interval: {told} "
        f"Bars for published figures: {published}."
    )
    alphas = sorted(f"{alpha:.2f}" for _, _, alpha in defined)
    title = f"{lead}: alpha {' to '.join(dict.fromkeys((alphas[0], alphas[-1])))}"
    return Chart(chart_id, title, figure, description, CAVEAT, marks)


def _own(rows: Sequence[tuple[str, Agreement]]) -> dict[str, Any]:
    above = [_beyond(entry, upwards=True) for _, entry in rows]
    below = [_beyond(entry, upwards=False) for _, entry in rows]
    return {
        "type": "scatter",
        "mode": "markers",
        "name": "This coding, with its interval",
        "x": [round(entry.alpha or 0.0, 3) for _, entry in rows],
        "y": [row for row, _ in rows],
        "error_x": {
            "type": "data",
            "symmetric": False,
            "array": above,
            "arrayminus": below,
            "color": OWN.outline,
            "thickness": 2,
        },
        "customdata": list(range(len(rows))),
        "hovertemplate": "alpha %{x:.2f}<extra></extra>",
        "marker": {
            "symbol": OWN.symbol,
            "size": 12,
            "color": OWN.colour,
            "line": {"color": OWN.outline, "width": 1.5},
        },
    }


def _beyond(entry: Agreement, *, upwards: bool) -> float:
    """Return how far the interval reaches from alpha; the bootstrap may leave alpha at its very end."""
    if entry.interval is None or entry.alpha is None:
        return 0.0
    reach = entry.interval.high - entry.alpha if upwards else entry.alpha - entry.interval.low
    return round(max(0.0, reach), 3)


def _published(first: int) -> dict[str, Any]:
    thinnest = 0.008
    return {
        "type": "bar",
        "orientation": "h",
        "name": "Published figures",
        "base": [round(min(entry.low, entry.high - thinnest), 3) for entry in PUBLISHED],
        "x": [round(max(entry.high - entry.low, thinnest), 3) for entry in PUBLISHED],
        "y": list(SHORT),
        "width": 0.5,
        "customdata": list(range(first, first + len(PUBLISHED))),
        "hovertext": [entry.in_words() for entry in PUBLISHED],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "marker": filled_broadly(REFERENCE),
    }


def _layout(rows: Sequence[str], lowest: float) -> dict[str, Any]:
    return {
        "margin": {"t": LEGEND_HEIGHT},
        "xaxis": {
            "title": {"text": "Krippendorff's alpha"},
            "range": [round(lowest - 0.05, 2), 1.05],
            "dtick": 0.25,
        },
        "yaxis": {
            "type": "category",
            "categoryorder": "array",
            "categoryarray": list(rows),
            "autorange": "reversed",
            "showgrid": False,
            "ticklabelstandoff": 4,
        },
    }


def _told(label: str, entry: Agreement) -> str:
    interval = (
        f", 95 percent interval {entry.interval.low:.2f} to {entry.interval.high:.2f}"
        if entry.interval
        else ""
    )
    return f"{capitalised(label)}: alpha {entry.alpha:.2f}{interval}, {entry.units} sentences"
