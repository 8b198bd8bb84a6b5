"""Knows how much the whole course has to hold. These counts are met once all eight lessons are there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

import pytest

from coursepack.coding import has_reference
from coursepack.course import Course
from coursepack.items import Item, Key, Kind
from coursepack.items.model import CodeTask

LESSONS = (
    "01-what-have-we-got",
    "02-who-speaks",
    "03-how-sure",
    "04-framing",
    "05-five-texts",
    "06-schools",
    "07-does-it-hold",
    "08-reliability-lab",
)
TESTS = ("pre-test", "post-test")
FEWEST_ITEMS = 110
FEWEST_CLEAR = 70
"""Items with one right answer: not contested, and not read by a person."""
TEXTS = ("A0", "A1", "A2", "A3", "A4")

Keyed = Sequence[tuple[Item, Key]]


def count_faults(keyed: Keyed) -> Iterator[str]:
    """Yield what the items are short of: their number, clear ones, kinds."""
    if len(keyed) < FEWEST_ITEMS:
        yield f"{len(keyed)} items instead of {FEWEST_ITEMS}"
    clear = sum(not key.contested and item.kind is not Kind.ESSAY for item, key in keyed)
    if clear < FEWEST_CLEAR:
        yield f"{clear} clear items instead of {FEWEST_CLEAR}"
    yield from (
        f"no item of the kind {kind}" for kind in Kind if kind not in {item.kind for item, _ in keyed}
    )


def fairness_faults(keys: Sequence[Key]) -> Iterator[str]:
    """Yield texts that are caught out more often than they are read at their strongest, or never read so."""
    strong = Counter(text for key in keys for text in key.strong)
    caught = Counter(text for key in keys for text in key.caught)
    for text in TEXTS:
        if strong[text] < caught[text] or not strong[text]:
            yield f"{text} is strong {strong[text]} times and caught {caught[text]} times"


def test_every_lesson_has_a_unit_that_counts_and_one_for_practice_and_two_tests_frame_them(
    course: Course,
) -> None:
    expected = {*LESSONS, *(f"{lesson}-practice" for lesson in LESSONS), *TESTS}
    assert {unit.id for unit in course.units} == expected


def test_there_are_enough_items_and_all_kinds_are_used(keyed: Keyed) -> None:
    assert list(count_faults(keyed)) == []


def test_too_few_items_and_a_missing_kind_are_told(keyed: Keyed) -> None:
    (item, key), *_ = [pair for pair in keyed if pair[0].kind is not Kind.ESSAY]
    kinds = [(replace(item, kind=kind), key) for kind in Kind]
    clear, contested = replace(key, contested=False), replace(key, contested=True)
    enough = [*kinds, *[(item, clear)] * FEWEST_CLEAR, *[(item, contested)] * FEWEST_ITEMS]
    assert list(count_faults(enough)) == []
    assert list(count_faults([pair for pair in enough if pair[0].kind is not Kind.ORDER])) == [
        "no item of the kind order"
    ]
    assert list(count_faults([*kinds, *[(item, contested)] * FEWEST_ITEMS])) == [
        "11 clear items instead of 70"
    ]
    assert next(count_faults(enough[: FEWEST_ITEMS - 40])) == "70 items instead of 110"


def test_every_text_is_read_at_its_strongest_as_often_as_it_is_caught_out(keyed: Keyed) -> None:
    assert list(fairness_faults([key for _, key in keyed])) == []


def test_a_text_that_is_caught_out_more_often_is_told(keyed: Keyed) -> None:
    key = replace(keyed[0][1], strong=TEXTS, caught=())
    assert list(fairness_faults([key, replace(key, strong=(), caught=("A2",))])) == []
    assert list(fairness_faults([key, *[replace(key, strong=(), caught=("A2",))] * 2])) == [
        "A2 is strong 1 times and caught 2 times"
    ]
    assert len(list(fairness_faults([replace(key, strong=())]))) == len(TEXTS)


def test_every_layer_that_items_take_their_codes_from_has_a_reference(keyed: Keyed, course: Course) -> None:
    drawn = {item.vocabulary.partition(".")[0] for item, _ in keyed if item.vocabulary}
    drawn |= {item.task.layer for item, _ in keyed if isinstance(item.task, CodeTask)}
    if not any(has_reference(layer, course) for layer in drawn):
        pytest.skip("this copy has no reference coding")
    assert sorted(layer for layer in drawn if not has_reference(layer, course)) == []
