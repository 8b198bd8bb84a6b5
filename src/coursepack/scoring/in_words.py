"""Knows how an answer and a key are put into words, for the exercise and for the feedback page alike.

All texts are Markdown in the course's own sense (quotations, unit ids); whoever shows them escapes them.
"""

from __future__ import annotations

from collections.abc import Mapping

from coursepack.answers import Answer, answer_faults, is_blank
from coursepack.answers.marks import MarkedSpan, marks_in
from coursepack.items.keys import Credits, Key
from coursepack.items.model import (
    CodeTask,
    EssayTask,
    Item,
    Kind,
    LocateTask,
    NumberTask,
    OptionsTask,
    OrderTask,
    Row,
    RowsTask,
    ShortTask,
    SpansTask,
)
from coursepack.markup import literal
from coursepack.scoring.best import best_answer
from coursepack.scoring.short import words

SENTENCE_ENDS = (".", "?", "!", ".”", "?”", "!”")
LONGEST_SHOWN = 500
"""Characters of an answer that does not fit."""


def answer_in_words(item: Item, answer: Answer) -> tuple[str, ...]:
    """Return an answer as lines of text, with option texts in place of ids.

    What does not fit stays as it is.
    """
    if is_blank(item, answer):
        return ()
    if answer_faults(item, answer):
        return (literal(as_it_came(answer)),)
    return fitting_in_words(item, answer)


def as_it_came(answer: Answer) -> str:
    """Return the beginning of an answer that does not fit, as plain text."""
    return str(answer)[:LONGEST_SHOWN]


def fitting_in_words(item: Item, answer: Answer) -> tuple[str, ...]:
    """Return an answer that fits the item, as everything that was scored does, as lines of text."""
    match item.task:
        case OptionsTask(options):
            chosen = [answer] if isinstance(answer, str) else answer
            return tuple(option.text for option in options if option.id in chosen)
        case RowsTask(rows, options):
            names = {option.id: option.text for option in options}
            return tuple(f"{_leading(row)} {names[answer[row.id]]}" for row in rows if row.id in answer)
        case LocateTask(units, _):
            return tuple(unit for unit in units if unit in answer)
        case OrderTask(options):
            names = {option.id: option.text for option in options}
            return tuple(f"{number}: {names[option]}" for number, option in enumerate(answer, start=1))
        case SpansTask(_, _, labels, _):
            names = {label.id: label.text for label in labels}
            return tuple(f"{names[mark.label]}: {_quoted(mark)}" for mark in marks_in(answer))
        case CodeTask(units, _, codes, _):
            names = {code.id: code.text for code in codes}
            given = answer["codes"]
            return tuple(
                f"{unit}: {', '.join(map(names.__getitem__, given[unit]))}" for unit in units if unit in given
            )
        case EssayTask():
            return (literal(answer["text"]),)
        case _:
            return (literal(str(answer)),)


def key_in_words(item: Item, key: Key) -> tuple[str, ...]:
    """Return the right answer as lines; where readers differ, every accepted answer with its weight."""
    match item.task:
        case OptionsTask(options):
            return credits_in_words(key.credits, {option.id: option.text for option in options})
        case RowsTask(rows, options):
            names = {option.id: option.text for option in options}
            return tuple(
                f"{_leading(row)} {' / '.join(credits_in_words(key.rows[row.id].credits, names))}"
                for row in rows
            )
        case NumberTask():
            return tuple(
                _band_in_words(band.low, band.high, band.credit) for band in key.bands if band.credit
            )
        case OrderTask() | CodeTask():
            return answer_in_words(item, best_answer(item, key))
        case SpansTask() if item.kind is Kind.SPANS:
            return answer_in_words(item, best_answer(item, key))
        case EssayTask():
            return (key.model,)
        case ShortTask():
            return credits_in_words(_told_once(key.credits), {})
        case _:
            return credits_in_words(key.credits, {})


def _quoted(mark: MarkedSpan) -> str:
    return " … ".join(literal(piece.quote) for piece in mark.pieces)


def decimal(number: float, places: int = 3) -> str:
    """Write a number with at most so many decimals: ``0.667``, ``1``."""
    return f"{number:.{places}f}".rstrip("0").rstrip(".") if places else f"{number:.0f}"


def share_in_words(points: float) -> str:
    """Write points in [0, 1] with at most two decimals."""
    return decimal(points, 2)


def _leading(row: Row) -> str:
    """Return a row as it stands before its answer; after a whole sentence a colon would read oddly."""
    name = row.unit or row.text
    return f"{name} →" if name.endswith(SENTENCE_ENDS) else f"{name}:"


def _told_once(credits: Credits) -> Credits:
    """Leave out spellings that count as the same words, such as a second form of the apostrophe."""
    told: dict[tuple[str, ...], str] = {}
    for text in sorted(credits, key=lambda text: -credits[text]):
        told.setdefault(words(text), text)
    return {text: credits[text] for text in told.values()}


def credits_in_words(credits: Credits, names: Mapping[str, str]) -> tuple[str, ...]:
    """Write what earns credit, the most first, with its weight where not all of it earns everything."""
    ordered = sorted(credits.items(), key=lambda entry: -entry[1])
    weighted = any(credit < 1 for credit in credits.values())
    return tuple(
        f"{names.get(name, name)} ({share_in_words(credit)})" if weighted else names.get(name, name)
        for name, credit in ordered
    )


def _band_in_words(low: float, high: float, credit: float) -> str:
    numbers = _number(low) if low == high else f"{_number(low)} to {_number(high)}"
    return numbers if credit == 1 else f"{numbers} ({share_in_words(credit)})"


def _number(value: float) -> str:
    return str(int(value)) if value == int(value) else str(value)
