"""Knows what can be given to a question, part by part, and what its key says of each, as ``scoring`` does."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from coursepack.grading.first_answers import ANOTHER, NOT_ALL, Part, band_name, place_name
from coursepack.grading.paper import Question
from coursepack.items import Kind
from coursepack.items.keys import Feedback
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


@dataclass(frozen=True, slots=True)
class Choice:
    """A ``part`` that can be given, its words and its credit in [0, 1].

    ``misconception`` is what it points to, in words. What is ``listed`` is told even if nobody gave it.
    ``one`` is false for what gathers answers that differ.
    """

    part: Part
    text: str
    credit: float
    misconception: str
    listed: bool = False
    one: bool = True


def choices_of(question: Question) -> Iterator[Choice]:
    """Yield what can be given to a question, in its order.

    Nothing for coded texts and for what a person marks.
    """
    match question.item.task:
        case OptionsTask():
            yield from _options(question, question.item.task)
        case RowsTask():
            yield from _rows(question, question.item.task)
        case LocateTask(units, _):
            yield from (_sentence(question, unit, "") for unit in units)
        case SpansTask(units, passage, _, _) if question.item.kind is Kind.EVIDENCE:
            spans = {unit: passage.spans[unit] for unit in units}
            for unit, span in spans.items():
                yield _sentence(question, unit, passage.text[span.start : span.end])
        case SpansTask():
            told = "Not all words are marked as in the key"
            yield _choice(question, ("", NOT_ALL), told, 0.0, question.key.otherwise, one=False)
        case OrderTask():
            yield from _places(question, question.item.task)
        case NumberTask(noun, _, _, _):
            yield from _numbers(question, noun)
        case ShortTask():
            yield from _texts(question)


def _choice(
    question: Question,
    part: Part,
    text: str,
    credit: float,
    feedback: Feedback | None,
    *,
    listed: bool = False,
    one: bool = True,
) -> Choice:
    # As in scoring: an option or a number that earns only a part still points to what is missing.
    partly = question.item.kind in {Kind.CHOICE, Kind.NUMBER} and credit < 1
    pointed = feedback.misconception if feedback and (partly or not credit) else None
    words_of_it = question.misconceptions.get(pointed, pointed) if pointed else ""
    return Choice(part, text, credit, words_of_it, listed, one)


def _options(question: Question, task: OptionsTask) -> Iterator[Choice]:
    key = question.key
    for option in task.options:
        credit, feedback = key.credits.get(option.id, 0.0), key.feedback.get(option.id)
        yield _choice(question, ("", option.id), option.text, credit, feedback, listed=True)


def _rows(question: Question, task: RowsTask) -> Iterator[Choice]:
    key = question.key
    for row in task.rows:
        for option in task.options:
            credit, feedback = key.rows[row.id].credits.get(option.id, 0.0), key.feedback.get(option.id)
            yield _choice(question, (row.id, option.id), f"{row.text} → {option.text}", credit, feedback)


def _sentence(question: Question, unit: str, text: str) -> Choice:
    key = question.key
    credit, feedback = key.credits.get(unit, 0.0), key.feedback.get(unit) or key.otherwise
    return _choice(question, ("", unit), text, credit, feedback)


def _places(question: Question, task: OrderTask) -> Iterator[Choice]:
    key = question.key
    for option in task.options:
        feedback = key.feedback.get(option.id) or key.otherwise
        for place, right in enumerate(key.order):
            part = (option.id, place_name(place))
            yield _choice(question, part, option.text, float(right == option.id), feedback)


def _numbers(question: Question, noun: str) -> Iterator[Choice]:
    key, seen = question.key, set[str]()
    for band in key.bands:
        if (name := band_name(band)) not in seen:
            seen.add(name)
            one = band.high - band.low < 1
            yield _choice(question, ("", name), noun, band.credit, band.feedback, one=one)
    yield _choice(question, ("", ANOTHER), "", 0.0, key.otherwise, one=False)


def _texts(question: Question) -> Iterator[Choice]:
    """Yield the texts that the key knows, each once: what differs in small words or signs only is one."""
    key, seen = question.key, set[tuple[str, ...]]()
    for text in (*key.credits, *key.feedback):
        if (same := words(text)) not in seen:
            seen.add(same)
            yield _choice(question, ("", text), "", key.credits.get(text, 0.0), key.feedback.get(text))
    yield _choice(question, ("", ANOTHER), "", 0.0, key.otherwise, one=False)
