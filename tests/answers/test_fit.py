"""Knows which answers fit an item, and in which words the others are refused."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from coursepack.answers import answer_faults, is_empty, not_ready
from coursepack.answers.fit import number_in
from coursepack.items import Item
from support import best_answers, small_course, small_items


@pytest.fixture(name="items", scope="module")
def _items(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Item]:
    return small_items(small_course(tmp_path_factory.mktemp("fit") / "course"))


@pytest.mark.parametrize("answer", [None, "", "  \n\u00a0\u3000", [], {}])
def test_nothing_is_empty(answer: Any) -> None:
    assert is_empty(answer)


@pytest.mark.parametrize("answer", [0, False, 0.0, "0", [None], [""], {"": ""}, [[]]])
def test_what_is_there_is_not_empty(answer: Any) -> None:
    assert not is_empty(answer)


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("7", 7),
        (" 7 ", 7),
        ("\u00a07\u3000", 7),
        ("3.5", 3.5),
        ("3,5", 3.5),
        ("-2", -2),
        ("−2", -2),
        ("+2", 2),
        ("007", 7),
        ("٣", 3),
        ("३", 3),
        ("１２", 12),
        ("０，５", 0.5),
        (7, 7),
        (7.25, 7.25),
        (-0.0, 0),
    ],
)
def test_a_number_is_read_as_people_type_it(typed: Any, number: float) -> None:
    assert number_in(typed) == number


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "seven",
        "1e5",
        "0x10",
        "1_000",
        "7 %",
        "7.",
        ".5",
        "1.2.3",
        "1,234,567",
        "--2",
        "2-",
        "½",
        "²x",
        "nan",
        "inf",
        "-Infinity",
        "9" * 31,
        True,
        False,
        None,
        [7],
        {"n": 7},
        float("nan"),
        float("inf"),
        10**15,
        -(10**400),
    ],
)  # fmt: skip
def test_what_is_no_plain_number_is_none(typed: Any) -> None:
    assert number_in(typed) is None


@pytest.mark.parametrize(
    ("item_id", "answer", "says"),
    [
        ("small-choice", "nobody", '"nobody" is none of the options: "biden", "haass" or "putin".'),
        ("small-choice", ["haass"], 'a list is none of the options: "biden", "haass" or "putin".'),
        ("small-choice", {"haass": 1}, 'a table is none of the options: "biden", "haass" or "putin".'),
        ("small-choice", 3, '"3" is none of the options: "biden", "haass" or "putin".'),
        ("small-choice", "x" * 100, f'"{"x" * 40}…" is none of the options: "biden", "haass" or "putin".'),
        ("small-choices", "said", "the answer is not a list of options."),
        ("small-choices", ["said", "said"], "some of the options stand in the answer twice."),
        ("small-classify", ["speech"], "the answer is not a table of rows."),
        ("small-classify", {"A0-99": "speech"}, '"A0-99" is none of the rows: "A0-02", "A0-08" or "A0-15".'),
        ("small-classify", {"A0-02": "x"}, '"x" is none of the options: "speech", "mind" or "neither".'),
        ("small-classify", {"A0-02": ["mind"]}, 'a list is none of the options: "speech", "mind" or "neither".'),
        ("small-number", "many", '"many" is not a number. Write it in digits, such as 12.'),
        ("small-number", "3,5", '"3,5" is not a whole number.'),
        ("small-number", "1,000", '"1,000" can be read in two ways. Write a whole number without comma or point.'),
        ("small-number", "1.000", '"1.000" can be read in two ways. Write a whole number without comma or point.'),
        ("small-number", "21", '"21" is not between 0 and 20.'),
        ("small-number", -1, '"-1" is not between 0 and 20.'),
        ("small-number", 10**5000, "the number is too large."),
        ("small-short", 3, "the answer is not a text."),
        ("small-short", "x" * 61, "the answer has 61 characters; at most 60 may be."),
        ("small-locate", "A4-05", "the answer is not a list of sentences."),
        (
            "small-locate",
            ["A4-03", "A4-04", "A4-05", "A4-06"],
            "4 sentences were picked; at most 3 may be.",
        ),
        ("small-locate", ["A4-05", "A4-05"], "some of the sentences stand in the answer twice."),
    ],
    ids=lambda value: value if isinstance(value, str) and value.startswith("small") else "",
)  # fmt: skip
def test_an_answer_that_does_not_fit_is_refused_in_words(
    items: Mapping[str, Item], item_id: str, answer: Any, says: str
) -> None:
    assert answer_faults(items[item_id], answer) == (says,)
    assert not_ready(items[item_id], answer) == (says,)


@pytest.mark.parametrize("item_id", ["small-choices", "small-locate"])
def test_a_long_list_of_nonsense_makes_a_short_list_of_reasons(
    items: Mapping[str, Item], item_id: str
) -> None:
    assert 1 <= len(answer_faults(items[item_id], ["x"] * 100_000)) < 10


def test_a_long_table_of_nonsense_makes_a_short_list_of_reasons(items: Mapping[str, Item]) -> None:
    assert 1 <= len(answer_faults(items["small-classify"], {str(row): "x" for row in range(100_000)})) < 10


def test_a_fitting_answer_has_no_faults_and_an_empty_one_is_only_not_ready(tmp_path: Path) -> None:
    course = small_course(tmp_path / "course")
    best = best_answers(course)
    for item in small_items(course).values():
        assert answer_faults(item, best[item.id]) == not_ready(item, best[item.id]) == ()
        assert answer_faults(item, None) == ()
        assert not_ready(item, None) == ("Nothing is answered yet.",)


def test_open_rows_do_not_spoil_an_answer_but_keep_it_from_being_submitted(items: Mapping[str, Item]) -> None:
    assert answer_faults(items["small-classify"], {"A0-02": "mind"}) == ()
    assert not_ready(items["small-classify"], {"A0-02": "mind"}) == ("2 of 3 are still open.",)
