"""Knows the barcode of a class: for each sentence of a text, how the class divided over the codes, and the reference below."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from coursepack.charts.barcode import (
    AXIS_HEIGHT,
    BAR,
    LEGEND_HEIGHT,
    ROW_HEIGHT,
    sentence_axes,
)
from coursepack.charts.bars import filled, name_each_once
from coursepack.charts.chart import CANNOT_SHOW, Chart, MarkedSentences, marked
from coursepack.charts.class_sentences import ClassSentence
from coursepack.charts.palette import GREY, styles_of
from coursepack.charts.words import capitalised, counted, joined
from coursepack.codebook import Layer
from coursepack.coding.own_against import Codes
from coursepack.grading.class_size import FROM_FACILITY
from coursepack.texts import Texts

MOST_NAMED = 5
"""A title stays short: more sentences than these are only counted."""
CAVEAT = (
    CANNOT_SHOW
    + "who is right where the class divides: look at the rule of the codebook, and at the sentence. The class may agree and "
    "be wrong, and the reference rests on machine readings. Only first answers count, before any hint."
)


def class_barcode(article: str, sentences: Sequence[ClassSentence], layer: Layer, texts: Texts) -> Chart:
    """Return the barcode; with fewer than ``FROM_FACILITY`` students the chart is empty and tells the counts in words."""
    chart_id = f"class-barcode-{article}"
    drawn = [sentence for sentence in sentences if sentence.students >= FROM_FACILITY]
    if not drawn:
        told = "; ".join(f"{own.unit} {_votes(own, layer)}" for own in sentences)
        most = max((own.students for own in sentences), default=0)
        words = (
            f"Not shown: class of {most}. From {FROM_FACILITY} students on this draws how the class divides."
            + (f" The counts are: {told}." if told else f" Nobody has coded {article} in this layer.")
        )
        return Chart(chart_id, f"{article}, sentence by sentence", None, words, CAVEAT, (), words)
    from coursepack.charts.template import new_figure

    marks: list[MarkedSentences] = []
    rows = 2 if any(own.reference for own in drawn) else 1
    traces = _class_row(drawn, rows - 1, layer, texts, marks)
    if rows > 1:
        traces += _reference_row(drawn, layer, texts, marks)
    traces += _signs(drawn, rows - 1, texts, marks)
    name_each_once(traces)
    axes = sentence_axes([own.unit for own in drawn], ["The class", "Reference"][:rows])
    figure = new_figure(traces, axes, ROW_HEIGHT * rows + AXIS_HEIGHT + LEGEND_HEIGHT)
    return Chart(
        chart_id, _finding(article, drawn), figure, _description(article, drawn, layer), CAVEAT, tuple(marks)
    )


def _class_row(
    drawn: Sequence[ClassSentence], floor: int, layer: Layer, texts: Texts, marks: list[MarkedSentences]
) -> list[dict[str, Any]]:
    """Return one bar for each sentence, piled up from the shares of the codes."""
    traces, heights = [], [0.0] * len(drawn)
    for code, style in styles_of(layer).items():
        shares = [own.share(code) for own in drawn]
        if not any(shares):
            continue
        most = tuple(own.unit for own in drawn if code in own.most)
        marks.append(marked(f"{style.word}: most of the class", most, texts))
        traces.append(
            {
                "type": "bar",
                "name": style.word,
                "legendgroup": style.word,
                "x": list(range(1, len(drawn) + 1)),
                "width": 0.86,
                "y": [round(BAR * share, 4) for share in shares],
                "base": [round(floor + BAR * height, 4) for height in heights],
                "customdata": [len(marks) - 1] * len(drawn),
                "hovertext": [
                    f"{own.unit}: {share:.0%} of the class" for own, share in zip(drawn, shares, strict=True)
                ],
                "hovertemplate": f"%{{hovertext}} {style.word.lower()}<extra></extra>",
                "marker": filled(style),
            }
        )
        heights = [height + share for height, share in zip(heights, shares, strict=True)]
    return traces


def _reference_row(
    drawn: Sequence[ClassSentence], layer: Layer, texts: Texts, marks: list[MarkedSentences]
) -> list[dict[str, Any]]:
    traces = []
    for code, style in styles_of(layer).items():
        shown = [
            (place, own)
            for place, own in enumerate(drawn, start=1)
            if own.reference and code in own.reference
        ]
        if not shown:
            continue
        marks.append(marked(f"{style.word}: reference", tuple(own.unit for _, own in shown), texts))
        sizes = [(len(own.reference or ()), (own.reference or ()).index(code)) for _, own in shown]
        traces.append(
            {
                "type": "bar",
                "name": style.word,
                "legendgroup": style.word,
                "x": [place for place, _ in shown],
                "width": 0.86,
                "y": [round(BAR / size, 4) for size, _ in sizes],
                "base": [round(BAR * number / size, 4) for size, number in sizes],
                "customdata": [len(marks) - 1] * len(shown),
                "hovertext": [own.unit for _, own in shown],
                "hovertemplate": f"%{{hovertext}}: {style.word}, reference<extra></extra>",
                "marker": filled(style),
            }
        )
    return traces


def _signs(
    drawn: Sequence[ClassSentence], floor: int, texts: Texts, marks: list[MarkedSentences]
) -> list[dict[str, Any]]:
    """Return the signs over the bars: where the class divides, and where most differ from the reference."""
    found = []
    kinds = (
        ("The class divides", "circle-open", BAR + 0.05, [own.split for own in drawn]),
        ("Most differ from the reference", "diamond-tall", BAR + 0.16, [own.differs for own in drawn]),
    )
    for word, symbol, height, holds in kinds:
        shown = [(place, own.unit) for place, own in enumerate(drawn, start=1) if holds[place - 1]]
        if shown:
            marks.append(marked(word, tuple(unit for _, unit in shown), texts))
            found.append(
                {
                    "type": "scatter",
                    "mode": "markers",
                    "name": word,
                    "x": [place for place, _ in shown],
                    "y": [floor + height] * len(shown),
                    "customdata": [len(marks) - 1] * len(shown),
                    "hovertext": [unit for _, unit in shown],
                    "hovertemplate": f"%{{hovertext}}: {word.lower()}<extra></extra>",
                    "marker": {
                        "symbol": symbol,
                        "size": 9,
                        "color": GREY,
                        "line": {"color": GREY, "width": 2},
                    },
                }
            )
    return found


def _finding(article: str, drawn: Sequence[ClassSentence]) -> str:
    split = [own.unit for own in drawn if own.split]
    words = (
        f"{article}: the class divides on {len(split)} of {counted(len(drawn), 'sentence')}{_named(split)}"
    )
    if not any(own.reference for own in drawn):
        return words
    differ = [own.unit for own in drawn if own.differs]
    return f"{words}; on {len(differ)} most differ from the reference{_named(differ)}"


def _named(units: Sequence[str]) -> str:
    return f" ({joined(units)})" if 0 < len(units) <= MOST_NAMED else ""


def _description(article: str, drawn: Sequence[ClassSentence], layer: Layer) -> str:
    numbers = sorted({own.students for own in drawn})
    size = f"{numbers[0]}" if len(numbers) == 1 else f"{numbers[0]} to {numbers[-1]}"
    told = []
    for own in drawn:
        words = f"{own.unit} {_votes(own, layer)}"
        if own.reference and own.differs:
            words += f" (reference: {_names(own.reference, layer)})"
        told.append(words)
    return (
        f"One bar for each of {counted(len(drawn), 'sentence')} of {article} that {size} students coded, from the first to "
        f"the last, divided as the class divides. {capitalised('; '.join(told))}."
    )


def _votes(own: ClassSentence, layer: Layer) -> str:
    ranked = sorted(own.votes.items(), key=lambda entry: (-entry[1], entry[0]))
    return ", ".join(f"{votes} {_names(codes, layer)}" for codes, votes in ranked)


def _names(codes: Codes, layer: Layer) -> str:
    return " and ".join(layer.codes[code].name.lower() for code in codes)
