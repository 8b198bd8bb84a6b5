"""What the tables of lessons 4 and 5 read from a learner's log; without a browser."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from coursepack.answers import AnswerLog
from coursepack.answers.record import Answered
from coursepack.course import Course, load_course
from coursepack.items import find_item
from coursepack.items.model import RowsTask
from coursepack.widgets import figures_04, figures_05
from support import REPOSITORY

AT = "2026-03-02T09:30:00.000Z"
GROUPS: Sequence[Sequence[str]] = (figures_04.RESPONSIBLE, figures_05.NAMES, *figures_05.QUESTIONS.values())


@pytest.fixture(name="course", scope="module")
def _course() -> Course:
    return load_course(REPOSITORY)


@pytest.fixture(name="log")
def _log(course: Course, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AnswerLog:
    """Return an empty log that the figures read."""
    log = AnswerLog(tmp_path / "answers.jsonl", course.id)
    monkeypatch.setattr(figures_04, "load_course", lambda: course)
    monkeypatch.setattr(figures_05, "load_course", lambda: course)
    monkeypatch.setattr(figures_04, "own_log", lambda _course: log)
    return log


def _task(item: str, course: Course) -> RowsTask:
    task = find_item(item, course).task
    assert isinstance(task, RowsTask), item
    return task


def _answer_first_option(log: AnswerLog, item: str, course: Course) -> str:
    """Answer every row with the first option; return its words."""
    task, version = _task(item, course), find_item(item, course).version
    answer = {row.id: task.options[0].id for row in task.rows}
    given = Answered(f"r-{item}", AT, item, version, answer, submitted=True, hints=0)
    log.append([given])
    return task.options[0].text


def test_exercises_that_fill_one_table_share_their_options(course: Course) -> None:
    for group in GROUPS:
        options = {
            tuple((option.id, option.text) for option in _task(item, course).options) for item in group
        }
        assert len(options) == 1, group


def test_every_row_of_these_exercises_leads_to_a_sentence(course: Course, log: AnswerLog) -> None:
    for group in GROUPS:
        for item in group:
            _answer_first_option(log, item, course)
            given = figures_04.given_in(course, item)
            assert len(given) == len(_task(item, course).rows), item
            assert all(row.units for row in given), item


def test_the_tables_show_what_was_chosen(course: Course, log: AnswerLog) -> None:
    words = _answer_first_option(log, "framing-05", course)
    assert words in figures_04.responsible_by_text().chart.title
    assert words in figures_05.questions_by_text().chart.description
    words = _answer_first_option(log, "five-texts-07", course)
    assert f"“{words}” 8" in figures_05.names_by_text().chart.title


def test_without_answers_the_tables_say_what_to_do(log: AnswerLog) -> None:
    assert not log.read().records
    for draw in (figures_04.responsible_by_text, figures_05.questions_by_text, figures_05.names_by_text):
        assert draw().chart.empty
