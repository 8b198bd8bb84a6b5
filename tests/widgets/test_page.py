"""What the page is told of orders and written answers: everything that is asked, nothing of the key."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coursepack.answers import AnswerLog
from coursepack.course import Course
from coursepack.items import Item, Kind, find_item
from coursepack.items.model import Level, Option, OrderTask
from coursepack.widgets.page import page, shown_order, steps
from support import marking_course

LINES = tuple(Option(name, name.upper()) for name in "abcdef")
ORDER = Item("x-01", "01-x", Kind.ORDER, "1.1", Level.APPLY, 1, (), "?", (), None, OrderTask(LINES))


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Course:
    return marking_course(tmp_path_factory.mktemp("page") / "pack")


@given(st.integers(2, 6), st.from_regex(r"[a-z]{1,8}-\d\d", fullmatch=True))
@settings(deadline=None, derandomize=True, database=None)
def test_lines_are_shuffled_always_in_the_same_way_and_never_left_as_they_are(count: int, name: str) -> None:
    item = replace(ORDER, id=name, task=OrderTask(LINES[:count]))
    shown = shown_order(item)
    assert sorted(option.id for option in shown) == sorted(option.id for option in LINES[:count])
    assert shown != LINES[:count]
    assert shown == shown_order(item)


def test_the_place_of_a_line_in_the_file_does_not_matter() -> None:
    turned = replace(ORDER, task=OrderTask(LINES[::-1]))
    assert shown_order(turned) == shown_order(ORDER)


def test_two_exercises_with_the_same_lines_are_shuffled_differently() -> None:
    orders = {
        tuple(option.id for option in shown_order(replace(ORDER, id=f"x-{number}"))) for number in range(9)
    }
    assert len(orders) > 5


@pytest.mark.parametrize(
    ("points", "given"),
    [
        (0.5, [0, 0.5]),
        (1, [0, 0.5, 1]),
        (3, [0, 0.5, 1, 1.5, 2, 2.5, 3]),
        (4, [0, 1, 2, 3, 4]),
        (4.5, [0, 0.5, 1, 1.5, 2, 2.5, 3, 3.5, 4, 4.5]),
        (1.25, [0, 0.5, 1, 1.25]),
    ],
)
def test_points_are_given_by_halves_where_there_are_few_of_them(points: float, given: list[float]) -> None:
    assert steps(points) == given


def test_the_page_knows_the_rubric_and_not_the_model_answer(course: Course, tmp_path: Path) -> None:
    told = page(find_item("small-essay", course), course, AnswerLog(tmp_path / "answers.jsonl", course.id))
    assert [(line["id"], line["points"]) for line in told["rubric"]] == [("chain", 1), ("hedge", 2)]
    assert (told["fewest"], told["most"], told["longest"]) == (20, 80, 50_000)
    assert "which name nobody" not in str(told)


def test_a_written_answer_says_beforehand_whether_its_one_try_ends_it(course: Course, tmp_path: Path) -> None:
    without = marking_course(tmp_path / "pack", solutions=False)
    heads = [
        page(find_item("small-essay", own), own, AnswerLog(tmp_path / "answers.jsonl", own.id))["by_hand"]
        for own in (course, without)
    ]
    assert heads == ["one try: then a model answer opens", "a person reads it"]


def test_the_page_of_an_order_does_not_begin_with_the_right_one(course: Course, tmp_path: Path) -> None:
    log = AnswerLog(tmp_path / "answers.jsonl", course.id)
    told = page(find_item("small-order", course), course, log)
    assert [option["id"] for option in told["options"]] != ["airforce", "summit", "lavrov"]
