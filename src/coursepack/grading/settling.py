"""Knows which answers lie before somebody who settles what markers could not agree on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from coursepack.grading.hand import HandMarks
from coursepack.grading.mark_record import AnswerKey, Marked, Standing
from coursepack.grading.markers import disputes
from coursepack.grading.written import WrittenClass


@dataclass(frozen=True, slots=True)
class Dispute:
    """What somebody settles: the marks of every answer ``apart``, and sentences on what is left out.

    An answer that was settled, and whose markers have moved near each other since, has no marks here.
    """

    apart: Mapping[AnswerKey, Sequence[Marked]]
    notes: Sequence[str] = ()


def to_settle(written: WrittenClass, hand: HandMarks, own: Standing) -> tuple[WrittenClass, Dispute]:
    """Return the answers that are to be settled, and those that this person has settled (``own``).

    What another person settled is left to that person.
    """
    here = {answer.key for some in written.answers.values() for answer in some}
    found = {
        answer: marks
        for item_id in written.answers
        for answer, marks in disputes(written.question(item_id).item, hand).items()
        if answer in here
    }
    others = {answer for answer in found if answer in hand.settled and answer not in own}
    apart = {
        answer: found.get(answer, ()) for answer in (*found, *own) if answer in here and answer not in others
    }
    on_desk = {
        item_id: kept
        for item_id, some in written.answers.items()
        if (kept := tuple(answer for answer in some if answer.key in apart))
    }
    notes = [f"Settled by somebody else already, and not shown: {len(others)}."] if others else []
    return replace(written, answers=on_desk), Dispute(apart, notes)
