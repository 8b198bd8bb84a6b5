"""Knows the barcode of a text: one bar for each sentence, in order, by its codes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from coursepack.charts.bars import filled, name_each_once
from coursepack.charts.chart import CANNOT_SHOW, Chart, MarkedSentences, marked
from coursepack.charts.coded_rows import OWN_CODES, Row, differing_units, finding, in_words
from coursepack.charts.palette import GREY, NOTHING, Style, styles_of
from coursepack.charts.words import joined
from coursepack.codebook import Layer
from coursepack.coding import OwnCoding, Reference
from coursepack.coding.own_against import reference_codes
from coursepack.texts import Texts

ROW_HEIGHT, AXIS_HEIGHT, LEGEND_HEIGHT = 84, 60, 34
BAR, LOW = 0.8, 0.25
"""Height of a full bar and of one for the empty code, as shares of a row; what is left holds the marks of differences."""
TICKS = 6
CAVEAT = (
    CANNOT_SHOW
    + "how long the sentences are (all bars are equally wide), how certain a code is, and how much weight "
    "a sentence has in the argument of the text."
)


def barcode(
    article: str,
    own: OwnCoding,
    reference: Reference | None,
    layer: Layer,
    texts: Texts,
    *,
    show_reference: bool = False,
) -> Chart:
    """Return the barcode of one text: the learner's codes, and below them the reference on the same sentences.

    A sentence with two codes has a bar of two halves, one with the empty code a low bar. Without answers the chart is empty, whether the
    reference is there or not, unless ``show_reference``: then the reference is drawn over all sentences.
    Raises ``CourseError`` for a text that is not there.
    """
    units = tuple(unit.id for unit in texts.article(article).body())
    given = {unit: own.codes[unit] for unit in units if unit in own.codes}
    rows = [Row(OWN_CODES, given)] if given else []
    if reference and (given or show_reference):
        known = [unit for unit in units if unit in reference.sentences and (show_reference or unit in given)]
        rows.append(
            Row("Reference", {unit: reference_codes(reference.sentences[unit], layer) for unit in known})
        )
    if not rows:
        words = (
            f"Nothing to draw yet. The barcode fills as you code the sentences of {article}: code some of them, "
            "then run this cell again."
        )
        return Chart(f"barcode-{article}", f"{article}, sentence by sentence", None, words, CAVEAT, (), words)
    return _chart(article, units, rows, layer, texts)


def _chart(article: str, units: Sequence[str], rows: Sequence[Row], layer: Layer, texts: Texts) -> Chart:
    from coursepack.charts.template import new_figure

    styles, marks = styles_of(layer), list[MarkedSentences]()
    traces: list[dict[str, Any]] = []
    for number, row in enumerate(rows):
        floor = len(rows) - 1 - number
        for code, style in styles.items():
            height = LOW if code == layer.empty else BAR
            traces += _bars(row, code, style, height, units, floor, texts, marks)
        traces += _contested(row, units, floor, texts, marks)
    differing = differing_units(rows)
    if differing:
        traces.append(_differences(differing, units, texts, marks))
    name_each_once(traces)
    figure = new_figure(
        traces,
        sentence_axes(units, [row.label for row in rows]),
        ROW_HEIGHT * len(rows) + AXIS_HEIGHT + LEGEND_HEIGHT,
    )
    description = (
        f"A barcode: one bar for each of the {len(units)} sentences of {article}, from the first to the last. "
        + " ".join(in_words(row, units, layer) for row in rows)
        + (f" You and the reference differ on {joined(differing)}." if differing else "")
    )
    title = finding(article, rows, layer, differing)
    return Chart(f"barcode-{article}", title, figure, description, CAVEAT, tuple(marks))


def _bars(
    row: Row,
    code: str,
    style: Style,
    height: float,
    units: Sequence[str],
    floor: int,
    texts: Texts,
    marks: list[MarkedSentences],
) -> list[dict[str, Any]]:
    """Return the bars of one code in one row; a code that shares its sentence takes its part of the height."""
    places = {unit: place for place, unit in enumerate(units, start=1)}
    shown = [(unit, codes) for unit, codes in row.codes.items() if codes and code in codes]
    if not shown:
        return []
    marks.append(marked(f"{style.word}: {row.label.lower()}", tuple(unit for unit, _ in shown), texts))
    return [
        {
            **_bar(style.word, [places[unit] for unit, _ in shown], len(marks) - 1),
            "y": [round(height / len(codes), 4) for _, codes in shown],
            "base": [round(floor + height * codes.index(code) / len(codes), 4) for _, codes in shown],
            "hovertext": [unit for unit, _ in shown],
            "hovertemplate": f"%{{hovertext}}: {style.word}, {row.label.lower()}<extra></extra>",
            "marker": filled(style),
        }
    ]


def _contested(
    row: Row, units: Sequence[str], floor: int, texts: Texts, marks: list[MarkedSentences]
) -> list[dict[str, Any]]:
    shown = [unit for unit, codes in row.codes.items() if codes is None]
    if not shown:
        return []
    marks.append(marked("Contested: careful readers differ", tuple(shown), texts))
    return [
        {
            **_bar("Contested", [units.index(unit) + 1 for unit in shown], len(marks) - 1),
            "y": [BAR] * len(shown),
            "base": [floor] * len(shown),
            "hovertext": shown,
            "hovertemplate": "%{hovertext}: careful readers differ<extra></extra>",
            "marker": {"color": NOTHING, "line": {"color": GREY, "width": 2}},
        }
    ]


def _bar(name: str, places: list[int], mark: int) -> dict[str, Any]:
    return {
        "type": "bar",
        "name": name,
        "legendgroup": name,
        "x": places,
        "width": 0.86,
        "customdata": [mark] * len(places),
    }


def _differences(
    differing: Sequence[str], units: Sequence[str], texts: Texts, marks: list[MarkedSentences]
) -> dict[str, Any]:
    marks.append(marked("Here you and the reference differ", tuple(differing), texts))
    return {
        "type": "scatter",
        "mode": "markers",
        "name": "You differ",
        "x": [units.index(unit) + 1 for unit in differing],
        "y": [(1 + BAR) / 2] * len(differing),
        "customdata": [len(marks) - 1] * len(differing),
        "hovertext": list(differing),
        "hovertemplate": "%{hovertext}: you and the reference differ<extra></extra>",
        "marker": {"symbol": "diamond-tall", "size": 9, "color": GREY, "line": {"color": GREY, "width": 1.5}},
    }


def sentence_axes(units: Sequence[str], labels: Sequence[str]) -> dict[str, Any]:
    """Return the layout of rows of bars, one place for each sentence; the first label stands on top."""
    step = max(1, round(len(units) / TICKS))
    ticks = range(1, len(units) + 1, step)
    return {
        "barmode": "overlay",
        "xaxis": {
            "title": {"text": "Sentences, from first to last"},
            "range": [0.4, len(units) + 0.6],
            "tickvals": list(ticks),
            "ticktext": [units[place - 1] for place in ticks],
            "showgrid": False,
            "zeroline": False,
        },
        "yaxis": {
            "range": [-0.05, len(labels)],
            "tickvals": [len(labels) - 1 - number + BAR / 2 for number in range(len(labels))],
            "ticktext": list(labels),
            "showgrid": False,
            "zeroline": False,
            "ticklabelstandoff": 4,
        },
    }
