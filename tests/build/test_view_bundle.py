"""The made view names the digest of its sources: a change in the folder view is noticed without Node.js."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from coursepack.build import make_view
from coursepack.build.view_bundle import HEAD, MADE, view_difference
from coursepack.course import Course, load_course
from coursepack.faults import CourseError
from support import REPOSITORY, small_course


@pytest.fixture
def course(tmp_path: Path) -> Course:
    course = small_course(tmp_path / "pack")
    shutil.copytree(
        REPOSITORY / "src" / "coursepack" / "widgets", course.root / "src" / "coursepack" / "widgets"
    )
    return course


def test_the_view_that_ships_is_made_from_its_sources() -> None:
    assert view_difference(load_course(REPOSITORY)) is None


def test_a_changed_source_is_noticed(course: Course) -> None:
    path = course.path("src", "coursepack", "widgets", "view", "dom.js")
    path.write_text(path.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    assert "not made from the present files" in str(view_difference(course))


def test_a_view_without_its_head_is_noticed(course: Course) -> None:
    path = course.path(*MADE.split("/"))
    path.write_text(path.read_text(encoding="utf-8").removeprefix(HEAD), encoding="utf-8")
    assert view_difference(course) is not None


def test_a_copy_without_sources_has_nothing_to_compare(tmp_path: Path) -> None:
    assert view_difference(small_course(tmp_path / "pack")) is None


def test_without_node_the_way_out_is_named(course: Course, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("coursepack.build.view_bundle.shutil.which", lambda _: None)
    with pytest.raises(CourseError, match=r"no Node\.js"):
        make_view(course)
