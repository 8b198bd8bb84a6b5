"""Knows what one item earns in the end: the best of what counts, less for every hint."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from coursepack.answers import Answered, HintOpened, History, Record, Revealed, history
from coursepack.items import Item, Key, Kind
from coursepack.items.keys import Feedback
from coursepack.items.model import Level, Option, OptionsTask
from coursepack.scoring import Status, credit_factor, mark

AT = "2026-03-02T09:30:00.000Z"
ITEM = Item(
    id="x-01",
    unit="01-x",
    kind=Kind.CHOICE,
    objective="1.1",
    level=Level.APPLY,
    minutes=1,
    shows=(),
    prompt="?",
    hints=("One.", "Two."),
    vocabulary=None,
    task=OptionsTask((Option("right", "R"), Option("half", "H"), Option("wrong", "W"))),
)
KEY = Key(
    item="x-01",
    why="The reason.",
    rests_on=(),
    contested=True,
    credits={"right": 1.0, "half": 0.5},
    rows={},
    bands=(),
    feedback={name: Feedback(f"On {name}.") for name in ("right", "half", "wrong")},
    otherwise=None,
)
REVEAL = Revealed("r", AT, "x-01", "1a2b3c4d")


def _answer(answer: Any, hints: int = 0, *, submitted: bool = True) -> Answered:
    return Answered(f"{answer}{hints}{submitted}", AT, "x-01", "1a2b3c4d", answer, submitted, hints)


def _hint(hints: int) -> HintOpened:
    return HintOpened(f"h{hints}", AT, "x-01", "1a2b3c4d", hints)


def _points(*records: Record) -> float | None:
    own = mark(ITEM, KEY, history(records))
    return own.points if own else None


@pytest.mark.parametrize(
    ("hints", "factor"), [(0, 1), (1, 2 / 3), (2, 1 / 3), (3, 1 / 3), (10**6, 1 / 3), (-1, 1)]
)
def test_each_open_hint_costs_one_equal_step_and_never_everything(hints: int, factor: float) -> None:
    assert credit_factor(ITEM, hints) == pytest.approx(factor)


@pytest.mark.parametrize(("hints", "lowest"), [(0, 1), (1, 1 / 2), (2, 1 / 3), (4, 1 / 5)])
def test_the_last_try_still_earns_its_share(hints: int, lowest: float) -> None:
    item = replace(ITEM, hints=("?",) * hints)
    assert item.tries == hints + 1
    assert credit_factor(item, hints) == pytest.approx(lowest)
    assert credit_factor(item, 0) == 1


@pytest.mark.parametrize(
    ("records", "points"),
    [
        ([_answer("right")], 1),
        ([_answer("wrong")], 0),
        ([_answer("wrong"), _hint(1), _answer("right", 1)], 2 / 3),
        ([_answer("wrong"), _hint(1), _answer("wrong", 1), _hint(2), _answer("right", 2)], 1 / 3),
        ([_answer("half"), _hint(1), _answer("right", 1)], 2 / 3),
        ([_answer("half"), _hint(2), _answer("right", 2)], 1 / 2),  # the earlier half beats a third
        ([_answer("right"), _hint(1), _answer("wrong", 1)], 1),  # a later worse answer takes nothing away
        ([_hint(1), _answer("half", 1)], 1 / 3),
        ([_answer("wrong"), _answer("right")], 1),  # at one level the last answer counts
        ([_answer("right"), _answer("wrong")], 0),
        ([_answer("none of these")], 0),
        ([_answer(None)], 0),
    ],
)
def test_the_best_of_what_counts_is_the_mark(records: list[Record], points: float) -> None:
    assert _points(*records) == pytest.approx(points)


def test_a_draft_earns_only_where_nothing_was_submitted() -> None:
    assert _points(_answer("right", submitted=False)) == 1
    assert _points(_answer("wrong"), _hint(1), _answer("right", 1, submitted=False)) == 0
    assert _points(_answer("right", submitted=False), _answer("wrong")) == 0


def test_after_the_key_was_shown_nothing_is_earned() -> None:
    assert _points(REVEAL, _answer("right")) is None
    assert _points(_answer("wrong"), REVEAL, _answer("right")) == 0
    assert _points(_answer("half"), REVEAL, _answer("right", 1)) == 0.5


def test_without_an_answer_there_is_no_mark() -> None:
    assert mark(ITEM, KEY, History()) is None
    assert _points(_hint(1)) is None
    assert _points(REVEAL) is None


def test_a_mark_tells_factor_result_and_the_attempt_that_earned_it() -> None:
    own = mark(ITEM, KEY, history([_answer("half"), _hint(1), _answer("right", 1)]))
    assert own is not None
    assert own.factor == pytest.approx(2 / 3)
    assert own.result.right
    assert own.result.reasons[0].says == "On right."
    assert (own.attempt.answer, own.attempt.hints, own.attempt.version) == ("right", 1, "1a2b3c4d")


def test_of_two_equal_marks_the_earlier_one_is_kept() -> None:
    own = mark(ITEM, KEY, history([_answer("wrong"), _hint(1), _answer("wrong", 1)]))
    assert own is not None
    assert own.attempt.hints == 0


def test_an_invalid_answer_is_a_mark_of_nothing_that_says_so() -> None:
    own = mark(ITEM, KEY, history([_answer(["right"])]))
    assert own is not None
    assert (own.points, own.result.status) == (0, Status.INVALID)
