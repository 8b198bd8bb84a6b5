"""Knows the bars of one item: who chose which option, in the strongest and the weakest third of the class."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from textwrap import shorten, wrap
from typing import Any

from coursepack.charts.bars import filled
from coursepack.charts.chart import CANNOT_SHOW, Chart, MarkedSentences
from coursepack.charts.palette import BLUE, GREY, TEXT, VERMILLION, Style
from coursepack.charts.words import counted
from coursepack.grading.distractors import OptionCounts
from coursepack.grading.item_analysis import ItemFigures

LONGEST_LABEL, LINE = 64, 36
ROW_HEIGHT, AXIS_HEIGHT = 58, 110
ALL = Style("The whole class", GREY, GREY, "square", "")
TOP = Style("Strongest third", BLUE, BLUE, "circle", "")
BOTTOM = Style("Weakest third", VERMILLION, VERMILLION, "diamond", "/")
CAVEAT = (
    CANNOT_SHOW
    + "why somebody chose an option. A misconception is what the author of the option had in mind; ask the students. Only "
    "first answers count, before any hint. The thirds are made by the marks in all other items."
)


def distractor_bars(figures: ItemFigures) -> Chart:
    """Return the chart of one item with options; empty, in words, for other kinds and without answers."""
    item, options = figures.question.item, figures.options
    chart_id = f"distractors-{item.id}"
    if not options or not figures.answered:
        words = f"{item.id} has no options to choose from." if not options else f"Nobody answered {item.id}."
        return Chart(chart_id, f"Who chose what in {item.id}", None, words, CAVEAT, (), words)
    from coursepack.charts.template import new_figure

    labels = [_label(option) for option in options]
    marks = tuple(_mark(option) for option in options)
    if options[0].third:
        series = [
            (TOP, [option.top or 0 for option in options]),
            (BOTTOM, [option.bottom or 0 for option in options]),
        ]
    else:
        series = [(ALL, [option.chose for option in options])]
    traces = [_bars(style, labels, counts) for style, counts in series]
    figure = new_figure(traces, _layout(labels), ROW_HEIGHT * len(options) + AXIS_HEIGHT)
    return Chart(chart_id, _finding(figures), figure, _description(figures), CAVEAT, marks)


def _bars(style: Style, labels: Sequence[str], counts: Sequence[int]) -> dict[str, Any]:
    return {
        "type": "bar",
        "orientation": "h",
        "name": style.word,
        "y": list(labels),
        "x": list(counts),
        "text": [str(count) for count in counts],
        "textposition": "outside",
        "textfont": {"color": TEXT},
        "cliponaxis": False,
        "customdata": list(range(len(counts))),
        "hovertemplate": f"{style.word}: %{{x}}<extra></extra>",
        "marker": filled(style),
        "showlegend": True,
    }


def _layout(labels: Sequence[str]) -> dict[str, Any]:
    return {
        "barmode": "group",
        "xaxis": {"title": {"text": "Students who chose it first"}, "rangemode": "tozero"},
        "yaxis": {
            "type": "category",
            "categoryorder": "array",
            "categoryarray": list(labels),
            "autorange": "reversed",
            "showgrid": False,
        },
    }


def _label(option: OptionCounts) -> str:
    words = f"{'✓ ' if option.credit else ''}{option.option}: {option.text.replace('*', '')}"
    return "<br>".join(wrap(escape(shorten(words, LONGEST_LABEL, placeholder=" …")), LINE))


def _mark(option: OptionCounts) -> MarkedSentences:
    points = f"earns {option.credit:g}" if option.credit else "earns nothing"
    words = f"{option.text} ({points}; chosen by {option.chose} of {option.students})"
    if option.misconception:
        words += f" May point to: {option.misconception}"
    return MarkedSentences(option.option, (option.option,), (words,))


def _finding(figures: ItemFigures) -> str:
    item_id = figures.question.item.id
    if figures.suspect:
        option = figures.suspect[0]
        return f"{item_id}: {option.top} of the {option.third} strongest chose “{option.option}”, which the key calls wrong"
    wrong = [option for option in figures.options if not option.credit]
    most = max(wrong, key=lambda option: option.chose, default=None)
    if most is None or not most.chose:
        return f"{item_id}: nobody chose a wrong option"
    return f"{item_id}: the wrong option chosen most is “{most.option}”, by {most.chose} of {counted(most.students, 'student')}"


def _description(figures: ItemFigures) -> str:
    parts = []
    for option in figures.options:
        words = f"“{option.option}” ({'right' if option.credit == 1 else 'partly right' if option.credit else 'wrong'}) {option.chose}"
        if option.third:
            words += f", of them {option.top} in the strongest third and {option.bottom} in the weakest"
        parts.append(words)
    size = (
        f" Each third has {counted(figures.options[0].third, 'student')}." if figures.options[0].third else ""
    )
    return (
        f"Bars for each option of {figures.question.item.id}, by first answers of {counted(figures.answered, 'student')}: "
        f"{'; '.join(parts)}.{size}"
    )
