"""Knows whether an answer fits its item: empty, complete, or wrong in form, with the reason in words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator
from itertools import islice

from coursepack.answers.marks import mark_faults, marks_in
from coursepack.answers.record import Answer
from coursepack.faults import listed
from coursepack.items.model import (
    CodeTask,
    EssayTask,
    Item,
    Kind,
    LocateTask,
    NumberTask,
    OptionsTask,
    OrderTask,
    RowsTask,
    ShortTask,
    SpansTask,
)

NUMBER = re.compile(r"[-+−]?\d+(?:[.,]\d+)?")
LONGEST_NUMBER = 30
LARGEST_NUMBER = 1e15
LONGEST_ESSAY = 50_000
LONGEST_NOTE = 1_000
MOST_FAULTS = 5
"""Of one answer. A long list of nonsense must not become a longer one of reasons."""


def is_empty(answer: Answer) -> bool:
    """Say whether nothing was answered: null, blank text, an empty list or table."""
    return answer is None or answer in ([], {}) or (isinstance(answer, str) and not answer.strip())


def is_blank(item: Item, answer: Answer) -> bool:
    """Say whether an answer to this item holds nothing: empty, or a frame without content."""
    if is_empty(answer):
        return True
    if not isinstance(answer, dict):
        return False
    match item.task:
        case SpansTask():
            return not (answer.get("edits") or answer.get("undone"))
        case CodeTask():
            return not (answer.get("codes") or answer.get("notes"))
        case EssayTask():
            return isinstance(answer.get("text"), str) and not answer["text"].strip()
        case _:
            return False


def answer_faults(item: Item, answer: Answer) -> tuple[str, ...]:
    """Return what is wrong with the form of an answer, in words; nothing if it fits or is empty."""
    return () if is_blank(item, answer) else tuple(islice(_faults(item, answer), MOST_FAULTS))


def not_ready(item: Item, answer: Answer) -> tuple[str, ...]:
    """Return why an answer cannot be submitted yet: empty, incomplete, or wrong in form. It costs no try."""
    if is_blank(item, answer):
        return ("Nothing is answered yet.",)
    faults = answer_faults(item, answer)
    open_, whole = (0, 0) if faults else _still_open(item, answer)
    return (f"{open_} of {whole} are still open.",) if open_ else faults


def _still_open(item: Item, answer: Answer) -> tuple[int, int]:
    """Return how many parts of an answer that fits are open, and of how many."""
    match item.task:
        case RowsTask(rows, _):
            return len(rows) - len(answer), len(rows)
        case CodeTask(units):
            return len(units) - len(answer["codes"]), len(units)
        case OrderTask(options):
            return len(options) - len(answer), len(options)
        case SpansTask():
            return (0, 0) if marks_in(answer) else (1, 1)
        case _:
            return 0, 0


def number_in(answer: Answer) -> float | None:
    """Read what was typed as a number: ``7``, ``-2``, ``3.5`` or ``3,5``; ``None`` if it is none."""
    if isinstance(answer, (int, float)) and not isinstance(answer, bool):
        return float(answer) if abs(answer) < LARGEST_NUMBER else None
    if not isinstance(answer, str) or len(answer) > LONGEST_NUMBER:
        return None
    text = _plain(answer)
    return float(text.replace("−", "-").replace(",", ".")) if NUMBER.fullmatch(text) else None


def _faults(item: Item, answer: Answer) -> Iterator[str]:
    match item.task:
        case OptionsTask(options):
            allowed = [option.id for option in options]
            chosen = [answer] if item.kind is Kind.CHOICE else answer
            yield from _id_faults(chosen, allowed, "options")
        case LocateTask(units, at_most):
            yield from _id_faults(answer, units, "sentences")
            if isinstance(answer, list) and len(answer) > at_most:
                yield f"{len(answer)} sentences were picked; at most {at_most} may be."
        case RowsTask(rows, options):
            yield from _row_faults(answer, [row.id for row in rows], [option.id for option in options])
        case NumberTask(_, low, high, whole):
            yield from _number_faults(answer, low, high, whole=whole)
        case ShortTask(longest):
            yield from _text_faults(answer, longest)
        case OrderTask(options):
            yield from _id_faults(answer, [option.id for option in options], "options")
        case SpansTask(_, passage, labels, at_most):
            yield from mark_faults(answer, passage, tuple(label.id for label in labels), at_most)
        case CodeTask():
            yield from _code_faults(answer, item.task)
        case EssayTask():
            yield from _text_faults(answer.get("text") if isinstance(answer, dict) else None, LONGEST_ESSAY)


def _text_faults(text: Answer, longest: int) -> Iterator[str]:
    if not isinstance(text, str):
        yield "the answer is not a text."
    elif len(text) > longest:
        yield f"the answer has {len(text):,} characters; at most {longest:,} may be."


def _code_faults(answer: Answer, task: CodeTask) -> Iterator[str]:
    codes = [code.id for code in task.codes]
    given = answer.get("codes") if isinstance(answer, dict) else None
    notes = answer.get("notes", {}) if isinstance(answer, dict) else None
    if not isinstance(given, dict) or not isinstance(notes, dict):
        yield "the answer is not a table of sentences."
        return
    for unit, own in given.items():
        if unit not in task.units:
            yield f"{_shown(unit)} is none of the sentences."
        elif not isinstance(own, list) or not own:
            yield f"{_shown(unit)} has no list of codes."
        elif task.single and len(own) > 1:
            yield f"{_shown(unit)} has {len(own)} codes; exactly one is asked for."
        elif task.empty in own and len(own) > 1:
            yield f'{_shown(unit)} has "{task.empty}" beside another code.'
        else:
            yield from _id_faults(own, codes, "codes")
    if not all(isinstance(note, str) and len(note) <= LONGEST_NOTE for note in notes.values()):
        yield f"a note is not a text of at most {LONGEST_NOTE:,} characters."


def _id_faults(answer: Answer, allowed: Collection[str], what: str) -> Iterator[str]:
    if not isinstance(answer, list):
        yield f"the answer is not a list of {what}."
        return
    for entry in answer:
        if not isinstance(entry, str) or entry not in allowed:
            yield f"{_shown(entry)} is none of the {what}: {listed(allowed)}."
    words = [entry for entry in answer if isinstance(entry, str)]
    if len(set(words)) < len(words):
        yield f"some of the {what} stand in the answer twice."


def _row_faults(answer: Answer, rows: Collection[str], options: Collection[str]) -> Iterator[str]:
    if not isinstance(answer, dict):
        yield "the answer is not a table of rows."
        return
    for row, option in answer.items():
        if row not in rows:
            yield f"{_shown(row)} is none of the rows: {listed(rows)}."
        elif not isinstance(option, str) or option not in options:
            yield f"{_shown(option)} is none of the options: {listed(options)}."


def _number_faults(answer: Answer, low: float, high: float, *, whole: bool) -> Iterator[str]:
    number = number_in(answer)
    if number is None and isinstance(answer, int) and not isinstance(answer, bool):
        yield "the number is too large."
    elif number is None:
        yield f"{_shown(answer)} is not a number. Write it in digits, such as 12."
    elif whole and isinstance(answer, str) and re.search(r"[.,]\d{3}$", _plain(answer)):
        # 1,000 is a thousand to one reader and one to another: asked, not guessed.
        yield f"{_shown(answer)} can be read in two ways. Write a whole number without comma or point."
    elif whole and number != int(number):
        yield f"{_shown(answer)} is not a whole number."
    elif not low <= number <= high:
        yield f"{_shown(answer)} is not between {low:g} and {high:g}."


def _plain(typed: str) -> str:
    return unicodedata.normalize("NFKC", typed).strip()


def _shown(value: object, longest: int = 40) -> str:
    match value:
        case str():
            text = value
        case list():
            return "a list"
        case dict():
            return "a table"
        case int() if abs(value) >= LARGEST_NUMBER:
            return "a very large number"
        case _:
            text = str(value)
    return f'"{text[:longest]}…"' if len(text) > longest else f'"{text}"'
