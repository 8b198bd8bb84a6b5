"""Knows what an item is once it is read: typed, immutable, with a version that follows its wording."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from coursepack.course import ROOT_VARIABLE, load_course
from coursepack.items import Item, Kind, load_keys
from coursepack.items.model import (
    Level,
    LocateTask,
    NumberTask,
    Option,
    OptionsTask,
    Row,
    RowsTask,
    ShortTask,
)
from coursepack.texts import load_texts
from support import ITEMS, SMALL_KINDS, UNIT, small_course, small_items


def _items(folder: Path, old: str = "", new: str = "") -> Mapping[str, Item]:
    course = small_course(folder)
    if old:
        path = course.path("exercises", f"{UNIT}.toml")
        text = path.read_bytes().decode("utf-8")
        assert text.count(old) == 1
        path.write_bytes(text.replace(old, new).encode("utf-8"))
    return small_items(course)


@pytest.fixture(name="items")
def _small_items(tmp_path: Path) -> Mapping[str, Item]:
    return _items(tmp_path / "course")


def test_items_come_in_the_order_of_the_file(items: Mapping[str, Item]) -> None:
    assert list(items) == re.findall(r'^id = "(.+)"$', ITEMS, re.MULTILINE)
    assert {item.kind for item in items.values()} == set(SMALL_KINDS)


def test_an_item_is_typed_throughout(items: Mapping[str, Item]) -> None:
    item = items["small-choice"]
    assert (item.unit, item.kind, item.level, item.minutes) == (UNIT, Kind.CHOICE, Level.ANALYSE, 2)
    assert item.shows == ("A0-17", "A0-18", "A0-19")
    assert item.tries == len(item.hints) + 1 == 3
    assert item.task == OptionsTask(
        (Option("biden", "Joe Biden"), Option("haass", "Richard Haass"), Option("putin", "Vladimir Putin"))
    )
    assert items["small-number"].task == NumberTask("sentences", 0, 20, whole=True)
    assert items["small-short"].task == ShortTask(60)
    assert items["small-locate"].task == LocateTask(tuple(f"A4-{number:02}" for number in range(3, 9)), 3)


def test_rows_are_sentences_of_the_texts_or_texts_of_the_author(items: Mapping[str, Item]) -> None:
    coded, matched = items["small-classify"].task, items["small-match"].task
    assert isinstance(coded, RowsTask)
    assert isinstance(matched, RowsTask)
    assert [(row.id, row.unit) for row in coded.rows] == [
        (unit, unit) for unit in ("A0-02", "A0-08", "A0-15")
    ]
    assert coded.rows[0].text.startswith("The US president sees")
    assert matched.rows[0] == Row("haass", "Richard Haass", None)


def test_options_can_come_from_a_closed_list_of_the_codebook(tmp_path: Path) -> None:
    whole = _items(tmp_path / "whole")["small-classify"].task
    chosen = _items(
        tmp_path / "chosen",
        'vocabulary = "attribution.codes"',
        'vocabulary = "attribution.codes"\noptions = ["neither", "mind"]',
    )["small-classify"].task
    assert isinstance(whole, RowsTask)
    assert isinstance(chosen, RowsTask)
    assert [option.id for option in whole.options] == ["speech", "mind", "neither"]
    assert [option.id for option in chosen.options] == ["neither", "mind"]


def test_a_course_is_read_from_any_working_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(ROOT_VARIABLE, raising=False)
    monkeypatch.chdir(tmp_path)
    course = small_course(tmp_path / "course")
    assert len(small_items(course)) == len(load_keys(UNIT, course).keys) == 7


@pytest.mark.parametrize(
    ("shows", "units"),
    [
        ('["A0-05", "A0-02", "A0-05"]', ["A0-05", "A0-02"]),
        ('["A0-02..A0-02"]', ["A0-02"]),
        ('["A0-02..A0-04", "A0-04..A0-05"]', ["A0-02", "A0-03", "A0-04", "A0-05"]),
        ('["A4-13..A4-x2"]', ["A4-13", "A4-x1", "A4-x2"]),
        ('["A4-x1..A4-x3"]', ["A4-x1", "A4-x2", "A4-x3"]),
        ('["A2-26..A2-27"]', ["A2-26", "A2-27"]),
    ],
)
def test_a_range_shows_the_units_between_its_ends_in_the_order_of_the_text(
    tmp_path: Path, shows: str, units: list[str]
) -> None:
    assert list(_items(tmp_path / "course", '["A0-17..A0-19"]', shows)["small-choice"].shows) == units


def test_a_range_leaves_out_the_residue_between_its_ends(tmp_path: Path) -> None:
    shown = _items(tmp_path / "course", '["A0-17..A0-19"]', '["A3-01..A3-26"]')["small-choice"].shows
    texts = load_texts(load_course(tmp_path / "course"))
    assert {"A3-k1", "A3-k4", "A3-26"} <= set(shown)
    assert all(texts.unit(unit).kind != "residue" for unit in shown)


@pytest.mark.parametrize("part", ["prompt", "hints", "task", "kind"])
def test_an_item_cannot_be_changed(items: Mapping[str, Item], part: str) -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        setattr(items["small-choice"], part, "other")


def test_no_part_of_an_item_can_be_changed(items: Mapping[str, Item]) -> None:
    task = items["small-choice"].task
    assert isinstance(task, OptionsTask)
    with pytest.raises(dataclasses.FrozenInstanceError):
        task.options[0].text = "other"  # type: ignore[misc] # the point of the test
    for item in items.values():
        assert hash(item) == hash(dataclasses.replace(item))


@pytest.mark.parametrize(
    ("item_id", "old", "new"),
    [
        ("small-choice", "**whose words** are quoted?", "**whose words** are cited?"),
        ("small-choice", 'putin = "Vladimir Putin"', 'putin = "V. Putin"'),
        ("small-choice", 'putin = "Vladimir Putin"', 'president = "Vladimir Putin"'),
        ("small-choice", '["A0-17..A0-19"]', '["A0-17..A0-18"]'),
        ("small-match", 'trump = "Mr. Trump in A4-09"', 'trump = "Mr. Trump"'),
        ("small-number", "high = 20", "high = 30"),
        ("small-short", "longest = 60", "longest = 61"),
        ("small-locate", "at_most = 3", "at_most = 4"),
    ],
)
def test_the_version_changes_when_what_is_asked_changes(
    tmp_path: Path, item_id: str, old: str, new: str
) -> None:
    before, after = _items(tmp_path / "before"), _items(tmp_path / "after", old, new)
    assert {name for name in before if before[name].version != after[name].version} == {item_id}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"Look for quotation marks."', '"Look for marks."'),
        ('hints = ["Three words."]', "hints = []"),
        ("minutes = 3", "minutes = 4"),
        ('level = "remember"', 'level = "apply"'),
        ("version = 1", "version = 2"),
        ('"1.1" = "Tell who speaks in a sentence."', '"1.1" = "Tell who speaks."'),
    ],
)
def test_the_version_stays_when_only_help_or_planning_changes(tmp_path: Path, old: str, new: str) -> None:
    before, after = _items(tmp_path / "before"), _items(tmp_path / "after", old, new)
    assert [item.version for item in after.values()] == [item.version for item in before.values()]
    assert before != after or "version" in old or "1.1" in old


def test_versions_are_eight_digits_and_differ_between_items(items: Mapping[str, Item]) -> None:
    versions = [item.version for item in items.values()]
    assert len(set(versions)) == len(versions)
    assert all(re.fullmatch("[0-9a-f]{8}", version) for version in versions)


def test_the_same_item_has_the_same_version_on_every_machine() -> None:
    item = _plain_item()
    assert item.version == _plain_item().version == "2bdb715c"


def _plain_item(**changes: Any) -> Item:
    item = Item(
        id="x-01",
        unit="01-x",
        kind=Kind.CHOICE,
        objective="1.1",
        level=Level.APPLY,
        minutes=1,
        shows=("A0-01",),
        prompt="Größe — ‹so›?",
        hints=(),
        vocabulary=None,
        task=OptionsTask((Option("a", "Ja"), Option("b", "Nein"))),
    )
    return dataclasses.replace(item, **changes)
