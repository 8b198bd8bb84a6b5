"""How far one has come: done, right, to be read by a teacher, and where one stopped."""

from __future__ import annotations

from pathlib import Path

import pytest

from coursepack.course import Course
from coursepack.widgets import exercise, progress
from support import marking_course, practice_course

ESSAY = {"text": "Media say that he told him.", "self": {}}


@pytest.fixture
def course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Course:
    course = marking_course(tmp_path / "pack")
    monkeypatch.setenv("COURSEPACK_ROOT", str(course.root))
    monkeypatch.setenv("COURSEPACK_ANSWERS", str(tmp_path / "answers"))
    return course


def withhold(course: Course) -> None:
    for path in course.path("solutions").glob("*.toml"):
        path.unlink()


@pytest.mark.usefixtures("course")
def test_done_right_and_to_be_read_are_counted_in_every_unit() -> None:
    exercise("small-number").submit("4")
    exercise("small-choice").submit("biden")
    exercise("small-essay").submit(ESSAY)
    lines = str(progress()).splitlines()
    assert lines[0] == "| Unit | Done | Right | To be read by a teacher |"
    assert lines[2:4] == [
        "| 1 · One of every kind | 2 of 7 | 1 | 0 |",
        "| 3 · Marking and writing | 1 of 5 | 0 | 1 |",
    ]


def test_practice_stands_under_the_lesson_it_belongs_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COURSEPACK_ROOT", str(practice_course(tmp_path / "practised").root))
    monkeypatch.setenv("COURSEPACK_ANSWERS", str(tmp_path / "answers"))
    exercise("practice-short").submit("said")
    assert str(progress()).splitlines()[2:5] == [
        "| 1 · One of every kind | 0 of 7 | 0 | 0 |",
        "| ↳ Practice | 1 of 1 | 1 | 0 |",
        "| 2 · Still withheld | 0 of 1 | 0 | 0 |",
    ]
    assert "in *1 · One of every kind. Practice*." in str(progress())


@pytest.mark.usefixtures("course")
def test_right_on_a_later_try_is_right() -> None:
    exercise("small-choice").submit("biden")
    exercise("small-choice").submit("haass")
    assert "| 1 · One of every kind | 1 of 7 | 1 | 0 |" in str(progress())


def test_without_solutions_right_is_not_known_which_is_not_nought(course: Course) -> None:
    withhold(course)
    exercise("small-number").submit("4")
    text = str(progress())
    assert "| 1 · One of every kind | 1 of 7 | – | 0 |" in text
    assert "your teacher grades it." in text


def test_without_answers_progress_is_the_same_with_and_without_solutions(course: Course) -> None:
    with_keys = (str(progress()), str(progress("03-marking")))
    withhold(course)
    assert (str(progress()), str(progress("03-marking"))) == with_keys
    assert "You have not answered an exercise yet." in with_keys[0]


def test_a_right_draft_is_not_given_away(course: Course) -> None:
    from coursepack.items import find_item
    from coursepack.widgets.session import Operation, Session

    Session(find_item("small-number", course), course).do(Operation("one", "save", "4"))
    assert "| 1 · One of every kind | 0 of 7 | 0 | 0 |" in str(progress())
    assert "You stopped at exercise **small-number**, in *1 · One of every kind*." in str(progress())


@pytest.mark.usefixtures("course")
def test_one_unit_is_told_exercise_by_exercise() -> None:
    exercise("small-essay").submit(ESSAY)
    exercise("small-order").submit(["airforce", "summit", "lavrov"])
    text = str(progress("03-marking"))
    assert text.startswith("**2 of 5 exercises done.** 1 right. 1 to be read by a teacher.\n")
    assert "| small-essay | 6 | to be read by a teacher |" in text
    assert "| small-order | 2 | finished |" in text
    assert "| small-code | 5 | not answered yet |" in text


def test_an_exercise_that_is_gone_is_not_where_one_stopped(course: Course) -> None:
    exercise("small-number").submit("4")
    exercise("small-essay").submit(ESSAY)
    course.path("course.toml").write_text(
        course.path("course.toml").read_text(encoding="utf-8").partition('[[units]]\nid = "03-marking"')[0],
        encoding="utf-8",
    )
    assert "You stopped at exercise **small-number**, in *1 · One of every kind*." in str(progress())
