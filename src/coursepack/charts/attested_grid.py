"""Knows the grid of what each text attests: text by field, filled where the learner found a piece that says it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from coursepack.charts.chart import CANNOT_SHOW, Chart, MarkedSentences
from coursepack.charts.palette import GREY, OWN
from coursepack.charts.words import counted, joined

FIELDS: Mapping[str, str] = {
    "title": "Title",
    "author": "Author",
    "outlet": "Outlet",
    "date": "Full date",
    "address": "Web address",
}
"""Fields by the option that names them in the exercise, in the order of the columns."""
NOTHING_OF_THIS = "nothing"
ROW_HEIGHT, AXIS_HEIGHT, LEGEND_HEIGHT = 46, 40, 50
CELL = 22
CAVEAT = (
    CANNOT_SHOW
    + "whether what a text says about itself is true, and whether a missing line was never there or was lost "
    "when the copy was made. An empty cell is a question to look up, not a fault."
)


@dataclass(frozen=True, slots=True)
class Piece:
    """One quoted piece of a text: ``unit`` is where it stands, ``field`` what the learner says it attests.

    ``field`` is a key of ``FIELDS``, or ``"nothing"``, or ``None`` while the learner has not said.
    """

    article: str
    unit: str
    words: str
    field: str | None


def attested_grid(pieces: Sequence[Piece]) -> Chart:
    """Return the grid of the learner's own finds; without a single answer it is empty, in words.

    A cell is filled where the learner said of some piece that it attests the field, open where the
    learner has sorted every piece of the text and none attests it, and left blank before that.
    """
    title = "What the texts say about themselves"
    if all(piece.field is None for piece in pieces):
        words = (
            "Nothing to draw yet. The grid fills as you say what each piece attests: answer the exercise above, "
            "then run this cell again."
        )
        return Chart("attested-grid", title, None, words, CAVEAT, (), words)
    articles = sorted({piece.article for piece in pieces})
    cells = {
        (article, field): [piece for piece in pieces if (piece.article, piece.field) == (article, field)]
        for article in articles
        for field in FIELDS
    }
    filled = {place: own for place, own in cells.items() if own}
    sorted_whole = {
        article
        for article in articles
        if all(piece.field is not None for piece in pieces if piece.article == article)
    }
    empty = [place for place in cells if place not in filled and place[0] in sorted_whole]
    return _chart(articles, filled, empty)


Place = tuple[str, str]


def _chart(articles: Sequence[str], filled: Mapping[Place, Sequence[Piece]], empty: Sequence[Place]) -> Chart:
    from coursepack.charts.template import new_figure

    marks = tuple(
        MarkedSentences(
            f"{article}, {FIELDS[field].lower()}",
            tuple(piece.unit for piece in own),
            tuple(piece.words for piece in own),
        )
        for (article, field), own in filled.items()
    )
    traces = [_cells("You found a piece that says it", list(filled), articles, found=True)]
    if empty:
        traces.append(_cells("None of the pieces says it", empty, articles, found=False))
    figure = new_figure(traces, _layout(articles), ROW_HEIGHT * len(articles) + AXIS_HEIGHT + LEGEND_HEIGHT)
    description = (
        "A grid with one row for each text and one column for each field. A filled square marks a field that you "
        "found attested, a cross one that no piece of the text attests. "
        + " ".join(_row(article, filled, empty) for article in articles)
    )
    return Chart("attested-grid", _finding(articles, filled, empty), figure, description, CAVEAT, marks)


def _cells(name: str, places: Sequence[Place], articles: Sequence[str], *, found: bool) -> dict[str, Any]:
    columns = list(FIELDS)
    return {
        "type": "scatter",
        "mode": "markers",
        "name": name,
        "x": [columns.index(field) for _, field in places],
        "y": [articles.index(article) for article, _ in places],
        "customdata": list(range(len(places))) if found else [None] * len(places),
        "hovertext": [f"{article}, {FIELDS[field].lower()}: {name.lower()}" for article, field in places],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "marker": {
            "symbol": "square" if found else "x-thin",
            "size": CELL if found else CELL // 2,
            "color": OWN.colour if found else GREY,
            "line": {"color": OWN.outline if found else GREY, "width": 2},
        },
        "cliponaxis": False,
        "showlegend": True,
    }


def _layout(articles: Sequence[str]) -> dict[str, Any]:
    return {
        "xaxis": {
            "range": [-0.5, len(FIELDS) - 0.5],
            "tickvals": list(range(len(FIELDS))),
            "ticktext": [name.replace(" ", "<br>") for name in FIELDS.values()],
            "showgrid": False,
            "zeroline": False,
        },
        "yaxis": {
            "range": [len(articles) - 0.5, -0.5],
            "tickvals": list(range(len(articles))),
            "ticktext": [f"<b>{article}</b>" for article in articles],
            "zeroline": False,
        },
    }


def _row(article: str, filled: Mapping[Place, Sequence[Piece]], empty: Sequence[Place]) -> str:
    found = [
        f"{FIELDS[field].lower()} ({joined(dict.fromkeys(piece.unit for piece in own))})"
        for (text, field), own in filled.items()
        if text == article
    ]
    missing = [FIELDS[field].lower() for text, field in empty if text == article]
    parts = [f"attested: {joined(found)}"] if found else []
    parts += [f"not attested: {joined(missing)}"] if missing else []
    if not missing and len(found) < len(FIELDS):
        parts.append("not all of its pieces are sorted yet")
    return f"{article}: {'; '.join(parts)}."


def _finding(articles: Sequence[str], filled: Mapping[Place, Sequence[Piece]], empty: Sequence[Place]) -> str:
    """Name the text in which the learner found most, and those in which nothing is attested."""
    counts = {article: sum(text == article for text, _ in filled) for article in articles}
    most = max(counts.values())
    first = [article for article, count in counts.items() if count == most]
    lead = f"By your answers, {joined(first)} {'attests' if len(first) == 1 else 'attest'} most"
    bare = [
        article for article in articles if not counts[article] and any(text == article for text, _ in empty)
    ]
    tail = f"; {joined(bare)} {'attests' if len(bare) == 1 else 'attest'} nothing of this" if bare else ""
    if not most:
        return "By your answers, no text attests anything about itself"
    return f"{lead}: {most} of {counted(len(FIELDS), 'field')}{tail}"
