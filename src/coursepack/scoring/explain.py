"""Knows how an answer, a key and a result are put into words, for the exercise and for the feedback page alike.

All texts are Markdown in the course's own sense (quotations, unit ids); whoever shows them escapes them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

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
from coursepack.scoring.codes import own_in_words, reference_in_words
from coursepack.scoring.result import Reason, Result, Status
from coursepack.scoring.short import words

SENTENCE_ENDS = (".", "?", "!", ".”", "?”", "!”")

LONGEST_SHOWN = 500
"""Characters of an answer that does not fit."""
Part = str | bool | tuple[str, ...] | None
"""The option of a row, whether an option was chosen, the codes of a sentence; ``None`` where a reason says it all."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of an explanation: what it is ``about``, what was ``given``, what is ``right`` and what is said.

    ``given`` and ``right`` may be empty; ``credit`` is in [0, 1].
    """

    about: str
    given: str
    right: str
    says: str
    credit: float


def answer_in_words(item: Item, answer: Answer) -> tuple[str, ...]:
    """Return an answer as lines of text, with option texts in place of ids; what does not fit stays as it is."""
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
            return _credits_in_words(key.credits, {option.id: option.text for option in options})
        case RowsTask(rows, options):
            names = {option.id: option.text for option in options}
            return tuple(
                f"{_leading(row)} {' / '.join(_credits_in_words(key.rows[row.id].credits, names))}"
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
            return _credits_in_words(_told_once(key.credits), {})
        case _:
            return _credits_in_words(key.credits, {})


def lines(item: Item, key: Key, answer: Answer, result: Result) -> tuple[Line, ...]:
    """Return the full explanation of a result, key included: only for a page that may hold the key."""
    return tuple(line(item, key, answer, result.status, reason) for reason in result.reasons)


def line(item: Item, key: Key, answer: Answer, status: Status, reason: Reason) -> Line:
    """Return the line about one reason of a result; of the answer it depends on ``part`` only."""
    if status is not Status.SCORED:
        return Line("", "", "", literal(reason.says), 0.0)
    return _line(item, key, reason, part(item, answer, reason.about))


def part(item: Item, answer: Answer, about: str) -> Part:
    """Return what an answer that was scored says about one option, row or sentence; nothing for kinds without these."""
    match item.task:
        case RowsTask():
            return str(answer.get(about, ""))
        case OptionsTask():
            return about == answer or about in answer
        case CodeTask():
            return tuple(answer["codes"].get(about, ()))
        case _:
            return None


def nudges(item: Item, answer: Answer, result: Result) -> tuple[str, ...]:
    """Return what may be said after a wrong try: what the wrong parts point to, never the key."""
    if result.status is not Status.SCORED:
        return tuple(literal(reason.says) for reason in result.reasons)
    if isinstance(item.task, RowsTask):
        right = sum(reason.credit == 1 for reason in result.reasons)
        return (f"{right} of {len(item.task.rows)} are right.",)
    if isinstance(item.task, OrderTask | SpansTask | CodeTask) and item.kind is not Kind.EVIDENCE:
        # Not rounded up to 100: somebody who missed one sentence of two hundred is not done.
        return (f"{min(99, round(100 * result.score))} percent of the credit so far.",)
    wrong = [reason.says for reason in result.reasons if reason.credit < 1]
    if item.kind is Kind.CHOICES:
        wrong = [reason.says for reason in result.reasons if reason.credit < 1 and reason.about in answer]
        missing = any(reason.about not in answer for reason in result.reasons)
        wrong += ["Something is still missing."] if missing else []
    return tuple(dict.fromkeys(wrong))


def _quoted(mark: MarkedSpan) -> str:
    return " … ".join(literal(piece.quote) for piece in mark.pieces)


def share_in_words(points: float) -> str:
    """Write points in [0, 1] with at most two decimals."""
    return f"{points:.2f}".rstrip("0").rstrip(".")


def _line(item: Item, key: Key, reason: Reason, given: Part) -> Line:
    if isinstance(item.task, RowsTask):
        names = {option.id: option.text for option in item.task.options}
        row = next(row for row in item.task.rows if row.id == reason.about)
        own = names.get(str(given), "not answered")
        right = " / ".join(_credits_in_words(key.rows[row.id].credits, names))
        return Line(row.unit or row.text, own, right, reason.says, reason.credit)
    if isinstance(item.task, OptionsTask):
        text = next(option.text for option in item.task.options if option.id == reason.about)
        return Line(text, "chosen" if given else "not chosen", "", reason.says, reason.credit)
    if isinstance(item.task, OrderTask) or (isinstance(item.task, SpansTask) and item.kind is Kind.SPANS):
        options = item.task.options if isinstance(item.task, OrderTask) else item.task.labels
        names = {option.id: option.text for option in options}
        says = reason.says if isinstance(item.task, OrderTask) else literal(reason.says)
        return Line(names.get(reason.about, reason.about), "", "", says, reason.credit)
    if isinstance(item.task, CodeTask):
        own = own_in_words(given if isinstance(given, tuple) else (), item.task)
        right = reference_in_words(key.codes[reason.about], item.task)
        return Line(reason.about, own, right, reason.says, reason.credit)
    about = reason.about if isinstance(item.task, LocateTask | SpansTask) else literal(reason.about)
    return Line(about, "", "", reason.says, reason.credit)


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


def _credits_in_words(credits: Credits, names: Mapping[str, str]) -> tuple[str, ...]:
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
