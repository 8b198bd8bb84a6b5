"""Knows which votes of the passes belong to a unit: those on the sentences that its exercises have coded."""

from __future__ import annotations

from collections.abc import Mapping

from coursepack.coding.published import published_files
from coursepack.course import Course, CourseUnit
from coursepack.items import load_items
from coursepack.items.model import CodeTask
from coursepack.items.read_marks import UNIT_VOTES, VOTES


def unit_votes(unit: CourseUnit, course: Course) -> Mapping[str, str]:
    """Return the files of votes of a unit, by path: header and rows of its sentences, one file per layer.

    With them the unit has its keys in a copy that holds no other vote. Nothing without the passes.
    """
    coded: dict[str, set[str]] = {}
    for item in load_items(unit.id, course).items.values():
        if isinstance(item.task, CodeTask):
            coded.setdefault(item.task.layer, set()).update(item.task.units)
    files: dict[str, str] = {}
    for layer, units in coded.items():
        votes = published_files(layer, course).get(VOTES.format(layer=layer))
        if votes is not None:
            header, *rows = votes.splitlines(keepends=True)
            kept = (row for row in rows if row.partition(",")[0] in units)
            files[UNIT_VOTES.format(unit=unit.id, layer=layer)] = "".join([header, *kept])
    return files
