"""Knows how a learner's answers become the learner's own coding of sentences."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from coursepack.answers import Answered, Record
from coursepack.items import Item, ItemBank, Kind
from coursepack.items.model import RowsTask

CODING_KINDS = (Kind.CLASSIFY, Kind.MATCH)


def _nothing() -> Mapping[str, str]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True)
class OwnCoding:
    """What a learner has coded so far.

    ``codes`` gives sentences their code (such as ``speech``, ``mind``, ``neither``), ``speakers`` their
    speaker, by unit id. Both are empty for a learner without answers.
    """

    codes: Mapping[str, str] = field(default_factory=_nothing)
    speakers: Mapping[str, str] = field(default_factory=_nothing)


def own_coding(
    records: Iterable[Record], banks: Iterable[ItemBank], layer_id: str = "attribution"
) -> OwnCoding:
    """Return a learner's own coding from the records of a log and the items they answer.

    Sentences come from items that sort or match sentences into the layer's ``codes`` or ``speakers``.
    The last answer given to an item counts, draft or not; where two items ask for one sentence,
    the later answer. Rows and options that the items do not have any more are left out.
    """
    items = {item.id: item for bank in banks for item in bank.items.values() if _is_coding(item, layer_id)}
    last: dict[str, Answered] = {}
    for record in records:
        if isinstance(record, Answered) and record.item in items:
            # Taken out first, so that the order of the table is that of the last answers.
            last.pop(record.item, None)
            last[record.item] = record
    found: dict[str, dict[str, str]] = {"codes": {}, "speakers": {}}
    for item_id, record in last.items():
        vocabulary = str(items[item_id].vocabulary).rpartition(".")[2]
        found[vocabulary].update(_coded(items[item_id], record))
    return OwnCoding(MappingProxyType(found["codes"]), MappingProxyType(found["speakers"]))


def coding_items(banks: Iterable[ItemBank], layer_id: str = "attribution") -> tuple[str, ...]:
    """Return the ids of the items in which sentences are coded by this layer."""
    return tuple(item.id for bank in banks for item in bank.items.values() if _is_coding(item, layer_id))


def _is_coding(item: Item, layer_id: str) -> bool:
    lists = (f"{layer_id}.codes", f"{layer_id}.speakers")
    return item.kind in CODING_KINDS and item.vocabulary in lists


def _coded(item: Item, record: Answered) -> Mapping[str, str]:
    task, answer = item.task, record.answer
    if not isinstance(task, RowsTask) or not isinstance(answer, dict):
        return {}
    units = {row.id: row.unit for row in task.rows if row.unit is not None}
    options = {option.id for option in task.options}
    return {
        units[row]: option
        for row, option in answer.items()
        if row in units and isinstance(option, str) and option in options
    }
