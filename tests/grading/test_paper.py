"""What is graded in one run."""

from __future__ import annotations

from pathlib import Path

import pytest

from coursepack.course import Course
from coursepack.faults import CourseError
from coursepack.grading.paper import load_paper
from support import ITEMS, PRACTICE, SOLUTIONS, UNIT, WITHHELD, practice_course, small_course


def test_units_with_a_solution_file_are_graded_and_the_others_are_named(course: Course) -> None:
    paper = load_paper(course)
    assert [unit.id for unit in paper.units] == [UNIT]
    assert paper.elsewhere == {"withheld-choice"}
    assert paper.notes == (f"Not graded, because the solutions are not in this copy: {WITHHELD}.",)


def test_practice_is_graded_only_where_it_is_asked_for(tmp_path: Path) -> None:
    course = practice_course(tmp_path / "course")
    paper = load_paper(course)
    assert [unit.id for unit in paper.units] == [UNIT]
    assert "practice-short" in paper.elsewhere
    assert not [note for note in paper.notes if PRACTICE in note]
    assert list(load_paper(course, [PRACTICE]).questions) == ["practice-short"]


def test_a_unit_may_be_named_by_the_number_of_its_lesson(tmp_path: Path) -> None:
    course = practice_course(tmp_path / "course")
    assert [unit.id for unit in load_paper(course, [UNIT.partition("-")[0]]).units] == [UNIT]


def test_a_chosen_unit_without_solutions_is_an_error(course: Course) -> None:
    with pytest.raises(CourseError, match=f'no solution file for "{WITHHELD}"'):
        load_paper(course, [UNIT, WITHHELD])


def test_a_unit_that_does_not_exist_is_an_error_that_lists_the_units(course: Course) -> None:
    with pytest.raises(CourseError, match=f'"{UNIT}" or "{WITHHELD}"'):
        load_paper(course, ["99-nothing"])


def test_a_students_copy_grades_nothing(tmp_path: Path) -> None:
    with pytest.raises(CourseError, match="Copy the solution file into this copy"):
        load_paper(small_course(tmp_path, solutions=False))


def test_solutions_of_another_version_are_refused_before_anybody_is_graded(tmp_path: Path) -> None:
    course = small_course(tmp_path)
    solutions = course.path("solutions", f"{UNIT}.toml")
    solutions.write_text(SOLUTIONS.replace("version = 1", "version = 2"), encoding="utf-8")
    with pytest.raises(CourseError, match="version 2; expected version 1"):
        load_paper(course)


def test_an_item_without_a_key_is_refused_before_anybody_is_graded(tmp_path: Path) -> None:
    course = small_course(tmp_path)
    exercises = course.path("exercises", f"{UNIT}.toml")
    more = ITEMS.split("[[item]]")[1].replace("small-choice", "small-more")
    exercises.write_text(f"{ITEMS}\n[[item]]{more}", encoding="utf-8")
    with pytest.raises(CourseError, match="small-more: found no key"):
        load_paper(course)


def test_a_fault_in_a_withheld_unit_does_not_stop_the_grading(tmp_path: Path) -> None:
    course = small_course(tmp_path, withheld=True)
    course.path("exercises", f"{WITHHELD}.toml").write_text("unit = 1", encoding="utf-8")
    paper = load_paper(course)
    assert [unit.id for unit in paper.units] == [UNIT]
    assert paper.notes[1].startswith(f"The exercises of {WITHHELD} cannot be read")


def test_one_id_in_two_units_is_refused(tmp_path: Path) -> None:
    course = small_course(tmp_path, withheld=True)
    for folder, text in (("exercises", ITEMS), ("solutions", SOLUTIONS)):
        course.path(folder, f"{WITHHELD}.toml").write_text(text.replace(UNIT, WITHHELD), encoding="utf-8")
    with pytest.raises(CourseError, match=f"the same id in {UNIT} and {WITHHELD}"):
        load_paper(course)
