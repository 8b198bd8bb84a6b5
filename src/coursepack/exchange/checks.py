"""Knows what a question must have to become an exercise of the course."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from coursepack.exchange.question import Question
from coursepack.faults import Fault
from coursepack.items.model import Kind

FEWEST = 2
LARGEST_NUMBER = 1e9
LONGEST_SHORT = 1000


def question_faults(question: Question, file: str) -> Iterator[Fault]:
    """Yield what keeps a question from being an exercise, with its place in the file."""
    for found, expected, remedy in _faults(question):
        yield Fault(file, question.where, found, expected, remedy)


def _faults(question: Question) -> Iterator[tuple[str, str, str]]:
    if not question.text.strip():
        yield "a question without words", "a question", "Write the question."
    match question.kind:
        case Kind.CHOICE | Kind.CHOICES:
            yield from _option_faults(question)
        case Kind.MATCH:
            yield from _pair_faults(question)
        case Kind.NUMBER:
            yield from _number_faults(question)
        case Kind.SHORT:
            yield from _short_faults(question)


def _option_faults(question: Question) -> Iterator[tuple[str, str, str]]:
    texts = [answer.text for answer in question.answers]
    yield from _text_faults(texts, "options")
    if question.kind is Kind.CHOICES and not any(answer.weight > 0 for answer in question.answers):
        yield "no right option", "= or a weight above 0", "Mark what is right."
    if question.kind is Kind.CHOICE and not any(answer.weight == 1 for answer in question.answers):
        yield "no option with full credit", "one right option", "Mark what is right."


def _text_faults(texts: list[str], what: str) -> Iterator[tuple[str, str, str]]:
    if len(set(texts)) < FEWEST:
        yield f"{len(set(texts))} {what}", f"at least {FEWEST} {what} that differ", "Add what is missing."
    if not all(text.strip() for text in texts):
        yield f"{what} without words", "words", "Write them, or delete the empty one."
    for text, times in Counter(texts).items():
        if times > 1 and text.strip():
            yield f'"{text[:40]}" {times} times', f"{what} that differ", "Delete all but one."


def _pair_faults(question: Question) -> Iterator[tuple[str, str, str]]:
    if not any(pair.text for pair in question.pairs):
        yield "no row", "=row -> answer", "Write the rows."
    yield from _text_faults(list(dict.fromkeys(pair.answer for pair in question.pairs)), "answers")


def _number_faults(question: Question) -> Iterator[tuple[str, str, str]]:
    if not any(stretch.weight == 1 for stretch in question.stretches):
        yield "no right number", "a number with full credit", "Add the right number."
    for stretch in question.stretches:
        if max(abs(stretch.low), abs(stretch.high)) > LARGEST_NUMBER:
            yield (
                f"{stretch.low:g}..{stretch.high:g}",
                "numbers up to 1,000,000,000",
                "Ask for a smaller one.",
            )


def _short_faults(question: Question) -> Iterator[tuple[str, str, str]]:
    if not any(answer.weight == 1 for answer in question.answers):
        yield "no right answer", "an accepted text with full credit", "Add the right answer."
    for answer in question.answers:
        if answer.weight > 0 and not any(sign.isalnum() for sign in answer.text):
            yield f'"{answer.text[:40]}"', "an answer with words", "Write what is accepted."
        if len(answer.text) > LONGEST_SHORT:
            yield f"{len(answer.text):,} characters", f"at most {LONGEST_SHORT:,}", "Ask for fewer words."
