"""Knows how answers, keys and results are put into words, and what may not be said before the key is shown."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from coursepack.course import Course
from coursepack.items import Item, Key, load_keys
from coursepack.items.model import RowsTask
from coursepack.scoring import score
from coursepack.scoring.explain import lines, nudges
from coursepack.scoring.in_words import answer_in_words, key_in_words, share_in_words
from support import UNIT, small_course, small_items

PARTLY_WRONG: dict[str, list[Any]] = {
    "small-choice": ["biden", "putin"],
    "small-choices": [["said"], ["rule", "decide"], ["decide"], ["agree", "decide"]],
    "small-classify": [{"A0-02": "mind"}, {"A0-02": "speech", "A0-08": "speech", "A0-15": "mind"}],
    "small-match": [{"haass": "former", "lavrov": "mediator", "trump": "minister"}],
    "small-number": ["3", "5"],
    "small-short": ["cast", "sees"],
    "small-locate": [["A4-07"], ["A4-04", "A4-08"], ["A4-03"]],
}
"""Answers that earn less than everything, by item."""


class _Unit(NamedTuple):
    items: dict[str, Item]
    keys: dict[str, Key]


@pytest.fixture(name="unit", scope="module")
def _unit(tmp_path_factory: pytest.TempPathFactory) -> _Unit:
    course: Course = small_course(Path(tmp_path_factory.mktemp("explain")) / "course")
    return _Unit(dict(small_items(course)), dict(load_keys(UNIT, course).keys))


@pytest.mark.parametrize("item_id", PARTLY_WRONG)
def test_what_is_said_between_two_tries_never_tells_the_key(unit: _Unit, item_id: str) -> None:
    item, key = unit.items[item_id], unit.keys[item_id]
    secret = {key.why, *(row.why for row in key.rows.values())}
    secret |= {
        key.feedback[name].says
        for name, credit in key.credits.items()
        if credit == 1 and name in key.feedback
    }
    for answer in PARTLY_WRONG[item_id]:
        result = score(item, key, answer)
        assert not result.right
        said = nudges(item, answer, result)
        assert said
        assert not [told for told in said for hidden in secret if hidden in told]


def test_rows_are_only_counted_between_two_tries(unit: _Unit) -> None:
    item, key = unit.items["small-classify"], unit.keys["small-classify"]
    answer = {"A0-02": "mind", "A0-08": "mind"}
    assert nudges(item, answer, score(item, key, answer)) == ("1 of 3 are right.",)


def test_a_missing_option_is_only_hinted_at(unit: _Unit) -> None:
    item, key = unit.items["small-choices"], unit.keys["small-choices"]
    assert nudges(item, ["said"], score(item, key, ["said"])) == ("Something is still missing.",)


@pytest.mark.parametrize(
    ("item_id", "answer", "words"),
    [
        ("small-choice", "haass", ("Richard Haass",)),
        ("small-choices", ["rule", "said"], ("said", "didn’t rule out")),
        ("small-classify", {"A0-08": "speech", "A0-02": "mind"}, ("A0-02: Mind", "A0-08: Speech")),
        ("small-match", {"haass": "former"}, ("Richard Haass: a former official",)),
        ("small-locate", ["A4-05", "A4-04"], ("A4-04", "A4-05")),
        ("small-number", "4", ("4",)),
        ("small-short", "cast himself as", ("cast himself as",)),
        ("small-choice", None, ()),
        ("small-locate", [], ()),
    ],
)
def test_an_answer_is_put_into_words_in_the_order_of_the_exercise(
    unit: _Unit, item_id: str, answer: Any, words: tuple[str, ...]
) -> None:
    assert answer_in_words(unit.items[item_id], answer) == words


@pytest.mark.parametrize("item_id", PARTLY_WRONG)
def test_what_a_learner_typed_never_acts_as_markup(unit: _Unit, item_id: str) -> None:
    for typed in ("<b>", "**x**", "[a](b)", "‹said› (A0-08)", "`x`"):
        (words,) = answer_in_words(unit.items[item_id], typed)
        assert typed not in words


def test_a_key_is_put_into_words_with_weights_only_where_readers_differ(unit: _Unit) -> None:
    in_words = {name: key_in_words(item, unit.keys[name]) for name, item in unit.items.items()}
    assert in_words == {
        "small-choice": ("Richard Haass",),
        "small-choices": ("said", "didn’t rule out"),
        "small-classify": ("A0-02: Mind", "A0-08: Speech", "A0-15: Neither"),
        "small-match": (
            "Richard Haass: a former official",
            "Sergey V. Lavrov: a foreign minister",
            "Mr. Trump in A4-09: a mediator, in his own words (1) / a foreign minister (0.5)",
        ),
        "small-number": ("4",),
        "small-short": ("cast himself as (1)", "cast (0.5)"),
        "small-locate": ("A4-04 (1)", "A4-05 (1)", "A4-06 (1)", "A4-07 (0.5)"),
    }


def test_two_spellings_of_the_same_words_are_told_once(unit: _Unit) -> None:
    key = replace(unit.keys["small-short"], credits={"West's view": 1.0, "West’s view": 1.0, "a view": 1.0})
    assert key_in_words(unit.items["small-short"], key) == ("West's view", "a view")


def test_the_full_explanation_has_a_line_for_every_row_given_or_not(unit: _Unit) -> None:
    item, key = unit.items["small-classify"], unit.keys["small-classify"]
    answer = {"A0-02": "mind", "A0-08": "mind"}
    explained = lines(item, key, answer, score(item, key, answer))
    assert [(line.about, line.given, line.right, line.credit) for line in explained] == [
        ("A0-02", "Mind", "Mind", 1),
        ("A0-08", "Mind", "Speech", 0),
        ("A0-15", "not answered", "Neither", 0),
    ]


def test_an_invalid_answer_is_explained_by_what_is_wrong_with_it(unit: _Unit) -> None:
    item, key = unit.items["small-number"], unit.keys["small-number"]
    (line,) = lines(item, key, "<b>", score(item, key, "<b>"))
    assert "is not a number" in line.says
    assert "<b>" not in line.says
    assert line.credit == 0


@pytest.mark.parametrize(
    ("points", "words"),
    [(0, "0"), (1, "1"), (0.5, "0.5"), (1 / 3, "0.33"), (2 / 3, "0.67"), (0.1, "0.1"), (10, "10")],
)
def test_points_are_written_with_at_most_two_decimals(points: float, words: str) -> None:
    assert share_in_words(points) == words


def test_a_row_that_is_a_whole_sentence_is_not_followed_by_a_colon(unit: _Unit) -> None:
    item = unit.items["small-match"]
    assert isinstance(item.task, RowsTask)
    row = replace(item.task.rows[0], text="The visit changed little.")
    asked = replace(item, task=replace(item.task, rows=(row,)))
    assert answer_in_words(asked, {row.id: "former"}) == ("The visit changed little. → a former official",)
