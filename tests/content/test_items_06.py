"""Knows that what unit 06 grades is given away neither by its practice, nor by the codebook, nor by its lesson."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pytest

from coursepack.codebook import load_layer
from coursepack.coding import coded_units, coding_items
from coursepack.course import Course
from coursepack.items import Item, load_items
from coursepack.items.model import LocateTask, RowsTask
from coursepack.texts.model import UNIT_ID

GRADED, PRACTICE, LAYER = "06-schools", "06-schools-practice", "school"


@pytest.fixture(scope="module")
def graded(course: Course) -> frozenset[str]:
    """Return the sentences that graded exercises have coded by school."""
    return _coded(list(load_items(GRADED, course).items.values()), course)


def _coded(items: Sequence[Item], course: Course) -> frozenset[str]:
    own = {item.id for item in items}
    found = coding_items([load_items(unit.id, course) for unit in course.units], LAYER)
    return frozenset(unit for item in found if item.id in own for unit in coded_units(item))


def test_no_sentence_is_coded_both_for_practice_and_for_a_grade(
    graded: frozenset[str], course: Course
) -> None:
    practised = _coded(list(load_items(PRACTICE, course).items.values()), course)
    assert len(graded) >= 12
    assert len(practised) >= 12
    assert graded & practised == set()


def test_no_graded_sentence_is_an_example_of_the_codebook(graded: frozenset[str], course: Course) -> None:
    assert graded & load_layer(LAYER, course).example_units() == set()


def test_the_lesson_names_no_sentence_that_is_graded(graded: frozenset[str], course: Course) -> None:
    source = course.path("lessons", f"{GRADED}.md")
    if not source.exists():
        pytest.skip("this copy has no lesson sources")
    named = set(UNIT_ID.findall(source.read_text(encoding="utf-8")))
    located = {
        unit
        for item in load_items(GRADED, course).items.values()
        if isinstance(item.task, LocateTask)
        for unit in item.task.units
    }
    assert named & graded == set()
    assert named & located == set(re.findall(r"A2-(?:39|40)", " ".join(sorted(named & located))))


def test_graded_sentences_come_from_every_text(graded: frozenset[str], course: Course) -> None:
    assert {unit.partition("-")[0] for unit in graded} == {"A0", "A1", "A2", "A3", "A4"}
    rows = [
        item.task for item in load_items(GRADED, course).items.values() if isinstance(item.task, RowsTask)
    ]
    assert all(len(task.rows) >= 7 for task in rows)
