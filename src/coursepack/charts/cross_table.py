"""Knows the figure of a table: rows, columns, and in every cell words or a count that opens to its sentences.

A shade alone never tells anything: the count stands in the cell, once as a number and once as squares.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import wrap
from typing import Any

from coursepack.charts.chart import Chart, MarkedSentences, marked
from coursepack.charts.palette import GREY, TEXT, blue_tint
from coursepack.texts import Texts

LINE_HEIGHT, CELL_PADDING, AXIS_HEIGHT = 17, 22, 40
"""Pixels for one line of words, for the space around those in a cell, and around the names of the columns."""
TINT = 0.35
"""Opacity of the fullest cell: words stay readable on it, on a light page and on a dark one."""
WIDTH, ROW_NAME_WIDTH, COLUMN_NAME_WIDTH = 16, 20, 13
"""Letters in one line of a cell, of the name of a row, and of the name of a column."""
MOST_SQUARES = 6
SQUARE, OPEN_SQUARE = "■", "□"
UNSEEN = "·"
"""Stands in a cell on which there is no answer yet."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its words, how dark it is (from 0 to 1), the name of its list and the sentences in it.

    ``framed`` draws a frame: the cell was looked at, and nothing was found.
    """

    words: str
    shade: float = 0.0
    label: str = ""
    units: tuple[str, ...] = ()
    framed: bool = False


NO_ANSWER = Cell(UNSEEN)


@dataclass(frozen=True, slots=True)
class Table:
    """Names of rows and columns, and the cells row by row; every row has one cell for each column."""

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: tuple[tuple[Cell, ...], ...]


def counted_cell(units: Sequence[str], looked_at: int, most: int, label: str) -> Cell:
    """Return the cell of a count: how many of the sentences ``looked_at`` there are, as a share of ``most``."""
    if not looked_at:
        return NO_ANSWER
    if not units:
        return Cell(f"0<br>{OPEN_SQUARE}", framed=True)
    squares = SQUARE * min(len(units), MOST_SQUARES) + ("…" if len(units) > MOST_SQUARES else "")
    return Cell(f"{len(units)}<br>{squares}", len(units) / max(1, most), label, tuple(units))


def folded(words: str, width: int = WIDTH) -> str:
    """Break words into lines for a cell."""
    return "<br>".join(wrap(words, width, break_long_words=False))


def draw_table(chart: Chart, table: Table, texts: Texts) -> Chart:
    """Return the chart with the figure of this table and a list of sentences behind every cell that has some."""
    from coursepack.charts.template import new_figure

    marks: list[MarkedSentences] = []
    places: list[list[int | None]] = []
    for row in table.cells:
        places.append([])
        for cell in row:
            places[-1].append(len(marks) if cell.units else None)
            if cell.units:
                marks.append(marked(cell.label, cell.units, texts))
    names = [folded(name, ROW_NAME_WIDTH) for name in table.rows]
    heads = [folded(name, COLUMN_NAME_WIDTH) for name in table.columns]
    tallest = max(_lines(name, row) for name, row in zip(names, table.cells, strict=True))
    height = (tallest * LINE_HEIGHT + CELL_PADDING) * len(names) + _tallest(heads) * LINE_HEIGHT
    figure = new_figure([_cells(table, names, heads, places)], _layout(table), height + AXIS_HEIGHT)
    return Chart(chart.id, chart.title, figure, chart.description, chart.caveat, tuple(marks))


def _lines(name: str, row: Sequence[Cell]) -> int:
    return _tallest([name, *(cell.words for cell in row)])


def _tallest(words: Sequence[str]) -> int:
    return 1 + max(entry.count("<br>") for entry in words)


def _cells(
    table: Table, names: Sequence[str], heads: Sequence[str], places: list[list[int | None]]
) -> dict[str, Any]:
    return {
        "type": "heatmap",
        "x": list(heads),
        "y": list(names),
        "z": [[round(cell.shade, 4) for cell in row] for row in table.cells],
        "zmin": 0,
        "zmax": 1,
        "text": [[cell.words for cell in row] for row in table.cells],
        "texttemplate": "%{text}",
        "textfont": {"color": TEXT, "size": 12},
        "customdata": places,
        "hovertemplate": "%{y}, %{x}: %{text}<extra></extra>",
        "colorscale": [[0, blue_tint(0)], [1, blue_tint(TINT)]],
        "showscale": False,
        "xgap": 3,
        "ygap": 3,
    }


def _layout(table: Table) -> dict[str, Any]:
    common = {"showgrid": False, "zeroline": False, "type": "category"}
    return {
        "xaxis": {**common, "side": "top", "tickangle": 0},
        "yaxis": {**common, "autorange": "reversed"},
        "shapes": [
            {
                "type": "rect",
                "x0": column - 0.46,
                "x1": column + 0.46,
                "y0": row - 0.44,
                "y1": row + 0.44,
                "line": {"color": GREY, "width": 2, "dash": "dot"},
            }
            for row, cells in enumerate(table.cells)
            for column, cell in enumerate(cells)
            if cell.framed
        ],
    }
