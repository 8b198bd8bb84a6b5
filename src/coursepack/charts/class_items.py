"""Knows the picture of all items at once: how hard each was for the class, and how well it tells students apart."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from coursepack.charts.chart import CANNOT_SHOW, Chart, MarkedSentences
from coursepack.charts.palette import BLUE, GREEN, GREY, VERMILLION, Style
from coursepack.charts.words import capitalised, counted, joined
from coursepack.grading.class_size import FROM_FACILITY, NotShown
from coursepack.grading.item_analysis import ItemFigures, Verdict
from coursepack.grading.words import two_places
from coursepack.items import Item

ID = "class-items"
HEIGHT = 420
STYLES = {
    Verdict.LOOK_AT_KEY: Style("Look at the key", VERMILLION, VERMILLION, "diamond", "/"),
    Verdict.TELLS_NOBODY_APART: Style("May not tell students apart", "#cc79a7", "#cc79a7", "x", "x"),
    Verdict.TOO_EASY: Style("Too easy", GREEN, GREEN, "triangle-up", "\\"),
    Verdict.TOO_HARD: Style("Too hard", BLUE, BLUE, "triangle-down", "|"),
    Verdict.NOTHING_STANDS_OUT: Style("Nothing stands out", GREY, GREY, "circle", ""),
}
CAVEAT = (
    CANNOT_SHOW
    + "why an item is hard: the question may be unclear, the passage difficult, or the matter not yet taught. It rests on "
    "this class alone; another one moves every point. An item with a low place may still be worth asking."
)


def class_items(figures: Sequence[ItemFigures]) -> Chart:
    """Return the chart of facility against discrimination, one point for each item.

    In a class too small for discrimination the items stand in the order of the course instead; in one too small for
    facility the chart is empty and says so.
    """
    drawn = [own for own in figures if not isinstance(own.facility, NotShown)]
    if not drawn:
        most = max((own.answered for own in figures), default=0)
        words = (
            f"Not shown: at most {counted(most, 'student')} answered an item, and shares mean something from "
            f"{FROM_FACILITY} on. Read the counts in the table of items instead."
        )
        return Chart(ID, "All items at once", None, words, CAVEAT, (), words)
    from coursepack.charts.template import new_figure

    apart = all(not isinstance(own.discrimination, NotShown) for own in drawn)
    marks: list[MarkedSentences] = []
    traces = [_points(verdict, drawn, marks, apart=apart) for verdict in STYLES]
    figure = new_figure([trace for trace in traces if trace["x"]], _layout(len(drawn), apart=apart), HEIGHT)
    return Chart(ID, _finding(drawn), figure, _description(drawn, apart=apart), CAVEAT, tuple(marks))


def asked(item: Item) -> str:
    """Return what an item asks, on one line."""
    return " ".join(item.prompt.replace("*", "").split())


def _points(
    verdict: Verdict, drawn: Sequence[ItemFigures], marks: list[MarkedSentences], *, apart: bool
) -> dict[str, Any]:
    """Return the points of one verdict. Items that stand out have a list each; the rest share one."""
    style = STYLES[verdict]
    own = [(place, entry) for place, entry in enumerate(drawn, start=1) if entry.verdict is verdict]
    first = len(marks)
    if verdict is Verdict.NOTHING_STANDS_OUT:
        marks += [_mark(style.word, [entry for _, entry in own])] if own else []
        places = [first] * len(own)
    else:
        marks += [_mark(f"{style.word}: {entry.question.item.id}", [entry]) for _, entry in own]
        places = list(range(first, len(marks)))
    return {
        "type": "scatter",
        "mode": "markers",
        "name": style.word,
        "x": [_round(entry.facility) for _, entry in own],
        "y": [_round(entry.discrimination) if apart else place for place, entry in own],
        "customdata": places,
        "hovertext": [entry.question.item.id for _, entry in own],
        "hovertemplate": "%{hovertext}: facility %{x:.2f}<extra></extra>",
        "marker": {"symbol": style.symbol, "size": 10, "color": style.colour, "opacity": 0.85},
        "cliponaxis": False,
    }


def _mark(label: str, entries: Sequence[ItemFigures]) -> MarkedSentences:
    words = tuple(f"{asked(entry.question.item)} ({in_numbers(entry)})" for entry in entries)
    return MarkedSentences(label, tuple(entry.question.item.id for entry in entries), words)


def in_numbers(entry: ItemFigures) -> str:
    """Write the figures of one item in a line."""
    facility = entry.facility if isinstance(entry.facility, NotShown) else two_places(entry.facility)
    words = f"{counted(entry.answered, 'student')}, facility {facility}"
    if isinstance(entry.discrimination, NotShown):
        return f"{words}, discrimination {entry.discrimination}"
    words += f", discrimination {two_places(entry.discrimination)}"
    return words + (
        f" ({two_places(entry.interval.low)} to {two_places(entry.interval.high)})" if entry.interval else ""
    )


def _round(value: float | NotShown) -> float | None:
    return None if isinstance(value, NotShown) else round(value, 3)


def _layout(items: int, *, apart: bool) -> dict[str, Any]:
    across = {
        "title": {"text": "Facility: share of the point that the class earned"},
        "range": [-0.02, 1.02],
        "tickvals": [0, 0.1, 0.25, 0.5, 0.75, 0.95, 1],
    }
    up = {"title": {"text": "Discrimination"}, "range": [-1.02, 1.02]}
    if not apart:
        up = {"title": {"text": "Items in the order of the course"}, "range": [items + 0.5, 0.5]}
    return {"xaxis": across, "yaxis": up}


def _finding(drawn: Sequence[ItemFigures]) -> str:
    parts = []
    for verdict in STYLES:
        names = [entry.question.item.id for entry in drawn if entry.verdict is verdict]
        if names and verdict is not Verdict.NOTHING_STANDS_OUT:
            parts.append(f"{verdict}: {joined(names)}")
    if not parts:
        return f"None of the {counted(len(drawn), 'item')} stands out"
    return f"{capitalised('; '.join(parts))} (of {counted(len(drawn), 'item')})"


def _description(drawn: Sequence[ItemFigures], *, apart: bool) -> str:
    facilities = sorted(entry.facility for entry in drawn if not isinstance(entry.facility, NotShown))
    words = (
        f"One point for each of {counted(len(drawn), 'item')}. From left to right: the share of the point that the class "
        f"earned, from {facilities[0]:.2f} (hardest) to {facilities[-1]:.2f} (easiest). "
    )
    if not apart:
        return (
            words + "From top to bottom: the order of the course. The class is too small for discrimination."
        )
    told = sorted(entry.discrimination for entry in drawn if not isinstance(entry.discrimination, NotShown))
    return words + (
        "From bottom to top: how closely an item goes with all the others, from "
        f"{two_places(told[0])} to {two_places(told[-1])}; 0 is not at all, 1 in full. Every list below gives the figures of its items."
    )
