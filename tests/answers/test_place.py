"""Knows where a learner's log lies, and that a learner without answers starts afresh."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from coursepack.answers import Answered, own_log
from coursepack.answers.place import NOBODY, PLACE_VARIABLE
from coursepack.course import ROOT_VARIABLE, Course
from support import small_course

SHOW_PLACE = """
from coursepack.answers import own_log
from coursepack.course import load_course
print(own_log(load_course()).path)
print(own_log(load_course()).path)
"""


@pytest.fixture(name="course")
def _course(tmp_path: Path) -> Course:
    return small_course(tmp_path / "course")


def test_the_log_lies_in_the_pack_and_belongs_to_the_course(
    course: Course, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(PLACE_VARIABLE, raising=False)
    log = own_log(course)
    assert log.path == course.root / "my-answers" / "answers.jsonl"
    assert log.course_id == course.id


def test_an_empty_variable_is_none(course: Course, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(PLACE_VARIABLE, "")
    assert own_log(course).path.is_relative_to(course.root)


def test_the_variable_names_another_folder(
    course: Course, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(PLACE_VARIABLE, str(tmp_path / "kept elsewhere"))
    log = own_log(course)
    log.append([Answered("1", "2026", "small-choice", "1a2b3c4d", "haass", submitted=True, hints=0)])
    assert (tmp_path / "kept elsewhere" / "answers.jsonl").is_file()
    assert not (course.root / "my-answers").exists()


def test_nobody_has_a_fresh_place_in_every_process(course: Course) -> None:
    environment = os.environ | {PLACE_VARIABLE: NOBODY, ROOT_VARIABLE: str(course.root)}
    places = []
    for _ in range(2):
        command = [sys.executable, "-c", SHOW_PLACE]
        shown = subprocess.run(
            command, env=environment, capture_output=True, text=True, check=True, timeout=60
        )
        first, second = shown.stdout.splitlines()
        assert first == second
        places.append(Path(first))
        assert not places[-1].exists()
        assert not places[-1].is_relative_to(course.root)
        assert not places[-1].parent.exists(), "a folder of nobody's was left behind"
    assert places[0] != places[1]
