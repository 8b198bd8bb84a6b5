"""Knows how a first answer becomes one whole number, and which parts of it can be read from that number again.

So the table of a class keeps eight bytes for an answer, be it one option or a table of fourteen rows.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Collection, Iterator, Sequence

from coursepack.answers import Answer
from coursepack.answers.fit import number_in
from coursepack.answers.marks import marks_in
from coursepack.grading.paper import Question
from coursepack.items import Item, Kind
from coursepack.items.keys import Band
from coursepack.items.model import (
    LocateTask,
    NumberTask,
    OptionsTask,
    OrderTask,
    RowsTask,
    ShortTask,
    SpansTask,
)
from coursepack.scoring.short import words

LARGEST = 2**63 - 1
"""In eight bytes."""
STEPS, MIDDLE, FARTHEST = 10_000, 2**40, 10_000_000
"""A typed number is kept in ten-thousandths, ``MIDDLE`` added, up to ``FARTHEST`` from 0."""
Part = tuple[str, str]
"""What a part of an answer is about (a row; empty for the whole) and what was given there."""
ANOTHER = "another answer"
NOT_ALL = "not all words"


def as_number(item: Item, answer: Answer) -> int:
    """Return a number below 2^63 that is the same for the same answer only; 0 where answers cannot be compared.

    Bits for options and sentences, first one first; digits for rows (0: left open) and orders; a typed number in
    ten-thousandths; for a few words a checksum. Coded, marked and written texts are 0, and so is an answer that
    does not fit.
    """
    match item.task:
        case OptionsTask(options):
            chosen = answer if isinstance(answer, list) else [answer]
            return _bits([option.id for option in options], chosen)
        case LocateTask(units, _) if isinstance(answer, list):
            return _bits(units, answer)
        case RowsTask(rows, options) if isinstance(answer, dict):
            return _digits([option.id for option in options], [answer.get(row.id) for row in rows])
        case OrderTask(options) if isinstance(answer, list) and len(answer) <= len(options):
            return _digits([option.id for option in options], answer)
        case NumberTask():
            number = number_in(answer)
            return MIDDLE + round(number * STEPS) if number is not None and abs(number) <= FARTHEST else 0
        case ShortTask() if isinstance(answer, str):
            return _of_words(answer)
        case SpansTask() if item.kind is Kind.EVIDENCE:
            return _bits(item.task.units, _marked_units(item.task, answer))
        case _:
            return 0


def parts_of(question: Question) -> Callable[[int], Iterator[Part]]:
    """Return how the parts of an answer to this question are read from its number; nothing where that cannot be.

    For marked words (``spans``) the number is whether all was right, 1 or 0.
    """
    match question.item.task:
        case OptionsTask(options):
            return lambda number: _held([option.id for option in options], number)
        case LocateTask(units, _):
            return lambda number: _held(units, number)
        case SpansTask(units) if question.item.kind is Kind.EVIDENCE:
            return lambda number: _held(units, number)
        case SpansTask():
            return lambda number: iter([] if number else [("", NOT_ALL)])
        case RowsTask(rows, options):
            ids, names = [option.id for option in options], [row.id for row in rows]
            return lambda number: _read(ids, names, number)
        case OrderTask(options):
            ids = [option.id for option in options]
            places = [place_name(place) for place in range(len(ids))]
            return lambda number: ((given, place) for place, given in _read(ids, places, number))
        case NumberTask():
            return lambda number: iter([("", _band(question.key.bands, number))])
        case ShortTask():
            known = {
                _of_words(text): text for text in reversed([*question.key.credits, *question.key.feedback])
            }
            return lambda number: iter([("", known.get(number, ANOTHER))])
        case _:
            return lambda _number: iter(())


def place_name(place: int) -> str:
    """Name a place of an order, from 0."""
    return f"place {place + 1}"


def band_name(band: Band) -> str:
    """Name a stretch of numbers: ``6``, or ``1 to 5``."""
    return f"{band.low:g}" if band.low == band.high else f"{band.low:g} to {band.high:g}"


def _bits(ids: Sequence[str], chosen: Collection[object]) -> int:
    number = sum(1 << place for place, name in enumerate(ids) if name in chosen)
    return number if number <= LARGEST else 0


def _held(ids: Sequence[str], number: int) -> Iterator[Part]:
    return (("", name) for place, name in enumerate(ids) if number >> place & 1)


def _digits(ids: Sequence[str], given: Sequence[object]) -> int:
    places, number = {name: place for place, name in enumerate(ids, start=1)}, 0
    for name in reversed(given):
        number = number * (len(ids) + 1) + (places.get(name, 0) if isinstance(name, str) else 0)
    return number if number <= LARGEST else 0


def _read(ids: Sequence[str], names: Sequence[str], number: int) -> Iterator[Part]:
    base = len(ids) + 1
    for name in names:
        number, digit = divmod(number, base)
        if digit:
            yield name, ids[digit - 1]


def _band(bands: Sequence[Band], number: int) -> str:
    value = (number - MIDDLE) / STEPS
    holding = [band for band in bands if band.low <= value <= band.high]
    return band_name(min(holding, key=lambda band: band.high - band.low)) if holding else ANOTHER


def _marked_units(task: SpansTask, answer: Answer) -> list[str | None]:
    try:
        return [task.passage.unit_at(mark.pieces[0].start) for mark in marks_in(answer)]
    except ValueError:
        return []


def _of_words(text: str) -> int:
    return zlib.crc32(" ".join(words(text)).encode(errors="replace")) or 1
