"""Fixtures of the grading room: one small course for all tests, one empty classroom for each."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from classroom import Classroom
from coursepack.answers import Answer
from coursepack.course import Course
from coursepack.grading.paper import Paper, load_paper
from support import best_answers, small_course


@pytest.fixture(scope="session")
def course(tmp_path_factory: pytest.TempPathFactory) -> Course:
    """Return the small course, with a second unit whose solutions are withheld. Do not change its files."""
    return small_course(tmp_path_factory.mktemp("course"), withheld=True)


@pytest.fixture(scope="session")
def paper(course: Course) -> Paper:
    """Return what is graded in the small course."""
    return load_paper(course)


@pytest.fixture(scope="session")
def best(course: Course) -> Mapping[str, Answer]:
    """Return an answer with full credit for every exercise."""
    return best_answers(course)


@pytest.fixture
def classroom(course: Course, tmp_path: Path) -> Classroom:
    """Return an empty classroom."""
    submissions = tmp_path / "submissions"
    submissions.mkdir()
    return Classroom(course, submissions, tmp_path / "report")
