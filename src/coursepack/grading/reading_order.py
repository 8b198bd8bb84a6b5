"""Knows in which order a marker reads the answers to a question, what is open, which comments recur."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence

from coursepack.grading.mark_record import AnswerKey, Standing

MOST_COMMENTS = 8


def reading_order(marker: str, answers: Iterable[AnswerKey]) -> list[AnswerKey]:
    """Put answers into an order that looks random.

    It is another for every marker and question, and the same at every start. So no student is always read
    first or last, and nobody's name or file decides. Ordered by the SHA-256 of marker, item and student; a
    student's second text follows the first. An answer that is handed in later takes its place without moving
    the others among each other.
    """
    return sorted(answers, key=lambda answer: (_place(marker, answer), answer))


def _place(marker: str, answer: AnswerKey) -> bytes:
    return hashlib.sha256(f"{marker}\n{answer.item}\n{answer.student}".encode()).digest()


def unmarked(order: Sequence[AnswerKey], marks: Standing) -> list[int]:
    """Return the places, from 0, of the answers without a mark that stands."""
    return [place for place, answer in enumerate(order) if answer not in marks]


def next_unmarked(order: Sequence[AnswerKey], marks: Standing, after: int) -> int | None:
    """Return the first unmarked place behind ``after``, or else from the beginning.

    ``None`` if all are marked.
    """
    open_ = unmarked(order, marks)
    return next((place for place in open_ if place > after), open_[0] if open_ else None)


def used_comments(marks: Standing, item_id: str, most: int = MOST_COMMENTS) -> list[str]:
    """Return this marker's comments on one question, the most frequent first, then by letter; none twice."""
    counts = Counter(
        mark.comment.strip()
        for answer, mark in marks.items()
        if answer.item == item_id and mark.comment.strip()
    )
    return [comment for comment, _ in sorted(counts.items(), key=lambda each: (-each[1], each[0]))[:most]]
