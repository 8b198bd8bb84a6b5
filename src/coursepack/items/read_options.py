"""Knows how units in view, options and rows of an item are read: written out, or from a closed list of the codebook."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from coursepack.codebook import vocabulary
from coursepack.course import Course
from coursepack.faults import CourseError, Fault, listed
from coursepack.fields import Fields
from coursepack.items.model import Option, Row
from coursepack.texts import Texts, UnitKind

OPTION_ID = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")
RANGE = ".."
FEWEST_OPTIONS = 2


def shown_units(fields: Fields, texts: Texts, name: str = "shows") -> tuple[str, ...]:
    """Read a list of unit ids and ranges; faults are kept in ``fields``."""
    shown: list[str] = []
    for entry in fields.texts(name):
        first, dots, last = entry.partition(RANGE)
        units = _between(first, last if dots else first, texts)
        if not units:
            fields.faults.append(
                Fault(
                    fields.file,
                    f"{fields.where}.{name}",
                    f'"{entry}"',
                    'the id of a unit, such as "A0-09", or a range within one text, such as "A0-09..A0-12"',
                    "Look the id up in the text.",
                )
            )
        shown.extend(units)
    return tuple(dict.fromkeys(shown))


def _between(first: str, last: str, texts: Texts) -> Sequence[str]:
    """Return the units from ``first`` to ``last``; nothing if there is no such range. Residue only if an end is."""
    if not {first, last} <= set(texts.units):
        return ()
    ends = {texts.unit(first).kind, texts.unit(last).kind}
    units = [
        unit.id
        for unit in texts.article(texts.unit(first).article).units
        if unit.kind is not UnitKind.RESIDUE or UnitKind.RESIDUE in ends
    ]
    return units[units.index(first) : units.index(last) + 1] if last in units else ()


def read_vocabulary(fields: Fields, name: str, course: Course) -> tuple[Option, ...]:
    """Take the options from a closed list of the codebook: all of it, or the ids in ``options``."""
    try:
        words = vocabulary(name, course)
    except CourseError as error:
        fields.faults.extend(error.faults)
        return ()
    chosen = fields.texts("options", tuple(words))
    for option in chosen:
        if option not in words:
            fields.faults.append(
                Fault(fields.file, f"{fields.where}.options", f'"{option}"', listed(words), "Use these ids.")
            )
    _count_options(fields, len(set(chosen)))
    return tuple(Option(option, words.get(option, option)) for option in dict.fromkeys(chosen))


def read_options(fields: Fields, fewest: int = FEWEST_OPTIONS) -> tuple[Option, ...]:
    """Read ``[….options]``, an id and a text per line, at least ``fewest``; faults are kept in ``fields``."""
    table = fields.table("options")
    _count_options(fields, len(table), fewest)
    return tuple(Option(key, text) for key, text in _texts_by_id(fields, "options", table))


def _count_options(fields: Fields, options: int, fewest: int = FEWEST_OPTIONS) -> None:
    if options < fewest:
        fields.faults.append(
            Fault(
                fields.file,
                f"{fields.where}.options",
                f"{options} options",
                f"at least {fewest}",
                "Add options.",
            )
        )


def read_rows(fields: Fields, texts: Texts) -> tuple[Row, ...]:
    """Read ``rows``, a list of units or a table of texts; faults are kept in ``fields``."""
    raw = fields.raw("rows")
    if raw and isinstance(raw, Mapping):
        return tuple(Row(key, text, None) for key, text in _texts_by_id(fields, "rows", raw))
    before = len(fields.faults)
    unit_ids = shown_units(
        Fields({"rows": raw or []}, fields.file, fields.where, fields.faults), texts, "rows"
    )
    if not unit_ids and len(fields.faults) == before:
        fields.faults.append(
            Fault(
                fields.file,
                f"{fields.where}.rows",
                "nothing" if raw is None else repr(raw),
                "a list of unit ids, or a table of texts",
                "Add the rows.",
            )
        )
    return tuple(Row(unit_id, texts.unit(unit_id).text, unit_id) for unit_id in unit_ids)


def _texts_by_id(fields: Fields, name: str, table: Mapping[str, Any]) -> list[tuple[str, str]]:
    pairs: list[tuple[str, str]] = []
    for key, text in table.items():
        if not OPTION_ID.fullmatch(key) or not isinstance(text, str) or not text.strip():
            fields.faults.append(
                Fault(
                    fields.file,
                    f"{fields.where}.{name}.{key}",
                    repr(text),
                    "an id in small letters and a text",
                    "Correct this line.",
                )
            )
        else:
            pairs.append((key, text.strip()))
    return pairs
