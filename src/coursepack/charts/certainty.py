"""Knows the bars of hedges and boosts: for each text, how many of a hundred coded sentences are marked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from coursepack.charts.bars import filled_broadly
from coursepack.charts.chart import CANNOT_SHOW, Chart, MarkedSentences, marked
from coursepack.charts.counting import Share, own_shares, reference_shares
from coursepack.charts.palette import GREEN, GREY, TEXT, VERMILLION, Style
from coursepack.charts.words import capitalised, counted, joined
from coursepack.coding import OwnCoding, Reference
from coursepack.texts import Texts

CHART_ID = "hedges-and-boosts"
HEDGE, BOOST = "hedge", "boost"
STYLES: Mapping[str, tuple[Style, Style]] = {
    HEDGE: (Style("Hedge", GREEN, GREEN, "circle", ""), Style("Hedge", GREY, GREY, "circle", ".")),
    BOOST: (
        Style("Boost", VERMILLION, VERMILLION, "diamond", "/"),
        Style("Boost", GREY, GREY, "diamond", "x"),
    ),
}
"""Of each code, how the learner's bar is drawn, and how the reference's is."""
OWN, SAME, EVERYWHERE = "Your answers", "Reference, same sentences", "Reference, all five texts"
BAR_HEIGHT, ROW_GAP, AXIS_HEIGHT, LEGEND_HEIGHT = 20, 18, 60, 34
HUNDRED = 100
ROOM = 1.3
"""How far the axis runs beyond the longest bar, so that the number beside it has its place."""
CAVEAT = (
    CANNOT_SHOW
    + "whether a hedge is wise or a boost is earned, whether a sentence without a mark is true, and how careful a text "
    "is in ways that no list holds. You coded stretches that this course picked, some of them for their traps; another "
    "stretch of the same text may look different. With eight sentences, one more or less moves a bar by twelve."
)
TASK = (
    "Nothing to draw yet. The figure fills as you sort sentences into hedge, boost and neither: answer some of "
    "these exercises, then run this cell again."
)


@dataclass(frozen=True, slots=True)
class _Series:
    """The bars of one code in one coding: one share for each text, in the same order."""

    label: str
    style: Style
    shares: Sequence[Share]

    @property
    def name(self) -> str:
        return f"{self.style.word}: {self.label[:1].lower()}{self.label[1:]}"


def hedges_and_boosts(
    own: OwnCoding, reference: Reference | None, texts: Texts, *, show_reference: bool = False
) -> Chart:
    """Return the chart of hedges and boosts per hundred coded sentences, text by text.

    Bars are the learner's, with a reference its bars beside them on the same sentences. Without answers
    the chart is empty, whether the reference is there or not, unless ``show_reference``: then the
    reference is shown over all sentences. A text without coded sentences has no row.
    """
    series: list[_Series] = []
    if own.codes:
        series += [_Series(OWN, STYLES[code][0], own_shares(own, code, texts)) for code in STYLES]
    if reference and (own.codes or show_reference):
        units = None if show_reference else own.codes
        label = EVERYWHERE if show_reference else SAME
        series += [
            _Series(label, STYLES[code][1], reference_shares(reference, code, texts, units))
            for code in STYLES
        ]
    if not series:
        return Chart(CHART_ID, "Hedges and boosts, text by text", None, TASK, CAVEAT, (), TASK)
    return _chart(series, texts, show_reference=show_reference)


def _chart(series: Sequence[_Series], texts: Texts, *, show_reference: bool) -> Chart:
    from coursepack.charts.template import new_figure

    places = [
        place for place in range(len(series[0].shares)) if any(entry.shares[place].coded for entry in series)
    ]
    marks: list[MarkedSentences] = []
    traces = [_bars(entry, places, series, texts, marks) for entry in series]
    most = max(_rate(entry.shares[place]) for entry in series for place in places)
    height = len(places) * (BAR_HEIGHT * len(series) + ROW_GAP) + AXIS_HEIGHT + LEGEND_HEIGHT
    figure = new_figure(traces, _layout(most), height)
    told = series[-2:] if show_reference else series[:2]
    title = capitalised("; ".join(_finding(entry, ranked) for entry, ranked in _ranked(told)))
    if not show_reference:
        title = f"In your answers, {title[:1].lower() if title[:2] == 'No' else title[:1]}{title[1:]}"
    words = " ".join(_in_words(entry, places) for entry in series)
    description = (
        "Horizontal bars, one group for each text: of a hundred coded sentences, how many are a hedge, and how many "
        f"are a boost. {words}"
    )
    return Chart(CHART_ID, title, figure, description, CAVEAT, tuple(marks))


def _bars(
    entry: _Series,
    places: Sequence[int],
    series: Sequence[_Series],
    texts: Texts,
    marks: list[MarkedSentences],
) -> dict[str, Any]:
    shares = [entry.shares[place] for place in places]
    first = len(marks)
    marks.extend(marked(f"{share.article}, {entry.name.lower()}", share.units, texts) for share in shares)
    return {
        "type": "bar",
        "orientation": "h",
        "name": entry.name,
        "x": [round(_rate(share), 2) for share in shares],
        "y": [_row_label(place, series) for place in places],
        "text": [f"{len(share.units)} of {share.coded}" for share in shares],
        "textposition": "outside",
        "textfont": {"color": TEXT},
        "cliponaxis": False,
        "customdata": list(range(first, len(marks))),
        "hovertext": [
            f"{share.article}, {entry.name.lower()}: {_rate(share):.0f} of 100" for share in shares
        ],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "marker": filled_broadly(entry.style),
    }


def _layout(most: float) -> dict[str, Any]:
    return {
        "barmode": "group",
        "bargap": 0.25,
        "bargroupgap": 0.1,
        "xaxis": {
            "title": {"text": "Of 100 coded sentences"},
            "range": [0, min(HUNDRED, max(10.0, most)) * ROOM],
            "rangemode": "tozero",
        },
        "yaxis": {"autorange": "reversed", "ticklabelstandoff": 4},
    }


def _row_label(place: int, series: Sequence[_Series]) -> str:
    """Write the text's name, and on how many sentences its bars rest."""
    coded = max(entry.shares[place].coded for entry in series)
    return f"<b>{series[0].shares[place].article}</b><br>{counted(coded, 'sentence')}"


def _rate(share: Share) -> float:
    return HUNDRED * share.value


def _ranked(series: Sequence[_Series]) -> list[tuple[_Series, list[Share]]]:
    """Return each series with the shares of the texts that have most."""
    return [
        (entry, [share for share in entry.shares if share.units and share.value == _most(entry)])
        for entry in series
    ]


def _most(entry: _Series) -> float:
    return max(share.value for share in entry.shares)


def _finding(entry: _Series, top: Sequence[Share]) -> str:
    word = entry.style.word.lower()
    if not top:
        return f"no sentence is a {word}"
    if len(top) == 1:
        of = f"{len(top[0].units)} of {counted(top[0].coded, 'sentence')}"
        return f"{top[0].article} has most {word}s ({of})"
    return f"{joined(share.article for share in top)} have most {word}s ({_rate(top[0]):.0f} of 100)"


def _in_words(entry: _Series, places: Sequence[int]) -> str:
    rows = [
        f"{share.article} {len(share.units)} of {share.coded} ({_rate(share):.0f} of 100)"
        for share in (entry.shares[place] for place in places)
    ]
    return f"{entry.name}: {'; '.join(rows)}."
