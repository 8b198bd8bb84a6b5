"""Knows the figure of one ratio told several times: a row for each telling, on a logarithmic axis."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from coursepack.charts.chart import CANNOT_SHOW, Chart, MarkedSentences, marked
from coursepack.charts.palette import GREY, OWN, VERMILLION
from coursepack.charts.words import counted, joined
from coursepack.texts import Texts

CHART_ID = "one-ratio"
TICKS = (0.25, 0.5, 1, 2, 3, 4, 6, 8, 12, 20, 50, 100)
LOWEST, HIGHEST = 1.0, 20.0
"""What the axis shows at least."""
ROOM = 1.25
"""How far the axis runs beyond the numbers, as a factor."""
ROW_HEIGHT, AXIS_HEIGHT = 58, 64
SIZE, ENDS, LINE = 14, 11, 6
BAND = "rgba(213,94,0,0.16)"
CAVEAT = (
    CANNOT_SHOW
    + "what was counted each time. One telling is about shells, the others about all ammunition; one about what can be "
    "sent to a single country, the others about all that is made. It also does not show who is right, and a number that "
    "lies in the band is not thereby the source of the sentence. On this axis equal steps mean equal factors: from 2 to "
    "4 is as far as from 6 to 12."
)
TASK = (
    "Nothing to draw yet. The figure is drawn from the numbers that you work out from the fact cards: answer one of "
    "these exercises, then run this cell again."
)


@dataclass(frozen=True, slots=True)
class Telling:
    """One telling of the ratio: the ``label`` of its row, the learner's ``value`` (``None``: not worked out yet).

    ``item`` is the id of the exercise and ``fact`` what the card says, in words.
    """

    label: str
    value: float | None
    item: str
    fact: str


@dataclass(frozen=True, slots=True)
class Claim:
    """What a text claims, from ``low`` to ``high``, both above 0, and the ``unit`` in which it stands."""

    label: str
    low: float
    high: float
    unit: str


def one_ratio(tellings: Sequence[Telling], claim: Claim, texts: Texts) -> Chart:
    """Return the chart of all tellings with a number, and the claim as a band.

    A number of 0 or below has no place on a logarithmic axis; it is told in words. Without any number
    the chart is empty.
    """
    drawn = [telling for telling in tellings if telling.value is not None and telling.value > 0]
    if not drawn:
        return Chart(CHART_ID, "One ratio, told several times", None, TASK, CAVEAT, (), TASK)
    from coursepack.charts.template import new_figure

    marks = (*(_mark(telling) for telling in drawn), marked(claim.label, (claim.unit,), texts))
    figure = new_figure(
        [_points(drawn), _band_row(claim, len(drawn))],
        _layout(drawn, claim),
        ROW_HEIGHT * (len(drawn) + 1) + AXIS_HEIGHT,
    )
    return Chart(CHART_ID, _finding(drawn), figure, _in_words(drawn, tellings, claim), CAVEAT, tuple(marks))


def _value(telling: Telling) -> float:
    return telling.value or 0.0


def _mark(telling: Telling) -> MarkedSentences:
    return MarkedSentences(f"{telling.label}: {_times(_value(telling))}", (telling.item,), (telling.fact,))


def _points(drawn: Sequence[Telling]) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "markers+text",
        "name": "Your numbers",
        "x": [_value(telling) for telling in drawn],
        "y": list(range(len(drawn))),
        "text": [f"{_value(telling):g}" for telling in drawn],
        "textposition": "top center",
        "customdata": list(range(len(drawn))),
        "hovertext": [f"{telling.label}: {_times(_value(telling))}" for telling in drawn],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "marker": {
            "symbol": OWN.symbol,
            "size": SIZE,
            "color": OWN.colour,
            "line": {"color": OWN.outline, "width": 2},
        },
        "cliponaxis": False,
        "showlegend": False,
    }


def _band_row(claim: Claim, row: int) -> dict[str, Any]:
    """Draw the claim as a line between its two ends, in a row of its own; both ends lead to its sentence."""
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "name": claim.label,
        "x": [claim.low, claim.high],
        "y": [row, row],
        "customdata": [row, row],
        "hovertext": [f"{claim.label}: {claim.low:g} to {claim.high:g} times"] * 2,
        "hovertemplate": "%{hovertext}<extra></extra>",
        "line": {"color": VERMILLION, "width": LINE},
        "marker": {
            "symbol": "diamond",
            "size": ENDS,
            "color": VERMILLION,
            "line": {"color": VERMILLION, "width": 2},
        },
        "cliponaxis": False,
        "showlegend": False,
    }


def _layout(drawn: Sequence[Telling], claim: Claim) -> dict[str, Any]:
    values = [*map(_value, drawn), claim.low, claim.high]
    low, high = min(LOWEST, *values) / ROOM, max(HIGHEST, *values) * ROOM
    labels = [*(telling.label for telling in drawn), claim.label]
    return {
        "xaxis": {
            "type": "log",
            "title": {
                "text": "Russia's yearly output, as a multiple of the other side's (equal steps: equal factors)"
            },
            "range": [round(math.log10(low), 4), round(math.log10(high), 4)],
            "tickvals": [tick for tick in TICKS if low <= tick <= high],
            "ticktext": [f"{tick:g}" for tick in TICKS if low <= tick <= high],
        },
        "yaxis": {
            "range": [len(labels) - 0.5, -0.7],
            "tickvals": list(range(len(labels))),
            "ticktext": [label.replace(", ", ",<br>", 1) for label in labels],
            "showgrid": False,
            "zeroline": False,
            "ticklabelstandoff": 10,
        },
        "shapes": [
            {
                "type": "rect",
                "xref": "x",
                "yref": "paper",
                "x0": claim.low,
                "x1": claim.high,
                "y0": 0,
                "y1": 1,
                "fillcolor": BAND,
                "line": {"color": GREY, "width": 1, "dash": "dot"},
                "layer": "below",
            }
        ],
    }


def _finding(drawn: Sequence[Telling]) -> str:
    values = sorted(map(_value, drawn))
    if len(values) == 1:
        return f"By your number, the ratio is {_times(values[0])}"
    if values[0] == values[-1]:
        return f"By your numbers, {counted(len(values), 'telling')} of one ratio agree on {_times(values[0])}"
    return (
        f"By your numbers, one ratio told {len(values)} times runs from {values[0]:g} to {values[-1]:g}: "
        f"a factor of {values[-1] / values[0]:.1f}"
    )


def _in_words(drawn: Sequence[Telling], tellings: Sequence[Telling], claim: Claim) -> str:
    rows = "; ".join(f"{telling.label}, {_times(_value(telling))}" for telling in drawn)
    inside = [telling.label for telling in drawn if claim.low <= _value(telling) <= claim.high]
    lies = f"In the band lies: {joined(inside)}." if inside else "None of your numbers lies in the band."
    left = [telling.label for telling in tellings if telling not in drawn]
    open_ = f" Not drawn, because there is no number above 0 yet: {joined(left)}." if left else ""
    return (
        "One row for each telling, on a logarithmic axis, with a point where your number lies. "
        f"{rows}. A band shows what {claim.label} claims, {claim.low:g} to {claim.high:g} times. {lies}{open_}"
    )


def _times(value: float) -> str:
    return f"{value:g} times as much"
