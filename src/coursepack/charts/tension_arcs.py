"""Knows the arcs over a text: each joins two sentences that a learner has held against each other."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from coursepack.answers import Answer
from coursepack.charts.chart import CANNOT_SHOW, Chart, MarkedSentences, marked
from coursepack.charts.palette import BLUE, GREEN, GREY, VERMILLION, Style
from coursepack.charts.sorted_pieces import quoted_units, sorted_pieces
from coursepack.charts.words import counted, joined
from coursepack.items import Item
from coursepack.items.model import OptionsTask, RowsTask
from coursepack.texts import Texts

PULL, SETTLED, SUPPORT = "pull", "settled", "support"
VERDICTS: Mapping[str, Style] = MappingProxyType(
    {
        PULL: Style("Pull apart", VERMILLION, VERMILLION, "diamond", "solid"),
        SETTLED: Style("Settled by the text", BLUE, BLUE, "circle", "dash"),
        SUPPORT: Style("One is a reason for the other", GREEN, GREEN, "square", "dot"),
    }
)
"""What two sentences are to each other. ``pattern`` is plotly's dash of the line: colour is never alone."""
POINTS = 24
TICKS = 6
HEIGHT = 300
TWO = 2
CAVEAT = (
    CANNOT_SHOW
    + "pairs that nobody asked about: the sentences were chosen for the exercise. A long arc means that two sentences "
    "stand far apart, not that they clash more. A text that says much has more places to be caught at."
)


@dataclass(frozen=True, slots=True)
class Pair:
    """Two sentences of one text, in text order, and the verdict on them (a key of ``VERDICTS``)."""

    verdict: str
    units: tuple[str, str]


def judges_pairs(item: Item) -> bool:
    """Say whether an exercise sorts pairs of sentences into ``VERDICTS``."""
    return isinstance(item.task, RowsTask) and {option.id for option in item.task.options} <= set(VERDICTS)


def judged_pairs(item: Item, answer: Answer) -> tuple[Pair, ...]:
    """Return the pairs that an answer judges; rows that do not quote two sentences are left out."""
    return tuple(
        Pair(verdict, _in_order(piece.units))
        for verdict, pieces in sorted_pieces(item, answer).items()
        for piece in pieces
        if verdict in VERDICTS and len(piece.units) == TWO
    )


def picked_pair(item: Item, answer: Answer, beside: str) -> tuple[Pair, ...]:
    """Return the pair of ``beside`` and the sentence that was chosen to sit worst with it; none without a choice."""
    options = item.task.options if isinstance(item.task, OptionsTask) else ()
    quoted = [quoted_units(option.text) for option in options if option.id == answer]
    return tuple(Pair(PULL, _in_order((beside, units[0]))) for units in quoted if units)


def tension_arcs(article: str, pairs: Sequence[Pair], texts: Texts) -> Chart:
    """Return the arcs over one text; pairs of other texts are left out. Empty without a pair.

    Raises ``CourseError`` for a text that is not there.
    """
    body = [unit.id for unit in texts.article(article).body()]
    own = [pair for pair in pairs if set(pair.units) <= set(body)]
    chart_id = f"tensions-{article}"
    if not own:
        words = (
            f"Nothing to draw yet. The arcs are your own verdicts on pairs of sentences of {article}: answer the "
            "exercises above, then run this cell again."
        )
        return Chart(chart_id, f"Pairs of sentences of {article}", None, words, CAVEAT, (), words)
    from coursepack.charts.template import new_figure

    by_verdict = {
        verdict: sorted((pair for pair in own if pair.verdict == verdict), key=lambda pair: pair.units)
        for verdict in VERDICTS
    }
    drawn = {verdict: chosen for verdict, chosen in by_verdict.items() if chosen}
    marks = tuple(_mark(pair, texts) for chosen in drawn.values() for pair in chosen)
    traces = list(_traces(drawn, body))
    figure = new_figure(traces, _layout(body), HEIGHT)
    return Chart(chart_id, _finding(article, drawn), figure, _in_words(article, drawn), CAVEAT, marks)


def _in_order(units: Sequence[str]) -> tuple[str, str]:
    first, second = sorted(units)
    return first, second


def _traces(drawn: Mapping[str, Sequence[Pair]], body: Sequence[str]) -> Iterator[dict[str, Any]]:
    """Draw the arcs of each verdict as one line with gaps, and a mark to click on top of every arc."""
    first = 0
    for verdict, pairs in drawn.items():
        style = VERDICTS[verdict]
        arcs = [_arc(pair, body) for pair in pairs]
        points = [point for arc in arcs for point in (*arc, (None, None))]
        yield {
            "type": "scatter",
            "mode": "lines",
            "name": style.word,
            "legendgroup": verdict,
            "x": [x for x, _ in points],
            "y": [y for _, y in points],
            "line": {"color": style.colour, "width": 2.5, "dash": style.pattern},
            "hoverinfo": "skip",
        }
        yield {
            "type": "scatter",
            "mode": "markers",
            "name": style.word,
            "legendgroup": verdict,
            "showlegend": False,
            "x": [arc[POINTS // 2][0] for arc in arcs],
            "y": [arc[POINTS // 2][1] for arc in arcs],
            "customdata": list(range(first, first + len(pairs))),
            "hovertext": [joined(pair.units) for pair in pairs],
            "hovertemplate": f"%{{hovertext}}: {style.word.lower()}<extra></extra>",
            "marker": {
                "symbol": style.symbol,
                "size": 12,
                "color": style.colour,
                "line": {"color": style.outline, "width": 1.5},
            },
        }
        first += len(pairs)


def _arc(pair: Pair, body: Sequence[str]) -> list[tuple[float, float]]:
    """Return half an ellipse from the first sentence to the second, higher the farther they stand apart."""
    start, end = (body.index(unit) + 1 for unit in pair.units)
    middle, half = (start + end) / 2, (end - start) / 2
    angles = [math.pi * point / POINTS for point in range(POINTS + 1)]
    return [(round(middle - half * math.cos(angle), 3), round(half * math.sin(angle), 3)) for angle in angles]


def _layout(body: Sequence[str]) -> dict[str, Any]:
    ticks = range(1, len(body) + 1, max(1, round(len(body) / TICKS)))
    return {
        "margin": {"t": 40},
        "xaxis": {
            "title": {"text": "Sentences, from first to last"},
            "range": [0.4, len(body) + 0.6],
            "zeroline": False,
            "tickvals": list(ticks),
            "ticktext": [body[place - 1] for place in ticks],
            "showgrid": False,
        },
        "yaxis": {"visible": False, "rangemode": "tozero"},
        "shapes": [
            {
                "type": "line",
                "x0": 1,
                "x1": len(body),
                "y0": 0,
                "y1": 0,
                "line": {"color": GREY, "width": 1.5},
            }
        ],
    }


def _mark(pair: Pair, texts: Texts) -> MarkedSentences:
    return marked(f"{joined(pair.units)}: {VERDICTS[pair.verdict].word.lower()}", pair.units, texts)


def _finding(article: str, drawn: Mapping[str, Sequence[Pair]]) -> str:
    told = {
        PULL: ("pulls apart", "pull apart"),
        SETTLED: ("is settled by the text", "are settled by the text"),
        SUPPORT: ("joins a reason to what it is for", "join a reason to what it is for"),
    }
    parts = [f"{len(pairs)} {told[verdict][len(pairs) > 1]}" for verdict, pairs in drawn.items()]
    whole = sum(len(pairs) for pairs in drawn.values())
    return f"In your verdicts on {counted(whole, 'pair')} of {article}, {joined(parts)}"


def _in_words(article: str, drawn: Mapping[str, Sequence[Pair]]) -> str:
    told = [
        f"{VERDICTS[verdict].word}: {'; '.join(joined(pair.units) for pair in pairs)}."
        for verdict, pairs in drawn.items()
    ]
    return (
        f"Arcs over a line of the sentences of {article}, from the first to the last; each arc joins two sentences. "
        f"Full lines pull, dashed lines are settled, dotted lines join a reason to what it is for. {' '.join(told)}"
    )
