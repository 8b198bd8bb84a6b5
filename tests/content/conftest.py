"""Knows the pack's own units, items and keys, as the content tests read them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest

from coursepack.answers import Answer
from coursepack.course import Course, load_course
from coursepack.items import Item, Key, has_keys, load_items, load_keys
from coursepack.scoring import best_answer
from coursepack.texts import Texts, load_texts
from support import REPOSITORY


@pytest.fixture(scope="session")
def course() -> Course:
    return load_course(REPOSITORY)


@pytest.fixture(scope="session")
def texts(course: Course) -> Texts:
    return load_texts(course)


@pytest.fixture(scope="session")
def items(course: Course) -> Sequence[Item]:
    return [item for unit in course.units for item in load_items(unit.id, course).items.values()]


@pytest.fixture(scope="session")
def keyed(course: Course) -> Sequence[tuple[Item, Key]]:
    """Every item with its key, of all units whose solution file is in this copy."""
    pairs = [
        (item, load_keys(unit.id, course).keys[item.id])
        for unit in course.units
        if has_keys(unit.id, course)
        for item in load_items(unit.id, course).items.values()
    ]
    if not pairs:
        pytest.skip("this copy has no solution files")
    return pairs


@pytest.fixture(scope="session")
def best(keyed: Sequence[tuple[Item, Key]]) -> Mapping[str, Answer]:
    """Return, for every item with a key, an answer that earns full credit."""
    return {item.id: best_answer(item, key) for item, key in keyed}
