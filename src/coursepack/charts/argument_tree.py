"""Knows the tree of an argument: the claim at the top, below it what the learner found to carry it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from textwrap import wrap
from types import MappingProxyType
from typing import Any

from coursepack.answers import Answer
from coursepack.charts.chart import CANNOT_SHOW, Chart, MarkedSentences
from coursepack.charts.palette import BLUE, GREEN, GREY, TEXT, VERMILLION, Style
from coursepack.charts.sorted_pieces import Piece, sorted_pieces
from coursepack.charts.words import capitalised, counted, joined
from coursepack.items import Item
from coursepack.texts import Texts

CLAIM, GROUNDS, WARRANT, QUALIFIER, BACKGROUND = "claim", "grounds", "warrant", "qualifier", "background"
ROLES: Mapping[str, Style] = MappingProxyType(
    {
        CLAIM: Style("Claim", BLUE, BLUE, "circle", ""),
        QUALIFIER: Style("Qualifier", "#cc79a7", "#cc79a7", "triangle-up", ""),
        GROUNDS: Style("Grounds", GREEN, GREEN, "square", ""),
        WARRANT: Style("Warrant", VERMILLION, VERMILLION, "diamond", ""),
        BACKGROUND: Style("Background", GREY, GREY, "hexagon", ""),
    }
)
"""The parts of an argument (Toulmin 1958, chapter 3, without backing and rebuttal), from top to bottom of the tree."""
DEPTH: Mapping[str, float] = MappingProxyType(
    {CLAIM: 0.0, QUALIFIER: 1.0, GROUNDS: 1.0, WARRANT: 2.0, BACKGROUND: 0.0}
)
STEP = 0.06
"""How far one level stands in, as a share of the width."""
LINE_LENGTH = 56
LINE_HEIGHT, GAP, MARGIN = 17, 17, 12
CAVEAT = (
    CANNOT_SHOW
    + "whether the grounds are true, and how well they carry. The tree shows which part you gave to each piece. "
    "Many branches can be weak, and one can be enough."
)


@dataclass(frozen=True, slots=True)
class _Node:
    """One piece in its place: ``y`` in pixels from the top."""

    role: str
    piece: Piece
    lines: tuple[str, ...]
    y: float


def has_parts(item: Item) -> bool:
    """Say whether an exercise sorts pieces into the parts of an argument, a claim among them."""
    options = {option.id for option in getattr(item.task, "options", ())}
    return CLAIM in options and options <= set(ROLES)


def argument_tree(item: Item, answer: Answer, texts: Texts) -> Chart:
    """Return the tree of one answer to an exercise that sorts pieces into parts of an argument.

    Option ids of the exercise are keys of ``ROLES``. Without a sorted piece the chart is empty.
    """
    parts = sorted_pieces(item, answer)
    chart_id = f"argument-{item.id}"
    if not any(role in ROLES for role in parts):
        words = (
            "Nothing to draw yet. The tree grows from your own answer: say in the exercise above which part each "
            "piece plays, then run this cell again."
        )
        return Chart(chart_id, "The argument as a tree", None, words, CAVEAT, (), words)
    from coursepack.charts.template import new_figure

    nodes = tuple(_placed(parts))
    height = nodes[-1].y + LINE_HEIGHT * len(nodes[-1].lines) / 2 + MARGIN
    marks = tuple(_mark(node, texts) for node in nodes)
    figure = new_figure([_branches(nodes), *_dots(nodes)], _layout(height), round(height))
    return Chart(chart_id, _finding(parts), figure, _in_words(parts), CAVEAT, marks)


def _placed(parts: Mapping[str, Sequence[Piece]]) -> Iterator[_Node]:
    """Put the pieces one below the other, in the order of ``ROLES``."""
    top = float(MARGIN)
    for role, style in ROLES.items():
        for piece in parts.get(role, ()):
            lines = tuple(wrap(f"{style.word}: {piece.text}", LINE_LENGTH))
            tall = LINE_HEIGHT * len(lines)
            yield _Node(role, piece, lines, top + tall / 2)
            top += tall + GAP


def _branches(nodes: Sequence[_Node]) -> dict[str, Any]:
    """Join every part to the one it serves: warrants to the grounds above, the rest to the claim."""
    lines: list[tuple[float | None, float | None]] = []
    for node in nodes:
        above = next((other for other in nodes if other.role == _served(node.role, nodes)), None)
        if above is not None:
            start = DEPTH[above.role] * STEP
            lines += [(start, above.y), (start, node.y), (DEPTH[node.role] * STEP, node.y), (None, None)]
    return {
        "type": "scatter",
        "mode": "lines",
        "x": [x for x, _ in lines],
        "y": [y for _, y in lines],
        "line": {"color": GREY, "width": 1.5},
        "hoverinfo": "skip",
        "showlegend": False,
    }


def _served(role: str, nodes: Sequence[_Node]) -> str | None:
    if role in (CLAIM, BACKGROUND):
        return None
    there = {node.role for node in nodes}
    return GROUNDS if role == WARRANT and GROUNDS in there else CLAIM


def _dots(nodes: Sequence[_Node]) -> Iterator[dict[str, Any]]:
    for role, style in ROLES.items():
        own = [(place, node) for place, node in enumerate(nodes) if node.role == role]
        if own:
            yield {
                "type": "scatter",
                "mode": "markers+text",
                "name": style.word,
                "x": [round(DEPTH[role] * STEP, 4)] * len(own),
                "y": [node.y for _, node in own],
                "text": ["  " + "<br>  ".join(node.lines) for _, node in own],
                "textposition": "middle right",
                "textfont": {"color": TEXT},
                "cliponaxis": False,
                "customdata": [place for place, _ in own],
                "hovertemplate": f"{style.word}<extra></extra>",
                "marker": {
                    "symbol": style.symbol,
                    "size": 13,
                    "color": style.colour,
                    "line": {"color": style.outline, "width": 1.5},
                },
                "showlegend": False,
            }


def _layout(height: float) -> dict[str, Any]:
    hidden = {"visible": False, "showgrid": False, "zeroline": False}
    return {"xaxis": {**hidden, "range": [-0.03, 1]}, "yaxis": {**hidden, "range": [height, 0]}}


def _mark(node: _Node, texts: Texts) -> MarkedSentences:
    """List the sentences that a piece quotes; of a step that no sentence states, its own words."""
    units = node.piece.units or ("in other words",)
    words = tuple(texts.unit(unit).text for unit in node.piece.units) or (node.piece.text,)
    return MarkedSentences(ROLES[node.role].word, units, words)


def _finding(parts: Mapping[str, Sequence[Piece]]) -> str:
    if CLAIM not in parts:
        return "In your answer nothing is the claim: the other parts have nothing to carry yet"
    grounds, warrants = len(parts.get(GROUNDS, ())), len(parts.get(WARRANT, ()))
    carried = joined(
        [
            counted(grounds, "piece of grounds", "pieces of grounds") if grounds else "no grounds",
            counted(warrants, "warrant") if warrants else "no warrant",
        ]
    )
    number = len(parts[CLAIM])
    claims = "The claim" if number == 1 else f"Each of {number} claims"
    sure = "" if QUALIFIER in parts else ", and no qualifier"
    return f"{claims} in your answer has {carried} below it{sure}"


def _in_words(parts: Mapping[str, Sequence[Piece]]) -> str:
    told = [
        f"{style.word}: {'; '.join(piece.text.rstrip('.') for piece in parts[role])}."
        for role, style in ROLES.items()
        if role in parts
    ]
    missing = [
        style.word.lower() for role, style in ROLES.items() if role not in parts and role != BACKGROUND
    ]
    left = f" {capitalised(joined(missing))}: none in your answer." if missing else ""
    return (
        "A tree, from top to bottom: the claim, the qualifier and the grounds below it, the warrant below the grounds. "
        f"Background stands apart. {' '.join(told)}{left}"
    )
