"""Knows how a first answer becomes one whole number, and which of its parts can be read from it again.

So the table of a class keeps eight bytes for an answer, be it one option or a table of fourteen rows.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

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
Numbering = Callable[[Answer], int]
ANOTHER = "another answer"
NOT_ALL = "not all words"


def as_number(item: Item) -> Numbering:
    """Return how an answer to this item becomes a number below 2^63, the same for the same answer only.

    Bits for options and sentences, first one first; digits for rows (0: left open) and orders; a typed number
    in ten-thousandths; for a few words a checksum. It is 0 where answers cannot be compared: for coded,
    marked and written texts, and for an answer that does not fit.
    """
    match item.task:
        case OptionsTask(options):
            bits = _bits([option.id for option in options])
            return lambda answer: _together(bits, answer if isinstance(answer, list) else [answer])
        case LocateTask(units, _):
            bits = _bits(units)
            return lambda answer: _together(bits, answer) if isinstance(answer, list) else 0
        case SpansTask(units) if item.kind is Kind.EVIDENCE:
            task, bits = item.task, _bits(units)
            return lambda answer: _together(bits, _marked_units(task, answer))
        case RowsTask(rows, options):
            digits = _digits([option.id for option in options], [row.id for row in rows])
            return lambda answer: _in_rows(digits, answer) if isinstance(answer, dict) else 0
        case OrderTask(options):
            ids = [option.id for option in options]
            places = _digits(ids, ids)
            return lambda answer: (
                _in_rows(places, dict(zip(places, answer, strict=False))) if isinstance(answer, list) else 0
            )
        case NumberTask():
            return _of_number
        case ShortTask():
            return lambda answer: _of_words(answer) if isinstance(answer, str) else 0
        case _:
            return lambda _answer: 0


def parts_of(question: Question) -> Callable[[int], Iterator[Part]]:
    """Return how the parts of an answer to this question are read from its number.

    Nothing where that cannot be.

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


def _bits(ids: Sequence[str]) -> Mapping[str, int]:
    """Return a bit for each id; none where they would not fit together."""
    return {name: 1 << place for place, name in enumerate(ids)} if 1 << len(ids) <= LARGEST else {}


def _together(bits: Mapping[str, int], chosen: Iterable[object]) -> int:
    number = 0
    for name in chosen:
        if isinstance(name, str):
            number |= bits.get(name, 0)
    return number


def _held(ids: Sequence[str], number: int) -> Iterator[Part]:
    return (("", name) for place, name in enumerate(ids) if number >> place & 1)


def _digits(ids: Sequence[str], rows: Sequence[str]) -> Mapping[str, Mapping[str, int]]:
    """Return for each row what each id adds to the number; nothing where the rows would not fit together."""
    base = len(ids) + 1
    if base ** len(rows) > LARGEST:
        return {}
    return {
        row: {name: digit * base**place for digit, name in enumerate(ids, start=1)}
        for place, row in enumerate(rows)
    }


def _in_rows(digits: Mapping[str, Mapping[str, int]], answer: Mapping[str, object]) -> int:
    number = 0
    for row, worth in digits.items():
        given = answer.get(row)
        if isinstance(given, str):
            number += worth.get(given, 0)
    return number


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


def _of_number(answer: Answer) -> int:
    number = number_in(answer)
    return MIDDLE + round(number * STEPS) if number is not None and abs(number) <= FARTHEST else 0


def _marked_units(task: SpansTask, answer: Answer) -> list[str | None]:
    try:
        return [task.passage.unit_at(mark.pieces[0].start) for mark in marks_in(answer)]
    except ValueError:
        return []


def _of_words(text: str) -> int:
    return zlib.crc32(" ".join(words(text)).encode(errors="replace")) or 1
