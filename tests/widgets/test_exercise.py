"""The widget as Jupyter sees it: messages of the page, mime bundle, one live view."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import coursepack
from coursepack.answers import AnswerLog
from coursepack.course import Course
from coursepack.faults import CourseError
from coursepack.widgets import ExerciseWidget, exercise, feedback, progress
from support import best_answers, small_course, small_items

LARGEST_VIEW = 25_000


@pytest.fixture
def course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Course:
    course = small_course(tmp_path / "pack")
    monkeypatch.setenv("COURSEPACK_ROOT", str(course.root))
    monkeypatch.setenv("COURSEPACK_ANSWERS", str(tmp_path / "answers"))
    return course


def sent(widget: ExerciseWidget, monkeypatch: pytest.MonkeyPatch, **message: Any) -> list[dict[str, Any]]:
    """Let the page send one message, and return what Python answers."""
    answers: list[dict[str, Any]] = []
    monkeypatch.setattr(widget, "send", answers.append)
    widget._handle_custom_msg(message, [])  # noqa: SLF001 (the door through which the page's messages come)
    return answers


def test_a_message_is_acknowledged_after_it_is_on_disk(
    course: Course, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    widget = exercise("small-choice")
    answers = sent(widget, monkeypatch, operation="one", action="submit", answer="haass")
    assert answers == [{"operation": "one", "type": "done"}]
    assert widget.state["closed"]
    assert AnswerLog(tmp_path / "answers" / "answers.jsonl", course.id).read().records


@pytest.mark.usefixtures("course")
def test_a_disk_that_refuses_is_told_to_the_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    widget = exercise("small-choice")
    (tmp_path / "answers").write_text("a file where a folder should be", encoding="utf-8")
    (answer,) = sent(widget, monkeypatch, operation="one", action="save", answer="haass")
    assert answer["type"] == "failed"
    assert answer["message"].startswith("Not saved: the answers file cannot be written")


@pytest.mark.usefixtures("course")
def test_showing_an_exercise_again_closes_the_earlier_view() -> None:
    first = exercise("small-choice")
    second = exercise("small-choice")
    assert first.comm is None
    assert second.comm is not None


@pytest.mark.usefixtures("course")
def test_an_unknown_exercise_is_told_with_those_there_are() -> None:
    with pytest.raises(CourseError, match=r'no exercise "small-chioce".*"small-choice"'):
        exercise("small-chioce")


def test_all_three_faces_stand_in_one_output(course: Course) -> None:
    for item in small_items(course):
        data, _ = exercise(item)._repr_mimebundle_()  # type: ignore[misc]
        assert "application/vnd.jupyter.widget-view+json" in data
        assert f"**Exercise {item}**" in data["text/markdown"]
        assert data["text/plain"].endswith("not answered yet")


@pytest.mark.usefixtures("course")
def test_the_static_face_says_first_how_to_get_boxes_that_can_be_ticked() -> None:
    text = exercise("small-choice")._repr_mimebundle_()[0]["text/markdown"]  # type: ignore[index]
    assert "run this cell" in text.partition("\n")[0]
    answered = exercise("small-choice").submit("biden")._repr_mimebundle_()[0]["text/markdown"]  # type: ignore[index]
    assert "run this cell" not in answered


@pytest.mark.usefixtures("course")
def test_the_static_face_shows_what_was_answered_and_never_the_key() -> None:
    text = exercise("small-choice").submit("biden")._repr_mimebundle_()[0]["text/markdown"]  # type: ignore[index]
    assert "**Your answer:** Joe Biden" in text
    assert "Only Haass is quoted" not in text


@pytest.mark.usefixtures("course")
def test_typed_markup_is_shown_as_text() -> None:
    widget = exercise("small-short").submit("<img src=x onerror=alert(1)> *bold*")
    assert "<img" not in str(widget.state["outcome"])
    text = widget._repr_mimebundle_()[0]["text/markdown"]  # type: ignore[index]
    assert text.count("<img") == text.count("\\<img") == 1


def test_nothing_of_any_key_is_in_a_fresh_widget(course: Course) -> None:
    solutions = (course.root / "solutions" / "01-small.toml").read_text(encoding="utf-8")
    secrets = [
        line.split('"')[1]
        for line in solutions.splitlines()
        if line.startswith(("why", "otherwise", "feedback"))
    ]
    assert len(secrets) > 10
    for item in small_items(course):
        widget = exercise(item)
        held = str(widget.get_state()) + str(widget._repr_mimebundle_())
        assert not [secret for secret in secrets if secret in held]


def test_feedback_prints_the_graders_words(course: Course) -> None:
    exercise("small-classify").submit(best_answers(course)["small-classify"])
    assert "**Right. 1 of 1 point.**" in str(feedback("small-classify"))
    assert "**Why:** The test of the codebook decides." in str(feedback("small-classify"))
    assert str(feedback("small-choice")) == "Exercise small-choice is not answered yet."


@pytest.mark.usefixtures("course")
def test_progress_counts_and_says_where_one_stopped() -> None:
    assert "You have not answered an exercise yet." in str(progress())
    exercise("small-number").submit("4")
    assert "| 1 · One of every kind | 1 of 7 |" in str(progress())
    assert "You stopped at exercise **small-number**, in *1 · One of every kind*." in str(progress())
    assert "| small-number | 1 | finished |" in str(progress("01-small"))


@pytest.mark.usefixtures("course")
def test_progress_tells_of_lines_it_could_not_read(tmp_path: Path) -> None:
    exercise("small-number").submit("4")
    with (tmp_path / "answers" / "answers.jsonl").open("ab") as file:
        file.write(b'{"torn')
    assert "1 line(s) of your answers file could not be read" in str(progress())


def test_the_view_is_one_small_file_without_outside_requests() -> None:
    folder = Path(coursepack.__file__).parent / "widgets"
    view = (folder / "exercise.js").read_text(encoding="utf-8")
    assert len(view.encode()) <= LARGEST_VIEW
    assert "http" not in view
    assert "import(" not in view
