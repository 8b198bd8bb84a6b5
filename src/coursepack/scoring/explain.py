"""Knows how a result is explained in words, part by part, for the exercise and for the feedback page alike.

All texts are Markdown in the course's own sense (quotations, unit ids); whoever shows them escapes them.
"""

from __future__ import annotations

from dataclasses import dataclass

from coursepack.answers import Answer
from coursepack.items.keys import Key
from coursepack.items.model import (
    CodeTask,
    Item,
    Kind,
    LocateTask,
    OptionsTask,
    OrderTask,
    RowsTask,
    SpansTask,
)
from coursepack.markup import literal
from coursepack.scoring.codes import own_in_words, reference_in_words
from coursepack.scoring.in_words import credits_in_words
from coursepack.scoring.result import Reason, Result, Status

Part = str | bool | tuple[str, ...] | None
"""The option of a row, whether an option was chosen, the codes of a sentence; ``None`` where a reason says it
all."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of an explanation: what it is ``about``, was ``given``, is ``right``, and what is said.

    ``given`` and ``right`` may be empty; ``credit`` is in [0, 1].
    """

    about: str
    given: str
    right: str
    says: str
    credit: float


def lines(item: Item, key: Key, answer: Answer, result: Result) -> tuple[Line, ...]:
    """Return the full explanation of a result, key included: only for a page that may hold the key."""
    return tuple(line(item, key, answer, result.status, reason) for reason in result.reasons)


def line(item: Item, key: Key, answer: Answer, status: Status, reason: Reason) -> Line:
    """Return the line about one reason of a result; of the answer it depends on ``part`` only."""
    if status is not Status.SCORED:
        return Line("", "", "", literal(reason.says), 0.0)
    return _line(item, key, reason, part(item, answer, reason.about))


def part(item: Item, answer: Answer, about: str) -> Part:
    """Return what an answer that was scored says about one option, row or sentence.

    Nothing for kinds without these.
    """
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


def _line(item: Item, key: Key, reason: Reason, given: Part) -> Line:
    if isinstance(item.task, RowsTask):
        names = {option.id: option.text for option in item.task.options}
        row = next(row for row in item.task.rows if row.id == reason.about)
        own = names.get(str(given), "not answered")
        right = " / ".join(credits_in_words(key.rows[row.id].credits, names))
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
