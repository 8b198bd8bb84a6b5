"""Knows how a learner's answers become the learner's own coding of sentences."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from coursepack.answers import Answer, Answered, Record
from coursepack.items import Item, ItemBank, Kind
from coursepack.items.model import CodeTask, RowsTask

CODING_KINDS = (Kind.CLASSIFY, Kind.MATCH)
CODES, SPEAKERS = "codes", "speakers"


def _no_codes() -> Mapping[str, tuple[str, ...]]:
    return MappingProxyType({})


def _no_speakers() -> Mapping[str, str]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True)
class OwnCoding:
    """What a learner has coded so far.

    ``codes`` gives sentences their codes (such as ``("speech", "mind")`` or ``("neither",)``, at least one, in the
    order of the codebook), ``speakers`` their speaker, by unit id. Both are empty for a learner without answers.
    """

    codes: Mapping[str, tuple[str, ...]] = field(default_factory=_no_codes)
    speakers: Mapping[str, str] = field(default_factory=_no_speakers)


def own_coding(
    records: Iterable[Record], banks: Iterable[ItemBank], layer_id: str = "attribution"
) -> OwnCoding:
    """Return a learner's own coding from the records of a log and the items they answer.

    Sentences come from items that code a text by the layer, and from those that sort or match sentences
    into the layer's ``codes`` or ``speakers``. The last answer given to an item counts, draft or not; where two
    items ask for one sentence, the later answer. Rows and options that the items do not have any more are left out.
    """
    items = {item.id: item for item in coding_items(banks, layer_id)}
    last: dict[str, Answered] = {}
    for record in records:
        if isinstance(record, Answered) and record.item in items:
            # Taken out first, so that the order of the table is that of the last answers.
            last.pop(record.item, None)
            last[record.item] = record
    codes: dict[str, tuple[str, ...]] = {}
    speakers: dict[str, str] = {}
    for item_id, record in last.items():
        item = items[item_id]
        if isinstance(item.task, CodeTask):
            codes.update(_coded_text(item.task, record.answer))
        elif isinstance(item.task, RowsTask) and str(item.vocabulary).endswith(CODES):
            given = _sorted_rows(item.task, record.answer)
            codes.update((unit, (code,)) for unit, code in given.items())
        elif isinstance(item.task, RowsTask):
            speakers.update(_sorted_rows(item.task, record.answer))
    return OwnCoding(MappingProxyType(codes), MappingProxyType(speakers))


def coding_items(banks: Iterable[ItemBank], layer_id: str = "attribution") -> tuple[Item, ...]:
    """Return the items in which sentences are coded by this layer."""
    return tuple(item for bank in banks for item in bank.items.values() if _is_coding(item, layer_id))


def coded_units(item: Item) -> tuple[str, ...]:
    """Return the sentences that an item asks to code; none for an item that codes nothing."""
    match item.task:
        case CodeTask(units):
            return units
        case RowsTask(rows, _):
            return tuple(row.unit for row in rows if row.unit is not None)
        case _:
            return ()


def _is_coding(item: Item, layer_id: str) -> bool:
    if isinstance(item.task, CodeTask):
        return item.task.layer == layer_id
    lists = (f"{layer_id}.{CODES}", f"{layer_id}.{SPEAKERS}")
    return item.kind in CODING_KINDS and item.vocabulary in lists


def _coded_text(task: CodeTask, answer: Answer) -> Mapping[str, tuple[str, ...]]:
    """Read the codes that an answer gives; sentences and codes that the item has not are left out."""
    given = answer.get(CODES) if isinstance(answer, dict) else None
    if not isinstance(given, dict):
        return {}
    found = {
        unit: tuple(code.id for code in task.codes if code.id in own)
        for unit, own in given.items()
        if unit in task.units and isinstance(own, list)
    }
    # A log may be edited by hand: beside another code the empty one says nothing.
    cleared = {
        unit: own if len(own) == 1 else tuple(code for code in own if code != task.empty)
        for unit, own in found.items()
    }
    # Two codes where exactly one is asked for say no more: which of them is meant is not for us to guess.
    return {unit: own for unit, own in cleared.items() if own and not (task.single and len(own) > 1)}


def _sorted_rows(task: RowsTask, answer: Answer) -> Mapping[str, str]:
    if not isinstance(answer, dict):
        return {}
    units = {row.id: row.unit for row in task.rows if row.unit is not None}
    options = {option.id for option in task.options}
    return {
        units[row]: option
        for row, option in answer.items()
        if row in units and isinstance(option, str) and option in options
    }
