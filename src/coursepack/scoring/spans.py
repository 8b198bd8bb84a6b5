"""Knows how marked words are scored: by token F1 for each label, averaged."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from functools import lru_cache

from coursepack.answers import Answer
from coursepack.answers.marks import marks_in
from coursepack.items.keys import Key
from coursepack.items.model import Item, SpansTask
from coursepack.scoring.result import Reason
from coursepack.texts.model import Span

TOKEN = re.compile(r"\w+(?:[’'\-–.]\w+)*")
"""A word. Punctuation is no part of it, so a comma or a quotation mark more or less costs nothing."""


def score(item: Item, key: Key, answer: Answer) -> tuple[float, tuple[Reason, ...]]:
    """Return the mean over labels of token F1 = 2 * both / (yours + the key's).

    F1 as in van Rijsbergen (1979, chapter 7) over the words under the marks of one label. Words in
    an optional stretch of the key count neither way. Labels that neither side uses are left out.
    """
    if not isinstance(item.task, SpansTask):
        return 0.0, ()
    text = item.task.passage.text
    optional = tokens(text, key.optional)
    reasons = []
    for label in item.task.labels:
        own = tokens(text, own_spans(answer, label.id)) - optional
        right = tokens(text, (piece for span in key.spans if span.label == label.id for piece in span.pieces))
        right -= optional
        if own or right:
            credit = 2 * len(own & right) / (len(own) + len(right))
            reasons.append(Reason(label.id, credit, _says(text, right - own, own - right)))
    return (sum(reason.credit for reason in reasons) / len(reasons) if reasons else 0.0), tuple(reasons)


def own_spans(answer: Answer, label: str) -> list[Span]:
    """Return the stretches that an answer marks with one label."""
    return [
        Span(piece.start, piece.end)
        for mark in marks_in(answer)
        if mark.label == label
        for piece in mark.pieces
    ]


def tokens(text: str, spans: Iterable[Span]) -> set[tuple[int, int]]:
    """Return the words, as start and end, that lie at least partly under ``spans``."""
    words, starts, ends = _words(text)
    return {
        word
        for span in spans
        for word in words[bisect_right(ends, span.start) : bisect_left(starts, span.end)]
    }


@lru_cache(maxsize=64)
def _words(text: str) -> tuple[tuple[tuple[int, int], ...], tuple[int, ...], tuple[int, ...]]:
    """Return the words of a text in order, and their starts and ends apart."""
    words = tuple(match.span() for match in TOKEN.finditer(text))
    return words, tuple(start for start, _ in words), tuple(end for _, end in words)


def _says(text: str, missed: set[tuple[int, int]], extra: set[tuple[int, int]]) -> str:
    parts = [
        f"{name}: " + " ".join(text[start:end] for start, end in sorted(words)) + "."
        for name, words in (("Missed", missed), ("Too many", extra))
        if words
    ]
    return " ".join(parts) or "The same words."
