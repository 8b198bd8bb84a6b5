"""Knows the pieces of a text that a learner has sorted: which option each was given, and the units it quotes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from coursepack.answers import Answer
from coursepack.items import Item
from coursepack.items.model import RowsTask
from coursepack.markup import QUOTATION


@dataclass(frozen=True, slots=True)
class Piece:
    """One row of an exercise: ``text`` as the author wrote it, ``units`` whose words it quotes (none for own words)."""

    id: str
    text: str
    units: tuple[str, ...]


def sorted_pieces(item: Item, answer: Answer) -> Mapping[str, tuple[Piece, ...]]:
    """Return the pieces of a classify or match answer by option id, rows in the order of the item.

    Options without a piece, and rows or options that the item does not have, are left out. Other items have none.
    """
    if not isinstance(item.task, RowsTask) or not isinstance(answer, dict):
        return {}
    options = {option.id for option in item.task.options}
    found: dict[str, tuple[Piece, ...]] = {}
    for row in item.task.rows:
        given = answer.get(row.id)
        if isinstance(given, str) and given in options:
            units = (row.unit,) if row.unit else quoted_units(row.text)
            found[given] = (*found.get(given, ()), Piece(row.id, row.text, units))
    return found


def quoted_units(text: str) -> tuple[str, ...]:
    """Return the units whose words stand in ``text`` between angle marks, each once, in order."""
    return tuple(dict.fromkeys(match["unit"] for match in QUOTATION.finditer(text) if match["unit"]))
