"""Knows what a marked passage is: a list of edits that folds into marks, so that undo survives a reload."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from coursepack.answers.record import Answer
from coursepack.texts.passage import Passage

MOST_EDITS = 3000
MOST_PIECES = 100
"""Of one mark. An interrupted quotation has two or three."""


@dataclass(frozen=True, slots=True)
class Quoted:
    """One stretch of a mark: ``start`` to ``end`` in code points of the passage, and its words.

    Place and words together are the two selectors of the W3C Web Annotation model (2017, sections
    4.2.4 and 4.2.5): the words tell when a place no longer fits.
    """

    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class MarkedSpan:
    """One mark: its id, its label and its pieces (two for an interrupted quotation)."""

    id: str
    label: str
    pieces: tuple[Quoted, ...]


def marks_in(answer: Answer) -> tuple[MarkedSpan, ...]:
    """Fold the edits of an answer into its marks, in the order in which they were made.

    ``answer`` is ``{"text": digest, "edits": [{"add": mark} | {"remove": id}, …], "undone": […]}``.
    Raises ``ValueError``, in words, if it is not.
    """
    marks: dict[str, MarkedSpan] = {}
    for edit in _edits(answer):
        if "add" in edit:
            mark = _mark(edit["add"])
            marks[mark.id] = mark
        elif isinstance(edit.get("remove"), str):
            marks.pop(edit["remove"], None)
        else:
            raise ValueError("an edit neither adds nor removes a mark.")
    return tuple(marks.values())


def mark_faults(answer: Answer, passage: Passage, labels: tuple[str, ...], at_most: int) -> Iterator[str]:
    """Yield what is wrong with a marked passage, in words: its form, another text, places, words, labels."""
    try:
        marks = marks_in(answer)
    except ValueError as error:
        yield str(error)
        return
    if answer.get("text") != passage.digest:
        yield "the marks were made in another version of this passage."
        return
    if len(marks) > at_most:
        yield f"there are {len(marks):,} marks; at most {at_most:,} may be."
    for mark in marks:
        if mark.label not in labels:
            yield f'the label "{mark.label[:40]}" is no longer in use.'
        for piece in mark.pieces:
            if not 0 <= piece.start < piece.end <= len(passage.text):
                yield f"a mark lies outside the passage ({piece.start} to {piece.end})."
            elif passage.text[piece.start : piece.end] != piece.quote:
                yield f"a mark does not hold the words that stand at its place ({piece.start} to {piece.end})."


def _edits(answer: Answer) -> list[dict[str, Any]]:
    edits = answer.get("edits") if isinstance(answer, dict) else None
    if not isinstance(edits, list) or not all(isinstance(edit, dict) for edit in edits):
        raise ValueError("the answer is not a marked passage.")
    if len(edits) > MOST_EDITS:
        raise ValueError(f"there are {len(edits):,} edits; at most {MOST_EDITS:,} may be.")
    return edits


def _mark(data: object) -> MarkedSpan:
    fields = data if isinstance(data, dict) else {}
    name, label, pieces = fields.get("id"), fields.get("label"), fields.get("pieces")
    if not (isinstance(name, str) and isinstance(label, str) and isinstance(pieces, list) and pieces):
        raise ValueError("a mark has no id, no label or no pieces.")
    if len(pieces) > MOST_PIECES:
        raise ValueError(f"a mark has {len(pieces):,} pieces; at most {MOST_PIECES} may be.")
    return MarkedSpan(name, label, tuple(_piece(piece) for piece in pieces))


def _piece(data: object) -> Quoted:
    fields = data if isinstance(data, dict) else {}
    start, end, quote = fields.get("start"), fields.get("end"), fields.get("quote")
    if type(start) is int and type(end) is int and isinstance(quote, str):
        return Quoted(start, end, quote)
    raise ValueError("a piece of a mark has no start, end or quote.")
