"""Knows what charts of bars share: how a bar is filled by its style, and the names in the legend."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from coursepack.charts.palette import NOTHING, Style


def filled(style: Style) -> dict[str, Any]:
    """Return plotly's ``marker`` of a narrow bar of this style, with its outline; a pattern is drawn on nothing."""
    return _fill(style, outline=1, size=5, solidity=0.45)


def filled_broadly(style: Style) -> dict[str, Any]:
    """Return the same for a broad bar: a heavier outline, a pattern with more air."""
    return _fill(style, outline=1.5, size=6, solidity=0.35)


def _fill(style: Style, *, outline: float, size: int, solidity: float) -> dict[str, Any]:
    fill: dict[str, Any] = {"color": style.colour, "line": {"color": style.outline, "width": outline}}
    if style.pattern:
        fill["pattern"] = {
            "shape": style.pattern,
            "fillmode": "replace",
            "bgcolor": NOTHING,
            "size": size,
            "solidity": solidity,
        }
    return fill


def name_each_once(traces: Sequence[dict[str, Any]]) -> None:
    """Leave one entry for each name in the legend."""
    named: set[str] = set()
    for trace in traces:
        trace["showlegend"] = trace["name"] not in named
        named.add(trace["name"])
