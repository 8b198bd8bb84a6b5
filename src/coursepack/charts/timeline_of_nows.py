"""Knows the timeline of the texts' nows around the meeting: a day where the learner dated one, else a side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from coursepack.charts.chart import CANNOT_SHOW, Chart, marked
from coursepack.charts.palette import BLUE, GREY, NOTHING, OWN, TEXT
from coursepack.charts.words import capitalised, joined
from coursepack.texts import Texts

MEETING = 15
"""Day of August 2025 on which the meeting took place (A2-01)."""
FIRST_DAY, LAST_DAY = 1, 31
ROW_HEIGHT, AXIS_HEIGHT, LEGEND_HEIGHT = 46, 60, 50
STRETCH = 0.34
CAVEAT = (
    CANNOT_SHOW
    + "on which day a text was published, and how long its writer had worked on it. A bar means that the now may lie "
    "anywhere on that side, also outside August. The diamonds are inferences, as good as the phrases they rest on."
)


class Side(StrEnum):
    """Where a now lies, seen from the meeting."""

    BEFORE = "before"
    AFTER = "after"
    UNTOLD = "untold"


@dataclass(frozen=True, slots=True)
class Now:
    """What the learner says of one text's now: a ``day`` of August 2025, a ``side``, or nothing (``None``).

    ``units`` are the sentences that were in view for these answers.
    """

    article: str
    day: int | None
    side: Side | None
    units: tuple[str, ...]


def timeline_of_nows(nows: Sequence[Now], texts: Texts) -> Chart:
    """Return the timeline of the learner's own dates; without any it is empty, in words."""
    placed = [now for now in nows if now.day is not None or now.side is not None]
    if not placed:
        words = (
            "Nothing to draw yet. The timeline fills as you date the texts: answer the exercises of this part, "
            "then run this cell again."
        )
        return Chart("timeline-of-nows", "The nows of the texts", None, words, CAVEAT, (), words)
    from coursepack.charts.template import new_figure

    marks = tuple(marked(f"{now.article}: {_told(now)}", now.units, texts) for now in placed)
    rows = {now.article: number for number, now in enumerate(nows)}
    traces = [trace for side in Side for trace in _bars(side, placed, rows)]
    traces += _days(placed, rows)
    figure = new_figure(traces, _layout(nows), ROW_HEIGHT * len(nows) + AXIS_HEIGHT + LEGEND_HEIGHT)
    open_ = [now.article for now in nows if now not in placed]
    description = (
        f"A timeline of August 2025, one row for each text. A line marks the day of the meeting, the {MEETING}th. "
        "A diamond is a now dated to the day, a striped bar one of which only the side is known. By your answers: "
        + "; ".join(f"{now.article} {_told(now)}" for now in placed)
        + (f"; {joined(open_)} not placed yet." if open_ else ".")
    )
    return Chart("timeline-of-nows", _finding(placed), figure, description, CAVEAT, marks)


def _told(now: Now) -> str:
    if now.day is not None:
        clash = f", although you place it {now.side} the meeting" if _clashes(now) else ""
        return f"on {now.day} August{clash}"
    if now.side is Side.UNTOLD:
        return "before or after, the sentences do not tell"
    return f"{now.side} the meeting, no day"


def _clashes(now: Now) -> bool:
    """Say whether the day and the side that were answered cannot both hold; the day of the meeting fits both."""
    if now.day is None:
        return False
    return (now.side is Side.BEFORE and now.day > MEETING) or (now.side is Side.AFTER and now.day < MEETING)


def _bars(side: Side, placed: Sequence[Now], rows: Mapping[str, int]) -> list[dict[str, Any]]:
    shown = [(place, now) for place, now in enumerate(placed) if now.day is None and now.side is side]
    if not shown:
        return []
    start = MEETING if side is Side.AFTER else FIRST_DAY - 0.5
    end = MEETING if side is Side.BEFORE else LAST_DAY + 0.5
    names = {
        Side.BEFORE: "Before, no day",
        Side.AFTER: "After, no day",
        Side.UNTOLD: "Before or after",
    }
    shapes = {Side.BEFORE: "/", Side.AFTER: "\\", Side.UNTOLD: "."}
    colour = GREY if side is Side.UNTOLD else BLUE
    return [
        {
            "type": "bar",
            "orientation": "h",
            "name": names[side],
            "y": [rows[now.article] for _, now in shown],
            "x": [end - start] * len(shown),
            "base": [start] * len(shown),
            "width": STRETCH,
            "customdata": [place for place, _ in shown],
            "hovertext": [f"{now.article}: {_told(now)}" for _, now in shown],
            "hovertemplate": "%{hovertext}<extra></extra>",
            "marker": {
                "color": colour,
                "line": {"color": colour, "width": 1.5},
                "pattern": {
                    "shape": shapes[side],
                    "fillmode": "replace",
                    "bgcolor": NOTHING,
                    "size": 6,
                    "solidity": 0.4,
                },
            },
            "showlegend": True,
        }
    ]


def _days(placed: Sequence[Now], rows: Mapping[str, int]) -> list[dict[str, Any]]:
    shown = [(place, now) for place, now in enumerate(placed) if now.day is not None]
    if not shown:
        return []
    return [
        {
            "type": "scatter",
            "mode": "markers+text",
            "name": "Dated to the day",
            "x": [now.day for _, now in shown],
            "y": [rows[now.article] for _, now in shown],
            "text": [f"\u2002{now.day} August\u2002" for _, now in shown],
            "textposition": [
                "middle left" if (now.day or 0) > LAST_DAY - 7 else "middle right" for _, now in shown
            ],
            "textfont": {"color": TEXT},
            "customdata": [place for place, _ in shown],
            "hovertext": [f"{now.article}: {_told(now)}" for _, now in shown],
            "hovertemplate": "%{hovertext}<extra></extra>",
            "marker": {
                "symbol": "diamond",
                "size": 14,
                "color": OWN.colour,
                "line": {"color": OWN.outline, "width": 2},
            },
            "cliponaxis": False,
            "showlegend": True,
        }
    ]


def _layout(nows: Sequence[Now]) -> dict[str, Any]:
    return {
        "barmode": "overlay",
        "xaxis": {
            "title": {"text": f"August 2025 (line: the meeting, {MEETING} August)"},
            "range": [FIRST_DAY - 1, LAST_DAY + 1],
            "tickvals": [1, 8, 15, 22, 29],
            "zeroline": False,
        },
        "yaxis": {
            "range": [len(nows) - 0.5, -0.5],
            "tickvals": list(range(len(nows))),
            "ticktext": [f"<b>{now.article}</b>" for now in nows],
            "showgrid": False,
            "zeroline": False,
        },
        "shapes": [
            {
                "type": "line",
                "x0": MEETING,
                "x1": MEETING,
                "y0": 0,
                "y1": 1,
                "yref": "paper",
                "layer": "below",
                "line": {"color": GREY, "width": 2, "dash": "dot"},
            }
        ],
    }


def _finding(placed: Sequence[Now]) -> str:
    dated = [now.article for now in placed if now.day is not None]
    sided = [now.article for now in placed if now.day is None and now.side in (Side.BEFORE, Side.AFTER)]
    clashing = [now.article for now in placed if _clashes(now)]
    parts = [f"you date {joined(dated)} to the day"] if dated else []
    parts += [f"of {joined(sided)} you know only the side of the meeting"] if sided else []
    parts += [f"of {joined(clashing)} your day and your side do not fit together"] if clashing else []
    return capitalised("; ".join(parts) or "by your answers, no text can be placed")
