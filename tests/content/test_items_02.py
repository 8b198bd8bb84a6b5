"""Knows the keys of "Who speaks?" that follow from counting the reference, and holds them against it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest

from coursepack.coding import Reference, Status, has_reference, reference
from coursepack.course import Course
from coursepack.items import Item, Key
from coursepack.items.model import LocateTask

Keyed = Sequence[tuple[Item, Key]]
UKRAINIANS = {"zelensky", "ukraine"}


@pytest.fixture(scope="module")
def known(course: Course) -> Reference:
    if not has_reference("attribution", course):
        pytest.skip("this copy has no reference coding")
    return reference("attribution", course)


def test_no_pass_finds_speech_in_a3(known: Reference, best: Mapping[str, object]) -> None:
    found = [entry.unit for entry in known.attributions if entry.unit.startswith("A3-")]
    assert best["who-speaks-11"] == f"{len(found)}"


def test_no_pass_finds_a_ukrainian_speaker(known: Reference, best: Mapping[str, object]) -> None:
    found = [entry.unit for entry in known.attributions if UKRAINIANS & set(entry.speaker.counts)]
    assert best["who-speaks-12"] == f"{len(found)}"


def test_mind_is_picked_where_all_passes_find_it(
    keyed: Keyed, known: Reference, best: Mapping[str, object]
) -> None:
    minds = {unit: known.sentences[unit]["mind"] for unit in _units(keyed, "who-speaks-18")}
    assert [unit for unit, mind in minds.items() if mind.status is not Status.AGREED] == []
    assert best["who-speaks-18"] == [unit for unit, mind in minds.items() if mind.value]


def test_sentences_that_go_on_with_a_quotation_are_those_of_the_reference(
    keyed: Keyed, known: Reference, best: Mapping[str, object]
) -> None:
    among = _units(keyed, "who-speaks-19")
    going_on = {unit for entry in known.attributions for unit in entry.units[1:]}
    assert best["who-speaks-19"] == [unit for unit in among if unit in going_on]


def _units(keyed: Keyed, item_id: str) -> tuple[str, ...]:
    task = next(item.task for item, _ in keyed if item.id == item_id)
    assert isinstance(task, LocateTask)
    return task.units
