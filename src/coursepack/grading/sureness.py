"""Knows how sure a class was, and how often it was right then: first answers only, by step of the scale."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from coursepack.grading.class_table import ClassTable
from coursepack.items import Kind

STEPS: Mapping[int, str] = {1: "guessing", 2: "fairly sure", 3: "sure"}
LONG_KINDS = (Kind.CODE, Kind.SPANS, Kind.EVIDENCE, Kind.ESSAY)
"""Of such an answer some part is nearly always wrong: "all right" says nothing about how sure one could
be."""


@dataclass(frozen=True, slots=True)
class Sureness:
    """First answers given with one ``step`` of sureness: so many ``answers``, of them ``right`` in full.

    ``by_item`` holds both counts for every item, answers first; ``students`` gave these answers.
    """

    step: int
    answers: int
    right: int
    students: int
    by_item: Mapping[str, tuple[int, int]]


def class_sureness(table: ClassTable, left_out: Collection[Kind] = LONG_KINDS) -> tuple[Sureness, ...]:
    """Return the counts of every step, items of the kinds ``left_out`` not counted."""
    found = []
    for step in STEPS:
        by_item: dict[str, tuple[int, int]] = {}
        who: set[int] = set()
        for item_id, column in table.columns.items():
            if column.question.item.kind in left_out:
                continue
            places = [
                place for place, sure in enumerate(column.sure) if sure == step and column.share[place] >= 0
            ]
            if places:
                by_item[item_id] = (len(places), sum(column.right[place] for place in places))
                who.update(places)
        answers, right = (sum(counts[part] for counts in by_item.values()) for part in (0, 1))
        found.append(Sureness(step, answers, right, len(who), by_item))
    return tuple(found)
