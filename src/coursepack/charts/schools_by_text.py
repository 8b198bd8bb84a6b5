"""Knows the stacked bars of a layer with one code for each sentence, such as the schools: one bar for each text.

What careful readers differ on stands at the end of a bar, hatched in one way whatever its code.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from coursepack.charts.bars import filled, name_each_once
from coursepack.charts.chart import CANNOT_SHOW, Chart, MarkedSentences, marked
from coursepack.charts.coded_rows import OWN_CODES
from coursepack.charts.palette import GREY, Style, styles_of
from coursepack.charts.text_parts import REFERENCE, Part, Series, finding, in_words, parts_of
from coursepack.charts.words import counted, joined
from coursepack.codebook import Layer
from coursepack.coding import OwnCoding, Reference
from coursepack.coding.own_against import reference_codes
from coursepack.texts import Texts

TEXT_HEIGHT, AXIS_HEIGHT, LEGEND_HEIGHT = 54, 60, 60
THICK, THIN = 0.62, 0.36
"""Thickness of a bar that stands alone in its row, and of one of two."""
FEW = 10
"""Up to so many sentences, every whole number has its tick."""
HATCHING = "/"
"""No style of a code has this pattern."""
DIFFER = "Careful readers differ"
UNSETTLED = Style(DIFFER, GREY, GREY, "square", HATCHING)
LAST = 2000
"""Its rank in the legend, where plotly gives everything else 1000."""
CAVEAT = (
    CANNOT_SHOW
    + "whether an argument is good, whose side it serves, or what the writer believes: a quoted argument counts "
    "like the writer's own. Nor does it show the sentences that are not coded. A short bar may only mean that few "
    "sentences of the text were asked for."
)


def schools_by_text(
    own: OwnCoding,
    reference: Reference | None,
    layer: Layer,
    texts: Texts,
    *,
    show_reference: bool = False,
) -> Chart:
    """Return the learner's codes as stacked bars, with the reference below each bar on the same sentences.

    Sentences to which the learner gave several codes are left out. Without answers the chart is empty,
    whether the reference is there or not, unless ``show_reference``: then the reference is drawn over all
    sentences. Without a reference nothing is hatched.
    """
    order = tuple(layer.codes)
    given = {unit: codes[0] for unit, codes in own.codes.items() if len(codes) == 1}
    settled = {
        unit: (reference_codes(decisions, layer) or (None,))[0]
        for unit, decisions in (reference.sentences if reference else {}).items()
        if show_reference or unit in given
    }
    differ = {unit for unit, code in settled.items() if code is None}
    series = [
        Series(OWN_CODES, tuple(parts_of(given, differ, order, texts))),
        Series(REFERENCE, tuple(parts_of(settled, differ, order, texts))),
    ]
    series = [own_or_reference for own_or_reference in series if own_or_reference.parts]
    if not series:
        words = (
            "Nothing to draw yet. The bars grow as you sort sentences by school: code some, "
            "then run this cell again."
        )
        return Chart("schools-by-text", "The schools in your codes", None, words, CAVEAT, (), words)
    left_out = tuple(unit for unit, codes in own.codes.items() if len(codes) > 1)
    return _chart(series, left_out, layer, texts)


def _chart(series: Sequence[Series], left_out: Sequence[str], layer: Layer, texts: Texts) -> Chart:
    from coursepack.charts.template import new_figure

    marks: list[MarkedSentences] = []
    traces = [
        trace
        for number, one in enumerate(series)
        for contested in (False, True)
        for trace in _traces(one, _offset(number, series), layer, texts, marks, contested=contested)
    ]
    if any(trace["name"] == DIFFER for trace in traces):
        traces.insert(0, _legend_of_contested())
    name_each_once(traces)
    articles = sorted(texts.articles)
    height = TEXT_HEIGHT * len(articles) + AXIS_HEIGHT + LEGEND_HEIGHT
    figure = new_figure(traces, _layout(series, articles), height)
    words = " ".join(in_words(one, layer, articles) for one in series)
    description = (
        "Stacked bars, one row for each text. Each part is one code, and its length is the number of sentences. "
        f"{words}" + (f" Left out, as they have more than one code: {joined(left_out)}." if left_out else "")
    )
    return Chart("schools-by-text", finding(series[0], layer), figure, description, CAVEAT, tuple(marks))


def _traces(
    series: Series,
    offset: float,
    layer: Layer,
    texts: Texts,
    marks: list[MarkedSentences],
    *,
    contested: bool,
) -> Iterator[dict[str, Any]]:
    """Yield the bars of each code, over all texts; those that are contested, or those that are not."""
    articles = sorted(texts.articles)
    for code in (*layer.codes, None):
        parts = [part for part in series.parts if part.code == code and part.contested == contested]
        if not parts:
            continue
        style = _style(code, layer, contested=contested)
        first = len(marks)
        marks.extend(marked(_label(part, series, layer), part.units, texts) for part in parts)
        yield {
            "type": "bar",
            "orientation": "h",
            "name": style.word,
            "legendgroup": style.word,
            "x": [len(part.units) for part in parts],
            "base": [series.before(part) for part in parts],
            "y": [round(articles.index(part.article) + offset, 4) for part in parts],
            "width": THICK if not offset else THIN,
            "customdata": list(range(first, len(marks))),
            "hovertext": [mark.label for mark in marks[first:]],
            "hovertemplate": "%{hovertext}: %{x}<extra></extra>",
            "marker": filled(style),
        }


def _legend_of_contested() -> dict[str, Any]:
    """Return a bar without length: hatching means the same in the colour of any code, so its entry has none."""
    return {
        "type": "bar",
        "orientation": "h",
        "name": DIFFER,
        "legendgroup": DIFFER,
        "legendrank": LAST,
        "x": [0],
        "base": [0],
        "y": [0],
        "customdata": [],
        "hoverinfo": "skip",
        "marker": filled(UNSETTLED),
    }


def _style(code: str | None, layer: Layer, *, contested: bool) -> Style:
    plain = styles_of(layer)[code] if code else UNSETTLED
    return replace(plain, word=DIFFER, pattern=HATCHING) if contested else plain


def _label(part: Part, series: Series, layer: Layer) -> str:
    words = layer.codes[part.code].name.lower() if part.code else "no settled code"
    end = ", where careful readers differ" if part.contested else ""
    return f"{part.article}, {words}: {series.label.lower()}{end}"


def _offset(number: int, series: Sequence[Series]) -> float:
    return 0.0 if len(series) == 1 else (-0.21, 0.21)[number]


def _layout(series: Sequence[Series], articles: Sequence[str]) -> dict[str, Any]:
    longest = max(one.total(article) for one in series for article in articles)
    return {
        "barmode": "overlay",
        "xaxis": {
            "title": {"text": "Sentences"},
            "range": [0, longest + 0.5],
            "tickformat": "d",
            **({"dtick": 1} if longest <= FEW else {}),
        },
        "yaxis": {
            "range": [len(articles) - 0.5, -0.5],
            "tickvals": list(range(len(articles))),
            "ticktext": [_row_label(article, series) for article in articles],
            "showgrid": False,
            "zeroline": False,
            "ticklabelstandoff": 10,
        },
    }


def _row_label(article: str, series: Sequence[Series]) -> str:
    """Name the text, and what its bars are: one line for each bar, or the number of sentences."""
    if len(series) > 1:
        return f"<b>{article}</b> you<br>reference"
    return f"<b>{article}</b><br>{counted(series[0].total(article), 'sentence')}"
