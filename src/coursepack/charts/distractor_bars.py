"""Knows the bars of one item: who gave which answer at first, in the strongest and the weakest third of the class."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from html import escape
from textwrap import wrap
from typing import Any

from coursepack.charts.bars import filled
from coursepack.charts.chart import CANNOT_SHOW, Chart, MarkedSentences
from coursepack.charts.palette import BLUE, GREY, TEXT, VERMILLION, Style
from coursepack.charts.words import counted
from coursepack.grading.distractors import OptionCounts
from coursepack.grading.first_answers import ANOTHER, NOT_ALL
from coursepack.grading.item_analysis import ItemFigures
from coursepack.items.model import OptionsTask

LINE, MOST_LINES = 36, 3
MOST_WRONG = 10
"""Bars, where an item has no fixed list of options: tables of many rows have more wrong answers than a figure can hold."""
ROW_HEIGHT, AXIS_HEIGHT = 62, 110
ALL = Style("The whole class", GREY, GREY, "square", "")
TOP = Style("Strongest third", BLUE, BLUE, "circle", "")
BOTTOM = Style("Weakest third", VERMILLION, VERMILLION, "diamond", "/")
CAVEAT = (
    CANNOT_SHOW
    + "why somebody gave an answer. A misconception is what the author of the item had in mind; ask the students. Only "
    "first answers count, before any hint. The thirds are made by the marks in all other items."
)


def distractor_bars(figures: ItemFigures, sentences: Mapping[str, str] | None = None) -> Chart:
    """Return the chart of one item; empty, in words, for coded texts, without answers and where none is wrong.

    Of ``choice`` and ``choices`` all options are drawn; of other kinds the wrong answers given most, and what is
    right where an item has one question. ``sentences`` are words of sentences that an item only names, by unit.
    """
    item = figures.question.item
    given = sentences or {}
    every = [replace(option, text=option.text or given.get(option.option, "")) for option in figures.options]
    options = every if isinstance(item.task, OptionsTask) else _worth_drawing(every)
    chart_id = f"distractors-{item.id}"
    if not options or not figures.answered:
        words = (
            f"Nobody answered {item.id}."
            if not figures.answered
            else f"Nobody gave a wrong answer to {item.id}."
            if every
            else f"{item.id} has no options that could be counted one by one."
        )
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
    return Chart(chart_id, _finding(figures), figure, _description(figures, options), CAVEAT, marks)


def _worth_drawing(options: Sequence[OptionCounts]) -> list[OptionCounts]:
    """Return the wrong answers given most, in the order of the item, with what is right for one question."""
    wrong = sorted(
        (option for option in options if option.credit < 1 and option.chose), key=lambda own: -own.chose
    )
    drawn = wrong[:MOST_WRONG]
    return [
        option for option in options if option in drawn or (drawn and option.credit == 1 and not option.row)
    ]


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
        "xaxis": {"title": {"text": "Students who gave it first"}, "rangemode": "tozero"},
        "yaxis": {
            "type": "category",
            "categoryorder": "array",
            "categoryarray": list(labels),
            "autorange": "reversed",
            "showgrid": False,
        },
    }


def _label(option: OptionCounts) -> str:
    text = f": {option.text.replace('*', '')}" if option.text else ""
    words = f"{'✓ ' if option.credit else ''}{option.name}{text}"
    return "<br>".join(wrap(escape(words), LINE, max_lines=MOST_LINES, placeholder=" …"))


def _mark(option: OptionCounts) -> MarkedSentences:
    points = f"earns {option.credit:g}" if option.credit else "earns nothing"
    words = f"{option.text or option.name} ({points}; given by {option.chose} of {option.students})"
    if option.misconception:
        words += f" May point to: {option.misconception}"
    return MarkedSentences(option.name, (option.name,), (words,))


def _finding(figures: ItemFigures) -> str:
    item_id = figures.question.item.id
    if figures.suspect:
        option = figures.suspect[0]
        return f"{item_id}: {option.top} of the {option.third} strongest gave “{option.name}”, which the key calls wrong"
    wrong = [option for option in figures.options if not option.credit and option.chose]
    most = max(wrong, key=lambda own: (own.option not in {ANOTHER, NOT_ALL}, own.chose), default=None)
    if most is None:
        return f"{item_id}: nobody gave a wrong answer"
    return f"{item_id}: the wrong answer given most is “{most.name}”, by {most.chose} of {counted(most.students, 'student')}"


def _description(figures: ItemFigures, options: Sequence[OptionCounts]) -> str:
    parts = []
    for option in options:
        words = f"“{option.name}” ({'right' if option.credit == 1 else 'partly right' if option.credit else 'wrong'}) {option.chose}"
        if option.third:
            words += f", of them {option.top} in the strongest third and {option.bottom} in the weakest"
        parts.append(words)
    size = f" Each third has {counted(options[0].third, 'student')}." if options[0].third else ""
    names = {option.name for option in options}
    left = sum(own.credit < 1 and own.chose > 0 and own.name not in names for own in figures.options)
    more = f" Not drawn: {counted(left, 'wrong answer')} given less often." if left else ""
    return (
        f"Bars for answers to {figures.question.item.id}, by first answers of {counted(figures.answered, 'student')}: "
        f"{'; '.join(parts)}.{size}{more}"
    )
