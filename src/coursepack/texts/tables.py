"""Knows the pandas table of units. The only part of ``texts`` that needs pandas."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coursepack.texts.load import Texts, load_texts

if TYPE_CHECKING:
    import pandas as pd


def units_table(texts: Texts | None = None) -> pd.DataFrame:
    """Return one row per unit, indexed by unit id: article, kind, line, words (a count), text."""
    import pandas as pd

    units = (texts or load_texts()).units.values()
    return pd.DataFrame(
        {
            "article": [unit.article for unit in units],
            "kind": [str(unit.kind) for unit in units],
            "line": [unit.line for unit in units],
            "words": [len(unit.text.split()) for unit in units],
            "text": [unit.text for unit in units],
        },
        index=pd.Index([unit.id for unit in units], name="unit"),
    )
