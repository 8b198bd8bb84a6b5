"""Knows the pandas tables of codes, attributions and agreement. The only part of ``coding`` that needs pandas."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from coursepack.codebook import vocabulary
from coursepack.codebook.model import PRIMARY
from coursepack.coding.model import DESCRIBED
from coursepack.coding.published import published_agreement
from coursepack.coding.votes import reference
from coursepack.course import Course, load_course
from coursepack.texts import load_texts

if TYPE_CHECKING:
    import pandas as pd


def sentence_codes_table(layer_id: str = "attribution", course: Course | None = None) -> pd.DataFrame:
    """Return one row per sentence, indexed by unit id.

    Columns: article; per code its decision (True, False, or missing where contested) and
    ``<code>_votes`` (how many passes said yes); in a single layer ``primary``, the one code (missing where
    contested); ``passes``; text.
    """
    import pandas as pd

    course = course or load_course()
    coding, texts = reference(layer_id, course), load_texts(course)
    units = [texts.unit(unit) for unit in coding.sentences]
    columns: dict[str, object] = {"article": [unit.article for unit in units]}
    entries = list(coding.sentences.values())
    for code in entries[0] if entries else ():
        columns[code] = pd.array([codes[code].value for codes in entries], dtype="boolean")
        columns[f"{code}_votes"] = [codes[code].votes_yes for codes in entries]
    if coding.primary:
        columns[PRIMARY] = [coding.primary[unit.id].value for unit in units]
    columns["passes"] = [next(iter(codes.values())).votes for codes in entries]
    columns["text"] = [unit.text for unit in units]
    return pd.DataFrame(columns, index=pd.Index([unit.id for unit in units], name="unit"))


def attributions_table(layer_id: str = "attribution", course: Course | None = None) -> pd.DataFrame:
    """Return one row per attribution that counts, in text order, indexed by the unit that holds the cue.

    Columns: speaker, source_type, directness (in words), source, cue, content, votes (passes that
    have it), passes.
    """
    import pandas as pd

    course = course or load_course()
    entries = reference(layer_id, course).counted()
    columns: dict[str, object] = {}
    for field, name in DESCRIBED.items():
        words = vocabulary(f"{layer_id}.{name}", course)
        columns[field] = [_in_words(getattr(entry, field).value, words) for entry in entries]
    for field in ("source", "cue", "content"):
        columns[field] = [getattr(entry, field) for entry in entries]
    columns["votes"] = [entry.there.votes_yes for entry in entries]
    columns["passes"] = [entry.there.votes for entry in entries]
    return pd.DataFrame(columns, index=pd.Index([entry.unit for entry in entries], name="unit"))


def agreement_table(layer_id: str = "attribution", course: Course | None = None) -> pd.DataFrame:
    """Return agreement per code, over all sentences and without the codebook's examples.

    Columns: sentences, code, coders, units, percent_agreement (0 to 100), alpha, low, high (the 95 percent
    interval); an undefined number is missing.
    """
    import pandas as pd

    rows = []
    for sentences, entry in published_agreement(layer_id, course):
        rows.append(
            {
                "sentences": sentences,
                "code": entry.code,
                "coders": entry.coders,
                "units": entry.units,
                "percent_agreement": None if entry.observed is None else round(100 * entry.observed, 3),
                "alpha": _rounded(entry.alpha),
                "low": _rounded(entry.interval.low if entry.interval else None),
                "high": _rounded(entry.interval.high if entry.interval else None),
            }
        )
    return pd.DataFrame(rows)


def _in_words(value: str | None, words: Mapping[str, str]) -> str:
    return "contested" if value is None else words[value]


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 3)
