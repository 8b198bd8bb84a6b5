"""Knows that the figures of lesson 06 are drawn from what a learner has answered, and from nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from coursepack import schools_by_text
from coursepack.widgets import barcode, exercise
from support import small_course

UNIT = """
[[units]]
id = "03-schools"
title = "Schools"
"""
ITEMS = """
unit = "03-schools"
version = 1
[objectives]
"9.1" = "Name the school."

[[item]]
id = "try-schools"
kind = "classify"
objective = "9.1"
level = "apply"
minutes = 2
shows = ["A0-15..A0-19"]
prompt = "Which code?"
hints = ["Look at the reason."]
vocabulary = "school.codes"
rows = ["A0-15", "A0-19"]
"""


@pytest.fixture(autouse=True)
def _course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    course = small_course(tmp_path / "pack")
    with course.path("course.toml").open("a", encoding="utf-8") as file:
        file.write(UNIT)
    course.path("exercises", "03-schools.toml").write_text(ITEMS, encoding="utf-8")
    monkeypatch.setenv("COURSEPACK_ROOT", str(course.root))
    monkeypatch.setenv("COURSEPACK_ANSWERS", str(tmp_path / "answers"))


def test_before_any_answer_the_figures_say_what_to_do() -> None:
    assert schools_by_text().chart.figure is None
    assert "Nothing to draw yet" in str(schools_by_text().chart.empty)


def test_answers_by_school_are_drawn_as_they_were_given() -> None:
    exercise("try-schools").submit({"A0-15": "realist", "A0-19": "realist"})
    assert {mark.label: mark.units for mark in schools_by_text().chart.marks} == {
        "A0, realist: your codes": ("A0-15", "A0-19")
    }
    assert "A0-15 realist" in barcode("A0", layer="school").chart.description


def test_answers_in_another_layer_do_not_count_as_schools() -> None:
    exercise("small-classify").submit({"A0-08": "speech", "A0-02": "mind"})
    assert schools_by_text().chart.figure is None
