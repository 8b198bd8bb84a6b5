"""Knows the picture of time: how long the class took for every item, against the minutes that were planned."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from coursepack.charts.chart import CANNOT_SHOW, Chart, MarkedSentences
from coursepack.charts.class_items import asked
from coursepack.charts.palette import BLUE, GREY, VERMILLION, Style
from coursepack.charts.words import counted, joined
from coursepack.grading.class_size import FROM_FACILITY, NotShown
from coursepack.grading.item_analysis import ItemFigures
from coursepack.scoring.in_words import decimal

ID = "class-time"
HEIGHT = 400
MOST_NAMED = 3
LONGER = Style("Longer than planned", VERMILLION, VERMILLION, "diamond", "/")
WITHIN = Style("As planned, or shorter", BLUE, BLUE, "circle", "")
CAVEAT = (
    CANNOT_SHOW
    + "what somebody did in that time. It runs from the last act in another exercise to the first submission, so it holds the "
    "reading of the text before it, and every pause. The median takes the middle student: long pauses of a few do not move it."
)


def class_time(figures: Sequence[ItemFigures]) -> Chart:
    """Return the chart, one point for each item; empty, in words, where too few students answered any of them."""
    timed = [
        (own, own.minutes, own.tries)
        for own in figures
        if not isinstance(own.minutes, NotShown) and not isinstance(own.tries, NotShown)
    ]
    if not timed:
        most = max((own.answered for own in figures), default=0)
        words = (
            f"Not shown: at most {counted(most, 'student')} answered an item, and a median time means something from "
            f"{FROM_FACILITY} on."
        )
        return Chart(ID, "Time and tries", None, words, CAVEAT, (), words)
    from coursepack.charts.template import new_figure

    marks: list[MarkedSentences] = []
    longer = sorted(
        (entry for entry in timed if entry[1] > entry[0].question.item.minutes),
        key=lambda entry: entry[0].question.item.minutes / entry[1],
    )
    within = [entry for entry in timed if entry not in longer]
    largest = max(max(minutes, own.question.item.minutes) for own, minutes, _ in timed) * 1.08
    points = [_points(style, some, marks) for style, some in ((LONGER, longer), (WITHIN, within)) if some]
    figure = new_figure([_line(largest), *points], _layout(largest), HEIGHT)
    tries = sum(number for _, _, number in timed) / len(timed)
    spent, planned = (
        sum(minutes for _, minutes, _ in timed),
        sum(own.question.item.minutes for own, _, _ in timed),
    )
    description = (
        f"One point for each of {counted(len(timed), 'item')}: to the right the minutes planned, upwards the median minutes "
        f"to the first answer; above the line it took longer than planned. Together {spent:.0f} minutes, {planned:.0f} "
        f"planned. An item was tried {decimal(tries, 1)} times on average. The lists give time and tries of every item."
    )
    return Chart(
        ID, _finding([own for own, _, _ in longer], len(timed)), figure, description, CAVEAT, tuple(marks)
    )


def _finding(longer: Sequence[ItemFigures], items: int) -> str:
    if not longer:
        return f"None of {counted(items, 'item')} took longer than planned"
    names = [own.question.item.id for own in longer[:MOST_NAMED]]
    most = f", most of all {joined(names)}" if len(longer) > MOST_NAMED else f": {joined(names)}"
    return f"{len(longer)} of {counted(items, 'item')} took longer than planned{most}"


def _points(
    style: Style, timed: Sequence[tuple[ItemFigures, float, float]], marks: list[MarkedSentences]
) -> dict[str, Any]:
    words = tuple(
        f"{asked(own.question.item)} (median {decimal(minutes, 1)} minutes, {decimal(own.question.item.minutes, 1)} planned; "
        f"{decimal(tries, 1)} tries on average)"
        for own, minutes, tries in timed
    )
    marks.append(MarkedSentences(style.word, tuple(own.question.item.id for own, _, _ in timed), words))
    return {
        "type": "scatter",
        "mode": "markers",
        "name": style.word,
        "x": [own.question.item.minutes for own, _, _ in timed],
        "y": [round(minutes, 2) for _, minutes, _ in timed],
        "customdata": [len(marks) - 1] * len(timed),
        "hovertext": [own.question.item.id for own, _, _ in timed],
        "hovertemplate": "%{hovertext}: %{y:.1f} minutes, %{x} planned<extra></extra>",
        "marker": {"symbol": style.symbol, "size": 10, "color": style.colour, "opacity": 0.8},
        "cliponaxis": False,
    }


def _line(largest: float) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "lines",
        "x": [0, largest],
        "y": [0, largest],
        "line": {"color": GREY, "width": 1.5, "dash": "dot"},
        "hoverinfo": "skip",
        "showlegend": False,
    }


def _layout(largest: float) -> dict[str, Any]:
    axis = {"range": [0, largest]}
    return {
        "xaxis": {"title": {"text": "Minutes planned"}, **axis},
        "yaxis": {"title": {"text": "Median minutes"}, **axis},
    }
