"""Knows how one table of a TOML file is read, and that no mistake in it is lost."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

import pytest

from coursepack.faults import Fault
from coursepack.fields import Fields


class Colour(StrEnum):
    """A closed vocabulary."""

    RED = "red"
    BLUE = "blue"


def _read(table: Any) -> tuple[Fields, list[Fault]]:
    faults: list[Fault] = []
    return Fields(table, "f.toml", "who-01", faults), faults


def test_right_values_are_returned_and_nothing_is_told() -> None:
    fields, faults = _read({"t": " a ", "l": ["x", "y"], "n": 3, "f": True, "c": "red", "s": {"k": 1}})
    assert fields.text("t") == "a"
    assert fields.texts("l") == ("x", "y")
    assert fields.number("n", 0, 3) == 3
    assert fields.flag("f", default=False) is True
    assert fields.one_of("c", Colour) is Colour.RED
    assert fields.table("s") == {"k": 1}
    fields.finish()
    assert faults == []


def test_defaults_stand_in_for_absent_fields_without_a_fault() -> None:
    fields, faults = _read({})
    assert fields.text("t", "") == ""
    assert fields.texts("l", ()) == ()
    assert fields.number("n", 0, 3, 2) == 2
    assert fields.flag("f", default=True) is True
    assert fields.table("s", {}) == {}
    assert fields.raw("r") is None
    assert faults == []


def test_each_absent_field_is_told_by_its_name() -> None:
    fields, faults = _read({})
    fields.text("t")
    fields.texts("l")
    fields.number("n", 0, 3)
    fields.one_of("c", Colour)
    fields.table("s")
    assert [(fault.where, fault.found) for fault in faults] == [
        (f"who-01.{name}", "nothing") for name in ("t", "l", "n", "c", "s")
    ]
    assert faults[0].remedy == "Add the field t."
    assert faults[3].expected == '"red" or "blue"'


@pytest.mark.parametrize(
    ("value", "found"), [(3, "3"), (["a"], "['a']"), (True, "True"), ("  ", "an empty text")]
)
def test_what_is_no_text_is_told(value: object, found: str) -> None:
    fields, faults = _read({"t": value})
    assert fields.text("t") == ""
    assert [(fault.found, fault.expected) for fault in faults] == [(found, "a text")]


@pytest.mark.parametrize("value", ["a", [3], ["a", ""], ["a", ["b"]], {"a": 1}])
def test_what_is_no_list_of_texts_is_told_once(value: object) -> None:
    fields, faults = _read({"l": value})
    assert fields.texts("l") == ()
    assert len(faults) == 1
    assert faults[0].expected.startswith("a list of texts")


@pytest.mark.parametrize("value", [-1, 3.1, float("nan"), float("inf"), 10**400, True, "2", [2]])
def test_what_is_no_number_of_the_range_is_told(value: object) -> None:
    fields, faults = _read({"n": value})
    assert fields.number("n", 0, 3) == 0
    assert [fault.expected for fault in faults] == ["a number from 0 to 3"]


@pytest.mark.parametrize("value", [1, "true", None])
def test_what_is_neither_true_nor_false_is_told(value: object) -> None:
    fields, faults = _read({"f": value})
    fields.flag("f", default=False)
    assert [fault.expected for fault in faults] == ["true or false"]


@pytest.mark.parametrize("value", ["green", "RED", 1, ["red"]])
def test_a_word_outside_the_vocabulary_is_told_with_the_words_inside(value: object) -> None:
    fields, faults = _read({"c": value})
    assert fields.one_of("c", Colour) is None
    assert [fault.expected for fault in faults] == ['"red" or "blue"']


def test_an_unknown_field_is_told_with_the_fields_there_are() -> None:
    fields, faults = _read({"promt": "?", "prompt": "?"})
    fields.text("prompt")
    fields.finish()
    assert [(fault.found, fault.expected) for fault in faults] == [('a field "promt"', '"prompt"')]


def test_tables_may_be_missing_and_one_table_alone_is_told() -> None:
    fields, faults = _read({"several": [{"a": 1}, {"a": 2}], "one": {"a": 1}, "none": "text"})
    assert fields.tables("several") == [{"a": 1}, {"a": 2}]
    assert fields.tables("absent") == []
    assert faults == []
    assert fields.tables("one") == fields.tables("none") == []
    assert [(fault.where, fault.found, fault.expected) for fault in faults] == [
        ("who-01.one", "one table", "tables [[who-01.one]]"),
        ("who-01.none", "'text'", "tables [[who-01.none]]"),
    ]


@pytest.mark.parametrize("table", ["a text", 3, ["a"], None])
def test_what_is_no_table_is_told_and_read_as_an_empty_one(table: object) -> None:
    fields, faults = _read(table)
    assert fields.text("t", "-") == "-"
    assert [(fault.where, fault.expected) for fault in faults] == [("who-01", "a table of fields")]
