"""Knows what a learner chose, row by row, in exercises that sort or match by options of their own."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from coursepack.answers import Answered, Record
from coursepack.items import Item, ItemBank
from coursepack.items.model import Row, RowsTask
from coursepack.texts.quotes import QUOTATION


@dataclass(frozen=True, slots=True)
class GivenRow:
    """One row of one exercise as the learner answered it.

    ``units`` are the sentences that the row shows or quotes, ``option`` and ``words`` what was chosen.
    """

    item: str
    row: str
    units: tuple[str, ...]
    option: str
    words: str


def own_rows(
    records: Iterable[Record], banks: Iterable[ItemBank], items: Collection[str]
) -> tuple[GivenRow, ...]:
    """Return the learner's choices in ``items``, in the order of the items and of their rows.

    The last answer given to an item counts, draft or not. Rows and options that an item does not have
    any more are left out, and so is an item that is not there or has no rows.
    """
    known = {item.id: item for bank in banks for item in bank.items.values()}
    last = {record.item: record.answer for record in records if isinstance(record, Answered)}
    return tuple(row for name in items if name in known for row in _rows_of(known[name], last.get(name)))


def _rows_of(item: Item, answer: object) -> Iterable[GivenRow]:
    if not isinstance(item.task, RowsTask) or not isinstance(answer, dict):
        return
    words = {option.id: option.text for option in item.task.options}
    for row in item.task.rows:
        option = answer.get(row.id)
        if isinstance(option, str) and option in words:
            yield GivenRow(item.id, row.id, _units_of(row), option, words[option])


def _units_of(row: Row) -> tuple[str, ...]:
    if row.unit is not None:
        return (row.unit,)
    quoted = (found["unit"] for found in QUOTATION.finditer(row.text) if found["unit"])
    return tuple(dict.fromkeys(quoted))
