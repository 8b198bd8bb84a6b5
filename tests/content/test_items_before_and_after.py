"""Knows that the tests before and after the course are parallel, and fit what the passes say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest

from coursepack.coding import has_reference, reference
from coursepack.coding.model import Status
from coursepack.course import Course
from coursepack.items import Item, ItemBank, Key, Kind, load_items
from coursepack.items.model import LocateTask, OptionsTask, RowsTask
from coursepack.scoring import best_answer

BEFORE, AFTER = "pre-test", "post-test"
QUICK = {Kind.CHOICE, Kind.CHOICES, Kind.CLASSIFY, Kind.LOCATE, Kind.NUMBER, Kind.SHORT}
CODED_BY = {"05": ("certainty", "hedge"), "08": ("framing", "remedy")}
"""Exercises whose key follows from one code of a layer."""

Keyed = Sequence[tuple[Item, Key]]


@pytest.fixture(scope="module")
def twins(course: Course) -> Sequence[tuple[Item, Item]]:
    before, after = _bank(BEFORE, course), _bank(AFTER, course)
    return list(zip(before.items.values(), after.items.values(), strict=True))


def _bank(unit: str, course: Course) -> ItemBank:
    return load_items(unit, course)


def _shape(item: Item) -> tuple[int, ...]:
    match item.task:
        case OptionsTask(options):
            return (len(options),)
        case RowsTask(rows, options):
            return (len(rows), len(options))
        case LocateTask(units, at_most):
            return (len(units), at_most)
        case _:
            return ()


def test_every_exercise_has_a_twin_of_the_same_make(twins: Sequence[tuple[Item, Item]]) -> None:
    assert len(twins) == 12
    for first, second in twins:
        assert first.id.removeprefix(BEFORE) == second.id.removeprefix(AFTER)
        made = [
            (item.kind, item.objective, item.level, item.minutes, len(item.shows) > 0, _shape(item))
            for item in (first, second)
        ]
        assert made[0] == made[1], first.id


def test_twins_share_no_sentence_and_no_option(twins: Sequence[tuple[Item, Item]]) -> None:
    for first, second in twins:
        assert set(first.shows) & set(second.shows) == set(), first.id
        if isinstance(first.task, RowsTask) and isinstance(second.task, RowsTask):
            assert {row.text for row in first.task.rows} & {row.text for row in second.task.rows} == set()
        elif isinstance(first.task, OptionsTask) and isinstance(second.task, OptionsTask):
            shared = {option.text for option in first.task.options} & {
                option.text for option in second.task.options
            }
            assert shared == set(), first.id


def test_twins_are_as_hard_to_guess(keyed: Keyed, twins: Sequence[tuple[Item, Item]]) -> None:
    keys = {item.id: key for item, key in keyed}
    if twins[0][0].id not in keys or twins[0][1].id not in keys:
        pytest.skip("this copy has no solutions of the tests")
    for first, second in twins:
        sizes = [_right(item, keys[item.id]) for item in (first, second)]
        assert sizes[0] == sizes[1], first.id


def test_rows_do_not_follow_the_order_of_the_answers(keyed: Keyed) -> None:
    for item, key in keyed:
        if item.unit in (BEFORE, AFTER) and isinstance(item.task, RowsTask):
            best = best_answer(item, key)
            order = [option.id for option in item.task.options]
            places = [order.index(best[row.id]) for row in item.task.rows]
            assert places != sorted(places), item.id


def _right(item: Item, key: Key) -> object:
    best = best_answer(item, key)
    if isinstance(best, dict):
        return sorted(best.values())
    return len(best) if isinstance(best, list) else None


def test_both_tests_name_the_same_objectives_and_take_about_twenty_minutes(course: Course) -> None:
    banks = [_bank(unit, course) for unit in (BEFORE, AFTER)]
    assert banks[0].objectives == banks[1].objectives
    for bank in banks:
        assert 15 <= sum(item.minutes for item in bank.items.values()) <= 25
        assert {item.kind for item in bank.items.values()} <= QUICK


def test_picked_sentences_are_those_on_which_all_passes_agree(keyed: Keyed, course: Course) -> None:
    layers = {layer for layer, _ in CODED_BY.values() if has_reference(layer, course)}
    if not layers:
        pytest.skip("this copy has no reference coding of these layers")
    for item, key in keyed:
        layer, code = CODED_BY.get(item.id[-2:], ("", ""))
        if item.unit not in (BEFORE, AFTER) or layer not in layers or not isinstance(item.task, LocateTask):
            continue
        coded = reference(layer, course).sentences
        decisions: Mapping[str, object] = {unit: coded[unit][code] for unit in item.task.units}
        assert [unit for unit in decisions if coded[unit][code].status is not Status.AGREED] == [], item.id
        assert best_answer(item, key) == [unit for unit in item.task.units if coded[unit][code].value]
