"""Knows what tests take out of a drawn figure."""

from __future__ import annotations

import json
from typing import Any

from coursepack.charts import Chart


def traces_of(chart: Chart) -> list[dict[str, Any]]:
    """Return the traces of a chart's figure as they are stored in a notebook."""
    data: list[dict[str, Any]] = json.loads(chart.figure.to_json())["data"]
    return data
