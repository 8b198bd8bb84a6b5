"""Knows the dumbbells of speech against mind: one row for each text, two marks on a line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from coursepack.charts.chart import CANNOT_SHOW, Chart, MarkedSentences, marked
from coursepack.charts.counting import Share
from coursepack.charts.palette import CODES, GREY
from coursepack.charts.words import capitalised, counted, joined, percent
from coursepack.texts import Texts

ROW_HEIGHT, AXIS_HEIGHT, LEGEND_HEIGHT = 60, 56, 34
OFFSET = 0.16
"""How far two series stand from the middle of a row, as a share of its height."""
SIZES = {"speech": 12, "mind": 15}
"""Pixels. Two marks on one spot stay visible: the smaller circle stands in front of the diamond."""
CAVEAT = (
    CANNOT_SHOW
    + "whether what a text says about somebody's mind is right, whether the writer had a source that "
    "goes unnamed, and how long the sentences are. In a short text one sentence moves the share by many percent."
)


@dataclass(frozen=True, slots=True)
class Series:
    """The shares of one coding: by code, one share for each text, in the same order."""

    label: str
    hollow: bool
    shares: Mapping[str, tuple[Share, ...]]


def finding(series: Series, lead: str) -> str:
    """Say which text has the largest share of each code; ``lead`` says on what the shares rest."""
    parts = [_largest(code, shares) for code, shares in series.shares.items()]
    return capitalised(f"{lead}{'; '.join(parts)}")


def chart(chart_id: str, title: str, series: Sequence[Series], axis: str, note: str, texts: Texts) -> Chart:
    """Return the chart of these series, each with its own mark in every text that it codes."""
    from coursepack.charts.template import new_figure

    marks: list[MarkedSentences] = []
    traces = [trace for own in series for trace in _lines(own, _offset(own, series))]
    points = [_points(own, code, _offset(own, series), texts, marks) for own in series for code in own.shares]
    # What is drawn last stands in front.
    traces += reversed(points)
    articles = [share.article for share in next(iter(series[0].shares.values()))]
    layout = {
        "xaxis": {
            "title": {"text": axis},
            "range": [-0.04, 1.04],
            "tickvals": [0, 0.25, 0.5, 0.75, 1],
            "tickformat": ".0%",
        },
        "yaxis": {
            "range": [len(articles) - 0.5, -0.5],
            "tickvals": list(range(len(articles))),
            "ticktext": [_row_label(number, article, series) for number, article in enumerate(articles)],
            "showgrid": False,
            "zeroline": False,
            "ticklabelstandoff": 10,
        },
    }
    height = ROW_HEIGHT * len(articles) + AXIS_HEIGHT + LEGEND_HEIGHT * len(series)
    figure = new_figure(traces, layout, height)
    words = " ".join(_in_words(own) for own in series)
    description = (
        "One row for each text. On a line from 0 to 100 percent of its coded sentences, a circle marks the share "
        f"that is speech and a diamond the share that is mind. {words}{note}"
    )
    return Chart(chart_id, title, figure, description, CAVEAT, tuple(marks))


def _offset(own: Series, series: Sequence[Series]) -> float:
    if len(series) == 1:
        return 0.0
    return OFFSET if own.hollow else -OFFSET


def _lines(own: Series, offset: float) -> Iterator[dict[str, Any]]:
    """Yield one line for each text, between its smallest and its largest share."""
    for number, shares in enumerate(zip(*own.shares.values(), strict=True)):
        values = [share.value for share in shares if share.coded]
        if values and min(values) < max(values):
            yield {
                "type": "scatter",
                "mode": "lines",
                "x": [min(values), max(values)],
                "y": [number + offset] * 2,
                "line": {"color": GREY, "width": 2, "dash": "dot" if own.hollow else "solid"},
                "hoverinfo": "skip",
                "showlegend": False,
            }


def _points(
    own: Series, code: str, offset: float, texts: Texts, marks: list[MarkedSentences]
) -> dict[str, Any]:
    style = CODES[code]
    shown = [(number, share) for number, share in enumerate(own.shares[code]) if share.coded]
    first = len(marks)
    for _, share in shown:
        label = f"{share.article}, {style.word.lower()}: {own.label.lower()}"
        marks.append(marked(label, share.units, texts))
    return {
        "type": "scatter",
        "mode": "markers",
        "name": f"{style.word}: {own.label.lower()}",
        "x": [round(share.value, 4) for _, share in shown],
        "y": [number + offset for number, _ in shown],
        "customdata": list(range(first, len(marks))),
        "hovertext": [
            f"{marks[place].label}, {len(share.units)} of {counted(share.coded, 'sentence')}"
            for place, (_, share) in enumerate(shown, start=first)
        ],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "marker": {
            "symbol": style.hollow if own.hollow else style.symbol,
            "size": SIZES[code],
            "color": style.colour,
            "line": {"color": style.outline, "width": 2},
        },
        "cliponaxis": False,
        "legendrank": (2 if own.hollow else 1) * 10 + list(own.shares).index(code),
    }


def _row_label(number: int, article: str, series: Sequence[Series]) -> str:
    """Write the text's name, and on how many sentences its marks rest."""
    counts = [max(shares[number].coded for shares in own.shares.values()) for own in series]
    if not any(counts):
        words = "not coded"
    elif len(set(counts)) == 1:
        words = counted(counts[0], "sentence")
    else:
        words = " of ".join(str(count) for count in counts)
    return f"<b>{article}</b><br>{words}"


def _largest(code: str, shares: Sequence[Share]) -> str:
    most = max(share.value for share in shares)
    word = CODES[code].word.lower()
    if not most:
        return f"no sentence is {word}"
    top = [share for share in shares if share.value == most]
    names = joined(share.article for share in top)
    if len(top) > 1:
        return f"{names} have the largest share of {word} ({percent(len(top[0].units), top[0].coded)})"
    return f"{names} has the largest share of {word} ({len(top[0].units)} of {counted(top[0].coded, 'sentence')})"


def _in_words(own: Series) -> str:
    rows = []
    for shares in zip(*own.shares.values(), strict=True):
        coded = [share for share in shares if share.coded]
        parts = [
            f"{CODES[share.code].word.lower()} {len(share.units)} of {share.coded} "
            f"({percent(len(share.units), share.coded)})"
            for share in coded
        ]
        rows.append(f"{shares[0].article} {', '.join(parts) if parts else 'not coded'}")
    return f"{own.label}: {'; '.join(rows)}."
