"""Knows how the notebook with all exercises of a unit begins."""

from __future__ import annotations

from pathlib import Path

from coursepack.build.banks import exercise_notebook
from support import UNIT, small_course


def test_the_words_before_the_first_exercise_stand_in_the_notebook(tmp_path: Path) -> None:
    course = small_course(tmp_path / "plain")
    plain = exercise_notebook(course.unit(UNIT), course)
    course = small_course(tmp_path / "intro")
    path = course.path("exercises", f"{UNIT}.toml")
    text = path.read_text(encoding="utf-8")
    with_intro = text.replace("version = 1\n", 'version = 1\nintro = "Nobody is graded."\n', 1)
    path.write_text(with_intro, encoding="utf-8", newline="\n")
    told = exercise_notebook(course.unit(UNIT), course)
    assert len(told.cells) == len(plain.cells) + 1
    assert told.cells[1].source == "Nobody is graded."
