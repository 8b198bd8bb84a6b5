"""What a learner sees after coding a text, and which figures it fills; without a browser."""

from __future__ import annotations

from pathlib import Path

import pytest

from coursepack.answers import AnswerLog
from coursepack.course import Course
from coursepack.items import find_item, load_keys
from coursepack.scoring import best_answer
from coursepack.texts import load_texts
from coursepack.widgets import figure
from coursepack.widgets.outcome import in_markdown
from coursepack.widgets.session import Operation, Session
from support import MARKING, marking_course

NAMES = ("barcode", "agreement_with_reference")


@pytest.fixture
def course(tmp_path: Path) -> Course:
    return marking_course(tmp_path / "pack")


@pytest.fixture
def work(course: Course, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Session:
    """Return the work on the coded text; the figures read the same log."""
    log = AnswerLog(tmp_path / "answers.jsonl", course.id)
    monkeypatch.setattr(figure, "load_course", lambda: course)
    monkeypatch.setattr(figure, "own_log", lambda _course: log)
    return Session(find_item("small-code", course), course, log)


def _wrong(work: Session) -> dict[str, dict[str, list[str]]]:
    units = work.item.task.units  # type: ignore[union-attr] # a coded text
    return {"codes": {unit: ["speech"] for unit in units}, "notes": {}}


def test_the_reason_of_every_sentence_stays_out_of_the_page_until_it_may_be_shown(work: Session) -> None:
    said = str(work.submit(_wrong(work)))
    assert "Partly right." in said or "Not yet." in said
    assert "test does not hold" not in said
    assert "as in the reference" not in said


def test_only_sentences_that_differ_are_spelled_out(course: Course, work: Session) -> None:
    answer = best_answer(work.item, load_keys(MARKING, course).keys["small-code"])
    answer["codes"]["A3-01"] = ["speech"]
    work.submit(answer)
    outcome = work.submit(answer)["outcome"]
    (line,) = outcome["lines"]
    assert load_texts(course).unit("A3-01").text.rpartition(",")[2] in line["about"]
    assert '<span class="unit">A3-01</span>' in line["about"]
    assert "Speech" in line["given"]
    assert "Neither" in line["right"]
    assert outcome["key"] == []
    (folded,) = outcome["says"]
    assert folded.startswith("<details><summary>11 sentences are coded as in the reference</summary>")
    assert folded.count("<li>") == 11


def test_markdown_says_the_same(course: Course, work: Session) -> None:
    answer = best_answer(work.item, load_keys(MARKING, course).keys["small-code"])
    work.submit(answer)
    outcome = work.outcome()
    assert outcome is not None
    text = in_markdown(outcome)
    assert "12 sentences are coded as in the reference: A3-01 Neither, A3-02 Mind" in text
    assert "✗" not in text


@pytest.mark.parametrize("name", NAMES)
def test_a_figure_hides_the_reference_until_the_exercise_is_finished(work: Session, name: str) -> None:
    draw = getattr(figure, name)
    assert draw("A3").chart.empty
    work.submit(_wrong(work))
    chart = draw("A3").chart
    assert "eference:" not in chart.description
    assert not [mark for mark in chart.marks if "reference" in mark.label]
    work.submit(_wrong(work))
    assert work.history().revealed
    chart = draw("A3").chart
    assert [mark for mark in chart.marks if "reference" in mark.label]


def test_a_started_exercise_on_another_text_does_not_hide_it(course: Course, work: Session) -> None:
    for _ in range(2):
        work.submit(_wrong(work))
    other = Session(find_item("small-classify", course), course, work.log)
    other.do(Operation("draft", "save", {"A0-02": "mind"}))
    assert [mark for mark in figure.barcode("A3").chart.marks if "reference" in mark.label]
    assert not [mark for mark in figure.barcode("A0").chart.marks if "reference" in mark.label]


def test_without_the_reference_the_own_barcode_stays(course: Course, work: Session) -> None:
    for _ in range(2):
        work.submit(_wrong(work))
    course.path("solutions", "coding", "attribution", "passes.toml").unlink()
    assert (
        figure.barcode("A3").chart.title
        == "In your codes of A3 (12 sentences), 12 are speech and none is mind"
    )
    assert figure.agreement_with_reference("A3").chart.empty


def test_a_teacher_sees_the_reference_without_answers(work: Session) -> None:
    assert work.history().latest is None
    chart = figure.barcode("A3", show_reference=True).chart
    assert chart.title.startswith("In A3 (26 sentences), none is speech and 8 are mind")


def test_calibration_fills_from_finished_exercises(course: Course, work: Session) -> None:
    assert figure.calibration().chart.empty
    choice = Session(find_item("small-choice", course), course, work.log)
    choice.do(Operation("first", "submit", "haass", 3))
    assert figure.calibration().chart.title == "When you were sure, 1 of 1 answer was right"


def test_calibration_counts_nothing_without_keys(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    course = marking_course(tmp_path / "student", solutions=False)
    log = AnswerLog(tmp_path / "student.jsonl", course.id)
    monkeypatch.setattr(figure, "load_course", lambda: course)
    monkeypatch.setattr(figure, "own_log", lambda _course: log)
    Session(find_item("small-choice", course), course, log).do(Operation("first", "submit", "haass", 3))
    assert figure.calibration().chart.empty
