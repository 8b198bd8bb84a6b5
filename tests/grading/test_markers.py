"""The order of reading, comments that come again, and how far two markers agree."""

from __future__ import annotations

import math
from collections.abc import Sequence

import pytest

from coursepack.grading.mark_pages import levels
from coursepack.grading.mark_record import AnswerKey, Marked
from coursepack.grading.markers import FEWEST, MarkerAgreement, agreements, quadratic_kappa
from coursepack.grading.reading_order import next_unmarked, reading_order, unmarked, used_comments
from coursepack.items import Item, load_items
from support import AT, marking_course

ITEM = "small-essay"


@pytest.fixture(scope="module")
def item(tmp_path_factory: pytest.TempPathFactory) -> Item:
    course = marking_course(tmp_path_factory.mktemp("markers") / "pack")
    return load_items("03-marking", course).items[ITEM]


def keys(count: int, item: str = ITEM) -> list[AnswerKey]:
    return [AnswerKey(item, f"student-{number:02}", f"digest-{number}") for number in range(count)]


def mark(answer: AnswerKey, chain: float = 1, hedge: float = 2, comment: str = "") -> Marked:
    return Marked("operation", AT, "ann", answer, "1", {"chain": chain, "hedge": hedge}, comment)


def compared(item: Item, pairs: Sequence[tuple[float, float]]) -> MarkerAgreement:
    answers = keys(len(pairs))
    by_marker = {
        marker: {answer: mark(answer, 0, pair[place]) for answer, pair in zip(answers, pairs, strict=True)}
        for place, marker in enumerate(("ann", "bob"))
    }
    (found,) = agreements({ITEM: item}, by_marker)
    return found


# ---- order


def test_the_order_is_the_same_at_every_start_and_another_for_every_marker_and_question() -> None:
    answers = keys(30)
    order = reading_order("ann", answers)
    assert order == reading_order("ann", reversed(answers))
    assert sorted(order) == answers
    other = [answer.student for answer in reading_order("ann", keys(30, "other-item"))]
    orders = {
        tuple(answer.student for answer in some) for some in (answers, order, reading_order("bob", answers))
    }
    assert len({*orders, tuple(other)}) == 4


def test_an_answer_that_comes_later_moves_no_other() -> None:
    late = AnswerKey(ITEM, "late", "digest")
    order = reading_order("ann", [*keys(20), late])
    assert [answer for answer in order if answer != late] == reading_order("ann", keys(20))


def test_the_order_does_not_depend_on_what_was_written() -> None:
    changed = [AnswerKey(ITEM, answer.student, "another text") for answer in keys(20)]
    places = [answer.student for answer in reading_order("ann", changed)]
    assert places == [answer.student for answer in reading_order("ann", keys(20))]


def test_the_next_unmarked_answer_is_the_one_behind_or_else_the_first() -> None:
    order = keys(4)
    marks = {order[1]: mark(order[1]), order[3]: mark(order[3])}
    assert unmarked(order, marks) == [0, 2]
    assert [next_unmarked(order, marks, after) for after in (-1, 0, 1, 2, 3)] == [0, 2, 2, 0, 0]
    assert next_unmarked(order, {answer: mark(answer) for answer in order}, 0) is None


def test_comments_come_again_by_how_often_they_were_used_for_this_question() -> None:
    texts = ["b", "a", " b ", "", "c", "b", "c"]
    marks = {answer: mark(answer, comment=text) for answer, text in zip(keys(7), texts, strict=True)}
    other = AnswerKey("other-item", "student", "digest")
    assert used_comments({**marks, other: mark(other, comment="elsewhere")}, ITEM) == ["b", "c", "a"]
    assert used_comments(marks, ITEM, most=1) == ["b"]


def test_every_line_of_a_rubric_can_be_given_nothing_something_and_all() -> None:
    assert levels(1) == [0, 0.5, 1]
    assert levels(0.5) == [0, 0.5]
    assert levels(1.25) == [0, 0.5, 1, 1.25]
    assert levels(7) == [0, 1, 2, 3, 4, 5, 6, 7]
    assert levels(100) == [0, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100]
    for tenths in range(5, 1001):
        steps = levels(tenths / 10)
        assert (steps[0], steps[-1]) == (0, tenths / 10)
        assert steps == sorted(set(steps))


# ---- agreement


def test_kappa_is_one_for_equal_points_and_nought_where_chance_would_do() -> None:
    assert quadratic_kappa([(0, 0), (1, 1), (2, 2)]) == 1
    assert quadratic_kappa([(0, 0), (0, 1), (1, 0), (1, 1)]) == 0
    assert quadratic_kappa([(0, 1), (1, 0)]) == -1
    assert quadratic_kappa([(1, 1), (1, 1)]) is None


def test_kappa_is_the_one_worked_out_by_hand() -> None:
    # Differences 0, 1, 0, 2: 0 + 1 + 0 + 4 = 5. All pairs of 0, 1, 2, 2 and 0, 2, 2, 0:
    # 0+4+4+0, 1+1+1+1, 4+0+0+4, 4+0+0+4 = 28. 1 - 4 * 5 / 28 = 2/7.
    found = quadratic_kappa([(0, 0), (1, 2), (2, 2), (2, 0)])
    assert found is not None
    assert math.isclose(found, 2 / 7)


def test_with_few_answers_there_are_only_counts(item: Item) -> None:
    few = compared(item, [(2, 2)] * 10 + [(2, 1)] * (FEWEST - 11))
    assert (few.answers, few.equal, few.share_equal, few.difference, few.kappa) == (14, 10, None, None, None)


def test_with_enough_answers_there_are_share_difference_and_kappa(item: Item) -> None:
    found = compared(item, [(2, 2), (1, 1), (0, 0)] * 4 + [(2, 1)] * 3)
    assert (found.answers, found.equal, found.share_equal, found.difference) == (15, 12, 0.8, 0.2)
    assert found.lines == (("Names who reports.", 15), ("Keeps one hedge only.", 12))
    assert found.kappa is not None
    assert 0 < found.kappa < 1


def test_answers_far_apart_are_named_and_those_at_the_threshold_are_not(item: Item) -> None:
    found = compared(item, [(2, 2), (2, 1.25), (2, 1), (0, 2)])
    assert found.possible == 3
    assert [(answer.student, pair) for answer, pair in found.apart] == [
        ("student-02", (2, 1)),
        ("student-03", (0, 2)),
    ]


def test_only_answers_that_both_marked_with_the_present_rubric_are_compared(item: Item) -> None:
    one, two, three = keys(3)
    unfit = Marked("operation", AT, "bob", two, "1", {"gone": 1}, "")
    by_marker = {"ann": {one: mark(one), two: mark(two)}, "bob": {two: unfit, three: mark(three)}}
    assert list(agreements({ITEM: item}, by_marker)) == []


def test_three_markers_are_compared_two_by_two(item: Item) -> None:
    (answer,) = keys(1)
    by_marker = {marker: {answer: mark(answer)} for marker in ("ann", "bob", "cleo")}
    found = [each.markers for each in agreements({ITEM: item}, by_marker)]
    assert found == [("ann", "bob"), ("ann", "cleo"), ("bob", "cleo")]
