"""Knows how questions are written as Moodle GIFT."""

from __future__ import annotations

import re
from collections.abc import Iterator

from coursepack.exchange.question import Answer, Question, Stretch
from coursepack.exchange.signs import escape
from coursepack.items.model import Kind

LIKE_A_WEIGHT = re.compile(r"%-*\d+\.?\d*%")
ANY_OTHER = "*"
DIGITS = 5
"""After the point, in a weight in per cent: as many as Moodle's own list of weights has."""


def gift(question: Question) -> str:
    """Return one question as GIFT, without an empty line in it."""
    lines = list(_answers(question))
    if question.general:
        lines.append(f"####{escape(question.general)}")
    mark = "{#" if question.kind is Kind.NUMBER else "{"
    body = "\n".join([mark, *(f"\t{line}" for line in lines), "}"]) if lines else "{}"
    return f"::{escape(question.title)}::[markdown]{escape(question.text)} {body}\n"


def _answers(question: Question) -> Iterator[str]:
    match question.kind:
        case Kind.CHOICE:
            yield from map(_option, question.answers)
        case Kind.CHOICES:
            yield from (
                f"~{_weight(each.weight)}{_said(each.text, each.feedback)}" for each in question.answers
            )
        case Kind.SHORT:
            yield from map(_accepted, question.answers)
        case Kind.MATCH:
            yield from (f"={escape(pair.text)} -> {escape(pair.answer)}" for pair in question.pairs)
        case Kind.NUMBER:
            # The first fitting line counts in Moodle, the narrowest stretch here.
            yield from map(_number, sorted(question.stretches, key=lambda each: each.high - each.low))
    if question.otherwise and question.kind in {Kind.SHORT, Kind.NUMBER}:
        yield f"={_weight(0)}{_said(ANY_OTHER, question.otherwise)}"


def _option(answer: Answer) -> str:
    said = _said(answer.text, answer.feedback)
    if answer.weight == 1:
        return f"={said}"
    plain = answer.weight == 0 and not LIKE_A_WEIGHT.match(answer.text)
    return f"~{said}" if plain else f"~{_weight(answer.weight)}{said}"


def _accepted(answer: Answer) -> str:
    # No backslash helps against a format at the beginning, but of two formats Moodle takes the first.
    text = f"[plain]{answer.text}" if answer.text.startswith("[") else answer.text
    said = _said(text.replace("*", "\\*"), answer.feedback)
    plain = answer.weight == 1 and not LIKE_A_WEIGHT.match(answer.text)
    return f"={said}" if plain else f"={_weight(answer.weight)}{said}"


def _number(stretch: Stretch) -> str:
    weight = "" if stretch.weight == 1 else _weight(stretch.weight)
    numbers = (
        f"{_plain(stretch.low)}:0"
        if stretch.low == stretch.high
        else f"{_plain(stretch.low)}..{_plain(stretch.high)}"
    )
    return f"={weight}{numbers}" + (f"#{escape(stretch.feedback)}" if stretch.feedback else "")


def _plain(number: float) -> str:
    return str(int(number)) if number == int(number) else repr(float(number))


def _weight(weight: float) -> str:
    text = f"{weight * 100:.{DIGITS}f}".rstrip("0").rstrip(".")
    return f"%{'0' if text == '-0' else text}%"


def _said(text: str, feedback: str) -> str:
    return escape(text) + (f"#{escape(feedback)}" if feedback else "")
