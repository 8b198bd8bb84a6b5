"""Knows what orders earn, worked out by hand, and that a written answer earns nothing that could be taken for a nought."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from coursepack.answers import Attempt, History
from coursepack.items import Item, Key, Kind
from coursepack.items.keys import Feedback
from coursepack.items.model import Criterion, EssayTask, Level, Option, OrderTask
from coursepack.scoring import Status, mark, score

ORDER = Item(
    "x-01",
    "01-x",
    Kind.ORDER,
    "1.1",
    Level.APPLY,
    1,
    (),
    "?",
    (),
    None,
    OrderTask(tuple(Option(name, name.upper()) for name in "dbac")),
)
ORDER_KEY = Key("x-01", "The reason.", (), order=("a", "b", "c", "d"))
ESSAY = replace(
    ORDER, kind=Kind.ESSAY, hints=("One.", "Two."), task=EssayTask(2, 5, (Criterion("c", "Names it.", 2),))
)
ESSAY_KEY = Key("x-01", "The reason.", (), model="A model.")


@pytest.mark.parametrize(
    ("answer", "credit"),
    [
        ("abcd", 1),
        ("bacd", 4 / 6),  # one of six pairs wrong: 5 - 1 over 6
        ("bcad", 2 / 6),  # two wrong
        ("badc", 2 / 6),
        ("dabc", 0),  # three wrong: 3 - 3
        ("dcba", 0),  # all wrong: not below 0
        ("abc", 3 / 6),  # a part: three pairs right, the others not told
        ("a", 0),
    ],
)
def test_an_order_earns_its_rank_correlation_with_the_right_one(answer: str, credit: float) -> None:
    assert score(ORDER, ORDER_KEY, list(answer)).score == pytest.approx(credit)


def test_every_line_is_told_its_place() -> None:
    reasons = score(ORDER, ORDER_KEY, list("bacd")).reasons
    assert [(reason.about, reason.credit, reason.says) for reason in reasons] == [
        ("b", 0, "Belongs in place 2."),
        ("a", 0, "Belongs in place 1."),
        ("c", 1, "In its place."),
        ("d", 1, "In its place."),
    ]


def test_the_authors_words_follow_the_place_and_a_misconception_only_a_wrong_one() -> None:
    said = {name: Feedback(f"On {name}.", "late") for name in "bc"}
    key = replace(ORDER_KEY, feedback=said, otherwise=Feedback("Look for dates.", "early"))
    reasons = {reason.about: reason for reason in score(ORDER, key, list("bacd")).reasons}
    assert (reasons["b"].says, reasons["b"].misconception) == ("Belongs in place 2. On b.", "late")
    assert (reasons["c"].says, reasons["c"].misconception) == ("In its place. On c.", None)
    assert (reasons["a"].says, reasons["a"].misconception) == ("Belongs in place 1. Look for dates.", "early")
    assert (reasons["d"].says, reasons["d"].misconception) == ("In its place.", None)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("word", "1 word; 2 to 5 were wanted."),
        (" three\n short  words ", "3 words; 2 to 5 were wanted."),
        ("w " * 1500, "1,500 words; 2 to 5 were wanted."),
    ],
)
def test_a_text_is_counted_and_left_to_a_person(text: str, says: str) -> None:
    result = score(ESSAY, ESSAY_KEY, {"text": text, "self": {}})
    assert result.status is Status.BY_HAND
    assert [reason.says for reason in result.reasons] == [says]
    assert not result.right


def attempt(answer: Any, hints: int = 0) -> Attempt:
    return Attempt(answer, hints, "1a2b3c4d", submitted=True)


def text(words: str) -> dict[str, Any]:
    return {"text": words, "self": {}}


def test_a_mark_that_a_person_has_to_give_has_no_points_and_hints_cost_nothing() -> None:
    own = mark(ESSAY, ESSAY_KEY, History((attempt(text("One two."), hints=2),)))
    assert own is not None
    assert (own.points, own.factor) == (None, 1)


def test_of_several_texts_the_last_one_is_read() -> None:
    own = mark(ESSAY, ESSAY_KEY, History((attempt(text("First.")), attempt(text("Second."), hints=1))))
    assert own is not None
    assert own.attempt.answer["text"] == "Second."


@pytest.mark.parametrize("strange", ["a text alone", {"text": 7}, text(" "), None])
@pytest.mark.parametrize("first", [True, False])
def test_a_text_is_read_before_what_is_none(strange: Any, first: bool) -> None:  # noqa: FBT001 (a parameter of the test)
    both = (attempt(text("A text.")), attempt(strange, hints=1))
    own = mark(ESSAY, ESSAY_KEY, History(both if first else both[::-1]))
    assert own is not None
    assert own.attempt.answer == text("A text.")
