"""Whatever JSON stands where an answer should be: graded or told, never a crash, never outside [0, 1]."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coursepack.answers import Answer, Answered, LogReading
from coursepack.answers.record import Header
from coursepack.grading import GradeStatus
from coursepack.grading.marking import grade_log
from coursepack.grading.pages import Pages
from coursepack.grading.paper import Paper
from support import AT

WORDS = [
    "haass",
    "said",
    "A0-02",
    "mind",
    "former",
    "4",
    "cast",
    "A4-05",
    "small-choice",
    "<b>",
    "‹A0-01›",
    "\x00",
]
LEAF: st.SearchStrategy[Any] = (
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False)
)
TEXT = st.sampled_from(WORDS) | st.text(max_size=20)
JSON: st.SearchStrategy[Any] = st.recursive(
    LEAF | TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4),
    max_leaves=8,
)


@pytest.fixture(scope="module")
def pages(paper: Paper) -> Pages:
    """Return the maker of feedback pages."""
    return Pages(paper)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    answers=st.dictionaries(st.sampled_from([*WORDS, "small-match", "small-classify", "small-locate"]), JSON)
)
def test_any_answers_are_graded_or_told(paper: Paper, pages: Pages, answers: dict[str, Any]) -> None:
    for_all = {item_id: answers[name] for item_id, name in zip(paper.questions, answers, strict=False)}
    records = tuple(
        Answered(item_id, AT, item_id, paper.questions[item_id].version, answer, True, 0)  # noqa: FBT003 (submitted)
        for item_id, answer in for_all.items()
    )
    grade = grade_log(LogReading(Header("small-course", "learner", AT), records, ()), paper)
    assert all(item.points is None or 0 <= item.points <= 1 for item in grade.items)
    if any(item.faults for item in grade.items):
        assert grade.status is GradeStatus.NEEDS_REVIEW
    assert pages.render("jane", grade, grade.notes).count(b'<th scope="row">') == len(paper.questions)


@pytest.mark.parametrize("depth", [50, 900])
def test_an_answer_nested_without_end_is_told(paper: Paper, best: Mapping[str, Answer], depth: int) -> None:
    nested: list[Any] = []
    for _ in range(depth):
        nested = [nested]
    version = paper.questions["small-choices"].version
    records = [Answered("n", AT, "small-choices", version, nested, True, 0)]  # noqa: FBT003 (submitted)
    records.append(Answered("s", AT, "small-short", version, best["small-short"], True, 0))  # noqa: FBT003 (submitted)
    grade = grade_log(LogReading(Header("small-course", "learner", AT), tuple(records), ()), paper)
    assert grade.status is GradeStatus.NEEDS_REVIEW
    assert grade.points == 1
