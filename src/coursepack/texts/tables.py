"""Knows the pandas table of units. The only part of ``texts`` that needs pandas."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coursepack.texts.load import NOT_ATTESTED, Texts, load_texts

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


def what_texts_attest(texts: Texts | None = None) -> pd.DataFrame:
    """Return one row per text and one column per field: what the text itself says, or "not attested"."""
    import pandas as pd

    articles = (texts or load_texts()).articles.values()
    rows = [{entry.field: entry.value or NOT_ATTESTED for entry in article.attested} for article in articles]
    return pd.DataFrame(rows, index=pd.Index([article.id for article in articles], name="text"))
