"""Knows the table of two codings as a figure: rows are one coder's codes, columns the other's, counts in the cells."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from coursepack.charts.palette import GREY, TEXT, blue_tint

CELL_HEIGHT, AXIS_HEIGHT = 56, 80
TINT = 0.35
"""Opacity of the fullest cell: numbers stay readable on it, on a light page and on a dark one."""


def table(
    counts: Sequence[Sequence[int]],
    places: Sequence[Sequence[int | None]],
    labels: Sequence[str],
    coders: tuple[str, str],
) -> dict[str, Any]:
    """Return the cells as plotly's heat map.

    ``counts`` and ``places`` (of a cell's entry among the marks of the chart; ``None`` for an empty cell) are
    square, a row and a column for each of ``labels``; ``coders`` name rows and columns where the pointer rests.
    """
    rows, columns = coders
    return {
        "type": "heatmap",
        "x": list(labels),
        "y": list(labels),
        "z": [list(row) for row in counts],
        "zmin": 0,
        "text": [[str(count) for count in row] for row in counts],
        "texttemplate": "%{text}",
        "textfont": {"color": TEXT, "size": 15},
        "customdata": [list(row) for row in places],
        "hovertemplate": f"{rows}: %{{y}}<br>{columns}: %{{x}}<br>sentences: %{{text}}<extra></extra>",
        "colorscale": [[0, blue_tint(0)], [1, blue_tint(TINT)]],
        "showscale": False,
        "xgap": 3,
        "ygap": 3,
    }


def layout(labels: Sequence[str], titles: tuple[str, str]) -> dict[str, Any]:
    """Return axes with the titles of rows and columns, and a frame round every cell in which both are alike."""
    rows, columns = titles
    common = {"showgrid": False, "zeroline": False, "type": "category"}
    return {
        "xaxis": {**common, "title": {"text": columns}, "side": "top"},
        "yaxis": {**common, "title": {"text": rows}, "autorange": "reversed"},
        # A frame, not a colour, marks the cells in which both are alike.
        "shapes": [
            {
                "type": "rect",
                "x0": place - 0.48,
                "x1": place + 0.48,
                "y0": place - 0.48,
                "y1": place + 0.48,
                "line": {"color": GREY, "width": 2},
            }
            for place in range(len(labels))
        ],
    }


def height(labels: Sequence[str]) -> int:
    """Return the height of the whole figure in pixels."""
    return CELL_HEIGHT * len(labels) + AXIS_HEIGHT
