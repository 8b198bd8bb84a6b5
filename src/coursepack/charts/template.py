"""Knows plotly: the one template of the course. No other module of the room imports it.

Imported when there is something to draw, not before. A stored figure must be the same bytes at every run and
stay small, so the template is set explicitly: plotly's own costs 17 KB in each figure.
Backgrounds are transparent; a dark page needs to set only the colour of the text:
``.js-plotly-plot svg text { fill: … !important }``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import plotly.graph_objects as go  # type: ignore[import-untyped] # plotly ships no types

from coursepack.charts.palette import GRID, NOTHING, TEXT

Trace = Mapping[str, Any]
"""Part of a figure in plotly's own words; plotly checks it."""
FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif"
FONT_SIZE = 13


def new_figure(traces: Sequence[Trace], layout: Trace, height: int) -> go.Figure:
    """Return a figure in the course's template, ``height`` pixels high, as wide as its place."""
    return go.Figure(data=list(traces), layout={"template": _template(), "height": height, **layout})


def _template() -> go.layout.Template:
    axis = {
        "automargin": True,
        "fixedrange": True,
        "gridcolor": GRID,
        "linecolor": GRID,
        "zerolinecolor": GRID,
        "title": {"standoff": 8, "font": {"size": FONT_SIZE}},
    }
    return go.layout.Template(
        layout={
            "autosize": True,
            "dragmode": False,
            "font": {"family": FONT, "size": FONT_SIZE, "color": TEXT},
            "paper_bgcolor": NOTHING,
            "plot_bgcolor": NOTHING,
            "margin": {"l": 8, "r": 16, "t": 8, "b": 8},
            "hoverlabel": {"bgcolor": TEXT, "bordercolor": TEXT, "font": {"color": "#ffffff"}},
            "legend": {
                "orientation": "h",
                "x": 0,
                "xanchor": "left",
                "xref": "container",
                "y": 1,
                "yanchor": "top",
                "yref": "container",
                "itemclick": False,
                "itemdoubleclick": False,
            },
            "xaxis": axis,
            "yaxis": axis,
        }
    )
