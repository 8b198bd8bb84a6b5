"""Knows how the pack's folder is found and how its TOML files are opened."""

from __future__ import annotations

from pathlib import Path

import pytest

from coursepack.course import ROOT_VARIABLE, Course, find_root, load_course, read_toml
from coursepack.faults import CourseError, Fault
from support import REPOSITORY, UNIT, small_course


@pytest.fixture(name="course")
def _course(tmp_path: Path) -> Course:
    return small_course(tmp_path / "course")


def _fault(path: Path) -> Fault:
    with pytest.raises(CourseError) as caught:
        read_toml(path, "exercises/x.toml")
    (fault,) = caught.value.faults
    assert fault.file == "exercises/x.toml"
    return fault


def test_the_pack_itself_has_its_units() -> None:
    course = load_course(REPOSITORY)
    assert "02-who-speaks" in [unit.id for unit in course.units]
    assert course.unit("02-who-speaks").title == "Who speaks?"


def test_an_unknown_unit_is_answered_with_the_units_there_are(course: Course) -> None:
    with pytest.raises(CourseError, match=f'no unit "03-nothing"; expected "{UNIT}"'):
        course.unit("03-nothing")


def test_paths_are_shown_from_the_pack_with_forward_slashes(course: Course, tmp_path: Path) -> None:
    assert course.name_of(course.path("exercises", "x.toml")) == "exercises/x.toml"
    assert course.name_of(tmp_path / "elsewhere.toml") == str(tmp_path / "elsewhere.toml")


def test_the_pack_is_found_from_a_folder_inside_it(course: Course, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(ROOT_VARIABLE, raising=False)
    inside = course.path("notebooks", "deep")
    inside.mkdir(parents=True)
    assert find_root(inside).resolve() == course.root
    monkeypatch.chdir(inside)
    assert load_course() is course


def test_the_environment_names_the_pack_before_the_place_does(
    course: Course, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = small_course(tmp_path / "other")
    monkeypatch.setenv(ROOT_VARIABLE, str(other.root))
    monkeypatch.chdir(course.root)
    assert load_course().root == other.root


def test_a_place_outside_every_pack_is_told_with_a_remedy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(ROOT_VARIABLE, raising=False)
    with pytest.raises(CourseError, match=r"no course\.toml here or in a folder above.*Open the notebook"):
        find_root(tmp_path)


@pytest.mark.parametrize(
    "text",
    [
        'title = "No id"',
        'id = "x"',
        'id = "x"\ntitle = "t"\nunits = "none"',
        'id = "x"\ntitle = "t"\n[[units]]\nid = "u"',
        'id = "x"\ntitle = "t"\nunits = [3]',
    ],
)
def test_a_course_without_id_title_or_whole_units_is_told(tmp_path: Path, text: str) -> None:
    (tmp_path / "course.toml").write_text(text, encoding="utf-8")
    with pytest.raises(CourseError, match=r"course\.toml: found a course without id, title or units"):
        load_course(tmp_path)


PRACTISED = """
id = "x"
title = "t"
[[units]]
id = "01-u"
title = "U"
[[units]]
id = "01-u-practice"
title = "U. Practice"
practice = true
"""


def test_a_practice_unit_belongs_to_the_lesson_of_its_graded_unit(tmp_path: Path) -> None:
    (tmp_path / "course.toml").write_text(PRACTISED, encoding="utf-8")
    units = load_course(tmp_path).units
    assert [(unit.practice, unit.lesson) for unit in units] == [(False, "01-u"), (True, "01-u")]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (
            "practice = true",
            'practice = "yes"',
            r"01-u-practice\.practice: found 'yes'; expected true or false",
        ),
        ("practice = true", "practice = 1", r"01-u-practice\.practice: found 1; expected true or false"),
        (
            "practice = true",
            "practise = true",
            r'found a field "practise"; expected "id", "title" or "practice"',
        ),
        ("practice = true", "", "01-u-practice: found a unit that is not practice"),
        ('"01-u-practice"', '"01-u-more"', "01-u-more: found a practice unit"),
        ('"01-u"', '"01-u-practice"', "found 2 units with this id"),
    ],
)
def test_a_mistake_in_a_unit_is_told_with_its_place(tmp_path: Path, old: str, new: str, told: str) -> None:
    assert PRACTISED.count(old) == 1
    (tmp_path / "course.toml").write_text(PRACTISED.replace(old, new), encoding="utf-8")
    with pytest.raises(CourseError, match=told):
        load_course(tmp_path)


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    assert _fault(tmp_path / "x.toml").found == "no such file"


def test_a_file_in_another_encoding_is_told_with_the_byte(tmp_path: Path) -> None:
    path = tmp_path / "x.toml"
    path.write_bytes('a = "Zürich"'.encode("latin-1"))
    fault = _fault(path)
    assert fault.where == "byte 6"
    assert fault.remedy == "Save the file as UTF-8."


@pytest.mark.parametrize(
    "text", ['a = "open', "a = 1\na = 2", "a == 1", "a = " + "1" * 5000, "a = 2026-99-99"]
)
def test_a_line_that_is_not_toml_is_told(tmp_path: Path, text: str) -> None:
    path = tmp_path / "x.toml"
    path.write_text(text, encoding="utf-8")
    assert "a line that is not TOML" in _fault(path).found


def test_toml_nested_beyond_reason_is_told(tmp_path: Path) -> None:
    path = tmp_path / "x.toml"
    path.write_text("a = " + "[" * 5000 + "]" * 5000, encoding="utf-8")
    assert "a line that is not TOML" in _fault(path).found


def test_a_folder_in_the_place_of_a_file_is_told(tmp_path: Path) -> None:
    assert "cannot be opened" in _fault(tmp_path).found


def test_windows_line_ends_and_a_byte_order_mark_are_no_mistake(tmp_path: Path) -> None:
    path = tmp_path / "x.toml"
    path.write_bytes(b'\xef\xbb\xbfa = "1"\r\nb = "2"\r\n')
    assert read_toml(path, "x.toml") == {"a": "1", "b": "2"}
