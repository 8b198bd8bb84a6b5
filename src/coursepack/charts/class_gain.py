"""Knows the picture of the two tests: one point for each student, before the course and after it."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Any

from coursepack.charts.chart import CANNOT_SHOW, Chart, MarkedSentences
from coursepack.charts.palette import BLUE, GREY, VERMILLION, Style
from coursepack.charts.words import counted
from coursepack.grading.gain import FEWEST_STUDENTS, StudentGain, class_gain
from coursepack.grading.words import two_places

ID = "class-gain"
HEIGHT = 400
BETTER = Style("Better after", BLUE, BLUE, "circle", "")
SAME = Style("The same", GREY, GREY, "square", "")
WORSE = Style("Worse after", VERMILLION, VERMILLION, "diamond", "/")
CAVEAT = (
    CANNOT_SHOW
    + "what the course did: there is no group without it, and whoever meets a kind of exercise again knows it better. "
    "Nobody has tried out whether the two tests are equally hard. Who was low by bad luck before will be higher after, and "
    "the other way round."
)


def gain_chart(students: Sequence[StudentGain]) -> Chart:
    """Return the chart over the students who took both tests; empty, with the counts in words, for too few of them."""
    both = [own for own in students if own.change is not None and own.before and own.after]
    summary = class_gain(students)
    counts = f"{summary.better} did better, {summary.same} the same, {summary.worse} worse"
    if len(both) < FEWEST_STUDENTS:
        words = (
            f"Not shown: {counted(len(both), 'student')} took both tests, and this needs {FEWEST_STUDENTS}."
            + (f" The counts are: {counts}." if both else "")
        )
        return Chart(ID, "Before and after the course", None, words, CAVEAT, (), words)
    from coursepack.charts.template import new_figure

    marks: list[MarkedSentences] = []
    kinds = (
        (BETTER, [own for own in both if (own.change or 0) > 0]),
        (SAME, [own for own in both if own.change == 0]),
        (WORSE, [own for own in both if (own.change or 0) < 0]),
    )
    traces = [_line(), *(_points(style, own, marks) for style, own in kinds if own)]
    figure = new_figure(traces, _layout(), HEIGHT)
    gain = "" if summary.gain is None else f"; normalised gain {two_places(summary.gain)}"
    if summary.gain is not None and summary.interval:
        gain += f" ({two_places(summary.interval.low)} to {two_places(summary.interval.high)})"
    title = f"Of {len(both)} students, {counts}{gain}"
    description = (
        "One point for each student who took both tests: to the right the share of points before the course, upwards the "
        f"share after it; above the line is better. On average {summary.before:.0%} before and {summary.after:.0%} after. "
        f"{counts}."
    )
    return Chart(ID, title, figure, description, CAVEAT, tuple(marks))


def _line() -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "lines",
        "x": [0, 1],
        "y": [0, 1],
        "line": {"color": GREY, "width": 1.5, "dash": "dot"},
        "hoverinfo": "skip",
        "showlegend": False,
    }


def _points(style: Style, own: Sequence[StudentGain], marks: list[MarkedSentences]) -> dict[str, Any]:
    pairs = [(entry.before.share, entry.after.share) for entry in own if entry.before and entry.after]
    words = tuple(f"{before:.0%} before, {after:.0%} after" for before, after in pairs)
    marks.append(MarkedSentences(style.word, tuple(entry.student for entry in own), words))
    return {
        "type": "scatter",
        "mode": "markers",
        "name": style.word,
        "x": [round(before, 4) for before, _ in pairs],
        "y": [round(after, 4) for _, after in pairs],
        "customdata": [len(marks) - 1] * len(pairs),
        # Plotly reads some HTML, links among it.
        "hovertext": [escape(entry.student, quote=False) for entry in own],
        "hovertemplate": "%{hovertext}: %{x:.0%} before, %{y:.0%} after<extra></extra>",
        "marker": {"symbol": style.symbol, "size": 10, "color": style.colour, "opacity": 0.8},
        "cliponaxis": False,
    }


def _layout() -> dict[str, Any]:
    axis = {"range": [-0.02, 1.02], "tickvals": [0, 0.25, 0.5, 0.75, 1], "tickformat": ".0%"}
    return {
        "xaxis": {"title": {"text": "Before the course"}, **axis},
        "yaxis": {"title": {"text": "After the course"}, **axis},
    }
