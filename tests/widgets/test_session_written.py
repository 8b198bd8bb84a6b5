"""What happens to a written answer, and to how sure a learner says they are, without a browser."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from coursepack.answers import Answer, Answered, AnswerLog, NotSavedError, new_operation
from coursepack.answers.fit import LONGEST_ESSAY
from coursepack.course import Course
from coursepack.items import find_item
from coursepack.widgets.outcome import in_markdown
from coursepack.widgets.session import Action, Operation, Session, operation_from
from support import marking_course

MODEL = "which name nobody"
GIVEN = {"text": "Media say that he told him.", "self": {}}


@pytest.fixture
def course(tmp_path: Path) -> Course:
    return marking_course(tmp_path / "pack")


def session(course: Course, folder: Path, item: str = "small-essay") -> Session:
    return Session(find_item(item, course), course, AnswerLog(folder / "answers.jsonl", course.id))


def do(work: Session, action: Action, answer: Answer = None, sure: int | None = None) -> dict[str, Any]:
    work.do(Operation(new_operation(), action, answer, sure))
    return work.state()


def test_a_submitted_text_is_closed_and_shows_the_model_answer(course: Course, tmp_path: Path) -> None:
    work = session(course, tmp_path)
    assert MODEL not in str(do(work, "save", GIVEN))
    state = do(work, "submit", GIVEN)
    assert (state["closed"], state["assess"], state["hints"]) == (True, True, [])
    assert state["outcome"]["headline"] == "Saved. Below is a model answer."
    assert "6 words; 20 to 80 were wanted." in state["outcome"]["says"][0]
    assert MODEL in state["outcome"]["model"]
    assert state["outcome"]["lines"] == []
    assert "point" not in state["outcome"]["headline"]


def test_the_model_answer_stands_in_the_words_of_a_solution_notebook(course: Course, tmp_path: Path) -> None:
    work = session(course, tmp_path)
    do(work, "submit", GIVEN)
    outcome = work.outcome()
    assert outcome is not None
    assert "**A model answer:** Media reports, which name nobody" in in_markdown(outcome)


def test_ones_own_points_are_saved_although_the_text_is_closed(course: Course, tmp_path: Path) -> None:
    work = session(course, tmp_path)
    do(work, "submit", GIVEN)
    do(work, "save", {**GIVEN, "self": {"chain": 1, "hedge": 0.5}})
    state = session(course, tmp_path).state()
    assert state["answer"] == {**GIVEN, "self": {"chain": 1, "hedge": 0.5}}
    assert (state["draft"], state["assess"]) == (False, True)


def test_the_text_that_counts_stays_in_view_and_a_later_one_stays_in_the_file(
    course: Course, tmp_path: Path
) -> None:
    work = session(course, tmp_path)
    do(work, "submit", GIVEN)
    state = do(work, "save", {"text": "Written in another window.", "self": {"chain": 1}})
    assert state["answer"] == {**GIVEN, "self": {"chain": 1}}
    assert "Written in another window." in work.log.path.read_text(encoding="utf-8")


@pytest.mark.parametrize("points", [None, "all", [1], 7])
def test_points_that_are_none_are_not_shown(course: Course, tmp_path: Path, points: object) -> None:
    work = session(course, tmp_path)
    do(work, "submit", GIVEN)
    assert do(work, "save", {"text": "x", "self": points})["answer"] == GIVEN


def test_an_empty_answer_after_the_end_hides_nothing(course: Course, tmp_path: Path) -> None:
    work = session(course, tmp_path)
    do(work, "submit", GIVEN)
    assert do(work, "save", None)["answer"] == GIVEN


def test_without_the_solution_file_the_teacher_reads_the_text(tmp_path: Path) -> None:
    course = marking_course(tmp_path / "pack", solutions=False)
    state = do(session(course, tmp_path), "submit", GIVEN)
    assert (
        state["outcome"]["headline"]
        == "Saved. Your teacher reads it. You can change it until you hand it in."
    )
    assert (state["closed"], state["assess"]) == (False, False)


def test_a_solution_file_that_comes_later_opens_the_model_answer_on_wish(tmp_path: Path) -> None:
    student = marking_course(tmp_path / "pack", solutions=False)
    do(session(student, tmp_path), "submit", GIVEN)
    do(session(student, tmp_path), "hint")
    course = marking_course(tmp_path / "pack")
    work = session(course, tmp_path)
    assert "Feedback has come since then" in work.state()["outcome"]["headline"]
    assert MODEL not in str(work.state())
    state = do(work, "reveal")
    assert MODEL in state["outcome"]["model"]
    assert state["assess"]


def test_a_blank_text_is_not_ready(course: Course, tmp_path: Path) -> None:
    state = do(session(course, tmp_path), "submit", {"text": " \n ", "self": {}})
    assert "Nothing is answered yet." in str(state["outcome"]["says"])
    assert not state["closed"]


@pytest.mark.parametrize("action", ["save", "submit"])
def test_a_text_that_is_too_long_is_refused_and_nothing_is_written(
    course: Course, tmp_path: Path, action: Action
) -> None:
    work = session(course, tmp_path)
    with pytest.raises(NotSavedError, match="200,000 characters, and at most 50,000 can be kept"):
        do(work, action, {"text": "a" * 200_000, "self": {}})
    assert not work.log.path.exists()
    assert work.state()["answer"] is None


def test_the_longest_text_is_kept_whatever_its_characters(course: Course, tmp_path: Path) -> None:
    longest = {"text": "😀" * LONGEST_ESSAY, "self": {}}
    do(session(course, tmp_path), "save", longest)
    assert session(course, tmp_path).state()["answer"] == longest


def test_how_sure_one_is_comes_back_with_the_answer(course: Course, tmp_path: Path) -> None:
    do(session(course, tmp_path), "save", GIVEN, sure=2)
    assert session(course, tmp_path).state()["sure"] == 2
    assert do(session(course, tmp_path), "save", GIVEN)["sure"] is None


def test_how_sure_one_is_in_a_file_from_elsewhere_is_not_believed(course: Course, tmp_path: Path) -> None:
    work = session(course, tmp_path)
    version = work.item.version
    work.log.append([Answered("one", "2026-03-02T09:30:00.000Z", "small-essay", version, GIVEN, False, 0, 9)])  # noqa: FBT003 (submitted)
    assert session(course, tmp_path).state()["sure"] is None


@pytest.mark.parametrize(
    ("sent", "read"),
    [(1, 1), (3, 3), (0, None), (4, None), (True, None), (2.0, None), ("2", None), (None, None)],
)
def test_only_the_three_steps_are_read_from_a_message(sent: object, read: int | None) -> None:
    operation = operation_from({"operation": "a", "action": "save", "answer": None, "sure": sent})
    assert operation is not None
    assert operation.sure == read
