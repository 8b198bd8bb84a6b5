"""Knows what charts of bars share: how a bar is filled by its style, and the names in the legend."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from coursepack.charts.palette import NOTHING, Style

PATTERN_SIZE, SOLIDITY = 5, 0.45


def filled(style: Style) -> dict[str, Any]:
    """Return plotly's ``marker`` of a bar of this style, with its outline; a pattern is drawn on nothing."""
    fill: dict[str, Any] = {"color": style.colour, "line": {"color": style.outline, "width": 1}}
    if style.pattern:
        fill["pattern"] = {
            "shape": style.pattern,
            "fillmode": "replace",
            "bgcolor": NOTHING,
            "size": PATTERN_SIZE,
            "solidity": SOLIDITY,
        }
    return fill


def name_each_once(traces: Sequence[dict[str, Any]]) -> None:
    """Leave one entry for each name in the legend."""
    named: set[str] = set()
    for trace in traces:
        trace["showlegend"] = trace["name"] not in named
        named.add(trace["name"])
